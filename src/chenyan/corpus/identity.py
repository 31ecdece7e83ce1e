"""Say who reports, on which year, from where and when; each fact with its confidence and its words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from chenyan.corpus.agency import TitleFacts, agency_type_of, find_agency, level_of, series_of
from chenyan.corpus.dates import find_published, find_year, signed_date
from chenyan.corpus.gazetteer import Chain, read_chain, read_town
from chenyan.text import fold
from chenyan.types import Fact, Identity, Section, Table

_GENRES = (
    ("work_report", re.compile(r"政府工作报告")),
    ("rule_of_law", re.compile(r"法治政府|依法行政|法治建设")),
    ("final_accounts", re.compile(r"决算")),
    ("budget", re.compile(r"预算|绩效")),
    ("work_summary", re.compile(r"工作总结|总结")),
)
_OPEN_INFORMATION = re.compile(r"(?:政府)?信息公开|政务公开")
_OPENING = 3_000


def identify(
    text: str,
    sections: Sequence[Section],
    *,
    tables: Sequence[Table] = (),
    source: str = "",
    metadata: Mapping[str, str] | None = None,
    title_hint: str = "",
    known: Mapping[str, Any] | None = None,
) -> Identity:
    """Identify a report.

    Parameters
    ----------
    text : str
        The report.
    sections : sequence of Section
        Its parts; the title, the preamble and the signature speak of its identity.
    tables : sequence of Table
        Its statutory tables, which show an annual report on disclosure even where the title is lost.
    source : str
        The path or name of the file, asked last.
    metadata : mapping of str to str, optional
        What the file says of itself (PubDate, 索引号 …).
    title_hint : str
        The title as metadata or the page give it.
    known : mapping, optional
        What a manifest or the caller says, by the names of the fields of ``Identity``; it wins with confidence 1.

    Returns
    -------
    Identity
        What no words of the report answer stays empty: nothing is guessed.

    Examples
    --------
    >>> identity = identify("沭阳县教育局2023年政府信息公开工作年度报告\\n一、总体情况\\n", [])
    >>> identity.agency.value, identity.region.value, identity.region_code.value, identity.year.value
    ('沭阳县教育局', '江苏省宿迁市沭阳县', '321322', 2023)
    """
    folded, view = fold(text).text, fold(text, compact=True)
    given = dict(known or {})
    title = TitleFacts.of(text, folded, sections, title_hint, source)
    facts: dict[str, Fact] = {}
    facts["genre"] = _genre(title, sections, tables, folded)
    facts["agency"] = _given("agency", given) or find_agency(folded, sections, title)
    signed = signed_date(view, sections)
    facts["year"] = find_year(view, sections, title, str(facts["genre"].value or ""), signed)
    facts["published"] = find_published(folded, view, dict(metadata or {}), signed)
    agency = facts["agency"]
    name = str(agency.value or "")
    if name:
        chain = read_chain(_bare(name), folded[:_OPENING] + source)
        _place_facts(facts, agency, name, chain)
        facts["series"] = Fact(series_of(name, chain), agency.confidence, agency.source, agency.start, agency.end)
    for item in fields(Identity):
        fact = _given(item.name, given)
        if fact:
            facts[item.name] = fact
    if "region" in given and "region_code" not in given:
        place = read_chain("".join(str(given["region"]).split())).place
        facts["region_code"] = Fact(place.code, 0.9, "gazetteer") if place else Fact()
    return Identity(**facts)


def _given(name: str, known: Mapping[str, Any]) -> Fact | None:
    """Return what the manifest says of a fact, or None."""
    value = known.get(name)
    if value is None or value == "":
        return None
    if name == "published" and isinstance(value, str):
        value = date.fromisoformat(value)
    return Fact(value, 1.0, "manifest")


def _bare(name: str) -> str:
    """Leave out what stands before the place in the names of vertical agencies."""
    return re.sub(r"^(?:中华人民共和国|国家税务总局|中国共产党|中共)", "", name)


def _place_facts(facts: dict[str, Fact], agency: Fact, name: str, chain: Chain) -> None:
    """Add region, code, level and type, which all rest on the words of the agency's name."""
    start, end, sure = agency.start, agency.end, agency.confidence
    bare = _bare(name)
    town = read_town(bare, chain.length)
    kind = agency_type_of(name)
    if level_of(name, chain, kind, bool(town)) == "national":
        facts["region"] = Fact("全国", sure, agency.source, start, end)
    elif chain.place is not None:
        facts["region"] = Fact(chain.place.full_name, sure, "gazetteer", start, end)
        facts["region_code"] = Fact(chain.place.code, sure, "gazetteer", start, end)
    elif chain.names:
        facts["region"] = Fact("".join(chain.names), round(sure * 0.7, 3), agency.source, start, end)
    elif town:
        facts["region"] = Fact(town, round(sure * 0.4, 3), agency.source, start, end)
    facts["agency_type"] = Fact(kind, sure, agency.source, start, end)
    level = level_of(name, chain, kind, bool(town))
    if level:
        facts["level"] = Fact(level, sure if chain.names or town else round(sure * 0.5, 3), agency.source, start, end)


def _genre(title: TitleFacts, sections: Sequence[Section], tables: Sequence[Table], folded: str) -> Fact:
    """Return what kind of report it is, by its title, else by its parts and tables."""
    for words, source, start, end, _ in title.places:
        if re.search(r"比对报告|对比报告|比对结果|对比分析", words):
            return Fact("other", 0.8, source, start, end)  # two reports side by side are no report
    for words, source, start, end, sure in title.places:
        if _OPEN_INFORMATION.search(words):
            school = re.search(r"学年|大学|学院|学校|中学|小学|幼儿园", words) and "教育局" not in words
            return Fact("school" if school else "ogi", sure, source, start, end)
        if re.search(r"公司", words) and "年度报告" in words:
            return Fact("company", sure, source, start, end)
        for genre, pattern in _GENRES:
            if pattern.search(words):
                return Fact(genre, sure, source, start, end)
    kinds = {section.kind for section in sections}
    if tables or len(kinds & {"overview", "disclosure", "requests", "litigation", "problems"}) >= 4:
        return Fact("ogi", 0.8, "body")
    opening = "".join(folded[:1500].split())
    if "信息公开条例" in opening:
        return Fact("ogi", 0.6, "body")
    return Fact("other", 0.3, "body")
