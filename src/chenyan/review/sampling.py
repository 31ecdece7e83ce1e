"""Draw the flags that coders judge, and hand each coder a sheet of their own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from chenyan import __version__
from chenyan.display import html_frame
from chenyan.files import csv_bytes, json_bytes, write_whole
from chenyan.frames import to_frame
from chenyan.review.page import review_pages
from chenyan.types import Flag, SettingsError, Severity

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PLANS", "Sample", "sample_flags", "write_sheets"]

PLANS = ("random_by_rule", "stratified", "all_high")
SHEET_COLUMNS = (
    "number", "fingerprint", "code", "report_id", "agency", "year", "before", "words", "after", "message_zh", "message",
    "decision", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """Flags drawn for review.

    Attributes
    ----------
    rows : tuple of dict
        One a flag: ``fingerprint``, ``code``, ``report_id``, ``stratum``, ``n_stratum``, ``n_drawn``, ``weight`` (how
        many flags of the batch it stands for).
    """

    rows: tuple[dict[str, Any], ...]
    params: dict[str, Any] = field(default_factory=dict)
    version: str = __version__

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The flags' fingerprints, in the order of the batch."""
        return tuple(row["fingerprint"] for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a drawn flag."""
        columns = {
            "fingerprint": "str", "code": "str", "report_id": "str", "stratum": "str", "n_stratum": "int",
            "n_drawn": "int", "weight": "float",
        }  # fmt: skip
        return to_frame(self.rows, columns)

    def __repr__(self) -> str:
        n_strata = len({row["stratum"] for row in self.rows})
        return f"<Sample: {len(self.rows)} flags of {n_strata} strata, plan {self.params.get('plan')}>"

    def _repr_html_(self) -> str:
        return html_frame(self.to_frame(), caption=repr(self))


def sample_flags(audit: Any, plan: str = "random_by_rule", *, n: int = 30, seed: int = 0) -> Sample:
    """Draw flags for review.

    Parameters
    ----------
    audit : Audit
        The batch.
    plan : {"random_by_rule", "stratified", "all_high"}, default "random_by_rule"
        ``random_by_rule`` draws ``n`` flags of each rule: equal precision of each rule's estimate. ``stratified``
        draws ``n`` flags in all, spread over rule x severity x year in proportion, at least one each as far as ``n``
        goes: an estimate for the batch. ``all_high`` takes every flag of high severity.
    n : int, default 30
        How many (see ``plan``); without meaning for ``all_high``.
    seed : int, default 0
        Seed of the draw. The draw of one rule does not depend on the flags of the others.

    Returns
    -------
    Sample

    Raises
    ------
    SettingsError
        Where the plan is not known or ``n`` is not positive.

    Examples
    --------
    >>> import chenyan as cy
    >>> text = "青河镇2021年工作年度报告\\n五、存在的主要问题及改进情况\\n2021年，我镇将进一步加强培训。\\n2022年1月20日"
    >>> audit = cy.audit(cy.Corpus([cy.report_from_text(text, genre="ogi")]), select="Y02")
    >>> sample_flags(audit, n=5)
    <Sample: 1 flags of 1 strata, plan random_by_rule>
    """
    if plan not in PLANS:
        raise SettingsError(f"plan {plan!r}: choose one of {', '.join(PLANS)} 没有这种抽样方案")
    if n < 1:
        raise SettingsError(f"n={n}: draw at least one flag 至少抽取一条标记")
    strata: dict[str, list[tuple[str, Flag]]] = {}
    for flag, name in zip(audit.flags.records, audit.flags.fingerprints, strict=True):
        if plan == "all_high" and flag.severity is not Severity.HIGH:
            continue
        year = audit.corpus[flag.evidence.report_id].year
        key = f"{flag.code}|{flag.severity}|{year or ''}" if plan == "stratified" else flag.code
        strata.setdefault(key, []).append((name, flag))
    sizes = {key: len(flags) for key, flags in sorted(strata.items())}
    if plan == "stratified":
        drawn = _spread(sizes, n)
    else:
        drawn = {key: size if plan == "all_high" else min(n, size) for key, size in sizes.items()}
    rows = []
    for key in sizes:
        # by fingerprint, so that the draw does not depend on ids or the order of files
        flags = sorted(strata[key], key=lambda item: item[0])
        order = np.random.default_rng([seed, *key.encode()]).permutation(len(flags))[: drawn[key]]
        for at in order:
            name, flag = flags[int(at)]
            rows.append(
                {
                    "fingerprint": name,
                    "code": flag.code,
                    "report_id": flag.evidence.report_id,
                    "stratum": key,
                    "n_stratum": sizes[key],
                    "n_drawn": drawn[key],
                    "weight": sizes[key] / drawn[key],
                }
            )
    place = {name: at for at, name in enumerate(audit.flags.fingerprints)}
    rows.sort(key=lambda row: place[row["fingerprint"]])
    return Sample(tuple(rows), {"plan": plan, "n": n, "seed": seed})


def _spread(sizes: dict[str, int], n: int) -> dict[str, int]:
    """Share ``n`` draws among strata: one each, largest first, then in proportion by largest remainder."""
    total = sum(sizes.values())
    n = min(n, total)
    drawn = dict.fromkeys(sizes, 0)
    for key in sorted(sizes, key=lambda key: (-sizes[key], key))[:n]:
        drawn[key] = 1
    for _ in range(n - sum(drawn.values())):
        open_strata = [key for key in sizes if drawn[key] < sizes[key]]
        key = max(open_strata, key=lambda key: (n * sizes[key] / total - drawn[key], sizes[key]))
        drawn[key] += 1
    return drawn


def write_sheets(
    audit: Any, sample: Sample, folder: str | Path, *, coders: Sequence[str] = ("A", "B"), seed: int = 0
) -> list[Path]:
    """Write one blind coding sheet and one review page a coder.

    Parameters
    ----------
    audit : Audit
        The batch.
    sample : Sample
        What to judge.
    folder : path
        Where to; ``sheet-A.csv``, ``review-A.html``, … and ``sample.json`` (the draw with its weights).
    coders : sequence of str, default ("A", "B")
        Names or codes. Each gets the flags in an order of their own and sees neither the others' decisions nor how sure
        the rule is. Fill ``decision`` with right, wrong or unsure.
    seed : int, default 0
        Seed of the orders.

    Returns
    -------
    list of Path

    Raises
    ------
    SettingsError
        Where a coder's name is empty, used twice, or cannot be part of a file name.

    Examples
    --------
    >>> import tempfile
    >>> import chenyan as cy
    >>> text = "青河镇2021年工作年度报告\\n五、存在的主要问题及改进情况\\n2021年，我镇将进一步加强培训。\\n2022年1月20日"
    >>> audit = cy.audit(cy.Corpus([cy.report_from_text(text, genre="ogi")]), select="Y02")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_sheets(audit, sample_flags(audit), folder)]
    ['sample.json', 'sheet-A.csv', 'review-A.html', 'sheet-B.csv', 'review-B.html']
    """
    target = Path(folder)
    if len(set(coders)) != len(coders):
        raise SettingsError(f"coders {list(coders)}: give each a name of their own 编码员须各有其名")
    for coder in coders:
        if not coder or not all(char.isalnum() or char in "-_" for char in coder):
            raise SettingsError(f"coder {coder!r}: use letters, digits, - and _ 编码员名只能用字母、数字、- 与 _")
    chosen = set(sample.fingerprints)
    rows = _sheet_rows(audit, chosen)
    written = [write_whole(target / "sample.json", json_bytes({"params": sample.params, "flags": list(sample.rows)}))]
    for coder in coders:
        order = np.random.default_rng([seed, *coder.encode()]).permutation(len(rows))
        own = [{**rows[int(at)], "number": number} for number, at in enumerate(order, 1)]
        written.append(write_whole(target / f"sheet-{coder}.csv", csv_bytes(own, SHEET_COLUMNS)))
        pages = review_pages(audit, only=chosen, max_flags=max(len(rows), 1), coder=coder, blind=True)
        written.append(write_whole(target / f"review-{coder}.html", pages["review.html"]))
    return written


def _sheet_rows(audit: Any, chosen: set[str]) -> list[dict[str, Any]]:
    rows = []
    for row in audit.flags.rows():
        if row["fingerprint"] in chosen:
            text = audit.corpus[row["report_id"]].text
            before, after = text[max(0, row["start"] - 120) : row["start"]], text[row["end"] : row["end"] + 120]
            plain = json.loads(json.dumps({key: row[key] for key in row if key != "related"}, default=str))
            rows.append({**plain, "before": before, "after": after, "decision": "", "note": ""})
    return rows
