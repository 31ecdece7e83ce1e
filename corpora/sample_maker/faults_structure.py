"""Plant faults of the families S (structure), P (problems) and L (language)."""

from __future__ import annotations

import re
from random import Random

from . import wording as w
from .fault_tools import Planter, add_sentence, aspect_body, find_sentence, stock_lines
from .grammar import Filler
from .part_five import themes_of
from .records import Draft, Para, Piece


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
    draft.flag("S01", part.heading, "problems", "part five is empty", also=["P01"])
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
    piece = find_sentence(draft, r"^(?:（三）|3\.)政府信息管理", "overview")
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
    para = aspect_body(draft, 4)
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
    last = find_sentence(draft, r"^(?:（五）|5\.)监督保障", "overview")
    if last is not None:
        last.words = last.words.replace("（五）", "（四）").replace("5.", "4.")
    draft.flag("S04", "", "平台建设", "one of the five aspects is missing")
    return True


def plant_s05(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    part = draft.part("other")
    if part is None or draft.year < 2021:
        return False
    piece = find_sentence(draft, "政协委员提案.{0,4}件", "other")
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
    fee = find_sentence(draft, "信息处理费", "other")
    if fee is None:
        return False
    fee.words = w.NOTHING[draft.year % 3]
    draft.flag("S05", fee.words, "信息处理费", "no statement on fees in part six")
    return True


def plant_s06(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    piece = find_sentence(draft, r"总体情况[、，]主动公开", "preamble")
    if piece is None:
        return False
    piece.words = piece.words.replace("行政复议、行政诉讼情况", "行政复议、行政诉讼、举报投诉情况")
    draft.flag("S06", piece.words, "政府信息公开行政复议、行政诉讼情况", "the contents sentence promises another part")
    return True


def plant_p01(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    part = draft.part("problems")
    if part is None or any(str(f["code"])[0] == "P" or f["code"] in ("S01", "Y02") for f in draft.faults):
        return False
    line = rng.choice(stock_lines("P")).format(y=draft.year, self=draft.agency.self_name)
    part.paras = [Para([Piece(line, "novel")])]
    _drop_stated(draft)
    draft.flag("P01", line, "", "praise only")
    return True


def _swap(draft: Draft, old: str, new: str) -> bool:
    """Replace words of part five."""
    piece = find_sentence(draft, re.escape(old), "problems")
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
    measure, _ = draft.measures[-1]
    named = {t for _, t in draft.problems}
    other = next(name for name in ("resources", "new_media_data", "secrecy_review", "innovation") if name not in named)
    new = Filler(draft.agency, rng).expand(themes_of()[other]["M"][0])
    if not _swap(draft, measure, new):
        return False
    draft.measures[-1] = (new, other)
    draft.flag("P02", problem, "", f"no measure answers the theme {theme}", measure=new)
    return True


def plant_p03(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if not _free_of_p(draft):
        return False
    measure, _ = draft.measures[-1]
    new = rng.choice(stock_lines("M"))
    if not _swap(draft, measure, new):
        return False
    draft.measures[-1] = (new, "")
    draft.flag("P03", new, "", "no actor, date or target")
    return True


def plant_p05(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if not _free_of_p(draft) or draft.earlier is None or not draft.earlier.measures or draft.agency.style == 3:
        return False
    (problem, _), (measure, _) = draft.problems[0], draft.measures[0]
    (old_problem, old_theme), (old_measure, _) = draft.earlier.problems[0], draft.earlier.measures[0]
    if (
        old_theme in {t for _, t in draft.problems}
        or not old_measure
        or not find_sentence(draft, re.escape(measure), "problems")
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
        return add_sentence(draft, rng.choice((0, 2, 4)), line)

    return plant


def plant_l05(draft: Draft, rng: Random, drafts: list[Draft]) -> bool:
    if find_sentence(draft, "以下简称《条例》", "preamble") is None:
        return False
    line = rng.choice(
        (
            "各股室对照《中华人民共和国政府信息公开条例》逐条自查，整理材料{n}份。",
            "{month}月组织学习《中华人民共和国政府信息公开条例》，{n}人参加闭卷测试。",
            "依照《中华人民共和国政府信息公开条例》修订内部流程图{n}张，张贴在窗口。",
        )
    ).format(n=rng.randint(5, 40), month=rng.randint(2, 11))
    draft.flag(
        "L05",
        "《中华人民共和国政府信息公开条例》",
        "《条例》",
        "full name after a short form was defined",
        sentence=line,
    )
    return add_sentence(draft, 2, line)


# The language faults that are one more sentence each.
SENTENCES: dict[str, Planter] = {
    "L01": _language("L01", _L01),
    "L02": _language("L02", tuple((line, line) for line in _L02)),
    "L03": _language("L03", _L03),
    "L04": _language("L04", _L04),
}
