"""A long list of alternatives finds, by first characters, what one regular expression finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chenyan.lexicons import read_terms
from chenyan.text.openings import Openings, alternatives, first_characters, one_of, spread

PATTERNS = [
    "不(?!断|仅)[\u4e00-\u9fff]{1,2}",
    "不",
    "(?<!从)未|没有?|[较太]少",
    r"(?:[一二三\d]{1,2}|多)年前的",
    "[^，。]{0,2}滞后",
    r"\[|\d{2}|[]、]x|(?:还|仍)?需(?=要)|a?b*c|.的$",
    "[一-三]级",
]


@given(st.text("不断仅从未没有较太少一二三年前的，。滞后[]、x还仍需要abc12级\n", max_size=24))
def test_the_same_is_found_in_the_same_order(words):
    joined, kept = re.compile("|".join(PATTERNS)), Openings(PATTERNS)
    assert [m.span() for m in kept.finditer(words)] == [m.span() for m in joined.finditer(words)]
    assert [*kept.found(words)] == [m.group() for m in joined.finditer(words)]
    first, expected = kept.search(words), joined.search(words)
    assert (first and first.span()) == (expected and expected.span())
    assert kept.found_in(words) == (expected is not None)


@given(st.text("不断较少仍需薄弱滞后单一更及时没有人公开信息多于无缺年前，的了", min_size=1, max_size=30))
def test_the_packaged_cues_find_what_they_find_as_one_expression(words):
    cues = read_terms("problem_deficits.txt")
    joined, kept = re.compile("|".join(cues)), Openings(cues)
    assert [m.span() for m in kept.finditer(words)] == [m.span() for m in joined.finditer(words)]
    assert [*kept.found(words)] == [m.group() for m in joined.finditer(words)]


@given(st.lists(st.text("甲乙丙.|(", min_size=1, max_size=3), min_size=1), st.text("甲乙丙.|(", max_size=20))
def test_words_gathered_by_first_character_are_found_as_listed(words, text):
    listed, gathered = re.compile("|".join(map(re.escape, words))), re.compile(one_of(words))
    assert [m.span() for m in gathered.finditer(text)] == [m.span() for m in listed.finditer(text)]


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [("a|b", ["a", "b"]), ("[|]|(?:c|d)e", ["[|]", "(?:c|d)e"]), (r"\||[]|]x", [r"\|", "[]|]x"]), ("[^]|]", ["[^]|]"])],
)
def test_only_bars_outside_classes_and_groups_part_alternatives(pattern, parts):
    assert alternatives(pattern) == parts


@pytest.mark.parametrize(
    ("pattern", "opens", "others"),
    [
        ("(?:a|b)?c", "abc", None),
        ("x{0,3}y", "xy", None),
        ("x{1,3}y", "x", None),
        ("(?!q)[pq]", "pq", None),
        (r"\.|^k", ".k", None),
        (r"\dz", "", r"[\d]"),
        ("m*", "m", r"[\s\S]"),
    ],
)
def test_a_pattern_says_with_what_it_begins(pattern, opens, others):
    found, further = first_characters(pattern)
    assert ("".join(sorted(found)), further and further.pattern) == (opens, others)


@given(st.text("还仍需要较很少，不同程度地有待于进一步加强个别单位的a.", max_size=16))
def test_a_pattern_written_out_finds_the_same(words):
    for pattern in (
        "(?:还|仍|不同程度地?)|(?:有待|需要?|待)(?:于)?(?:进一步)?(?:加强)?|(?:个别|部分)(?:单位)?(?:的)?",
        "(?:还|仍)?需(?=要)|[较很.]少$|(?:a|不?同)?程",
        "[^，]少|多",
    ):
        plain, written = re.compile(pattern), re.compile(spread(pattern))
        assert [m.span() for m in written.finditer(words)] == [m.span() for m in plain.finditer(words)]
