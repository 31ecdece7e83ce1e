"""Time the problems: reading reports a second, and clustering 100,000 statements (CPU seconds, memory).

Run as ``python benchmarks/problems.py [n_statements]``.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from pathlib import Path

from chenyan.problems import ProblemClusterer, load_themes
from chenyan.problems.reading import read_body
from chenyan.problems.theme_model import leanings

LABELLED = Path(__file__).resolve().parent.parent / "corpora" / "labelled" / "problems.jsonl"
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


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rows = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    lexicon = load_themes()
    begin = time.process_time()
    lexicon.decide("更新不及时")
    leanings("每周更新栏目")
    print(f"loading both models at first use: {time.process_time() - begin:.2f} CPU s")
    begin = time.process_time()
    for row in rows:
        read_body(row["text"], 0, len(row["text"]), year=row["report_year"], lexicon=lexicon)
    print(f"reading words never met before: {len(rows) / (time.process_time() - begin):,.0f} parts/s")
    begin, rounds = time.process_time(), 5
    for _ in range(rounds):
        for row in rows:
            read_body(row["text"], 0, len(row["text"]), year=row["report_year"], lexicon=lexicon)
    seconds = time.process_time() - begin
    print(f"reading: {rounds * len(rows) / seconds:,.0f} parts/s ({seconds:.2f} CPU s)")
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
