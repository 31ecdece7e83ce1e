"""Sentences that leave one reading: this year's facts alone, this year's whole or cause, the turn of the year, the report itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.years import FLAG_CONFIDENCE, read_years

sys.path.insert(0, str(Path(__file__).parent))
from test_years_ledger import framed_at
from years_frame import check_flagged, listed, unmarked

WRONG = """
ogi|overview|围绕2021年营商环境整治行动，«2020年»集中公开惠企文件37件。|stale_year|2021
ogi|overview|«2020年»收到来信210封，已回复205封，其余5封系2021年12月30日以后收到。|stale_year|2021
ogi|disclosure|«2020年»公示处罚信息318条，占2021年应公示信息的98%。|stale_year|2021
ogi|requests|截至«2020年底»，本年度受理的17件申请中，已办结17件。|stale_year|2021
ogi|overview|«2020年»公布政策图解12个，对2021年出台的“稳岗九条”逐条作了说明。|stale_year|2021
ogi|disclosure|中标结果2021年12月公示，合同自«2021年1月»起执行。|date_order|2022
ogi|requests|本年新收申请31件，办结30件，尚有1件结转至«2021年»继续办理。|stale_year|2022
ogi|other|本报告已于«2021年1月20日»定稿，欢迎提出意见。|date_order|2022
ogi|requests|原告2021年3月起诉，«2022年9月»撤回起诉，法院已裁定准许。|date_order|2021
ogi|problems|我们承诺，«2021年»对来信来电件件有人接、件件有回音。|plan_for_past_year|2022
ogi|problems|我局已将上述短板列入«2021年»改进计划，由分管领导牵头逐项推进。|plan_for_past_year|2022
ogi|overview|全镇2020年有专职信息员2人，«2020年»仍只有1人。|stale_year|2021
ogi|overview|本报告所称“本年度”均指«2020年»。|stale_year|2021
ogi|overview|学校奖学金按«2021—2021学年»评定。|other|2022
ogi|period|根据《关于做好«2020年度»政府信息公开工作年度报告编制工作的通知》，编制本报告。|title_body|2021
ogi|other|«2020年»，本机关没有收取信息处理费；本年度无其他需要报告的事项。|stale_year|2021
"""
RIGHT = """
ogi|overview|2021年窗口接待群众4100人次，2020年接待3700人次。
ogi|overview|2021年1月至11月行政强制3件；2020年全年无行政强制。
ogi|disclosure|2020年末结余资金占2021年预算的3%。
ogi|overview|2020年末实有人员30人，2021年末34人，净增4人，其中2021年新招6人。
ogi|requests|截至2020年底，累计办结17件；本年度又办结9件。
ogi|overview|2020年10月起草的办法，根据2021年3月征求到的意见修改后印发。
ogi|disclosure|2021年12月印发的办法，2021年1月起草，3月征求意见。
ogi|requests|上年结转至2021年继续办理的申请2件，均已答复。
ogi|other|本报告反映2021年1月1日至12月31日的情况。
ogi|requests|原告2021年12月起诉，案件将于2022年9月开庭。
ogi|overview|本报告所称“本年度”指2021年，“上年”指2020年。
ogi|overview|全镇2020年有专职信息员2人，2021年仍为2人。
ogi|overview|学校奖学金按2020—2021学年评定。
ogi|overview|参照《关于做好2020年度政府信息公开工作年度报告编制工作的通知》的格式，编制本报告。
ogi|other|2021年没有收取信息处理费，2020年也未收取，本年度无其他需要报告的事项。
ogi|problems|县里要求，2021年各单位把目录全部嵌入网站，我局10月才嵌入完毕。
"""


@pytest.mark.parametrize(("genre", "part", "sentence", "kind", "expected"), listed(WRONG))
def test_the_wrong_one_is_found(genre: str, part: str, sentence: str, kind: str, expected: str) -> None:
    check_flagged(framed_at(genre, part, unmarked(sentence)[0]), sentence, kind, int(expected))


@pytest.mark.parametrize(("genre", "part", "sentence"), listed(RIGHT))
def test_what_only_looks_like_it_is_left_alone(genre: str, part: str, sentence: str) -> None:
    assert [m for m in read_years(framed_at(genre, part, sentence)).mismatches if m.confidence >= FLAG_CONFIDENCE] == []
