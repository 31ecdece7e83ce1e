"""P02: a stated problem that no measure answers, where the build of the part leaves no doubt."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from chenyan.case import Case
from chenyan.problems import Statement
from chenyan.rule import Example, Rule
from chenyan.types import Flag, Severity, Skip

# The mark of a list item: 一是, 1., （一）, 第一, 首先.
_MARK = re.compile(
    r"(?:^|(?<=[。；：:，,\s]))(?:[一二三四五六七八九十]{1,2}是|[（(][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[.．、](?!\d)|"
    r"第[一二三四五六七八九]，?|首先|其次|再次)"
)
# A measure right behind its problem answers it, whatever it says.
_ON_THE_SPOT = re.compile(r"针对(?:这一|该|此|上述这一)|对此，|对此我|为解决(?:这一|该|此)")
# Words that announce or make a measure, wherever it stands.
_MEASURE = re.compile(r"下一步|改进|措施|将|拟|今后|接下来|加强|整改|针对|为此|对此|解决|努力")
# Where lists are equally long their order may pair them; these problems can only be met by a measure that names the matter.
_NEEDED = {
    "staffing": re.compile("人|岗|编制|招|聘|兼|队伍|力量|配备|充实|购买服务|专班"),
    "secrecy_review": re.compile("保密|涉密|审查|审核|三审|隐私|脱敏|遮|把关"),
    "request_handling": re.compile("申请|答复|法律|文书|办理"),
    "platform_columns": re.compile("网|栏目|链接|首页|入口|检索|搜索|页面|导航|平台|版面|更新"),
}
_VAGUE = frozenset({"general_gap", "depth_quality", "completeness", "convenience"})


def check(case: Case, *, least_confidence: float = 0.7) -> Iterator[Flag | Skip]:
    """Flag problems of a part without any measure, and listed problems that a shorter or disjoint list leaves out.

    Parameters
    ----------
    case : Case
        The report to judge.
    least_confidence : float, default 0.7
        How sure the reading of a problem must be, 0 to 1.
    """
    reading = case.problems
    if reading.skip_reason:
        yield RULE.skip(case, reading.skip_reason, reading.skip_reason_zh)
        return
    sure = [p for p in reading.problems if p.confidence >= least_confidence and p.themes[:1] != ("general_gap",)]
    if not sure:
        return
    text = case.report.text
    if not reading.measures:
        after = text[sure[-1].end : reading.end]
        if not _MEASURE.search(after):
            first, *rest = sure
            yield _flag(case, first, rest, confidence=0.9)
        return
    if _ON_THE_SPOT.search(text, reading.start, reading.end):
        return
    marks = [match.start() for match in _MARK.finditer(text, reading.start, reading.end)]
    items = [_item(marks, text, statement) for statement in reading.problems]
    deeds = {_item(marks, text, statement) for statement in reading.measures}
    if None in items:
        return  # problems in running prose may be one problem in several words
    n_deeds = len(reading.measures) if None in deeds else len(deeds)
    shorter = n_deeds < len(set(items))
    answered = {items[p] for p, _ in reading.pairs}
    left = [index for index in reading.unanswered if items[index] not in answered]
    for index in left:
        problem = reading.problems[index]
        if problem not in sure or not problem.themes or problem.themes[0] in _VAGUE:
            continue
        if any(_akin(text, problem, measure) for measure in reading.measures):
            continue
        if shorter:
            yield _flag(case, problem, (), confidence=0.8)
            continue
        needed = _NEEDED.get(problem.themes[0])
        deeds_text = "".join(text[measure.start : measure.end] for measure in reading.measures)
        if needed is not None and not needed.search(deeds_text):
            yield _flag(case, problem, (), confidence=0.7, severity=Severity.LOW)


def _flag(
    case: Case, problem: Statement, others: Sequence[Statement], *, confidence: float, severity: Severity | None = None
) -> Flag:
    words = case.report.text[problem.start : problem.end]
    return RULE.flag(
        case, problem.start, problem.end, confidence=confidence, severity=severity, value=words,
        related=tuple(case.report.span(other.start, other.end) for other in others),
    )  # fmt: skip


def _item(marks: Sequence[int], text: str, statement: Statement) -> int | None:
    """Return the mark of the list item that a statement belongs to; None in running prose."""
    at = bisect_right(marks, statement.start) - 1
    if at < 0 or "。" in text[marks[at] : statement.start]:
        return None
    return marks[at]


def _akin(text: str, problem: Statement, measure: Statement) -> bool:
    """Say whether a measure shares a theme or two characters in a row with a problem."""
    if set(problem.themes) & set(measure.themes):
        return True
    words, other = text[problem.start : problem.end], text[measure.start : measure.end]
    common = {words[at : at + 2] for at in range(len(words) - 1)} - {"公开", "信息", "工作", "政府", "政务", "部分"}
    return any(pair in other for pair in common)


RULE = Rule(
    code="P02",
    name="problem-unanswered",
    name_zh="问题没有对应措施",
    severity=Severity.MEDIUM,
    message="“{words}” is answered by no measure.",
    message_zh="问题“{words}”没有对应的改进措施。",
    check=check,
    genres=("ogi",),
    needs=frozenset({"problems"}),
    explanation=(
        "Raised only where the build of the part shows it: no measure at all (one flag, all problems as related places); "
        "or marked lists (一是, 1., （一）) with fewer measures than problems, and a problem that shares neither theme nor "
        "words with any of them. Where the lists are equally long, a problem of staff, secrecy review, requests or columns "
        "that no measure names is low. Problems in running prose are not judged: one measure may answer several."
    ),
    explanation_zh=(
        "仅在结构上可以断定时报出：全部分无任何措施；或问题与措施均分条列出、措施条数少于问题，且该问题与各条措施主题、用词均不相关；"
        "条数相等时，人员、保密审查、依申请、栏目类问题而各条措施均未提及的为低。散文式叙述不判断。"
    ),
    source="政府信息公开条例第五十条：存在的主要问题及改进情况",
    examples=(
        Example("存在的主要问题：一是专职人员偏少。\n改进措施：一是改版门户网站。", section="problems",
                flagged=("专职人员偏少",), note="equally long lists, but no measure speaks of staff: low"),
        Example("一是政策解读形式单一；二是专职人员不足。下一步，我镇将制作图解、视频，丰富解读形式。", section="problems",
                flagged=("专职人员不足",)),
        Example("一是更新不及时；二是宣传力度不够。", section="problems", flagged=("更新不及时",),
                note="no measure at all: one flag"),
        Example("存在的主要问题：一是专职人员偏少。\n改进措施：一是增配1名专职人员。", section="problems"),
        Example("一是更新不够及时；二是解读形式单一。下一步，一是每周更新栏目，及时发布信息；二是制作图解，丰富解读形式。",
                section="problems"),
        Example("专职人员偏少，解读形式还需丰富，网站改版有待推进。下一步，将改版门户网站。", section="problems",
                note="prose: one measure may stand for all"),
        Example("2022年，我镇公开工作总体平稳。下一步将加强培训。", section="problems"),
    ),
)  # fmt: skip
