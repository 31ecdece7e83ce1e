"""What the language rules share: the running text of a report, with URLs, numbers and tables masked out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from chenyan.case import Case

# Machine text is no language: addresses, mail, file names, versions, times, document numbers.
_MACHINE = re.compile(
    r"(?:https?|ftp)[:：]//?[^\s，。；、）)》”\u4e00-\u9fff]{1,300}"
    r"|www\.[^\s，。；、）)》”\u4e00-\u9fff]{1,200}"
    r"|[\w.+-]{1,64}@[\w.-]{1,120}"
    r"|[A-Za-z][\w./:&-]{2,120}",
    re.ASCII,
)
_LATIN = re.compile("[A-Za-z@]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of running text: where it starts, and its words with machine text masked by ``\\x00``."""

    start: int
    text: str
    section: str


_READ: WeakKeyDictionary[Case, tuple[Passage, ...]] = WeakKeyDictionary()


def passages(case: Case) -> tuple[Passage, ...]:
    """Return the paragraphs of the narrative; headings, captions, signature and table cells are left out.

    Sentences of one line belong to one paragraph: bracket pairs may span sentences. The rules share one reading.
    """
    if case not in _READ:
        _READ[case] = tuple(_read(case))
    return _READ[case]


def _read(case: Case) -> Iterator[Passage]:
    report = case.report
    run: list[tuple[int, int]] = []
    section = ""
    for sentence in report.sentences:
        if sentence.role != "prose" or sentence.section in ("title", "signature"):
            continue
        gap = report.text[run[-1][1] : sentence.start] if run else ""
        if run and ("\n" in gap or len(gap) > 8 or sentence.section != section):
            yield _passage(report.text, run, section)
            run = []
        run.append((sentence.start, sentence.end))
        section = sentence.section
    if run:
        yield _passage(report.text, run, section)


def _passage(text: str, run: list[tuple[int, int]], section: str) -> Passage:
    words = text[run[0][0] : run[-1][1]]
    if not _LATIN.search(words):
        return Passage(run[0][0], words, section)
    return Passage(run[0][0], _MACHINE.sub(lambda match: "\x00" * len(match.group()), words), section)
