"""Speed and heading of every player, from positions by a local quadratic over whole arrays."""

import numpy as np

from backstride.motion.arrays import Ints
from backstride.motion.headings import HEADING_WINDOW_S, SLOWEST_WITH_HEADING_MPS
from backstride.motion.smoothing import local_quadratic
from backstride.team.feed import Feed, Singles


def kinematics(feed: Feed) -> tuple[Singles, Singles]:
    """Return speed (n, p) in m/s and heading of travel (n, p) in degrees.

    The feed's own where it gives them; otherwise the slope of a quadratic fitted over 0.5 s, which
    never reaches across a gap, a play or a period. The heading is NaN below 0.3 m/s.
    """
    speed, travel = feed.speed_mps, feed.travel_deg
    if speed is not None and travel is not None:
        return speed, travel
    ends = feed.stretches()
    own_speed = np.full(feed.x_m.shape, np.nan, dtype=np.float32)
    own_travel = np.full(feed.x_m.shape, np.nan, dtype=np.float32)
    for player in range(feed.x_m.shape[1]):
        own_speed[:, player], own_travel[:, player] = _one(feed, player, ends)
    return (own_speed if speed is None else speed), (own_travel if travel is None else travel)


def _one(feed: Feed, player: int, ends: Ints) -> tuple[Singles, Singles]:
    """Return the speed (n,) and heading (n,) of one player."""
    place = np.column_stack((feed.x_m[:, player], feed.y_m[:, player])).astype(np.float64)
    velocity = np.full_like(place, np.nan)
    for a, b in ends:
        velocity[a:b] = local_quadratic(place[a:b], feed.rate_hz, HEADING_WINDOW_S, derivative=1)
    slope = velocity.astype(np.float32)
    speed: Singles = np.hypot(slope[:, 0], slope[:, 1])
    travel = np.degrees(np.arctan2(slope[:, 1], slope[:, 0]))
    return speed, np.where(speed >= SLOWEST_WITH_HEADING_MPS, travel, np.float32(np.nan))
