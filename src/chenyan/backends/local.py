"""The default backend: this process, or a pool of processes on this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Batch = TypeVar("Batch")
Answer = TypeVar("Answer")


class LocalBackend:
    """Map batches here or in worker processes.

    Parameters
    ----------
    workers : int, default 1
        Number of processes; 1 uses none besides this one.
    """

    name = "local"

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def map_batches(self, function: Callable[[Batch], Answer], batches: Iterable[Batch]) -> Iterator[Answer]:
        """Yield ``function(batch)`` in order; at most two batches a worker are under way."""
        if self.workers == 1:
            for batch in batches:
                yield function(batch)
            return
        if self._pool is None:
            # spawn, so that workers start alike on Linux, macOS and Windows and share no threads
            self._pool = ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"))
        waiting: deque[Future[Any]] = deque()
        for batch in batches:
            waiting.append(self._pool.submit(function, batch))
            if len(waiting) > 2 * self.workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def close(self) -> None:
        """Stop the worker processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
