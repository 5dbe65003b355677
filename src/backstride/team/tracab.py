"""TRACAB ``.dat``: one line a frame, centimetres, read by columns."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from backstride.motion.arrays import Bools, Ints
from backstride.team.feed import Feed, Player, attack_from_positions
from backstride.team.parts import clock, content, damaged, extra, number, wide_csv, xml

_OBJECT = 6  # fields of an object: team, target, shirt, x, y, speed
_LONGEST_LINE = 8192  # some 50 objects take 1200
_AWAY, _HOME = 0, 1  # the format's own numbers
_BALL = 6  # fields of the ball: x, y, z, speed, owner, state; a set piece may follow
_STATES = ("Alive", "Dead")
_SHIRTS = 1000  # shirt numbers have at most three digits
_NAMES = {_HOME: "home", _AWAY: "away"}


@dataclass(frozen=True, slots=True)
class _About:
    """What the metadata says: rate, first and last frame of periods, names by team and shirt."""

    rate_hz: float
    periods: list[tuple[int, int]]
    names: dict[tuple[int, int], tuple[str, str]]
    teams: dict[int, str]


def read_tracab(path: Path, meta: Path) -> Feed:
    """Return a feed from a TRACAB ``.dat`` file and its XML metadata.

    Raises
    ------
    DamagedFileError
        When a line has another shape than the first, or the metadata lacks frame rate or periods.
    """
    about = _about(meta)
    table, objects = _table(path, content(path))
    if table is None:
        table, objects = _table(path, _padded(path))
    if table is None:
        damaged(path, "its lines are not those of TRACAB frames")
    return _feed(path, about, table, objects)


def is_tracab(head: bytes) -> bool:
    """Tell TRACAB lines: frame, objects of six fields, then the ball."""
    line = head.split(b"\n", 1)[0].strip()
    parts = line.split(b":")
    return (
        len(parts) >= 3
        and parts[0].isdigit()
        and parts[1].split(b";", 1)[0].count(b",") == _OBJECT - 1
    )


def _about(meta: Path) -> _About:
    root = xml(meta, content(meta))
    match = root if root.tag == "match" else root.find("match")
    if match is not None:
        rate = number(match.get("iFrameRateFps"))
        spans = [(p.get("iStartFrame"), p.get("iEndFrame")) for p in match.iter("period")]
    else:
        rate = number(root.findtext(".//FrameRate"))
        spans = [
            (root.findtext(f".//Phase{i}StartFrame"), root.findtext(f".//Phase{i}EndFrame"))
            for i in range(1, 6)
        ]
    periods = [(int(number(a)), int(number(b))) for a, b in spans if number(b) > number(a) >= 0]
    if not rate > 0 or not periods:
        damaged(meta, "it gives no frame rate or no period")
    names: dict[tuple[int, int], tuple[str, str]] = {}
    teams = dict(_NAMES)
    for side, tag in ((_HOME, "HomeTeam"), (_AWAY, "AwayTeam")):
        team = root.find(f".//{tag}")
        if team is None:
            continue
        teams[side] = (team.findtext("LongName") or teams[side]).strip()
        for player in team.iter("Player"):
            shirt = number(player.findtext("JerseyNo"))
            words = (player.findtext("FirstName"), player.findtext("LastName"))
            name = " ".join(w.strip() for w in words if w and w.strip())
            if np.isfinite(shirt):
                id_ = player.findtext("PlayerId") or f"{side}-{shirt:.0f}"
                names[side, int(shirt)] = (id_.strip(), name)
    return _About(rate, periods, names, teams)


def _table(path: Path, data: bytes) -> tuple[Any, int]:
    """Return the wanted columns as a frame of polars, and how many objects a line has.

    None for the frame when some line holds another number of objects than the first.
    """
    polars = extra("polars")
    line = data[:_LONGEST_LINE].lstrip().split(b"\n", 1)[0].strip()
    head, _, rest = line.partition(b":")
    objects = rest.split(b":", 1)[0].count(b";") if head.isdigit() else 0
    if objects == 0:
        damaged(path, "its first line is no TRACAB frame")
    fields = 1 + sum(map(line.count, (b":", b";", b",")))
    flat = data.translate(bytes.maketrans(b":;", b",,"))
    del data  # a match is a hundred megabytes
    wanted = {0: polars.Int64}
    for i in range(objects):
        at = 1 + i * _OBJECT
        wanted |= {at: polars.Int8, at + 2: polars.Int16}
        wanted |= {at + 3: polars.Int32, at + 4: polars.Int32}
    ball = _ball_at(objects)
    wanted |= {ball: polars.Float32, ball + 1: polars.Float32, ball + 5: polars.String}
    if max(wanted) >= fields:
        return None, objects
    try:
        table = wide_csv(flat, fields, wanted)
    except polars.exceptions.PolarsError:
        return None, objects
    table = table.filter(polars.col("c0").is_not_null())
    sound = table[f"c{ball + 5}"].is_in(_STATES).all() and table["c0"].len() > 0
    return (table if sound else None), objects


def _padded(path: Path) -> bytes:
    """Return the file with as many objects in every line, and a ball in each."""
    lines = [line.strip().split(b":") for line in content(path).split(b"\n") if line.strip()]
    whole = [line for line in lines if len(line) >= 3 and line[0].isdigit()]
    if 2 * len(whole) < len(lines):
        damaged(path, "most of its lines are no TRACAB frames")
    most = max((line[1].count(b";") for line in whole), default=0)
    padded = [
        line[0]
        + b":"
        + line[1]
        + b"4,0,-1,0,0,0.00;" * (most - line[1].count(b";"))
        + b":"
        + (line[2] if line[2].count(b",") >= _BALL - 1 else b",,,,,Dead;")
        + b":"
        for line in whole
        if line[1].count(b",") == (_OBJECT - 1) * line[1].count(b";")
    ]
    return b"\n".join(padded)


def _ball_at(objects: int) -> int:
    """Return the column of the ball's x: after the objects and the empty cell that ends them."""
    return 1 + objects * _OBJECT + 1


def _feed(path: Path, about: _About, table: Any, objects: int) -> Feed:
    frame = table["c0"].to_numpy()
    period = np.zeros(len(frame), dtype=np.intp)
    for i, (first, last) in enumerate(about.periods, 1):
        period[(frame >= first) & (frame <= last)] = i
    kept = np.flatnonzero(period > 0)
    if not kept.size:
        damaged(path, "none of its frames lies in a period of its metadata")
    whole = slice(int(kept[0]), int(kept[-1]) + 1)
    kept = np.flatnonzero(period[whole] > 0)
    rows: Any = slice(None) if len(kept) == whole.stop - whole.start else kept

    def column(at: int) -> Any:  # an array of the column's own type
        return table[f"c{at}"].to_numpy()[whole][rows]

    slots = [_who(column(1 + i * _OBJECT), column(3 + i * _OBJECT)) for i in range(objects)]
    keys = {one: i for i, one in enumerate(dict.fromkeys(k for found, _ in slots for k in found))}
    x = np.full((len(kept), len(keys)), np.nan, dtype=np.float32)
    y = np.full_like(x, np.nan)
    for slot, (found, alone) in enumerate(slots):
        at = 1 + slot * _OBJECT
        for one in found:
            side, shirt = divmod(one, _SHIRTS)
            where: Any = slice(None)
            if not alone:
                where = (column(at) == side) & (column(at + 2) == shirt)
            x[where, keys[one]] = column(at + 3)[where] / np.float32(100)
            y[where, keys[one]] = column(at + 4)[where] / np.float32(100)
    ball = _ball_at(objects)
    time_s, play = clock(column(0), about.rate_hz)
    players = tuple(_player(one, about) for one in keys)
    alive: Bools = column(ball + 5) == "Alive"
    periods: Ints = period[whole][rows]
    return Feed(
        path=path,
        format="TRACAB",
        rate_hz=about.rate_hz,
        time_s=time_s,
        period=periods,
        players=players,
        x_m=x,
        y_m=y,
        ball_m=(np.column_stack((column(ball), column(ball + 1))) / 100.0).astype(np.float32),
        in_play=alive,
        play=play,
        attack=attack_from_positions(x, periods, [player.team for player in players]),
    )


def _who(team: Ints, shirt: Ints) -> tuple[list[int], bool]:
    """Return the players (team and shirt in one number) of a slot, and whether it is one always."""
    held = ((team == _HOME) | (team == _AWAY)) & (shirt >= 0)
    if held.all() and (shirt == shirt[0]).all() and (team == team[0]).all():
        return [int(team[0]) * _SHIRTS + int(shirt[0])], True
    found = np.unique(team[held].astype(np.int32) * _SHIRTS + shirt[held])
    return [int(one) for one in found], False


def _player(key: int, about: _About) -> Player:
    side, shirt = divmod(key, _SHIRTS)
    id_, name = about.names.get((side, shirt), (f"{about.teams[side]}-{shirt}", ""))
    return Player(id_, name or f"{about.teams[side]} {shirt}", about.teams[side])
