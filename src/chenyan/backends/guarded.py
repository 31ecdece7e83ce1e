"""Worker processes that can be stopped: a task that hangs or eats memory is lost alone, and the loss is named.

A plain process pool cannot end one task: a PDF that keeps a C library busy forever would hang the batch. Here every
item reports when it is done; the parent ends a worker that stays silent too long, puts a new one in its place, and
goes on with the next item.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any

from chenyan.backends.processes import collect_rarely, worker_context
from chenyan.backends.protocol import Lost
from chenyan.types import SettingsError

Function = Callable[[Sequence[Any]], list[Any]]

TIMEOUT, DIED = "timeout", "died"
_READY = -1
_STARTING = 120.0  # seconds that a worker may need until it is ready
_STILLBORN = 3  # workers that may end before they are ready: then no other will do better


def _serve(connection: Connection, function: Function, memory_limit: int | None) -> None:
    """Run in a worker: answer each item of each batch as soon as it is done."""
    collect_rarely()
    if memory_limit is not None:
        _limit_memory(memory_limit)
    connection.send((_READY, []))
    while True:
        try:
            batch = connection.recv()
        except EOFError:
            return
        if batch is None:
            return
        for at, item in batch:
            connection.send((at, function([item])))


def _limit_memory(limit: int) -> None:
    """Make allocations beyond the limit fail in this process, where the system can do that."""
    if sys.platform == "win32":
        return
    import resource

    kind = resource.RLIMIT_DATA if sys.platform.startswith("linux") else resource.RLIMIT_AS
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (limit if hard < 0 else min(limit, hard), hard))


class _Worker:
    """One worker process: what it has to do, and when it last gave a sign of life."""

    def __init__(self, function: Function, memory_limit: int | None) -> None:
        context: Any = worker_context()
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, function, memory_limit), daemon=True)
        self.process.start()
        theirs.close()
        self.todo: deque[tuple[int, Any]] = deque()
        self.since = time.monotonic()
        self.started = False

    def give(self, batch: list[tuple[int, Any]]) -> None:
        """Send a batch; the clock of its first item starts now."""
        self.todo.extend(batch)
        self.since = time.monotonic()
        self.connection.send(batch)

    def stop(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.join()
        self.connection.close()


class GuardedBackend:
    """Map batches in worker processes with a time limit an item and a memory limit a worker.

    Parameters
    ----------
    workers : int, default 1
        Worker processes.
    time_limit : float, default 60
        Seconds that one item may take.
    memory_limit : int or None, default 3 GiB
        Bytes that a worker may allocate (Linux and macOS).
    lost : callable
        ``lost(item, reason)`` gives the answer in the place of an item that was lost; ``reason`` is ``"timeout"`` or
        ``"died"``.
    """

    name = "guarded"

    def __init__(
        self,
        workers: int = 1,
        *,
        lost: Lost,
        time_limit: float = 60.0,
        memory_limit: int | None = 3 * 1024**3,
    ) -> None:
        self.workers = workers
        self.time_limit = time_limit
        self.memory_limit = memory_limit
        self._lost = lost
        self._sessions: list[_Session] = []

    def map_batches(self, function: Function, batches: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
        """Yield the answers of each batch, in order.

        ``function`` maps a list to a list, item by item: its answer for a batch is the answers for its items, joined.
        Calls may nest (an archive inside a folder): each has workers of its own while it runs.
        """
        session = _Session(self, function)
        self._sessions.append(session)
        try:
            yield from session.run(batches)
        finally:
            session.stop()
            self._sessions.remove(session)

    def lost(self, item: Any, reason: str) -> list[Any]:
        """Return the answer in the place of an item that was lost."""
        return self._lost(item, reason)

    def close(self) -> None:
        """End all workers."""
        for session in self._sessions:
            session.stop()


class _Session:
    """One call of ``map_batches``: its workers, and what is under way."""

    def __init__(self, backend: GuardedBackend, function: Function) -> None:
        self._backend = backend
        self._function = function
        self._workers: list[_Worker] = []
        self._waiting: deque[list[tuple[int, Any]]] = deque()
        self._stillborn = 0

    def run(self, batches: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
        """Yield the answers of each batch, in order; few batches are open at a time."""
        source = enumerate(batches)
        open_batches: dict[int, tuple[int, dict[int, list[Any]]]] = {}  # number -> (size, answers by place)
        owner: dict[int, tuple[int, int]] = {}  # item -> (batch, place)
        next_item, next_out, drained = 0, 0, False
        while True:
            while not drained and len(open_batches) < 3 * self._backend.workers:
                number, batch = next(source, (-1, None))
                if batch is None:
                    drained = True
                    break
                items = []
                for place, item in enumerate(batch):
                    owner[next_item] = (number, place)
                    items.append((next_item, item))
                    next_item += 1
                open_batches[number] = (len(items), {})
                if items:
                    self._waiting.append(items)
            for at, answer in self._step():
                number, place = owner.pop(at)
                open_batches[number][1][place] = answer
            while next_out in open_batches and len(open_batches[next_out][1]) == open_batches[next_out][0]:
                size, answers = open_batches.pop(next_out)
                yield [outcome for place in range(size) for outcome in answers[place]]
                next_out += 1
            if drained and not open_batches:
                return

    def _step(self) -> Iterator[tuple[int, list[Any]]]:
        """Hand out work, wait a moment, and yield what came back or was lost."""
        while self._waiting and len(self._workers) < self._backend.workers:
            self._workers.append(_Worker(self._function, self._backend.memory_limit))
        for worker in list(self._workers):
            if not worker.todo and self._waiting:
                try:
                    worker.give(self._waiting.popleft())
                except OSError:  # it ended before it got anything
                    self._replace(worker)
        busy = [worker for worker in self._workers if worker.todo]
        ready = set(wait([worker.connection for worker in busy], timeout=0.2)) if busy else set()
        for worker in busy:
            if worker.connection in ready:
                try:
                    while worker.todo and worker.connection.poll():
                        answer = worker.connection.recv()
                        worker.since, worker.started = time.monotonic(), True
                        if answer[0] != _READY:
                            worker.todo.popleft()
                            yield answer
                except (EOFError, ConnectionError, OSError):
                    if worker.started:
                        yield self._give_up(worker, DIED)
                    else:
                        self._replace(worker)
            elif time.monotonic() - worker.since > (self._backend.time_limit if worker.started else _STARTING):
                yield self._give_up(worker, TIMEOUT)

    def _replace(self, worker: _Worker) -> None:
        """Put back what a worker had that ended before it began, which is no fault of the items."""
        worker.stop()
        self._workers.remove(worker)
        self._waiting.appendleft(list(worker.todo))
        self._stillborn += not worker.started
        if self._stillborn >= _STILLBORN:
            raise SettingsError(
                "worker processes do not start; a script that asks for workers must do so below "
                "`if __name__ == '__main__':`, and there must be memory for them 工作进程无法启动"
            )

    def _give_up(self, worker: _Worker, reason: str) -> tuple[int, list[Any]]:
        """Name the item that was lost, and put the rest of the worker's batch back in front."""
        worker.stop()
        self._workers.remove(worker)
        at, item = worker.todo.popleft()
        if worker.todo:
            self._waiting.appendleft(list(worker.todo))
        return at, self._backend.lost(item, reason)

    def stop(self) -> None:
        """End the workers of this call."""
        for worker in self._workers:
            worker.stop()
        self._workers = []
