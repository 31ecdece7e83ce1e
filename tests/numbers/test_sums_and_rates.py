"""Lists of parts and rates: what is right stays silent, what is wrong is found with its numbers."""

from __future__ import annotations

import pytest

from chenyan.corpus import report_from_text
from chenyan.numbers import find_numbers, read_numbers


def sums(text: str) -> list[tuple[str, float]]:
    report = report_from_text(f"一、总体情况\n{text}", year=2022)
    return [(parts.kind, parts.total) for parts in read_numbers(report).sums]


def bad_rates(text: str) -> list[str]:
    report = report_from_text(f"一、总体情况\n{text}", year=2022)
    return [rate.quantity.printed for rate in read_numbers(report).rates if not rate.holds]


@pytest.mark.parametrize(
    "text",
    [
        "公开信息327条，其中公众号235条，新媒体57条，网站35条。",
        "收到申请36件（本级9件、甲局7件、乙局20件），其中，自然人30件，法人6件；予以公开20件、部分公开16件。",
        "解读98期，其中，市级48期、甲区17期、乙县15期、丙县18期。",
        "对3件申请收取信息处理费2230元。其中，甲局1件，收取880元；乙局1件，收取1080元；丙镇1件，收取270元。",
        "公开信息100条，其中网站60条（含转载20条）、微信40条。",
        "公开信息2050条：网站760条，公众号1090条，其他方式200条。",
        "收到申请8件，其中当面3件、网络5件，已办结7件，结转1件。",
        "发布信息500条，其中重点领域80条、民生20条。",
        "公开信息1.2万余条，其中网站8000余条、微信4000余条。",
    ],
)
def test_right_and_open_lists_are_silent(text: str) -> None:
    assert all(kind == "holds" for kind, _ in sums(text))


@pytest.mark.parametrize(
    ("text", "kind", "total"),
    [
        ("公开信息327条，其中公众号235条，新媒体57条，网站45条。", "exceeds", 337),
        ("公开信息100条，其中网站60条、微信30条。", "short", 90),
        ("公开信息2049条：网站767条，公众号1089条，其他方式206条。", "exceeds", 2062),
        ("发布信息2139条，其中动态1744条，政务393条，解读21条，回应2条。", "overlap", 2160),
        ("制作解读十二件，其中图解五件、视频四件、问答二件。", "short", 11),
    ],
)
def test_wrong_lists_are_found(text: str, kind: str, total: int) -> None:
    assert [item for item in sums(text) if item[0] != "holds"] == [(kind, total)]


@pytest.mark.parametrize(
    "text",
    [
        "由40篇增至50篇，增长25%。",
        "发布70篇，较上年的60篇增长16.6%。",
        "公开信息200条，较上年增加40条，增长25%。",
        "由3件增至5件，年均增长29%。",
        "由2019年的100条提高到2022年的150条，满意率提升20%。",
        "公开300条，其中网站100条，占33.3%。",
        "公开信息约1200条，比上年增加约200条，增长21%。",
        "满意率下降到98%。",
    ],
)
def test_right_rates_are_silent(text: str) -> None:
    assert bad_rates(text) == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("由40篇增至50篇，增长20%。", "20"),
        ("信息总量由上年的2078条降至1980条，下降11.7%。", "11.7"),
        ("公开信息200条，其中网站150条，占85%。", "85"),
        ("由0件增至5件，增长500%。", "500"),
    ],
)
def test_wrong_rates_are_found(text: str, printed: str) -> None:
    assert bad_rates(text) == [printed]


def test_the_frame_of_checks_has_its_columns_when_empty() -> None:
    report = report_from_text("一、总体情况\n我镇重视公开。", year=2022)
    result = find_numbers(report)
    assert result.checks().empty
    assert list(result.checks().columns)[:2] == ["report_id", "code"]
    assert "slot_year" in result.to_frame().columns


@pytest.mark.real
def test_the_real_town_report_has_no_wrong_number(real_folder) -> None:  # type: ignore[no-untyped-def]
    from chenyan.corpus import read_corpus

    assert find_numbers(read_corpus(real_folder / "ogi" / "zeku-2021.txt")).checks().empty
