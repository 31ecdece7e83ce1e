"""Read RTF: control words dropped, code pages and \\u escapes decoded, cells by tabs and rows by lines."""

from __future__ import annotations

import re

from chenyan.corpus.build import Document
from chenyan.corpus.readers.base import MAX_CHARS, UnreadableError
from chenyan.corpus.readers.plain import from_text

__all__ = ["read"]

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.S
)
_HIDDEN = frozenset(
    b"fonttbl colortbl stylesheet info pict object header footer headerl headerr headerf footerl footerr footerf "
    b"footnote annotation listtable listoverridetable rsidtbl generator themedata colorschememapping datastore "
    b"latentstyles xmlnstbl fldinst deleted pntext nonshppict mmathPr wgrffmtfilter filetbl revtbl".split()
)
_LINES = {
    b"par": "\n",
    b"line": "\n",
    b"row": "\n",
    b"cell": "\t",
    b"nestcell": "\t",
    b"nestrow": "\n",
    b"tab": "\t",
    b"page": "\n",
}
_MARKS = {
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"emspace": "\u2003", b"enspace": "\u2002",
}  # fmt: skip
_CODE_PAGES = {936: "gb18030", 950: "big5", 65001: "utf-8", 54936: "gb18030", 1252: "cp1252"}
_MAX_DEPTH = 500


def read(data: bytes, name: str) -> Document:
    """Read the words of an RTF file; tables come with one row a line, cells separated by tabs."""
    codec = "gb18030"  # Chinese Word writes \ansicpg936
    words: list[str] = []
    pending = bytearray()  # bytes of one character may come as several \'hh
    stack: list[tuple[bool, int]] = []
    hidden, unicode_skip, skip = False, 1, 0
    starred = False
    length = 0

    def put(text: str) -> None:
        nonlocal length
        if pending:
            decoded = pending.decode(codec, "replace")
            pending.clear()
            words.append(decoded)
            length += len(decoded)
        if text:
            words.append(text)
            length += len(text)

    for match in _TOKEN.finditer(data):
        word, number, code, symbol, brace, plain = match.groups()
        if length > MAX_CHARS:
            break
        if brace == b"{":
            put("")
            if len(stack) > _MAX_DEPTH:
                raise UnreadableError("RTF nested too deeply; save it as docx", "RTF 嵌套过深；请另存为 docx")
            stack.append((hidden, unicode_skip))
        elif brace == b"}":
            put("")
            if stack:
                hidden, unicode_skip = stack.pop()
            skip = 0
        elif word is not None:
            if word == b"bin":
                raise UnreadableError("RTF with binary parts; save it as docx", "RTF 含二进制内容；请另存为 docx")
            if word in _HIDDEN or starred:
                hidden = True
            starred = False
            if word == b"ansicpg" and number is not None:
                codec = _CODE_PAGES.get(int(number), "gb18030")
            elif word == b"uc" and number is not None:
                unicode_skip = max(0, min(int(number), 8))
            elif word == b"u" and number is not None and not hidden:
                put(_unicode(int(number)))
                skip = unicode_skip
            elif not hidden and word in _LINES:
                put(_LINES[word])
            elif not hidden and word in _MARKS:
                put(_MARKS[word])
        elif symbol is not None:
            starred = symbol == b"*"
            if not hidden and symbol in b"\\{}":
                put(symbol.decode())
            elif not hidden and symbol in (b"~", b"\r", b"\n"):
                put("\u00a0" if symbol == b"~" else "\n")
        elif code is not None:
            if skip:
                skip -= 1
            elif not hidden:
                pending += bytes.fromhex(code.decode())
        elif plain is not None and not hidden:
            dropped = min(skip, len(plain))
            skip -= dropped
            if pending and not dropped:  # the second byte of a GBK character may be a plain letter
                pending += plain
            else:
                put("")
                pending += plain[dropped:]
    put("")
    text = "".join(words).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if not text.strip():
        raise UnreadableError(
            "RTF without text; open it in Word or WPS and save it as docx", "RTF 中没有文字；请另存为 docx"
        )
    return from_text(text, "rtf", encoding=codec)


def _unicode(number: int) -> str:
    code = number + 65536 if number < 0 else number
    return chr(code) if 0 < code < 0x110000 else "\ufffd"
