"""Time the problems: reading parts a second, and clustering 100,000 statements (CPU seconds, memory).

Clauses come again from report to report, and what is known of one is kept; so reading is timed three ways: labelled texts
for the first time, of whose clauses hardly any was met before; generated reports, each once, as a batch is read; and the
same labelled texts again and again.

Run as ``python benchmarks/problems.py [n_statements]``.
"""

from __future__ import annotations

import gc
import json
import random
import resource
import sys
import time
from pathlib import Path

import chenyan as cy
from chenyan.problems import ProblemClusterer, ThemeLexicon, load_themes
from chenyan.problems.items import split_items
from chenyan.problems.parts import Part, read_parts
from chenyan.problems.reading import read_body, read_many
from chenyan.problems.view import build_view

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
PART = "存在的主要问题：一是信息更新不及时。下一步，将每周更新栏目。"
REPORTS = 1000
TOGETHER = 64  # as many are read together by ``find_problems``
PLACES = ("村级", "部分乡镇", "个别股室", "下属单位", "各站所", "基层", "局机关", "窗口单位", "直属学校", "卫生院")
DEGREES = ("较为突出", "仍需改进", "时有发生", "有待解决", "还比较明显")


def statements(rows: list[dict], n: int) -> list[str]:
    """Return n statements: the labelled quotes, each with places and degrees varied, about a third distinct."""
    rng = random.Random(1)
    quotes = [p["quote"].replace("\n", "") for row in rows for p in row["problems"]]
    return [
        rng.choice(PLACES) * (rng.random() < 0.7)
        + rng.choice(quotes)
        + (f"，{rng.choice(DEGREES)}" if rng.random() < 0.7 else "")
        + (f"{rng.randrange(200)}处" if rng.random() < 0.2 else "")
        for _ in range(n)
    ]


def read(rows: list[dict], lexicon: ThemeLexicon) -> float:
    """Read labelled texts, and return how many a CPU second."""
    begin = time.process_time()
    for at in range(0, len(rows), TOGETHER):
        several = rows[at : at + TOGETHER]
        read_parts([Part(row["text"], 0, len(row["text"]), row["report_year"]) for row in several], lexicon)
    return len(rows) / (time.process_time() - begin)


def read_generated(n: int) -> tuple[float, float]:
    """Read generated reports, each once; return how many a CPU second, and the share of their clauses that come first."""
    sys.path.insert(0, str(CORPORA))
    from make_sample import make_reports

    reports = [
        cy.report_from_text(text, agency=facts["agency"], year=facts["year"], genre="ogi")
        for _, text, facts in make_reports(n // 4)
    ]
    gc.collect()  # what making the reports left to collect is no part of reading them
    begin = time.process_time()
    readings = [
        reading for at in range(0, len(reports), TOGETHER) for reading in read_many(reports[at : at + TOGETHER])
    ]
    speed = len(reports) / (time.process_time() - begin)
    views = [build_view(report.text, r.start, r.end) for report, r in zip(reports, readings, strict=True) if r.end > 0]
    clauses = [clause.text for view in views for clause in split_items(view)]
    return speed, len(set(clauses)) / len(clauses)


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    sets = {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in sorted((CORPORA / "labelled").glob("problems*.jsonl"))
    }
    rows = sets["problems"]
    lexicon = load_themes()
    begin = time.process_time()
    read_body(PART, 0, len(PART), year=2022, lexicon=lexicon)
    print(f"loading all models at first use: {time.process_time() - begin:.2f} CPU s")
    texts = [row for part in sets.values() for row in part]
    print(f"reading {len(texts)} labelled parts for the first time: {read(texts, lexicon):,.0f} parts/s")
    speed, fresh = read_generated(REPORTS)
    print(
        f"reading {REPORTS:,} generated reports once ({fresh:.0%} of their clauses for the first time): {speed:,.0f} reports/s"
    )
    best = max(read(rows, lexicon) for _ in range(5))
    print(f"reading {len(rows)} labelled parts again and again: {best:,.0f} parts/s")
    words = statements(rows, n)
    begin = time.process_time()
    labels = ProblemClusterer().fit(words).labels_
    print(f"clustering {n:,} statements ({len(set(words)):,} distinct): {time.process_time() - begin:.1f} CPU s, "
          f"{len(set(labels.tolist()))} clusters")  # fmt: skip
    begin = time.process_time()
    for word in words:
        lexicon.decide(word)
    print(f"themes of {n:,} statements: {time.process_time() - begin:.1f} CPU s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
