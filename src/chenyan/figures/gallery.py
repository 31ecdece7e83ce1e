"""The figures of an audit, by name: drawn from the audit itself, or again from the tables of its output folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chenyan.figures.heat import plot_coverage, plot_flags, plot_similarity, plot_theme_years
from chenyan.figures.mentions import plot_identities, plot_year_mentions
from chenyan.figures.pairs import plot_network
from chenyan.figures.problems import plot_persistence, plot_problem_prevalence, plot_promises, plot_transitions
from chenyan.figures.save import FORMATS, save_figure
from chenyan.figures.shares import plot_novelty, plot_reuse_shares
from chenyan.types import ReportError, SettingsError

if TYPE_CHECKING:
    import pandas as pd

Drawer = Callable[[Any, str | None], Any]


def _audit_figures() -> dict[str, Drawer]:
    """Return what each figure takes from an audit; the name is the question that it answers."""
    return {
        "how-much-is-copied": lambda a, z: plot_reuse_shares(a.reuse, by="year", language=z),
        "how-much-is-copied-by-region": lambda a, z: plot_reuse_shares(
            a.reuse, by="region", width="double", language=z
        ),
        "how-much-is-copied-by-level": lambda a, z: plot_reuse_shares(a.reuse, by="level", language=z),
        "how-novel-are-reports": lambda a, z: plot_novelty(a.reuse, language=z),
        "who-shares-text-with-whom": lambda a, z: plot_similarity(a.reuse, language=z),
        "who-borrows-from-whom": lambda a, z: plot_network(a.reuse, language=z),
        "which-rules-are-broken": lambda a, z: plot_flags(a, width="double", language=z),
        "which-years-are-named": lambda a, z: plot_year_mentions(a.years, reports=a.corpus, language=z),
        "which-problems-are-stated": lambda a, z: plot_problem_prevalence(a.themes, language=z),
        "which-problems-when": lambda a, z: plot_theme_years(a.themes, language=z),
        "do-problems-go-away": lambda a, z: plot_persistence(a.themes, language=z),
        "what-follows-a-problem": lambda a, z: plot_transitions(a.themes, language=z),
        "are-promises-repeated": lambda a, z: plot_promises(a.themes, language=z),
        "do-the-tables-add-up": lambda a, z: plot_identities(a.tables, language=z),
        "who-reports-when": lambda a, z: plot_coverage(a.corpus, language=z),
    }


# figures that every audit folder gets; the rest is drawn on demand and for the gallery
DEFAULT = ("how-much-is-copied", "which-rules-are-broken", "which-problems-are-stated", "who-reports-when")


def figure_names() -> list[str]:
    """Return the names of the figures, in the order of the gallery."""
    return list(_audit_figures())


def draw_all(
    audit: Any,
    folder: str | Path,
    *,
    names: tuple[str, ...] | None = DEFAULT,
    formats: tuple[str, ...] = FORMATS,
    language: str | None = None,
    dpi: int = 200,
) -> tuple[list[Path], list[tuple[str, str]]]:
    """Draw the figures of an audit into a folder.

    Parameters
    ----------
    audit : Audit
        What ``audit`` returned.
    folder : str or Path
        Where the files go.
    names : tuple of str, optional
        Which figures; None draws all.
    formats, language, dpi
        As in ``save_figure`` and ``set_language``.

    Returns
    -------
    files : list of Path
        What was written.
    left_out : list of (name, reason)
        Figures that this batch has no data for.
    """
    drawers = _audit_figures()
    written: list[Path] = []
    left_out = []
    for name in names or tuple(drawers):
        try:
            ax = drawers[name](audit, language)
        except (ReportError, SettingsError) as error:
            left_out.append((name, str(error)))
            continue
        written += save_figure(ax, Path(folder) / name, formats=formats, dpi=dpi)
    return written, left_out


def draw_from_folder(name: str, folder: str | Path, output: str | Path, *, language: str | None = None) -> list[Path]:
    """Draw a figure again from the tables of an output folder.

    Parameters
    ----------
    name : str
        One of ``figure_names()`` that rests on ``reports.csv`` or ``flags.csv``, or whose numbers stand in
        ``figures/NAME.csv``; ``timeline:AGENCY`` draws the card of an agency.
    folder : str or Path
        What an audit wrote.
    output : str or Path
        The figure's file; .png, .svg or .pdf.
    language : {"zh", "en"}, optional
        Language of the labels.

    Returns
    -------
    list of Path

    Raises
    ------
    SettingsError
        Where there is no such figure.
    ReportError
        Where the folder lacks its table.
    """
    place = Path(folder)
    if name.startswith("timeline:"):
        from chenyan.figures.timeline import plot_timeline

        figure = plot_timeline(
            None, name.partition(":")[2], reports=_read(place / "reports.csv"), flags=_read(place / "flags.csv"),
            language=language,
        )  # fmt: skip
        return save_figure(figure, output)
    if name not in figure_names():
        raise SettingsError(f"no figure {name!r}; there are {', '.join(figure_names())} and timeline:AGENCY 没有这种图")
    return save_figure(_from_tables(name, place, language), output)


def _from_tables(name: str, place: Path, language: str | None) -> Any:
    simple: dict[str, Callable[[], Any]] = {
        "how-much-is-copied": lambda: plot_reuse_shares(_read(place / "reports.csv"), language=language),
        "how-much-is-copied-by-region": lambda: plot_reuse_shares(
            _read(place / "reports.csv"), by="region", width="double", language=language
        ),
        "how-much-is-copied-by-level": lambda: plot_reuse_shares(
            _read(place / "reports.csv"), by="level", language=language
        ),
        "how-novel-are-reports": lambda: plot_novelty(_read(place / "reports.csv"), language=language),
        "which-rules-are-broken": lambda: plot_flags(
            _read(place / "flags.csv"), reports=_read(place / "reports.csv"), width="double", language=language
        ),
        "who-reports-when": lambda: plot_coverage(_read(place / "reports.csv"), language=language),
    }
    if name in simple:
        return simple[name]()
    kept = sorted(path.stem for path in (place / "figures").glob("*.csv"))
    if name not in kept:
        can = [other for other in figure_names() if other in simple or other in kept]
        raise ReportError(
            f"{place}: the folder does not keep the numbers of {name}; from it can be drawn {', '.join(can)} and "
            "timeline:AGENCY; the others in Python with cy.plot_... on a result"
            " 结果文件夹没有存这张图的数据，请在 Python 中绘制"
        )
    table = _read(place / "figures" / f"{name}.csv")
    drawers: dict[str, Callable[[pd.DataFrame], Any]] = {
        "who-shares-text-with-whom": lambda t: plot_similarity(t, language=language),
        "who-borrows-from-whom": lambda t: plot_network(t, language=language),
        "which-problems-are-stated": lambda t: plot_problem_prevalence(t, language=language),
        "which-problems-when": lambda t: plot_theme_years(t, language=language),
        "do-problems-go-away": lambda t: plot_persistence(t, language=language),
        "what-follows-a-problem": lambda t: plot_transitions(t, language=language),
        "are-promises-repeated": lambda t: plot_promises(t, language=language),
        "do-the-tables-add-up": lambda t: plot_identities(t, language=language),
    }
    if name not in drawers:
        raise SettingsError(
            f"{name}: draw this one in Python; the folder does not keep its numbers 请在 Python 中绘制这张图"
        )
    return drawers[name](table)


def _read(path: Path) -> pd.DataFrame:
    import pandas as pd

    if not path.is_file():
        raise ReportError(
            f"{path}: not there; run `chenyan audit SOURCE -o {path.parent}` first 没有这个文件，请先运行 chenyan audit"
        )
    return pd.read_csv(path, encoding="utf-8-sig")
