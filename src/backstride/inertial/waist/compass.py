"""Where the wearer faces, from a magnetometer: tilt taken out, iron about it found or refused.

A compass points to magnetic north and a satellite course is from true north. The difference
(declination, below 20° in most inhabited places) does not cancel: it is part of the error, with
what is left of magnetised things about the wearer, and of how the sensor sits.
"""

from dataclasses import dataclass

import numpy as np

from backstride.inertial.waist.grid import averaged
from backstride.inertial.waist.windows import HOP_S, Windows
from backstride.motion import Inertial
from backstride.motion.angles import wrap_deg
from backstride.motion.arrays import Bools, Floats

ALLOWANCE_DEG = 20.0
"""Error allowed for facing from a compass against a course: declination, iron, mounting."""

STRONGEST_IRON = float(np.sin(np.radians(ALLOWANCE_DEG)))
"""Iron fixed to the sensor adds a vector to the field. One of this share of the level field turns
the heading by up to ``ALLOWANCE_DEG``, and makes the field swing by as much during a full turn."""

_SECTORS, _SECTORS_SEEN = 12, 8  # of 30° each; two thirds of a full turn fix a circle well

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
    iron, said = _iron(level[usable])
    free = level - iron
    usual = float(np.median(np.abs(free[usable])))
    usable &= np.abs(np.abs(free) / usual - 1.0) <= STRONGEST_IRON
    if usable.sum() < 0.5 * len(windows):
        return Facing(unknown, (_DISTURBED,))
    # The field points to north: seen from the body at angle a, the body faces 90° - a.
    direction = np.where(usable, np.conj(free) / np.maximum(np.abs(free), 1e-12), 0.0)
    smooth = np.convolve(direction, np.ones(_SMOOTH_WINDOWS) / _SMOOTH_WINDOWS, mode="same")
    heading = np.where(usable, wrap_deg(90.0 + np.degrees(np.angle(smooth))), np.nan)
    if not _agrees_with_gyroscope(heading, windows.turn_deg):
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


def _iron(
    level: np.ndarray[tuple[int, ...], np.dtype[np.complex128]],
) -> tuple[complex, tuple[str, ...]]:
    """Return the part of the level field that turns with the sensor, where turns show it."""
    x, y = level.real, level.imag
    columns = np.column_stack((x, y, np.ones(len(x))))
    found, *_ = np.linalg.lstsq(columns, x**2 + y**2, rcond=None)
    centre = complex(0.5 * found[0], 0.5 * found[1])
    sector = np.floor((np.angle(level - centre) / (2.0 * np.pi) + 0.5) * _SECTORS)
    radius = np.abs(level - centre)
    round_enough = float(np.std(radius)) <= STRONGEST_IRON * float(np.mean(radius))
    if len(np.unique(sector)) >= _SECTORS_SEEN and round_enough:
        return centre, ()
    return 0j, (_UNCHECKED,)


def _agrees_with_gyroscope(heading_deg: Floats, turn_deg: Floats) -> bool:
    """Return whether the compass turns as the gyroscope does; true without a gyroscope."""
    reach = round(_COMPARE_S / HOP_S)
    if not np.isfinite(turn_deg).any() or len(heading_deg) <= reach:
        return True
    yaw = relative_yaw_deg(turn_deg)
    gap = wrap_deg((heading_deg[reach:] - heading_deg[:-reach]) - (yaw[reach:] - yaw[:-reach]))
    known = gap[np.isfinite(gap)]
    return known.size == 0 or float(np.median(np.abs(known))) <= ALLOWANCE_DEG


def relative_yaw_deg(turn_deg: Floats) -> Floats:
    """Return the heading turned since the first window (k,), from the turn within each window."""
    rate = np.nan_to_num(turn_deg) / 2.0
    step = 0.5 * (rate[1:] + rate[:-1]) * HOP_S
    return np.concatenate(([0.0], np.cumsum(step)))
