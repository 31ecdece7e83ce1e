"""Plant wrong years: Y01 to Y06."""

from __future__ import annotations

import random
import re

from chenyan.injection.edit import Change, Plan, Scene, append_to, appended, plants, prose, self_name
from chenyan.lexicons import read_rows

PLANS = (
    "{year}年，{self}将继续完善公开目录，充实重点领域信息。",
    "{year}年，{self}计划新设2个公开专栏，并开展业务培训。",
    "下一步，{self}将在{year}年底前完成栏目整合。",
    "在{year}年的工作中，{self}将进一步规范答复流程。",
    "{year}年，{self}拟组织两期公文公开属性审查培训。",
    "{year}年工作打算：{self}将抓好政策解读和栏目更新。",
)
WORK = (
    "{year}年，{self}共主动公开信息{n}条，举办业务培训3期。",
    "{year}年度{self}累计发布政策解读{n}篇，回应群众留言12条。",
    "截至{year}年12月31日，{self}公众号共推送信息{n}条。",
)


@plants("Y01")
def title_year(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a title that names the reference year."""
    report = scene.report
    limit = min((s.start for s in report.sections if s.kind == "overview"), default=200)
    match = re.search(rf"{scene.year}(?=\s?年[^\n]{{0,30}}(?:年度)?报告)", report.text[: min(limit, 200)])
    if match is None:
        return None
    wrong = str(scene.year - 1)
    end = report.text.find("告", match.start()) + 1
    words = wrong + report.text[match.end() : end]
    return Plan((Change(match.start(), match.end(), wrong),), words)


@plants("Y02")
def plan_inserted(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on problems."""
    words = rng.choice(PLANS).format(year=scene.year, self=self_name(scene.report))
    return appended(scene.report, "problems", words)


@plants("Y02")
def plan_year_swapped(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a plan that names the next year."""
    report = scene.report
    for start, end in prose(report, "problems"):
        sentence = report.text[start:end]
        match = re.search(
            rf"(?:^|[，。；：、]|\n){{0,1}}{scene.year + 1}年[，,]?[^，。；]{{0,12}}(?:将|计划|拟)", sentence
        )
        if match:
            at = start + sentence.index(str(scene.year + 1))
            words = str(scene.year) + report.text[at + 4 : at + 12]
            return Plan((Change(at, at + 4, str(scene.year)),), words)
    return None


@plants("Y03")
def work_year_inserted(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on the overall situation."""
    words = rng.choice(WORK).format(year=scene.year - 1, self=self_name(scene.report), n=rng.randrange(60, 400))
    return appended(scene.report, "overview", words)


@plants("Y04")
def period_turned(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a period of the data that names both years, or none at all."""
    report = scene.report
    match = re.search(
        rf"{scene.year}\s?年\s?1\s?月\s?1\s?日(?:起)?[，、]?(?:至|到|—|－|-|止于)\s?(?P<y>{scene.year}\s?年)?\s?12\s?月\s?31\s?日",
        report.text,
    )
    if match is None:
        change = append_to(report, "preamble", "")
        words = f"本报告统计期限为{scene.year}年1月1日至{scene.year - 1}年12月31日。"
        kind = "preamble" if change is not None else "overview"
        return appended(report, kind, words)
    if not match.group("y"):
        return None
    start = match.start("y")
    changed = match.group()[: start - match.start()] + str(scene.year - 1) + report.text[start + 4 : match.end()]
    return Plan((Change(start, start + 4, str(scene.year - 1)),), changed)


@plants("Y05")
def signed_late(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a signature with its date, and no manifest that says otherwise."""
    report = scene.report
    if report.identity.published.source == "manifest":
        return None
    for section in report.sections:
        if section.kind == "signature":
            match = re.search(
                r"(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日", report.text[section.start : section.end]
            )
            if match:
                words = f"{scene.year + 1}年{rng.choice((5, 6, 8))}月{rng.randrange(10, 28)}日"
                start = section.start + match.start()
                return Plan((Change(start, start + len(match.group()), words),), words)
    return None


@plants("Y06")
def anachronism(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on the overall situation, and a dated term that does not fit the year."""
    choices = []
    for row in read_rows("dated_terms.csv"):
        if row["confidence"] != "high" or row["kind"] not in ("campaign", "law", "meeting", "yearly_task", "formula"):
            continue
        term = row["term"].split("|")[0]
        if row["valid_from"] and int(row["valid_from"][:4]) > scene.year + 1:
            choices.append(f"{scene.year}年，深入学习贯彻{term}要求，推进信息公开工作。")
        elif (
            row["valid_to"] and int(row["valid_to"][:4]) < scene.year - 1 and row["kind"] in ("campaign", "yearly_task")
        ):
            choices.append(f"{scene.year}年，按照{term}要求，对公开栏目进行了全面整改。")
    return appended(scene.report, "overview", rng.choice(sorted(choices))) if choices else None
