"""More years that a report gives away, each kind in many wordings, and many more right years that tempt."""

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
# stale_year 2021
summary|work|本局成立于2011年，«2020年»迎来建局十周年。
ogi|overview|自2017年起我镇每年发布年度报告，«2020年»为第五份。
ogi|overview|公开规范提升三年行动（2019—2021年）«2020年»圆满收官。
ogi|disclosure|全年公开120条，其中«2020年»上半年52条、下半年68条。
summary|work|一季度签订责任书；二季度开展春灌；«2020年三季度»抢修渠道；四季度启动冬修。
summary|work|上半年组织演练两次，«2020年下半年»组织三次，全年共演练五次。
ogi|overview|«2020年»召开新闻发布会12场，比2020年的10场多2场。
summary|work|上年末存量320件，今年新增120件，«2020年末»存量440件。
ogi|overview|«2020年9月»起，依据2021年9月1日施行的《数据安全法》清理页面。
# other 2021
ogi|overview|对照《数据安全法》（«2020年9月1日»起施行）清理页面。
law|work|《行政处罚法》自«2020年7月15日»起施行，组织培训3期。
law|work|学习«2020年1月1日»起施行的《民法典》。
ogi|overview|«2121年»，我镇公开信息120条。
ogi|overview|«2051年»3月，召开推进会两次。
ogi|overview|«2020年»，围绕庆祝中国共产党成立一百周年，开设专栏1个。
law|work|«2020年12月»，组织学习党的十九届六中全会精神两次。
ogi|overview|公众号粉丝由2020年底的3.2万人增至«2020年底»的4.1万人。
# stale_year 2022
ogi|requests|新收35件，办结34件，1件结转«2021年»继续办理。
# stale_year 2020
ogi|requests|承接«2019年»结转1件，新收12件，办结13件。
# plan_for_past_year 2022
ogi|problems|新的一年里，我镇要走在前列，«2021年»力争实现公开零差错。
ogi|problems|希望«2021年»有更多群众参与到公开工作中来。
ogi|problems|«2021年»的工作重点是补齐村级短板。
ogi|problems|力争到«2021年底»实现村级专区全覆盖。
ogi|problems|将«2021年»定为公开规范提升年。
ogi|problems|新平台预计«2021年6月»完工。
ogi|problems|改进目标：«2021年»目录更新率达到100%。
ogi|problems|完善目录。责任单位：镇办公室；完成时限：«2021年6月»。
ogi|problems|拟请省里专家授课（«2021年3月»）。
ogi|problems|待资金到位后，«2021年»更换触摸屏。
ogi|problems|计划分两步走：«2021年»建目录，2022年建平台。
ogi|problems|到«2021年国庆节»前，各村公开栏要全部更新。
ogi|problems|«2021年»内必须解决重复录入问题。
ogi|problems|我镇已与县大数据局商定，«2021年»打通接口。
ogi|problems|«2021年»，要让公开栏“动”起来，让政策“活”起来。
ogi|problems|«2021年»，不再发布无解读的文件。
ogi|problems|«2021年»，每月15日定为公开日。
summary|plan|«2021年»，水质合格率保持100%，漏损率降到10%以下。
summary|plan|«2021年»计划投资5000万元。
summary|plan|«2021年»主要目标：供水2400万吨。
summary|plan|完成二厂扩建，«2021年6月»通水。
summary|plan|«2021年上半年»完成管网普查，下半年建成管网一张图。
speech|plan|«2021年»，财政收入增长7%。
speech|plan|确保«2021年底»全县所有行政村通公交。
law|plan|«2021年»，一是抓学习；二是抓执法；三是抓普法。
company|plan|公司计划于«2021年»三季度投产新线。
evaluation|plan|«2021年»编制预算时细化到季度。
school|plan|«2020—2021学年»，学校将推行采购全程公开。
# date_order 2021
summary|work|救助对象2021年9月公示后，于«2020年10月»发放补助。
law|work|2021年1月5日局务会审定，«2020年1月8日»印发。
summary|work|2021年汛期过后，«2020年10月»组织修复水毁工程。
law|work|该件受理于2021年4月，办结于«2020年5月»。
ogi|overview|2021年3月开展自查，«2020年4月»完成整改，5月通过验收。
summary|work|泵站2021年3月动工，历时半年，«2020年9月»投运。
# date_order 2022
summary|work|运维合同期自2021年3月1日至«2021年2月28日»。
"""

# Right, so that no flag is raised; a hint may be.
RIGHT = """
law|work|《行政处罚法》自2021年7月15日起施行，组织培训3期。
law|work|《安全生产法》修订后2021年9月1日起施行。
law|work|《数据安全法》于2021年6月10日公布，9月1日起施行。
law|work|《家庭教育促进法》2022年1月1日起施行，提前印制读本。
summary|plan|展望2035年，供水普及率达到100%。
speech|plan|为2060年前碳中和目标作出贡献。
law|work|2020年7月15日实施的《办事指南》修订。
ogi|overview|2021年6月验收的蓄水池2020年3月开工，资料一并公开。
ogi|requests|2021年1月办结的申请2020年12月收到，属跨年件。
ogi|requests|2021年3月答复的两件申请，2020年12月受理。
law|work|2021年5月审结的案件，2020年11月立案，审理期限依法延长。
ogi|overview|2021年3月公布的办法，2020年11月起试行。
ogi|overview|2021年6月拆除的房屋2019年8月即鉴定为危房。
ogi|overview|2021年5月发布的《公开指南》，2020年9月开始起草。
summary|work|2021年4月投用的泵站，2020年10月完成招标，2020年12月签约。
summary|work|2021年9月获奖的做法，2020年5月由三组首创。
ogi|overview|2021年1月8日印发考核通报，考核时间为2020年12月。
ogi|overview|2021年1月召开会议，总结2020年12月的演练。
ogi|disclosure|2021年2月公示的名单，评审于2020年12月结束。
law|work|2021年3月收到法院判决，该案2020年9月开庭。
law|work|2021年2月15日作出处罚，违法行为发生于2020年11月。
summary|work|8月建成的水厂系2020年2月立项。
summary|work|10月移交的档案系2019年6月整理。
ogi|overview|我局2021年3月挂牌，2020年12月已完成人员划转。
ogi|overview|我局2021年3月挂牌，2020年10月印发的三定方案明确内设机构6个。
school|work|2021年5月颁发的奖学金按2020年10月的考核结果评定。
ogi|overview|截至2020年底办结率为96%，截至2021年底为99%。
ogi|overview|2020年12月，县里启动机构改革，我局2021年2月挂牌。
ogi|overview|2020年，我镇被列为试点镇；2021年，试点任务全部完成。
ogi|overview|2020年汛期水毁的3处公示栏，2021年3月修复。
ogi|overview|2020年主动公开472条，今年512条。
ogi|overview|去年主动公开472条，今年512条，2019年只有380条。
ogi|overview|本镇在岗信息员12人，2020年轮训一遍，本年度再训一遍。
ogi|overview|2020年建成专栏，今年新增子栏目3个。
ogi|overview|栏目访问量2020年下降一成，今年止跌回升。
ogi|overview|2020年发放指南800册，已全部用完，今年加印1200册。
ogi|overview|2020年受理而未办结的2件，今年均已办结。
ogi|requests|2020年12月30日收到1件，法定期限内于2021年1月答复。
ogi|requests|申请人就2020年的答复申请复议，复议机关维持。
ogi|litigation|2020年度败诉的1件，本年已重作。
ogi|litigation|涉及我局2020年答复的行政诉讼1件，驳回诉讼请求。
ogi|problems|2021年，由于人员调整，培训次数减少。
ogi|problems|2021年下半年起网站改由县里统一运维，我镇更新权限受限。
ogi|problems|2021年新增的三个村居没有公开栏，下一步逐村补齐。
ogi|problems|上年提出的2021年建成查阅点的目标，因场地未定没有实现。
ogi|problems|年初计划2021年轮训两期，实际只办了一期。
ogi|problems|按照计划，2021年应完成目录细化，目前只完成七成。
ogi|problems|针对2021年群众反映的更新慢问题，今后实行周更新。
ogi|problems|下一步将对照2021年考核细则补短板。
ogi|problems|下一步，把2021年开办的讲堂办成品牌。
ogi|problems|下一步，总结2021年试点经验，在全镇推广。
ogi|problems|2021年我镇虽然组织了培训，但效果一般，要继续加强。
ogi|problems|在2021年工作基础上，2022年再上台阶。
ogi|problems|2021年以前的文件清理进展慢，要加快。
ogi|problems|2021年6月以来更新频次明显下降，要尽快恢复。
ogi|problems|2021年要求上墙的12项制度，还有3项没有上墙。
ogi|problems|县里要求2021年底前全部上网，我镇尚有两个村没有做到。
ogi|problems|一是目录更新慢，2021年只更新一次；二是培训少，2021年未组织轮训。
ogi|problems|改进措施落实情况：2021年一季度配齐人员，二季度开通热线。
ogi|problems|对2020年报告提出的问题，2021年一是增设专栏，二是组织轮训。
ogi|problems|2021年整改了上年两个问题：开通热线、公开流程。
summary|plan|2021年试点的三个村作为2022年示范。
summary|plan|兑现2021年奖补政策。
summary|plan|做好2021年决算和2022年预算编制。
summary|plan|完成2021年未完工程扫尾。
summary|plan|力争2022年供水量比2021年增长5%。
summary|plan|按照2021年底确定的方案，上半年完成搬迁。
summary|plan|2021年度考核优秀的班组优先评优。
summary|plan|2021年冬修水利工程春灌前完工。
speech|plan|2021年我们闯过了难关，今年要跑出加速度。
speech|plan|过去的2021年成绩可喜，今年任务更重。
speech|plan|今年，落实2021年出台的惠企政策。
speech|work|2020年，我们战胜疫情；2021年，我们稳中求进。
speech|work|从2020年的一季度负增长，到2021年全年增长8%。
speech|work|2020年“十三五”圆满收官，2021年“十四五”顺利开局。
company|work|2020年签订的供水协议于2021年3月生效。
company|work|2020年度利润分配方案于2021年6月实施完毕。
company|plan|2021年度利润分配预案为每10股派1元。
company|plan|2021年开工的二厂项目争取上半年通水。
accounts|work|2020年结余资金收回财政。
accounts|work|因2020年一次性项目完成，支出减少。
accounts|work|2020年购置的设备计提折旧。
evaluation|work|2020年评价结果为良，2021年为优。
evaluation|plan|2021年未达标的指标，在2022年目标中单列。
school|work|2020年秋季学期开学前公布收费标准。
school|work|2021年春季学期公示奖助名单。
school|plan|2021年秋季学期起每月更新。
school|plan|2021—2022学年逐院开展评议。
law|work|2020年聘请的法律顾问2021年续聘。
law|work|2020年修订的裁量基准执行一年，运行平稳。
law|work|《行政处罚法》2021年7月15日起施行，6月组织培训。
law|work|2020年底部署的清理工作，2021年4月完成，废止文件12件。
law|work|2020年行政诉讼败诉率12%，2021年降为5%。
law|plan|把2021年案卷评查发现的问题列入培训。
ogi|overview|自2017年起我镇每年发布年度报告，2020年为第四份，2021年为第五份。
ogi|overview|自2017年起连续发布年报，2020年是第四次获评优秀。
ogi|overview|公开规范提升三年行动（2018—2020年）2020年圆满收官，成果2021年巩固。
ogi|overview|公开规范提升三年行动（2019—2021年）2020年完成中期评估。
ogi|overview|五年行动（2017—2021年）2020年提前完成主要指标。
summary|work|本局成立于2010年，2020年迎来建局十周年，2021年续编局志。
summary|work|管网2011年建成，2020年列入更新计划，2021年改造完毕。
ogi|overview|2020年筹备的建党一百周年专栏，2021年1月上线。
ogi|overview|2020年，为迎接建党一百周年，启动史料征集，2021年展出。
law|work|2020年12月，组织学习党的十九届五中全会精神；2021年11月，组织学习党的十九届六中全会精神。
law|work|2020年学习党的十九届四中全会精神的笔记汇编成册。
ogi|requests|2020年新收12件，办结11件，1件结转2021年继续办理。
ogi|requests|上年1件结转2021年继续办理，已办结。
ogi|requests|2020年12月收到1件，结转2021年办理。
ogi|requests|承接2020年结转1件，新收12件，办结13件。
ogi|requests|1件系2019年结转至今的疑难件，新收12件。
ogi|litigation|2019年起诉、2020年结转的1件，本年判决。
summary|work|一季度签订责任书；二季度开展春灌；三季度修复2020年三季度水毁渠道；四季度冬修。
summary|work|2020年四季度备料，2021年一季度开工，二季度完工，三季度验收。
summary|work|上半年供水1100万吨，2020年下半年为1180万吨，环比下降。
summary|work|上半年组织演练两次，较2020年下半年增加一次，全年共四次。
summary|work|上年末存量320件，2020年末为280件，今年新增120件。
summary|work|2019年末存量200件，2020年新增120件，2020年末存量320件，2021年全部清零。
ogi|disclosure|全年公开120条，其中2020年政策的解读52条、本年政策的解读68条。
ogi|disclosure|全年公开120条，其中涉及2020年的决算信息20条、绩效信息100条。
ogi|disclosure|全年公布决算12份，其中2020年度部门决算8份、项目决算4份。
ogi|overview|2020年9月起，依据2020年8月印发的办法清理页面，2021年9月收尾。
summary|work|救助对象2020年9月公示后，于2021年10月发放补助。
summary|work|2021年9月公示新一批名单，2020年10月的名单同时作废。
law|work|2021年1月5日召开会议，通报2020年12月8日印发的方案执行情况。
law|work|2021年3月测评，2020年5月反馈的问题已整改。
summary|work|2020年汛期过后，2020年10月组织修复，2021年3月完工。
summary|work|2021年汛期过后，对2020年10月修复的工程再次检查。
summary|work|运维合同期自2020年3月1日至2021年2月28日。
law|work|2020年3月28日收到申请，2020年5月15日作出答复，2021年复议维持。
law|work|2020年12月28日收到申请，2021年1月15日作出答复。
law|work|该件受理于2020年12月，办结于2021年1月。
ogi|overview|2021年3月开展自查，2020年4月下发的清单全部销号。
summary|work|泵站2020年3月动工，历时一年半，2021年9月投运。
summary|work|2021年4月验收合格，工程款2020年11月已预付七成。
company|work|2021年3月召开股东会，2020年12月公告的议案获得通过。
accounts|work|2021年8月公开决算，2020年10月公开的是2019年决算。
school|work|2021年6月举行毕业典礼，2020年9月入学的专升本学生首次毕业。
speech|work|五年来，2017年、2018年、2019年、2020年连续四年增长，2021年首破百亿。
speech|work|自2016年起脱贫攻坚历时五年，2020年是第五年，如期收官。
law|work|2020年12月立案，今年2月听证，5月作出决定。
ogi|overview|今年3月修订目录，去年（2020年）10月的旧目录停用。
"""


@pytest.mark.parametrize(("genre", "part", "sentence", "kind", "expected"), listed(WRONG))
def test_wrong_year_is_pointed_at(genre: str, part: str, sentence: str, kind: str, expected: str) -> None:
    plain, low, high = unmarked(sentence)
    report = framed_at(genre, part, plain)
    base = report.text.rindex(plain)
    found = read_years(report).mismatches
    assert found, "nothing was found"
    assert all(base + low < one.end and one.start < base + high for one in found)
    assert {(one.kind, one.expected) for one in found} == {(kind, int(expected))}


@pytest.mark.parametrize(("genre", "part", "sentence"), listed(RIGHT))
def test_right_year_raises_no_flag(genre: str, part: str, sentence: str) -> None:
    assert [m for m in read_years(framed_at(genre, part, sentence)).mismatches if m.confidence >= FLAG_CONFIDENCE] == []
