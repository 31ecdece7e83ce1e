"""Fingerprints name flags by what they say."""

from __future__ import annotations

import chenyan as cy
from chenyan.fingerprint import fingerprint_flags
from chenyan.types import Flag, Severity, Span


def flag_on(report, words, code="Y02", nth=0):
    start = -1
    for _ in range(nth + 1):
        start = report.text.index(words, start + 1)
    return Flag(code, "made", Span(report.report_id, start, start + len(words)), "", "", Severity.HIGH, 0.9)


def report_of(text, report_id="r", year=2022, agency="甲镇人民政府"):
    return cy.report_from_text(text, report_id=report_id, year=year, agency=agency)


def name_of(report, words, **how):
    return fingerprint_flags([flag_on(report, words, **how)], cy.Corpus([report]))[0]


def test_moved_words_a_renamed_file_and_blanks_keep_the_name():
    first = name_of(report_of("2021年，我镇将继续完善目录。"), "2021年")
    moved = name_of(report_of("加了一段。\n2021 年，我镇将继续完善目录。", report_id="renamed"), "2021 年")
    wide = name_of(report_of("２０２１年，我镇将继续完善目录。"), "２０２１年")
    assert first == moved == wide
    assert len(first) == 16


def test_another_unit_year_rule_or_wording_has_another_name():
    text = "2021年，我镇将继续完善目录。2020年。"
    names = {
        name_of(report_of(text), "2021年"),
        name_of(report_of(text, agency="乙镇人民政府"), "2021年"),
        name_of(report_of(text, year=2023), "2021年"),
        name_of(report_of(text), "2021年", code="Y03"),
        name_of(report_of(text), "2020年"),
    }
    assert len(names) == 5


def test_equal_quotes_are_numbered_by_place_whatever_the_order_of_the_flags():
    report = report_of("2021年，将完善目录。2021年，将加强培训。")
    corpus = cy.Corpus([report])
    flags = [flag_on(report, "2021年", nth=0), flag_on(report, "2021年", nth=1)]
    names = fingerprint_flags(flags, corpus)
    assert names[0] != names[1]
    assert fingerprint_flags(flags[::-1], corpus) == names[::-1]


def test_an_unknown_agency_is_known_by_its_opening_not_by_its_file():
    one = report_of("关于公开工作的报告\n2021年，将完善目录。", report_id="folder/a", agency=None)
    two = report_of("关于公开工作的报告\n2021年，将完善目录。", report_id="other/b", agency=None)
    assert name_of(one, "2021年") == name_of(two, "2021年")


def test_missing_parts_without_words_are_told_apart_by_what_was_expected():
    report = report_of("一、总体情况\n公开信息。")
    flags = [
        Flag("S01", "missing", Span("r", 0, 0), "", "", Severity.HIGH, 0.9, expected=expected)
        for expected in ("第三部分", "第五部分")
    ]
    names = fingerprint_flags(flags, cy.Corpus([report]))
    only_second = fingerprint_flags(flags[1:], cy.Corpus([report]))
    assert names[1] == only_second[0] != names[0]
