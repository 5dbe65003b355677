"""What a feed without orientation can see of a moving player: ball, opponent, attack."""

import numpy as np
from numpy.typing import NDArray

from backstride.motion.arrays import Ints
from backstride.team.feed import Feed, Singles

SPEED_EDGES_MPS = (1.4, 2.5, 4.0, 6.0)  # lower edges; below the first nothing is estimated
ANGLE_EDGES_DEG = (30.0, 60.0, 90.0, 120.0, 150.0)  # as in the published counts
ATTACK_EDGES_DEG = (45.0, 90.0, 135.0)  # as in the published counts
SHAPE = (len(SPEED_EDGES_MPS), 7, 7, 5)
"""Bins of the model; the last of the three angles' bins stands for “not known”. The borders are
those of the counts that the model was first fitted on."""

_OFTEN_HZ = 5.0  # shares are means of probabilities: looking five times a second loses nothing


def rows_to_look_at(feed: Feed) -> Ints:
    """Return which frames (r,) an estimate looks at: about five a second."""
    return np.arange(0, len(feed), max(1, round(feed.rate_hz / _OFTEN_HZ)), dtype=np.intp)


def bins(feed: Feed, speed_mps: Singles, travel_deg: Singles, rows: Ints) -> NDArray[np.int32]:
    """Return the flat index into a table of ``SHAPE`` (r, p); -1 below 1.4 m/s or out of view."""
    x, y = feed.x_m[rows], feed.y_m[rows]
    speed, travel = speed_mps[rows], travel_deg[rows]
    moving = (speed > SPEED_EDGES_MPS[0]) & np.isfinite(travel) & np.isfinite(x)
    ball = feed.ball_m[rows]
    to_ball = _apart(travel, _bearing(ball[:, :1] - x, ball[:, 1:] - y))
    to_opponent = _apart(travel, _opponent(feed, x, y))
    to_attack = np.full(x.shape, np.nan, dtype=np.float32)
    for i, player in enumerate(feed.players):
        sign = feed.attack.get(player.team)
        if sign is not None:
            along = np.array([180.0, np.nan, 0.0], dtype=np.float32)[np.sign(sign[rows]) + 1]
            to_attack[:, i] = _apart(travel[:, i], along)
    which = (
        np.clip(np.searchsorted(SPEED_EDGES_MPS, speed, side="right") - 1, 0, SHAPE[0] - 1),
        _bin(to_ball, ANGLE_EDGES_DEG),
        _bin(to_opponent, ANGLE_EDGES_DEG),
        _bin(to_attack, ATTACK_EDGES_DEG),
    )
    flat = np.ravel_multi_index(which, SHAPE).astype(np.int32)
    return np.where(moving, flat, np.int32(-1))


def _bin(angle_deg: Singles, edges: tuple[float, ...]) -> Ints:
    found = np.searchsorted(edges, np.nan_to_num(angle_deg), side="right")
    return np.where(np.isfinite(angle_deg), found, len(edges) + 1)


def _bearing(dx: Singles, dy: Singles) -> Singles:
    return np.degrees(np.arctan2(dy, dx)).astype(np.float32)


def _apart(one_deg: Singles, other_deg: Singles) -> Singles:
    size = np.abs(one_deg - other_deg)
    short: Singles = np.minimum(size, 360.0 - size)
    return short


def _opponent(feed: Feed, x: Singles, y: Singles) -> Singles:
    """Return the bearing of every player's nearest opponent (r, p), NaN without one."""
    team = feed.team_of_player()
    bearing = np.full(x.shape, np.nan, dtype=np.float32)
    if len(feed.teams) < 2:
        return bearing
    for player in range(x.shape[1]):
        others = np.flatnonzero(team != team[player])
        dx, dy = x[:, others] - x[:, [player]], y[:, others] - y[:, [player]]
        far = dx * dx + dy * dy
        far[np.isnan(far)] = np.inf
        at = (np.arange(len(x)), far.argmin(axis=1))
        found = _bearing(dx[at], dy[at])
        bearing[:, player] = np.where(np.isfinite(far[at]), found, np.nan)
    return bearing
