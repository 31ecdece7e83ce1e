"""The review page as a file: self-contained, escaped, split, rebuilt."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from chenyan.export import write_audit
from chenyan.review import build_review, review_pages
from chenyan.review.page import embed, read_page
from chenyan.types import ReportError


def test_the_page_is_one_file_that_asks_for_nothing(made):
    page = review_pages(made.make_audit())["review.html"].decode()
    assert not re.findall(r"""(?:src|href)\s*=\s*["']?(?!#)[a-z/]""", page.split('id="data">')[0])
    assert "http:" not in page.split('id="data">')[0]
    assert "@import" not in page
    assert "url(" not in page


def test_the_policy_allows_this_script_and_this_style_alone(made):
    page = review_pages(made.make_audit())["review.html"].decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1)
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL).group(1)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL).group(1)
    for text, rule in ((script, "script-src"), (style, "style-src")):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert parts[rule] == f"'sha256-{digest}'"
    assert parts["default-src"] == "'none'"
    assert "unsafe" not in policy
    assert len(re.findall(r"<script", page)) == 2  # the data and the one script


def test_no_text_of_a_report_can_end_the_data(made, tmp_path):
    page = review_pages(made.make_audit(extra=made.HOSTILE + "<!--\u2028&"))["review.html"].decode()
    data = page.split('id="data">')[1].split("</script>")[0]
    assert not set("<>&\u2028") & set(data)
    path = tmp_path / "p.html"
    path.write_text(page, encoding="utf-8")
    assert made.HOSTILE in read_page(path)["reports"][0]["agency"]


def test_embedded_json_says_the_same_as_the_data():
    import json

    data = {"a": "</script><!-- & \u2028 ' \" \\", "n": [1, None]}
    assert json.loads(embed(data)) == data


def test_many_flags_are_split_by_agency_and_none_is_lost(made, tmp_path):
    audit = made.make_audit(6, 5)
    whole = read_of(review_pages(audit), tmp_path, "review.html")
    pages = review_pages(audit, max_flags=25)
    assert list(pages) == ["review.html", "review/1.html", "review/2.html", "review/3.html"]
    index = read_of(pages, tmp_path, "review.html")
    assert index["flags"] == []
    assert sum(index["counts"]["code"].values()) == index["n_flags"] == 60
    seen = []
    for link in index["pages"]:
        part = read_of(pages, tmp_path, link["href"])
        assert len(part["flags"]) == link["n"] <= 25
        assert {part["reports"][flag[1]]["agency"] for flag in part["flags"]} == set(link["agencies"])
        assert part["batch"] == whole["batch"]
        seen += [flag[0] for flag in part["flags"]]
    assert sorted(seen) == sorted(flag[0] for flag in whole["flags"])


def read_of(pages, folder, name):
    path = folder / "one.html"
    path.write_bytes(pages[name])
    return read_page(path)


def test_the_page_is_rebuilt_from_a_folder_whole_or_split(made, tmp_path):
    folder = write_audit(made.make_audit(6, 5), tmp_path / "out", figures=False)
    before = (folder / "review.html").read_bytes()
    build_review(folder, max_flags=25)
    assert (folder / "review" / "3.html").exists()
    assert build_review(folder) == folder / "review.html"
    assert (folder / "review.html").read_bytes() == before
    assert not list((folder / "review").glob("*"))


def test_a_folder_without_a_page_is_named(tmp_path):
    with pytest.raises(ReportError, match=r"no review\.html"):
        build_review(tmp_path)
    (tmp_path / "review.html").write_text("<p>something else</p>", encoding="utf-8")
    with pytest.raises(ReportError, match="not a review page"):
        build_review(tmp_path)


def test_a_broken_sum_marks_its_cells_and_shows_the_table_once(made, tmp_path):
    data = read_of(review_pages(made.table_audit()), tmp_path, "review.html")
    flag = dict(zip(data["fields"], data["flags"][0], strict=True))
    assert flag["table"] == [0, [[0, 0, 0], [0, 1, 0], [0, 2, 0], [0, 3, 0], [0, 4, 1]]]
    assert flag["related"] == []
    assert data["tables"][0]["columns"][4] == "总计"
    assert data["tables"][0]["cells"][0] == ["2", "1", "0", "0", "4"]


def test_a_very_long_quote_is_cut_on_the_page_and_says_so(made, tmp_path):
    import chenyan as cy
    from chenyan.auditing.result import Audit, Flags, Skips
    from chenyan.auditing.settings import Settings
    from chenyan.types import Flag, Severity, Span

    report = cy.report_from_text("一" * 5000, report_id="r", year=2022, agency="甲局")
    corpus = cy.Corpus([report])
    flag = Flag("B01", "made", Span("r", 10, 4010), "", "", Severity.LOW, 0.9)
    data = read_of(
        review_pages(Audit(corpus, Flags([flag], corpus), Skips([]), Settings(select=("L",)))), tmp_path, "review.html"
    )
    shown = dict(zip(data["fields"], data["flags"][0], strict=True))
    assert (len(shown["words"]), shown["cut"], len(shown["before"]), len(shown["after"])) == (1500, 2500, 10, 120)
