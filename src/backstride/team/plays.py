"""Tables of plays with body orientation, in the columns of American football's tags.

One row a player and frame: ``x``, ``y``, ``s`` in yards, ``o`` and ``dir`` in degrees clockwise
from +y, 10 frames a second, and most often events that say when a play starts and ends.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from backstride.motion.angles import wrap_deg
from backstride.motion.arrays import Ints
from backstride.team.feed import Feed, Player, Singles
from backstride.team.parts import YARD_M, damaged, extra
from backstride.team.plays_table import Rows, Texts, read_columns
from backstride.team.positions import position_group
from backstride.team.roster import Known, roster_beside
from backstride.team.snaps import FRAMES, attack_of, per_frame, says_snaps, within

_RATE_HZ = 10.0  # the tags' own rate
_MIDDLE_YD = (60.0, 80.0 / 3.0)  # of a field with both end zones, by the rules of the game

_PLAYS = 1e9  # no game numbers its plays higher
_BALL = ("ball", "football")
_SHIRT, _SIDES = re.compile(r"[HV]\d+"), {"H": "home", "V": "visitors"}
_FIRST_MONTH = 3  # a season's games end in February
_WHOLE = "all frames of each play: the table names no snap"
_FROM_SNAP = "from the snap to the end of each play"


def each_game(paths: Sequence[Path]) -> Iterator[Feed]:
    """Yield one feed for each game in one or more tables; a season need not be held at once.

    Frames before the snap and after the end of a play are dropped; so are plays without a snap,
    such as kick-offs.
    """
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
    play, frame = rows.numbers("play"), rows.frames(_RATE_HZ)
    sound = (np.abs(play) < _PLAYS) & (frame >= 0) & (frame < FRAMES)
    stamp = np.where(sound, play, -1.0) * FRAMES + np.where(sound, frame, 0.0)
    stamps, row = np.unique(stamp, return_inverse=True)
    keep = within(stamps, row, rows)
    if not keep.any():
        return None
    teams = rows.texts("team")
    players, column = _people(rows, teams, roster_beside(path))
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
    named, number = np.unique(kept // FRAMES, return_inverse=True)
    return Feed(
        path=path,
        format="table of plays",
        game=game,
        rate_hz=_RATE_HZ,
        time_s=number * 1000.0 + (kept % FRAMES) / _RATE_HZ,
        period=per_frame(rows.numbers("period"), row, len(stamps), 1.0)[keep].astype(np.intp),
        players=players,
        x_m=(grid("x") - np.float32(_MIDDLE_YD[0])) * np.float32(YARD_M),
        y_m=(grid("y") - np.float32(_MIDDLE_YD[1])) * np.float32(YARD_M),
        ball_m=balls,
        in_play=np.ones(shape[0], dtype=np.bool_),
        play=number.astype(np.intp),
        play_ids=tuple(str(int(one)) for one in named.tolist()),
        attack=attack_of(rows, row, stamps, keep, teams, ball),
        facing_deg=_heading(grid("o")),
        speed_mps=_given(grid("s", YARD_M)),
        travel_deg=_heading(grid("dir")),
        window=_FROM_SNAP if says_snaps(rows) else _WHOLE,
        in_plays=True,
        from_snap=says_snaps(rows),
        season=_season(rows, game),
        outside_plays=int((~keep).sum()),
        unread=int(sound.size - sound.sum()),
    )


def _people(rows: Rows, teams: Texts, roster: dict[str, Known]) -> tuple[tuple[Player, ...], Ints]:
    """Return the players, and for every row the column of its player, -1 for the ball.

    Names and positions that the table lacks are those of the ``roster``; without a name an id is
    one, and a shirt such as H12 or V7 tells home from visitors where no column does.
    """
    names, ids = rows.texts("name"), rows.ids()
    ids = np.where(ids == "", names, ids)
    ball = (ids == "") | np.isin(np.char.lower(names), _BALL) | np.isin(np.char.lower(teams), _BALL)
    who, first, column = np.unique(np.where(ball, "", ids), return_index=True, return_inverse=True)
    positions = rows.texts("position")
    players = []
    for i in np.flatnonzero(who != ""):
        at, one = first[i], str(who[i])
        known = roster.get(one, Known("", ""))
        position = position_group(str(positions[at]) or known.position)
        team = str(teams[at]) or (_SIDES.get(one[0], "") if _SHIRT.fullmatch(one) else "")
        players.append(Player(one, str(names[at]) or known.name or one, team, position))
    place = np.cumsum(who != "") - 1
    return tuple(players), np.where(ball, -1, place[column])


def _season(rows: Rows, game: str) -> str:
    """Return the year that the season began in: said, or from a game's id that begins with a day.

    Games of January and February belong to the year before.
    """
    said = rows.texts("season")
    if said.size and said[0]:
        return str(said[0])
    day = re.match(r"((?:19|20)\d\d)([01]\d)[0-3]\d\d\d$", game)
    return str(int(day[1]) - (int(day[2]) < _FIRST_MONTH)) if day else ""


def _given(values: Singles) -> Singles | None:
    return values if np.isfinite(values).any() else None


def _heading(clockwise_deg: Singles) -> Singles | None:
    """Return headings counter-clockwise from +x from angles clockwise from +y."""
    if not np.isfinite(clockwise_deg).any():
        return None
    turned: Singles = wrap_deg(90.0 - clockwise_deg.astype(np.float64)).astype(np.float32)
    return turned
