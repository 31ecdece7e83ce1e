"""The default backend: this process, or a pool of processes on this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from chenyan.backends.processes import collect_rarely, worker_context

Batch = TypeVar("Batch")
Answer = TypeVar("Answer")

_TRIES = 3


class LocalBackend:
    """Map batches here or in worker processes.

    A worker that is killed (from outside, or by the system where memory ends) costs time only: its pool is made anew
    and the batches that were under way run again. A batch that is under way at three such deaths runs in this process.

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
        waiting: deque[list[Any]] = deque()  # [batch, future, tries]
        for batch in batches:
            waiting.append([batch, self._submit(function, batch), 1])
            if len(waiting) > 2 * self.workers:
                yield self._answer(function, waiting)
        while waiting:
            yield self._answer(function, waiting)

    def _submit(self, function: Callable[[Batch], Answer], batch: Batch) -> Future[Any] | None:
        """Hand a batch to the pool; None where the pool broke just now, which ``_answer`` mends."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.workers, mp_context=worker_context(), initializer=collect_rarely)
        try:
            return self._pool.submit(function, batch)
        except BrokenProcessPool:
            return None

    def _answer(self, function: Callable[[Batch], Answer], waiting: deque[list[Any]]) -> Any:
        """Return the answer of the first batch that waits; where a worker died, all that wait are handed out again."""
        while True:
            batch, future, tries = waiting[0]
            if tries > _TRIES:
                waiting.popleft()
                return function(batch)
            try:
                if future is None:
                    raise BrokenProcessPool
                answer = future.result()
            except BrokenProcessPool:
                self.close()
                for entry in waiting:
                    if entry[1] is None or not entry[1].done() or entry[1].exception() is not None:
                        entry[1] = self._submit(function, entry[0])
                waiting[0][2] += 1
                continue
            waiting.popleft()
            return answer

    def close(self) -> None:
        """Stop the worker processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
