"""Whether and how the camera moved, from the background seen in each frame."""

import numpy as np

from backstride.motion.arrays import Floats
from backstride.video.even import even_clock

LONGEST_BLUR_S = 0.2
"""Frames without a background that are bridged: a blurred or flashed moment of a swing."""

LEAST_KNOWN = 0.9
"""Share of the frames in which the background must be seen for its movement to be a fact."""


def camera_path(time_s: Floats, seen_px: Floats) -> tuple[Floats | None, str]:
    """Return the background's movement (n, 2) without gaps, and a warning where it is not known.

    Parameters
    ----------
    time_s : array (n,)
    seen_px : array (n, 2)
        NaN in frames whose background was not found.
    """
    known = np.flatnonzero(np.isfinite(seen_px[:, 0]))
    gaps = np.diff(time_s[known]) if len(known) > 1 else np.array([np.inf])
    usual = float(np.median(np.diff(even_clock(time_s)))) if len(time_s) > 1 else 0.0
    ends = time_s[-1] - time_s[known[-1]] if len(known) else np.inf
    lost = max(float(np.max(gaps)) - usual, float(ends))
    if len(known) < LEAST_KNOWN * len(time_s) or lost > LONGEST_BLUR_S:
        return None, (
            "The background of the video could not be followed, so it is not known whether the "
            "camera moved; film against something with a pattern, without cuts, from a tripod."
        )
    whole = [np.interp(time_s, time_s[known], seen_px[known, axis]) for axis in (0, 1)]
    return np.stack(whole, axis=1), ""
