"""How the pelvis rides over the feet: bounce or pendulum, surge, sway, turning, height in reach."""

from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Floats, Ints
from backstride.simulate.beat import LONGEST_STEP_S, beat_of
from backstride.simulate.course import Course
from backstride.simulate.curves import smooth_below, smooth_step
from backstride.simulate.foot import foot_path
from backstride.simulate.footfalls import Footfalls, running_flight_s
from backstride.simulate.gait import RUN, STAND, WALK, direction_shares
from backstride.simulate.ground import on_slope
from backstride.simulate.person import G_MPS2, Person
from backstride.simulate.style import column, styles_of
from backstride.simulate.within_step import jolt_m, pitch_rad, surge_m

_HEIGHT_HZ = 200.0
_SETTLE_S = 0.5  # over which the height in reach is smoothed; chosen: above a step, below a stride
_SWAY_M = {WALK: 0.018, RUN: 0.008}  # to either side; chosen as plausible
_LEAN_SHARE = 0.5  # of the trunk's lean that the pelvis takes part in; chosen


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
    pitch_rad, roll_rad : array (n,)
        Tilt to the front and to the right, of the bone and what is worn on it: the stick figure's
        hips stay level.
    """

    position_m: Floats
    facing_rad: Floats
    yaw_rad: Floats
    shoulder_yaw_rad: Floats
    stride: Floats
    pitch_rad: Floats
    roll_rad: Floats

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
        ankle = on_slope(course, foot_path(falls, side, person, time), time).ankle
        ankle[:, 2] -= course.at(course.height_m, time)
        hip = level.hip(side, person.lengths.half_hips)
        away = np.linalg.norm(hip[:, :2] - ankle[:, :2], axis=1)
        reach = np.sqrt(np.maximum((straightest * leg) ** 2 - away**2, (0.25 * leg) ** 2))
        upper = np.minimum(upper, ankle[:, 2] + reach - level.position_m[:, 2])
    return Ride(time, smooth_below(upper, round(_SETTLE_S * _HEIGHT_HZ)))


def pelvis_at(
    course: Course, falls: Footfalls, person: Person, ride: Ride | None, time_s: Floats
) -> Pelvis:
    """Return the pelvis at any times inside the plan.

    Without a ride, its height is that of the bounce or pendulum only, without jolts and hills.
    """
    beat = beat_of(falls, time_s)
    walk, run = beat.weight(WALK), beat.weight(RUN)
    velocity = course.at(course.velocity_mps, time_s)
    speed = np.linalg.norm(velocity, axis=1)
    along = velocity / np.maximum(speed, 1e-6)[:, None]
    facing = course.at(course.facing_rad, time_s)
    towards = course.direction_rad[course.index(time_s)]
    shares = list(direction_shares(towards))
    surge, pitch = (
        walk * wave(person.walking, beat, speed, shares)
        + run * wave(person.running, beat, speed, shares)
        for wave in (surge_m, pitch_rad)
    )
    sway = (_SWAY_M[WALK] * walk + _SWAY_M[RUN] * run) * beat.left * np.sin(np.pi * beat.u)
    step_m = speed * beat.length_s
    pendulum = 0.6 * np.cos(beat.wave) * step_m**2 / (16.0 * person.lengths.leg)
    height = run * _bounce(falls, beat.step, time_s) + walk * pendulum
    if ride is not None:
        jolts = [jolt_m(h, beat, g) for h, g in ((person.walking, WALK), (person.running, RUN))]
        height = height + np.interp(time_s, ride.time_s, ride.height_m)
        height = height + course.at(course.height_m, time_s) + sum(up for up, _ in jolts)
        surge = surge - sum(back for _, back in jolts)
    ground = course.place(time_s) + along * surge[:, None] + across(facing)[:, :2] * sway[:, None]
    stride = beat.left * np.cos(np.pi * beat.u) * (walk + run) * np.minimum(1.0, speed / 1.2)
    stride = stride * np.cos(towards)
    drop = beat.left * np.sin(np.pi * beat.u) * np.minimum(1.0, speed / 1.2)
    return Pelvis(
        position_m=np.column_stack((ground, height)),
        facing_rad=facing,
        yaw_rad=facing - stride * np.radians(person.pelvis_turn_deg),
        shoulder_yaw_rad=facing + stride * np.radians(person.shoulder_turn_deg),
        stride=stride,
        pitch_rad=pitch + _LEAN_SHARE * np.radians(person.lean_deg),
        roll_rad=drop * (walk * person.walking.roll_rad + run * person.running.roll_rad),
    )


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
    contact = np.where(contact < LONGEST_STEP_S, contact, LONGEST_STEP_S)[step]
    t0, t1 = before[step], flight[step]
    since = time_s - falls.initial_s[step]
    t = np.clip(since, 0.0, contact)
    whole = contact + 0.5 * (t0 + t1)
    pushed = 0.5 * whole * (t - contact / np.pi * np.sin(np.pi * t / contact)) - 0.5 * t**2
    level = 0.25 * contact * (t1 - t0) * smooth_step(t / contact)
    down = G_MPS2 * (pushed - 0.5 * t0 * t - level)
    f = np.clip(since - contact, 0.0, t1)
    return np.where(since < contact, down, 0.5 * G_MPS2 * f * (t1 - f))
