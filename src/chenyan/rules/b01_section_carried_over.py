"""B01: a section that is mostly last year's, template and stock wording set aside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from chenyan.case import Case
from chenyan.reuse import SentenceOrigin
from chenyan.rule import Example, Rule
from chenyan.rules._reuse import formula_severity, needs_earlier, source_span
from chenyan.types import Flag, Severity, Skip

_SECTIONS = frozenset({"overview", "disclosure", "requests", "litigation", "problems", "other", "part"})


def check(case: Case, *, share: float = 0.7, least_chars: int = 60, least_sentences: int = 2) -> Iterator[Flag | Skip]:
    """Flag sections whose own wording stands in last year's report.

    Parameters
    ----------
    case : Case
        The report to judge.
    share : float, default 0.7
        Share of the section's characters, mandated text and boilerplate left out, 0 to 1.
    least_chars : int, default 60
        Shorter sections (counted alike) are not judged.
    least_sentences : int, default 2
        One carried-over sentence is B02's business.
    """
    skip = needs_earlier(RULE, case)
    if skip is not None:
        yield skip
        return
    assert case.reuse is not None and case.earlier is not None  # noqa: PT018
    before = case.earlier.report.report_id
    for section, sentences in _by_section(case):
        own = [s for s in sentences if s.origin in ("carried_over", "borrowed", "novel")]
        kept = [s for s in own if s.origin == "carried_over" and s.source_id == before]
        total = sum(s.end - s.start for s in own)
        carried = sum(s.end - s.start for s in kept)
        if section not in _SECTIONS or len(kept) < least_sentences or total < least_chars or carried < share * total:
            continue
        found = carried / total
        related = tuple(span for s in kept[:5] for span in source_span(s))
        yield RULE.flag(
            case,
            sentences[0].start,
            kept[-1].end,
            severity=formula_severity(case),
            confidence=min(0.97, 0.6 + 0.35 * found + 0.0002 * total),
            value=f"{found:.0%}",
            expected=f"< {share:.0%}",
            related=related,
            n=len(kept),
            before=case.earlier.report.year,
        )


def _by_section(case: Case) -> Iterator[tuple[str, list[SentenceOrigin]]]:
    """Yield the sentences of each section of the report, in order."""
    assert case.reuse is not None
    sections = sorted(section.start for section in case.report.sections)

    def place(sentence: SentenceOrigin) -> tuple[str, int]:
        return sentence.section, bisect_right(sections, sentence.start)

    for (kind, _), run in groupby(case.reuse.sentences, key=place):
        yield kind, list(run)


_OLD = (
    "2021年，我镇在三个集市设立流动公开点，请退休教师轮流值守，解答群众关于低保和医保的提问。"
    "针对山区网络不便的情况，把每季度的补贴名单印成折页，由网格员送到偏远农户手中。"
    "年底邀请十五名村民代表到便民大厅逐项核对公示内容，当场更正差错。"
)
_NEW = _OLD.replace("2021", "2022").replace("十五名", "十八名").replace("集市", "村口")
_FRESH = (
    "2022年，我镇把信访积案的办理进度逐件挂网，来访人凭回执号即可查询。"
    "八月起在两所小学门口试行通学路施工公告，家长可以扫码留言，留言三日内答复。"
    "公路改线方案先后开过四次院坝会，记录和照片一并上网。"
)

RULE = Rule(
    code="B01",
    name="section-carried-over",
    name_zh="整段沿用上年",
    severity=Severity.MEDIUM,
    message="{value} of this section's own wording stands in the report on {before} ({n} sentences).",
    message_zh="本部分除规定文本和套话外，{value} 的文字沿用 {before} 年度报告（{n} 句）。",
    check=check,
    needs=frozenset({"reuse", "earlier"}),
    source="国办公开办函〔2021〕30号 (4): reports that are alike or perfunctory are to be pursued",
    explanation=(
        "Sentences are compared with the same agency's report of the year before after masking numbers and own names. "
        "Mandated text and stock wording of many agencies are set aside, so that the template never counts as copying."
    ),
    explanation_zh="掩去数字和本机关名称后与本机关上一年度报告逐句比对；规定文本和各机关通用的套话不计入。",
    examples=(
        Example(_NEW, section="overview", earlier=(_OLD,), flagged=("一、总体情况\n" + _NEW,)),
        Example(
            _OLD, section="overview", earlier=(_OLD,), flagged=("一、总体情况\n" + _OLD,), note="not even the year"
        ),
        Example(_NEW, section="other", earlier=(_OLD,), flagged=("六、其他需要报告的事项\n" + _NEW,)),
        Example(_FRESH, section="overview", earlier=(_OLD,)),
        Example("本年度我镇未收取信息处理费。", section="other", earlier=("本年度我镇未收取信息处理费。",)),
        Example(_FRESH + _NEW[:44], section="overview", earlier=(_OLD,), note="one old sentence among new ones"),
        Example(_NEW, section="overview", skipped=True, note="no earlier report"),
    ),
)
