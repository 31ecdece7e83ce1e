"""The official statutory tables of both vintages: rows, columns, labels, and which cells they hold.

Sources: 国办公开办函〔2019〕60号 (trial form: reports on 2019 and 2020) and 国办公开办函〔2021〕30号 (reports on 2021
and later). Keys are ours, labels are the official wording.
"""

from __future__ import annotations

from dataclasses import dataclass

VINTAGES = (2019, 2021)
FORMS = ("disclosure", "requests", "litigation")


@dataclass(frozen=True, slots=True)
class Line:
    """One row (or column) of a form: our key, the official label, and the group label above it."""

    key: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of table two: an item of article 20 with its own columns."""

    heading: str
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]


APPLICANTS = (
    Line("natural", "自然人"),
    Line("business", "商业企业", "法人或其他组织"),
    Line("research", "科研机构", "法人或其他组织"),
    Line("welfare", "社会公益组织", "法人或其他组织"),
    Line("legal", "法律服务机构", "法人或其他组织"),
    Line("other", "其他", "法人或其他组织"),
    Line("total", "总计"),
)

_REFUSED = (
    Line("refused_secret", "1.属于国家秘密", "（三）不予公开"),
    Line("refused_law", "2.其他法律行政法规禁止公开", "（三）不予公开"),
    Line("refused_safety", "3.危及“三安全一稳定”", "（三）不予公开"),
    Line("refused_third_party", "4.保护第三方合法权益", "（三）不予公开"),
    Line("refused_internal", "5.属于三类内部事务信息", "（三）不予公开"),
    Line("refused_process", "6.属于四类过程性信息", "（三）不予公开"),
    Line("refused_enforcement", "7.属于行政执法案卷", "（三）不予公开"),
    Line("refused_query", "8.属于行政查询事项", "（三）不予公开"),
)
_UNABLE = (
    Line("unable_not_held", "1.本机关不掌握相关政府信息", "（四）无法提供"),
    Line("unable_to_make", "2.没有现成信息需要另行制作", "（四）无法提供"),
    Line("unable_unclear", "3.补正后申请内容仍不明确", "（四）无法提供"),
)
_DECLINED = (
    Line("declined_petition", "1.信访举报投诉类申请", "（五）不予处理"),
    Line("declined_repeat", "2.重复申请", "（五）不予处理"),
    Line("declined_publication", "3.要求提供公开出版物", "（五）不予处理"),
    Line("declined_excessive", "4.无正当理由大量反复申请", "（五）不予处理"),
    Line("declined_confirm", "5.要求行政机关确认或重新出具已获取信息", "（五）不予处理"),
)
_OTHER_2021 = (
    Line("other_late_correction", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "（六）其他处理"),
    Line(
        "other_unpaid_fee", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "（六）其他处理"
    ),
    Line("other_misc", "3.其他", "（六）其他处理"),
)
_OTHER_2019 = (Line("other_handled", "（六）其他处理"),)


def _request_rows(other: tuple[Line, ...]) -> tuple[Line, ...]:
    return (
        Line("new", "一、本年新收政府信息公开申请数量"),
        Line("carried_in", "二、上年结转政府信息公开申请数量"),
        Line("granted", "（一）予以公开"),
        Line("partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        *_REFUSED,
        *_UNABLE,
        *_DECLINED,
        *other,
        Line("handled_total", "（七）总计"),
        Line("carried_out", "四、结转下年度继续办理"),
    )


REQUEST_ROWS = {2019: _request_rows(_OTHER_2019), 2021: _request_rows(_OTHER_2021)}
RESULT_ROWS = {
    vintage: tuple(line.key for line in lines if line.key not in ("new", "carried_in", "handled_total", "carried_out"))
    for vintage, lines in REQUEST_ROWS.items()
}

LITIGATION_ROWS = (
    Line("review", "行政复议"),
    Line("lawsuit_direct", "未经复议直接起诉", "行政诉讼"),
    Line("lawsuit_after_review", "复议后起诉", "行政诉讼"),
)
LITIGATION_COLUMNS = (
    Line("upheld", "结果维持"),
    Line("corrected", "结果纠正"),
    Line("other_result", "其他结果"),
    Line("pending", "尚未审结"),
    Line("total", "总计"),
)

_MADE_2021 = (Line("made", "本年制发件数"), Line("repealed", "本年废止件数"), Line("in_force", "现行有效件数"))
_MADE_2019 = (Line("made", "本年新制作数量"), Line("published", "本年新公开数量"), Line("in_force", "对外公开总数量"))
_DECISIONS = (Line("decisions", "本年处理决定数量"),)
_ITEMS_2019 = (Line("items_before", "上一年项目数量"), Line("change", "本年增/减"), Line("decisions", "处理决定数量"))

DISCLOSURE_BLOCKS: dict[int, tuple[Block, ...]] = {
    2021: (
        Block("第二十条第（一）项", (Line("rules", "规章"), Line("documents", "行政规范性文件")), _MADE_2021),
        Block("第二十条第（五）项", (Line("licences", "行政许可"),), _DECISIONS),
        Block("第二十条第（六）项", (Line("penalties", "行政处罚"), Line("coercion", "行政强制")), _DECISIONS),
        Block(
            "第二十条第（八）项",
            (Line("fees", "行政事业性收费"),),
            (Line("fee_amount", "本年收费金额（单位：万元）"),),
        ),
    ),
    2019: (
        Block("第二十条第（一）项", (Line("rules", "规章"), Line("documents", "规范性文件")), _MADE_2019),
        Block(
            "第二十条第（五）项",
            (Line("licences", "行政许可"), Line("other_services", "其他对外管理服务事项")),
            _ITEMS_2019,
        ),
        Block("第二十条第（六）项", (Line("penalties", "行政处罚"), Line("coercion", "行政强制")), _ITEMS_2019),
        Block(
            "第二十条第（八）项",
            (Line("fees", "行政事业性收费"),),
            (Line("items_before", "上一年项目数量"), Line("change", "本年增/减")),
        ),
        Block(
            "第二十条第（九）项",
            (Line("procurement", "政府集中采购"),),
            (Line("procurement_items", "采购项目数量"), Line("procurement_amount", "采购总金额")),
        ),
    ),
}


def keys(form: str, vintage: int) -> tuple[tuple[str, str], ...]:
    """Return the (row, column) keys of a form in printed order.

    Examples
    --------
    >>> len(keys("litigation", 2021)), len(keys("requests", 2021)), len(keys("disclosure", 2021))
    (15, 175, 10)
    """
    if form == "litigation":
        return tuple((row.key, column.key) for row in LITIGATION_ROWS for column in LITIGATION_COLUMNS)
    if form == "requests":
        return tuple((row.key, column.key) for row in REQUEST_ROWS[vintage] for column in APPLICANTS)
    return tuple(
        (row.key, column.key) for block in DISCLOSURE_BLOCKS[vintage] for row in block.rows for column in block.columns
    )


def vintage_of(year: int) -> int | None:
    """Return the vintage of the form that reports on this year must use; None before the national form."""
    if year >= 2021:
        return 2021
    return 2019 if year >= 2019 else None
