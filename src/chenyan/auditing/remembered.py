"""Verdicts that are remembered: a rule runs again only where its settings, the reports or what it asked of the batch changed.

One entry an agency, named by the content of its reports (and the package's code). It holds, by rule, what the rule found
under its last settings in each of the reports, in their order (0 where it asked and found nothing, as most do), and the
problems that the reports state. A verdict also names the reuse and the norms that it
was reached with, if the rule asked for them; most rules look at the reports alone, so another agency's new report
leaves their verdicts standing. The entries are JSON and are checked when read: an output folder may have been altered.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from chenyan.case import Case
from chenyan.corpus.report import Report
from chenyan.rule import Rule
from chenyan.store import ResultStore, make_key
from chenyan.types import Flag, Severity, Skip, Span

if TYPE_CHECKING:
    from chenyan.problems import Placed

__all__ = ["SeriesMemory", "keep_all"]


class SeriesMemory:
    """What was found before in the reports of one agency, and what is found now.

    Parameters
    ----------
    store : ResultStore
        Where entries are kept.
    series : sequence of Report
        The agency's reports.
    digests : sequence of str
        The hash of each report's whole content.
    reuse, norms : mapping
        What the rules are given of the batch.
    """

    def __init__(
        self,
        store: ResultStore,
        series: Sequence[Report],
        digests: Sequence[str],
        reuse: Mapping[str, Any],
        norms: Mapping[str, Any],
    ) -> None:
        self._key = make_key("judged", *digests)
        self._length = {report.report_id: len(report.text) for report in series}
        self._place = {report_id: at for at, report_id in enumerate(self._length)}
        self._batch = {"reuse": _reuse_digest(reuse), "norms": _digest(sorted(norms.items()))}
        # what is kept of each rule, checked, with the settings that it runs under
        self._entries: dict[str, tuple[Mapping[str, Any], dict[str, Any]]] = {}
        self._changed = False
        data = store.get(self._key)
        try:
            self._kept: dict[str, Any] = json.loads(data) if data is not None else {}
            self._kept = {"rules": dict(self._kept.get("rules", {})), "placed": dict(self._kept.get("placed", {}))}
        except (ValueError, TypeError, AttributeError, RecursionError):
            self._kept = {"rules": {}, "placed": {}}

    def run(self, rule: Rule, case: Case, settings: Mapping[str, Any]) -> list[Flag | Skip]:
        """Return what a rule finds in a case, from memory where nothing that it rests on changed."""
        checked = self._entries.get(rule.code)
        if checked is None or checked[0] != settings:
            if not rule.check.__module__.startswith("chenyan."):
                return rule.run(case, settings)  # the code of an installed rule is not ours to know
            checked = self._entries[rule.code] = settings, self._entry(rule, settings)
            self._kept["rules"][rule.code] = checked[1]
        entry = checked[1]
        report_id = case.report.report_id
        at = self._place[report_id]
        known = entry["found"][at]
        if known is not None:
            with suppress(ValueError, TypeError, KeyError, AttributeError):
                asked, items = known or _NOTHING
                if all(self._batch[name] == value for name, value in asked.items()):
                    return [self._decode(rule, report_id, item) for item in items]
        case.asked.clear()
        found = rule.run(case, settings)
        if found and any(item.code != rule.code or _report_of(item) != report_id for item in found):
            return found  # about something else than this rule and report: not ours to keep
        if found or case.asked:
            asked = {name: self._batch[name] for name in sorted(case.asked)}
            entry["found"][at] = [asked, [_encode(item) for item in found]]
        else:
            entry["found"][at] = 0
        self._changed = True
        return found

    def _entry(self, rule: Rule, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is kept of a rule under these settings."""
        asked_with = _digest(sorted(settings.items())) if settings else _NO_SETTINGS
        entry = self._kept["rules"].get(rule.code)
        if isinstance(entry, dict) and entry.get("settings") == asked_with:
            found = entry.get("found")
            if isinstance(found, list) and len(found) == len(self._place):
                return entry
        return {"settings": asked_with, "found": [None] * len(self._place)}

    @property
    def known_problems(self) -> list[str]:
        """The ids of the reports whose stated problems are in memory."""
        return [*self._kept["placed"]]

    def placed(self, report: Report, read: Callable[[], Placed]) -> Placed:
        """Return the stated problems of a report, from memory where they are there."""
        from chenyan.problems.codec import decode_placed, encode_placed

        with suppress(ValueError, TypeError, KeyError, IndexError, AttributeError):
            return decode_placed(report, self._kept["placed"][report.report_id])
        placed = read()
        self._kept["placed"][report.report_id] = encode_placed(placed)
        self._changed = True
        return placed

    @property
    def key(self) -> str:
        """What the entry of this agency is kept under."""
        return self._key

    def news(self) -> bytes | None:
        """Return the entry where there is something new in it."""
        return json.dumps(self._kept, separators=(",", ":")).encode() if self._changed else None

    def _decode(self, rule: Rule, report_id: str, row: Any) -> Flag | Skip:
        if len(row) == 2:
            return Skip(rule.code, report_id, _text(row[0]), _text(row[1]))
        name, start, end, message, message_zh, severity, confidence, section, value, expected, related = row
        if not 0 <= start <= end <= self._length[report_id]:
            raise ValueError("a place outside of the report")
        words = [_text(item) for item in (name, message, message_zh, section, value, expected)]
        return Flag(
            code=rule.code,
            name=words[0],
            evidence=Span(report_id, int(start), int(end)),
            message=words[1],
            message_zh=words[2],
            severity=Severity(severity),
            confidence=float(confidence),
            section=words[3],
            value=words[4],
            expected=words[5],
            related=tuple(Span(_text(of), int(low), int(high)) for of, low, high in related),
        )


def _encode(item: Flag | Skip) -> list[Any]:
    if isinstance(item, Skip):
        return [item.reason, item.reason_zh]
    return [
        item.name, int(item.evidence.start), int(item.evidence.end), item.message, item.message_zh, item.severity.value,
        float(item.confidence), item.section, item.value, item.expected,
        [[span.report_id, int(span.start), int(span.end)] for span in item.related],
    ]  # fmt: skip


def _report_of(item: Flag | Skip) -> str:
    return item.report_id if isinstance(item, Skip) else item.evidence.report_id


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"not text: {value!r}")
    return value


def _digest(value: Any) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()[:32]


_NO_SETTINGS = _digest([])
_NOTHING: tuple[dict[str, str], list[Any]] = ({}, [])


def _reuse_digest(reuse: Mapping[str, Any]) -> str:
    """Return a hash of the reuse of an agency's reports."""
    digest = hashlib.sha256()
    for key, found in sorted(reuse.items()):
        about = (key, len(found.sentences), list(found.shares.items()), list(found.measures.items()), found.reasons)
        digest.update(repr(about).encode("utf-8", "surrogatepass"))
        for values in zip(*found.sentences, strict=True):  # by columns, as each is of one kind
            if isinstance(values[0], str):
                digest.update("\0".join(values).encode("utf-8", "surrogatepass") + b"\n")
            else:
                digest.update(array("q" if isinstance(values[0], int) else "d", values))
    return digest.hexdigest()[:32]


def keep_all(store: ResultStore, memories: Sequence[SeriesMemory]) -> None:
    """Write what is new of some agencies, or mark their entries as used."""
    entries = {memory.key: memory.news() for memory in memories}
    new = {key: data for key, data in entries.items() if data is not None}
    with suppress(OSError):  # a full disk costs the memory of a verdict, not the verdict
        store.put_together(new, [key for key in entries if key not in new])
