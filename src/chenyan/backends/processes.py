"""How worker processes start: forked from a server that has imported what they need, where the system can do that."""

from __future__ import annotations

import gc
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.context import BaseContext

# What workers of an audit import; by name, as the modules lie above this one. Each worker is then there in
# milliseconds and shares their memory, instead of importing for two seconds.
WARM = (
    "chenyan.auditing.run",
    "chenyan.corpus.outofcore",
    "chenyan.corpus.readers",
    "chenyan.corpus.readers.html",
    "chenyan.years",
    "chenyan.numbers",
    "chenyan.tables",
    "chenyan.problems",
    "chenyan.reuse",
    "chenyan.reuse.compact",
    "chenyan.export.cells",
)


def collect_rarely() -> None:
    """Look for dead cycles rarely, and only among what is young, in a process that is ours alone.

    Reports are a great many small records that live long and hold no cycles; looking through them by default takes one
    second in twenty, and looking through all of them again and again as their number grows as much. What outlived one
    look is hardly a dead cycle: one in a thousand looks goes over that too.
    """
    gc.set_threshold(200_000, 1_000, 1_000)


@contextmanager
def rare_collection() -> Iterator[None]:
    """Look for dead cycles rarely for a while."""
    usual = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def worker_context(warm: Sequence[str] = WARM) -> BaseContext:
    """Return how to start workers: they share no threads with this process, and its memory is not copied."""
    if "forkserver" not in multiprocessing.get_all_start_methods() or sys.platform == "darwin":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(warm))
    return context
