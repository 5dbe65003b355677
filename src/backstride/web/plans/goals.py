"""What a person may want, with what research says to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from backstride import evidence
from backstride.evidence import Claim
from backstride.training.athlete_words import GOALS, Goal
from backstride.training.template import Template
from backstride.training.template_evidence import dose_grade, sources_of
from backstride.training.templates import templates

CLAIMS: Mapping[Goal, tuple[str, ...]] = {
    "learn": ("S2-54", "S2-30"),
    "variety": ("S1-13", "S2-35"),
    "warm_up": ("S1-13", "S1-12", "S2-19"),
    "sprint": ("S2-17", "S2-08", "S2-16"),
    "change_of_direction": ("S2-18", "S2-22", "S2-49"),
    "economy": ("S2-07", "S2-53"),
    "endurance": ("S2-43", "S2-21", "S2-53"),
    "conditioning": ("S2-43", "S2-47", "S2-46", "S2-60"),
    "balance": ("S2-12", "S2-13"),
    "confidence": ("S2-33", "S2-34"),
    "sport_skill": ("S2-18", "S2-51", "S2-52"),
    "return_from_injury": ("S1-16", "S2-37", "S2-61", "S1-17"),
}
"""The claims of the articles that come nearest to each goal; the verdict on the first one stands
beside the goal."""


@dataclass(frozen=True, slots=True)
class OfferedGoal:
    """A goal with the claims about it, nearest first."""

    id: Goal
    claims: tuple[Claim, ...]

    @property
    def verdict(self) -> str:
        """Return the one-word answer of research to what comes nearest to the goal."""
        return self.claims[0].verdict


@dataclass(frozen=True, slots=True)
class OfferedTemplate:
    """A kind of session with the grade of its dose and its sources."""

    template: Template
    grade: str | None
    sources: tuple[str, ...]


@cache
def goals() -> tuple[OfferedGoal, ...]:
    """Return every goal in the order of the words."""
    return tuple(
        OfferedGoal(one, tuple(evidence.claim(id_) for id_ in CLAIMS[one])) for one in GOALS
    )


@cache
def offered(template_id: str) -> OfferedTemplate | None:
    """Return a kind of session with what it rests on, None when there is none of that id."""
    template = templates().get(template_id)
    if template is None:
        return None
    sources = tuple(one.citation for one in sources_of(template))
    return OfferedTemplate(template, dose_grade(template), sources)


def serving(chosen: tuple[str, ...]) -> list[OfferedTemplate]:
    """Return the kinds of session that serve any of some goals, in the order of stages."""
    ids = [id_ for id_, one in templates().items() if set(chosen) & set(one.goals)]
    return [found for id_ in ids if (found := offered(id_)) is not None]
