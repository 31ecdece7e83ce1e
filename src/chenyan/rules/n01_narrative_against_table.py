"""N01: a count of the narrative is not what the table says."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._numbers import judge_clashes
from chenyan.rules._tables import one_request, printed
from chenyan.types import Flag, Severity, Skip

_FIVE = printed("requests", one_request(new__natural=5, new__total=5, granted__natural=5, granted__total=5,
                                        handled_total__natural=5, handled_total__total=5))  # fmt: skip
_REVIEW = printed("litigation", {("review", "upheld"): 2, ("review", "total"): 2})


def check(case: Case) -> Iterator[Flag | Skip]:
    """Flag counts that no reading of the table explains; the cell is the related place.

    Parameters
    ----------
    case : Case
        The report to judge.
    """
    yield from judge_clashes(RULE, case, "N01")


RULE = Rule(
    code="N01",
    name="narrative-against-table",
    name_zh="文表数字不一致",
    severity=Severity.HIGH,
    message="The text says {words}, the table says {expected} ({label}).",
    message_zh="正文为“{words}”，表格“{label}”为{expected}。",
    check=check,
    genres=("ogi",),
    explanation=(
        "Requests received, carried over and handled, their results, reviews, lawsuits, documents made and decisions are "
        "read from the narrative with their year, scope and negation, Chinese numerals included, and compared with the "
        "cell of the table. Left out: last year's and comparison figures, parts (其中, one channel), months and quarters, "
        "plans, other agencies, rounded numbers. 受理 and 办结 may mean more than one cell; any of them will do."
    ),
    explanation_zh="将正文中的申请、结转、办理结果、复议、诉讼、发文、处理决定数与表格对应单元格比对；上年数、对比数、分项、分月、计划、其他单位及约数不比对。",
    needs=frozenset({"numbers", "tables"}),
    source="国办公开办函〔2021〕30号：内容须准确",
    examples=(
        Example(
            f"一、总体情况\n全年收到政府信息公开申请三件。\n三、收到和处理政府信息公开申请情况\n{_FIVE}",
            flagged=("三件",),
        ),
        Example(
            f"一、总体情况\n2022年，我镇共收到政府信息公开申请6件，较上年增加1件。\n三、收到和处理政府信息公开申请情况\n{_FIVE}",
            flagged=("6件",),
        ),
        Example(
            f"一、总体情况\n全年因政府信息公开被申请行政复议1起。\n四、政府信息公开行政复议、行政诉讼情况\n{_REVIEW}",
            flagged=("1起",),
        ),
        Example(f"一、总体情况\n全年受理政府信息公开申请5件。\n三、收到和处理政府信息公开申请情况\n{_FIVE}"),
        Example(
            f"一、总体情况\n2022年收到政府信息公开申请5件，2021年收到3件。\n三、收到和处理政府信息公开申请情况\n{_FIVE}",
            note="last year's figure is not this year's",
        ),
        Example(
            f"一、总体情况\n全年收到政府信息公开申请5件，其中网络申请3件、信函申请2件。\n三、收到和处理政府信息公开申请情况\n{_FIVE}",
            note="parts are not the whole",
        ),
        Example(f"一、总体情况\n上半年收到政府信息公开申请2件。\n三、收到和处理政府信息公开申请情况\n{_FIVE}"),
    ),
)
