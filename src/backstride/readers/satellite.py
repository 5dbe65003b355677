"""Positions of a satellite receiver from a logger's columns."""

import numpy as np

from backstride.motion.arrays import Floats
from backstride.motion.inertial import Track

_HIGHEST_M = 1e5  # nobody runs above the atmosphere
_LARGEST = 1e6  # of a speed, course or error that means something


def track_of(
    time_s: Floats,
    latitude_deg: Floats,
    longitude_deg: Floats,
    *,
    altitude_m: Floats | None = None,
    speed_mps: Floats | None = None,
    course_deg: Floats | None = None,
    error_m: Floats | None = None,
) -> Track | None:
    """Return a receiver's positions in order of time; negative speed, course and error are none.

    A latitude and longitude of exactly 0 and 0 are no position. None when there is none at all.
    """
    order = np.argsort(time_s, kind="stable")
    order = order[np.isfinite(time_s[order])]
    order = order[np.concatenate(([True], np.diff(time_s[order]) > 0))[: len(order)]]
    with np.errstate(invalid="ignore"):
        fix = (np.abs(latitude_deg) <= 90) & (np.abs(longitude_deg) <= 180)
        fix &= (latitude_deg != 0) | (longitude_deg != 0)
    if not fix[order].any():
        return None
    none = np.full(len(time_s), np.nan)
    altitude = none if altitude_m is None else altitude_m.copy()
    altitude[~(np.abs(altitude) < _HIGHEST_M)] = np.nan
    return Track(
        time_s=time_s[order],
        latitude_deg=np.where(fix, latitude_deg, np.nan)[order],
        longitude_deg=np.where(fix, longitude_deg, np.nan)[order],
        altitude_m=altitude[order],
        speed_mps=_positive(speed_mps, none)[order],
        course_deg=_positive(course_deg, none)[order] % 360.0,
        error_m=_positive(error_m, none)[order],
    )


def _positive(values: Floats | None, none: Floats) -> Floats:
    if values is None:
        return none
    with np.errstate(invalid="ignore"):
        good = (values >= 0) & (values < _LARGEST)
    return np.where(good, values, np.nan)
