"""What is felt on a path: specific force and angular velocity."""

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.motion.arrays import Floats
from backstride.motion.smoothing import rows_seen, runs
from backstride.simulate.person import G_MPS2
from backstride.simulate.rotations import matrices, quaternions, turning_rate

_FEWEST = 8  # poses in an unbroken run, for a curve that can be differentiated twice


def carried(
    time_s: Floats, position_m: Floats, rotation: Floats, at_s: Floats, name: str
) -> tuple[Floats, Floats, Floats]:
    """Return specific force, angular velocity (m, 3) in body axes and rotation (m, 3, 3).

    In m/s² and degrees per second, from quintic splines through positions (n, 3) and rotations
    (n, 3, 3); NaN at moments outside the stretches in which both are known.

    Raises
    ------
    NothingToMeasureError
        When there is no such stretch.
    """
    from scipy.interpolate import make_interp_spline  # noqa: PLC0415 - slow import, rarely needed

    force, rate = np.full((len(at_s), 3), np.nan), np.full((len(at_s), 3), np.nan)
    turned = np.full((len(at_s), 3, 3), np.nan)
    known = rows_seen(position_m) & rows_seen(rotation)
    stretches = [(a, b) for a, b in runs(known) if b - a >= _FEWEST]
    if not stretches:
        raise NothingToMeasureError(
            f"the path of the {name} is nowhere known for {_FEWEST} samples in a row; nothing can "
            "be worn on it."
        )
    for a, b in stretches:
        within = slice(*np.searchsorted(at_s, (time_s[a] - 1e-9, time_s[b - 1] + 1e-9)))
        at = np.clip(at_s[within], time_s[a], time_s[b - 1])
        path = make_interp_spline(time_s[a:b], position_m[a:b], k=5)
        spin = make_interp_spline(time_s[a:b], quaternions(rotation[a:b]), k=5)
        turn = spin(at)
        turned[within] = matrices(turn)
        world = path(at, nu=2) + np.array([0.0, 0.0, G_MPS2])
        force[within] = np.einsum("nij,ni->nj", turned[within], world)
        rate[within] = np.degrees(turning_rate(turn, spin(at, nu=1)))
    return force, rate, turned
