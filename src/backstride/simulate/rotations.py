"""Rotations as matrices, quaternions and turning rates."""

import numpy as np

from backstride.motion.arrays import Floats


def rotation_about(axis: Floats, angle_rad: float | Floats) -> Floats:
    """Return matrices (..., 3, 3) that turn by an angle (...) about unit axes (..., 3)."""
    axis, angle = np.asarray(axis, float), np.asarray(angle_rad, float)[..., None, None]
    cross = cross_matrix(axis)
    turned: Floats = np.eye(3) + np.sin(angle) * cross + (1.0 - np.cos(angle)) * (cross @ cross)
    return turned


def cross_matrix(vector: Floats) -> Floats:
    """Return matrices (..., 3, 3) whose product with w is the cross product of vector and w."""
    x, y, z = np.moveaxis(np.asarray(vector, float), -1, 0)
    zero = np.zeros_like(x)
    rows = ((zero, -z, y), (z, zero, -x), (-y, x, zero))
    matrix: Floats = np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)
    return matrix


def from_axes(first: Floats, second: Floats) -> Floats:
    """Return matrices (n, 3, 3) with x along ``first`` and y as near to ``second`` as can be.

    Columns are the axes of the body in the world, so a matrix takes body to world.
    """
    x: Floats = first / np.linalg.norm(first, axis=-1, keepdims=True)
    z: Floats = np.cross(x, second)
    z /= np.linalg.norm(z, axis=-1, keepdims=True)
    columns: Floats = np.stack((x, np.cross(z, x), z), axis=-1)
    return columns


def random_rotation(rng: np.random.Generator) -> Floats:
    """Return a rotation (3, 3), all equally likely."""
    drawn: Floats = matrices(rng.standard_normal((1, 4)))[0]
    return drawn


def quarter_turns(rng: np.random.Generator) -> Floats:
    """Return a rotation (3, 3) that takes axes to axes, one of the 24, all equally likely."""
    turned: Floats = np.eye(3)[rng.permutation(3)] * rng.choice((-1.0, 1.0), 3)[:, None]
    turned[0] *= np.sign(np.linalg.det(turned))
    return turned


def matrices(quaternions: Floats) -> Floats:
    """Return matrices (n, 3, 3) of quaternions (n, 4), scalar first, of any length."""
    w, x, y, z = (quaternions / np.linalg.norm(quaternions, axis=1, keepdims=True)).T
    rows = (
        (1.0 - 2.0 * (y * y + z * z), 2.0 * (x * y - w * z), 2.0 * (x * z + w * y)),
        (2.0 * (x * y + w * z), 1.0 - 2.0 * (x * x + z * z), 2.0 * (y * z - w * x)),
        (2.0 * (x * z - w * y), 2.0 * (y * z + w * x), 1.0 - 2.0 * (x * x + y * y)),
    )
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def quaternions(rotation: Floats) -> Floats:
    """Return unit quaternions (n, 4), scalar first, without jumps of sign, of matrices (n, 3, 3).

    Each is read off the largest of its four parts, so that none is lost to rounding.
    """
    m = rotation
    trace = m[:, 0, 0] + m[:, 1, 1] + m[:, 2, 2]
    squares = np.column_stack((1.0 + trace, *(1.0 + 2.0 * m[:, i, i] - trace for i in range(3))))
    off = {
        (0, 1): m[:, 2, 1] - m[:, 1, 2],
        (0, 2): m[:, 0, 2] - m[:, 2, 0],
        (0, 3): m[:, 1, 0] - m[:, 0, 1],
        (1, 2): m[:, 0, 1] + m[:, 1, 0],
        (1, 3): m[:, 0, 2] + m[:, 2, 0],
        (2, 3): m[:, 1, 2] + m[:, 2, 1],
    }
    outer = np.empty((len(m), 4, 4))
    for i in range(4):
        outer[:, i, i] = squares[:, i]
    for (i, j), value in off.items():
        outer[:, i, j] = outer[:, j, i] = value
    best = np.argmax(squares, axis=1)
    found = outer[np.arange(len(m)), best]
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    turned = np.einsum("ij,ij->i", found[1:], found[:-1]) < 0.0
    sign = np.cumprod(np.where(np.concatenate(([False], turned)), -1.0, 1.0))
    signed: Floats = found * sign[:, None]
    return signed


def turning_rate(quaternion: Floats, change: Floats) -> Floats:
    """Return the angular velocity (n, 3) in rad/s about the body's own axes.

    Of quaternions (n, 4) and their change per second: twice the vector part of the conjugate times
    the change, whatever the length of the quaternions.
    """
    w, v = quaternion[:, :1], quaternion[:, 1:]
    dw, dv = change[:, :1], change[:, 1:]
    rate: Floats = 2.0 * (w * dv - dw * v - np.cross(v, dv))
    rate /= np.sum(quaternion**2, axis=1, keepdims=True)
    return rate
