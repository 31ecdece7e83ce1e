"""Words come from a private dictionary; own terms are read strictly."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from chenyan.tokens import Term, Tokenizer, read_dictionary, tokenize
from chenyan.types import SettingsError

TEXT = "我镇推进“一网通办”，全年公开信息1,280条。\n下一步，完善制度。"


def test_tokens_joined_are_the_text() -> None:
    tokenizer = Tokenizer()
    assert "".join(tokenizer.cut(TEXT)) == TEXT
    assert [TEXT[a:b] for a, b in tokenizer.spans(TEXT)] == tokenizer.cut(TEXT)


def test_words_hold_no_numbers_and_no_marks() -> None:
    assert tokenize("公开信息1,280条。") == ["公开", "信息", "条"]


def test_own_terms_stay_whole_and_do_not_leak_into_other_tokenizers() -> None:
    assert "河心渡口" in Tokenizer(terms=[Term("河心渡口", 50000)]).words("在河心渡口设点")
    assert "河心渡口" not in Tokenizer().words("在河心渡口设点")


def test_no_cache_file_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    Tokenizer().words("政府信息公开")
    assert list(tmp_path.iterdir()) == []


def test_a_planted_cache_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import marshal

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "jieba.cache").write_bytes(marshal.dumps(({"政": 1}, 1)))
    assert Tokenizer().words("政府信息公开工作") == ["政府", "信息", "公开", "工作"]


def test_a_tokenizer_survives_pickling() -> None:
    tokenizer = Tokenizer(terms=["河心渡口"])
    copy = pickle.loads(pickle.dumps(tokenizer))
    assert copy.words(TEXT) == tokenizer.words(TEXT)
    assert copy.name == tokenizer.name


def test_dictionaries_are_read_from_tsv_csv_and_gb18030(tmp_path: Path) -> None:
    rows = "term{0}freq{0}tag{0}source\n# note\n政务公开{0}5000{0}n{0}自拟\n一网通办{0}{0}{0}\n"
    expected = (Term("一网通办", 1000, "", ""), Term("政务公开", 5000, "n", "自拟"))
    for name, separator, encoding in (("a.tsv", "\t", "utf-8-sig"), ("b.csv", ",", "gb18030")):
        path = tmp_path / name
        path.write_text(rows.format(separator), encoding=encoding)
        assert read_dictionary(path) == expected


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("政务公开 5 N", "blanks"),
        ("政务公开\tmany", "whole number"),
        ("政务公开\t0", "frequency 0"),
        ("政务公开\t1\n政务公开\t2", "twice"),
        ("a\tb\tc\td\te", "columns"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(f"# own terms\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=rf"own\.tsv:[23]: .*{words}"):
        read_dictionary(path)


def test_the_dictionary_hash_depends_on_terms_not_on_their_order() -> None:
    one, two = Tokenizer(terms=["甲乙丙", "丁戊己"]), Tokenizer(terms=["丁戊己", "甲乙丙"])
    assert one.dictionary_hash == two.dictionary_hash != Tokenizer().dictionary_hash == "none"


def test_the_dictionary_is_read_as_jieba_reads_it() -> None:
    import io

    import jieba

    from chenyan.tokens import _frequencies

    for words in ("公开 3 v\n政府信息 5 n\n政府 2 n\n公开 4 v\nAT&T 3 nz\n", "公开 3\n政务公开 2\n"):
        assert _frequencies(words) == jieba.Tokenizer().gen_pfdict(io.BytesIO(words.encode()))
    with jieba.Tokenizer().get_dict_file() as stream:
        words = stream.read().decode()
    assert _frequencies(words) == jieba.Tokenizer().gen_pfdict(io.BytesIO(words.encode()))
