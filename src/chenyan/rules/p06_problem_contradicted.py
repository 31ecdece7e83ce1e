"""P06: a stated problem is contradicted elsewhere, or last year's is called solved and stated again, or lost from sight."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.types import Flag, Severity, Skip, Span

# what a report says of the same aspect when it praises it
_PRAISED = {
    "innovation": re.compile(r"创新[^，。；]{0,10}(?:显著|突出|成效明显|明显|丰硕)|特色[^，。；]{0,6}(?:鲜明|突出)|特色亮点做法|亮点纷呈"),
    "timeliness": re.compile(r"(?:更新|发布|公开)[^，。；]{0,4}(?:十分|非常|均)?(?:及时|迅速)(?!性|不|有|公|更|率|发|回|地)"
        r"|做到了?[^，。；]{0,6}及时更新"),
    "completeness": re.compile(r"(?:内容|信息)[^，。；]{0,4}(?:全面|齐全|完整)(?!公开|性|不|推|梳|地)"
        r"|做到[^，。；]{0,4}不漏一项"),  # 应公开尽公开 is a slogan
    "staffing": re.compile(r"(?:人员|队伍|力量)[^，。；]{0,6}(?:充足|健全|齐备|到位|配齐配强)|配齐配强"),
    "channels_forms": re.compile(r"(?:形式|渠道|方式)[^，。；]{0,4}(?:多样|丰富多彩|多元)(?!性|化水平)"),
    "awareness": re.compile(r"(?:领导|上下|全[局镇乡])[^，。；]{0,6}高度重视"),
    "policy_interpretation": re.compile(r"解读[^，。；]{0,8}(?:形式多样|全面|通俗易懂|深入浅出|实现全覆盖)"),
    "mechanism": re.compile(r"(?:制度|机制)[^，。；]{0,4}(?:健全|完备|完善)(?=[，。；])"),
    "publicity_reach": re.compile(r"(?:家喻户晓|知晓率(?:达|大幅)|宣传[^，。；]{0,6}(?:广泛|到位|深入人心))"),
    "platform_columns": re.compile(r"(?:栏目|平台|网站)[^，。；]{0,8}(?:运行良好|更新及时|功能完善)"),
}  # fmt: skip
_ALL_OF_THEM = ("均已", "全部", "已经")
_SOLVED = re.compile(
    r"(?:上一?年度?|去年)[^。；]{0,30}(?:问题|不足)[^。；]{0,20}(?:均已|已全部|全部|已经)[^。；]{0,8}(?:解决|整改|完成)"
)
# what any problem may say
_COMMON = re.compile(
    r"政府信息公开|政务公开|信息公开|公开|信息|工作|部分|个别|有的|一些|不足|不够|不强|不高|较少|有待|还需|进一步|加强|提高|提升|完善|[，。；、：“”（）《》]"
)
_UNCOMMON = re.compile(rf"[^{''.join(sorted(set(_COMMON.pattern) - set('|[]')))}]{{2}}")
_ASPECT_SECTIONS = frozenset({"overview", "disclosure", "other", "part", "preamble"})


def check(case: Case, *, least_confidence: float = 0.7, follow_up: float = 0.01) -> Iterator[Flag | Skip]:
    """Flag a problem whose aspect another part praises without reserve, that was called solved, or that was lost.

    Parameters
    ----------
    case : Case
        The report to judge.
    least_confidence : float, default 0.7
        How sure the reading of the problem must be, 0 to 1.
    follow_up : float, default 0.01
        Share of a last year's problem's pairs of characters, 0 to 1, from which the report is taken to come back to it; set
        by judgement, not measured.
    """
    reading = case.problems
    if reading.skip_reason:
        yield RULE.skip(case, reading.skip_reason, reading.skip_reason_zh)
        return
    report = case.report
    told: set[str] = set()
    for problem in reading.problems:
        theme = problem.themes[0] if problem.themes else ""
        pattern = _PRAISED.get(theme)
        if pattern is None or theme in told or problem.confidence < least_confidence:
            continue
        for section in report.sections:
            if section.kind not in _ASPECT_SECTIONS:
                continue
            praise = pattern.search(report.text, section.body_start, section.end)
            if praise is None or reading.start <= praise.start() < reading.end:
                continue
            told.add(theme)
            yield RULE.flag(
                case, problem.start, problem.end, confidence=0.6, value=praise.group(),
                related=(Span(report.report_id, *praise.span()),), said=f"elsewhere the report says “{praise.group()}”",
                said_zh=f"报告他处称“{praise.group()}”",
            )  # fmt: skip
            break
    if case.earlier is None or case.earlier.problems.skip_reason:
        return
    # a look for plain words spares most reports the search
    solved = _SOLVED.search(report.text) if any(words in report.text for words in _ALL_OF_THEM) else None
    if solved is None:
        yield from _lost(case, follow_up=follow_up)
        return
    earlier = {p.themes[0]: p for p in reversed(case.earlier.problems.problems) if p.themes}
    for problem in reading.problems:
        theme = problem.themes[0] if problem.themes else ""
        if theme in earlier and theme not in told:
            told.add(theme)
            old = earlier[theme]
            yield RULE.flag(
                case, problem.start, problem.end, confidence=0.55,
                related=(Span(report.report_id, *solved.span()), Span(case.earlier.report.report_id, old.start, old.end)),
                said="last year's problems are called solved, and this one is stated again",
                said_zh="称上年问题均已整改，却再次列出同类问题",
            )  # fmt: skip


def _lost(case: Case, *, follow_up: float) -> Iterator[Flag]:
    """Flag a report that comes back to none of last year's problems: neither stated again, answered nor mentioned.

    One lost problem among several is common and may have been solved; two or more, and not one followed up, is a pattern.
    """
    reading, report, earlier = case.problems, case.report, case.earlier
    if earlier is None or not reading.problems:
        return
    stated = {theme for problem in reading.problems for theme in problem.themes}
    answered = {theme for measure in reading.measures for theme in measure.themes}
    lost = [old for old in earlier.problems.problems if old.themes and old.themes[0] != "general_gap"]
    if len(lost) < 2 or any(not (stated | answered).isdisjoint(old.themes) for old in lost):
        return
    said: str | None = None
    for old in lost:
        words = _pairs(earlier.report.text[old.start : old.end])
        # a pair with no character of a common word stands in what is said wherever it stands in the text
        if sum(pair in report.text for pair in words if _UNCOMMON.match(pair)) >= follow_up * len(words):
            return
        if said is None:
            said = "\n".join(_pieces(report.text))
        if sum(pair in said for pair in words) >= follow_up * len(words):
            return
    first = reading.problems[0]
    yield RULE.flag(
        case, first.start, first.end, confidence=0.5, severity=Severity.INFO, value=len(lost),
        related=tuple(Span(earlier.report.report_id, old.start, old.end) for old in lost),
        said="this report comes back to none of the problems that last year's stated",
        said_zh="上年报告所列问题，本报告均未再提及",
    )  # fmt: skip


def _pairs(words: str) -> list[str]:
    """Return the pairs of characters that tell what a problem is about."""
    return [piece[at : at + 2] for piece in _pieces(words) for at in range(len(piece) - 1)]


def _pieces(words: str) -> list[str]:
    """Return what stands between the words that any problem may say."""
    return _COMMON.split("".join(words.split()))


_WHOLE = "一、总体情况\n{}\n五、存在的主要问题及改进情况\n{}\n六、其他需要报告的事项\n{}"
_INNOVATION = "一是创新意识不强，创新举措不多。改进措施：一是开展试点。"

RULE = Rule(
    code="P06",
    name="problem-contradicted",
    name_zh="问题与他处表述矛盾",
    severity=Severity.LOW,
    message="“{words}”, but {said}.",
    message_zh="“{words}”，但{said_zh}。",
    check=check,
    genres=("ogi",),
    needs=frozenset({"problems", "earlier"}),
    explanation=(
        "The aspect of a stated problem is praised without reserve in another part of the same report; or the report calls "
        "last year's problems solved and states one of them again; or, as a hint, it comes back to none of last year's "
        "problems (two or more), in no part and in no word."
    ),
    explanation_zh="报告他处对同一方面毫无保留地表扬；或称上年问题均已整改，却再次列出同类问题；上年所列问题（两项以上）本年通篇均未再提及、也未说明整改的，作提示。",
    source="政府信息公开条例第五十条第（四）项：存在的主要问题及改进情况",
    examples=(
        Example("一是解读形式单一。改进措施：一是制作图解。", section="problems",
                earlier=("一是村头宣传橱窗玻璃破损。二是经办人员业务不熟。改进措施：一是更换橱窗玻璃。",), flagged=("解读形式单一",),
                note="neither the broken glass nor the staff is spoken of again: a hint"),
        Example("上年反映的村头宣传橱窗玻璃已更换。一是解读形式单一。改进措施：一是制作图解。", section="problems",
                earlier=("一是村头宣传橱窗玻璃破损。二是经办人员业务不熟。改进措施：一是更换橱窗玻璃。",)),
        Example("一是解读形式单一。改进措施：一是制作图解。", section="problems",
                earlier=("一是村头宣传橱窗玻璃破损。改进措施：一是更换橱窗玻璃。",), note="one lost problem is common"),
        Example(_WHOLE.format("2022年，我镇认真开展工作。", _INNOVATION, "创新举措成效显著，形成了一批做法。"),
                flagged=("创新意识不强",)),
        Example(_WHOLE.format("我镇公开形式多样，覆盖面广。", "一是公开形式单一。改进措施：一是拓宽渠道。", "无。"),
                flagged=("公开形式单一",)),
        Example("上年度存在的问题均已完成整改。2022年仍存在以下问题：一是人员力量不足。", section="problems",
                earlier=("一是专职人员不足。改进措施：一是增配1人。",), flagged=("人员力量不足",)),
        Example("上年度存在的问题均已完成整改。2022年存在以下问题：一是宣传力度不够。", section="problems",
                earlier=("一是专职人员不足。改进措施：一是增配1人。",)),
        Example(_WHOLE.format("我镇围绕重点工作公开信息80条。", _INNOVATION, "无其他事项。")),
        Example(_WHOLE.format("我镇及时更新各类信息。", "一是部分信息更新不及时。改进措施：一是每周更新。", "无。")),
    ),
)  # fmt: skip
