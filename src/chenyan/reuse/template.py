"""Mandated text: what the form fixes, and what the template of a region and year makes most agencies write."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from chenyan.frames import to_frame
from chenyan.lexicons import read_rows
from chenyan.reuse.batch import CAPTION, HEADING, SIGNATURE, Batch, IntArray
from chenyan.reuse.masks import NAME, NUMBER, SELF_TAILS, Encoded, _hash, _tables, mask_villages, utf16
from chenyan.text.fold import fold
from chenyan.types import SECTION_KINDS, SettingsError

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = {"group": "str", "year": "int", "pattern": "str", "n_agencies": "int", "share": "float", "keep": "bool"}
_MARKS = {NUMBER: "#", NAME: "@"}


@dataclass(frozen=True, slots=True, order=True)
class Template:
    """One sentence that a template fixes: ``#`` stands for a number, ``@`` for the agency's own name.

    ``group`` is the region that uses it ("" for all), ``year`` the reference year (0 for all), ``share`` the share of
    the group's agencies that wrote it. Only templates with ``keep`` are set aside.
    """

    group: str
    year: int
    pattern: str
    n_agencies: int = 0
    share: float = float("nan")
    keep: bool = True


@dataclass(frozen=True, slots=True)
class Templates:
    """The template sentences that a batch was scored with: look at them, edit them, score again.

    Examples
    --------
    >>> templates = Templates((Template("", 2022, "按照上级统一部署，我县各单位共同开展了政务公开自查。"),))
    >>> len(templates)
    1
    """

    rows: tuple[Template, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self.rows)

    def __repr__(self) -> str:
        return f"<Templates: {len(self.rows)} sentences, {len({row.group for row in self.rows})} groups>"

    def to_frame(self) -> pd.DataFrame:
        """Return one row a template: group, year, pattern, n_agencies, share, keep."""
        rows = ((r.group, r.year, r.pattern, r.n_agencies, r.share, r.keep) for r in self.rows)
        return to_frame(rows, _COLUMNS)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{html.escape(r.group)}</td><td>{r.year or ''}</td><td>{html.escape(r.pattern[:120])}</td>"
            f"<td>{r.n_agencies}</td><td>{r.share:.2f}</td></tr>"
            for r in self.rows[:20]
        )
        return (
            f"<div><p>{html.escape(repr(self))}</p><table><tr><th>group</th><th>year</th><th>pattern</th>"
            f"<th>agencies</th><th>share</th></tr>{rows}</table></div>"
        )

    def save(self, path: str | Path) -> Path:
        """Write the templates as a CSV (UTF-8 with BOM, opens in Excel) to be edited by hand."""
        path = Path(path)
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_COLUMNS)
            for row in self.rows:
                keep = "yes" if row.keep else "no"
                writer.writerow([row.group, row.year or "", row.pattern, row.n_agencies, f"{row.share:.4f}", keep])
        return path

    @classmethod
    def load(cls, path: str | Path) -> Templates:
        """Read templates that were saved, and perhaps edited.

        Raises
        ------
        SettingsError
            Where a row cannot be read; the message names the line.
        """
        rows = []
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if "pattern" not in (reader.fieldnames or ()):
                raise SettingsError(
                    f"{path}:1: no column 'pattern'; the columns are {', '.join(_COLUMNS)} 缺少 pattern 列"
                )
            for row in reader:
                where = f"{path}:{reader.line_num}"
                pattern = (row.get("pattern") or "").strip()
                if not pattern:
                    raise SettingsError(
                        f"{where}: the pattern is empty; delete the line or write a sentence"
                        " 模式为空，请删去此行或写入句子"
                    )
                try:
                    rows.append(
                        Template(
                            (row.get("group") or "").strip(),
                            int(row.get("year") or 0),
                            pattern,
                            int(row.get("n_agencies") or 0),
                            float(row.get("share") or "nan"),
                            (row.get("keep") or "yes").strip().lower() not in ("no", "0", "false", "否"),
                        )
                    )
                except ValueError as error:
                    raise SettingsError(
                        f"{where}: {error}; year and n_agencies are whole numbers 年份与机关数应为整数"
                    ) from error
        return cls(tuple(rows))


def pattern_hash(pattern: str) -> np.uint64:
    """Return the masked hash of a pattern: what a sentence of that wording has."""
    raw, masked, _ = _tables()
    units = utf16(pattern)
    codes = masked[raw[units]]
    codes[units == ord("#")] = NUMBER
    codes[units == ord("@")] = NAME
    mask_villages(codes)
    codes = codes[codes != 0]
    kept = np.ones(len(codes), dtype=bool)
    kept[1:] = (codes[1:] > NAME) | (codes[1:] != codes[:-1])
    codes = codes[kept]
    return np.uint64(_hash(codes, np.array([len(codes)]))[0])


def pattern_of(batch: Batch, sentence: int) -> str:
    """Write a sentence as a pattern: numbers as ``#``, own names as ``@``, punctuation kept."""
    words = batch.words(sentence)
    for name in batch.names[int(batch.report[sentence])]:
        words = words.replace(name, "@")
    words = re.sub(rf"[我本全](?:{'|'.join(SELF_TAILS)}|[省市县区旗镇乡街局委厅办院处站所部机单])", "@", words)
    words = re.sub("[0-9０-９零〇○一二两三四五六七八九十百千万亿]+", "#", words)
    return re.sub(r"\s+", "", words)


@cache
def _fixed() -> tuple[re.Pattern[str], ...]:
    """Return, for each kind of section, one pattern of the sentences of the form that may stand in it."""
    rows = [(row["pattern"], row["where"].split("|")) for row in read_rows("mandated_sentences.csv")]
    return tuple(
        re.compile("|".join(f"(?:{pattern})" for pattern, where in rows if kind in where or "*" in where))
        for kind in SECTION_KINDS
    )


def fixed_sentences(batch: Batch, encoded: Encoded, classes: IntArray) -> npt.NDArray[np.bool_]:
    """Say of each sentence whether the form fixes it: headings, captions, signature, and the lexicon's sentences."""
    title = SECTION_KINDS.index("title")
    fixed: npt.NDArray[np.bool_] = (batch.role == CAPTION) | (batch.role == SIGNATURE) | (batch.section == title)
    for sentence in np.flatnonzero(batch.role == HEADING).tolist():
        # a list item that stands on a line of its own may be read as a heading; it is no heading of the form
        words = batch.words(sentence).rstrip()
        fixed[sentence] = fixed[sentence] or not (words.endswith(("。", "；")) or len(words) > _LONG_HEADING)
    lengths = encoded.lengths
    asked = np.flatnonzero(~fixed & ((lengths <= _SHORT) | _with_trigger(encoded)))
    key = classes[asked] * len(SECTION_KINDS) + batch.section[asked]
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    known = np.zeros(len(first), dtype=bool)
    for at, sentence in enumerate(asked[first].tolist()):
        words = fold(batch.words(sentence)).text if lengths[sentence] < _LONGEST else ""
        known[at] = _fixed()[batch.section[sentence]].fullmatch("".join(words.split())) is not None
    fixed[asked] = known[which]
    return fixed


MOST_OUTSIDE = 0.5  # of the agencies outside the group that may write its template too
LEAST_BOUND, MOSTLY = (
    0.25,
    0.85,
)  # of the group that writes what is its own; of all who ever wrote it, in group and year
_SHORT, _LONGEST, _LONG_HEADING = 16, 400, 45
# a longer sentence of the lexicon holds one of these; looked for in the arrays, before any pattern is tried
_TRIGGERS = ("报告", "年报", "公布", "数据", "地址", "邮编", "电话", "邮箱", "传真", "勾稽", "处理")


def _with_trigger(encoded: Encoded) -> npt.NDArray[np.bool_]:
    """Say of each sentence whether it holds one of the triggers."""
    codes = encoded.codes
    first = np.zeros(0x10000, dtype=bool)
    first[[ord(word[0]) for word in _TRIGGERS]] = True
    at = np.flatnonzero(first[codes[:-1]])
    pair = (codes[at].astype(np.uint32) << np.uint32(16)) | codes[at + 1]
    at = at[np.isin(pair, [(ord(word[0]) << 16) | ord(word[1]) for word in _TRIGGERS])]
    found = np.zeros(len(encoded.offsets) - 1, dtype=bool)
    found[np.searchsorted(encoded.offsets, at, side="right") - 1] = True
    return found


def learn_templates(
    batch: Batch,
    encoded: Encoded,
    classes: IntArray,
    firsts: IntArray,
    eligible: npt.NDArray[np.bool_],
    *,
    share: float = 0.6,
    least: int = 5,
) -> tuple[Templates, npt.NDArray[np.bool_]]:
    """Learn which masked sentences most agencies of a group write in a year.

    Parameters
    ----------
    batch, encoded, classes, firsts
        The batch, its codes, the distinct sentence of each sentence, the first sentence of each distinct one.
    eligible : ndarray of bool, shape (n_sentences,)
        Sentences that may be template text.
    share : float, default 0.6
        Share of the group's agencies of that year, 0 to 1.
    least : int, default 5
        Fewest agencies; smaller groups teach nothing.

    Returns
    -------
    templates : Templates
    is_template : ndarray of bool, shape (n_sentences,)
    """
    flagged = np.zeros(batch.n_sentences, dtype=bool)
    rows: dict[tuple[str, int, int], Template] = {}
    members = np.bincount(classes[eligible], minlength=len(firsts))
    open_ = np.flatnonzero(eligible & (members[classes] >= least))
    # only these wordings count from here on: small numbers keep the tables small
    wordings = np.flatnonzero(np.bincount(classes[open_], minlength=len(firsts)))
    narrow = np.zeros(len(firsts), dtype=np.int64)
    narrow[wordings] = np.arange(len(wordings))
    n_kinds = max(len(wordings), 1)
    depth = max((len(path) for path in batch.regions), default=0)
    years, year = np.unique(batch.year, return_inverse=True)
    per_year = np.bincount(_distinct_pairs(year, batch.agency) // _wide(batch.agency), minlength=len(years))
    held = year[batch.report[open_]] * n_kinds + narrow[classes[open_]]
    held = _distinct_pairs(held, batch.agency[batch.report[open_]]) // _wide(batch.agency[batch.report[open_]])
    yearly = np.bincount(held, minlength=len(years) * n_kinds)
    ever = yearly.reshape(len(years), n_kinds).sum(axis=0)
    for depth_at in range(-1, depth):
        names = ["" if depth_at < 0 else (p[depth_at] if depth_at < len(p) else "\0") for p in batch.regions]
        labels = sorted(set(names))
        place = {label: at for at, label in enumerate(labels)}
        group = np.array([place[name] for name in names], dtype=np.int64)
        cell = group * len(years) + year
        usable = np.array([name != "\0" for name in names]) if len(names) else np.zeros(0, bool)
        # agencies of each group and year
        agencies = _distinct_pairs(cell, batch.agency)
        in_cell = np.bincount(agencies // _wide(batch.agency))
        chosen = open_[usable[batch.report[open_]]]
        if not len(chosen):
            continue
        key = cell[batch.report[chosen]] * n_kinds + narrow[classes[chosen]]
        holder = batch.agency[batch.report[chosen]]
        holders = _distinct_pairs(key, holder) // _wide(holder)
        starts = np.flatnonzero(np.concatenate(([True], holders[1:] != holders[:-1])))
        number = np.diff(np.append(starts, len(holders)))
        keys = holders[starts]
        total = in_cell[keys // n_kinds]
        kind_of = keys % n_kinds
        when_of = keys // n_kinds % len(years)
        # stock wording of everywhere is no group's template, and what a group and a year have to themselves is one
        # even where fewer write it: a call of the year that only some were sent
        around = yearly[when_of * n_kinds + kind_of]
        outside = (around - number) / np.maximum(per_year[when_of] - total, 1)
        everyone = per_year[when_of] == total
        most = (number >= share * total) & (everyone | (outside <= MOST_OUTSIDE))
        bound = ~everyone & (number >= least + 2) & (number >= LEAST_BOUND * total) & (number >= MOSTLY * ever[kind_of])
        enough = (number >= least) & (most | bound)
        learned = keys[enough]
        hit = np.searchsorted(learned, key)
        hit = np.minimum(hit, max(len(learned) - 1, 0))
        if len(learned):
            flagged[chosen[learned[hit] == key]] = True
        for at, count, size in zip(learned.tolist(), number[enough].tolist(), total[enough].tolist(), strict=True):
            place_at, kind = divmod(at, n_kinds)
            kind = int(wordings[kind])
            name, when = labels[place_at // len(years)], int(years[place_at % len(years)])
            rows[name, when, kind] = Template(
                name, when, pattern_of(batch, int(firsts[kind])), count, round(count / size, 4)
            )
    _add_parents(batch, classes, open_, flagged, rows)
    return Templates(tuple(sorted(rows.values()))), flagged


def _add_parents(
    batch: Batch,
    classes: IntArray,
    open_: IntArray,
    flagged: npt.NDArray[np.bool_],
    rows: Mapping[tuple[str, int, int], Template],
) -> None:
    """Flag a template's sentence in the reports of the places that the group lies in: they wrote it or passed it on."""
    groups: dict[tuple[int, int], list[str]] = {}
    for name, year, kind in sorted(rows):
        groups.setdefault((kind, year), []).append(name)
    kinds = np.array(sorted({kind for kind, _ in groups}), dtype=np.int64)
    for sentence in open_[~flagged[open_] & np.isin(classes[open_], kinds)].tolist():
        report = int(batch.report[sentence])
        region = batch.regions[report]
        names = groups.get((int(classes[sentence]), int(batch.year[report])), ())
        flagged[sentence] = bool(region) and any(name.startswith(region[-1]) for name in names)


def _wide(right: IntArray) -> int:
    """Return the factor by which ``_distinct_pairs`` packs."""
    return int(right.max(initial=0)) + 1


def _distinct_pairs(left: IntArray, right: IntArray) -> IntArray:
    """Return the distinct pairs, packed left * (max(right) + 1) + right, ascending."""
    if not len(left):
        return np.zeros(0, dtype=np.int64)
    packed = np.sort(left * (int(right.max()) + 1) + right)
    return packed[np.concatenate(([True], packed[1:] != packed[:-1]))]


def apply_templates(
    batch: Batch, encoded: Encoded, templates: Templates, eligible: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Say of each sentence whether one of these templates fixes it, in its group or in a place that the group lies in."""
    flagged = np.zeros(batch.n_sentences, dtype=bool)
    for row in templates.rows:
        if not row.keep:
            continue
        hit = eligible & (encoded.masked_hash == pattern_hash(row.pattern))
        for sentence in np.flatnonzero(hit).tolist():
            report = int(batch.report[sentence])
            regions = batch.regions[report]
            above = bool(regions) and row.group.startswith(regions[-1])  # who wrote the template or passed it on
            same_year = row.year in (0, int(batch.year[report]))
            if same_year and (not row.group or row.group in regions or above):
                flagged[sentence] = True
    return flagged


__all__ = ["Template", "Templates", "apply_templates", "fixed_sentences", "learn_templates"]
