"""Markers on one bone keep their distances: the missing ones follow from the others."""

import numpy as np

from backstride.motion.arrays import Bools, Floats
from backstride.readers.recording import points_seen

SLIP_M = 0.03
"""Skin over the pelvis moves by up to this much; a worse fit means that a marker is not itself."""

_FEWEST = 3  # markers that fix a bone in space, and whole frames for a template
_SPREAD_M = 0.02  # markers closer to one line than this leave the turn about it open
_MOST_FRAMES = 500  # enough for a template


def drop_misplaced(points: Floats, *, slip_m: float = SLIP_M) -> tuple[Floats, Bools]:
    """Remove markers of one rigid body that are not where the others say.

    Parameters
    ----------
    points : array (k, n, 3)
        Markers in metres; NaN where missing.
    slip_m : float
        How far each of two markers may be off before their distance contradicts the body.

    Returns
    -------
    points : array (k, n, 3)
        A new array.
    dropped : array (k, n) of bool
        Which samples were removed: in each frame the marker with most wrong distances to others,
        then the next, until the rest agree. Where two contradict each other alone, both go.
    """
    result = points.copy()
    dropped = np.zeros(points.shape[:2], dtype=np.bool_)
    template = _template(points, points_seen(points), slip_m)
    if template is None:
        return result, dropped
    expected = np.linalg.norm(template[:, None] - template[None], axis=2)
    for _ in range(len(points)):
        apart = np.linalg.norm(result[:, None] - result[None], axis=3)
        with np.errstate(invalid="ignore"):
            wrong = (np.abs(apart - expected[:, :, None]) > 2 * slip_m).sum(axis=1)
        worst = (wrong == wrong.max(axis=0)) & (wrong > 0)
        if not worst.any():
            break
        result[worst] = np.nan
        dropped |= worst
    return result, dropped


def fill_rigid(points: Floats, *, slip_m: float = SLIP_M) -> tuple[Floats, Bools]:
    """Fill missing markers of one rigid body from at least three others.

    Parameters
    ----------
    points : array (k, n, 3)
        Markers in metres; NaN where missing.
    slip_m : float
        Frames in which the seen markers fit worse than this stay as they are.

    Returns
    -------
    points : array (k, n, 3)
        A new array.
    filled : array (k, n) of bool
        Which samples were filled.

    Notes
    -----
    The shape is the median over frames that show all markers; it is turned and moved onto the seen
    ones by least squares (Kabsch 1976, doi 10.1107/S0567739476001873).
    """
    seen = points_seen(points)
    filled = np.zeros_like(seen)
    result = points.copy()
    template = _template(points, seen, slip_m)
    if template is None:
        return result, filled
    partial = (seen.sum(axis=0) >= _FEWEST) & ~seen.all(axis=0)
    for pattern in np.unique(seen[:, partial], axis=1).T:
        known = template[pattern]
        if np.linalg.svd(known - known.mean(axis=0), compute_uv=False)[1] < _SPREAD_M:
            continue
        frames = np.flatnonzero(partial & (seen == pattern[:, None]).all(axis=0))
        target = points[pattern][:, frames].transpose(1, 0, 2)
        turn, residual = _fit(known, target)
        good = residual < slip_m
        missing = template[~pattern] - known.mean(axis=0)
        placed = missing @ turn[good].transpose(0, 2, 1) + target[good].mean(axis=1)[:, None]
        result[np.ix_(~pattern, frames[good])] = placed.transpose(1, 0, 2)
        filled[np.ix_(~pattern, frames[good])] = True
    return result, filled


def _template(points: Floats, seen: Bools, slip_m: float) -> Floats | None:
    """Return the shape (k, 3) of the body, None when too few frames agree on one."""
    whole = np.flatnonzero(seen.all(axis=0))
    if len(points) < _FEWEST or len(whole) < _FEWEST:
        return None
    whole = whole[np.linspace(0, len(whole) - 1, min(len(whole), _MOST_FRAMES)).astype(int)]
    shapes = points[:, whole].transpose(1, 0, 2)
    apart = np.linalg.norm(shapes[:, :, None] - shapes[:, None], axis=3)
    typical = np.abs(apart - np.median(apart, axis=0)).sum(axis=(1, 2)).argmin()
    template: Floats = shapes[typical] - shapes[typical].mean(axis=0)
    for _ in range(3):
        turn, residual = _fit(template, shapes)
        centred = shapes - shapes.mean(axis=1, keepdims=True)
        template = np.median(centred @ turn, axis=0)
    return template if float(np.median(residual)) < slip_m else None


def _fit(template: Floats, targets: Floats) -> tuple[Floats, Floats]:
    """Return rotations (m, 3, 3) of a template (k, 3) onto targets (m, k, 3), and misfits (m,).

    The misfit is the largest distance between a marker and its place in the template.
    """
    a = template - template.mean(axis=0)
    b = targets - targets.mean(axis=1, keepdims=True)
    u, _, vt = np.linalg.svd(b.transpose(0, 2, 1) @ a)
    mirror = np.ones((len(b), 3))
    mirror[:, 2] = np.sign(np.linalg.det(u @ vt))
    turn: Floats = (u * mirror[:, None, :]) @ vt
    misfit = np.linalg.norm(b - a @ turn.transpose(0, 2, 1), axis=2).max(axis=1)
    return turn, misfit
