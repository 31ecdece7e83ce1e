"""Do title, subtitle and headings name the year of the report?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from chenyan.years.certainty import reported_year, sure
from chenyan.years.finding import Finding
from chenyan.years.layout import Heading
from chenyan.years.scope import Page

_HEAD_NAME = re.compile(
    r"总体情况|概述|概况|工作开展|开展情况|工作情况|基本情况|主要工作|工作回顾|公开情况|工作总结|总结|完成情况|成效|举措|工作$|情况$|情况说明$|过去"
)
_REVIEWS = re.compile("总体情况|概述|概况|开展情况|基本情况|工作回顾|总结|完成情况|公开情况|工作情况|主要工作")
_HEAD_NOT = re.compile(
    r"整改|下步|反馈|上年|考核|测评|评估|审计|计划|打算|安排|思路|要点|任务|目标|以来|问题|不足|下一步"
)
_STATUTORY = re.compile(r"主动公开|收到和处理|依申请公开|复议|诉讼|收费|其他需要报告|存在的?(?:主要)?问题|信息公开")
_OF_A_MEETING = re.compile("(?:全国|[省市县区镇乡])?(?:两会|全会|人代会|[^，。；]{0,6}(?:会议|大会)|政府工作报告)")
_SUMS_UP = re.compile("度?(?:主要|各项)?工作(?:总结|回顾|完成情况)")
_SUBTITLE = re.compile("(?:（|-{1,2}|—{1,2} ?)[12][0-9]{3}年度?）?")
_PAIR = re.compile(r"年?度?[^，。\n]{0,10}?(?:总结|情况|回顾|报告)(?:和|及|与|暨|、)")
_AIMS = re.compile(r"年?度?(?:工作)?(?:计划|打算|安排|要点|思路|设想|重点)")


def check_paired_title(page: Page) -> Iterator[Finding]:
    """Check a title that reviews one year and plans the next: 2020年工作总结和2020年工作计划."""
    reference, year, view = page.reference, reported_year(page), page.view
    ones = [(at, one) for at, one in page.between(0, max(reference.title_end, 60)) if one.unit == "year"]
    for (first_at, first), (last_at, last) in pairwise(ones):
        if _PAIR.fullmatch(view[first.end - 1 : last.start].lstrip("年")) is None or not _AIMS.match(
            view[last.end - 1 :][:14]
        ):
            continue
        if last.first == first.first + 1:
            continue
        at, right = (last_at, year + 1) if first.first == year else (first_at, year)
        yield Finding(
            at, "title_body", right, sure(page, 0.9), "Y01", "title",
            f"the title reviews {first.first} and plans {last.first}", f"标题总结{first.first}年而计划{last.first}年",
        )  # fmt: skip


def check_title(page: Page) -> Iterator[Finding]:
    reference, year = page.reference, reported_year(page)
    if not reference.title or reference.genre == "speech":
        return
    named = [page.expressions[at] for at in reference.title]
    if any(one.first <= year <= one.last for one in named):
        # a page title may disagree with the printed one
        wrong = [at for at in reference.title if not _covers(page, at, year)]
        wrong = [
            at
            for at in wrong
            if re.match(
                r"(?:度|年|年度)?[^，。\n]{0,16}信息公开(?:工作)?(?:年度)?(?:报告|年报)",
                page.view[page.expressions[at].end :][:40],
            )
        ]
    else:
        wrong = list(reference.title[:1])
    for at in wrong[:1]:
        one = page.expressions[at]
        yield Finding(
            at, "title_body", year, sure(page, 0.95), "Y01", "title",
            f"the title names {one.first}, but period, body or signature speak of {year}",
            f"标题为{one.first}年，而统计期限、正文或落款对应{year}年",
        )  # fmt: skip


def _covers(page: Page, at: int, year: int) -> bool:
    one = page.expressions[at]
    return one.first <= year <= one.last


def check_headings(page: Page) -> Iterator[Finding]:
    year = reported_year(page)
    speech = page.reference.genre == "speech"
    for head in page.layout.headings:
        if "年" not in head.words:
            continue
        if speech and (head.level > 1 or not re.search("回顾|总结|工作$|过去", head.words) or page.zone_at(head.start)):
            continue
        if head.level > 2 or not head.alone:
            continue
        if head.level == 2 and not speech and (at := _old_problems(page, head, year)) is not None:
            yield Finding(
                at, "title_body", year, sure(page, 0.85), "Y01", "title",
                f"the heading names the problems of {year - 1}, but the report covers {year}",
                f"标题写{year - 1}年的问题，而报告年度为{year}年",
            )  # fmt: skip
            continue
        named = [(at, one) for at, one in page.between(head.start, head.end) if one.unit == "year"]
        if len(named) != 1:
            continue
        at, one = named[0]
        if speech and one.first > year and not re.search("回顾|总结", head.words):
            continue  # 三、2026年主要工作 plans
        words = head.words
        rest = page.view[one.end : head.end]
        if _OF_A_MEETING.match(rest) is not None:
            continue
        named_part = (
            (speech and "过去" in words) or _HEAD_NAME.search(rest) or (head.level == 1 and _STATUTORY.search(rest))
        )
        if (
            one.first == year
            or _HEAD_NOT.search(words.replace("存在的主要问题", "").replace("存在的问题", ""))
            or not named_part
        ):
            continue
        lead = page.view[head.start : one.start]
        if page.layout.enclosed(page.layout.titles, one.start) or len(re.sub(r"[^\u4e00-\u9fff]", "", lead)) > 10:
            continue
        if one.first > year and not _REVIEWS.search(rest):
            continue  # 三、2022年重点工作 in the report on 2021
        far = head.level == 1 and not speech and _SUMS_UP.fullmatch(rest) and f"{year}年" not in page.view[head.end :]
        if not (far or year - 3 <= one.first <= year + 1) or (
            head.level == 2 and not re.search("总体|主要工作|概述", words)
        ):
            continue
        yield Finding(
            at, "title_body", year, sure(page, 0.92), "Y01", "title",
            f"the heading names {one.first}, but the report covers {year}",
            f"标题层级写{one.first}年，而报告年度为{year}年",
        )  # fmt: skip


_OLD_PROBLEMS = re.compile(r"年度?[^，。；]{0,14}(?:问题|不足|短板|困难)$")


def _old_problems(page: Page, head: Heading, year: int) -> int | None:
    """Return the mention of last year in a heading of this year's problems: （一）2020年存在的主要问题."""
    for at, one in page.between(head.start, head.end):
        rest = page.view[one.end - 1 : head.end]
        if (
            one.unit == "year"
            and one.first == year - 1
            and page.in_problems(one.start)
            and _OLD_PROBLEMS.fullmatch(rest.lstrip("0123456789"))
            and not re.search("整改|反馈|上年|指出|通报|考核|评估", head.words)
        ):
            return at
    return None


def check_subtitle(page: Page) -> Iterator[Finding]:
    """Check a year on a line of its own right under the title: （2020年度）."""
    reference, year = page.reference, reported_year(page)
    for at, one in page.between(0, reference.body_start):
        low, high = page.layout.around(page.layout.sentences, one.start)
        if one.unit != "year" or one.first == year or not year - 2 <= one.first <= year + 1:
            continue
        if _SUBTITLE.fullmatch(page.view[low:high].strip()) and _titled(page, low):
            yield Finding(
                at, "title_body", year, sure(page, 0.85), "Y01", "title",
                f"the line under the title names {one.first}, but the report covers {year}",
                f"副题写{one.first}年，而报告年度为{year}年",
            )  # fmt: skip


def _titled(page: Page, low: int) -> bool:
    """Say whether the line before a position is the report's title, with its year."""
    before = page.view[max(0, low - 60) : low].rstrip().rpartition("\n")[2]
    return str(page.reference.year) in before and re.search("报告|年报", before) is not None
