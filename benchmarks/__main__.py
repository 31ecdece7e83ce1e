"""All benchmarks in one command, with one table: ``python -m benchmarks [--quick] [--full]``; writes docs/benchmarks.md.

``--quick`` takes small sizes (two minutes); ``--full`` adds the audit of 100,000 reports (half an hour on two cores).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
PACKAGES = ("numpy", "scikit-learn", "pandas", "pyarrow", "rapidfuzz", "selectolax")


def run(name: str, *options: str) -> tuple[str, str]:
    """Run one benchmark; returns its output and, where it failed, the last line of why."""
    command = [sys.executable, str(HERE / f"{name}.py"), *options]
    print("$ python", f"benchmarks/{name}.py", *options, flush=True)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stdout, end="", flush=True)
    why = "" if done.returncode == 0 else (done.stderr.strip().splitlines() or ["it failed"])[-1]
    if why:
        print(f"  failed: {why}", flush=True)
    return done.stdout, why


def machine() -> str:
    """Describe the machine without its name."""
    memory = ""
    try:
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        memory = f", {pages / 2**30:.0f} GiB memory"
    except (ValueError, OSError, AttributeError):
        pass
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores ({platform.machine()}){memory}, {platform.system()}, Python "
        f"{platform.python_version()}; {packages}"
    )


def table(rows: list[dict[str, object]]) -> str:
    """Return records as a Markdown table."""
    if not rows:
        return ""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = ["| " + " | ".join(names) + " |", "|" + " --- |" * len(names)]
    lines += ["| " + " | ".join(str(row.get(name, "")) for name in names) + " |" for row in rows]
    return "\n".join(lines)


def audit_section(sizes: list[int], *, full: bool) -> str:
    """Audit each size, and compare with the limits."""
    from audit import exponent, measure

    limits = {10_000: (150.0, 3_000.0, None), 100_000: (None, 8_000.0, 1_800.0)}
    # growth is told between sizes that ran in the same way: two processes at once take more CPU seconds than one
    runs = [("1", sizes, ["--workers", "1"])]
    if full:
        runs.append(("2, 4 GB", [10_000, 100_000], ["--workers", "2", "--memory-limit", "4GB"]))
    done: list[tuple[str, dict[str, float] | None, dict[str, float]]] = []
    for how, counts, options in runs:
        small = None
        for n in counts:
            row = measure(n, options)
            print(row, flush=True)
            done.append((how, small, row))
            small = row
    rows: list[dict[str, object]] = []
    for how, small, row in done:
        cpu, peak, wall = limits.get(int(row["reports"]), (None, None, None))
        rows.append(
            {
                "reports": f"{row['reports']:,}",
                "workers": how,
                "CPU s": row["cpu_s"],
                "of the main process": row["main_cpu_s"],
                "wall s": row["wall_s"],
                "peak MB": row["peak_mb"],
                "written MB": row["written_mb"],
                "exponent": f"{exponent(small, row):.2f}" if small else "",
                "share of the CPU limit": f"{row['cpu_s'] / cpu:.2f}" if cpu else "",
                "of the memory limit": f"{row['peak_mb'] / peak:.2f}" if peak else "",
                "of the wall limit": f"{row['wall_s'] / wall:.2f}" if wall else "",
            }
        )
    return table(rows)


def json_rows(output: str) -> list[dict[str, object]]:
    """Return the records in an output, with the words before them on the line as ``name``."""
    rows = []
    for line in output.splitlines():
        match = re.match(r"(?P<name>[^{]{0,60})(?P<data>\{.{1,2000}\})\s*$", line)
        if match:
            name = match["name"].strip()
            rows.append({**({"format": name} if name else {}), **json.loads(match["data"])})
    return rows


def main() -> int:
    """Run everything and write the page; returns 1 where a benchmark failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", nargs="*", default=["audit", "backends", "reading", "years", "reuse", "problems"])
    parser.add_argument("--output", type=Path, default=HERE.parent / "docs" / "benchmarks.md")
    args = parser.parse_args()
    sizes = [200, 1_000] if args.quick else [1_000, 10_000]
    parts = [
        "# 基准 Benchmarks",
        "",
        "用 `python -m benchmarks` 重新测量。Measured with `python -m benchmarks"
        + (" --quick" if args.quick else " --full" if args.full else "")
        + f"` on {datetime.now(UTC).date()}: {machine()}.",
        "",
        "CPU seconds count all processes of a run, imports included, and depend less than wall seconds on what else the",
        "machine does. Reports are generated (invented agencies).",
    ]
    failed = []
    if "audit" in args.only:
        parts += [
            "", "## 整个审读 The whole audit", "",
            "Read (a third HTML, the rest text), all measures, all rules, all outputs but figures. Limits: 10,000 reports in",
            "150 CPU s and 3 GB; 100,000 in 30 minutes on two cores and 8 GB (`--workers 2 --memory-limit 4GB`); exponent",
            "at most 1.1.", "", audit_section(sizes, full=args.full),
        ]  # fmt: skip
    jobs = {
        "backends": ("一个与两个进程 One worker and two", ["--reports", "300" if args.quick else "2000"]),
        "reading": ("读取 Reading by format", ["--files", "12" if args.quick else "60"]),
        "years": ("年份 Years (at least 5 MB/s)", ["--repeats", "10000"] if args.quick else []),
        "reuse": (
            "重复使用 Reuse against its peers (at most a quarter of rensa's CPU)",
            ["--reports", "500", "--methods", "chenyan", "exact", "rensa", "datasketch"]
            if args.quick
            else ["--methods", "chenyan", "exact", "rensa", "datasketch", "difflib"],
        ),
        "problems": ("问题 Problems: reading, clustering, themes", ["5000"] if args.quick else []),
    }
    for name, (title, options) in jobs.items():
        if name not in args.only:
            continue
        output, why = run(name, *options)
        rows = json_rows(output)
        parts += ["", f"## {title}", "", f"`python benchmarks/{name}.py {' '.join(options)}`".replace(" `", "`"), ""]
        parts.append(table(rows) if rows else f"```text\n{output.rstrip()}\n```")
        if why:
            failed.append(name)
            parts += ["", f"Not complete here: {why}"]
    args.output.write_text("\n".join(parts) + "\n", encoding="utf-8")
    print(f"written: {args.output.name}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
