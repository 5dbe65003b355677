"""Paths of the feet: planted and rolling in contact, swinging in between."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from backstride.motion.arrays import Bools, Floats, Ints
from backstride.simulate.curves import State, bump, join, rise, smooth_step
from backstride.simulate.footfalls import Footfalls
from backstride.simulate.person import Lengths, Person

MARKER_M = 0.03
"""Landmarks of the foot lie this far above its sole, as markers on shoes do; chosen."""

_CLEARANCE_M = 0.008  # chosen: people's toes clear the ground by a centimetre or two
_FASTEST_PITCH_RADPS = np.radians(750.0)  # of the foot at contact; chosen as plausible


@dataclass(frozen=True)
class FootPath:
    """One foot over time; points are (n, 3).

    Attributes
    ----------
    down : array (n,) of bool
        In contact, by the plan.
    contact : array (n,)
        Index of the contact that is on, or was last.
    heel_sole, ball_sole, toe_sole : array
        Where the sole can touch the ground.
    ankle, heel, forefoot, toe : array
        Landmarks.
    pitch_rad, yaw_rad : array (n,)
        Of the part between heel and ball; pitch positive with the heel up.
    """

    down: Bools
    contact: Ints
    heel_sole: Floats
    ball_sole: Floats
    toe_sole: Floats
    ankle: Floats
    heel: Floats
    forefoot: Floats
    toe: Floats
    pitch_rad: Floats
    yaw_rad: Floats

    def moved(self, move: Callable[[Floats], Floats]) -> "FootPath":
        """Return the foot with each of its points (n, 3) moved."""
        return replace(
            self,
            heel_sole=move(self.heel_sole),
            ball_sole=move(self.ball_sole),
            toe_sole=move(self.toe_sole),
            ankle=move(self.ankle),
            heel=move(self.heel),
            forefoot=move(self.forefoot),
            toe=move(self.toe),
        )


def foot_path(falls: Footfalls, side: int, person: Person, time_s: Floats) -> FootPath:
    """Return the path of one foot at any times inside the plan."""
    own = falls.of_side(side)
    now = np.searchsorted(falls.initial_s[own], time_s, side="right") - 1
    here = own[np.maximum(now, 0)]
    after = own[np.minimum(now + 1, len(own) - 1)]
    down: Bools = time_s < falls.terminal_s[here]
    pitch = _contact_pitch(falls, here, time_s)
    bend = np.maximum(pitch, 0.0)
    ball = _planted_ball(falls, here, pitch, person.lengths)
    yaw = falls.yaw_rad[here].copy()
    swing: Bools = ~down
    if swing.any():
        a, b, t = here[swing], after[swing], time_s[swing]
        pitch[swing], bend[swing], ball[swing], yaw[swing] = _swing(falls, a, b, person, t)
    return _landmarks(down, here, ball, (pitch, bend, yaw), person.lengths)


def with_clearance(falls: Footfalls, person: Person) -> Footfalls:
    """Return footfalls whose swings keep the sole ``_CLEARANCE_M`` off the ground.

    Needed where a step changes gait or direction and its two ends fit badly.
    """
    lift = falls.lift_m.copy()
    u = np.linspace(0.15, 0.85, 29)
    for side in (0, 1):
        own = falls.of_side(side)
        leave, land = falls.terminal_s[own[:-1]], falls.initial_s[own[1:]]
        time = leave[:, None] + (land - leave)[:, None] * u
        foot = foot_path(falls, side, person, time.ravel())
        soles = (foot.heel_sole, foot.ball_sole, foot.toe_sole)
        lowest = np.min([sole[:, 2] for sole in soles], axis=0).reshape(time.shape)
        lift[own[:-1]] = np.max((_CLEARANCE_M - lowest) / bump(u, 3, 3), axis=1).clip(min=0.0)
    return replace(falls, lift_m=lift)


def _landmarks(
    down: Bools, contact: Ints, ball: Floats, angles: tuple[Floats, Floats, Floats], size: Lengths
) -> FootPath:
    """Return the foot from its ball, pitch, bend of the toes and yaw."""
    pitch, bend, yaw = angles
    ahead, above = _axes(pitch, yaw)
    toes_ahead, toes_above = _axes(pitch - bend, yaw)
    heel = ball - size.heel_to_ball * ahead
    toe = ball + size.ball_to_toe * toes_ahead
    return FootPath(
        down=down,
        contact=contact,
        heel_sole=heel,
        ball_sole=ball,
        toe_sole=toe,
        ankle=ball - size.ankle_to_ball * ahead + size.ankle_height * above,
        heel=heel + MARKER_M * above,
        forefoot=ball + MARKER_M * above,
        toe=toe + MARKER_M * toes_above,
        pitch_rad=pitch,
        yaw_rad=yaw,
    )


def _axes(pitch: Floats, yaw: Floats) -> tuple[Floats, Floats]:
    """Return unit vectors along the sole towards the toes and away from the sole."""
    cp, sp, cy, sy = np.cos(pitch), np.sin(pitch), np.cos(yaw), np.sin(yaw)
    return np.column_stack((cp * cy, cp * sy, -sp)), np.column_stack((sp * cy, sp * sy, cp))


def _phases(falls: Footfalls, k: Ints) -> tuple[Floats, Floats]:
    """Return the times that contacts take to settle flat and to roll off."""
    settle = falls.landing.settle[k] * falls.nominal_s[k]
    roll = falls.leaving.roll[k] * falls.nominal_s[k]
    whole = falls.terminal_s[k] - falls.initial_s[k]
    fit = np.minimum(1.0, 0.95 * whole / (settle + roll))
    return settle * fit, roll * fit


def _contact_pitch(falls: Footfalls, k: Ints, time_s: Floats) -> Floats:
    settle, roll = _phases(falls, k)
    landing, leaving = np.radians(falls.landing_deg[k]), np.radians(falls.leaving_deg[k])
    settle_rate = _bounded(falls.landing.settle_rate[k], landing, settle)
    roll_rate = _bounded(falls.leaving.roll_rate[k], leaving, roll)
    settled = rise(1.0 - (time_s - falls.initial_s[k]) / settle, settle_rate)
    rolled = rise(1.0 - (falls.terminal_s[k] - time_s) / roll, roll_rate)
    return landing * settled + leaving * rolled


def _bounded(rate: Floats, pitch_rad: Floats, phase_s: Floats) -> Floats:
    """Return a relative pitch rate at contact that stays below ``_FASTEST_PITCH_RADPS``."""
    mean = np.abs(pitch_rad) / phase_s
    bounded: Floats = np.minimum(rate, _FASTEST_PITCH_RADPS / np.maximum(mean, 1e-6))
    return bounded


def _flat_ball(falls: Footfalls, k: Ints, size: Lengths) -> Floats:
    ahead = np.column_stack((np.cos(falls.yaw_rad[k]), np.sin(falls.yaw_rad[k])))
    ground = falls.ankle_m[k] + size.ankle_to_ball * ahead
    return np.column_stack((ground, np.zeros(len(k))))


def _planted_ball(falls: Footfalls, k: Ints, pitch: Floats, size: Lengths) -> Floats:
    """Return the ball: fixed while the heel is up, turning about the heel while that is fixed."""
    ball = _flat_ball(falls, k, size)
    ahead, _ = _axes(np.minimum(pitch, 0.0), falls.yaw_rad[k])
    level, _ = _axes(np.zeros(len(k)), falls.yaw_rad[k])
    turned: Floats = ball + size.heel_to_ball * (ahead - level)
    return turned


def _swing(
    falls: Footfalls, a: Ints, b: Ints, person: Person, time_s: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return pitch, bend of the toes, ball and yaw between contact ``a`` and contact ``b``."""
    duration = falls.initial_s[b] - falls.terminal_s[a]
    u = (time_s - falls.terminal_s[a]) / duration
    leave = _pitch_state(falls, a, leaving=True)
    land = _pitch_state(falls, b, leaving=False)
    pitch = join(u, duration, leave, land)
    zero = np.zeros(len(u))
    bend = join(u / 0.6, 0.6 * duration, _upward(leave), (zero, zero, zero)) + join(
        (u - 0.5) / 0.5, 0.5 * duration, (zero, zero, zero), _upward(land)
    )
    start = _ball_state(falls, a, person.lengths, leave, leaving=True)
    end = _ball_state(falls, b, person.lengths, land, leaving=False)
    column = duration[:, None]
    ball = join(u[:, None], column, start, end)
    speed = np.linalg.norm(falls.landing_mps[b], axis=1)
    height = falls.landing.swing_m[b] + speed * falls.landing.swing_m_per_mps[b]
    hill = np.where(falls.landing.swing_early[b] > 0.5, bump(u, 3, 4), bump(u, 4, 3))
    ball[:, 2] += person.swing_height * height * hill + falls.lift_m[a] * bump(u, 3, 3)
    turn = falls.yaw_rad[b] - falls.yaw_rad[a]
    return pitch, bend, ball, falls.yaw_rad[a] + turn * smooth_step(u)


def _upward(state: State) -> State:
    """Return a pitch state where the heel is up, and rest where it is not."""
    up = state[0] > 0.0
    zero = np.zeros(len(up))
    return np.where(up, state[0], zero), np.where(up, state[1], zero), zero


def _pitch_state(falls: Footfalls, k: Ints, *, leaving: bool) -> State:
    """Return pitch, its rate and its acceleration at take-off or landing."""
    settle, roll = _phases(falls, k)
    if leaving:
        pitch = np.radians(falls.leaving_deg[k])
        rate = pitch * _bounded(falls.leaving.roll_rate[k], pitch, roll) / roll
    else:
        pitch = np.radians(falls.landing_deg[k])
        rate = -pitch * _bounded(falls.landing.settle_rate[k], pitch, settle) / settle
    return pitch, rate, np.zeros(len(k))


def _ball_state(falls: Footfalls, k: Ints, size: Lengths, pitch: State, *, leaving: bool) -> State:
    """Return position, velocity and acceleration of the ball at take-off or landing.

    The part that touches moves as the style says; the ball turns about the heel where that is it.
    """
    s = falls.leaving if leaving else falls.landing
    body = (falls.leaving_mps if leaving else falls.landing_mps)[k]
    if leaving:
        share, pull = s.leaving_share[k], s.leaving_pull[k]
        up, lift = s.leaving_rise_mps[k], s.leaving_lift_mps2[k]
    else:
        share, pull = s.landing_share[k], -s.landing_braking[k]
        up, lift = -s.landing_fall_mps[k], np.zeros(len(k))
    velocity = np.column_stack((body * share[:, None], up))
    acceleration = np.column_stack((body * pull[:, None], lift))
    angle, rate, _ = pitch
    on_heel = (angle < 0.0)[:, None]
    ahead, above = _axes(angle, falls.yaw_rad[k])
    radius = size.heel_to_ball
    turning = -radius * rate[:, None] * above
    inward = -radius * (rate**2)[:, None] * ahead
    return (
        _planted_ball(falls, k, angle, size),
        velocity + np.where(on_heel, turning, 0.0),
        acceleration + np.where(on_heel, inward, 0.0),
    )
