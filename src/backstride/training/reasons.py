"""The sentences that say why a session is in a plan."""

from functools import lru_cache

from backstride.training.calendar import Day
from backstride.training.choose import Suited
from backstride.training.programme import Why
from backstride.training.rules import EXPERT_OPINION
from backstride.training.template import Template
from backstride.training.training_rules import default_training_rules

_BASIS = {
    "research": "the dose is that of the studies named",
    "adapted": "the dose is moved here from another group or kind of training, and adjustable",
    "expert opinion": "the findings bear on it, but the dose is expert opinion, adjustable",
}


def reasons_of(
    one: Suited,
    rung: int,
    reached: int,
    day: Day,
    *,
    is_lighter: bool,
    toward: tuple[Why | None, Why] | None = None,
) -> tuple[Why, ...]:
    """Return why this kind of session, why on this level, and why on this day.

    ``toward`` are the reasons of a match: why the level is held back, if it is, and the last one.
    """
    held, last = toward or (None, None)
    found = (
        _kind_reason(one.kind.template, one.why),
        held or _level_reason(one, rung, reached, is_lighter=is_lighter),
        _day_reason(day.minutes, is_eve=day.is_eve),
    )
    return found if last is None else (*found, last)


@lru_cache(maxsize=4096)
def _basis_of(findings: tuple[str, ...], basis: str) -> str:
    return _BASIS[basis] if findings else EXPERT_OPINION


def _kind_reason(template: Template, why: str) -> Why:
    return Why(
        rule_id="template",
        text=f"{template.title} is here because {why}.",
        findings=template.findings,
        basis=_basis_of(template.findings, template.basis),
    )


def _level_reason(one: Suited, rung: int, reached: int, *, is_lighter: bool) -> Why:
    name = f"Level {rung + 1} of {len(one.kind.levels)}"
    if rung > reached:
        axis = one.kind.levels[rung].changes
        return _by_rule("one_step", f"{name}: one step up, in {axis} only, since enough went well.")
    if rung == reached:
        return _by_rule("one_step", f"{name}: the level reached.")
    if is_lighter:
        return _by_rule("easier_week", f"{name}: lower than the level reached, to go easier.")
    return _by_rule("growth_time", f"{name}: what fits the day and the week's allowance.")


@lru_cache(maxsize=4096)
def _day_reason(minutes: float, *, is_eve: bool) -> Why:
    eve = " It is shortly before a match, so nothing hard." if is_eve else ""
    text = f"The day has {minutes:g} min free and enough rest around it.{eve}"
    return _by_rule("match_eve" if is_eve else "rest_between", text)


@lru_cache(maxsize=4096)
def _by_rule(rule_id: str, text: str) -> Why:
    rule = default_training_rules().rules[rule_id]
    return Why(rule_id=rule_id, text=text, findings=rule.findings, basis=rule.basis)
