"""Where work runs: in this process, in several processes, or on a Dask cluster; the answers are the same bytes."""

from chenyan.backends.local import LocalBackend
from chenyan.backends.protocol import Backend, make_backend

__all__ = ["Backend", "LocalBackend", "make_backend"]
