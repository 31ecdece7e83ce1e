"""How fast each format is read: reports per second and core, CPU seconds, peak memory, on generated reports.

Usage: python benchmarks/reading.py [--files 60] [--formats txt,html,docx,pdf-text,pdf,csv]
Each format runs in its own process, so that peak memory is its own. Needs python-docx, reportlab and openpyxl.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "corpus"))

# pdf-text reads PDF without looking for tables
FORMATS = ("txt", "html", "docx", "pdf-text", "pdf", "csv", "jsonl", "xlsx", "zip")


def write_batch(folder: Path, kind: str, files: int) -> None:
    """Write a batch of reports of one format, about 2,600 characters with three tables each."""
    import make_files as make

    reports = [make.report(town=f"第{n}镇", year=2019 + n % 4, seed=n) for n in range(files)]
    if kind in ("csv", "jsonl", "xlsx"):
        (folder / f"batch.{kind}").write_bytes(make.sheet(reports, kind))
    elif kind == "zip":
        (folder / "batch.zip").write_bytes(make.archive({f"{n}.txt": make.as_txt(r) for n, r in enumerate(reports)}))
    else:
        for n, report in enumerate(reports):
            (folder / f"{n:05d}.{kind}").write_bytes(getattr(make, f"as_{kind}")(report))


def measure(folder: Path, *, tables: bool) -> dict[str, float]:
    """Read one batch as a stream and say what it took."""
    import resource

    if not tables:
        sys.modules["pdfplumber"] = None  # type: ignore[assignment]
    from chenyan.corpus import iter_reports
    from chenyan.corpus.readers import pdf
    from chenyan.types import Issue

    if not tables:
        pdf.MAX_TABLE_PAGES = 0
        pdf.find_page_tables = lambda *_: ([], None)
    warm = next(iter(sorted(folder.iterdir())))
    list(iter_reports(warm, progress=False)) if warm.suffix != ".zip" else None
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, cpu = time.perf_counter(), time.process_time()
    n_reports = n_chars = 0
    for item in iter_reports(folder, progress=False):
        if isinstance(item, Issue):
            if item.severity == "error":
                print(item, file=sys.stderr)
            continue
        n_reports += 1
        n_chars += len(item.text)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "reports": n_reports,
        "chars": n_chars,
        "wall_s": round(wall, 3),
        "cpu_s": round(cpu, 3),
        "per_core_s": round(n_reports / cpu, 1),
        "peak_mb": round(peak / 1024, 1),
        "grown_mb": round((peak - before) / 1024, 1),
    }


def main() -> None:
    """Run the benchmark, one process a format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--no-tables", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(Path(options.measure), tables=not options.no_tables)))
        return
    for kind in options.formats.split(","):
        with tempfile.TemporaryDirectory() as folder:
            kind_of_file, _, text_only = kind.partition("-")
            write_batch(Path(folder), kind_of_file, options.files)
            command = [sys.executable, __file__, "--measure", folder, *(["--no-tables"] if text_only else [])]
            done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
            print(done.stderr, end="", file=sys.stderr)
            print(f"{kind:8}", done.stdout.strip(), flush=True)


if __name__ == "__main__":
    main()
