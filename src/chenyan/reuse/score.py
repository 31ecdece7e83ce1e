"""Score a batch: from texts to the origin of each sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from chenyan.backends import Backend
from chenyan.progress import progress_bar
from chenyan.reuse.attribute import attribute
from chenyan.reuse.batch import Batch, IntArray, Labels, gather
from chenyan.reuse.calibrate import MIN_RESEMBLANCE, Calibration, calibrate, confidence
from chenyan.reuse.candidates import find_candidates, frequent, within_agencies
from chenyan.reuse.grams import distinct, joinable, make_grams
from chenyan.reuse.masks import Encoded, encode
from chenyan.reuse.result import ReuseResult
from chenyan.reuse.template import Templates, apply_templates, fixed_sentences, learn_templates
from chenyan.reuse.verify import compare, may_resemble, weigh
from chenyan.types import SettingsError

if TYPE_CHECKING:
    from chenyan.corpus import Report


@dataclass(frozen=True, slots=True)
class _Stages:
    """A progress bar of the stages; silent where the caller wants none."""

    bar: Any

    def done(self) -> None:
        if self.bar is not None:
            self.bar.update(1)


def score_reuse(
    corpus: Iterable[Report] | Report,
    *,
    lag: int | None = None,
    groups: str = "province",
    templates: Templates | str | Path | None = None,
    threshold: float | None = None,
    min_chars: int = 10,
    template_share: float = 0.6,
    template_agencies: int = 5,
    boilerplate_agencies: int | None = None,
    boilerplate_regions: int = 2,
    progress: bool | None = None,
) -> ReuseResult:
    """Say of every sentence where it comes from.

    Parameters
    ----------
    corpus : Corpus, iterable of Report, or Report
        The batch; sources are looked for inside it only.
    lag : int, optional
        How many years back a source may lie; None: any number.
    groups : {"province", "region", "none"}, default "province"
        Who shares a template: province, city and county, each by itself; the named region only; or nobody but all.
    templates : Templates or path, optional
        Template sentences to set aside, e.g. edited ones; None learns them from the batch.
    threshold : float, optional
        Least idf-weighted containment of a copy that is not equal after masking, 0 to 1; None calibrates it against
        the batch with its agencies shuffled (see ``result.calibration``).
    min_chars : int, default 10
        Shorter sentences (masked, without punctuation) are compared with the own agency's only, and for equality.
    template_share, template_agencies : float, int
        A template is learned from this share of a group's agencies in a year, and at least so many.
    boilerplate_agencies : int, optional
        Stock wording is used by at least so many agencies; None: 15% of the batch's agencies, at least 3, at most 10.
    boilerplate_regions : int, default 2
        Stock wording comes from at least so many regions.
    progress : bool, optional
        Show a progress bar; None shows one on a terminal or in a notebook.

    Returns
    -------
    ReuseResult
        ``.sentences``, ``.reports``, ``.sections``, ``.of(report_id)``, ``.matches(a, b)``, ``.network()``,
        ``.templates``, ``.calibration``, ``.params``.

    Raises
    ------
    SettingsError
        Where a parameter is out of range.

    Examples
    --------
    >>> import chenyan as cy
    >>> from chenyan.corpus import Corpus
    >>> line = "一、总体情况\\n{0}年，我镇在便民大厅设置公开查阅点{1}处，发放指南{2}册。"
    >>> old = cy.report_from_text(line.format(2021, 3, 500), report_id="a-2021", year=2021, agency="清河镇人民政府")
    >>> new = cy.report_from_text(line.format(2022, 4, 650), report_id="a-2022", year=2022, agency="清河镇人民政府")
    >>> found = cy.score_reuse(Corpus([old, new]), progress=False).of("a-2022")
    >>> [(s.origin, s.edits, s.source_id) for s in found.sentences][-1]
    ('carried_over', 'numbers', 'a-2021')
    """
    from chenyan.corpus import Corpus, Report

    if isinstance(corpus, Corpus):
        batch, labels = gather(corpus, groups)  # in the order of the ids already, and perhaps larger than memory
    else:
        reports = [corpus] if isinstance(corpus, Report) else corpus
        batch, labels = gather(sorted(reports, key=lambda report: report.report_id), groups)
    return score_texts(
        batch,
        labels=labels,
        lag=lag,
        groups=groups,
        templates=templates,
        threshold=threshold,
        min_chars=min_chars,
        template_share=template_share,
        template_agencies=template_agencies,
        boilerplate_agencies=boilerplate_agencies,
        boilerplate_regions=boilerplate_regions,
        progress=progress,
    )


def score_texts(
    batch: Batch,
    *,
    labels: Labels | None = None,
    lag: int | None = None,
    groups: str = "province",
    templates: Templates | str | Path | None = None,
    threshold: float | None = None,
    min_chars: int = 10,
    template_share: float = 0.6,
    template_agencies: int = 5,
    boilerplate_agencies: int | None = None,
    boilerplate_regions: int = 2,
    progress: bool | None = None,
    backend: Backend | None = None,
) -> ReuseResult:
    """Score a batch that is already in arrays; the parameters are those of ``score_reuse``.

    Parameters
    ----------
    batch : Batch
        Texts, offsets of sentences, agencies, years and regions, sorted by report id.
    labels : Labels, optional
        Names for the report table.
    backend : Backend, optional
        Where n-grams are joined and pairs compared; None does it here. The result does not depend on it.

    Returns
    -------
    ReuseResult
    """
    _validate(lag, groups, threshold, min_chars, template_share)
    params: dict[str, Any] = {
        "lag": lag,
        "groups": groups,
        "templates": "learned" if templates is None else "given",
        "threshold": threshold,
        "min_chars": min_chars,
        "template_share": template_share,
        "template_agencies": template_agencies,
        "boilerplate_agencies": boilerplate_agencies,
        "boilerplate_regions": boilerplate_regions,
    }
    with _progress(progress) as bar:
        stages = _Stages(bar)
        encoded = encode(batch)
        stages.done()
        classes, firsts = distinct(encoded.masked_hash)
        mandated, learned = _mandated(
            batch, encoded, classes, firsts, templates, share=template_share, least=template_agencies
        )
        stages.done()
        grams, open_classes, of_class = _open_grams(encoded, classes, firsts, mandated, min_chars)
        stages.done()
        agency = batch.agency[batch.report]
        usable = np.flatnonzero(~mandated & (of_class[classes] >= 0))
        joined = joinable(grams)
        pairs = frequent(
            [
                find_candidates(joined, backend=backend),
                within_agencies(joined, agency[usable], of_class[classes[usable]]),
            ],
            1,
        )
        links = compare(grams, may_resemble(grams, pairs, MIN_RESEMBLANCE), backend)
        stages.done()
        calibration = calibrate(batch, grams, joined, usable, of_class[classes[usable]], links, threshold)
        links = links.take(calibration.accepts(links))
        links = links.renumber(open_classes)
        stages.done()
        n_agencies = len(np.unique(batch.agency))
        if boilerplate_agencies is None:
            boilerplate_agencies = min(10, max(3, int(np.ceil(0.15 * n_agencies))))
        origins = attribute(
            batch,
            encoded,
            classes,
            links,
            mandated,
            n_classes=len(firsts),
            lag=lag,
            min_chars=min_chars,
            boilerplate_agencies=boilerplate_agencies,
            boilerplate_regions=boilerplate_regions,
            weigh=lambda asked: weigh(grams, of_class[asked]),
            threshold_others=calibration.threshold_others,
        )
        stages.done()
    params["threshold_others"] = round(calibration.threshold_others, 4)
    params["threshold"] = round(calibration.threshold, 4)
    params["boilerplate_agencies"] = boilerplate_agencies
    sure = confidence(origins, encoded.lengths, calibration)
    return ReuseResult(batch, labels or Labels(), encoded, classes, origins, sure, learned, calibration, params)


def _open_grams(
    encoded: Encoded,
    classes: IntArray,
    firsts: IntArray,
    mandated: npt.NDArray[np.bool_],
    min_chars: int,
) -> tuple[Any, IntArray, IntArray]:
    """Return the n-grams of the wordings that may be copied, which wordings these are, and the way back."""
    free = np.zeros(len(firsts), dtype=bool)
    free[classes[~mandated]] = True
    free &= encoded.lengths[firsts] >= min_chars
    open_classes = np.flatnonzero(free)
    of_class = np.full(len(firsts), -1, dtype=np.int64)
    of_class[open_classes] = np.arange(len(open_classes))
    return make_grams(encoded, firsts[open_classes]), open_classes, of_class


def _mandated(
    batch: Batch,
    encoded: Encoded,
    classes: IntArray,
    firsts: IntArray,
    templates: Templates | str | Path | None,
    *,
    share: float,
    least: int,
) -> tuple[npt.NDArray[np.bool_], Templates]:
    """Say which sentences the form or a template fixes, and by which templates."""
    fixed = fixed_sentences(batch, encoded, classes)
    if templates is None:
        learned, flagged = learn_templates(batch, encoded, classes, firsts, ~fixed, share=share, least=least)
        return fixed | flagged, learned
    given = templates if isinstance(templates, Templates) else Templates.load(templates)
    return fixed | apply_templates(batch, encoded, given, ~fixed), given


def _validate(lag: int | None, groups: str, threshold: float | None, min_chars: int, share: float) -> None:
    if lag is not None and lag < 1:
        raise SettingsError(f"lag={lag}: at least 1 year, or None for any 至少 1 年，None 为不限")
    if groups not in ("province", "region", "none"):
        raise SettingsError(f"groups={groups!r}: one of 'province', 'region', 'none' 应为 province、region 或 none")
    if threshold is not None and not 0 < threshold <= 1:
        raise SettingsError(
            f"threshold={threshold}: a share above 0 and up to 1, or None to calibrate it"
            " 应大于 0、至多为 1，None 为自动标定"
        )
    if min_chars < 4:
        raise SettingsError(f"min_chars={min_chars}: at least 4, the length of an n-gram 至少为 4，即 n 元组的长度")
    if not 0 < share <= 1:
        raise SettingsError(f"template_share={share}: a share above 0 and up to 1 应大于 0、至多为 1")


class _NoBar:
    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


def _progress(progress: bool | None) -> Any:
    """Return a context that gives a bar of the six stages, or None."""
    if progress is False:
        return _NoBar()
    return progress_bar(total=6, desc="reuse", unit="stage", show=progress)


__all__ = ["Calibration", "score_reuse", "score_texts"]
