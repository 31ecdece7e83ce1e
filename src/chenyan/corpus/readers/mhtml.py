"""Read web archives (.mht, .mhtml, or .doc saved as one): the first HTML part of the message."""

from __future__ import annotations

from email import message_from_bytes

from chenyan.corpus.build import Document
from chenyan.corpus.readers.base import UnreadableError
from chenyan.corpus.readers.html import from_html
from chenyan.corpus.readers.plain import decode_text

__all__ = ["read"]

_MAX_PARTS = 5000


def read(data: bytes, name: str) -> Document:
    """Read the page of a web archive."""
    message = message_from_bytes(data)
    for number, part in enumerate(message.walk()):
        if number > _MAX_PARTS:
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                decoded = decode_text(payload)
                return from_html(decoded.text, encoding=decoded.encoding, notes=decoded.notes, kind="mhtml")
    raise UnreadableError(
        "a web archive without a page in it; save the page again", "网页归档中没有网页；请重新保存网页"
    )
