"""Whether tags tell the truth about orientation, judged from the data alone.

People who run fast face where they run. So the circular mean of orientation minus direction, over
fast frames, is near zero: within 33° in every good game of 306 that were looked at (highlight plays
of American football, 2018–19). A whole season may count its angles from another zero.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from backstride.motion.angles import circular_mean_deg, wrap_deg
from backstride.motion.arrays import Bools
from backstride.team.feed import Feed, Singles
from backstride.team.tag_evidence import (
    FEWEST_S,
    FLIPPED_DEG,
    Tags,
    flipped_tags,
    offset_of,
    tags_of,
)
from backstride.team.tag_noise import JITTER_DEG, half_width, jitter_of, steadied, without_spikes

FAST_MPS = 2.7  # the speed above which those games were judged

SUSPECT_DEG = 45.0  # a game or team further off is not good: the good ones end at 33°

_GOOD_DEG = 33.0  # where the good ones end

_AGREE = 0.8  # share of judged players who must be turned alike before anything is turned back

_HALF, _ENOUGH_TAGS = 0.5, 8
"""A game whose mean is right is not good if fewer than half of its tags, and of eight or more, sit
within 45° of it: then the mean is right by chance."""

_SEASON_GAMES, _SEASON_SHARE = 3, 0.5
"""Games turned alike that make it a matter of the season, and the share of its games they must be:
bad games are one in 306, and off each in its own way."""


@dataclass(slots=True)
class TagReport:
    """What was found out about the orientation of one game, and what was done.

    Attributes
    ----------
    verdict : {"good", "re-zeroed", "refused", "too little to judge"}
    offset_deg : float
        Circular mean of orientation minus direction over fast frames; NaN without any.
    turned_by_deg : float
        What was taken off the whole game's orientation.
    teams : dict
        For each team left out or turned back, what was done.
    quarantined : dict
        For each player left out, the offset of the tag in degrees.
    steps, spikes, missing : int
        Turns of more than 45° between frames; samples left out because such a turn was undone at
        once; samples of a visible player without orientation.
    jitter_deg : float
        Noise of orientation from frame to frame; above 6° a running median is taken.
    steadied : int
        Frames of that running median; 1 where none was taken.
    """

    verdict: str = "good"
    offset_deg: float = float("nan")
    turned_by_deg: float = 0.0
    teams: dict[str, str] = field(default_factory=dict)
    quarantined: dict[int, float] = field(default_factory=dict)
    steps: int = 0
    spikes: int = 0
    missing: int = 0
    jitter_deg: float = float("nan")
    steadied: int = 1


def zeros_of(feeds: Sequence[Feed]) -> dict[str, float]:
    """Return for each season from what its angles count: 0°, or the turn of most of its games.

    Parameters
    ----------
    feeds : sequence of Feed
        Of any number of seasons; those without orientation or own speeds do not count.
    """
    turns: dict[str, list[float]] = defaultdict(list)
    for feed in feeds:
        if feed.facing_deg is None or feed.speed_mps is None or feed.travel_deg is None:
            continue
        offset = _offset(feed.facing_deg, feed.travel_deg, feed.speed_mps > FAST_MPS)
        mean = circular_mean_deg(offset.astype(np.float64))
        if np.isfinite(mean):
            turns[feed.season].append(_quarter(mean))
    zeros = dict.fromkeys(turns, 0.0)
    for season, own in turns.items():
        turn, count = Counter(own).most_common(1)[0]
        if count >= max(_SEASON_GAMES, _SEASON_SHARE * len(own)):
            zeros[season] = turn
    return zeros


def check_tags(
    feed: Feed,
    speed_mps: Singles,
    travel_deg: Singles,
    good: Bools,
    *,
    zero_deg: float = 0.0,
) -> tuple[Singles, Bools, TagReport]:
    """Return the orientation that may be used (n, p), whose it is (p,), and the report.

    A game more than 45° off what its season counts from is turned back by the nearest quarter turn
    if both teams and four of five players agree on it, and refused otherwise; so is a team. A tag
    more than 60° off with little spread, or one that points backward over a long time, is left out.

    Parameters
    ----------
    zero_deg : float
        From what the season's angles count; of ``zeros_of``.
    """
    report = TagReport()
    facing = _quiet(feed, feed.facing_deg, report) if feed.facing_deg is not None else None
    if facing is None:
        facing = np.full_like(speed_mps, np.nan)
    report.missing = int((np.isfinite(speed_mps) & ~np.isfinite(facing) & good).sum())
    offset = _offset(facing, travel_deg, (speed_mps > FAST_MPS) & good)
    report.offset_deg = circular_mean_deg(offset.astype(np.float64))
    tags = tags_of(feed, facing, offset)
    judged = good & (tags.count >= FEWEST_S * feed.rate_hz)
    team = feed.team_of_player()
    turn, refused = zero_deg, False
    if not judged.any():
        report.verdict = "too little to judge"
    elif abs(wrap_deg(report.offset_deg - zero_deg)) > SUSPECT_DEG:
        turn = _quarter(report.offset_deg)
        sides = [team == i for i in range(len(feed.teams))]
        refused = not _agree(tags, judged, turn, sides, offset)
    else:
        refused = judged.sum() >= _ENOUGH_TAGS and _near(tags, judged, turn) < _HALF
    if refused:
        report.verdict = "refused"
        return facing, np.zeros_like(good), report
    if turn != 0.0:
        facing, tags = _turn(facing, turn, slice(None)), tags.turned(turn, slice(None))
        report.verdict, report.turned_by_deg = "re-zeroed", turn
    facing, tags, usable = _teams(feed, facing, tags, good, judged, report)
    flipped = usable & flipped_tags(feed, tags, judged)
    report.quarantined = {int(i): offset_of(tags, int(i)) for i in np.flatnonzero(flipped)}
    return facing, usable & ~flipped, report


def _quiet(feed: Feed, facing: Singles, report: TagReport) -> Singles:
    """Return orientation without noise from frame to frame, and note what was done."""
    report.jitter_deg = jitter_of(facing)
    if report.jitter_deg > JITTER_DEG:
        half = half_width(feed, report.jitter_deg)
        report.steadied = 2 * half + 1
        return steadied(feed, facing, half)
    quiet, report.steps, report.spikes = without_spikes(feed, facing)
    return quiet


def _offset(facing: Singles, travel_deg: Singles, fast: Bools) -> Singles:
    found: Singles = np.where(fast, facing - travel_deg, np.float32(np.nan))
    return found


def _quarter(offset_deg: float) -> float:
    """Return the nearest quarter turn: a wrong zero is one of those, a bad compass is not."""
    return float(wrap_deg(90.0 * round(offset_deg / 90.0)))


def _agree(tags: Tags, judged: Bools, turn: float, groups: list[Bools], offset: Singles) -> bool:
    """Return whether most players, and each group of them as a whole, are off by one angle."""
    means = [circular_mean_deg(offset[:, group].astype(np.float64)) for group in groups]
    known = np.array([mean for mean in means if np.isfinite(mean)])
    apart = np.abs(wrap_deg(np.append(known - turn, np.subtract.outer(known, known))))
    if apart.max(initial=0.0) > _GOOD_DEG:
        return False
    return _near(tags, judged, turn) >= _AGREE


def _near(tags: Tags, judged: Bools, turn: float) -> float:
    """Return the share of the judged tags that sit within 45° of a turn."""
    off = np.abs(wrap_deg(tags.mean_deg[judged] - turn))
    return float((off <= SUSPECT_DEG).mean())


def _turn(facing: Singles, turn: float, who: Bools | slice) -> Singles:
    turned = facing.copy()
    turned[:, who] = wrap_deg(facing[:, who].astype(np.float64) - turn)
    return turned


def _teams(
    feed: Feed, facing: Singles, tags: Tags, good: Bools, judged: Bools, report: TagReport
) -> tuple[Singles, Tags, Bools]:
    """Judge each team of a game that is good as a whole; one far off is turned back or left out."""
    usable, team = good.copy(), feed.team_of_player()
    for i, name in enumerate(feed.teams):
        mine = (team == i) & judged
        if mine.sum() < 4:  # fewer say nothing of a team
            continue
        weight = tags.count * tags.length
        rad = np.radians(tags.mean_deg[mine])
        mean = np.degrees(
            np.arctan2((weight[mine] * np.sin(rad)).sum(), (weight[mine] * np.cos(rad)).sum())
        )
        off = np.abs(tags.mean_deg[mine]) > FLIPPED_DEG
        if abs(mean) <= FLIPPED_DEG or off.mean() < 0.5:
            continue
        turn = _quarter(float(mean))
        if (np.abs(wrap_deg(tags.mean_deg[mine] - turn)) <= SUSPECT_DEG).mean() >= _AGREE:
            facing, tags = _turn(facing, turn, team == i), tags.turned(turn, team == i)
            report.teams[name] = f"turned back by {turn:+.0f}°"
        else:
            usable &= team != i
            report.teams[name] = f"left out: {mean:+.0f}° off, and its players do not agree"
    return facing, tags, usable
