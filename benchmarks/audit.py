"""Audit end to end: read, all measures, all rules, outputs without figures; CPU seconds, wall, peak memory, growth.

    python benchmarks/audit.py                          # 1,000 and 10,000 reports in one process
    python benchmarks/audit.py --reports 100000 --workers 2 --memory-limit 4GB

Reports are generated: a third are HTML pages, the rest plain text. Each size runs in a process of its own; the peak is
the proportional memory of all its processes, sampled four times a second (on Linux); ``main_cpu_s`` is the part of the
main process, which no number of workers shortens.
"""

from __future__ import annotations

import argparse
import html
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE = "import sys; from chenyan.cli.app import run; sys.exit(run(sys.argv[1:]))"
PAGE = "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><div class='nav'>首页</div><div>{}</div></body></html>"


def write_reports(folder: Path, n: int) -> int:
    """Write n reports, four years of each agency; returns the number of characters."""
    sys.path.insert(0, str(ROOT / "corpora"))
    from make_sample import make_reports

    size = 0
    for at, (name, text, *_) in enumerate(make_reports(math.ceil(n / 4))):
        place = folder / name[-4:]
        place.mkdir(parents=True, exist_ok=True)
        size += len(text)
        if at % 3 == 0:
            body = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
            (place / f"{name}.html").write_text(PAGE.format(body), encoding="utf-8")
        else:
            (place / f"{name}.txt").write_text(text, encoding="utf-8")
    return size


def _family(process: int) -> list[int]:
    """Return a process and all below it."""
    found = [process]
    try:
        for task in os.listdir(f"/proc/{process}/task"):
            for child in Path(f"/proc/{process}/task/{task}/children").read_text().split():
                found += _family(int(child))
    except OSError:
        pass
    return found


def _memory(process: int) -> int:
    """Return the memory of a process in kB, shared pages divided among those that share them."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def _cpu(process: int) -> float:
    """Return the CPU seconds of a process, without those below it."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Watch:
    """CPU seconds by process and peak memory of a process and all below it, sampled until it ends.

    Asking the system for the time of children would leave out workers, which are the fork server's children.
    """

    def __init__(self, process: subprocess.Popen[bytes], every: float = 0.25) -> None:
        self.peak_kb = 0
        self.cpu: dict[int, float] = {}
        while process.poll() is None:
            family = _family(process.pid)
            self.peak_kb = max(self.peak_kb, sum(map(_memory, family)))
            self.cpu.update((one, max(_cpu(one), self.cpu.get(one, 0.0))) for one in family)
            time.sleep(every)
        self.main_s = self.cpu.get(process.pid, 0.0)
        self.total_s = sum(self.cpu.values())


def measure(n: int, options: list[str]) -> dict[str, float]:
    """Audit n reports through the command line and say what it took."""
    with tempfile.TemporaryDirectory() as made:
        source, out = Path(made) / "source", Path(made) / "out"
        write_reports(source, n)
        wall = time.perf_counter()
        command = [
            sys.executable,
            "-c",
            CODE,
            "audit",
            str(source),
            "-o",
            str(out),
            "--no-figures",
            "--quiet",
            *options,
        ]
        process = subprocess.Popen(command)
        watch = Watch(process)
        wall = time.perf_counter() - wall
        if process.returncode:
            raise SystemExit(f"the audit of {n} reports ended with status {process.returncode}")
        stages = json.loads((out / "timings.json").read_text(encoding="utf-8"))["seconds"]
        written = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    return {
        "reports": n,
        "cpu_s": round(watch.total_s, 1),
        "main_cpu_s": round(watch.main_s, 1),
        "wall_s": round(wall, 1),
        "peak_mb": round(watch.peak_kb / 1024),
        "written_mb": round(written / 1e6),
        **{f"{name}_wall_s": round(value, 1) for name, value in stages.items()},
    }


def exponent(small: dict[str, float], large: dict[str, float]) -> float:
    """Return how CPU seconds grow with the number of reports: 1 is linear."""
    return math.log(large["cpu_s"] / small["cpu_s"]) / math.log(large["reports"] / small["reports"])


def main() -> None:
    """Print one line a size, and the growth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--memory-limit", default="")
    args = parser.parse_args()
    options = ["--workers", str(args.workers)]
    options += ["--memory-limit", args.memory_limit] if args.memory_limit else []
    done: list[dict[str, float]] = []
    for n in args.reports:
        done.append(measure(n, options))
        print(json.dumps(done[-1]), flush=True)
    for small, large in pairwise(done):
        print(f"growth from {small['reports']:,} to {large['reports']:,}: exponent {exponent(small, large):.2f}")


if __name__ == "__main__":
    main()
