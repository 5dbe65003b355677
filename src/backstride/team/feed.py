"""A match as columns: where everybody was, frame by frame."""

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from backstride.motion.arrays import Bools, Floats, Ints
from backstride.motion.smoothing import runs

Singles: TypeAlias = NDArray[np.float32]
"""Positions, speeds and headings of many players: half the memory of ``Floats``, to a micrometre
on a pitch."""


@dataclass(frozen=True, slots=True)
class Player:
    """Who a column of a feed is; ``position`` is the feed's own word, empty where it has none."""

    id: str
    name: str
    team: str
    position: str = ""


@dataclass(slots=True)
class Feed:
    """One match: n frames of p players.

    World frame: x along the pitch, y across, metres; headings in degrees, counter-clockwise from
    +x, in [-180, 180); NaN where it is not known.

    Attributes
    ----------
    path : Path
        The file that was read; the first of several.
    format : str
        The name of the format for people.
    game : str
        Id of the match, empty where the feed has none.
    rate_hz : float
        Frames per second.
    time_s : array (n,)
        Seconds since the first frame; steps larger than a frame are gaps.
    period : array (n,)
        Half or quarter, from 1.
    players : tuple of Player
    x_m, y_m : array (n, p), float32
    ball_m : array (n, 2), float32
    in_play : array (n,)
        While the ball is alive; all true where the feed does not say.
    play : array (n,)
        Number of the play or unbroken stretch that the frame belongs to.
    attack : dict
        For each team, along which sign of x it attacks (n,): 1, -1, or 0 where it is not known.
    facing_deg : array (n, p), float32, optional
        Body orientation, where the feed has it.
    speed_mps, travel_deg : array (n, p), float32, optional
        The feed's own speed and heading of travel; worked out from the positions without.
    window : str
        Which frames the feed holds, in words.
    in_plays : bool
        Whether it is cut into plays, each from its start to its end.
    from_snap : bool
        Whether each of them begins with the snap, at which both sides face each other.
    season : str
        Which season the match belongs to, where the feed tells.
    play_ids : tuple of str
        Names of the plays that ``play`` counts, where the feed gives them.
    outside_plays : int
        Frames of a feed of plays that were dropped: before a snap, and after the end of a play.
    unread : int
        Places in the file that held no usable number.
    warnings : list of str
    """

    path: Path
    format: str
    rate_hz: float
    time_s: Floats
    period: Ints
    players: tuple[Player, ...]
    x_m: Singles
    y_m: Singles
    ball_m: Singles
    in_play: Bools
    play: Ints
    attack: dict[str, Ints] = field(default_factory=dict)
    facing_deg: Singles | None = None
    speed_mps: Singles | None = None
    travel_deg: Singles | None = None
    game: str = ""
    window: str = "all tracked frames of the periods"
    in_plays: bool = False
    from_snap: bool = False
    season: str = ""
    play_ids: tuple[str, ...] = ()
    outside_plays: int = 0
    unread: int = 0
    warnings: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.time_s)

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams that have players, in the order in which they appear."""
        return tuple(dict.fromkeys(player.team for player in self.players))

    def team_of_player(self) -> Ints:
        """Return the index into ``teams`` of every player (p,)."""
        at = {team: i for i, team in enumerate(self.teams)}
        return np.array([at[player.team] for player in self.players], dtype=np.intp)

    def play_at(self, time_s: float) -> tuple[str, float] | None:
        """Return the id of the play at a time of the feed, and the seconds since its first frame.

        None where plays have no ids.
        """
        if not self.play_ids or not len(self):
            return None
        frame = min(int(np.searchsorted(self.time_s, time_s - 1e-6)), len(self) - 1)
        number = int(self.play[frame])
        first = int(np.searchsorted(self.play, number))
        return self.play_ids[number], float(time_s - self.time_s[first])

    def stretches(self) -> Ints:
        """Return the half-open index ranges (k, 2) without a gap, a new play or a new period."""
        if len(self) == 0:
            return np.empty((0, 2), dtype=np.intp)
        gap = np.diff(self.time_s) > 1.5 / self.rate_hz
        new = gap | (np.diff(self.play) != 0) | (np.diff(self.period) != 0)
        edges = np.concatenate(([0], np.flatnonzero(new) + 1, [len(self)]))
        return np.column_stack((edges[:-1], edges[1:]))


def bouts_of(mask: Bools, breaks: Ints) -> list[tuple[int, int]]:
    """Return the half-open runs of one player's ``mask`` (n,), cut at the starts of stretches."""
    found: list[tuple[int, int]] = []
    for a, b in runs(mask):
        inner = breaks[np.searchsorted(breaks, a, "right") : np.searchsorted(breaks, b)]
        edges = [int(a), *(int(c) for c in inner), int(b)]
        found.extend(pairwise(edges))
    return found


def attack_from_positions(x_m: Singles, period: Ints, team: list[str]) -> dict[str, Ints]:
    """Return along which sign of x each of two teams attacks (n,), from who stands deepest.

    The player who stays nearest one end over a period is that team's goalkeeper, or its last line;
    0 where one team holds both ends.
    """
    names = list(dict.fromkeys(team))
    attack = {name: np.zeros(len(period), dtype=np.intp) for name in names}
    if len(names) != 2:
        return attack
    for number in np.unique(period):
        where = np.flatnonzero(period == number)
        some = x_m[where[:: max(1, len(where) // 2000)]]
        seen = np.isfinite(some).sum(axis=0)
        mean = np.nansum(some, axis=0) / np.maximum(seen, 1)
        there = np.flatnonzero(seen >= max(1, seen.max(initial=0) // 4))
        if there.size < 2:
            continue
        first, last = team[there[mean[there].argmin()]], team[there[mean[there].argmax()]]
        if first != last:
            attack[first][where], attack[last][where] = 1, -1
    return attack
