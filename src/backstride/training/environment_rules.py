"""What to look at before a session, read from ``data/environment.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from backstride.training.athlete_words import PLACES, Place
from backstride.training.limits import LIMIT_WORDS, EffortWord, Limits
from backstride.training.rules import EXPERT_OPINION, check_basis
from backstride.training.session import EFFORT_WORDS, Effort, EffortKind

_DEFAULT = Path(__file__).with_name("data") / "environment.toml"

CheckOutcome = Literal["go", "change", "do_not_run"]
CHECK_OUTCOMES: tuple[CheckOutcome, ...] = get_args(CheckOutcome)
"""From least to most cautious."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckItem:
    """One question answered on the spot; yes is always the safe answer.

    Attributes
    ----------
    id, question : str
    places : tuple of Place
        Where it is asked.
    no : CheckOutcome
        What a no leads to.
    no_run_from : EffortWord or None
        The effort from which a no means ``do_not_run``.
    change : str
        What to do about a no.
    for_limit : str
        Name of a yes-or-no limit; asked only of people who have it. Empty for everyone.
    findings : tuple of str
    basis : str
    """

    id: str
    question: str
    places: tuple[Place, ...]
    no: CheckOutcome
    change: str
    no_run_from: EffortWord | None = None
    for_limit: str = ""
    findings: tuple[str, ...] = ()
    basis: str = EXPERT_OPINION

    def __post_init__(self) -> None:
        check_basis(self.id, self.findings, self.basis)
        if self.no not in CHECK_OUTCOMES[1:] or not set(self.places) <= set(PLACES):
            raise ValueError(f"item {self.id}: no such outcome or place")
        if self.for_limit and self.for_limit not in LIMIT_WORDS:
            raise ValueError(f"item {self.id}: {self.for_limit} is no yes-or-no limit")

    def asked(self, place: Place, limits: Limits) -> bool:
        """Return whether it is asked at a place, of a person with those limits."""
        return place in self.places and (
            not self.for_limit or bool(getattr(limits, self.for_limit))
        )

    def outcome_of_no(self, effort: EffortWord) -> CheckOutcome:
        """Return what a no leads to at an effort."""
        if self.no_run_from is None or EFFORT_WORDS.index(effort) < EFFORT_WORDS.index(
            self.no_run_from
        ):
            return self.no
        return "do_not_run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """How much room backward running needs; all of it adjustable.

    Attributes
    ----------
    unseen_s : float
        Longest time between two looks behind.
    braking_mps2 : float
        How quickly a person slows down.
    shortest_m : float
        A stretch worth running when a step goes by time.
    width_m : float
    harness_from : EffortWord
        The effort from which a treadmill needs a harness.
    findings, harness_findings : tuple of str
    basis, harness_basis : str
    """

    unseen_s: float
    braking_mps2: float
    shortest_m: float
    width_m: float
    harness_from: EffortWord
    findings: tuple[str, ...]
    basis: str
    harness_findings: tuple[str, ...]
    harness_basis: str

    def stopping_distance_m(self, speed_mps: float) -> float:
        """Return how far a person goes before standing, in m.

        ``v * unseen_s + v² / (2 * braking_mps2)``: what is run without a look, then braking.
        """
        return speed_mps * self.unseen_s + speed_mps**2 / (2 * self.braking_mps2)


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortBounds:
    """Which word an effort given as a number counts as: the highest figure of each word."""

    effort_percent: Mapping[EffortWord, float]
    rpe: Mapping[EffortWord, float]
    heart_rate_percent: Mapping[EffortWord, float]
    findings: tuple[str, ...]
    basis: str

    def word(self, effort: Effort) -> EffortWord:
        """Return the word for an effort; a speed counts as moderate, for it is checked itself."""
        if effort.kind == "named":
            return _WORDS[EFFORT_WORDS.index(effort.word)]
        bounds: dict[EffortKind, Mapping[EffortWord, float]] = {
            "effort_percent": self.effort_percent,
            "rpe": self.rpe,
            "heart_rate_percent": self.heart_rate_percent,
        }
        if effort.kind not in bounds:
            return "moderate"
        fitting = (word for word, most in bounds[effort.kind].items() if effort.high <= most)
        return next(fitting, "max")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentRules:
    """The checklist and the numbers beside it."""

    items: tuple[CheckItem, ...]
    lane: Lane
    efforts: EffortBounds


@cache
def environment_rules() -> EnvironmentRules:
    """Return the rules that ship with Backstride."""
    table = tomllib.loads(_DEFAULT.read_text(encoding="utf-8"))
    return EnvironmentRules(
        items=tuple(CheckItem(**_tuples(one)) for one in table["item"]),
        lane=Lane(**_tuples(table["lane"])),
        efforts=EffortBounds(**_tuples(table["effort_words"])),
    )


_WORDS: tuple[EffortWord, ...] = get_args(EffortWord)


def _tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(one) if isinstance(one, list) else one for key, one in table.items()}
