"""From what a watch wrote to a motion: an even clock, metres, steps a minute, and no guesses."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backstride.errors import NothingToMeasureError
from backstride.motion import Channel, Motion, Source, Track
from backstride.motion.angles import heading_deg, wrap_deg
from backstride.motion.arrays import Bools, Floats
from backstride.motion.channels import ChannelName
from backstride.motion.smoothing import local_quadratic
from backstride.readers.activity import Activity
from backstride.readers.activity_facing import DIRECTION_DEG, MOVING_MPS, with_directions
from backstride.readers.activity_grid import LONGEST_BRIDGE_S, Grid
from backstride.readers.activity_places import to_ground_m
from backstride.readers.activity_records import FASTEST_MPS

_WINDOW_S = 5.0
"""Over which positions and distances become a speed: positions a second apart err by about a metre
against each other, which would be as fast as walking over one second."""

_HEADING_MPS = 0.5
"""Slower than this the error of satellite positions decides the heading over these seconds."""

_ERROR_SHARE = 0.05
"""Two devices on one person gave distances that differ by 3 to 7 % (finding X4)."""

FACING_UNKNOWN = (
    "A watch does not know where its wearer faces, and nothing in this file says it, so the "
    "direction is unknown. Name laps or workout steps (“backward”), or give the session that was "
    "run."
)

_SHORTEST = 3  # seconds; a velocity needs a curve


class _Speed(NamedTuple):
    mps: Floats
    said: tuple[str, ...]


def motion_from_activity(activity: Activity, source: Source) -> Motion:
    """Return the motion of a watch's wearer, once a second.

    Facing is unknown, unless the file's field for the direction of steps or the name of a lap or
    workout step says it: a watch on the wrist knows where it went and not which way its wearer
    looked. Directions of a plan are added by ``exchange.activities``.

    Raises
    ------
    NothingToMeasureError
        When it has neither speed nor distance nor position, or lasts no three seconds.
    """
    track = activity.track
    grid = Grid.over(track.time_s, activity.pauses_s)
    origin = _origin(track)
    position = _position(track, grid, origin)
    speed = _speed(activity, grid, position)
    words = _words(activity, grid)
    moving = _said_to_move(words, speed.mps)
    _refuse_nothing(source, speed.mps, moving)
    travel = _travel(track, grid, position, speed.mps)
    gap_s = 0.0 if moving is not None else float(np.isnan(speed.mps).sum())
    motion = Motion(
        time_s=grid.time_s,
        position_m=position,
        speed_mps=speed.mps,
        travel_deg=travel,
        facing_deg=np.full(len(grid.time_s), np.nan),
        travel_basis="measured" if np.isfinite(travel).any() else "unknown",
        facing_basis="unknown",
        source=source.with_warnings(*speed.said, *_of_gaps(gap_s, len(grid.time_s))),
        channels=_channels(activity, grid),
        laps=activity.laps,
        started_at=activity.started_at,
        recorded_hz=_recorded_hz(track.time_s),
        moving=moving,
        speed_error_share=_ERROR_SHARE,
        origin_deg=origin,
    )
    return _with_facing(motion, activity, words)


def _refuse_nothing(source: Source, speed: Floats, moving: Bools | None) -> None:
    if len(speed) < _SHORTEST:
        raise NothingToMeasureError(
            f"{source.path}: is too short to measure; record at least {_SHORTEST} seconds."
        )
    if moving is None and not np.isfinite(speed).any():
        raise NothingToMeasureError(
            f"{source.path}: holds neither speed nor distance nor position, so nothing about "
            "movement; record with satellite reception or a foot sensor."
        )


def _with_facing(motion: Motion, activity: Activity, words: NDArray[np.str_]) -> Motion:
    basis = "declared" if activity.direction is None else activity.direction_basis
    known = with_directions(motion, words, basis)
    if known.facing_basis != "unknown":
        return known
    return replace(
        known,
        source=known.source.with_warnings(FACING_UNKNOWN),
    )


def _said_to_move(words: NDArray[np.str_], speed: Floats) -> Bools | None:
    """Return where a file without any speed says that its wearer moved, None where it need not."""
    if np.isfinite(speed).any():
        return None
    moved: Bools = np.isin(words, [*DIRECTION_DEG, "transition"])
    return moved if moved.any() else None


def _words(activity: Activity, grid: Grid) -> NDArray[np.str_]:
    """Return what is said of the direction at each even time (n,), ``""`` where nothing is."""
    words = np.full(len(grid.time_s), "", dtype="<U10")
    if activity.direction is not None:
        held = grid.held()
        words[held >= 0] = activity.direction[held[held >= 0]]
        return words
    for lap in activity.laps:
        if lap.direction:
            words[(grid.time_s >= lap.start_s) & (grid.time_s < lap.end_s)] = lap.direction
    return words


def _origin(track: Track) -> tuple[float, float] | None:
    """Return the middle of all places, which keeps the flat earth's error smallest."""
    known = np.isfinite(track.latitude_deg) & np.isfinite(track.longitude_deg)
    if not known.any():
        return None
    latitude, longitude = track.latitude_deg[known], track.longitude_deg[known]
    around = (longitude - longitude[0] + 180.0) % 360.0 - 180.0
    middle = float(longitude[0] + 0.5 * (around.min() + around.max()))
    return float(0.5 * (latitude.min() + latitude.max())), (middle + 180.0) % 360.0 - 180.0


def _position(track: Track, grid: Grid, origin: tuple[float, float] | None) -> Floats:
    position = np.full((len(grid.time_s), 3), np.nan)
    if origin is not None:
        ground = to_ground_m(track.latitude_deg, track.longitude_deg, origin)
        position[:, :2] = grid.linear(ground)
        position[:, 2] = np.where(np.isnan(position[:, 0]), np.nan, 0.0)
    return position


def _speed(activity: Activity, grid: Grid, position: Floats) -> _Speed:
    """Return the speed (n,): the device's own, else of its distance, else of its positions."""
    speed = grid.linear(activity.track.speed_mps)
    own = np.isfinite(speed)
    distance = activity.channels.get("distance_m")
    if distance is not None and not own.all():
        of_distance = local_quadratic(grid.linear(distance), 1.0, _WINDOW_S, derivative=1)
        speed = np.where(own | (of_distance < 0), speed, of_distance)
    if np.isnan(speed).any():
        velocity = local_quadratic(position[:, :2], 1.0, _WINDOW_S, derivative=1)
        speed = np.where(np.isnan(speed), np.hypot(velocity[:, 0], velocity[:, 1]), speed)
    speed = np.where(speed <= FASTEST_MPS, speed, np.nan)
    if own.any() or not np.isfinite(speed).any():
        return _Speed(speed, ())
    what = "distance" if distance is not None else "positions"
    return _Speed(
        speed,
        (f"The file has no speed; it was computed from its {what} over {_WINDOW_S:.0f} s.",),
    )


def _travel(track: Track, grid: Grid, position: Floats, speed: Floats) -> Floats:
    """Return the heading of travel (n,), NaN where the body is too slow for one."""
    velocity = local_quadratic(position[:, :2], 1.0, _WINDOW_S, derivative=1)
    enough = np.hypot(velocity[:, 0], velocity[:, 1]) >= _HEADING_MPS
    travel = np.where(enough, heading_deg(velocity), np.nan)
    if np.isfinite(track.course_deg).any():
        held = grid.held()
        course = np.where(held >= 0, wrap_deg(90.0 - track.course_deg[held.clip(0)]), np.nan)
        travel = np.where(np.isnan(travel) & (speed >= _HEADING_MPS), course, travel)
    return np.where(speed >= MOVING_MPS, travel, np.nan)


def _channels(activity: Activity, grid: Grid) -> dict[ChannelName, Channel]:
    columns = dict(activity.channels)
    if np.isfinite(activity.track.altitude_m).any():
        columns["altitude_m"] = activity.track.altitude_m
    return {
        name: Channel(
            grid.linear(values),
            "estimated" if name in activity.estimated else "measured",
            activity.device,
        )
        for name, values in columns.items()
    }


def _recorded_hz(record_s: Floats) -> float | None:
    """Return how often the device wrote, where that was more than once a second."""
    steps = np.diff(record_s)
    steps = steps[steps > 0]
    usual = float(np.median(steps)) if len(steps) else 1.0
    return 1.0 / usual if usual < 1.0 else None


def _of_gaps(gap_s: float, whole_s: float) -> tuple[str, ...]:
    if not gap_s:
        return ()
    return (
        f"For {gap_s:.0f} s of {whole_s:.0f} s nothing is known: the timer stood, or records are "
        f"more than {LONGEST_BRIDGE_S:.0f} s apart or say nothing.",
    )
