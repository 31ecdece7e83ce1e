"""The command line: ``chenyan audit SOURCE -o OUT`` and its neighbours."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit status is 0 done, 1 flags at the asked level, 2 wrong use or nothing read."""
    from chenyan.cli.app import run

    status = run(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        sys.exit(status)
    return status
