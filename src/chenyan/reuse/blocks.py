"""Cut a batch into blocks of reports that memory holds at ease: measures go block by block, whatever the batch's size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from chenyan.reuse.batch import Batch, IntArray
from chenyan.reuse.masks import ranges
from chenyan.reuse.sequences import Characters, Sequences, character_sequences

Read = Callable[[IntArray], Sequences]
KEPT = 300_000_000  # characters of a batch up to which all are kept, in two bytes each
CHARACTERS = 1_500_000  # of narrative in a block; a block holds at least one agency


def take(batch: Batch, places: IntArray) -> Batch:
    """Return the batch of these reports, in this order."""
    bounds = batch.bounds()
    sizes = bounds[places + 1] - bounds[places]
    at = ranges(bounds[places], sizes)
    return replace(
        batch,
        ids=[batch.ids[place] for place in places],
        texts=[batch.texts[place] for place in places],
        report=np.repeat(np.arange(len(places)), sizes),
        start=batch.start[at],
        end=batch.end[at],
        section=batch.section[at],
        role=batch.role[at],
        agency=batch.agency[places],
        year=batch.year[places],
        published=batch.published[places],
        regions=[batch.regions[place] for place in places],
        names=[batch.names[place] for place in places],
    )


def read_characters(batch: Batch) -> Read:
    """Return a function that gives the characters of some reports; those of all are kept, unless they are very many."""
    if int((batch.end - batch.start).sum()) > KEPT:
        return lambda places: character_sequences(take(batch, places))
    return Characters(batch).take


def read_from(sequences: Sequences) -> Read:
    """Return a function that gives the tokens of some reports, of sequences that are there already."""

    def read(places: IntArray) -> Sequences:
        bounds = sequences.bounds
        sizes = bounds[places + 1] - bounds[places]
        at = ranges(bounds[places], sizes)
        owner = np.repeat(np.arange(len(places)), sizes)
        sentence = sequences.sentence[at]
        number = np.zeros(len(at), dtype=np.int64)
        number[1:] = np.cumsum(sentence[1:] != sentence[:-1])
        return Sequences(sequences.ids[at], number, owner, len(places), sequences.token)

    return read


def cut(batch: Batch, *, groups: IntArray | None = None, characters: int = CHARACTERS) -> list[list[IntArray]]:
    """Return the places of the reports by group, each group in blocks that keep an agency together.

    Parameters
    ----------
    batch : Batch
    groups : ndarray of shape (n_reports,), optional
        A label a report; without it all reports are one group.
    characters : int
        Size of a block.
    """
    label = np.zeros(batch.n_reports, dtype=np.int64) if groups is None else groups
    size = np.bincount(batch.report, (batch.end - batch.start).astype(np.float64), batch.n_reports)
    order = np.lexsort((np.arange(batch.n_reports), batch.agency, label))
    found: list[list[IntArray]] = []
    for part in _split(order, label[order]):
        blocks: list[list[IntArray]] = [[]]
        held = 0.0
        for agency in _split(part, batch.agency[part]):
            if held > characters:
                blocks.append([])
                held = 0.0
            blocks[-1].append(agency)
            held += float(size[agency].sum())
        found.append([np.concatenate(block) for block in blocks])
    return found


def _split(places: IntArray, labels: npt.NDArray[np.int64]) -> list[IntArray]:
    """Split places where the label changes."""
    if not len(places):
        return []
    return np.split(places, np.flatnonzero(labels[1:] != labels[:-1]) + 1)
