"""Whether a person may have a plan, what must be asked or cleared first, and what limits it.

Rules are data (``data/screening.toml``), listed in ``docs/screening.md``. Every rule only adds
caution, so a red flag can never be outweighed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from backstride.training.acl_screening import acl_screening
from backstride.training.athlete import Athlete
from backstride.training.facts import athlete_facts, scoped_facts
from backstride.training.limits import Allowed, Limits, strictest
from backstride.training.questions import (
    Answers,
    Question,
    all_questions,
    check_answers,
    clearance_question,
    questionnaire,
)
from backstride.training.rulebook import UNANSWERED, Rulebook, default_rulebook
from backstride.training.rules import OUTCOMES, Facts, Outcome, Reason, Rule, most_cautious

NOT_MEDICAL_ADVICE = (
    "This is not medical advice: it goes by what you tell it, it examines nobody, "
    "and it cannot replace a clinician who knows you."
)
"""Said once, where a plan is made."""

_PLANNABLE: tuple[Outcome, ...] = ("ok", "limit")

_Found: TypeAlias = tuple[Reason, tuple[Question, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What came of a screening.

    Attributes
    ----------
    outcome : Outcome
        The most cautious one of the reasons; ``ok`` without any.
    reasons : tuple of Reason
        Most cautious first.
    questions : tuple of Question
        Still to be answered, each once; also those that would lift a wait for clearance.
    limits : Limits
        All that any reason excludes; nothing is allowed while there is no plan.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]
    limits: Limits

    @property
    def may_plan(self) -> bool:
        """Return whether a plan may be made now."""
        return self.outcome in _PLANNABLE

    def as_json(self) -> dict[str, Any]:
        """Return the screening as plain values."""
        return {
            "outcome": self.outcome,
            "reasons": [
                {
                    "rule": one.rule_id,
                    "outcome": one.outcome,
                    "text": one.text,
                    "clears": one.clears,
                    "findings": list(one.findings),
                    "basis": one.basis,
                }
                for one in self.reasons
            ],
            "questions": [one.as_json() for one in self.questions],
            "limits": self.limits.as_json(),
        }


def screen(
    athlete: Athlete, answers: Answers, today: date, rulebook: Rulebook | None = None
) -> Screening:
    """Return whether the person may have a plan on a day, and what limits it.

    Parameters
    ----------
    athlete : Athlete
    answers : mapping of str to bool, float or str
        By question id. May also hold conditions; a yes counts wherever it was given.
    today : date
    rulebook : Rulebook or None
        Other rules than those that ship with Backstride.

    Raises
    ------
    SettingsError
        When an answer does not fit its question, or has none.
    """
    book = default_rulebook() if rulebook is None else rulebook
    check_answers(answers, {one.id: one for one in clearance_questions(book)})
    facts = athlete_facts(athlete, answers, today)
    found = list(_by_rules(book, athlete, facts))
    for injury in athlete.injuries:
        found.append((book.gate(injury.kind).reason(injury), ()))
        found += acl_screening(injury, answers, today, book)
    reasons = [reason for reason, _ in found]
    questions = {one.id: one for _, asked in found for one in asked}
    outcome = most_cautious(one.outcome for one in reasons)
    limits = strictest(one.limits for one in reasons)
    return Screening(
        outcome=outcome,
        reasons=tuple(sorted(reasons, key=lambda one: -OUTCOMES.index(one.outcome))),
        questions=tuple(questions.values()),
        limits=limits if outcome in _PLANNABLE else replace(limits, allowed="nothing"),
    )


def clearance_questions(rulebook: Rulebook) -> tuple[Question, ...]:
    """Return the questions that lift the rules which wait for a clinician.

    Injuries have none: their release is part of the injury.
    """
    return tuple(clearance_question(one.id, one.text) for one in rulebook.rules if _liftable(one))


def _by_rules(book: Rulebook, athlete: Athlete, facts: Facts) -> Iterator[_Found]:
    for rule in book.rules:
        for scoped in scoped_facts(athlete, rule.scope):
            here = {**facts, **scoped}
            if rule.holds(here):
                yield from _consequence(rule, here)


def _consequence(rule: Rule, facts: Facts) -> Iterator[_Found]:
    site = str(facts.get("pain.site", "")).replace("_", " ")
    level = facts.get("pain.level", 0.0)
    reason = Reason(
        rule_id=rule.id,
        outcome=rule.outcome,
        text=rule.text.format(site=site, level=f"{level:g}"),
        findings=rule.findings,
        basis=rule.basis,
        limits=rule.limits,
        clears=rule.clears,
    )
    if rule.outcome == "ask_more":
        asked = _open_questions(rule, facts)
        if asked:
            yield reason, asked
    elif _liftable(rule):
        yield _waiting(reason, str(facts.get(f"answer.cleared.{rule.id}", "no")))
    else:
        yield reason, ()


def _open_questions(rule: Rule, facts: Facts) -> tuple[Question, ...]:
    if rule.asks == (UNANSWERED,):
        return tuple(one for one in questionnaire() if f"condition.{one.id}" not in facts)
    return tuple(all_questions()[one] for one in rule.asks if f"answer.{one}" not in facts)


def _liftable(rule: Rule) -> bool:
    return rule.outcome == "clearance" and rule.scope == "athlete"


def _waiting(reason: Reason, agreed_to: str) -> _Found:
    released = _RELEASED[agreed_to]
    limits = strictest((reason.limits, Limits(allowed=released, walking_first=True)))
    reason = replace(reason, limits=limits)
    if released == "nothing":
        return reason, (clearance_question(reason.rule_id, reason.text),)
    text = f"{reason.text} A clinician has agreed to backward {agreed_to}."
    return replace(reason, outcome="limit", text=text, clears=""), ()


_RELEASED: dict[str, Allowed] = {
    "no": "nothing",
    "walking": "backward_walking",
    "running": "backward_running",
}
