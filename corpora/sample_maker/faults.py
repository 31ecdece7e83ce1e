"""Plant known faults in drafts."""
from __future__ import annotations
from random import Random
from .draft import Draft
def plant_faults(drafts: list[Draft], rng: Random) -> None:
    """none yet"""
