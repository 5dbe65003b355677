"""Where the wearer faces, from a magnetometer: tilt taken out, iron about it found or refused.

A compass points to magnetic north and a satellite course is from true north. The difference
(declination, below 20° in most inhabited places) does not cancel: it is part of the error, with
what is left of magnetised things about the wearer, and of how the sensor sits.
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from backstride.inertial.waist.grid import averaged
from backstride.inertial.waist.windows import HOP_S, WINDOW_S, Windows
from backstride.motion import Inertial
from backstride.motion.angles import wrap_deg
from backstride.motion.arrays import Bools, Floats

ALLOWANCE_DEG = 20.0
"""Error allowed for facing from a compass against a course: declination, iron, mounting."""

STRONGEST_IRON = float(np.sin(np.radians(ALLOWANCE_DEG)))
"""Iron fixed to the sensor adds a vector to the field. One of this share of the level field turns
the heading by up to ``ALLOWANCE_DEG``, and makes the field swing by as much during a full turn."""

_SECTORS, _SECTORS_SEEN = 12, 8  # of 30° each; two thirds of a full turn fix a circle well

_IN_A_SECTOR = 2  # windows; one alone is passed through in a quick turn, in which the body leans

_TURNED_DEG = 60.0
"""Between two moments so far apart the field shows its iron: a turn by 60° carries the level field
as far as it is large."""

_SLOW_TURN_DEG = 75.0  # within a window: a full circle on the spot in ten seconds

_EVEN_DEG = 60.0
"""Most by which the turn within a window may change over a window's length: a heading averaged over
two seconds is then off by a few degrees at most."""

_ROUNDS = 5  # of reweighting; weights change by percents from the third on

_SMOOTH_WINDOWS = 5  # 1.2 s: two running strides, in which the pelvis swings to both sides

_COMPARE_S = 10.0  # between moments whose turn is compared with the gyroscope's

_FEWEST = 8  # windows; a circle needs three points


@dataclass(frozen=True)
class Facing:
    """Heading of the forward axis per window.

    Attributes
    ----------
    heading_deg : array (k,)
        Counter-clockwise from magnetic east; NaN where it cannot be trusted.
    said : tuple of str
        What a person should know about it.
    """

    heading_deg: Floats
    said: tuple[str, ...] = ()


def compass_facing(sensor: Inertial, windows: Windows) -> Facing:
    """Return where the wearer faces by the magnetometer; NaN without one or a forward axis."""
    unknown = np.full(len(windows), np.nan)
    axis = sensor.placement.forward_axis
    if sensor.magnetic_field is None or axis is None or len(windows) < _FEWEST:
        return Facing(unknown)
    field, seen = averaged(sensor.time_s, sensor.magnetic_field, windows.centre_s)
    front = np.array(axis) - windows.up * (windows.up @ np.array(axis))[:, None]
    front /= np.maximum(np.linalg.norm(front, axis=1), 1e-9)[:, None]
    left = np.cross(windows.up, front)
    level = np.einsum("kc,kc->k", field, front) + 1j * np.einsum("kc,kc->k", field, left)
    usable: Bools = seen & windows.seen & (np.abs(level) > 0)
    if usable.sum() < _FEWEST:
        return Facing(unknown)
    turns = _Turns(level, usable, windows.turn_deg)
    iron, said = turns.iron() if turns.known else _iron(level[usable])
    free = level - iron
    usual = float(np.median(np.abs(free[usable])))
    if usual <= STRONGEST_IRON * np.abs(iron):
        return Facing(unknown, (_DISTURBED,))
    usable &= np.abs(np.abs(free) / usual - 1.0) <= STRONGEST_IRON
    if usable.sum() < 0.5 * len(windows):
        return Facing(unknown, (_DISTURBED,))
    # The field points to north: seen from the body at angle a, the body faces 90° - a.
    direction = np.where(usable, np.conj(free) / np.maximum(np.abs(free), 1e-12), 0.0)
    smooth = np.convolve(direction, np.ones(_SMOOTH_WINDOWS) / _SMOOTH_WINDOWS, mode="same")
    heading = np.where(usable, wrap_deg(90.0 + np.degrees(np.angle(smooth))), np.nan)
    if not turns.agree_with(heading):
        return Facing(unknown, (_DISTURBED,))
    return Facing(heading, said)


_DISTURBED = (
    "The compass was disturbed (magnets, steel or electronics about the wearer), so it was not "
    "used; keep the phone away from them and turn once full circle at the start."
)

_UNCHECKED = (
    "The wearer never turned far enough to check the compass for magnets and steel that go with "
    "it; turn once full circle at the start of a recording."
)


Complexes = np.ndarray[tuple[int, ...], np.dtype[np.complex128]]


def _iron(level: Complexes) -> tuple[complex, tuple[str, ...]]:
    """Return the part of the level field that turns with the sensor, from the circle it draws.

    For want of a gyroscope. Only where turns show the circle, each part of it for some time.
    """
    x, y = level.real, level.imag
    columns = np.column_stack((x, y, np.ones(len(x))))
    found, *_ = np.linalg.lstsq(columns, x**2 + y**2, rcond=None)
    centre = complex(0.5 * found[0], 0.5 * found[1])
    sector = np.floor((np.angle(level - centre) / (2.0 * np.pi) + 0.5) * _SECTORS)
    radius = np.abs(level - centre)
    round_enough = float(np.std(radius)) <= STRONGEST_IRON * float(np.mean(radius))
    _, count = np.unique(sector, return_counts=True)
    if (count >= _IN_A_SECTOR).sum() >= _SECTORS_SEEN and round_enough:
        return centre, ()
    return 0j, (_UNCHECKED,)


def _evenly_turning(turn_deg: Floats) -> Bools:
    """Return where the body turns slowly and evenly (k,), so that averaging moves no heading."""
    half = round(0.5 * WINDOW_S / HOP_S)
    around = sliding_window_view(np.pad(np.nan_to_num(turn_deg), half, mode="edge"), 2 * half + 1)
    even: Bools = (np.ptp(around, axis=1) <= _EVEN_DEG) & (
        np.abs(around).max(axis=1) <= _SLOW_TURN_DEG
    )
    return even


class _Turns:
    """Pairs of moments ``_COMPARE_S`` apart between which the gyroscope felt a turn."""

    def __init__(self, level: Complexes, usable: Bools, turn_deg: Floats) -> None:
        reach = min(round(_COMPARE_S / HOP_S), len(level))
        self._reach = reach
        self.turn_deg = np.full(0, np.nan)
        turned = np.zeros(0, dtype=np.bool_)
        if np.isfinite(turn_deg).any():
            yaw = relative_yaw_deg(turn_deg)
            self.turn_deg = yaw[reach:] - yaw[:-reach]
            back = np.cos(np.radians(self.turn_deg)) <= np.cos(np.radians(_TURNED_DEG))
            sure = usable & _evenly_turning(turn_deg)
            turned = sure[reach:] & sure[:-reach] & back
        self._at = np.flatnonzero(turned)
        self._level = level

    @property
    def known(self) -> bool:
        """Whether there are enough of them to tell iron from the earth."""
        return len(self._at) >= _FEWEST

    def iron(self) -> tuple[complex, tuple[str, ...]]:
        """Return the part of the level field that turns with the sensor.

        The earth's part turns against the body, iron does not: with a turn of ``a`` between them
        two readings differ by ``after - before e^(-ia) = iron (1 - e^(-ia))``. Least squares, in
        which pairs that disagree with the others lose weight (Cauchy): the body leans as it speeds
        up and slows down.
        """
        against = np.exp(-1j * np.radians(self.turn_deg[self._at]))
        after, before = self._level[self._at + self._reach], self._level[self._at]
        change, lever = after - before * against, 1.0 - against
        weight = np.ones(len(lever))
        iron = 0j
        for _ in range(_ROUNDS):
            iron = complex(
                np.sum(weight * lever.conj() * change) / np.sum(weight * np.abs(lever) ** 2)
            )
            off = np.abs(change - iron * lever)
            usual = max(float(np.median(off)), 1e-9 * float(np.abs(self._level).max()))
            weight = 1.0 / (1.0 + (off / (2.0 * usual)) ** 2)
        return iron, ()

    def agree_with(self, heading_deg: Floats) -> bool:
        """Return whether the compass turns as the gyroscope does; true without a gyroscope.

        In turns, where there are any: on a straight line every compass agrees.
        """
        if not len(self.turn_deg):
            return True
        gap = wrap_deg((heading_deg[self._reach :] - heading_deg[: -self._reach]) - self.turn_deg)
        if self.known:
            gap = gap[self._at]
        known = gap[np.isfinite(gap)]
        if self.known and known.size < _FEWEST:
            return False
        return known.size == 0 or float(np.median(np.abs(known))) <= ALLOWANCE_DEG


def relative_yaw_deg(turn_deg: Floats) -> Floats:
    """Return the heading turned since the first window (k,), from the turn within each window."""
    rate = np.nan_to_num(turn_deg) / 2.0
    step = 0.5 * (rate[1:] + rate[:-1]) * HOP_S
    return np.concatenate(([0.0], np.cumsum(step)))
