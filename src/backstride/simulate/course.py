"""Where the body is asked to go: speed, path, facing and hills over time."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backstride.errors import SettingsError
from backstride.motion.arrays import Floats, Ints
from backstride.simulate.curves import smooth_step
from backstride.simulate.legs import Leg, legs_of, rotated
from backstride.simulate.scenario import Scenario, Segment

ROLL_S = 3.0
"""Time simulated before and after the recording, so that it can begin and end in full motion."""

_LONGEST_S = 3600.0  # chosen: memory for longer would have to be found first
_GRID_HZ = 500.0
_HILL_S = 1.0  # over which one slope goes over into the next; chosen


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
    slope : array (m, 2)
        How much the ground under the body rises per metre along x and y.
    height_m : array (m,)
        Of the ground under the body.
    tired : array (m,)
        0 fresh to 1 as tired as a runner becomes.
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
    slope: Floats
    height_m: Floats
    tired: Floats
    stretches: tuple[Stretch, ...]
    duration_s: float

    @cached_property
    def speed_mps(self) -> Floats:
        """Horizontal speed (m,)."""
        speed: Floats = np.linalg.norm(self.velocity_mps, axis=1)
        return speed

    @cached_property
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

    @cached_property
    def hilly(self) -> bool:
        """Whether the ground is anything but level."""
        return bool(self.slope.any())

    def place(self, time_s: Floats) -> Floats:
        """Return the position (k, 2) at other times, as smooth as the velocity says."""
        i = np.clip(self.index(time_s), 0, len(self.time_s) - 2)
        u = ((time_s - self.time_s[i]) * _GRID_HZ)[:, None]
        p, q = self.position_m[i], self.position_m[i + 1]
        v, w = self.velocity_mps[i] / _GRID_HZ, self.velocity_mps[i + 1] / _GRID_HZ
        ahead = q - p
        curve: Floats = p + u * (v + u * (3.0 * ahead - 2.0 * v - w + u * (v + w - 2.0 * ahead)))
        return curve

    def index(self, time_s: Floats) -> Ints:
        """Return the last grid point at or before each time."""
        found = np.searchsorted(self.time_s, time_s, side="right") - 1
        return np.clip(found, 0, len(self.time_s) - 1)


def plan_course(scenario: Scenario) -> Course:
    """Return the way of the body.

    Raises
    ------
    SettingsError
        When a segment is too short to reach its speed, or to come to rest.
    """
    legs = legs_of(scenario)
    duration = sum(leg.duration_s for leg in legs)
    if duration > _LONGEST_S:
        raise SettingsError(
            f"{scenario.name}: the scenario lasts {duration:.0f} s; an hour is the most."
        )
    time = np.arange(-ROLL_S, duration + ROLL_S, 1.0 / _GRID_HZ)
    laid = _Laid(time, np.radians(scenario.start_heading_deg))
    stretches, start = [], 0.0
    for number, leg in enumerate(legs, start=1):
        end = start + leg.duration_s
        laid.lay(leg, start, end if number < len(legs) else np.inf)
        stretches.append(Stretch(leg.segment, start, start + leg.ramp_s, end))
        start = end
    velocity = _turned(laid.own, laid.facing)
    position = _integral(velocity)
    height = _integral((laid.slope * velocity).sum(axis=1, keepdims=True))[:, 0]
    zero = np.searchsorted(time, 0.0)
    return Course(
        time_s=time,
        position_m=position - position[zero],
        velocity_mps=velocity,
        facing_rad=laid.facing,
        gait=laid.gait,
        pace_mps=laid.pace,
        duty_wanted=laid.duty,
        slope=laid.slope,
        height_m=height - height[zero],
        tired=scenario.fatigue * np.clip(time / duration, 0.0, 1.0),
        stretches=tuple(stretches),
        duration_s=duration,
    )


class _Laid:
    """Curves on the grid, filled segment by segment."""

    def __init__(self, time_s: Floats, facing_rad: float) -> None:
        n = len(time_s)
        self.time_s = time_s
        self.own = np.zeros((n, 2))
        self.facing = np.full(n, facing_rad)
        self.slope = np.zeros((n, 2))
        self.gait = np.zeros(n, dtype=np.intp)
        self.pace = np.zeros(n)
        self.duty = np.full(n, np.nan)

    def lay(self, leg: Leg, start_s: float, end_s: float) -> None:
        """Write one segment into the grid; the first reaches back to its beginning."""
        first = start_s == 0.0
        a, b = np.searchsorted(self.time_s, (start_s, end_s))
        a = 0 if first else a
        part, since = slice(a, b), self.time_s[a:b] - start_s
        last = max(a - 1, 0)
        facing, slope = self.facing[last], self.slope[last].copy()
        share = smooth_step(since / max(leg.ramp_s, 1e-9))
        if leg.segment.kind == "turn":
            share = smooth_step(since / leg.duration_s)
            turn = np.radians(leg.segment.travel_turn_deg - leg.segment.facing_turn_deg)
            self.facing[part] = facing + np.radians(leg.segment.facing_turn_deg) * share
            self.own[part] = rotated(leg.before, turn * share)
            self.slope[part] = rotated(slope, np.radians(leg.segment.travel_turn_deg) * share)
        else:
            self.facing[part] = facing
            self.own[part] = leg.before + (leg.after - leg.before) * share[:, None]
            after = _slope_of(leg, facing, slope)
            over = smooth_step(since / max(leg.ramp_s, _HILL_S))[:, None]
            self.slope[part] = after if first else slope + (after - slope) * over
        change = slice(np.searchsorted(self.time_s, start_s + leg.change_s), b)
        whole = part if first else change
        # Up to the change of gait the one before goes on.
        self.gait[part], self.pace[part] = self.gait[last], self.pace[last]
        self.duty[part] = self.duty[last]
        self.gait[whole], self.pace[whole] = leg.gait, leg.pace_mps
        self.duty[whole] = leg.segment.duty_factor or np.nan


def _slope_of(leg: Leg, facing_rad: float, before: Floats) -> Floats:
    """Return the slope (2,) of a straight segment, which rises along its travel."""
    speed = float(np.linalg.norm(leg.after))
    if speed == 0.0:
        return before
    along = rotated(leg.after / speed, np.array([facing_rad]))[0]
    slope: Floats = 0.01 * leg.segment.slope_percent * along
    return slope


def _turned(own: Floats, facing_rad: Floats) -> Floats:
    """Return velocities (m, 2) in the world from those in the body's frame."""
    cosine, sine = np.cos(facing_rad), np.sin(facing_rad)
    return np.column_stack(
        (cosine * own[:, 0] - sine * own[:, 1], sine * own[:, 0] + cosine * own[:, 1])
    )


def _integral(rate: Floats) -> Floats:
    """Return the integral over the grid of a rate (m, k), from 0."""
    steps = 0.5 * (rate[1:] + rate[:-1]) / _GRID_HZ
    return np.concatenate((np.zeros((1, rate.shape[1])), np.cumsum(steps, axis=0)))
