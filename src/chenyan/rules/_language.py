"""What the language rules share: the running text of a report, with URLs, numbers and tables masked out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chenyan.case import Case
from chenyan.text.neighbours import places_of

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
        places = places_of(text)
        known = case.kept["narrative"] = Narrative(text, places.astype("<u2"), places)
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
