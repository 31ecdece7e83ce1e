"""Compose the reports of one agency year by year, and remember where every sentence comes from."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from . import wording as w
from .figures import Ledger, Values, vintage_of
from .grammar import MONTHS, Filler, read_phrases
from .world import Agency

_NUMBER = re.compile(r"《[^》]*》|\d+(?:\.\d+)?")


@dataclass(slots=True)
class Piece:
    """One sentence and its origin; ``skeleton`` still holds {y} where the year is printed."""

    words: str
    origin: str = "novel"
    edits: str = ""
    source: str = ""
    skeleton: str = ""


@dataclass(slots=True)
class Para:
    """One paragraph: prose, a sub-heading, or the place of a table."""

    pieces: list[Piece]
    role: str = "prose"
    slot: str = ""

    @property
    def text(self) -> str:
        return "".join(piece.words for piece in self.pieces)


@dataclass(slots=True)
class Part:
    """One part of a report."""

    kind: str
    heading: str
    paras: list[Para] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A report before it is printed, with everything that is true of it."""

    report_id: str
    agency: Agency
    year: int
    published: date
    title: list[str]
    parts: list[Part]
    signature: list[str]
    tables: dict[str, Values]
    vintages: dict[str, int]
    facts: dict[str, int]
    problems: list[tuple[str, str]] = field(default_factory=list)
    measures: list[tuple[str, str]] = field(default_factory=list)
    faults: list[dict[str, object]] = field(default_factory=list)
    earlier: Draft | None = None

    def part(self, kind: str) -> Part | None:
        return next((part for part in self.parts if part.kind == kind), None)

    def pieces(self) -> Iterator[Piece]:
        for part in self.parts:
            for para in part.paras:
                if not para.role.startswith("table"):
                    yield from para.pieces

    def flag(self, code: str, words: str, expected: object = "", note: str = "", **more: object) -> None:
        """Note a planted fault."""
        self.faults.append({"code": code, "words": words, "expected": str(expected), "note": note, **more})


class Pool:
    """Sentences already written: to borrow from, and to keep new ones apart (strict only)."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.recent: dict[tuple[int, str], deque[tuple[str, str, Agency]]] = defaultdict(lambda: deque(maxlen=400))
        self._grams: dict[str, list[int]] = defaultdict(list)
        self._count = 0

    def likeness(self, words: str) -> float:
        """Return the largest share of the 5-grams that one earlier sentence holds."""
        grams = {words[at : at + 5] for at in range(len(words) - 4)}
        hits: dict[int, int] = defaultdict(int)
        for gram in sorted(grams):
            for sentence in self._grams.get(gram, ()):
                hits[sentence] += 1
        return max(hits.values(), default=0) / max(1, len(grams))

    def add(self, words: str) -> None:
        if self.strict:
            for at in range(len(words) - 4):
                self._grams[words[at : at + 5]].append(self._count)
            self._count += 1


def _fill(template: str, **values: object) -> str:
    """Fill the braces of a stock sentence."""
    return template.format(**values)


class Writer:
    """Writes all reports of one agency."""

    def __init__(self, agency: Agency, rng: Random, pool: Pool) -> None:
        self.agency, self.rng, self.pool = agency, rng, pool
        self.filler = Filler(agency, rng)
        self.ledger = Ledger(rng, agency.level, agency.agency_type)
        self.own: dict[str, list[tuple[str, str]]] = {}  # slot -> (skeleton, report id) of last year
        self.used: set[str] = set()
        self.used_ever: list[str] = []
        self.recurring = agency.extra.get("recurring") == "yes"
        self.stated: list[tuple[str, str, str, int]] = []  # theme, problem, measure, run of years
        self.earlier: Draft | None = None

    # sentences -------------------------------------------------------------------------------------------------

    def _novel(self, slot: str) -> Piece:
        """Write a new sentence for a slot."""
        templates = read_phrases(slot)
        best, best_likeness = "", 2.0
        for _ in range(14 if self.pool.strict else 1):
            template = templates[int(self.rng.random() * len(templates))]
            if self.pool.strict and template in self.used and self.rng.random() < 0.9:
                continue
            words = self.filler.expand(template)
            if not self.pool.strict:
                best, best_template = words, template
                break
            likeness = self.pool.likeness(words)
            if likeness < best_likeness:
                best, best_likeness, best_template = words, likeness, template
            if likeness < 0.33:
                break
        if not best:
            best_template = templates[int(self.rng.random() * len(templates))]
            best = self.filler.expand(best_template)
        self.used.add(best_template)
        self.pool.add(best)
        self.pool.recent[self.year, slot].append((best, self.report_id, self.agency))
        return Piece(best.replace("{y}", str(self.year)), "novel", skeleton=best)

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
            if after == "%":
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
        for at in range(n):
            piece = None
            if at < len(before) and random() < (0.82 if copier else 0.22):
                piece = self._carried(*before[at], faithful=0.85 if copier else 0.0)
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
        at = (self.year * 3 + len(self.agency.slug) + self.agency.zone) % len(variants)
        values = {"y": self.year, "self": self.agency.self_name, **values}
        return Piece(variants[at].format(**values), "boilerplate")

    # the report ------------------------------------------------------------------------------------------------

    def write(self, year: int) -> Draft:
        """Write the report of a year; years are written in order."""
        agency, rng = self.agency, self.rng
        self.year, self.report_id = year, f"{agency.slug}-{year}"
        self.used, self.stock = set(), set()
        tables = self.ledger.year_tables(year)
        facts = self._facts(tables)
        draft = Draft(
            report_id=self.report_id, agency=agency, year=year, published=self._sign_date(),
            title=[line.format(name=agency.name, y=year) for line in w.TITLES[agency.style]],
            parts=[], signature=[], tables=tables,
            vintages=dict.fromkeys(tables, vintage_of(year)), facts=facts, earlier=self.earlier,
        )  # fmt: skip
        draft.parts.append(self._preamble())
        heads = w.HEADINGS[agency.zone]
        draft.parts.append(self._overview(heads[0], draft))
        for at, form in enumerate(("disclosure", "requests", "litigation"), 1):
            draft.parts.append(Part(form, heads[at], [Para([], f"table:{form}")]))
        draft.parts.append(self._problems(heads[4], draft))
        draft.parts.append(self._other(heads[5]))
        day = draft.published
        printed = f"{day.year}年{day.month}月{day.day}日"
        if agency.zone == 2:
            printed = chinese_date(day)
        draft.signature = [agency.name, printed]
        self.earlier = draft
        return draft

    def _facts(self, tables: dict[str, Values]) -> dict[str, int]:
        requests, litigation, disclosure = tables["requests"], tables["litigation"], tables["disclosure"]
        scale = {"province": 6000, "city": 2000, "county": 500, "town": 160}[self.agency.level]
        if self.agency.agency_type == "government" and self.agency.level == "county":
            scale = 1500
        part = lambda share: max(7, int(scale * share * self.rng.uniform(0.6, 1.4)))  # noqa: E731
        web, wechat, other = part(0.5), part(0.4), part(0.1)
        return {
            "web": web, "wechat": wechat, "other": other, "total": web + wechat + other,
            "new": int(requests["new|total"]), "carried_in": int(requests["carried_in|total"]),
            "handled": int(requests["handled_total|total"]), "carried_out": int(requests["carried_out|total"]),
            "reviews": int(litigation["review|total"]),
            "suits": int(litigation["lawsuit_direct|total"]) + int(litigation["lawsuit_after_review|total"]),
            "made": int(disclosure["documents|made"]),
        }  # fmt: skip

    def _sign_date(self) -> date:
        low, high = (32, 86) if self.agency.agency_type == "government" else (4, 28)
        day = date(self.year + 1, 1, 1) + timedelta(days=self.rng.randint(low, high))
        return day - timedelta(days=max(0, day.weekday() - 4))

    def _preamble(self) -> Part:
        a = self.agency
        values = {
            "name": a.name, "y": self.year, "site": a.site, "slug": a.slug, "dept": a.depts[0], "phone": a.phone,
            "address": a.address, "self": a.self_name,
        }  # fmt: skip
        paras = [Para([Piece(line.format(**values), "mandated") for line in lines]) for lines in w.PREAMBLES[a.zone]]
        return Part("preamble", "", paras)

    def _overview(self, heading: str, draft: Draft) -> Part:
        a, f, rng = self.agency, draft.facts, self.rng
        kind = a.agency_type
        big = kind == "government"
        part = Part("overview", heading)
        campaign = w.CAMPAIGNS[a.zone][self.year % 4]
        opening = [*self._own("intro", 1), *self._stock(2 if big else 1)]
        if len(a.slug) % 9:
            line = w.REGIONAL[a.zone].format(y=self.year, self=a.self_name, name=campaign)
            opening.append(Piece(line, "mandated"))
        part.paras.append(Para(opening))
        disclosure = [self._variant(w.CHANNELS, **f)]
        if f["made"]:
            disclosure.append(self._variant(w.DOCUMENTS, made=f["made"]))
        disclosure += self._own("disclosure", 7 if big else 4)
        if big:
            disclosure += self._own("government", 6)
        elif kind in ("town", "subdistrict"):
            disclosure += self._own("town", 2)
        requests = [self._variant(w.REQUESTS_SOME if f["new"] or f["carried_in"] else w.REQUESTS_NONE, **f)]
        requests.append(self._variant(w.LITIGATION_SOME if f["reviews"] or f["suits"] else w.LITIGATION_NONE, **f))
        if big:
            requests += self._stock(1)
        management = self._own("management", 5 if big else 2 + rng.randrange(2))
        platform = self._own("platform", 6 if big else 3)
        supervision = [*self._own("supervision", 5 if big else 3), *self._stock(1)]
        if a.copier or (self.year + len(a.slug)) % 7 == 0:
            before = self.own.get("static")
            if before and a.copier:
                supervision.append(self._carried(*before[0], faithful=9.0))
            else:
                supervision.append(self._novel("static"))
            self.own["static"] = [(supervision[-1].skeleton, self.report_id)]
        if kind in ("government", "town"):
            supervision.append(
                self._variant(
                    w.RESULTS,
                    n1=rng.randint(86, 98),
                    n2=rng.randint(80, 900),
                    n3=rng.randint(86, 99),
                    n4=rng.randint(6, 40),
                    grade=rng.choice(("优秀", "良好")),
                )  # fmt: skip
            )
        names = w.ASPECTS_LONG if a.zone in (0, 3) else w.ASPECTS
        for at, (name, pieces) in enumerate(
            zip(names, (disclosure, requests, management, platform, supervision), strict=True)
        ):
            number = f"（{'一二三四五'[at]}）" if a.style != 3 else f"{at + 1}."
            if a.style in (0, 3):
                part.paras += [
                    Para([Piece(number + name, "mandated")], "head", f"aspect{at}"),
                    Para(pieces, slot=f"aspect{at}"),
                ]
            else:
                part.paras.append(Para([Piece(f"{number}{name}。", "mandated"), *pieces], slot=f"aspect{at}"))
        return part

    def _problems(self, heading: str, draft: Draft) -> Part:
        a, rng = self.agency, self.rng
        themes = _themes()
        n = rng.randint(2, 3) if a.agency_type != "government" else rng.randint(3, 4)
        keep: list[tuple[str, str, str, int]] = []
        limit = 9 if self.recurring else 2
        for at, (theme, problem, measure, run) in enumerate(self.stated):
            if run >= limit or len(keep) >= n:
                continue
            if (
                (self.recurring and at < 2)
                or (a.copier and rng.random() < 0.5)
                or (not self.recurring and rng.random() < 0.2)
            ):
                if not (self.recurring or a.copier) or rng.random() < 0.5:
                    problem = self.filler.expand(rng.choice(themes[theme]["P"]))
                if not (self.recurring or a.copier) or rng.random() < 0.4:
                    measure = self.filler.expand(rng.choice(themes[theme]["M"]))
                keep.append((theme, problem, measure, run + 1))
        dropped = [row for row in self.stated if row[0] not in {k[0] for k in keep}]
        banned = {row[0] for row in self.stated} | {k[0] for k in keep}
        names = [name for name in themes if name not in banned]
        while len(keep) < n:
            theme = names.pop(int(rng.random() * len(names)))
            problem = self.filler.expand(rng.choice(themes[theme]["P"]))
            measure = self.filler.expand(rng.choice(themes[theme]["M"]))
            keep.append((theme, problem, measure, 1))
        before = {row[0]: row for row in self.stated}
        self.stated = keep
        draft.problems = [(problem, theme) for theme, problem, _, _ in keep]
        draft.measures = [(measure, theme) for theme, _, measure, _ in keep]
        for theme, problem, measure, run in keep:
            old = before.get(theme)
            if run >= 3:
                draft.flag("P04", problem, note=f"theme {theme} stated {run} years running")
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

    def _other(self, heading: str) -> Part:
        a, rng = self.agency, self.rng
        part = Part("other", heading)
        fee = self._variant(w.FEES if self.year >= 2020 else w.NOTHING)
        fee.origin = "mandated"
        if a.zone == 3:
            numbers = "一二三"
            blocks = [
                ("信息处理费收取情况" if self.year >= 2020 else "其他事项", [fee]),
                (
                    "人大代表建议和政协委员提案办理结果公开情况",
                    [self._variant(w.PROPOSALS, a=rng.randint(1, 30), b=rng.randint(1, 30))],
                ),
                ("公开工作创新情况", self._own("innovation", 1)),
            ]
            for at, (name, pieces) in enumerate(blocks):
                part.paras += [Para([Piece(f"（{numbers[at]}）{name}", "mandated")], "head"), Para(pieces)]
        else:
            extra = self._own("innovation", 1) if a.zone == 0 or a.agency_type == "government" else []
            part.paras.append(Para([fee]))
            if extra:
                part.paras.append(Para(extra))
        return part


def chinese_date(day: date) -> str:
    """Return 二〇二二年一月十八日."""
    digits = "〇一二三四五六七八九"
    small = lambda n: (
        digits[n] if n < 10 else ("" if n < 20 else digits[n // 10]) + "十" + (digits[n % 10] if n % 10 else "")
    )  # noqa: E731
    return "".join(digits[int(c)] for c in str(day.year)) + f"年{small(day.month)}月{small(day.day)}日"


_THEMES: dict[str, dict[str, list[str]]] = {}


def _themes() -> dict[str, dict[str, list[str]]]:
    """Return the wordings of problems (P) and measures (M) by theme."""
    if not _THEMES:
        for line in read_phrases("problems"):
            theme, kind, words = line.split(" ", 2)
            _THEMES.setdefault(theme, {"P": [], "M": []})[kind].append(words)
    return _THEMES
