"""When and where the feet are on the ground."""

from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Bools, Floats, Ints
from backstride.motion.smoothing import runs
from backstride.simulate.course import ROLL_S, Course
from backstride.simulate.gait import RUN, STAND, Rhythm, rhythm, tired_rhythm
from backstride.simulate.person import Person
from backstride.simulate.style import (
    Style,
    landing_pitch_deg,
    leaving_pitch_deg,
    style,
    styles_of,
)

_FIRST_STEP = 1.4  # steps of time before the first landing after standing: room for its swing
_STEP_SPREAD = 0.012  # of the step time, twice as much when tired; chosen as plausible
_PLACE_SPREAD_M = 0.008  # of where a foot lands; chosen as plausible
_TOE_OUT_RAD = np.radians(6.0)  # chosen as plausible


@dataclass(frozen=True)
class Footfalls:
    """Contacts of both feet in order of landing; arrays have one entry per contact.

    Attributes
    ----------
    side : array of {0 left, 1 right}
    initial_s, terminal_s : array
        Landing and take-off. Feet that stand before the first step land ``ROLL_S`` before the
        grid, and the last ones leave as long after it.
    nominal_s : array
        Contact time of the rhythm; differs from the real one around standing.
    ankle_m : array (k, 2)
        Where the ankle is above while the foot is flat.
    yaw_rad : array
        Where the foot points; it stays while the foot is down.
    landing_deg, leaving_deg : array
        Pitch at landing and take-off; 0 for feet that never do so in the recording.
    landing, leaving : Style
        How each contact begins and ends.
    landing_mps, leaving_mps : array (k, 2)
        Velocity of the body at these moments.
    gait : array of {STAND, WALK, RUN}
        STAND only for the feet that stand before the first step.
    lift_m : array
        Extra height of the swing after each contact, where the foot would else meet the ground.
    """

    side: Ints
    initial_s: Floats
    terminal_s: Floats
    nominal_s: Floats
    ankle_m: Floats
    yaw_rad: Floats
    landing_deg: Floats
    leaving_deg: Floats
    landing: Style
    leaving: Style
    landing_mps: Floats
    leaving_mps: Floats
    gait: Ints
    lift_m: Floats

    def __len__(self) -> int:
        return len(self.side)

    def of_side(self, side: int) -> Ints:
        """Return the indices of one foot's contacts, in order."""
        return np.flatnonzero(self.side == side)


def plan_footfalls(course: Course, person: Person, rng: np.random.Generator) -> Footfalls:
    """Return all contacts of a runner on a course."""
    # Starting and stopping, people step at nearly their usual rate and take shorter steps.
    paced = np.maximum(course.speed_mps, 0.8 * course.pace_mps)
    fresh = rhythm(course.gait, paced, course.direction_rad, course.duty_wanted, person)
    wanted = tired_rhythm(fresh, course.tired)
    side, initial, terminal = _contacts(course, wanted, person, rng)
    at, gone = course.index(initial), course.index(terminal - 0.02)
    which = styles_of(course.gait[at], course.direction_rad[at])
    leaving = styles_of(course.gait[gone], course.direction_rad[gone])
    place_s = initial + style(which).under * wanted.contact_s[at]
    ankle, yaw = _places(course, wanted, place_s, side, which, rng)
    landing_deg = landing_pitch_deg(which, person, rng)
    leaving_deg = leaving_pitch_deg(leaving, course.speed_mps[gone], person, rng)
    landing_deg[:2] = leaving_deg[-2:] = 0.0
    closing = course.gait[at] == STAND  # brings the feet together after a stop
    gait = np.where(closing, course.gait[np.roll(at, 1)], course.gait[at])
    gait[:2] = STAND
    return Footfalls(
        side=side,
        initial_s=initial,
        terminal_s=terminal,
        nominal_s=wanted.contact_s[at],
        ankle_m=_in_reach(course, ankle, initial, terminal, person),
        yaw_rad=yaw,
        landing_deg=landing_deg,
        leaving_deg=leaving_deg,
        landing=style(which),
        leaving=style(leaving),
        landing_mps=course.velocity_mps[at],
        leaving_mps=course.velocity_mps[gone],
        gait=gait,
        lift_m=np.zeros(len(initial)),
    )


def _contacts(
    course: Course, wanted: Rhythm, person: Person, rng: np.random.Generator
) -> tuple[Ints, Floats, Floats]:
    """Return side, landing and take-off of all contacts, standing feet first.

    Each foot takes off one swing before it lands again.
    """
    landed = _landings(course, wanted, rng)
    far = ROLL_S + 1.0
    initial = np.concatenate((course.time_s[0] - far + np.array([-0.1, 0.0]), landed))
    side = (np.arange(len(initial)) + person.first_side) % 2
    swing = wanted.swing_s[course.index(landed)]
    swing = swing * (1.0 + person.side_offset * (1 - 2 * side[2:]))
    terminal = np.concatenate((landed - swing, np.full(2, course.time_s[-1] + far)))
    at = course.index(initial)
    longest = _longest(initial, wanted.contact_s[at], wanted.step_hz[at])
    return side, initial, np.minimum(terminal, longest)


def _landings(course: Course, wanted: Rhythm, rng: np.random.Generator) -> Floats:
    """Return the times of all landings: whole steps counted within each stretch of moving."""
    times = []
    moving: Bools = course.gait != STAND
    for a, b in runs(moving):
        steps = np.concatenate(([0.0], np.cumsum(wanted.step_hz[a : b - 1]) * _step(course)))
        first = 0.0 if a == 0 else _FIRST_STEP
        count = int(np.floor(steps[-1] - first)) + 1
        found = np.interp(first + np.arange(max(count, 1)), steps, course.time_s[a:b])
        step_s = 1.0 / wanted.step_hz[course.index(found)]
        spread = np.clip(rng.standard_normal(len(found)), -2.0, 2.0)
        uneven = _STEP_SPREAD * (1.0 + course.tired[course.index(found)])
        found = found + uneven * step_s * spread
        if b < len(moving):  # one more step brings the feet together
            found = np.append(found, found[-1] + step_s[-1])
        times.append(found)
    return np.concatenate(times) if times else np.empty(0)


def _longest(initial_s: Floats, contact_s: Floats, step_hz: Floats) -> Floats:
    """Return the latest take-off: of feet that do not stand, a little after the rhythm's own.

    It matters where running gives way to walking, whose swings are shorter.
    """
    stride = np.full(len(initial_s), np.inf)
    stride[:-2] = initial_s[2:] - initial_s[:-2]
    stands = stride > 3.0 / step_hz
    return np.where(stands, np.inf, initial_s + 1.2 * contact_s)


def _step(course: Course) -> float:
    return float(course.time_s[1] - course.time_s[0])


def _places(
    course: Course,
    wanted: Rhythm,
    place_s: Floats,
    side: Ints,
    which: Ints,
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Return where each ankle comes to be (k, 2) and where the foot points (k,)."""
    at = course.index(place_s)
    facing = course.facing_rad[at]
    leftward = 1.0 - 2.0 * side
    half = style(which).half_width_m + _side_step_m(course, wanted)[at]
    across = np.column_stack((-np.sin(facing), np.cos(facing)))
    place = course.position_m[at] + across * (leftward * half)[:, None]
    spread = np.clip(rng.standard_normal(place.shape), -2.0, 2.0)
    return place + _PLACE_SPREAD_M * spread, facing + leftward * _TOE_OUT_RAD


def _in_reach(
    course: Course, ankle: Floats, initial_s: Floats, terminal_s: Floats, person: Person
) -> Floats:
    """Return places moved, where a change of speed or direction needs it, into reach of the hips.

    At landing within half a leg's length of the body, at take-off, with the foot rolled off, within
    three quarters; in steady gait neither bound is met.
    """
    landing, leaving = (course.at(course.position_m, t) for t in (initial_s, terminal_s))
    for _ in range(3):
        for body, share in ((leaving, 0.75), (landing, 0.5)):
            away = ankle - body
            far = np.linalg.norm(away, axis=1) / (share * person.lengths.leg)
            ankle = body + away / np.maximum(far, 1.0)[:, None]
    return ankle


def _side_step_m(course: Course, wanted: Rhythm) -> Floats:
    """Return how much wider each foot is set in side steps, so that the legs do not cross.

    Half the way of a step; people who turn through sideways at speed do cross, so it fades there.
    """
    across = np.abs(course.speed_mps * np.sin(course.direction_rad))
    fades = np.clip((2.4 - across) / 0.5, 0.0, 1.0)
    wider: Floats = 0.5 * across / wanted.step_hz * fades
    return wider


def running_flight_s(falls: Footfalls) -> Floats:
    """Return the time without a foot on the ground after each contact; 0 when there is none."""
    after = np.append(falls.initial_s[1:], falls.terminal_s[-1])
    flight = np.maximum(after - falls.terminal_s, 0.0)
    return np.where((falls.gait == RUN) & (flight < 0.5), flight, 0.0)
