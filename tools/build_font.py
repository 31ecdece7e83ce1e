"""Build the font that chenyan ships: the GBK repertoire of an OFL font with TrueType outlines, under a name of its own.

Usage: pip download --no-deps zhplot==1.0.0 && python tools/build_font.py zhplot-1.0.0-py3-none-any.whl

The wheel carries NotoSansSC-Regular.ttf (glyf outlines, SIL Open Font License 1.1). TrueType outlines are needed, as
matplotlib's ``pdf.fonttype = 42`` embeds CFF outlines wrongly. The family gets its own name, so that it never meets
another "Noto Sans SC" on the user's machine.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Chenyan Sans"
TARGET = Path(__file__).resolve().parent.parent / "src" / "chenyan" / "figures" / "fonts"
EXTRA = "−–—―‘’“”…‰℃①②③④⑤⑥⑦⑧⑨⑩→←↑↓↔≤≥≠±×÷·•●○■□▲△◆◇★☆✓✗䶮⿰"


def repertoire() -> set[int]:
    """Return Latin, symbols, and every character that GBK encodes."""
    codes = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | {ord(char) for char in EXTRA}
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                codes.add(ord(bytes([lead, trail]).decode("gbk")))
            except (UnicodeDecodeError, TypeError):
                continue
    return codes


def main(wheel: str) -> None:
    """Write the subset font and its licence."""
    with zipfile.ZipFile(wheel) as archive:
        font = TTFont(io.BytesIO(archive.read("zhplot/fonts/NotoSansSC-Regular.ttf")), recalcTimestamp=False)
        licence = archive.read("zhplot/fonts/OFL.txt").decode("utf-8")
    options = subset.Options(
        hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=repertoire())
    subsetter.subset(font)
    names = {1: FAMILY, 3: "Chenyan Sans Regular 1.0", 4: f"{FAMILY} Regular", 6: "ChenyanSans-Regular"}
    for record in list(font["name"].names):
        if record.nameID in names:
            font["name"].setName(
                names[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID
            )
    font["head"].modified = font["head"].created  # the same input gives the same bytes
    TARGET.mkdir(parents=True, exist_ok=True)
    font.save(TARGET / "ChenyanSans-Regular.ttf", reorderTables=True)
    note = (
        "ChenyanSans-Regular.ttf is a subset of Noto Sans SC (GBK repertoire, Latin, symbols; hinting and layout\n"
        "features removed), renamed as the licence asks of modified versions. Built by tools/build_font.py.\n\n"
    )
    (TARGET / "OFL.txt").write_text(note + licence, encoding="utf-8")
    print(f"{TARGET / 'ChenyanSans-Regular.ttf'}: {len(font.getBestCmap())} characters")


if __name__ == "__main__":
    main(sys.argv[1])
