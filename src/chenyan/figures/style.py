"""How our figures look: one font that is always there, colours that survive print, journal sizes, two languages.

Nothing here touches matplotlib's global settings: each artist gets its font and colour itself.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
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
ROLE_COLOURS = {
    "title": "#000000", "period": "#595959", "work": "#0072B2", "plan": "#D55E00", "comparison": "#009E73",
    "document": "#CC79A7", "law": "#AA4499", "carried_over": "#E69F00", "signature": "#7F7F7F", "target": "#882255",
    "history": "#56B4E9", "web": "#BDBDBD",
}  # fmt: skip
SEQUENTIAL = "cividis_r"

_LABELS: dict[str, dict[str, str]] = {
    "zh": {
        "mandated": "规定文本", "boilerplate": "套话", "carried_over": "沿用本机关", "borrowed": "借用他机关",
        "novel": "新写",
        "share": "字数占比", "year": "报告年度", "region": "地区", "level": "层级", "agency": "机关",
        "reports": "报告数",
        "flags": "标记数", "rule": "规则", "rate": "每份报告的标记数", "prevalence": "出现率（占报告）",
        "theme": "问题主题",
        "survival": "仍被提及的比例", "duration": "连续提及年数", "novelty": "新写占比", "high": "高", "medium": "中",
        "low": "低", "info": "提示", "town": "乡镇", "county": "县", "city": "市", "province": "省", "national": "中央",
        "title": "标题", "period": "统计期限", "work": "工作", "plan": "计划", "comparison": "比较", "document": "文件",
        "law": "法规", "signature": "落款", "target": "目标", "history": "沿革", "web": "网页",
        "mismatch": "年份不符", "role": "角色", "year_named": "提到的年份", "count": "次数", "missing": "缺",
        "source": "来源", "target_agency": "借用者", "sentences": "句数", "repeated": "次年重复承诺的比例", "n": "件数",
        "ok": "相符", "broken": "不平", "unchecked": "未检", "identity": "勾稽关系", "from": "上一年", "to": "下一年",
        "similarity": "共用文字占比", "requests": "收到申请", "flags_by_severity": "标记", "shares": "文字来源",
        "problems": "问题", "measures": "措施", "same": "原文重复", "reworded": "改写重复", "new": "新承诺",
        "earlier": "较早", "later": "较晚", "density": "报告份数", "dropped": "不再提及",
        "role_carried_over": "结转", "none": "无", "other": "其他",
        "verbatim": "逐字", "numbers": "只换年份数字", "edited": "改写",
    },
    "en": {
        "mandated": "mandated", "boilerplate": "boilerplate", "carried_over": "carried over", "borrowed": "borrowed",
        "novel": "novel", "share": "share of characters", "year": "report year", "region": "region", "level": "level",
        "agency": "agency", "reports": "reports", "flags": "flags", "rule": "rule", "rate": "flags per report",
        "prevalence": "prevalence (share of reports)", "theme": "theme", "survival": "share still stated",
        "duration": "years stated in a row", "novelty": "novel share", "high": "high", "medium": "medium", "low": "low",
        "info": "info", "town": "town", "county": "county", "city": "city", "province": "province",
        "national": "national", "title": "title", "period": "period", "work": "work", "plan": "plan",
        "comparison": "comparison", "document": "document", "law": "law", "signature": "signature", "target": "target",
        "history": "history", "web": "web", "mismatch": "mismatch", "role": "role", "year_named": "year named",
        "count": "mentions", "missing": "missing", "source": "source", "target_agency": "borrower",
        "sentences": "sentences", "repeated": "share promised again next year", "n": "number", "ok": "holds",
        "broken": "broken", "unchecked": "not checked", "identity": "identity", "from": "year before",
        "to": "year after", "similarity": "shared text", "requests": "requests received", "flags_by_severity": "flags",
        "shares": "origin of text", "problems": "problems", "measures": "measures", "same": "word for word",
        "reworded": "reworded", "new": "new", "earlier": "earlier", "later": "later", "density": "reports",
        "dropped": "no longer stated",
        "role_carried_over": "carried over", "none": "none", "other": "other",
        "verbatim": "verbatim", "numbers": "numbers changed", "edited": "edited",
    },
}  # fmt: skip
_language = "zh"


def set_language(language: str) -> None:
    """Choose the language of the labels of all further figures: ``"zh"`` (default) or ``"en"``.

    Raises
    ------
    SettingsError
        Where the language is neither.
    """
    global _language
    _language = _checked(language)


def _checked(language: str) -> str:
    if language not in _LABELS:
        raise SettingsError(f"language {language!r}: choose 'zh' or 'en'")
    return language


def labels(language: str | None = None) -> Mapping[str, str]:
    """Return the labels of a language; None means the one that ``set_language`` chose."""
    return _LABELS[_language if language is None else _checked(language)]


def label(key: str, language: str | None = None) -> str:
    """Return one label, or the key itself where there is none."""
    return labels(language).get(key, key)


@cache
def font() -> FontProperties:
    """Return the packaged font; it is added to matplotlib's list once, its settings stay untouched."""
    from matplotlib import font_manager

    path = str(files("chenyan.figures") / "fonts" / "ChenyanSans-Regular.ttf")
    font_manager.fontManager.addfont(path)
    return font_manager.FontProperties(family=FAMILY, size=SIZE)


def new_axes(ax: Axes | None, *, width: str = "single", ratio: float = 0.68, rows: float | None = None) -> Axes:
    """Return the axes given, or new ones of a journal's width.

    ``rows`` makes the height grow with the number of lines shown, up to a page.
    """
    if ax is not None:
        return ax
    if width not in WIDTHS_MM:
        raise SettingsError(f"width {width!r}: choose one of {', '.join(WIDTHS_MM)}")
    wide = WIDTHS_MM[width] / 25.4
    high = wide * ratio if rows is None else min(9.0, max(1.4, 0.75 + 0.17 * rows))
    return new_figure(wide, high).add_subplot()


@cache
def _figure_class() -> type[Figure]:
    """Return our kind of figure: a notebook shows it without pyplot, which would keep global state."""
    from matplotlib.figure import Figure

    class ShownFigure(Figure):
        """A figure that shows itself in notebooks."""

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


def shorten(name: str, limit: int = 12) -> str:
    """Return a name that fits on an axis: the end of a Chinese agency name says most, so the front is cut.

    Examples
    --------
    >>> shorten("云岭省青川市石桥区清河镇人民政府", 8)
    '…清河镇人民政府'
    """
    return name if len(name) <= limit else "…" + name[-(limit - 1) :]
