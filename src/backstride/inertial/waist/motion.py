"""From one sensor on the trunk to a motion."""

from dataclasses import replace
from datetime import datetime

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.inertial.waist.beats import Beats, find_beats
from backstride.inertial.waist.gait import gait_of_windows
from backstride.inertial.waist.grid import Grid, on_grid
from backstride.inertial.waist.headings import Headings, find_headings
from backstride.inertial.waist.push import travel_from_push
from backstride.inertial.waist.satellite import GroundTrack, ground_track
from backstride.inertial.waist.steps import footfalls_from_beats
from backstride.inertial.waist.windows import WINDOW_S, look_through
from backstride.motion import Inertial, Motion, Source, Track
from backstride.motion.arrays import Bools

SLOWEST_RATE_HZ = 20.0
"""Three samples in the shortest step of walking and running alike, and a few more to see its
shape; below it steps fold into something else."""

_TRUNK = ("waist", "chest")


def waist_motion(
    sensor: Inertial,
    source: Source,
    *,
    track: Track | None = None,
    started_at: datetime | None = None,
) -> Motion:
    """Return the motion of whoever wore a sensor on the waist or chest.

    Steps, gait and contact times come from the bounce of the trunk. Travel against facing comes
    from the compass against the satellite course where both are there, else from the declared way
    of wearing and from braking and pushing within steps, else it is unknown.

    Parameters
    ----------
    sensor : Inertial
        With or without gyroscope and magnetometer. Without ``placement.forward_axis``, or worn
        nobody knows where, nothing is said about facing.
    source : Source
        Where it came from.
    track : Track, optional
        Positions on the same clock; without them the speed is unknown.
    started_at : datetime, optional
        Moment of time 0, with a time zone.

    Raises
    ------
    NothingToMeasureError
        When the recording is too short or its rate too low for steps.
    """
    if len(sensor) < 2 or sensor.time_s[-1] - sensor.time_s[0] < WINDOW_S:
        raise NothingToMeasureError(
            f"{source.path}: the sensor {sensor.name} recorded less than {WINDOW_S:.0f} s; walk or "
            "run for longer."
        )
    if sensor.rate_hz < SLOWEST_RATE_HZ:
        raise NothingToMeasureError(
            f"{source.path}: the sensor {sensor.name} recorded {sensor.rate_hz:.3g} samples a "
            f"second, too few to tell steps; record at {SLOWEST_RATE_HZ:.0f} or more, best 100."
        )
    if sensor.placement.site not in _TRUNK:
        sensor = replace(sensor, placement=replace(sensor.placement, forward_axis=None))
    grid = on_grid(sensor)
    windows = look_through(grid, sensor.placement.forward_axis)
    gaits = gait_of_windows(windows)
    beats = find_beats(windows, gaits)
    moving = _moving(grid, beats)
    ground = ground_track(track, grid.time_s)
    headings = find_headings(
        sensor, grid, windows, travel_from_push(windows, gaits), ground, moving
    )
    speed = np.where(np.isfinite(ground.speed_mps), ground.speed_mps, np.where(moving, np.nan, 0.0))
    return Motion(
        time_s=grid.time_s,
        position_m=ground.position_m,
        speed_mps=np.where(grid.seen, speed, np.nan),
        travel_deg=headings.travel_deg,
        facing_deg=headings.facing_deg,
        travel_basis=headings.travel_basis,
        facing_basis=headings.facing_basis,
        source=source.with_warnings(
            *headings.said, *_what_is_missing(sensor, ground, moving, headings)
        ),
        footfalls=footfalls_from_beats(sensor, windows, beats),
        moving=moving,
        turning=headings.turning & moving,
        started_at=started_at,
        recorded_hz=sensor.rate_hz,
        speed_basis="measured" if np.isfinite(ground.speed_mps).any() else "unknown",
    )


def _moving(grid: Grid, beats: Beats) -> Bools:
    """Return where there are steps: half a step to either side of each beat."""
    change = np.zeros(len(grid) + 1)
    half = 0.55 * beats.step_s  # a little more, so that steps in a row leave no hole between them
    first = np.searchsorted(grid.time_s, beats.time_s - half)
    end = np.searchsorted(grid.time_s, beats.time_s + half)
    np.add.at(change, first, 1.0)
    np.add.at(change, end, -1.0)
    moving: Bools = (np.cumsum(change)[:-1] > 0) & grid.seen
    return moving


def _what_is_missing(
    sensor: Inertial, ground: GroundTrack, moving: Bools, headings: Headings
) -> list[str]:
    said = []
    if not np.isfinite(ground.speed_mps).any():
        said.append(
            "There are no satellite positions with the sensor, so speed and distance are not known."
        )
    if headings.facing_basis == "unknown":
        said.append(_why_no_facing(sensor))
    elif moving.any():
        unknown = moving & ~headings.turning
        unknown &= ~np.isfinite(headings.travel_deg - headings.facing_deg)
        if unknown.mean() > 0.1 * moving.mean():
            said.append(
                f"For {100 * unknown.sum() / moving.sum():.0f} % of the time with steps the "
                "direction is in doubt (fast walking, shuffling, turns, side steps, uneven steps) "
                "and counts as unknown."
            )
    return said


def _why_no_facing(sensor: Inertial) -> str:
    if sensor.placement.site not in _TRUNK:
        return (
            "Nobody said where the sensor was worn, so only steps are told; say waist or chest, "
            "and which of its axes points to the front."
        )
    if sensor.placement.forward_axis is None:
        return (
            "Nobody said how the sensor was turned on the body, so where the wearer faced is not "
            "known; say which of its axes points to the front."
        )
    return (
        "No stretch of steady walking or running showed a direction, so where the wearer faced is "
        "not known."
    )
