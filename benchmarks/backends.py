"""The map stages of an audit on every backend: reading and rules with one worker and with two.

    python benchmarks/backends.py                 # 2,000 reports
    python benchmarks/backends.py --reports 5000 --kinds dask

``wall_s`` is right on a machine that does nothing else. ``span_s`` is the CPU time of the busiest process, which other
programs on the machine hardly change: no run can be shorter, and with a core for each process it takes about that long.
Start-up of the backend is left out (and shown); the answers are checked to be the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from audit import _cpu, _family, write_reports


class Sampler:
    """Notes the CPU seconds of this process and of all below it, ten times a second: some end before the stage does."""

    def __init__(self) -> None:
        self.seen: dict[int, float] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._stop.wait(0.1):
            self._note()

    def _note(self) -> None:
        self.seen.update((process, max(_cpu(process), self.seen.get(process, 0.0))) for process in _family(os.getpid()))

    def stop(self) -> dict[int, float]:
        """Return the seconds by process."""
        self._stop.set()
        self._thread.join()
        self._note()
        return self.seen


def timed(run: Any) -> tuple[Any, dict[str, float]]:
    """Run something; return what it gives, and wall seconds, the busiest process, all processes together."""
    before, started = {process: _cpu(process) for process in _family(os.getpid())}, time.perf_counter()
    sampler = Sampler()
    result = run()
    wall, after = time.perf_counter() - started, sampler.stop()
    spent = {process: seconds - before.get(process, 0.0) for process, seconds in after.items()}
    main = spent.pop(os.getpid())
    return result, {
        "wall_s": round(wall, 2),
        "span_s": round(max([main, *spent.values()]), 2),
        "main_cpu_s": round(main, 2),
        "all_cpu_s": round(main + sum(spent.values()), 2),
    }


def measure(kind: str, workers: int, source: Path, scratch: Path) -> list[dict[str, Any]]:
    """Return the figures of both stages on one backend."""
    from chenyan.auditing.run import _judge_all, _norms, _whole_batch
    from chenyan.auditing.settings import make_settings
    from chenyan.backends import LocalBackend, make_backend
    from chenyan.corpus.outofcore import spill_corpus

    started = time.perf_counter()
    backend = make_backend(kind, workers=workers)
    list(backend.map_batches(len, [[0]] * (4 * workers)))  # all workers are there
    name = {"backend": kind, "workers": workers, "start_s": round(time.perf_counter() - started, 1)}
    try:
        path = scratch / f"{kind}-{workers}.bin"
        corpus, reading = timed(
            lambda: spill_corpus(source, path, workers=workers, backend=backend, progress=False),
        )
        settings = make_settings()
        reuse, counts = _whole_batch(corpus, True, LocalBackend(), False, None, {})
        norms = _norms(counts, reuse)
        verdicts, judging = timed(lambda: list(_judge_all(corpus, settings, reuse, norms, backend, False, None)))
    finally:
        backend.close()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    found = hashlib.sha256(repr([(v.card, v.flags, v.skips) for v in verdicts]).encode()).hexdigest()[:8]
    return [
        {**name, "stage": "reading", **reading, "answer": digest},
        {**name, "stage": "rules", **judging, "answer": found},
    ]


def main() -> None:
    """Print one line a stage and backend, and how much faster two workers are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2_000)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--kinds", nargs="*", default=["local", "dask"])
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        source = Path(made) / "source"
        write_reports(source, args.reports)
        rows: list[dict[str, Any]] = []
        for kind in args.kinds:
            for workers in args.workers:
                rows += measure(kind, workers, source, Path(made))
                for row in rows[-2:]:
                    print(json.dumps(row), flush=True)
    for stage in ("reading", "rules"):
        assert len({row["answer"] for row in rows if row["stage"] == stage}) == 1, f"{stage}: answers differ"
        for kind in args.kinds:
            chosen = [row for row in rows if row["stage"] == stage and row["backend"] == kind]
            for row in chosen[1:]:
                times = {name: round(chosen[0][name] / max(row[name], 0.01), 2) for name in ("wall_s", "span_s")}
                said = ", ".join(f"{value}x in {name}" for name, value in times.items())
                print(f"{stage} on {kind}: {row['workers']} workers against {chosen[0]['workers']}: {said}", flush=True)


if __name__ == "__main__":
    main()
