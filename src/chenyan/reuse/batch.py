"""What reuse is measured on: a batch of texts, their sentences as arrays, and who wrote them when."""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from chenyan.types import SECTION_KINDS

if TYPE_CHECKING:
    from chenyan.corpus import Report

IntArray = npt.NDArray[np.int64]
PROSE, HEADING, CAPTION, SIGNATURE = range(4)
ROLES = ("prose", "heading", "caption", "signature")
_STATE = "中华人民共和国"
_PROVINCE = re.compile(r".{2,8}?(?:自治区|特别行政区|省)|(?:北京|上海|天津|重庆)市")
_LOWER = re.compile(r".{2,10}?(?:自治州|地区|盟|市|自治县|县|林区|新区|区|旗)")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:自治区|特别行政区|省|自治州|地区|盟|市|自治县|县|新区|区|旗|街道|镇|乡)")


@dataclass(frozen=True, slots=True)
class Labels:
    """Names for the report table, one a report; empty where the caller has none."""

    agency: Sequence[str] = ()
    region: Sequence[str] = ()
    level: Sequence[str] = ()
    agency_type: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Parsed reports in compact form, sorted by report id.

    Parameters
    ----------
    ids : sequence of str
        Report ids, ascending and unique.
    texts : sequence of str
        The texts that the offsets count in.
    report : ndarray of shape (n_sentences,), int64
        The position in ``ids`` of the report that each sentence stands in, ascending.
    start, end : ndarray of shape (n_sentences,), int64
        Offsets of each sentence in its text, ascending, not overlapping.
    section, role : ndarray of shape (n_sentences,), int8
        Positions in ``chenyan.types.SECTION_KINDS`` and in ``ROLES``.
    agency : ndarray of shape (n_reports,), int64
        One number for one agency (or series of reports).
    year : ndarray of shape (n_reports,), int64
        Reference years; 0 where unknown.
    published : ndarray of shape (n_reports,), int64
        Dates of publication as proleptic ordinals; 0 where unknown.
    regions : sequence of tuple of str
        For each report the groups that may share a template, widest first (province, city, county); () where unknown.
    names : sequence of tuple of str
        For each report its own names, which are masked before texts are compared.
    """

    ids: Sequence[str]
    texts: Sequence[str]
    report: IntArray
    start: IntArray
    end: IntArray
    section: npt.NDArray[np.int8]
    role: npt.NDArray[np.int8]
    agency: IntArray
    year: IntArray
    published: IntArray
    regions: Sequence[tuple[str, ...]]
    names: Sequence[tuple[str, ...]]

    @property
    def n_reports(self) -> int:
        return len(self.ids)

    @property
    def n_sentences(self) -> int:
        return len(self.start)

    def words(self, sentence: int) -> str:
        """Return the words of one sentence."""
        return self.texts[int(self.report[sentence])][int(self.start[sentence]) : int(self.end[sentence])]

    def bounds(self) -> IntArray:
        """Return where each report's sentences begin, with the end of the last: shape (n_reports + 1,)."""
        return np.searchsorted(self.report, np.arange(self.n_reports + 1))


@lru_cache(maxsize=65536)
def region_path(region: str, groups: str = "province") -> tuple[str, ...]:
    """Split a region's name into the groups that may share a template.

    Examples
    --------
    >>> region_path("山东省威海市文登区")
    ('山东省', '山东省威海市', '山东省威海市文登区')
    >>> region_path("上海市普陀区")
    ('上海市', '上海市普陀区')
    """
    if not region:
        return ()
    if groups == "region":
        return (region,)
    cuts = []
    province = _PROVINCE.match(region)
    at = province.end() if province else 0
    if province:
        cuts.append(at)
    while at < len(region):
        match = _LOWER.match(region, at)
        if match is None:
            break
        at = match.end()
        cuts.append(at)
    if at < len(region) or not cuts:
        cuts.append(len(region))
    return tuple(region[:cut] for cut in cuts)


@lru_cache(maxsize=65536)
def own_names(agency: str, region: str = "") -> tuple[str, ...]:
    """Return the names by which an agency may call itself and its places, longest first.

    Examples
    --------
    >>> own_names("文登区泽库镇人民政府", "山东省威海市文登区")
    ('文登区泽库镇人民政府', '泽库镇人民政府', '文登区泽库镇', '威海市', '山东省', '文登区', '泽库镇')
    """
    found = {agency} if len(agency) >= 3 else set()
    places: list[str] = []
    for words in (region, agency):
        at = 0
        while match := _PLACE.match(words, at):
            places.append(match.group())
            at = match.end()
        if words is agency and at:
            tail = agency[at:]
            if len(tail) >= 3 and tail not in ("人民政府", "办事处"):
                found.add(tail)
            if places:
                found.add(places[-1] + tail)
            found.add(agency[:at])
    found.update(place for place in places if len(place) >= 3)
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def batch_from_reports(reports: Iterable[Report], groups: str = "province") -> Batch:
    """Put reports into arrays; ``groups`` is "province" (its parts too), "region", or "none"."""
    return gather(sorted(reports, key=lambda report: report.report_id), groups)[0]


def gather(ordered: Iterable[Report], groups: str = "province") -> tuple[Batch, Labels]:
    """Put reports that come in the order of their ids into arrays, one after another, with the names of who reports."""
    section_of = {kind: at for at, kind in enumerate(SECTION_KINDS)}
    role_of = {role: at for at, role in enumerate(ROLES)}
    other = section_of["part"]
    table = array("q")
    ids, texts, series, years, published, regions, names = [], [], [], [], [], [], []
    labels: list[tuple[str, str, str, str]] = []
    for at, report in enumerate(ordered):
        for s in report.sentences:
            table.extend((at, s.start, s.end, section_of.get(s.section, other), role_of.get(s.role, 0)))
        ids.append(report.report_id)
        texts.append(report.text)
        series.append(report.series.removeprefix(_STATE))  # one body, however fully it names itself
        years.append(report.year or 0)
        published.append(report.published.toordinal() if report.published else 0)
        regions.append(() if groups == "none" else region_path(report.region, groups))
        names.append(own_names(report.agency, report.region))
        who = (report.agency, report.region, report.level, report.agency_type)
        labels.append((sys.intern(who[0]), sys.intern(who[1]), sys.intern(who[2]), sys.intern(who[3])))
    rows = np.frombuffer(table, dtype=np.int64).reshape(-1, 5) if len(table) else np.zeros((0, 5), np.int64)
    batch = Batch(
        ids=ids,
        texts=texts,
        report=rows[:, 0].copy(),
        start=rows[:, 1].copy(),
        end=rows[:, 2].copy(),
        section=rows[:, 3].astype(np.int8),
        role=rows[:, 4].astype(np.int8),
        agency=number(series),
        year=np.array(years, dtype=np.int64),
        published=np.array(published, dtype=np.int64),
        regions=regions,
        names=names,
    )
    return batch, Labels(*([row[at] for row in labels] for at in range(4)))


def number(labels: Sequence[str]) -> IntArray:
    """Number labels by their sorted order."""
    place: Mapping[str, int] = {label: at for at, label in enumerate(sorted(set(labels)))}
    return np.array([place[label] for label in labels], dtype=np.int64)
