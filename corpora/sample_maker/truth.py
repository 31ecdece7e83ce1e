"""The truth about one report of the sample, as written to truth.jsonl."""

from __future__ import annotations

from typing import Any

from .records import Draft

REAL_FORMATS = {"gb18030": "txt", "zip": "txt", "sheet": "csv", "word-html": "html"}


def truth_record(draft: Draft, file: str, kind: str) -> dict[str, Any]:
    """Return what is true of a report: identity, sections, tables, origins, problems, measures, faults."""
    agency = draft.agency
    sections = [{"kind": "title", "heading": ""}]
    sections += [{"kind": part.kind, "heading": part.heading} for part in draft.parts]
    sections.append({"kind": "signature", "heading": ""})
    return {
        "report_id": draft.report_id,
        "file": file,
        "format": REAL_FORMATS.get(kind, kind),
        "agency": agency.name,
        "region": agency.region,
        "level": agency.level,
        "agency_type": agency.agency_type,
        "year": draft.year,
        "published": draft.published.isoformat(),
        "sections": sections,
        "vintages": draft.vintages,
        "tables": draft.tables,
        "sentences": [
            {"words": piece.words, "origin": piece.origin, "edits": piece.edits, "source_report": piece.source}
            for piece in draft.pieces()
        ],
        "problems": [{"words": words, "theme": theme} for words, theme in draft.problems],
        "measures": [{"words": words, "theme": theme} for words, theme in draft.measures],
        "faults": sorted(draft.faults, key=lambda fault: (str(fault["code"]), str(fault["words"]))),
    }
