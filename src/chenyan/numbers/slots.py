"""Slots: what a count of the narrative counts (requests, reviews, documents, publications …), and what was none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from chenyan.corpus.report import Report
from chenyan.numbers.context import RATE_UNITS, Context, context_of, hints_of, usual_context
from chenyan.numbers.line import Line, Quantity
from chenyan.numbers.look import CHANNEL, CHANNELS

_record = tuple.__new__
_CHANNEL = re.compile("|".join(re.escape(term) for term in sorted(CHANNELS, key=lambda term: (-len(term), term))))
CASES = frozenset({"件", "条", "项", "起", "次", "宗", "例", "份", "个", "件次", "人次"})

GENERIC = re.compile(
    r"(?:公民|自然人|个人)[、和及]{1,2}(?:企业)?(?:法人)?(?:[、和或及者]{0,3}(?:其他|其它)(?:社会)?组织)?(?:的|提出的|提交的)?"
)
# A kind of request, or something else that is received: not the number of all requests.
SUBKIND = re.compile(
    r"网络|网上|线上|在线|信函|邮寄|邮件|邮箱|当面|现场|传真|电话|自然人|企业|法人|公民|窗口|口头|重复|补正|书面|平台|咨询|投诉|举报|信访"
    r"|建议|提案|留言|来信|诉求|工单|意见|问政|求助|热线|来电|减免|听证|救助|低保|入学|补贴|仲裁|征集|群众|关于|有关|涉及|要求|律师"
    r"|系统|渠道|转办|转来|转交|其他申请|行政许可申请|政务服务|登记申请|加分|资格|复议|诉讼"
)
_RECEIVED = re.compile(r"新收|收到|接到|收办|接收|新增|收悉")
_ACCEPTED = re.compile(r"受理")
_REQUEST = re.compile(r"信息公开(?:的)?申请|政务公开(?:的)?申请|政务信息公开申请|公开申请|申请公开|依申请|公开信息申请")
_PLAIN_REQUEST = re.compile(r"申请")
_CARRIED_IN = re.compile(
    r"(?:上年度?|上一年度?|去年|\d{4}年度?)(?:的)?(?:结转|转结|转入)|结转(?:自)?(?:上年|上一年)|承接上年"
)
_CARRIED_OUT = re.compile(r"(?:结转|转)(?:至|到|入|为)?(?:下年度?|下一年度?|次年度?|明年|\d{4}年度?)|结转下年")
_HANDLED = re.compile(r"办结|办理完毕|办理完成")
_TAIL = r"(?:政府信息公开|依申请公开|信息公开)?(?:申请|答复|处理|办理)?(?:的)?(?:申请|案件|件数|数量|共|计|合计|有|为|是|的|：|:|达){0,3}$"
_RESULTS = tuple(
    (name, re.compile(pattern + _TAIL))
    for name, pattern in (
        ("granted", r"(?<![不以])(?:予以公开|同意公开|全部公开)"),
        ("partial", r"(?:予以)?部分公开"),
        ("refused", r"不予公开"),
        ("unable", r"无法提供"),
        ("declined", r"不予处理"),
        ("other", r"(?:作)?其他处理(?:（[^）]{0,20}）)?"),
    )
)
_RESULT_WORDS = re.compile(r"(?:予以|部分|不予)公开\d|无法提供\d|不予处理\d")
_RESULT_AFTER = re.compile(r"^(?:均|全部|系|为|属|属于)?(?P<what>予以公开|部分公开|不予公开|无法提供|不予处理)")
_RESULT_NAMES = {
    "予以公开": "granted",
    "部分公开": "partial",
    "不予公开": "refused",
    "无法提供": "unable",
    "不予处理": "declined",
}
_JOINT = re.compile(r"行政复议[、和及与或/]{1,2}(?:提起)?(?:行政)?诉讼")
_CASE_TAIL = r"(?:案件|案|申请|事项|数量|数|件数|的)?(?:共计|共|为|有|是|计|发生|产生|收到|：|:|达到?){0,3}$"
_REVIEW = re.compile(r"行政复议" + _CASE_TAIL)
_REVIEW_AFTER = re.compile(
    r"^(?:因|由|涉及|有关|关于)?[^，。；、维持纠正撤诉讼]{0,16}行政复议(?:案件|案|申请|事项)?(?!机关|决定|纠|维持|撤)"
)
_LAWSUIT = re.compile(r"(?:行政)?诉讼" + _CASE_TAIL)
_LAWSUIT_AFTER = re.compile(
    r"^(?:因|由|涉及|有关|关于)?[^，。；、维持纠正撤复议]{0,16}(?:行政)?诉讼(?:案件|案|事项)?(?!机关|决定|纠|维持|撤)"
)
OUTCOME = re.compile(
    r"维持|纠正|纠错|撤回|撤诉|撤销|终止|驳回|审结|答复|答辩|应诉|胜诉|败诉|出庭|调解|化解|备案|指导|培训|各|分别|审理"
)
DISCLOSURE_OF = re.compile(r"信息公开|依申请|政务公开|公开申请")
_RULES_TAIL = r"(?:共计|共|计|为|有|：|:)?$"
_MADE = re.compile(r"(?:制发|制定|出台|印发|新制定|制发并公开)(?:了|并公开|并发布)?(?:行政)?规范性文件" + _RULES_TAIL)
_REPEALED = re.compile(r"(?:废止|宣布失效|废止失效)(?:了)?(?:行政)?规范性文件" + _RULES_TAIL)
_IN_FORCE = re.compile(r"现行有效的?(?:行政)?规范性文件(?:总数|数量)?" + _RULES_TAIL)
_DECISION_TAIL = r"(?:处理)?(?:决定|案件)?(?:数量)?(?:共计|共|计|为|：|:)?$"
_DECISION_HEAD = r"(?:^|(?<=作出|实施|办理|处理|办结|全年|本年)|(?<=[度、和]))"
_DECISIONS = tuple(
    (name, re.compile(_DECISION_HEAD + word + _DECISION_TAIL))
    for name, word in (("licences", "行政许可"), ("penalties", "行政处罚"), ("coercion", "行政强制"))
)  # fmt: skip
PUBLISHED = re.compile(r"公开|公示|信息|发布|网站|双公示|栏目|公布")
_FEE = re.compile(r"行政事业性收费(?:金额|收入|总额|总金额)?(?:共计|共|计|为|：|:)?$")
_INFO_FEE = re.compile(r"信息处理费(?:用)?(?:共计|共|计|合计|为|：|:|总计)?$")


class Slot(NamedTuple):
    """One count of the narrative, or one statement that there was none.

    Attributes
    ----------
    start, end : int
        The number with its unit, or the words that say none.
    what : str
        What is counted: requests.new, requests.accepted, requests.carried_in, requests.carried_out,
        requests.handled, requests.granted (partial, refused, unable, declined, other), review, lawsuit,
        review_and_lawsuit, documents.made, documents.repealed, documents.in_force, licences, penalties, coercion,
        fees, info_fee, published; empty where it is something else (``key`` then tells it apart).
    value : int or float
        The number; 0 for none. Sums of money are in yuan.
    unit : str
        The measure word, 元 for money, empty for none.
    channel : str
        Where it was published (``number_channels.csv``), or empty.
    before, after : str
        The words of the clause around the number.
    year : int or None
        The year that governs it.
    context : Context
        Part of a whole, comparison, period, scope.
    approximate, none : bool
        约, 余, 近 …; stated to be none (未收到, 无, 0件, 为零).
    words_start : int
        Where the clause begins.
    section : str
        The part that it stands in.
    line : int
        Which of the sentences with numbers it stands in.
    """

    start: int
    end: int
    what: str
    value: int | float
    unit: str
    channel: str
    before: str
    after: str
    year: int | None
    context: Context
    approximate: bool
    none: bool
    words_start: int
    section: str
    line: int

    @property
    def key(self) -> str:
        """The words that it counts, stripped of time, subject and filler: equal keys count the same thing."""
        return self.what if self.none else f"{key_of(self.before)}|{_object(self.after)}"


_FILLER = re.compile(
    r"(?:截至|截止)?(?:\d{4}年(?:度)?)?(?:12月31日|12月底|年底)|\d{4}年度?|全年|本年度?|今年|年内|一年来|我[局镇市县区乡委办厅街省州旗院校]|我街道|我单位|我中心"
    r"|本[局镇市县区乡委办厅院校]|本机关|本单位|本部门|本街道|本级|共计|累计|总计|合计|共|各类|各项|主动|已|了|的|通过|利用|依托|在|对外|向社会|积极|认真|并|新|其中|全部|均"
)
_SYNONYMS = (
    (re.compile(r"政府信息|政务信息"), "信息"),
    (re.compile(r"公开|公布"), "发布"),
    (re.compile(r"政务微信公众号|微信公众号|政务微信|公众号"), "微信"),
    (re.compile(r"政府门户网站|门户网站|政府网站|官方网站|官网"), "网站"),
    (re.compile(r"开展|举办"), "组织"),
    (re.compile(r"[“”\"'‘’《》：:，,]"), ""),
)


@lru_cache(maxsize=1024)
def key_of(words: str) -> str:
    """Strip time, subject and filler from the words around a number, and fold synonyms."""
    key = _FILLER.sub("", words)
    for pattern, word in _SYNONYMS:
        key = pattern.sub(word, key)
    return key


def find_slots(report: Report, lines: tuple[Line, ...]) -> Iterator[Slot]:
    """Yield the slots of a report in text order."""
    for number, line in enumerate(lines):
        if not line.quantities:
            continue
        # what holds for a sentence is asked once for all its counts
        text = line.text
        hints = hints_of(text, line.may_hold)
        usual = usual_context(report, hints)
        subjects = _subjects(line)
        channels = line.may_hold & CHANNEL and _CHANNEL.search(text) is not None
        for quantity, (low, left, right) in zip(line.quantities, line.sides(), strict=True):
            at, _, start, end, value, unit, _, approximate, _ = quantity
            if unit in RATE_UNITS:
                continue
            context = usual or context_of(report, line, at, hints)
            what = ""
            if unit == "元":
                what = _money(left)
            elif subjects.any and unit in CASES:
                what = _what(line, subjects, quantity, left, right)
            channel = _channel(left) if channels else ""
            clause = line.start + low if line.offsets is None else line.place(low, low + 1)[0]
            yield _record(
                Slot,
                (
                    start, end, what, value, unit, channel, left, right,
                    context.year, context, approximate, False, clause, line.section, number,
                ),
            )  # fmt: skip


class _Subjects(NamedTuple):
    """Which named subjects the counts of a sentence can be of."""

    any: bool
    requests: bool
    cases: bool
    documents: bool
    decisions: bool


def _subjects(line: Line) -> _Subjects:
    text = line.text
    requests = line.topic == "requests" or _is_on_requests(text)
    cases = "复议" in text or "诉讼" in text
    documents, decisions = "规范性文件" in text, "行政" in text
    return _record(_Subjects, (requests or cases or documents or decisions, requests, cases, documents, decisions))


def _channel(words: str) -> str:
    named = _CHANNEL.findall(words) if len(words) > 1 else []
    return CHANNELS[named[-1]] if named else ""


_OBJECT = re.compile(r"^[\u4e00-\u9fff]{0,8}")


def _object(right: str) -> str:
    match = _OBJECT.match(right)
    return key_of(match.group()) if match else ""


def _money(left: str) -> str:
    return "info_fee" if _INFO_FEE.search(left) else "fees" if _FEE.search(left) else ""


def _what(line: Line, subjects: _Subjects, quantity: Quantity, left: str, right: str) -> str:
    """Name the slot of a count of cases, or return an empty string."""
    return (
        (_requests(line, quantity, left, right) if subjects.requests else "")
        or (_cases(line, left, right) if subjects.cases else "")
        or (_documents(left, right) if subjects.documents else "")
        or (_decisions(left, quantity) if subjects.decisions else "")
    )


def _requests(line: Line, quantity: Quantity, left: str, right: str) -> str:
    if _CARRIED_OUT.search(left):
        return "requests.carried_out"
    if _CARRIED_IN.search(left):
        return "requests.carried_in"
    for name, pattern in _RESULTS:
        if pattern.search(left):
            return f"requests.{name}"
    after = _RESULT_AFTER.match(right)
    if after and not left.strip("，、；和及"):
        return f"requests.{_RESULT_NAMES[after['what']]}"
    received, accepted = _RECEIVED.search(left), _ACCEPTED.search(left)
    verb = received or accepted
    if verb is None:
        return (
            "requests.handled"
            if line.topic == "requests" and _HANDLED.search(left) and not SUBKIND.search(_before(line, quantity))
            else ""
        )
    between = GENERIC.sub("", left[verb.end() :])
    named = (
        bool(_REQUEST.search(left))
        or bool(_REQUEST.search(right[:16]))
        or bool(re.match(r"的?(?:政府)?信息公开", right))
    )
    plain = line.topic == "requests" and (
        not between.strip("了共计为有的：:新到申请事项案件") or bool(_PLAIN_REQUEST.search(between + right[:10]))
    )
    if not (named or plain) or SUBKIND.search(between) or SUBKIND.search(GENERIC.sub("", right[:12])):
        return ""
    if SUBKIND.search(GENERIC.sub("", left[: verb.start()])[-8:]):
        return ""
    return "requests.new" if received else "requests.accepted"


def _is_on_requests(sentence: str) -> bool:
    """Say whether a sentence speaks of requests."""
    if "申请" in sentence and _REQUEST.search(sentence) is not None:
        return True
    results = "予" in sentence or "部分公开" in sentence or "无法提供" in sentence
    return results and len(_RESULT_WORDS.findall(sentence)) > 1


def _before(line: Line, quantity: Quantity) -> str:
    """Return the words of the sentence before a quantity, without the list of all who may ask."""
    return GENERIC.sub("", line.text[max(quantity.low - 60, 0) : quantity.low])


def _cases(line: Line, left: str, right: str) -> str:
    beside = left + right
    if "复议" not in beside and "诉讼" not in beside:
        return ""
    about = line.topic in ("litigation", "requests") or bool(DISCLOSURE_OF.search(line.text))
    if not about or OUTCOME.search(left + right[:8]):
        return ""
    if _JOINT.search(left):
        return "review_and_lawsuit"
    if "未经" in left or "复议后" in left or "经复议" in left:
        return ""
    if _REVIEW.search(left):
        return "review"
    if _LAWSUIT.search(left):
        return "lawsuit"
    if _JOINT.search(right):
        return ""
    if _REVIEW_AFTER.match(right):
        return "review"
    return "lawsuit" if _LAWSUIT_AFTER.match(right) else ""


def _documents(left: str, right: str) -> str:
    if "规范性文件" not in left and "规范性文件" not in right:
        return ""
    if _MADE.search(left):
        return "documents.made"
    if _REPEALED.search(left):
        return "documents.repealed"
    if _IN_FORCE.search(left):
        return "documents.in_force"
    if re.match(r"^(?:行政)?规范性文件", right):
        if re.search(r"(?:制发|制定|出台|新制定)(?:了)?$", left):
            return "documents.made"
        return "documents.repealed" if re.search(r"废止(?:了)?$", left) else ""
    return ""


def _decisions(left: str, quantity: Quantity) -> str:
    if "行政" not in left or PUBLISHED.search(left) or quantity.unit in ("条", "人次", "次"):
        return ""
    for name, pattern in _DECISIONS:
        if pattern.search(left):
            return name
    return ""
