"""Second Spectrum: one JSON line a frame, metres from the middle of the pitch."""

from pathlib import Path
from typing import Any

import numpy as np

from backstride.team.feed import Feed, Player, attack_from_positions
from backstride.team.json_columns import frames_of, grids, people_of, points
from backstride.team.parts import clock, content, damaged, extra, number, parsed_json, xml

_SIDES = ("home", "away")


def is_secondspectrum(head: bytes) -> bool:
    """Tell Second Spectrum's frames by the keys of the first."""
    start = head.lstrip()[:400]
    return start[:1] == b"{" and b'"frameIdx"' in start and b'"gameClock"' in start


def read_secondspectrum(path: Path, meta: Path | None) -> Feed:
    """Return a feed from frames, with rate and names from the metadata (JSON or XML) beside it."""
    polars = extra("polars")
    spot = polars.List(polars.Float64)
    person = points(playerId=polars.String, number=polars.Int64, xyz=spot)
    frames = frames_of(
        path,
        {
            "period": polars.Int64,
            "frameIdx": polars.Int64,
            "gameClock": polars.Float64,
            "live": polars.Boolean,
            "homePlayers": person,
            "awayPlayers": person,
            "ball": polars.Struct({"xyz": spot}),
        },
        "Second Spectrum",
    ).drop_nulls(["period", "frameIdx"])
    people = polars.concat([_side(frames, side) for side in _SIDES])
    if not len(people):
        damaged(path, "none of its frames holds a player")
    rate, names, teams = _about(meta)
    keys, first, who = np.unique(
        people["key"].to_numpy().astype(np.str_), return_index=True, return_inverse=True
    )
    shape = (len(frames), len(keys))
    x, y = grids(people["row"].to_numpy(), who, people.select("x", "y").to_numpy(), shape)
    shirts = people["number"].to_list()
    players = tuple(
        _player(str(key), shirts[at], names, teams) for key, at in zip(keys, first, strict=True)
    )
    period = frames["period"].to_numpy().astype(np.intp)
    frame = frames["frameIdx"].to_numpy().astype(np.intp)
    rate = rate or _rate(path, frame, frames["gameClock"].to_numpy(), period)
    time_s, play = clock(frame, rate)
    return Feed(
        path=path,
        format="Second Spectrum",
        rate_hz=rate,
        time_s=time_s,
        period=period,
        players=players,
        x_m=x,
        y_m=y,
        ball_m=_ball(frames),
        in_play=frames["live"].fill_null(value=True).to_numpy(),
        play=play,
        attack=attack_from_positions(x, period, [player.team for player in players]),
    )


def _side(frames: Any, side: str) -> Any:  # frames of polars
    polars = extra("polars")
    spot = polars.col("xyz").list
    return (
        people_of(frames, f"{side}Players")
        .select(
            polars.col("row"),
            polars.format("{}|{}", polars.lit(side), polars.col("playerId")).alias("key"),
            polars.col("number"),
            spot.get(0, null_on_oob=True).alias("x"),
            spot.get(1, null_on_oob=True).alias("y"),
        )
        .drop_nulls(["key", "x", "y"])
    )


def _ball(frames: Any) -> Any:  # array (n, 2)
    polars = extra("polars")
    spot = polars.col("ball").struct.field("xyz").list
    pair = frames.select(
        spot.get(0, null_on_oob=True).alias("x"), spot.get(1, null_on_oob=True).alias("y")
    )
    return pair.fill_null(float("nan")).to_numpy().astype(np.float32)


def _about(meta: Path | None) -> tuple[float, dict[str, tuple[str, str]], dict[str, str]]:
    """Return the rate, 0 where it is not said; name and position by player; names of teams."""
    teams = {side: side for side in _SIDES}
    if meta is None:
        return 0.0, {}, teams
    data = content(meta)
    if data.lstrip()[:1] != b"{":
        match = xml(meta, data).find(".//match")
        return number(match.get("iFrameRateFps")) if match is not None else 0.0, {}, teams
    said = parsed_json(meta, data)
    words = str(said.get("description", "")).split(":")[0].split("-")
    if len(words) == 2:
        teams = dict(zip(_SIDES, (word.strip() for word in words), strict=True))
    names = {
        str(one.get("optaId")): (str(one.get("name") or ""), str(one.get("position") or ""))
        for side in _SIDES
        for one in said.get(f"{side}Players") or ()
    }
    rate = number(said.get("fps"))
    return rate if rate > 0 else 0.0, names, teams


def _player(
    key: str, shirt: int | None, names: dict[str, tuple[str, str]], teams: dict[str, str]
) -> Player:
    side, id_ = key.split("|", 1)
    name, position = names.get(id_, ("", ""))
    position = "" if position == "SUB" else position
    called = name or f"{teams[side]} {shirt if shirt is not None else id_}"
    return Player(id_, called, teams[side], position)


def _rate(path: Path, frame: Any, clock_s: Any, period: Any) -> float:  # arrays (n,)
    same = np.diff(period) == 0
    frames, seconds = np.diff(frame)[same], np.diff(clock_s)[same]
    known = (frames > 0) & (seconds > 0)
    rate = float(np.median(frames[known] / seconds[known])) if known.any() else float("nan")
    if not 1 <= rate <= 250:
        damaged(path, "its clock is not that of 1 to 250 frames a second")
    return round(rate, 3)
