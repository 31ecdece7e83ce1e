"""Plant slips of language: L01 to L05."""

from __future__ import annotations

import random
import re

from chenyan.injection.edit import Change, Plan, Scene, appended, plants, prose


@plants("L01")
def confusable(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on problems or on the overall situation."""
    words, wrong = rng.choice(
        (
            ("政策解读形势较为单一。", "形势"),
            ("以经完成公开目录的修订。", "以经"),
            ("群众可登陆区政府门户网站查询。", "登陆"),
            ("对重点任务作出布署。", "布署"),
        )
    )
    for kind in ("overview", "problems"):
        plan = appended(scene.report, kind, words, wrong)
        if plan is not None:
            return plan
    return None


@plants("L02")
def broken(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on the overall situation."""
    words = rng.choice(("进一步加强公开目录的。", "公开了预算、决算、和。", "健全公开制度以及。"))
    return appended(scene.report, "overview", words)


@plants("L03")
def half_width(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a sentence with a comma between hanzi."""
    report = scene.report
    for start, end in prose(report, "overview"):
        match = re.search(r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", report.text[start:end])
        if match:
            at = start + match.start()
            mark = rng.choice((",", "，，"))
            return Plan((Change(at, at + 1, mark),), report.text[at - 2 : at] + mark)
    return None


@plants("L04")
def particle(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on the overall situation."""
    words = rng.choice(("认真的做好信息公开工作。", "政策解读做的不够。", "以积极地态度回应关切。"))
    return appended(scene.report, "overview", words)


@plants("L05")
def full_title_again(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on the overall situation."""
    words = "按照《政务公开工作评估办法》（以下简称《评估办法》）开展自查。对照《政务公开工作评估办法》逐项整改。"
    return appended(scene.report, "overview", words, "《政务公开工作评估办法》逐项")
