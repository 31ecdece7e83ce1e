"""More own sentences, in annual reports and other genres: wrong years in every position, each beside a right twin."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.years import read_years

sys.path.insert(0, str(Path(__file__).parent))
from years_frame import annual

# (part, sentence, kind) in a report on 2021 signed in January 2022; the wrong expression stands between « and ».
WRONG = [
    # facts of this year that carry another one, in every position of the sentence
    (
        "requests",
        "«2020年度»共受理公开申请3件，其中2件予以公开；1件申请公开1998年林地划界图，转有权机关。",
        "stale_year",
    ),
    ("requests", "«2020年»收到申请4件，均已答复，其中1件申请2016年征地材料。", "stale_year"),
    ("requests", "我局«2020年»共收到依申请公开5件，1件涉及2009年的土地档案。", "stale_year"),
    ("requests", "«2020年度»共办理申请2件；其中涉及2012年拆迁资料1件。", "stale_year"),
    ("requests", "依申请公开方面，«2020年»共收到申请6件。", "stale_year"),
    ("requests", "申请情况：«2020年»共受理2件。", "stale_year"),
    ("overview", "截至«2020年底»，累计公开各类信息960条，其中2021年新增120条。", "stale_year"),
    ("overview", "截至«2020年12月31日»，全镇政务新媒体粉丝累计8200人。", "stale_year"),
    ("overview", "截至«2020年末»，网站共发布信息1320条。", "stale_year"),
    ("overview", "主动公开方面，«2020年»共发布信息86条。", "stale_year"),
    ("overview", "一是主动公开。«2020年»全镇主动公开信息86条。", "stale_year"),
    ("overview", "（一）主动公开情况。«2020年»，镇政府网站共更新信息210条。", "stale_year"),
    ("overview", "据统计，«2020年»我镇共发布政务信息260条。", "stale_year"),
    ("overview", "本年度（«2020年»）我镇公开信息120条。", "stale_year"),
    ("overview", "全年（«2020年»）共公开信息120条。", "stale_year"),
    ("overview", "公开总量比上年（«2021年»）增加12条。", "stale_year"),
    ("overview", "公开信息120条，同比«2021年»增长9%。", "stale_year"),
    ("overview", "较«2021年»同期上升9个百分点。", "stale_year"),
    ("overview", "相比«2021年»，公开总量增加12条。", "stale_year"),
    ("overview", "与«2021年度»相比增加12条，增长11%。", "stale_year"),
    ("overview", "较«2021年»的85条增加35条。", "stale_year"),
    ("overview", "全年共公开120条，比上年度（«2018年»）多12条。", "stale_year"),
    ("other", "«2020年»街道没有发生政府信息公开收费。", "stale_year"),
    ("other", "«2020年度»，本机关无政府信息公开收费情况。", "stale_year"),
    ("other", "我镇«2020年»依申请提供政府信息没有收取任何费用。", "stale_year"),
    ("other", "«2020年»，本机关依申请提供信息未收取处理费。", "stale_year"),
    ("other", "«2020年»无信息处理费收费情况。", "stale_year"),
    ("other", "«2020年»全镇共承办人大建议2件、政协提案1件，全部办结。", "stale_year"),
    ("litigation", "«2020年度»没有因信息公开被提起行政诉讼。", "stale_year"),
    ("litigation", "«2020年»本机关未发生行政复议、行政诉讼案件。", "stale_year"),
    ("litigation", "«2020年»，全街道未因政府信息公开发生复议、诉讼。", "stale_year"),
    ("litigation", "«2020年»我局涉及信息公开的行政复议1件、行政诉讼0件。", "stale_year"),
    ("problems", "«2020年»我局政务公开工作取得了一些成绩，但与群众期待相比还有差距。", "stale_year"),
    ("disclosure", "«2020年»，我局制发行政规范性文件1件，现行有效3件。", "stale_year"),
    ("disclosure", "«2020年度»作出行政处罚决定12件，行政许可33件。", "stale_year"),
    # the stated period, in all its wordings
    ("period", "本报告数据统计自«2020年1月1日»开始，到2021年12月31日结束。", "data_period"),
    ("period", "数据统计时间从«2020年1月1日»起，到2021年12月31日为止。", "data_period"),
    ("period", "统计期限：自«2020年1月1日»始，止于2021年12月31日。", "data_period"),
    ("period", "数据统计起于2021年1月1日，止于«2020年12月31日»。", "data_period"),
    ("period", "本年报数据截至«2020年12月31日»。", "data_period"),
    ("period", "所列数据截止时间为«2020年12月31日»。", "data_period"),
    ("period", "统计时段为«2020年1月1日»至12月31日。", "data_period"),
    ("period", "本报告统计数据的起止日期为二〇二一年一月一日至«二〇二〇年十二月三十一日»。", "data_period"),
    ("period", "所列数据的统计期限自«二〇二〇年一月一日»起至二〇二一年十二月三十一日止。", "data_period"),
    ("period", "报告中数据统计期限为2021年1月1日—«2022年12月31日»。", "data_period"),
    ("period", "本报告中数据的统计期限从«2020年1月1日»起计算，至2021年12月31日止。", "data_period"),
    ("period", "数据统计时限：«2020.1.1»-2021.12.31。", "data_period"),
    ("period", "本报告所列数据统计期限自«2020年1月1日»起。", "data_period"),
    ("period", "数据统计周期为«2020年»全年。", "data_period"),
    ("period", "统计范围为«2020年度»。", "data_period"),
    # what the report calls itself
    ("period", "现将«2020年»政府信息公开工作情况报告如下。", "title_body"),
    ("period", "现公布云溪镇«2020年»政府信息公开工作年度报告。", "title_body"),
    ("period", "按照《条例》要求，编制《云溪镇«2020年»政府信息公开工作年度报告》，现予以公布。", "title_body"),
    ("period", "本报告为云溪镇«2020年度»政府信息公开工作报告。", "title_body"),
    ("period", "现向社会公布«2020年度»政府信息公开年报。", "title_body"),
    # plans
    ("problems", "«2021年»的工作重心，一是抓好目录更新，二是抓好培训。", "plan_for_past_year"),
    ("problems", "下一步，以«2021年»政务公开要点为抓手，推动各项任务落地。", "plan_for_past_year"),
    ("problems", "针对存在的问题，我局决定«2021年»将从三个方面改进。", "plan_for_past_year"),
    ("problems", "下一步，请各科室于«2021年2月底前»报送目录。", "plan_for_past_year"),
    ("problems", "针对以上问题，«2021年»我乡将：一是加强培训；二是完善目录。", "plan_for_past_year"),
    ("problems", "«2021年»我局将努力使公开栏目更加规范。", "plan_for_past_year"),
    ("problems", "我局将安排在«2021年»对所有栏目重新梳理。", "plan_for_past_year"),
    ("problems", "培训安排在«2021年3月»进行，届时邀请专家授课。", "plan_for_past_year"),
    ("problems", "«2021年»，街道将增设公开观察员，把2021年群众问得最多的问题编成问答。", "plan_for_past_year"),
    ("problems", "下一步，确保在«2021年»实现公开目录全覆盖。", "plan_for_past_year"),
    ("problems", "«2021年»应重点抓好以下工作：一是健全机制；二是强化考核。", "plan_for_past_year"),
    ("problems", "«2021年»我镇需从以下方面加以改进。", "plan_for_past_year"),
    ("problems", "«2021年»工作目标：公开信息量增长10%。", "plan_for_past_year"),
    ("problems", "«2021年»主要任务：\n1.完善制度；\n2.加强培训。", "plan_for_past_year"),
    ("problems", "«2021年»工作安排如下：一是抓培训；二是抓考核。", "plan_for_past_year"),
    ("problems", "\n（二）«2021年»改进思路\n加强培训，完善目录。", "plan_for_past_year"),
    ("problems", "下一年度（«2021年»），我镇将加大公开力度。", "plan_for_past_year"),
    ("problems", "明年，即«2021年»，我镇将加大公开力度。", "plan_for_past_year"),
    ("problems", "我镇将在«2021年»年内完成栏目调整。", "plan_for_past_year"),
    ("problems", "下一步，在«2021年底前»完成栏目调整。", "plan_for_past_year"),
    ("problems", "以上问题计划在«2021年»第三季度前整改到位。", "plan_for_past_year"),
    ("problems", "整改完成时限：«2021年9月»。", "plan_for_past_year"),
    ("problems", "上述问题将在«2021年»逐一整改落实。", "plan_for_past_year"),
    ("problems", "«2021年»我们有信心把公开工作做得更好，将继续加强学习。", "plan_for_past_year"),
    ("problems", "«2021年»我局将以此为契机，加强与群众的互动。", "plan_for_past_year"),
    ("problems", "今后工作中，尤其是«2021年»，我局将进一步加强业务培训。", "plan_for_past_year"),
    ("problems", "希望在«2021年»得到上级更多指导。", "plan_for_past_year"),
    ("problems", "为做好«2021年»的政务公开工作，我镇将采取以下措施：加强培训。", "plan_for_past_year"),
    ("problems", "我镇下一步将扎实做好«2021年»的政府信息公开工作。", "plan_for_past_year"),
    ("problems", "«2021年»，我局拟从制度建设入手，补齐短板。", "plan_for_past_year"),
    ("problems", "人手偏少。我局已申请编制，拟«2021年»招录1人。", "plan_for_past_year"),
    ("problems", "改进措施方面，«2021年»将聘请两名社会监督员。", "plan_for_past_year"),
    ("problems", "对此，我们将«2021年»定为“信息质量提升年”。", "plan_for_past_year"),
    ("problems", "（«2021年»，我镇将进一步加大公开力度。）", "plan_for_past_year"),
    ("overview", "«2021年»，我镇将一如既往地做好信息公开工作。", "plan_for_past_year"),
    ("other", "«2021年»，我局将不断提高政务公开水平，更好地服务群众。", "plan_for_past_year"),
    ("other", "«2021年»我街道将进一步完善收费公示制度。", "plan_for_past_year"),
    # the order of events
    ("overview", "岁修工程2021年3月开工，8月完工，竣工决算于«2020年10月»审定。", "date_order"),
    ("overview", "公开专区2021年4月动工，«2020年9月»竣工。", "date_order"),
    ("overview", "项目于2021年5月立项，«2020年7月»完成招标。", "date_order"),
    ("overview", "便民大厅2021年2月开工建设，«2020年11月»建成投用。", "date_order"),
    ("requests", "1件于2021年6月2日收到，«2020年6月20日»答复。", "date_order"),
    ("overview", "新网站2021年3月上线试运行，«2020年6月»通过验收。", "date_order"),
    ("overview", "«2022年9月»，我镇举办了政府开放日活动。", "date_order"),
    ("overview", "新版目录已于«2022年10月»印发。", "date_order"),
    # typing slips
    ("overview", "«2201年»，我镇主动公开信息120条。", "other"),
    ("overview", "«20121年»，我镇主动公开信息120条。", "other"),
    ("overview", "«2210年»，我镇共公开信息120条。", "other"),
    ("overview", "«2012年»，受新冠肺炎疫情影响，培训改为线上举行。", "other"),
    ("overview", "公开量由«2021年»的80条上升到2021年的120条。", "other"),
]
RIGHT = [
    ("requests", "2020年度结转的申请3件，其中2件予以公开；1件申请公开1998年林地划界图。"),
    ("requests", "2021年度共受理公开申请3件，其中1件申请公开2020年林地划界图。"),
    ("requests", "上年（2020年）结转1件，已答复。"),
    ("requests", "其中1件为2020年收到、2021年办结。"),
    ("requests", "2020年收到申请4件，2021年收到申请6件。"),
    ("requests", "申请人要求公开2020年共受理的低保申请名单。"),
    ("overview", "截至2020年底，共有栏目12个，2021年新增3个。"),
    ("overview", "截至2021年底，累计公开各类信息960条。"),
    ("overview", "自2020年开通以来，公众号累计发布信息320条。"),
    ("overview", "2020年以来，我镇累计培训信息员60人次。"),
    ("overview", "公开总量比上年（2020年）增加12条。"),
    ("overview", "公开信息120条，同比2020年增长9%。"),
    ("overview", "与2020年、2019年相比，公开量分别增加12条、31条。"),
    ("overview", "比2020年增加20条，比2019年增加31条。2021年将精准扶贫“明白卡”升级为电子卡。"),
    ("overview", "2021年将重点项目批准服务信息归并为一个栏目。"),
    ("overview", "2021年将专门窗口调整至一楼大厅。"),
    ("overview", "2021年将统一受理平台迁移到省级云。"),
    ("overview", "2021年将严格保密审查写入工作制度。"),
    ("overview", "2021年，我局将全面梳理的结果上传至网站。"),
    ("overview", "2021年将规范性文件全部转为可下载格式。"),
    ("overview", "2021年度拟推荐先进单位2个，名单已公示。"),
    ("overview", "2021年度拟表彰信息员5名，正在公示。"),
    ("overview", "2021年拟录用人员公示3批。"),
    ("overview", "2020年度部门决算于2021年9月公开。"),
    ("overview", "我镇2020年度考核获评优秀，共得96分。"),
    ("overview", "县政务公开办通报2020年全县共抽查网站62家，我镇全部合格。"),
    ("overview", "道路改造工程2020年10月开工，2021年6月完工。"),
    ("overview", "岁修工程2020年3月开工，2021年8月完工，竣工决算于2021年10月审定。"),
    ("overview", "一期工程2020年9月竣工；二期工程2021年4月动工。"),
    ("overview", "公开专区2021年4月动工，其设计方案2020年9月通过评审。"),
    ("overview", "一标段2021年5月开工，二标段2020年7月竣工。"),
    ("overview", "原网站2019年3月上线，2021年6月通过等保验收。"),
    ("requests", "1件于2020年12月20日收到，2021年1月10日答复。"),
    ("overview", "2022年1月10日，镇政府召开会议，通报上年公开情况。"),
    ("overview", "2021年12月印发新版目录，自2022年3月起执行。"),
    ("overview", "《云溪镇2020年政府信息公开工作年度报告》已于2021年1月发布。"),
    ("overview", "2021年1月，我镇公布2020年政府信息公开年报。"),
    ("overview", "现行有效的2020年制发文件2件。"),
    ("period", "所列数据的统计期限自2021年1月1日开始，到2021年12月31日结束。"),
    ("period", "数据统计从二〇二一年一月一日起到二〇二一年十二月三十一日止。"),
    ("period", "数据截至2021年12月31日，部分数据截至2022年1月10日。"),
    ("period", "统计范围为2021年度。"),
    ("period", "按照2020年公布的格式，现将2021年政府信息公开工作情况报告如下。"),
    ("period", "根据《关于做好2020年度政府信息公开工作年度报告编制的通知》和2021年新格式，编制本报告。"),
    ("problems", "2021年的工作重心放在目录更新上，其他栏目关注不够。"),
    ("problems", "对照2021年政务公开要点，我镇仍有3项未完成。"),
    ("problems", "下一步，对2021年要点中未完成的事项逐项落实。"),
    ("problems", "我局决定将2021年发现的问题列入台账。"),
    ("problems", "县里要求2021年2月底前报送目录，我镇迟报3天。"),
    ("problems", "2021年以来，我镇要求各科室每周报送信息，但落实不到位。"),
    ("problems", "2021年应公开未公开的信息2条，已补录。"),
    ("problems", "2021年需要公开的文件较多，审核力量不足。"),
    ("problems", "2021年主要任务虽已完成，但质量不高。"),
    ("problems", "2021年工作目标完成情况不理想，公开量偏少。"),
    ("problems", "2021年的培训安排在年底，时间偏晚。"),
    ("problems", "2021年计划举办的培训因疫情推迟，将于2022年3月补办。"),
    ("problems", "2021年原定的栏目改版未能实施，下一步将加快推进。"),
    ("problems", "今年，我镇将继续完善2021年建立的台账。"),
    ("problems", "2022年，我们将认真吸取2021年的教训，加强审核。"),
    ("problems", "2021年我镇提出要做到村村有公示栏，目前已全部落实。"),
    ("problems", "以2021年测评结果为依据，下一步将逐项整改。"),
    ("problems", "我镇将对2021年公开的全部信息进行“回头看”。"),
    ("problems", "下一步，将把2021年的好做法固定下来。"),
    ("problems", "我镇拟对2021年底到期的3个栏目进行调整。"),
    ("problems", "（2021年我镇公开信息120条，2022年将进一步增加。）"),
    ("problems", "上年提出的“2021年力争实现全覆盖”目标未能达到。"),
    ("problems", "改进情况：针对上一年度存在的问题，2021年我镇着力从三个方面加以改进：一是开展培训2次；二是修订目录。"),
    ("problems", "2021年，针对上述问题，我局采取了三项措施：一是完善制度；二是加强培训；三是开展自查。"),
    ("problems", "2021年上半年因机构改革，栏目更新一度停滞。"),
    ("problems", "将2021年定为“信息质量提升年”后，各科室报送质量有所好转。"),
    ("problems", "在2021年部门预算中未安排专项经费，下一步将积极争取。"),
    ("problems", "2021年度的年报将于2022年1月底前公布。"),
    ("problems", "2021年度考核将于2022年2月开展。"),
    ("other", "2021年，镇政府将人大建议办理列入督查，5件全部办结。"),
]


def split(marked: str) -> tuple[str, str]:
    """Return the sentence without marks and the words between them."""
    low, high = marked.index("«"), marked.index("»")
    return marked.replace("«", "").replace("»", ""), marked[low + 1 : high]


def found_in(sentence: str, part: str) -> list[tuple[str, str]]:
    report = annual("", "other", period=sentence) if part == "period" else annual(sentence, part)
    return [(report.text[m.start : m.end], m.kind) for m in read_years(report).mismatches]


@pytest.mark.parametrize(("part", "marked", "kind"), WRONG)
def test_wrong_year_is_found(part: str, marked: str, kind: str) -> None:
    sentence, words = split(marked)
    found = found_in(sentence, part)
    assert [k for _, k in found] == [kind]
    assert found[0][0] in (words, words.removesuffix("前"), words + "底") or words in found[0][0]


@pytest.mark.parametrize(("part", "sentence"), RIGHT)
def test_right_twin_is_left_alone(part: str, sentence: str) -> None:
    assert found_in(sentence, part) == []
