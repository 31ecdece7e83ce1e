"""Time the years measure: MB of UTF-8 text a second on one core, and growth on texts made to hurt it.

Run ``python benchmarks/years.py``; ``--real FOLDER`` adds the text files of a folder. Reports of the generated set are all
different and read once each, as in an audit, after others of the same generator; of the small sets the best run of several
counts.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from pathlib import Path

from chenyan.corpus import report_from_text
from chenyan.corpus.report import Report
from chenyan.years import read_years

ROOT = Path(__file__).resolve().parent.parent
CUES = (
    "将", "2021年", "（", "《", "“", "一", "〔", "下一步，", "2021年1月1日至", "较2021年", "十四五", "2021年，我镇", "、2021",
    "21年", "截至", "\n",
    "已列入规划，2021年", "2021年5月开工，", "2021年3月开工，2021年5月完工。", "（2021年6月前",
    "一、", "（一）", "1.", "2021", "计划", "到", "2021年的", "http", "今年", "。", "，", "2021年，在", "将公开信息", "现将", "由2021年的",
)  # fmt: skip


def disclosure_reports(n: int) -> list[Report]:
    """Generate n disclosure reports with their tables, four years of each agency."""
    sys.path.insert(0, str(ROOT / "corpora"))
    from make_sample import make_reports

    return [
        report_from_text(text, agency=facts["agency"], year=facts["year"], genre="ogi")
        for _, text, facts in make_reports(n // 4)
    ]


def seconds(reports: list[Report], *, runs: int = 5) -> float:
    """Return the best CPU time of reading all reports."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        for report in reports:
            read_years(report)
        best = min(best, time.process_time() - start)
    return best


def show(name: str, reports: list[Report], took: float) -> None:
    """Print the line of a set."""
    size = sum(len(report.text.encode()) for report in reports) / 1e6
    mentions = sum(len(read_years(report).mentions) for report in reports)
    print(f"{name:<10}{len(reports):>5} reports {size:7.2f} MB {mentions:>6} mentions {size / took:7.2f} MB/s")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--real", type=Path)
    parser.add_argument("--generated", type=int, default=400)
    parser.add_argument("--repeats", type=int, default=100_000)
    args = parser.parse_args()
    lines = (ROOT / "corpora" / "labelled" / "years.jsonl").read_text(encoding="utf-8").splitlines()
    sets = {"labelled": [report_from_text(json.loads(line)["text"]) for line in lines]}
    sample = sorted((ROOT / "corpora" / "sample").rglob("*.txt"))[:60]
    if sample:
        sets["sample"] = [report_from_text(path.read_text(encoding="utf-8", errors="replace")) for path in sample]
    if args.real:
        files = sorted(args.real.rglob("*.txt"))
        sets["real"] = [report_from_text(path.read_text(encoding="utf-8", errors="replace")) for path in files]
    generated = disclosure_reports(8 + args.generated)
    for report in generated[:8]:  # the first ones load the models and word lists
        read_years(report)
    gc.collect()  # what making the reports left to collect is no part of reading them
    show("generated", generated[8:], seconds(generated[8:], runs=1))
    for name, reports in sets.items():
        show(name, reports, seconds(reports))
    print("growth from n/2 to n repeats (2 is linear):")
    for cue in CUES:
        half, full = (Report("hostile", cue * (args.repeats // part)) for part in (2, 1))
        small, large = seconds([half], runs=1), seconds([full], runs=1)
        print(f"  {cue.strip() or 'newline':<14}{large:7.3f} s  x{large / max(small, 1e-3):.1f}")


if __name__ == "__main__":
    main()
