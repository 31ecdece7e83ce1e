"""Know a row or a column of the official tables by its label, also where the label is cut, wrapped or reworded."""

from __future__ import annotations

import re
from functools import lru_cache, partial

from chenyan.corpus.forms import APPLICANTS, DISCLOSURE_BLOCKS, LITIGATION_COLUMNS, LITIGATION_ROWS, REQUEST_ROWS, Line

# The words of each official label (2019 and 2021 forms) that no other label shares, whole or cut at a line end.
_REQUEST_WORDS = {
    "new": "新收政府信息|本年新收|新收申请|新收依申请",
    "carried_in": "上年结转|上年度结转",
    "granted": "予以公开",
    "partial": "部分公开|区分处理的|不计其他情形|其他情形",
    "refused_secret": "国家秘密",
    "refused_law": "其他法律|法律行政法规|法规禁止|行政法规禁",
    "refused_safety": "三安全|危及|一稳定",
    "refused_third_party": "第三方|合法权益",
    "refused_internal": "内部事务|三类内部",
    "refused_process": "过程性|四类过程",
    "refused_enforcement": "执法案卷",
    "refused_query": "行政查询|查询事项",
    "unable_not_held": "不掌握",
    "unable_to_make": "没有现成|现成信息|另行制作",
    "unable_unclear": "补正后|仍不明确|内容仍不",
    "declined_petition": "信访|举报投诉类",
    "declined_repeat": "重复申请",
    "declined_publication": "公开出版|出版物",
    "declined_excessive": "大量反复|无正当理由大量",
    "declined_confirm": "确认或重|重新出具|已获取信息|要求行政机关确认",
    "other_late_correction": "逾期不补正|逾期不补|理由逾期",
    "other_unpaid_fee": "逾期未按|收费通知|缴纳费用",
    "other_misc": "3[.、]?其他(?!处)",
    "other_handled": "其他处理",
    "handled_total": "总计",
    "carried_out": "结转下年|结转下一年|转下年度继续",
}
_DISCLOSURE_WORDS = {
    "documents": "行政规范性文件|规范性文件",
    "rules": "规章",
    "licences": "行政许可",
    "other_services": "其他对外管理服务|对外管理服务事项",
    "penalties": "行政处罚",
    "coercion": "行政强制",
    "fees": "行政事业性收费",
    "procurement": "政府集中采购|集中采购",
}
_LITIGATION_WORDS = {
    "lawsuit_direct": "未经复议|直接起诉",
    "lawsuit_after_review": "复议后起诉|复议后",
    "review": "行政复议",
}
_COLUMN_WORDS = {
    "natural": "自然人",
    "business": "商业企业|企业",
    "research": "科研机构|科研",
    "welfare": "社会公益|公益组织",
    "legal": "法律服务",
    "other": "其他",
    "total": "总计|合计",
}


def _alternation(words: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{key}>{pattern})" for key, pattern in words.items()))


REQUEST_ROW = _alternation(_REQUEST_WORDS)
DISCLOSURE_ROW = _alternation(_DISCLOSURE_WORDS)
LITIGATION_ROW = _alternation(_LITIGATION_WORDS)
APPLICANT = _alternation(_COLUMN_WORDS)
GROUP_ROW = re.compile(r"(?:不予公开|无法提供|不予处理|其他处理|合计|小计|办理结果)[|：:]{0,2}$")
# Official labels come again in every report; longer ones are torn text.
_REMEMBERED = 120
FORM_2019 = re.compile("新制作|新公开数量|对外公开总|上一年项目|集中采购|本年增/?减")
FORM_2021 = re.compile("制发件数|废止件数|现行有效|本年处理决定|本年收费金额")


def keys_in(pattern: re.Pattern[str], label: str) -> tuple[str, ...]:
    """Return the keys of the rows whose words stand in a label, in the order of the label."""
    remembered = _REMEMBER.get(id(pattern)) if len(label) <= _REMEMBERED else None
    return _find_keys(pattern, label) if remembered is None else remembered(label)


def _find_keys(pattern: re.Pattern[str], label: str) -> tuple[str, ...]:
    return tuple(str(match.lastgroup) for match in pattern.finditer(label))


# A memory for each pattern: as a key, a pattern would be read through at every look.
_REMEMBER = {
    id(pattern): lru_cache(maxsize=4096)(partial(_find_keys, pattern))
    for pattern in (REQUEST_ROW, DISCLOSURE_ROW, LITIGATION_ROW, APPLICANT)
}


def _labels(lines: tuple[Line, ...]) -> dict[str, str]:
    return {line.key: line.label for line in lines}


REQUEST_LABELS = {vintage: _labels(lines) for vintage, lines in REQUEST_ROWS.items()}
APPLICANT_LABELS = _labels(APPLICANTS)
LITIGATION_LABELS = _labels(LITIGATION_ROWS)
LITIGATION_COLUMN_LABELS = _labels(LITIGATION_COLUMNS)
DISCLOSURE_COLUMNS = {
    vintage: {row.key: (row.label, block.columns) for block in blocks for row in block.rows}
    for vintage, blocks in DISCLOSURE_BLOCKS.items()
}
