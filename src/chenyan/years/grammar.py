"""Find every expression that names a year, longest first, with what it denotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from chenyan.types import opened
from chenyan.years.signs import YEAR, ZERO, Signs, read_signs

_CN_YEAR = rf"(?:一九|二[{ZERO}])[{ZERO}一二三四五六七八九1-9]{{2}}"
_YEAR = rf"(?:[12][0-9]{{3}}|[12]\ [09]\ [0-9]\ [0-9]|{_CN_YEAR})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[元正一二三四五六七八九])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_RELATIVE = "今年|去年|明年|前年|后年|来年|次年|上一?年度?|下一?年度?|本年度?|当年度?|翌年"

# The view that is searched is folded: full-width digits, dash kinds, tildes and brackets are already one kind each.
_GRAMMAR = re.compile(
    rf"""
    (?:
      [〔（【]\ ?(?P<doc>{_YEAR})\ ?[〕）】]\ ?第?\ ?[0-9]{{1,6}}\ ?号
    | (?<![0-9A-Za-z/_=])(?P<ny>[12][0-9]{{3}})\ ?(?P<sep>[-./])\ ?(?P<nm>{_MONTH})\ ?(?P=sep)\ ?(?P<nd>{_DAY})(?![0-9])
    | (?<![0-9])(?P<y>{_YEAR})
      (?:
        \ ?(?:年度?)?\ ?[-~/至到]{{1,3}}\ ?(?P<school>{_YEAR}|[0-9]{{2}})\ ?(?:年度?)?学年度?
      | 、(?P<list>{_YEAR})(?:、{_YEAR})?\ ?(?:[两三]?年度?)
      | \ ?(?:年度?)?\ ?[-~至到]{{1,3}}\ ?(?P<to>{_YEAR}|[0-9]{{2}}(?=\ ?年))(?:\ ?年度?|(?=\ ?[）〕”]))
      | \s{{0,2}}年\s{{0,2}}(?P<m>{_MONTH})\ ?月(?:\ ?(?P<d>{_DAY})\ ?[日号]|份?(?P<mt>底|末|初|上旬|中旬|下旬)?)
      | \ ?年度?\ ?(?:第?\ ?(?P<q>[一二三四1-4])\ ?季度|(?P<h>[上下]半年))
      | \ ?(?P<edition>年版|版|级(?!别)|届)
      | \s{{0,2}}(?:自然|日历|财政|会计|全)?年度?
        (?P<part>全年|年?底|年?末|年?初(?![中级步次审检评心选赛试])|内(?![蒙部容设科控涝]))?
      )
    | (?<![0-9.,])(?P<typo>2[01][0-9]{{3}}|20[0-9](?=\ ?年(?:[，度我本全共]|{_MONTH}月))|0[12][0-9]{{2}}(?=\ ?年)
      |二[{ZERO}][{ZERO}一二三四五六七八九]{{3}}(?=年))\ ?年
    | (?<![0-9.])(?P<sy>[0-3][0-9])\ ?年\ ?
      (?:(?P<sm>{_MONTH})\ ?月(?:\ ?(?P<sd>{_DAY})\ ?[日号]|份?[底末初]?)|(?P<sh>[上下]半年)|(?:度|全年|底|末|初(?![中级]))?)
    | [“"]?(?P<five>[十][一二三四五六]五|[七八九]五)(?:[”"]|(?=规划|时期|期间|末))
    )
    """,
    re.VERBOSE,
)
# 今年, 上一年度: nothing else opens with these characters.
_RELATIVE_WORD = re.compile(_RELATIVE)
_RELATIVE_OPENS = frozenset("今去明前后来次上下本当翌")
# Where another expression can begin, told by what must follow its first character.
_BEGINNING = re.compile(
    rf"""
    [0123〔（【一二“"十七八]
    (?:
      (?<=[0-3])(?<![0-9][0-9])
      (?=(?:[0-9]{{1,4}}|\ [09]\ [0-9]\ [0-9])\s{{0,2}}[-./~至到、年版级届自日财会全])
    | (?<=[〔（【])(?=\ ?(?:[12][0-9\ ]|一九|二[{ZERO}]))
    | (?<=一)(?=九) | (?<=二)(?=[{ZERO}])
    | (?<=[“"])(?=[十七八九]) | (?<=十)(?=[一二三四五六]五) | (?<=[七八])(?=五)
    )
    """,
    re.VERBOSE,
)
_DIGITS = {**dict.fromkeys(ZERO, "0"), **{char: str(at) for at, char in enumerate("一二三四五六七八九", 1)}}
_TABLE = str.maketrans(_DIGITS)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_LAST_DAY = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PLANS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031,
          "七五": 2016, "八五": 2021, "九五": 2026}  # fmt: skip
RELATIVE_SHIFT = {"今年": 0, "本年": 0, "本年度": 0, "当年": 0, "当年度": 0, "去年": -1, "上年": -1, "上年度": -1,
                  "上一年": -1, "上一年度": -1, "前年": -2, "明年": 1, "来年": 1, "次年": 1, "翌年": 1, "下年": 1,
                  "下年度": 1, "下一年": 1, "下一年度": 1, "后年": 2}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression: where it stands, what kind it is, and the days it covers.

    ``unit`` is one of document, day, month, quarter, half, year, range, school_year, edition, five_year, relative,
    short, typo; ``first`` and ``last`` are the first and last year named (0 where none is).
    """

    start: int
    end: int
    unit: str
    first: int
    last: int
    begin: date | None = None
    until: date | None = None


# The checks read the fields of expressions thousands of times a report: those of slots are read at once, those of a named
# tuple by a detour. A frozen record is made by detours in turn, so that one is made of the open kind.
_OpenExpression = opened(Expression)


def read_year(words: str) -> int:
    """Read the digits of a year: 2021, 二〇二一, 二0二一, 2 0 2 1."""
    if words.isascii() and words.isdigit():
        return int(words)
    digits = words.replace(" ", "").translate(_TABLE)
    return int(digits) if digits.isdigit() else 0


def _small(words: str) -> int:
    """Read a month or a day: 12, 01, 元, 十二, 三十一."""
    if words.isdigit() and words.isascii():
        return int(words)
    if words in "元正":
        return 1
    tens, ten, ones = words.rpartition("十")
    value = int(ones.translate(_TABLE)) if ones else 0
    return (10 * int(tens.translate(_TABLE) or "1") if tens else 10) + value if ten else value


def _month_end(year: int, month: int) -> date:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, month, 29 if leap else _LAST_DAY[month - 1])


def _day(year: int, month: int, day: int) -> date:
    """Return the day, or the month's last one where it does not exist (31 June is printed in real reports)."""
    try:
        return date(year, month, day)
    except ValueError:
        return _month_end(year, month)


@cache
def _whole(first: int, last: int) -> tuple[date, date]:
    return date(first, 1, 1), date(last, 12, 31)


def _months(match: re.Match[str], unit: str, year: int, low: int, high: int) -> Expression:
    return Expression(match.start(), match.end(), unit, year, year, date(year, low, 1), _month_end(year, high))


def _years(match: re.Match[str], unit: str, first: int, last: int) -> Expression:
    return Expression(match.start(), match.end(), unit, first, last, *_whole(first, last))


def _after(first: int, words: str) -> int:
    """Read the second year of a range; two digits continue the century of the first."""
    return first // 100 * 100 + int(words) if len(words) == 2 and words.isdigit() else read_year(words)


def _dated(match: re.Match[str]) -> Expression:
    """Read an expression that opens with a four-digit year."""
    group = match.group
    year = read_year(group("y"))
    if (month := group("m")) is not None:
        number = _small(month)
        if (day := group("d")) is not None:
            on = _day(year, number, _small(day))
            return Expression(match.start(), match.end(), "day", year, year, on, on)
        return _months(match, "month", year, number, number)
    for name in ("to", "list", "school"):
        if (words := group(name)) is not None:
            last = _after(year, words)
            if name == "school":
                begin, until = date(year, 9, 1), date(max(last, year), 8, 31)
                return Expression(match.start(), match.end(), "school_year", year, last, begin, until)
            return _years(match, "range", min(year, last), max(year, last))
    if (quarter := group("q")) is not None:
        at = _QUARTERS[quarter]
        return _months(match, "quarter", year, 3 * at - 2, 3 * at)
    if (half := group("h")) is not None:
        return _months(match, "half", year, *((1, 6) if half[0] == "上" else (7, 12)))
    if group("edition") is not None:
        return _years(match, "edition", year, year)
    part = group("part")
    if part in ("初", "年初"):
        return Expression(match.start(), match.end(), "year", year, year, date(year, 1, 1), date(year, 3, 31))
    return _years(match, "year", year, year)


def _short(match: re.Match[str]) -> Expression:
    year = 2000 + int(match.group("sy"))
    if (month := match.group("sm")) is not None:
        number = _small(month)
        if (day := match.group("sd")) is not None:
            on = _day(year, number, _small(day))
            return Expression(match.start(), match.end(), "short", year, year, on, on)
        return _months(match, "short", year, number, number)
    if (half := match.group("sh")) is not None:
        return _months(match, "short", year, *((1, 6) if half[0] == "上" else (7, 12)))
    return _years(match, "short", year, year)


def find_expressions(
    view: str, start: int = 0, end: int | None = None, *, signs: Signs | None = None
) -> list[Expression]:
    """Find the year expressions of a folded view, in order.

    Two-digit years are returned with the unit ``short``; whether they are years or lengths of time is for the
    report to say (see ``chenyan.years.masks``). ``signs`` are those of the view, where they have been read.

    Examples
    --------
    >>> [(e.unit, e.first, e.last) for e in find_expressions("二〇二一年1月5日至2022年底，2016-2018年，〔2021〕30号")]
    [('day', 2021, 2021), ('year', 2022, 2022), ('range', 2016, 2018), ('document', 2021, 2021)]
    """
    found: list[Expression] = []
    stop = len(view) if end is None else end
    free, begins = start, _BEGINNING.match
    for at in (read_signs(view) if signs is None else signs).begins(YEAR):
        if at < free:
            continue
        if view[at] in _RELATIVE_OPENS:
            if (word := _RELATIVE_WORD.match(view, at, stop)) is not None:
                free = word.end()
                found.append(_made(at, free, "relative", 0, 0, None, None))
            continue
        if begins(view, at, stop) is None or (match := _GRAMMAR.match(view, at, stop)) is None:
            continue
        free = match.end()
        words = match.lastindex, match.group()
        known = _KNOWN.get(words)
        if known is None:
            one = _read(match)
            if one is None:
                continue
            known = one.unit, one.first, one.last, one.begin, one.until
            if len(_KNOWN) < _MOST:
                _KNOWN[words] = known
        found.append(_made(at, free, *known))
    return found


def _made(start: int, end: int, unit: str, first: int, last: int, begin: date | None, until: date | None) -> Expression:
    made = _OpenExpression(start, end, unit, first, last, begin, until)
    made.__class__ = Expression
    expression: Expression = made
    return expression


# What an expression denotes, by the part of the grammar that read it and by its words; a report names the same few years
# over and over.
_KNOWN: dict[tuple[int | None, str], tuple[str, int, int, date | None, date | None]] = {}
_MOST = 10_000


def _read(match: re.Match[str]) -> Expression | None:
    """Return what a match denotes."""
    group = match.group
    if group("y") is not None:
        return _dated(match)
    if (words := group("ny")) is not None:
        on = _day(int(words), _small(group("nm")), _small(group("nd")))
        return Expression(match.start(), match.end(), "day", on.year, on.year, on, on)
    if (words := group("doc")) is not None:
        return _years(match, "document", read_year(words), read_year(words))
    if group("sy") is not None:
        return _short(match)
    if (words := group("five")) is not None:
        return _years(match, "five_year", _PLANS[words], _PLANS[words] + 4)
    if group("typo") is not None:
        return Expression(match.start(), match.end(), "typo", 0, 0)
    return None
