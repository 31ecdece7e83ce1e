"""What the language rules share: the running text of a report, with URLs, numbers and tables masked out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chenyan.case import Case

# Machine text is no language: addresses, mail, file names, versions, times, document numbers.
_MACHINE = re.compile(
    r"(?:https?|ftp)[:：]//?[^\s，。；、）)》”\u4e00-\u9fff]{1,300}"
    r"|www\.[^\s，。；、）)》”\u4e00-\u9fff]{1,200}"
    r"|[\w.+-]{1,64}@[\w.-]{1,120}"
    r"|[A-Za-z][\w./:&-]{2,120}",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of running text: where it starts, and its words with machine text masked by ``\\x00``."""

    start: int
    text: str
    section: str


def passages(case: Case) -> tuple[Passage, ...]:
    """Return the paragraphs of the narrative; headings, captions, signature and table cells are left out.

    Sentences of one line belong to one paragraph: bracket pairs may span sentences. The rules share one reading.
    """
    known: tuple[Passage, ...] | None = case.kept.get("passages")
    if known is None:
        known = case.kept["passages"] = tuple(_read(case))
    return known


class Neighbours:
    """Characters that stand side by side where a pattern can match, asked for of a whole narrative at once.

    A look-up in arrays takes a tenth of the time of the patterns, and most narratives hold nothing of what a rule looks for.

    Parameters
    ----------
    named : mapping of str to tuple of str
        By name, one to three classes of characters, in the order in which they stand; at most sixteen names.
    """

    def __init__(self, named: Mapping[str, tuple[str, ...]]) -> None:
        self._names = tuple(named)
        self._tables = np.zeros((max(map(len, named.values())), 0x10000), np.uint16)
        for at, classes in enumerate(named.values()):
            for place, table in enumerate(self._tables):
                # a shorter row ends before: whatever follows will do
                table[[ord(char) for char in classes[place]] if place < len(classes) else slice(None)] |= 1 << at

    def found(self, case: Case) -> frozenset[str]:
        """Return the names of the rows of characters that stand anywhere in a narrative."""
        places = narrative(case).places
        here = self._tables[0].take(places)
        for place, table in enumerate(self._tables[1:], 1):
            here[:-place] &= table.take(places[place:])
            here[-place:] = 0
        bits = int(np.bitwise_or.reduce(here))
        return frozenset(name for at, name in enumerate(self._names) if bits >> at & 1)


_MARGIN = "\n\n\n"  # what stands at the end has neighbours too


@dataclass(frozen=True, slots=True, eq=False)
class Narrative:
    """The paragraphs of a report, a line each, and the same as UTF-16 codes, with some line ends after them.

    ``places`` are the codes as places in tables.
    """

    text: str
    codes: npt.NDArray[np.uint16]
    places: npt.NDArray[np.intp]


def narrative(case: Case) -> Narrative:
    """Return all paragraphs as one text, a line each."""
    known: Narrative | None = case.kept.get("narrative")
    if known is None:
        text = "\n".join([passage.text for passage in passages(case)])
        codes = np.frombuffer((text + _MARGIN).encode("utf-16-le", "surrogatepass"), "<u2")
        known = case.kept["narrative"] = Narrative(text, codes, codes.astype(np.intp))
    return known


def _read(case: Case) -> Iterator[Passage]:
    report = case.report
    latin = _latin(report.text)
    run: list[tuple[int, int]] = []
    section = ""
    for sentence in report.sentences:
        if sentence.role != "prose" or sentence.section in ("title", "signature"):
            continue
        gap = report.text[run[-1][1] : sentence.start] if run else ""
        if run and ("\n" in gap or len(gap) > 8 or sentence.section != section):
            yield _passage(report.text, run, section, latin)
            run = []
        run.append((sentence.start, sentence.end))
        section = sentence.section
    if run:
        yield _passage(report.text, run, section, latin)


def _latin(text: str) -> list[int]:
    """Return the places of Latin letters and @ in a text; a look at all of its characters at once."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    return np.flatnonzero(((codes | 0x20) - np.uint32(ord("a")) < 26) | (codes == ord("@"))).tolist()


def _passage(text: str, run: list[tuple[int, int]], section: str, latin: list[int]) -> Passage:
    start, end = run[0][0], run[-1][1]
    words = text[start:end]
    if bisect_left(latin, start) == bisect_left(latin, end):
        return Passage(start, words, section)
    return Passage(run[0][0], _MACHINE.sub(lambda match: "\x00" * len(match.group()), words), section)
