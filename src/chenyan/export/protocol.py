"""What the writer of the output folder needs of an audit; ``chenyan.auditing.Audit`` has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from chenyan.corpus.card import Card
from chenyan.corpus.report import Corpus, Issues
from chenyan.types import Flag

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["AuditLike", "FlagsLike", "TableLike"]


class TableLike(Protocol):
    """A result that gives a tidy frame."""

    def to_frame(self) -> pd.DataFrame: ...


class FlagsLike(Protocol):
    """The flags of an audit in their final order, with their fingerprints."""

    @property
    def records(self) -> Sequence[Flag]: ...

    @property
    def fingerprints(self) -> Sequence[str]: ...

    def rows(self) -> Iterator[dict[str, Any]]: ...


class AuditLike(Protocol):
    """An audit: the batch, what was found, and how.

    ``reuse`` and ``problems`` may be None (not measured); ``themes`` is only asked for when ``problems`` is there.
    ``reuse.of(report_id)`` gives ``.shares`` and ``.measures``; ``reuse.sentences`` has ``to_frame()``,
    or ``columns``, ``lines()`` and a length where it is too large for a frame.
    """

    @property
    def corpus(self) -> Corpus: ...

    def card(self, report_id: str) -> Card: ...

    @property
    def flags(self) -> Any: ...

    @property
    def skips(self) -> Any: ...

    @property
    def issues(self) -> Issues: ...

    @property
    def reuse(self) -> Any: ...

    @property
    def problems(self) -> Any: ...

    @property
    def themes(self) -> Any: ...

    @property
    def grades(self) -> Mapping[str, str]: ...

    @property
    def settings(self) -> Any: ...

    @property
    def params(self) -> dict[str, Any]: ...

    @property
    def timings(self) -> dict[str, float]: ...
