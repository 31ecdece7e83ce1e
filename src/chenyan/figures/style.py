"""How our figures look: one font that is always there, colours that survive print, journal sizes, two languages.

Nothing here touches matplotlib's global settings: each artist gets its font and colour itself.
"""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from chenyan.types import SettingsError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

FAMILY = "Chenyan Sans"
WIDTHS_MM = {"single": 89.0, "onehalf": 120.0, "double": 183.0}
_RATIOS = {"single": 0.68, "onehalf": 0.6, "double": 0.45}
SIZE = 7.5

# Okabe & Ito (2008), told apart by colour-blind readers; the order also falls in lightness for grey print.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#595959")
ORIGIN_COLOURS = {
    "mandated": "#D9D9D9",
    "boilerplate": "#A6A6A6",
    "carried_over": "#D55E00",
    "borrowed": "#CC79A7",
    "novel": "#0072B2",
}
# Hatches tell the bars apart where all colour is lost.
ORIGIN_HATCHES = {"mandated": "", "boilerplate": "....", "carried_over": "////", "borrowed": "xxxx", "novel": ""}
SEVERITY_COLOURS = {"high": "#B2182B", "medium": "#E69F00", "low": "#56B4E9", "info": "#BDBDBD"}
SEVERITY_HATCHES = {"high": "", "medium": "////", "low": "....", "info": ""}
ROLES = (
    "title", "period", "work", "plan", "comparison", "document", "law", "carried_over", "signature", "target", "history",
    "web",
)  # fmt: skip
SEQUENTIAL = "cividis_r"


@cache
def font() -> FontProperties:
    """Return the packaged font; it is added to matplotlib's list once, its settings stay untouched."""
    from matplotlib import font_manager

    path = str(files("chenyan.figures") / "fonts" / "ChenyanSans-Regular.ttf")
    font_manager.fontManager.addfont(path)
    return font_manager.FontProperties(family=FAMILY, size=SIZE)


def new_axes(ax: Axes | None, *, width: str = "single", ratio: float | None = None, rows: float | None = None) -> Axes:
    """Return the axes given, or new ones of a journal's width.

    ``ratio`` is height to width; ``rows`` makes the height grow with the number of lines shown, up to a page.
    """
    if ax is not None:
        return ax
    if width not in WIDTHS_MM:
        raise SettingsError(f"width {width!r}: choose one of {', '.join(WIDTHS_MM)} 没有这种宽度")
    wide = WIDTHS_MM[width] / 25.4
    ratio = _RATIOS[width] if ratio is None else ratio
    high = wide * ratio if rows is None else min(9.0, max(1.4, 0.75 + 0.17 * rows))
    return new_figure(wide, high).add_subplot()


@cache
def _figure_class() -> type[Figure]:
    """Return our kind of figure: a notebook shows it without pyplot, which would keep global state."""
    from matplotlib.figure import Figure

    class ShownFigure(Figure):
        """A figure that shows itself in notebooks."""

        def savefig(self, *args: Any, **kwargs: Any) -> None:
            # the layout needs two passes: ticks change with the size that the first pass gives, and labels were cut
            self.draw_without_rendering()
            super().savefig(*args, **kwargs)

        def _repr_png_(self) -> bytes:
            buffer = io.BytesIO()
            self.savefig(buffer, format="png", dpi=130, metadata={"Software": None})
            return buffer.getvalue()

    return ShownFigure


def new_figure(width: float, height: float) -> Figure:
    """Return an empty figure of this size in inches."""
    return _figure_class()(figsize=(width, height), dpi=200, layout="constrained")


def finish(ax: Axes, *, grid: str | None = None) -> Axes:
    """Give every text of the axes our font, thin the frame, and return the axes."""
    properties = font()
    ax.tick_params(labelfontfamily=FAMILY, labelsize=SIZE - 0.5, length=2.5, width=0.5)
    for text in (ax.title, ax.xaxis.label, ax.yaxis.label, *ax.texts):
        size = text.get_fontsize()
        text.set_fontproperties(properties)
        text.set_fontsize(min(size, SIZE) if text in ax.texts else SIZE)
        text.set_linespacing(1.35)
    ax.title.set_fontsize(SIZE + 0.5)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_linewidth(0.5)
    if grid is not None:
        ax.grid(axis=grid, linewidth=0.3, color="#D0D0D0")  # type: ignore[arg-type]
        ax.set_axisbelow(True)
    legend = ax.get_legend()
    if legend is not None:
        style_legend(legend)
    return ax


def style_legend(legend: Any) -> None:
    """Give a legend our font and no frame."""
    legend.set_frame_on(False)
    for text in [*legend.get_texts(), legend.get_title()]:
        text.set_fontproperties(font())
        text.set_fontsize(SIZE - 0.5)
