"""Plant known faults of every rule family in drafts, and note what was planted where."""

from __future__ import annotations

import re
from random import Random

from . import faults_structure, faults_tables_numbers, faults_years_reuse
from .fault_tools import Planter
from .records import Draft

PLANTERS: dict[str, Planter] = {
    name.removeprefix("plant_").upper(): value
    for module in (faults_structure, faults_tables_numbers, faults_years_reuse)
    for name, value in vars(module).items()
    if re.fullmatch(r"plant_[ybtnspl]\d\d", name)
} | faults_structure.SENTENCES
# These would contradict each other in one report.
_CLASH = (
    {"Y01", "Y04"},
    {"B05", "N03", "Y03", "N04"},
    {"S01", "S05", "P06"},
    {"N01", "N02", "T07", "T02"},
    {"T05", "T06", "T09", "T08"},
    {"T01", "T03"},
)


def _note_habits(draft: Draft) -> None:
    """Note the faults that an agency's habits make: sentences with only year and numbers changed, borrowed ones."""
    share, total = 0, 0
    for piece in draft.pieces():
        plain = len(piece.words)
        if piece.origin == "carried_over" and piece.edits in ("verbatim", "numbers") and plain >= 20:
            stale = {"also": ["B05"]} if piece.edits == "verbatim" and any(c.isdigit() for c in piece.words) else {}
            draft.flag("B02", piece.words, "", "same sentence as last year", source_report=piece.source, **stale)
        if piece.origin == "borrowed" and plain >= 40 and not any(piece.words in str(f["words"]) for f in draft.faults):
            draft.flag("B03", piece.words, "", "sentence of another agency", source_report=piece.source)
    part = draft.part("overview")
    for para in part.paras if part else ():
        for piece in para.pieces:
            if piece.origin not in ("mandated", "boilerplate"):
                total += len(piece.words)
                share += len(piece.words) if piece.origin == "carried_over" else 0
    if part is not None and total and share / total >= 0.7:
        draft.flag(
            "B01",
            part.heading,
            "",
            f"{share / total:.2f} of part one repeats last year",
            source_report=f"{draft.agency.slug}-{draft.year - 1}",
        )


def plant_faults(drafts: list[Draft], rng: Random, *, each: int = 2, n_reports: int = 26) -> None:
    """Plant each code ``each`` times over about ``n_reports`` reports; the other reports keep clean."""
    quiet = [d for d in drafts if not d.agency.copier and not d.faults and not d.agency.extra]
    chosen = rng.sample(quiet, n_reports)
    spare = [d for d in rng.sample(drafts, len(drafts)) if d not in chosen and (d.agency.copier or d.agency.extra)]
    spare += [d for d in quiet if d not in chosen]
    first = ("B03", "B07", "S01", "S04", "P01")  # these replace text, so they come before what adds to it
    order = sorted(PLANTERS, key=lambda code: (code not in first, code))
    for code in [code for code in order for _ in range(each)]:
        ready = sorted(chosen, key=lambda d: (len(d.faults), d.report_id))
        for draft in [*ready, *spare]:
            codes = {str(fault["code"]) for fault in draft.faults}
            clash = any(code in group and codes & (group - {code}) for group in _CLASH)
            if code in codes or clash or (len(codes) >= 4 and draft in chosen):
                continue
            before = len(draft.faults)
            if PLANTERS[code](draft, rng, drafts):
                break
            del draft.faults[before:]
    for draft in drafts:
        _note_habits(draft)
