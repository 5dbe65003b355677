"""A satellite track on the ground, on the clock of the motion."""

from dataclasses import dataclass

import numpy as np

from backstride.motion import Track
from backstride.motion.angles import wrap_deg
from backstride.motion.arrays import Bools, Floats
from backstride.motion.smoothing import rows_seen

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius (IUGG); a local plane is good to a metre over ten kilometres."""

LONGEST_FIX_GAP_S = 5.0
"""Receivers fix once a second; over longer gaps a runner may have turned."""

SLOWEST_COURSE_MPS = 1.0
"""Below it the course of a consumer receiver, whose velocity is good to about 0.3 m/s, is off by
more than the allowance that a compass needs anyway."""

DERIVED_OVER_S = 4.0
"""Over which speed and course are taken from positions where the receiver gives none: fixes wander
by a metre or two within it."""


@dataclass(frozen=True)
class GroundTrack:
    """Where and how fast the wearer went.

    Attributes
    ----------
    position_m : array (n, 3)
        x east, y north, from the first fix; height 0 where the receiver gives none.
    speed_mps, travel_deg : array (n,)
        Heading counter-clockwise from east; NaN where too slow or not fixed.
    """

    position_m: Floats
    speed_mps: Floats
    travel_deg: Floats


def ground_track(track: Track | None, time_s: Floats) -> GroundTrack:
    """Return a track at the times of a motion; all NaN without one."""
    nothing = np.full(len(time_s), np.nan)
    if track is None:
        return GroundTrack(np.full((len(time_s), 3), np.nan), nothing, nothing)
    fixed = np.isfinite(track.latitude_deg) & np.isfinite(track.longitude_deg)
    fixed &= np.concatenate(([True], np.diff(track.time_s) > 0))
    if fixed.sum() < 2:
        return GroundTrack(np.full((len(time_s), 3), np.nan), nothing, nothing)
    at = track.time_s[fixed]
    place = _local_m(track, fixed)
    velocity = _velocity_mps(track, fixed, at, place)
    near = _near_fix(at, time_s)
    position = np.column_stack([np.interp(time_s, at, axis) for axis in place.T])
    moved = np.column_stack([np.interp(time_s, at, axis) for axis in velocity.T])
    speed = np.linalg.norm(moved, axis=1)
    heading = np.degrees(np.arctan2(moved[:, 1], moved[:, 0]))
    return GroundTrack(
        position_m=np.where(near[:, None], position, np.nan),
        speed_mps=np.where(near, speed, np.nan),
        travel_deg=np.where(near & (speed >= SLOWEST_COURSE_MPS), heading, np.nan),
    )


def _local_m(track: Track, fixed: Bools) -> Floats:
    latitude, longitude = track.latitude_deg[fixed], track.longitude_deg[fixed]
    east = np.radians(wrap_deg(longitude - longitude[0])) * np.cos(np.radians(latitude[0]))
    north = np.radians(latitude - latitude[0])
    height = np.nan_to_num(track.altitude_m[fixed])
    return np.column_stack((EARTH_RADIUS_M * east, EARTH_RADIUS_M * north, height))


def _velocity_mps(track: Track, fixed: Bools, at: Floats, place: Floats) -> Floats:
    """Return velocity (m, 2) east and north: the receiver's own, else from positions."""
    half = 0.5 * DERIVED_OVER_S
    low, high = np.maximum(at - half, at[0]), np.minimum(at + half, at[-1])
    span = np.maximum(high - low, 1e-9)
    derived = np.column_stack(
        [(np.interp(high, at, axis) - np.interp(low, at, axis)) / span for axis in place.T[:2]]
    )
    speed, course = track.speed_mps[fixed], np.radians(track.course_deg[fixed])
    own = np.column_stack((speed * np.sin(course), speed * np.cos(course)))
    return np.where(rows_seen(own)[:, None], own, derived)


def _near_fix(at: Floats, time_s: Floats) -> Bools:
    """Return which times lie between two fixes that are close enough."""
    after = np.clip(np.searchsorted(at, time_s), 1, len(at) - 1)
    close = at[after] - at[after - 1] <= LONGEST_FIX_GAP_S
    near: Bools = close & (time_s >= at[0] - 0.5) & (time_s <= at[-1] + 0.5)
    return near
