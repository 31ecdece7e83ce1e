"""The Dask backend: the same functions on a cluster; the only module that imports Dask.

Functions must be importable on the workers (``pip install chenyan`` there), batches and answers must pickle. A batch
whose worker dies is run again by Dask; where the scheduler itself is lost, the rest runs in this process, and a note
says so.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import distributed as _distributed
from distributed.client import FutureCancelledError
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from chenyan.backends.guarded import GuardedBackend
from chenyan.backends.processes import WARM
from chenyan.backends.protocol import Lost
from chenyan.types import SettingsError

# distributed has no types; this is the one place that touches it
_dask: Any = _distributed

Batch = TypeVar("Batch")
Answer = TypeVar("Answer")

_LOST = (CommClosedError, FutureCancelledError, OSError)
_STARTING = 30.0  # seconds that a worker may need before its first item


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
        self.lost = False
        self._cluster: Any = None
        if scheduler:
            try:
                self._client: Any = _dask.Client(scheduler, timeout="10s", set_as_default=False)
            except (OSError, TimeoutError, ValueError) as error:
                raise SettingsError(
                    f"{scheduler}: no Dask scheduler answers there ({error}); start one first"
                    " 该地址没有 Dask 调度器应答，请先启动"
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
                # imports happen while the cluster starts, side by side, and not in the first batches
                **({} if in_process else {"preload": list(WARM)}),
            )
            self._client = _dask.Client(self._cluster, set_as_default=False)

    def map_batches(self, function: Callable[[Batch], Answer], batches: Iterable[Batch]) -> Iterator[Answer]:
        """Yield ``function(batch)`` in order; at most three batches a worker are on the cluster at a time."""

        def here(batch: Batch, reason: str) -> Answer:
            return function(batch)

        return self._map(function, batches, None, here)

    def guarded(self, *, lost: Lost, time_limit: float = 60.0) -> GuardedDask:
        """Return a mapping over lists of items that may hang or eat memory, such as files to be read."""
        return GuardedDask(self, lost, time_limit)

    def sees(self, paths: Sequence[str]) -> bool:
        """Say whether all workers find these paths: only then can they read the files themselves."""
        if self.lost:
            return False
        try:
            return all(self._client.run(_all_there, [os.path.abspath(path) for path in paths]).values())
        except (*_LOST, TimeoutError, KilledWorker) as error:
            self._note(error)
            return False

    def _map(
        self,
        function: Callable[[Batch], Answer],
        batches: Iterable[Batch],
        patience: float | None,
        rescue: Callable[[Batch, str], Answer],
    ) -> Iterator[Answer]:
        """Yield the answers in order; ``rescue`` gives that of a batch that the cluster gave none for."""
        waiting: deque[tuple[Any, Batch]] = deque()
        limit = 3 * self.workers
        for batch in batches:
            waiting.append((self._submit(function, batch), batch))
            if len(waiting) > limit:
                yield self._answer(waiting.popleft(), patience, rescue)
        while waiting:
            yield self._answer(waiting.popleft(), patience, rescue)

    def _submit(self, function: Callable[[Batch], Answer], batch: Batch) -> Any:
        if self.lost:
            return None
        try:
            return self._client.submit(function, batch, pure=False, retries=self.retries)
        except _LOST as error:
            self._note(error)
            return None

    def _answer(
        self, sent: tuple[Any, Batch], patience: float | None, rescue: Callable[[Batch, str], Answer]
    ) -> Answer:
        """Return the answer of the cluster, or of the rescue where the cluster or this batch is lost."""
        future, batch = sent
        if future is None or self.lost:
            return rescue(batch, "lost")
        try:
            answer: Answer = future.result(timeout=patience)
            return answer
        except KilledWorker:  # this batch was under way each time that a worker died
            return rescue(batch, "died")
        except (TimeoutError, _dask.TimeoutError) as error:
            if patience is None or self._client.status != "running":
                self._note(error)
                return rescue(batch, "lost")
            self._restart(future)
            return rescue(batch, "timeout")
        except _LOST as error:
            self._note(error)
            return rescue(batch, "lost")

    def _restart(self, future: Any) -> None:
        """End the worker that hangs over a batch; what else it had is run again by Dask."""
        with suppress(Exception):  # best effort: without a nanny nobody can end it, and the batch is rescued anyway
            busy = [address for address, keys in self._client.processing().items() if future.key in keys]
            self._client.cancel([future], force=True)
            self._client.restart_workers(busy, timeout=20, raise_for_error=False)

    def _note(self, error: BaseException) -> None:
        if self.lost:
            return
        self.lost = True
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


class GuardedDask:
    """Lists of items on the cluster; a list that hangs, or ends its workers, is done item by item under guard here.

    A worker that runs out of memory is ended by its nanny; the third time, the list comes here. A list that is silent
    for longer than an item may take comes here at once, and its worker is started anew. The guard here then names the
    item that was to blame. A list that was only slow costs time and gives the same answers.
    """

    name = "dask"

    def __init__(self, backend: DaskBackend, lost: Lost, time_limit: float) -> None:
        self._backend = backend
        self._time_limit = time_limit
        self._guard = GuardedBackend(1, lost=lost, time_limit=time_limit)
        self.workers = backend.workers

    def map_batches(
        self, function: Callable[[Sequence[Any]], list[Any]], batches: Iterable[Sequence[Any]]
    ) -> Iterator[list[Any]]:
        """Yield the answers of each batch, in order."""

        def rescue(batch: Sequence[Any], reason: str) -> list[Any]:
            return next(self._guard.map_batches(function, [batch]))

        return self._backend._map(function, batches, self._time_limit + _STARTING, rescue)

    def close(self) -> None:
        """Stop the guard; the cluster stays."""
        self._guard.close()


def _all_there(paths: Sequence[str]) -> bool:
    """Say whether these paths exist; runs on a worker."""
    return all(os.path.exists(path) for path in paths)
