"""Last year's dates in what can only be this year's, years named by the words beside them; and right twins."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.years import FLAG_CONFIDENCE, read_years

sys.path.insert(0, str(Path(__file__).parent))
from test_years_ledger import framed_at
from years_frame import listed, unmarked

# genre|part|sentence in a report on 2021; the wrong expression stands between « and ».
WRONG = """
# date_order 2021
summary|work|2021年3月县消防队进驻新址，«2020年8月»正式执勤，全年出警212次。
ogi|overview|2021年4月查出死链26条，«2020年11月»复查时全部消除。
law|work|行政执法证考试2021年5月报名，«2020年7月»开考，310人合格。
ogi|overview|主要抓了三件事：一是2021年2月编目录；二是2021年5月办培训；三是«2020年10月»搞“回头看”。
summary|work|今年5月，学校接受省级评估；«2020年9月»，评估组反馈意见。
ogi|overview|局长2021年3月谈就业、副局长«2020年8月»谈社保，两场直播观看2万人次。
ogi|other|《乡村公路养护办法》2021年11月审议通过，将自«2021年2月1日»起施行。|date_order|2022
# stale_year 2021
ogi|disclosure|街道对2021年确定的六件实事逐月晒进度，«2020年12月»公布完成情况。
summary|work|2021年育苗1.1万亩，«2020年9月»全部完成移栽。
summary|work|2021年3月开工的文化站扩建工程，于«2020年8月»竣工。|date_order|2021
summary|work|2021年采购的巡检设备«2020年11月»才配发到位。
ogi|overview|本年度共开展“开放日”2场，«2020年6月»走进水厂，2021年10月走进敬老院。
ogi|disclosure|全年公示收费信息12条，2021年春季7条，«2020年»秋季5条。
ogi|overview|全年编印简报8期，«2020年2月»出第1期，2021年11月出第8期。
ogi|overview|2021年组织访谈5次，第五次访谈在«2020年12月20日»举行。
ogi|overview|今年我镇公众号推送431条，其中«2020年12月»单月推送52条，为全年最多。
law|work|我局2021年制定规范性文件3件，其中«2020年下半年»1件。
ogi|overview|«2020年»，我局认真落实《2021年全县政务公开工作要点》，各项任务按期完成。
ogi|disclosure|«2020年»共发布征地公告11条，其中2021年上半年4条、下半年7条。
ogi|requests|我局2021年新收申请9件，上年转来1件，截至«2020年12月31日»，办结10件。
ogi|requests|结转下年度继续办理的2件申请收到于«2020年12月»。
summary|work|«2020年»，我站实现渔业产值1.6亿元，比2020年增长8.1%。
ogi|overview|全市微信«2020年»发稿860篇，原创率比2020年提高8个百分点。
ogi|problems|信息员更替过勤，2020年换2人，«2020年»换4人。
ogi|disclosure|2021年4月印发的《供水管护办法》（河政办发〔«2020»〕19号）已同步挂网。|stale_year|2021
ogi|overview|《«2020年»全市政务公开工作要点》于2021年4月印发后，我局细化任务23项。
accounts|work|助学项目2021年预算60万元，«2020年»实际发放59万元，执行率98%。
# stale_year 2020
ogi|overview|大喇叭播报212次，较«2019年»即上一年度增加36次。
ogi|overview|热线接听3180次，比«2019年»（上年）多90次。
ogi|overview|我局被通报表扬，这是继«2019年»首次受表扬后连续第二年获此荣誉。
ogi|requests|上年结转4件，均为«2019年12月»下旬收到，已在2021年1月答复。
# title_body 2021
ogi|overview|（一）«2020年»工作开展情况。我街道共发布信息655条。
# plan_for_past_year 2022
ogi|problems|明年，也就是«2021年»，力求零败诉、零纠错。
summary|plan|围绕«2021年»县人大换届，做好代表履职信息公开。
ogi|problems|下一步，落实好«2021年»政务公开各项部署。
ogi|problems|我镇将把补齐短板作为«2021年»的一项重要任务来抓。
ogi|problems|公开栏破损的村还有3个，已列入«2021年»维修计划，待开春后动工。
summary|plan|城镇新增就业«2021年»目标为4.5万人，零就业家庭动态清零。
summary|plan|在«2021年»的工作中，我局要重点解决力量薄弱这一短板。
summary|plan|确保镇自来水厂二期«2021年10月»建成投用。
ogi|problems|希望通过«2021年»的努力，使群众满意率达到95%以上。
ogi|problems|我局承诺，以上四个问题«2021年6月»底前全部整改到位。
ogi|problems|我镇将认真总结2021年工作，于«2021年一季度»制定整改方案。
ogi|problems|村级公开栏一块未换，打算用«2021、2022年»两年分批更换。
"""

RIGHT = """
summary|work|2021年开展的第二次水利设施清查，登记时点是2020年12月31日，共登记设施412处。
summary|work|2021年完成闲置校舍价值评估，评估基准日为2020年10月31日，评估值310万元。
ogi|disclosure|2021年部门预算于3月公开，2020年部门决算于9月公开，“三公”经费比2020年下降9%。
ogi|disclosure|本年度公开预算1份，2020年决算1份，“三公”经费比2020年减少3万元。
ogi|overview|监控平台由某公司承建，运维期为2021年1月1日至2023年12月31日。
ogi|disclosure|公布车辆保险服务采购结果，供货期为2021年6月至2023年5月。
summary|work|2021年9月，本站与农校续签用工协议，上份协议2020年11月到期。
ogi|requests|受理系统2021年5月改版，改版前2020年下半年平均用时12天，改版后平均8天。
ogi|problems|新的一年，我局要在2021年较好基础上再提升，力争满意度达到96%。
summary|work|2021年3月县消防队进驻新址，新址2020年8月动工。
summary|work|2021年1月完成二期，2020年5月完成一期。
summary|work|2021年3月通过验收，2020年12月完工。
ogi|disclosure|2021年2月公布事故调查报告，事故发生于2020年11月。
ogi|disclosure|2021年春运从1月开始，我公司提前在2020年12月公布了加班航次。
ogi|disclosure|2021年7月公布的救助标准，自2021年1月1日起执行。
ogi|disclosure|2021年部门预算于2020年12月报送，2021年2月公开。
ogi|requests|2021年1月4日收到的申请，系申请人2020年12月30日寄出。
summary|work|2021年3月开工的文化站扩建工程，2020年8月完成招标。
ogi|overview|近两年开展培训2次，2020年11月一次，2021年7月一次。
ogi|requests|本年度办结3件，2020年12月收到1件、2021年3月收到2件。
ogi|disclosure|全年公开抽检结果26期，其中2020年12月抽样、今年1月公布的1期。
ogi|disclosure|全年公告欠税四期，其中第1期反映截至2020年12月31日的欠税情况。
ogi|disclosure|截至2020年底，“文件库”收录文件286件，今年新收录26件。
ogi|disclosure|2021年对截至2020年12月31日有效的文件进行清理，废止3件。
ogi|disclosure|公开补偿资金2020年度兑现结果及2021年度计划各1条。
ogi|overview|2020年12月，我局研究2021年工作要点，今年2月印发。
summary|work|2020年立项的12个项目中，其中2021年3月完工5个。
ogi|overview|2021年1月，我局按时编制并发布了2020年政府信息公开工作年度报告。
ogi|overview|2020年我局发稿860篇，比2019年提高8%；2021年发稿910篇。
ogi|overview|2020年80条，2021年96条。
summary|work|2021年建成的泵站，2020年11月完成主体。
summary|work|本年度新建公开栏2处，2020年12月选址，2021年4月建成。
summary|work|全年编制规划3个，2020年10月启动、2021年5月评审、2021年9月印发。
ogi|overview|我局2021年办理建议12件，2020年12月召开的党组会作了部署。
ogi|disclosure|2021年公开预算1份，2020年12月编制完成。
ogi|disclosure|2021年春季招生计划于2020年11月公布。
ogi|disclosure|2021年高考报名于2020年11月结束，6月发布考点信息8条。
ogi|requests|2021年办结的3件申请中，1件在2020年12月收到。
summary|work|2021年实施项目12个，其中2020年下半年结转4个。
summary|work|2020年完成投资3亿元，与2019年持平；2021年完成3.4亿元。
ogi|overview|2021年落实要点任务26项，2020年未完成的2项一并办结。
summary|work|一标段2021年4月动工，三标段2020年8月完工。
law|work|2021年3月收到判决，该案2020年9月开庭。
ogi|problems|原本打算在2021年建设电子屏，因资金未到位而搁置。
ogi|disclosure|2021年1月印发的《供水管护办法》（河政办发〔2020〕19号）已同步挂网。
ogi|disclosure|2021年3月，印发《2020年政务公开工作考核情况通报》。
ogi|overview|热线接听3180次，比2020年（上年）多90次，比2019年多200次。
ogi|overview|我局被通报表扬，这是继2019年、2020年之后连续第三年获此荣誉。
ogi|problems|明年，也就是2022年，力求零败诉、零纠错。
summary|plan|落实2021年12月中央经济工作会议部署，实施更加积极的就业举措。
summary|plan|把2021年群众投票选出的十件实事办好办实。
summary|plan|加快推进2021年高标准农田建设项目收尾。
summary|plan|于2022年2月启动2021年度工作考核。
summary|plan|2022年主要预期目标：投资增长8%，高于2021年预计完成水平。
ogi|problems|确保2021年汛期信息零延迟，曾是我局立下的目标，实际有一次晚发。
ogi|problems|我局将上年指出的三个栏目于2021年6月底前全部整改到位。
ogi|problems|2021年三季度起新增的“一事一评”，2022年要从窗口扩展到网上。
ogi|problems|原计划2021年6月完成的目录重编，因职能划转顺延至2022年3月。
"""


@pytest.mark.parametrize(("genre", "part", "sentence", "kind", "expected"), [row[:5] for row in listed(WRONG)])
def test_the_wrong_year_is_flagged(genre: str, part: str, sentence: str, kind: str, expected: str) -> None:
    plain, low, high = unmarked(sentence)
    report = framed_at(genre, part, plain)
    base = report.text.rindex(plain)
    found = [m for m in read_years(report).mismatches if m.confidence >= FLAG_CONFIDENCE]
    assert found, "nothing was flagged"
    for one in found:
        assert one.start < base + high, one
        assert one.end > base + low, one
        assert (one.kind, one.expected) == (kind, int(expected))


@pytest.mark.parametrize(("genre", "part", "sentence"), listed(RIGHT))
def test_its_right_twin_is_left_alone(genre: str, part: str, sentence: str) -> None:
    assert [m for m in read_years(framed_at(genre, part, sentence)).mismatches if m.confidence >= FLAG_CONFIDENCE] == []
