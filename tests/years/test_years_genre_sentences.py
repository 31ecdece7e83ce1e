"""Sentences of other genres with a wrong year, and right twins: reviews, speeches, accounts, schools, companies."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.corpus import report_from_text
from chenyan.corpus.report import Report
from chenyan.years import read_years

sys.path.insert(0, str(Path(__file__).parent))
from test_years_general import report_of
from years_frame import check_found, listed, unmarked

# Reports on 2021 (the school's on 2020-2021). Genres whose name ends in 2 have the frames of test_years_general.
FRAMES = {
    "school": """云岭学院2020—2021学年信息公开工作年度报告
统计期限为2020年9月1日至2021年8月31日。
一、概述
2020—2021学年，学校公开信息620条。{work}
二、主动公开情况
主页发布信息620条。
三、依申请公开情况
收到申请2件。
四、评议情况
师生满意率93%。
五、存在问题和改进措施
二级学院公开不均衡，采购信息更新慢。{plan}
云岭学院
2021年10月20日""",
    "law": """青禾县水务局2021年度法治政府建设工作报告
一、主要工作
（一）加强领导。2021年，局党组专题研究法治建设4次。{work}
（二）规范执法。立案查处案件26件。
二、存在的不足
执法力量薄弱，案卷质量不高。
三、下一步工作打算
{plan}加强队伍建设，规范案卷制作。
青禾县水务局
2022年2月18日""",
    "summary": """青禾县水务局2021年工作总结和2022年工作计划
一、2021年工作完成情况
（一）抓供水。完成投资3000万元，改造管网40公里。{work}
（二）抓防汛。安全度汛。
二、存在的问题
管网老化，人手不足。
三、2022年工作计划
{plan}抓好水质提升。
2022年1月6日""",
    "speech": """政府工作报告
——2022年1月10日在青禾县第十八届人民代表大会第一次会议上
各位代表：现在，我代表县人民政府向大会报告工作。
一、2021年工作回顾
过去一年，全县地区生产总值突破百亿元。{work}
二、2022年工作安排
做好今年工作，要坚持稳中求进。{plan}
（一）抓项目。实施重点项目80个。
各位代表，让我们共同努力！""",
    "company": """青禾水务股份有限公司2021年年度报告
一、经营情况
2021年，公司实现营业收入24亿元。{work}
二、风险因素
原材料价格波动。
三、未来展望
{plan}公司将稳步推进主业。
2022年4月20日""",
    "evaluation": """青禾县水务局2021年度部门整体支出绩效自评报告
一、基本情况
青禾县水务局为县政府工作部门，2021年末在职50人。2021年部门预算1200万元。
二、绩效目标完成情况
完成管网维修12公里。{work}
三、存在的问题
预算编制偏粗，资产管理不规范。
四、下一步改进措施
一是细化预算。{plan}
青禾县水务局
2022年5月18日""",
    "accounts": """青禾县水务局2021年度部门决算说明
一、基本情况
青禾县水务局为县政府工作部门，2021年末在职50人。2021年部门预算1200万元。
二、绩效目标完成情况
完成管网维修12公里。{work}
三、存在的问题
预算编制偏粗，资产管理不规范。
四、下一步改进措施
一是细化预算。{plan}
青禾县水务局
2022年5月18日""",
}

# Above each group: the kind and the year expected instead.
WRONG = """
# data_period 2021
evaluation|work|评价基准日为«2020年12月31日»。
accounts|work|评价基准日为«2020年12月31日»。

# date_order 2021
law|work|2021年5月9日立案，«2020年6月20日»举行听证，2021年8月作出决定。
summary|work|水厂2021年3月开工，«2020年11月»通水。

# date_order 2022
evaluation|work|自评工作于«2021年3月»完成。
evaluation|work|评价组于«2021年2月»开展现场评价。
accounts|work|自评工作于«2021年3月»完成。
accounts|work|评价组于«2021年2月»开展现场评价。

# plan_for_past_year 2021
school|plan|下一步，«2020年12月»前上线采购公示平台。

# plan_for_past_year 2022
summary2|plan|«2021年»，抓好三件大事：管网改造、水质提标、智慧水务。
summary2|plan|一是«2021年6月底»前完成二水厂扩建；二是加快老旧管网更新。
summary2|plan|（一）确保«2021年»新增供水能力两万吨。
summary2|plan|«2021年»完成老旧管网改造四十公里，到2023年底基本消除漏损超标片区。
summary2|plan|力争«2021年»漏损率降到百分之九以内。
summary2|plan|«2021年»的工作目标是：供水保证率百分之九十九以上。
law2|plan|«2021年»，全局执法人员轮训一遍，案卷评查不少于两次。
law2|plan|«2021年»持续推进包容审慎监管，制定轻微违法免罚清单。
perf2|plan|«2021年»预算编制时，将把绩效目标细化到季度。
perf2|plan|拟从«2021年»起按月通报支出进度。
speech2|plan|«2021年»政府工作的总体要求是：坚持稳中求进，推动高质量发展。
speech2|plan|«2021年»经济社会发展主要预期目标：地区生产总值增长7%左右。
speech2|plan|整合涉农资金2.3亿元，确保«2021年»再退出三个薄弱村。
speech2|plan|做好«2021年»政府工作，必须坚持以人民为中心。
speech2|plan|«2021年»，我们要办好十件民生实事。
speech2|plan|«2021年»，新建农村公路120公里，改造危桥6座。
speech2|plan|加快县医院迁建，力争«2021年9月»投入使用。
speech2|plan|«2021年»，全县计划实施重点项目86个，年度投资50亿元。
speech2|plan|«2021年»将继续实行积极的财政政策。
speech2|plan|确保东部快速路«2021年底»前通车。
school2|plan|«2021年»，学校将修订信息公开目录。
school2|plan|«2021年»，学校拟对二级学院开展一次专项检查。
comp2|plan|«2021年»，公司将聚焦主业，加快智慧水务布局。
comp2|plan|公司计划«2021年»完成资本开支六亿元。
school|plan|«2020—2021学年»，学校将修订公开目录。
school|plan|«2020—2021学年»，把公开纳入学院目标考核，每学期通报一次。
school|plan|学校拟于«2021年3月»举办信息员培训。
law|plan|«2021年»，全员轮训一遍。
law|plan|一是«2021年6月底»前完成权责清单修编；二是加强培训。
law|plan|«2021年»继续推进包容审慎监管。
law|plan|力争«2021年»案卷优秀率达到90%。
law|plan|«2021年»重点抓好三项工作。
law|plan|«2021年»争创省级示范单位。
summary|plan|«2021年»改造管网50公里，新建泵站3座。
summary|plan|«2021年»，抓好二水厂扩建。
summary|plan|一是«2021年3月»开工建设二水厂。
summary|plan|力争«2021年底»通水。
summary|plan|做好«2021年»防汛备汛工作。
summary|plan|«2021年»计划投资5000万元。
summary|plan|确保«2021年»汛期安全。
summary|plan|（一）«2021年»重点项目：二水厂扩建、管网改造。
summary|plan|争取把二水厂列入«2021年»省级重点项目。
summary|plan|二水厂«2021年9月»投入运行。
summary|plan|«2021年»漏损率控制在9%以内。
summary|plan|到«2021年底»，全面完成户表改造。
speech|plan|«2021年»主要预期目标是：地区生产总值增长7%。
speech|plan|«2021年»，重点抓好以下工作。
speech|plan|新建高标准农田5000亩，«2021年底»前全部完工。
speech|plan|县医院迁建«2021年9月»投用。
speech|plan|«2021年»新增城镇就业5000人以上。
speech|plan|办好«2021年»十件民生实事。
speech|plan|力争到«2021年底»，所有乡镇通三级公路。
speech|plan|启动«2021年»老旧小区改造30个。
speech|plan|东环路«2021年»建成通车，西环路2023年开工。
speech|plan|«2021年»是新一届政府的起步之年，我们必须开好局。
speech|plan|预计«2021年»完成固定资产投资80亿元以上，我们要咬定目标不放松。
company|plan|«2021年»，公司将加大研发投入。
company|plan|公司计划«2021年»新增产能20万吨。
company|plan|«2021年»经营目标：营业收入26亿元。
company|plan|«2021年»公司力争实现扭亏。
evaluation|plan|«2021年»编制预算时，将把绩效目标细化到季度。
evaluation|plan|建议在«2021年»预算安排中压减该项目。
evaluation|plan|«2021年»将加强预算执行监控，按月通报。
evaluation|plan|拟从«2021年»起对项目实行事前评估。
evaluation|plan|«2021年6月底»前完成资产清查整改。
evaluation|plan|下一步，«2021年»完善绩效指标库。
accounts|plan|«2021年»编制预算时，将把绩效目标细化到季度。
accounts|plan|建议在«2021年»预算安排中压减该项目。
accounts|plan|«2021年»将加强预算执行监控，按月通报。
accounts|plan|拟从«2021年»起对项目实行事前评估。
accounts|plan|«2021年6月底»前完成资产清查整改。
accounts|plan|下一步，«2021年»完善绩效指标库。

# stale_year 2020
school|work|与«2020—2021学年»相比，公开量增长12%。
law|work|案件数比«2021年»增加5件。
summary|work|全年售水量较«2021年»增长5%。
speech|work|地区生产总值比«2021年»增长8%。
speech|work|财政收入由«2021年»的5.2亿元增加到5.9亿元。
company|work|营业收入较«2021年»增长8%。
evaluation|work|与«2021年»相比，收入增加88万元。
evaluation|work|“三公”经费比«2021年»减少2万元。
accounts|work|与«2021年»相比，收入增加88万元。
accounts|work|“三公”经费比«2021年»减少2万元。

# stale_year 2021
school|work|«2019—2020学年»，学校召开党委会44次，议题目录按周公示。
school|work|«2019—2020学年»共发布信息620条。
law|work|«2020年»，办理行政处罚案件26件，无一被撤销。
law|work|«2020年度»组织执法人员培训3期。
law|work|«2020年»全局行政应诉案件2件，负责人出庭率百分之百。
law|work|«2020年»审核合同18份，提出意见32条。
summary|work|«2020年»改造管网40公里，新增用户3000户。
summary|work|«2020年»，全局争取资金1.2亿元。
speech|work|«2020年»，全县新增就业5200人，城镇登记失业率3.2%。
company|work|«2020年»公司实现净利润2亿元，同比增长8%。
company|work|«2020年度»研发投入1.2亿元，占营业收入的5%。
evaluation|work|«2020年»预算安排1200万元，实际支出1180万元，执行率98.3%。
evaluation|work|«2020年»，项目资金全部到位，共支出320万元。
evaluation|work|截至«2020年12月31日»，项目支出320万元，预算执行率96%。
evaluation|work|«2020年度»部门整体支出1200万元，其中基本支出800万元。
evaluation|work|«2020年»收入决算1200万元，支出决算1180万元。
evaluation|work|«2020年»年初预算数为1200万元，决算数为1180万元。
evaluation|work|«2020年»完成水库维修6座，验收合格率100%。
evaluation|work|本项目«2020年度»绩效自评得分95分，等级为优。
evaluation|work|«2020年»，我局“三公”经费支出12万元，较上年减少1万元。
evaluation|work|«2020年度»机关运行经费支出88万元，比上年增加3万元。
evaluation|work|«2020年度»政府采购支出总额300万元。
evaluation|work|截至«2020年底»，我局共有车辆5辆。
evaluation|work|«2020年»实际到位资金500万元，到位率100%。
evaluation|work|全年预算数1200万元，«2020年»执行数1180万元，执行率98%。
evaluation|work|我局«2020年»财政拨款收入1200万元。
evaluation|work|«2020年度»共评价项目12个，涉及资金3200万元。
accounts|work|«2020年»预算安排1200万元，实际支出1180万元，执行率98.3%。
accounts|work|«2020年»，项目资金全部到位，共支出320万元。
accounts|work|截至«2020年12月31日»，项目支出320万元，预算执行率96%。
accounts|work|«2020年度»部门整体支出1200万元，其中基本支出800万元。
accounts|work|«2020年»收入决算1200万元，支出决算1180万元。
accounts|work|«2020年»年初预算数为1200万元，决算数为1180万元。
accounts|work|«2020年»完成水库维修6座，验收合格率100%。
accounts|work|本项目«2020年度»绩效自评得分95分，等级为优。
accounts|work|«2020年»，我局“三公”经费支出12万元，较上年减少1万元。
accounts|work|«2020年度»机关运行经费支出88万元，比上年增加3万元。
accounts|work|«2020年度»政府采购支出总额300万元。
accounts|work|截至«2020年底»，我局共有车辆5辆。
accounts|work|«2020年»实际到位资金500万元，到位率100%。
accounts|work|全年预算数1200万元，«2020年»执行数1180万元，执行率98%。
accounts|work|我局«2020年»财政拨款收入1200万元。
accounts|work|«2020年度»共评价项目12个，涉及资金3200万元。
"""

RIGHT = """
summary2|work|2020年开工的二水厂，全年完成投资三千万元。
summary2|work|2020年度考核结果为优秀，发放奖金五十万元。
summary2|work|2021年将管网漏损率降到百分之九。
summary2|work|2021年，全局围绕保供水目标，持续推进管网更新改造四十公里。
summary2|plan|2021年开工的三个项目全部进入收尾。
summary2|plan|在2021年基础上，再压降漏损率一个百分点。
summary2|plan|巩固2021年创建成果，争创省级示范。
law2|work|2020年立案的两起案件于2021年审结。
law2|work|2021年，将行政执法三项制度落实情况纳入考核。
law2|plan|2021年评查中发现的问题逐案整改。
perf2|work|2020年结转资金三十万元，2021年全部支出。
perf2|work|2021年预算安排1200万元，执行率98%。
perf2|plan|对2021年评价得分低于八十分的项目，压减预算。
speech2|work|2020年启动的棚改项目全部交付。
speech2|work|过去一年，我们将民生支出占比提高到80%，实施2021年十件实事。
speech2|plan|2021年启动的园区二期，今年全面投产。
speech2|plan|巩固2021年整治成果，持续改善环境。
speech2|plan|比2021年提高一个百分点。
speech2|plan|2021年底全县常住人口城镇化率为54%，今年达到56%。
school2|plan|2021年网站改版后部分链接失效。
comp2|work|2020年投产的三期项目，本年贡献利润两千万元。
comp2|plan|2021年签订的供水协议进入履行期，预计带来收入三亿元。
comp2|plan|截至2021年末在建项目余额六亿元，计划2022年转固。
school|work|2019—2020学年就业质量报告已于2020年12月公布。
school|work|与2019—2020学年相比，公开量增长12%。
school|work|2020年12月，学校章程修正案获批。
school|plan|2020—2021学年暴露的采购公示问题，将逐项整改。
school|plan|2021—2022学年，学校将修订公开目录。
school|plan|对2020—2021学年答复文书抽样评查。
school|plan|2021年12月前上线采购公示平台。
school|plan|2022年春季学期起，二级学院每月更新一次。
law|work|2020年立案的两起案件全部审结。
law|work|比2020年增加5件。
law|work|2020年败诉的1起案件已整改。
law|work|贯彻2021年1月22日修订的《行政处罚法》。
law|plan|2021年评查发现的问题逐案整改。
law|plan|按2021年督察反馈意见补齐短板。
law|plan|总结2021年包联执法经验，形成规范文本。
law|plan|对照2021年法治督察清单逐项销号。
law|plan|2022年6月底前完成权责清单修编。
summary|work|2020年开工的二水厂完成主体工程。
summary|work|较2020年增长5%。
summary|work|2020年度考核获优秀等次。
summary|plan|2021年开工的三个项目全部完工。
summary|plan|对2021年结转项目挂图作战。
summary|plan|按2021年底确定的清单逐户改造。
summary|plan|在2021年改造40公里的基础上，再改造50公里。
summary|plan|比2021年多改造10公里。
summary|plan|巩固2021年创建成果。
summary|plan|2021年未完成的两个项目，2022年6月底前完工。
summary|plan|做好2021年度决算和绩效评价工作。
summary|plan|完成2021年度水资源公报编制。
speech|work|2020年启动的棚改项目全部交付。
speech|work|比2020年增长8%，两年平均增长6%。
speech|work|财政收入由2020年的5.2亿元增加到5.9亿元。
speech|work|年初确定的2021年十件实事全部办结。
speech|plan|2021年启动的园区二期全面投产。
speech|plan|2021年结转的12个项目上半年全部完工。
speech|plan|巩固拓展2021年整治成果。
speech|plan|地区生产总值比2021年增长7%。
speech|plan|对2021年排查的隐患逐一销号。
speech|plan|2021年底城镇化率为54%，2022年提高到56%。
speech|plan|新建高标准农田5000亩，是2021年的两倍。
speech|plan|继续实施2021年以来的减税政策。
speech|plan|加快2021年度高标准农田建设收尾。
speech|plan|办理好2021年度代表建议。
company|work|2020年投产的项目贡献利润。
company|work|较2020年增长8%。
company|plan|2021年签订的供水协议进入履行期。
company|plan|以2021年末总股本为基数，每10股派1元。
company|plan|2021年度利润分配预案待股东大会审议。
evaluation|work|2020年结转资金30万元，2021年全部支出。
evaluation|work|2021年预算安排1200万元，执行率98%。
evaluation|work|2020年决算数为1100万元，2021年决算数为1180万元。
evaluation|work|项目2020年立项，2021年实施。
evaluation|work|与2020年相比，收入增加88万元。
evaluation|work|比2020年减少2万元。
evaluation|work|2020年末结转结余50万元。
evaluation|work|2020年度绩效评价结果为优。
evaluation|work|自评工作于2022年3月完成。
evaluation|plan|评价结果将作为2023年预算安排的依据。
evaluation|work|2020年下达的资金于2021年拨付。
evaluation|work|项目总投资3000万元，其中2020年完成1200万元，2021年完成1800万元。
evaluation|work|2020年采购的设备运行正常。
evaluation|work|2020年预算为1100万元，增加100万元。
evaluation|plan|对2021年得分低于80分的项目压减预算。
evaluation|work|2021年预算编制较粗，年中追加较多。
evaluation|work|2021年项目启动较晚，资金支出进度偏慢。
accounts|work|2020年结转资金30万元，2021年全部支出。
accounts|work|2021年预算安排1200万元，执行率98%。
accounts|work|2020年决算数为1100万元，2021年决算数为1180万元。
accounts|work|项目2020年立项，2021年实施。
accounts|work|与2020年相比，收入增加88万元。
accounts|work|比2020年减少2万元。
accounts|work|2020年末结转结余50万元。
accounts|work|2020年度绩效评价结果为优。
accounts|work|自评工作于2022年3月完成。
accounts|plan|评价结果将作为2023年预算安排的依据。
accounts|work|2020年下达的资金于2021年拨付。
accounts|work|项目总投资3000万元，其中2020年完成1200万元，2021年完成1800万元。
accounts|work|2020年采购的设备运行正常。
accounts|work|2020年预算为1100万元，增加100万元。
accounts|plan|对2021年得分低于80分的项目压减预算。
accounts|work|2021年预算编制较粗，年中追加较多。
accounts|work|2021年项目启动较晚，资金支出进度偏慢。
"""


def framed(genre: str, part: str, sentence: str) -> Report:
    """Return a report of this genre with the sentence in its work or its plan."""
    if genre.endswith("2"):
        return report_of(genre.removesuffix("2"), part, sentence)
    return report_from_text(FRAMES[genre].format(**{"work": "", "plan": "", part: sentence}), report_id="r")


@pytest.mark.parametrize("genre", FRAMES)
def test_frames_are_clean(genre: str) -> None:
    reading = read_years(framed(genre, "work", ""))
    assert reading.year == 2021
    assert reading.mismatches == ()


@pytest.mark.parametrize(("genre", "part", "sentence", "kind", "expected"), listed(WRONG))
def test_wrong_year_is_found(genre: str, part: str, sentence: str, kind: str, expected: str) -> None:
    check_found(framed(genre, part, unmarked(sentence)[0]), sentence, kind, int(expected))


@pytest.mark.parametrize(("genre", "part", "sentence"), listed(RIGHT))
def test_right_year_is_left_alone(genre: str, part: str, sentence: str) -> None:
    assert read_years(framed(genre, part, sentence)).mismatches == ()
