"""What several figures share: stacked bars, labelled matrices, a legend that fits above, a word on what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from chenyan.figures.style import FAMILY, SEQUENTIAL, SIZE, WIDTHS_MM, font, style_legend
from chenyan.figures.words import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_CELL_TEXT = SIZE - 2.5


@dataclass(frozen=True, slots=True)
class Layer:
    """One part of stacked bars: its sizes, its look, its name in the legend."""

    name: str
    sizes: npt.NDArray[np.float64]
    colour: str
    hatch: str = ""


def draw_stack(ax: Axes, layers: Sequence[Layer], *, at: Any = None, sideways: bool = True, thick: float = 0.72) -> Any:
    """Draw stacked bars, one layer upon the other; returns where each layer starts, by name."""
    places = np.arange(len(layers[0].sizes)) if at is None else at
    base = np.zeros(len(layers[0].sizes))
    starts = {}
    for layer in layers:
        extent: dict[str, Any] = {"left": base} if sideways else {"bottom": base}
        draw: Any = ax.barh if sideways else ax.bar
        draw(
            places, layer.sizes, thick, color=layer.colour, hatch=layer.hatch, edgecolor="white", linewidth=0.3,
            label=layer.name, **extent,
        )  # fmt: skip
        starts[layer.name] = base
        base = base + np.nan_to_num(layer.sizes)
    return starts


def name_rows(ax: Axes, names: Sequence[str]) -> None:
    """Name the rows of sideways bars or dots, the first on top, without waste above and below."""
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.45, -0.55)


def text_width(words: str, size: float = SIZE) -> float:
    """Return about how wide words are in points: a hanzi is as wide as it is high, a letter about half."""
    return max(sum(size if ord(char) > 0x2E7F else 0.56 * size for char in line) for line in words.split("\n"))


def room(ax: Axes) -> tuple[float, float]:
    """Return about how much room axes have for data and labels, in points: the whole figure where they are alone."""
    figure: Any = ax.figure
    if len(figure.axes) == 1:
        wide, high = figure.get_size_inches()
        return 72 * float(wide) - 8, 72 * float(high) - 8
    box = ax.get_window_extent()
    return 72 * float(box.width) / figure.dpi, 72 * float(box.height) / figure.dpi


def legend_above(ax: Axes, handles: Sequence[Any] | None = None, names: Sequence[str] | None = None) -> None:
    """Put a legend above the axes, flush right, in as many columns as fit."""
    if handles is None or names is None:
        handles, names = ax.get_legend_handles_labels()
    if not names:
        return
    entries = [text_width(name, SIZE - 0.5) + 3.2 * SIZE for name in names]
    wide = room(ax)[0]
    # as many columns as fit, in rows as even as can be: five entries in two rows are three and two, not four and one
    rows = next((n for n in range(1, len(names)) if sum(map(max, _columns(entries, n))) <= wide), len(names))
    columns = -(-len(names) // rows)
    legend = ax.legend(
        handles, names, prop=font(), loc="lower right", bbox_to_anchor=(1, 1.01), ncols=columns, handlelength=1.2,
        columnspacing=1.0, borderaxespad=0, borderpad=0.2, handletextpad=0.6,
    )  # fmt: skip
    style_legend(legend)


def _columns(entries: Sequence[float], rows: int) -> list[Sequence[float]]:
    """Return the entries of a legend by column, as matplotlib fills them."""
    columns = -(-len(entries) // rows)
    short = columns * rows - len(entries)
    found, at = [], 0
    for column in range(columns):
        n = rows if column < columns - short else rows - 1
        found.append(entries[at : at + n])
        at += n
    return [column for column in found if column]


def name_columns(ax: Axes, names: Sequence[str], *, taken: float = 0.0) -> None:
    """Name the columns; names that would touch each other are turned, those that still would are thinned out."""
    each = (room(ax)[0] - taken) / max(1, len(names))
    wide = max((text_width(name, SIZE - 0.5) for name in names), default=0.0)
    step = max(1, int(np.ceil(SIZE / max(each, 0.1)))) if wide + 3 > each else 1
    ax.set_xticks(range(0, len(names), step), list(names)[::step])
    if wide + 3 > each:
        ax.tick_params(axis="x", rotation=90)


def draw_matrix(
    ax: Axes,
    matrix: npt.NDArray[np.float64],
    rows: list[str],
    columns: list[str],
    *,
    values: str | None = "{:.2f}",
    bar: str = "",
    vmin: float = 0.0,
    vmax: float | None = None,
    cmap: str = SEQUENTIAL,
) -> Axes:
    """Draw a labelled matrix; cells without a value are hatched, so that missing never looks like zero.

    Values are written where each cell has the room for one.
    """
    shown = np.ma.masked_invalid(matrix)
    high = vmax if vmax is not None else float(np.nanmax(matrix)) if np.isfinite(matrix).any() else 1.0
    high = high if high > vmin else vmin + 1.0
    image = ax.imshow(shown, aspect="auto", cmap=cmap, vmin=vmin, vmax=high, interpolation="nearest")
    ax.set_yticks(range(len(rows)), rows)
    taken = _beside(rows)
    wide, deep = room(ax)
    name_columns(ax, columns, taken=taken)
    for row, column in np.argwhere(~np.isfinite(matrix)):
        ax.add_patch(_missing(column, row))
    fits = (wide - taken) / max(1, len(columns)) >= text_width("0.00", _CELL_TEXT) + 2
    if values is not None and fits and (deep - 40) / max(1, len(rows)) >= _CELL_TEXT + 1:
        for row, column in np.argwhere(np.isfinite(matrix)):
            value = matrix[row, column]
            dark = (value - vmin) / (high - vmin) > 0.55
            ax.text(
                column, row, values.format(value) if value else "0", ha="center", va="center", fontsize=_CELL_TEXT,
                color="white" if dark else "black",
            )  # fmt: skip
    if bar:
        scale = ax.figure.colorbar(image, ax=ax, fraction=0.046, pad=0.02)
        if text_width(bar) > 0.7 * deep:
            bar = bar.replace("（", "\n（").replace(" (", "\n(")
        scale.set_label(bar, fontproperties=font(), linespacing=1.3)
        scale.ax.tick_params(labelsize=SIZE - 1.5, width=0.4, length=2, labelfontfamily=FAMILY)
        scale.outline.set_linewidth(0.4)
    return ax


def columns_that_fit(ax: Axes | None, width: str, rows: Sequence[str]) -> int:
    """Return how many columns with turned names a matrix can have beside these row names, of 4 to 40."""
    wide = 72 * WIDTHS_MM.get(width, 183.0) / 25.4 if ax is None else room(ax)[0]
    return max(4, min(40, int((wide - _beside(rows)) / (1.15 * SIZE))))


def _beside(rows: Sequence[str]) -> float:
    """Return the points that row names and the colour scale take from the width of a matrix."""
    return max((text_width(name, SIZE - 0.5) for name in rows), default=0.0) + 48.0


def _missing(column: int, row: int) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, hatch="//////", edgecolor="#C8C8C8", linewidth=0)


def say_hidden(ax: Axes, hidden: int, shown: int, *, by: str, language: str | None, how: str = "most") -> None:
    """Say under the axes what an over-full figure left out, and by what it chose; nothing where nothing is hidden."""
    if hidden:
        words = label(how, language, n=shown, k=hidden, what=label(by, language))
        before = ax.get_xlabel()
        ax.set_xlabel(f"{before}\n{words}" if before else words)
