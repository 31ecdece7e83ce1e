"""The battery of published measures, one value a report; each name ends in the token that was counted.

``*_chars``: characters (bags of words become bags of character pairs). ``*_words``: jieba words. Values in characters
must not be compared with published English means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from chenyan.reuse import measures_adjacent as adjacent
from chenyan.reuse import measures_peers as peers
from chenyan.reuse import measures_specific as specific
from chenyan.reuse import measures_within as within
from chenyan.reuse.batch import IntArray, number
from chenyan.reuse.sequences import Sequences, character_sequences, word_sequences

if TYPE_CHECKING:
    from chenyan.reuse.result import ReuseResult

Floats = npt.NDArray[np.float64]


def character_battery(result: ReuseResult) -> dict[str, Floats]:
    """Return the measures that need no tokenizer."""
    batch = result.batch
    sequences = character_sequences(batch)
    names, numbers = specific.specific_counts(batch)
    length = np.where(sequences.lengths > 0, sequences.lengths, np.nan)
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
        **_token_battery(result, sequences, "chars", 2),
    }


def word_battery(result: ReuseResult) -> dict[str, Floats]:
    """Return the measures in jieba words."""
    sequences = word_sequences(result.batch)
    names, numbers = specific.specific_counts(result.batch)
    length = np.where(sequences.lengths > 0, sequences.lengths, np.nan)
    return {
        "specificity_words": names / length,
        "number_density_words": numbers / length,
        **_token_battery(result, sequences, "words", 1),
    }


def _token_battery(result: ReuseResult, sequences: Sequences, token: str, n: int) -> dict[str, Floats]:
    """Return the measures that are counted on tokens."""
    batch, earlier = result.batch, result.earlier
    province = number([path[0] if path else "" for path in batch.regions])
    kinds = list(result.labels.agency_type) or [""] * batch.n_reports
    known = any(kinds)
    kind = number(kinds) if known else province
    _, year = np.unique(batch.year, return_inverse=True)
    cosine, jaccard, weighted = adjacent.bag_similarities(sequences, earlier, n=n)
    raw, score = adjacent.modification(weighted, sequences.lengths)
    operations = adjacent.edit_operations(sequences, earlier)
    change = adjacent.simple_change(operations, sequences.lengths, earlier)
    content, standard = peers.information(sequences, kind, year)
    return {
        f"boilerplate_lsl_{token}": peers.boilerplate_lsl(sequences, province),
        f"boilerplate_lsl_agencies_{token}": peers.boilerplate_lsl(sequences, province, document=_dense(batch.agency)),
        f"boilerplate_prefilter_{token}": peers.phrase_share(sequences, province, n=4, low=0.3, high=0.75, cf_low=5),
        f"boilerplate_share_{token}": peers.phrase_share(sequences, province, n=4, low=0.75),
        f"sticky_share_{token}": peers.sticky_share(sequences, earlier),
        f"repetition_{token}": within.repetition(sequences),
        f"cosine_{token}": cosine,
        f"jaccard_{token}": jaccard,
        f"min_edit_{token}": adjacent.min_edit(operations, sequences.lengths, earlier),
        f"simple_change_{token}": change,
        f"simple_{token}": adjacent.simple_similarity(change),
        f"modification_raw_{token}": raw,
        f"modification_{token}": score,
        f"information_{token}": content,
        f"standard_content_{token}": standard,
    }


def _dense(labels: IntArray) -> IntArray:
    return np.unique(labels, return_inverse=True)[1]
