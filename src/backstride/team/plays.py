"""Tables of plays with body orientation, in the columns of American football's tags.

One row a player and frame: ``x``, ``y``, ``s`` in yards, ``o`` and ``dir`` in degrees clockwise
from +y, 10 frames a second, events that say when a play starts and ends.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from backstride.motion.angles import wrap_deg
from backstride.motion.arrays import Bools, Floats, Ints
from backstride.team.feed import Feed, Player, Singles
from backstride.team.parts import YARD_M, damaged, extra
from backstride.team.plays_table import Rows, Texts, read_columns
from backstride.team.positions import position_group

_RATE_HZ = 10.0  # the tags' own rate
_MIDDLE_YD = (60.0, 80.0 / 3.0)  # of a field with both end zones, by the rules of the game

_PLAYS, _FRAMES = 1e9, 1e6  # no game numbers its plays, nor a play its frames, higher
_STARTS = ("ball_snap", "autoevent_ballsnap", "snap_direct")
_ENDS = (
    "tackle", "touchdown", "out_of_bounds", "pass_outcome_incomplete", "qb_sack", "qb_kneel",
    "qb_spike", "qb_slide", "safety", "touchback", "fair_catch", "punt_downed", "field_goal_missed",
    "field_goal", "extra_point", "extra_point_missed", "two_point_conversion",
    "two_point_play_fail", "pass_outcome_touchdown", "kick_recovered_dead", "play_dead", "end_path",
)  # fmt: skip


def read_plays(paths: Sequence[Path]) -> list[Feed]:
    """Return one feed for each game in one or more tables.

    Frames before the snap and after the end of a play are dropped; so are plays without a snap,
    such as kick-offs.
    """
    return list(each_game(paths))


def each_game(paths: Sequence[Path]) -> Iterator[Feed]:
    """Yield the same feeds one by one, so that a season need not be held at once."""
    polars = extra("polars")
    where: dict[str, list[Path]] = {}
    for path in paths:
        for game in _games(path):
            where.setdefault(game, []).append(path)
    found = False
    for game, files in where.items():
        tables = [read_columns(path) for path in files]
        if game:
            tables = [table.filter(polars.col("game") == game) for table in tables]
        feed = _game(files[0], game, polars.concat(tables, how="diagonal"))
        if feed is not None:
            found = True
            yield feed
    if not found:
        damaged(paths[0], "no play in it has a snap (ball_snap) in its event column")


def _games(path: Path) -> list[str]:
    """Return the ids of the games in a table; one without a name where it has no such column."""
    table = read_columns(path)
    if "game" not in table.columns:
        return [""]
    return [str(game) for game in table["game"].unique(maintain_order=True).drop_nulls()]


def _game(path: Path, game: str, table: Any) -> Feed | None:
    rows = Rows(table)
    play, frame = rows.numbers("play"), rows.numbers("frame")
    sound = (np.abs(play) < _PLAYS) & (frame >= 0) & (frame < _FRAMES)
    stamp = np.where(sound, play, -1.0) * _FRAMES + np.where(sound, frame, 0.0)
    stamps, row = np.unique(stamp, return_inverse=True)
    keep, dropped = _within(stamps, row, rows.texts("event"))
    if not keep.any():
        return None
    teams = rows.texts("team")
    players, column = _people(rows, teams)
    ball = column < 0
    inside = keep[row]
    new_row = np.cumsum(keep) - 1
    cells = (new_row[row[inside & ~ball]], column[inside & ~ball])
    shape = (int(keep.sum()), len(players))

    def grid(key: str, scale: float = 1.0) -> Singles:
        filled = np.full(shape, np.nan, dtype=np.float32)
        filled[cells] = rows.numbers(key)[inside & ~ball] * scale
        return filled

    balls = np.full((shape[0], 2), np.nan, dtype=np.float32)
    spot = np.column_stack((rows.numbers("x"), rows.numbers("y")))[inside & ball]
    balls[new_row[row[inside & ball]]] = (spot - _MIDDLE_YD) * YARD_M
    kept = stamps[keep]
    number = np.unique(kept // _FRAMES, return_inverse=True)[1]
    feed = Feed(
        path=path,
        format="table of plays",
        game=game,
        rate_hz=_RATE_HZ,
        time_s=number * 1000.0 + (kept % _FRAMES) / _RATE_HZ,
        period=_per_frame(rows.numbers("period"), row, len(stamps), 1.0)[keep].astype(np.intp),
        players=players,
        x_m=(grid("x") - np.float32(_MIDDLE_YD[0])) * np.float32(YARD_M),
        y_m=(grid("y") - np.float32(_MIDDLE_YD[1])) * np.float32(YARD_M),
        ball_m=balls,
        in_play=np.ones(shape[0], dtype=np.bool_),
        play=number.astype(np.intp),
        attack=_attack(rows, row, keep, teams, ball),
        facing_deg=_heading(grid("o")),
        speed_mps=_given(grid("s", YARD_M)),
        travel_deg=_heading(grid("dir")),
        window="from the snap to the end of each play",
        in_plays=True,
    )
    _note(feed, dropped, shape[0], int(sound.size - sound.sum()))
    return feed


def _people(rows: Rows, teams: Texts) -> tuple[tuple[Player, ...], Ints]:
    """Return the players, and for every row the column of its player, -1 for the ball."""
    names = rows.texts("name")
    ball = np.isin(np.char.lower(names), ("ball", "football"))
    ball |= np.char.lower(teams) == "football"
    ids = np.where(rows.texts("id") == "", names, rows.texts("id"))
    who, first, column = np.unique(np.where(ball, "", ids), return_index=True, return_inverse=True)
    positions = rows.texts("position")
    people = np.flatnonzero(who != "")
    players = tuple(
        Player(str(who[i]), str(names[at]), str(teams[at]), position_group(positions[at]))
        for i, at in zip(people, first[people], strict=True)
    )
    place = np.cumsum(who != "") - 1
    return players, np.where(ball, -1, place[column])


def _note(feed: Feed, dropped: int, kept: int, unread: int) -> None:
    feed.unread = unread
    feed.warnings.append(
        f"{dropped} frames outside a play (huddle, after the whistle) were dropped; {kept} kept."
    )


def _given(values: Singles) -> Singles | None:
    return values if np.isfinite(values).any() else None


def _heading(clockwise_deg: Singles) -> Singles | None:
    """Return headings counter-clockwise from +x from angles clockwise from +y."""
    if not np.isfinite(clockwise_deg).any():
        return None
    turned: Singles = wrap_deg(90.0 - clockwise_deg.astype(np.float64)).astype(np.float32)
    return turned


def _per_frame(values: Floats, row: Ints, count: int, otherwise: float) -> Floats:
    """Return one value for every frame, from any of its rows."""
    found = np.full(count, otherwise)
    known = np.isfinite(values)
    found[row[known]] = values[known]
    return found


def _within(stamps: Floats, row: Ints, event: Texts) -> tuple[Bools, int]:
    """Return which frames lie from the start to the end of a play, and how many do not."""
    starts, ends = np.zeros(len(stamps), np.bool_), np.zeros(len(stamps), np.bool_)
    starts[row[np.isin(event, _STARTS)]] = True
    ends[row[np.isin(event, _ENDS)]] = True
    keep = np.zeros(len(stamps), np.bool_)
    for a, b in _plays_of(stamps):
        begun = np.flatnonzero(starts[a:b])
        if begun.size and stamps[a] >= 0:
            first = a + int(begun[0])
            over = np.flatnonzero(ends[first + 1 : b])
            last = first + 1 + int(over[0]) if over.size else b - 1
            keep[first : last + 1] = True
    return keep, int(len(stamps) - keep.sum())


def _plays_of(stamps: Floats) -> Iterator[tuple[int, int]]:
    number = stamps // _FRAMES
    edges = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(stamps)]
    return pairwise(edges)


def _attack(rows: Rows, row: Ints, keep: Bools, teams: Texts, ball: Bools) -> dict[str, Ints]:
    """Return where each team attacks: the side with the ball in the play's direction."""
    said, offence = rows.texts("direction"), rows.texts("offence")
    sign = np.select(
        [np.char.lower(said) == "right", np.char.lower(said) == "left"], [1.0, -1.0], np.nan
    )
    attack: dict[str, Ints] = {}
    for team in np.unique(teams[~ball]):
        has = np.where(offence == "", np.nan, (offence == "1") | (offence == team))
        if not np.isin(offence, ("0", "1", "")).all():
            has = np.where(offence == "", np.nan, offence == team)
        own = np.where((teams == team) & ~ball, np.where(has == 1, sign, -sign), np.nan)
        own[np.isnan(has)] = np.nan
        attack[str(team)] = _per_frame(own, row, len(keep), 0.0)[keep].astype(np.intp)
    return attack
