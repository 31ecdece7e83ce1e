"""Years that the rest of a report gives away, in the words of many genres: figures, courses, plans; and right twins."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.years import read_years

sys.path.insert(0, str(Path(__file__).parent))
from test_years_ledger import framed_at
from years_frame import check_found, listed, unmarked

# genre|part|sentence in a report on 2021; the wrong expression stands between « and ».
WRONG = """
# stale_year 2020
ogi|overview|办件量9860件，«2019年»为8910件，净增950件；2019年实为8320件，2020年8910件。
summary|work|脱盲128人，比«2018年»的150人少22人，2020年脱盲150人。
law|work|行政复议收案由«2019年»的45件上升到63件，多出18件，2020年复议收案45件。
summary|work|门诊量31.2万人次，较«2019年»的29.5万人次增加1.7万人次；2020年门诊29.5万人次。
company|work|营业收入24亿元，«2019年»为20.8亿元，同比增长15.4%；2019年营业收入18.6亿元，2020年20.8亿元。
speech|work|规上企业净增21家，从«2018年底»的96家增加到117家。
school|work|资助学生1280人次，比«2018—2019学年»多60人次，2019—2020学年资助1220人次。
summary|work|完成造林3.6万亩，比«2019年»的3.2万亩增加4000亩，2020年造林3.2万亩。
# stale_year 2021
summary|work|接警1012起，其中亡人事故3起。«2020年»接警的这1012起中，酒驾占97起。
summary|work|一季度打井12眼，二季度打井18眼，三季度打井9眼，«2020年»共打井39眼。
law|work|«2020年»受理投诉举报231件，加上2020年结转的9件，办结235件。
speech|work|粮食产量22.9万吨，完成«2020年»目标任务的101.8%。
speech|work|新改建农村公路144公里，占«2020年»计划的120%。
summary|work|招商到位资金18亿元，为«2020年»任务的112.5%。
company|work|«2020年»报装接电1260户，上年（2020年）1180户。
law|work|«2019年»受理复议86件，2020年61件，上升41%。
company|work|«2019年»漏损率11.2%，2020年14.0%，下降两成。
summary|work|«2020年»接待游客163万人次，比上年多18万人次，而2020年只有145万人次。
summary|work|«2020年»分娩量居全市第一，2020年则居全市第二。
ogi|overview|截至«2020年12月31日»，政务微博全年发文620篇。
accounts|work|截至«2020年12月31日»，共有车辆4辆、单价50万元以上设备2台。
evaluation|work|此次评价覆盖«2020年»安排的项目14个，资金2300万元。
ogi|overview|«2020年»共修订目录2次，主要补入2021年4月修订的登记事项。
ogi|overview|认真落实«2022年»政务公开工作要点，分解任务9项，全部完成。
ogi|overview|«2020年»政务公开要点的14项任务全部销号，2021年要点的14项任务无一拖延。
ogi|overview|4月上线新栏目，6月开展自查，«2020年8月»组织轮训，11月迎接测评。
summary|work|春季绿化3月启动；5月完成清淤；«2020年8月»防汛演练；10月秋种结束。
law|work|其一，2月制定要点；其二，5月集中学法；其三，«2020年9月»开展案卷评查；其四，12月述法。
ogi|overview|«2019年3月»，因疫情防控暂停窗口服务，改为网上受理。
# date_order 2021
summary|work|体育馆2021年4月封顶，9月竣工，验收报告«2020年10月»出具。
law|work|2021年6月收到行政复议申请，两个月后的«2020年8月»作出维持决定。
ogi|overview|我中心2021年3月组建，«2020年5月»，我中心发布首份公开目录。
ogi|litigation|«2020年»法院判决撤销1件，该案系2021年3月立案。
law|work|2021年3月印发《工作方案》，«2020年4月»根据该方案组织自查。
ogi|overview|«2020年5月»印发《公开办法》（青水发〔2021〕8号）。
summary|work|水库2021年3月放空，«2020年5月»加固，2021年9月蓄水。
# date_order 2021
ogi|problems|上述问题在«2022年3月»召开的座谈会上被群众集中反映。
# plan_for_past_year 2022
ogi|problems|2022年，我局将把目录细化到三级，«2021年6月底»前交付使用。
ogi|problems|明年先改栏目，«2021年上半年»公示栏全部移到村口。
ogi|problems|对策：«2021年»由办公室逐月抽查；抽查结果2022年起与考核挂钩。
ogi|problems|一是补人手；二是«2021年三季度»举办培训；三是2022年底前对接平台。
ogi|problems|我们打算先易后难，«2021年»把公示栏换成电子屏。
ogi|problems|怎么办？«2021年»每个村配一名讲解员，费用由镇里出。
ogi|problems|补救办法有三：其一，2022年春节后清库；其二，«2021年»五一前换岗；其三，公布热线。
summary|plan|«2021年»丰收节前后举办农民接待日。
summary|plan|泵站检修定在«2021年4月至5月»。
summary|plan|培训排在«2021年10月»。
law|plan|«2021年一季度»案卷评查常态化。
law|plan|行政执法证«2021年»换发完毕。
speech|plan|今年要办好十件实事，其中«2021年»新建口袋公园8处。
ogi|problems|2022年3月前完成搬迁，«2021年5月»起试运行。
summary|plan|«2021年»门诊信息屏换新，药价每周更新。
"""

RIGHT = """
ogi|overview|办件量9860件，2020年为8910件，净增950件；2019年为8320件。
summary|work|脱盲128人，比2019年的150人少22人，2020年因停课未开班。
law|work|行政复议收案由2019年的45件上升到63件，2020年为58件。
speech|work|规上企业净增21家，达到117家，2018年底为80家。
speech|work|三年净增规上企业21家，从2018年底的96家增加到117家。
school|work|资助学生1280人次，2018—2019学年为1180人次，2019—2020学年为1220人次。
summary|work|造林3.6万亩，2019年、2020年分别造林3.1万亩、3.2万亩。
ogi|overview|主动公开512条，其中网站310条、公众号202条；2020年512条中网站占400条。
summary|work|接警1012起。2020年接警的980起中，酒驾占97起。
summary|work|一季度打井12眼，二季度打井18眼，三季度打井9眼，2020年同期共打井41眼。
law|work|2020年受理投诉举报231件，2019年结转9件，2021年全部清零。
law|work|2020年结转的9件，连同2021年受理的231件，办结235件。
speech|work|2020年目标任务因疫情顺延，粮食产量22.9万吨，完成2021年目标的101.8%。
speech|work|新改建农村公路144公里，占“十四五”任务的20%，超过2020年全年总和。
summary|work|招商到位资金18亿元，为2020年的112.5%。
company|work|2021年报装接电1260户，2020年1180户。
law|work|2019年受理复议86件，2020年61件，下降29%，2021年回升到72件。
company|work|2019年漏损率14.0%，2020年11.2%，下降两成，2021年降到9.8%。
summary|work|2020年接待游客145万人次，比上年少52万人次，2021年恢复到163万人次。
summary|work|2020年分娩量居全市第二，2021年居全市第一。
summary|work|2019年、2020年分娩量均居全市第二，2021年升至第一。
ogi|overview|截至2020年12月31日，政务微博已停用，2021年全部转到公众号。
accounts|work|截至2020年12月31日共有车辆5辆，2021年报废1辆，年末4辆。
evaluation|work|此次评价覆盖2021年安排的项目14个，其中2020年立项3个。
ogi|overview|2020年修订的目录2021年4月又增补19条，主要补入2021年施行的登记事项。
ogi|overview|2020年启动的改版，包括2021年上线的三个栏目，全部完成。
ogi|overview|提前谋划落实2022年政务公开工作要点，草拟任务9项。
ogi|overview|2020年政务公开要点的14项任务全部销号，2021年要点的16项任务完成15项。
ogi|overview|4月上线新栏目，6月开展自查，8月补录2020年8月以前的旧稿，11月迎接测评。
summary|work|3月完成2020年11月启动的绿化；5月清淤；8月演练；10月秋种。
law|work|2020年2月印发的要点到期，5月重新修订，9月开展评查，12月述法。
speech|work|2020年2月以来的疫情防控经受考验；3月复工复产，6月招商周，10月丰收节。
ogi|overview|2019年3月划转的窗口，因疫情防控改为网上受理。
ogi|overview|接待量恢复到2019年3月疫情前水平。
ogi|overview|2019年9月，针对非洲猪瘟疫情防控制定的公开清单继续沿用。
summary|work|体育馆2021年4月封顶，9月竣工，2020年10月的可研报告公开。
law|work|2020年12月收到行政复议申请，两个月后的2021年2月作出维持决定。
ogi|overview|我中心2021年3月组建，2020年5月原信息中心发布的公开目录同步改版。
ogi|litigation|2020年法院判决撤销1件，该案系2019年3月立案，2021年重新作出决定。
law|work|2021年3月印发《工作方案》，2020年4月的方案废止。
ogi|overview|2020年5月印发《公开办法》（青水发〔2020〕8号），2021年修订。
ogi|problems|上述问题在2021年12月召开的座谈会上被群众集中反映。
ogi|problems|2022年，我局将把目录细化到三级，2021年6月底前的旧目录保留一年。
ogi|problems|明年先改栏目，2021年上半年移到村口的公示栏一并换新。
ogi|problems|原因：2021年由办公室逐月抽查，覆盖面不够。
ogi|problems|一是补人手，2021年三季度培训过的12人优先；二是2022年底前对接平台。
ogi|problems|我们打算先易后难，2021年换过电子屏的村不再重复投入。
ogi|problems|整改情况：其一，2021年五一前换岗到位；其二，公布热线；其三，2022年继续清库。
ogi|problems|2021年，办公室逐月抽查，群众仍反映更新慢，2022年改为逐周抽查。
summary|plan|2021年丰收节前后群众提出的意见，逐条回访。
summary|plan|泵站检修较2021年4月至5月的时间提前一个月。
summary|plan|培训沿用2021年10月的教材。
law|plan|2021年一季度案卷评查发现的问题，上半年整改到位。
law|plan|继续为2021年换发执法证的人员办理备案。
speech|plan|今年要办好十件实事，续建2021年新建的口袋公园8处。
speech|plan|2021年，我们办成了不少大事；今年，更要办好十件实事。
ogi|problems|2022年3月前完成搬迁，2021年5月起试运行的平台同时停用。
summary|plan|2021年门诊信息屏换新后，药价每周更新，2022年继续。
ogi|problems|改进情况：2021年由办公室逐月抽查，全年抽查12次；2022年起与考核挂钩。
ogi|problems|存在问题：2021年三季度才举办培训，时间偏晚。
"""


@pytest.mark.parametrize(("genre", "part", "sentence", "kind", "expected"), listed(WRONG))
def test_year_that_the_report_gives_away_is_found(
    genre: str, part: str, sentence: str, kind: str, expected: str
) -> None:
    check_found(framed_at(genre, part, unmarked(sentence)[0]), sentence, kind, int(expected))


@pytest.mark.parametrize(("genre", "part", "sentence"), listed(RIGHT))
def test_year_that_the_report_bears_out_is_left_alone(genre: str, part: str, sentence: str) -> None:
    assert read_years(framed_at(genre, part, sentence)).mismatches == ()
