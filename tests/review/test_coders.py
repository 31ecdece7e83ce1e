"""Samples, blind sheets, merged decisions, adjudication, carrying over, precision."""

from __future__ import annotations

import csv
import json
from collections import Counter

import pytest

from chenyan.auditing.result import Flags
from chenyan.files import read_csv
from chenyan.review import (
    agreement,
    carry_over,
    merge_decisions,
    precision_by_rule,
    read_decisions,
    sample_flags,
    suggest_thresholds,
    write_sheets,
)
from chenyan.review.page import read_page
from chenyan.types import ReportError, SettingsError, Severity


def exported(path, coder, decisions, code="Y02"):
    rows = [
        {"fingerprint": name, "code": code, "report_id": "r", "decision": given, "note": note, "time": time}
        for name, given, note, time in decisions
    ]
    path.write_text(json.dumps({"format": "chenyan-decisions", "coder": coder, "decisions": rows}), encoding="utf-8")
    return path


def decisions(path, coder, given, note=""):
    return exported(path, coder, [(name, decision, note, "") for name, decision in given.items()])


# --- samples


def test_random_by_rule_draws_the_same_number_of_each_rule(made):
    audit = made.make_audit(14, 7)
    drawn = sample_flags(audit, "random_by_rule", n=5, seed=1)
    assert Counter(row["code"] for row in drawn.rows) == dict.fromkeys(made.CODES, 5)
    assert all(row["weight"] == row["n_stratum"] / 5 for row in drawn.rows)


def test_the_draw_depends_on_the_seed_and_not_on_the_order_or_ids_of_reports(made):
    audit, moved = made.make_audit(14, 7), made.make_audit(14, 7, shift=9)
    assert sample_flags(audit, n=5, seed=1).fingerprints == sample_flags(moved, n=5, seed=1).fingerprints
    assert sample_flags(audit, n=5, seed=1).fingerprints != sample_flags(audit, n=5, seed=2).fingerprints


def test_stratified_covers_every_stratum_and_weights_sum_to_the_batch(made):
    audit = made.make_audit(14, 7)
    drawn = sample_flags(audit, "stratified", n=70)
    assert len(drawn) == 70
    strata = {(f.code, f.severity, audit.corpus[f.evidence.report_id].year) for f in audit.flags}
    assert len({row["stratum"] for row in drawn.rows}) == len(strata)
    assert sum(row["weight"] for row in drawn.rows) == pytest.approx(len(audit.flags))
    assert len(sample_flags(audit, "stratified", n=10_000)) == len(audit.flags)


def test_all_high_takes_every_high_flag(made):
    audit = made.make_audit(14, 7)
    high = [name for f, name in zip(audit.flags, audit.flags.fingerprints, strict=True) if f.severity is Severity.HIGH]
    assert list(sample_flags(audit, "all_high").fingerprints) == high


def test_an_unknown_plan_or_number_is_refused(made):
    with pytest.raises(SettingsError, match="choose one of"):
        sample_flags(made.make_audit(), "best")
    with pytest.raises(SettingsError, match="at least one"):
        sample_flags(made.make_audit(), n=0)


# --- blind sheets


def test_sheets_hold_the_same_flags_in_orders_of_their_own_and_nothing_that_sways(made, tmp_path):
    audit = made.make_audit(14, 7)
    drawn = sample_flags(audit, n=4)
    write_sheets(audit, drawn, tmp_path, coders=("A", "B"))
    a, b = read_csv(tmp_path / "sheet-A.csv"), read_csv(tmp_path / "sheet-B.csv")
    assert {row["fingerprint"] for row in a} == {row["fingerprint"] for row in b} == set(drawn.fingerprints)
    assert [row["fingerprint"] for row in a] != [row["fingerprint"] for row in b]
    assert not {"confidence", "severity"} & set(a[0])
    assert all(row["decision"] == "" for row in a + b)
    page = read_page(tmp_path / "review-A.html")
    assert {flag[0] for flag in page["flags"]} == set(drawn.fingerprints)
    assert {flag[page["fields"].index("confidence")] for flag in page["flags"]} == {None}
    assert page["coder"] == "A"


def test_a_filled_sheet_is_read_back_in_chinese_and_as_excel_saves_it(made, tmp_path):
    audit = made.make_audit()
    drawn = sample_flags(audit, n=2)
    write_sheets(audit, drawn, tmp_path, coders=("甲",))
    rows = read_csv(tmp_path / "sheet-甲.csv")
    for row, said in zip(rows, ["正确", "误报", " Unsure ", "", *["right"] * 99], strict=False):
        row["decision"] = said
    path = tmp_path / "sheet-甲.csv"
    with open(path, "w", encoding="gb18030", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    found = read_decisions(path)
    assert [d.decision for d in found[:3]] == ["right", "wrong", "unsure"]
    assert len(found) == len(rows) - 1
    assert {d.coder for d in found} == {"甲"}


def test_coders_need_names_that_can_be_files(made, tmp_path):
    drawn = sample_flags(made.make_audit(), n=1)
    for coders in (("../x",), ("",), ("A", "A")):
        with pytest.raises(SettingsError):
            write_sheets(made.make_audit(), drawn, tmp_path, coders=coders)


# --- merging


def test_merging_keeps_every_coder_and_shows_conflicts(tmp_path):
    a = exported(
        tmp_path / "a.json", "A", [("f1", "right", "", "1"), ("f2", "wrong", "年份", "2"), ("f3", "right", "", "3")]
    )
    b = exported(tmp_path / "b.json", "B", [("f1", "right", "", "1"), ("f2", "right", "", "2")])
    merged = merge_decisions([a, b])
    assert merged.coders == ("A", "B")
    assert merged.conflicts() == ("f2",)
    assert merged.final() == {"f1": "right", "f3": "right"}
    assert merge_decisions([b, a]).records == merged.records
    frame = merged.to_frame()
    assert list(frame.loc[frame["conflict"], "fingerprint"]) == ["f2", "f2"]
    assert "1 conflicts" in merged.summary()


def test_the_later_decision_of_a_coder_counts_and_the_earlier_is_kept(tmp_path):
    first = exported(tmp_path / "1.json", "A", [("f1", "right", "", "2026-01-01T00:00:00Z")])
    second = exported(tmp_path / "2.json", "A", [("f1", "wrong", "", "2026-01-02T00:00:00Z")])
    merged = merge_decisions([second, first])
    assert [d.decision for d in merged.records] == ["wrong"]
    assert [d.decision for d in merged.superseded] == ["right"]


def test_an_empty_merge_still_has_its_columns():
    assert list(merge_decisions([]).to_frame().columns)[:4] == ["fingerprint", "code", "report_id", "coder"]


def test_adjudication_settles_a_conflict_and_leaves_the_agreement_alone(tmp_path):
    a = exported(tmp_path / "a.json", "A", [("f1", "right", "", ""), ("f2", "wrong", "", ""), ("f3", "wrong", "", "")])
    b = exported(tmp_path / "b.json", "B", [("f1", "right", "", ""), ("f2", "right", "", ""), ("f3", "wrong", "", "")])
    merged = merge_decisions([a, b])
    settled = merged.adjudicate({"f2": "right"}, note="条例第二十一条")
    assert settled.conflicts() == ()
    assert settled.final()["f2"] == "right"
    assert settled.agreement(n_bootstrap=10).rows == merged.agreement(n_bootstrap=10).rows
    again = settled.adjudicate({"f2": "wrong"})
    assert again.final()["f2"] == "wrong"
    assert [d.decision for d in again.superseded] == ["right"]
    with pytest.raises(ReportError, match="that coders judged"):
        merged.adjudicate({"f9": "right"})


def test_a_saved_merge_reads_back_the_same(tmp_path):
    a = exported(tmp_path / "a.json", "A", [("f1", "right", "=1", "1"), ("f1", "wrong", "", "2")])
    b = exported(tmp_path / "b.json", "B", [("f1", "right", "", "1")])
    merged = merge_decisions([a, b]).adjudicate({"f1": "right"})
    again = merge_decisions([merged.save(tmp_path / "merged.json")])
    assert again.final() == merged.final()
    assert again.coders == merged.coders
    assert [(d.fingerprint, d.coder, d.decision, d.note) for d in again.superseded] == [
        (d.fingerprint, d.coder, d.decision, d.note) for d in merged.superseded
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.json", "{"),
        ("x.json", '{"a": 1}'),
        ("x.csv", "a,b\n1,2\n"),
        ("x.csv", "fingerprint,decision\nf1,perhaps\n"),
    ],
)
def test_a_file_that_holds_no_decisions_is_named_in_the_error(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReportError, match=name):
        merge_decisions([path])


# --- later runs


def test_decisions_survive_a_run_on_changed_texts_and_none_is_lost(made, tmp_path):
    audit = made.make_audit()
    names = audit.flags.fingerprints
    path = exported(tmp_path / "a.json", "A", [(name, "right", "", "") for name in names[:10]])
    merged = merge_decisions([path])
    later = made.make_audit(shift=25)
    later.flags = Flags([f for f, name in zip(later.flags, names, strict=True) if name not in names[:2]], later.corpus)
    carried = carry_over(merged, later)
    assert len(carried.kept.records) == 8
    assert {d.fingerprint for d in carried.gone.records} == set(names[:2])
    assert set(carried.undecided) == set(names[10:])
    assert carry_over(merged, audit).gone.records == ()


# --- what rules learn


def judged(made, tmp_path):
    audit = made.make_audit(14, 7)
    rows = []
    for flag, name in zip(audit.flags, audit.flags.fingerprints, strict=True):
        if flag.code == "Y02":
            rows.append((name, "right" if flag.confidence >= 0.7 else "wrong", "", ""))
    rows[0] = (rows[0][0], "unsure", "", "")
    return audit, merge_decisions([exported(tmp_path / "a.json", "A", rows)])


def test_precision_counts_final_decisions_with_wilson_intervals(made, tmp_path):
    audit, merged = judged(made, tmp_path)
    row = precision_by_rule(merged).of("Y02")
    assert row["unsure"] == 1
    assert row["n"] == row["right"] + row["wrong"] == sum(f.code == "Y02" for f in audit.flags) - 1
    assert row["low"] < row["precision"] == row["right"] / row["n"] < row["high"]
    assert precision_by_rule(merged).of("B01") is None


def test_a_suggested_threshold_is_the_lowest_that_reaches_the_target(made, tmp_path):
    audit, merged = judged(made, tmp_path)
    row = suggest_thresholds(merged, audit, target=0.9, min_n=5).of("Y02")
    assert row["threshold"] == 0.7
    assert row["precision"] == 1.0
    assert row["right_lost"] == 0
    assert row["n_kept"] + row["n_dropped"] == precision_by_rule(merged).of("Y02")["n"]
    assert suggest_thresholds(merged, audit, min_n=1000).to_frame().empty


def test_explain_shows_what_was_learned_from_reviews(made, tmp_path):
    import chenyan as cy

    _, merged = judged(made, tmp_path)
    learned = precision_by_rule(merged)
    row = learned.of("Y02")
    assert f"{row['right']} right, {row['wrong']} wrong, 1 unsure" in cy.explain("Y02", reviews=learned).text
    assert "reviewed" not in cy.explain("Y02").text
    assert "reviewed" not in cy.explain("B01", reviews=learned).text


def test_a_notebook_shows_every_step_of_a_review_and_escapes_what_it_shows(made, tmp_path):
    audit = made.make_audit(4, 6, extra=made.HOSTILE)
    plan = sample_flags(audit, plan="random_by_rule", n=3, seed=1)
    keys = sorted(audit.flags.fingerprints)
    one = decisions(tmp_path / "甲.json", "甲", dict.fromkeys(keys, "right"), note=made.HOSTILE)
    two = decisions(tmp_path / "乙.json", "乙", {key: "wrong" if key == keys[0] else "right" for key in keys})
    merged = merge_decisions([one, two])
    steps = (
        plan, merged, agreement(merged), carry_over(merged, audit), precision_by_rule(merged),
        suggest_thresholds(merged, audit, min_n=1), suggest_thresholds(merged, audit, min_n=10**6),
    )  # fmt: skip
    for step in steps:
        shown = step._repr_html_()
        assert shown.startswith("<div>")
        assert "<img" not in shown
    assert agreement(merged).rows == agreement(merged.ratings()).rows
    assert "no rule has 1000000 judged flags" in repr(steps[-1])


def test_who_adjudicates_sees_the_words_and_every_decision(made, tmp_path):
    audit = made.make_audit(4, 6)
    first, second = sorted(audit.flags.fingerprints)[:2]
    one = decisions(tmp_path / "甲.json", "甲", {first: "right", second: "right", "f" * 16: "right"}, note="有据")
    two = decisions(tmp_path / "乙.json", "乙", {first: "wrong", second: "right", "f" * 16: "wrong"})
    merged = merge_decisions([one, two])
    table = merged.disputed(audit)
    assert list(table["fingerprint"]) == [first, "f" * 16]
    assert list(table.columns)[-2:] == ["乙", "甲"]
    row = table.iloc[0]
    flag = audit.flags.records[audit.flags.fingerprints.index(first)]
    assert (row["乙"], row["甲"]) == ("wrong", "right: 有据")
    assert row["words"] == audit.corpus[flag.evidence.report_id][flag.evidence]
    assert table.iloc[1]["words"] == ""
    assert merged.adjudicate({first: "right"}).disputed(audit)["fingerprint"].tolist() == ["f" * 16]


def test_carried_decisions_are_a_table(made, tmp_path):
    audit = made.make_audit(2, 2)
    first = sorted(audit.flags.fingerprints)[0]
    merged = merge_decisions([decisions(tmp_path / "甲.json", "甲", {first: "right", "f" * 16: "wrong"})])
    table = carry_over(merged, audit).to_frame()
    assert table.set_index("fingerprint").loc[[first, "f" * 16], "status"].tolist() == ["kept", "gone"]
    assert (table["status"] == "undecided").sum() == len(audit.flags) - 1
