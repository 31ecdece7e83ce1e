"""The same invented report comes out of every format: its words in order, its tables cell by cell."""

from __future__ import annotations

import io
import re
import zipfile

import make_files as make
import pytest

from chenyan.corpus.build import Document
from chenyan.corpus.readers import UnreadableError, read_document
from chenyan.corpus.sniff import sniff
from chenyan.types import Grid

MADE = make.report("青河镇", 2021, seed=7)
FORMATS = {"txt": make.as_txt, "html": make.as_html, "docx": make.as_docx, "pdf": make.as_pdf}


def read(data: bytes, name: str = "report") -> Document:
    return read_document(data, name, sniff(data, name))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def expanded(grid: Grid) -> list[list[str]]:
    """Return the grid with the words of a merged cell in each of its places."""
    rows = [[""] * grid.n_columns for _ in range(grid.n_rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                rows[row][column] = squeezed(cell.text)
    return rows


def expected(rows: list[list[tuple[str, int, int]]]) -> list[list[str]]:
    width = sum(across for _, _, across in rows[0])
    out: list[list[str | None]] = [[None] * width for _ in rows]
    for at, row in enumerate(rows):
        for words, down, across in row:
            column = out[at].index(None)
            for y in range(at, at + down):
                for x in range(column, column + across):
                    out[y][x] = words
    return [[words or "" for words in row] for row in out]


@pytest.mark.parametrize("kind", FORMATS)
def test_the_format_is_told_by_content(kind: str) -> None:
    data = FORMATS[kind](MADE)
    assert sniff(data, "misleading.xyz") == kind
    assert sniff(data, f"report.{'pdf' if kind != 'pdf' else 'docx'}") == kind


@pytest.mark.parametrize("kind", FORMATS)
def test_all_words_come_in_order(kind: str) -> None:
    text = squeezed(read(FORMATS[kind](MADE)).text)
    at = 0
    for words in (
        MADE.title,
        *MADE.opening,
        "三、收到和处理",
        "四、政府信息公开行政复议",
        *MADE.closing,
        *MADE.signature,
    ):
        found = text.find(squeezed(words), at)
        assert found >= at, words
        at = found + 1


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_every_cell_stands_where_it_was_printed(kind: str) -> None:
    document = read(FORMATS[kind](MADE))
    assert [expanded(grid) for grid in document.grids] == [expected(rows) for rows in make.all_tables(MADE)]


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_cells_point_to_their_words(kind: str) -> None:
    document = read(FORMATS[kind](MADE))
    for grid in document.grids:
        assert all(document.text[cell.start : cell.end] == cell.text for cell in grid.cells)
        assert all(grid.start <= cell.start <= cell.end <= grid.end for cell in grid.cells)


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_a_merged_cell_is_written_once(kind: str) -> None:
    assert read(FORMATS[kind](MADE)).text.count("（三）不予公开") == 1


def test_paragraphs_of_a_pdf_are_joined_and_page_numbers_gone() -> None:
    lines = read(make.as_pdf(MADE)).text.split("\n")
    assert [line for line in lines if squeezed(line) in [squeezed(part) for part in MADE.opening]] == list(MADE.opening)
    assert not [line for line in lines if re.fullmatch(r"\s*-?\s*\d\s*-?\s*", line)]


def test_a_page_is_cut_to_its_report() -> None:
    document = read(make.as_html(MADE))
    assert document.text.startswith(MADE.title)
    assert document.text.rstrip().endswith(MADE.signature[1])
    for furniture in ("首页", "浏览次数", "网站标识码", "上一篇", "var words"):
        assert furniture not in document.text


def test_metadata_of_a_page_is_kept() -> None:
    metadata = dict(read(make.as_html(MADE)).metadata)
    assert metadata["published"] == "2022-01-21"
    assert metadata["agency"] == MADE.agency
    assert metadata["index_number"] == "000000001/2022-00007"
    assert read(make.as_html(MADE)).title == MADE.title


def test_the_charset_of_a_page_is_only_a_hint() -> None:
    page = make.html_text(make.report("䶮水镇"), charset="gb2312")
    assert "䶮水镇" in read(page.encode("gb18030")).text
    assert "䶮水镇" in read(page.encode("utf-8")).text


def test_a_page_without_anchors_stays_whole() -> None:
    page = "<html><body><p>通知</p><p>明天开会。</p><div>后天也开会。</div></body></html>"
    assert read(page.encode()).text == "通知\n明天开会。\n后天也开会。\n"


def test_the_annexed_table_below_the_signature_is_kept() -> None:
    annex = make.html_table([[("统计指标", 1, 1), ("统计数", 1, 1)], [("主动公开政府信息数", 1, 1), ("80", 1, 1)]])
    page = make.html_text(MADE).replace("<div>上一篇", f"<p>附表</p>{annex}<div>上一篇")
    text = read(page.encode()).text
    assert text.endswith("附表\n统计指标\t统计数\n主动公开政府信息数\t80\n")


def test_lists_of_other_reports_beside_the_text_are_cut() -> None:
    body = "".join(make.html_table(p) if not isinstance(p, str) else f"<p>{p}</p>" for p in make.parts(MADE))
    page = (
        "<html><body><table><tr><td><ul><li><a>白沙镇2020年政府信息公开年度报告</a></li></ul></td>"
        f"<td>{body}<div>【打印】【关闭】</div></td></tr></table><div>版权所有</div></body></html>"
    )
    document = read(page.encode())
    assert document.text.startswith(MADE.title)
    assert document.text.endswith(MADE.signature[1] + "\n")
    assert len(document.grids) == 3


def test_processing_instructions_of_a_page_are_no_text() -> None:
    page = "<html><p>公开<?php echo 1 ?>80条</p><?import a='o'><table><tr><?td a?><td>1</td></tr></table>"
    assert read(page.encode()).text.split("\n")[:2] == ["公开80条", "1"]


def test_inline_spans_join_without_blanks() -> None:
    page = "<html><body><p><span>20</span><span>21</span><font>年公开<b>8</b>0条\n信息</font></p><br>完</body></html>"
    assert read(page.encode()).text == "2021年公开80条信息\n完\n"


def test_layout_tables_are_read_as_blocks() -> None:
    inner = make.html_table([[("甲", 1, 1), ("乙", 1, 1)], [("1", 1, 1), ("2", 1, 1)]])
    page = f"<html><body><table><tr><td>菜单</td><td><p>正文一段</p>{inner}<p>结尾</p></td></tr></table></body></html>"
    document = read(page.encode())
    assert document.text == "菜单\n正文一段\n甲\t乙\n1\t2\n结尾\n"
    assert [(grid.n_rows, grid.n_columns) for grid in document.grids] == [(2, 2)]


@pytest.mark.parametrize("span", ["100000000", "2px", "0", "-3", "x", ""])
def test_strange_spans_do_no_harm(span: str) -> None:
    page = (
        f'<html><body><table><tr><td colspan="{span}" rowspan="{span}">甲</td><td>1</td></tr>'
        "<tr><td>乙</td><td>2</td></tr></table></body></html>"
    )
    words = [cell.text for grid in read(page.encode()).grids for cell in grid.cells]
    assert words == ["甲", "1", "乙", "2"]


def test_mhtml_and_html_named_doc_are_read() -> None:
    page = make.html_text(MADE)
    mime = (
        'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
        f"--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{page}\r\n--x--\r\n"
    )
    assert read(mime.encode(), "report.doc").text == read(page.encode(), "report.doc").text


def word(body: str, *, numbering: str = "") -> bytes:
    """Return a docx with this body."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as pack:
        pack.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        if numbering:
            pack.writestr("word/numbering.xml", f"<w:numbering {space}>{numbering}</w:numbering>")
    return stream.getvalue()


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        f"<w:p>{run('公开')}<w:del><w:r><w:delText>70</w:delText></w:r></w:del><w:ins>{run('80')}</w:ins>{run('条')}</w:p>"
        f"<w:p><w:moveFrom>{run('移走')}</w:moveFrom><w:moveTo>{run('移来')}</w:moveTo></w:p>"
    )
    document = read(word(body))
    assert document.text == "公开80条\n移来\n"
    assert "2 tracked deletions" in document.notes[0][0]


def test_content_controls_smart_tags_links_and_boxes_are_read() -> None:
    body = (
        f"<w:sdt><w:sdtContent><w:p><w:smartTag>{run('青河镇')}</w:smartTag><w:hyperlink>{run('网站')}</w:hyperlink></w:p>"
        f"</w:sdtContent></w:sdt><w:p>{run('正文')}<w:r><w:pict><w:txbxContent><w:p>{run('框内')}</w:p></w:txbxContent>"
        f"</w:pict></w:r></w:p><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:footnoteReference/></w:r></w:p>"
    )
    assert read(word(body)).text.split() == ["青河镇网站", "正文", "框内"]


def test_grid_before_and_continued_cells_keep_their_columns() -> None:
    def cell(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(words)}</w:p></w:tc>"

    top, on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    body = (
        "<w:tbl>"
        f"<w:tr>{cell('甲', top)}{cell('乙')}{cell('丙')}</w:tr>"
        f"<w:tr>{cell('', on)}{cell('1', wide)}</w:tr>"
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('2')}{cell('3')}</w:tr></w:tbl>"
    )
    (grid,) = read(word(body)).grids
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells] == [
        ("甲", 0, 0, 2, 1),
        ("乙", 0, 1, 1, 1),
        ("丙", 0, 2, 1, 1),
        ("1", 1, 1, 1, 2),
        ("2", 2, 1, 1, 1),
        ("3", 2, 2, 1, 1),
    ]


def test_numerals_that_word_prints_are_written() -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )

    def item(words: str, level: int) -> str:
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>{run(words)}</w:p>'

    body = item("总体情况", 0) + item("主动公开", 1) + item("监督保障", 1) + item("主动公开情况", 0) + item("条目", 1)
    assert read(word(body, numbering=numbering)).text.split() == [
        "一、总体情况", "（一）主动公开", "（二）监督保障", "二、主动公开情况", "（一）条目",
    ]  # fmt: skip


def test_rtf_is_read() -> None:
    text = "".join(f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" if ord(c) > 127 else c for c in "一、总体情况")
    gbk = "".join(f"\\'{byte:02x}" for byte in "公开80条。".encode("gb18030"))
    data = f"{{\\rtf1\\ansi\\ansicpg936{{\\fonttbl{{\\f0 SimSun;}}}}\\uc1 {text}\\par {gbk}\\par}}".encode()
    assert sniff(data, "a.doc") == "rtf"
    assert read(data).text == "一、总体情况\n公开80条。\n"


def test_the_chinese_side_of_a_translation_memory_is_read() -> None:
    data = (
        '<?xml version="1.0"?><tmx version="1.4"><body><tu><tuv xml:lang="en"><seg>Work</seg></tuv>'
        '<tuv xml:lang="zh-CN"><seg>工作报告</seg></tuv></tu></body></tmx>'
    ).encode()
    assert read(data).text == "工作报告\n"


def test_a_text_that_repeats_itself_is_read_once() -> None:
    copy = "\n".join([MADE.title, *MADE.opening, *MADE.closing]) + "\n"
    document = read(("首页 导航\n" + copy * 4).encode())
    assert document.text == "首页 导航\n" + copy
    assert "4 times" in document.notes[0][0]


def test_two_columns_are_said() -> None:
    from reportlab.pdfgen import canvas

    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(842, 595))
    page.setFont(make.embedded_font(), 10)
    page.drawString(40, 560, "2020 vs 2021 比对")
    for n in range(12):
        page.drawString(40, 500 - 20 * n, f"左栏第{n}行文字属于上一年度的报告")
        page.drawString(440, 500 - 20 * n, f"右栏第{n}行文字属于本年度的报告")
    page.save()
    document = read(stream.getvalue())
    assert "comparison of two reports" in document.notes[0][0]
    assert document.text.rindex("左栏") < document.text.index("右栏")


def test_a_table_on_two_pages_is_one_table() -> None:
    from reportlab.lib import colors
    from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

    style = TableStyle(
        [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTNAME", (0, 0), (-1, -1), make.embedded_font())]
    )
    rows = [["自然人", "商业企业", "总计"], *([f"第{n}行", str(n), str(2 * n)] for n in range(60))]
    stream = io.BytesIO()
    SimpleDocTemplate(stream).build([Table(rows, style=style, colWidths=[200, 100, 100])])
    (grid,) = read(stream.getvalue()).grids
    assert expanded(grid) == rows


def test_a_box_around_prose_is_no_table() -> None:
    from reportlab.lib import colors
    from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

    style = TableStyle(
        [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTNAME", (0, 0), (-1, -1), make.embedded_font())]
    )
    stream = io.BytesIO()
    SimpleDocTemplate(stream).build([Table([["本镇向自然人公开信息80条，"], ["办结申请3件。"]], style=style)])
    document = read(stream.getvalue())
    assert document.grids == ()
    assert squeezed(document.text) == "本镇向自然人公开信息80条，办结申请3件。"


def test_characters_that_a_missing_font_loses_are_said() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    page = canvas.Canvas(stream)
    page.setFont("STSong-Light", 12)
    page.drawString(100, 700, "青河镇人民政府政府信息公开工作年度报")
    page.drawString(100, 680, "告")
    page.save()
    document = read(stream.getvalue())
    assert "告" in document.text or "not embedded" in document.notes[0][0]


def test_a_scan_needs_ocr() -> None:
    from reportlab.pdfgen import canvas

    stream = io.BytesIO()
    page = canvas.Canvas(stream)
    for _ in range(3):
        page.rect(50, 50, 300, 300, fill=1)
        page.showPage()
    page.save()
    with pytest.raises(UnreadableError, match="needs OCR: 3 scanned pages"):
        read(stream.getvalue())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\0" * 500, "empty"),
        (b"\x89PNG\r\n\x1a\n....", "OCR"),
        (b"Rar!\x1a\x07\x01\x00....", "unpack"),
        (b"%PDF-1.7 broken", "damaged PDF"),
        (b"\x7fELF" + bytes(range(256)) * 4, "program"),
        (bytes(range(256)) * 50, "not a text"),
        (b"PK\x03\x04word/ broken", "damaged docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 20, "old Word file"),
    ],
)
def test_what_cannot_be_read_names_reason_and_way_out(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason) as caught:
        read(data)
    assert re.search("[\u4e00-\u9fff]", caught.value.reason_zh)


def test_a_docx_with_entities_resolves_none() -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "'
        + "a" * 1000
        + '">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(8))
        + "]>"
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as pack:
        pack.writestr(
            "word/document.xml",
            f"{bomb}<w:document {space}><w:body><w:p>{run('公开&h;80条')}</w:p></w:body></w:document>",
        )
    try:
        text = read(stream.getvalue()).text
    except UnreadableError:
        return
    assert len(text) < 100
