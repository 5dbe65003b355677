"""Contacts that force plates and foot events in recordings show."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from backstride.measure import Measurement
from backstride.measure.force.contacts import LONGEST_CONTACT_S
from backstride.motion import GroundForce, Motion
from backstride.motion.smoothing import runs

PLATE_ON_N = 20.0
"""Vertical force above which a foot counts as on a plate: the field's usual threshold."""

_SHORTEST_S, _NEAREST_M, _MATCH_S = 0.08, 0.25, 0.15

Kind = Literal["initial_contact", "terminal_contact"]


@dataclass(frozen=True)
class KnownContact:
    """One beginning or end of a contact, by a plate or an event of the file."""

    side: Literal["left", "right"]
    kind: Kind
    time_s: float
    by: Literal["plate", "event"]


def contacts_by_plate(motion: Motion) -> list[KnownContact]:
    """Return where force begins and ends under each foot, the foot told by where it is pressed."""
    found = []
    for plate in motion.forces:
        for a, b in runs(plate.force_n[:, 2] > PLATE_ON_N):
            if plate.time_s[b - 1] - plate.time_s[a] < _SHORTEST_S:
                continue
            side = _foot_on(plate, a, b, motion)
            if side and a > 0:
                found.append(KnownContact(side, "initial_contact", float(plate.time_s[a]), "plate"))
            if side and b < len(plate.time_s):
                found.append(
                    KnownContact(side, "terminal_contact", float(plate.time_s[b]), "plate")
                )
    return found


def contacts_by_event(motion: Motion) -> list[KnownContact]:
    """Return the foot events that the file carries, where no plate shows the same contact."""
    plates = contacts_by_plate(motion)
    return [
        KnownContact(e.side, e.kind, e.time_s, "event")
        for e in motion.events
        if not any(
            p.side == e.side and p.kind == e.kind and abs(p.time_s - e.time_s) < _MATCH_S
            for p in plates
        )
    ]


def errors_s(known: list[KnownContact], found: Measurement, kind: Kind) -> list[float]:
    """Return found minus known for each known contact that was found."""
    errors = []
    for contact in known:
        if contact.kind != kind:
            continue
        times = np.array([getattr(s, f"{kind}_s") for s in found.steps if s.side == contact.side])
        near = times[np.abs(times - contact.time_s) < _MATCH_S]
        if near.size:
            errors.append(float(near[np.argmin(np.abs(near - contact.time_s))] - contact.time_s))
    return errors


def contact_times_by_plate(motion: Motion, found: Measurement) -> list[float]:
    """Return found minus known contact time of each contact that plates show whole."""
    known = contacts_by_plate(motion)
    errors = []
    for first in (c for c in known if c.kind == "initial_contact"):
        last = [
            c
            for c in known
            if c.kind == "terminal_contact"
            and c.side == first.side
            and 0.0 < c.time_s - first.time_s < LONGEST_CONTACT_S
        ]
        own = [
            step.contact_s
            for step in found.steps
            if step.side == first.side and abs(step.initial_contact_s - first.time_s) < _MATCH_S
        ]
        if last and own:
            errors.append(own[0] - (last[0].time_s - first.time_s))
    return [e for e in errors if np.isfinite(e)]


def _foot_on(plate: GroundForce, a: int, b: int, motion: Motion) -> Literal["left", "right"] | None:
    """Return which foot stands where the plate is pressed."""
    if motion.skeleton is None:
        return None
    middle = (a + b) // 2
    pressed = plate.centre_of_pressure_m[middle, :2]
    at = int(np.argmin(np.abs(motion.time_s - plate.time_s[middle])))
    distances: dict[Literal["left", "right"], float] = {}
    sides: tuple[Literal["left", "right"], ...] = ("left", "right")
    for side in sides:
        points = [
            motion.skeleton.get(f"{part}_{side}")[at, :2] for part in ("heel", "forefoot", "toe")
        ]
        distances[side] = float(np.nanmin(np.linalg.norm(np.array(points) - pressed, axis=1)))
    nearest = min(sides, key=lambda side: distances[side])
    return nearest if distances[nearest] < _NEAREST_M else None
