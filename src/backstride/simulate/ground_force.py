"""Vertical force of the ground on each foot of a simulated runner."""

import numpy as np

from backstride.motion import GroundForce
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES
from backstride.simulate.person import G_MPS2
from backstride.simulate.runner import Runner

_TAKE_OVER_S = 0.12
"""Over which a foot takes its share of the load and gives it up; chosen: a double support."""


def vertical_forces(runner: Runner, rate_hz: float = 1000.0) -> tuple[GroundForce, GroundForce]:
    """Return the force under the left and the right foot.

    The total is body mass times (gravity + upward acceleration of the bounce or pendulum); feet
    that are down at the same time share it, each taking over and giving up its part smoothly. A
    run so gives half sines with the impulse of its flight, a walk the two humps of each foot. Only
    the vertical part is simulated: the others are NaN. The centre of pressure moves from the part
    of the sole that lands to the part that leaves.
    """
    time = np.arange(round(runner.course.duration_s * rate_hz)) / rate_hz
    total = runner.scenario.body.mass_kg * np.maximum(G_MPS2 + _lift_mps2(runner, time), 0.0)
    shares = [_share(runner, side, time) for side in (0, 1)]
    both = np.maximum(shares[0] + shares[1], 1e-9)
    left, right = (
        _force(runner, side, time, total * shares[side] / both) for side in range(len(SIDES))
    )
    return left, right


def _lift_mps2(runner: Runner, time_s: Floats) -> Floats:
    """Return the upward acceleration within steps."""
    h = 1e-3
    heights = [runner.bounce_m(time_s + shift) for shift in (-h, 0.0, h)]
    return (heights[0] - 2.0 * heights[1] + heights[2]) / h**2


def _share(runner: Runner, side: int, time_s: Floats) -> Floats:
    foot = runner.foot(side, time_s)
    falls = runner.falls
    over = np.minimum(_TAKE_OVER_S, 0.5 * falls.nominal_s)[foot.contact]
    since = (time_s - falls.initial_s[foot.contact]) / over
    left = (falls.terminal_s[foot.contact] - time_s) / over
    share: Floats = np.clip(since, 0.0, 1.0) * np.clip(left, 0.0, 1.0)
    return share


def _force(runner: Runner, side: int, time_s: Floats, vertical_n: Floats) -> GroundForce:
    foot = runner.foot(side, time_s)
    falls = runner.falls
    k = foot.contact
    whole = falls.terminal_s[k] - falls.initial_s[k]
    gone = np.clip((time_s - falls.initial_s[k]) / whole, 0.0, 1.0)
    first, last = _part(falls.landing_deg[k]), _part(falls.leaving_deg[k])
    along = (first + (last - first) * gone)[:, None]
    pressure = foot.heel_sole + (foot.ball_sole - foot.heel_sole) * along
    pressure[:, 2] = 0.0
    pressure[vertical_n <= 0.0] = np.nan
    force = np.full((len(time_s), 3), np.nan)
    force[:, 2] = vertical_n
    return GroundForce(SIDES[side], time_s, force, pressure)


def _part(pitch_deg: Floats) -> Floats:
    """Return where the sole presses, 0 heel to 1 ball, at a landing or take-off pitch."""
    return 0.5 + 0.5 * np.clip(pitch_deg / 10.0, -1.0, 1.0)
