"""Rules as data: a condition on facts, what follows from it, and what it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from backstride.training.limits import Limits

Outcome = Literal["ok", "limit", "ask_more", "clearance", "stop"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""From least to most cautious; the outcome of a screening is the most cautious of its reasons."""

EXPERT_OPINION = "expert opinion, adjustable"
"""The basis of every rule that no finding supports."""

FactValue: TypeAlias = bool | float | str
Facts: TypeAlias = Mapping[str, FactValue]
"""What is known of a person, by name; what is not known is not there."""

Scope = Literal["athlete", "injury", "pain"]
"""What a rule is tried on: the person, each injury in turn, or each painful site in turn."""

_OPERATORS = ("is", "<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of a fact; false when the fact is not known.

    Attributes
    ----------
    fact : str
    operator : str
        ``is``, ``<``, ``<=``, ``>`` or ``>=``.
    values : tuple
        What the fact is compared with; several for ``is``, of which one must fit.
    """

    fact: str
    operator: str
    values: tuple[FactValue, ...]

    def holds(self, facts: Facts) -> bool:
        """Return whether the comparison is true of the facts."""
        fact = facts.get(self.fact)
        if fact is None:
            return False
        if self.operator == "is":
            return fact in self.values
        bound = float(self.values[0])
        number = float(fact)
        if self.operator == "<":
            return number < bound
        if self.operator == "<=":
            return number <= bound
        return number > bound if self.operator == ">" else number >= bound


def parse_comparison(text: str) -> Comparison:
    """Return the comparison written as ``fact operator value``, such as ``age_years < 18``.

    ``yes`` and ``no`` stand for true and false, and ``is a|b`` for either; ValueError otherwise.
    """
    parts = text.split()
    if len(parts) != 3 or parts[1] not in _OPERATORS:
        raise ValueError(f"{text!r} is not of the form 'fact operator value'")
    values = tuple(_value(one) for one in parts[2].split("|"))
    if parts[1] != "is" and (len(values) > 1 or not isinstance(values[0], float)):
        raise ValueError(f"{text!r} needs a number on the right")
    return Comparison(parts[0], parts[1], values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the screening.

    Attributes
    ----------
    id : str
    outcome : Outcome
        What follows when it fires; never ``ok``.
    when : tuple of str
        Comparisons that must all hold; see ``parse_comparison``.
    text : str
        One or two sentences for the person; may name ``{site}`` and ``{level}`` of a pain, and
        ``{injury}`` of an injury.
    scope : Scope
    limits : Limits
        What it excludes, for ``limit``, and for ``clearance`` once that is given.
    asks : tuple of str
        Ids of the questions that ``ask_more`` asks; the rule fires while one is unanswered.
    clears : str
        For ``clearance``: what would clear it.
    findings : tuple of str
        Ids of findings; none where there are none.
    basis : str
        What the findings show and where judgement begins; ``EXPERT_OPINION`` without findings.
    """

    id: str
    outcome: Outcome
    when: tuple[str, ...]
    text: str
    scope: Scope = "athlete"
    limits: Limits = field(default_factory=Limits)
    asks: tuple[str, ...] = ()
    clears: str = ""
    findings: tuple[str, ...] = ()
    basis: str = EXPERT_OPINION
    comparisons: tuple[Comparison, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "comparisons", tuple(parse_comparison(one) for one in self.when))
        check_basis(self.id, self.findings, self.basis)
        if self.outcome not in OUTCOMES[1:] or not self.when:
            raise ValueError(f"rule {self.id}: needs an outcome other than ok, and a condition")
        needed = {
            "limit": self.limits != Limits(),
            "ask_more": bool(self.asks),
            "clearance": bool(self.clears),
        }
        if not needed.get(self.outcome, True):
            raise ValueError(f"rule {self.id}: {self.outcome} lacks what belongs to it")

    def holds(self, facts: Facts) -> bool:
        """Return whether all of its conditions are true of the facts."""
        return all(one.holds(facts) for one in self.comparisons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a screening came out as it did.

    Attributes
    ----------
    rule_id : str
    outcome : Outcome
        What this reason alone asks for.
    text : str
        For the person.
    findings : tuple of str
        Ids of findings it rests on; none when it is expert opinion.
    basis : str
        What the findings show and where judgement begins, or ``EXPERT_OPINION``.
    limits : Limits
        What this reason alone excludes.
    clears : str
        What would clear it; empty unless it waits for clearance.
    """

    rule_id: str
    outcome: Outcome
    text: str
    findings: tuple[str, ...] = ()
    basis: str = EXPERT_OPINION
    limits: Limits = field(default_factory=Limits)
    clears: str = ""


def most_cautious(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the most cautious of some outcomes, ``ok`` without any."""
    return max(outcomes, key=OUTCOMES.index, default="ok")


def check_basis(rule_id: str, findings: tuple[str, ...], basis: str) -> None:
    """Raise ValueError unless findings have a basis of their own, and opinion says it is one."""
    if bool(findings) == (basis == EXPERT_OPINION):
        raise ValueError(f"rule {rule_id}: findings need a basis, and opinion has no findings")


def _value(text: str) -> FactValue:
    if text in ("yes", "no"):
        return text == "yes"
    try:
        return float(text)
    except ValueError:
        return text
