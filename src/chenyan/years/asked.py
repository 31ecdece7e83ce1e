"""The checks on a page, and which of them it gives reason to ask: one that finds slips in months of last year is idle where none is named.

What a check asks for is told once beside its name; what a page's mentions give reason for is told in one pass over them. A
check that is not listed is always asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from string import whitespace

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
from chenyan.years.data_period import check_preamble, check_reversed_spans, check_single_dates
from chenyan.years.dated_papers import check_number_said_above, check_numbers_of_papers, check_plan_papers
from chenyan.years.dated_parts import check_dated_parts
from chenyan.years.differences import check_bases
from chenyan.years.draft_budget import (
    check_approved_budget,
    check_draft_headings,
    check_draft_named,
    check_draft_sums,
)
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
from chenyan.years.money import (
    check_balance_told_again,
    check_base_of_money,
    check_budget_of_spending,
    check_evaluated_spending,
    check_funds_of_project,
    check_goals_evaluated,
    check_money_of_line,
    check_use_of_results,
)
from chenyan.years.months import check_months
from chenyan.years.named_plans import check_named_plans
from chenyan.years.named_years import check_last_year_named, check_next_year_named, check_since
from chenyan.years.new_this_year import check_new_this_year
from chenyan.years.notices import check_closing_words, check_notices
from chenyan.years.opening_words import check_opening_words, check_review_opens, check_tasks_as_follows
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
from chenyan.years.reasons import ANOTHER, FAR_AHEAD, PAST, Reason, Reasons
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
from chenyan.years.self_naming import check_captions, check_introduction, check_own_words
from chenyan.years.sequels import check_sequels
from chenyan.years.stages import check_stages
from chenyan.years.standing import DATED, goes_back, of_last_year, over_ahead, over_by_then, parts_go_back
from chenyan.years.stocks import check_stocks
from chenyan.years.terms import check_terms
from chenyan.years.titles import check_subtitle
from chenyan.years.told_too_late import check_counted_later, check_told_too_late
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
    check_budget_of_spending,
    check_balance_told_again,
    check_money_of_line,
    check_base_of_money,
    check_evaluated_spending,
    check_funds_of_project,
    check_goals_evaluated,
    check_use_of_results,
    check_draft_headings,
    check_draft_named,
    check_draft_sums,
    check_approved_budget,
    check_counted_later,
    check_number_said_above,
    check_tasks_as_follows,
    check_review_opens,
)

_YEAR, _DAYS, _RANGE, _DOCUMENT = ("year",), ("day", "month"), ("range",), ("document",)
_DATED_OR_YEAR = (*DATED, *_YEAR)
_LAST_TOLD = Reason(shifts=(-1,), where=of_last_year)
_LAST_DATED = Reason(DATED, (-1,), where=of_last_year)
_LAST_YEAR_TOLD = Reason(_YEAR, (-1,), where=of_last_year)
_YEAR_LAST = Reason(_YEAR, (-1,))
_YEAR_NEAR = Reason(_YEAR, (-2, -1, 1))
_YEAR_OTHER = Reason(_YEAR, (-2, -1, 1, 2))
_DAYS_NOW = Reason(_DAYS, (0,))
_OVER_AHEAD = Reason(shifts=(0,), where=over_ahead)
_NEEDS: dict[Check, tuple[Reason, ...]] = {
    check_announced: (Reason(shifts=PAST, before="：:"), Reason(_YEAR, behind="度拟")),
    check_order: (Reason(_DATED_OR_YEAR, where=goes_back),),
    check_sequence: (Reason(_DAYS, PAST, where=parts_go_back),),
    check_follows: (Reason(DATED, (-2, -1, 0), where=parts_go_back),),
    check_course: (Reason(_DAYS, (-1,), where=parts_go_back),),
    check_months: (Reason(DATED, (-2, -1)),),
    check_sequels: (Reason(_DAYS),),
    check_papers: (Reason(_YEAR, (-1, 1)),),
    check_bases: (Reason(_YEAR, range(-8, 1), before="比较于过即的（与和同之"),),
    check_itself: (Reason(_YEAR, (0,), before="比较于过即的（与和同之是达为到"),),
    check_things: (Reason(_DATED_OR_YEAR, where=parts_go_back),),
    check_landmarks: (Reason(_YEAR, behind="度，既不是"),),
    check_named_plans: (Reason(_RANGE, before="（", behind="）"),),
    check_law_dates: (Reason(_DATED_OR_YEAR, behind="起施正实"),),
    check_days: (Reason(("day",)),),
    check_law_days: (Reason(("day",), behind="起施正实生"),),
    check_after_paper: (Reason(_DAYS, before="（"),),
    check_mistyped: (Reason(_YEAR, behind="月"), Reason(_DATED_OR_YEAR, FAR_AHEAD)),
    check_opening_words: (Reason(_YEAR, (-4, -3, -2, -1, 1)),),
    check_year_ends: (Reason(("day",)),),
    check_carried_over: (Reason(_DAYS, (-2, -1)),),
    **dict.fromkeys((check_accounts_base, check_base_of_money), (Reason(_YEAR, (-2,)),)),
    **dict.fromkeys((check_use_of_results, check_draft_headings, check_draft_named, check_draft_sums), (Reason(_YEAR, (0,)),)),
    **dict.fromkeys(
        (
            check_balance_told_again, check_budget_of_spending, check_money_of_line, check_evaluated_spending,
            check_funds_of_project, check_goals_evaluated,
        ),
        (_LAST_YEAR_TOLD,),
    ),
    check_in_force: (Reason(_DAYS, (0,), behind="起正全施实执启生"),),
    check_last_year_named: (
        Reason(_YEAR, (-3, -2, 0, 1, 2, 3), before="（即、—是"),
        Reason(_YEAR, (-3, -2, 0, 1, 2, 3), behind=f"度（即也亦{whitespace}"),
    ),
    check_next_year_named: (
        Reason(_DATED_OR_YEAR, (-2, -1, 0, 2), before="（即是"), Reason(_RANGE, before="（即是"),
    ),
    check_since: (Reason((*_YEAR, "month"), (-2, 0), before="继"),),
    check_listed_and_waiting: (Reason(_YEAR, (0,), before="入报请为进了县市区省局镇乡", where=over_by_then),),
    check_carried_in: (Reason((*_YEAR, *_DAYS), (0,)),),
    check_known_days: (Reason(_DAYS),),
    check_last_year_said: (Reason((*_YEAR, *_DAYS), (-2,)),),
    check_papers_of_year: (Reason(_YEAR, (-2, 0)),),
    check_into_next_year: (Reason(shifts=(0,), where=over_by_then),),
    check_introduction: (Reason((*_YEAR, "short"), ANOTHER), Reason(("school_year",))),
    check_reversed_spans: (Reason(where=parts_go_back),),
    check_single_dates: (Reason(shifts=ANOTHER), Reason(("range", "school_year", "five_year"))),
    check_preamble: (_YEAR_NEAR, Reason(_DAYS, (-2, -1))),
    check_rows: (Reason(shifts=(-1,)),),
    check_parts: (Reason(("half", "quarter", "year"), (-1,)),),
    check_own_report: (_DAYS_NOW,),
    **dict.fromkeys((check_approved_budget, check_counted_later), (Reason(_DAYS, (1,)),)),
    check_tasks_as_follows: (_YEAR_LAST,),
    **dict.fromkeys((check_documents, check_number_said_above, check_numbers_of_papers, check_state_papers), (Reason(_DOCUMENT),)),
    **dict.fromkeys((check_planned_span, check_ranges), (Reason(_RANGE),)),
    **dict.fromkeys((check_fact_of_base, check_label, check_notices, check_plan_papers), (_YEAR_LAST,)),
    **dict.fromkeys((check_causes, check_made_report, check_turn_of_year), (Reason(DATED, (0,)),)),
    **dict.fromkeys((check_captions, check_opening, check_subtitle), (_YEAR_NEAR,)),
    **dict.fromkeys((check_accounts_headings, check_ordinals, check_own_words), (_YEAR_OTHER,)),
    **dict.fromkeys(
        (
            check_backwards, check_finished, check_begun_this_year, check_last_of_count, check_of_the_year,
            check_rows_of_dates,
        ),
        (_LAST_DATED,),
    ),
    **dict.fromkeys((check_base_again, check_budget_year, check_dated_parts, check_pairs), (_LAST_YEAR_TOLD,)),
    **dict.fromkeys(
        (
            check_among, check_before_its_cause, check_closing_words, check_counted_here, check_holds_this_year,
            check_new_this_year, check_part_of_whole, check_same_year_again, check_seasons, check_this_years_until,
            check_until_last_year, check_what_came_in, check_what_it_answers,
        ),
        (_LAST_TOLD,),
    ),
    **dict.fromkeys(
        (
            check_after_summing_up, check_aims_of_zone, check_from_then_on, check_objects_of_plans, check_outlines,
            check_promised_term, check_taken_as_aim, check_will_before, check_willed_outcome, check_wishes,
        ),
        (_OVER_AHEAD,),
    ),
}  # fmt: skip
_REASONS = Reasons([reason for some in _NEEDS.values() for reason in some])
_ALWAYS = 1 << len(_REASONS.bits)
_BITS = {check: sum({_REASONS.bits[reason] for reason in some}) for check, some in _NEEDS.items()}


def asked(page: Page, checks: tuple[Check, ...]) -> Iterator[Finding]:
    """Yield what those of the checks find that a page gives reason to ask, in their order."""
    held = page.weighed.get(("held",))
    if held is None:
        held = page.weighed["held",] = _REASONS.given_by(page) | _ALWAYS
    for check, needs in _with_needs(checks):
        if needs & held:
            yield from check(page)


@cache
def _with_needs(checks: tuple[Check, ...]) -> list[tuple[Check, int]]:
    return [(check, _BITS.get(check, _ALWAYS)) for check in checks]
