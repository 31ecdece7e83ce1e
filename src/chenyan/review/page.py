"""Build the review page: one self-contained file, or an index with one file a group of agencies."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from chenyan.files import write_whole
from chenyan.review.data import review_data
from chenyan.types import ReportError

__all__ = ["MAX_FLAGS", "build_review", "review_pages"]

MAX_FLAGS = 5_000  # per page; above it the review is split by agency
_OPEN = '<script type="application/json" id="data">'


def review_pages(
    audit: Any,
    *,
    only: Collection[str] | None = None,
    max_flags: int = MAX_FLAGS,
    coder: str = "",
    blind: bool = False,
) -> dict[str, bytes]:
    """Return the review pages of an audit by file name.

    Parameters
    ----------
    audit : Audit
        What to review.
    only : collection of str, optional
        Fingerprints of the flags to show (a sample); None shows all.
    max_flags : int, default 5000
        Most flags on one page; above it, ``review.html`` becomes an index and the flags go to ``review/1.html`` …, the
        agencies kept together. Pages of 20,000 flags still work; smaller ones open faster and mail better.
    coder : str, optional
        Name that the page opens with.
    blind : bool, default False
        Leave out how sure the rule is, so that it does not sway the coder.

    Returns
    -------
    dict of str to bytes
        ``review.html`` first. The same audit gives the same bytes.

    Examples
    --------
    >>> import chenyan as cy
    >>> text = "青河镇2021年工作年度报告\\n五、存在的主要问题及改进情况\\n2021年，我镇将进一步加强培训。\\n2022年1月20日"
    >>> audit = cy.audit(cy.Corpus([cy.report_from_text(text, genre="ogi")]), select="Y02")
    >>> list(review_pages(audit))
    ['review.html']
    """
    data = {**review_data(audit, only), "coder": coder}
    if blind:
        at = data["fields"].index("confidence")
        data["flags"] = [[*flag[:at], None, *flag[at + 1 :]] for flag in data["flags"]]
    return render_pages(data, max_flags=max_flags)


def render_pages(data: Mapping[str, Any], *, max_flags: int = MAX_FLAGS) -> dict[str, bytes]:
    """Render the pages of ready data."""
    return dict(each_page(data, max_flags=max_flags))


def each_page(data: Mapping[str, Any], *, max_flags: int = MAX_FLAGS) -> Iterator[tuple[str, bytes]]:
    """Yield the pages one by one, the index first."""
    data = {"coder": "", **data}
    if len(data["flags"]) <= max_flags:
        yield "review.html", render({**data, "pages": [], "page": ""})
        return
    groups = _split(data, max_flags)
    links: list[dict[str, Any]] = [
        {"href": f"review/{number}.html", "agencies": agencies, "n": len(flags)}
        for number, (agencies, flags) in enumerate(groups, 1)
    ]
    bare: dict[str, Any] = {**data, "flags": [], "tables": [], "reports": [], "pages": links, "page": ""}
    yield "review.html", render({**bare, **_counts(data)})
    for link, (_, flags) in zip(links, groups, strict=True):
        yield link["href"], render({**_part(data, flags), "pages": [], "page": link["href"]})


def _counts(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the counts that an index shows, as it holds no flags itself."""
    counts: dict[str, dict[str, int]] = {"code": {}, "severity": {}, "year": {}, "agency": {}}
    for flag in data["flags"]:
        report = data["reports"][flag[1]]
        keys = {"code": flag[2], "severity": flag[3], "year": report["year"], "agency": report["agency"]}
        for name, key in keys.items():
            label = "" if key is None else str(key)
            counts[name][label] = counts[name].get(label, 0) + 1
    ordered = {name: dict(sorted(found.items())) for name, found in counts.items()}
    return {"counts": ordered, "n_flags": len(data["flags"])}


def _split(data: Mapping[str, Any], max_flags: int) -> list[tuple[list[str], list[list[Any]]]]:
    """Group the flags by agency into pages of at most ``max_flags``; one agency alone may exceed it."""
    by_agency: dict[str, list[list[Any]]] = {}
    for flag in data["flags"]:
        report = data["reports"][flag[1]]
        by_agency.setdefault(report["agency"] or report["id"], []).append(flag)
    groups: list[tuple[list[str], list[list[Any]]]] = []
    for agency, flags in sorted(by_agency.items()):
        if groups and len(groups[-1][1]) + len(flags) <= max_flags:
            groups[-1][0].append(agency)
            groups[-1][1].extend(flags)
        else:
            groups.append(([agency], list(flags)))
    return groups


def _part(data: Mapping[str, Any], flags: Sequence[list[Any]]) -> dict[str, Any]:
    """Return the data with these flags alone: the reports, tables and rules that they use, renumbered."""
    used_reports = sorted({flag[1] for flag in flags})
    used_tables = sorted({flag[-1][0] for flag in flags if flag[-1]})
    report_at = {old: new for new, old in enumerate(used_reports)}
    table_at = {old: new for new, old in enumerate(used_tables)}
    codes = {flag[2] for flag in flags}
    return {
        **data,
        "flags": [
            [flag[0], report_at[flag[1]], *flag[2:-1], [table_at[flag[-1][0]], flag[-1][1]] if flag[-1] else None]
            for flag in flags
        ],
        "reports": [data["reports"][old] for old in used_reports],
        "tables": [data["tables"][old] for old in used_tables],
        "rules": {code: rule for code, rule in data["rules"].items() if code in codes},
    }


@cache
def _asset(name: str) -> str:
    return (files("chenyan.review") / "templates" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _csp_hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def embed(data: Mapping[str, Any]) -> str:
    """Return JSON that can stand in a script element: nothing in it can end the element or open a tag."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def render(data: Mapping[str, Any]) -> bytes:
    """Render one page."""
    from jinja2 import Environment
    from markupsafe import Markup

    style, script = _asset("page.css"), _asset("page.js")
    # The data is escaped by embed(); style and script are our own files, named in the policy by their hashes.
    page = (
        Environment(autoescape=True, keep_trailing_newline=True)
        .from_string(_asset("page.html.j2"))
        .render(
            version=data["version"],
            style=Markup(style),  # noqa: S704
            script=Markup(script),  # noqa: S704
            style_hash=Markup(_csp_hash(style)),  # noqa: S704
            script_hash=Markup(_csp_hash(script)),  # noqa: S704
            data=Markup(embed(data)),  # noqa: S704
        )
    )
    return page.encode("utf-8", "replace")


def read_page(path: Path) -> dict[str, Any]:
    """Return the data that a page holds."""
    text = path.read_text(encoding="utf-8")
    start = text.find(_OPEN)
    end = text.find("</script>", start)
    if start < 0 or end < 0:
        raise ReportError(
            f"{path}: not a review page of chenyan; run `chenyan audit SOURCE -o OUT` again"
            " 不是 chenyan 的复核页面，请重新运行 chenyan audit"
        )
    data = json.loads(text[start + len(_OPEN) : end])
    return dict(data)


def build_review(folder: str | Path, *, max_flags: int = MAX_FLAGS) -> Path:
    """Build the review page of an output folder anew, from the data in its pages.

    Use it after an update of chenyan, or to split or join the pages.

    Parameters
    ----------
    folder : path
        What an audit wrote.
    max_flags : int, default 5000
        Most flags on one page.

    Returns
    -------
    Path
        The page to open.

    Raises
    ------
    ReportError
        Where the folder has no review page.

    Examples
    --------
    >>> import tempfile
    >>> import chenyan as cy
    >>> corpus = cy.Corpus([cy.report_from_text("2022年，我镇公开信息80条。", year=2022)])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = cy.audit(corpus, select="Y").save(folder, figures=False)
    ...     build_review(folder).name
    'review.html'
    """
    place = Path(folder)
    index = place / "review.html"
    if not index.is_file():
        raise ReportError(
            f"{folder}: no review.html; give the folder that `chenyan audit SOURCE -o OUT` wrote"
            " 没有 review.html，请给出 chenyan audit 写出的文件夹"
        )
    data = read_page(index)
    old = [page["href"] for page in data["pages"]]
    if old:
        data = _joined(data, [read_page(place / href) for href in old])
    pages = render_pages(data, max_flags=max_flags)
    for name in sorted(pages, reverse=True):  # the index after the pages that it links to
        write_whole(place / name, pages[name])
    for href in old:
        if href not in pages and (place / href).resolve().is_relative_to(place.resolve()):
            (place / href).unlink(missing_ok=True)
    return index


def _joined(index: Mapping[str, Any], pages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Join the data of split pages, back in the order of reports and places."""
    reports: list[Any] = []
    tables: list[Any] = []
    flags: list[list[Any]] = []
    rules: dict[str, Any] = {}
    for page in pages:
        at_report, at_table = len(reports), len(tables)
        reports.extend(page["reports"])
        tables.extend(page["tables"])
        rules.update(page["rules"])
        for flag in page["flags"]:
            table = [flag[-1][0] + at_table, flag[-1][1]] if flag[-1] else None
            flags.append([flag[0], flag[1] + at_report, *flag[2:-1], table])
    order = sorted(range(len(reports)), key=lambda at: reports[at]["id"])
    place = {old: new for new, old in enumerate(order)}
    flags = [[flag[0], place[flag[1]], *flag[2:]] for flag in flags]
    flags.sort(key=lambda flag: (flag[1], flag[6], flag[7], flag[2]))
    joined = {key: value for key, value in index.items() if key not in ("counts", "n_flags")}
    return {
        **joined,
        "reports": [reports[at] for at in order],
        "tables": tables,
        "flags": flags,
        "rules": dict(sorted(rules.items())),
    }
