"""Rotations of whole recordings, components first: vectors are (3, n), quaternions (4, n).

Quaternions are unit, scalar first, and take the axes of the sensor to those of a frame. Components
stand first because arithmetic on long contiguous rows is several times faster.
"""

import numpy as np

from backstride.motion.arrays import Floats


def rotate(q: Floats, v: Floats) -> Floats:
    """Return vectors (3, n) turned by quaternions (4, n)."""
    w, x, y, z = q
    a, b, c = v
    tx, ty, tz = 2.0 * (y * c - z * b), 2.0 * (z * a - x * c), 2.0 * (x * b - y * a)
    return np.stack(
        (
            a + w * tx + y * tz - z * ty,
            b + w * ty + z * tx - x * tz,
            c + w * tz + x * ty - y * tx,
        )
    )


def multiply(a: Floats, b: Floats) -> Floats:
    """Return the rotation that turns by ``b`` first and by ``a`` then."""
    w, x, y, z = a
    s, i, j, k = b
    return np.stack(
        (
            w * s - x * i - y * j - z * k,
            w * i + x * s + y * k - z * j,
            w * j - x * k + y * s + z * i,
            w * k + x * j - y * i + z * s,
        )
    )


def inverse(q: Floats) -> Floats:
    """Return the opposite rotation."""
    return np.stack((q[0], -q[1], -q[2], -q[3]))


def from_vector(turn_rad: Floats) -> Floats:
    """Return quaternions (4, n) of rotation vectors (3, n)."""
    angle = np.sqrt((turn_rad**2).sum(axis=0))
    share = 0.5 * np.sinc(angle / (2.0 * np.pi))
    return np.stack((np.cos(0.5 * angle), *(share * turn_rad)))


def between(a: Floats, b: Floats) -> Floats:
    """Return the smallest rotation vectors (3, n) that turn unit vectors ``a`` into ``b``."""
    axis = cross(a, b)
    sine = np.sqrt((axis**2).sum(axis=0))
    angle = np.arctan2(sine, (a * b).sum(axis=0))
    scaled: Floats = axis * np.where(sine > 1e-12, angle / np.maximum(sine, 1e-12), 1.0)
    return scaled


def cross(a: Floats, b: Floats) -> Floats:
    """Return vector products (3, n)."""
    return np.stack(
        (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
    )


def norm(v: Floats) -> Floats:
    """Return lengths (n,) of vectors (k, n)."""
    length: Floats = np.sqrt((v**2).sum(axis=0))
    return length


def unit(v: Floats) -> Floats:
    """Return vectors (3,) or (3, n) of length one."""
    scaled: Floats = v / np.maximum(norm(v), 1e-12)
    return scaled


def accumulate(steps: Floats) -> Floats:
    """Return the running products ``steps[0] * steps[1] * ... * steps[i]`` (4, n).

    Blocks of about the root of n are multiplied side by side, so that Python counts to the root
    and not to n.
    """
    n = steps.shape[1]
    length = int(np.ceil(np.sqrt(n)))
    blocks = -(-n // length)
    padded = np.zeros((4, blocks * length))
    padded[0] = 1.0
    padded[:, :n] = steps
    rows = np.ascontiguousarray(padded.reshape(4, blocks, length).transpose(2, 0, 1))
    for i in range(1, length):
        rows[i] = multiply(rows[i - 1], rows[i])
    before = np.zeros((4, blocks))
    before[0, 0] = 1.0
    for b in range(1, blocks):
        product = multiply(before[:, b - 1 : b], rows[-1][:, b - 1 : b])
        before[:, b] = product[:, 0] / norm(product)[0]
    for i in range(length):
        rows[i] = multiply(before, rows[i])
    whole = rows.transpose(1, 2, 0).reshape(4, -1)[:, :n]
    kept: Floats = whole / norm(whole)
    return kept


def orientation(rate_dps: Floats, rate_hz: float) -> Floats:
    """Return how the sensor is turned against its first sample (4, n), by its gyroscope alone."""
    rad = np.radians(rate_dps)
    turn = np.zeros_like(rad)
    turn[:, 1:] = (rad[:, 1:] + rad[:, :-1]) * (0.5 / rate_hz)
    return accumulate(from_vector(turn))


def running(values: Floats, rate_hz: float) -> Floats:
    """Return the running integral (k, n) by trapezoids, from zero."""
    out = np.zeros_like(values)
    for into, row in zip(out, values, strict=True):
        np.cumsum((row[1:] + row[:-1]) * (0.5 / rate_hz), out=into[1:])
    return out


def mean_around(values: Floats, width: int) -> Floats:
    """Return the running mean (n,) over an odd number of samples, ends held."""
    half = max(1, width) // 2
    if half == 0:
        return values
    padded = np.pad(values, (half + 1, half), mode="edge")
    total = np.cumsum(padded)
    mean: Floats = (total[2 * half + 1 :] - total[: -2 * half - 1]) / (2 * half + 1)
    return mean
