"""Print drafts as files: text, Markdown, HTML, DOCX, PDF, a batch sheet and a zip; the same bytes each time."""

from __future__ import annotations

import base64
import csv
import html
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from . import word97
from .layouts import Printed, flat_lines, pipe_lines, print_table
from .records import Draft, Para

FIXED = (2024, 1, 1, 0, 0, 0)
FONT = "ChenyanSans"
FONT_FILE = Path(__file__).parents[2] / "src" / "chenyan" / "figures" / "fonts" / "ChenyanSans-Regular.ttf"


def tables_of(draft: Draft) -> dict[str, Printed]:
    """Return the tables of a draft as printed."""
    return {form: print_table(form, draft.vintages[form], values) for form, values in draft.tables.items()}


def _blocks(draft: Draft) -> Iterator[tuple[str, object]]:
    """Yield the blocks of a report in order: title, heading, head, prose, table, signature."""
    printed = tables_of(draft)
    for line in draft.title:
        yield "title", line
    for part in draft.parts:
        if part.heading:
            yield "heading", part.heading
        for para in part.paras:
            if para.role.startswith("table:"):
                yield "table", printed[para.role[6:]]
            else:
                yield para.role, para
    for line in draft.signature:
        yield "signature", line


def _text(item: object) -> str:
    return item.text if isinstance(item, Para) else str(item)


def as_text(draft: Draft, style: str = "cells") -> str:
    """Return a report as plain text, its tables in the named flat style."""
    lines: list[str] = []
    for role, item in _blocks(draft):
        if role == "table":
            assert isinstance(item, Printed)
            lines += [*flat_lines(item, style), ""]
        elif role == "signature":
            lines.append("　　　　　　　　" + _text(item))
        elif role == "prose" and style != "bare":
            lines.append("　　" + _text(item))
        else:
            lines.append(_text(item))
            if role == "title" and item == draft.title[-1]:
                lines.append("")
    return "\n".join(lines) + "\n"


def as_markdown(draft: Draft) -> str:
    """Return a report as Markdown with pipe tables."""
    lines: list[str] = []
    for role, item in _blocks(draft):
        if role == "table":
            assert isinstance(item, Printed)
            lines += [*pipe_lines(item), ""]
        else:
            mark = {"title": "# ", "heading": "## ", "head": "### "}.get(role, "")
            lines += [mark + _text(item), ""]
    return "\n".join(lines)


_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="SiteName" content="{site}人民政府"><meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{day} {clock}"><meta name="ContentSource" content="{agency}">
<title>{title}-{site}人民政府</title>
<style>body{{font-family:SimSun}} td{{border:1px solid #333}} .nav li{{float:left}}</style>
<script>var articleId = {number}; function share() {{ return false; }}</script></head>
<body>
<div class="top"><a href="/">{site}人民政府</a><ul class="nav">
<li>首页</li><li>要闻动态</li><li>政务公开</li><li>办事服务</li><li>互动交流</li></ul>
<form action="/search"><input type="text" value="请输入关键字"><button>搜索</button></form></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a>
&gt; <a href="/zwgk/nb/">政府信息公开年报</a></div>
<div class="article"><h1>{title}</h1>
<p class="info">发布时间：{day} {clock}　来源：{agency}　浏览次数：{visits}　字号：[大 中 小]</p>
<div id="zoom" class="content">
{body}
</div>
<div class="share">分享到：<a onclick="share()">微信</a> <a onclick="share()">微博</a>　【打印】【关闭窗口】</div></div>
<div class="footer">主办：{site}人民政府办公室　网站标识码：{number}0017　<a href="/map">网站地图</a></div>
</body></html>
"""


def _html_table(printed: Printed) -> str:
    """Return a table with merged cells."""
    rows: list[list[str]] = [[] for _ in range(printed.n_rows)]
    for box in printed.boxes:
        span = (f' rowspan="{box.rows}"' if box.rows > 1 else "") + (
            f' colspan="{box.columns}"' if box.columns > 1 else ""
        )
        rows[box.row].append(f"<td{span}>{html.escape(box.text)}</td>")
    return "<table>\n" + "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "\n</table>"


def as_html(draft: Draft) -> str:
    """Return a report as a page of a government site, with navigation, metadata and footer."""
    body: list[str] = []
    for role, item in _blocks(draft):
        if role == "title":
            continue
        if role == "table":
            assert isinstance(item, Printed)
            body.append(_html_table(item))
        elif role == "heading":
            body.append(f"<p><strong>{html.escape(_text(item))}</strong></p>")
        elif role == "signature":
            body.append(f'<p style="text-align:right">{html.escape(_text(item))}</p>')
        else:
            body.append(f"<p>　　{html.escape(_text(item))}</p>")
    number = 3000000 + sum(map(ord, draft.report_id)) * 37 % 900000
    return _PAGE.format(
        site=draft.agency.site, title=html.escape("".join(draft.title)),
        day=draft.published.isoformat(), clock=f"09:3{number % 10}",
        agency=draft.agency.name, visits=number % 977, number=number, body="\n".join(body),
    )  # fmt: skip


def as_mhtml(draft: Draft) -> bytes:
    """Return the page as a browser saves it in one file."""
    page = base64.encodebytes(as_html(draft).encode("utf-8")).replace(b"\n", b"\r\n")
    head = (
        "From: <Saved by a browser>\r\nSubject: annual report\r\nDate: Mon, 1 Jan 2024 00:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----MultipartBoundary--0711----"\r\n\r\n'
        "------MultipartBoundary--0711----\r\nContent-Type: text/html; charset=utf-8\r\n"
        "Content-Transfer-Encoding: base64\r\nContent-Location: http://www.example/report.html\r\n\r\n"
    )
    return head.encode("ascii") + page + b"\r\n------MultipartBoundary--0711------\r\n"


_UNUSED = ("thumbnail.jpeg", "stylesWithEffects.xml")


def _rezip(data: bytes) -> bytes:
    """Write a zip again with fixed times, so that the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name.endswith(_UNUSED):
                continue
            content = source.read(name)
            if name.endswith(".rels") or name == "[Content_Types].xml":
                content = _without_unused(content)
            elif name == "word/styles.xml":
                content = _without_table_styles(content)
            info = zipfile.ZipInfo(name, FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return out.getvalue()


def _without_unused(content: bytes) -> bytes:
    """Drop what points to the parts of the writer's template that a report has no use for."""
    import re

    return re.sub(rb"<(?:Relationship|Override) [^>]{0,300}(?:thumbnail|stylesWithEffects)[^>]{0,300}/>", b"", content)


def _without_table_styles(content: bytes) -> bytes:
    """Drop the hundred ornamental table styles of the writer's template."""
    import re

    return re.sub(
        rb'<w:style w:type="table"(?![^>]{0,200}w:default)[^>]{0,200}>.*?</w:style>', b"", content, flags=re.S
    )


def as_docx(draft: Draft) -> bytes:
    """Return a report as DOCX with merged cells."""
    import docx

    document = docx.Document()
    core = document.core_properties
    core.created = core.modified = datetime(*FIXED)
    core.author, core.title = draft.agency.name, "".join(draft.title)
    core.last_modified_by, core.revision = draft.agency.name, 1
    for role, item in _blocks(draft):
        if role == "table":
            assert isinstance(item, Printed)
            table = document.add_table(item.n_rows, item.n_columns)
            cells = [list(row.cells) for row in table.rows]
            for box in item.boxes:
                cell = cells[box.row][box.column]
                if box.rows > 1 or box.columns > 1:
                    cell = cell.merge(cells[box.row + box.rows - 1][box.column + box.columns - 1])
                cell.paragraphs[0].text = box.text
        else:
            paragraph = document.add_paragraph()
            run = paragraph.add_run(("　　" if role == "prose" else "") + _text(item))
            run.bold = role in ("title", "heading")
            if role == "title":
                paragraph.alignment = 1
            if role == "signature":
                paragraph.alignment = 2
    out = io.BytesIO()
    document.save(out)
    return _rezip(out.getvalue())


def as_doc(draft: Draft) -> bytes:
    """Return a report in the binary format of Word 97 to 2003, with merged cells."""
    parts: list[word97.Paragraph] = []
    for role, item in _blocks(draft):
        if role == "table":
            assert isinstance(item, Printed)
            parts += [*word97.table(item), word97.paragraph("")]
        else:
            align = {"title": word97.CENTRE, "signature": word97.RIGHT}.get(role, 0)
            text = ("　　" if role == "prose" else "") + _text(item)
            parts.append(word97.paragraph(text, align=align, bold=role in ("title", "heading")))
    return word97.write(parts)


def _wrap(text: str, width: float, size: float) -> str:
    """Break a cell's text into lines; Latin letters and digits are half as wide."""
    lines, used = [""], 0.0
    for char in text:
        step = size if ord(char) > 0x2000 else size / 2
        if used + step > width and lines[-1]:
            lines.append("")
            used = 0.0
        lines[-1] += char
        used += step
    if len(lines) > 1 and len(lines[-1]) == 1:  # readers without the font drop a character that stands alone
        lines[-2:] = [lines[-2][:-1], lines[-2][-1] + lines[-1]]
    return "\n".join(lines)


def _coarse_font() -> io.BytesIO:
    """Return the font on a coarser grid: its outlines take a third less room in each file."""
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.scaleUpem import scale_upem

    font = TTFont(FONT_FILE, recalcTimestamp=False)
    for table in ("BASE", "GPOS", "GSUB", "STAT", "vhea", "vmtx"):
        if table in font:
            del font[table]
    scale_upem(font, 128)
    out = io.BytesIO()
    font.save(out)
    out.seek(0)
    return out


def as_pdf(draft: Draft, password: str = "") -> bytes:
    """Return a report as PDF with a text layer, ruled tables and page numbers."""
    from reportlab import rl_config
    from reportlab.lib.enums import TA_CENTER, TA_RIGHT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    rl_config.invariant = 1
    rl_config.useA85 = 0
    # The font of the figures, embedded: words in a font that the reader's machine lacks may be dropped.
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, _coarse_font()))
    style = ParagraphStyle("prose", fontName=FONT, fontSize=11, leading=19, wordWrap="CJK", firstLineIndent=22)
    flat = ParagraphStyle("flat", parent=style, firstLineIndent=0)
    styles = {
        "title": ParagraphStyle("title", parent=flat, fontSize=16, leading=26, alignment=TA_CENTER),
        "heading": ParagraphStyle("heading", parent=flat, fontSize=12.5, leading=24),
        "head": flat, "prose": style, "signature": ParagraphStyle("signature", parent=flat, alignment=TA_RIGHT),
    }  # fmt: skip
    story: list[object] = []
    for role, item in _blocks(draft):
        if role != "table":
            story.append(Paragraph(html.escape(_text(item)), styles[role]))
            continue
        assert isinstance(item, Printed)
        widths = {4: [160, 95, 95, 95], 10: [44, 52, 102, *([36] * 7)], 15: [30] * 15}[item.n_columns]
        grid: list[list[object]] = [[""] * item.n_columns for _ in range(item.n_rows)]
        commands: list[tuple[object, ...]] = [
            ("GRID", (0, 0), (-1, -1), 0.5, "black"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("FONT", (0, 0), (-1, -1), FONT, 7.5, 10),
        ]
        for box in item.boxes:
            grid[box.row][box.column] = _wrap(box.text, sum(widths[box.column : box.column + box.columns]) - 12, 7.5)
            if box.rows > 1 or box.columns > 1:
                commands.append(("SPAN", (box.column, box.row), (box.column + box.columns - 1, box.row + box.rows - 1)))
        story += [Table(grid, colWidths=widths, style=TableStyle(commands)), Spacer(1, 8)]

    def number(canvas: object, document: object) -> None:
        canvas.setFont("Helvetica", 9)  # type: ignore[attr-defined]
        canvas.drawCentredString(A4[0] / 2, 30, f"- {document.page} -")  # type: ignore[attr-defined]

    out = io.BytesIO()
    encrypt = None
    if password:
        from reportlab.lib.pdfencrypt import StandardEncryption

        encrypt = StandardEncryption(password, ownerPassword=password + "2", strength=40)
    template = SimpleDocTemplate(
        out, pagesize=A4, title="".join(draft.title), author=draft.agency.name, encrypt=encrypt
    )
    template.build(story, onFirstPage=number, onLaterPages=number)
    return out.getvalue()


class _GbkInfo(zipfile.ZipInfo):
    """A zip entry whose name is written in GBK without the UTF-8 mark, as older archivers do."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def as_rtf(draft: Draft) -> bytes:
    """Print a report as RTF, as old word processors save it under the ending .doc; cells are parted by tabs."""
    out = [r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}\f0\fs28 "]
    for char in as_text(draft, "tabs"):
        if char == "\n":
            out.append("\\par\n")
        elif char == "\t":
            out.append("\\tab ")
        elif char in "\\{}":
            out.append("\\" + char)
        elif ord(char) < 128:
            out.append(char)
        else:
            out.append(f"\\u{ord(char) - 65536 if ord(char) > 32767 else ord(char)}?")
    return "".join([*out, "}"]).encode("ascii")


def write_lines(path: Path, rows: list[dict[str, str]]) -> None:
    """Write a batch sheet as JSON lines, one report a line."""
    lines = [json.dumps({key: value for key, value in row.items() if value}, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def write_workbook(path: Path, rows: list[dict[str, str]]) -> None:
    """Write a batch sheet as xlsx, one report a row; the same rows give the same bytes."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2023, 2, 1)})
        sheet = book.add_worksheet("年报")
        for column, name in enumerate(rows[0]):
            sheet.write_string(0, column, name)
            for row, record in enumerate(rows, 1):
                sheet.write_string(row, column, record[name])


def write_zip(path: Path, entries: list[tuple[str, bytes]]) -> None:
    """Write a zip whose names are in GBK."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in entries:
            info = _GbkInfo(name, FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)


def write_sheet(path: Path, rows: list[dict[str, str]], encoding: str = "utf-8-sig") -> None:
    """Write a batch sheet, one report a row."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
