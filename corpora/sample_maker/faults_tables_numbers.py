"""Plant faults of the families T (tables) and N (numbers)."""

from __future__ import annotations

import re
from random import Random

from . import wording as w
from .fault_tools import add_sentence, find_sentence, formula
from .figures import Ledger
from .records import Draft


def _int(draft: Draft, form: str, key: str) -> int:
    return int(draft.tables[form][key])


def _bump(draft: Draft, form: str, *cells: str, by: int = 1) -> None:
    for key in cells:
        draft.tables[form][key] = _int(draft, form, key) + by


def plant_t01(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    old = _int(draft, "requests", "granted|total")
    _bump(draft, "requests", "granted|total")
    draft.flag("T01", str(old + 1), old, "row total", cell="requests granted|total", also=["T03"])
    return True


def plant_t02(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if draft.year != 2022 or draft.facts["carried_out"] == 0:
        return False
    old = _int(draft, "requests", "carried_out|natural")
    _bump(draft, "requests", "carried_out|natural", "carried_out|total")
    draft.flag("T02", str(old + 1), old, "carried out to next year", cell="requests carried_out|natural", also=["N01"])
    return True


def plant_t03(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    old = _int(draft, "requests", "partial|natural")
    _bump(draft, "requests", "partial|natural", "partial|total")
    draft.flag("T03", str(old + 1), old, "one result too many", cell="requests partial|natural")
    return True


def plant_t04(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    old = _int(draft, "litigation", "lawsuit_direct|total")
    _bump(draft, "litigation", "lawsuit_direct|total")
    draft.flag(
        "T04", str(old + 1), old, "total of lawsuits", cell="litigation lawsuit_direct|total", also=["N01", "N02"]
    )
    return True


def plant_t05(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    cell, text = rng.choice(
        (("licences|decisions", "-3"), ("penalties|decisions", "无"), ("coercion|decisions", "2.5"))
    )
    draft.tables["disclosure"][cell] = text
    draft.flag("T05", text, "", "not a whole number from zero up", cell=f"disclosure {cell}")
    return True


def plant_t06(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    wrong = 2019 if draft.year >= 2021 else 2021
    ledger = Ledger(rng, draft.agency.level, draft.agency.agency_type)
    ledger.documents = 9
    values = ledger.disclosure(wrong)
    old = draft.tables["disclosure"]
    for key in ("rules|in_force", "documents|in_force", "rules|made", "documents|made"):
        values[key] = old[key]
    if wrong == 2019:
        values["documents|published"] = draft.facts["made"]
    draft.tables["disclosure"], draft.vintages["disclosure"] = values, wrong
    words = "第二十条第（九）项" if wrong == 2019 else "行政规范性文件"
    draft.flag("T06", words, 2021 if wrong == 2019 else 2019, "table two in the form of other years", also=["T08"])
    return True


def plant_t07(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if draft.earlier is None or not draft.facts["new"]:
        return False
    piece = find_sentence(draft, re.escape(formula(draft, w.REQUESTS_SOME)), "overview")
    if piece is None:
        return False
    for row in ("carried_in", "granted", "handled_total"):
        _bump(draft, "requests", f"{row}|natural", f"{row}|total")
    draft.facts["carried_in"] += 1
    draft.facts["handled"] += 1
    piece.words = formula(draft, w.REQUESTS_SOME)
    now = _int(draft, "requests", "carried_in|natural")
    draft.flag("T07", str(now), now - 1, "not last year's 结转下年度", cell="requests carried_in|natural")
    return True


def plant_t08(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if (
        draft.year != 2022
        or draft.earlier is None
        or draft.earlier.vintages["disclosure"] != 2021
        or not _int(draft, "disclosure", "documents|in_force")
    ):
        return False
    old = _int(draft, "disclosure", "documents|in_force")
    _bump(draft, "disclosure", "documents|in_force", by=3)
    draft.flag("T08", str(old + 3), old, "stock of documents", cell="disclosure documents|in_force")
    return True


def plant_t09(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if draft.year < 2021 or draft.vintages["disclosure"] != 2021 or draft.agency.level not in ("town", "county"):
        return False
    draft.tables["disclosure"]["fees|fee_amount"] = 350000
    draft.flag("T09", "350000", "", "yuan in a column of ten thousand yuan", cell="disclosure fees|fee_amount")
    return True


def plant_n01(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    new = draft.facts["new"]
    piece = find_sentence(draft, re.escape(formula(draft, w.REQUESTS_SOME)), "overview") if new else None
    if piece is None:
        return False
    piece.words = re.sub(
        rf"(新收(?:政府信息公开)?申请|收到政府信息公开申请){new}件", rf"\g<1>{new + 2}件", piece.words, count=1
    )
    draft.flag(
        "N01",
        f"{new + 2}件",
        new,
        "requests in the text and in the table",
        sentence=piece.words,
        cell="requests new|total",
    )
    return True


def plant_n02(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    for some, none, cells in (
        (w.REQUESTS_SOME, w.REQUESTS_NONE, "requests new|total"),
        (w.LITIGATION_SOME, w.LITIGATION_NONE, "litigation review|total"),
    ):
        there = draft.facts["new"] if some is w.REQUESTS_SOME else draft.facts["reviews"] and draft.facts["suits"]
        piece = find_sentence(draft, re.escape(formula(draft, some)), "overview") if there else None
        if piece is not None:
            piece.words = formula(draft, none)
            draft.flag("N02", piece.words, there, "none in the text, some in the table", cell=cells)
            return True
    return False


def plant_n03(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    old = formula(draft, w.CHANNELS)
    piece = find_sentence(draft, re.escape(old), "overview")
    if piece is None:
        return False
    draft.facts = {**draft.facts, "wechat": draft.facts["wechat"] + 13}
    piece.words = formula(draft, w.CHANNELS)
    draft.flag("N03", piece.words, draft.facts["total"], "parts give another sum")
    return True


def plant_n04(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if draft.earlier is None:
        return False
    a, b = draft.earlier.facts["total"], draft.facts["total"]
    rate = abs(b - a) / a * 100
    line = f"信息总量由上年的{a}条{'增至' if b > a else '降至'}{b}条，{'增长' if b > a else '下降'}{rate + 7:.1f}%。"
    draft.flag("N04", line, f"{rate:.1f}%", "rate does not follow")
    return add_sentence(draft, 0, line)


def plant_n05(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    web = draft.facts["web"]
    line = f"{draft.year}年政府网站共发布信息{web + 9}条，每条均经两级审核。"
    draft.flag("N05", line, web, "another count of the same thing in part one")
    return add_sentence(draft, 3, line)


def plant_n06(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    line = rng.choice(("{self}未开设微信公众号等政务新媒体。", "目前{self}没有开通政务新媒体账号。")).format(
        self=draft.agency.self_name
    )
    draft.flag("N06", line, "", "the report counts messages of its own account")
    return add_sentence(draft, 3, line)
