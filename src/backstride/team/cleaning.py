"""What of a feed cannot be: it is left out, and counted."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Bools
from backstride.motion.smoothing import runs
from backstride.team.feed import Feed, Singles
from backstride.team.kinematics import kinematics

FASTEST_MPS = 12.5
"""Just above the fastest a person has run (12.3 m/s, Graubner and Nixdorf 2011, Berlin 2009)."""

_JITTER_M = 0.5
"""A tracked centre of a body shifts by this much between frames without a step being taken."""

_SPIKE_S = 1.0  # a place that is left again by a jump within this time was never taken

_OUTSIDE_M = 30.0  # beyond the lines: the stands

_HALF_PITCH_M = (60.0, 40.0)
"""Half of the largest pitch or field that any of the sports allows, rounded up (120 by 90 m in
football's laws; 120 by 53.3 yd with end zones)."""

_SHORTEST_S = 1.0  # less of a player gives no heading worth the name

_MOVES_M = 1.0  # a tag left on the bench stays within this over a whole feed


@dataclass(frozen=True, slots=True)
class Cleaning:
    """Player-frames that were left out, and why.

    Attributes
    ----------
    samples : int
        Player-frames that hold a position.
    outside, teleports, too_fast : int
        Player-frames far off the pitch, around a jump, and faster than anyone has run.
    gaps : int
        Stretches of at least one frame in which a player who is seen before and after is not.
    gap_s : float
        Their whole length.
    left_out : tuple of str
        Players without a second of movement to judge, each with the reason.
    """

    samples: int
    outside: int
    teleports: int
    too_fast: int
    gaps: int
    gap_s: float
    left_out: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the counts by name."""
        return {
            "samples": self.samples,
            "outside_the_pitch": self.outside,
            "teleports": self.teleports,
            "too_fast": self.too_fast,
            "gaps": self.gaps,
            "gap_s": round(self.gap_s, 1),
            "players_left_out": list(self.left_out),
        }


def words_of_cleaning(cleanings: Sequence[Cleaning]) -> list[str]:
    """Return what cannot be and was left out, in words."""
    parts = [
        (sum(one.outside for one in cleanings), "far off the pitch"),
        (sum(one.teleports for one in cleanings), "around jumps that no one can run"),
        (sum(one.too_fast for one in cleanings), "faster than anyone has run"),
    ]
    said = [f"{count} {where}" for count, where in parts if count]
    samples = sum(one.samples for one in cleanings)
    found = [f"Of {samples} positions were left out: {', '.join(said)}."] if said else []
    return found + words_of_players(cleanings)


def words_of_players(cleanings: Sequence[Cleaning]) -> list[str]:
    """Return how many players were left out, in words; nothing without any."""
    lost = sum(len(one.left_out) for one in cleanings)
    who = "1 player was" if lost == 1 else f"{lost} players were"
    return [f"{who} left out: seen for under a second, or never moving."] if lost else []


def clean(feed: Feed) -> tuple[Singles, Singles, Bools, Cleaning]:
    """Return speed and travel (n, p), which players count (p,), and what was left out.

    Positions that cannot be become NaN in the feed itself.
    """
    samples = int(np.isfinite(feed.x_m).sum())
    outside = np.abs(feed.x_m) > _HALF_PITCH_M[0] + _OUTSIDE_M
    outside |= np.abs(feed.y_m) > _HALF_PITCH_M[1] + _OUTSIDE_M
    if feed.format != "mapped table":  # whose origin may lie anywhere
        _forget(feed, outside)
    else:
        outside[:] = False
    jumps = _jumps(feed)
    _forget(feed, jumps)
    speed, travel = kinematics(feed)
    fast = speed > FASTEST_MPS
    if fast.any():
        speed = np.where(fast, np.float32(np.nan), speed)
    gone = ~np.isfinite(feed.x_m)
    if feed.speed_mps is not None:
        speed = np.where(gone, np.float32(np.nan), speed)
    gaps, gap_s = _gaps(feed, gone)
    good, reasons = _players(feed, speed)
    return (
        speed,
        travel,
        good,
        Cleaning(
            samples, int(outside.sum()), int(jumps.sum()), int(fast.sum()), gaps, gap_s, reasons
        ),
    )


def _forget(feed: Feed, where: Bools) -> None:
    if where.any():
        feed.x_m[where] = np.nan
        feed.y_m[where] = np.nan


def _jumps(feed: Feed) -> Bools:
    """Return the samples (n, p) between two jumps that no one can run, or just after a lone one."""
    step_s = np.diff(feed.time_s).astype(np.float32)[:, None]
    far = np.hypot(np.diff(feed.x_m, axis=0), np.diff(feed.y_m, axis=0))
    jump = far > FASTEST_MPS * step_s + _JITTER_M
    bad: Bools = np.zeros(feed.x_m.shape, dtype=np.bool_)
    longest = round(_SPIKE_S * feed.rate_hz)
    for player in np.flatnonzero(jump.any(axis=0)):
        at = np.flatnonzero(jump[:, player]).tolist()
        while at:
            here = at.pop(0)
            spike = bool(at) and at[0] - here <= longest
            bad[here + 1 : (at.pop(0) if spike else here + 1) + 1, player] = True
    return bad


def _gaps(feed: Feed, gone: Bools) -> tuple[int, float]:
    count, frames = 0, 0
    for a, b in feed.stretches():
        lost = gone[a:b]
        for player in np.flatnonzero(lost.any(axis=0) & ~lost.all(axis=0)):
            inner = [(c, d) for c, d in runs(lost[:, player]) if c > 0 and d < b - a]
            count += len(inner)
            frames += sum(d - c for c, d in inner)
    return count, float(frames) / feed.rate_hz


def _players(feed: Feed, speed: Singles) -> tuple[Bools, tuple[str, ...]]:
    """Return which players can be judged (p,), and the others with the reason."""
    seen = np.isfinite(speed).sum(axis=0)
    enough = seen >= _SHORTEST_S * feed.rate_hz
    reach = np.zeros(len(feed.players))
    for player in np.flatnonzero(seen):
        x, y = feed.x_m[:, player], feed.y_m[:, player]
        reach[player] = max(np.nanmax(x) - np.nanmin(x), np.nanmax(y) - np.nanmin(y))
    long = len(feed) / feed.rate_hz > 60.0
    moves = (reach >= _MOVES_M) | np.logical_not(long)
    reasons = [
        f"{who.name}: {'seen for less than a second' if not enough[i] else 'never moves'}"
        for i, who in enumerate(feed.players)
        if not (enough[i] and moves[i])
    ]
    good: Bools = enough & moves
    return good, tuple(reasons)
