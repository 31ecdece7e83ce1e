"""The battery of published measures, one value a report; each name ends in the token that was counted.

``*_chars``: characters (bags of words become bags of character pairs). ``*_words``: jieba words. Values in characters
must not be compared with published English means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from chenyan.reuse import measures_adjacent as adjacent
from chenyan.reuse import measures_peers as peers
from chenyan.reuse import measures_specific as specific
from chenyan.reuse import measures_within as within
from chenyan.reuse.batch import IntArray, number
from chenyan.reuse.blocks import Read, cut, read_characters, read_from
from chenyan.reuse.phrases import boilerplate_battery
from chenyan.reuse.sequences import word_sequences
from chenyan.reuse.terms import Terms

if TYPE_CHECKING:
    from chenyan.reuse.result import ReuseResult

Floats = npt.NDArray[np.float64]


def character_battery(result: ReuseResult) -> dict[str, Floats]:
    """Return the measures that need no tokenizer."""
    batch = result.batch
    lengths, tokens = _token_battery(result, read_characters(batch), "chars", 2)
    names, numbers = specific.specific_counts(batch)
    length = np.where(lengths > 0, lengths, np.nan)
    mean_length, long_share = within.sentence_lengths(batch)
    open_chars = 1 - result.shares[:, 0]
    with np.errstate(invalid="ignore", divide="ignore"):
        adjusted = np.where(open_chars > 0, result.shares[:, 4] / open_chars, np.nan)
    return {
        "novelty_adjusted": adjusted,
        "specificity": names / length,
        "informative_numbers": numbers,
        "number_density": numbers / length,
        "repeated_sentence_share": within.repeated_sentence_share(batch, result.encoded),
        "mean_sentence_chars": mean_length,
        "share_long_sentences": long_share,
        **tokens,
    }


def word_battery(result: ReuseResult) -> dict[str, Floats]:
    """Return the measures in jieba words."""
    lengths, tokens = _token_battery(result, read_from(word_sequences(result.batch)), "words", 1)
    names, numbers = specific.specific_counts(result.batch)
    length = np.where(lengths > 0, lengths, np.nan)
    return {"specificity_words": names / length, "number_density_words": numbers / length, **tokens}


def _token_battery(result: ReuseResult, read: Read, token: str, n: int) -> tuple[IntArray, dict[str, Floats]]:
    """Return the number of tokens of each report and the measures that are counted on tokens, block by block."""
    batch, earlier = result.batch, result.earlier
    size = batch.n_reports
    province = number([path[0] if path else "" for path in batch.regions])
    kinds = list(result.labels.agency_type) or [""] * size
    kind = number(kinds) if any(kinds) else province
    _, year = np.unique(batch.year, return_inverse=True)
    agency = _dense(batch.agency)
    blocks = next(iter(cut(batch)), [])
    if not blocks:
        return np.zeros(0, np.int64), dict.fromkeys(_names(token), np.zeros(0))
    terms = Terms(read, blocks, n)
    names = ("repetition", "sticky", "cosine", "jaccard", "weighted", "operations")
    local: dict[str, Floats] = {name: np.full(size, np.nan) for name in names}
    lengths = np.zeros(size, dtype=np.int64)
    row, place = np.zeros(size, dtype=np.int64), np.full(size, -1, dtype=np.int64)
    counts = []
    done = 0
    for number_of, block in enumerate(blocks):
        sequences = read(block)
        place[block] = np.arange(len(block))
        # an earlier report is of the same agency, so it stands in the same block
        before = np.where(earlier[block] >= 0, place[np.maximum(earlier[block], 0)], -1)
        lengths[block] = sequences.lengths
        local["repetition"][block] = within.repetition(sequences)
        local["sticky"][block] = peers.sticky_share(sequences, before)
        bags = adjacent.bag_similarities(sequences, before, n=n, terms=terms, block=number_of)
        local["cosine"][block], local["jaccard"][block], local["weighted"][block] = bags
        local["operations"][block] = adjacent.edit_operations(sequences, before)
        counts.append(peers.count_tokens(sequences, terms.vocabulary))
        row[block] = np.arange(done, done + len(block))
        done += len(block)
    raw, score = adjacent.modification(local["weighted"], lengths)
    change = adjacent.simple_change(local["operations"], lengths, earlier)
    content, standard = peers.information_of(_stack(counts), row, kind, year)
    shared = boilerplate_battery(read, cut(batch, groups=province), blocks, agency, lengths)
    values = (
        *shared.values(),
        local["sticky"],
        local["repetition"],
        local["cosine"],
        local["jaccard"],
        adjacent.min_edit(local["operations"], lengths, earlier),
        change,
        adjacent.simple_similarity(change),
        raw,
        score,
        content,
        standard,
    )
    return lengths, dict(zip(_names(token), values, strict=True))


def _names(token: str) -> list[str]:
    """Return the names of the measures that are counted on tokens."""
    stems = (
        "boilerplate_lsl", "boilerplate_lsl_agencies", "boilerplate_prefilter", "boilerplate_share", "sticky_share",
        "repetition", "cosine", "jaccard", "min_edit", "simple_change", "simple", "modification_raw", "modification",
        "information", "standard_content",
    )  # fmt: skip
    return [f"{stem}_{token}" for stem in stems]


def _stack(counts: list[Any]) -> Any:
    from scipy.sparse import vstack

    return vstack(counts, format="csr")


def _dense(labels: IntArray) -> IntArray:
    return np.unique(labels, return_inverse=True)[1]
