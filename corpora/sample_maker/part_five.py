"""Part five of a report: which problems an agency admits and what it promises, year after year."""

from __future__ import annotations

import re

from . import wording as w
from .phrases import read_phrases
from .records import Draft, Para, Part, Piece
from .sentences import Sentences


class PartFive(Sentences):
    """Problems and measures; themes recur, vanish or come back reworded by the habits of the agency."""

    def _problems(self, heading: str, draft: Draft) -> Part:
        a, rng = self.agency, self.rng
        themes = themes_of()
        n = rng.randint(2, 3) if a.agency_type != "government" else rng.randint(3, 4)
        keep: list[tuple[str, str, str, int]] = []
        limit = 9 if self.recurring else 2
        for at, (theme, problem, measure, run) in enumerate(self.stated):
            if self.theme_years.get(theme, 0) >= limit or len(keep) >= n:
                continue
            if (
                (self.recurring and at < 2)
                or (a.copier and rng.random() < 0.5)
                or (not self.recurring and rng.random() < 0.2)
            ):
                self.filler.topic = next((t for t in a.topics if t in problem + measure), "")
                if not (self.recurring or a.copier) or rng.random() < 0.5:
                    problem = self.filler.expand(rng.choice(themes[theme]["P"]))
                if not (self.recurring or a.copier) or rng.random() < 0.4:
                    measure = self._other_measure(theme, measure)
                keep.append((theme, problem, measure, run + 1))
        dropped = [row for row in self.stated if row[0] not in {k[0] for k in keep}]
        banned = {row[0] for row in self.stated} | {k[0] for k in keep}
        names = [name for name in themes if name not in banned and self.theme_years.get(name, 0) < 2]
        while len(keep) < n:
            theme = names.pop(int(rng.random() * len(names)))
            self.filler.topic = rng.choice(a.topics)
            problem = self.filler.expand(rng.choice(themes[theme]["P"]))
            measure = self.filler.expand(rng.choice(themes[theme]["M"]))
            keep.append((theme, problem, measure, 1))
        self.filler.topic = ""
        before = {row[0]: row for row in self.stated}
        self.stated = keep
        draft.problems = [(problem, theme) for theme, problem, _, _ in keep]
        draft.measures = [(measure, theme) for theme, _, measure, _ in keep]
        for theme, problem, measure, _ in keep:
            old = before.get(theme)
            self.theme_years[theme] = self.theme_years.get(theme, 0) + 1
            if self.theme_years[theme] >= 3:
                draft.flag("P04", problem, note=f"theme {theme} stated in {self.theme_years[theme]} years")
            if old and old[2] == measure:
                draft.flag("P05", measure, note="promise of the year before, word for word")
        pick = (self.year * 3 + len(a.slug) + a.zone) % 5
        values = {"y": self.year, "next": self.year + 1, "self": a.self_name}
        opener, turn = w.OPENERS[pick].format(**values), w.TURNS[pick].format(**values)
        part = Part("problems", heading)
        marks = "一二三四五"
        follow: list[Piece] = []
        if dropped and not self.recurring and rng.random() < 0.45:
            old = dropped[0][1].split("，")[0]
            line = w.FOLLOW_UPS[self.year % 3].format(old=old, way=rng.choice(w.WAYS), **values)
            follow = [Piece(line, "novel")]
        problems, measures = [k[1] for k in keep], [k[2] for k in keep]
        if a.style == 0:
            part.paras = [
                Para(
                    [
                        *follow,
                        self._joined(
                            opener + "；".join(f"{marks[i]}是{p}" for i, p in enumerate(problems)) + "。", "P"
                        ),
                    ]
                ),
                Para([self._joined(turn + "；".join(f"{marks[i]}是{m}" for i, m in enumerate(measures)) + "。", "M")]),
            ]
        elif a.style == 1:
            rows = [Para([Piece("（一）存在的主要问题", "mandated")], "head")]
            rows.append(
                Para([*follow, Piece(opener.removesuffix("：") + "。" if "：" in opener else opener, "boilerplate")])
            )
            rows += [Para([self._joined(f"{i + 1}.{p}。", "P")]) for i, p in enumerate(problems)]
            rows.append(Para([Piece("（二）改进情况", "mandated")], "head"))
            rows.append(Para([Piece(turn, "boilerplate")]))
            rows += [Para([self._joined(f"{i + 1}.{m}。", "M")]) for i, m in enumerate(measures)]
            part.paras = rows
        elif a.style == 2:
            turn = w.PROSE_TURNS[pick].format(**values)
            part.paras = [
                Para([*follow, self._joined(opener + "；".join(problems) + "。", "P")]),
                Para(
                    [
                        self._joined(
                            turn
                            + "，".join(
                                (
                                    measures[0],
                                    *(f"{('同时', '并且', '此外')[i % 3]}{m}" for i, m in enumerate(measures[1:])),
                                )
                            )
                            + "。",
                            "M",
                        )
                    ]
                ),
            ]
        else:
            rows = [Para([*follow, Piece(opener, "boilerplate")])]
            rows += [
                Para(
                    [
                        self._joined(f"{marks[i]}是{p}。", "P"),
                        self._joined(("对此，" if i % 2 else "针对这一情况，") + f"{self.year + 1}年将{m}。", "M"),
                    ]
                )
                for i, (p, m) in enumerate(zip(problems, measures, strict=True))
            ]
            part.paras = rows
        self._origins(part)
        return part

    def _other_measure(self, theme: str, old: str) -> str:
        """Return a promise on the same theme that does not repeat last year's."""
        best, best_share = old, 2.0
        for _ in range(8):
            words = self.filler.expand(self.rng.choice(themes_of()[theme]["M"]))
            share = len(set(words) & set(old)) / len(set(words) | set(old))
            if share < best_share:
                best, best_share = words, share
        return best

    def _joined(self, words: str, kind: str) -> Piece:
        return Piece(words, "novel", skeleton=kind)

    def _origins(self, part: Part) -> None:
        """Mark the sentences of part five that mostly repeat last year's problems or promises."""
        if self.earlier is None:
            return
        old = self.earlier.part("problems")
        before = [p for para in old.paras for p in para.pieces] if old else []
        masked = {re.sub(r"\d+", "0", piece.words): piece for piece in before}
        for para in part.paras:
            for piece in para.pieces:
                if piece.origin == "novel" and re.sub(r"\d+", "0", piece.words) in masked:
                    same = any(piece.words == p.words for p in before)
                    piece.origin, piece.source = "carried_over", self.earlier.report_id
                    piece.edits = "verbatim" if same else "numbers"


_THEMES: dict[str, dict[str, list[str]]] = {}


def themes_of() -> dict[str, dict[str, list[str]]]:
    """Return the wordings of problems (P) and measures (M) by theme."""
    if not _THEMES:
        for line in read_phrases("problems"):
            theme, kind, words = line.split(" ", 2)
            _THEMES.setdefault(theme, {"P": [], "M": []})[kind].append(words)
    return _THEMES
