"""The words of our figures, Chinese and English: one switch for all, or ``language=`` for one figure."""

from __future__ import annotations

from collections.abc import Mapping

from chenyan.types import SettingsError

_LABELS: dict[str, dict[str, str]] = {
    "zh": {
        "mandated": "规定文本", "boilerplate": "套话", "carried_over": "沿用本机关", "borrowed": "借用他机关",
        "novel": "新写", "share": "字数占比", "year": "报告年度", "region": "地区", "level": "层级", "agency": "机关",
        "reports": "报告数", "agencies": "有报告的机关数", "missing": "（−n：前后年份都有、当年缺的机关数）",
        "missing_mark": "（×：有机关前后年份都有、当年缺）",
        "rate": "每份报告的标记数", "prevalence": "出现率（占报告）", "prevalence_of": "出现率（占 {n} 份报告）",
        "survival": "仍被提及的比例", "duration": "连续提及年数", "novelty": "新写占比",
        "town": "乡镇", "county": "县", "city": "市", "province": "省", "national": "中央",
        "title": "标题", "period": "统计期限", "work": "工作", "plan": "计划", "comparison": "比较", "document": "文件",
        "law": "法规", "signature": "落款", "target": "目标", "history": "沿革", "web": "网页",
        "role_carried_over": "结转", "mismatch": "年份不符", "year_named": "提到的年份",
        "count": "提及次数（点越大越多）", "source": "来源", "target_agency": "借用者", "similarity": "共用文字占比",
        "repeated": "上年承诺再次写入的比例", "n": "件数",
        "holds": "相符", "broken": "不符", "unchecked": "未检（缺表或缺上一年）",
        "share_of_reports": "占报告的比例（条内为份数）",
        "identity_T01": "表三 各行合计", "identity_T02": "表三 收办平衡", "identity_T03": "表三 结果合计",
        "identity_T04": "表四 各项合计", "identity_T07": "结转与上一年", "identity_T08": "文件存量与上一年",
        "requests_received": "收到申请", "flags_by_severity": "标记数", "shares": "文字来源", "n_problems": "问题",
        "n_measures": "措施", "high": "高", "medium": "中", "low": "低", "info": "提示",
        "same_words": "一字未改", "lightly_edited": "略有改动", "other_words": "换了说法", "dropped": "来年不再提",
        "stated_before": "上一年提到该主题的报告数",
        "earlier": "较早", "later": "较晚", "verbatim": "逐字相同", "numbers": "只换数字、年份", "edited": "有改动",
        "mandated_passage": "规定文本",
        "in_title": "标题", "in_preamble": "引言", "in_overview": "总体情况", "in_disclosure": "主动公开",
        "in_requests": "依申请公开", "in_litigation": "复议诉讼", "in_problems": "问题与改进", "in_other": "其他事项",
        "in_signature": "落款", "in_part": "其他部分", "n_chars": "{n} 字", "in_year": "{y} 年",
        "more": "另有 {k} 个未画", "most": "只画{what}最多的 {n} 个，另有 {k} 个未画",
        "least": "只画{what}最低的 {n} 个，另有 {k} 个未画", "by_n": "报告", "by_novel": "新写占比", "by_flags": "标记",
        "by_shared": "互相共用文字", "by_sentences": "互相借用句子", "by_stated": "提到", "arrows": "只画借用最多的 {n} 条箭头",
    },
    "en": {
        "mandated": "mandated", "boilerplate": "boilerplate", "carried_over": "carried over", "borrowed": "borrowed",
        "novel": "novel", "share": "share of characters", "year": "report year", "region": "region", "level": "level",
        "agency": "agency", "reports": "reports", "agencies": "agencies with a report",
        "missing": " (−n: agencies missing that report before and after)",
        "missing_mark": " (×: some agency is missing)", "rate": "flags per report",
        "prevalence": "prevalence (share of reports)", "prevalence_of": "prevalence (share of {n} reports)",
        "survival": "share still stated", "duration": "years stated in a row", "novelty": "novel share",
        "town": "town", "county": "county", "city": "city", "province": "province", "national": "national",
        "title": "title", "period": "period", "work": "work", "plan": "plan", "comparison": "comparison",
        "document": "document", "law": "law", "signature": "signature", "target": "target", "history": "history",
        "web": "web", "role_carried_over": "carried over", "mismatch": "mismatch", "year_named": "year named",
        "count": "mentions (larger: more)", "source": "source", "target_agency": "borrower",
        "similarity": "shared text", "repeated": "share of measures made again",
        "n": "number", "holds": "holds", "broken": "broken", "unchecked": "not checked (no table or no year before)",
        "share_of_reports": "share of reports (in the bars: number)",
        "identity_T01": "requests: row totals", "identity_T02": "requests: received = handled",
        "identity_T03": "requests: results total", "identity_T04": "litigation: totals",
        "identity_T07": "carried over from last year", "identity_T08": "stock of documents, last year",
        "requests_received": "requests received", "flags_by_severity": "flags", "shares": "origin of text",
        "n_problems": "problems", "n_measures": "measures", "high": "high", "medium": "medium", "low": "low",
        "info": "info", "same_words": "same words", "lightly_edited": "lightly edited", "other_words": "other words",
        "dropped": "not stated again", "stated_before": "reports that stated it the year before",
        "earlier": "earlier", "later": "later", "verbatim": "word for word", "numbers": "only numbers, years changed",
        "edited": "edited", "mandated_passage": "mandated text",
        "in_title": "title", "in_preamble": "preamble", "in_overview": "overview", "in_disclosure": "disclosure",
        "in_requests": "requests", "in_litigation": "litigation", "in_problems": "problems", "in_other": "other",
        "in_signature": "signature", "in_part": "other part", "n_chars": "{n} characters", "in_year": "{y}",
        "more": "+{k} more not drawn", "most": "the {n} with most {what}; +{k} more not drawn",
        "least": "the {n} of lowest {what}; +{k} more not drawn", "by_n": "reports", "by_novel": "novel share",
        "by_flags": "flags", "by_shared": "shared text", "by_sentences": "borrowed sentences", "by_stated": "mentions",
        "arrows": "the {n} heaviest arrows",
    },
}  # fmt: skip
_language = "zh"


def set_language(language: str) -> None:
    """Choose the language of the labels of all further figures: ``"zh"`` (default) or ``"en"``.

    Parameters
    ----------
    language : {"zh", "en"}
        The language.

    Raises
    ------
    SettingsError
        Where the language is neither.

    Examples
    --------
    >>> set_language("en")
    >>> label("year")
    'report year'
    >>> set_language("zh")
    """
    global _language
    _language = _checked(language)


def _checked(language: str) -> str:
    if language not in _LABELS:
        raise SettingsError(f"language {language!r}: choose 'zh' or 'en' 语言应为 zh 或 en")
    return language


def chosen(language: str | None = None) -> str:
    """Return the language that a figure speaks: the one asked for, else the one that ``set_language`` chose."""
    return _language if language is None else _checked(language)


def labels(language: str | None = None) -> Mapping[str, str]:
    """Return the labels of a language; None means the one that ``set_language`` chose."""
    return _LABELS[chosen(language)]


def label(key: str, language: str | None = None, **values: object) -> str:
    """Return one label, its gaps filled, or the key itself where there is none."""
    words = labels(language).get(key, key)
    return words.format(**values) if values else words
