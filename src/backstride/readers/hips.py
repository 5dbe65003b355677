"""Hip joint centres from markers on the pelvis."""

import numpy as np

from backstride.motion.arrays import Floats


def hip_joint_centres(
    asis_left_m: Floats, asis_right_m: Floats, psis_middle_m: Floats
) -> tuple[Floats, Floats]:
    """Return the left and right hip joint centres (n, 3) in metres.

    Parameters
    ----------
    asis_left_m, asis_right_m : array (n, 3)
        Front corners of the pelvis.
    psis_middle_m : array (n, 3)
        Middle of its back corners, or a marker on the sacrum between them.

    Notes
    -----
    Regression on pelvic width PW (between the front corners) and depth PD (from their middle to
    that of the back corners), in the pelvis frame with its origin midway between the front
    corners: ``-0.24 PD - 9.9 mm`` forward, ``-0.30 PW - 10.9 mm`` up, ``0.33 PW + 7.3 mm`` to the
    side. Harrington et al. 2007, doi 10.1016/j.jbiomech.2006.02.003 (adults and children, n = 32,
    errors of 4 to 6 mm). Widths are medians over time. NaN where a marker is missing.
    """
    across = asis_right_m - asis_left_m
    middle = (asis_right_m + asis_left_m) / 2
    depth = middle - psis_middle_m
    width_m, depth_m = (_median_length(v) for v in (across, depth))
    with np.errstate(invalid="ignore", divide="ignore"):
        right = across / np.linalg.norm(across, axis=1, keepdims=True)
        up = np.cross(right, depth)
        up /= np.linalg.norm(up, axis=1, keepdims=True)
    front = np.cross(up, right)
    base = middle + front * (-0.24 * depth_m - 0.0099) + up * (-0.30 * width_m - 0.0109)
    side = right * (0.33 * width_m + 0.0073)
    return base - side, base + side


def _median_length(vectors: Floats) -> float:
    length = np.linalg.norm(vectors, axis=1)
    length = length[np.isfinite(length)]
    return float(np.median(length)) if length.size else float("nan")
