"""Titles, introductions, periods, signatures and digits that disagree with the report's year, in many wordings; right twins."""

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
# data_period 2021
ogi|period|本报告数据统计口径为«2020年»全年。
ogi|period|所列数据自«2020年1月1日»起至2021年12月31日止。
ogi|period|除特别说明外，本报告数据均产生于«2020年»1月至12月。
ogi|period|统计区间：2021年1月1日—«2020年12月31日»。
ogi|period|报告时段为«2020年度»，电子版在县政府网站下载。
ogi|period|数据统计起止时间：«2020.1.1»—2021.12.31。
ogi|period|本年报覆盖«2020年1月1日»到2021年12月31日镇机关及所属单位的公开活动。
ogi|period|文中数据如无说明，截止时间均为«2020年12月31日»。
ogi|period|本报告中的统计数据以«2020年»为准。
ogi|other|本报告所用数据均为«2020年»数据。
ogi|other|以上数据统计截止到«2020年12月31日»。
# title_body 2021
ogi|period|本报告反映«2020年»的公开情况，统计数据截至2021年12月31日。
ogi|period|现将云溪镇«2020年»政府信息公开工作情况向社会公布。
ogi|period|根据《条例》规定，特向社会公布«2020年度»政府信息公开工作年度报告。
ogi|period|云溪镇«2020年»政府信息公开年报由总体情况等六部分组成。
ogi|period|本报告对«2020年»云溪镇政府信息公开工作作全面回顾。
ogi|sub|（«2020年度»）
ogi|head:overview|一、«2020年»总体情况
ogi|head:disclosure|二、«2020年»主动公开政府信息情况
ogi|head:problems|五、«2020年»存在的主要问题及改进情况
ogi|head:requests|三、«2020年»收到和处理政府信息公开申请情况
ogi|other|以上为云溪镇«2020年»政府信息公开工作年度报告，欢迎监督。
ogi|other|云溪镇人民政府«2020年»政府信息公开工作年度报告全文完。
summary|work|以上是我局«2020年»的主要工作。
# date_order 2022
ogi|sign|«2021年1月18日»
ogi|other|本报告已于«2021年1月20日»经镇党委会审定。
ogi|other|本年报于«2021年2月»在县政府网站公布。
# stale_year 2021
ogi|overview|«2012年»，我镇公开信息120条，比2020年增加9条，网站访问量突破十万。
# other 2021
ogi|overview|«2201年»，我镇举办政府开放日两场。
ogi|overview|«20201年»，我镇公开栏全部换新。
ogi|overview|«201年»，我镇共回应关切32次。
"""

RIGHT = """
ogi|period|本报告数据统计口径为2021年全年，与2020年口径一致。
ogi|period|上一年度报告数据截至2020年12月31日，本报告顺延一年。
ogi|period|根据县政府办《关于做好2020年度年报编制工作的通知》的体例编制，数据截至2021年12月31日。
ogi|period|本报告数据起于2021年1月1日，个别历史数据追溯至2020年。
ogi|period|2020年度报告已于2021年1月公布，本报告延续其体例。
ogi|other|本报告所用对比数据为2020年数据。
ogi|other|2020年度报告同步更正一处数字。
ogi|sub|（2022年1月18日发布）
ogi|head:problems|五、2020年问题整改情况和存在的主要问题
ogi|other|以上为2020年考核反馈问题的整改情况。
ogi|other|上一年度报告于2021年1月20日公布。
ogi|other|2020年政府信息公开年报于2021年2月在县政府网站公布。
ogi|overview|2012年建成的便民中心，2021年增设公开专区。
ogi|overview|2011年至2021年，十年累计公开信息1.2万条。
summary|work|以上是2020年遗留事项的办理情况。
"""


@pytest.mark.parametrize(("genre", "part", "sentence", "kind", "expected"), listed(WRONG))
def test_wrong_name_period_or_day_is_found(genre: str, part: str, sentence: str, kind: str, expected: str) -> None:
    check_found(framed_at(genre, part, unmarked(sentence)[0]), sentence, kind, int(expected))


@pytest.mark.parametrize(("genre", "part", "sentence"), listed(RIGHT))
def test_right_name_period_or_day_is_left_alone(genre: str, part: str, sentence: str) -> None:
    assert read_years(framed_at(genre, part, sentence)).mismatches == ()
