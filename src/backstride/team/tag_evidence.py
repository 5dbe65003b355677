"""What the data say of each tag: against fast running, and against where its wearer lines up.

Two things tell how a tag sits. Who runs fast faces where they run. And at the snap of a play both
sides look at each other, so that a tag which points away from the opponents then, play after play,
is worn or set the wrong way round.
"""

from dataclasses import dataclass

import numpy as np

from backstride.motion.angles import circular_mean_deg, wrap_deg
from backstride.motion.arrays import Bools, Floats
from backstride.team.feed import Feed, Singles

FLIPPED_DEG = 60.0  # a tag further off with little spread is worn or set wrongly

_LITTLE_SPREAD = 0.7
"""Length of the mean unit vector, 1 without spread (0.7: a standard deviation of about 48°).
A right tag gets there with its mean turned round only if 85 % of fast frames are backward, which no
player does over a game."""

ROUND_DEG = 120.0  # a mean or line-up further off points backward rather than aside

_ROUND_LENGTH, _ROUND_S, _BOUT_S = 0.3, 10.0, 1.3
"""A tag whose mean points backward over 10 s of fast running or more needs less: a mean vector of
0.3, for which two thirds of it must be backward, and 0.7 / √n more for chance, of n bouts of 1.3 s.
The published positions that go backward most do so for a tenth of the time."""

_BY_CHANCE = 0.7  # spread of the mean of one bout's unit vector along one axis: 1/√2

FEWEST_S = 2.0  # of fast running before a tag is judged by it alone: two bouts of backward running

_A_FEW_STEPS_S = 0.5  # of fast running along the way that a tag points speak for it

_LINE_UP_S = 0.1  # from the snap: less than it takes to see it, so that nobody has turned yet

_DROP_S = 2.5
"""Longest backward running that a play is taken to begin with: about twice the median bout of
defensive backs (1.3 s)."""

_AWAY_DEG = 135.0  # off the opponents at the snap: backward, as everywhere else


@dataclass(frozen=True, slots=True)
class Tags:
    """What is known of each player's tag (p,) each.

    Attributes
    ----------
    count : array
        Fast frames.
    mean_deg, length : array
        Mean of orientation minus direction over them, and the length of the mean vector.
    line_ups : array
        Plays at whose snap the tag is seen; 0 in a feed that is not cut at snaps.
    line_up_deg, line_up_length : array
        The same mean of orientation minus the way to the opponents, over those.
    """

    count: Floats
    mean_deg: Floats
    length: Floats
    line_ups: Floats
    line_up_deg: Floats
    line_up_length: Floats

    def turned(self, turn_deg: float, who: Bools | slice) -> "Tags":
        """Return what is known once some tags are turned back."""
        mean, line_up = self.mean_deg.copy(), self.line_up_deg.copy()
        mean[who] = wrap_deg(mean[who] - turn_deg)
        line_up[who] = wrap_deg(line_up[who] - turn_deg)
        return Tags(self.count, mean, self.length, self.line_ups, line_up, self.line_up_length)


def tags_of(feed: Feed, facing: Singles, offset_deg: Singles) -> Tags:
    """Return what the data say of each tag.

    Parameters
    ----------
    facing : array (n, p)
    offset_deg : array (n, p)
        Orientation minus direction in fast frames, NaN in others.
    """
    line_ups, line_up_deg, line_up_length = _mean(_line_up_offsets(feed, facing))
    return Tags(*_mean(offset_deg), line_ups, line_up_deg, line_up_length)


def flipped_tags(feed: Feed, tags: Tags, judged: Bools) -> Bools:
    """Return which tags (p,) point elsewhere than their wearers run.

    Fast running decides for those ``judged``; but who lines up face to face with the opponents and
    ran only a few seconds of each play, backward or, as a quarterback drops back, side-on, wears a
    good tag. Where there is little fast running, who lines up with the back to the opponents does
    not. The line-up says nothing where a whole game seems to look away: sides are mixed up then.
    """
    off, line_up = np.abs(tags.mean_deg), np.abs(tags.line_up_deg)
    seconds = tags.count / feed.rate_hz
    sides = abs(circular_mean_deg(tags.line_up_deg)) <= FLIPPED_DEG
    steady = (tags.line_up_length >= _LITTLE_SPREAD) & sides
    faced = steady & (line_up <= np.where(off > ROUND_DEG, FLIPPED_DEG, FLIPPED_DEG / 2))
    alike = (tags.length >= _LITTLE_SPREAD) | _round(feed, tags)
    by_running = judged & (off > FLIPPED_DEG) & alike
    by_running &= ~(faced & (seconds <= _DROP_S * tags.line_ups))
    runs_ahead = (seconds >= _A_FEW_STEPS_S) & (off <= FLIPPED_DEG)
    flipped: Bools = by_running | (steady & (line_up > _AWAY_DEG) & ~runs_ahead)
    return flipped


def offset_of(tags: Tags, player: int) -> float:
    """Return by how much a tag is off: against fast running, or at the line-up that told it."""
    own = float(tags.mean_deg[player])
    return own if abs(own) > FLIPPED_DEG else float(tags.line_up_deg[player])


def _round(feed: Feed, tags: Tags) -> Bools:
    """Return whose tags (p,) point backward over more fast running than anyone does so."""
    seconds = tags.count / feed.rate_hz
    needed = _ROUND_LENGTH + _BY_CHANCE * np.sqrt(_BOUT_S / np.maximum(seconds, _BOUT_S))
    turned: Bools = (seconds >= _ROUND_S) & (np.abs(tags.mean_deg) > ROUND_DEG)
    return turned & (tags.length >= needed)


def _line_up_offsets(feed: Feed, facing: Singles) -> Singles:
    """Return orientation minus the way to the opponents at the start of each play (k, p)."""
    if not feed.from_snap:
        return np.full((0, facing.shape[1]), np.nan, dtype=np.float32)
    first = round(_LINE_UP_S * feed.rate_hz)
    starts = np.array([a for a, b in feed.stretches() if b - a > first], dtype=np.intp)
    ahead = np.full((len(starts), facing.shape[1]), np.nan)
    for i, player in enumerate(feed.players):
        sign = feed.attack.get(player.team)
        if sign is not None:
            ahead[:, i] = np.array([180.0, np.nan, 0.0])[np.sign(sign[starts]) + 1]
    rad = np.radians(np.array([facing[starts + k] - ahead for k in range(first)]))
    seen = np.isfinite(rad).any(axis=0)
    east, north = np.nansum(np.cos(rad), axis=0), np.nansum(np.sin(rad), axis=0)
    return np.where(seen, np.degrees(np.arctan2(north, east)), np.nan).astype(np.float32)


def _mean(offset_deg: Singles) -> tuple[Floats, Floats, Floats]:
    """Return count, circular mean and length of the mean vector of each column."""
    rad = np.radians(offset_deg)
    count = np.isfinite(rad).sum(axis=0).astype(np.float64)
    east, north = np.nansum(np.cos(rad), axis=0), np.nansum(np.sin(rad), axis=0)
    length = np.hypot(east, north) / np.maximum(count, 1.0)
    mean = np.where(count > 0, np.degrees(np.arctan2(north, east)), np.nan)
    return count, mean.astype(np.float64), length.astype(np.float64)
