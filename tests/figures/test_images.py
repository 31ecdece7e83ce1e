"""How the figures look is part of what they are: pictures compared with approved ones, with some tolerance.

Approve new pictures with ``pytest tests/figures/test_images.py --mpl-generate-path=tests/figures/baseline`` after looking at
them. Without ``--mpl`` these tests only draw.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import chenyan.figures as cf
from made_tables import flags, prevalence, reports

compare = pytest.mark.mpl_image_compare(
    baseline_dir="baseline", tolerance=12, style="default", savefig_kwargs={"dpi": 80}
)


@compare
def test_reuse_shares() -> Any:
    return cf.plot_reuse_shares(reports(), by="year", language="zh").figure


@compare
def test_flags() -> Any:
    return cf.plot_flags(flags(), reports=reports(), width="double", language="en").figure


@compare
def test_problem_prevalence() -> Any:
    return cf.plot_problem_prevalence(prevalence(), language="zh").figure


@compare
def test_persistence() -> Any:
    table = pd.DataFrame(
        {"years": [1, 2, 3], "survival": [0.8, 0.5, 0.3], "low": [0.7, 0.4, 0.2], "high": [0.9, 0.6, 0.4]}
    )
    return cf.plot_persistence(table, language="en").figure


@compare
def test_coverage() -> Any:
    return cf.plot_coverage(reports().drop(index=[5]), language="zh").figure
