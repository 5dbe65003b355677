"""Backward bouts of one player, and what follows them."""

from dataclasses import dataclass

import numpy as np

from backstride.measure.settings import DEFAULTS
from backstride.motion.arrays import Bools, Floats, Ints
from backstride.team.answers import Bout, Codes, Recovery
from backstride.team.direction import BACKWARD, FORWARD, LEFT, RIGHT, Thresholds
from backstride.team.feed import Feed, bouts_of

SPRINT_MPS = 5.5
"""19.8 km/h, the usual lower border of high-speed running in match analysis."""

_RECOVERY_S = 2.0  # a sprint later than this after a backward bout answers something else


@dataclass(slots=True)
class Followed:
    """Bouts, those of them that turn into a sprint, and how many turn into forward running."""

    bouts: list[Bout]
    recoveries: list[Recovery]
    turned: int


def backward_bouts(
    feed: Feed, player: int, own: Codes, speed_mps: Floats, thresholds: Thresholds, breaks: Ints
) -> Followed:
    """Return the backward bouts of one player and what follows them within two seconds.

    Parameters
    ----------
    own : array (n,)
        Directions of the player.
    breaks : array
        First frames of stretches without a gap; no bout and no recovery reaches over one.
    """
    back: Bools = (own == BACKWARD) & (speed_mps > thresholds.position_mps)
    ahead = round(_RECOVERY_S * feed.rate_hz)
    found = Followed([], [], 0)
    for a, b in bouts_of(back, breaks):
        if (b - a) / feed.rate_hz < thresholds.bout_s - 1e-9:
            continue
        bout = _bout(feed, player, speed_mps, a, b)
        found.bouts.append(bout)
        end = breaks[np.searchsorted(breaks, a, "right")] if a < breaks[-1] else len(feed)
        last = min(b + ahead, int(end))
        forward = (own[b:last] == FORWARD) & (speed_mps[b:last] >= DEFAULTS.run_forward_mps)
        found.turned += bool(forward.any())
        sprint = (own[b:last] == FORWARD) & (speed_mps[b:last] >= SPRINT_MPS)
        if sprint.any():
            found.recoveries.append(_recovery(feed, bout, own[b:last], speed_mps[b:last], sprint))
    return found


def _bout(feed: Feed, player: int, speed_mps: Floats, a: int, b: int) -> Bout:
    places = [(float(feed.x_m[at, player]), float(feed.y_m[at, player])) for at in (a, b - 1)]
    speeds = speed_mps[a:b]
    return Bout(
        float(feed.time_s[a]),
        (b - a) / feed.rate_hz,
        float(speeds.mean()),
        float(speeds.sum()) / feed.rate_hz,
        float(speeds.max()),
        places[0],
        places[1],
        int(feed.period[a]),
    )


def _recovery(feed: Feed, bout: Bout, after: Codes, speeds: Floats, sprint: Bools) -> Recovery:
    """Return a recovery; ``after`` and ``speeds`` begin where the bout ends."""
    at = int(sprint.argmax())
    forward = int((after == FORWARD).argmax())
    sides = after[:at]
    left, right = int((sides == LEFT).sum()), int((sides == RIGHT).sum())
    # Travel stays while the body turns: a body that turns to its left sees its way pass its left.
    turned = "unknown" if left == right else ("left" if left > right else "right")
    return Recovery(
        bout.start_s + bout.length_s,
        bout.length_s,
        bout.mean_speed_mps,
        turned,
        forward / feed.rate_hz,
        at / feed.rate_hz,
        float(speeds.max()),
    )
