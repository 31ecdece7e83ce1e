"""Plant faults of the families Y (years) and B (reuse)."""

from __future__ import annotations

import re
from datetime import date
from random import Random

from . import wording as w
from .draft import chinese_date
from .fault_tools import add_sentence, aspect_body, find_sentence, formula, stock_lines
from .records import Draft, Piece
from .world import Agency


def _period(draft: Draft) -> Piece | None:
    return find_sentence(draft, r"1月1日", "preamble")


def plant_y01(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    piece = _period(draft)
    if piece is None:
        return False
    piece.words = piece.words.replace(f"{draft.year}年1月", f"{draft.year - 1}年1月").replace(
        f"{draft.year}年12月", f"{draft.year - 1}年12月"
    )
    draft.flag("Y01", f"{draft.year - 1}年1月1日", draft.year, "the period is that of the year before")
    return True


def plant_y02(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    piece = find_sentence(draft, rf"{draft.year + 1}年[^，。]{{0,4}}(?:，|将|拟|计划)", "problems")
    if piece is None:
        return False
    piece.words = piece.words.replace(f"{draft.year + 1}年", f"{draft.year}年")
    draft.flag("Y02", f"{draft.year}年", draft.year + 1, "a plan dated with the report year", sentence=piece.words)
    return True


def plant_y03(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    para = aspect_body(draft, 0)
    counts, opening = re.compile(r"信息.{0,6}\d+条"), re.compile(r"全年|一年来|\d{4}年，")
    pieces = para.pieces if para else []
    piece = next((p for p in pieces if counts.search(p.words) and opening.match(p.words)), None)
    if piece is None:
        return False
    piece.words = re.sub(r"^(?:全年|一年来|\d{4}年，?)", f"{draft.year - 1}年，", piece.words, count=1)
    draft.flag(
        "Y03", f"{draft.year - 1}年", draft.year, "this year's work under last year's date", sentence=piece.words
    )
    return True


def plant_y04(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    piece = _period(draft)
    if piece is None:
        return False
    if f"{draft.year}年12月31日" in piece.words:
        piece.words = piece.words.replace(f"{draft.year}年12月31日", f"{draft.year - 1}年12月31日")
    else:
        piece.words = piece.words.replace("12月31日", "11月30日")
    draft.flag("Y04", piece.words, f"{draft.year}-01-01/{draft.year}-12-31", "impossible or short period")
    return True


def plant_y05(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if draft.agency.agency_type not in ("department", "government"):
        return False
    month, day = (4, 19) if draft.agency.agency_type == "department" else (5, 10)
    draft.published = date(draft.year + 1, month, day)
    words = f"{draft.year + 1}年{month}月{day}日"
    draft.signature[-1] = chinese_date(draft.published) if draft.agency.zone == 2 else words
    deadline = f"{draft.year + 1}-01-31" if draft.agency.agency_type == "department" else f"{draft.year + 1}-03-31"
    draft.flag("Y05", draft.signature[-1], deadline, "signed after the deadline")
    return True


def plant_y06(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    words, term = rng.choice(
        (
            (
                "{y}年，按照第一次全国政府网站普查要求，对{col}等栏目逐个检查，关停僵尸栏目{n}个。",
                "第一次全国政府网站普查",
            ),
            ("{y}年，围绕“十二五”规划确定的目标，分解公开任务{n}条。", "“十二五”"),
            ("{y}年结合“三严三实”专题教育，组织公开岗位人员集中学习{n}次。", "“三严三实”专题教育"),
        )
    )
    line = words.format(y=draft.year, col=draft.agency.columns[0], n=rng.randint(3, 19))
    draft.flag("Y06", term, "", "a campaign or document out of its time", sentence=line)
    return add_sentence(draft, 3, line)


def _adapt(words: str, source: Agency, target: Agency) -> str:
    """Put the target's names where the source's stood."""
    for old, new in (
        (source.self_name, target.self_name),
        (source.account, target.account),
        (source.short, target.short),
    ):
        words = words.replace(old, new)
    for old, new in zip(source.places, target.places, strict=True):
        words = words.replace(old, new)
    return words


def _sources(draft: Draft, drafts: list[Draft]) -> list[Draft]:
    """Return reports of other agencies of the same type, of the same year or the year before."""
    return [
        d
        for d in drafts
        if d.agency.agency_type == draft.agency.agency_type and d.agency.slug != draft.agency.slug
        and d.year in (draft.year, draft.year - 1) and not d.agency.copier
    ]  # fmt: skip


def plant_b03(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    for source in rng.sample(pool := _sources(draft, drafts), len(pool)):
        for number in (0, 3, 2):
            there, here = aspect_body(source, number), aspect_body(draft, number)
            if there is None or here is None:
                continue
            run = [p for p in there.pieces if p.origin == "novel" and len(p.words) > 45][:3]
            own = [p for p in here.pieces if p.origin == "novel"]
            if len(run) < 2 or len(own) < 2:
                continue
            at = here.pieces.index(own[0])
            here.pieces = [p for p in here.pieces if p not in own[: len(run)]]
            copies = []
            for piece in run:
                words = _adapt(piece.words, source.agency, draft.agency).replace(f"{source.year}年", f"{draft.year}年")
                edits = "verbatim" if words == piece.words else "numbers"
                copies.append(Piece(words, "borrowed", edits, source.report_id))
            here.pieces[at:at] = copies
            passage = "".join(p.words for p in copies)
            draft.flag("B03", passage, "", "passage of another agency", source_report=source.report_id)
            return True
    return False


def plant_b04(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    me = draft.agency
    others = [
        d
        for d in drafts
        if d.agency.self_name != me.self_name
        and d.agency.agency_type in ("department", "town")
        and d.year == draft.year
        and d.agency.zone != me.zone
    ]
    for source in rng.sample(others, len(others)):
        for number in (3, 2, 4):
            there = aspect_body(source, number)
            piece = (
                next((p for p in there.pieces if source.agency.self_name in p.words and p.origin == "novel"), None)
                if there
                else None
            )
            if piece is not None and aspect_body(draft, number) is not None:
                aspect_body(draft, number).pieces.insert(
                    1, Piece(piece.words, "borrowed", "verbatim", source.report_id)
                )  # type: ignore[union-attr]
                draft.flag(
                    "B04",
                    source.agency.self_name,
                    draft.agency.self_name,
                    "another agency's self-name",
                    sentence=piece.words,
                    source_report=source.report_id,
                )
                return True
    return False


def plant_b05(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    para = aspect_body(draft, 0)
    if draft.earlier is None or para is None:
        return False
    new = {**draft.facts, **{key: draft.earlier.facts[key] for key in ("web", "wechat", "other", "total")}}
    old = formula(draft, w.CHANNELS)
    piece = next((p for p in para.pieces if p.words == old), None)
    if piece is None:
        return False
    draft.facts = new
    piece.words = formula(draft, w.CHANNELS)
    draft.flag("B05", piece.words, "", "last year's counts", source_report=draft.earlier.report_id)
    return True


def plant_b06(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    line = rng.choice(stock_lines("T"))
    draft.flag("B06", line, "", "task wording reported as a result")
    return add_sentence(draft, 0, line)


def plant_b07(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    para = aspect_body(draft, 2)
    if para is None:
        return False
    line = rng.choice(stock_lines("L"))
    heads = [p for p in para.pieces if p.origin == "mandated"]
    para.pieces = [*heads, Piece(line, "novel")]
    draft.flag("B07", line, "", "no number, date, name or event")
    return True
