"""The look around before a session: go, change something, or do not run."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from backstride.training.athlete_words import Place
from backstride.training.environment_rules import (
    CHECK_OUTCOMES,
    CheckItem,
    CheckOutcome,
    environment_rules,
)
from backstride.training.limits import Limits
from backstride.training.rules import EXPERT_OPINION
from backstride.training.session import EFFORT_WORDS
from backstride.training.surroundings import Demand, Surroundings

_TREADMILLS = ("treadmill", "treadmill_harness")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReason:
    """Why a place is not simply fine, and what to change."""

    item_id: str
    outcome: CheckOutcome
    text: str
    findings: tuple[str, ...] = ()
    basis: str = EXPERT_OPINION


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentCheck:
    """What came of the look around: the most cautious of its reasons, which come first."""

    outcome: CheckOutcome
    reasons: tuple[CheckReason, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the check as plain values."""
        reasons = [
            {"item": one.item_id, "outcome": one.outcome, "text": one.text}
            | {"findings": list(one.findings), "basis": one.basis}
            for one in self.reasons
        ]
        return {"outcome": self.outcome, "reasons": reasons}


def checklist(place: Place, limits: Limits | None = None) -> tuple[CheckItem, ...]:
    """Return what to answer at a place, for a person with those limits."""
    limits = Limits() if limits is None else limits
    return tuple(one for one in environment_rules().items if one.asked(place, limits))


def check_environment(
    demand: Demand, here: Surroundings, limits: Limits | None = None
) -> EnvironmentCheck:
    """Return whether to go, what to change, or not to run here at all.

    Only what was looked at and found in order counts: an open question is never a go.
    """
    limits = Limits() if limits is None else limits
    reasons = [*_person(demand, here, limits), *_room(demand, here)]
    reasons += _answers(demand, here, limits)
    ordered = sorted(reasons, key=lambda one: -CHECK_OUTCOMES.index(one.outcome))
    return EnvironmentCheck(outcome=ordered[0].outcome if ordered else "go", reasons=tuple(ordered))


def _person(demand: Demand, here: Surroundings, limits: Limits) -> Iterator[CheckReason]:
    if limits.allowed == "nothing":
        yield CheckReason(
            item_id="no_plan",
            outcome="do_not_run",
            text="The screening allows no backward session for now.",
        )
    if limits.no_slopes and here.place == "hill":
        yield CheckReason(
            item_id="no_slopes", outcome="do_not_run", text="Stay on the level: no hills for now."
        )
    if limits.needs_support and here.place != "treadmill_harness" and not here.spotter:
        yield CheckReason(
            item_id="support",
            outcome="do_not_run",
            text="You need a spotter beside you or a treadmill with a harness.",
        )
    lane = environment_rules().lane
    too_hard = EFFORT_WORDS.index(demand.effort) >= EFFORT_WORDS.index(lane.harness_from)
    if here.place == "treadmill" and too_hard:
        yield CheckReason(
            item_id="treadmill_harness",
            outcome="do_not_run",
            text=f"At {demand.effort} effort a treadmill needs a harness: use one, or go easier.",
            findings=lane.harness_findings,
            basis=lane.harness_basis,
        )


def _room(demand: Demand, here: Surroundings) -> Iterator[CheckReason]:
    if here.place in _TREADMILLS:
        return
    lane = environment_rules().lane
    stopping = lane.stopping_distance_m(demand.speed_mps)
    needed = stopping + (lane.shortest_m if demand.run_m is None else demand.run_m)
    length, width = here.clear_length_m, here.clear_width_m
    if length is None or length < needed:
        hopeless = length is not None and length <= stopping
        yield CheckReason(
            item_id="length",
            outcome="do_not_run" if hopeless else "change",
            text=f"The free way behind you {_known(length)}, and stopping alone takes "
            f"{math.ceil(stopping)} m. Find {math.ceil(needed)} m of free way"
            f"{'' if hopeless else ', or run shorter or slower'}.",
            findings=lane.findings,
            basis=lane.basis,
        )
    if width is None or width < lane.width_m:
        yield CheckReason(
            item_id="width",
            outcome="change",
            text=f"The width of the free way {_known(width)}. Find at least {lane.width_m:g} m, "
            "because it is easy to drift.",
            findings=lane.findings,
            basis=lane.basis,
        )


def _known(metres: float | None) -> str:
    return "is not known" if metres is None else f"is {metres:g} m"


def _answers(demand: Demand, here: Surroundings, limits: Limits) -> Iterator[CheckReason]:
    for item in checklist(here.place, limits):
        answer = here.seen.get(item.id)
        if answer or (item.id == "way_watched" and here.spotter):
            continue
        open_question = answer is None
        yield CheckReason(
            item_id=item.id,
            outcome="change" if open_question else item.outcome_of_no(demand.effort),
            text=f"Look first: {item.question}" if open_question else item.change,
            findings=item.findings,
            basis=item.basis,
        )
