"""What goes wrong is said in English and Chinese."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import chenyan

SOURCE = Path(chenyan.__file__).parent
ERRORS = {"ChenyanError", "ReportError", "SettingsError"}
HANZI = re.compile("[一-鿿]")


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_every_message_of_an_error_has_both_languages(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            if getattr(node.exc.func, "id", "") not in ERRORS:
                continue
            words = ast.get_source_segment(text, node.exc.args[0]) or ""
            named = not any(isinstance(part, ast.Constant | ast.JoinedStr) for part in ast.walk(node.exc.args[0]))
            assert named or HANZI.search(words) or "_zh" in words, f"{path.name}:{node.lineno}: {words}"
            assert named or re.search("[a-z]{2}", words), f"{path.name}:{node.lineno}: {words}"
