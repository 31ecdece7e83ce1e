"""Bytes become the same words in every encoding, and damage is said with its count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chenyan.corpus.decode import common_share, decode

TEXT = "一、总体情况\n2021年，本镇主动公开政府信息80条，受理申请3件，均在法定期限内答复，没有因此发生行政复议。\n"


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_the_words_survive_every_encoding(codec: str, said: str) -> None:
    decoded = decode((TEXT * 3).encode(codec))
    assert (decoded.text, decoded.encoding, decoded.n_damaged, decoded.notes) == (TEXT * 3, said, 0, ())


def test_rare_hanzi_of_gb18030_survive() -> None:
    text = TEXT + "地址：䶮镇㙍村𠮷巷。"
    assert decode(text.encode("gb18030")).text == text


def test_big5_is_not_read_as_gb18030() -> None:
    text = "一、總體情況\n本鎮主動公開政府資訊，並依法受理各項申請案件，均於期限內答覆，沒有發生行政訴訟問題。\n" * 3
    assert decode(text.encode("big5")).text == text


def test_line_ends_become_newlines() -> None:
    assert decode("甲\r\n乙\r丙\n".encode()).text == "甲\n乙\n丙\n"


def test_damage_is_counted() -> None:
    data = (TEXT * 5).encode()
    decoded = decode(data[:100] + b"\xff\xfe\xff" + data[100:])
    assert decoded.encoding == "utf-8"
    assert decoded.n_damaged == decoded.text.count("\ufffd") > 0
    assert f"{decoded.n_damaged} characters" in decoded.notes[0][0]


def test_gb18030_with_one_bad_byte_stays_gb18030() -> None:
    decoded = decode((TEXT * 5).encode("gb18030") + b"\xff" + TEXT.encode("gb18030"))
    assert (decoded.encoding, decoded.n_damaged) == ("gb18030", 1)


def test_utf8_cut_inside_a_character_is_damaged_by_one() -> None:
    decoded = decode((TEXT * 3).encode()[:-2])
    assert (decoded.encoding, decoded.n_damaged) == ("utf-8", 1)


@pytest.mark.parametrize(("wrong", "right"), [("latin-1", "utf-8"), ("latin-1", "gb18030")])
def test_a_wrong_turn_without_loss_is_undone_and_said(wrong: str, right: str) -> None:
    stored = (TEXT * 3).encode(right).decode(wrong).encode("utf-8")
    decoded = decode(stored)
    assert decoded.text == TEXT * 3
    assert "undone without loss" in decoded.notes[0][0]


def test_a_wrong_turn_with_loss_is_named() -> None:
    lossy = (TEXT * 3).encode("utf-8").decode("gb18030", "replace").replace("\ufffd", "?").encode("utf-8")
    decoded = decode(lossy)
    assert decoded.mojibake == "UTF-8 read as GB18030"


def test_escapes_of_code_points_become_characters() -> None:
    assert decode(("<U+3000><U+00A0>" + TEXT).encode()).text == "\u3000\u00a0" + TEXT


@pytest.mark.parametrize("text", ["", "80", "abc def " * 50, "表", "，。；", "ÄÖÜ äöü é è à ç ñ"])
def test_short_and_latin_texts_stay_as_they_are(text: str) -> None:
    assert decode(text.encode()).text == text


def test_common_share_tells_prose_from_mojibake() -> None:
    assert common_share(TEXT) > 0.3
    assert common_share((TEXT * 3).encode().decode("gb18030", "ignore")) < 0.12
    assert common_share("短文") is None


@given(st.binary(max_size=3000))
def test_any_bytes_decode(data: bytes) -> None:
    decoded = decode(data)
    assert isinstance(decoded.text, str)
    assert "\r" not in decoded.text


@given(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_characters="\r\ufffd", exclude_categories=("Cs", "Cc")),
        min_size=1,
    )
)
def test_what_is_utf8_is_never_called_damaged(text: str) -> None:
    assert decode(text.encode()).n_damaged == 0
