"""Dates that their order gives away, spans and plans that only look like the report's own; with right twins."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chenyan.corpus.report import Report
from chenyan.years import read_years

sys.path.insert(0, str(Path(__file__).parent))
from test_years_genre_sentences import framed
from years_frame import annual_at, listed

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
"""


def framed_at(genre: str, part: str, sentence: str) -> Report:
    """Return a report of a genre with the sentence in one of its parts."""
    return annual_at(part, sentence) if genre == "ogi" else framed(genre, part, sentence)


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
