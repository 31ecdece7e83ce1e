"""B03: a long passage that stands in another agency's report."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.reuse import SentenceOrigin
from chenyan.rule import Example, Rule
from chenyan.rules._reuse import formula_severity, needs_reuse, plain_length, source_span
from chenyan.types import Flag, Severity, Skip

_FRONT = frozenset({"title", "preamble", "signature"})
_ALIKE, _SAME = 0.5, 0.8  # a single sentence meets another by chance more easily than several in a row


def check(
    case: Case,
    *,
    least_chars: int = 60,
    resemblance: float = 0.4,
    least_confidence: float = 0.5,
    whole: float = 0.8,
    least_exact: int = 40,
) -> Iterator[Flag | Skip]:
    """Flag runs of neighbouring sentences that are shared with one other report; one flag for each such report.

    Parameters
    ----------
    case : Case
        The report to judge.
    least_chars : int, default 60
        Least length of the run without blanks.
    resemblance : float, default 0.4
        Least resemblance of each sentence with its source, 0 to 1.
    least_confidence : float, default 0.5
        Least confidence of each sentence's origin.
    whole : float, default 0.8
        From this share of its own text on, a speech or a budget is taken for a second copy of the other file and skipped.
    least_exact : int, default 40
        Least length of a single sentence that differs from its source in numbers, names or a word at most.
    """
    skip = needs_reuse(RULE, case)
    if skip is not None:
        yield skip
        return
    assert case.reuse is not None
    if "sources" in case.reuse.reasons:
        yield RULE.skip(case, *case.reuse.reasons["sources"])
        return
    told = [s for s in case.reuse.sentences if s.section not in _FRONT and s.origin != "mandated"]
    for source, runs in _by_source(case, _runs(case, resemblance, least_confidence), least_chars, least_exact).items():
        taken = sum(s.end - s.start for run in runs for s in run)
        if taken >= whole * sum(s.end - s.start for s in told) and case.report.genre not in ("", "ogi"):
            yield RULE.skip(
                case, f"the same text as {source}: a second copy", f"与 {source} 全文相同，疑为同一文件的副本"
            )
            continue
        yield _flag(case, source, runs)


def _runs(case: Case, resemblance: float, least_confidence: float) -> Iterator[list[SentenceOrigin]]:
    """Yield the runs of neighbouring sentences with the same source."""
    assert case.reuse is not None
    run: list[SentenceOrigin] = []
    for sentence in case.reuse.sentences:
        borrowed = _borrowed(sentence, resemblance, least_confidence)
        if run and not (borrowed and run[-1].source_id == sentence.source_id):
            yield run
            run = []
        if borrowed:
            run.append(sentence)
    if run:
        yield run


def _borrowed(sentence: SentenceOrigin, resemblance: float, least_confidence: float) -> bool:
    """Say whether a sentence is believably another agency's; front matter follows local models and is left out."""
    return (
        sentence.origin == "borrowed"
        and sentence.section not in _FRONT
        and sentence.resemblance >= resemblance
        and sentence.confidence >= least_confidence
    )


def _by_source(
    case: Case, runs: Iterator[list[SentenceOrigin]], least_chars: int, least_exact: int
) -> dict[str, list[list[SentenceOrigin]]]:
    """Return the runs by their source, longest first, where they are evidence enough."""
    found: dict[str, list[list[SentenceOrigin]]] = {}
    for run in runs:
        found.setdefault(run[0].source_id, []).append(run)
    kept = {}
    for source in sorted(found):
        sound = [run for run in found[source] if _sound(case, run, least_chars, least_exact)]
        # several short runs from one report are no chance either
        if not sound and len(found[source]) > 1 and sum(_size(case, run) for run in found[source]) >= least_chars:
            sound = found[source]
        if sound:
            kept[source] = sorted(sound, key=lambda run: (-_size(case, run), run[0].start))
    return kept


def _sound(case: Case, run: list[SentenceOrigin], least_chars: int, least_exact: int) -> bool:
    """Say whether a run is evidence by itself: long and of several sentences, or one sentence that is hardly edited."""
    size = _size(case, run)
    if len(run) > 1:
        return size >= least_chars
    alike = run[0].resemblance
    return (size >= least_chars and alike >= _ALIKE) or (size >= least_exact and alike >= _SAME)


def _size(case: Case, run: list[SentenceOrigin]) -> int:
    return sum(plain_length(case.report.text[s.start : s.end]) for s in run)


def _flag(case: Case, source: str, runs: list[list[SentenceOrigin]]) -> Flag:
    """Return one flag for all that is shared with one report: at the longest passage, with the others beside it."""
    first, *rest = runs
    known = any(s.direction in ("earlier", "residue") for s in first)
    sure = sum(s.confidence * (s.end - s.start) for s in first) / sum(s.end - s.start for s in first)
    formal = case.report.genre not in ("", "ogi")  # budgets and accounts have fixed words that no lexicon lists
    others = tuple(case.report.span(run[0].start, run[-1].end) for run in rest)
    return RULE.flag(
        case,
        first[0].start,
        first[-1].end,
        confidence=min(0.97, sure) * (1.0 if known else 0.85) * (0.8 if formal else 1.0),
        severity=formula_severity(case),
        value=source,
        expected="own wording",
        related=(*(span for s in first[:8] for span in source_span(s)), *others[:20]),
        size=_size(case, first),
        who="taken from" if known else "shared with",
        who_zh="来自" if known else "见于同期的",
        more=f", and {len(rest)} more passages" if rest else "",
        more_zh=f"，另有 {len(rest)} 处" if rest else "",
    )


_OWN = (
    "我镇把二十六个自然村的灌溉用水轮次表刻成木牌立在渠首，谁先谁后一目了然，三年没有再为抢水打过架。"
    "木牌背面印着举报电话，村民发现偷放水可以当场拨打。"
)
_OTHER = "围绕老街立面改造，街道先后七次把设计图贴到茶馆里，请老住户用红笔圈出不满意的地方，改完再贴。"

RULE = Rule(
    code="B03",
    name="passage-borrowed",
    name_zh="大段雷同于其他单位",
    severity=Severity.HIGH,
    message="{size} characters in a row are {who} the report {value}{more}.",
    message_zh="连续 {size} 字{who_zh}报告 {value}{more_zh}。",
    check=check,
    needs=frozenset({"reuse"}),
    source="国办公开办函〔2021〕30号 (4): alike reports; CCDI 2023: copying across places",
    explanation=(
        "Neighbouring sentences whose best source is one other agency's report of the same or an earlier year; "
        "mandated text, learned templates, stock wording of many agencies and front matter are left out. Where nobody knows who "
        "came first, the passage is called shared and the confidence is lower."
    ),
    explanation_zh="相邻句子的最佳来源为另一机关同年或更早的同一份报告；规定文本、地区模板、多机关通用套话和卷首语不计。先后不明时称“雷同”并降低置信度。",
    examples=(
        Example(_OWN, section="overview", others=(_OWN,), flagged=(_OWN,)),
        Example(
            _OTHER + _OWN.replace("二十六", "三十一"),
            section="overview",
            others=(_OWN,),
            flagged=(_OWN.replace("二十六", "三十一"),),
        ),
        Example(
            _OWN.replace("谁先谁后一目了然，", ""),
            section="problems",
            others=(_OTHER + _OWN,),
            flagged=(_OWN.replace("谁先谁后一目了然，", ""),),
        ),
        Example(_OWN, section="overview", others=(_OTHER,)),
        Example(
            "根据《中华人民共和国政府信息公开条例》规定，编制本年度政府信息公开工作报告。" + _OTHER,
            section="overview",
            others=("根据《中华人民共和国政府信息公开条例》规定，编制本年度政府信息公开工作报告。" + _OWN,),
            note="only the basis is shared, and the form asks for it",
        ),
        Example("加强组织领导，完善工作机制。", section="overview", others=("加强组织领导，完善工作机制。",)),
    ),
)
