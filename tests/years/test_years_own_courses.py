"""Years that the course of things rules out: carried in, called last year, new this year, published, listed, answered, wished, known."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.years import FLAG_CONFIDENCE, read_years

sys.path.insert(0, str(Path(__file__).parent))
from test_years_ledger import framed_at
from years_frame import listed, unmarked

WRONG = """
ogi|requests|由«2021年»结转至本年度的3件申请，已于2021年1月中旬办结。|stale_year|2020
ogi|requests|上年度结转的2件（均为«2021年12月»下旬收到）已于本年1月答复。|stale_year|2020
ogi|overview|截至2021年底共有公开栏46个，比上年末，即«2019年末»的41个增加5个。|stale_year|2020
ogi|problems|对照«2019年»度报告（即上一年报告）列出的三项问题，今年逐项销号。|stale_year|2020
ogi|disclosure|我局2021年新开通的政务公众号，自«2020年5月»上线以来推送信息276条。|stale_year|2021
ogi|overview|自2021年4月新版指南启用以来，我局«2020年»累计更新事项128项。|stale_year|2021
ogi|disclosure|2021年9月，县财政局集中公开«2021年»度部门决算62家。|stale_year|2020
ogi|disclosure|今年公开了2021年部门预算和«2019年»部门决算。|stale_year|2020
ogi|overview|本年度召开新闻发布会4场，依次在2021年1月、4月、7月和«2020年10月»。|date_order|2021
ogi|litigation|申请人不服我局2021年5月作出的答复，于«2020年8月»起诉，法院判决驳回。|date_order|2021
ogi|problems|针对2021年3月督查反馈的问题，我局于«2020年5月»全部整改。|date_order|2021
ogi|problems|解读形式单一。希望上级在«2021年»多组织跨地区交流，开阔视野。|plan_for_past_year|2022
ogi|problems|建议县里«2021年»为乡镇统一采购查阅终端。|plan_for_past_year|2022
ogi|problems|«2021年»我局信息公开工作的总体思路是：守底线、补短板。|plan_for_past_year|2022
ogi|problems|关于«2021年»的工作，我局考虑主要抓住三个环节。|plan_for_past_year|2022
ogi|overview|民法典自«2020年1月1日»施行，我镇发放普法资料18种。|other|2021
ogi|overview|《个人信息保护法》自«2020年11月1日»起施行后，我局作了一次排查。|other|2021
ogi|overview|“十四五”（«2020—2025年»）规划已在网站公开。|other|2021
ogi|overview|2020年受理15件，«2020年»受理23件，均未引起争议。|stale_year|2021
ogi|overview|办结情况：2020年56件，«2020年»43件，比上年少13件。|stale_year|2021
ogi|disclosure|公布2021年春季资助名单1720人，«2020年»秋季资助名单1805人，全年合计3525人次。|stale_year|2021
ogi|overview|我局年内走访企业81家，«2020年上半年»43家，2021年下半年38家。|stale_year|2021
"""
RIGHT = """
ogi|requests|由2020年结转至本年度的3件申请，已于2021年1月中旬办结。
ogi|requests|上年结转3件，本年新收41件，余下2件系2021年12月28日收到，将于2022年1月答复。
ogi|overview|2019年，即上一年的前一年，公开栏为38个。
ogi|disclosure|我局2021年新开通的政务公众号，2020年12月已完成采购。
ogi|disclosure|2021年9月，县财政局集中公开2020年度部门决算62家。
ogi|disclosure|审计局2021年补充公开了2019年部门决算的整改情况。
ogi|overview|近两年召开新闻发布会4场，依次在2020年10月、2021年1月、4月和7月。
ogi|problems|针对2021年反馈的问题，我局此前已于2020年5月着手整改。
ogi|overview|2021年3月公布的方案，2020年5月开始起草。
ogi|overview|我局走访企业81家，2020年下半年43家，2021年上半年38家。
ogi|overview|2021年秋季资助1805人，比2020年春季多85人，全年合计3525人。
ogi|overview|民法典自2021年1月1日施行，我镇2020年12月已发放普法资料。
ogi|overview|“十三五”（2016—2020年）规划总结已公开。
ogi|overview|“十四五”（2021—2023年）三年行动已公开。
ogi|overview|2020年共回应网民留言401条。2021年共回应网民留言633条。
ogi|overview|“十四五”规划纲要于2021年4月在门户网站全文发布。
ogi|problems|通过2021年的努力，信息发布错误率明显下降，但偶有校对不细的情况。
ogi|problems|有代表建议2021年增设公开栏，已采纳并完成。
ogi|problems|2021年工作的重点是改文风，已取得成效。
"""


@pytest.mark.parametrize(("genre", "part", "sentence", "kind", "expected"), listed(WRONG))
def test_the_course_of_things_gives_it_away(genre: str, part: str, sentence: str, kind: str, expected: str) -> None:
    plain, low, high = unmarked(sentence)
    report = framed_at(genre, part, plain)
    base = report.text.rindex(plain)
    found = [m for m in read_years(report).mismatches if m.confidence >= FLAG_CONFIDENCE]
    assert [(m.start < base + high and m.end > base + low, m.kind, m.expected) for m in found] == [
        (True, kind, int(expected))
    ]


@pytest.mark.parametrize(("genre", "part", "sentence"), listed(RIGHT))
def test_what_runs_its_course_is_right(genre: str, part: str, sentence: str) -> None:
    found = read_years(framed_at(genre, part, sentence)).mismatches
    assert [m.reason for m in found if m.confidence >= FLAG_CONFIDENCE] == []
