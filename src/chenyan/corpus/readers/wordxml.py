"""Small looks into WordprocessingML, whatever its namespace (transitional or strict)."""

from __future__ import annotations

from typing import Any

__all__ = ["attribute", "first", "tag_of", "val"]


def tag_of(element: Any) -> str:
    """Return the tag without its namespace; empty for comments and entities."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def first(element: Any | None, name: str) -> Any | None:
    """Return the first child of this name."""
    if element is not None:
        for one in element:
            if tag_of(one) == name:
                return one
    return None


def attribute(element: Any, name: str) -> str:
    """Return an attribute by its local name, or an empty string."""
    for key, said in element.attrib.items():
        if key == name or key.endswith("}" + name):
            return str(said)
    return ""


def val(element: Any | None) -> str:
    """Return the ``val`` of an element, or an empty string."""
    return attribute(element, "val") if element is not None else ""
