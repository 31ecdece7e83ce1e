"""Hostile reports stay data: nothing is run, fetched, or written outside the output folder (see docs/security.md)."""

from __future__ import annotations

import ast
import csv
import importlib.util
import io
import os
import sys
import time
import zipfile
from pathlib import Path

import pytest

import chenyan as cy
from chenyan.auditing.settings import load_settings
from chenyan.cli.app import run
from chenyan.files import FORMULA_STARTS
from chenyan.store import ResultStore, make_key
from chenyan.types import ReportError, SettingsError
from helpers.batches import write_batch

sys.path.insert(0, str(Path(__file__).parent / "corpus"))
import make_files as make

ROOT = Path(__file__).resolve().parents[1]
SOURCE = sorted((ROOT / "src" / "chenyan").rglob("*.py"))
MADE = make.report("青河镇", 2021, 5)
SECRET = "words-of-a-file-that-no-report-may-name"


def calls(tree: ast.AST) -> set[str]:
    """Return the names of all functions called, dotted."""
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def imports(tree: ast.AST) -> set[str]:
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return found | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def offenders(modules: set[str], functions: frozenset[str] | set[str] = frozenset()) -> list[tuple[str, str]]:
    """Return (file, name) of each import or call in the package that is on the lists."""
    found = []
    for path in SOURCE:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [(path.name, name) for name in sorted((imports(tree) & modules) | (calls(tree) & functions))]
    return found


def test_no_code_comes_from_data() -> None:
    assert len(SOURCE) > 100
    assert not offenders(
        {"pickle", "marshal", "shelve", "dill", "cloudpickle", "yaml", "subprocess"},
        {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "pd.read_pickle"},
    )
    assert not [path.name for path in SOURCE if "allow_pickle=True" in path.read_text(encoding="utf-8")]
    assert offenders({"json"}, {"sorted"})  # the search itself finds things


def test_no_module_talks_to_the_network() -> None:
    assert not offenders({"socket", "urllib.request", "http.client", "requests", "httpx", "ftplib", "smtplib"})


def outside(folder: Path, out: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and out not in path.parents}


def test_members_of_archives_are_never_written_by_their_path(tmp_path: Path) -> None:
    names = ["../../evil.txt", "/etc/evil.txt", "..\\evil.txt", "C:\\evil.txt", "good.txt"]
    source = tmp_path / "deep" / "er"
    source.mkdir(parents=True)
    (source / "batch.zip").write_bytes(make.archive({name: make.as_txt(MADE) for name in names}))
    before = outside(tmp_path, tmp_path / "nowhere")
    corpus = cy.read_corpus(source / "batch.zip", progress=False)
    assert len(corpus) >= 1
    assert outside(tmp_path, tmp_path / "nowhere") == before
    assert not Path("/etc/evil.txt").exists()


def test_ids_with_paths_in_them_name_no_files(tmp_path: Path) -> None:
    text = make.as_text(MADE)
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["id", "year", "agency", "text"])
    for number, name in enumerate(["../../evil", "/etc/evil", "a/../../../b", "..", "CON", "x\x00y"]):
        writer.writerow([name, 2021, f"第{number}镇人民政府", text])
    source = tmp_path / "batch.csv"
    source.write_text(stream.getvalue(), encoding="utf-8")
    out = tmp_path / "one" / "two" / "out"
    assert run(["audit", str(source), "-o", str(out), "--no-figures", "--quiet"]) == 0
    assert outside(tmp_path, out) == {source}


@pytest.mark.parametrize("name", ["../x.csv", "/x.csv", "a/../../x.csv", "", "c:x", "a\\b"])
def test_the_writer_refuses_names_that_lead_outside(name: str, tmp_path: Path) -> None:
    from chenyan.export.folder import FolderWriter

    writer = FolderWriter(tmp_path / "out")
    with pytest.raises(ReportError, match="not a file name inside"):
        writer.write(name, b"x")


def with_part(docx: bytes, part: str, change: tuple[bytes, bytes]) -> bytes:
    """Return an Office file whose part is changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                assert change[0] in data
                data = data.replace(*change, 1)
            new.writestr(name, data)
    return buffer.getvalue()


def read_words(data: bytes, name: str, tmp_path: Path) -> str:
    (tmp_path / name).write_bytes(data)
    try:
        corpus = cy.read_corpus(tmp_path / name, progress=False)
    except ReportError:
        return ""
    return "".join(report.text for report in corpus)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_entities_of_office_files_name_no_other_file(kind: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    data = make.as_docx(MADE) if kind == "docx" else make.sheet([MADE], "xlsx")
    part = "word/document.xml" if kind == "docx" else "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        xml = file.read(part)
    root = b"<w:document" if kind == "docx" else b"<worksheet"
    doctype = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    text = b"<w:t" if kind == "docx" else b"<v>"
    at = xml.index(b">", xml.index(text)) + 1
    data = with_part(data, part, (xml, (xml[:at] + b"&x;" + xml[at:]).replace(root, doctype + root, 1)))
    assert SECRET not in read_words(data, f"x.{kind}", tmp_path)


def test_a_billion_laughs_end_soon(tmp_path: Path) -> None:
    data = make.as_docx(MADE)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        xml = file.read("word/document.xml")
    steps = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE d [<!ENTITY l0 "哈">{steps}]>'.encode()
    at = xml.index(b">", xml.index(b"<w:t")) + 1
    changed = (xml[:at] + b"&l9;" + xml[at:]).replace(b"<w:document", doctype + b"<w:document", 1)
    started = time.process_time()
    words = read_words(with_part(data, "word/document.xml", (xml, changed)), "x.docx", tmp_path)
    assert words.count("哈") < 10_000
    assert time.process_time() - started < 10


def test_huge_spans_make_no_huge_table(tmp_path: Path) -> None:
    page = "<table><tr><td colspan=999999999 rowspan=999999999>第五条</td><td>1</td></tr></table>" * 50
    started = time.process_time()
    read_words(f"<html><body><p>青河镇2021年报告</p>{page}</body></html>".encode(), "x.html", tmp_path)
    assert time.process_time() - started < 10


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_loops_of_links_end_and_links_to_the_source_are_not_followed_twice(tmp_path: Path) -> None:
    source = write_batch(tmp_path / "source", 1, (2022,))
    (source / "again").symlink_to(source)
    (source / "2022" / "up").symlink_to("..")
    assert len(cy.read_corpus(source, progress=False)) == 1


def test_scripts_and_formulas_of_reports_are_shown_and_never_run(tmp_path: Path) -> None:
    script = "</script><img src=x onerror=alert(1)>"
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["id", "year", "agency", "text"])
    text = (
        make.as_text(MADE).replace("2021年", "=1+1 2019年", 3)
        + f"\n{script}\n五、存在的主要问题\n一是{script}不够{script}。\n"
    )
    writer.writerow(["=cmd|'/C calc'!A0", 2021, f"@SUM(A1){script}镇人民政府", text])
    source = tmp_path / "batch.csv"
    source.write_text(stream.getvalue(), encoding="utf-8")
    out = tmp_path / "out"
    assert run(["audit", str(source), "-o", str(out), "--no-figures", "--quiet"]) == 0
    flags = list(csv.reader((out / "flags.csv").open(encoding="utf-8-sig", newline="")))
    assert len(flags) > 1
    for path in out.glob("*.csv"):
        for row in csv.reader(path.open(encoding="utf-8-sig", newline="")):
            assert not [cell for cell in row if cell.startswith(FORMULA_STARTS) and not _is_number(cell)], path.name
    page = (out / "review.html").read_text(encoding="utf-8")
    assert "<img src=x" not in page
    assert "default-src 'none'" in page


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "text", ["select = [\"__import__('os').system('x')\"]", "run = 'x'", "[rules.Y02]\ncode = 'x'"]
)
def test_a_configuration_is_data(text: str, tmp_path: Path) -> None:
    path = tmp_path / "chenyan.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        load_settings(path)


def test_a_stored_result_that_was_changed_is_not_used(tmp_path: Path) -> None:
    store = ResultStore(tmp_path)
    key = make_key("read", "x")
    store.put(key, b"made here")
    [file] = [path for path in tmp_path.rglob("*") if path.is_file()]
    file.write_bytes(file.read_bytes().replace(b"made", b"evil"))
    assert store.get(key) is None


def test_no_dependency_has_a_licence_that_binds_users() -> None:
    spec = importlib.util.spec_from_file_location("licences", ROOT / "tools" / "licences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = module.audit()
    assert {"numpy", "lxml", "jieba", "scikit-learn"} <= set(found)
    assert [name for name, words in found.items() if module.is_binding(words)] == []
    assert module.is_binding("GNU Affero General Public License v3")
    assert module.is_binding("GPL-3.0-or-later")
    assert not module.is_binding("LGPL-2.1-only")
    assert not module.is_binding("MIT OR GPL-3.0")
