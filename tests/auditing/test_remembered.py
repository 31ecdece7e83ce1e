"""What is kept between runs changes how long an audit takes, and nothing else."""

from __future__ import annotations

import json
import random
import zlib
from pathlib import Path
from typing import Any

import pytest

import chenyan as cy
from chenyan.auditing import audit
from chenyan.corpus.report import Corpus
from chenyan.problems import codec as problem_codec
from chenyan.reuse import score as score_module
from chenyan.rule import Rule
from helpers.stored import results_in, rewrite, stored_files

TOWNS = ("清河镇", "白石镇", "青禾镇", "云溪镇", "长岭镇", "柳塘镇")
TEXT = """一、总体情况
{year}年，{town}主动公开政府信息{n}条，其中网站公开{m}条。{town}认真贯彻落实上级部署，持续加强政务公开工作，不断提高公开质量。
二、主动公开政府信息情况
{town}在便民服务大厅设置公开查阅点，安排专人值守，全年接待群众查阅{m}人次，发放办事指南若干册。
五、存在的主要问题及改进情况
一是信息更新不够及时。二是政策解读形式单一。{year}年，{town}将继续完善公开目录，安排专人每周更新栏目。
六、其他需要报告的事项
本年度未收取信息处理费。
"""


def report(town: str, year: int, **more: Any) -> Any:
    n = 80 + TOWNS.index(town) * 7 + year % 10
    text = more.pop("text", TEXT.format(town=town, year=year, n=n, m=n - 30))
    known = {"genre": "ogi", "agency": f"{town}人民政府", "region": "甲省乙市丙县", **more}
    return cy.report_from_text(text, report_id=f"{TOWNS.index(town)}-{year}", year=year, **known)


def batch(*, towns: int = 5, **changed: Any) -> Corpus:
    reports = [report(town, year) for town in TOWNS[:towns] for year in (2020, 2021, 2022)]
    return Corpus([changed.get(r.report_id.replace("-", "_"), r) for r in reports])


def saved(result: Any, folder: Path) -> dict[str, bytes]:
    result.save(folder, figures=False, progress=False)
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != "timings.json"
    }


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Return the list of (rule, report) that are judged, in the order in which it happens."""
    judged: list[tuple[str, str]] = []
    run = Rule.run

    def noted(self: Rule, case: Any, settings: Any = None) -> Any:
        judged.append((self.code, case.report.report_id))
        return run(self, case, settings)

    monkeypatch.setattr(Rule, "run", noted)
    return judged


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the list of batches whose reuse is measured."""
    sizes: list[int] = []
    encode = score_module.encode

    def noted(batch: Any) -> Any:
        sizes.append(batch.n_reports)
        return encode(batch)

    monkeypatch.setattr(score_module, "encode", noted)
    return sizes


VARIANTS: list[dict[str, Any]] = [
    {},
    {"select": "Y"},
    {"rules": {"Y02": {"severity": "low"}}},
    {"rules": {"B01": {"severity": "info"}}, "ignore": "P"},
    {"select": "B,T09"},
    {"seed": 5},
    {},
]


def test_cached_and_fresh_runs_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    other = report("白石镇", 2021, text=TEXT.format(town="白石镇", year=2020, n=5, m=4))
    corpora = [batch(), batch(towns=6), batch(**{"1_2021": other})]
    for number, options in enumerate(VARIANTS):
        corpus = corpora[(0, 0, 1, 1, 2, 2, 0)[number]]
        kept = audit(corpus, **options, cache=cache, progress=False)
        plain = audit(corpus, **options, progress=False)
        assert saved(kept, tmp_path / f"kept-{number}") == saved(plain, tmp_path / f"plain-{number}"), options


def test_nothing_is_judged_or_measured_again_on_other_settings(
    tmp_path: Path, ran: list[tuple[str, str]], scored: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    audit(batch(), cache=tmp_path, progress=False).themes
    assert scored == [15]
    assert ran
    ran.clear()
    monkeypatch.setattr("chenyan.problems.reading.read_many", None)
    monkeypatch.setattr("chenyan.problems.cluster_problems", None)
    for options in ({"select": "Y"}, {"ignore": "P"}, {"rules": {"Y02": {"severity": "low"}}}, {}):
        audit(batch(), **options, cache=tmp_path, progress=False).themes  # type: ignore[arg-type]
    assert ran == []
    assert scored == [15]


def test_a_changed_setting_runs_its_rule_alone(tmp_path: Path, ran: list[tuple[str, str]]) -> None:
    audit(batch(), cache=tmp_path, progress=False)
    ran.clear()
    audit(
        batch(),
        rules={"L01": {}, "Y06": {"severity": "low"}, "B01": {"least_chars": 60}},
        cache=tmp_path,
        progress=False,
    )
    assert {code for code, _ in ran} == {"B01"}


def test_a_changed_report_redoes_its_agency_and_what_looks_at_the_batch(
    tmp_path: Path, ran: list[tuple[str, str]]
) -> None:
    audit(batch(), cache=tmp_path, progress=False)
    ran.clear()
    other = report("白石镇", 2021, text=TEXT.format(town="白石镇", year=2021, n=5, m=4))
    audit(batch(**{"1_2021": other}), cache=tmp_path, progress=False)
    codes_of_others = {code for code, report_id in ran if not report_id.startswith("1-")}
    assert {report_id for code, report_id in ran if code == "Y02"} == {"1-2020", "1-2021", "1-2022"}
    assert codes_of_others
    assert all(code.startswith("B") or code == "T09" for code in codes_of_others), codes_of_others


def test_the_same_text_of_another_agency_is_judged_anew(tmp_path: Path, ran: list[tuple[str, str]]) -> None:
    audit(Corpus([report("清河镇", 2022)]), cache=tmp_path, progress=False)
    ran.clear()
    audit(Corpus([report("清河镇", 2022, agency="清河镇人大")]), cache=tmp_path, progress=False)
    assert {report_id for _, report_id in ran} == {"0-2022"}


def test_altered_entries_never_stop_a_run_and_damaged_ones_change_nothing(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    expected = saved(audit(batch(), cache=cache, progress=False), tmp_path / "plain")
    kept = {path: path.read_bytes() for path in stored_files(cache)}
    digests = {path: list(results_in(path)) for path in kept}
    assert {path.parent.parent.name for path in kept} == {"judged", "reuse", "themes"}
    moments = random.Random(4)
    for path, data in kept.items():  # damage that the hash shows
        at = moments.randrange(len(data))
        path.write_bytes(data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :])
    assert saved(audit(batch(), cache=cache, progress=False), tmp_path / "damaged") == expected
    for bad in (
        b"",
        b"[]",
        b"{}",
        b"null",
        b"[" * 5000,
        b'{"rules": 3, "placed": {"0-2020": [1]}}',
        b"cos\nsystem\n(S'x'\ntR.",
    ):
        for path in kept:
            rewrite(path, dict.fromkeys(digests[path], bad))
        assert saved(audit(batch(), cache=cache, progress=False), tmp_path / "altered") == expected, bad


def test_what_points_outside_of_the_batch_is_not_taken(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    expected = saved(audit(batch(), cache=cache, progress=False), tmp_path / "plain")
    (path,) = (cache / "judged").glob("*/*")
    altered = {}
    for digest, data in results_in(path).items():
        body = json.loads(data)
        for rule in body["rules"].values():
            for found in filter(None, rule["found"]):
                found[1] = [[*item[:2], 10**9, *item[3:]] for item in found[1] if len(item) > 2] or found[1]
        altered[digest] = json.dumps(body).encode()
    rewrite(path, altered)
    (path,) = (cache / "reuse").glob("*/*")
    ((digest, data),) = results_in(path).items()
    plain = zlib.decompress(data)
    rewrite(path, {digest: zlib.compress(plain[: len(plain) // 3] + b"\x7f" * (len(plain) - len(plain) // 3))})
    assert saved(audit(batch(), cache=cache, progress=False), tmp_path / "altered") == expected


def test_a_small_file_does_not_become_a_large_one(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    audit(batch(), cache=cache, progress=False)
    (path,) = (cache / "reuse").glob("*/*")
    rewrite(path, dict.fromkeys(results_in(path), zlib.compress(b"\0" * 400_000_000, 1)))
    audit(batch(), cache=cache, progress=False)


def test_themes_of_other_problems_are_refused() -> None:
    from chenyan.problems import cluster_problems, find_problems

    found = find_problems(batch(), progress=False)
    data = problem_codec.encode_themes(cluster_problems(found))
    again = problem_codec.decode_themes(found, data)
    assert again.to_frame().equals(cluster_problems(found).to_frame())
    assert again.prevalence().equals(cluster_problems(found).prevalence())
    with pytest.raises(ValueError, match="other problems"):
        problem_codec.decode_themes(find_problems(batch(towns=2), progress=False), data)
