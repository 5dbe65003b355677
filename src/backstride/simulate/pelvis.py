"""How the pelvis rides over the feet: bounce or pendulum, sway, turning, and height in reach."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Bools, Floats, Ints
from backstride.simulate.course import Course
from backstride.simulate.curves import smooth_below, smooth_step
from backstride.simulate.foot import foot_path
from backstride.simulate.footfalls import Footfalls, running_flight_s
from backstride.simulate.gait import RUN, STAND, WALK
from backstride.simulate.person import G_MPS2, Person
from backstride.simulate.style import column, styles_of

_HEIGHT_HZ = 200.0
_SETTLE_S = 0.5  # over which the height in reach is smoothed; chosen: above a step, below a stride
_LONGEST_STEP_S = 0.95
_SWAY_M = {WALK: 0.018, RUN: 0.008}  # to either side; chosen as plausible
_SPEED_SWING = 0.07  # braking and pushing within a step, of the speed; chosen: 0.2-0.4 m/s to peak


@dataclass(frozen=True)
class Pelvis:
    """The middle between the hip joints over time.

    Attributes
    ----------
    position_m : array (n, 3)
    facing_rad : array (n,)
        Where the person faces, without the turning within strides.
    yaw_rad, shoulder_yaw_rad : array (n,)
        Where pelvis and shoulders point, with it.
    stride : array (n,)
        1 when the left leg is furthest in front and -1 when the right one is; less when slow.
    """

    position_m: Floats
    facing_rad: Floats
    yaw_rad: Floats
    shoulder_yaw_rad: Floats
    stride: Floats

    def hip(self, side: int, half_width_m: float) -> Floats:
        """Return the hip joint (n, 3) of one side."""
        return self.position_m + across(self.yaw_rad) * (half_width_m * (1 - 2 * side))


def across(yaw_rad: Floats) -> Floats:
    """Return the level unit vector (n, 3) to the left of a heading."""
    return np.column_stack((-np.sin(yaw_rad), np.cos(yaw_rad), np.zeros(len(yaw_rad))))


@dataclass(frozen=True)
class Ride:
    """Steady part of the pelvis height on its own grid."""

    time_s: Floats
    height_m: Floats


def plan_ride(course: Course, falls: Footfalls, person: Person) -> Ride:
    """Return the greatest smooth pelvis height at which both feet are in reach of the hips."""
    time = np.arange(course.time_s[0], course.time_s[-1], 1.0 / _HEIGHT_HZ)
    at = course.index(time)
    which = styles_of(course.gait[at], course.direction_rad[at])
    leg = person.lengths.leg
    standing = leg + person.lengths.ankle_height
    upper = standing - leg * np.where(course.gait[at] == STAND, 0.003, column(which, "crouch"))
    straightest = np.where(course.gait[at] == STAND, 0.999, column(which, "straightest"))
    level = pelvis_at(course, falls, person, None, time)
    for side in (0, 1):
        ankle = foot_path(falls, side, person, time).ankle
        hip = level.hip(side, person.lengths.half_hips)
        away = np.linalg.norm(hip[:, :2] - ankle[:, :2], axis=1)
        reach = np.sqrt(np.maximum((straightest * leg) ** 2 - away**2, (0.25 * leg) ** 2))
        upper = np.minimum(upper, ankle[:, 2] + reach - level.position_m[:, 2])
    return Ride(time, smooth_below(upper, round(_SETTLE_S * _HEIGHT_HZ)))


def pelvis_at(
    course: Course, falls: Footfalls, person: Person, ride: Ride | None, time_s: Floats
) -> Pelvis:
    """Return the pelvis at any times inside the plan; without a ride, height is the bounce only."""
    beat = _beat(falls, time_s)
    walk, run = beat.weight(WALK), beat.weight(RUN)
    velocity = course.at(course.velocity_mps, time_s)
    speed = np.linalg.norm(velocity, axis=1)
    facing = course.at(course.facing_rad, time_s)
    # The body is slowest in the middle of a contact, and nearest to the foot that is down.
    surge = -_SPEED_SWING * (walk + run) * beat.length_s * np.sin(beat.wave) / (2.0 * np.pi)
    sway = (_SWAY_M[WALK] * walk + _SWAY_M[RUN] * run) * beat.left * np.sin(np.pi * beat.u)
    ground = course.at(course.position_m, time_s)
    ground = ground + velocity * surge[:, None] + across(facing)[:, :2] * sway[:, None]
    step_m = speed * beat.length_s
    pendulum = 0.6 * np.cos(beat.wave) * step_m**2 / (16.0 * person.lengths.leg)
    height = run * _bounce(falls, beat.step, time_s) + walk * pendulum
    if ride is not None:
        height = height + np.interp(time_s, ride.time_s, ride.height_m)
    stride = beat.left * np.cos(np.pi * beat.u) * (walk + run) * np.minimum(1.0, speed / 1.2)
    stride = stride * np.cos(course.direction_rad[course.index(time_s)])
    return Pelvis(
        position_m=np.column_stack((ground, height)),
        facing_rad=facing,
        yaw_rad=facing - stride * np.radians(person.pelvis_turn_deg),
        shoulder_yaw_rad=facing + stride * np.radians(person.shoulder_turn_deg),
        stride=stride,
    )


@dataclass(frozen=True)
class _Beat:
    """Where in the rhythm of steps each moment lies.

    Attributes
    ----------
    step, after : array
        The contact that began last and the next one.
    u : array
        0 at the landing of ``step`` to 1 at the next, running on smoothly over landings.
    wave : array
        Angle that is 0 in the middle of a contact and goes round once per step.
    left : array
        1 when ``step`` is of the left foot, -1 of the right.
    length_s : array
        Time of a step.
    on : mapping of gait to array
        Per contact, 1 where it is one of a rhythm of that gait.
    """

    step: Ints
    after: Ints
    u: Floats
    wave: Floats
    left: Floats
    length_s: Floats
    on: Mapping[int, Floats]

    def weight(self, gait: int) -> Floats:
        """Return 1 within the rhythm of a gait and 0 outside, going over smoothly."""
        here, after = self.on[gait][self.step], self.on[gait][self.after]
        return here + (after - here) * smooth_step(self.u)


def _beat(falls: Footfalls, time_s: Floats) -> _Beat:
    step = np.clip(np.searchsorted(falls.initial_s, time_s, side="right") - 1, 0, len(falls) - 1)
    after = np.minimum(step + 1, len(falls) - 1)
    gap = np.append(np.diff(falls.initial_s), _LONGEST_STEP_S)
    length = np.clip(0.5 * (gap + np.insert(gap[:-1], 0, gap[0])), 0.1, _LONGEST_STEP_S)
    u = np.clip((time_s - falls.initial_s[step]) / np.maximum(gap[step], 1e-9), 0.0, 1.0)
    # A cubic whose rate at each landing is that of the two steps around it.
    rate, rate_after = gap[step] / length[step], gap[step] / length[after]
    u = u + (rate - 1.0) * u * (1.0 - u) ** 2 - (rate_after - 1.0) * u**2 * (1.0 - u)
    over = smooth_step(u)
    middle = 0.5 * falls.nominal_s / length
    wave = 2.0 * np.pi * (u - middle[step] - (middle[after] - middle[step]) * over)
    regular = _regular(falls)
    return _Beat(
        step=step,
        after=after,
        u=u,
        wave=wave,
        left=np.where(falls.side[step] == 0, 1.0, -1.0),
        length_s=length[step] + (length[after] - length[step]) * over,
        on={g: np.where((falls.gait == g) & regular, 1.0, 0.0) for g in (WALK, RUN)},
    )


def _regular(falls: Footfalls) -> Bools:
    """Return which steps follow and are followed by others in rhythm, not by standing."""
    step_s = np.diff(falls.initial_s)
    near: Bools = np.concatenate(([False], step_s < _LONGEST_STEP_S, [False]))
    regular: Bools = near[:-1] & near[1:]
    return regular


def _bounce(falls: Footfalls, step: Ints, time_s: Floats) -> Floats:
    """Return the height of a bouncing body above its height at landing.

    In flight a parabola under gravity. In contact the ground pushes with half a sine wave whose
    impulse turns the downward speed of one flight into the upward speed of the next: with
    ``T = contact + flight``, acceleration ``g (pi/2 T/contact sin(pi t/contact) - 1)``. Where the
    two flights differ, a smooth term brings the body back to the height of landing.
    """
    flight = running_flight_s(falls)
    before = np.concatenate(([0.0], flight[:-1]))
    after_landing = np.append(falls.initial_s[1:], falls.terminal_s[-1])
    contact = np.minimum(falls.terminal_s, after_landing) - falls.initial_s
    contact = np.where(contact < _LONGEST_STEP_S, contact, _LONGEST_STEP_S)[step]
    t0, t1 = before[step], flight[step]
    since = time_s - falls.initial_s[step]
    t = np.clip(since, 0.0, contact)
    whole = contact + 0.5 * (t0 + t1)
    pushed = 0.5 * whole * (t - contact / np.pi * np.sin(np.pi * t / contact)) - 0.5 * t**2
    level = 0.25 * contact * (t1 - t0) * smooth_step(t / contact)
    down = G_MPS2 * (pushed - 0.5 * t0 * t - level)
    f = np.clip(since - contact, 0.0, t1)
    return np.where(since < contact, down, 0.5 * G_MPS2 * f * (t1 - f))
