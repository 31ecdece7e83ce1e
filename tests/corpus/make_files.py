"""Make report files of every format for the tests of reading: one invented report, its tables, its files."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from dataclasses import dataclass
from importlib.resources import files

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
ROWS = (
    ("一、本年新收政府信息公开申请数量",),
    ("二、上年结转政府信息公开申请数量",),
    ("三、本年度办理结果", "（一）予以公开"),
    ("", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("", "（三）不予公开", "1.属于国家秘密"),
    ("", "", "2.其他法律行政法规禁止公开"),
    ("", "", "3.危及“三安全一稳定”"),
    ("", "", "4.保护第三方合法权益"),
    ("", "", "5.属于三类内部事务信息"),
    ("", "", "6.属于四类过程性信息"),
    ("", "", "7.属于行政执法案卷"),
    ("", "", "8.属于行政查询事项"),
    ("", "（四）无法提供", "1.本机关不掌握相关政府信息"),
    ("", "", "2.没有现成信息需要另行制作"),
    ("", "", "3.补正后申请内容仍不明确"),
    ("", "（五）不予处理", "1.信访举报投诉类申请"),
    ("", "", "2.重复申请"),
    ("", "", "3.要求提供公开出版物"),
    ("", "", "4.无正当理由大量反复申请"),
    ("", "", "5.要求行政机关确认或重新出具已获取信息"),
    ("", "（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("", "", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("", "", "3.其他"),
    ("", "（七）总计"),
    ("四、结转下年度继续办理",),
)
WORK = (
    "坚持以公开为常态、不公开为例外，围绕群众关心的民生实事，及时公开惠农补贴、社会救助、环境整治等方面的信息",
    "完善信息发布审核制度，落实先审后发、分级负责，全年未发生失泄密情况",
    "通过门户网站、微信公众号、便民服务大厅电子屏等渠道发布信息，方便群众查阅",
    "组织各站所业务骨干参加专题培训，提高工作人员的业务能力和服务意识",
    "对照考核指标逐项梳理，发现问题立行立改，主动接受社会各界的监督和评议",
    "结合本镇实际调整了公开栏目的设置，更新公开指南和公开目录，做到内容准确、便于查找",
)


@dataclass(frozen=True)
class Made:
    """One invented report: its lines before and after the tables, and the cells of the three tables."""

    agency: str
    year: int
    title: str
    opening: tuple[str, ...]
    requests: tuple[tuple[int, ...], ...]
    litigation: tuple[int, ...]
    disclosure: tuple[int, ...]
    closing: tuple[str, ...]

    @property
    def signature(self) -> tuple[str, str]:
        return self.agency, f"{self.year + 1}年1月20日"


def report(town: str = "青河镇", year: int = 2021, seed: int = 0) -> Made:
    """Return an invented report; its tables add up."""
    dice = random.Random(seed)
    agency = f"临山县{town}人民政府"
    title = f"{agency}{year}年政府信息公开工作年度报告"

    def work(n: int) -> str:
        return "。".join(f"{dice.choice(WORK)}，共办理{dice.randint(2, 300)}件" for _ in range(n)) + "。"

    opening = (
        f"本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
        f"如有疑问，请与{agency}办公室联系（电话：0000-{dice.randint(1000000, 9999999)}）。",
        "一、总体情况",
        f"{year}年，我镇{work(3)}",
        f"（一）主动公开。{work(3)}",
        f"（二）依申请公开。{work(2)}",
        f"（三）政府信息管理。{work(2)}",
        f"（四）平台建设。{work(2)}",
        f"（五）监督保障。{work(2)}",
        "二、主动公开政府信息情况",
    )
    handled = [[dice.randint(0, 3) for _ in range(6)] for _ in range(len(ROWS) - 4)]
    total = [sum(row[at] for row in handled) for at in range(6)]
    carried_in = [dice.randint(0, min(1, n)) for n in total]
    rows = [[t - c for t, c in zip(total, carried_in, strict=True)], carried_in, *handled, total, [0] * 6]
    closing = (
        "五、存在的主要问题及改进情况",
        f"存在的问题：一是公开内容不够全面；二是工作人员业务能力有待提高。{work(2)}",
        f"下一步，一是加强培训；二是拓宽公开渠道。{work(2)}",
        "六、其他需要报告的事项",
        f"{year}年，本镇收取信息处理费0元。{work(1)}",
    )
    return Made(
        agency,
        year,
        title,
        opening,
        tuple((*row, sum(row)) for row in rows),
        tuple(dice.randint(0, 2) for _ in range(15)),
        tuple(dice.randint(0, 900) for _ in range(10)),
        closing,
    )


def disclosure_rows(made: Made) -> list[list[str]]:
    """Return table one as rows of cells; a row of one cell spans the table."""
    n = [str(value) for value in made.disclosure]
    return [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", n[0], n[1], n[2]],
        ["行政规范性文件", n[3], n[4], n[5]],
        ["第二十条第（五）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政许可", n[6]],
        ["第二十条第（六）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政处罚", n[7]],
        ["行政强制", n[8]],
        ["第二十条第（八）项"],
        ["信息内容", "本年收费金额（单位：万元）"],
        ["行政事业性收费", f"{n[9]}.50"],
    ]


def request_rows(made: Made) -> list[list[tuple[str, int, int]]]:
    """Return table two as rows of (words, row span, column span)."""
    rows: list[list[tuple[str, int, int]]] = [
        [("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), ("申请人情况", 1, 7)],
        [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
        [(name, 1, 1) for name in APPLICANTS[1:6]],
    ]
    spans = {
        "三、本年度办理结果": 22,
        "（三）不予公开": 8,
        "（四）无法提供": 3,
        "（五）不予处理": 5,
        "（六）其他处理": 3,
    }
    for labels, numbers in zip(ROWS, made.requests, strict=True):
        cells = []
        for depth, label in enumerate(labels):
            if label:
                last = depth == len(labels) - 1
                cells.append((label, spans.get(label, 1), 3 - depth if last else 1))
        rows.append([*cells, *((str(number), 1, 1) for number in numbers)])
    return rows


def litigation_rows(made: Made) -> list[list[tuple[str, int, int]]]:
    """Return table three as rows of (words, row span, column span)."""
    results = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    return [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        [*((name, 2, 1) for name in results), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        [(name, 1, 1) for name in results * 2],
        [(str(number), 1, 1) for number in made.litigation],
    ]


def all_tables(made: Made) -> tuple[list[list[tuple[str, int, int]]], ...]:
    """Return the three tables as rows of (words, row span, column span)."""
    first = [
        [(row[0], 1, 4)] if len(row) == 1 else [*((c, 1, 1) for c in row[:-1]), (row[-1], 1, 5 - len(row))]
        for row in disclosure_rows(made)
    ]
    return first, request_rows(made), litigation_rows(made)


def parts(made: Made) -> list[str | list[list[tuple[str, int, int]]]]:
    """Return title, paragraphs, tables and signature in order."""
    first, second, third = all_tables(made)
    return [
        made.title,
        *made.opening,
        first,
        "三、收到和处理政府信息公开申请情况",
        second,
        "四、政府信息公开行政复议、行政诉讼情况",
        third,
        *made.closing,
        *made.signature,
    ]


def as_text(made: Made) -> str:
    """Return the report as text, tables with tabs."""
    lines = []
    for part in parts(made):
        if isinstance(part, str):
            lines.append(part)
        else:
            lines.extend("\t".join(cell[0] for cell in row) for row in part)
    return "\n".join(lines) + "\n"


def as_txt(made: Made) -> bytes:
    return as_text(made).encode()


def html_table(rows: list[list[tuple[str, int, int]]]) -> str:
    body = "".join(
        "<tr>"
        + "".join(
            f'<td rowspan="{down}" colspan="{across}"><p><span>{words}</span></p></td>' for words, down, across in row
        )
        + "</tr>"
        for row in rows
    )
    return f'<table border="1"><tbody>{body}</tbody></table>'


def html_text(made: Made, *, charset: str = "utf-8") -> str:
    """Return a page with menu, header table, report and footer."""
    body = "".join(
        html_table(part) if not isinstance(part, str) else f"<p><span>{part[:5]}</span><font>{part[5:]}</font></p>"
        for part in parts(made)[1:]
    )
    return f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>{made.title}-临山县人民政府</title>
<meta name="ArticleTitle" content="{made.title}"><meta name="PubDate" content="{made.year + 1}-01-21">
<style>p {{ color: red }}</style><script>var words = "一、总体情况";</script></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div>当前位置：<a href="/">首页</a> &gt; 政府信息公开年报</div>
<table class="head"><tr><td>索引号</td><td>000000001/2022-00007</td><td>发布机构</td><td>{made.agency}</td></tr>
<tr><td>公开日期</td><td>{made.year + 1}-01-21</td><td>文号</td><td></td></tr></table>
<h1>{made.title}</h1><div>发布时间：{made.year + 1}-01-21 浏览次数：15 字号：[大][中][小]</div>
<div id="zoom">{body}</div>
<div>上一篇：无</div>
<div class="footer">主办：临山县人民政府 网站标识码：0000000000 <a>网站地图</a></div></body></html>"""


def as_html(made: Made) -> bytes:
    return html_text(made).encode()


def as_docx(made: Made) -> bytes:
    """Return the report as a Word file with truly merged cells."""
    import docx

    document = docx.Document()
    for part in parts(made):
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        n_columns = sum(across for _, _, across in part[0])
        table = document.add_table(rows=len(part), cols=n_columns)
        table.style = "Table Grid"
        grid = [[None] * n_columns for _ in part]
        cells = [list(row.cells) for row in table.rows]
        for at, row in enumerate(part):
            column = 0
            for words, down, across in row:
                while grid[at][column] is not None:
                    column += 1
                for y in range(at, at + down):
                    for x in range(column, column + across):
                        grid[y][x] = words
                cell = cells[at][column]
                if down > 1 or across > 1:
                    cell = cell.merge(cells[at + down - 1][column + across - 1])
                cell.text = words
                column += across
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def embedded_font() -> str:
    """Register the package's own font: PDF readers lose single characters of fonts that are not in the file."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    path = files("chenyan") / "figures" / "fonts" / "ChenyanSans-Regular.ttf"
    if "ChenyanSans" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("ChenyanSans", str(path)))
    return "ChenyanSans"


def as_pdf(made: Made) -> bytes:
    """Return the report as a PDF with ruled tables, page numbers and hard-wrapped lines."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    font = embedded_font()
    prose = ParagraphStyle("prose", fontName=font, fontSize=14, leading=24, firstLineIndent=28, wordWrap="CJK")
    title = ParagraphStyle("title", parent=prose, fontSize=15, leading=26, firstLineIndent=0, alignment=1)
    small = ParagraphStyle("cell", parent=prose, fontSize=8, leading=10, firstLineIndent=0)
    flow = []
    for number, part in enumerate(parts(made)):
        if isinstance(part, str):
            flow.append(Paragraph(part, title if number == 0 else prose))
            continue
        n_columns = sum(across for _, _, across in part[0])
        data = [[""] * n_columns for _ in part]
        taken = [[False] * n_columns for _ in part]
        style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
        style += [(side, (0, 0), (-1, -1), 1) for side in ("LEFTPADDING", "RIGHTPADDING")]
        for at, row in enumerate(part):
            column = 0
            for words, down, across in row:
                while taken[at][column]:
                    column += 1
                for y in range(at, at + down):
                    for x in range(column, column + across):
                        taken[y][x] = True
                data[at][column] = Paragraph(words, small)
                style.append(("SPAN", (column, at), (column + across - 1, at + down - 1)))
                column += across
        widths = [44, 66, 130, *[30] * 7] if n_columns == 10 else [450 / n_columns] * n_columns
        flow.extend([Spacer(1, 6), Table(data, style=TableStyle(style), colWidths=widths), Spacer(1, 6)])
    stream = io.BytesIO()

    def page_number(canvas: object, document: object) -> None:
        canvas.setFont(font, 9)
        canvas.drawCentredString(297, 30, f"- {document.page} -")

    SimpleDocTemplate(stream, pagesize=A4).build(flow, onFirstPage=page_number, onLaterPages=page_number)
    return stream.getvalue()


def sheet(reports: list[Made], kind: str) -> bytes:
    """Return a batch sheet (csv, jsonl, xlsx) with Chinese column names."""
    records = [
        {
            "编号": f"r{n:04d}",
            "单位": made.agency,
            "年份": made.year,
            "发布日期": f"{made.year + 1}-01-20",
            "正文": as_text(made),
        }
        for n, made in enumerate(reports)
    ]
    if kind == "jsonl":
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()
    if kind == "csv":
        stream = io.StringIO()
        writer = csv.DictWriter(stream, list(records[0]))
        writer.writeheader()
        writer.writerows(records)
        return stream.getvalue().encode("utf-8-sig")
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page.append(list(records[0]))
    for record in records:
        page.append(list(record.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(files: dict[str, bytes]) -> bytes:
    """Return a zip of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files.items():
            pack.writestr(name, data)
    return stream.getvalue()
