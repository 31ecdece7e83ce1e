"""Reports in the shapes in which towns publish them: each must give its identity, its parts and its cells."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import make_files
import pytest

import chenyan as cy
from chenyan.corpus import Report, iter_reports
from chenyan.types import Issue

MADE = make_files.report()
KINDS = ["title", "preamble", "overview", "disclosure", "requests", "litigation", "problems", "other", "signature"]


def read(folder: Path, name: str, data: bytes) -> Report:
    (folder / name).write_bytes(data)
    items = list(iter_reports(folder / name, progress=False))
    (report,) = [item for item in items if isinstance(item, Report)]
    return report


def kinds(report: Report) -> list[str]:
    return [section.kind for section in report.sections]


def assert_whole(report: Report, *, tables: bool = True) -> None:
    """See that the report is the made one: who, when, the six parts, every cell once and right."""
    assert (report.agency, report.year) == (MADE.agency, MADE.year)
    assert [kind for kind in kinds(report) if kind in KINDS[2:8]] == KINDS[2:8]
    for section in report.sections:
        assert report.text[section.start : section.start + len(section.heading)] == section.heading
    if not tables:
        return
    by_form = {table.form: table for table in report.tables}
    assert [len(by_form[form].cells) for form in ("disclosure", "requests", "litigation")] == [10, 175, 15]
    *numbers, fees = MADE.disclosure
    assert [cell.value for cell in by_form["disclosure"].cells] == [*numbers, fees + 0.5]
    assert [cell.value for cell in by_form["requests"].cells] == [value for row in MADE.requests for value in row]
    assert [cell.value for cell in by_form["litigation"].cells] == list(MADE.litigation)


def body_html() -> str:
    return "".join(
        make_files.html_table(part) if not isinstance(part, str) else f"<p>　　{part}</p>"
        for part in make_files.parts(MADE)
    )


def test_town_site_of_layout_tables_with_a_print_version(tmp_path: Path) -> None:
    page = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>信息公开</title></head>
<body><table width="1000"><tr><td colspan="2"><table><tr><td>首页</td><td>镇情概况</td><td>通知公告</td></tr></table></td></tr>
<tr><td width="200"><table><tr><td>栏目导航</td></tr><tr><td>政府信息公开年报</td></tr><tr><td>公开指南</td></tr></table></td>
<td><table><tr><td>您现在的位置：首页 &gt; 年报</td></tr><tr><td><div id="article">{body_html()}</div></td></tr></table></td></tr>
<tr><td colspan="2">主办：临山县青河镇人民政府　网站地图</td></tr></table>
<div id="printArea" style="display:none">{body_html()}</div></body></html>"""
    report = read(tmp_path, "index.html", page.encode())
    assert_whole(report)
    assert report.text.count("一、总体情况") == 1
    assert "栏目导航" not in report.text
    assert kinds(report) == KINDS


def w(words: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{words}</w:t></w:r></w:p>"


def wps_docx(*, by_style: bool) -> bytes:
    """Return a Word file as WPS writes it: headings numbered by lists, the title in a text box, given twice."""
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    box = f"<w:txbxContent>{w(MADE.title)}</w:txbxContent>"
    body = [
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ]
    front = '<w:pStyle w:val="1"/>' if by_style else '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    for part in make_files.parts(MADE)[1:]:
        if isinstance(part, str):
            heading = re.match(r"[一二三四五六]、", part)
            body.append(w(part[2:], front) if heading else w(part))
            continue
        rows = []
        open_spans: dict[int, tuple[int, int]] = {}
        n_columns = sum(across for _, _, across in part[0])
        for row in part:
            cells, column, own = [], 0, list(row)
            while column < n_columns:
                if column in open_spans:
                    left, across = open_spans[column]
                    cells.append(f'<w:tc><w:tcPr><w:gridSpan w:val="{across}"/><w:vMerge/></w:tcPr>{w("")}</w:tc>')
                    open_spans[column] = (left - 1, across)
                    if left == 1:
                        del open_spans[column]
                else:
                    words, down, across = own.pop(0)
                    merge = '<w:vMerge w:val="restart"/>' if down > 1 else ""
                    cells.append(f'<w:tc><w:tcPr><w:gridSpan w:val="{across}"/>{merge}</w:tcPr>{w(words)}</w:tc>')
                    if down > 1:
                        open_spans[column] = (down - 1, across)
                column += across
            rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
        body.append(f"<w:tbl>{''.join(rows)}</w:tbl>")
    document = (
        f'<w:document {ns} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">'
        f"<w:body>{''.join(body)}</w:body></w:document>"
    )
    numbering = (
        f'<w:numbering {ns}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    styles = (
        f'<w:styles {ns}><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        archive.writestr("word/numbering.xml", numbering)
        archive.writestr("word/styles.xml", styles)
    return stream.getvalue()


@pytest.mark.parametrize("by_style", [False, True])
def test_wps_file_with_text_box_and_numbered_headings(tmp_path: Path, by_style: bool) -> None:
    report = read(tmp_path, "年报.docx", wps_docx(by_style=by_style))
    assert_whole(report)
    assert report.text.count(MADE.title) == 1
    assert "二、主动公开政府信息情况" in report.text


def test_pdf_with_headings_split_over_lines(tmp_path: Path) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    font = make_files.embedded_font()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    y = 800.0

    def put(words: str, size: float, left: float = 80.0) -> None:
        nonlocal y
        if y < 80:
            canvas.showPage()
            y = 800.0
        canvas.setFont(font, size)
        canvas.drawString(left, y, words)
        y -= size * 1.6

    put(MADE.title[: len(MADE.title) - 8], 16, 100)
    put(MADE.title[len(MADE.title) - 8 :], 16, 220)
    for part in make_files.parts(MADE)[1:]:
        if not isinstance(part, str):
            continue
        if re.match(r"[一二三四五六]、", part) and len(part) > 9:
            put(part[:-4], 15)
            put(part[-4:], 15)
            continue
        first = True
        while part:
            n = 26 if first else 28
            put(part[:n], 14, 108 if first else 80)
            part, first = part[n:], False
    canvas.save()
    report = read(tmp_path, "年报.pdf", stream.getvalue())
    assert_whole(report, tables=False)


def test_page_declared_gb2312_with_characters_beyond_it(tmp_path: Path) -> None:
    page = make_files.html_text(MADE, charset="gb2312").replace("临山县", "镕山县").replace("办公室", "办公室（䶮𠮷）")
    report = read(tmp_path, "t_1.html", page.encode("gb18030"))
    assert report.agency == "镕山县青河镇人民政府"
    assert report.encoding == "gb18030"
    assert "䶮𠮷" in report.text
    assert "\ufffd" not in report.text
    assert kinds(report) == KINDS
    assert sum(len(table.cells) for table in report.tables) == 200


def test_report_in_one_paragraph(tmp_path: Path) -> None:
    words = "　".join(part for part in make_files.parts(MADE) if isinstance(part, str))
    assert "\n" not in words
    report = read(tmp_path, "一段.txt", words.encode())
    assert_whole(report, tables=False)


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_tables_as_pictures(tmp_path: Path, kind: str) -> None:
    if kind == "html":
        page = make_files.html_text(MADE)
        head, _, rest = page.partition('<div id="zoom">')
        data = (head + '<div id="zoom">' + re.sub(r"<table.*?</table>", '<p><img src="a.png"></p>', rest)).encode()
    else:
        import docx

        document = docx.Document()
        for part in make_files.parts(MADE):
            document.add_paragraph(part if isinstance(part, str) else "")
        stream = io.BytesIO()
        document.save(stream)
        data = stream.getvalue()
    report = read(tmp_path, f"图.{kind}", data)
    assert_whole(report, tables=False)
    assert report.tables == ()


def test_one_report_in_two_pages(tmp_path: Path) -> None:
    page = make_files.html_text(MADE)
    at = page.index("<p><span>四、政府信")
    head = page[: page.index('<div id="zoom">') + len('<div id="zoom">')]
    foot = "</div><div class='pages'>上一页 下一页</div></body></html>"
    (tmp_path / "t_1.html").write_text(page[:at] + foot, encoding="utf-8")
    (tmp_path / "t_1_2.html").write_text(head + page[at:], encoding="utf-8")
    corpus = cy.read_corpus(tmp_path, progress=False)
    assert [(report.agency, report.year) for report in corpus] == [(MADE.agency, MADE.year)] * 2
    (issue,) = [issue for issue in corpus.issues if issue.severity != "note"]
    assert isinstance(issue, Issue)
    assert "t_1.html" in issue.reason + issue.path
    assert "t_1_2.html" in issue.reason + issue.path
    assert "parts of one report" in issue.reason
    assert "同一份报告" in issue.reason_zh


def test_headings_with_blanks_between_their_characters(tmp_path: Path) -> None:
    text = make_files.as_text(MADE)
    spread = {
        "一、总体情况": "一 、 总 体 情 况",
        "二、主动公开政府信息情况": "二、  主动公开政府信息情况  ",
        "六、其他需要报告的事项": "　　六．其他需要报告的事项",
    }
    for plain, spaced in spread.items():
        assert plain in text
        text = text.replace(plain, spaced)
    assert_whole(read(tmp_path, "年报.txt", text.encode("utf-16")))


def test_bold_headings_and_escaped_pipes_in_markdown(tmp_path: Path) -> None:
    lines = [f"**{MADE.title}**", ""]
    for part in make_files.parts(MADE)[1:]:
        if isinstance(part, str):
            bold = bool(re.match(r"[一二三四五六]、", part))
            lines += [f"**{part}**" if bold else part, ""]
            continue
        width = sum(across for _, _, across in part[0])
        rows: list[list[str]] = []
        taken: dict[tuple[int, int], str] = {}
        for at, row in enumerate(part):
            column = 0
            for words, down, across in row:
                while (at, column) in taken:
                    column += 1
                for y in range(at, at + down):
                    for x in range(column, column + across):
                        taken[y, x] = words if (y, x) == (at, column) else ""
            rows.append([taken.get((at, x), "") for x in range(width)])
        lines += ["| " + " | ".join(rows[0]) + " |", "|" + " :---: |" * width]
        lines += ["| " + " | ".join(row) + " |" for row in rows[1:]] + [""]
    assert_whole(read(tmp_path, "年报.md", "\n".join(lines).encode()))


def test_tables_pasted_one_cell_a_line(tmp_path: Path) -> None:
    lines = []
    for part in make_files.parts(MADE):
        lines += [part] if isinstance(part, str) else [cell[0] for row in part for cell in row]
    assert_whole(read(tmp_path, "年报.txt", "\n\n".join(lines).encode("gb18030")))
