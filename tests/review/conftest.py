"""The maker of invented audits, shared with the tests of the review page."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def made() -> ModuleType:
    """The module tests/helpers/made_audit.py."""
    path = Path(__file__).resolve().parent.parent / "helpers" / "made_audit.py"
    if "made_audit" not in sys.modules:
        spec = importlib.util.spec_from_file_location("made_audit", path)
        module = importlib.util.module_from_spec(spec)
        sys.modules["made_audit"] = module
        spec.loader.exec_module(module)
    return sys.modules["made_audit"]
