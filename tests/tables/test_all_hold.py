"""The quick look at a table says what solving its identities one by one says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chenyan.corpus.forms import keys
from chenyan.tables.identities import all_hold, equations, solve, whole
from chenyan.types import Cell


def _cells(form: str, vintage: int, values: dict[tuple[str, str], float | None]) -> dict[tuple[str, str], Cell]:
    return {key: Cell(*key, "", "", "", values.get(key, 0), "number", 0, 0) for key in keys(form, vintage)}


@pytest.mark.parametrize(("form", "vintage"), [("requests", 2019), ("requests", 2021), ("litigation", 2021)])
@given(data=st.data())
def test_a_table_of_which_all_identities_hold_is_one_that_solving_finds_nothing_in(
    form: str, vintage: int, data: st.DataObject
) -> None:
    places = st.sampled_from(sorted(keys(form, vintage)))
    values = data.draw(st.dictionaries(places, st.sampled_from([0, 1, 2, None, 1.5]), max_size=3))
    cells = _cells(form, vintage, values)
    counts = {key: whole(cell) for key, cell in cells.items()}
    solved = all(solve(equation, counts, cells).state == "holds" for equation in equations(form, vintage))
    if all(cell.value.__class__ is int for cell in cells.values()):
        assert all_hold(form, vintage, cells) == solved
    else:
        assert not all_hold(form, vintage, cells)


def test_a_cell_that_is_not_printed_is_left_to_solving() -> None:
    cells = _cells("requests", 2021, {})
    assert all_hold("requests", 2021, cells)
    del cells["new", "natural"]
    assert not all_hold("requests", 2021, cells)
