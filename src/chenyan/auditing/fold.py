"""Fold flags of one cause into one flag: the strongest stays, the others become its related places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chenyan.types import Flag, Span

# Rules that can trip over the same wrong words. Within a group, overlapping evidence has one cause.
SAME_CAUSE = (
    ("Y01", "Y02", "Y03", "Y04"),
    ("T01", "T02", "T03", "T04", "T05"),
    ("N01", "N02", "N05"),
    ("N03", "N04"),
    ("B01", "B02"),
    ("S01", "S05"),
)
_STRETCH = 256
_GROUP = {code: at for at, codes in enumerate(SAME_CAUSE) for code in codes}


def _strength(flag: Flag) -> tuple[int, float, str, int, int]:
    """Order flags so that the one to keep comes first."""
    return (-flag.severity.rank, -flag.confidence, flag.code, flag.evidence.start, -flag.evidence.end)


def _overlap(left: Span, right: Span) -> bool:
    return left.report_id == right.report_id and left.start < right.end and right.start < left.end


def _stretches(span: Span) -> range:
    """Return the numbers of the stretches of text that a span touches."""
    return range(span.start // _STRETCH, max(span.start, span.end - 1) // _STRETCH + 1)


def fold_flags(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """Return the flags of one report in text order, one for each cause.

    A weaker flag of the same group whose evidence overlaps is folded into the stronger one; its places are kept
    as related spans, so nothing that was found is lost. Flags of one rule on the very same words are always folded.
    """
    kept: list[Flag] = []
    near: dict[tuple[int | str, str, int], list[int]] = {}  # kept flags by group (or rule), report and stretch of text
    for flag in sorted(flags, key=_strength):
        group = _GROUP.get(flag.code, flag.code)
        places = [(group, flag.evidence.report_id, at) for at in _stretches(flag.evidence)]
        for at in sorted({at for place in places for at in near.get(place, ())}):
            other = kept[at]
            same_rule = flag.code == other.code and flag.evidence == other.evidence
            if same_rule or (flag.code != other.code and _overlap(flag.evidence, other.evidence)):
                spans = {*other.related, *flag.related}
                if flag.evidence != other.evidence:
                    spans.add(flag.evidence)
                kept[at] = replace(other, related=tuple(sorted(spans)))
                break
        else:
            for place in places:
                near.setdefault(place, []).append(len(kept))
            kept.append(flag)
    return tuple(sorted(kept, key=lambda flag: (flag.evidence.start, flag.evidence.end, flag.code)))
