"""Contacts of the feet, for drawing, and why there are none."""

from collections.abc import Iterator
from itertools import zip_longest

import numpy as np

from backstride.measure.measurement import SIDES_OF_BODY, Measurement, Side, StepSide
from backstride.motion.arrays import Bools

_LANES: tuple[tuple[StepSide, str], ...] = (("left", "L"), ("right", "R"), ("unknown", "foot"))


def contacts(
    measurement: Measurement, span: tuple[float, float] = (-np.inf, np.inf)
) -> list[tuple[StepSide, float, float]]:
    """Return side, start and end of every contact that touches a span of time, in seconds.

    An end that was not seen is drawn where the foot leaves view, at the recording's end or at the
    foot's next landing, whichever comes first. A sensor's contact whose end cannot be told is a
    moment.
    """
    if measurement.motion.skeleton is None:
        every = [
            (step.side, a, step.terminal_contact_s if np.isfinite(step.terminal_contact_s) else a)
            for step in measurement.steps
            if np.isfinite(a := step.initial_contact_s)
        ]
    else:
        every = [c for side in SIDES_OF_BODY for c in _seen_contacts(measurement, side)]
    return [(side, a, b) for side, a, b in every if b >= span[0] and a <= span[1]]


def _seen_contacts(measurement: Measurement, side: Side) -> Iterator[tuple[StepSide, float, float]]:
    """Yield the contacts of one foot of a body, unseen ends filled in."""
    time_s = measurement.motion.time_s
    first, last = float(time_s[0]), float(time_s[-1])
    own = [step for step in measurement.steps if step.side == side]
    whole = all(np.isfinite(step.contact_s) for step in own)
    gaps = time_s[:0] if whole else time_s[_foot_unseen(measurement, side)]
    for step, after in zip_longest(own, own[1:]):
        a, b = step.initial_contact_s, step.terminal_contact_s
        if np.isfinite(a) and not np.isfinite(b):
            landing = after.initial_contact_s if after else last
            later = gaps[np.searchsorted(gaps, a, side="right") :][:1].tolist()
            b = min([t for t in (landing, last, *later) if t > a], default=last)
        if np.isfinite(b) and not np.isfinite(a):
            a = max([first, *gaps[: np.searchsorted(gaps, b)][-1:].tolist()])
        if np.isfinite(a) and np.isfinite(b):
            yield side, float(a), float(b)


def contact_lanes(measurement: Measurement) -> list[tuple[str, list[tuple[float, float]]]]:
    """Return the rows in which contacts are drawn: a name of the foot, and starts and ends."""
    found = contacts(measurement)
    lanes = [(name, [(a, b) for s, a, b in found if s == side]) for side, name in _LANES]
    return [(name, spans) for name, spans in lanes if spans]


def contacts_sentence(measurement: Measurement) -> str:
    """Return what the rows of contacts show."""
    rows = [name for name, _ in contact_lanes(measurement)]
    footfalls = measurement.motion.footfalls
    if measurement.motion.skeleton is None and footfalls is not None and footfalls.feet == "one":
        return "The bars under the axis are the contacts of the foot that carries the sensor."
    if rows == ["foot"]:
        return "The bars under the axis are contacts of a foot; which foot is not known."
    if rows == ["L", "R"]:
        return "The bars under the axis are the contacts of the left (L) and right (R) foot."
    if len(rows) == 1:
        side = {"L": "left", "R": "right"}[rows[0]]
        return f"The bars under the axis are the contacts of the {side} foot."
    return "The bars under the axis are the contacts of the feet."


def feet_absent(measurement: Measurement) -> str:
    """Return why there are no steps, or an empty sentence when there are some."""
    if measurement.steps:
        return ""
    skeleton = measurement.motion.skeleton
    if skeleton is None:
        if measurement.gait:
            return "No contact of a foot is in the file; its step figures are the device's own."
        return "No contact of a foot was found, so single steps cannot be said."
    feet = [f"{part}_{side}" for part in ("heel", "toe", "ankle") for side in ("left", "right")]
    if not any(np.isfinite(skeleton.get(name)).any() for name in feet):
        return "No feet were found, so steps cannot be said."
    return "No contact of a foot with the ground was found, so steps cannot be said."


def _foot_unseen(measurement: Measurement, side: Side) -> Bools:
    skeleton = measurement.motion.skeleton
    unseen = np.ones(len(measurement.motion), dtype=np.bool_)
    for part in ("ankle", "heel", "forefoot", "toe"):
        if skeleton is not None:
            unseen &= ~np.isfinite(skeleton.get(f"{part}_{side}")).all(axis=1)
    return unseen
