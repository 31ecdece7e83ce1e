"""The record of one mismatch before it is tied to a mention."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Expression number ``index`` is wrong: what kind, what was expected, how sure, under which code, and why.

    ``role`` is the role that the finding proves (a plan, a period …); ``reason`` and ``reason_zh`` say it in words.
    """

    index: int
    kind: str
    expected: int | None
    confidence: float
    code: str
    role: str
    reason: str
    reason_zh: str
    by_wording: bool = False  # rests on the wording of the clause alone: other evidence may speak against it


@dataclass(frozen=True, slots=True)
class Plan:
    """Why a mention is held to date a plan: the cue, where it stands, how sure, and in which way it was found.

    ``beside`` says that only what stands beside the mention gives the plan away.
    """

    cue: str
    start: int
    confidence: float
    way: str
    beside: bool = False
