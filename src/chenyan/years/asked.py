"""The checks on a page, and which of them it gives reason to ask: one that finds slips in months of last year is idle where none is named.

What a check needs is told once beside its name; what a page holds is read in one pass over its mentions. A check that is
not listed is always asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from chenyan.years.about_itself import check_label, check_opening
from chenyan.years.accounts import check_accounts_base
from chenyan.years.after_paper import check_after_paper
from chenyan.years.announced import check_announced
from chenyan.years.backwards import check_backwards, check_finished
from chenyan.years.base_again import check_base_again
from chenyan.years.begun_this_year import check_begun_this_year
from chenyan.years.budget_year import check_accounts_headings, check_budget_year
from chenyan.years.carried_in import check_carried_in
from chenyan.years.causes import check_causes
from chenyan.years.counted import check_counted
from chenyan.years.counted_here import check_among, check_counted_here, check_of_the_year
from chenyan.years.dated_papers import check_numbers_of_papers, check_plan_papers
from chenyan.years.dated_parts import check_dated_parts
from chenyan.years.differences import check_bases
from chenyan.years.events import check_order, check_own_report, check_ranges, check_sequence, check_things
from chenyan.years.finding import Finding
from chenyan.years.follows import check_course, check_follows
from chenyan.years.holds_this_year import check_carried_over, check_holds_this_year, check_until_last_year
from chenyan.years.in_force import check_in_force
from chenyan.years.itself import check_fact_of_base, check_itself
from chenyan.years.known_days import check_known_days
from chenyan.years.landmarks import check_documents, check_landmarks
from chenyan.years.last_of_count import check_last_of_count
from chenyan.years.last_year_said import check_last_year_said
from chenyan.years.law_dates import check_days, check_law_dates, check_law_days, check_state_papers
from chenyan.years.made_report import check_made_report
from chenyan.years.mistyped import check_mistyped
from chenyan.years.months import check_months
from chenyan.years.named_plans import check_named_plans
from chenyan.years.named_years import check_last_year_named, check_next_year_named, check_since
from chenyan.years.new_this_year import check_new_this_year
from chenyan.years.notices import check_closing_words, check_notices
from chenyan.years.opening_words import check_opening_words
from chenyan.years.ordinals import check_ordinals
from chenyan.years.pairs import check_pairs
from chenyan.years.papers import check_papers
from chenyan.years.papers_of_year import check_papers_of_year
from chenyan.years.parts import check_parts
from chenyan.years.plan_moods import (
    check_after_summing_up,
    check_from_then_on,
    check_planned_span,
    check_promised_term,
    check_will_before,
    check_willed_outcome,
)
from chenyan.years.plan_objects import (
    check_aims_of_zone,
    check_listed_and_waiting,
    check_objects_of_plans,
    check_taken_as_aim,
)
from chenyan.years.plan_wishes import check_outlines, check_wishes
from chenyan.years.rests_on_this_year import (
    check_before_its_cause,
    check_part_of_whole,
    check_this_years_until,
    check_what_came_in,
)
from chenyan.years.rows import check_rows
from chenyan.years.rows_of_dates import check_rows_of_dates
from chenyan.years.said_words import check_said_words
from chenyan.years.same_year_again import check_same_year_again
from chenyan.years.school_years import check_school_years
from chenyan.years.scope import Page
from chenyan.years.seasons import check_seasons
from chenyan.years.self_naming import check_captions, check_own_words
from chenyan.years.sequels import check_sequels
from chenyan.years.stages import check_stages
from chenyan.years.standing import DATED, of_last_year, over_ahead, over_by_then
from chenyan.years.stocks import check_stocks
from chenyan.years.terms import check_terms
from chenyan.years.told_too_late import check_told_too_late
from chenyan.years.turn_of_year import check_into_next_year, check_turn_of_year
from chenyan.years.what_it_answers import check_what_it_answers
from chenyan.years.year_ends import check_year_ends
from chenyan.years.year_rows import check_year_rows

Check = Callable[[Page], Iterator[Finding]]

# In the order in which they are believed: of two findings on one mention the first counts, or the first flag.
CHECKS: tuple[Check, ...] = (
    check_announced,
    check_order,
    check_sequence,
    check_follows,
    check_course,
    check_months,
    check_sequels,
    check_papers,
    check_ordinals,
    check_year_rows,
    check_bases,
    check_itself,
    check_fact_of_base,
    check_stocks,
    check_parts,
    check_terms,
    check_counted,
    check_own_report,
    check_ranges,
    check_things,
    check_landmarks,
    check_named_plans,
    check_documents,
    check_law_dates,
    check_days,
    check_law_days,
    check_state_papers,
    check_after_paper,
    check_stages,
    check_rows,
    check_mistyped,
    check_causes,
    check_label,
    check_opening,
    check_opening_words,
    check_backwards,
    check_finished,
    check_base_again,
    check_year_ends,
    check_numbers_of_papers,
    check_plan_papers,
    check_last_of_count,
    check_accounts_headings,
    check_budget_year,
    check_begun_this_year,
    check_among,
    check_counted_here,
    check_of_the_year,
    check_carried_over,
    check_holds_this_year,
    check_dated_parts,
    check_accounts_base,
    check_until_last_year,
    check_in_force,
    check_last_year_named,
    check_next_year_named,
    check_since,
    check_pairs,
    check_after_summing_up,
    check_from_then_on,
    check_planned_span,
    check_promised_term,
    check_will_before,
    check_willed_outcome,
    check_aims_of_zone,
    check_listed_and_waiting,
    check_objects_of_plans,
    check_taken_as_aim,
    check_carried_in,
    check_known_days,
    check_last_year_said,
    check_new_this_year,
    check_papers_of_year,
    check_rows_of_dates,
    check_seasons,
    check_what_it_answers,
    check_wishes,
    check_outlines,
    check_part_of_whole,
    check_this_years_until,
    check_before_its_cause,
    check_what_came_in,
    check_turn_of_year,
    check_into_next_year,
    check_made_report,
    check_told_too_late,
    check_said_words,
    check_school_years,
    check_notices,
    check_closing_words,
    check_same_year_again,
)

# What a page can hold. Last year is the one before the reported year; LAST_TOLD is a mention of it in running text, OVER
# one of the reported year that was over at the signing, OVER_AHEAD such a one where plans are told.
(
    LAST, LAST_TOLD, YEAR_LAST, YEAR_BESIDE, YEAR_OTHER, DATED_NOW, DATED_LATELY, DATED_PAST, DOCUMENT, RANGE, OVER,
    OVER_AHEAD,
) = (1 << bit for bit in range(12))  # fmt: skip
_NEEDS: dict[Check, int] = {
    **dict.fromkeys((check_parts, check_rows), LAST),
    **dict.fromkeys(
        (
            check_backwards, check_finished, check_base_again, check_begun_this_year, check_budget_year, check_among,
            check_counted_here, check_of_the_year, check_holds_this_year, check_until_last_year, check_last_of_count,
            check_pairs, check_dated_parts, check_part_of_whole, check_this_years_until, check_before_its_cause,
            check_what_came_in, check_closing_words, check_same_year_again,
        ),
        LAST_TOLD,
    ),
    **dict.fromkeys((check_fact_of_base, check_label, check_notices, check_plan_papers), YEAR_LAST),
    check_papers: YEAR_BESIDE,
    **dict.fromkeys((check_accounts_headings, check_captions, check_opening, check_own_words), YEAR_OTHER),
    **dict.fromkeys((check_causes, check_in_force, check_made_report, check_own_report, check_turn_of_year), DATED_NOW),
    **dict.fromkeys((check_carried_over, check_course, check_months), DATED_LATELY),
    check_sequence: DATED_PAST,
    **dict.fromkeys((check_documents, check_numbers_of_papers, check_state_papers), DOCUMENT),
    **dict.fromkeys((check_planned_span, check_ranges, check_named_plans), RANGE),
    **dict.fromkeys((check_into_next_year, check_listed_and_waiting), OVER),
    **dict.fromkeys(
        (
            check_after_summing_up, check_aims_of_zone, check_from_then_on, check_objects_of_plans,
            check_promised_term, check_taken_as_aim, check_will_before, check_willed_outcome,
        ),
        OVER_AHEAD,
    ),
}  # fmt: skip
_NEAR = 2  # how far from the reported year the checks look that ask for another year


@lru_cache(maxsize=1024)
def _told_by(unit: str, shift: int) -> int:
    """Return what a mention gives reason to ask, by its unit and how far it lies from the reported year."""
    found = LAST if shift == -1 else 0
    if unit == "year":
        found |= YEAR_LAST * (shift == -1) | YEAR_BESIDE * (abs(shift) == 1) | YEAR_OTHER * (0 < abs(shift) <= _NEAR)
    elif unit in DATED:
        found |= DATED_NOW * (shift == 0) | DATED_PAST * (shift < 0) | DATED_LATELY * (-_NEAR <= shift < 0)
    elif unit == "document":
        found |= DOCUMENT
    elif unit == "range":
        found |= RANGE
    return found


def _held_by(page: Page) -> int:
    """Return what a page gives reason to ask."""
    year = page.reference.year_or(0)
    found = 0
    for one in page.expressions:
        found |= _told_by(one.unit, one.last - year)
    if found & LAST and of_last_year(page):
        found |= LAST_TOLD
    if over_by_then(page):
        found |= OVER_AHEAD | OVER if over_ahead(page) else OVER
    return found


def asked(page: Page, checks: tuple[Check, ...]) -> Iterator[Finding]:
    """Yield what those of the checks find that a page gives reason to ask, in their order."""
    held = page.weighed.get(("held",))
    if held is None:
        held = page.weighed["held",] = _held_by(page)
    for check in checks:
        needs = _NEEDS.get(check)
        if needs is None or needs & held:
            yield from check(page)
