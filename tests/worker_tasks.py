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
