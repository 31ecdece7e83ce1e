"""Who borrows from whom: agencies as nodes, borrowed sentences as weighted edges from the borrower to its source."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from chenyan.frames import to_frame
from chenyan.reuse.attribute import DIRECTIONS, ORIGINS
from chenyan.types import SettingsError

if TYPE_CHECKING:
    import pandas as pd

    from chenyan.reuse.result import ReuseResult

_COLUMNS = {
    "borrower": "str", "source": "str", "year": "int", "source_year": "int", "n_sentences": "int", "n_chars": "int",
    "share": "float", "same_region": "bool", "direction": "str",
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """What one agency's reports of a year took from another's: sentences, characters, share of the borrower's text.

    ``direction`` is ``shared`` where it is not known who came first for most of these sentences.
    """

    borrower: str
    source: str
    year: int
    source_year: int
    n_sentences: int
    n_chars: int
    share: float
    same_region: bool
    direction: str


@dataclass(frozen=True, slots=True)
class Network:
    """The graph as a table of edges; ``write_graphml`` saves it for Gephi, igraph or networkx."""

    edges: tuple[Edge, ...]
    regions: dict[str, str] = field(default_factory=dict)
    params: dict[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.edges)

    def __iter__(self) -> Iterator[Edge]:
        return iter(self.edges)

    def __repr__(self) -> str:
        return f"<Network: {len(self.regions)} agencies, {len(self.edges)} edges>"

    def to_frame(self) -> pd.DataFrame:
        """Return one row an edge."""
        return to_frame(
            (
                (
                    e.borrower, e.source, e.year or None, e.source_year or None, e.n_sentences, e.n_chars,
                    round(e.share, 6), e.same_region, e.direction,
                )
                for e in self.edges
            ),
            _COLUMNS,
        )  # fmt: skip

    def _repr_html_(self) -> str:
        return f"<div><p>{html.escape(repr(self))}</p>{self.to_frame().to_html(index=False, max_rows=12)}</div>"

    def write_graphml(self, path: str | Path) -> Path:
        """Write the graph as GraphML, a directed graph with weights; an edge points from borrower to source."""
        path = Path(path)
        keys = (
            ("region", "node", "string"), ("year", "edge", "int"), ("n_sentences", "edge", "int"),
            ("n_chars", "edge", "int"), ("share", "edge", "double"), ("direction", "edge", "string"),
        )  # fmt: skip
        names = sorted(self.regions)
        place = {name: f"n{at}" for at, name in enumerate(names)}
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
            '<key id="label" for="node" attr.name="label" attr.type="string"/>',
            *(f'<key id="{k}" for="{kind}" attr.name="{k}" attr.type="{type_}"/>' for k, kind, type_ in keys),
            '<graph edgedefault="directed">',
        ]
        for name in names:
            label, region = _xml(name), _xml(self.regions[name])
            lines.append(
                f'<node id="{place[name]}"><data key="label">{label}</data><data key="region">{region}</data></node>'
            )
        for at, edge in enumerate(self.edges):
            data = "".join(
                f'<data key="{key}">{value}</data>'
                for key, value in (
                    ("year", edge.year), ("n_sentences", edge.n_sentences), ("n_chars", edge.n_chars),
                    ("share", f"{edge.share:.6f}"), ("direction", edge.direction),
                )
            )  # fmt: skip
            lines.append(
                f'<edge id="e{at}" source="{place[edge.borrower]}" target="{place[edge.source]}">{data}</edge>'
            )
        path.write_text("\n".join([*lines, "</graph>", "</graphml>", ""]), encoding="utf-8", newline="\n")
        return path


def _xml(text: str) -> str:
    """Escape for XML and leave out the control characters that XML forbids."""
    return html.escape("".join(char for char in text if char >= " " and char not in "\ufffe\uffff"))


def make_network(result: ReuseResult, *, origin: str = "borrowed", min_sentences: int = 1) -> Network:
    """Sum borrowed sentences up to edges between agencies; agencies that borrow nothing and lend nothing are left out.

    Parameters
    ----------
    result : ReuseResult
    origin : str, default "borrowed"
        Which sentences make edges: borrowed, or boilerplate.
    min_sentences : int, default 1
        Leave out weaker edges.
    """
    if origin not in ("borrowed", "boilerplate"):
        raise SettingsError(f"origin={origin!r}: one of 'borrowed', 'boilerplate' 应为 borrowed 或 boilerplate")
    batch, origins = result.batch, result.origins
    names = list(result.labels.agency) or [""] * batch.n_reports
    named = [names[at] or f"agency {int(batch.agency[at])}" for at in range(batch.n_reports)]
    # one name for one agency; two agencies of one name are told apart by their region
    first: dict[int, int] = {}
    for at in range(batch.n_reports):
        first.setdefault(int(batch.agency[at]), at)
    taken: dict[str, int] = {}
    label: dict[int, str] = {}
    for agency in sorted(first):
        name = named[first[agency]]
        region = batch.regions[first[agency]][-1] if batch.regions[first[agency]] else ""
        if name in taken:
            name = f"{name} ({region or agency})"
        if name in taken:
            name = f"{name} [{agency}]"
        taken[name] = agency
        label[agency] = name
    chosen = np.flatnonzero((origins.origin == ORIGINS.index(origin)) & (origins.source >= 0))
    sums: dict[tuple[int, int, int, int], list[int]] = {}
    for sentence in chosen.tolist():
        ours, theirs = int(batch.report[sentence]), int(batch.report[origins.source[sentence]])
        key = (int(batch.agency[ours]), int(batch.agency[theirs]), int(batch.year[ours]), int(batch.year[theirs]))
        if key[0] == key[1]:
            continue
        entry = sums.setdefault(key, [0, 0, 0])
        entry[0] += 1
        entry[1] += int(batch.end[sentence] - batch.start[sentence])
        entry[2] += DIRECTIONS[int(origins.direction[sentence])] == "shared"
    written: dict[tuple[int, int], int] = {}
    for at in range(batch.n_reports):
        when = (int(batch.agency[at]), int(batch.year[at]))
        written[when] = written.get(when, 0) + int(result.n_chars[at])
    region_of = {label[agency]: (batch.regions[at][-1] if batch.regions[at] else "") for agency, at in first.items()}
    edges = []
    for (ours, theirs, year, source_year), (n, chars, unknown) in sums.items():
        if n < min_sentences:
            continue
        same = bool(region_of[label[ours]]) and region_of[label[ours]] == region_of[label[theirs]]
        way = "shared" if 2 * unknown > n else "earlier"
        total = written[ours, year]
        edges.append(Edge(label[ours], label[theirs], year, source_year, n, chars, chars / total, same, way))
    edges.sort()
    nodes = sorted({edge.borrower for edge in edges} | {edge.source for edge in edges})
    params = {**result.params, "origin": origin, "min_sentences": min_sentences, "version": result.version}
    return Network(tuple(edges), {name: region_of[name] for name in nodes}, params)
