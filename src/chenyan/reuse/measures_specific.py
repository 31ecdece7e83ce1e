"""Specificity (Hope, Hu & Lu 2016) and informative numbers (Blankespoor 2019), by rules for Chinese."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from chenyan.reuse.batch import Batch

Floats = npt.NDArray[np.float64]
_CN = "零〇一二两三四五六七八九十百千万"
_NUMBER = rf"(?:\d{{1,12}}(?:,\d{{3}}){{0,4}}(?:\.\d{{1,6}})?|[{_CN}]{{1,9}})"

# A year in figures, after its first one; the figures of a year in Chinese numerals.
_YEAR = r"(?:(?<=1)9|(?<=2)0)\d{2}"
_CN_YEAR = "〇零○一二三四五六七八九"
_DAY = r"\s?年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?)?"
_MONEY = r"\s?(?:余|多)?[万亿]?(?:美元|欧元|元)(?!素)"

# One alternative a kind, or several; longest first. What matches none of them is no specific name. The pattern opens with
# the class of all first characters, to which the engine skips ahead, and then looks back at which one it was; each
# alternative says its kind at its end.
_MARKED = re.compile(
    rf"[\d〔\[［(（《{_CN_YEAR}{_CN}上下第](?:"
    rf"(?<=\d)(?:{_YEAR}{_DAY}(?P<date>)"
    r"|(?<!\d\d)\d?\s?月(?:\s?\d{1,2}\s?[日号])?(?P<date_2>)"
    r"|(?<!\d\d)\d?[：:]\d{2}(?!\d)(?P<time>)|\d?\s?[时点]\d{0,2}分?(?P<time_2>)"
    r"|\d{0,2}个(?:工作日|小时)(?P<time_3>)"
    r"|\d{0,3}(?:\.\d{1,4})?\s?[%％‰](?P<percent>)"
    rf"|\d{{0,11}}(?:,\d{{3}}){{0,4}}(?:\.\d{{1,6}})?{_MONEY}(?P<money>))"
    rf"|(?<=[{_CN_YEAR}])[{_CN_YEAR}]{{3}}{_DAY}(?P<date_3>)"
    rf"|(?<=百)分之{_NUMBER}(?P<percent_2>)"
    rf"|(?<=[{_CN}])[{_CN}]{{0,8}}{_MONEY}(?P<money_2>)"
    r"|(?<=[〔\[［(（])(?:19|20)\d{2}[〕\]］)）]\s?第?\d{1,5}号(?P<document>)"
    r"|(?<=《)[^《》\n]{2,40}》(?P<title>)"
    r"|(?<=[上下])半年(?P<date_4>)|(?<=第)[一二三四]季度(?P<date_5>))"
)
_KINDS = {number: name.partition("_")[0] for name, number in _MARKED.groupindex.items()}
_NAMED = re.compile(
    r"(?P<organisation>[\u4e00-\u9fff]{2,12}?(?=[人办委管大学研有检协中医派服便图档融教财民公卫农水司税统审住交])(?:人民政府|办事处|委员会|管委会|大学|学院|研究院|有限公司|人民法院|检察院|协会"
    r"|中心校|医院|派出所|服务中心|便民中心|图书馆|档案馆|融媒体中心|(?:教育|财政|民政|公安|卫健|农业农村|水利|司法|统计|审计|住建|交通|税务)局))"
    r"|(?P<location>[\u4e00-\u9fff]{2,6}?(?=[省自市县镇乡街社村开园广大])(?:省|自治区|市|县|镇|乡|街道|社区|村委会|开发区|园区|广场|大厅)(?![委局长办]))"
    r"|(?P<person>[\u4e00-\u9fff]{2,3}(?:同志|书记任组长|主任任组长))"
)
# The words that close a name; no name is closed where none of these stands. A name opens at most twelve characters
# before.
_CLOSING = re.compile(
    r"[省市县镇乡人办委管大学研有检协中医派服便图档融教财民公卫农水司税统审住交自街社村开园广同书主]"
    r"(?:(?<=[省市县镇乡])(?![委局长办])|治区(?<=自治区)|道(?<=街道)|委会(?<=村委会)|发区(?<=开发区)|[区场厅](?<=社区|园区|广场|大厅)"
    r"|民政府|事处|员会|委会(?<=管委会)|[学院会](?<=大学|学院|协会|医院)|究院|限公司|民法院|察院|心校|出所|务中心|民中心"
    r"|书馆|案馆|媒体中心|(?:育|政|安|健|业农村|利|法|计|建|通|务)局|志|记任组长|任任组长)"
)
_REACH = 12
_REMEMBERED = 100_000  # sentences whose counts are kept at a time
_LEAD = re.compile(r"(?:在|位于|设在|走进|前往|来到|深入|以及|依托)(?=[\u4e00-\u9fff]{2})")
_VAGUE = re.compile(r"(?:全|各|我|本|该|每|某|上级|省|下辖|辖区|有关|相关)(?:省|市|县|区|镇|乡|街道|社区|单位)?")

# Numbers that inform nobody: years, dates, document and article numbers, ordinals, list labels, phone, post code, URL. The
# alternatives follow their first character and look back at it, as above.
_LABEL = "[\\d一二三四五六七八九十]"
_NOT_INFORMATIVE = (
    rf"[\d〔\[［(（{_CN_YEAR}十第电传邮hw \t\u3000](?:"
    rf"(?<=[\d{_CN_YEAR}])(?:{_YEAR}|(?<!\d)[{_CN_YEAR}]{{3}})"
    rf"\s?年(?:度)?(?:\s?{_LABEL}{{1,3}}\s?月)?(?:\s?{_LABEL}{{1,3}}\s?[日号])?"
    r"|(?<=\d)(?<!\d\d)\d?\s?(?:月(?:\s?\d{1,2}\s?[日号])?|[日号](?!线))"
    rf"|(?m:(?<=^[ \t\u3000])[ \t\u3000]{{0,7}}{_LABEL}{{1,3}}|(?<=^{_LABEL}){_LABEL}{{0,2}})\s?[、.．](?!\d)"
    r"|(?<=[一二三四五六七八九十])[一二三四五六七八九十]{0,2}是"
    r"|(?<=0)(?<!\d0)\d{2,3}-\d{7,8}(?!\d)"
    rf"|(?<![\d.,][12]){_YEAR}(?![\d.,]|\s?[\u4e00-\u9fff])"
    r"|(?<=[〔\[［(（])(?:19|20)\d{2}[〕\]］)）]\s?第?\d{1,5}号"
    rf"|(?<=[（(])\s?{_LABEL}{{1,3}}\s?[)）]"
    rf"|(?<=第)\s?{_NUMBER}\s?[条款项章节届次号批期季个]?"
    r"|(?:(?<=电)话|(?<=传)真|(?<=邮)(?:编|政编码))[：:]?\s?[\d-]{5,20}"
    r"|(?:(?<=h)ttps?://|(?<=w)ww\.)[^\s，。；）]{1,200})"
)
_HIDDEN = re.compile(_NOT_INFORMATIVE)
# an address may begin with any word character: it is looked for only where there is one
_HIDDEN_TOO = re.compile(rf"[\w.]{{1,40}}@[\w.]{{1,60}}|{_NOT_INFORMATIVE}")
# These open with a plain class of characters, to which the engine skips ahead.
_DIGITS = re.compile(r"\d\d{0,14}(?:,\d{3}){0,4}(?:\.\d{1,8})?(?:[/／:：]\d{1,9})?")
_COUNTED = re.compile(
    rf"[{_CN}][{_CN}]{{0,8}}\s?(?=(?:余|多)?(?:条|件|次|份|个|项|人|场|期|篇|处|台|家|户|册|元|万元|宗|例|起|批|名)(?!方面|体系|一))"
)


def find_specific(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, kind) of the specific names of a text.

    Kinds: document, title, date, time, percent, money, organisation, location, person.

    Examples
    --------
    >>> text = "5月12日，在清河镇便民大厅投入3.2万元，满意率达98%。"
    >>> [(text[start:end], kind) for start, end, kind in find_specific(text)][:3]
    [('5月12日', 'date'), ('清河镇', 'location'), ('便民大厅', 'location')]
    """
    found = []
    at = 0
    marked, named = _MARKED.search(text), _next_named(text, 0)
    while marked or named:
        first_is_marked = named is None or (marked is not None and marked.start() <= named.start())
        match = marked if first_is_marked else named
        assert match is not None
        start, at = match.span()
        # each kind is searched again only where the match has run over what was found of it
        if marked is not None and marked.start() < at:
            marked = _MARKED.search(text, at)
        if named is not None and named.start() < at:
            named = _next_named(text, at)
        kind = _KINDS[match.lastindex or 0] if first_is_marked else str(match.lastgroup)
        if kind in ("location", "organisation"):
            lead = _LEAD.match(text, start, at)
            start = lead.end() if lead else start
            if _VAGUE.match(text, start, at):
                continue
        found.append((start, at, kind))
    return found


def _next_named(text: str, at: int) -> re.Match[str] | None:
    """Return the next name that its last word tells: a search that starts where such a word is near."""
    closing = _CLOSING.search(text, at + 2)
    return _NAMED.search(text, max(at, closing.start() - _REACH)) if closing else None


def find_informative_numbers(text: str) -> list[tuple[int, int]]:
    """Return where the informative numbers of a text stand (Blankespoor 2019, Appendix).

    Years, dates, document and article numbers, ordinals, list labels, phones, post codes and addresses are left out; a
    decimal, a number with thousands or a ratio is one number. Chinese numerals count before a unit.

    Examples
    --------
    >>> text = "2022年公开1,234条，依据〔2021〕30号文第二条，办结三件，占比98.5%。"
    >>> [text[a:b] for a, b in find_informative_numbers(text)]
    ['1,234', '三', '98.5']
    """
    if not _DIGITS.search(text) and not _COUNTED.search(text):
        return []
    hidden = _HIDDEN_TOO if "@" in text else _HIDDEN
    masked = hidden.sub(lambda match: "\x00" * (match.end() - match.start()), text)
    spans = [match.span() for match in _DIGITS.finditer(masked)]
    spans += [(match.start(), match.start() + len(match.group().rstrip())) for match in _COUNTED.finditer(masked)]
    return sorted(spans)


def specific_counts(batch: Batch) -> tuple[Floats, Floats]:
    """Return for each report the number of specific names and of informative numbers in its narrative."""
    names, numbers = np.zeros(batch.n_reports), np.zeros(batch.n_reports)
    bounds = batch.bounds().tolist()
    prose = (batch.role == 0).tolist()
    start, end = batch.start.tolist(), batch.end.tolist()
    known: dict[str, tuple[int, int]] = {}  # sentences come back: from the form, from last year
    for at, (low, high) in enumerate(pairwise(bounds)):
        text = batch.texts[at]
        n_names = n_numbers = 0
        for sentence in range(low, high):
            if not prose[sentence]:
                continue
            words = text[start[sentence] : end[sentence]]
            counts = known.get(words)
            if counts is None:
                counts = known[words] = len(find_specific(words)), len(find_informative_numbers(words))
            n_names += counts[0]
            n_numbers += counts[1]
        names[at], numbers[at] = n_names, n_numbers
        if len(known) > _REMEMBERED:
            known.clear()
    return names, numbers
