"""Token sequences of a batch's narrative: characters, or jieba words. Every published measure is counted on these."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from chenyan.reuse.batch import Batch, IntArray
from chenyan.reuse.masks import _tables, places_between, ranges, utf16, without_blanks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chenyan.tokens import Tokenizer

U64 = npt.NDArray[np.uint64]
_BASE = np.uint64(0x9E3779B97F4A7C15)
_CHUNK = 2_000_000
_REPORTS = 256  # read at a time: the temporaries stay in the processor's cache
_PIECE = 1 << 15  # tokens hashed at a time, for the same reason


@dataclass(frozen=True)
class Sequences:
    """Tokens of each report, sentence after sentence.

    ``ids`` holds a number for each token, ``sentence`` the number of its sentence, ``report`` that of its report (both
    ascending), ``n_reports`` how many reports there are (some may be empty). ``token`` says what was counted.
    """

    ids: npt.NDArray[np.uint32]
    sentence: IntArray
    report: IntArray
    n_reports: int
    token: str

    @cached_property
    def lengths(self) -> IntArray:
        """Number of tokens of each report."""
        return np.bincount(self.report, minlength=self.n_reports)

    @cached_property
    def bounds(self) -> IntArray:
        """Where the tokens of each report begin, with the end of the last."""
        return np.searchsorted(self.report, np.arange(self.n_reports + 1))

    def hashes(self, n: int, *, inside: str = "sentence") -> tuple[U64, npt.NDArray[np.bool_]]:
        """Return a hash of the n tokens from each place on, and whether they stay inside one sentence (report)."""
        size = len(self.ids) - n + 1
        if size <= 0:
            return np.zeros(0, np.uint64), np.zeros(0, bool)
        total = np.empty(size, np.uint64)
        for low in range(0, size, _PIECE):
            high = min(low + _PIECE, size)
            total[low:high] = _mix(_rolling(_scattered(self.ids[low : high + n - 1]), n))
        owner = self.sentence if inside == "sentence" else self.report
        return total, owner[:size] == owner[n - 1 :]

    def share_in(self, hit: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
        """Return the share of each report's tokens that stand in the sentences hit; nan for an empty report."""
        sizes, owners = self._sentences
        flagged = np.bincount(owners, hit[: len(sizes)] * sizes, self.n_reports)
        return flagged / np.where(self.lengths > 0, self.lengths, np.nan)

    @cached_property
    def _sentences(self) -> tuple[IntArray, IntArray]:
        """Number of tokens of each sentence, and its report (of one without tokens, the first)."""
        sizes = np.bincount(self.sentence)
        owners = np.zeros(len(sizes), dtype=np.int64)
        owners[self.sentence] = self.report
        return sizes, owners

    def strings(self) -> list[str]:
        """Return each report as a string with one character a token, for edit distances.

        The commonest tokens get the lowest characters: below 256, edit distances look them up four times as fast.
        """
        counts = np.bincount(self.ids)
        rank = np.empty(len(counts), dtype=np.uint32)
        rank[np.argsort(-counts, kind="stable")] = np.arange(len(counts), dtype=np.uint32)
        rank[rank >= 0xD800] += np.uint32(0x800)  # leave the surrogates out
        text = rank[self.ids].astype("<u4").tobytes().decode("utf-32-le")
        edges = self.bounds.tolist()
        return [text[low:high] for low, high in pairwise(edges)]

    def bags(self) -> Iterator[tuple[IntArray, U64, IntArray]]:
        """Yield (report, token, count) of runs of whole reports, sorted by report and token."""
        keys = self.ids.astype(np.uint64)
        edges = self.bounds
        first = 0
        while first < self.n_reports:
            last = int(np.searchsorted(edges, edges[first] + _CHUNK, side="right")) - 1
            last = min(max(last, first + 1), self.n_reports, first + 0xFFFF)
            low, high = int(edges[first]), min(int(edges[last]), len(keys))
            part = slice(low, max(low, high))
            local = (self.report[part] - first).astype(np.uint64)
            packed = np.sort((local << np.uint64(48)) | keys[part])
            new = (
                np.flatnonzero(np.concatenate(([True], packed[1:] != packed[:-1]))) if len(packed) else np.zeros(0, int)
            )
            counts = np.diff(np.append(new, len(packed)))
            found = packed[new]
            yield (found >> np.uint64(48)).astype(np.int64) + first, found & np.uint64((1 << 48) - 1), counts
            first = last


def _rolling(values: U64, n: int) -> U64:
    """Return the polynomial over n values from each place on, mod 2**64, put together from those over 1, 2, 4, ..."""
    size = len(values) - n + 1
    total, done = np.zeros(0, np.uint64), 0
    power, width = values, 1
    while True:
        if n & width:
            part = power[done : done + size]
            total = total * np.uint64(pow(int(_BASE), width, 2**64)) + part if done else part.copy()
            done += width
        if done == n:
            return total
        power = power[:-width] * np.uint64(pow(int(_BASE), width, 2**64)) + power[width:]
        width *= 2


def _mix(values: U64) -> U64:
    """Scatter the bits of 64-bit values."""
    values = (values + np.uint64(0x9E3779B97F4A7C15)) * np.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> np.uint64(29)
    values = values * np.uint64(0x94D049BB133111EB)
    values ^= values >> np.uint64(32)
    return values


_SCATTERED = _mix(np.arange(1 << 16, dtype=np.uint64))  # of each character


def _scattered(ids: npt.NDArray[np.uint32]) -> U64:
    """Return what ``_mix`` gives for each token."""
    if int(ids.max()) < len(_SCATTERED):
        return _SCATTERED.take(ids)
    return _mix(ids.astype(np.uint64))


def character_sequences(batch: Batch) -> Sequences:
    """Return the characters of each report's narrative; blanks and punctuation are no tokens, digits are."""
    return Characters(batch).take(np.arange(batch.n_reports))


class Characters:
    """The characters of a batch's narrative, two bytes each, to be read again and again."""

    def __init__(self, batch: Batch) -> None:
        self._n_reports = batch.n_reports
        self._bounds = batch.bounds()
        self._counts = np.zeros(batch.n_sentences, dtype=np.int64)
        table = _characters()
        codes = np.empty(int((batch.end - batch.start).sum()), dtype=np.uint16)  # what is left over takes no memory
        done = 0
        for first in range(0, batch.n_reports, _REPORTS):
            last = min(first + _REPORTS, batch.n_reports)
            low, high = int(self._bounds[first]), int(self._bounds[last])
            if low == high:
                continue
            base = np.cumsum([0, *(len(text) for text in batch.texts[first:last])])
            part = table.take(utf16("".join(batch.texts[first:last])), mode="clip")
            at = base[batch.report[low:high] - first]
            starts, ends = batch.start[low:high] + at, batch.end[low:high] + at
            part[places_between(starts, ends, len(part))] = 0
            part, self._counts[low:high] = without_blanks(part, np.concatenate(([0], starts[1:], [len(part)])))
            codes[done : done + len(part)] = part
            done += len(part)
        self._codes = codes[:done]
        self._edges = np.concatenate(([0], np.cumsum(self._counts)))[self._bounds]

    def take(self, places: IntArray) -> Sequences:
        """Return the characters of these reports, in this order."""
        if len(places) and (np.diff(places) == 1).all():
            first, last = int(places[0]), int(places[-1]) + 1
            ids = self._codes[self._edges[first] : self._edges[last]]
            counts = self._counts[self._bounds[first] : self._bounds[last]]
        else:
            ids = self._codes.take(ranges(self._edges[places], self._edges[places + 1] - self._edges[places]))
            counts = self._counts[ranges(self._bounds[places], self._bounds[places + 1] - self._bounds[places])]
        lengths = self._edges[places + 1] - self._edges[places]
        sentence = np.repeat(np.arange(len(counts)), counts)
        report = np.repeat(np.arange(len(places)), lengths)
        return Sequences(ids.astype(np.uint32), sentence, report, len(places), "character")


@cache
def _characters() -> npt.NDArray[np.uint16]:
    """Return the character that each UTF-16 unit counts as, 0 for none."""
    raw_table, masked_table, _ = _tables()
    return np.where(masked_table[raw_table] == 0, 0, raw_table).astype(np.uint16)


def word_sequences(batch: Batch, tokenizer: Tokenizer | None = None) -> Sequences:
    """Return the words of each report's narrative by jieba (about 600,000 characters a second)."""
    from chenyan.tokens import Tokenizer

    tokenizer = tokenizer or Tokenizer()
    vocabulary: dict[str, int] = {}
    ids: list[int] = []
    counts = []
    for at in range(batch.n_sentences):
        words = tokenizer.words(batch.words(at))
        counts.append(len(words))
        ids.extend(vocabulary.setdefault(word, len(vocabulary)) for word in words)
    sentence = np.repeat(np.arange(batch.n_sentences), counts)
    numbers = np.array(ids, dtype=np.uint32)
    return Sequences(numbers, sentence, batch.report[sentence], batch.n_reports, f"word ({tokenizer.name})")
