"""The Dask backend: the same functions on a cluster; the only module that imports Dask.

Functions must be importable on the workers (``pip install chenyan`` there), batches and answers must pickle. A batch
whose worker dies is run again by Dask; where the scheduler itself is lost, the rest runs in this process, and a note
says so.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import distributed as _distributed
from distributed.client import FutureCancelledError
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from chenyan.types import SettingsError

# distributed has no types; this is the one place that touches it
_dask: Any = _distributed

Batch = TypeVar("Batch")
Answer = TypeVar("Answer")

_LOST = (CommClosedError, FutureCancelledError, KilledWorker, TimeoutError, OSError)


class DaskBackend:
    """Map batches on a Dask cluster.

    Parameters
    ----------
    workers : int, default 1
        Worker processes of a cluster of our own on this machine; not used with ``scheduler``.
    scheduler : str, optional
        Address of a running scheduler, e.g. ``tcp://10.0.0.5:8786``.
    in_process : bool, default False
        Threads of this process instead of worker processes (for trying things out).
    retries : int, default 3
        How often a batch is tried again when its worker dies.
    """

    name = "dask"

    def __init__(
        self, workers: int = 1, *, scheduler: str | None = None, in_process: bool = False, retries: int = 3
    ) -> None:
        self.retries = retries
        self.notes: list[tuple[str, str]] = []
        self._cluster: Any = None
        if scheduler:
            try:
                self._client: Any = _dask.Client(scheduler, timeout="10s", set_as_default=False)
            except (OSError, TimeoutError, ValueError) as error:
                raise SettingsError(
                    f"{scheduler}: no Dask scheduler answers there ({error}); start one first"
                ) from error
            self.workers = max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))
        else:
            self.workers = workers
            self._cluster = _dask.LocalCluster(
                n_workers=1 if in_process else workers,
                threads_per_worker=workers if in_process else 1,
                processes=not in_process,
                dashboard_address=None,
                silence_logs=50,
            )
            self._client = _dask.Client(self._cluster, set_as_default=False)

    def map_batches(self, function: Callable[[Batch], Answer], batches: Iterable[Batch]) -> Iterator[Answer]:
        """Yield ``function(batch)`` in order; at most three batches a worker are on the cluster at a time."""
        waiting: deque[tuple[Any, Batch]] = deque()
        limit = 3 * self.workers
        for batch in batches:
            waiting.append((self._submit(function, batch), batch))
            if len(waiting) > limit:
                yield self._answer(function, *waiting.popleft())
        while waiting:
            yield self._answer(function, *waiting.popleft())

    def _submit(self, function: Callable[[Batch], Answer], batch: Batch) -> Any:
        if self.notes:
            return None
        try:
            return self._client.submit(function, batch, pure=False, retries=self.retries)
        except _LOST as error:
            self._lost(error)
            return None

    def _answer(self, function: Callable[[Batch], Answer], future: Any, batch: Batch) -> Answer:
        """Return the answer of the cluster, or run the batch here where the cluster is lost."""
        if future is not None and not self.notes:
            try:
                answer: Answer = future.result()
                return answer
            except _LOST as error:
                self._lost(error)
        return function(batch)

    def _lost(self, error: BaseException) -> None:
        self.notes.append(
            (
                f"the Dask cluster was lost ({type(error).__name__}); the rest ran in one process",
                f"Dask 集群中断（{type(error).__name__}），其余部分改由单进程完成",
            )
        )

    def close(self) -> None:
        """Disconnect; a cluster of our own is stopped."""
        try:
            self._client.close(timeout=5)
        finally:
            if self._cluster is not None:
                self._cluster.close(timeout=10)
