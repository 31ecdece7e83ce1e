"""Statements as unit vectors: nearness to the packaged examples, the domain's concepts, and hashed characters."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack

from chenyan.problems.cores import concepts_of, core_of
from chenyan.problems.theme_model import packaged_model

__all__ = ["hashed_grams", "statement_vectors", "unit_rows"]

_NEXT = 0.35  # weight of a statement's second concept against its first; chosen on the labelled odd half
_GRAMS = 512  # places that pairs and triples of characters are hashed to
_BLANKS = re.compile(r"\s\s+")
_WORD = 0xFFFFFFFF


def statement_vectors(words: Sequence[str], *, theme_weight: float, concept_weight: float) -> Any:
    """Return unit vectors, one row a statement: three parts side by side, each weighted."""
    names: dict[str, int] = {}
    rows, columns, values = [], [], []
    for at, word in enumerate(words):
        # what a statement is about first counts most
        for rank, (name, weight) in enumerate(sorted(concepts_of(word), key=lambda concept: -concept[1])[:3]):
            rows.append(at)
            columns.append(names.setdefault(name, len(names)))
            values.append(weight * _NEXT**rank)
    concepts = csr_matrix((values, (rows, columns)), shape=(len(words), max(len(names), 1)))
    characters = unit_rows(hashed_grams([core_of(word) for word in words]))
    both = unit_rows(hstack([unit_rows(concepts) * concept_weight, unit_rows(characters)]))
    if not theme_weight:
        return both
    model = packaged_model()
    scores = np.array([model.scores(word) for word in words]).reshape(len(words), len(model.themes))
    # rounded as in decisions, so that no machine's last bit joins other cores
    near = np.round(np.maximum(scores + 1.0, 0.0) ** 2, 6)
    return unit_rows(hstack([csr_matrix(near * theme_weight), both]))


def unit_rows(matrix: Any) -> Any:
    """Return a sparse matrix with rows of unit length; squares are added from the left, as scikit-learn does."""
    found = matrix.tocsr().astype(np.float64)
    starts, sizes = found.indptr[:-1], np.diff(found.indptr)
    squares = found.data * found.data
    sums = np.zeros(len(sizes))
    for place in range(int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > place)
        sums[longer] += squares[starts[longer] + place]
    lengths = np.sqrt(sums)
    lengths[lengths == 0.0] = 1.0
    found.data /= np.repeat(lengths, sizes)
    return found


def hashed_grams(texts: Sequence[str]) -> Any:
    """Count pairs and triples of characters, hashed to columns as scikit-learn's ``HashingVectorizer`` does.

    That one would do too, but importing it takes as long as everything else that an audit of a thousand reports saves.
    """
    columns = array("i")  # of a large batch there are millions
    ends = [0]
    for text in texts:
        plain = _BLANKS.sub(" ", text.lower())
        for size in (2, 3):
            columns.extend([_column(plain[at : at + size]) for at in range(len(plain) - size + 1)])
        ends.append(len(columns))
    places = np.array(columns, dtype=np.int32)
    found = csr_matrix((np.ones(len(places)), places, ends), shape=(len(texts), _GRAMS))
    found.sum_duplicates()
    return found


@lru_cache(maxsize=65536)
def _column(gram: str) -> int:
    """Return the column of a gram: its MurmurHash3 (x86, 32 bits, seed 0), without sign, modulo their number."""
    data = gram.encode("utf-8", "surrogatepass")
    whole = len(data) - len(data) % 4
    found = 0
    for at in range(0, whole, 4):
        found ^= _mixed(int.from_bytes(data[at : at + 4], "little"))
        found = ((found << 13 | found >> 19) & _WORD) * 5 + 0xE6546B64 & _WORD
    if whole < len(data):
        found ^= _mixed(int.from_bytes(data[whole:], "little"))
    found ^= len(data)
    found = (found ^ found >> 16) * 0x85EBCA6B & _WORD
    found = (found ^ found >> 13) * 0xC2B2AE35 & _WORD
    found ^= found >> 16
    return min(found, (1 << 32) - found) % _GRAMS


def _mixed(block: int) -> int:
    block = block * 0xCC9E2D51 & _WORD
    return ((block << 15 | block >> 17) & _WORD) * 0x1B873593 & _WORD
