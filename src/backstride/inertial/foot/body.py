"""From the strides of one or two feet to the way of the body."""

from dataclasses import dataclass

import numpy as np

from backstride.inertial.foot.path import FootPath
from backstride.motion.angles import wrap_deg
from backstride.motion.arrays import Bools, Floats

GRID_HZ = 50.0
"""Rate of the motion; a step lasts 0.15 s and more, and the way is known from stride to stride."""

_SETTLE_S = 6.0
"""Over so many seconds (several strides) the headings of both feet are held against each other:
long against a turn, short against the drift of a gyroscope (under 1° per 10 s)."""


@dataclass(frozen=True)
class Course:
    """The way of the body on an even clock, from feet.

    Attributes
    ----------
    time_s, speed_mps : array (n,)
        Speed is NaN where nothing is known.
    velocity_mps : array (n, 3)
        In a level frame of the recording's own; zero where unknown.
    facing_deg : array (n,)
        Of the feet, or of either end of them where their toes are not known.
    turning : array (n,) of bool
    """

    time_s: Floats
    speed_mps: Floats
    velocity_mps: Floats
    facing_deg: Floats
    turning: Bools

    @property
    def position_m(self) -> Floats:
        """Integrated velocity (n, 3), zero at the start."""
        step = 1.0 / GRID_HZ
        steps = self.velocity_mps[:-1] + np.diff(self.velocity_mps, axis=0) / 2
        start = np.zeros((1, 3))
        return np.concatenate((start, np.cumsum(steps * step, axis=0)))


def grid_of(start_s: float, end_s: float) -> Floats:
    """Return the clock of the motion."""
    return start_s + np.arange(max(1, int((end_s - start_s) * GRID_HZ + 1e-6) + 1)) / GRID_HZ


def course_of(feet: list[FootPath], time_s: Floats) -> Course:
    """Return the way of the body: that of its foot, or the mean of both.

    Two sensors share no heading. The second foot's is turned so that both feet face alike over
    ``_SETTLE_S``.
    """
    first = _of_one(feet[0], time_s)
    if len(feet) == 1:
        return first
    second = _of_one(feet[1], time_s)
    apart = _apart(first, second)
    turned = _about_up(second.velocity_mps, apart)
    seen = np.stack((np.isfinite(first.speed_mps), np.isfinite(second.speed_mps)))
    count = np.maximum(seen.sum(axis=0), 1)[:, None]
    velocity = (first.velocity_mps + turned) / count
    facing = first.facing_deg + 0.5 * wrap_deg(second.facing_deg + apart - first.facing_deg)
    speed = np.where(seen.any(axis=0), np.hypot(velocity[:, 0], velocity[:, 1]), np.nan)
    return Course(time_s, speed, velocity, facing, first.turning | second.turning)


def _of_one(foot: FootPath, time_s: Floats) -> Course:
    anchors = np.stack((foot.arrive_s, foot.leave_s), axis=1).ravel()
    heading = np.radians(foot.facing_deg)
    between = 0.5 * (heading[1:] + heading[:-1])
    cosine, sine = np.cos(between), np.sin(between)
    forward, left, up = (np.nan_to_num(v) for v in (foot.forward_m, foot.left_m, foot.up_m))
    steps = np.stack((cosine * forward - sine * left, sine * forward + cosine * left, up))
    edges = np.concatenate((time_s, [time_s[-1] + 1.0 / GRID_HZ])) - 0.5 / GRID_HZ
    velocity = GRID_HZ * np.stack([_rates(edges, anchors, row) for row in steps], axis=1)
    speed = GRID_HZ * _rates(edges, anchors, np.hypot(forward, left))
    which = np.searchsorted(anchors, time_s, side="right") - 1
    moving = (which % 2 == 1) & (which < len(anchors) - 1)
    stride = np.clip(which // 2, 0, len(forward) - 1)
    unknown = moving & ~foot.strides[stride]
    unknown |= (time_s < foot.known[0]) | (time_s > foot.known[1])
    return Course(
        time_s,
        np.where(unknown, np.nan, speed),
        np.where(unknown[:, None], 0.0, velocity),
        np.interp(time_s, anchors, np.repeat(foot.facing_deg, 2)),
        _rates(edges, anchors, foot.turned.astype(float)) > 0,
    )


def _rates(edges: Floats, anchors: Floats, steps: Floats) -> Floats:
    """Return how much of a way falls between neighbouring edges: even within every stride."""
    gone = np.concatenate(([0.0], np.cumsum(steps)))
    rates: Floats = np.diff(np.interp(edges, anchors, np.repeat(gone, 2)))
    return rates


def _apart(first: Course, second: Course) -> Floats:
    """Return by how much the second foot's headings (n,) are to be turned, in degrees."""
    apart = np.exp(1j * np.radians(first.facing_deg - second.facing_deg))
    half = round(0.5 * _SETTLE_S * GRID_HZ)
    padded = np.concatenate(([0.0], np.cumsum(np.pad(apart, half, mode="edge"))))
    smooth = padded[2 * half :] - padded[: -2 * half]
    angle: Floats = np.degrees(np.angle(smooth[: len(apart)]))
    return angle


def _about_up(vectors: Floats, angle_deg: Floats) -> Floats:
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    x, y, z = vectors.T
    return np.stack((c * x - s * y, s * x + c * y, z), axis=1)
