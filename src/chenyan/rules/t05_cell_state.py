"""T05: a cell of the tables is blank, text, negative or not whole."""

from __future__ import annotations

from collections.abc import Iterator

from chenyan.case import Case
from chenyan.rule import Example, Rule
from chenyan.rules._tables import printed, raise_findings
from chenyan.types import Flag, Severity


def check(case: Case) -> Iterator[Flag]:
    """Flag each odd cell; the blanks of one table are one flag, and so are its marks (/, -, 无).

    Parameters
    ----------
    case : Case
        The report to judge.
    """
    yield from raise_findings(RULE, case, case.tables.of("T05"))


RULE = Rule(
    code="T05",
    name="cell-state",
    name_zh="单元格填写不规范",
    severity=Severity.MEDIUM,
    message="A cell of the tables: {detail}.",
    message_zh="表格填写：{detail_zh}。",
    check=check,
    genres=("ogi",),
    explanation=(
        "Cells hold whole numbers, zero included. A blank, words, a negative or a decimal number is flagged; a mark "
        "such as / or 无 is flagged low. Sums of money may have decimals and 本年增/减 a sign. "
        "Blanks are not read as zero."
    ),
    explanation_zh="单元格应填整数，无则填0。空白、文字、负数、小数予以标记，以“/”“无”代替的标记为低；金额可有小数，增减栏可有正负号。",
    needs=frozenset({"tables"}),
    source="国办公开办函〔2021〕30号附表；国办公开办函〔2019〕60号附表",
    examples=(
        Example(printed("disclosure", {("licences", "decisions"): -3}), section="disclosure", flagged=("-3",)),
        Example(printed("disclosure", {("penalties", "decisions"): "2.5"}), section="disclosure", flagged=("2.5",)),
        Example(
            printed("disclosure", {("rules", "made"): "/", ("rules", "repealed"): "/"}),
            section="disclosure",
            flagged=("/",),
            note="two marks of one table are one flag",
        ),
        Example(printed("disclosure", {("fees", "fee_amount"): "12.35"}), section="disclosure"),
        Example(printed("disclosure", {("licences", "change"): -2}, vintage=2019), year=2019, section="disclosure"),
        Example(printed("litigation", {}), section="litigation"),
    ),
)
