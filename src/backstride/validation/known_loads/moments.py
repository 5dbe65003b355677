"""Joint moments and powers of a body whose forces are known, worked out apart from the package."""

from collections.abc import Mapping

import numpy as np

from backstride.measure.force.segments import G_MPS2, SEGMENTS
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES
from backstride.validation.known_loads.person import Person, Points


def true_moments(
    points: Points, person: Person, side: int, force: Floats, pressed: Floats, rate_hz: float
) -> dict[str, Floats]:
    """Return extension moments (n,) per kilogram of one leg.

    Each joint: what the parts below it need to move as they do, less what the ground and gravity
    do to them, about the joint.

    Parameters
    ----------
    force : array (n, 2)
        Ahead and up, per kilogram.
    pressed : array (n, 3)
    """
    name = SIDES[side]
    joints = {j: points[f"{j}_{name}"][:, (0, 2)] for j in ("ankle", "knee", "hip")}
    parts = {
        "foot": (points[f"heel_{name}"], points[f"toe_{name}"]),
        "shank": (points[f"knee_{name}"], points[f"ankle_{name}"]),
        "thigh": (points[f"hip_{name}"], points[f"knee_{name}"]),
    }
    below = {"ankle": ("foot",), "knee": ("foot", "shank"), "hip": ("foot", "shank", "thigh")}
    found = {}
    for joint, chain in below.items():
        total = -_cross(np.nan_to_num(pressed[:, (0, 2)] - joints[joint]), force)
        for part in chain:
            a, b = (end[:, (0, 2)] for end in parts[part])
            centre = a + (b - a) * person.centre[part]
            pull = _twice(centre, rate_hz) + np.array([0.0, G_MPS2])
            angle = np.unwrap(np.arctan2(*(b - a).T[::-1]))
            size = SEGMENTS[part].gyration * float(np.median(np.linalg.norm(b - a, axis=1)))
            total = total + person.mass[part] * (
                _cross(centre - joints[joint], pull) + size**2 * _twice(angle, rate_hz)
            )
        found[joint] = total * (1.0 if joint == "knee" else -1.0)
    return found


def true_powers(
    points: Points, side: int, moments: Mapping[str, Floats], rate_hz: float
) -> dict[str, Floats]:
    """Return what each joint of a leg gives (n,), in W/kg."""
    name = SIDES[side]
    middle = {**points, "hips": (points["hip_left"] + points["hip_right"]) / 2}
    thigh = _swing(points, f"hip_{name}", f"knee_{name}")
    shank = _swing(points, f"knee_{name}", f"ankle_{name}")
    trunk = _swing(middle, "neck", "hips")
    foot = _swing(points, f"heel_{name}", f"forefoot_{name}")
    bend = {"hip": thigh - trunk, "knee": thigh - shank, "ankle": foot - shank}
    return {
        joint: moments[joint] * np.radians(-np.gradient(bend[joint], 1 / rate_hz)) for joint in bend
    }


def true_flexion(points: Points, side: int) -> Floats:
    """Return the flexion of one knee (n,), in degrees."""
    name = SIDES[side]
    return _swing(points, f"hip_{name}", f"knee_{name}") - _swing(
        points, f"knee_{name}", f"ankle_{name}"
    )


def _cross(a: Floats, b: Floats) -> Floats:
    return a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]


def _twice(values: Floats, rate_hz: float) -> Floats:
    first = np.gradient(values, 1 / rate_hz, axis=0)
    second: Floats = np.gradient(first, 1 / rate_hz, axis=0)
    return second


def _swing(points: Points, upper: str, lower: str) -> Floats:
    way = points[lower] - points[upper]
    return np.degrees(np.unwrap(np.arctan2(way[:, 0], -way[:, 2])))
