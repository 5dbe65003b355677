"""When a body is in view: from its first whole pelvis to its last."""

from collections.abc import Mapping, Sequence

import numpy as np

from backstride.motion.arrays import Bools, Floats
from backstride.readers.recording import points_seen

EDGE_S = 3.0
"""Entering or leaving a capture volume takes a few seconds; a marker lost for longer fell off."""

_USUAL = 0.5  # share of the time that a marker must be seen to be missed at the ends


def time_in_view(
    found: Mapping[str, Floats], pelvis: Sequence[str], time_s: Floats
) -> tuple[float, float]:
    """Return the first and last moment of a body in view, in s.

    Where a body enters or leaves the volume, cameras lose one side of the pelvis before the other
    and place what is left badly, so the recording counts from the first frame with all pelvis
    markers to the last. Hidden markers between the two are another matter.
    """
    ends = (float(time_s[0]), float(time_s[-1]))
    if not pelvis:
        return ends
    seen = points_seen(np.stack([found[name] for name in pelvis]))
    often = seen.mean(axis=1) >= _USUAL * seen.any(axis=0).mean()
    whole: Bools = np.logical_and.reduce(seen[often])
    if not whole.any():
        return ends
    kept = np.flatnonzero(whole)
    first, last = float(time_s[kept[0]]), float(time_s[kept[-1]])
    some = np.flatnonzero(np.logical_or.reduce(seen))
    return (
        first if first - time_s[some[0]] <= EDGE_S else ends[0],
        last if time_s[some[-1]] - last <= EDGE_S else ends[1],
    )
