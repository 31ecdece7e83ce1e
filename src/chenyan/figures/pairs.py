"""Figures of reuse between two reports and between many agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from chenyan.figures.names import short_names, shorten
from chenyan.figures.parts import legend_above, room, text_width
from chenyan.figures.save import keep_data
from chenyan.figures.style import SIZE, finish, new_axes
from chenyan.figures.tables import frame_of, heaviest, need
from chenyan.figures.words import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# from dark to light, so that grey print keeps them apart
_EDIT_COLOURS = {"verbatim": "#B2182B", "numbers": "#D55E00", "edited": "#56B4E9", "mandated": "#D0D0D0"}
_BAR = 0.07  # half the height of a report's bar; the bars lie at 0 and 1


def plot_alignment(
    matches: Any,
    *,
    corpus: Any = None,
    ax: Axes | None = None,
    width: str = "double",
    language: str | None = None,
) -> Axes:
    """Draw the passages that two reports share: the earlier text above, the later below, ribbons between them.

    Parameters
    ----------
    matches : Matches or DataFrame
        ``reuse.matches(a, b)``: columns start, end, source_start, source_end; with edits, or with resemblance and
        mandated, the passages are coloured by how they are shared.
    corpus : Corpus, optional
        The batch: names the two bars by agency and year, and marks the parts of each report along its bar. Without it
        the bars carry the ids, and the parts are those of the shared passages.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"start": [0, 90], "end": [60, 140], "source_start": [10, 100], "source_end": [70, 150]}
    >>> ax = plot_alignment(pd.DataFrame(rows), language="en")
    >>> [tick.get_text() for tick in ax.get_yticklabels()]
    ['later', 'earlier']
    """
    from matplotlib.patches import Polygon, Rectangle

    table = need(frame_of(matches), ["start", "end", "source_start", "source_end"], "alignment")
    ax = new_axes(ax, width=width, ratio={"single": 0.72, "onehalf": 0.5}.get(width, 0.36))
    ends = (("of", "text", "later", "end"), ("in_", "source_text", "earlier", "source_end"))
    lengths, names, all_parts = [], [], []
    for which, text, fallback, column in ends:
        report_id = str(getattr(matches, which, "") or "")
        lengths.append(max(len(str(getattr(matches, text, ""))), int(table[column].max()), 1))
        names.append(_bar_name(report_id, corpus, lengths[-1], language) if report_id else label(fallback, language))
        all_parts.append(_parts(report_id, corpus, table if which == "of" else None))
    scale = 1.0 / max(lengths)
    kinds = set()
    rows: Any = table.itertuples(index=False)
    for row in rows:
        kind = _kind(row)
        kinds.add(kind)
        colour = _EDIT_COLOURS[kind]
        a, b, c, d = (float(v) * scale for v in (row.start, row.end, row.source_start, row.source_end))
        corners = [(a, _BAR), (b, _BAR), (d, 1 - _BAR), (c, 1 - _BAR)]
        ax.add_patch(Polygon(corners, color=colour, alpha=0.35, linewidth=0))
        for at, left, right in ((0, a, b), (1, c, d)):
            ax.add_patch(Rectangle((left, at - _BAR), right - left, 2 * _BAR, color=colour, linewidth=0))
    taken = max(text_width(name) for name in names) + 8
    for at, (length, parts) in enumerate(zip(lengths, all_parts, strict=True)):
        frame = Rectangle((0, at - _BAR), length * scale, 2 * _BAR, fill=False, edgecolor="#7F7F7F", linewidth=0.5)
        ax.add_patch(frame)
        _mark_parts(ax, at, parts, scale, room(ax)[0] - taken, language)
    # the names of the parts get their room inside of the axes, so that the legend stays clear of them
    outside = 30.0 if any(all_parts) else 4.0
    edge = _BAR + outside * (1 + 2 * _BAR) / max(40.0, room(ax)[1] - 24 - 2 * outside)
    ax.set_xlim(-0.005, 1.005)
    ax.set_ylim(-edge, 1 + edge)
    ax.set_yticks([0, 1], names)
    ax.set_xticks([])
    shown = [kind for kind in _EDIT_COLOURS if kind in kinds]
    handles = [Rectangle((0, 0), 1, 1, color=_EDIT_COLOURS[kind]) for kind in shown]
    legend_above(ax, handles, [label("mandated_passage" if k == "mandated" else k, language) for k in shown])
    keep_data(ax, table)
    finish(ax)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.tick_params(axis="y", length=0)
    return ax


def _bar_name(report_id: str, corpus: Any, length: int, language: str | None) -> str:
    """Return agency, year and length of a report, in three lines; its id where the batch is not given."""
    size = label("n_chars", language, n=length)
    if corpus is None:
        return f"{shorten(report_id, 16)}\n{size}"
    row: Any = frame_of(corpus).set_index("report_id").loc[report_id]
    agency = shorten(str(row["agency"]), 12) if row["agency"] else report_id
    known = row.notna()["year"]
    return f"{agency}\n{label('in_year', language, y=int(row['year']) if known else '?')}\n{size}"


def _parts(report_id: str, corpus: Any, table: Any) -> list[tuple[str, int, int]]:
    """Return the parts of a report as (kind, start, end), in the order of the text."""
    if corpus is not None and report_id:
        return [(s.kind, s.start, s.end) for s in corpus[report_id].sections]
    if table is None or "section" not in table.columns:
        return []
    found = table.groupby("section", observed=True).agg({"start": "min", "end": "max"})
    return sorted(((str(kind), int(a), int(b)) for kind, a, b in found.itertuples()), key=lambda part: part[1])


def _mark_parts(
    ax: Axes, at: int, parts: list[tuple[str, int, int]], scale: float, wide: float, language: str | None
) -> None:
    """Mark where the parts of a report begin, and name those that have the room: above the upper bar, below the lower."""
    outwards = 1 if at else -1
    for _, start, _ in parts:
        if start:
            ax.plot([start * scale] * 2, [at - _BAR, at + _BAR], color="#404040", linewidth=0.5, solid_capstyle="butt")
    named = [
        ((start + end) / 2 * scale, (end - start) * scale * wide, label(f"in_{kind}", language))
        for kind, start, end in parts
    ]
    named = [one for one in named if one[1] >= 6]
    flat = all(space > text_width(words, SIZE - 1) for _, space, words in named)
    free = -1.0
    for middle, _, words in named:
        if middle * wide < free:
            continue
        free = middle * wide + (0 if flat else 1.6 * SIZE)
        ax.annotate(
            words, (middle, at + outwards * _BAR), xytext=(0, 2 * outwards), textcoords="offset points",
            fontsize=SIZE - 1.5, rotation=0 if flat else 35, rotation_mode="anchor",
            ha="center" if flat else ("left" if at else "right"), va="bottom" if at else "top", color="#404040",
        )  # fmt: skip


def _kind(row: Any) -> str:
    """Return how a shared passage is shared: as the table says, else mandated, word for word, or edited."""
    if getattr(row, "mandated", False) is True or str(getattr(row, "mandated", "")) == "True":
        return "mandated"
    said = str(getattr(row, "edits", "") or "")
    if said in _EDIT_COLOURS:
        return said
    return "verbatim" if float(getattr(row, "resemblance", 0.0)) >= 0.9995 else "edited"


def plot_network(
    network: Any,
    *,
    n_agencies: int = 30,
    n_edges: int = 60,
    ax: Axes | None = None,
    width: str = "onehalf",
    language: str | None = None,
) -> Axes:
    """Draw who borrows from whom: agencies on a circle, an arrow from source to borrower, its width the sentences.

    Parameters
    ----------
    network : ReuseResult, Network or DataFrame
        ``reuse.network()`` or its table: columns source, borrower, n_sentences.
    n_agencies : int, default 30
        Above it only the agencies of the heaviest arrows are drawn, and the figure says so; the table holds all.
    n_edges : int, default 60
        Above it only the heaviest arrows are drawn; more would be a ball of wool.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> edges = pd.DataFrame({"source": ["甲镇"], "borrower": ["乙镇"], "n_sentences": [3]})
    >>> [text.get_text() for text in plot_network(edges).texts]
    ['乙镇', '甲镇']
    """
    import pandas as pd
    from matplotlib.patches import FancyArrowPatch

    method = getattr(network, "network", None)
    frame = frame_of(method() if callable(method) else network)
    pairs = need(frame, ["source", "borrower", "n_sentences"], "borrowing network").rename(
        columns={"borrower": "target"}
    )
    table = pairs.groupby(["source", "target"], observed=True)["n_sentences"].sum().reset_index()
    ends = pd.concat([table[[c, "n_sentences"]].set_axis(["agency", "n"], axis=1) for c in ("source", "target")])
    given = ends.groupby("agency", observed=True)["n"].sum()
    kept = sorted(given.index, key=str)
    if len(kept) > n_agencies:
        kept = heaviest(table, ("source", "target"), "n_sentences", n_agencies)
    among = table[table["source"].isin(kept) & table["target"].isin(kept)]
    shown = among.sort_values(["n_sentences", "source", "target"], ascending=[False, True, True]).head(n_edges)
    ax = new_axes(ax, width=width, ratio=1.0)
    angles = np.linspace(0, 2 * np.pi, len(kept), endpoint=False)
    place = {name: (np.cos(a), np.sin(a)) for name, a in zip(kept, angles, strict=True)}
    most = float(shown["n_sentences"].max()) if len(shown) else 1.0
    edges: Any = shown.sort_values(["n_sentences", "source", "target"]).itertuples(index=False)
    for row in edges:
        weight = float(row.n_sentences) / most
        ax.add_patch(
            FancyArrowPatch(
                place[row.source], place[row.target], arrowstyle="-|>", mutation_scale=5 + 3 * weight,
                connectionstyle="arc3,rad=0.18", linewidth=0.4 + 1.8 * weight, color="#D55E00",
                alpha=0.25 + 0.6 * weight, shrinkA=3, shrinkB=3,
            )
        )  # fmt: skip
    names = short_names([str(name) for name in kept], 9 if width == "single" else 12)
    for name, words, angle in zip(kept, names, angles, strict=True):
        x, y = place[name]
        ax.plot(x, y, "o", color="#0072B2", markersize=2 + 4 * np.sqrt(float(given[name]) / float(given[kept].max())))
        right = np.cos(angle) >= 0
        ax.text(
            x * 1.07, y * 1.07, words, rotation=np.degrees(angle) + (0 if right else 180),
            rotation_mode="anchor", ha="left" if right else "right", va="center", fontsize=SIZE - 1.5,
        )  # fmt: skip
    # the circle takes what the longest name leaves
    side = min(room(ax))
    longest = min(0.3 * side, max((text_width(name, SIZE - 1.5) for name in names), default=0.0) + 6)
    limit = 1.07 * (side / 2) / (side / 2 - longest)
    ax.set_xlim(-limit, limit)
    ax.set_ylim(-limit, limit)
    ax.set_aspect("equal")
    ax.set_axis_off()
    ax.set_title(_left_out(len(given) - len(kept), len(kept), len(among) > n_edges, n_edges, language))
    keep_data(ax, table)
    return finish(ax)


def _left_out(hidden: int, shown: int, fewer: bool, n_edges: int, language: str | None) -> str:
    """Return what a network leaves out, in words; empty where nothing."""
    said = []
    if hidden:
        said.append(label("most", language, n=shown, k=hidden, what=label("by_sentences", language)))
    if fewer:
        said.append(label("arrows", language, n=n_edges))
    return "\n".join(said)
