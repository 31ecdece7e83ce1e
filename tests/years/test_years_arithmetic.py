"""Years that arithmetic alone gives away: rows, bases, stock and flow, parts, terms, counts; each with right twins."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.corpus import report_from_text
from chenyan.years import FLAG_CONFIDENCE, read_years

sys.path.insert(0, str(Path(__file__).parent))
from test_years_ledger import framed_at
from years_frame import listed, seconds_to_read, unmarked

# genre|part|sentence in a report on 2021; the wrong expression stands between « and ».
WRONG = """
# 2021
ogi|overview|发稿量一年高过一年：2019年311篇、2020年358篇、«2020年»402篇。
ogi|requests|近三年来信分别为2019年14封，2020年22封，«2020年»19封。
summary|work|供水量2018年为88万吨，2019年为95万吨，2020年为101万吨，«2020年»达到110万吨。
speech|work|固定资产投资2019年41亿元，2020年46亿元，«2020年»跃上52亿元。
accounts|work|培训费2019年9.4万元，2020年7.1万元，«2020年»降至5.8万元。
ogi|overview|三年（2019年、2020年、«2020年»）均未发生超期。
ogi|disclosure|信息员由2020年的46名增加到«2020年»的53名，一年增加7名。
ogi|overview|热线来电2020年812个，«2020年»930个，增加118个。
ogi|overview|«2020年»张贴公示640张，2020年为512张，增长25%。
summary|work|两年共改厕1300户，其中2020年620户，«2020年»680户。
summary|work|路灯改造分两年实施，2020年第一期装灯400盏，«2020年»第二期装灯350盏。
ogi|overview|公开栏改造分三步走，2020年第一步改村级，«2020年»第二步改片区，2022年第三步改小区。
summary|work|2020年末在册企业310家，«2020年»新增46家，注销11家，年末实有345家。
ogi|disclosure|截至2020年底目录收录事项82项，«2020年»新增14项，总数达到96项。
ogi|overview|2020年底有查阅点21个，全年新设6个，至«2020年底»共27个。
ogi|requests|上年结转3件，«2020年»新收41件，合计44件，均按期答复。
ogi|litigation|上年末未结4件，«2020年»新收11件，审结13件，年末未结2件。
summary|work|隐患台账共390条，截至2020年底整改300条，«2020年»整改65条，剩余25条。
accounts|work|年初结转（2020年底余额）18.2万元，收入230万元，支出241.5万元，«2020年末»结转6.7万元。
summary|work|由2020年末的18人增至25人，增加的7人都是«2020年6月»公开招聘的。
summary|work|化解纠纷210起，其中上半年96起、«2020年下半年»114起。
ogi|overview|2021年上半年推送77篇，«2020年下半年»推送95篇，全年合计172篇。
ogi|overview|全年编发简报48期，其中«2020年一季度»10期、二季度12期、三季度13期、四季度13期。
ogi|requests|部分公开3件，予以公开9件，无法提供2件，合计14件，即«2020年»答复总数。
ogi|requests|2021年5月收到9件，占«2020年»全年36件的25%。
ogi|disclosure|公开复文31件，其中人大建议«2020年»18件、政协提案13件。
summary|work|运维协议2018年6月签订，三年期满，«2020年6月»重新招标。
summary|work|驻村队2019年5月进驻，两年后即«2020年5月»轮换。
ogi|overview|专班2019年11月组建，到«2020年11月»满两年。
summary|work|土地清查历时四个月，自«2020年3月»开始，到2021年6月底结束。
summary|work|新馆«2020年9月»开馆，到2021年底开放四个月，接待读者8000人。
ogi|litigation|连续三年（«2019年至2020年»）没有败诉案件。
speech|work|过去五年（«2017—2020年»），累计建成学校12所。
ogi|overview|村务公开三年规划（«2019—2020年»）于本年收官，任务全部完成。
ogi|overview|试点从2019年做起，首年（2019年）覆盖4个村，第二年（2020年）9个，第三年即«2020年»达到17个。
ogi|overview|本所2020年挂牌，首年（2020年）公开信息90条，次年也就是«2020年»公开133条。
ogi|problems|«2020年»开展业务测评三次，比2020年多一次，但及格率不高。
law|work|«2020年»案卷评查合格率为93%，较2020年的95%有所下降。
ogi|overview|«2020年»，全局在公开平台发布图解19篇，与2020年相比增加5篇。
summary|work|全年保障大型活动15场。«2020年»出警4200次，均次用时较2020年缩短1分钟。
accounts|work|会议费«2020年»支出3.2万元，比2020年减少0.8万元。
# 2020
ogi|requests|平均用时7.2个工作日，比«2021年»缩短1.4个工作日。
ogi|problems|解读率升至78%，虽高于«2021年»的66%，但形式仍显单一。
summary|work|培训农户920人次，是«2021年»的1.3倍。
law|work|2021年办案64件，与«2021年»的80件相比下降20%。
ogi|overview|2021年公开412条（2020年365条、2018年330条），较«2018年»净增47条。
ogi|overview|发布信息209条，2020年发布176条，2019年发布188条。与«2019年»相比多了33条。
summary|work|查处190起，2020年为152起，2019年为171起，较«2019年»上升25%。
summary|work|垃圾量由2020年的640吨降到480吨，2019年为600吨；较«2019年»下降四分之一。
speech|work|技改投资9亿元，2020年6亿元，2019年7亿元；比«2019年»增加一半。
summary|work|«2021年末»存栏1.2万头，2021年新增0.5万头，出栏减少0.2万头，年末存栏1.5万头。
accounts|work|车辆年初（«2021年末»）9辆，2021年新购2辆、报废3辆，年末为8辆。
"""
# genre|part|sentence in a report on 2021 in which every year is right
RIGHT = """
ogi|overview|发稿量一年高过一年：2019年311篇、2020年358篇、2021年402篇。
ogi|overview|2020年网站发布80条，2020年公众号发布46条，两个渠道都比2019年多。
ogi|overview|2019年公开210条，2020年网站公开160条，2020年公众号公开95条，2021年合计300条。
summary|work|2020年新修渠道3公里，2020年清淤5公里，今年再修4公里。
summary|work|2020年6月检查12家，2020年11月检查15家，2021年检查30家。
ogi|requests|2020年收到5件，2020年办结3件，余下2件2021年办结。
summary|work|两年共改厕1300户，其中2020年620户，2021年680户。
speech|work|2020年初有贫困户120户，2020年末剩30户，2021年全部脱贫。
accounts|work|2020年年初预算40万元，2020年决算44万元，增加4万元，系追加培训经费。
summary|work|2020年末在册企业310家，2021年新增46家，注销11家，年末实有345家。
summary|work|2019年末310家，2020年新增46家，2020年末356家，2021年末401家。
ogi|disclosure|接种点2020年末36个，2021年末39个。净增的3个均位于2020年新建的小区。
ogi|requests|截至2021年12月31日，新收16件中办结15件，未办结的1件于2022年1月答复。
ogi|requests|上年结转3件，2021年新收41件，合计44件；2020年新收38件。
ogi|requests|上年结转3件，均系2020年12月收到，2021年新收41件，合计44件。
summary|work|2020年末余额20万元，2020年支出15万元，2021年收入30万元，年末余额50万元。
summary|work|2020年底前完成60户，2020年验收40户，2021年完成余下20户。
ogi|overview|2020年第四季度补录90条，2021年第三季度补录150条，共240条。
ogi|overview|2020年下半年推送95篇，2021年上半年推送77篇，一年合计172篇。
summary|work|上半年化解96起，2020年下半年化解114起，环比下降。
law|work|办理案件90件，其中适用2020年修订的基准70件、旧基准20件。
ogi|disclosure|公开复文31件，其中2020年结转13件、本年新收18件。
summary|work|查处190起，2020年为152起，2019年为171起，较2020年上升25%。
summary|work|查处190起，2020年为152起，2019年为171起，较2019年上升11.1%。
ogi|overview|2021年公开412条（2020年365条、2018年330条），较2018年净增82条。
ogi|overview|发布信息209条，其中政策33条；2020年发布176条，2019年发布188条，三年均高于2018年的150条。
ogi|problems|力争2022年的满意率不低于2021年的86分。
ogi|problems|下一步，要让公开时限比2021年缩短两天。
summary|plan|2022年培训人次要达到2021年的1.3倍。
accounts|work|2021年支出是2021年预算的1.1倍。
summary|work|运维协议2018年6月签订，三年期满，2021年6月重新招标。
summary|work|运维协议2018年6月签订，期限三年，2020年6月提前终止。
summary|work|运维协议2018年6月签订，期限三年，2020年6月提前终止，改由自有人员维护。
summary|work|培训两年，2019年9月开班，2021年8月结业。
summary|work|工程2019年3月开工，工期两年，延期至2021年12月完工。
summary|work|2020年9月启用，到2021年底运行一年零四个月。
ogi|litigation|连续三年（2019年至2021年）没有败诉案件。
ogi|overview|公开三年行动（2018—2020年）的经验，今年推广到全县。
ogi|overview|检查周期三年（2019、2020、2021年各三分之一）。
ogi|overview|近两年（2019—2020年）的档案已移交，2021年的正在整理。
speech|work|“十三五”五年间（2016—2020年）累计建成学校12所。
ogi|overview|首年（2019年）覆盖4个村，次年（2020年）9个，第三年（2021年）17个。
ogi|overview|第一年（2019年）、第二年（2020年）由县里补助，2021年起自筹。
ogi|overview|清单每两年修订一次，本版2021年4月印发，下次修订在2023年。
ogi|overview|公开栏改造分三步走，2020年第一步改村级，2021年第二步改片区，2022年第三步改小区。
ogi|overview|公开信息90条。2020年为80条，比2020年增加10条。
ogi|overview|公开信息90条，2020年为80条，较2020年增长12.5%。
ogi|overview|公开信息90条。2020年公开80条，比2020年增加10条。
summary|work|2020年末有会员310名，比2020年初增加40名，2021年末增至350名。
summary|work|2020年建档的80户，2021年人均增收比2020年提高一成。
summary|work|2020年有学徒12名，目前21名，比2020年增加9名。
accounts|work|2020年预算执行率92%，2021年为95%，比2020年提高3个百分点。
ogi|requests|2020年收到12件，本年收到15件，比2020年增加3件。
"""


@pytest.mark.parametrize(("genre", "part", "sentence", "expected"), listed(WRONG))
def test_year_that_does_not_add_up_is_pointed_at(genre: str, part: str, sentence: str, expected: str) -> None:
    plain, low, high = unmarked(sentence)
    report = framed_at(genre, part, plain)
    base = report.text.rindex(plain)
    found = [one for one in read_years(report).mismatches if one.confidence >= FLAG_CONFIDENCE]
    assert found, "nothing was found"
    assert all(base + low < one.end and one.start < base + high for one in found)
    assert {one.expected for one in found} == {int(expected)}


@pytest.mark.parametrize(("genre", "part", "sentence"), listed(RIGHT))
def test_year_that_adds_up_raises_no_flag(genre: str, part: str, sentence: str) -> None:
    assert [m for m in read_years(framed_at(genre, part, sentence)).mismatches if m.confidence >= FLAG_CONFIDENCE] == []


def test_end_of_a_term_that_is_still_to_come_follows_from_its_length() -> None:
    report = framed_at("summary", "work", "运维合同自2021年5月1日起，期限两年，至2022年4月30日届满。")
    found = [one for one in read_years(report).mismatches if one.confidence >= FLAG_CONFIDENCE]
    assert [(report.text[one.start : one.end], one.kind, one.expected) for one in found] == [
        ("2022年4月30日", "other", 2023)
    ]


def test_stock_that_a_report_opens_with_is_no_period_of_its_data() -> None:
    report = framed_at("ogi", "overview", "信息库截至2020年底存有1860条，2020年又添240条，年末达到2100条。")
    found = [one for one in read_years(report).mismatches if one.confidence >= FLAG_CONFIDENCE]
    assert [report.text[one.start : one.end + 1] for one in found] == ["2020年又"]


@pytest.mark.parametrize(
    "words",
    [
        "2020年12条，",
        "2020年末12条，新增3条，",
        "比2019年增加3条，2020年12条，",
        "三年期满，2020年6月",
        "2020年、",
        "上年末3件，",
        "次年（2020年）",
    ],
)
def test_figures_told_thousands_of_times_take_linear_time(words: str) -> None:
    """Many figures in one line: the work must not grow with its square."""
    spent = []
    for times in (1500, 6000):
        report = report_from_text(f"甲镇2021年政府信息公开工作年度报告\n一、总体情况\n{words * times}\n")
        spent.append(seconds_to_read(report))
    assert spent[1] < 12 * spent[0] + 0.3
