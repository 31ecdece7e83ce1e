"""Agreement measures against published worked examples and other implementations."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chenyan.review import agreement, cohen_kappa, krippendorff_alpha, wilson


def expand(table):
    """Return the two coders' lists of a square table of counts."""
    pairs = [(a, b) for a, row in enumerate(table) for b, n in enumerate(row) for _ in range(n)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def units_of(*coders):
    """Return the items of coders whose gaps are dots."""
    return [tuple(value for value in item if value != ".") for item in zip(*coders, strict=True)]


def test_kappa_of_the_psychiatric_diagnoses_in_fleiss_1981():
    # Fleiss, Statistical Methods for Rates and Proportions (2nd ed. 1981), section 13.1: kappa = .676
    assert cohen_kappa(*expand([[75, 1, 4], [5, 4, 1], [0, 0, 10]])) == pytest.approx(0.676, abs=5e-4)


def test_kappa_of_a_two_by_two_table():
    # 20 + 15 agreements of 50: observed .70, expected .50
    assert cohen_kappa(*expand([[20, 5], [10, 15]])) == pytest.approx(0.4)


def test_alpha_of_krippendorff_2011_two_coders_binary():
    assert krippendorff_alpha(units_of("0100000010", "1110010000")) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_krippendorff_2011_two_coders_nominal():
    assert krippendorff_alpha(units_of("aabbdcccedda", "babbbccceddd")) == pytest.approx(0.692, abs=5e-4)


def test_alpha_of_krippendorff_2011_four_coders_with_gaps():
    coders = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    assert krippendorff_alpha(units_of(*coders)) == pytest.approx(0.743, abs=5e-4)


def test_kappa_equals_scikit_learn_on_random_tables():
    from sklearn.metrics import cohen_kappa_score

    chance = random.Random(3)
    for _ in range(20):
        first = [chance.choice("abc") for _ in range(40)]
        second = [a if chance.random() < 0.6 else chance.choice("abc") for a in first]
        assert cohen_kappa(first, second) == pytest.approx(cohen_kappa_score(first, second))


def test_alpha_equals_the_krippendorff_package_where_it_is_installed():
    package = pytest.importorskip("krippendorff")
    import numpy as np

    chance = random.Random(4)
    for _ in range(20):
        table = np.array([[chance.choice([0, 1, 2, np.nan]) for _ in range(30)] for _ in range(3)], dtype=float)
        units = [tuple(value for value in column if value == value) for column in table.T]
        expected = package.alpha(reliability_data=table, level_of_measurement="nominal")
        assert krippendorff_alpha(units) == pytest.approx(expected)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=40), st.randoms())
def test_agreement_does_not_depend_on_the_order_of_items_or_coders(pairs, chance):
    shuffled = pairs[:]
    chance.shuffle(shuffled)
    one, two = krippendorff_alpha(pairs), krippendorff_alpha([pair[::-1] for pair in shuffled])
    assert (math.isnan(one) and math.isnan(two)) or one == pytest.approx(two)
    assert math.isnan(one) or one <= 1


def test_nothing_to_compare_is_nan_not_zero():
    assert math.isnan(cohen_kappa([], []))
    assert math.isnan(cohen_kappa("aaa", "aaa"))
    assert math.isnan(krippendorff_alpha([("a",), ("b",)]))
    with pytest.raises(ValueError, match="same items"):
        cohen_kappa("ab", "a")


def test_intervals_hold_the_value_shrink_with_items_and_repeat_with_the_seed():
    chance = random.Random(1)

    def ratings(n):
        items = {}
        for at in range(n):
            first = chance.choice(("right", "wrong"))
            items[f"{at:04d}"] = {"A": first, "B": first if chance.random() < 0.85 else "unsure"}
        return items

    few, many = ratings(30), ratings(600)
    small, large = agreement(few, n_bootstrap=300).rows[0], agreement(many, n_bootstrap=300).rows[0]
    assert small["low"] <= small["value"] <= small["high"]
    assert large["high"] - large["low"] < small["high"] - small["low"]
    assert agreement(few, n_bootstrap=300).rows == agreement(dict(reversed(few.items())), n_bootstrap=300).rows


def test_three_coders_give_one_alpha_and_three_kappas():
    items = {str(at): {"A": "right", "B": "right" if at % 3 else "wrong", "C": "wrong"} for at in range(12)}
    frame = agreement(items, n_bootstrap=20).to_frame()
    assert list(frame["measure"]).count("kappa") == 3
    assert frame["measure"].iloc[0] == "alpha"
    assert agreement({}, n_bootstrap=20).to_frame().empty


def test_wilson_interval_of_newcombe_1998():
    # Newcombe, Statistics in Medicine 17:857-872 (1998), table I: method 3 (Wilson score)
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)
