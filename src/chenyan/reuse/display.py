"""Two reports side by side: the stretches that one shares with the other, as a table and as HTML."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chenyan.align import align_pairs
from chenyan.frames import to_frame
from chenyan.reuse.attribute import MANDATED
from chenyan.text.fold import fold
from chenyan.types import SECTION_KINDS

if TYPE_CHECKING:
    import pandas as pd

    from chenyan.reuse.result import ReuseResult

_COLUMNS = {
    "section": "str", "start": "int", "end": "int", "words": "str", "source_start": "int", "source_end": "int",
    "source_words": "str", "resemblance": "float", "mandated": "bool",
}  # fmt: skip
LEAST_RESEMBLANCE = 0.3


@dataclass(frozen=True, slots=True)
class Match:
    """One sentence and the sentence of the other report that is most like it, with their shared stretches.

    ``blocks`` are (start, end, source_start, source_end) in the two reports' texts.
    """

    section: str
    start: int
    end: int
    source_start: int
    source_end: int
    resemblance: float
    blocks: tuple[tuple[int, int, int, int], ...]
    mandated: bool = False


@dataclass(frozen=True, slots=True)
class Matches:
    """What one report (``of``) shares with another (``in_``), sentence by sentence."""

    of: str
    in_: str
    text: str
    source_text: str
    records: tuple[Match, ...]
    params: dict[str, Any]

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Match]:
        return iter(self.records)

    def __repr__(self) -> str:
        return f"<Matches of {self.of} in {self.in_}: {len(self.records)} sentences>"

    def to_frame(self) -> pd.DataFrame:
        """Return one row a matched sentence."""
        return to_frame(
            (
                (
                    m.section, m.start, m.end, self.text[m.start : m.end], m.source_start, m.source_end,
                    self.source_text[m.source_start : m.source_end], round(m.resemblance, 4), m.mandated,
                )
                for m in self.records
            ),
            _COLUMNS,
        )  # fmt: skip

    def _repr_html_(self) -> str:
        rows = []
        for match in self.records[:200]:
            left = _marked(self.text, match.start, match.end, [(a, b) for a, b, _, _ in match.blocks])
            right = _marked(
                self.source_text, match.source_start, match.source_end, sorted((c, d) for _, _, c, d in match.blocks)
            )
            shade = " style='opacity:.55'" if match.mandated else ""
            rows.append(
                f"<tr{shade}><td>{match.resemblance:.2f}</td><td style='text-align:left'>{left}</td>"
                f"<td style='text-align:left'>{right}</td></tr>"
            )
        more = f"<p>… {len(self.records) - 200} more</p>" if len(self.records) > 200 else ""
        return (
            f"<div><p>{html.escape(self.of)} 有 {len(self.records)} 句见于 {html.escape(self.in_)}；相同文字加底色，规定文本以浅色显示。"
            f"<br>{len(self.records)} sentences of {html.escape(self.of)} have a match in {html.escape(self.in_)}; "
            "shared words are marked, mandated text is pale.</p><table><tr><th></th>"
            f"<th>{html.escape(self.of)}</th><th>{html.escape(self.in_)}</th></tr>{''.join(rows)}</table>{more}</div>"
        )


def _marked(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    """Return a sentence as HTML with these stretches marked."""
    parts = []
    at = start
    for low, high in spans:
        parts += [html.escape(text[at:low]), "<mark>", html.escape(text[low:high]), "</mark>"]
        at = high
    return "".join([*parts, html.escape(text[at:end])])


def _bag(words: str) -> Counter[str]:
    folded = fold(words, compact=True).text
    return Counter(folded[at : at + 3] for at in range(max(1, len(folded) - 2)))


def match_reports(result: ReuseResult, of: int, in_: int) -> Matches:
    """Match each sentence of one report with the most similar sentence of the other, and align the two."""
    batch = result.batch
    bounds = batch.bounds()
    theirs = [(s, _bag(batch.words(s))) for s in range(int(bounds[in_]), int(bounds[in_ + 1]))]
    holders: dict[str, list[int]] = {}
    for place, (_, bag) in enumerate(theirs):
        for gram in bag:
            holders.setdefault(gram, []).append(place)
    records = []
    chosen: list[tuple[int, int]] = []
    for sentence in range(int(bounds[of]), int(bounds[of + 1])):
        bag = _bag(batch.words(sentence))
        shared: Counter[int] = Counter()
        for gram, times in bag.items():
            for place in holders.get(gram, ()):
                shared[place] += min(times, theirs[place][1][gram])
        best = max(
            ((2 * n / (bag.total() + theirs[place][1].total()), -place) for place, n in shared.items()), default=None
        )
        if best is None or best[0] < LEAST_RESEMBLANCE:
            continue
        chosen.append((sentence, theirs[-best[1]][0]))
    alignments = align_pairs([batch.words(mine) for mine, _ in chosen], [batch.words(source) for _, source in chosen])
    for at, (sentence, source) in enumerate(chosen):
        found = alignments[at]
        left, right = int(batch.start[sentence]), int(batch.start[source])
        records.append(
            Match(
                SECTION_KINDS[int(batch.section[sentence])],
                left,
                int(batch.end[sentence]),
                right,
                int(batch.end[source]),
                found.resemblance,
                tuple((left + b.a_start, left + b.a_end, right + b.b_start, right + b.b_end) for b in found.blocks),
                bool(result.origins.origin[sentence] == MANDATED),
            )
        )
    params = {"least_resemblance": LEAST_RESEMBLANCE, "version": result.version}
    return Matches(batch.ids[of], batch.ids[in_], batch.texts[of], batch.texts[in_], tuple(records), params)
