"""Figures of reuse between two reports and between many agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from chenyan.figures.save import keep_data
from chenyan.figures.style import COLOURS, SIZE, finish, font, label, new_axes, shorten
from chenyan.figures.tables import frame_of, need, top

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_EDIT_COLOURS = {"verbatim": "#B2182B", "numbers": "#E69F00", "edited": "#56B4E9", "mandated": "#A6A6A6"}


def plot_alignment(matches: Any, *, ax: Axes | None = None, width: str = "double", language: str | None = None) -> Axes:
    """Draw the passages that two reports share: the earlier text above, the later below, ribbons between them.

    Parameters
    ----------
    matches : Matches or DataFrame
        ``reuse.matches(a, b)``: columns start, end, source_start, source_end; with edits, or with resemblance and
        mandated, the passages are coloured by how they are shared.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
    """
    from matplotlib.patches import Polygon, Rectangle

    table = need(frame_of(matches), ["start", "end", "source_start", "source_end"], "alignment")
    ax = new_axes(ax, width=width, ratio=0.32)
    below = int(getattr(matches, "n_chars", 0) or table["end"].max())
    above = int(getattr(matches, "n_source_chars", 0) or table["source_end"].max())
    scale = 1.0 / max(below, above, 1)
    for y, length in ((0.0, below), (1.0, above)):
        ax.add_patch(Rectangle((0, y - 0.05), length * scale, 0.1, color="#E6E6E6", linewidth=0))
    kinds: dict[str, str] = {}
    rows: Any = table.itertuples(index=False)
    for row in rows:
        kind = _kind(row)
        colour = _EDIT_COLOURS.get(kind, COLOURS[4])
        kinds[kind] = colour
        a, b, c, d = (float(v) * scale for v in (row.start, row.end, row.source_start, row.source_end))
        ax.add_patch(Polygon([(a, 0.05), (b, 0.05), (d, 0.95), (c, 0.95)], color=colour, alpha=0.35, linewidth=0))
        ax.add_patch(Rectangle((a, -0.05), b - a, 0.1, color=colour, linewidth=0))
        ax.add_patch(Rectangle((c, 0.95), d - c, 0.1, color=colour, linewidth=0))
    ax.set_xlim(0, 1)
    ax.set_ylim(-0.2, 1.2)
    names = [shorten(str(getattr(matches, name, "") or label(fallback, language)), 16)
             for name, fallback in (("report_id", "later"), ("source_id", "earlier"))]  # fmt: skip
    ax.set_yticks([0, 1], names)
    ax.set_xticks([])
    handles = [Rectangle((0, 0), 1, 1, color=colour) for colour in kinds.values()]
    ax.legend(
        handles,
        [label(kind, language) for kind in kinds],
        prop=font(),
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=3,
    )
    keep_data(ax, table)
    finish(ax)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    return ax


def _kind(row: Any) -> str:
    """Return how a shared passage is shared: as the table says, else mandated, word for word, or edited."""
    if getattr(row, "mandated", False) is True or str(getattr(row, "mandated", "")) == "True":
        return "mandated"
    said = str(getattr(row, "edits", "") or "")
    if said:
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
        Above it only the agencies with most borrowed sentences are drawn; the table holds all.
    n_edges : int, default 60
        Above it only the heaviest arrows are drawn; more would be a ball of wool.
    ax, width, language
        As in ``plot_reuse_shares``.

    Returns
    -------
    Axes
    """
    from matplotlib.patches import FancyArrowPatch

    method = getattr(network, "network", None)
    frame = frame_of(method() if callable(method) else network)
    pairs = need(frame, ["source", "borrower", "n_sentences"], "borrowing network").rename(
        columns={"borrower": "target"}
    )
    table = pairs.groupby(["source", "target"], observed=True)["n_sentences"].sum().reset_index()
    import pandas as pd

    ends = pd.concat([table[[c, "n_sentences"]].set_axis(["agency", "n"], axis=1) for c in ("source", "target")])
    kept = sorted(top(ends, "agency", "n", n_agencies), key=str)
    shown = table[table["source"].isin(kept) & table["target"].isin(kept)]
    shown = shown.sort_values(["n_sentences", "source", "target"], ascending=[False, True, True]).head(n_edges)
    ax = new_axes(ax, width=width, ratio=1.0)
    angles = np.linspace(0, 2 * np.pi, len(kept), endpoint=False)
    place = {name: (np.cos(a), np.sin(a)) for name, a in zip(kept, angles, strict=True)}
    most = float(shown["n_sentences"].max()) if len(shown) else 1.0
    edges: Any = shown.sort_values(["n_sentences", "source", "target"]).itertuples(index=False)
    for row in edges:
        weight = float(row.n_sentences) / most
        ax.add_patch(
            FancyArrowPatch(
                place[row.source],
                place[row.target],
                arrowstyle="-|>",
                mutation_scale=5 + 3 * weight,
                connectionstyle="arc3,rad=0.18",
                linewidth=0.4 + 1.8 * weight,
                color="#D55E00",
                alpha=0.25 + 0.6 * weight,
                shrinkA=3,
                shrinkB=3,
            )
        )
    given = ends.groupby("agency", observed=True)["n"].sum()
    for name, angle in zip(kept, angles, strict=True):
        x, y = place[name]
        ax.plot(x, y, "o", color="#0072B2", markersize=2 + 4 * np.sqrt(float(given[name]) / float(given.max())))
        right = np.cos(angle) >= 0
        ax.text(
            x * 1.07, y * 1.07, shorten(str(name), 9), rotation=np.degrees(angle) + (0 if right else 180),
            rotation_mode="anchor", ha="left" if right else "right", va="center", fontsize=SIZE - 1.5,
        )  # fmt: skip
    ax.set_xlim(-1.75, 1.75)
    ax.set_ylim(-1.75, 1.75)
    ax.set_aspect("equal")
    ax.set_axis_off()
    keep_data(ax, table)
    return finish(ax)
