"""The theme lexicon: which themes the words of a problem or a measure belong to."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from chenyan.lexicons import read_text
from chenyan.types import SettingsError

_CLASS = re.compile(r"<([a-z_]{1,20})>")
# a second theme must match nearly as strongly as the first
_SECOND = 0.35


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: its id, its labels and what it leaves to its neighbours."""

    theme_id: str
    label_zh: str
    label_en: str
    boundary: str = ""


@dataclass(frozen=True)
class ThemeLexicon:
    """The themes of a lexicon file, ready to be asked.

    ``version`` is the file's; ``levels`` holds, heaviest first, (weight, theme id, pattern).
    """

    themes: tuple[Theme, ...]
    levels: tuple[tuple[float, str, re.Pattern[str]], ...]
    answers: tuple[tuple[str, re.Pattern[str]], ...]
    version: int = 1
    source: str = "packaged"
    _order: dict[str, Theme] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._order.update({theme.theme_id: theme for theme in self.themes})

    def __hash__(self) -> int:
        return id(self)

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
        return _classify(self, words)

    def classify_measure(self, words: str) -> tuple[str, ...]:
        """Return all themes that a measure may answer, those named outright first."""
        return _classify_measure(self, words)


@lru_cache(maxsize=65536)
def _classify(lexicon: ThemeLexicon, words: str) -> tuple[tuple[str, float], ...]:
    found: list[tuple[str, float]] = []
    best = 0.0
    seen = set()
    for weight, theme_id, pattern in lexicon.levels:
        if found and weight < best - _SECOND:
            break
        if theme_id not in seen and pattern.search(words):
            seen.add(theme_id)
            best = best or weight
            found.append((theme_id, weight))
    return tuple(found)


@lru_cache(maxsize=65536)
def _classify_measure(lexicon: ThemeLexicon, words: str) -> tuple[str, ...]:
    return tuple(theme_id for theme_id, pattern in lexicon.answers if pattern.search(words))


def _compile(words: list[str], classes: dict[str, str], where: str) -> re.Pattern[str]:
    def fill(match: re.Match[str]) -> str:
        if match.group(1) not in classes:
            raise SettingsError(f"{where}: <{match.group(1)}> is no class of the file; it has {sorted(classes)}")
        return classes[match.group(1)]

    try:
        return re.compile("|".join(_CLASS.sub(fill, word) for word in words))
    except re.error as error:
        raise SettingsError(f"{where}: not a regular expression: {error}") from error


def _build(data: Any, source: str) -> ThemeLexicon:
    try:
        classes = dict(data.get("classes", {}))
        entries = data["themes"]
        themes, levels, answers = [], [], []
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
            if entry.get("answers"):
                answers.append((theme_id, _compile(entry["answers"], classes, f"{source}: theme {theme_id}")))
    except (KeyError, TypeError, AttributeError) as error:
        raise SettingsError(f"{source}: not a theme lexicon ({error!r}); copy the packaged file and edit it") from error
    ids = [theme.theme_id for theme in themes]
    if len(set(ids)) != len(ids):
        raise SettingsError(f"{source}: a theme id occurs twice")
    order = {theme_id: at for at, theme_id in enumerate(ids)}
    levels.sort(key=lambda level: (-level[0], order[level[1]]))
    return ThemeLexicon(tuple(themes), tuple(levels), tuple(answers), int(data.get("version", 1)), source)


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
        raise SettingsError(f"{path}: cannot be read as a theme lexicon: {error}") from error
    return _build(data, str(path))
