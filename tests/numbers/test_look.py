"""What one look at the sentences of a report says of each of them is what the patterns find."""

from __future__ import annotations

import random
import re

from chenyan.corpus.build import report_from_text
from chenyan.numbers.context import hints_of, read_lines
from chenyan.numbers.look import CHANNEL, CHANNELS, CHINESE, COUNT, LIST, UNITS, ZERO, look_at
from chenyan.numbers.nones import _ZERO
from chenyan.numbers.slots import _CHANNEL
from chenyan.numbers.sums import _OPENING

ANYTHING = 0xFFFF
COUNTED = re.compile(rf"[\d{CHINESE}](?:{'|'.join(UNITS)})")
MARK = re.compile(r"[，。；：！？,;:!?（）()]")
NUMBERS = "1 12 1,234 2022 2022年 3.5万 二十三 零 0 １２ ٣ 11111111111111111111 ,5 一百 百 两 十余 几"
WORDS = """
    其中 包括 包含 分别为 内含 涵盖 涉及 （ ） 较上年 同比 环比 相比 减少了 增加了 比2021年 以来 历年 至今 历史 自2019年 自开通
    累计关注 粉丝 关注人数 上半年 一季度 前3个月 今日 当日 4月 将 拟 计划 力争 确保 目标 不少于 至少 要求每 争取 预计 城东街道共收到
    某局机关累计发布 公司开展 全市 全系统 各乡镇 各部门 下属 所属 县乡 市县 本级 办公室 县人民政府 代表市政府 为零 是0件 均为0
    信息公开申请 新收 未收到 没有 无 行政复议 规范性文件 合计 ， 。 、 ； ： : , 和 报告
"""


def test_one_look_tells_of_each_sentence_what_its_patterns_find() -> None:
    draw = random.Random(23)
    pieces = [*NUMBERS.split() * 3, *UNITS * 2, *CHANNELS, *WORDS.split(), "𝟏", "𠀀"]
    spared = 0
    for _ in range(300):
        views = ["".join(draw.choices(pieces, k=draw.randint(0, 30))) for _ in range(draw.randint(0, 6))]
        looks = list(look_at(views))
        assert len(looks) == len(views)
        for view, (may_hold, marks) in zip(views, looks, strict=True):
            assert marks == [match.start() for match in MARK.finditer(view)]
            assert hints_of(view, may_hold) == hints_of(view, ANYTHING)
            for bit, pattern in ((COUNT, COUNTED), (CHANNEL, _CHANNEL), (LIST, _OPENING), (ZERO, _ZERO)):
                assert may_hold & bit or not pattern.search(view)
            spared += (may_hold ^ ANYTHING).bit_count()
    assert spared > 2_000


def test_a_blank_within_a_word_or_a_number_hides_neither() -> None:
    report = report_from_text("一、总体情况\n2022年，我镇 较 上 年公开信 息 1 2 条，公 众号 3条。", year=2022)
    (line,) = read_lines(report)
    assert [report.text[quantity.start : quantity.end] for quantity in line.quantities] == ["1 2 条", "3条"]
    assert line.may_hold & CHANNEL
    assert hints_of(line.text, line.may_hold).compared
