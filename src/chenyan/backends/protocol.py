"""What a backend must do: map a function over batches, answers in the order of the batches.

The rest stands on that one method: a join by hash (``chenyan.backends.join``), and reducing, which is folding the
answers in the order in which they come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeVar, runtime_checkable

from chenyan.types import SettingsError

Batch = TypeVar("Batch")
Answer = TypeVar("Answer")
Lost = Callable[[Any, str], list[Any]]


@runtime_checkable
class Backend(Protocol):
    """Runs pure, importable functions over batches."""

    name: str
    workers: int

    def map_batches(self, function: Callable[[Batch], Answer], batches: Iterable[Batch]) -> Iterator[Answer]:
        """Yield ``function(batch)`` for each batch, in the order given, holding few batches at a time."""
        ...

    def close(self) -> None:
        """Stop workers; the backend can't be used afterwards."""
        ...


class Guarded(Protocol):
    """Runs a function over lists of items that may hang or eat memory; what is lost is lost alone."""

    def map_batches(
        self, function: Callable[[Sequence[Any]], list[Any]], batches: Iterable[Sequence[Any]]
    ) -> Iterator[list[Any]]:
        """Yield the answers of each batch, in order; an item that was lost has the answer of ``lost``."""
        ...

    def close(self) -> None:
        """Stop what this alone started."""
        ...


def make_backend(name: str = "local", *, workers: int = 1, scheduler: str | None = None) -> Backend:
    """Return a backend by name.

    Parameters
    ----------
    name : {"local", "dask"}
        ``dask`` needs the extra ``chenyan[scale]``.
    workers : int, default 1
        Processes; 1 runs everything in this process.
    scheduler : str, optional
        Address of a running Dask scheduler.

    Raises
    ------
    SettingsError
        Where the name is unknown or the extra is missing.
    """
    if workers < 1:
        raise SettingsError(f"workers={workers}: at least 1 is needed 至少需要 1 个进程")
    if name == "local":
        from chenyan.backends.local import LocalBackend

        return LocalBackend(workers)
    if name == "dask":
        try:
            from chenyan.backends.dask import DaskBackend
        except ImportError as error:
            raise SettingsError(
                "--backend dask needs the extra: pip install 'chenyan[scale]' 需要安装可选组件"
            ) from error
        return DaskBackend(workers=workers, scheduler=scheduler)
    raise SettingsError(f"no backend {name!r}; there are local and dask 没有这个后端，可用 local 或 dask")
