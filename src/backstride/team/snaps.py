"""When a play starts and ends, and who attacks in it, from the columns of a table of plays."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from backstride.motion.arrays import Bools, Floats, Ints
from backstride.team.plays_table import Rows, Texts

FRAMES = 1e6
"""Play and frame are one number, the play so many times itself: no play has more frames."""

_STARTS = ("ball_snap", "autoevent_ballsnap", "snap_direct")
_ENDS = (
    "tackle", "touchdown", "out_of_bounds", "pass_outcome_incomplete", "qb_sack", "qb_kneel",
    "qb_spike", "qb_slide", "safety", "touchback", "fair_catch", "punt_downed", "field_goal_missed",
    "field_goal", "extra_point", "extra_point_missed", "two_point_conversion",
    "two_point_play_fail", "pass_outcome_touchdown", "kick_recovered_dead", "play_dead", "end_path",
)  # fmt: skip
_SNAP = ("SNAP", "0")  # a kind of frame, or the number of a step after the snap


def says_snaps(rows: Rows) -> bool:
    """Return whether a table has a column that could name a snap."""
    return rows.has("event") or rows.has("snap")


def within(stamps: Floats, row: Ints, rows: Rows) -> Bools:
    """Return which frames (n,) lie from the snap to the end of a play; all where none can say.

    Parameters
    ----------
    stamps : array (n,)
        Play times ``FRAMES`` plus frame, rising; negative where either is damaged.
    row : array (m,)
        The frame that each row of the table belongs to.
    """
    if not says_snaps(rows):
        return stamps >= 0
    event = rows.texts("event")
    starts, ends = np.zeros(len(stamps), np.bool_), np.zeros(len(stamps), np.bool_)
    starts[row[np.isin(event, _STARTS) | np.isin(rows.texts("snap"), _SNAP)]] = True
    ends[row[np.isin(event, _ENDS)]] = True
    keep = np.zeros(len(stamps), np.bool_)
    for a, b in plays_of(stamps):
        begun = np.flatnonzero(starts[a:b])
        if begun.size and stamps[a] >= 0:
            first = a + int(begun[0])
            over = np.flatnonzero(ends[first + 1 : b])
            last = first + 1 + int(over[0]) if over.size else b - 1
            keep[first : last + 1] = True
    return keep


def plays_of(stamps: Floats) -> Iterator[tuple[int, int]]:
    """Return the half-open ranges of frames that are one play."""
    number = stamps // FRAMES
    edges = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(stamps)]
    return pairwise(edges)


def attack_of(
    rows: Rows, row: Ints, stamps: Floats, keep: Bools, teams: Texts, ball: Bools
) -> dict[str, Ints]:
    """Return where each team attacks in the frames that are kept: 1 or -1 along x, 0 unknown.

    The side with the ball goes in the play's direction. Where no column says which side that is,
    it is the one that stands behind the other, seen along that direction, when the play begins.
    """
    said = np.char.lower(rows.texts("direction"))
    sign = np.select([said == "right", said == "left"], [1.0, -1.0], np.nan)
    has = _says_offence(rows.texts("offence"), teams)
    if np.isnan(has[~ball]).all():
        has = _behind(rows.numbers("x") * sign, row, stamps, keep, teams, ball)
    attack: dict[str, Ints] = {}
    for team in np.unique(teams[~ball]):
        own = np.where((teams == team) & ~ball, np.where(has == 1, sign, -sign), np.nan)
        own[np.isnan(has)] = np.nan
        attack[str(team)] = per_frame(own, row, len(keep), 0.0)[keep].astype(np.intp)
    return attack


def _says_offence(offence: Texts, teams: Texts) -> Floats:
    """Return 1 for rows of the side with the ball, 0 for others, NaN where it is not said."""
    word = np.char.lower(offence)
    if np.isin(word, ("0", "1", "")).all():
        own = word == "1"
    elif np.isin(word, ("offense", "defense", "")).all():
        own = word == "offense"
    else:
        own = offence == teams
    return np.where(offence == "", np.nan, own.astype(np.float64))


def _behind(
    along: Floats, row: Ints, stamps: Floats, keep: Bools, teams: Texts, ball: Bools
) -> Floats:
    """Return the same from where the teams stand in the first frame that is kept of a play."""
    has = np.full(len(row), np.nan)
    order = np.argsort(row, kind="stable")
    edges = np.searchsorted(row[order], np.arange(len(stamps) + 1))
    for a, b in plays_of(stamps):
        kept = np.flatnonzero(keep[a:b])
        if not kept.size:
            continue
        first = a + int(kept[0])
        here = order[edges[first] : edges[first + 1]]
        here = here[~ball[here] & np.isfinite(along[here])]
        sides = np.unique(teams[here])
        if len(sides) == 2:
            means = [float(along[here][teams[here] == side].mean()) for side in sides]
            play = order[edges[a] : edges[b]]
            has[play] = teams[play] == sides[int(np.argmin(means))]
    return has


def per_frame(values: Floats, row: Ints, count: int, otherwise: float) -> Floats:
    """Return one value for every frame, from any of its rows."""
    found = np.full(count, otherwise)
    known = np.isfinite(values)
    found[row[known]] = values[known]
    return found
