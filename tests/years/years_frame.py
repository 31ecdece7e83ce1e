"""A small annual report around a sentence, for the tests of years; agencies are invented."""

from __future__ import annotations

from chenyan.corpus import report_from_text
from chenyan.corpus.report import Report

PARTS = {
    "overview": "一、总体情况",
    "disclosure": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "litigation": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}
BODIES = {
    "overview": "{Y}年，我镇认真贯彻《条例》，全年主动公开政府信息120条。",
    "disclosure": "规范性文件现行有效3件。",
    "requests": "收到申请2件，均按期答复。",
    "litigation": "未发生行政复议、行政诉讼。",
    "problems": "公开内容不够全面，解读形式单一。",
    "other": "未收取信息处理费。",
}


def annual(
    sentence: str,
    part: str = "problems",
    *,
    year: int = 2021,
    agency: str = "青禾县云溪镇人民政府",
    sign: str = "",
    before: bool = True,
    period: str = "",
    title: str = "",
    report_id: str = "report",
) -> Report:
    """Return a report on ``year`` with the sentence in one part (``before``: after that part's usual words)."""
    sign = sign or f"{year + 1}年1月18日"
    period = period or f"本报告所列数据的统计期限自{year}年1月1日起，至{year}年12月31日止。"
    lines = [title or f"{agency}{year}年政府信息公开工作年度报告", period]
    for kind, heading in PARTS.items():
        lines.append(heading)
        body = BODIES[kind].format(Y=year)
        if kind == part:
            body = f"{body}{sentence}" if before else sentence
        lines.append(body)
    lines += [agency, sign]
    return report_from_text("\n".join(lines), report_id=report_id)
