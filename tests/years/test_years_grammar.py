"""The grammar reads what denotes a year, and leaves what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from chenyan.text import fold
from chenyan.years.grammar import find_expressions
from chenyan.years.masks import mask


def read(text: str) -> list[tuple[str, str, int, int]]:
    view = fold(text).text
    return [(text[e.start : e.end], e.unit, e.first, e.last) for e in mask(view, find_expressions(view))]


@pytest.mark.parametrize(
    ("text", "unit", "first", "last"),
    [
        ("２０２１年", "year", 2021, 2021),
        ("二〇二一年", "year", 2021, 2021),
        ("二0二一年", "year", 2021, 2021),
        ("二○一五年度", "year", 2015, 2015),
        ("二Ｏ一九年", "year", 2019, 2019),
        ("2021 年 1 月 5 日", "day", 2021, 2021),
        ("2 0 2 1年", "year", 2021, 2021),
        ("2021-01-05", "day", 2021, 2021),
        ("2021.1.5", "day", 2021, 2021),
        ("2021年12月底", "month", 2021, 2021),
        ("2021年第二季度", "quarter", 2021, 2021),
        ("2021年上半年", "half", 2021, 2021),
        ("2016—2018年", "range", 2016, 2018),
        ("2016年至2018年", "range", 2016, 2018),
        ("2008、2009两年度", "range", 2008, 2009),
        ("2022-2023学年", "school_year", 2022, 2023),
        ("2020年版", "edition", 2020, 2020),
        ("2021届", "edition", 2021, 2021),
        ("〔2021〕30号", "document", 2021, 2021),
        ("[2021]第30号", "document", 2021, 2021),
        ("“十四五”", "five_year", 2021, 2025),
        ("2022自然年", "year", 2022, 2022),
        ("20211年", "typo", 0, 0),
    ],
)
def test_expression_is_read_whole(text: str, unit: str, first: int, last: int) -> None:
    assert read(text) == [(text, unit, first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "电话0879-2021163",
        "邮编202100",
        "发布2021条",
        "编号2021-00012",
        "http://a.test/2021/01/05/t.html",
        "倒查20年",
        "历时15年",
        "GB/T 2260-2007",
    ],
)
def test_number_is_not_a_year(text: str) -> None:
    assert read(text) == []


def test_days_of_an_expression() -> None:
    (one,) = find_expressions("2024年2月")
    assert (one.begin, one.until) == (date(2024, 2, 1), date(2024, 2, 29))
    (one,) = find_expressions("2021年6月31日")
    assert one.until == date(2021, 6, 30)


def test_relative_words_of_tables_are_not_mentions() -> None:
    assert read("本年制发件数\n本年度处理决定数量") == []
    assert [unit for _, unit, _, _ in read("去年公开80条，明年将增加")] == ["relative", "relative"]
