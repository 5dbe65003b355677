"""What screening asks and says, in the reader's language, each question with why it is asked."""

from dataclasses import dataclass
from functools import cache

from backstride.training import Limits, Question, Reason, Screening
from backstride.training.limits import LIMIT_WORDS
from backstride.training.rulebook import default_rulebook
from backstride.web.plans.health_form import GROUPS
from backstride.web.words_of import Words


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a page puts it.

    Attributes
    ----------
    id, kind, unit : str
        As ``training.Question`` has them.
    text, why : str
        In the reader's language.
    low, high : float
    options : tuple of (str, str)
        Each with its words.
    """

    id: str
    kind: str
    text: str
    why: str
    unit: str = ""
    low: float = 0
    high: float = 100
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One reason of a screening as a page tells it.

    Attributes
    ----------
    rule_id, outcome, text, clears : str
    is_english : bool
        Whether the text could not be translated, because it holds what was measured.
    findings : tuple of str
    basis : str
    """

    rule_id: str
    outcome: str
    text: str
    clears: str
    is_english: bool
    findings: tuple[str, ...]
    basis: str


@cache
def rule_asking(question_id: str) -> str:
    """Return the id of the first rule that looks at a question; empty for none."""
    facts = {f"condition.{question_id}", f"answer.{question_id}"}
    for rule in default_rulebook().rules:
        if any(one.fact in facts for one in rule.comparisons):
            return rule.id
    return ""


def questions(say: Words) -> list[tuple[str, list[Asked]]]:
    """Return what everyone is asked, in groups."""
    return [(name, [_condition(say, one) for one in ids]) for name, ids in GROUPS]


def _condition(say: Words, condition: str) -> Asked:
    return Asked(
        id=condition,
        kind="yes_no",
        text=say(f"health_question.{condition}"),
        why=say(f"health_rule.{rule_asking(condition)}"),
    )


def asked(say: Words, one: Question) -> Asked:
    """Return any question of a screening, also about one side or a clinician's agreement."""
    plain, _, side = one.id.partition(":")
    if plain.startswith("cleared."):
        rule = plain.removeprefix("cleared.")
        text, why = say("screen.agreed"), say(f"health_clears.{rule}")
        options = tuple((word, say(f"screen_agreed.{word}")) for word in one.options)
    else:
        text = say(f"health_question.{plain}")
        rule = rule_asking(plain)
        why = say(f"health_rule.{rule}") if rule else say("screen.acl_why")
        options = tuple((word, say(f"swelling.{word}")) for word in one.options)
    if side:
        text = f"{say(f'plan_side.{side}')}: {text}"
    return Asked(one.id, one.kind, text, why, one.unit, one.low, one.high, options)


def reasons(say: Words, found: Screening) -> list[Said]:
    """Return why a screening came out as it did, most cautious first."""
    return [_said(say, one) for one in found.reasons]


def _said(say: Words, one: Reason) -> Said:
    text, is_english = _text(say, one)
    clears = one.clears
    if clears:
        clears = say.section("health_clears").get(one.rule_id) or say("screen.injury_clears")
    basis = one.basis
    return Said(one.rule_id, one.outcome, text, clears, is_english, one.findings, basis)


def _text(say: Words, one: Reason) -> tuple[str, bool]:
    kind = one.rule_id.removeprefix("injury.")
    if kind != one.rule_id:
        name = say(f"health_injury.{kind}")
        allowed = say(f"screen_allowed.{one.limits.allowed}")
        return f"{name}: {allowed} {say(f'health_injury_says.{kind}')}", False
    sentence = say.section("health_rule").get(one.rule_id)
    if sentence is None or "{" in sentence or _is_cleared(one):
        return one.text, say.language != "en"  # holds what the person said or a clinician measured
    return sentence, False


def _is_cleared(one: Reason) -> bool:
    """Return whether a clinician has agreed, which its sentence then says."""
    return one.outcome == "limit" and any(
        rule.id == one.rule_id and rule.outcome == "clearance" for rule in default_rulebook().rules
    )


def limits(say: Words, found: Limits) -> list[str]:
    """Return a phrase for each thing that a screening excludes."""
    phrases = []
    if found.allowed == "backward_walking":
        phrases.append(say("screen.limit_walking"))
    if found.max_effort != "max":
        phrases.append(say("screen.limit_effort", effort=say(f"effort.{found.max_effort}")))
    phrases += [say(f"screen_limit.{name}") for name in LIMIT_WORDS if getattr(found, name)]
    if found.first_week_km is not None:
        phrases.append(say("screen.limit_first_week", n=f"{found.first_week_km:g}"))
    return phrases
