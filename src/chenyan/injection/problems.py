"""Plant faults in what a report admits and promises: P01 to P06."""

from __future__ import annotations

import random

from chenyan.injection.edit import Change, Plan, Scene, append_to, plants, self_name


def _body(scene: Scene, words: str, note: str) -> Plan | None:
    """Return the plan that puts these words in the place of part five's body."""
    for section in scene.report.sections:
        if section.kind == "problems" and section.heading:
            return Plan((Change(section.body_start, section.end, words + "\n"),), "", note=note)
    return None


@plants("P01")
def praise_only(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on problems."""
    me = self_name(scene.report)
    words = rng.choice(
        (
            f"{scene.year}年，{me}政府信息公开工作总体良好，各项任务圆满完成，继续保持了良好势头。",
            f"{me}信息公开工作扎实有序，群众满意度持续提升，下一步将继续巩固现有成果。",
        )
    )
    return _body(scene, words, "praise only")


@plants("P02")
def problem_unanswered(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on problems."""
    words = (
        "存在的主要问题：一是专职人员偏少，业务力量不足；二是政策解读形式单一。\n"
        "改进措施：一是丰富解读形式，综合运用图表、视频等方式解读政策。"
    )
    return _body(scene, words, "staffing unanswered")


@plants("P03")
def empty_measure(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on problems."""
    words = (
        "存在的主要问题：一是政策解读形式单一；二是信息更新不够及时。\n"
        "改进措施：一是进一步提高认识；二是进一步加强领导。"
    )
    return _body(scene, words, "measures without actor, date, target")


@plants("P04")
def three_years(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs the reports of the two years before."""
    if len(scene.earlier) < 2:
        return None
    words = rng.choice(("一是栏目信息更新不够及时。", "一是政策解读形式较为单一。", "一是专职工作人员力量不足。"))
    changes = []
    for report in (scene.report, *scene.earlier[:2]):
        section = next((s for s in report.sections if s.kind == "problems" and s.heading), None)
        if section is None:
            return None
        changes.append(Change(section.body_start, section.body_start, f"存在的主要问题：{words}"))
    return Plan((changes[0],), words, earlier=((0, (changes[1],)), (1, (changes[2],))))


@plants("P05")
def promise_again(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs last year's report."""
    if not scene.earlier:
        return None
    me = self_name(scene.report)
    words = rng.choice(
        (
            f"下一步，{me}将建立政务公开考核机制，把公开情况纳入各科室年度考核。",
            f"下一步，{me}将编制公开事项清单，逐项明确责任科室和公开时限。",
        )
    )
    here, there = append_to(scene.report, "problems", words), append_to(scene.earlier[0], "problems", words)
    if here is None or there is None:
        return None
    return Plan((here,), words, earlier=((0, (there,)),))


@plants("P06")
def contradicted(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs parts on problems and on other matters."""
    here = append_to(scene.report, "overview", "创新举措成效显著，形成了一批特色亮点做法。")
    for section in scene.report.sections:
        if section.kind == "problems" and section.heading and here is not None:
            problem = Change(section.body_start, section.body_start, "存在的主要问题：一是创新意识不强，创新举措不多。")
            return Plan((here, problem), "创新意识不强")
    return None
