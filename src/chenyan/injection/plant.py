"""``inject``: choose a way to plant a fault, plant it, and say where it is."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass

from chenyan.corpus.report import Corpus, Report
from chenyan.injection import language, numbers, problems, reuse, structure, tables, years  # noqa: F401 - they register
from chenyan.injection.edit import PLANTERS, Plan, Scene, rebuild
from chenyan.types import ReportError, SettingsError, Span


@dataclass(frozen=True, slots=True)
class Injected:
    """A report with one planted fault.

    Attributes
    ----------
    report : Report
        The report after planting.
    code : str
        The rule whose fault it is.
    evidence : Span or None
        Where the wrong words stand; None where the fault is that something is missing.
    corpus : Corpus
        The report with the earlier and other reports that the fault needs, changed where it needs it.
    note : str
        What was done.
    """

    report: Report
    code: str
    evidence: Span | None
    corpus: Corpus
    note: str = ""

    @property
    def words(self) -> str:
        """The wrong words, or an empty string."""
        return self.report[self.evidence] if self.evidence else ""


def injectable_codes() -> tuple[str, ...]:
    """Return the codes of the rules whose faults can be planted."""
    return tuple(sorted(PLANTERS))


def inject(report: Report, code: str, *, corpus: Corpus | None = None, seed: int = 0) -> Injected:
    """Plant a known fault of one rule into a clean report.

    Parameters
    ----------
    report : Report
        A report with a known reference year.
    code : str
        The rule, e.g. ``"T01"``.
    corpus : Corpus, optional
        Where to find earlier reports of the same agency and a report of another one, for faults between reports.
    seed : int, default 0
        Chooses among the ways to plant the fault; the same seed gives the same report.

    Returns
    -------
    Injected

    Raises
    ------
    SettingsError
        Where no fault of this code can be planted.
    ReportError
        Where this report offers no place for it; the message says what is missing.

    Examples
    --------
    >>> import chenyan as cy
    >>> text = "一、总体情况\\n2022年，我镇公开信息80条。\\n五、存在的主要问题及改进情况\\n解读形式单一。"
    >>> planted = cy.inject(cy.report_from_text(text, year=2022, genre="ogi"), "L01")
    >>> planted.words != ""
    True
    """
    planters = PLANTERS.get(code.upper())
    if not planters:
        raise SettingsError(
            f"no fault of {code!r} can be planted; there are {', '.join(injectable_codes())} 不能植入这种错误"
        )
    if report.year is None:
        raise ReportError(
            f"{report.report_id}: a fault needs a report whose reference year is known; pass year="
            " 报告年度未知，请给出 year="
        )
    scene = _scene(report, corpus)
    rng = random.Random(zlib.crc32(f"{seed}|{code.upper()}|{report.report_id}".encode()))
    for planter in rng.sample(planters, len(planters)):
        plan = planter(scene, rng)
        if plan is None:
            continue
        changed = rebuild(report, plan.changes)
        earlier = list(scene.earlier)
        for at, changes in plan.earlier:
            earlier[at] = rebuild(earlier[at], changes)
        batch = [changed, *earlier, *([scene.other] if scene.other is not None else [])]
        evidence = _evidence(changed, plan)
        return Injected(changed, code.upper(), evidence, Corpus(batch), plan.note or planter.__name__)
    raise ReportError(
        f"{report.report_id}: no place for a fault of {code}: {planters[0].__doc__} 这份报告中没有可植入该错误之处"
    )


def _evidence(changed: Report, plan: Plan) -> Span | None:
    """Return where the wrong words stand now: at one of the changes, not at the same words elsewhere."""
    if not plan.words:
        return None
    moved = 0
    for change in sorted(plan.changes, key=lambda c: (c.start, c.end)):
        start = change.start + moved
        moved += len(change.words) - (change.end - change.start)
        at = changed.text.find(plan.words, max(0, start - len(plan.words)))
        if 0 <= at <= start + len(change.words):
            return changed.span(at, at + len(plan.words))
    at = changed.text.find(plan.words)
    return changed.span(at, at + len(plan.words)) if at >= 0 else None


def _scene(report: Report, corpus: Corpus | None) -> Scene:
    """Return the report with its earlier reports (unbroken, latest first) and a report of another agency."""
    if corpus is None:
        return Scene(report)
    own = {r.year: r for r in corpus.series().get(report.series, ()) if r.report_id != report.report_id}
    earlier: list[Report] = []
    year = (report.year or 0) - 1
    while year in own:
        earlier.append(own[year])
        year -= 1
    others = [r for r in corpus if r.series != report.series and r.year == report.year and r.genre == report.genre]
    # another one for each report: the same passage in many reports would be stock wording, not a loan
    at = zlib.crc32(report.report_id.encode()) % len(others) if others else 0
    return Scene(report, tuple(earlier), others[at] if others else None)
