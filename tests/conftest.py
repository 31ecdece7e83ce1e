"""Shared fixtures: where the sample, the labelled data and (if present) the folder of real reports are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def labelled_folder() -> Path:
    """The labelled development data."""
    return ROOT / "corpora" / "labelled"


@pytest.fixture(scope="session")
def sample_folder() -> Path:
    """The constructed sample corpus."""
    return ROOT / "corpora" / "sample"


@pytest.fixture(scope="session")
def real_folder() -> Path:
    """The folder of real reports, which stays outside the repository; tests that use it skip without it."""
    folder = Path(os.environ.get("CHENYAN_REAL", ROOT.parent / "shared" / "corpora-real"))
    if not folder.is_dir():
        pytest.skip("no folder of real reports; set CHENYAN_REAL to use one")
    return folder
