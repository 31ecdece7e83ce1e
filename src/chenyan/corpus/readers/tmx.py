"""Read translation memories (TMX): the Chinese segments in order, one a line."""

from __future__ import annotations

import io

from lxml import etree

from chenyan.corpus.build import Document
from chenyan.corpus.readers.base import MAX_CHARS, UnreadableError

__all__ = ["read"]

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(data: bytes, name: str) -> Document:
    """Read the Chinese side of a bilingual file."""
    lines: list[str] = []
    length = 0
    try:
        walk = etree.iterparse(
            io.BytesIO(data), tag="tuv", resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
        )
        for _, unit in walk:
            language = (unit.get(_LANGUAGE) or unit.get("lang") or "").lower()
            segment = unit.find("seg")
            if language.startswith("zh") and segment is not None and length < MAX_CHARS:
                words = "".join(segment.itertext()).strip()
                if words:
                    lines.append(words)
                    length += len(words)
            unit.clear()
    except etree.XMLSyntaxError as error:
        raise UnreadableError(
            f"damaged XML ({str(error)[:120]}); get the file again", "XML 已损坏；请重新获取该文件"
        ) from error
    if not lines:
        raise UnreadableError("a translation memory without Chinese in it", "翻译记忆库中没有中文")
    note = (
        f"bilingual file: its {len(lines)} Chinese segments were read, one a line; a paragraph may be several lines",
        f"双语文件：读取了其中 {len(lines)} 个中文句段，每段一行",
    )
    return Document(text="\n".join(lines) + "\n", format="tmx", notes=(note,))
