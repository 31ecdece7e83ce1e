"""Dates that their order gives away, spans and plans that only look like the report's own; with right twins."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.corpus.report import Report
from chenyan.years import read_years

sys.path.insert(0, str(Path(__file__).parent))
from test_years_genre_sentences import framed
from years_frame import annual_at, listed, seconds_to_read, unmarked

# genre|part|sentence in a report on 2021, signed in January 2022
RIGHT = """
ogi|overview|自2020年3月至2021年12月的两年间，编印惠农政策口袋书9种。
ogi|disclosure|民生实事专栏自2020年1月1日至2021年12月31日，两年共更新96期。
ogi|disclosure|4月公布的食品抽检白皮书汇集2020年1月至12月的抽检数据。
ogi|disclosure|3月公示纳税信用A级名单，评价周期为2020年1月1日至2020年12月31日。
ogi|overview|选派驻村第一书记4人，期限为2021年5月至2023年5月。
ogi|other|运维合同服务期限自2021年7月至2022年6月。
ogi|overview|规范性文件清理时段为2010年1月至2020年12月，清理结果已经公布。
ogi|overview|本局数据库截至2020年底存有文件860条，2021年又添240条。
ogi|disclosure|整改期限至2022年底的2项，每季公布进展。
law|work|督察时段为2018年7月至2020年6月，反馈问题8项，全部改完。
ogi|requests|转办日期：2021年5月6日，答复日期：2021年5月24日。
ogi|requests|受理时间2021年3月4日，办结时间2021年3月20日。
ogi|litigation|开庭时间：2021年6月8日，判决时间：2021年8月2日。
ogi|requests|申请公开2022年用地计划1件，因该计划在2021年底尚未批准，告知信息不存在。
ogi|disclosure|旧房改造计划2020年11月公示，竣工名单2021年10月公示。
ogi|problems|2021年停电计划提前公告率不足八成，离规定还有距离。
ogi|problems|力求2021年零超期，结果仍有一件超期。
ogi|problems|拟于2021年二季度办的开放日，因道路施工改在9月。
ogi|problems|整改事项：目录不全。完成时限：2021年6月底。完成情况：已完成。
ogi|problems|活动方案2020年底拟就，2021年3月动员。
ogi|problems|去年我们说，2021年要把栏目“瘦身”，一年下来栏目由60个减到41个。
ogi|problems|上年报告提出“2021年将改建村级公开栏12块”，实改13块。
ogi|problems|从2021年3月起，每月通报一次更新情况，下一步将继续坚持。
ogi|problems|2021年，区局从以下几个方面作了改进：充实栏目，配齐解读。
ogi|problems|2021年，我局将咨询窗口由一个增至三个，缓解了排队难。
ogi|requests|上年收到的一件申请，因补正答复期限顺延至2021年2月1日，我局于1月29日作出答复。
ogi|requests|“上年结转”3件，均于2021年2月上旬前办结。
summary|plan|在校生稳定在2600人左右，2021年底为2480人。
speech|plan|联络线2021年完成初设，2022年开工，力争2024年通车。
ogi|problems|2021年计划新增座席12个，实增9个，缺口来自场地。
ogi|requests|2021年，网上申请系统按计划于6月启用，线上申请占比过半。
ogi|overview|本单位工作计划于2021年2月经办公会通过，共15条，年底落实14条。
ogi|problems|2021年争取到专项经费9万元，公开栏破损的问题彻底解决。
ogi|requests|2021年，力求答在限内，主动约见申请人14人次，撤回2件。
ogi|overview|2021年4月投用的泵站，2020年10月完成招标。
ogi|overview|大厅2021年3月挂牌，此前的2020年12月完成划转。
ogi|overview|2021年5月改版上线，依据的是2020年9月征求的意见。
ogi|litigation|法院2021年6月判决，案涉答复系2020年11月作出。
ogi|requests|2021年1月答复的2件，均于2020年12月收到。
summary|work|大桥2021年5月通车，2018年6月开工，工期三年。
ogi|overview|首期2020年11月出刊，第二期2021年2月出刊。
ogi|overview|全年收到申请8件，其中2020年12月收到、转入本年的2件。
ogi|overview|公开信息上半年80条，比2020年下半年的96条少。
ogi|overview|较2021年4月、2020年10月的两次调查，满意度都有提高。
ogi|disclosure|截至2020年底存量860条，2021年新增240条。
ogi|disclosure|规划展示至2035年9月，2031年3月进行中期评估。
summary|work|合同2021年签订，2031年9月到期。
ogi|other|条例2008年5月1日施行，修订后的条例2019年5月15日起施行。
ogi|other|《河道条例》2020年5月15日起施行。
ogi|other|国办公开办函〔2021〕30号（2021年9月印发）规定了格式。
ogi|problems|2021年10月抽查发现两处错链，而2021年4月曾做过培训。
ogi|overview|2021年3月逐村核查，登记问题47处，比2020年10月的60处少。
ogi|overview|一标段2021年4月动工，二标段2020年8月完工。
ogi|problems|首届评议会2021年6月举行，第二届定在2022年5月。
"""

# genre|part|sentence; the wrong expression stands between « and »
WRONG = """
# 2021
ogi|overview|《车位管理办法》2020年10月列入计划，2021年3月征求意见，«2020年6月»经常务会审议通过。
ogi|requests|2021年5月收到第三方意见，我局«2020年6月»作出书面答复。
ogi|litigation|原告2020年11月起诉，区法院«2020年4月»判决驳回。
summary|work|锅炉2021年4月招标，5月签订合同，«2020年9月»竣工。
law|work|公告2021年5月发布，«2020年6月»举行听证。
ogi|overview|2021年3月局里调整了领导小组，«2020年4月»新班子召开首次会议。
ogi|overview|第一场2021年4月开讲，第二场«2020年9月»开讲。
ogi|disclosure|上半年公开预算，2021年上半年发布80条，«2020年下半年»发布92条，全年172条。
ogi|overview|2021年2月，印发要点；2021年5月，分解任务；«2020年8月»，专题督办；2021年11月，逐项验收。
ogi|overview|网站2021年6月改版，改版后«2020年7月»起按周巡查。
summary|work|平台2021年5月上线，«2020年10月»又增设英文版。
ogi|overview|党组先后于2021年2月、«2020年5月»、2021年9月三次听取汇报。
ogi|overview|报告期内受到县政府通报表扬1次（«2020年7月»）。
ogi|overview|今年主要负责人接听热线两次，分别为2021年4月18日、«2020年10月24日»。
ogi|disclosure|自2021年3月开栏起，到«2020年12月»止，专栏刊出40期。
ogi|requests|截至«2020年12月31日»，2021年新收的9件申请已办结8件。
summary|work|2021年3月布点8个，至«2020年12月»布点20个。
ogi|overview|«2031年9月»新添触屏机三台。
ogi|overview|公司2021年1月列入监管名录。列入名录后，公司于«2020年3月»设立公开岗。
ogi|overview|2021年3月逐村核查，登记问题47处。至«2020年10月底»，47处问题全部销号。
# 2020
ogi|requests|上年转来的3件，均于«2021年12月»收到，已于2021年1月答复。
ogi|litigation|申请人对«2021年11月»的答复不服，2021年1月申请复议，4月维持。
# 2019
ogi|other|本局按照«2018年5月15日»起施行的修订后《条例》编排目录。
ogi|other|为落实新修订条例（«2020年5月15日»起施行），现公开目录。
# 2022
ogi|requests|余下1件2021年12月27日收到，«2021年1月»答复期满。
ogi|problems|2021年11月一名信息员离岗，出现空档。对此，备一名替补，并于«2021年4月»组织轮训。
ogi|problems|首届村晒会2021年10月举办，材料不全。镇里决定，«2021年5月»举办第二届时先发材料。
"""


def framed_at(genre: str, part: str, sentence: str) -> Report:
    """Return a report of a genre with the sentence in one of its parts."""
    return annual_at(part, sentence) if genre == "ogi" else framed(genre, part, sentence)


@pytest.mark.parametrize(("genre", "part", "sentence", "expected"), listed(WRONG))
def test_date_that_its_order_gives_away_is_found(genre: str, part: str, sentence: str, expected: str) -> None:
    plain, low, high = unmarked(sentence)
    assert (plain[low:high], int(expected)) in [
        (words, year) for words, _, year in flags(framed_at(genre, part, plain))
    ]


@pytest.mark.parametrize(
    "wording",
    [
        "2021年3月启动，2020年4月完成，",
        "自2021年3月，到2020年12月、",
        "2021年11月发现断更。2021年4月请人修复；",
        "首届2021年11月，2021年5月第二届；",
    ],
)
def test_repeated_wordings_take_linear_time(wording: str) -> None:
    spent = [seconds_to_read(annual_at("problems", wording * count)) for count in (300, 1200)]
    assert spent[1] < 12 * max(spent[0], 0.02)


def flags(report: Report) -> list[tuple[str, str, int | None]]:
    """Return what is flagged: the words, the kind, the expected year."""
    return [
        (report.text[one.start : one.end], one.kind, one.expected)
        for one in read_years(report).mismatches
        if one.confidence >= 0.8
    ]


@pytest.mark.parametrize(("genre", "part", "sentence"), listed(RIGHT))
def test_right_order_is_left_alone(genre: str, part: str, sentence: str) -> None:
    assert flags(framed_at(genre, part, sentence)) == []
