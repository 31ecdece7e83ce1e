"""The themes of a problem or a measure: patterns of a lexicon, and a model fitted from examples where no pattern is sure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chenyan.lexicons import read_text
from chenyan.problems.learned import Learned
from chenyan.problems.polarity import is_concession
from chenyan.problems.sieve import Sieve
from chenyan.types import SettingsError

if TYPE_CHECKING:
    from chenyan.problems.theme_model import ThemeModel

_CLASS = re.compile(r"<([a-z_]{1,20})>")
# a second theme must match nearly as strongly as the first
_SECOND = 0.35
# what the best pattern adds to its theme's score in the model, by its weight; this and the bounds below were chosen on the
# odd halves of three hands' labelled texts, each left out of the examples in turn
_SURE = ((8.8, 0.3), (7.5, 0.2), (0.0, 0.1))
_UNKNOWN = -0.55  # a best score below it is no decision
_BY_PATTERN = 0.8
_MOST_KNOWN = 32768  # decisions that are kept
_NARROW = 0.06  # nor is a lead below it, unless a pattern agrees


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: its id, its labels and what it leaves to its neighbours."""

    theme_id: str
    label_zh: str
    label_en: str
    boundary: str = ""


@dataclass(frozen=True, eq=False)
class ThemeLexicon:
    """The themes of a lexicon file, ready to be asked.

    ``version`` is the file's; ``levels`` holds, heaviest first, (weight, theme id, pattern); ``exemplars`` the examples
    (theme id, words) that the file adds to the packaged ones.
    """

    themes: tuple[Theme, ...]
    levels: tuple[tuple[float, str, re.Pattern[str]], ...]
    answers: tuple[tuple[str, re.Pattern[str]], ...]
    version: int = 1
    source: str = "packaged"
    exemplars: tuple[tuple[str, str], ...] = ()
    _order: dict[str, Theme] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._order.update({theme.theme_id: theme for theme in self.themes})

    def __contains__(self, theme_id: object) -> bool:
        return theme_id in self._order

    def label(self, theme_id: str, language: str = "zh") -> str:
        """Return the label of a theme, or the id itself where it is none of the lexicon's."""
        theme = self._order.get(theme_id)
        if theme is None:
            return theme_id
        return theme.label_zh if language == "zh" else theme.label_en

    def classify(self, words: str) -> tuple[tuple[str, float], ...]:
        """Return the themes of a problem, best first, each with its weight; nothing where none fits.

        Parameters
        ----------
        words : str
            One problem as stated.

        Examples
        --------
        >>> from chenyan.problems import load_themes
        >>> load_themes().classify("信息更新不够及时")[0][0]
        'timeliness'
        """
        return _classified(self)[words]

    def decide(self, words: str) -> tuple[tuple[str, float], ...]:
        """Return the themes of a problem, best first, each with how sure it is; nothing where none is likely.

        A pattern adds to its theme what its weight is worth; the model, fitted from examples at first use, weighs the
        words. A theme without examples is decided by its patterns alone.

        Parameters
        ----------
        words : str
            One problem as stated.

        Examples
        --------
        >>> from chenyan.problems import load_themes
        >>> load_themes().decide("新来的同志上手慢")[0][0]
        'staff_skills'
        """
        return _decided(self)[words]

    @property
    def decisions(self) -> Mapping[str, _Weighed]:
        """By words what ``decide`` returns of them, for those who ask of many."""
        return _decided(self)

    def learn(self, several: Iterable[str]) -> None:
        """Decide the themes of some problems together, which is faster than one by one."""
        _decided(self).learn(several)

    def classify_measure(self, words: str) -> tuple[str, ...]:
        """Return all themes that a measure may answer, those named outright first."""
        return _answered(self)[words]

    def learn_measures(self, several: Iterable[str]) -> None:
        """Find the themes that some measures may answer together, which is faster than one by one."""
        _answered(self).learn(several)


_Weighed = tuple[tuple[str, float], ...]  # themes, best first, each with its weight or how sure it is


@lru_cache(maxsize=16)
def _classified(lexicon: ThemeLexicon) -> Learned[_Weighed]:
    """Return what is known of the themes that words name by the patterns of the levels."""
    sieve = Sieve([pattern for *_, pattern in lexicon.levels])

    def classify(several: Sequence[str]) -> Iterator[_Weighed]:
        for places in sieve.found_in_each(several):
            found: dict[str, float] = {}
            least = 0.0
            for at in places:
                weight, theme_id, _ = lexicon.levels[at]
                if weight < least:
                    break
                least = least or weight - _SECOND
                found.setdefault(theme_id, weight)
            yield tuple(found.items())

    return Learned(classify, _MOST_KNOWN)


@lru_cache(maxsize=16)
def _answered(lexicon: ThemeLexicon) -> Learned[tuple[str, ...]]:
    """Return what is known of the themes that measures may answer."""
    sieve = Sieve([pattern for _, pattern in lexicon.answers])
    themes = [theme for theme, _ in lexicon.answers]
    return Learned(
        lambda several: (tuple([themes[at] for at in places]) for places in sieve.found_in_each(several)), _MOST_KNOWN
    )


@lru_cache(maxsize=16)
def _decided(lexicon: ThemeLexicon) -> Learned[_Weighed]:
    """Return the decisions that are known."""
    return Learned(partial(_decide, lexicon), _MOST_KNOWN)


@cache
def _model(exemplars: tuple[tuple[str, str], ...]) -> ThemeModel:
    from chenyan.problems.theme_model import fit_theme_model, packaged_exemplars, packaged_model

    return fit_theme_model(packaged_exemplars() + exemplars) if exemplars else packaged_model()


@lru_cache(maxsize=16)
def _learned(lexicon: ThemeLexicon) -> dict[str, int]:
    """Return where the model scores each theme of a lexicon that it knows."""
    return {theme: at for at, theme in enumerate(_model(lexicon.exemplars).themes) if theme in lexicon}


def _decide(lexicon: ThemeLexicon, several: Sequence[str]) -> list[_Weighed]:
    """Return the themes of some problems, each as by ``ThemeLexicon.decide``."""
    learned, classified = _learned(lexicon), _classified(lexicon)
    conceded = [*map(is_concession, several)]
    classified.learn([words for words, concedes in zip(several, conceded, strict=True) if not concedes])
    out: list[_Weighed] = []
    open_to: list[tuple[int, str, _Weighed]] = []  # what the model has a say in
    for at, (words, concedes) in enumerate(zip(several, conceded, strict=True)):
        matched = () if concedes else classified[words]
        if learned and not concedes and (not matched or matched[0][0] in learned):
            open_to.append((at, words, matched))
        out.append(tuple((theme, _BY_PATTERN) for theme, _ in matched) if matched else matched)
    if not open_to:
        return out
    scores = _model(lexicon.exemplars).table.scores([words for _, words, _ in open_to]).round(6).tolist()
    names = [*learned]
    for (at, words, matched), known in zip(open_to, scores, strict=True):
        ranked = known if len(learned) == len(known) else [known[row] for row in learned.values()]
        out[at] = _weigh(lexicon, words, matched, names, ranked)
    return out


def _weigh(
    lexicon: ThemeLexicon,
    words: str,
    matched: _Weighed,
    names: Sequence[str],
    ranked: list[float],
) -> _Weighed:
    """Return the themes of a problem by its patterns and by the scores of the model for each theme that it knows."""
    if matched:
        theme, weight = matched[0]
        ranked[names.index(theme)] += next(bonus for least, bonus in _SURE if weight >= least)
    # the themes stand in order: of equals the first
    top = max(ranked)
    best = names[ranked.index(top)]
    ranked.remove(top)
    margin = top - max(ranked) if ranked else 1.0
    agreed = bool(matched) and matched[0][0] == best
    if top < _UNKNOWN or (margin < _NARROW and not agreed):
        # a long statement may blur what its first telling clause says plainly
        clauses = [clause for clause in re.split("[，,。；;]", words) if len(clause) >= 4]
        decided = [found for found in map(lexicon.decide, clauses) if found] if len(clauses) > 1 else []
        return max(decided, key=lambda found: found[0][1])[:1] if decided else ()
    sure = round(_model(lexicon.exemplars).confidence(margin), 2)
    others = [theme for theme, _ in matched if theme != best][:1]
    return ((best, sure), *((theme, round(sure / 2, 2)) for theme in others))


def _compile(words: list[str], classes: dict[str, str], where: str) -> re.Pattern[str]:
    def fill(match: re.Match[str]) -> str:
        if match.group(1) not in classes:
            raise SettingsError(
                f"{where}: <{match.group(1)}> is no class of the file; it has {sorted(classes)} 文件中没有这个词类"
            )
        return classes[match.group(1)]

    try:
        return re.compile("|".join(_CLASS.sub(fill, word) for word in words))
    except re.error as error:
        raise SettingsError(f"{where}: not a regular expression: {error} 不是有效的正则表达式") from error


def _build(data: Any, source: str) -> ThemeLexicon:
    try:
        classes = dict(data.get("classes", {}))
        entries = data["themes"]
        themes, levels, answers = [], [], []
        exemplars: list[tuple[str, str]] = []
        for entry in entries:
            theme_id = entry["id"]
            themes.append(
                Theme(
                    theme_id,
                    entry.get("label_zh", theme_id),
                    entry.get("label_en", theme_id),
                    entry.get("boundary", ""),
                )
            )
            for weight, words in entry.get("says", {}).items():
                levels.append((float(weight), theme_id, _compile(words, classes, f"{source}: theme {theme_id}")))
            exemplars += [(theme_id, str(words)) for words in entry.get("exemplars", ())]
            if entry.get("answers"):
                answers.append((theme_id, _compile(entry["answers"], classes, f"{source}: theme {theme_id}")))
    except (KeyError, TypeError, AttributeError) as error:
        raise SettingsError(
            f"{source}: not a theme lexicon ({error!r}); copy the packaged file and edit it"
            " 不是主题词典，请复制自带文件再修改"
        ) from error
    ids = [theme.theme_id for theme in themes]
    if len(set(ids)) != len(ids):
        raise SettingsError(f"{source}: a theme id occurs twice 主题编号重复")
    order = {theme_id: at for at, theme_id in enumerate(ids)}
    levels.sort(key=lambda level: (-level[0], order[level[1]]))
    return ThemeLexicon(
        tuple(themes), tuple(levels), tuple(answers), int(data.get("version", 1)), source, tuple(exemplars)
    )


@cache
def _packaged() -> ThemeLexicon:
    return _build(json.loads(read_text("problem_themes.json")), "problem_themes.json")


def load_themes(path: str | Path | None = None) -> ThemeLexicon:
    """Load a theme lexicon.

    Parameters
    ----------
    path : path, optional
        An edited copy of the packaged ``problem_themes.json``; without it, the packaged one.

    Returns
    -------
    ThemeLexicon

    Raises
    ------
    SettingsError
        Where the file is not a theme lexicon, or one of its patterns does not compile.

    Examples
    --------
    >>> from chenyan.problems import load_themes
    >>> len(load_themes().themes)
    22
    """
    if path is None:
        return _packaged()
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: cannot be read as a theme lexicon: {error} 主题词典无法读取") from error
    return _build(data, str(path))
