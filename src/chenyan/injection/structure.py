"""Plant faults of structure: S01 to S06."""

from __future__ import annotations

import random
import re

from chenyan.injection.edit import Change, Plan, Scene, appended, plants

_ASPECTS = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")


@plants("S01")
def part_dropped(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a statutory part."""
    sections = [s for s in scene.report.sections if s.kind in ("problems", "other", "litigation") and s.heading]
    if not sections:
        return None
    section = rng.choice(sections)
    return Plan((Change(section.start, section.end, ""),), "", note=f"{section.kind} dropped")


@plants("S01")
def part_emptied(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on problems."""
    for section in scene.report.sections:
        if section.kind == "problems" and section.heading:
            return Plan((Change(section.body_start, section.end, "无\n"),), "", note="problems emptied")
    return None


@plants("S02")
def heading_changed(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a statutory heading."""
    swaps = {
        "disclosure": "主动公开政府信息工作成绩",
        "requests": "政府机关收到和处理公开申请的有关情况",
        "litigation": "复议诉讼情况统计",
        "problems": "工作体会和今后设想",
        "overview": "工作回顾与概述",
    }
    sections = [s for s in scene.report.sections if s.kind in swaps and s.heading]
    if not sections:
        return None
    section = rng.choice(sections)
    head = section.heading
    number = re.match(r"[\s#]{0,6}[一二三四五六]{1,2}[、.．]", head)
    prefix = number.group() if number else ""
    words = prefix + swaps[section.kind]
    return Plan((Change(section.start, section.start + len(head), words),), words.strip())


@plants("S03")
def numbering_broken(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs sub-headings （一）（二） in the part on the overall situation."""
    report = scene.report
    for section in report.sections:
        if section.kind != "overview":
            continue
        found = list(re.finditer(r"(?m)^[ \t\u3000]{0,4}（([二三四])）", report.text[section.start : section.end]))
        if found:
            match = rng.choice(found)
            start = section.start + match.start(1)
            value = "一二三四五六".index(match.group(1)) + 1
            wrong = rng.choice(
                (f"{'一二三四五六七'[value + 1]}", match.group(1) and "一二三四五六七"[max(0, value - 2)])
            )
            return Plan((Change(start, start + 1, wrong),), f"（{wrong}）")
    return None


@plants("S04")
def aspect_dropped(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs the five aspects as sub-headings of the part on the overall situation."""
    report = scene.report
    for section in report.sections:
        if section.kind != "overview":
            continue
        body = report.text[section.start : section.end]
        heads = list(re.finditer(r"(?m)^[ \t\u3000]{0,4}（[一二三四五六]）[^\n]{0,30}", body))
        for at, head in enumerate(heads):
            if any(aspect in head.group() for aspect in ("监督保障",)):
                end = heads[at + 1].start() if at + 1 < len(heads) else len(body)
                return Plan(
                    (Change(section.start + head.start(), section.start + end, ""),), "", note="监督保障 dropped"
                )
    return None


@plants("S05")
def fee_statement_dropped(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a fee statement in part six of the 2021 form."""
    if scene.year < 2021:
        return None
    report = scene.report
    for section in report.sections:
        if section.kind == "other" and "处理费" in report.text[section.body_start : section.end]:
            words = "其他方面的工作按计划推进，没有需要另行报告的内容。\n"
            return Plan((Change(section.body_start, section.end, words),), "", note="no word on fees")
    return None


@plants("S06")
def contents_wrong(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a preamble."""
    words = "本报告由总体情况、主动公开情况、举报投诉情况、收费减免情况、存在的问题和附表等六个部分组成。"
    return appended(scene.report, "preamble", words)
