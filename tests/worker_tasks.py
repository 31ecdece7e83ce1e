"""Tasks for worker processes: they stand in a module of their own, so that a spawned process can import them."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence


def work(items: Sequence[object]) -> list[object]:
    """Square numbers; some words misbehave."""
    answers: list[object] = []
    for item in items:
        if item == "hang":
            time.sleep(600)
        elif item == "die":
            os._exit(9)
        elif item == "eat":
            try:
                answers.append(len(bytearray(3 * 1024**3)))
            except MemoryError:
                answers.append("refused")
        else:
            answers.append(item * item)  # type: ignore[operator]
    return answers


def square(items: Sequence[int]) -> list[int]:
    return [item * item for item in items]


def square_but_die_once(batch: tuple[str, Sequence[int]]) -> list[int]:
    """Square numbers; the first process that comes by ends without a word, and leaves a mark."""
    mark, items = batch
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return square(items)
    os._exit(9)


def square_but_never_in(batch: tuple[int, Sequence[int]]) -> list[int]:
    """Square numbers in one process alone; all others end."""
    home, items = batch
    if os.getpid() != home:
        os._exit(9)
    return square(items)
