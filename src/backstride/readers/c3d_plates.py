"""Force plates of a C3D file: from analog channels to force and centre of pressure."""

import numpy as np

from backstride.motion.arrays import Floats, Ints
from backstride.readers.c3d_sections import Sections, whole
from backstride.readers.recording import SMALLEST_LOAD_N, PlateForce

_MOST_PLATES = 255
_CHANNELS = {1: 6, 2: 6, 3: 8, 4: 6, 7: 8}
"""Plate types that are read, by number of channels (www.c3d.org, FORCE_PLATFORM:TYPE)."""


def read_plates(
    c3d: Sections, analog: Floats, rate_hz: float, metres_per_unit: float
) -> tuple[tuple[PlateForce, ...], list[str]]:
    """Return the plates of a file, in its axes, and what could not be read.

    Parameters
    ----------
    c3d : Sections
        The parameters.
    analog : array (c, m)
        Scaled analog channels.
    rate_hz : float
        Of the analog channels.
    metres_per_unit : float
        Of plate corners and origins.
    """
    used = int(c3d.number("FORCE_PLATFORM:USED") or 0)
    types = whole(c3d.array("FORCE_PLATFORM:TYPE").ravel())
    plates, warnings = [], []
    time_s = np.arange(analog.shape[1]) / rate_hz if analog.size else np.empty(0)
    for i in range(min(used, _MOST_PLATES)):
        kind = int(types[i]) if i < types.size else 0
        if kind not in _CHANNELS:
            warnings.append(f"Force plate {i + 1} is of type {kind}, which is not read.")
            continue
        with np.errstate(all="ignore"):  # damaged numbers; what cannot be is left out later
            found = _read_plate(c3d, analog, i, kind, metres_per_unit)
        if found is None:
            warnings.append(
                f"Force plate {i + 1} is left out: its channels or corners are not in the file."
            )
            continue
        plates.append(PlateForce(str(i + 1), time_s, *found))
    return tuple(plates), warnings


def _read_plate(
    c3d: Sections, analog: Floats, plate: int, kind: int, metres_per_unit: float
) -> tuple[Floats, Floats] | None:
    """Return force (m, 3) and centre of pressure (m, 3) in the axes of the file."""
    channel = whole(c3d.array("FORCE_PLATFORM:CHANNEL"))
    origins = c3d.array("FORCE_PLATFORM:ORIGIN") * metres_per_unit
    signals = _signals(analog, channel, plate, _CHANNELS[kind])
    place = _place(c3d.array("FORCE_PLATFORM:CORNERS") * metres_per_unit, plate)
    if signals is None or place is None or origins.ndim != 2 or plate >= origins.shape[1]:
        return None
    if len(origins) != 3:
        return None
    if kind in (4, 7):
        signals = _calibrated(c3d, signals, plate)
    rotation, middle = place
    metres = _moment_metres(c3d, channel, plate, metres_per_unit)
    force, centre = _plate(kind, signals, origins[:, plate], metres)
    loaded = np.abs(force[2]) >= SMALLEST_LOAD_N
    pressure = np.where(loaded[:, None], middle + centre.T @ rotation.T, np.nan)
    return force.T @ rotation.T, pressure


def _signals(analog: Floats, channel: Ints, plate: int, count: int) -> Floats | None:
    """Return the channels (count, m) of one plate; None if the file does not have them."""
    if channel.ndim != 2 or plate >= channel.shape[1] or channel.shape[0] < count:
        return None
    rows = channel[:count, plate] - 1
    if rows.min() < 0 or rows.max() >= len(analog):
        return None
    signals: Floats = analog[rows]
    return signals


def _place(corners: Floats, plate: int) -> tuple[Floats, Floats] | None:
    """Return a plate's axes as columns (3, 3) and the middle of its surface (3,).

    Corner 1 lies towards +x +y, 2 towards -x +y, 3 towards -x -y, 4 towards +x -y.
    """
    if corners.ndim != 3 or corners.shape[:2] != (3, 4) or plate >= corners.shape[2]:
        return None
    c1, c2, c3, c4 = corners[:, :, plate].T
    x, y = c1 + c4 - c2 - c3, c1 + c2 - c3 - c4
    z = np.cross(x, y)
    lengths = [float(np.linalg.norm(v)) for v in (x, z)]
    if not np.isfinite(lengths).all() or min(lengths) == 0:
        return None
    x, z = x / lengths[0], z / lengths[1]
    return np.column_stack((x, np.cross(z, x), z)), (c1 + c2 + c3 + c4) / 4


def _calibrated(c3d: Sections, signals: Floats, plate: int) -> Floats:
    matrix = c3d.array("FORCE_PLATFORM:CAL_MATRIX")
    n = len(signals)
    if matrix.ndim != 3 or matrix.shape[:2] != (n, n) or plate >= matrix.shape[2]:
        return signals
    calibrated: Floats = matrix[:, :, plate] @ signals
    return calibrated


def _moment_metres(c3d: Sections, channel: Ints, plate: int, metres_per_unit: float) -> float:
    """Return the metres in the unit of a plate's moments, by the unit of its fourth channel."""
    row = int(channel[3, plate]) - 1
    units = c3d.texts("ANALOG:UNITS")
    unit = units[row].lower().replace(".", "").replace(" ", "") if row < len(units) else ""
    return {"nmm": 0.001, "nm": 1.0, "ncm": 0.01}.get(unit, metres_per_unit)


def _plate(kind: int, s: Floats, origin: Floats, metres: float) -> tuple[Floats, Floats]:
    """Return force (3, m) and centre of pressure (3, m) in the plate's axes, from its middle.

    Notes
    -----
    The moment about the middle of the surface is ``M + F × o`` with ``o`` from the sensors'
    origin to it; there ``x = -My / Fz`` and ``y = Mx / Fz``.
    """
    if kind in (3, 7):
        force, moment, lever = _from_corners(s, origin)
    else:
        force, moment = s[:3], s[3:6] * metres
        lever = -origin if origin[2] > 0 else origin  # z points down; the surface is on top
    if kind == 1:
        x, y = moment[0], moment[1]
    else:
        moment = moment + np.cross(force, lever[:, None], axis=0)
        x, y = -moment[1] / force[2], moment[0] / force[2]
    return force, np.array([x, y, np.zeros_like(x)])


def _from_corners(s: Floats, origin: Floats) -> tuple[Floats, Floats, Floats]:
    """Return force, moment and lever of a plate that gives Fx12 Fx34 Fy14 Fy23 Fz1 Fz2 Fz3 Fz4."""
    fx12, fx34, fy14, fy23, fz1, fz2, fz3, fz4 = s
    a, b, depth = np.abs(origin)
    force = np.array([fx12 + fx34, fy14 + fy23, fz1 + fz2 + fz3 + fz4])
    moment = np.array(
        [
            b * (fz1 + fz2 - fz3 - fz4),
            a * (-fz1 + fz2 + fz3 - fz4),
            b * (fx34 - fx12) + a * (fy14 - fy23),
        ]
    )
    return force, moment, np.array([0.0, 0.0, -depth])
