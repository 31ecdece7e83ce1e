"""Own sentences, worded in many ways: every wrong year is found, every tempting right one is left alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.years import read_years

sys.path.insert(0, str(Path(__file__).parent))
from years_frame import annual  # noqa: E402

# (part, sentence) in a report on 2021 signed in January 2022; the wrong expression stands between « and ».
WRONG_PLANS = [
    ("problems", "«2021年»，我镇将进一步拓宽公开渠道。"),
    ("problems", "«2021年»我镇将从三个方面加以改进：充实人员、完善制度、强化培训。"),
    ("problems", "下一步，我镇将在«2021年»重点抓好目录更新。"),
    ("problems", "针对上述问题，«2021年»我局将着力提升解读质量。"),
    ("problems", "在«2021年»的工作中，我镇将继续加大公开力度。"),
    ("problems", "«2021年度»，本机关拟建立信息发布台账。"),
    ("problems", "«2021年»，街道计划开展两轮业务培训。"),
    ("problems", "«2021年»，我局打算增配一名专职信息员。"),
    ("problems", "我镇计划于«2021年»上线新版公开专栏。"),
    ("problems", "力争«2021年底»前实现村级公示栏全覆盖。"),
    ("problems", "下一步，一是完善目录；二是«2021年6月»底前完成网站改版；三是加强考核。"),
    ("problems", "下一步打算：«2021年上半年»组织一次业务培训。"),
    ("problems", "改进措施：1.«2021年3月»底前修订公开指南；2.配备专人。"),
    ("problems", "«2021年»，在县委、县政府的坚强领导下，我镇将以更实举措推进政务公开。"),
    ("problems", "«2021年»，围绕群众关切，我镇将丰富解读形式。"),
    ("problems", "«２０２１年»，我镇将继续优化栏目设置。"),
    ("problems", "«二〇二一年»，我镇将进一步健全审查制度。"),
    ("problems", "«二○二一年»我局将重点做好三项工作。"),
    ("problems", "«二0二一年»，本局将加强队伍建设。"),
    ("problems", "«2021 年»，我镇将不断完善公开目录。"),
    ("problems", "«2021年»政府信息公开工作将围绕群众需求展开。"),
    ("problems", "«2021年»我镇政务公开工作将以标准化为抓手。"),
    ("problems", "«2021年»，我委将会同县融媒体中心制作短视频解读。"),
    ("problems", "«2021年»，我局将把公开情况纳入年终考核。"),
    ("problems", "«2021年»是政务公开标准化建设的关键之年，我镇将对照目录逐项补齐。"),
    ("problems", "为此，«2021年»要做好以下几项工作：一是补短板；二是强弱项。"),
    ("problems", "为«2021年»政务公开工作开好局、起好步打下坚实基础。"),
    ("problems", "展望«2021年»，我们将以群众满意为标准。"),
    ("problems", "今后，我镇将加大投入，«2021年»内建成政务公开专区。"),
    ("problems", "针对以上不足，«2021年»将从以下方面进行改进：加强学习。"),
    ("problems", "«2021年»，管理局将对所属单位开展专项督查。"),
    ("problems", "«2020年»，我镇将进一步加强信息审核。"),
    ("problems", "下一步，«2020年底»前完成历史文件数字化。"),
    ("problems", "窗口服务评价«2021年»将被列入股室考核内容。"),
    ("problems", "我局将于«2021年9月»启用新的申请受理平台。"),
    ("problems", "拟于«2021年第二季度»举办政府开放日活动。"),
    ("problems", "«2021年»，我镇准备开展一次公开内容自查。"),
    ("problems", "预计将于«2021年»完成平台迁移。"),
    ("problems", "（二）«2021年»工作打算。充实队伍，完善制度。"),
    ("problems", "\n（二）«2021年»改进措施\n一是加强培训；二是完善目录。"),
    ("problems", "\n（二）下一步（«2021年»）工作打算\n加强培训。"),
    ("problems", "«2021年»，我镇将认真贯彻落实《条例》，争取实现零差错。"),
    ("overview", "«2021年»，我镇将继续深化政务公开。"),
    ("other", "«2021年»，我镇将加大收费公示力度。"),
    ("problems", "下阶段，到«2021年底»，实现重点领域公开全覆盖。"),
    ("problems", "接下来，从«2021年4月»起对各科室发布情况按月通报。"),
    ("problems", "改进计划：«2021年»新增公开查阅点3处。"),
    ("problems", "«2021年»，我站将争取把服务指南全部上网。"),
    ("problems", "«2021年»我办将牢固树立公开意识，努力提升服务水平。"),
    ("problems", "«2021年»，我镇需进一步加强基层公开能力。"),
]
WRONG_FACTS = [
    ("overview", "«2020年»，我镇共主动公开政府信息80条。", "stale_year"),
    ("overview", "«2020年全年»公开政府信息97条。", "stale_year"),
    ("overview", "«2020年度»，本机关通过网站发布信息65条。", "stale_year"),
    ("overview", "«2020年»，全镇累计发布各类信息312条。", "stale_year"),
    ("overview", "截至«2020年12月31日»，我镇累计公开信息860条。", "stale_year"),
    ("requests", "«2020年»，我局未收到政府信息公开申请。", "stale_year"),
    ("requests", "«2020年度»我街道共受理申请4件。", "stale_year"),
    ("litigation", "«2020年»，没有发生因政府信息公开被申请行政复议的情况。", "stale_year"),
    ("other", "«2020年度»，我镇未收取信息处理费。", "stale_year"),
    ("other", "«2020年»本单位无其他需要报告的事项。", "stale_year"),
    ("overview", "我局«2020年»共举办业务培训3次。", "stale_year"),
    ("overview", "«2020年»，在县委的领导下，我镇公开各类信息52条。", "stale_year"),
    ("problems", "«2020年»，我镇政府信息公开工作虽取得一定成绩，但仍存在不足。", "stale_year"),
    ("overview", "公开数量较«2021年»增长12%。", "stale_year"),
    ("overview", "比«2021年»增加35条。", "stale_year"),
    ("overview", "公开量较上年（«2019年»）增加20条。", "stale_year"),
    ("overview", "信息量由«2021年»的80条增加到2021年的120条。", "other"),
    ("overview", "«2012年»受新冠肺炎疫情影响，线下查询点暂停开放。", "other"),
    ("overview", "«2201年»，我镇共公开信息120条。", "other"),
    ("overview", "«20211年»，我镇公开信息120条。", "other"),
    ("overview", "新建的公开专区已于«2022年8月»投入使用。", "date_order"),
    ("overview", "«2022年6月»，我镇组织了两次业务培训，共120人参加。", "date_order"),
]
RIGHT = [
    ("problems", "2022年，我镇将进一步拓宽公开渠道。"),
    ("problems", "2021年初，我镇提出将建立公开专栏，年底已建成。"),
    ("problems", "针对2021年群众反映的问题，我镇将加强审核。"),
    ("problems", "2021年，我镇信息公开工作有了新进展，但仍存在不足。"),
    ("problems", "结合2021年考核结果，下一步将优化流程。"),
    ("problems", "下一步，对2021年排查出的问题逐一整改。"),
    ("problems", "下一步，巩固2021年整改成果，完善长效机制。"),
    ("problems", "将2021年群众意见汇编成册，作为培训材料。"),
    ("problems", "2021年度考核结果将作为评先评优的依据。"),
    ("problems", "2021年开展的专项检查结果将适时公布。"),
    ("problems", "2021年，我镇共开展培训2次，但覆盖面不够。下一步，将扩大培训范围。"),
    ("problems", "2021年我镇已完成整改，今后将继续巩固。"),
    ("problems", "力争到2025年基本建成规范化体系。"),
    ("problems", "2022年6月底前完成网站改版。"),
    ("problems", "下一步，严格执行2020年修订的审查办法。"),
    ("problems", "改进情况：2021年，我镇完善了公开制度，增配了人员。"),
    ("overview", "2021年将便民服务事项全部纳入公开目录。"),
    ("overview", "2021年将近三成的信息通过新媒体发布。"),
    ("overview", "2021年，我镇将政务公开工作列入重要议事日程。"),
    ("overview", "2021年，我局将公开工作纳入绩效考核。"),
    ("overview", "2021年8月将两个公众号合并为一个。"),
    ("overview", "2021年计划改造公示栏6个，实际完成6个。"),
    ("overview", "按照《2021年政务公开工作要点》，细化任务23项。"),
    ("overview", "制定《2021年度政务公开工作计划》并组织实施。"),
    ("overview", "县里要求2021年10月底前完成目录编制，我镇9月提前完成。"),
    ("overview", "较2020年增加35条，增长41%。"),
    ("overview", "与2020年相比，公开数量翻了一番。"),
    ("overview", "公开了2020年部门决算和2021年部门预算。"),
    ("overview", "2020年结转的2件申请于1月答复。"),
    ("overview", "2020年12月开通的公众号共有粉丝3200人。"),
    ("overview", "自2008年5月1日《条例》施行以来，累计公开信息2300条。"),
    ("overview", "依据2019年修订的《条例》完善制度。"),
    ("overview", "按照国办公开办函〔2021〕30号要求编制。"),
    ("overview", "2016年至2020年制发的文件全部清理完毕。"),
    ("overview", "2019年以前的会议纪要统一归档。"),
    ("overview", "2020年考核中发现的问题均已整改。"),
    ("overview", "“十四五”规划于2021年6月公布。"),
    ("overview", "电话0631-2021088，邮编202100。"),
    ("overview", "全年发布信息2021条，编号2020-00312。"),
    ("overview", "2022年部门预算待人代会批准后公开。"),
    ("overview", "2022年1月12日，镇政府审议通过本报告。"),
    ("overview", "招聘2021届毕业生1名，采用2020年版目录。"),
    ("overview", "老旧管网改造工程（2020—2022年）分批公示。"),
    ("overview", "2021年是党史学习教育之年，我镇公开信息120条。"),
    ("overview", "服务器运行20年，倒查20年资料。"),
    ("overview", "2020年第四季度和2021年第一季度的检查均为合格。"),
    ("overview", "粉丝由2020年的1200人增至2021年的1900人。"),
    ("overview", "2020年公开信息85条，2021年公开信息120条。"),
    ("overview", "去年同期为85条，今年为120条。"),
    ("overview", "有效期至2023年12月31日的许可证单独列出。"),
    ("requests", "2020年12月收到的1件于2021年1月答复。"),
    ("requests", "1件申请公开2013年征地批复，属历史档案。"),
    ("requests", "2021年12月28日收到的申请，将于2022年1月答复。"),
    ("litigation", "1件系2018年作出的答复引起，2021年审结。"),
    ("other", "2021年度未收取信息处理费。"),
    ("other", "落实2021年政务公开工作要点情况：共12项，均已完成。"),
    ("other", "2021年我镇办理人大代表建议1件。"),
    ("problems", "我镇在2020年年报中承诺的整改事项已全部落实。"),
    ("problems", "人代会上承诺“2021年做到村村有公示栏”，现已兑现。"),
    ("problems", "从2021年测评结果看，群众对解读质量评价不高。"),
    ("problems", "吸取2021年信息误发的教训，下一步严格发布审核。"),
    ("problems", "总结2021年经验，2022年在全镇推广。"),
    ("problems", "2022年1月起实行公开内容月报制度。"),
    ("problems", "今年，我镇将补齐2021年漏报的信息。"),
    ("problems", "2021年换届后，新任干部对公开目录不熟。"),
    ("problems", "部分栏目2021年更新不及时。下一步，将安排专人负责。"),
    ("problems", "持续落实2021—2025年普法规划。"),
    ("problems", "在2022年预算中安排专项经费。"),
    ("problems", "到2022年底，实现重点领域公开全覆盖。"),
    ("problems", "上年度报告提出的三项改进措施均已落实，2021年公开专栏已改版。"),
]


def split(marked: str) -> tuple[str, str]:
    """Return the sentence without marks and the words between them."""
    low, high = marked.index("«"), marked.index("»")
    return marked.replace("«", "").replace("»", ""), marked[low + 1 : high]


@pytest.mark.parametrize(("part", "marked"), WRONG_PLANS)
def test_plan_in_a_year_that_is_over_is_found(part: str, marked: str) -> None:
    sentence, words = split(marked)
    report = annual(sentence, part)
    found = [(report.text[m.start : m.end], m.kind, m.expected) for m in read_years(report).mismatches]
    assert [(w in (words, words + "底") or words in w, k) for w, k, _ in found] == [(True, "plan_for_past_year")]
    assert found[0][2] == 2022


@pytest.mark.parametrize(("part", "marked", "kind"), WRONG_FACTS)
def test_fact_in_another_year_is_found(part: str, marked: str, kind: str) -> None:
    sentence, words = split(marked)
    report = annual(sentence, part)
    assert [(report.text[m.start : m.end], m.kind) for m in read_years(report).mismatches] == [(words, kind)]


@pytest.mark.parametrize(("part", "sentence"), RIGHT)
def test_tempting_right_year_is_left_alone(part: str, sentence: str) -> None:
    report = annual(sentence, part)
    assert [(report.text[m.start : m.end], m.kind, m.reason) for m in read_years(report).mismatches] == []


@pytest.mark.parametrize("year", [2009, 2013, 2017, 2024])
@pytest.mark.parametrize(("part", "marked"), WRONG_PLANS[:6])
def test_same_in_other_years(part: str, marked: str, year: int) -> None:
    sentence, words = split(marked.replace("2021", str(year)))
    report = annual(sentence, part, year=year)
    assert [(report.text[m.start : m.end], m.expected) for m in read_years(report).mismatches] == [(words, year + 1)]
