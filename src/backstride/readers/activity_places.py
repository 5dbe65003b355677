"""Places on the earth in metres on the ground."""

import numpy as np

from backstride.motion.arrays import Floats

_EQUATOR_M = 6_378_137.0  # WGS 84: half the larger axis of the earth
_FLATTENING_SQUARED = 0.006_694_379_990_14  # WGS 84: square of the first eccentricity


def radii_m(latitude_deg: float) -> tuple[float, float]:
    """Return the metres per radian to the east and to the north at a latitude (WGS 84).

    At least one, so that the poles have an east too.
    """
    sine = np.sin(np.radians(latitude_deg))
    bend = 1.0 - _FLATTENING_SQUARED * sine**2
    east = _EQUATOR_M / np.sqrt(bend) * np.cos(np.radians(latitude_deg))
    north = _EQUATOR_M * (1.0 - _FLATTENING_SQUARED) / bend**1.5
    return max(1.0, float(east)), float(north)


def to_ground_m(
    latitude_deg: Floats, longitude_deg: Floats, origin_deg: tuple[float, float]
) -> Floats:
    """Return places (n, 2) in metres east and north of an origin.

    The earth is taken as flat around it: 10 km away, lengths are right to three in a thousand at
    latitudes up to 60°.
    """
    east, north = radii_m(origin_deg[0])
    around = (longitude_deg - origin_deg[1] + 180.0) % 360.0 - 180.0
    return np.column_stack(
        (np.radians(around) * east, np.radians(latitude_deg - origin_deg[0]) * north)
    )


def to_degrees(ground_m: Floats, origin_deg: tuple[float, float]) -> tuple[Floats, Floats]:
    """Return latitude and longitude (n,) of places (n, 2 or 3) in metres around an origin."""
    east, north = radii_m(origin_deg[0])
    latitude = origin_deg[0] + np.degrees(ground_m[:, 1] / north)
    longitude = origin_deg[1] + np.degrees(ground_m[:, 0] / east)
    return latitude, (longitude + 180.0) % 360.0 - 180.0
