"""Plant numbers that contradict: N01 to N06."""

from __future__ import annotations

import random

from chenyan.injection.edit import Plan, Scene, append_to, appended, plants, self_name


def _total(scene: Scene, form: str, row: str) -> int | None:
    table = scene.report.table(form)
    cell = table.cell(row, "total") if table is not None else None
    return None if cell is None or cell.value is None else int(cell.value)


@plants("N01")
def count_against_table(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a table of requests that is not zero."""
    total = _total(scene, "requests", "new")
    if not total:  # against a zero the same words are N02's
        return None
    wrong = total + rng.randrange(1, 5)
    sentence = rng.choice(
        (
            "{year}年，{self}共收到政府信息公开申请{n}件。",
            "全年新收政府信息公开申请{n}件，均依法答复。",
            "本年度收到依申请公开{n}件。",
        )
    ).format(year=scene.year, self=self_name(scene.report), n=wrong)
    return appended(scene.report, "overview", sentence)


@plants("N02")
def none_against_table(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a table of requests or of reviews with a total."""
    requests, reviews = _total(scene, "requests", "new"), _total(scene, "litigation", "review")
    if requests:
        return appended(scene.report, "overview", f"{scene.year}年，{self_name(scene.report)}未收到政府信息公开申请。")
    if requests == 0:
        return appended(scene.report, "overview", f"全年共收到政府信息公开申请{rng.randrange(2, 9)}件，已全部办结。")
    if reviews:
        return appended(scene.report, "overview", "全年未发生因政府信息公开引起的行政复议。")
    return None


@plants("N03")
def parts_do_not_add_up(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on the overall situation."""
    site, chat, board = (rng.randrange(20, 300) for _ in range(3))
    whole = site + chat + board + rng.choice((-10, 7, 12, 30))
    sentence = rng.choice(
        (
            "全年组织宣传活动发放资料{w}份，其中折页{a}份、手册{b}份、海报{c}份。",
            "共制作解读材料{w}份，其中图解{a}份，视频{b}份，问答{c}份。",
        )
    ).format(w=whole, a=site, b=chat, c=board)
    return appended(scene.report, "overview", sentence)


@plants("N04")
def wrong_rate(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on the overall situation."""
    before = rng.choice((40, 50, 80, 120, 200))
    rate = rng.choice((10, 25, 50))
    now = before * (100 + rate) // 100
    sentence = rng.choice(
        (
            "政策解读由{a}篇增至{b}篇，增长{r}%。",
            "全年发布解读{b}篇，较上年的{a}篇增长{r}%。",
        )
    ).format(a=before, b=now, r=rate + rng.choice((7, 12, 18)))
    return appended(scene.report, "overview", sentence)


@plants("N05")
def two_values(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on the overall situation."""
    n = rng.randrange(100, 400)
    what = rng.choice(("组织政务公开业务培训{n}人次", "通过政务微信公众号发布信息{n}条", "答复群众留言{n}条"))
    first = f"全年{self_name(scene.report)}{what.format(n=n)}。"
    second = f"{scene.year}年，{self_name(scene.report)}{what.format(n=n + rng.randrange(3, 40))}。"
    change = append_to(scene.report, "overview", first + second)
    return None if change is None else Plan((change,), second)


@plants("N06")
def worded_contradiction(scene: Scene, rng: random.Random) -> Plan | None:
    """Needs a part on the overall situation."""
    first, second = rng.choice(
        (
            ("微信公众号全年发布信息{n}条。", "{self}未开设政务新媒体账号。"),
            ("全年通过政务微博发布信息{n}条。", "目前{self}没有开通政务微博。"),
        )
    )
    words = second.format(self=self_name(scene.report))
    change = append_to(scene.report, "overview", first.format(n=rng.randrange(20, 200)) + words)
    return None if change is None else Plan((change,), words)
