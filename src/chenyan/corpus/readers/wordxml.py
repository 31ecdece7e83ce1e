"""Small looks into WordprocessingML, whatever its namespace (transitional or strict)."""

from __future__ import annotations

from typing import Any

__all__ = ["NAMES", "attribute", "children", "first", "tag_of", "val"]


class _Names(dict[Any, str]):
    """Tags without their namespace; empty for comments and entities."""

    def __missing__(self, tag: Any) -> str:
        name = tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""
        if len(self) < 5000:  # a hostile file may invent names without end
            self[tag] = name
        return name


# A document asks for the names of some thousands of elements: NAMES[element.tag] spares a call each.
NAMES = _Names()


def tag_of(element: Any) -> str:
    """Return the tag without its namespace; empty for comments and entities."""
    return NAMES[element.tag]


def first(element: Any | None, name: str) -> Any | None:
    """Return the first child of this name in the namespace of the element."""
    if element is None:
        return None
    tag = element.tag
    return element.find(tag[: tag.find("}") + 1] + name)


def children(element: Any) -> dict[str, Any]:
    """Return the children by name in one pass; of several alike the first."""
    found: dict[str, Any] = {}
    for one in element:
        found.setdefault(NAMES[one.tag], one)
    return found


def attribute(element: Any, name: str) -> str:
    """Return an attribute by its local name, or an empty string."""
    for key, said in element.attrib.items():
        if key == name or key.endswith("}" + name):
            return str(said)
    return ""


def val(element: Any | None) -> str:
    """Return the ``val`` of an element, or an empty string."""
    return attribute(element, "val") if element is not None else ""
