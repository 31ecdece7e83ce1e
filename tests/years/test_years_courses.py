"""Events whose order gives a year away: months in a row, sequels, founding, papers, intervals; and right twins."""

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
# stale_year 2021
ogi|overview|3月，网站栏目由11个并为7个；6月，公众号改版；«2020年9月»，上线水费查询小程序；12月，关停微博账号。
ogi|overview|2月调整领导小组，4月重编目录，«2020年8月»听证会邀请居民旁听，10月价目表上墙。
law|work|专项行动5月动员，6月自查，7至9月核查，10月“回头看”，«2020年11月»总结验收，12月接受明查。
summary|work|1月签订责任书；4月开展春灌；«2020年7月»抢修水毁渠道三处；11月启动冬修。
speech|work|三月启动征迁，五月完成交地，«2020年8月»桩基开钻，十一月主体出地面。
company|work|2月停机检修；5月更换滤料；«2020年9月»投加系统升级；12月通过水质年检。
summary|work|（一）4月，组织春季巡查。（二）6月，开展汛前检查。（三）«2020年9月»，完成河道清淤。（四）11月，开展岁修。
# date_order 2021
ogi|overview|本局于2021年2月挂牌成立。«2020年6月»，新组建的水务局开通“青禾水务”公众号。
law|work|2021年4月，县政府办印发《2021年法治建设要点》。«2020年5月»，依照该要点召开全局动员会。
school|work|塑胶跑道2021年3月开工、5月完工，检测报告«2020年6月»贴出。
summary|work|泵站2021年6月开工，9月建成，«2020年11月»通过验收。
ogi|litigation|«2020年»判决本局败诉1件，该案系2021年5月起诉，已依判决重新答复。
summary|work|«2020年8月»，停水听证会全程直播，一个月后的2021年9月公布结果。
law|work|2021年3月15日受理当事人申请，十日后的«2020年3月25日»作出答复。
ogi|overview|2021年3月15日印发《公开指南》，«2020年4月»，按照该指南组织培训。
summary|work|大桥2021年1月复工，«2020年8月»合龙，2021年12月通车。
ogi|overview|《云溪镇村务公开办法》于«2020年3月»印发（云政发〔2021〕12号）。
# date_order 2020
summary|work|今年3月拆除的最大一处违建系«2021年6月»卫片发现。
"""

RIGHT = """
ogi|overview|3月，网站栏目由11个并为7个；6月，公众号改版；9月，2020年上线的小程序改版；12月，关停微博账号。
ogi|overview|2020年11月启动的网站改版，3月完成设计，6月上线，9月通过验收。
ogi|overview|2020年9月启动改版；1月完成设计；3月上线；6月验收。
law|work|2020年11月立案，2021年1月听证，3月作出处罚决定，5月执行完毕。
summary|work|1月签订责任书；4月开展春灌；7月对照2020年7月水毁清单逐处复查；11月启动冬修。
speech|work|2020年3月启动征迁，5月完成交地，8月桩基开钻，2021年11月主体出地面。
company|work|2月停机检修，5月更换2020年9月损坏的滤料，9月投加系统升级，12月通过年检。
ogi|overview|本局于2021年2月挂牌成立，原水利局2020年6月开通的公众号同时更名。
ogi|overview|我局2021年2月更名，2020年6月开通的公众号继续运行。
law|work|2021年4月，县政府办印发《2021年法治建设要点》；2020年5月印发的要点同时废止。
school|work|塑胶跑道2021年3月开工、5月完工，2020年8月的勘察报告一并公布。
summary|work|泵站2020年6月开工，9月建成，2021年1月通过验收。
ogi|litigation|2020年判决本局败诉1件，该案系2019年5月起诉，2021年已履行。
ogi|litigation|2020年收案1件，该案2021年5月判决。
summary|work|2020年8月召开停水听证会，一个月后的9月公布结果，2021年执行新办法。
summary|work|2020年12月召开听证会，一个月后的2021年1月公布结果。
law|work|2020年12月25日受理申请，十五日后的2021年1月9日作出答复。
ogi|overview|按照2020年3月印发的《公开指南》，2021年4月组织培训。
summary|work|今年3月拆除的最大一处违建系2020年6月卫片发现。
summary|work|2020年6月卫片发现的违建，3月拆除12处，5月拆除9处。
ogi|overview|《云溪镇村务公开办法》（云政发〔2020〕12号）于2021年3月修订。
ogi|overview|《云溪镇村务公开办法》于2020年12月通过，2021年1月印发（云政发〔2021〕1号）。
speech|work|大桥2019年1月开工，2020年8月合龙，2021年12月通车。
ogi|overview|2020年9月，公众号开通；2021年3月改版，6月增设栏目，9月粉丝过万。
summary|work|2020年5月、6月两次会商，7月、8月联合巡查，2021年均照此执行。
summary|work|全年巡查四轮：2020年12月、2021年3月、6月、9月各一轮。
ogi|disclosure|公示惠农补贴三批：2020年第四季度批次1月公示，上半年批次7月公示，三季度批次10月公示。
law|work|2020年5月动员、6月自查、9月验收的专项行动，2021年开展“回头看”。
company|work|1号机组2020年9月检修，2号机组3月检修，3号机组10月检修。
"""


@pytest.mark.parametrize(("genre", "part", "sentence", "kind", "expected"), listed(WRONG))
def test_year_that_the_order_of_events_gives_away_is_found(
    genre: str, part: str, sentence: str, kind: str, expected: str
) -> None:
    check_found(framed_at(genre, part, unmarked(sentence)[0]), sentence, kind, int(expected))


@pytest.mark.parametrize(("genre", "part", "sentence"), listed(RIGHT))
def test_event_that_fits_the_course_is_left_alone(genre: str, part: str, sentence: str) -> None:
    assert read_years(framed_at(genre, part, sentence)).mismatches == ()
