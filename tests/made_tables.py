"""Tables for figure tests: what the measures give, in small and made up."""

from __future__ import annotations

import numpy as np
import pandas as pd

ORIGINS = ("mandated", "boilerplate", "carried_over", "borrowed", "novel")


def reports(n_agencies: int = 6, n_years: int = 4) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    rows = []
    for agency in range(n_agencies):
        for year in range(2019, 2019 + n_years):
            share = rng.dirichlet([2, 2, 3, 1, 4])
            rows.append(
                {
                    "report_id": f"a{agency}-{year}",
                    "agency": f"云岭省青川市第{agency}区清河镇人民政府",
                    "region": f"青川市第{agency % 3}区",
                    "level": ("town", "county")[agency % 2],
                    "year": year,
                    **{f"share_{name}": value for name, value in zip(ORIGINS, share, strict=True)},
                }
            )
    return pd.DataFrame(rows)


def flags() -> pd.DataFrame:
    table = reports()
    names = {"Y02": "plan-for-past-year", "T01": "row-total", "L03": "punctuation"}
    rows = [
        {"report_id": r.report_id, "agency": r.agency, "region": r.region, "year": r.year, "code": c, "name": names[c],
         "severity": s}
        for at, r in enumerate(table.itertuples())
        for c, s in (("Y02", "high"), ("T01", "high"), ("L03", "low"))
        if (at + len(c) + ord(c[0])) % 3
    ]  # fmt: skip
    return pd.DataFrame(rows)


def prevalence() -> pd.DataFrame:
    rows = [
        {"theme": f"theme_{t}", "label": f"公开与更新不及时{t}", "group": year, "n_reports": 50, "n_with": int(50 * p),
         "share": p}
        for t, p in enumerate((0.6, 0.4, 0.3, 0.2))
        for year in (2019, 2020, 2021)
    ]  # fmt: skip
    return pd.DataFrame(rows)
