"""The catalogue: one file a rule, listed here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec

from chenyan.rule import Rule
from chenyan.types import SettingsError

__all__ = ["ALL_RULES", "all_rules", "get_rule", "select_rules"]

# Module names; the module holds RULE.
ALL_RULES = (
    "y01_year_disagreement",
    "y02_plan_for_past_year",
    "y03_work_of_other_year",
    "y04_impossible_period",
    "y05_publication_date",
    "y06_anachronism",
    "b01_section_carried_over",
    "b02_year_swapped_sentence",
    "b03_passage_borrowed",
    "b04_foreign_residue",
    "b05_stale_figure",
    "b06_task_echo",
    "b07_low_information",
    "t01_row_total",
    "t02_requests_balance",
    "t03_results_total",
    "t04_litigation_total",
    "t05_cell_state",
    "t06_form_vintage",
    "t07_carry_over",
    "t08_stock_of_rules",
    "t09_implausible_cell",
    "n01_narrative_against_table",
    "n02_none_against_table",
    "n03_parts_and_whole",
    "n04_rate",
    "n05_two_values",
    "n06_worded_contradiction",
    "s01_missing_part",
    "s02_heading_wording",
    "s03_numbering",
    "s04_missing_aspect",
    "s05_heading_promise",
    "s06_contents_sentence",
    "p01_no_problem",
    "p02_unpaired",
    "p03_empty_measure",
    "p04_recurring_problem",
    "p05_repeated_promise",
    "p06_problem_contradicted",
    "l01_confusable",
    "l02_broken_sentence",
    "l03_punctuation",
    "l04_particles",
    "l05_terms",
)


def _own_rules() -> list[Rule]:
    """Return the rules of this package, in the order of the list."""
    names = [name for name in ALL_RULES if find_spec(f"chenyan.rules.{name}")]
    return [import_module(f"chenyan.rules.{name}").RULE for name in names]


def _third_party_rules() -> list[Rule]:
    """Return the rules that installed packages offer under the entry point group ``chenyan.rules``."""
    found = []
    for point in sorted(entry_points(group="chenyan.rules"), key=lambda point: (point.name, point.value)):
        rule = point.load()
        if not isinstance(rule, Rule):
            raise SettingsError(
                f"entry point {point.name} = {point.value}: not a chenyan.rule.Rule 不是 chenyan.rule.Rule"
            )
        found.append(rule)
    return found


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return all rules: the catalogue in the order of its codes, then those of installed packages.

    Raises
    ------
    SettingsError
        Where two rules share a code, or an entry point does not hold a rule.
    """
    rules = [*_own_rules(), *_third_party_rules()]
    codes = [rule.code for rule in rules]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise SettingsError(
            f"rule code used twice: {', '.join(twice)}; a third-party rule needs a code of its own"
            " 规则编号重复，第三方规则须用自己的编号"
        )
    return tuple(rules)


def get_rule(code: str) -> Rule:
    """Return the rule with this code.

    Raises
    ------
    SettingsError
        Where there is none.
    """
    for rule in all_rules():
        if rule.code == code.upper():
            return rule
    raise SettingsError(f"no rule {code!r}; `chenyan rules` lists them 没有这条规则，chenyan rules 列出全部")


def select_rules(select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """Return the rules whose code starts with one of ``select`` (all where empty) and none of ``ignore``.

    Raises
    ------
    SettingsError
        Where a beginning fits no rule, or nothing is left.
    """
    codes = [rule.code for rule in all_rules()]
    unknown = [part for part in (*select, *ignore) if not any(code.startswith(part.upper()) for code in codes)]
    if unknown:
        raise SettingsError(
            f"no rule starts with {', '.join(unknown)}; `chenyan rules` lists them"
            " 没有以此开头的规则，chenyan rules 列出全部"
        )
    wanted, unwanted = tuple(part.upper() for part in select) or ("",), tuple(part.upper() for part in ignore)
    chosen = [rule for rule in all_rules() if rule.code.startswith(wanted) and not rule.code.startswith(unwanted)]
    if not chosen:
        raise SettingsError(f"ignore = {', '.join(ignore)} leaves no rule to run 排除后没有规则可运行")
    return tuple(chosen)
