"""What the sum of evidence gives away in plain sentences, and their right twins; how the sum is told."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest

from chenyan.corpus import report_from_text
from chenyan.years import FLAG_CONFIDENCE, read_years
from chenyan.years import verdict as verdicts
from chenyan.years.reading import is_over, open_page

sys.path.insert(0, str(Path(__file__).parent))
from test_years_ledger import framed_at
from years_frame import check_found, listed, unmarked

# genre|part|sentence|kind|expected in a report on 2021; the wrong expression stands between « and ».
WRONG = """
summary|work|«2020年»，全局开展安全检查36次，整改隐患52处，全年未发生较大事故。|stale_year|2021
summary|work|一年来，我局狠抓队伍建设，«2020年»举办业务培训8期，培训干部410人次。|stale_year|2021
ogi|disclosure|«2020年»，我镇通过门户网站公开信息210条，通过公众号推送96条。|stale_year|2021
ogi|requests|«2020年»，我局共收到政府信息公开申请9件，全部按期答复。|stale_year|2021
ogi|overview|我街道高度重视公开工作，«2020年»召开专题会议3次，印发任务分工1份。|stale_year|2021
law|work|«2020年»，全局办理行政处罚案件27件，无一被复议纠正。|stale_year|2021
ogi|problems|«2021年»，我局将重点抓好栏目更新，每月检查一次。|plan_for_past_year|2022
ogi|problems|下一步，我镇力争在«2021年»底前实现村级公开专区全覆盖。|plan_for_past_year|2022
summary|plan|«2021年»，全局要突出抓好三件事：改造站房、培训人员、完善制度。|plan_for_past_year|2022
law|plan|«2021年»计划修订裁量基准4项，组织执法考试1次。|plan_for_past_year|2022
"""
# genre|part|sentence, all of it right in a report on 2021
RIGHT = """
summary|work|2020年开工的泵站今年6月投用，惠及农户1300户。
summary|work|2021年，全局开展安全检查36次，比2020年多4次。
ogi|disclosure|2021年公开2020年度决算及“三公”经费情况，全县41个部门一并公布。
ogi|requests|2020年结转2件，2021年新收9件，均已答复。
ogi|overview|专栏自2020年开通以来累计发布信息640条，今年发布310条。
law|work|对2020年受理的3起案件，今年全部作出决定。
ogi|problems|2021年年初提出的栏目改版，已于9月完成。
ogi|problems|针对2021年抽查发现的问题，我局将逐项整改。
summary|plan|2022年，继续推进2021年启动的站房改造。
"""


@pytest.mark.parametrize(("genre", "part", "sentence", "kind", "expected"), listed(WRONG))
def test_plain_slip_is_flagged(genre: str, part: str, sentence: str, kind: str, expected: str) -> None:
    check_found(framed_at(genre, part, unmarked(sentence)[0]), sentence, kind, int(expected))


@pytest.mark.parametrize(("genre", "part", "sentence"), listed(RIGHT))
def test_its_right_twin_is_not(genre: str, part: str, sentence: str) -> None:
    assert [m for m in read_years(framed_at(genre, part, sentence)).mismatches if m.confidence >= FLAG_CONFIDENCE] == []


def test_the_reasons_add_up_to_the_odds() -> None:
    page = open_page(framed_at("ogi", "disclosure", "2020年，我镇公开信息210条。"))
    (index,) = (at for at, one in enumerate(page.expressions) if page.view.startswith("2020年，我镇", one.start))
    assert verdicts.candidate(page, index, 2021, over=is_over(page.expressions[index], page.reference)) == "stale"
    verdict = verdicts.judge(page, index, 2021, "stale")
    reasons = verdict.reasons("stale", 10**6)
    two = [name for name, _ in reasons if verdicts.AND in name]
    assert two
    assert len(two) < len(reasons)
    assert all(set(name.split(verdicts.AND)) <= verdict.names for name in two)
    base = verdicts._model()["stale"].base
    assert math.isclose(math.fsum(value for _, value in reasons) + base, verdict.odds, abs_tol=1e-9)


SPEECH = """政府工作报告
——2022年1月12日在青禾县第十届人民代表大会第二次会议上
县长  陈言
各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。
一、2021年工作回顾
{0}2020年，我们新建充电桩1200个，新增学位2100个，发放救助金3600万元。
二、2022年工作安排
抓好十件实事。"""


def test_last_years_work_is_told_in_a_speech_on_one_year_alone() -> None:
    def flagged(text: str) -> list[int | None]:
        return [m.year for m in read_years(report_from_text(text)).mismatches if m.confidence >= FLAG_CONFIDENCE]

    assert flagged(SPEECH.format("一年来，我们埋头苦干。")) == [2020]
    assert flagged(SPEECH.format("五年来，我们埋头苦干。")) == []
