"""Themes of a batch: the lexicon's, what it leaves clustered, a researcher's edits replayed, ids stable over batches."""

from __future__ import annotations

import hashlib
import html
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import chenyan
from chenyan.frames import to_frame
from chenyan.intervals import wilson
from chenyan.problems.cores import core_of
from chenyan.problems.edits import Edit, load_edits
from chenyan.problems.persistence import Persistence, by_series, find_runs, wording_change
from chenyan.problems.phrases import count_grams, phrases_of, typical_of
from chenyan.problems.polarity import is_concession
from chenyan.problems.prevalence import bootstrap, group_value
from chenyan.problems.promises import LEAST, Promises, find_promises
from chenyan.problems.result import ProblemsResult, Row
from chenyan.types import SettingsError

if TYPE_CHECKING:
    import pandas as pd

GROUPS = ("year", "level", "region", "agency")
COLUMNS = {
    "theme": "str", "label": "str", "n_statements": "int", "n_reports": "int", "n_agencies": "int",
    "share": "float", "typical": "str", "phrases": "str", "proposed": "bool",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """One theme of a batch: its statements counted, its most typical one, its phrases; ``proposed`` if clustering found it."""

    theme: str
    label: str
    n_statements: int
    n_reports: int
    n_agencies: int
    typical: str
    phrases: tuple[str, ...]
    proposed: bool = False


@dataclass(frozen=True)
class Themes:
    """The problems of a batch, each with its theme.

    Attributes
    ----------
    groups : tuple of ThemeGroup
        The themes, largest first.
    assigned : mapping of (report_id, start) to str
        The theme of each problem; an empty string: unassigned.
    unassigned_share : float
        Share of the problems without a theme.
    """

    problems: ProblemsResult
    groups: tuple[ThemeGroup, ...]
    assigned: Mapping[tuple[str, int], str]
    also: Mapping[tuple[str, int], tuple[str, ...]]
    labels: Mapping[str, str]
    edits: tuple[Edit, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)
    version: str = field(default_factory=lambda: chenyan.__version__)

    @property
    def unassigned(self) -> pd.DataFrame:
        """The problems without a theme, same columns as ``problems.to_frame()``."""
        return self.problems._frame(
            row for row in self.problems.problems if not self.assigned[row.report_id, row.start]
        )

    @property
    def unassigned_share(self) -> float:
        """Share of the problems without a theme; nan where there is no problem."""
        return (
            sum(not theme for theme in self.assigned.values()) / len(self.assigned) if self.assigned else float("nan")
        )

    def to_frame(self) -> pd.DataFrame:
        """Return one row a theme.

        Columns: theme, label, n_statements, n_reports, n_agencies, share (of reports read), typical (the most typical
        statement as written), phrases, proposed (found by clustering, not in the lexicon).
        """
        return to_frame(self.lines(), COLUMNS)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of ``to_frame``."""
        return tuple(COLUMNS)

    def lines(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the frame, one at a time (for writers that need no pandas)."""
        n = len(self.problems.reports)
        for g in self.groups:
            yield (
                g.theme, g.label, g.n_statements, g.n_reports, g.n_agencies, g.n_reports / n if n else None, g.typical,
                "、".join(g.phrases), g.proposed,
            )  # fmt: skip

    def statements(self) -> pd.DataFrame:
        """Return the problems and measures as ``problems.to_frame()`` gives them, ``cluster`` filled."""
        clusters = {key: theme for key, theme in self.assigned.items() if theme}
        return replace(self.problems, clusters=clusters).to_frame()

    def _stated(self) -> dict[str, dict[str, list[Row]]]:
        stated: dict[str, dict[str, list[Row]]] = {}
        for row in self.problems.problems:
            key = (row.report_id, row.start)
            for theme in (self.assigned[key], *self.also.get(key, ())):
                if theme:
                    stated.setdefault(row.report_id, {}).setdefault(theme, []).append(row)
        return stated

    def prevalence(self, by: str = "year", *, interval: str = "wilson", seed: int = 0) -> pd.DataFrame:
        """Return the share of reports that state each theme.

        Parameters
        ----------
        by : {"year", "level", "region", "agency"}, default "year"
            What to group the reports by; reports whose group is not known are left out.
        interval : {"wilson", "bootstrap"}, default "wilson"
            95% interval: Wilson's, or a bootstrap that resamples agencies as wholes.
        seed : int, default 0
            Seed of the bootstrap.

        Returns
        -------
        pandas.DataFrame
            theme, label, group, n_reports, n_with, share, low, high.
        """
        if by not in GROUPS:
            raise SettingsError(f"by={by!r}: prevalence groups by one of {', '.join(GROUPS)} 不能按此分组")
        if interval not in ("wilson", "bootstrap"):
            raise SettingsError(f"interval={interval!r}: one of wilson, bootstrap 区间应为 wilson 或 bootstrap")
        stated = self._stated()
        groups: dict[Any, list[Any]] = {}
        for report in self.problems.reports:
            value = group_value(report, by)
            if value is not None:
                groups.setdefault(value, []).append(report)
        rows = []
        for theme in self.groups:
            for value in sorted(groups):
                flags = [(r.series, theme.theme in stated.get(r.report_id, {})) for r in groups[value]]
                hits = sum(has for _, has in flags)
                low, high = wilson(hits, len(flags)) if interval == "wilson" else bootstrap(flags, seed=seed)
                rows.append((theme.theme, theme.label, str(value), len(flags), hits, hits / len(flags), low, high))
        columns = {
            "theme": "str", "label": "str", "group": "str", "n_reports": "int", "n_with": "int", "share": "float",
            "low": "float", "high": "float",
        }  # fmt: skip
        return to_frame(rows, columns)

    def persistence(self, *, gap: int = 0) -> Persistence:
        """Return how long each theme stays in each agency.

        Parameters
        ----------
        gap : int, default 0
            Reports in between that may leave the theme out without ending its run.
        """
        runs = find_runs(self.problems.reports, self._stated(), gap=gap)
        return Persistence(runs, self.labels, {"gap": gap})

    def lumped(self, *, least: int = 5, apart: float = 0.3) -> pd.DataFrame:
        """Return the groups inside themes that are worded apart: what the lexicon may lump.

        Parameters
        ----------
        least : int, default 5
            Fewest statements of a group.
        apart : float, default 0.3
            Least silhouette at which a theme is said to lump.

        Returns
        -------
        pandas.DataFrame
            theme, label, group, n_statements, share (of the theme), typical, phrases, silhouette. To make a group a theme
            of its own, ``split`` the theme in an edit file.
        """
        from chenyan.problems.lumps import find_lumps

        found = []
        for theme in self.groups:
            rows = [row for row in self.problems.problems if self.assigned[row.report_id, row.start] == theme.theme]
            labels, value = find_lumps([row.words for row in rows], least=least, apart=apart)
            parts = {k: [r for r, at in zip(rows, labels, strict=True) if at == k] for k in sorted({*labels} - {-1})}
            total = count_grams(row.words for row in rows)
            for number, part in enumerate(parts.values(), start=1):
                phrases = phrases_of(count_grams(row.words for row in part), total, len(part))
                found.append((theme.theme, theme.label, number, len(part), len(part) / len(rows), typical_of(part),
                              "、".join(phrases), value))  # fmt: skip
        columns = {
            "theme": "str", "label": "str", "group": "int", "n_statements": "int", "share": "float", "typical": "str",
            "phrases": "str", "silhouette": "float",
        }  # fmt: skip
        return to_frame(found, columns)

    def transitions(self) -> pd.DataFrame:
        """Return what became of each theme from one report of an agency to the next.

        Returns
        -------
        pandas.DataFrame
            theme, label, n_kept, n_dropped, n_new, n_absent (pairs of adjacent years), kept_share (of those that had it),
            n_verbatim, n_edited, n_reworded (of the kept ones).
        """
        stated = self._stated()
        counts: dict[str, Counter[str]] = {group.theme: Counter() for group in self.groups}
        for group in by_series(self.problems.reports).values():
            for earlier, later in itertools.pairwise(group):
                if earlier.year is None or later.year != earlier.year + 1:
                    continue
                before, after = stated.get(earlier.report_id, {}), stated.get(later.report_id, {})
                for theme, count in counts.items():
                    if theme in before and theme in after:
                        count["kept"] += 1
                        change, _ = wording_change([r.words for r in before[theme]], [r.words for r in after[theme]])
                        count[change] += 1
                    else:
                        count["dropped" if theme in before else "new" if theme in after else "absent"] += 1
        columns = {
            "theme": "str", "label": "str", "n_kept": "int", "n_dropped": "int", "n_new": "int", "n_absent": "int",
            "kept_share": "float", "n_verbatim": "int", "n_edited": "int", "n_reworded": "int",
        }  # fmt: skip
        return to_frame(
            (
                (theme, self.labels.get(theme, theme), c["kept"], c["dropped"], c["new"], c["absent"],
                 c["kept"] / (c["kept"] + c["dropped"]) if c["kept"] + c["dropped"] else None,
                 c["verbatim"], c["edited"], c["reworded"])
                for theme, c in counts.items()
            ),
            columns,
        )  # fmt: skip

    def promises(self, *, least: float = LEAST) -> Promises:
        """Return the measures that stand in the same agency's next report too.

        Parameters
        ----------
        least : float, default 0.75
            Least resemblance, 0 to 1, of the aligned wordings.
        """
        return find_promises(self.problems.reports, self.problems.measures, least=least)

    def edit(self, file: str | Path) -> Themes:
        """Return the themes with an edit file replayed: merge, split, rename, assign (see ``load_edits``)."""
        return _build(self.problems, self.params, (*self.edits, *load_edits(file)))

    def __repr__(self) -> str:
        share = self.unassigned_share
        lost = f"; {share:.1%} unassigned" if share == share else ""
        return f"{len(self.groups)} themes over {len(self.assigned)} problems in {len(self.problems.reports)} reports{lost}"

    def _repr_html_(self) -> str:
        return f"<div><p>{html.escape(repr(self))}</p>{self.to_frame().to_html(index=False, max_rows=30)}</div>"


def cluster_problems(
    problems: ProblemsResult,
    *,
    seed: int = 0,
    edits: str | Path | None = None,
    least: int = 3,
    n_clusters: int = 30,
) -> Themes:
    """Give each problem of a batch its theme: by the lexicon first, by clustering where the lexicon is silent.

    Parameters
    ----------
    problems : ProblemsResult
        What ``find_problems`` found.
    seed : int, default 0
        Noted in the result, which does not depend on it: nothing is random.
    edits : path, optional
        An edit file of an earlier batch to replay.
    least : int, default 3
        Fewest statements of a proposed theme; smaller clusters stay unassigned.
    n_clusters : int, default 30
        Most proposed themes.

    Returns
    -------
    Themes
        ``.to_frame()``, ``.prevalence()``, ``.persistence()``, ``.transitions()``, ``.promises()``, ``.edit(file)``.

    Examples
    --------
    >>> import chenyan as cy
    >>> text = "五、存在的主要问题及改进情况\\n一是更新不够及时；二是解读形式单一。下一步，我镇将每周更新栏目。"
    >>> found = cy.find_problems(cy.report_from_text(text, year=2022, genre="ogi"))
    >>> cy.cluster_problems(found).to_frame()[["theme", "n_reports"]].values.tolist()
    [['policy_interpretation', 1], ['timeliness', 1]]
    """
    params = {"seed": seed, "least": least, "n_clusters": n_clusters, **problems.params}
    return _build(problems, params, load_edits(edits) if edits is not None else ())


def _build(problems: ProblemsResult, params: dict[str, Any], edits: tuple[Edit, ...]) -> Themes:
    rows = problems.problems
    labels = {theme.theme_id: theme.label_zh for theme in problems.lexicon.themes}
    proposed = _propose([row for row in rows if not row.themes and not is_concession(row.words)], params)
    labels.update(dict(proposed.values()))
    assigned: dict[tuple[str, int], str] = {}
    also: dict[tuple[str, int], tuple[str, ...]] = {}
    for row in rows:
        theme = row.theme or proposed.get(core_of(row.words), ("", ""))[0]
        others = row.themes[1:]
        for edit in edits:
            theme = edit.apply(row.words, theme)
            if edit.op != "assign":
                others = tuple(edit.apply(row.words, other) for other in others)
        assigned[row.report_id, row.start] = theme
        also[row.report_id, row.start] = tuple(dict.fromkeys(o for o in others if o and o != theme))
    for edit in edits:
        target = edit.into or edit.theme
        if edit.label and target:
            labels[target] = edit.label
    groups = _groups(rows, assigned, labels, {theme for theme, _ in proposed.values()})
    return Themes(problems, groups, assigned, also, labels, edits, dict(params))


def _propose(rows: Sequence[Row], params: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Cluster what the lexicon leaves; returns core -> (id, label). The id comes from the typical statement alone."""
    if len(rows) < params["least"]:
        return {}
    from chenyan.problems.grouping import group_statements

    words = [row.words for row in rows]
    labels, typical = group_statements(words, n_clusters=params["n_clusters"])
    sizes = Counter(labels.tolist())
    found = {}
    for word, label in zip(words, labels.tolist(), strict=True):
        if sizes[label] >= params["least"]:
            medoid = typical[label]
            digest = hashlib.blake2s(core_of(medoid).encode(), digest_size=4).hexdigest()
            found[core_of(word)] = (f"new-{digest}", medoid)
    return found


def _groups(
    rows: Sequence[Row], assigned: Mapping[tuple[str, int], str], labels: Mapping[str, str], proposed: set[str]
) -> tuple[ThemeGroup, ...]:
    members: dict[str, list[Row]] = {}
    for row in rows:
        theme = assigned[row.report_id, row.start]
        if theme:
            members.setdefault(theme, []).append(row)
    grams = {theme: count_grams(row.words for row in group) for theme, group in members.items()}
    total: Counter[str] = Counter()
    for counts in grams.values():
        total.update(counts)
    groups = [
        ThemeGroup(
            theme,
            labels.get(theme, theme),
            len(group),
            len({row.report_id for row in group}),
            len({row.series for row in group}),
            typical_of(group),
            phrases_of(grams[theme], total, len(group)),
            theme in proposed,
        )
        for theme, group in members.items()
    ]
    return tuple(sorted(groups, key=lambda g: (-g.n_reports, -g.n_statements, g.theme)))
