"""Sources: folders, globs, zips, sheets, manifests; ids that are stable; faults that are said and stop nothing."""

from __future__ import annotations

import json
import os
import tracemalloc
import zipfile
from pathlib import Path

import make_files as make
import pytest

from chenyan.corpus import Corpus, iter_reports, read_corpus
from chenyan.corpus.source import short_id
from chenyan.types import Issue, ReportError

A, B = make.report("青河镇", 2021, 1), make.report("白沙镇", 2021, 2)


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def errors(corpus: Corpus) -> list[str]:
    return [issue.path for issue in corpus.issues if issue.severity == "error"]


def test_a_folder_is_read_with_its_folders(tmp_path: Path) -> None:
    fill(tmp_path, {"2021/青河.txt": make.as_txt(A), "2021/白沙.html": make.as_html(B)})
    corpus = read_corpus(tmp_path)
    assert corpus.ids == ("2021/白沙", "2021/青河")
    assert [report.format for report in corpus] == ["html", "txt"]
    assert [report.source for report in corpus] == ["2021/白沙.html", "2021/青河.txt"]


def test_what_is_no_report_is_left_alone(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {
            "a.txt": make.as_txt(A),
            "README.md": b"about",
            "PROVENANCE.txt": b"from",
            "truth.jsonl": b"{}",
            ".hidden.txt": b"x",
            "~$a.docx": b"lock",
            "__MACOSX/._a.txt": b"x",
        },
    )
    corpus = read_corpus(tmp_path)
    assert (corpus.ids, len(corpus.issues)) == (("a",), 0)


def test_one_bad_file_does_not_sink_the_batch(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {"a.txt": make.as_txt(A), "b.docx": b"PK\x03\x04word/ cut short", "c.txt": b"", "d.pdf": b"%PDF-1.4 x"},
    )
    corpus = read_corpus(tmp_path)
    assert corpus.ids == ("a",)
    assert errors(corpus) == ["b.docx", "c.txt", "d.pdf"]
    assert all(issue.reason and issue.reason_zh for issue in corpus.issues)


def test_strict_stops_at_the_first_bad_file(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": make.as_txt(A), "b.pdf": b"%PDF-1.4 x"})
    with pytest.raises(ReportError, match=r"b\.pdf: damaged PDF"):
        read_corpus(tmp_path, strict=True)


@pytest.mark.parametrize(
    ("name", "message"), [("absent", "no such file or folder"), ("*.txt", "no report matches"), ("", "path is empty")]
)
def test_a_wrong_path_is_named(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(ReportError, match=message):
        read_corpus(str(tmp_path / name) if name else "")


@pytest.mark.parametrize(
    "given",
    [
        "一、总体情况\n2022年，我镇公开信息80条。",
        ["2022年，我镇公开信息80条。" * 200],
        {"清河镇": "2022年，我镇公开信息80条。"},
    ],
)
def test_texts_in_place_of_paths_are_told_where_to_go(given: object) -> None:
    with pytest.raises(ReportError, match=r"report_from_text"):
        read_corpus(given)


def test_a_file_may_be_named_like_a_sentence(tmp_path: Path) -> None:
    fill(tmp_path, {"年报。定稿.txt": make.as_txt(A)})
    assert len(read_corpus(str(tmp_path / "年报。定稿.txt"))) == 1


def test_an_empty_folder_and_an_empty_list_are_errors(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no report in this folder"):
        read_corpus(tmp_path)
    with pytest.raises(ReportError, match="list of sources is empty"):
        read_corpus([])


def test_nothing_readable_names_a_file_and_its_reason(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": b""})
    with pytest.raises(ReportError, match=r"nothing could be read; a\.txt: the file is empty"):
        read_corpus(tmp_path)


def test_ids_that_collide_keep_their_endings(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {"a.txt": make.as_txt(A), "a.html": make.as_html(B), "b.txt": make.as_txt(make.report("北岭镇", 2020, 3))},
    )
    assert read_corpus(tmp_path).ids == ("a.html", "a.txt", "b")


def test_ids_do_not_depend_on_the_order_of_the_list(tmp_path: Path) -> None:
    fill(tmp_path, {"x/a.txt": make.as_txt(A), "y/a.txt": make.as_txt(B)})
    paths = [tmp_path / "x", tmp_path / "y"]
    one, other = read_corpus(paths), read_corpus(paths[::-1])
    assert one.ids == other.ids == ("a.txt", "a.txt~2")
    assert [r.text for r in one] == [r.text for r in other]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": make.as_txt(A)})
    assert read_corpus([tmp_path, tmp_path / "a.txt", tmp_path / "a.txt"]).ids == ("a",)


def test_globs_are_relative_to_their_fixed_part(tmp_path: Path) -> None:
    fill(tmp_path, {"2020/a.txt": make.as_txt(A), "2021/a.txt": make.as_txt(B), "2021/b.md": b"# x"})
    assert read_corpus(str(tmp_path / "*" / "a.txt")).ids == ("2020/a", "2021/a")


def test_loops_of_links_end(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": make.as_txt(A)})
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    corpus = read_corpus(tmp_path)
    assert corpus.ids == ("a",)
    assert errors(corpus) == ["gone.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_pipes_and_folders_named_like_files_are_not_opened(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": make.as_txt(A), "b.docx/c.txt": make.as_txt(B)})
    os.mkfifo(tmp_path / "p.txt")
    corpus = read_corpus(tmp_path)
    assert corpus.ids == ("a", "b.docx/c")
    assert errors(corpus) == ["p.txt"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs file modes and a user without all rights")
def test_a_file_without_permission_is_an_issue(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": make.as_txt(A), "b.txt": make.as_txt(B)})
    (tmp_path / "b.txt").chmod(0)
    assert errors(read_corpus(tmp_path)) == ["b.txt"]


def test_what_the_manifest_says_wins(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": make.as_txt(A), "b.txt": make.as_txt(B)})
    (tmp_path / "manifest.csv").write_text(
        "file,agency,region,level,year,published,series,genre,note\n"
        "a.txt,某某局,某省,县级,2019,2020/1/31,s1,government_work_report,x\nb.txt,,,,2019-2020,,,,\nc.txt,,,,2018,,,,\n",
        encoding="gb18030",
    )
    corpus = read_corpus(tmp_path)
    report = corpus["a"]
    assert (report.agency, report.region, report.level, report.year, report.genre) == (
        "某某局", "某省", "county", 2019, "work_report",
    )  # fmt: skip
    assert (report.published.isoformat(), report.series) == ("2020-01-31", "s1")
    assert corpus["b"].identity.year.source != "manifest"
    assert [(i.path, i.severity) for i in corpus.issues] == [("c.txt", "warning")]


def test_a_manifest_elsewhere_and_as_the_source(tmp_path: Path) -> None:
    fill(tmp_path, {"data/a.txt": make.as_txt(A), "data/b.txt": make.as_txt(B)})
    (tmp_path / "list.csv").write_text("文件,年份\ndata/a.txt,2015\n", encoding="utf-8-sig")
    assert read_corpus(tmp_path / "data", manifest=tmp_path / "list.csv")["a"].year == 2015
    alone = read_corpus(tmp_path / "list.csv")
    assert [(r.report_id, r.year) for r in alone] == [("data/a", 2015)]


def test_a_manifest_without_files_is_an_error(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": make.as_txt(A), "m.csv": b"name,year\nx,1\n"})
    with pytest.raises(ReportError, match="no column 'file'"):
        read_corpus(tmp_path, manifest=tmp_path / "m.csv")


def test_year_and_agency_fill_in(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": make.as_txt(A)})
    report = read_corpus(tmp_path, year=2018, agency="某局")["a"]
    assert (report.year, report.agency) == (2018, "某局")


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx"])
def test_sheets_hold_one_report_a_row(tmp_path: Path, kind: str) -> None:
    (tmp_path / f"batch.{kind}").write_bytes(make.sheet([A, B], kind))
    corpus = read_corpus(tmp_path / f"batch.{kind}")
    assert [(r.report_id, r.agency, r.year, r.published.isoformat(), r.format) for r in corpus] == [
        ("r0000", A.agency, 2021, "2022-01-20", kind),
        ("r0001", B.agency, 2021, "2022-01-20", kind),
    ]
    assert [r.text for r in corpus] == [make.as_text(A), make.as_text(B)]


def test_frames_and_parquet(tmp_path: Path) -> None:
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"text": [make.as_text(A), None, make.as_text(B)], "year": [2021, 2021, None]})
    corpus = read_corpus(frame)
    assert corpus.ids == ("row#1", "row#3")
    assert [issue.path for issue in corpus.issues] == ["DataFrame#2"]
    pytest.importorskip("pyarrow")
    frame.to_parquet(tmp_path / "b.parquet")
    assert read_corpus(tmp_path / "b.parquet").ids == ("b#1", "b#3")


def test_an_unnamed_text_column_is_found_or_asked_for(tmp_path: Path) -> None:
    rows = [{"k": n, "报告材料": make.as_text(made), "备注": "无"} for n, made in enumerate((A, B))]
    (tmp_path / "found.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert len(read_corpus(tmp_path / "found.jsonl")) == 2
    (tmp_path / "short.csv").write_text("k,v\n1,甲\n2,乙\n", encoding="utf-8")
    with pytest.raises(ReportError, match="no text column among k, v; name it with text_column="):
        read_corpus(tmp_path / "short.csv")
    assert len(read_corpus(tmp_path / "short.csv", text_column="v")) == 2
    with pytest.raises(ReportError, match="no column 'w'; the columns are k, v"):
        read_corpus(tmp_path / "short.csv", text_column="w")


def test_bad_rows_are_issues(tmp_path: Path) -> None:
    good = json.dumps({"content": make.as_text(A)})
    (tmp_path / "b.jsonl").write_text(f"{good}\nnot json\n[1]\n{good[:-5]}\n", encoding="utf-8")
    corpus = read_corpus(tmp_path / "b.jsonl")
    assert corpus.ids == ("b#1",)
    assert errors(corpus) == ["b.jsonl#2", "b.jsonl#3", "b.jsonl#4"]


def test_a_sheet_of_one_row_is_named_after_its_file(tmp_path: Path) -> None:
    (tmp_path / "2026_某省.csv").write_text(
        f'province,year,full_text\n某省,2026,"{make.as_text(A)}"\n', encoding="utf-8-sig"
    )
    assert read_corpus(tmp_path).ids == ("2026_某省",)


def test_zips_are_read_without_unpacking(tmp_path: Path) -> None:
    inner = make.archive({"c.txt": make.as_txt(make.report("南坪镇", 2020, 4))})
    pack = make.archive(
        {"x/a.txt": make.as_txt(A), "../../evil.txt": make.as_txt(B), "in.zip": inner, "README.txt": b"x"}
    )
    (tmp_path / "batch.zip").write_bytes(pack)
    corpus = read_corpus(tmp_path / "batch.zip")
    assert corpus.ids == ("batch/evil", "batch/in/c", "batch/x/a")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["batch.zip"]
    assert not (tmp_path.parent.parent / "evil.txt").exists()


def test_names_of_zips_made_on_chinese_windows(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as pack:
        info = zipfile.ZipInfo("x" * 10 + ".txt")
        pack.writestr(info, make.as_txt(A))
    data = (tmp_path / "b.zip").read_bytes().replace(b"x" * 10, "青河镇年报".encode("gbk"))
    (tmp_path / "b.zip").write_bytes(data)
    assert read_corpus(tmp_path).ids == ("b/青河镇年报",)


def test_a_manifest_inside_a_zip_is_heard(tmp_path: Path) -> None:
    pack = make.archive({"d/a.txt": make.as_txt(A), "d/manifest.csv": b"file,year\na.txt,2014\n"})
    (tmp_path / "b.zip").write_bytes(pack)
    assert read_corpus(tmp_path)["b/d/a"].year == 2014


def test_zip_bombs_and_deep_nests_are_refused(tmp_path: Path) -> None:
    deep = make.archive({"a.zip": make.archive({"b.zip": make.archive({"c.txt": b"x"})})})
    fill(tmp_path, {"bomb.zip": make.archive({"a.txt": b" " * 40_000_000}), "deep.zip": deep, "ok.txt": make.as_txt(A)})
    corpus = read_corpus(tmp_path)
    assert corpus.ids == ("ok",)
    assert [issue.path for issue in corpus.issues] == ["bomb.zip/a.txt", "deep.zip/a.zip/b.zip"]
    assert "bomb" in corpus.issues.records[0].reason


def test_one_report_in_two_files_is_read_once(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {"a.txt": make.as_txt(A), "copy/a.docx": make.as_docx(A), "a.pdf": make.as_pdf(A), "b.txt": make.as_txt(B)},
    )
    corpus = read_corpus(tmp_path)
    assert corpus.ids == ("b", "copy/a")
    assert [(i.path, i.severity, i.report_id) for i in corpus.issues] == [
        ("a.pdf", "note", "copy/a"),
        ("a.txt", "note", "copy/a"),
    ]


def test_the_same_words_of_two_agencies_are_two_reports(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": make.as_txt(A), "b.txt": make.as_txt(A)})
    (tmp_path / "manifest.csv").write_text("file,agency\na.txt,甲局\nb.txt,乙局\n", encoding="utf-8")
    assert read_corpus(tmp_path).ids == ("a", "b")


def test_workers_change_nothing(tmp_path: Path) -> None:
    files = {f"{n}.txt": make.as_txt(make.report(f"第{n}镇", 2020, n)) for n in range(20)}
    fill(
        tmp_path, {**files, "bad.pdf": b"%PDF-1.4 x", "s.csv": make.sheet([A, B], "csv"), "z.zip": make.archive(files)}
    )

    def told(workers: int) -> list[tuple[str, ...]]:
        return [
            (item.path, item.reason) if isinstance(item, Issue) else (item.report_id, item.text)
            for item in iter_reports(tmp_path, workers=workers)
        ]

    assert told(1) == told(2)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chenyan.corpus.one_file.MAX_BYTES", 1000)
    fill(tmp_path, {"a.txt": make.as_txt(A)[:900], "b.txt": make.as_txt(B), "s.csv": make.sheet([A, B], "csv")})
    corpus = read_corpus(tmp_path)
    assert corpus.ids == ("a", "r0000", "r0001")
    assert errors(corpus) == ["b.txt"]


@pytest.mark.parametrize(
    ("path", "expected"), [("a/b.txt", "a/b"), ("a/2021.3 报告", "a/2021.3 报告"), ("v1.2/x", "v1.2/x")]
)
def test_ids_are_paths_without_ending(path: str, expected: str) -> None:
    assert short_id(path) == expected


@pytest.mark.real
def test_every_real_file_loads_or_says_why(real_folder: Path) -> None:
    corpus = read_corpus(real_folder)
    assert errors(corpus) == ["kirogovcompare/temp-jinhu-2023.json"]
    assert len(corpus) >= 100
    assert len([r for r in corpus if r.report_id.startswith("national-gwr-jsonl/")]) == 47
    assert corpus["kirogovcompare/hzq2023_working"].text.count("\n") < 120
    assert not [r.report_id for r in corpus if "\ufffd" in r.text]


@pytest.mark.slow
def test_memory_stays_flat_in_the_number_of_reports(tmp_path: Path) -> None:
    (tmp_path / "batch.jsonl").write_bytes(make.sheet([A, B] * 80, "jsonl"))

    def peak(n_reports: int) -> int:
        tracemalloc.start()
        for n, _ in enumerate(iter_reports(tmp_path / "batch.jsonl"), start=1):
            if n == n_reports:
                break
        high = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return high

    peak(20)  # imports and word lists come once
    assert peak(160) < peak(40) + 1_000_000
