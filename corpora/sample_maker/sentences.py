"""How one agency writes its sentences: new, carried over from last year, borrowed, or stock wording."""

from __future__ import annotations

import re
from random import Random

from . import wording as w
from .figures import Ledger
from .grammar import MONTHS, Filler
from .phrases import read_phrases
from .pool import Pool
from .records import Draft, Piece
from .world import Agency

_NUMBER = re.compile(r"《[^》]*》|\d+(?:\.\d+)?")


class Sentences:
    """The sentences of one agency, year by year."""

    def __init__(self, agency: Agency, rng: Random, pool: Pool) -> None:
        self.agency, self.rng, self.pool = agency, rng, pool
        self.filler = Filler(agency, rng)
        self.ledger = Ledger(rng, agency.level, agency.agency_type)
        self.own: dict[str, list[tuple[str, str]]] = {}  # slot -> (skeleton, report id) of last year
        self.used: set[str] = set()
        self.template_of: dict[str, str] = {}  # of the sentences that may be carried over (strict only)
        self.used_ever: list[str] = []
        self.recurring = agency.extra.get("recurring") == "yes"
        self.theme_years: dict[str, int] = {}
        self.stated: list[tuple[str, str, str, int]] = []  # theme, problem, measure, run of years
        self.earlier: Draft | None = None

    def _novel(self, slot: str) -> Piece:
        """Write a new sentence for a slot; in the sample, one that is not like any other."""
        best, best_template, best_masked, lowest = "", "", "", 2.0
        for turn in range(36 if self.pool.strict else 1):
            template = self._pick(slot)
            if self.pool.strict and template in self.used and turn < 18:
                continue
            words = self.filler.expand(self._framed(template, slot))
            if not self.pool.strict:
                best, best_template = words, template
                break
            masked = self.pool.masked(words, self.agency)
            likeness = self.pool.likeness(masked)
            if likeness < lowest:
                best, best_template, best_masked, lowest = words, template, masked, likeness
            if likeness < 0.36:
                break
        self.used.add(best_template)
        if self.pool.strict:
            self.template_of[best] = best_template
        self.pool.add(best_masked)
        self.pool.recent[self.year, slot].append((best, self.report_id, self.agency))
        return Piece(best.replace("{y}", str(self.year)), "novel", skeleton=best)

    def _pick(self, slot: str) -> str:
        templates = read_phrases(slot)
        return templates[int(self.rng.random() * len(templates))]

    def _framed(self, template: str, slot: str) -> str:
        """Put a clause before or behind a template, or neither."""
        draw = self.rng.random()
        if slot in ("intro", "static") or draw < 0.25:
            return template
        if draw < 0.6:
            return template.removesuffix("。") + self._pick("tails") + "。"
        if draw < 0.72 and template[0] not in "{[":
            return self._pick("leads") + template
        lead = self._pick("leads") if draw > 0.93 else ""
        return lead + template.removesuffix("。") + self._pick("tails") + "。"

    def _renumber(self, words: str) -> str:
        """Return the words with other numbers; titles, years and the placeholder stay."""
        random = self.rng.random

        def change(match: re.Match[str]) -> str:
            token = match.group()
            if token[0] == "《" or "." in token:
                return token
            after = words[match.end() : match.end() + 1]
            value = int(token)
            if after == "月":
                return MONTHS[int(random() * 12)][:-1]
            if after == "年" and value > 1900:
                return token
            if after in ("%", "分") and value > 9:
                return str(min(99, value + 1) if random() < 0.5 else max(1, value - 2))
            moved = max(1, int(value * (0.7 + random() * 0.7)))
            return str(moved if moved != value else value + 1)

        return _NUMBER.sub(change, words)

    def _reword(self, words: str) -> str:
        """Return an edited copy: synonyms, a clause dropped, added or moved, other numbers."""
        random = self.rng.random
        swaps = 0
        for line in read_phrases("edits"):
            old, new = line.split("\t")
            if old in words and random() < 0.7 and swaps < 4:
                words, swaps = words.replace(old, new, 1), swaps + 1
        body = words.removesuffix("。")
        clauses = body.split("，")
        draw = random()
        if len(clauses) > 3 and draw < 0.4:
            del clauses[1 + int(random() * (len(clauses) - 2))]
        elif len(clauses) > 3 and draw < 0.6:
            clauses[-1], clauses[-2] = clauses[-2], clauses[-1]
        body = "，".join(clauses)
        if draw >= 0.4 or swaps < 2:
            filler = w.FILLERS[int(random() * len(w.FILLERS))]
            body += "" if filler in body else filler
        return self._renumber(body + "。")

    def _carried(self, skeleton: str, source: str, *, faithful: float) -> Piece:
        """Carry a sentence over from last year: as it is, with other numbers, or edited."""
        draw = self.rng.random()
        if draw < faithful * 0.45:
            new, edits = skeleton, "numbers" if "{y}" in skeleton else "verbatim"
        elif draw < faithful:
            new = self._renumber(skeleton)
            edits = "numbers" if new != skeleton or "{y}" in skeleton else "verbatim"
        else:
            new, edits = self._reword(skeleton), "edited"
        return Piece(new.replace("{y}", str(self.year)), "carried_over", edits, source, new)

    def _borrowed(self, slot: str) -> Piece | None:
        """Take a sentence of another agency and put the own names in."""
        recent = self.pool.recent.get((self.year if self.rng.random() < 0.5 else self.year - 1, slot))
        if not recent:
            return None
        skeleton, source, other = recent[int(self.rng.random() * len(recent))]
        if other.slug == self.agency.slug:
            return None
        words = skeleton.replace(other.self_name, self.agency.self_name).replace(other.account, self.agency.account)
        words = words.replace(other.short, self.agency.short)
        for at, place in enumerate(other.places):
            words = words.replace(place, self.agency.places[at])
        if "我" in words.replace(self.agency.self_name, ""):
            return None
        edits = "verbatim" if words == skeleton else "numbers"
        if self.rng.random() < 0.4:
            words, edits = self._renumber(words), "numbers"
        elif self.rng.random() < 0.35:
            words, edits = self._reword(words), "edited"
        return Piece(words.replace("{y}", str(self.year)), "borrowed", edits, source, words)

    def _own(self, slot: str, n: int) -> list[Piece]:
        """Return n sentences for a slot: carried over, borrowed or new, by the agency's habits."""
        copier, random = self.agency.copier, self.rng.random
        borrower = "borrower" in self.agency.extra
        before = self.own.get(slot, [])
        found: list[Piece] = []
        if self.pool.strict:  # what may be carried over is not written a second time
            self.used |= {self.template_of[skeleton] for skeleton, _ in before if skeleton in self.template_of}
        for at in range(n):
            piece = None
            if at < len(before) and random() < (0.82 if copier else 0.22):
                piece = self._carried(*before[at], faithful=0.85 if copier else 0.0)
                if before[at][0] in self.template_of:
                    self.template_of[piece.skeleton] = self.template_of[before[at][0]]
            elif borrower and random() < 0.16:
                piece = self._borrowed(slot)
            found.append(piece or self._novel(slot))
        self.own[slot] = [(piece.skeleton, self.report_id) for piece in found]
        return found

    def _stock(self, n: int) -> list[Piece]:
        """Return n stock sentences that were not used in this report, and mostly not in the last."""
        lines = read_phrases("boilerplate")
        found = []
        while len(found) < n:
            line = lines[int(self.rng.random() * len(lines))]
            if line not in self.stock:
                self.stock.add(line)
                found.append(Piece(line, "boilerplate"))
        return found

    def _variant(self, variants: tuple[str, ...], **values: object) -> Piece:
        """Return a formula with the report's own counts; neighbouring years use different wordings."""
        at = (self.year * 7 + len(self.agency.slug) + self.agency.zone) % len(variants)
        values = {"y": self.year, "self": self.agency.self_name, **values}
        return Piece(variants[at].format(**values), "boilerplate")
