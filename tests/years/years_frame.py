"""A small annual report around a sentence, for the tests of years; agencies are invented."""

from __future__ import annotations

from time import process_time

from chenyan.corpus import report_from_text
from chenyan.corpus.report import Report
from chenyan.years import FLAG_CONFIDENCE, YearReading, read_years

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


TITLE = "青禾县云溪镇人民政府2021年政府信息公开工作年度报告"


def annual_at(place: str, sentence: str) -> Report:
    """Return a report on 2021 with the words at one place.

    ``place`` is a part's name, or "period" (the line under the title), "sub" (a second title line), "sign" (the date
    line at the end) or "head:" and a part's name (instead of that part's heading).
    """
    if place == "period":
        return annual("", "other", period=sentence)
    if place == "sign":
        return annual("", "other", sign=sentence)
    if place == "sub":
        return annual("", "other", title=f"{TITLE}\n{sentence}")
    if place.startswith("head:"):
        usual = annual("", "other")
        heading = PARTS[place.removeprefix("head:")]
        return report_from_text(usual.text.replace(heading, sentence), report_id="report")
    return annual(sentence, place)


def unmarked(sentence: str) -> tuple[str, int, int]:
    """Return a sentence without its marks « and », and the stretch between them (without marks: all of it)."""
    plain = sentence.replace("«", "").replace("»", "")
    return (plain, sentence.index("«"), sentence.index("»") - 1) if "«" in sentence else (plain, 0, len(plain))


def listed(text: str) -> list[list[str]]:
    """Return the lines of a table whose fields are parted by |; "# kind expected" above lines ends each of them."""
    rows, under = [], []
    for line in text.strip().splitlines():
        if line.startswith("# "):
            under = line[2:].split()
        elif line:
            rows.append([*line.split("|"), *under])
    return rows


def check_found(report: Report, sentence: str, kind: str, expected: int) -> None:
    """Assert that what is marked in the sentence is found with kind and expected year, and nothing else."""
    plain, low, high = unmarked(sentence)
    base = report.text.rindex(plain)
    found = read_years(report).mismatches
    assert found, "nothing was found"
    for one in found:
        assert one.start < base + high, one
        assert one.end > base + low, one
        assert (one.kind, one.expected) == (kind, expected)


def check_flagged(report: Report, sentence: str, kind: str, expected: int) -> None:
    """Assert that just what is marked in the sentence is flagged, with kind and expected year, and nothing else."""
    plain, low, high = unmarked(sentence)
    base = report.text.rindex(plain)
    found = [m for m in read_years(report).mismatches if m.confidence >= FLAG_CONFIDENCE]
    assert [(m.start - base, m.end - base, m.kind, m.expected) for m in found] == [(low, high, kind, expected)]


def seconds_to_read(report: Report) -> float:
    """Return the CPU seconds that reading the years takes: the best of three, as a collection of garbage may fall into one."""
    spent = []
    for _ in range(3):
        start = process_time()
        read_years(report)
        spent.append(process_time() - start)
    return min(spent)


def flagged_years(report: Report, reading: YearReading | None = None) -> list[tuple[str, int | None]]:
    """Return what rules flag in a report, or in its reading beside others: the words and the expected year of each."""
    mismatches = (reading or read_years(report)).mismatches
    return [(report.text[m.start : m.end], m.expected) for m in mismatches if m.confidence >= FLAG_CONFIDENCE]
