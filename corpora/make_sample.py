"""Make the sample corpus: invented agencies, their reports in many formats, and the truth about every planted thing.

python corpora/make_sample.py                       build corpora/sample anew
python corpora/make_sample.py --check               say whether corpora/sample equals a fresh build
python corpora/make_sample.py --n-agencies 500 --out DIR    a larger batch of plain text files
"""

from __future__ import annotations

import argparse
import csv
import filecmp
import io
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

FOLDER = Path(__file__).resolve().parent
if str(FOLDER) not in sys.path:
    sys.path.insert(0, str(FOLDER))

from sample_maker import files  # noqa: E402
from sample_maker.draft import Writer  # noqa: E402
from sample_maker.faults import plant_faults  # noqa: E402
from sample_maker.flat import flat_report  # noqa: E402
from sample_maker.pool import Pool  # noqa: E402
from sample_maker.records import Draft  # noqa: E402
from sample_maker.truth import truth_record  # noqa: E402
from sample_maker.world import Agency, make_agencies  # noqa: E402

YEARS = (2019, 2020, 2021, 2022)
SEED = 711
COPIERS = frozenset(["chiyaping", "ouzhu", "fengqiaoling", "shuoyuan-shichang", "tingzhou-yibao"])
RECURRING = frozenset(["qinghe", "luotuomao", "yanling-gov", "jizhou-minzheng"])
BORROWERS = frozenset(["songgangling", "gulouxi", "yunxiu-linye"])
# The format of each agency's reports, by year.
FORMATS: dict[str, tuple[str, str, str, str]] = {
    "qinghe": ("gb18030", "docx", "txt", "html"),
    "chengyu-gov": ("html",) * 4,
    "chengyu-jiaotong": ("html", "html", "pdf", "pdf"),
    "chengyu-wenlv": ("txt", "txt", "html", "html"),
    "qilan-gov": ("pdf",) * 4,
    "qilan-jiaoyu": ("docx",) * 4,
    "qilan-nongye": ("sheet",) * 4,
    "shiqiaodu": ("zip",) * 4,
    "songgangling": ("zip",) * 4,
    "liudiwan": ("txt", "gb18030", "md", "md"),
    "shuoyuan-gov": ("html", "docx", "pdf", "html"),
    "shuoyuan-huanjing": ("pdf", "pdf", "pdf", "html"),
    "shuoyuan-shichang": ("gb18030",) * 4,
    "yanling-gov": ("html",) * 4,
    "yanling-shuiwu": ("docx", "docx", "html", "html"),
    "yanling-renshe": ("md",) * 4,
    "chiyaping": ("txt",) * 4,
    "luotuomao": ("docx", "txt", "txt", "html"),
    "xinghuayuan": ("jsonl",) * 4,
    "gulouxi": ("html", "html", "docx", "docx"),
    "jizhou-gov": ("pdf", "pdf", "html", "html"),
    "jizhou-minzheng": ("txt",) * 4,
    "jizhou-zhujian": ("doc", "doc", "docx", "docx"),
    "tingzhou-gov": ("docx", "html", "html", "html"),
    "tingzhou-yibao": ("html",) * 4,
    "tingzhou-yingji": ("gb18030", "txt", "md", "md"),
    "daoxiangdu": ("zip",) * 4,
    "ouzhu": ("docx", "docx", "txt", "txt"),
    "linghuadang": ("txt",) * 4,
    "changdili": ("html", "pdf", "pdf", "html"),
    "bolan-gov": ("html",) * 4,
    "jianglan-gov": ("html", "pdf", "html", "html"),
    "bolan-weijian": ("docx", "docx", "docx", "mhtml"),
    "yunxiu-gov": ("txt", "txt", "html", "pdf"),
    "yunxiu-linye": ("xlsx",) * 4,
    "yunxiu-tongji": ("md", "md", "html", "word-html"),
    "chawuli": ("docx", "docx", "pdf", "html"),
    "fengqiaoling": ("html",) * 4,
    "puxiwu": ("gb18030", "gb18030", "txt", "txt"),
    "wenchangge": ("txt", "rtf", "docx", "html"),
}
FLAT_STYLES = ("cells", "tabs", "bare", "cells")
ENDINGS = {"gb18030": "txt", "word-html": "doc", "rtf": "doc"}
DUPLICATE = "chawuli-2020"  # delivered as docx and as pdf
DUPLICATE_FILE = "茶坞里镇2020年度报告（打印版）.pdf"
SHEETS = {"sheet": "batch.csv", "jsonl": "batch.jsonl", "xlsx": "batch.xlsx"}  # one report a row
ARCHIVE = "towns.zip"


def _mark(agency: Agency) -> Agency:
    from dataclasses import replace

    extra = {"recurring": "yes"} if agency.slug in RECURRING else {}
    if agency.slug in BORROWERS:
        extra = {"borrower": "yes"}
    return replace(agency, copier=agency.slug in COPIERS, extra=extra)


def make_drafts(seed: int = SEED) -> list[Draft]:
    """Write the 160 reports of the sample, with their planted faults."""
    pool = Pool(strict=True)
    drafts: list[Draft] = []
    for at, agency in enumerate(make_agencies(40)):
        writer = Writer(_mark(agency), Random(seed * 1000 + at), pool)
        drafts += [writer.write(year) for year in YEARS]
    plant_faults(drafts, Random(seed))
    return drafts


def make_reports(
    n_agencies: int, years: tuple[int, ...] = YEARS, seed: int = SEED
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (id, plain text with flat tables, facts) for any number of invented agencies, without files.

    Facts: agency, region, level, agency_type, year, published, and ``sentences``: (words, origin, edits, source id).
    One agency in five copies most of its last report. Two new sentences may share clauses by chance here: only the
    sample itself keeps new sentences apart.
    """
    from dataclasses import replace

    pool = Pool(strict=False)
    _borrower = {"borrower": "yes"}
    for at, agency in enumerate(make_agencies(n_agencies)):
        writer = Writer(
            replace(agency, copier=at % 5 == 0, extra=_borrower if at % 5 == 1 else {}),
            Random(seed * 1000003 + at),
            pool,
        )
        for year in years:
            draft = writer.write(year)
            writer.earlier = draft
            draft.earlier = None
            yield draft.report_id, flat_report(draft), _facts(draft)


def _facts(draft: Draft) -> dict[str, Any]:
    agency = draft.agency
    return {
        "agency": agency.name, "region": agency.region, "level": agency.level, "agency_type": agency.agency_type,
        "year": draft.year, "published": draft.published.isoformat(),
        "sentences": [(piece.words, piece.origin, piece.edits, piece.source) for piece in draft.pieces()],
    }  # fmt: skip


def _format(draft: Draft) -> str:
    return FORMATS[draft.agency.slug][draft.year - YEARS[0]]


def _bytes(draft: Draft, kind: str) -> bytes:
    """Print a draft in a format."""
    style = FLAT_STYLES[draft.agency.style]
    if kind == "docx":
        return files.as_docx(draft)
    if kind == "doc":
        return files.as_doc(draft)
    if kind == "pdf":
        return files.as_pdf(draft)
    if kind in ("html", "word-html"):
        return files.as_html(draft).encode("utf-8")
    if kind == "mhtml":
        return files.as_mhtml(draft)
    if kind == "rtf":
        return files.as_rtf(draft)
    if kind == "md":
        return files.as_markdown(draft).encode("utf-8")
    return files.as_text(draft, style).encode("gb18030" if kind in ("gb18030", "zip") else "utf-8")


def build(out: Path, seed: int = SEED) -> None:
    """Write the whole sample into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    drafts = make_drafts(seed)
    sheets: dict[str, list[dict[str, str]]] = {kind: [] for kind in SHEETS}
    packed: list[tuple[str, bytes]] = []
    inner: list[dict[str, str]] = []
    manifest: list[dict[str, str]] = []
    truth: list[dict[str, Any]] = []
    for at, draft in enumerate(drafts):
        kind, agency = _format(draft), draft.agency
        told = sum(map(ord, agency.slug)) % 2 == 0  # half of the agencies are told in full, the others must be found
        if kind in SHEETS:
            file = SHEETS[kind]
            sheets[kind].append(
                {
                    "id": draft.report_id, "agency": agency.name if told else "", "region": agency.region,
                    "year": str(draft.year) if told else "", "text": files.as_text(draft, "tabs"),
                }
            )  # fmt: skip
        elif kind == "zip":
            name = f"{agency.short}{draft.year}年年报.txt"
            file = f"{ARCHIVE}/{name}"
            packed.append((name, _bytes(draft, kind)))
            inner.append({"file": name, "id": draft.report_id, "agency": agency.name, "region": agency.region})
        else:
            file = f"{draft.report_id}.{ENDINGS.get(kind, kind)}"
            (out / file).write_bytes(_bytes(draft, kind))
            row = {"file": file, "region": agency.region, "level": agency.level}
            if told:
                row |= {"agency": agency.name, "year": str(draft.year), "series": agency.short}
            if told and at % 3 == 0:
                row["published"] = draft.published.isoformat()
            manifest.append(row)
        truth.append(truth_record(draft, file, kind))
    twin = next(draft for draft in drafts if draft.report_id == DUPLICATE)
    (out / DUPLICATE_FILE).write_bytes(files.as_pdf(twin))
    broken = files.as_docx(drafts[4 * 20])
    (out / "jizhou-gov-2018.docx").write_bytes(broken[: len(broken) // 2])
    (out / "yunxiu-gov-2018.pdf").write_bytes(files.as_pdf(drafts[4 * 34], password="yunxiu"))
    files.write_sheet(out / SHEETS["sheet"], sheets["sheet"])
    files.write_lines(out / SHEETS["jsonl"], sheets["jsonl"])
    files.write_workbook(out / SHEETS["xlsx"], sheets["xlsx"])
    files.write_zip(out / ARCHIVE, [("manifest.csv", _csv(inner, ["file", "id", "agency", "region"])), *packed])
    columns = ["file", "agency", "region", "level", "year", "published", "series"]
    (out / "manifest.csv").write_bytes(_csv(sorted(manifest, key=lambda row: row["file"]), columns))
    with (out / "truth.jsonl").open("w", encoding="utf-8", newline="\n") as stream:
        for record in sorted(truth, key=lambda record: record["report_id"]):
            stream.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")


def _csv(rows: list[dict[str, str]], columns: list[str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def differences(folder: Path) -> list[str]:
    """Return the names of the files in which a folder differs from a fresh build."""
    with tempfile.TemporaryDirectory() as fresh:
        build(Path(fresh))
        names = sorted({path.name for path in Path(fresh).iterdir()} | {path.name for path in folder.iterdir()})
        return [
            name
            for name in names
            if not ((folder / name).is_file() and (Path(fresh) / name).is_file())
            or not filecmp.cmp(folder / name, Path(fresh) / name, shallow=False)
        ]


def main() -> int:
    """Read the command line and build, check, or write a larger batch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="folder to write to (default: corpora/sample)")
    parser.add_argument("--check", action="store_true", help="compare the committed sample with a fresh build")
    parser.add_argument("--n-agencies", type=int, help="write plain text reports of this many agencies instead")
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    if chosen.check:
        changed = differences(chosen.out or FOLDER / "sample")
        print("the sample equals a fresh build" if not changed else "differs: " + ", ".join(changed))
        return int(bool(changed))
    if chosen.n_agencies:
        if chosen.out is None:
            parser.error("--n-agencies needs --out DIR")
        chosen.out.mkdir(parents=True, exist_ok=True)
        for report_id, text, _ in make_reports(chosen.n_agencies, seed=chosen.seed):
            (chosen.out / f"{report_id}.txt").write_text(text, encoding="utf-8")
        return 0
    folder = chosen.out or FOLDER / "sample"
    if folder.is_dir():
        for path in folder.iterdir():
            path.unlink()
    build(folder, chosen.seed)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
