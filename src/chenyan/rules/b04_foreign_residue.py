"""B04: words of another place, agency or kind of agency left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.case import Case
from chenyan.reuse.batch import own_names
from chenyan.rule import Example, Rule
from chenyan.types import Flag, Severity, Skip

_SELF = re.compile(
    r"(?P<self>(?:我|本)(?P<type>管委会|街道办事处|街道|镇政府|镇|乡政府|乡|局|厅|委|院))(?=[^\u4e00-\u9fff]|[\u4e00-\u9fff])"
)
# 本院落, 本委托 …: the type is the start of another word
_OTHER_WORD = {"委": "托派任员屈会书", "院": "落内士长", "局": "面限部势", "乡": "村亲音土", "镇": "静痛定"}
_DEPARTMENT_WORD = re.compile(r"(局|厅|委员会|委|办公室|办|中心|院|处)$")
_ACTOR = re.compile(
    r"(?:^|[。；！？\n]|(?:19|20)\d{2}年度?，?|本年度，?|一年来，?|全年，?)\s{0,4}"
    r"(?P<name>[\u4e00-\u9fff]{1,4}?(?:街道|镇|乡))(?P<body>人民政府|办事处|政府|党委)?"
    r"(?=(?:共|积极|认真|高度|严格|主动|通过|切实|坚持|始终|不断|进一步|持续|扎实|按照|组织|公开|发布|制定|结合|围绕|未|没有|政府信息公开|行政机关|将|继续))"
)
_ACTOR_PLACE = re.compile(
    r"(?:^|[。；！？\n]|(?:19|20)\d{2}年度?，?|本年度，?|一年来，?)\s{0,4}"
    r"(?P<name>[\u4e00-\u9fff]{2,4}?(?:县|市|区))(?P<body>人民政府|政府|[\u4e00-\u9fff]{2,8}?局)"
    r"(?=(?:共|积极|认真|高度|严格|主动|通过|切实|坚持|始终|不断|进一步|持续|扎实|组织|公开|发布|制定|围绕|未|没有))"
)
# The hearts of these patterns, which open with plain classes of characters: they are searched for far faster.
_MAY_BE_ACTOR = re.compile(
    r"[道镇乡](?:人民政府|办事处|政府|党委)?[共积认高严主通切坚始不进持扎按组公发制结围未没政行将继]"
)
_MAY_BE_PLACE = re.compile(
    r"[县市区](?:人民政府|政府|[\u4e00-\u9fff]{2,8}?局)[共积认高严主通切坚始不进持扎组公发制围未没]"
)
_GENERIC = re.compile(
    r"^(?:.{0,3}[我本全各该]|县|市|区|省|镇|乡|街道|下辖|辖区|所辖|上级|周边|相邻|兄弟|每个|其他|有关|试点|部分|两|三|多)"
)
_EACH = re.compile(
    r"各[^，。；]{0,12}(?:部门|单位|科室|办公室|站所|中心)"
    r"|有关部门|相关部门|责任部门|牵头部门|部门(?:要|应|须|负责|根据|结合|按照)"
)
_DEPARTMENTS = ("本部门", "我部门")
_OWN_DEPARTMENT = re.compile("|".join(_DEPARTMENTS))
_QUOTES = {"“": "”", "《": "》", "「": "」"}


def check(case: Case, *, superiors: bool = True) -> Iterator[Flag | Skip]:
    """Flag self-names of another kind of agency, and other places that act as the report's subject.

    Parameters
    ----------
    case : Case
        The report to judge.
    superiors : bool, default True
        Also judge counties, cities and districts that are not the agency's own.
    """
    report = case.report
    kind = report.agency_type
    if not report.agency and not kind:
        yield RULE.skip(case, "the agency is not known", "发布机关不明")
        return
    allowed = _own_types(report.agency, kind)
    names = own_names(report.agency, report.region)
    own = report.agency + report.region
    # most reports hold no such words, and one look at the whole takes less time than one at each sentence
    actors = kind in ("town", "subdistrict") and _MAY_BE_ACTOR.search(report.text) is not None
    places = superiors and bool(report.region) and _MAY_BE_PLACE.search(report.text) is not None
    departments = kind in ("town", "subdistrict", "government") and any(name in report.text for name in _DEPARTMENTS)
    for sentence in report.sentences:
        if sentence.role == "heading" or sentence.section in ("title", "signature"):
            continue
        words = report.text[sentence.start : sentence.end]
        for match in _SELF.finditer(words) if "我" in words or "本" in words else ():
            found = match["type"].replace("政府", "").replace("办事处", "")
            after = words[match.end() : match.end() + 1]
            if not allowed or found in allowed or after in _OTHER_WORD.get(found, ""):
                continue
            if _quoted(words, match.start()):
                continue
            sure = 0.7 if {found, *allowed} <= {"局", "厅", "委", "办", "院", "中心", "处"} else 0.9
            at = sentence.start + match.start("self")
            yield RULE.flag(
                case,
                at,
                sentence.start + match.end("self"),
                confidence=sure,
                value=match["self"],
                expected=_say(allowed),
            )
        if departments and "部门" in words:
            yield from _as_department(case, words, sentence.start)
        if actors and _MAY_BE_ACTOR.search(words):
            yield from _actors(case, _ACTOR, words, sentence.start, own, names, 0.85)
        if places and _MAY_BE_PLACE.search(words):
            yield from _actors(case, _ACTOR_PLACE, words, sentence.start, own, names, 0.8)


def _as_department(case: Case, words: str, base: int) -> Iterator[Flag]:
    """Flag 本部门 in a government's own voice; 各部门…本部门 speaks of each of its departments."""
    for match in _OWN_DEPARTMENT.finditer(words):
        before = words[max(0, match.start() - 60) : match.start()]
        if _EACH.search(before) or _quoted(before, len(before)):
            continue
        yield RULE.flag(
            case, base + match.start(), base + match.end(), severity=Severity.MEDIUM, confidence=0.75,
            value=match.group(), expected=case.report.agency,
        )  # fmt: skip
        return  # once a sentence


def _actors(
    case: Case, pattern: re.Pattern[str], words: str, base: int, own: str, names: tuple[str, ...], sure: float
) -> Iterator[Flag]:
    """Flag other places in the place of the subject."""
    for match in pattern.finditer(words):
        name = match["name"]
        if name in own or any(name in known or known in name for known in names) or _GENERIC.match(name):
            continue
        if _quoted(words, match.start("name")) or _listed(words, match.end()):
            continue
        end = match.end("body") if match["body"] else match.end("name")
        yield RULE.flag(
            case,
            base + match.start("name"),
            base + end,
            confidence=sure,
            value=words[match.start("name") : end],
            expected=case.report.agency,
        )


def _own_types(agency: str, kind: str) -> frozenset[str]:
    """Return the words by which this agency may call itself; empty where nothing can be said."""
    if kind == "town":
        return frozenset({"乡"} if agency.endswith(("乡", "乡人民政府")) else {"镇"}) if agency else frozenset("镇乡")
    if kind == "subdistrict":
        return frozenset({"街道", "办"})
    if kind == "department":
        match = _DEPARTMENT_WORD.search(agency)
        if match is None:
            return frozenset()
        word = match[1].replace("委员会", "委").replace("办公室", "办")
        # bodies with two plates and offices under a bureau call themselves by either word
        return frozenset({word, "局"} if word in ("办", "中心", "处", "院") else {word})
    if kind == "government":
        return frozenset({"市", "县", "区", "省", "旗"})
    if kind == "zone":
        return frozenset({"管委会", "区", "局"})
    return frozenset()


def _say(allowed: frozenset[str]) -> str:
    return "、".join(f"我{word}" for word in sorted(allowed))


def _quoted(words: str, at: int) -> bool:
    """Say whether a place stands inside quotation marks or a title."""
    return any(words.rfind(left, 0, at) > words.rfind(right, 0, at) for left, right in _QUOTES.items())


def _listed(words: str, at: int) -> bool:
    """Say whether a name is one of a list."""
    return words[at : at + 1] in ("、", "和", "与", "及")


RULE = Rule(
    code="B04",
    name="foreign-residue",
    name_zh="他处名称残留",
    severity=Severity.HIGH,
    message="“{value}” does not fit the agency ({expected}): words of another report may have been left.",
    message_zh="“{value}”与发布机关不符（应为 {expected}），疑为照搬其他报告的残留。",
    check=check,
    genres=("ogi",),
    source="CCDI 2023: copying across places; Weihai tourism guide naming 宜宾市 (2023)",
    explanation=(
        "A town that calls itself 我局 or, in its own voice, 本部门 (medium), a bureau that calls itself 我镇, or "
        "another town that acts as the report's "
        "subject. Superiors (全市, 我县), quotations, titles, lists and partners (与…, 赴…) are left alone."
    ),
    explanation_zh="镇写“我局”、局写“我镇”，或以其他乡镇、县区作主语。上级（全市、我县）、引文、文件名、并列名单不报。",
    examples=(
        Example("2022年，我局执法人员公开信息12条。", section="overview", flagged=("我局",)),
        Example(
            "我镇通过公开栏发布信息30条。",
            section="overview",
            agency="甲县教育局",
            agency_type="department",
            flagged=("我镇",),
        ),
        Example("2022年，临溪镇高度重视政府信息公开工作。", section="overview", flagged=("临溪镇",)),
        Example("针对新要求，制定本部门的公开工作重点。", section="overview", flagged=("本部门",)),
        Example("要求各部门明确本部门的公开重点。", section="overview", note="each department's own"),
        Example("县教育局指导我镇完善目录，我镇公开信息12条。", section="overview"),
        Example("按照“我局牵头、各镇配合”的要求，我镇公开信息12条。", section="overview", note="a quotation"),
        Example("我镇赴临溪镇学习公开栏做法，与临溪镇共建查阅点。", section="overview"),
        Example("全市公开工作会议召开后，我县统一了目录。", section="overview", note="the superior"),
    ),
)
