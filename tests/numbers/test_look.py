"""What one look at a report's characters says of its sentences is what the patterns find, sentence by sentence."""

from __future__ import annotations

import random

from chenyan.corpus.build import report_from_text
from chenyan.numbers.context import hints_of, read_lines
from chenyan.numbers.look import ANYTHING, CHANNELS, UNITS
from chenyan.numbers.result import read_numbers

BEYOND = "𠀀"  # takes two codes, so that nothing is looked up and the patterns are asked alone
NUMBERS = "1 12 1,234 2022 2022年 3.5万 二十三 零 0 １２ ٣ 11111111111111111111 ,5 一百 百 两 十余 几"
WORDS = """
    其中 包括 包含 分别为 内含 涵盖 涉及 （ ） 较上年 同比 环比 相比 减少了 增加了 比2021年 以来 历年 至今 历史 自2019年 自开通
    累计关注 粉丝 关注人数 上半年 一季度 前3个月 今日 当日 4月 将 拟 计划 力争 确保 目标 不少于 至少 要求每 争取 预计 城东街道共收到
    某局机关累计发布 公司开展 全市 全系统 各乡镇 各部门 下属 所属 县乡 市县 本级 办公室 县人民政府 代表市政府 为零 是0件 均为0
    信息公开申请 新收 未收到 没有 无 行政复议 规范性文件 合计 ， 。 、 ； ： : , 和 报告
"""


def test_a_report_that_is_looked_at_is_read_as_one_that_is_not() -> None:
    draw = random.Random(23)
    pieces = [*NUMBERS.split() * 3, *UNITS * 2, *CHANNELS, *WORDS.split(), " ", "\u3000"]
    looked_at = counts = marks = 0
    for _ in range(400):
        text = "一、总体情况\n2022年，" + "".join(draw.choices(pieces, k=draw.randint(5, 40))) + "。\n"
        known, plain = (report_from_text(text + end, year=2022, genre="ogi") for end in ("完。", BEYOND + "完。"))
        lines, asked = read_lines(known), read_lines(plain)
        assert [line._replace(may_hold=ANYTHING) for line in lines] == list(asked)
        assert all(line.may_hold == ANYTHING for line in asked)
        assert [hints_of(line.text, line.may_hold) for line in lines] == [hints_of(line.text) for line in lines]
        found, others = read_numbers(known), read_numbers(plain)
        assert (found.slots, found.sums, found.rates) == (others.slots, others.sums, others.rates)
        looked_at += sum(line.may_hold != ANYTHING for line in lines)
        counts += sum(len(line.quantities) for line in lines if line.may_hold != ANYTHING)
        marks += sum(len(line.marks) for line in lines if line.may_hold != ANYTHING)
    assert min(looked_at, counts, marks) > 300
