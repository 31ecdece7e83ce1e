"""Every published measure equals its brute-force oracle, and the papers' worked values."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from chenyan.reuse import measures_adjacent as adjacent
from chenyan.reuse import measures_peers as peers
from chenyan.reuse import measures_within as within
from chenyan.reuse.measures_specific import find_informative_numbers, find_specific
from chenyan.reuse.sequences import Sequences

sys.path.insert(0, str(Path(__file__).parent))
import oracles


def sequences_of(reports: list[list[list[int]]]) -> Sequences:
    ids, sentence, report = [], [], []
    at = 0
    for number, sentences in enumerate(reports):
        for tokens in sentences:
            ids += tokens
            sentence += [at] * len(tokens)
            report += [number] * len(tokens)
            at += 1
    return Sequences(
        np.array(ids, np.uint32), np.array(sentence, np.int64), np.array(report, np.int64), len(reports), "t"
    )


def random_reports(seed: int, n: int = 14) -> list[list[list[int]]]:
    """Little reports that share phrases, repeat themselves, and are sometimes empty."""
    rng = np.random.default_rng(seed)
    stock = [rng.integers(1, 9, rng.integers(5, 14)).tolist() for _ in range(5)]
    reports = []
    for at in range(n):
        sentences = []
        for _ in range(int(rng.integers(1, 7))):
            if rng.random() < 0.6:
                sentences.append(list(stock[int(rng.integers(0, 5))]))
            else:
                sentences.append(rng.integers(1, 30, rng.integers(1, 16)).tolist())
        reports.append([] if at == 5 else sentences)
    return reports


@pytest.fixture(params=[0, 1, 2])
def batch(request: pytest.FixtureRequest) -> list[list[list[int]]]:
    return random_reports(request.param)


EARLIER = np.array([-1, 0, 1, 2, -1, 4, 5, -1, 7, 8, -1, 10, 11, 12])
GROUP = np.array([0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1])


def close(found: np.ndarray, expected: list[float]) -> None:
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12, equal_nan=True)


@pytest.mark.parametrize("n", [1, 2])
def test_cosine_jaccard_and_weighted_cosine(batch, n) -> None:
    cosine, jaccard, weighted = adjacent.bag_similarities(sequences_of(batch), EARLIER, n=n)
    bags = [oracles.bag(report, n) for report in batch]
    weight = oracles.idf(batch, n)
    pairs = [(bags[at], bags[old]) if old >= 0 else None for at, old in enumerate(EARLIER)]
    close(cosine, [oracles.cosine(*p) if p else np.nan for p in pairs])
    close(jaccard, [oracles.jaccard(*p) if p else np.nan for p in pairs])
    expected = [oracles.cosine(*p, weight) if p else np.nan for p in pairs]
    close(weighted, expected)


def test_edit_operations_minimum_edit_and_simple(batch) -> None:
    sequences = sequences_of(batch)
    found = adjacent.edit_operations(sequences, EARLIER)
    flat = [oracles.flat(report) for report in batch]
    expected = [oracles.operations(flat[at], flat[old]) if old >= 0 else np.nan for at, old in enumerate(EARLIER)]
    close(found, expected)
    sizes = [len(tokens) for tokens in flat]
    pairs = [
        (sizes[at], sizes[old], steps) if old >= 0 else None for at, (old, steps) in enumerate(zip(EARLIER, expected))
    ]

    def each(value) -> list[float]:
        return [value(*pair) if pair and pair[0] + pair[1] and pair[1] else np.nan for pair in pairs]

    known = np.array([not pair or pair[1] > 0 for pair in pairs])  # an empty old report is tested by the change below
    edit = adjacent.min_edit(found, sequences.lengths, EARLIER)
    close(edit[known], list(np.array(each(lambda new, old, steps: 1 - steps / (new + old)))[known]))
    close(adjacent.simple_change(found, sequences.lengths, EARLIER), each(lambda new, old, steps: steps / old))
    mean = adjacent.simple_change(found, sequences.lengths, EARLIER, base="mean")
    close(mean[known], list(np.array(each(lambda new, old, steps: 2 * steps / (old + new)))[known]))


@pytest.mark.parametrize("n", [3, 10])
def test_repetition(batch, n) -> None:
    close(within.repetition(sequences_of(batch), n=n), [oracles.repetition(report, n) for report in batch])


@pytest.mark.parametrize("exclude", ["sentence", "phrase"])
def test_boilerplate_of_lang_and_stice_lawrence(batch, exclude) -> None:
    documents = np.arange(len(batch))
    found = peers.boilerplate_lsl(sequences_of(batch), GROUP, exclude=exclude, low=0.4, high=0.7, everywhere=0.6)
    close(found, oracles.boilerplate_lsl(batch, GROUP, documents, exclude, 0.4, 0.7, 0.6))
    assert np.nanmax(found) > 0, "the batch must show some boilerplate"


def test_boilerplate_over_agencies(batch) -> None:
    documents = np.array([0, 0, 0, 1, 1, 2, 3, 4, 4, 5, 5, 6, 7, 8])
    found = peers.boilerplate_lsl(sequences_of(batch), GROUP, documents)
    close(found, oracles.boilerplate_lsl(batch, GROUP, documents, "sentence"))


@pytest.mark.parametrize(("low", "high", "cf_low"), [(0.3, 0.75, 5), (0.75, 1.01, None), (0.3, 0.6, 0.9)])
def test_phrase_shares(batch, low, high, cf_low) -> None:
    found = peers.phrase_share(sequences_of(batch), GROUP, n=4, low=low, high=high, cf_low=cf_low)
    close(found, oracles.phrase_share(batch, GROUP, 4, low, high, cf_low))


@pytest.mark.parametrize("most_bits", [1, 22])
@pytest.mark.parametrize("apart", [True, False], ids=["a block an agency", "a block a group"])
def test_boilerplate_counted_in_blocks_is_boilerplate_counted_at_once(batch, apart, most_bits, monkeypatch) -> None:
    from chenyan.reuse import phrases
    from chenyan.reuse.blocks import read_from

    # tables so small that all n-grams share a few buckets must give the same
    monkeypatch.setattr(phrases, "_MOST_BITS", most_bits)
    sequences, agencies = sequences_of(batch), np.array([0, 0, 0, 1, 1, 2, 3, 4, 4, 5, 5, 6, 7, 8])
    whole = [np.arange(7), np.arange(7, 14)]
    groups = (
        [np.split(at, np.flatnonzero(np.diff(agencies[at])) + 1) for at in whole] if apart else [[at] for at in whole]
    )
    found = phrases.boilerplate_battery(
        read_from(sequences), groups, [np.arange(14)], agencies, np.asarray(sequences.lengths)
    )
    close(found["boilerplate_lsl"], list(peers.boilerplate_lsl(sequences, GROUP)))
    close(found["boilerplate_lsl_agencies"], list(peers.boilerplate_lsl(sequences, GROUP, agencies)))
    close(found["boilerplate_prefilter"], list(peers.phrase_share(sequences, GROUP, n=4, low=0.3, high=0.75, cf_low=5)))
    close(found["boilerplate_share"], list(peers.phrase_share(sequences, GROUP, n=4, low=0.75)))


def test_an_n_gram_is_found_among_neighbours_of_its_bucket() -> None:
    from chenyan.reuse.phrases import Phrases

    grams = np.array([0, 1, 2, 7, 1 << 40, (1 << 40) + 1, (1 << 48) - 1], np.uint64)
    phrases = Phrases(grams, np.zeros((len(grams), 3), np.int64), 1, 1)
    keys = np.array([2, 3, 0, 8, (1 << 40) + 1, (1 << 40) + 2, (1 << 48) - 1, (1 << 48) - 2, 7], np.uint64)
    assert phrases.where(keys).tolist() == [2, -1, 0, -1, 5, -1, 6, -1, 3]
    assert phrases.where(keys[:0]).tolist() == []


def test_sticky_share(batch) -> None:
    found = peers.sticky_share(sequences_of(batch), EARLIER, n=5)
    close(found, [oracles.sticky(r, batch[o], 5) if o >= 0 else np.nan for r, o in zip(batch, EARLIER)])


def test_information_content(batch) -> None:
    batch[5] = [[3, 4, 5, 6]]
    market = np.array([0, 1] * 7)
    content, standard = peers.information(sequences_of(batch), GROUP, market)
    expected = oracles.information(batch, GROUP, market)
    np.testing.assert_allclose(content, [e[0] for e in expected], rtol=1e-7)
    np.testing.assert_allclose(standard, [e[1] for e in expected], rtol=1e-7)


def test_modification_is_the_residual_of_a_fifth_degree_fit() -> None:
    rng = np.random.default_rng(7)
    weighted, lengths = rng.random(40), rng.integers(200, 4000, 40)
    weighted[3] = np.nan
    raw, score = adjacent.modification(weighted, lengths)
    known = ~np.isnan(weighted)
    scaled = lengths[known] / 4000  # plain powers, small enough to be fitted without harm
    design = np.column_stack([scaled**power for power in range(6)])
    fitted = design @ np.linalg.lstsq(design, 1 - weighted[known], rcond=None)[0]
    np.testing.assert_allclose(score[known], 1 - weighted[known] - fitted, atol=1e-8)
    assert np.isnan(raw[3])
    assert abs(np.nanmean(score)) < 1e-10


WORDS = ["We", "expect", "demand", "to", "increase", "worldwide", "weakness", "in", "sales"]
VOCABULARY = {word: at for at, word in enumerate(WORDS)}
A, B, C = (
    [[VOCABULARY[word] for word in text.split()]]
    for text in (
        "We expect demand to increase",
        "We expect worldwide demand to increase",
        "We expect weakness in sales",
    )
)


@pytest.mark.parametrize(
    ("new", "old", "cosine", "jaccard", "operations", "edit"),
    [(B, A, 0.9129, 5 / 6, 1, 10 / 11), (C, A, 0.40, 2 / 8, 6, 0.40)],
)
def test_worked_values_of_lazy_prices(new, old, cosine, jaccard, operations, edit) -> None:
    sequences, earlier = sequences_of([old, new]), np.array([-1, 0])
    found = adjacent.bag_similarities(sequences, earlier)
    assert round(float(found[0][1]), 4) == cosine
    assert found[1][1] == pytest.approx(jaccard)
    steps = adjacent.edit_operations(sequences, earlier)
    assert steps[1] == operations
    assert adjacent.min_edit(steps, sequences.lengths, earlier)[1] == pytest.approx(edit)


def test_worked_vectors() -> None:
    def cosine(a: list[int], b: list[int]) -> float:
        reports = [[[token] * times for token, times in enumerate(v) if times] for v in (a, b)]
        return float(adjacent.bag_similarities(sequences_of(reports), np.array([-1, 0]))[0][1])

    assert cosine([1, 3, 1, 2, 1], [1, 3, 1, 2, 1]) == pytest.approx(1)
    assert cosine([1, 1, 0, 1, 1], [1, 0, 1, 1, 1]) == pytest.approx(0.75)
    assert cosine([4, 0, 0, 0, 3], [0, 2, 2, 1, 0]) == 0


def test_simple_similarity_scales() -> None:
    change = np.array([0.2, 0.6, np.nan, 1.4])
    np.testing.assert_allclose(adjacent.simple_similarity(change), [0.8, 0.4, np.nan, 0])
    np.testing.assert_allclose(adjacent.simple_similarity(change, scale="minmax"), [1, 2 / 3, np.nan, 0])


def test_a_leading_preposition_is_no_part_of_a_name() -> None:
    text = "在清河镇答复，位于柳河县的大厅开放，在全镇推开。"
    assert [text[start:end] for start, end, _ in find_specific(text)] == ["清河镇", "柳河县"]


def test_an_address_hides_its_numbers() -> None:
    text = "来信请寄abc2020@example.com，全年办结35件。"
    assert [text[start:end] for start, end in find_informative_numbers(text)] == ["35"]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_terms_are_the_same_block_by_block_and_beyond_the_table_of_pairs(n, monkeypatch) -> None:
    from chenyan.reuse import terms as module
    from chenyan.reuse.blocks import read_from

    reports = [[[1, 2, 3, 2, 3], [9, 1]], [[2, 3, 1]], [[7, 8, 2, 3, 2]], [], [[5, 5, 5, 5]], [[1, 2, 3]]]
    sequences, earlier = sequences_of(reports), np.array([-1, 0, 1, 2, 2, 0])
    whole = adjacent.bag_similarities(sequences, earlier, n=n)
    weight = oracles.idf(reports, n)
    for side in (1 << 13, 4):
        monkeypatch.setattr(module, "SIDE", side)
        blocks = [np.array([at]) for at in (3, 0, 5, 1, 2, 4)]
        terms = module.Terms(read_from(sequences), blocks, n)
        numbers, bounds = terms.number(sequences)
        for at, report in enumerate(reports):
            found = numbers[bounds[at] : bounds[at + 1]]
            grams = [gram for sentence in report for gram in oracles.grams(sentence, n)]
            assert len(found) == len(grams)
            assert len(set(found.tolist())) == len(set(grams))
            np.testing.assert_allclose(terms.weights[found], [weight(gram) for gram in grams])
        for values, expected in zip(
            adjacent.bag_similarities(sequences, earlier, n=n, terms=terms), whole, strict=True
        ):
            np.testing.assert_allclose(values, expected)


def test_a_pair_alone_has_no_weights() -> None:
    cosine, _, weighted = adjacent.bag_similarities(sequences_of([[[1, 2, 3]], [[1, 2, 4]]]), np.array([-1, 0]))
    assert cosine[1] == pytest.approx(2 / 3)
    assert np.isnan(weighted[1])
