"""Units of accelerometers and gyroscopes, told by gravity and by how gravity turns."""

import numpy as np

from backstride.motion.arrays import Floats

STANDARD_GRAVITY_MPS2 = 9.80665
"""Standard acceleration of free fall, exact by definition."""

UNITS_MPS2 = {"m/s^2": 1.0, "g": STANDARD_GRAVITY_MPS2, "mg": STANDARD_GRAVITY_MPS2 / 1000}
"""Metres per second squared in one unit of acceleration."""

UNITS_DPS = {"deg/s": 1.0, "rad/s": 180.0 / np.pi, "mdeg/s": 0.001}
"""Degrees per second in one unit of angular velocity."""

_WINDOW_S = 0.3  # a foot stands still this long in every walking step
_STILL = 0.02  # share of its size by which a signal varies when a sensor is still
_AT_REST = (0.85, 1.15)  # share of gravity; the worst uncalibrated sensors are within 10 %
_ON_THE_MOVE = (0.4, 2.5)  # median share of gravity in running, from waist to foot
_STEADY_S = 1.0  # over a second the body's own acceleration averages out, gravity does not
_GRAVITY_LEFT = 0.45
"""Share of its size that stays in the mean of acceleration over a second when gravity is in it.

In ten real sensors (eight on feet) the median was 0.71 to 0.99, and 0.5 in the liveliest tenth of a
foot's run; with a smoothed gravity taken out, 0.24 to 0.40.
"""
_CALM_S = 0.1  # means over this are compared; footfalls last longer
_CALM = 0.05  # share of gravity by which acceleration may differ where only gravity is to be seen
_NOTHING = 1e-12  # m/s³; gravity that changes less does not turn
_SURE = 0.3  # correlation from which the turning of gravity tells the unit of a gyroscope
_NEAR = 3.0  # times; degrees and radians are 57 times apart


class UnknownUnitError(ValueError):
    """Acceleration whose unit cannot be told, or without gravity; a reader adds what to do."""


def size_at_rest(acceleration: Floats, rate_hz: float) -> float:
    """Return the median norm in windows of 0.3 s in which the sensor was still, NaN without any."""
    blocks = _blocks(acceleration, rate_hz, _WINDOW_S)
    if not len(blocks):
        return float("nan")
    with np.errstate(invalid="ignore", over="ignore"):
        size = np.linalg.norm(blocks.mean(axis=1), axis=1)
        vary = np.linalg.norm(blocks.std(axis=1), axis=1)
        still = vary < _STILL * size
    return float(np.median(size[still])) if still.any() else float("nan")


def has_gravity(acceleration: Floats, rate_hz: float) -> bool:
    """Return whether gravity is still in the signal; it is gone from “linear” acceleration."""
    blocks = _blocks(acceleration, rate_hz, _STEADY_S)
    if not len(blocks):
        return True
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        share = np.linalg.norm(blocks.mean(axis=1), axis=1) / np.linalg.norm(blocks, axis=2).mean(1)
    share = share[np.isfinite(share)]
    return bool(len(share) and np.median(share) > _GRAVITY_LEFT)


def acceleration_unit(
    acceleration: Floats, rate_hz: float, declared: str | None = None
) -> tuple[str, str | None]:
    """Return the unit that makes gravity right, and a sentence when it is not the declared one.

    Raises
    ------
    UnknownUnitError
        When gravity was taken out, or no unit fits.
    """
    rest = size_at_rest(acceleration, rate_hz)
    unit = _fitting(rest, _AT_REST, declared)
    size, when = rest, "at rest"
    if unit is None and not has_gravity(acceleration, rate_hz):
        raise UnknownUnitError(
            "holds acceleration without gravity, which cannot be measured from; record the "
            "accelerometer with gravity"
        )
    if not np.isfinite(rest):
        size, when = float(np.nanmedian(np.linalg.norm(acceleration, axis=1))), "on the move"
        unit = _fitting(size, _ON_THE_MOVE, declared)
    if unit is None:
        raise UnknownUnitError(
            f"shows an acceleration of {size:.4g} {when}, which is gravity in none of "
            f"{', '.join(UNITS_MPS2)}; say the unit or scale in a mapping file"
        )
    if declared is None:
        return unit, f"The unit of acceleration is not said; {size:.4g} {when} is {unit}."
    if unit != declared:
        return unit, (
            f"The file says {declared}, but {size:.4g} {when} can only be {unit}; so it was read."
        )
    return unit, None


def _fitting(size: float, share: tuple[float, float], declared: str | None) -> str | None:
    """Return the unit in which a size is gravity, the declared one if it fits."""
    for unit in sorted(UNITS_MPS2, key=lambda unit: unit != declared):
        if share[0] < size * UNITS_MPS2[unit] / STANDARD_GRAVITY_MPS2 < share[1]:
            return unit
    return None


def angular_velocity_unit(
    acceleration: Floats, angular_velocity: Floats, rate_hz: float, declared: str | None = None
) -> tuple[str, str | None]:
    """Return the unit in which the gyroscope turns gravity as the accelerometer sees it turn.

    A vector fixed in the world changes in the sensor's axes by ``−ω × f``; looked at where the
    sensor turns and hardly accelerates. Where that happens too little to tell, the declared unit
    stands, ``deg/s`` without one.
    """
    slope, sure = _turning(acceleration, angular_velocity, rate_hz)
    told = None
    if sure > _SURE:
        for unit in ("deg/s", "rad/s"):
            if 1 / _NEAR < slope / np.radians(UNITS_DPS[unit]) < _NEAR:
                told = unit
    if declared is None:
        if told is None:
            return "deg/s", "The unit of angular velocity is not said; deg/s was taken."
        return told, f"The unit of angular velocity is not said; by gravity's turning it is {told}."
    if told not in (None, declared) and declared in ("deg/s", "rad/s"):
        return told, f"The file says {declared}, but gravity turns as with {told}; so it was read."
    return declared, None


def _turning(acceleration: Floats, angular_velocity: Floats, rate_hz: float) -> tuple[float, float]:
    """Return the slope of gravity's change on ``−ω × f``, ω taken as rad/s, and how sure it is."""
    gravity = size_at_rest(acceleration, rate_hz)
    blocks = _blocks(acceleration, rate_hz, _CALM_S)
    if not np.isfinite(gravity) or len(blocks) < 3:
        return 0.0, 0.0
    size = np.linalg.norm(blocks, axis=2) / gravity
    calm = (np.abs(size.mean(axis=1) - 1) < _CALM) & (size.std(axis=1) < _CALM)
    calm = calm[2:] & calm[1:-1] & calm[:-2]
    f = blocks.mean(axis=1)
    w = _blocks(angular_velocity, rate_hz, _CALM_S).mean(axis=1)
    change = (f[2:] - f[:-2])[calm] / (2 * blocks.shape[1] / rate_hz)
    turned = -np.cross(w[1:-1], f[1:-1])[calm]
    whole = np.isfinite(change).all(axis=1) & np.isfinite(turned).all(axis=1)
    a, b = change[whole].ravel(), turned[whole].ravel()
    size_a, size_b = float(np.linalg.norm(a)), float(np.linalg.norm(b))
    if not (_NOTHING < size_a < np.inf and _NOTHING < size_b < np.inf):
        return 0.0, 0.0
    alike = float((a / size_a) @ (b / size_b))
    return alike * size_a / size_b, alike


def _blocks(values: Floats, rate_hz: float, length_s: float) -> Floats:
    """Return unbroken stretches (m, width, 3) of the signal, one after the other."""
    width = max(int(length_s * rate_hz), 1)
    count = len(values) // width
    return values[: count * width].reshape(count, width, values.shape[1])
