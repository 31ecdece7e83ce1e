"""Leave out tables of contents: their lines look like headings, but hold no part."""

from __future__ import annotations

import re

from chenyan.corpus.headings import Head, line_end

_LEADER = re.compile(r"(?:[.…·．]{3,200}|\s{2,40})\s{0,3}\d{1,3}\s*$")


_WORD = re.compile(r"目 {0,6}录[ :：]{0,3}\r?\n")
_CONTENTS = re.compile(r"(?:^|\n)[ \t#*]{0,40}" + _WORD.pattern)
_MOST_ENTRIES = 200
_LONGEST_ENTRY = 90


def contents_stretch(folded: str) -> tuple[int, int] | None:
    """Return the stretch of a table of contents under the word 目录: up to the line that repeats its first entry."""
    # the word is found much faster than the start of a line
    match = _CONTENTS.search(folded, 0, 4_000) if _WORD.search(folded, 0, 4_000) else None
    if match is None:
        return None
    first = ""
    at = match.end()
    for _ in range(_MOST_ENTRIES):
        end = line_end(folded, at)
        line = folded[at:end]
        words = "".join(char for char in _LEADER.sub("", line) if char not in " \t\r.…·#*")
        if len(line) > 2 * _LONGEST_ENTRY or "。" in line:
            return None
        if first and words == first:
            return match.start(), at
        first = first or words
        if end >= len(folded):
            return None
        at = end + 1
    return None


def without_contents(folded: str, heads: list[Head]) -> list[Head]:
    """Leave out a table of contents: titles in close file that come again further down."""
    kept: list[Head] = []
    at = 0
    later = {head.kind: head.start for head in heads}
    while at < len(heads):
        last = at
        while last + 1 < len(heads) and _is_close(folded, heads[last], heads[last + 1]):
            last += 1
        run = heads[at : last + 1]
        again = sum(later[head.kind] > head.start for head in run)
        if len(run) >= 3 and again * 2 >= len(run):
            kept.extend(head for head in run if later[head.kind] == head.start)
            at = last + 1
            continue
        leaders = [head for head in run if _LEADER.search(folded[head.start : line_end(folded, head.start)])]
        kept.extend(head for head in run if head not in leaders or later[head.kind] == head.start)
        at = last + 1
    return kept


def _is_close(folded: str, head: Head, following: Head) -> bool:
    between = folded[head.end : following.start]
    return (
        len(between) < 60
        and len("".join([char for char in between if char not in " \n\r.…·;；、,，和及以0123456789"])) < 3
    )


def without_free_contents(folded: str, pool: list[Head]) -> list[Head]:
    """Leave out a table of contents of free headings: lines in close file whose words come again."""
    words = [_words(folded, head) for head in pool]
    last_place = {word: at for at, word in enumerate(words)}
    kept: list[Head] = []
    at = 0
    while at < len(pool):
        last = at
        while last + 1 < len(pool) and _is_close(folded, pool[last], pool[last + 1]):
            last += 1
        again = sum(last_place[words[k]] > k for k in range(at, last + 1))
        is_contents = last - at >= 2 and again * 2 >= last - at + 1
        kept.extend(pool[k] for k in range(at, last + 1) if not is_contents or last_place[words[k]] == k)
        at = last + 1
    return kept


def _words(folded: str, head: Head) -> str:
    line = _LEADER.sub("", folded[head.start : head.end])
    return "".join([char for char in line if char not in " \t\n\r.…·"])
