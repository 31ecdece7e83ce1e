"""Find the agency that reports: in the title, the signature, the opening sentences, the file name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from chenyan.corpus.gazetteer import Chain, read_chain, read_town
from chenyan.lexicons import read_rows
from chenyan.text import Folded, fold
from chenyan.types import Fact, Section

_CN_YEAR = r"[二][〇○零0O][〇○零0O一二三四五六七八九]{2}"
YEAR = rf"(?:(?:19|20)\d{{2}}|{_CN_YEAR})"
SUBJECT = re.compile(
    r"(?:政府|政务)?信息(?:公开|主动)|政务公开|政府工作报告|工作报告|法治政府|依法行政|法治建设|部门(?:整体|预算|决算)|整体支出|项目支出|预算|决算|绩效"
    r"|(?:半?年)?工作总结|总结|年度报告|年报|工作(?:情况|计划|要点)|关于"
)
_YEAR_IN_TITLE = re.compile(rf"(?:{YEAR}\s?[-—~至]\s?{YEAR}|{YEAR}|(?<!\d)\d{{2}})(?:学?年度?|学年)")
_SUFFIX = (
    r"(?:人民政府(?:办公[室厅])?|国务院|政府(?:办公[室厅])?|街道办事处|办事处|街道办|街道|镇|乡|苏木|管理委员会|管委会|开发区|新区|园区|管理区|高新区|林区"
    r"|委员会|委|分局|总局|局|厅|办公室|办|大学|学院|学校|中学|小学|幼儿园|公司|集团|银行|中心|研究院|医院|院|总队|支队|大队|联合社|联合会|联社|协会|督导室|海事处|管理所|管理处|管理站|水务所|处|所|站|社|馆|会|省|市|县|区|旗|州)"
)
_NAME = re.compile(rf"^[\u4e00-\u9fff（）、]{{1,40}}?{_SUFFIX}$")
_PLACE_ONLY = re.compile(r"(?:省|市|县|区|旗|州|盟|镇|乡|街道|苏木)$")
_NOT_A_NAME = re.compile(
    r"^(?:本|我|该|全|各|关于|附件|根据|按照|依据|目录|正文|首页)|^[省市县区旗州镇乡](?:人民)?(?:政府|委)|[。，；：！？]|报告|总结|情况|公开$|工作$"
)
_IN_BODY = (
    re.compile(
        rf"(?:现?将|公布|编制|发布|向社会公布)(?:了|的)?(?P<agency>[\u4e00-\u9fff]{{2,30}}?{_SUFFIX})(?:{YEAR}|\d{{2}})年?(?:度)?"
    ),
    re.compile(
        rf"(?:现?将|公布|编制|发布)(?:了|的)?{YEAR}年?(?:度)?(?P<agency>[\u4e00-\u9fff]{{2,30}}?{_SUFFIX})的?(?:政府|政务)?(?:信息)?公开"
    ),
    re.compile(
        rf"本(?:年度)?报告(?:是|系)?由(?P<agency>[\u4e00-\u9fff]{{2,30}}?{_SUFFIX})(?:根据|按照|依据|依照|编制|编写|汇|负责|和|向)"
    ),
    re.compile(rf"，由(?P<agency>[\u4e00-\u9fff]{{2,30}}?{_SUFFIX})(?:编制|汇总|综合|负责编)"),
    re.compile(rf"请(?:与|和|同|联系|致电)(?P<agency>[\u4e00-\u9fff]{{2,30}}?{_SUFFIX})(?:联系|（|党政|办公室)"),
)
# The office that answers questions belongs to the agency that reports.
_CONTACT = re.compile(
    r"(?:政府)?信息公开(?:工作)?(?:领导小组)?办公室$|(?<=[镇乡]人民政府)(?:党政|综合)?办(?:公室)?$|(?<=街道办事处)(?:党政|综合)?办(?:公室)?$"
)
_LABEL = re.compile(
    r"(?:预算(?:主管)?(?:部门|单位)|决算(?:部门|单位)|编制单位|部门名称|单位名称|填报单位)[：:] {0,4}"
    r"(?P<agency>[\u4e00-\u9fff]{4,40})"
)
_NO_PLACE = re.compile(r"(?:全?[省市县区旗州镇乡]|自治区|自治州)(?:人民政府)?")
_SPEECH = re.compile(
    r"在(?:中国共产党)?(?P<place>[\u4e00-\u9fff]{2,20}?(?:省|市|县|区|旗|州|盟|镇|乡|全国))?第[一二三四五六七八九十\d]{1,4}届(?P<national>全国)?(?:[\u4e00-\u9fff]{0,4})?人民代表大会"
)
_SIGNER = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,20}?)(?:人民政府)(?:代?理?)?(?:省长|市长|县长|区长|旗长|州长|镇长|乡长|主席|盟长)"
)


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """Where the words of the title may stand, best first: (words, source, start, end, confidence)."""

    places: tuple[tuple[str, str, int, int, float], ...]
    view: Folded
    start: int
    tail: str

    @classmethod
    def of(cls, text: str, folded: str, sections: Sequence[Section], hint: str, source: str) -> TitleFacts:
        """Collect the title as printed, as metadata give it, and the name of the file."""
        part = next((section for section in sections if section.kind == "title"), None)
        start, end = (part.start, part.end) if part else (0, 0)
        if part is None and not any(section.kind == "preamble" for section in sections):
            end = min(len(text), max(text.find("\n"), 0) or 80, 120)
        view = fold(text[start:end], compact=True)
        places = []
        if view.text:
            low, high = view.to_original(0, len(view.text))
            places.append((view.text.strip("#*"), "title", start + low, start + high, 0.95))
        if hint.strip():
            places.append(("".join(fold(hint).text.split()), "metadata", -1, -1, 0.85))
        stem = _stem(source.replace("\\", "/"))
        if re.search(r"[\u4e00-\u9fff]{4}", stem):
            places.append(("".join(fold(stem).text.split()), "filename", -1, -1, 0.6))
        after = next((section for section in sections if section.kind in ("preamble",)), None)
        tail = folded[end : min(len(folded), end + 400)] if after or not part else folded[end : end + 200]
        return cls(tuple(places), view, start, tail)


def _stem(path: str) -> str:
    """Return the name of a file without its ending."""
    name = path.rpartition("/")[2]
    if name in ("", ".", ".."):
        return PurePath(path).stem
    dot = name.rfind(".")
    return name[:dot] if 0 < dot < len(name) - 1 else name


def find_agency(folded: str, sections: Sequence[Section], title: TitleFacts) -> Fact:
    """Return the agency: the title's, completed or replaced by the signature's, else the opening's or the file's."""
    signed = _signed(folded, sections) or _labelled(folded)
    for words, source, start, end, sure in title.places:
        name, at = _from_file_name(words) if source == "filename" else _from_title(words)
        if not name:
            continue
        if source == "filename" and _PLACE_ONLY.search(name):
            opening = _in_opening(folded)
            if opening.value is not None and str(opening.value).endswith(name[-3:] + "人民政府"):
                return opening
        span = (start, end)
        if source == "title" and title.view.text:
            low = title.view.text.find(name, at)
            if low >= 0:
                a, b = title.view.to_original(low, low + len(name))
                span = (title.start + a, title.start + b)
        if _PLACE_ONLY.search(name):
            return _completed(name, signed, sure, source, span)
        if signed and signed.value != name and str(signed.value).endswith(name):
            return signed
        return Fact(name, sure, source, *span)
    if signed:
        return signed
    return _in_opening(folded)


def _labelled(folded: str) -> Fact | None:
    """Return the agency that a cover sheet names after a label (预算单位：…)."""
    match = _LABEL.search(folded, 0, 800)
    if match is None or not _fits(match.group("agency")):
        return None
    return Fact(match.group("agency"), 0.85, "body", *match.span("agency"))


def _completed(name: str, signed: Fact | None, sure: float, source: str, span: tuple[int, int]) -> Fact:
    """Complete a title that names only the place (红旗岭镇2018年…): the signature's agency, else its government."""
    if signed:
        value = str(signed.value)
        town = read_town(name, read_chain(name).length) or name
        if value.startswith(name):
            return signed
        if value.startswith(town) and len(town) >= 2:
            return Fact(name + value[len(town) :], sure, source, *span)
        if not _PLACE_ONLY.search(value):
            return signed
    return Fact(_with_government(name), round(sure * 0.8, 3), source, *span)


def _with_government(name: str) -> str:
    """Complete a place to the agency that governs it."""
    if name.endswith("街道"):
        return name + "办事处"
    if re.search(r"(?:镇|乡|苏木|省|市|县|旗|州|(?<!发)(?<!管理)(?<!新)(?<!园)区)$", name):
        return name + "人民政府"
    return name


def _from_title(words: str) -> tuple[str, int]:
    """Return the agency in the words of a title, and where it begins in them."""
    words = re.sub(r"^(?:【?页面标题】?|标题[：:]?|名称[：:]|正文)", lambda m: "\0" * len(m.group()), words)
    at = len(words) - len(words.lstrip("\0"))
    body = words[at:]
    year = _YEAR_IN_TITLE.search(body)
    subject = SUBJECT.search(body)
    cuts = [match.start() for match in (year, subject) if match and match.start() > 0]
    if year and year.start() == 0:
        subject = SUBJECT.search(body, year.end())
        if subject:
            candidate = body[year.end() : subject.start()]
            return (_clean(candidate), at + year.end()) if _fits(_clean(candidate)) else ("", 0)
        return "", 0
    if not cuts:
        return "", 0
    candidate = _clean(body[: min(cuts)])
    return (candidate, at) if _fits(candidate) else ("", 0)


def _from_file_name(words: str) -> tuple[str, int]:
    """Return the agency in a file name, whose parts may be set apart by _ or -."""
    name, at = _from_title(words)
    if name:
        return name, at
    pieces = [piece for piece in re.split(r"[_\-—+.（）]", words) if _fits(piece) and not SUBJECT.search(piece)]
    return (pieces[0], 0) if pieces else ("", 0)


def _clean(name: str) -> str:
    name = name.strip("《》“”\"'.,，-_—（）·的 ")
    name = re.sub(r"^(?:关于(?:印发|公布|发布|报送)?)", "", name)
    return re.sub(r"(?:的|关于)$", "", name)


def _fits(name: str) -> bool:
    return bool(
        2 <= len(name) <= 45 and _NAME.match(name) and not _NOT_A_NAME.search(name) and not _NO_PLACE.fullmatch(name)
    )


def _signed(folded: str, sections: Sequence[Section]) -> Fact | None:
    """Return the agency of the signature, over blanks and line ends."""
    part = next((section for section in sections if section.kind == "signature"), None)
    if part is None:
        return None
    lines = []
    at = part.start
    while at < part.end:
        stop = folded.find("\n", at, part.end)
        stop = part.end if stop < 0 else stop
        lines.append((at, stop))
        at = stop + 1
    for low, high in lines:
        view = fold(folded[low:high], compact=True)
        words = re.split(r"(?:19|20)\d{2}|二[〇○零0O]", view.text)[0].strip("（）")
        if _fits(words) and not re.fullmatch(r"[\u4e00-\u9fff]{1,3}(?:会|社|处|所)", words):
            begin = view.text.find(words)
            a, b = view.to_original(begin, begin + len(words))
            name = _with_government(words)
            return Fact(name, 0.9, "signature", low + a, low + b)
    return None


def _in_opening(folded: str) -> Fact:
    """Return the agency that the opening sentences name, or the one whose assembly hears the report."""
    view = fold(folded[:1_500], compact=True)
    for pattern in _IN_BODY:
        match = pattern.search(view.text)
        if match and _fits(match.group("agency")):
            name = _CONTACT.sub("", match.group("agency"))
            return Fact(_with_government(name), 0.7, "body", *view.to_original(*match.span("agency")))
    match = _SIGNER.search(view.text, 0, 300)
    if match:
        place = re.sub(r"^.*(?:会议上|上)", "", match.group("place"))
        if len(place) >= 2 and not _NO_PLACE.fullmatch(place):
            low = match.end("place") - len(place)
            return Fact(place + "人民政府", 0.8, "body", *view.to_original(low, match.end("place") + 4))
    match = _SPEECH.search(view.text, 0, 600)
    if match and (match.group("national") or match.group("place")):
        if match.group("national") or match.group("place") == "全国":
            return Fact("国务院", 0.8, "body", *view.to_original(*match.span()))
        return Fact(match.group("place") + "人民政府", 0.75, "body", *view.to_original(*match.span("place")))
    return Fact()


def agency_type_of(name: str) -> str:
    """Return the type of an agency by the end of its name.

    Examples
    --------
    >>> [agency_type_of(name) for name in ("甲镇人民政府", "乙县教育局", "丙街道办事处", "丁市人民政府", "戊大学")]
    ['town', 'department', 'subdistrict', 'government', 'school']
    """
    if re.search(r"(?:镇|乡|苏木)(?:人民)?(?:政府)?$", name):
        return "town"
    if re.search(r"街道(?:办事处|办)?$", name):
        return "subdistrict"
    if re.search(r"(?:管理委员会|管委会|开发区|高新区|新区|园区|管理区|牧场|保税区)$", name):
        return "zone"
    if re.search(r"(?:大学|学院|学校|中学|小学|幼儿园)$", name):
        return "school"
    if re.search(r"(?:公司|集团|银行)$", name):
        return "company"
    if re.search(r"(?:政府|国务院)$", name):
        return "government"
    if re.search(r"(?:局|委员会|委|办公室|办公厅|办|厅|部|院|中心|处|所|站|队|会|社|馆|室|署)$", name):
        return "department"
    return "other"


def level_of(name: str, chain: Chain, kind: str, has_town: bool) -> str:
    """Return the level of an agency: that of the lowest place in its name; town for towns and sub-districts."""
    if kind in ("town", "subdistrict") or has_town:
        return "town"
    if chain.place is not None:
        return chain.place.level
    if chain.levels:
        return chain.levels[-1]
    if re.match(r"国务院|国家|中国|中华", name) or re.search(r"^[\u4e00-\u9fff]{2,8}部$", name):
        return "national"
    return ""


@cache
def _aliases() -> tuple[tuple[str, str], ...]:
    return tuple((row["short"], row["full"]) for row in read_rows("agency_aliases.csv"))


def series_of(name: str, chain: Chain) -> str:
    """Return what ties one agency's reports together: its full name without blanks, with the place in full.

    Examples
    --------
    >>> from chenyan.corpus.gazetteer import read_chain
    >>> {series_of(n, read_chain(n)) for n in ("文登区泽库镇人民政府", "威海市文登区泽库镇人民政府")}
    {'山东省威海市文登区泽库镇人民政府'}
    """
    compact = "".join(name.split())
    head, rest = "", compact
    if chain.names and compact.startswith(chain.names[0]):
        head, rest = compact[: chain.length], compact[chain.length :]
        if chain.place is not None:
            head = chain.place.full_name
    if re.match(r"(?:人民)?政府[\u4e00-\u9fff]{2,10}街道", rest):
        rest = re.sub(r"^(?:人民)?政府", "", rest)
    return head + dict(_aliases()).get(rest, rest)
