"""Signality: a JSON list of frames for each half, and two more files beside it."""

from pathlib import Path
from typing import Any

import numpy as np

from backstride.team.feed import Feed, Player, attack_from_positions
from backstride.team.json_columns import frames_of, grids, people_of, points
from backstride.team.parts import clock, content, damaged, extra, parsed_json

_SIDES = ("home", "away")
_SHIRTS = 1000  # shirt numbers have at most three digits


def is_signality(head: bytes) -> bool:
    """Tell Signality frames by the keys of the first."""
    start = head.lstrip()[:800]
    return start[:1] == b"[" and b'"utc_time"' in start and b'"match_time"' in start


def read_signality(path: Path, meta: Path | None) -> Feed:
    """Return a feed from one half of Signality's raw data, with names where ``meta`` gives them."""
    polars = extra("polars")
    about = parsed_json(meta, content(meta)) if meta is not None else {}
    person = points(jersey_number=polars.Int64, position=polars.List(polars.Float64))
    frames = frames_of(
        path,
        {
            "phase": polars.Int64,
            "state": polars.String,
            "match_time": polars.Float64,
            "home_team": person,
            "away_team": person,
            "ball": polars.Struct({"position": polars.List(polars.Float64)}),
        },
        "Signality",
    )
    when_ms = frames["match_time"].to_numpy()
    if not np.isfinite(when_ms).all():
        damaged(path, "a frame has no time")
    step_ms = float(np.median(np.diff(when_ms))) if len(frames) > 1 else 40.0
    if not 4 < step_ms <= 1000:
        damaged(path, "its times are not those of 1 to 250 frames a second")
    people = polars.concat([_side(frames, i) for i in range(len(_SIDES))])
    if not len(people):
        damaged(path, "none of its frames holds a player")
    keys, who = np.unique(people["key"].to_numpy(), return_inverse=True)
    shape = (len(frames), len(keys))
    x, y = grids(people["row"].to_numpy(), who, people.select("x", "y").to_numpy(), shape)
    period = frames["phase"].fill_null(1).to_numpy().astype(np.intp)
    players = tuple(_player(int(key), about) for key in keys)
    _, play = clock(np.round(when_ms / step_ms).astype(np.intp), 1000.0 / step_ms)
    return Feed(
        path=path,
        format="Signality",
        rate_hz=1000.0 / step_ms,
        time_s=(when_ms - when_ms[0]) / 1000.0,
        period=period,
        players=players,
        x_m=x,
        y_m=y,
        ball_m=_ball(frames),
        in_play=(frames["state"].fill_null("") == "running").to_numpy(),
        play=play,
        attack=attack_from_positions(x, period, [player.team for player in players]),
    )


def _side(frames: Any, side: int) -> Any:  # frames of polars
    """Return row, key (side and shirt in one number), x and y of the players of one team."""
    polars = extra("polars")
    spot = polars.col("position")
    return (
        people_of(frames, f"{_SIDES[side]}_team")
        .select(
            polars.col("row"),
            (polars.col("jersey_number") + side * _SHIRTS).alias("key"),
            spot.list.get(0, null_on_oob=True).alias("x"),
            spot.list.get(1, null_on_oob=True).alias("y"),
            polars.col("jersey_number").alias("shirt"),
        )
        .drop_nulls()
        .filter((polars.col("shirt") >= 0) & (polars.col("shirt") < _SHIRTS))
    )


def _ball(frames: Any) -> Any:  # array (n, 2)
    polars = extra("polars")
    spot = polars.col("ball").struct.field("position").list
    pair = frames.select(
        spot.get(0, null_on_oob=True).alias("x"), spot.get(1, null_on_oob=True).alias("y")
    )
    return pair.fill_null(float("nan")).to_numpy().astype(np.float32)


def _player(key: int, about: dict[str, Any]) -> Player:
    index, shirt = divmod(key, _SHIRTS)
    side = _SIDES[index]
    named = about.get(f"team_{side}_players") or ()
    name = next((one.get("name") for one in named if one.get("jersey_number") == shirt), None)
    who = about.get(f"team_{side}_name") or side
    return Player(f"{side}-{shirt}", name or f"{who} {shirt}", who)
