"""Cut Chinese text into words: the one door to jieba (and, on request, to rjieba).

jieba keeps a cache with a fixed name in the shared temporary folder and accepts whatever lies there; it also shares one
tokenizer, and one list of forced splits, among all callers. Here each ``Tokenizer`` builds its own from the packaged
dictionary (0.3 s, once, on first use), touches no cache, and takes own terms only through a strict reader.
"""

from __future__ import annotations

import csv
import hashlib
import logging
import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from chenyan.types import SettingsError

__all__ = ["Term", "Tokenizer", "read_dictionary", "tokenize"]

_TERM = re.compile(r"[\u3400-\u9fffA-Za-z0-9+#&._%-]{1,40}")
_WORD = re.compile(r"[\u3400-\u9fffA-Za-z]")
_COLUMNS = ("term", "freq", "tag", "source")


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """One entry of an own dictionary; ``freq`` is explicit, so results don't depend on the order of loading."""

    term: str
    freq: int = 1000
    tag: str = ""
    source: str = ""


def read_dictionary(path: str | Path) -> tuple[Term, ...]:
    """Read an own dictionary: TSV or CSV with the columns term, freq, tag, source (all but term optional).

    Parameters
    ----------
    path : str or Path
        A file in UTF-8 or GB18030, with or without a header line; lines that open with ``#`` are comments.

    Returns
    -------
    tuple of Term
        Sorted by term.

    Raises
    ------
    SettingsError
        Where a line cannot be used; the message names file and line.
    """
    data = Path(path).read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise SettingsError(
                f"{path}: neither UTF-8 nor GB18030; save the dictionary as UTF-8"
                " 既非 UTF-8 也非 GB18030，请将词典存为 UTF-8"
            ) from error
    found: dict[str, Term] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = next(csv.reader([line], delimiter="\t" if "\t" in line else ","))
        cells = [cell.strip() for cell in cells] + [""] * (4 - len(cells))
        if cells[0] == "term" and not found:
            continue
        where = f"{path}:{number}"
        if len(cells) > 4:
            raise SettingsError(f"{where}: {len(cells)} columns; at most 4: {', '.join(_COLUMNS)} 列数过多，至多 4 列")
        term, freq, tag, source = cells
        if not _TERM.fullmatch(term):
            raise SettingsError(
                f"{where}: {term!r} is not one word of hanzi, letters and digits without blanks"
                " 词条应为无空格的汉字、字母、数字"
            )
        if freq and not freq.isdigit():
            raise SettingsError(f"{where}: the frequency {freq!r} is not a whole number 词频应为整数")
        if freq and int(freq) == 0:
            raise SettingsError(
                f"{where}: frequency 0 would split the term for every tokenizer; delete the line"
                " 词频为 0 会使分词器拆开该词，请删去此行"
            )
        if term in found:
            raise SettingsError(f"{where}: {term!r} stands in the file twice 词条重复")
        found[term] = Term(term, int(freq) if freq else 1000, tag, source)
    return tuple(sorted(found.values()))


class Tokenizer:
    """Cut text into words, with a dictionary of its own.

    Parameters
    ----------
    terms : path or sequence of Term or str, optional
        Own terms (see ``read_dictionary``).
    hmm : bool, default True
        Guess words that no dictionary holds.
    engine : {"jieba", "rjieba"}, default "jieba"
        rjieba (extra ``fast``) is about 30 times faster and cuts a little differently; results name it.

    Examples
    --------
    >>> Tokenizer(terms=["一网通办"]).words("推进“一网通办”，完成12项。")
    ['推进', '一网通办', '完成', '项']
    """

    def __init__(
        self, terms: str | Path | Sequence[Term | str] = (), *, hmm: bool = True, engine: str = "jieba"
    ) -> None:
        if engine not in ("jieba", "rjieba"):
            raise SettingsError(f"engine={engine!r}: one of 'jieba', 'rjieba' 分词器应为 jieba 或 rjieba")
        if isinstance(terms, (str, Path)):
            terms = read_dictionary(terms)
        self.terms = tuple(sorted(Term(term) if isinstance(term, str) else term for term in terms))
        for term in self.terms:
            if not _TERM.fullmatch(term.term) or term.freq < 1:
                raise SettingsError(
                    f"{term.term!r} (frequency {term.freq}) cannot be a term of a dictionary 不能作为词典词条"
                )
        self.hmm = hmm
        self.engine = engine
        self._cutter: Any = None

    @property
    def name(self) -> str:
        """Engine, version and dictionary: what a result must say to be repeated."""
        from importlib.metadata import version

        return f"{self.engine} {version(self.engine)}, hmm={self.hmm}, dictionary {self.dictionary_hash}"

    @property
    def dictionary_hash(self) -> str:
        """Hash of the own terms, "none" without any."""
        if not self.terms:
            return "none"
        lines = "\n".join(f"{t.term}\t{t.freq}\t{t.tag}" for t in self.terms)
        return hashlib.sha256(lines.encode()).hexdigest()[:16]

    def __repr__(self) -> str:
        return f"<Tokenizer: {self.name}>"

    def __getstate__(self) -> dict[str, Any]:
        """Leave the built dictionary behind: a worker builds its own."""
        return {**self.__dict__, "_cutter": None}

    def cut(self, text: str) -> list[str]:
        """Return all tokens of a text in order, blanks and marks included: joined, they are the text."""
        if self._cutter is None:
            self._cutter = _jieba(self.terms) if self.engine == "jieba" else _rjieba(self.terms)
        if self.engine == "jieba":
            return list(self._cutter.cut(text, HMM=self.hmm))
        return list(self._cutter.cut(text, self.hmm))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the tokens of a text stand."""
        spans = []
        at = 0
        for token in self.cut(text):
            spans.append((at, at + len(token)))
            at += len(token)
        return spans

    def words(self, text: str) -> list[str]:
        """Return the words of a text: tokens with a hanzi or a letter; numbers, marks and blanks are left out."""
        return [token for token in self.cut(text) if _WORD.search(token)]


def _jieba(terms: Iterable[Term]) -> Any:
    """Build a private jieba tokenizer from the packaged dictionary, without its cache file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as stream:
        tokenizer.FREQ, tokenizer.total = _frequencies(stream.read().decode("utf-8"))
    tokenizer.initialized = True
    for term in terms:
        tokenizer.add_word(term.term, term.freq, term.tag or None)
    return tokenizer


def _frequencies(dictionary: str) -> tuple[dict[str, int], int]:
    """Return the frequency of each word of jieba's dictionary (0: only the beginning of words), and their sum.

    It is what ``gen_pfdict`` returns, in less than half the time: column by column, and prefixes length by length.
    """
    lines = dictionary.strip().split("\n")
    columns = dictionary.split()
    if len(columns) != 3 * len(lines):  # a dictionary of another build: word, frequency, and perhaps a tag
        columns = [cell for line in lines for cell in (*line.split()[:2], "")]
    words, counts = columns[::3], list(map(int, columns[1::3]))
    found: dict[str, int] = {}
    size, longer = 1, [word for word in words if len(word) > 1]
    while longer:
        found.update(dict.fromkeys({word[:size] for word in longer}, 0))
        size += 1
        longer = [word for word in longer if len(word) > size]
    found.update(zip(words, counts, strict=True))
    return found, sum(counts)


def _rjieba(terms: Iterable[Term]) -> Any:
    """Build a private rjieba tokenizer."""
    try:
        import rjieba
    except ImportError as error:
        raise SettingsError("engine='rjieba' needs the extra: pip install 'chenyan[fast]' 需要安装可选组件") from error
    tokenizer = rjieba.Jieba()
    for term in terms:
        tokenizer.add_word(term.term, term.freq, term.tag or None)
    return tokenizer


@cache
def _plain() -> Tokenizer:
    return Tokenizer()


def tokenize(text: str) -> list[str]:
    """Return the words of a text by the packaged dictionary; numbers, marks and blanks are left out.

    Examples
    --------
    >>> tokenize("政府信息公开工作。")
    ['政府', '信息', '公开', '工作']
    """
    return _plain().words(text)
