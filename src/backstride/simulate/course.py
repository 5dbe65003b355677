"""Where the body is asked to go: speed, path and facing over time."""

from dataclasses import dataclass

import numpy as np

from backstride.errors import SettingsError
from backstride.motion.arrays import Floats, Ints
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

ROLL_S = 3.0
"""Time simulated before and after the recording, so that it can begin and end in full motion."""

STAND_STILL_S = 1.2
"""Shortest stand after slowing down: time to bring the feet together."""

_GRID_HZ = 1000.0
_TOWARDS_RAD = {"forward": 0.0, "left": 0.5 * np.pi, "backward": np.pi, "right": -0.5 * np.pi}


@dataclass(frozen=True)
class Stretch:
    """When a segment takes place and from when its speed is reached."""

    segment: Segment
    start_s: float
    steady_s: float
    end_s: float


@dataclass(frozen=True)
class Course:
    """The way of the body on a fine grid of time.

    Attributes
    ----------
    time_s : array (m,)
        Grid, from ``-ROLL_S`` to ``ROLL_S`` after the end.
    position_m : array (m, 2)
        On the ground, without the sway of single steps.
    velocity_mps : array (m, 2)
    facing_rad : array (m,)
        Not wrapped.
    gait : array (m,) of {STAND, WALK, RUN}
    pace_mps : array (m,)
        Speed that the steps are made for: the steady speed of the segment, which the body's own
        speed nears and leaves gradually.
    duty_wanted : array (m,)
        NaN where the duty factor follows speed.
    stretches : tuple of Stretch
    duration_s : float
        Of the recording.
    """

    time_s: Floats
    position_m: Floats
    velocity_mps: Floats
    facing_rad: Floats
    gait: Ints
    pace_mps: Floats
    duty_wanted: Floats
    stretches: tuple[Stretch, ...]
    duration_s: float

    @property
    def speed_mps(self) -> Floats:
        """Horizontal speed (m,)."""
        speed: Floats = np.linalg.norm(self.velocity_mps, axis=1)
        return speed

    @property
    def direction_rad(self) -> Floats:
        """Travel minus facing (m,); at rest as it was before, or 0 before the first movement."""
        towards = np.arctan2(self.velocity_mps[:, 1], self.velocity_mps[:, 0]) - self.facing_rad
        moving = self.speed_mps > 1e-6
        last = np.maximum.accumulate(np.where(moving, np.arange(len(moving)), 0))
        return np.where(moving[last], towards[last], 0.0)

    def at(self, values: Floats, time_s: Floats) -> Floats:
        """Return a curve on the grid, (m,) or (m, k), at other times."""
        if values.ndim == 1:
            return np.interp(time_s, self.time_s, values)
        columns = [np.interp(time_s, self.time_s, column) for column in values.T]
        return np.column_stack(columns)

    def index(self, time_s: Floats) -> Ints:
        """Return the last grid point at or before each time."""
        found = np.searchsorted(self.time_s, time_s, side="right") - 1
        return np.clip(found, 0, len(self.time_s) - 1)


@dataclass(frozen=True, slots=True)
class _Leg:
    """One segment worked out: where it starts from, where it goes and how long it takes."""

    segment: Segment
    gait: int
    pace_mps: float
    change_s: float  # from the start to the change of gait
    before: Floats  # velocity in the body's own frame (forward, left)
    after: Floats
    ramp_s: float
    duration_s: float


def plan_course(scenario: Scenario) -> Course:
    """Return the way of the body.

    Raises
    ------
    SettingsError
        When a segment is too short to reach its speed, or to come to rest.
    """
    legs = _legs(scenario)
    duration = sum(leg.duration_s for leg in legs)
    if duration > 3600.0:
        raise SettingsError(
            f"{scenario.name}: the scenario lasts {duration:.0f} s; an hour is the most."
        )
    time = np.arange(-ROLL_S, duration + ROLL_S, 1.0 / _GRID_HZ)
    own = np.tile(legs[0].before, (len(time), 1))
    facing = np.full(len(time), np.radians(scenario.start_heading_deg))
    gait = np.full(len(time), legs[0].gait, dtype=np.intp)
    pace = np.full(len(time), legs[0].pace_mps)
    duty = np.full(len(time), legs[0].segment.duty_factor or np.nan)
    stretches, start = [], 0.0
    for leg in legs:
        part = slice(int(np.searchsorted(time, start)), None)
        _lay(leg, time[part] - start, own[part], facing[part])
        later = slice(int(np.searchsorted(time, start + leg.change_s)), None)
        gait[later], pace[later] = leg.gait, leg.pace_mps
        duty[later] = leg.segment.duty_factor or np.nan
        end = start + leg.duration_s
        stretches.append(Stretch(leg.segment, start, start + leg.ramp_s, end))
        start = end
    cosine, sine = np.cos(facing), np.sin(facing)
    velocity = np.column_stack(
        (cosine * own[:, 0] - sine * own[:, 1], sine * own[:, 0] + cosine * own[:, 1])
    )
    steps = 0.5 * (velocity[1:] + velocity[:-1]) / _GRID_HZ
    position = np.concatenate((np.zeros((1, 2)), np.cumsum(steps, axis=0)))
    position -= position[np.searchsorted(time, 0.0)]
    return Course(time, position, velocity, facing, gait, pace, duty, tuple(stretches), duration)


def _lay(leg: _Leg, since_s: Floats, own: Floats, facing: Floats) -> None:
    """Write one segment, and its end state for all later time, into the grid."""
    if leg.segment.kind != "turn":
        share = smooth_step(since_s / max(leg.ramp_s, 1e-9))
        own[:] = leg.before + (leg.after - leg.before) * share[:, None]
        return
    share = smooth_step(since_s / leg.duration_s)
    facing += np.radians(leg.segment.facing_turn_deg) * share
    turned = np.radians(leg.segment.travel_turn_deg - leg.segment.facing_turn_deg) * share
    own[:] = _rotated(leg.before, turned)


def _rotated(vector: Floats, angle_rad: Floats) -> Floats:
    """Return one ground vector turned by each angle (n, 2)."""
    cosine, sine = np.cos(angle_rad), np.sin(angle_rad)
    return np.column_stack(
        (cosine * vector[0] - sine * vector[1], sine * vector[0] + cosine * vector[1])
    )


def _legs(scenario: Scenario) -> list[_Leg]:
    legs: list[_Leg] = []
    for number, segment in enumerate(scenario.segments, start=1):
        where = f"{scenario.name}, segment {number}"
        last = legs[-1] if legs else None
        if segment.kind == "turn" and last is not None:
            legs.append(_turn_leg(segment, last))
        else:
            legs.append(_straight_leg(segment, last, where))
    return legs


def _turn_leg(segment: Segment, last: _Leg) -> _Leg:
    turn = np.radians([segment.travel_turn_deg - segment.facing_turn_deg])
    return _Leg(
        segment=segment,
        gait=last.gait or WALK,  # turning on the spot is done in walking steps
        pace_mps=last.pace_mps,
        change_s=0.0,
        before=last.after,
        after=_rotated(last.after, turn)[0],
        ramp_s=0.0,
        duration_s=segment.duration_s or 0.0,
    )


def _straight_leg(segment: Segment, last: _Leg | None, where: str) -> _Leg:
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
    return _Leg(
        segment=segment,
        gait=gait,
        pace_mps=float(segment.speed_mps),
        change_s=_change_s(gait, last, before, wanted, ramp),
        before=before,
        after=wanted,
        ramp_s=ramp,
        duration_s=_duration(segment, before, wanted, ramp, where),
    )


def _change_s(gait: int, last: _Leg | None, before: Floats, wanted: Floats, ramp_s: float) -> float:
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
