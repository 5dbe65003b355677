"""Travel and facing of whoever wore the sensor, by the best method that the recording allows."""

from dataclasses import dataclass

import numpy as np

from backstride.estimate import Basis
from backstride.inertial.waist.compass import ALLOWANCE_DEG, compass_facing, relative_yaw_deg
from backstride.inertial.waist.grid import GRID_HZ, Grid
from backstride.inertial.waist.satellite import GroundTrack
from backstride.inertial.waist.windows import HOP_S, Windows
from backstride.motion import Inertial
from backstride.motion.angles import wrap_deg
from backstride.motion.arrays import Bools, Floats, Ints
from backstride.motion.smoothing import runs

CARRIED_ON_S = 0.5
"""How far beyond the outermost window that knows it a direction holds: half a window's weight."""

LONGEST_END_S = 1.0
"""The first and last steps of a stretch have no whole window of their own; up to this long they
belong to what follows or went before."""

APART_S = 0.5
"""By how much compass and course may be apart in time: fixes come once a second, and the compass is
steadied over a second. While either turns, that is an angle."""

MOST_AGAINST = 0.25
"""Share of the time in which compass and steps may contradict each other, as in turns. Iron and a
wrong way of wearing last all recording long: beyond it neither is believed anywhere."""

LONGEST_TURN_S = 3.0
"""Between forward and backward, doubt no longer than this is the turn itself."""

_BORDERS_DEG = (45.0, 135.0)  # of the sectors of direction (``measure.settings``)


@dataclass(frozen=True)
class Headings:
    """Travel and facing on the grid, how they came to be known, and what to say about them."""

    travel_deg: Floats
    facing_deg: Floats
    travel_basis: Basis
    facing_basis: Basis
    turning: Bools
    said: tuple[str, ...] = ()


def find_headings(
    sensor: Inertial,
    grid: Grid,
    windows: Windows,
    push_deg: Floats,
    ground: GroundTrack,
    moving: Bools,
) -> Headings:
    """Return the headings by the method that knows most of the moving time."""
    push = _to_the_ends(_on_samples(grid.time_s, windows, push_deg), moving)
    compass = compass_facing(sensor, windows)
    nearest = _nearest(grid.time_s, windows)
    facing = compass.heading_deg[nearest] if len(windows) else np.full(len(grid), np.nan)
    both = moving & np.isfinite(facing) & np.isfinite(ground.travel_deg)
    if both.any() and both.sum() >= (moving & np.isfinite(push)).sum() / 2:
        return _by_compass(facing, ground, push, moving, compass.said)
    if not np.isfinite(push).any():
        travel_basis: Basis = "measured" if np.isfinite(ground.travel_deg).any() else "unknown"
        nowhere = np.full(len(grid), np.nan)
        none: Bools = np.zeros(len(grid), dtype=np.bool_)
        return Headings(ground.travel_deg, nowhere, travel_basis, "unknown", none, compass.said)
    yaw = relative_yaw_deg(windows.turn_deg)[nearest]
    tracked = np.isfinite(ground.travel_deg)
    travel = np.where(tracked, ground.travel_deg, wrap_deg(yaw + push))
    return Headings(
        travel_deg=travel,
        facing_deg=wrap_deg(travel - push),
        travel_basis="measured" if (tracked & moving).sum() > moving.sum() / 2 else "estimated",
        facing_basis="declared",
        turning=_turning(push),
        said=(*compass.said, _HOW_PUSH),
    )


def _by_compass(
    facing: Floats, ground: GroundTrack, push: Floats, moving: Bools, said: tuple[str, ...]
) -> Headings:
    """Return compass against course; unknown where in doubt.

    That is near the borders of sectors, while both turn fast, and against the push.
    """
    angle = wrap_deg(ground.travel_deg - facing)
    with np.errstate(invalid="ignore"):
        against = np.abs(wrap_deg(angle - push)) > 90.0
    doubtful = against | _near_a_border(ground.travel_deg, facing)
    compared = moving & np.isfinite(wrap_deg(angle - push))
    if against[compared].sum() > MOST_AGAINST * compared.sum():
        doubtful[:] = True
    if against.any():
        said = (*said, _CONTRADICTION)
    return Headings(
        travel_deg=ground.travel_deg,
        facing_deg=np.where(doubtful, np.nan, facing),
        travel_basis="measured",
        facing_basis="measured",
        turning=_turning(push),
        said=(*said, _HOW_COMPASS),
    )


def _near_a_border(travel_deg: Floats, facing_deg: Floats) -> Bools:
    """Return where facing may lie in another sector than it seems, given its error and delay."""
    late = round(APART_S * GRID_HZ)
    before, after = (_shifted(travel_deg, by) for by in (-late, late))
    with np.errstate(invalid="ignore"):
        turns = np.abs(wrap_deg(after - before)) > ALLOWANCE_DEG
        turned = wrap_deg(_shifted(facing_deg, late) - _shifted(facing_deg, -late))
        turns |= np.abs(turned) > ALLOWANCE_DEG
    near: Bools = np.zeros(len(travel_deg), dtype=np.bool_)
    sector = np.digitize(np.abs(wrap_deg(travel_deg - facing_deg)), _BORDERS_DEG)
    for course in (travel_deg, before, after):
        known = np.where(turns & np.isfinite(course), course, travel_deg)
        size = np.abs(wrap_deg(known - facing_deg))
        near |= np.digitize(size, _BORDERS_DEG) != sector
        for border in _BORDERS_DEG:
            with np.errstate(invalid="ignore"):
                near |= np.abs(size - border) < ALLOWANCE_DEG
    return near


def _shifted(values: Floats, by: int) -> Floats:
    """Return each value's neighbour ``by`` samples later; the ends are carried on."""
    return values[np.clip(np.arange(len(values)) + by, 0, len(values) - 1)]


_HOW_PUSH = (
    "Facing rests on how the sensor was said to be worn, and the direction of travel on braking "
    "and pushing within steps. No open recording of backward running with such a sensor exists: "
    "the method was tested on virtual sensors from motion capture of two people."
)

_HOW_COMPASS = (
    "Facing is from the compass and travel from satellite positions. Magnetic and true north "
    f"differ by place, so directions within {ALLOWANCE_DEG:.0f}° of a border count as unknown."
)

_CONTRADICTION = (
    "For some of the time compass and steps contradict each other about forward and backward; "
    "that time counts as unknown. Check how the sensor was worn."
)


def _nearest(time_s: Floats, windows: Windows) -> Ints:
    if len(windows) == 0:
        return np.zeros(len(time_s), dtype=np.intp)
    place = np.rint((time_s - windows.centre_s[0]) / HOP_S).astype(np.intp)
    nearest: Ints = np.clip(place, 0, len(windows) - 1)
    return nearest


def _on_samples(time_s: Floats, windows: Windows, value: Floats) -> Floats:
    """Return each sample's value from the nearest window that has one, if it is near enough."""
    known = np.flatnonzero(np.isfinite(value))
    if known.size == 0:
        return np.full(len(time_s), np.nan)
    centre = windows.centre_s[known]
    after = np.clip(np.searchsorted(centre, time_s), 1, max(1, known.size - 1))
    after = np.minimum(after, known.size - 1)
    before = np.maximum(after - 1, 0)
    to_before, to_after = np.abs(time_s - centre[before]), np.abs(time_s - centre[after])
    best = np.where(to_before <= to_after, before, after)
    near = np.minimum(to_before, to_after) <= CARRIED_ON_S
    return np.where(near, value[known[best]], np.nan)


def _to_the_ends(value: Floats, moving: Bools) -> Floats:
    """Return values carried on to the beginning and the end of each stretch of steps."""
    value = value.copy()
    longest = round(LONGEST_END_S * GRID_HZ)
    for a, b in runs(moving):
        known = a + np.flatnonzero(np.isfinite(value[a:b]))
        if known.size == 0:
            continue
        first, last = int(known[0]), int(known[-1])
        if first - a <= longest:
            value[a:first] = value[first]
        if b - 1 - last <= longest:
            value[last + 1 : b] = value[last]
    return value


def _turning(push: Floats) -> Bools:
    """Return the short doubt between going forward and going backward."""
    turning: Bools = np.zeros(len(push), dtype=np.bool_)
    for a, b in runs(~np.isfinite(push)):
        if a > 0 and b < len(push) and push[a - 1] != push[b]:
            turning[a:b] = (b - a) <= LONGEST_TURN_S * GRID_HZ
    return turning
