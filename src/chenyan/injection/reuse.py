"""Plant reused text: B01 to B07."""

from __future__ import annotations

import random
import re

from chenyan.corpus.report import Report
from chenyan.injection.edit import Change, Plan, Scene, append_to, appended, plants, prose, self_name


def _later(words: str, year: int) -> str:
    """Return words of last year's report with the years moved on by one, as a hasty writer does."""
    return re.sub(
        r"(?:19|20)\d{2}", lambda m: str(int(m.group()) + 1) if int(m.group()) >= year - 2 else m.group(), words
    )


def _joined(report: Report, kind: str) -> str:
    return "".join(report.text[a:b] for a, b in prose(report, kind))


@plants("B01")
def part_copied(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs last year's report with a part on the overall situation."""
    own = prose(scene.report, "overview")
    if not scene.earlier or not own:
        return None
    copied = _later(_joined(scene.earlier[0], "overview"), scene.year)
    if len(copied) < 150:
        return None
    section = next(s for s in scene.report.sections if s.kind == "overview")
    return Plan((Change(section.body_start, section.end, copied + "\n"),), "", note="overview copied from last year")


@plants("B02")
def sentence_copied(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs last year's report with a sentence that holds a number."""
    if not scene.earlier:
        return None
    before = scene.earlier[0]
    choices = [
        before.text[a:b]
        for a, b in prose(before, "overview", minimum=26)
        if re.search(r"[1-9]\d{0,5}(?!\d{0,3}年)", before.text[a:b])
        and before.text[b - 1] == "。"
        and not re.search("统计期限|申请|年是", before.text[a:b])  # wording of many agencies
    ]
    if not choices:
        return None
    return appended(scene.report, "overview", _later(rng.choice(choices), scene.year))


@plants("B03")
def passage_borrowed(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs another agency's report of the same year, with a passage that is not stock wording."""
    if scene.other is None:
        return None
    sentences = [scene.other.text[a:b] for a, b in prose(scene.other, "overview", minimum=24)]
    passages = []
    for at in range(len(sentences) - 1):
        passage = "".join(sentences[at : at + 2])
        # stock wording holds no counts; sentences that many agencies fill in hold 政府信息 or 申请
        told = all(re.search(r"\d(?!\d{0,3}年)", words) for words in sentences[at : at + 2])
        if told and passage.endswith("。") and not re.search("条例|政府信息|申请|渠道|公开信息|规范性文件", passage):
            passages.append(passage)
    return appended(scene.report, "overview", rng.choice(passages)) if passages else None


@plants("B04")
def foreign_self_name(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on the overall situation."""
    foreign = "我局" if scene.report.agency_type in ("town", "subdistrict", "government") else "我镇"
    if foreign in scene.report.text:
        return None
    return appended(scene.report, "overview", f"{foreign}执法人员全年开展普法宣传{rng.randrange(3, 12)}场。", foreign)


@plants("B05")
def figure_kept(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs last year's report."""
    if not scene.earlier:
        return None
    n = rng.randrange(500, 3000)
    here = append_to(scene.report, "overview", f"全年通过政府网站发布信息{n}条。")
    there = append_to(scene.earlier[0], "overview", f"通过政府网站共发布信息{n}条。")
    if here is None or there is None:
        return None
    return Plan((here,), f"全年通过政府网站发布信息{n}条", earlier=((0, (there,)),))


@plants("B06")
def task_echo(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on the overall situation."""
    words = rng.choice(
        (
            "稳步扩大主动公开范围，推进决策、执行、管理、服务、结果公开，切实保障人民群众知情权、参与权、表达权、监督权。",
            "坚持以公开为常态、不公开为例外，全面推进决策公开、执行公开、管理公开、服务公开、结果公开，不断提升政务公开质量。",
        )
    )
    return appended(scene.report, "overview", words)


_HOLLOW = (
    (
        "坚持以公开促规范、以公开促服务",
        "不断提高思想认识",
        "把公开工作摆上重要位置",
        "进一步增强公开意识",
        "营造了良好氛围",
    ),
    ("进一步加强组织领导", "健全工作机制", "强化责任担当", "注重统筹协调", "形成齐抓共管的良好局面", "做到层层抓落实"),
    ("持续优化公开方式", "不断丰富公开内容", "公开质量显著提升", "群众满意度进一步提高", "社会反响明显改善"),
    ("各项工作扎实推进", "取得了明显成效", "呈现出良好态势", "为推动发展提供了有力保障", "政府形象不断提升"),
)


@plants("B07")
def hollow_overview(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on the overall situation."""
    for section in scene.report.sections:
        if section.kind == "overview":
            me = self_name(scene.report)
            # its own mix each time: one hollow text in many reports would be a template
            praise = "".join(f"{'，'.join(rng.sample(clauses, 3))}。" for clauses in rng.sample(_HOLLOW, 3))
            words = f"一年来，{me}高度重视政府信息公开工作，狠抓落实，成效明显。{praise}\n"
            return Plan((Change(section.body_start, section.end, words),), "", note="overview without facts")
    return None
