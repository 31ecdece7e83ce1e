"""What the wordings of fresh hands showed: which of two equal years is wrong, and what only looks like a slip."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.years import FLAG_CONFIDENCE, read_years

sys.path.insert(0, str(Path(__file__).parent))
from test_years_ledger import framed_at
from years_frame import check_flagged, listed, unmarked

WRONG = """
ogi|overview|2020年我镇有9个村开通公众号，«2020年»增加到14个，一年间新开通5个。|stale_year|2021
ogi|overview|2020年全街道仅两处公开栏，«2020年»又添置三处。|stale_year|2021
ogi|problems|部署不够及时。«2021年»，我局政务公开的目标是：当月信息当月上网。|plan_for_past_year|2022
"""
RIGHT = """
ogi|problems|（二）改进举措。2021年8月新招一名美工负责图解，2022年将继续扩充人手。
ogi|problems|2021年上半年，我局将流程图统一改成问答卡片，群众反响较好；2022年将对余下的事项作同样处理。
ogi|problems|基层医生缺口较大，2021年招聘计划完成率只有七成。
ogi|problems|公开渠道较窄，2021年主要是贴海报、发传单。
ogi|overview|我局按期编制并公布了2020年度政府信息公开工作年度报告，公布时间为2021年1月22日。
ogi|requests|本年度未收到信息公开申请。2020年收到2件，已在2020年底前答复。
ogi|requests|申请公开2018年至2016年形成信息的有7件。
ogi|problems|我局力争用两年时间，即从2022年1月到2023年12月，把历年文件整理上网。
ogi|overview|2021年4月投用的水厂，2020年11月完成招标。
ogi|overview|2021年2月挂牌，2020年12月已完成人员划转。
ogi|overview|2021年1月9日印发通报，考核时间为2020年12月。
"""


@pytest.mark.parametrize(("genre", "part", "sentence", "kind", "expected"), listed(WRONG))
def test_the_wrong_one_is_found(genre: str, part: str, sentence: str, kind: str, expected: str) -> None:
    check_flagged(framed_at(genre, part, unmarked(sentence)[0]), sentence, kind, int(expected))


@pytest.mark.parametrize(("genre", "part", "sentence"), listed(RIGHT))
def test_what_only_looks_like_it_is_left_alone(genre: str, part: str, sentence: str) -> None:
    assert [m for m in read_years(framed_at(genre, part, sentence)).mismatches if m.confidence >= FLAG_CONFIDENCE] == []


def test_many_dates_in_one_part_take_time_in_proportion(monkeypatch: pytest.MonkeyPatch) -> None:
    from chenyan.years import evidence

    looked_at = []
    years_between = evidence._years_between
    monkeypatch.setattr(evidence, "_years_between", lambda *at: looked_at.append(n := years_between(*at)) or n)
    counts = []
    for repeats in (200, 800):
        looked_at.clear()
        read_years(framed_at("ogi", "problems", "2021年3月开工，2021年5月完工。" * repeats))
        counts.append(sum(map(len, looked_at)))
    assert counts[1] < 5 * counts[0]
