"""P04: the same problem is stated for three years or more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.align import align
from chenyan.case import Case
from chenyan.problems.cores import concepts_of
from chenyan.rule import Example, Rule
from chenyan.types import Flag, Severity, Skip, Span

# A problem of last year that this report calls solved is no problem of this year.
_SOLVED = re.compile(r"(?:去年|上一?年度?)[^。；]{0,60}(?:整改|解决|完成|销号|到位)|已(?:全部|基本|得到)?(?:解决|整改)")

_BROAD = frozenset(
    {"channels_forms", "platform_columns", "completeness", "publicity_reach", "depth_quality", "convenience"}
)


def check(case: Case, *, years: int = 3, gap: int = 1) -> Iterator[Flag | Skip]:
    """Flag a problem whose theme the agency's earlier reports state too.

    Parameters
    ----------
    case : Case
        The report to judge.
    years : int, default 3
        Fewest reports, this one included, that state it.
    gap : int, default 1
        How many reports in between may leave it out.
    """
    reading = case.problems
    if reading.skip_reason:
        yield RULE.skip(case, reading.skip_reason, reading.skip_reason_zh)
        return
    history = case.history()
    if len(history) < years:
        yield RULE.skip(case, f"fewer than {years} reports in a row of this agency", f"同一机关连续报告不足{years}年")
        return
    told: set[str] = set()
    for problem in reading.problems:
        theme = problem.themes[0] if problem.themes else ""
        # a general gap is no problem that could be solved
        words = case.report.text[problem.start : problem.end]
        if not theme or theme in told or theme == "general_gap" or _SOLVED.search(words):
            continue
        told.add(theme)
        related: list[Span] = []
        missed = 0
        for earlier in history[1:]:
            same = [
                p
                for p in earlier.problems.problems
                if p.themes and p.themes[0] == theme and _alike(theme, words, earlier.report.text[p.start : p.end])
            ]
            if same:
                related.append(Span(earlier.report.report_id, same[0].start, same[0].end))
                missed = 0
            else:
                missed += 1
                if missed > gap:
                    break
        count = len(related) + 1
        if count >= years:
            yield RULE.flag(
                case, problem.start, problem.end, confidence=min(0.9, 0.7 + 0.05 * count), value=count,
                related=tuple(related), theme=theme,
            )  # fmt: skip


def _alike(theme: str, words: str, earlier: str) -> bool:
    """Say whether two problems of one theme speak of the same thing; broad themes ask for a shared concept or words."""
    if _SOLVED.search(earlier):
        return False
    if theme not in _BROAD:
        return True
    shared = {name for name, _ in concepts_of(words)} & {name for name, _ in concepts_of(earlier)}
    return bool(shared) or align(words, earlier).resemblance >= 0.4


_LATE = "存在的主要问题：一是栏目信息更新不够及时。改进措施：一是每周更新。"
_LATE_2 = "存在的主要问题：一是部分信息更新滞后；二是人员不足。改进措施：一是定期更新。"
_NONE = "存在的主要问题：一是人员不足。改进措施：一是增配1人。"

RULE = Rule(
    code="P04",
    name="recurring-problem",
    name_zh="问题多年重复",
    severity=Severity.MEDIUM,
    message="“{words}”: stated in {value} reports of this agency (theme {theme}).",
    message_zh="“{words}”：同类问题已在{value}年报告中出现。",
    check=check,
    genres=("ogi",),
    needs=frozenset({"problems", "earlier"}),
    explanation=(
        "The theme of a stated problem (see the theme lexicon), of broad themes with a shared concept or "
        "like words, stands in at least three reports of the agency's unbroken "
        "run, one year in between may leave it out. The earlier statements are given."
    ),
    explanation_zh="同一机关的连续报告中，同一主题的问题至少出现三次（其间可缺一年），并列出以往表述。",
    source="政府信息公开条例第五十条第（四）项：存在的主要问题及改进情况；主题表 lexicons/problem_themes.json",
    examples=(
        Example("存在的主要问题：一是信息更新不及时。改进措施：一是每周更新。", section="problems",
                earlier=("存在的主要问题：一是信息更新不够及时。改进措施：一是定期更新。",
                         "存在的主要问题：一是部分信息更新滞后。改进措施：一是定期更新。"), flagged=("信息更新不及时",)),
        Example("存在的主要问题：一是政策解读形式单一。改进措施：一是制作图解。", section="problems",
                earlier=(_NONE, "存在的主要问题：一是政策解读形式不够多样。改进措施：一是制作视频。",
                         "存在的主要问题：一是解读形式较为单一。改进措施：一是制作视频。"), flagged=("政策解读形式单一",)),
        Example("存在的主要问题：一是专职人员力量不足。改进措施：一是增配1人。", section="problems",
                earlier=(_NONE, _NONE), flagged=("专职人员力量不足",)),
        Example("存在的主要问题：一是信息更新不及时。改进措施：一是每周更新。", section="problems", earlier=(_NONE, _NONE)),
        Example("存在的主要问题：一是解读形式单一。改进措施：一是制作图解。", section="problems",
                earlier=(_LATE, _NONE, _NONE, "存在的主要问题：一是解读形式单一。改进措施：一是制作视频。")),
        Example("存在的主要问题：一是宣传力度不够。改进措施：一是加强宣传。", section="problems", earlier=(_LATE_2, _LATE)),
    ),
)  # fmt: skip
