"""Read PDF: text with positions by pypdfium2, lines joined to paragraphs, ruled tables cell by cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

from chenyan.corpus.build import Document
from chenyan.corpus.decode import common_share
from chenyan.corpus.readers.base import MAX_CHARS, Composer, UnreadableError
from chenyan.corpus.readers.ocr import MAX_OCR_PAGES, has_ocr, recognise
from chenyan.corpus.readers.pdf_layout import Line, Page, body_lines, columns_of, merge_rows, paragraphs
from chenyan.corpus.readers.pdf_page import CharBoxes, page_objects, units
from chenyan.corpus.readers.pdf_tables import MAX_TABLE_PAGES, PageTable, find_page_tables, page_tables, stitch

__all__ = ["read"]

MAX_PAGES = 400
_MAX_PAGE_CHARS = 60_000
_FEW = 10  # characters: a page with fewer has no text layer worth the name
_WIDE = 1.25  # width of a hanzi over its height: more means that blanks stand between the words
_GAP = 1.5  # heights of a line: a wider blank parts two cells or columns
_HAS_TABLE = re.compile(
    r"自然人|结果维持|结果纠正|本年制发|本年新制作|处理决定数量|收费金额|本年增[/／]减|采购项目数量|规范性文件\s?\d|"
    r"予以公开|不予公开|部分公开|无法提供|不予处理|其他处理|结转下年度|重复申请|属于国家秘密|行政处罚\s?\d|行政强制\s?\d"
)
_COMPARISON = re.compile(r"比对|对比|对照|重复率|\bvs\b|VS")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


def read(data: bytes, name: str, *, ocr: bool = False) -> Document:
    """Read a PDF with a text layer; ``ocr`` asks for the recognition of pages without one."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError(
                "protected by a password: save it without one", "PDF 有密码保护：请去除密码后另存"
            ) from error
        raise UnreadableError(
            f"damaged PDF ({str(error)[:100]}); get it again or print it to a new PDF",
            "PDF 已损坏；请重新获取，或打印为新的 PDF",
        ) from error
    with closing(pdf):
        return _read(pdf, data, ocr)


def _read(pdf: Any, data: bytes, ocr: bool) -> Document:
    pages, n_pages, seen = _pages(pdf)
    metadata = _metadata(pdf)
    notes: list[tuple[str, str]] = []
    if ocr and has_ocr():
        pages, notes = _recognised(pdf, pages)
    notes += _judge(pages, n_pages)
    two_columns = columns_of(pages)
    tables: list[PageTable] = []
    if two_columns is None:
        pages = [page.with_lines(merge_rows(page.lines)) for page in pages]
        cued = {page.index for page in pages if _HAS_TABLE.search(page.text)}
        # a page that follows may hold nothing but the last rows of a table
        wanted = [page for page in pages if page.index in cued or page.index - 1 in cued]
        tables, problem = find_page_tables(pdf, data, wanted, seen)
        if problem is not None:
            notes.append(problem)
    else:
        said = [str(page.index + 1) for page in two_columns]
        where = ", ".join(said[:6]) + (" ..." if len(said) > 6 else "")
        compared = bool(_COMPARISON.search(pages[0].text)) if pages else False
        notes.append(
            (
                f"two columns on page {where}: "
                + (
                    "it looks like a comparison of two reports; the left side was read first, then the right. Read the "
                    "reports themselves instead"
                    if compared
                    else "read column by column; check the order of the text"
                ),
                f"第 {where} 页为双栏排版："
                + (
                    "疑似两份报告的比对文件，先读左栏再读右栏；请改用原报告" if compared else "逐栏读取；请核对文字顺序"
                ),
            )
        )
        pages = _reorder(pages, whole=compared)
    composer = Composer()
    _compose(pages, tables, composer)
    text, grids = composer.result()
    share = common_share(text)
    if len(_PRIVATE.findall(text)) > 0.2 * max(1, len(text)) or (share is not None and share < 0.05):
        raise UnreadableError(
            "the text layer of this PDF is garbled (fonts without a character map); run OCR or get the docx",
            "PDF 文字层为乱码（字体缺少字符映射）；请做 OCR，或获取 docx 版本",
        )
    return Document(text=text, format="pdf", encoding="pdf", grids=grids, metadata=metadata, notes=tuple(notes))


def _pages(pdf: Any) -> tuple[list[Page], int, dict[int, list[PageTable]]]:
    """Return the pages, how many there are, and the tables of those whose words, or the page before, speak of one."""
    import pypdfium2

    pages: list[Page] = []
    tables: dict[int, list[PageTable]] = {}
    n_pages = len(pdf)
    length = 0
    cued_before = False
    for index in range(min(n_pages, MAX_PAGES)):
        try:
            page = pdf[index]
            width, height = page.get_size()
            text_page = page.get_textpage()
            text = text_page.get_text_range(0, min(text_page.count_chars(), _MAX_PAGE_CHARS))
        except (pypdfium2.PdfiumError, ValueError):
            pages.append(Page(index, 0.0, 0.0, "", []))
            cued_before = False
            continue
        cued = bool(_HAS_TABLE.search(text))
        wanted = (cued or cued_before) and len(tables) < MAX_TABLE_PAGES
        boxes = CharBoxes(text_page)
        if wanted:
            boxes.ask_all(units(text))
        lines = _lines(boxes, text) if text.strip() else []
        paths, n_lost = page_objects(page, with_paths=wanted)
        if wanted:
            tables[index] = page_tables(index, paths, boxes, text, height)
        cued_before = cued
        pages.append(Page(index, width, height, text, lines, has_image=not lines and _has_image(page), n_lost=n_lost))
        text_page.close()
        page.close()
        length += len(text)
        if length > MAX_CHARS:
            break
    return pages, n_pages, tables


def _recognised(pdf: Any, pages: Sequence[Page]) -> tuple[list[Page], list[tuple[str, str]]]:
    """Recognise the pages that are pictures; say which ones, and how sure the recognition is."""
    read_pages: list[Page] = []
    done: list[int] = []
    sure = n_chars = 0.0
    for page in pages:
        if not page.has_image or len("".join(page.text.split())) >= _FEW or len(done) >= MAX_OCR_PAGES:
            read_pages.append(page)
            continue
        found = recognise(pdf[page.index])
        text = "\n".join(line.text for line in found.lines)
        read_pages.append(replace(page, text=text, lines=list(found.lines), has_image=not found.lines))
        done.append(page.index + 1)
        sure += found.confidence * len(text)
        n_chars += len(text)
    if not n_chars:
        return read_pages, []
    where = ", ".join(map(str, done[:10])) + (" ..." if len(done) > 10 else "")
    mean = sure / n_chars
    note = (
        f"page {where} was read by OCR, mean confidence {mean:.3f}; check names and figures against the scan",
        f"第 {where} 页由 OCR 识别，平均置信度 {mean:.3f}；请对照原件核对名称与数字",
    )
    return read_pages, [note]


def _has_image(page: Any) -> bool:
    import pypdfium2.raw

    return any(True for _ in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _lines(boxes: CharBoxes, text: str) -> list[Line]:
    """Return the lines of a page with their boxes; the ends of a line are enough unless it looks torn."""
    lines: list[Line] = []
    at = 0
    for raw in text.split("\r\n"):
        words = raw.replace("\ufffe", "").replace("\x00", "").strip()
        if words:
            front = len(raw) - len(raw.lstrip())
            back = len(raw.rstrip())
            left, top, _, bottom = boxes[at + front]
            _, top_end, right, bottom_end = boxes[at + max(front, back - 1)]
            line = Line(words, left, right, min(bottom, bottom_end), max(top, top_end))
            height = max(top - bottom, top_end - bottom_end, 1.0)
            if (abs(bottom - bottom_end) > 1.2 * height and len(words) > 8) or (
                " " in words and line.size > _WIDE * height
            ):
                lines.extend(_pieces(boxes, raw, at))
            else:
                lines.append(line)
        at += units(raw) + 2
    return lines


def _pieces(boxes: CharBoxes, raw: str, at: int) -> list[Line]:
    """Split what comes as one line: where the words drop to the next line, and where a wide gap parts two cells."""
    lines: list[Line] = []
    words = ""
    is_open = False
    unit = row = at
    left = bottom = right = top = 0.0
    for char in raw:
        if not char.isspace():
            x0, y1, x1, y0 = boxes[unit]
            if is_open:
                drops = y0 > top or y1 < bottom
                if drops or x0 - right > _GAP * (top - bottom) or x1 < left:
                    lines.append(Line(words.strip(), left, right, bottom, top, row=row))
                    words, is_open = "", False
                    row = unit if drops else row
            if not is_open:
                left, bottom, right, top, is_open = x0, y0, x1, y1, True
            else:
                left = x0 if x0 < left else left
                bottom = y0 if y0 < bottom else bottom
                right = x1 if x1 > right else right
                top = y1 if y1 > top else top
        words += char
        unit += 2 if char > "\uffff" else 1
    if is_open:
        lines.append(Line(words.strip(), left, right, bottom, top, row=row))
    return lines


def _metadata(pdf: Any) -> tuple[tuple[str, str], ...]:
    wanted = {"Title": "document_title", "Author": "author", "CreationDate": "created", "ModDate": "modified"}
    found = {}
    try:
        said = pdf.get_metadata_dict(skip_empty=True)
    except (UnicodeDecodeError, RuntimeError, ValueError):
        return ()
    for key, name in wanted.items():
        if said.get(key, "").strip():
            found[name] = said[key].strip()[:200]
    return tuple(sorted(found.items()))


def _judge(pages: Sequence[Page], n_pages: int) -> list[tuple[str, str]]:
    """Say which pages have no text; a PDF without any is refused."""
    notes: list[tuple[str, str]] = []
    bare = [page for page in pages if len("".join(page.text.split())) < _FEW]
    if pages and sum(len("".join(page.text.split())) for page in pages) < _FEW * max(1, len(pages)) // 2 + _FEW:
        raise UnreadableError(
            f"needs OCR: {n_pages} scanned pages without a text layer; read with ocr=True (--ocr) and chenyan[ocr] "
            "installed, or run OCR and save as PDF with text, docx or txt",
            f"需要 OCR：共 {n_pages} 页扫描件，没有文字层；请安装 chenyan[ocr] 并用 ocr=True（--ocr）读取，"
            "或做 OCR 后存为带文字层的 PDF、docx 或 txt",
        )
    scanned = [str(page.index + 1) for page in bare if page.has_image]
    if scanned:
        where = ", ".join(scanned[:10]) + (" ..." if len(scanned) > 10 else "")
        notes.append(
            (
                f"needs OCR: page {where} is a picture without text and was not read",
                f"需要 OCR：第 {where} 页是图片，没有文字，未读取",
            )
        )
    n_lost = sum(page.n_lost for page in pages)
    if n_lost:
        notes.append(
            (
                f"{n_lost} words may be missing: their font is not embedded in the PDF and not on this machine; "
                "get the docx, or print it to a PDF with its fonts",
                f"可能缺失 {n_lost} 处文字：PDF 未嵌入字体且本机没有该字体；请获取 docx，或重新打印为嵌入字体的 PDF",
            )
        )
    if len(pages) < n_pages:
        notes.append(
            (f"only {len(pages)} of {n_pages} pages were read", f"共 {n_pages} 页，只读取了前 {len(pages)} 页")
        )
    return notes


def _reorder(pages: Sequence[Page], *, whole: bool) -> list[Page]:
    """Put the left column before the right one: on each page, or (a comparison) over the whole document."""
    left: list[Page] = []
    right: list[Page] = []
    for page in pages:
        middle = page.width / 2
        sides: tuple[list[Line], list[Line]] = ([], [])
        for line in page.lines:
            sides[line.left >= middle - 2].append(line)
        left.append(page.with_lines(sides[0]))
        right.append(page.with_lines(sides[1]))
    if whole:
        return [*left, *right]
    return [half for pair in zip(left, right, strict=True) for half in pair]


def _compose(pages: Sequence[Page], tables: Sequence[PageTable], composer: Composer) -> None:
    """Write paragraphs and tables in the order of the pages; a table stands where its first words stood."""
    kept = body_lines(pages)
    by_page: dict[int, list[PageTable]] = {}
    for table in tables:
        by_page.setdefault(table.page, []).append(table)
    blocks: list[Line | PageTable] = []
    for page, lines in zip(pages, kept, strict=True):
        waiting = sorted(by_page.get(page.index, ()), key=lambda table: -table.top)
        placed: set[int] = set()
        for line in lines:
            inside = next((at for at, table in enumerate(waiting) if table.holds(line, page.height)), None)
            if inside is None:
                blocks.append(line)
            elif inside not in placed:
                placed.add(inside)
                blocks.append(waiting[inside])
        blocks.extend(table for at, table in enumerate(waiting) if at not in placed and table.has_words)
    run: list[Line] = []
    group: list[PageTable] = []

    def flush_text() -> None:
        for paragraph in paragraphs(run):
            composer.line(paragraph)
        run.clear()

    def flush_tables() -> None:
        for cells, n_rows, n_columns in stitch(group):
            composer.table(cells, n_rows, n_columns)
        group.clear()

    for block in blocks:
        if isinstance(block, PageTable):
            flush_text()
            group.append(block)
        else:
            flush_tables()
            run.append(block)
    flush_text()
    flush_tables()
