"""Knee load where only direction, gait and speed are known: what studies found, and wide.

Two studies give the same measure both ways: at a jogging speed that was not stated, 3.4 body
weights backward against 4.5 forward (J1); at 1.0 m/s 3.5 against 3.4, no difference (J4). Between
and beyond those speeds nobody has measured, so slow movement gets one and the same load both ways.
"""

from backstride.estimate import Estimate
from backstride.measure.parts import Direction, Gait

SLOW_MPS = 2.0
"""Below this speed direction is taken to make no difference: the one study at a known speed, 1.0
m/s, found none (J4), and people going backward prefer to walk up to 1.63 m/s and could as well up
to 1.85 m/s (E6), so that no study of running speaks for less."""

JOGGING_BW = {"backward": (3.4, 1.4), "forward": (4.5, 1.5)}
"""Mean and standard deviation between 20 people at the same jogging speed (J1)."""

SLOW_BW = (3.45, 1.5)
"""Mean of both directions at 1.0 m/s (J4); its spread was not seen, so that of jogging stands in,
the larger one (J1)."""

LOWEST_BW = 0.3
"""No load-bearing step is without any; keeps a wide interval above zero."""

_NORMAL_90 = 1.645  # standard deviations to either side that hold 90 % of a normal spread


def published_peak(direction: Direction, gait: Gait, speed_mps: float) -> Estimate | None:
    """Return the peak patellofemoral compression of one step of somebody, in body weights.

    The interval is meant to hold nine people of ten, not the mean of a group. None sideways, on
    other gaits and at unknown speed: no study speaks of them.
    """
    if direction not in JOGGING_BW or gait == "other" or not speed_mps >= 0:
        return None
    slow = gait == "walk" or speed_mps < SLOW_MPS
    mean, deviation = SLOW_BW if slow else JOGGING_BW[direction]
    low = max(LOWEST_BW, mean - _NORMAL_90 * deviation)
    high = mean + _NORMAL_90 * deviation
    sources = ("J4", "J1") if slow else ("J1", "J2")
    return Estimate(mean, low, high, "BW", "estimated", sources)


def published_difference(gait: Gait, speed_mps: float) -> Estimate | None:
    """Return backward over forward at the same speed, as a ratio.

    Slow: 1.0, from 0.7 to 1.4, since the only study found none and gave no spread. Jogging: 0.76,
    up to no difference, since the drop was not seen in every person (J1, J3).
    """
    if gait == "other" or not speed_mps >= 0:
        return None
    if gait == "walk" or speed_mps < SLOW_MPS:
        return Estimate(1.0, 0.7, 1.4, "", "estimated", ("J4",))
    return Estimate(0.76, 0.5, 1.1, "", "estimated", ("J1", "J3"))
