"""Plant known faults of every rule family in drafts, and note what was planted where."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from random import Random

from . import wording as w
from .draft import Draft, Para, Piece, _themes, chinese_date
from .figures import Ledger
from .grammar import Filler, read_phrases
from .world import Agency

Planter = Callable[[Draft, Random, list[Draft]], bool]


def _find(draft: Draft, pattern: str, kind: str | None = None) -> Piece | None:
    """Return the first sentence (of one part) that holds the pattern."""
    for part in draft.parts:
        if kind in (None, part.kind):
            for para in part.paras:
                for piece in para.pieces:
                    if re.search(pattern, piece.words):
                        return piece
    return None


def _aspect(draft: Draft, number: int) -> Para | None:
    """Return the body paragraph of one aspect of part one."""
    part = draft.part("overview")
    return next((p for p in part.paras if p.slot == f"aspect{number}" and p.role == "prose"), None) if part else None


def _add(draft: Draft, number: int, words: str) -> bool:
    """Add a sentence to an aspect, before its last sentence."""
    para = _aspect(draft, number)
    if para is None:
        return False
    para.pieces.insert(max(1, len(para.pieces) - 1), Piece(words, "novel"))
    return True


def _variant(draft: Draft, variants: tuple[str, ...]) -> str:
    """Return the wording that this report uses of a family of formulas, filled with its counts."""
    at = (draft.year * 3 + len(draft.agency.slug) + draft.agency.zone) % len(variants)
    return variants[at].format(y=draft.year, self=draft.agency.self_name, **draft.facts)


def _lines(mark: str) -> list[str]:
    return [line[2:] for line in read_phrases("empty_measures") if line[0] == mark]


def _period(draft: Draft) -> Piece | None:
    return _find(draft, r"1月1日", "preamble")


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
    piece = _find(draft, rf"{draft.year + 1}年[^，。]{{0,4}}(?:，|将|拟|计划)", "problems")
    if piece is None:
        return False
    piece.words = piece.words.replace(f"{draft.year + 1}年", f"{draft.year}年")
    draft.flag("Y02", f"{draft.year}年", draft.year + 1, "a plan dated with the report year", sentence=piece.words)
    return True


def plant_y03(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    piece = _find(draft, r"^(?:全年|一年来|\d{4}年，)", "overview") if (a := _aspect(draft, 0)) is None else next(
        (p for p in a.pieces if re.search(r"信息.{0,6}\d+条", p.words) and re.match(r"全年|一年来|\d{4}年，", p.words)), None
    )  # fmt: skip
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
            ("{y}年，根据《2018年政务公开工作要点》部署当年任务，分解事项{n}条。", "2018年政务公开工作要点"),
            ("{y}年结合“三严三实”专题教育，组织公开岗位人员集中学习{n}次。", "“三严三实”专题教育"),
        )
    )
    line = words.format(y=draft.year, col=draft.agency.columns[0], n=rng.randint(3, 19))
    draft.flag("Y06", term, "", "a campaign or document out of its time", sentence=line)
    return _add(draft, 3, line)


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
            there, here = _aspect(source, number), _aspect(draft, number)
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
    others = [d for d in drafts if d.agency.self_name != draft.agency.self_name and d.agency.agency_type in ("department", "town")
              and d.year == draft.year and d.agency.zone != draft.agency.zone]  # fmt: skip
    for source in rng.sample(others, len(others)):
        for number in (3, 2, 4):
            there = _aspect(source, number)
            piece = (
                next((p for p in there.pieces if source.agency.self_name in p.words and p.origin == "novel"), None)
                if there
                else None
            )
            if piece is not None and _aspect(draft, number) is not None:
                _aspect(draft, number).pieces.insert(1, Piece(piece.words, "borrowed", "verbatim", source.report_id))  # type: ignore[union-attr]
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
    para = _aspect(draft, 0)
    if draft.earlier is None or para is None:
        return False
    new = {**draft.facts, **{key: draft.earlier.facts[key] for key in ("web", "wechat", "other", "total")}}
    old = _variant(draft, w.CHANNELS)
    piece = next((p for p in para.pieces if p.words == old), None)
    if piece is None:
        return False
    draft.facts = new
    piece.words = _variant(draft, w.CHANNELS)
    draft.flag("B05", piece.words, "", "last year's counts", source_report=draft.earlier.report_id)
    return True


def plant_b06(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    line = rng.choice(_lines("T"))
    draft.flag("B06", line, "", "task wording reported as a result")
    return _add(draft, 0, line)


def plant_b07(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    para = _aspect(draft, 2)
    if para is None:
        return False
    line = rng.choice(_lines("L"))
    heads = [p for p in para.pieces if p.origin == "mandated"]
    para.pieces = [*heads, Piece(line, "novel")]
    draft.flag("B07", line, "", "no number, date, name or event")
    return True


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
    values["documents|made"] = draft.facts["made"]
    if wrong == 2019:
        values["documents|published"] = draft.facts["made"]
    draft.tables["disclosure"], draft.vintages["disclosure"] = values, wrong
    words = "第二十条第（九）项" if wrong == 2019 else "行政规范性文件"
    draft.flag("T06", words, 2021 if wrong == 2019 else 2019, "table two in the form of other years", also=["T08"])
    return True


def plant_t07(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if draft.earlier is None or not draft.facts["new"]:
        return False
    piece = _find(draft, re.escape(_variant(draft, w.REQUESTS_SOME)), "overview")
    if piece is None:
        return False
    for row in ("carried_in", "granted", "handled_total"):
        _bump(draft, "requests", f"{row}|natural", f"{row}|total")
    draft.facts["carried_in"] += 1
    draft.facts["handled"] += 1
    piece.words = _variant(draft, w.REQUESTS_SOME)
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
    piece = _find(draft, re.escape(_variant(draft, w.REQUESTS_SOME)), "overview") if new else None
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
        piece = _find(draft, re.escape(_variant(draft, some)), "overview") if there else None
        if piece is not None:
            piece.words = _variant(draft, none)
            draft.flag("N02", piece.words, there, "none in the text, some in the table", cell=cells)
            return True
    return False


def plant_n03(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    old = _variant(draft, w.CHANNELS)
    piece = _find(draft, re.escape(old), "overview")
    if piece is None:
        return False
    draft.facts = {**draft.facts, "wechat": draft.facts["wechat"] + 13}
    piece.words = _variant(draft, w.CHANNELS)
    draft.flag("N03", piece.words, draft.facts["total"], "parts give another sum")
    return True


def plant_n04(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if draft.earlier is None:
        return False
    a, b = draft.earlier.facts["total"], draft.facts["total"]
    rate = abs(b - a) / a * 100
    line = f"信息总量由上年的{a}条{'增至' if b > a else '降至'}{b}条，{'增长' if b > a else '下降'}{rate + 7:.1f}%。"
    draft.flag("N04", line, f"{rate:.1f}%", "rate does not follow")
    return _add(draft, 0, line)


def plant_n05(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    web = draft.facts["web"]
    line = f"{draft.year}年政府网站共发布信息{web + 9}条，每条均经两级审核。"
    draft.flag("N05", line, web, "another count of the same thing in part one")
    return _add(draft, 3, line)


def plant_n06(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    line = rng.choice(("{self}未开设微信公众号等政务新媒体。", "目前{self}没有开通政务新媒体账号。")).format(
        self=draft.agency.self_name
    )
    draft.flag("N06", line, "", "the report counts messages of its own account")
    return _add(draft, 3, line)


def _drop_stated(draft: Draft) -> None:
    """Forget problems, measures and the faults that rest on them."""
    draft.problems, draft.measures = [], []
    draft.faults = [fault for fault in draft.faults if str(fault["code"])[0] != "P"]


def plant_s01(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if rng.random() < 0.5:
        draft.parts = [part for part in draft.parts if part.kind != "other"]
        draft.flag("S01", "", "other", "part six is missing")
        return True
    part = draft.part("problems")
    if part is None or draft.faults:
        return False
    part.paras = [Para([Piece("无。", "mandated")])]
    _drop_stated(draft)
    draft.flag("S01", part.heading, "problems", "part five is empty")
    return True


def plant_s02(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    kind, words = rng.choice(
        (
            ("requests", "三、政府机关收到和处理政府信息公开申请情况"), ("problems", "五、存在问题和下一年工作安排"),
            ("litigation", "四、行政复议、行政诉讼和举报投诉情况"), ("disclosure", "二、依法公开政府文件情况"),
        )
    )  # fmt: skip
    part = draft.part(kind)
    if part is None:
        return False
    draft.flag("S02", words, part.heading, "heading outside the official wordings")
    part.heading = words
    return True


def plant_s03(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    piece = _find(draft, r"^(?:（三）|3\.)政府信息管理", "overview")
    if piece is None:
        return False
    old = piece.words
    new = rng.choice(("（二）", "（3）", "（四）")) if old[0] == "（" else "2."
    piece.words = new + old[old.index("政府") :]
    draft.flag("S03", piece.words, old, "numbering breaks")
    return True


def plant_s04(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    part = draft.part("overview")
    if part is None or draft.year < 2021:
        return False
    para = _aspect(draft, 4)
    results = (
        next(
            (p for p in para.pieces if ("社会评议" in p.words and "责任追究" in p.words) or "追究责任" in p.words), None
        )
        if para
        else None
    )
    if para is not None and results is not None:
        para.pieces = [
            p for p in para.pieces if "社会评议" not in p.words and "责任追究" not in p.words and "追责" not in p.words
        ]
        draft.flag("S04", "", "社会评议", "results of assessment, appraisal and accountability are missing")
        return True
    part.paras = [p for p in part.paras if p.slot != "aspect3"]
    last = _find(draft, r"^(?:（五）|5\.)监督保障", "overview")
    if last is not None:
        last.words = last.words.replace("（五）", "（四）").replace("5.", "4.")
    draft.flag("S04", "", "平台建设", "one of the five aspects is missing")
    return True


def plant_s05(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    part = draft.part("other")
    if part is None or draft.year < 2021:
        return False
    piece = _find(draft, "政协委员提案.{0,4}件", "other")
    if piece is not None:
        piece.words = (
            f"{draft.year}年，{draft.agency.self_name}承办人大代表建议{rng.randint(2, 20)}件，均已按期办复并公开。"
        )
        draft.flag(
            "S05",
            "人大代表建议和政协委员提案办理结果公开情况",
            "提案",
            "the heading promises proposals, the body is silent on them",
        )
        return True
    fee = _find(draft, "信息处理费", "other")
    if fee is None:
        return False
    fee.words = w.NOTHING[draft.year % 3]
    draft.flag("S05", fee.words, "信息处理费", "no statement on fees in part six")
    return True


def plant_s06(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    piece = _find(draft, r"总体情况[、，]主动公开", "preamble")
    if piece is None:
        return False
    piece.words = piece.words.replace("行政复议、行政诉讼情况", "行政复议、行政诉讼、举报投诉情况")
    draft.flag("S06", piece.words, "政府信息公开行政复议、行政诉讼情况", "the contents sentence promises another part")
    return True


def plant_p01(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    part = draft.part("problems")
    if part is None or any(str(f["code"])[0] == "P" or f["code"] in ("S01", "Y02") for f in draft.faults):
        return False
    line = rng.choice(_lines("P")).format(y=draft.year, self=draft.agency.self_name)
    part.paras = [Para([Piece(line, "novel")])]
    _drop_stated(draft)
    draft.flag("P01", line, "", "praise only")
    return True


def _swap(draft: Draft, old: str, new: str) -> bool:
    """Replace words of part five."""
    piece = _find(draft, re.escape(old), "problems")
    if piece is None:
        return False
    piece.words = piece.words.replace(old, new)
    piece.origin, piece.edits, piece.source = "novel", "", ""
    return True


def _free_of_p(draft: Draft) -> bool:
    return bool(draft.problems) and not any(str(f["code"])[0] == "P" for f in draft.faults)


def plant_p02(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if not _free_of_p(draft) or draft.agency.style == 3:
        return False
    problem, theme = draft.problems[-1]
    measure, old_theme = draft.measures[-1]
    named = {t for _, t in draft.problems}
    other = next(name for name in ("resources", "new_media_data", "secrecy_review", "innovation") if name not in named)
    new = Filler(draft.agency, rng).expand(_themes()[other]["M"][0])
    if not _swap(draft, measure, new):
        return False
    draft.measures[-1] = (new, other)
    draft.flag("P02", problem, "", f"no measure answers the theme {theme}", measure=new)
    return True


def plant_p03(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if not _free_of_p(draft):
        return False
    measure, theme = draft.measures[-1]
    new = rng.choice(_lines("M"))
    if not _swap(draft, measure, new):
        return False
    draft.measures[-1] = (new, "")
    draft.flag("P03", new, "", "no actor, date or target")
    return True


def plant_p05(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if not _free_of_p(draft) or draft.earlier is None or not draft.earlier.measures or draft.agency.style == 3:
        return False
    (problem, theme), (measure, _) = draft.problems[0], draft.measures[0]
    (old_problem, old_theme), (old_measure, _) = draft.earlier.problems[0], draft.earlier.measures[0]
    if (
        old_theme in {t for _, t in draft.problems}
        or not old_measure
        or not _find(draft, re.escape(measure), "problems")
    ):
        return False
    _swap(draft, problem, old_problem)
    _swap(draft, measure, old_measure)
    draft.problems[0], draft.measures[0] = (old_problem, old_theme), (old_measure, old_theme)
    part = draft.part("problems")
    if part is not None:  # a follow-up that says it is solved would contradict
        for para in part.paras:
            para.pieces = [p for p in para.pieces if not re.match("上年报告提出|关于去年指出|去年列出", p.words)]
    draft.flag("P05", old_measure, "", "promise of the year before", source_report=draft.earlier.report_id)
    return True


def plant_p06(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    part = draft.part("other")
    if not _free_of_p(draft) or part is None or any(t == "innovation" for _, t in draft.problems):
        return False
    problem, _ = draft.problems[0]
    new = "创新举措不多，习惯按老办法办"
    if not _swap(draft, problem, new):
        return False
    measure = draft.measures[0][0]
    draft.problems[0] = (new, "innovation")
    answer = f"选{draft.agency.places[0]}开展公开创新试点，年底验收"
    if _swap(draft, measure, answer):
        draft.measures[0] = (answer, "innovation")
    line = f"{draft.year}年，{draft.agency.self_name}公开工作创新举措多、亮点突出，形成了一批特色做法。"
    part.paras.append(Para([Piece(line, "novel")]))
    draft.flag("P06", new, "", "contradicted in part six", sentence=line)
    return True


_L01 = (
    ("公开形势更加多样，群众可从{n}个入口查阅同一条信息。", "形势", "形式"),
    ("截止{y}年底，目录内{n}个小类均有内容。", "截止", "截至"),
    ("权力和义务清单一并公示，群众据此办事{n}件。", "权力和义务", "权利和义务"),
    ("{dept}按布署完成台账核对{n}次。", "布署", "部署"),
)
_L02 = ("加强对公开目录和基层栏目的。", "组织各股室集中学习公开条例和。", "通过走访、座谈等方式，广泛征求群众对。")
_L03 = (
    ("公开事项按季核对(含基层站所）,发现缺漏{n}条。", "(含基层站所）"),
    ("栏目更新情况每月通报一次。。全年通报{n}次。", "。。"),
    ("对照《基层公开清单逐项检查，补录{n}条。", "《"),
)
_L04 = (
    ("认真的做好信息报送，全年报送{n}条。", "认真的做好", "认真地做好"),
    ("窗口人员把解释工作做的更细，受到{n}名群众来信肯定。", "做的更细", "做得更细"),
    ("积极的推进基层公开，走访{n}户。", "积极的推进", "积极地推进"),
)


def _language(code: str, options: tuple[tuple[str, ...], ...]) -> Planter:
    """Return a planter that adds one faulty sentence."""

    def plant(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
        line, words, *expected = rng.choice(options)
        line = line.format(n=rng.randint(3, 40), y=draft.year, dept=draft.agency.depts[0])
        draft.flag(code, words, expected[0] if expected else "", "language", sentence=line)
        return _add(draft, rng.choice((0, 2, 4)), line)

    return plant


def plant_l05(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if _find(draft, "以下简称《条例》", "preamble") is None:
        return False
    line = f"各股室对照《中华人民共和国政府信息公开条例》逐条自查，整理材料{rng.randint(5, 40)}份。"
    draft.flag(
        "L05",
        "《中华人民共和国政府信息公开条例》",
        "《条例》",
        "full name after a short form was defined",
        sentence=line,
    )
    return _add(draft, 2, line)


PLANTERS: dict[str, Planter] = {
    name.removeprefix("plant_").upper(): value
    for name, value in list(globals().items())
    if re.fullmatch(r"plant_[ybtnspl]\d\d", name)
}
PLANTERS |= {
    "L01": _language("L01", _L01),
    "L02": _language("L02", tuple((line, line) for line in _L02)),
    "L03": _language("L03", _L03),
    "L04": _language("L04", _L04),
}
# These would contradict each other in one report.
_CLASH = (
    {"Y01", "Y04"},
    {"B05", "N03", "Y03", "N04"},
    {"S01", "S05", "P06"},
    {"N01", "N02", "T07", "T02"},
    {"T05", "T06", "T09", "T08"},
    {"T01", "T03"},
)


def _note_habits(draft: Draft) -> None:
    """Note the faults that an agency's habits make: sentences with only year and numbers changed, borrowed ones."""
    share, total = 0, 0
    for piece in draft.pieces():
        plain = len(piece.words)
        if piece.origin == "carried_over" and piece.edits in ("verbatim", "numbers") and plain >= 20:
            draft.flag("B02", piece.words, "", "same sentence as last year", source_report=piece.source)
        if piece.origin == "borrowed" and plain >= 40 and not any(piece.words in str(f["words"]) for f in draft.faults):
            draft.flag("B03", piece.words, "", "sentence of another agency", source_report=piece.source)
    part = draft.part("overview")
    for para in part.paras if part else ():
        for piece in para.pieces:
            if piece.origin not in ("mandated", "boilerplate"):
                total += len(piece.words)
                share += len(piece.words) if piece.origin == "carried_over" else 0
    if part is not None and total and share / total >= 0.7:
        draft.flag(
            "B01",
            part.heading,
            "",
            f"{share / total:.2f} of part one repeats last year",
            source_report=f"{draft.agency.slug}-{draft.year - 1}",
        )


def plant_faults(drafts: list[Draft], rng: Random, *, each: int = 2, n_reports: int = 26) -> None:
    """Plant each code ``each`` times over about ``n_reports`` reports; the other reports keep clean."""
    quiet = [d for d in drafts if not d.agency.copier and not d.faults and not d.agency.extra]
    chosen = rng.sample(quiet, n_reports)
    spare = [d for d in rng.sample(drafts, len(drafts)) if d not in chosen and (d.agency.copier or d.agency.extra)]
    spare += [d for d in quiet if d not in chosen]
    first = ("B03", "B07", "S01", "S04", "P01")  # these replace text, so they come before what adds to it
    order = sorted(PLANTERS, key=lambda code: (code not in first, code))
    for code in [code for code in order for _ in range(each)]:
        ready = sorted(chosen, key=lambda d: (len(d.faults), d.report_id))
        for draft in [*ready, *spare]:
            codes = {str(fault["code"]) for fault in draft.faults}
            clash = any(code in group and codes & (group - {code}) for group in _CLASH)
            if code in codes or clash or (len(codes) >= 4 and draft in chosen):
                continue
            before = len(draft.faults)
            if PLANTERS[code](draft, rng, drafts):
                break
            del draft.faults[before:]
    for draft in drafts:
        _note_habits(draft)
