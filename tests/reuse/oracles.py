"""Brute-force versions of every published measure: short, slow, read straight off the definitions."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np

Sentences = list[list[int]]  # one report: its sentences, each a list of tokens
nan = float("nan")


def grams(tokens: list[int], n: int) -> list[tuple[int, ...]]:
    return [tuple(tokens[at : at + n]) for at in range(len(tokens) - n + 1)]


def flat(report: Sentences) -> list[int]:
    return [token for sentence in report for token in sentence]


def bag(report: Sentences, n: int) -> Counter:
    return Counter(gram for sentence in report for gram in grams(sentence, n))


def cosine(a: Counter, b: Counter, weight=lambda t: 1.0) -> float:
    dot = sum(a[t] * b[t] * weight(t) ** 2 for t in a)
    norms = [math.sqrt(sum((c * weight(t)) ** 2 for t, c in x.items())) for x in (a, b)]
    return dot / (norms[0] * norms[1]) if norms[0] * norms[1] else nan


def jaccard(a: Counter, b: Counter) -> float:
    return len(set(a) & set(b)) / len(set(a) | set(b)) if a or b else nan


def idf(reports: list[Sentences], n: int):
    df = Counter(t for report in reports for t in set(bag(report, n)))
    return lambda t: math.log(len(reports) / df[t])


def lcs(a: list[int], b: list[int]) -> int:
    row = [0] * (len(b) + 1)
    for x in a:
        old = 0
        for at, y in enumerate(b, 1):
            old, row[at] = row[at], old + 1 if x == y else max(row[at], row[at - 1])
    return row[-1]


def operations(a: list[int], b: list[int]) -> int:
    return len(a) + len(b) - 2 * lcs(a, b)


def repetition(report: Sentences, n: int) -> float:
    found = grams(flat(report), n)
    counts = Counter(found)
    return sum(counts[g] > 1 for g in found) / len(found) if found else nan


def boilerplate_lsl(reports, group, document, exclude, low=0.6, high=0.8, everywhere=0.75, n=4) -> list[float]:
    def share(chosen):
        documents = {document[at] for at in chosen}
        held = {d: set() for d in documents}
        for at in chosen:
            held[document[at]] |= {g for s in reports[at] for g in grams(s, n)}
        return lambda g: sum(g in h for h in held.values()) / len(documents)

    out = []
    overall = share(range(len(reports)))
    for at, report in enumerate(reports):
        inside = share([k for k in range(len(reports)) if group[k] == group[at]])
        flagged = total = 0
        for sentence in report:
            found = set(grams(sentence, n))
            kept = {g for g in found if inside(g) >= low}
            common = {g for g in found if inside(g) > high or overall(g) >= everywhere}
            hit = bool(kept - common) if exclude == "phrase" else bool(kept) and not common
            flagged += hit * len(sentence)
            total += len(sentence)
        out.append(flagged / total if total else nan)
    return out


def phrase_share(reports, group, n, low, high, cf_low) -> list[float]:
    out = []
    for at, report in enumerate(reports):
        mine = [reports[k] for k in range(len(reports)) if group[k] == group[at]]
        df = Counter(g for r in mine for g in {g for s in r for g in grams(s, n)})
        cf = Counter(g for r in mine for s in r for g in grams(s, n))

        def kept(g):
            share = df[g] / len(mine)
            return share < high and (share >= low or (cf_low is not None and cf[g] / len(mine) >= cf_low))

        flagged = sum(len(s) for s in report if any(kept(g) for g in grams(s, n)))
        total = sum(map(len, report))
        out.append(flagged / total if total else nan)
    return out


def sticky(report: Sentences, old: Sentences, n: int) -> float:
    before = {g for s in old for g in grams(s, n)}
    total = sum(map(len, report))
    return sum(len(s) for s in report if before & set(grams(s, n))) / total if total else nan


def information(reports, peers, market) -> list[tuple[float, float]]:
    vocabulary = sorted({t for r in reports for s in r for t in s})
    x = np.array([[flat(r).count(t) for t in vocabulary] for r in reports], float)
    x /= np.linalg.norm(x, axis=1, keepdims=True)
    out = []
    for at in range(len(reports)):
        near = [k for k in range(len(reports)) if market[k] == market[at] and peers[k] == peers[at] and k != at]
        far = [k for k in range(len(reports)) if market[k] == market[at] and peers[k] != peers[at]]
        if not near or not far:
            out.append((nan, nan))
            continue
        design = np.column_stack([np.ones(len(vocabulary)), x[near].mean(0), x[far].mean(0)])
        slopes = np.linalg.lstsq(design, x[at], rcond=None)[0]
        out.append((float(np.abs(x[at] - design @ slopes).sum()), float(slopes[1] + slopes[2])))
    return out
