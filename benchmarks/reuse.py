"""Measure reuse against its peers on planted batches: recall by class, precision, CPU seconds, peak memory.

    python benchmarks/reuse.py                     # 1,000 and 10,000 reports, all methods
    python benchmarks/reuse.py --reports 100000 --methods chenyan
    python benchmarks/reuse.py --align             # aligned characters, against difflib
    python benchmarks/reuse.py --adjacent          # adjacent-year measures, against a difflib loop
    python benchmarks/reuse.py --fresh             # 200 reports in a fresh process, imports included

Each method runs in a process of its own on the same batch, read from disk; CPU seconds are those of the method alone,
without imports and without reading the batch; peak memory is the process's. A copy counts as found when a method names a
source of the same lineage; every other flag counts against precision. Methods without sources (exact hashing) name any
earlier member of the group.
"""

from __future__ import annotations

import argparse
import difflib
import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from chenyan.reuse.batch import Batch
from synthetic import CLASSES, Planted, make_planted

METHODS = ("chenyan", "exact", "rensa", "datasketch", "difflib", "tfidf")


def masked_sentences(planted: Planted) -> list[str]:
    """Return the sentences as peers get them: digits masked, template left in (they know none)."""
    table = str.maketrans("0123456789", "0" * 10)
    batch = planted.batch
    return [batch.words(at).translate(table) for at in range(batch.n_sentences)]


def first_earlier(groups: dict, order: np.ndarray) -> np.ndarray:
    """Name for each member of a group the earliest other one, in the order given."""
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    source = np.full(len(order), -1, dtype=np.int64)
    for members in groups.values():
        if len(members) > 1:
            members = sorted(members, key=lambda at: rank[at])
            for at in members[1:]:
                source[at] = members[0]
    return source


def run_exact(planted: Planted) -> np.ndarray:
    """Group sentences that are equal after masking digits."""
    groups: dict[str, list[int]] = {}
    for at, words in enumerate(masked_sentences(planted)):
        groups.setdefault(words, []).append(at)
    return first_earlier(groups, time_order(planted))


def time_order(planted: Planted) -> np.ndarray:
    batch = planted.batch
    return np.lexsort((np.arange(batch.n_sentences), batch.year[batch.report]))


def shingles(words: str, n: int = 4) -> list[str]:
    return [words[at : at + n] for at in range(max(1, len(words) - n + 1))]


def run_rensa(planted: Planted) -> np.ndarray:
    """MinHash LSH on sentences, 128 permutations, 32 bands; the best earlier candidate at estimated Jaccard >= .4."""
    from rensa import RMinHash, RMinHashLSH

    words = masked_sentences(planted)
    lsh = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    source = np.full(len(words), -1, dtype=np.int64)
    report = planted.batch.report
    kept = {}
    for at in time_order(planted).tolist():
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update(shingles(words[at]))
        best = 0.4
        for other in lsh.query(sketch)[:64]:
            if report[other] != report[at]:
                score = sketch.jaccard(kept[other])
                if score > best:
                    best, source[at] = score, other
        lsh.insert(at, sketch)
        kept[at] = sketch
    return source


def run_datasketch(planted: Planted) -> np.ndarray:
    """The same with datasketch."""
    from datasketch import MinHash, MinHashLSH

    words = masked_sentences(planted)
    lsh = MinHashLSH(num_perm=128, params=(32, 4))
    source = np.full(len(words), -1, dtype=np.int64)
    kept = {}
    for at in time_order(planted).tolist():
        sketch = MinHash(num_perm=128, seed=1)
        sketch.update_batch([gram.encode() for gram in shingles(words[at])])
        best = 0.4
        for other in lsh.query(sketch)[:64]:
            if planted.batch.report[other] != planted.batch.report[at]:
                score = sketch.jaccard(kept[other])
                if score > best:
                    best, source[at] = score, other
        lsh.insert(at, sketch)
        kept[at] = sketch
    return source


def run_difflib(planted: Planted) -> np.ndarray:
    """Compare each sentence with all of the own agency's report of the year before, best ratio >= .6."""
    words = masked_sentences(planted)
    batch = planted.batch
    bounds = batch.bounds()
    place = {(int(a), int(y)): at for at, (a, y) in enumerate(zip(batch.agency, batch.year, strict=True))}
    source = np.full(len(words), -1, dtype=np.int64)
    for at in range(batch.n_reports):
        old = place.get((int(batch.agency[at]), int(batch.year[at]) - 1))
        if old is None:
            continue
        for mine in range(bounds[at], bounds[at + 1]):
            best = 0.6
            matcher = difflib.SequenceMatcher(None, "", words[mine], autojunk=False)
            for theirs in range(bounds[old], bounds[old + 1]):
                matcher.set_seq1(words[theirs])
                if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                    best, source[mine] = matcher.ratio(), theirs
    return source


def run_tfidf(planted: Planted) -> np.ndarray:
    """TF-IDF of character 3-5-grams, best earlier cosine >= .5, in blocks."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = masked_sentences(planted)
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(3, 5), dtype=np.float32).fit_transform(words)
    when = planted.batch.year[planted.batch.report]
    source = np.full(len(words), -1, dtype=np.int64)
    for first in range(0, len(words), 200):
        scores = (vectors[first : first + 200] @ vectors.T).toarray()
        for row, at in enumerate(range(first, min(first + 200, len(words)))):
            scores[row, (when > when[at]) | (planted.batch.report == planted.batch.report[at])] = 0
            best = int(scores[row].argmax())
            if scores[row, best] >= 0.5:
                source[at] = best
    return source


def run_chenyan(planted: Planted) -> np.ndarray:
    """Ours, with its defaults."""
    from chenyan.reuse import score_texts

    result = score_texts(planted.batch, progress=False)
    flagged = np.isin(result.origins.origin, (1, 2, 3))
    # a flag without a source counts as one with a wrong source
    return np.where(flagged, np.where(result.origins.source >= 0, result.origins.source, -2), -1)


def judge(planted: Planted, source: np.ndarray) -> dict[str, float]:
    """Return recall by class and precision of the named sources; sentences of the template are left out of both."""
    body = planted.kind > 0
    flagged = (source != -1) & body
    right = flagged & (source >= 0) & (planted.kind >= 2)
    right &= planted.lineage == planted.lineage[np.maximum(source, 0)]
    copies = planted.kind >= 2
    answer = {"recall": float(right.sum() / copies.sum()), "precision": float(right.sum() / max(flagged.sum(), 1))}
    for at, name in enumerate(CLASSES):
        if at >= 2:
            answer[name] = float(right[planted.kind == at].mean())
    answer["template_flagged"] = float((source[~body] != -1).mean())
    return answer


def one(path: str, method: str) -> None:
    """Run one method on a stored batch and print what was measured (in a process of its own)."""
    with Path(path).open("rb") as file:
        planted = pickle.load(file)
    run = globals()[f"run_{method}"]
    if method == "chenyan":
        import chenyan.reuse  # noqa: F401
    elif method == "rensa":
        import rensa  # noqa: F401
    start = time.process_time()
    source = run(planted)
    cpu = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"method": method, "cpu_s": cpu, "peak_mb": peak, **judge(planted, source)}))


def compare_methods(n_reports: int, methods: list[str], seed: int, timeout: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "planted.pickle"
        planted = make_planted(n_reports, seed=seed)
        path.write_bytes(pickle.dumps(planted, protocol=5))
        n_chars = sum(map(len, planted.batch.texts))
        print(
            f"\n{planted.batch.n_reports:,} reports, {planted.batch.n_sentences:,} sentences, {n_chars:,} characters, seed {seed}"
        )
        del planted
        for method in methods:
            command = [sys.executable, __file__, "--one", str(path), method]
            try:
                done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=True)
                row = json.loads(done.stdout.splitlines()[-1])
                print("  " + "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{v:10s}" for k, v in row.items()))
            except subprocess.TimeoutExpired:
                print(f"  {method:10s} stopped after {timeout} s")


# the loop as users write it, and the slower one that leaves no frequent character out
PEERS = (("difflib as it comes, SequenceMatcher(None, a, b)", True), ("difflib with autojunk=False", False))


def _matcher(a: str, b: str, junk: bool) -> difflib.SequenceMatcher:
    return difflib.SequenceMatcher(None, a, b, autojunk=junk)


def best_time(work: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Return the CPU seconds of the best of some runs, and what the work returned: other load only makes it slower."""
    best, answer = float("inf"), None
    for _ in range(times):
        start = time.process_time()
        answer = work()
        best = min(best, time.process_time() - start)
    return best, answer


def adjacent_years(n_reports: int, seed: int) -> None:
    """Time the adjacent-year measures against a difflib loop (on the first 40 pairs, best of three)."""
    batch = make_planted(n_reports, seed=seed).batch
    place = {(int(a), int(y)): at for at, (a, y) in enumerate(zip(batch.agency, batch.year, strict=True))}
    earlier = np.array([place.get((int(a), int(y) - 1), -1) for a, y in zip(batch.agency, batch.year, strict=True)])
    ours, _ = best_time(lambda: _adjacent(batch, earlier), 3 if n_reports <= 10_000 else 1)
    ours /= (earlier >= 0).sum()
    pairs = np.flatnonzero(earlier >= 0)[:40]
    print(f"{(earlier >= 0).sum():,} pairs: ours {ours * 1e6:.0f} us a pair")
    texts = [(batch.texts[int(earlier[at])], batch.texts[at]) for at in pairs.tolist()]
    for name, junk in PEERS:
        theirs, _ = best_time(lambda junk=junk: [_matcher(a, b, junk).ratio() for a, b in texts])
        theirs /= len(texts)
        print(f"  {name}: {theirs * 1e6:.0f} us a pair; x{theirs / ours:.1f}")


def _adjacent(batch: Batch, earlier: np.ndarray) -> None:
    """Measure all adjacent years, block by block, as the battery goes."""
    from chenyan.reuse import measures_adjacent as adjacent
    from chenyan.reuse.blocks import cut, read_characters
    from chenyan.reuse.terms import Terms

    read = read_characters(batch)
    (blocks,) = cut(batch)
    terms = Terms(read, blocks, 2)
    weighted, operations = np.full(batch.n_reports, np.nan), np.full(batch.n_reports, np.nan)
    lengths, place = np.zeros(batch.n_reports, np.int64), np.zeros(batch.n_reports, np.int64)
    for number, block in enumerate(blocks):
        sequences = read(block)
        place[block] = np.arange(len(block))
        before = np.where(earlier[block] >= 0, place[np.maximum(earlier[block], 0)], -1)
        lengths[block] = sequences.lengths
        _, _, weighted[block] = adjacent.bag_similarities(sequences, before, n=2, terms=terms, block=number)
        operations[block] = adjacent.edit_operations(sequences, before)
    adjacent.modification(weighted, lengths)
    adjacent.min_edit(operations, lengths, earlier)
    adjacent.simple_change(operations, lengths, earlier)


def aligned_characters(seed: int) -> None:
    """Recall and precision of aligned characters, and speed against difflib (best of three), by length of the texts."""
    import random

    from chenyan.align import align, align_pairs
    from synthetic import Writer

    for name, n_sentences in (("sentences", 1), ("paragraphs", 6), ("sections", 20), ("reports", 50)):
        writer = Writer(seed)
        rng = random.Random(seed)
        truth, pairs = [], []
        for _ in range(max(20, 400 // n_sentences)):
            old: list[tuple[str, int]] = []
            left, right, links = "", "", []
            clauses = [[f"{c}，" for c in writer.original("清河镇")] for _ in range(n_sentences)]
            for sentence in clauses:
                new = list(enumerate(sentence))
                draw = rng.random()
                if draw < 0.25:
                    new.insert(rng.randint(0, len(new)), (-1, writer.content() + "，"))
                elif draw < 0.5 and len(new) > 2:
                    del new[rng.randrange(len(new))]
                elif draw < 0.65 and len(new) > 1:
                    new.append(new.pop(0))
                starts = []
                for clause in sentence:
                    starts.append(len(left))
                    left += clause
                for at, clause in new:
                    if at >= 0:
                        links += [(starts[at] + k, len(right) + k) for k in range(len(clause))]
                    right += clause
            old.clear()
            pairs.append((right, left))
            truth.append({(b, a) for a, b in links})
        align("（", "(")  # tables are built on first use
        ours, found = best_time(lambda pairs=pairs: [align(a, b) for a, b in pairs])
        ours /= len(pairs)
        sides = [a for a, _ in pairs], [b for _, b in pairs]
        batch, many = best_time(lambda sides=sides: align_pairs(*sides))
        batch /= len(pairs)
        assert all(many[at] == one for at, one in enumerate(found))

        def score(sets: list[set[tuple[int, int]]], truth: list[set[tuple[int, int]]] = truth) -> str:
            right = sum(len(s & t) for s, t in zip(sets, truth, strict=True))
            return f"precision {right / sum(map(len, sets)):.4f} recall {right / sum(map(len, truth)):.4f}"

        mine = [{(x.a_start + k, x.b_start + k) for x in f.blocks for k in range(len(x))} for f in found]
        size = np.mean([len(a) for a, _ in pairs])
        print(
            f"{name} of {size:.0f} characters: ours {score(mine)}, {ours * 1e6:.1f} us a pair, {batch * 1e6:.1f} in one call for all"
        )
        for peer_name, junk in PEERS:
            theirs, blocks = best_time(
                lambda junk=junk, pairs=pairs: [_matcher(a, b, junk).get_matching_blocks() for a, b in pairs]
            )
            theirs /= len(pairs)
            peer = [{(m.a + k, m.b + k) for m in b for k in range(m.size)} for b in blocks]
            print(
                f"  {peer_name}: {score(peer)}, {theirs * 1e6:.0f} us; x{theirs / ours:.1f}, in one call x{theirs / batch:.1f}"
            )


def fresh(seed: int) -> None:
    """Time 200 reports in a fresh process, imports included."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "planted.pickle"
        path.write_bytes(pickle.dumps(make_planted(200, seed=seed), protocol=5))
        script = (
            f"import sys, pickle; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
            f"planted = pickle.load(open({str(path)!r}, 'rb'))\n"
            "from chenyan.reuse import score_texts\nscore_texts(planted.batch, progress=False)\n"
            "import resource; u = resource.getrusage(resource.RUSAGE_SELF)\n"
            "print(u.ru_utime + u.ru_stime, sorted(m for m in ('pandas', 'sklearn', 'jieba', 'scipy') if m in sys.modules))"
        )
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        print(
            f"200 reports, fresh process: {time.perf_counter() - start:.2f} s wall; CPU s and heavy imports:",
            done.stdout.strip(),
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, nargs="*", default=[1000, 10000])
    parser.add_argument("--methods", nargs="*", default=["chenyan", "exact", "rensa", "datasketch"], choices=METHODS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--timeout", type=int, default=600)
    parser.add_argument("--align", action="store_true")
    parser.add_argument("--adjacent", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--one", nargs=2, metavar=("BATCH", "METHOD"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        one(*given.one)
    elif given.align:
        aligned_characters(given.seed)
    elif given.adjacent:
        adjacent_years(given.reports[0], given.seed)
    elif given.fresh:
        fresh(given.seed)
    else:
        for n_reports in given.reports:
            compare_methods(n_reports, given.methods, given.seed, given.timeout)


if __name__ == "__main__":
    main()
