"""Segments worked out: where each starts from, where it goes and how long it takes."""

from dataclasses import dataclass

import numpy as np

from backstride.errors import SettingsError
from backstride.motion.arrays import Floats
from backstride.simulate.curves import smooth_step
from backstride.simulate.gait import RUN, STAND, WALK
from backstride.simulate.scenario import Scenario, Segment

ACCELERATION_MPS2 = {"walk": 1.0, "run": 2.0}
"""Mean acceleration between speeds; chosen as plausible for people in no hurry."""

GAIT_CHANGE_MPS = 1.8
"""Speed at which a change of speed goes over from walking to running or back.

Chosen between the backward transition (E6: 1.63 m/s preferred, 1.85 m/s optimal) and the forward
one, a little above it.
"""

STAND_STILL_S = 1.2
"""Shortest stand after slowing down: time to bring the feet together."""

_TOWARDS_RAD = {"forward": 0.0, "left": 0.5 * np.pi, "backward": np.pi, "right": -0.5 * np.pi}


@dataclass(frozen=True, slots=True)
class Leg:
    """One segment worked out: where it starts from, where it goes and how long it takes."""

    segment: Segment
    gait: int
    pace_mps: float
    change_s: float  # from the start to the change of gait
    before: Floats  # velocity in the body's own frame (forward, left)
    after: Floats
    ramp_s: float
    duration_s: float


def legs_of(scenario: Scenario) -> list[Leg]:
    """Return all segments in order.

    Raises
    ------
    SettingsError
        When a segment is too short to reach its speed, or to come to rest.
    """
    legs: list[Leg] = []
    for number, segment in enumerate(scenario.segments, start=1):
        where = f"{scenario.name}, segment {number}"
        last = legs[-1] if legs else None
        if segment.kind == "turn" and last is not None:
            legs.append(_turn_leg(segment, last))
        else:
            legs.append(_straight_leg(segment, last, where))
    return legs


def _turn_leg(segment: Segment, last: Leg) -> Leg:
    turn = np.radians([segment.travel_turn_deg - segment.facing_turn_deg])
    return Leg(
        segment=segment,
        gait=last.gait or WALK,  # turning on the spot is done in walking steps
        pace_mps=last.pace_mps,
        change_s=0.0,
        before=last.after,
        after=rotated(last.after, turn)[0],
        ramp_s=0.0,
        duration_s=segment.duration_s or 0.0,
    )


def _straight_leg(segment: Segment, last: Leg | None, where: str) -> Leg:
    gait = {"stand": STAND, "walk": WALK, "run": RUN}[segment.kind]
    towards = _TOWARDS_RAD[segment.direction]
    wanted = segment.speed_mps * np.array([np.cos(towards), np.sin(towards)])
    before = wanted if last is None else last.after
    change = float(np.linalg.norm(wanted - before))
    running = RUN in (gait, last.gait if last else gait)
    ramp = change / ACCELERATION_MPS2["run" if running else "walk"]
    ramp = 0.0 if change < 1e-6 else max(0.4, ramp)
    stops = gait == STAND and last is not None and last.gait != STAND
    if stops and (segment.duration_s or 0.0) < ramp + STAND_STILL_S:
        raise SettingsError(
            f"{where}: coming to rest takes {ramp + STAND_STILL_S:.1f} s, but the stand lasts "
            f"only {segment.duration_s:g} s; make it longer."
        )
    return Leg(
        segment=segment,
        gait=gait,
        pace_mps=float(segment.speed_mps),
        change_s=_change_s(gait, last, before, wanted, ramp),
        before=before,
        after=wanted,
        ramp_s=ramp,
        duration_s=_duration(segment, before, wanted, ramp, where),
    )


def _change_s(gait: int, last: Leg | None, before: Floats, wanted: Floats, ramp_s: float) -> float:
    """Return when, after the start of a segment, steps of its own gait begin."""
    if last is None or last.gait == STAND:
        return 0.0
    if gait == STAND:
        return ramp_s
    if gait == last.gait:
        return 0.5 * ramp_s
    share = np.linspace(0.0, 1.0, 201)
    speed = np.linalg.norm(before + (wanted - before) * smooth_step(share)[:, None], axis=1)
    slow = speed <= max(GAIT_CHANGE_MPS, min(speed[0], speed[-1]))
    if gait == WALK:
        return ramp_s * float(share[np.argmax(slow)])
    return ramp_s * float(share[len(slow) - 1 - np.argmax(slow[::-1])])


def _duration(segment: Segment, before: Floats, wanted: Floats, ramp_s: float, where: str) -> float:
    """Return how long a segment takes, its change of speed included."""
    if segment.duration_s is not None:
        duration = float(segment.duration_s)
    else:
        share = smooth_step(np.linspace(0.0, 1.0, 501))[:, None]
        speed = np.linalg.norm(before + (wanted - before) * share, axis=1)
        ramp_m = ramp_s * float(np.mean(0.5 * (speed[1:] + speed[:-1])))
        duration = ramp_s + (float(segment.distance_m or 0.0) - ramp_m) / segment.speed_mps
    if duration < ramp_s:
        raise SettingsError(
            f"{where}: the change to {segment.speed_mps:g} m/s takes {ramp_s:.1f} s, more than the "
            "segment has; make it longer or the change of speed smaller."
        )
    return duration


def rotated(vector: Floats, angle_rad: Floats) -> Floats:
    """Return one ground vector turned by each angle (n, 2)."""
    cosine, sine = np.cos(angle_rad), np.sin(angle_rad)
    return np.column_stack(
        (cosine * vector[0] - sine * vector[1], sine * vector[0] + cosine * vector[1])
    )
