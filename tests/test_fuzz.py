"""Anything goes in, nothing crashes: mutated files, Chinese-like texts, hostile repeats.

``CHENYAN_FUZZ=100000 pytest -k fuzz`` runs that many inputs a reader.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import chenyan as cy
from chenyan.auditing.judge import judge_case
from chenyan.auditing.settings import Settings
from chenyan.case import Case
from chenyan.corpus.decode import decode
from chenyan.corpus.readers import ARCHIVES, SHEETS, UnreadableError, read_document
from chenyan.corpus.readers.sheets import rows
from chenyan.corpus.report import Report
from chenyan.corpus.sniff import sniff
from chenyan.numbers import read_numbers
from chenyan.problems import read_problems
from chenyan.reuse.measures_specific import find_informative_numbers, find_specific
from chenyan.text import fold
from chenyan.text.numerals import find_numbers, parse_number
from chenyan.text.sentences import split_clauses, split_sentences
from chenyan.years import read_years

sys.path.insert(0, str(Path(__file__).parent / "corpus"))
import make_files as make

EXAMPLES = int(os.environ.get("CHENYAN_FUZZ", "60"))
fuzzed = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
LIMIT = 10.0  # seconds that one input may take, on any machine

MADE = make.report("青河镇", 2021, 5)
FILES: dict[str, bytes] = {
    "txt": make.as_txt(MADE),
    "gbk": make.as_text(MADE).encode("gb18030"),
    "utf16": make.as_text(MADE).encode("utf-16"),
    "html": make.as_html(MADE),
    "docx": make.as_docx(MADE),
    "pdf": make.as_pdf(MADE),
    "csv": make.sheet([MADE], "csv"),
    "jsonl": make.sheet([MADE], "jsonl"),
    "xlsx": make.sheet([MADE], "xlsx"),
    "rtf": rb"{\rtf1\ansicpg936 " + make.as_text(MADE).encode("gb18030") + b"}",
    "md": ("# 报告\n\n| 项目 | 数 |\n|---|---|\n| 申请 | 3 |\n\n" + make.as_text(MADE)).encode(),
    "mhtml": b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + make.as_html(MADE),
}

# The words that grammars and rules look for, and what stands between them.
WORDS = [
    "一、", "二、", "五、", "（一）", "(2)", "1.", "1、", "第一，", "一是", "二是", "三是", "其中", "其中：", "将",
    "下一步", "下一年", "2021年", "2022年", "二〇二二年", "今年", "去年", "上年度", "本年度", "截至", "12月31日",
    "1月1日至", "2019—2022年", "总体情况", "存在的主要问题及改进情况", "主动公开", "依申请公开", "收到", "受理",
    "办结", "结转", "申请", "件", "条", "80", "1,234", "98.5%", "0", "三件", "十二", "较上年增长", "下降", "不够",
    "存在", "问题", "改进", "加强", "培训", "《政府信息公开条例》", "〔2021〕30号", "“", "”", "《", "》", "（",
    "）", "，", "。", "；", "：", "、", "、和", "\n", "\t", " ", "\u3000", "|", "无", "/", "-", "清河镇人民政府",
    "我局", "各部门", "表", "合计", "规章", "规范性文件", "行政许可", "行政处罚", "予以公开", "部分公开", "不予公开",
    "行政复议", "行政诉讼", "结果维持", "总计", "\ufeff", "\x00", "\U00020bb7", "é", "A", "…", "——",
]  # fmt: skip
chinese = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.text(max_size=3)), max_size=80).map(
    "".join
)
inputs = st.tuples(
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=20)), max_size=8), st.floats(0.05, 1)
)


def mutate(data: bytes, edits: list[tuple[float, int, bytes]], keep: float) -> bytes:
    out = bytearray(data)
    for place, removed, added in edits:
        at = int(place * len(out))
        out[at : at + removed] = added
    return bytes(out[: int(len(out) * keep) + 1])


def check_report(report: Report) -> None:
    """Every offset lies in the text."""
    size = len(report.text)
    for section in report.sections:
        assert 0 <= section.start <= section.body_start <= section.end <= size
    for node in report.outline:
        assert 0 <= node.start <= node.end <= size
        assert -1 <= node.parent < len(report.outline)
    last = 0
    for sentence in report.sentences:
        assert last <= sentence.start < sentence.end <= size
        last = sentence.end
    for table in report.tables:
        assert 0 <= table.start <= table.end <= size
        for cell in table.cells:
            assert 0 <= cell.start <= cell.end <= size


@pytest.mark.parametrize("kind", sorted(FILES))
@fuzzed
@example(change=([(0.0078125, 1, b"")], 1.0))  # a PDF one of whose later pages cannot be opened
@example(change=([(0.0, 19, b"\x00"), (0.3828125, 0, b"?")], 1.0))  # a page with <?td …>
@given(change=inputs)
def test_fuzz_reader(kind: str, change: tuple[list[tuple[float, int, bytes]], float]) -> None:
    data = mutate(FILES[kind], *change)
    started = time.process_time()
    found = sniff(data, f"x.{kind}")
    try:
        if found in SHEETS:
            for _ in rows(data, found):
                pass
        elif found not in ARCHIVES:
            document = read_document(data, f"x.{kind}", found)
            for grid in document.grids:
                assert 0 <= grid.start <= grid.end <= len(document.text)
                for cell in grid.cells:
                    assert document.text[cell.start : cell.end] == cell.text
    except UnreadableError:
        pass  # a refusal with a reason is an answer
    assert time.process_time() - started < LIMIT


@fuzzed
@given(data=st.binary(max_size=400), name=st.sampled_from(["x", "x.txt", "x.html", "x.docx", "x.xlsx", "x.pdf"]))
def test_fuzz_any_bytes(data: bytes, name: str) -> None:
    decoded = decode(data)
    assert isinstance(decoded.text, str)
    assert decoded.encoding
    assert sniff(data, name)


@fuzzed
@given(text=st.one_of(chinese, st.text(max_size=200)))
def test_fuzz_fold(text: str) -> None:
    plain = fold(text)
    assert len(plain.text) == len(text)
    compact = fold(text, compact=True)
    for start in range(0, len(compact.text), 7):
        end = min(start + 5, len(compact.text))
        low, high = compact.to_original(start, end)
        assert 0 <= low <= high <= len(text)


@fuzzed
@given(text=st.one_of(chinese, st.text("0123456789.,，零〇一二两三四五六七八九十百千万亿点 ", max_size=40)))
def test_fuzz_numerals(text: str) -> None:
    parse_number(text)
    for number in find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)


@fuzzed
@given(text=chinese)
def test_fuzz_sentences(text: str) -> None:
    for split in (split_sentences, split_clauses):
        last = 0
        for start, end in split(text):
            assert last <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
            last = end


@fuzzed
@given(text=chinese)
def test_fuzz_names(text: str) -> None:
    for start, end, kind in find_specific(text):
        assert 0 <= start < end <= len(text)
        assert kind
    for start, end in find_informative_numbers(text):
        assert 0 <= start < end <= len(text)


@fuzzed
@given(text=chinese)
def test_fuzz_segmenter_and_tables(text: str) -> None:
    check_report(cy.report_from_text(text, genre="ogi"))
    check_report(cy.report_from_text(make.as_text(MADE)[: len(text) * 9] + text, year=2021))


def report_of(text: str) -> Report:
    return cy.report_from_text(text, year=2022, agency="清河镇人民政府", genre="ogi", level="town")


@fuzzed
@given(text=chinese)
def test_fuzz_measures(text: str) -> None:
    report = report_of("五、存在的主要问题及改进情况\n" + text)
    size = len(report.text)
    for mention in read_years(report).mentions:
        assert 0 <= mention.start < mention.end <= size
    problems = read_problems(report)
    for statement in (*problems.problems, *problems.measures):
        assert 0 <= statement.start < statement.end <= size
    for slot in read_numbers(report).slots:
        assert 0 <= slot.start < slot.end <= size


@fuzzed
@given(text=chinese, before=chinese)
def test_fuzz_rules(text: str, before: str) -> None:
    reports = [
        cy.report_from_text(words, report_id=str(year), year=year, agency="甲镇人民政府", genre="ogi")
        for words, year in ((before, 2021), (text, 2022))
    ]
    reuse = cy.score_reuse(reports, progress=False)
    earlier = Case(reports[0], reuse=reuse.of("2021"))
    case = Case(reports[1], earlier=earlier, reuse=reuse.of("2022"), norms={})
    sizes = {report.report_id: len(report.text) for report in reports}
    judged = judge_case(case, Settings())
    failed = [skip for skip in judged.skips if "failed" in skip.reason]
    assert not failed
    for flag in judged.flags:
        for span in (flag.evidence, *flag.related):
            assert 0 <= span.start <= span.end <= sizes[span.report_id]


REPEATS = [
    "将",
    "（",
    "2021年",
    "一是",
    "其中",
    "、",
    "1.",
    "\t",
    "、和",
    "“",
    "一、\n",
    "3件，",
    "存在不够",
    "|",
    "。",
    "清河镇",
    " ",
]
STEPS: dict[str, Callable[[str], object]] = {
    "fold": lambda text: fold(text, compact=True),
    "numerals": find_numbers,
    "sentences": split_sentences,
    "specific": find_specific,
    "informative": find_informative_numbers,
    "report": report_of,
    "years": lambda text: read_years(report_of(text)),
    "problems": lambda text: read_problems(report_of("五、存在的主要问题及改进情况\n" + text)),
    "numbers": lambda text: read_numbers(report_of(text)),
    "rules": lambda text: judge_case(Case(report_of(text)), Settings()),
}


def seconds(step: Callable[[str], object], text: str) -> float:
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        step(text)
        best = min(best, time.process_time() - started)
        if best > 0.2:
            break
    return best


@pytest.mark.parametrize("name", STEPS)
def test_time_grows_linearly_on_repeats_of_anything(name: str) -> None:
    """Ten times the text takes at most thirty times as long, a hundred times the text three hundred times."""
    step = STEPS[name]
    step("清河镇2021年收到申请3件。")  # whatever is compiled or loaded on first use
    slow = []
    for unit in REPEATS:
        small = max(seconds(step, unit * 200), 0.002)
        for factor in (10, 100):
            taken = seconds(step, unit * 200 * factor)
            if taken > 3 * factor * small:
                # other processes may have disturbed the run: the best of three more decides
                taken = min(seconds(step, unit * 200 * factor) for _ in range(3))
            if taken > 3 * factor * small:
                slow.append((unit, factor, round(small, 4), round(taken, 3)))
                break
    assert not slow
