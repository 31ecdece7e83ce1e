"""Compose the reports of one agency year by year, and remember where every sentence comes from."""

from __future__ import annotations

from datetime import date, timedelta

from . import wording as w
from .figures import Values, vintage_of
from .part_five import PartFive
from .records import Draft, Para, Part, Piece


class Writer(PartFive):
    """Writes all reports of one agency; years are written in order."""

    def write(self, year: int) -> Draft:
        """Write the report of a year; years are written in order."""
        agency = self.agency
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
                )
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

    def small(n: int) -> str:
        tens, ones = divmod(n, 10)
        return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")

    return "".join(digits[int(c)] for c in str(day.year)) + f"年{small(day.month)}月{small(day.day)}日"
