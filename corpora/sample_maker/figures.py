"""The numbers of a report: its three statutory tables, consistent in themselves and from year to year."""

from __future__ import annotations

from random import Random

APPLICANTS = ("natural", "business", "research", "welfare", "legal", "other")
_BASE = (
    "granted", "partial", "refused_secret", "refused_law", "refused_safety", "refused_third_party", "refused_internal",
    "refused_process", "refused_enforcement", "refused_query", "unable_not_held", "unable_to_make", "unable_unclear",
    "declined_petition", "declined_repeat", "declined_publication", "declined_excessive", "declined_confirm",
)  # fmt: skip
RESULTS = {
    2019: (*_BASE, "other_handled"),
    2021: (*_BASE, "other_late_correction", "other_unpaid_fee", "other_misc"),
}
# How often each result is drawn; what is not named hardly occurs.
_WEIGHTS = {
    "granted": 46, "partial": 9, "refused_third_party": 3, "refused_internal": 3, "refused_process": 2,
    "refused_enforcement": 2, "refused_query": 2, "unable_not_held": 18, "unable_to_make": 3, "unable_unclear": 3,
    "declined_petition": 4, "declined_repeat": 2, "other_handled": 3, "other_late_correction": 2, "other_misc": 2,
}  # fmt: skip
_CUMULATED: dict[int, tuple[list[str], list[int]]] = {}
for _vintage, _rows in RESULTS.items():
    _total, _names, _sums = 0, [], []
    for _row in _rows:
        if _row in _WEIGHTS:
            _total += _WEIGHTS[_row]
            _names.append(_row)
            _sums.append(_total)
    _CUMULATED[_vintage] = (_names, _sums)
LITIGATION_ROWS = ("review", "lawsuit_direct", "lawsuit_after_review")
LITIGATION_COLUMNS = ("upheld", "corrected", "other_result", "pending", "total")

Values = dict[str, int | float | str]


def vintage_of(year: int) -> int:
    """Return the vintage of the form used for this year."""
    return 2021 if year >= 2021 else 2019


def make_requests(rng: Random, vintage: int, n_new: int, carried: dict[str, int]) -> Values:
    """Return the table of requests: rows by applicants, all identities true."""
    cells: dict[str, dict[str, int]] = {
        row: dict.fromkeys(APPLICANTS, 0) for row in ("new", "carried_in", *RESULTS[vintage], "carried_out")
    }
    random = rng.random
    for _ in range(n_new):
        draw = random()
        at = (
            "natural"
            if draw < 0.78
            else "business"
            if draw < 0.9
            else "legal"
            if draw < 0.95
            else "other"
            if draw < 0.98
            else "welfare"
        )
        cells["new"][at] += 1
    names, sums = _CUMULATED[vintage]
    for column in APPLICANTS:
        cells["carried_in"][column] = carried.get(column, 0)
        for _ in range(cells["new"][column] + cells["carried_in"][column]):
            if random() < 0.05 and n_new > 2:
                cells["carried_out"][column] += 1
                continue
            draw = random() * sums[-1]
            cells[next(name for name, top in zip(names, sums, strict=True) if draw < top)][column] += 1
    values: Values = {}
    for row in ("new", "carried_in", *RESULTS[vintage]):
        _fill(values, row, cells[row])
    handled = {column: sum(cells[row][column] for row in RESULTS[vintage]) for column in APPLICANTS}
    _fill(values, "handled_total", handled)
    _fill(values, "carried_out", cells["carried_out"])
    return values


def _fill(values: Values, row: str, cells: dict[str, int]) -> None:
    """Write one row with its total."""
    total = 0
    for column in APPLICANTS:
        values[f"{row}|{column}"] = cells[column]
        total += cells[column]
    values[f"{row}|total"] = total


def make_litigation(rng: Random, level: str) -> Values:
    """Return the fifteen cells on review and litigation."""
    top = {"town": 1, "county": 3, "city": 6, "province": 9}[level]
    values: Values = {}
    for row in LITIGATION_ROWS:
        cells = [int(rng.random() ** 3 * (top + 1)) if rng.random() < top / 15 else 0 for _ in range(4)]
        for column, value in zip(LITIGATION_COLUMNS, [*cells, sum(cells)], strict=True):
            values[f"{row}|{column}"] = value
    return values


class Ledger:
    """What an agency's tables carry from one year to the next."""

    def __init__(self, rng: Random, level: str, kind: str) -> None:
        self.rng, self.level, self.kind = rng, level, kind
        big = level in ("city", "province")
        self.rules = rng.randint(8, 40) if big and kind == "government" else 0
        self.documents = (
            rng.randint(18, 90) if kind == "government" else rng.randint(0, 14) if kind == "department" else 0
        )
        scale = {"province": 9000, "city": 2400, "county": 500, "town": 24}[level]
        self.decisions = [int(scale * rng.uniform(0.3, 1.7)) if rng.random() < 0.8 else 0 for _ in range(4)]
        self.items = [rng.randint(4, 120) if any(self.decisions) else 0 for _ in range(5)]
        self.requests = {"province": 60, "city": 24, "county": 9, "town": 1.6}[level] * rng.uniform(0.5, 1.6)
        if kind == "department":
            self.requests *= 0.5
        self.carried: dict[str, int] = {}

    def disclosure(self, vintage: int) -> Values:
        """Return this year's table on proactive disclosure and move the stocks on."""
        rng, r = self.rng, self.rng.randint
        made_rules = r(0, 3) if self.rules else 0
        made = r(0, 9) if self.kind == "government" else r(0, 2) if self.documents else 0
        gone_rules = r(0, 1) if self.rules > 5 else 0
        gone = r(0, min(3, self.documents)) if self.documents else 0
        counts = [int(n * rng.uniform(0.8, 1.25)) for n in self.decisions]
        fee = round(rng.uniform(2, 900), 2) if self.kind == "department" and self.decisions[3] else 0
        if vintage == 2021:
            self.rules += made_rules - gone_rules
            self.documents += made - gone
            return {
                "rules|made": made_rules, "rules|repealed": gone_rules, "rules|in_force": self.rules,
                "documents|made": made, "documents|repealed": gone, "documents|in_force": self.documents,
                "licences|decisions": counts[0], "penalties|decisions": counts[1], "coercion|decisions": counts[2],
                "fees|fee_amount": fee,
            }  # fmt: skip
        self.rules += made_rules
        self.documents += made
        values: Values = {}
        for row, new, stock in (("rules", made_rules, self.rules), ("documents", made, self.documents)):
            values |= {f"{row}|made": new, f"{row}|published": new, f"{row}|in_force": stock}
        for at, row in enumerate(("licences", "other_services", "penalties", "coercion", "fees")):
            change = rng.choice((0, 0, 0, 0, 1, 2, -1)) if self.items[at] > 2 else 0
            values |= {f"{row}|items_before": self.items[at], f"{row}|change": change}
            self.items[at] += change
            if row != "fees":
                values[f"{row}|decisions"] = counts[at]
        bought = r(0, 40) if self.level != "town" else r(0, 4)
        values["procurement|procurement_items"] = bought
        values["procurement|procurement_amount"] = round(bought * rng.uniform(5, 60), 2) if bought else 0
        return values

    def year_tables(self, year: int) -> dict[str, Values]:
        """Return the three tables of a year."""
        vintage = vintage_of(year)
        n_new = int(self.requests * self.rng.uniform(0.5, 1.5))
        requests = make_requests(self.rng, vintage, n_new, self.carried)
        self.carried = {column: int(requests[f"carried_out|{column}"]) for column in APPLICANTS}
        return {
            "disclosure": self.disclosure(vintage),
            "requests": requests,
            "litigation": make_litigation(self.rng, self.level),
        }
