"""Hawk-Eye: the centroids of tracked skeletons, one JSON file for each minute of a match."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from backstride.team.feed import Feed, Player, attack_from_positions
from backstride.team.parts import all_true, clock, content, damaged, extra

_RATE_HZ = 50.0  # of the centroids; checked against their own times
_MINUTE_S = 60
_PERIOD_S = 100_000.0  # apart in time, so that no stretch reaches from one period to the next
_OFFICIALS = "Referee"  # found in every official's role


def is_hawkeye(head: bytes) -> bool:
    """Tell Hawk-Eye's samples by the ids that everybody in them has."""
    return b'"details"' in head[:200] and b'"heId"' in head


def read_hawkeye(paths: Sequence[Path]) -> Feed:
    """Return a feed from the files of centroids of one match, in any order.

    The ball is read from the file of the same name that ends in ``.ball``, where it is there.
    """
    polars = extra("polars")
    minutes = [_minute(path) for path in paths]
    people = polars.concat([one[0] for one in minutes])
    balls = polars.concat([one[1] for one in minutes])
    known = {key: player for one in minutes for key, player in one[2].items()}
    people = people.filter(polars.col("who").is_in(list(known)))
    if not len(people):
        damaged(paths[0], "none of its samples is of a player it names")
    stamp = np.round(people["stamp"].to_numpy()).astype(np.int64)
    stamps, row = np.unique(stamp, return_inverse=True)
    ids, who = np.unique(people["who"].to_numpy().astype(np.str_), return_inverse=True)
    x = np.full((len(stamps), len(ids)), np.nan, dtype=np.float32)
    y = np.full_like(x, np.nan)
    x[row, who], y[row, who] = people["x"].to_numpy(), people["y"].to_numpy()
    ball = np.full((len(stamps), 2), np.nan, dtype=np.float32)
    ball_stamp = np.round(balls["stamp"].to_numpy()).astype(np.int64)
    at = np.searchsorted(stamps, ball_stamp)
    there = (at < len(stamps)) & (stamps[np.minimum(at, len(stamps) - 1)] == ball_stamp)
    ball[at[there]] = balls.select("x", "y").to_numpy()[there]
    per_period = round(_PERIOD_S * _RATE_HZ)
    period = (stamps // per_period).astype(np.intp)
    players = tuple(known[str(one)] for one in ids)
    time_s, play = clock(stamps.astype(np.intp), _RATE_HZ)
    return Feed(
        path=paths[0],
        format="Hawk-Eye centroids",
        rate_hz=_RATE_HZ,
        time_s=time_s,
        period=period,
        players=players,
        x_m=x,
        y_m=y,
        ball_m=ball,
        in_play=all_true(len(stamps)),
        play=play,
        attack=attack_from_positions(x, period, [player.team for player in players]),
    )


def _minute(path: Path) -> tuple[Any, Any, dict[str, Player]]:
    """Return people and ball (stamp, who, x, y) of one file, and whom it names."""
    polars = extra("polars")
    data = content(path)
    spot = polars.List(polars.Struct({"pos": polars.List(polars.Float64), "time": polars.Float64}))
    person = polars.Struct({"centroid": spot, "personId": polars.Struct({"heId": polars.String})})
    samples = _samples(path, data, {"people": polars.List(person)})
    minute, period = (_said(data, key) for key in ("match-minute", "segment"))
    if minute is None or period is None:
        damaged(path, "it does not say which minute of which period it is")
    start = (period * _PERIOD_S + (minute - 1) * _MINUTE_S) * _RATE_HZ
    rows = samples.explode("people").unnest("people").drop_nulls("personId")
    rows = rows.select(polars.col("personId").struct.field("heId").alias("who"), "centroid")
    ball_path = path.with_suffix(".ball")
    balls = polars.DataFrame(schema={"stamp": polars.Float64, "x": float, "y": float})
    if path.suffix == ".centroids" and ball_path.is_file():
        found = _samples(ball_path, content(ball_path), {"ball": spot})
        balls = _places(found.select("ball"), "ball", start)
    return _places(rows, "centroid", start), balls, _players(path, data)


def _samples(path: Path, data: bytes, schema: dict[str, Any]) -> Any:  # a frame of polars
    polars = extra("polars")
    try:
        table = polars.read_json(data, schema={"samples": polars.Struct(schema)})
        return table.unnest("samples")
    except (polars.exceptions.PolarsError, polars.exceptions.PanicException) as error:
        damaged(path, f"its samples are not shaped as Hawk-Eye's are ({str(error)[:120]})")


def _places(rows: Any, column: str, start: float) -> Any:  # a frame of polars
    polars = extra("polars")
    spot = polars.col("pos").list
    return (
        rows.explode(column)
        .drop_nulls(column)
        .unnest(column)
        .with_columns(
            (polars.col("time") * _RATE_HZ + start).alias("stamp"),
            spot.get(0, null_on_oob=True).alias("x"),
            spot.get(1, null_on_oob=True).alias("y"),
        )
        .drop("pos", "time")
        .drop_nulls(["stamp", "x", "y"])
    )


def _said(data: bytes, key: str) -> int | None:
    found = re.search(rb'"sequences"\s*:\s*\{[^}]*"%s"\s*:\s*(\d{1,3})\b' % key.encode(), data)
    return int(found.group(1)) if found else None


def _players(path: Path, data: bytes) -> dict[str, Player]:
    """Return the players by id, from the ``details`` that stand before the samples."""
    start = data.find(b"{", data.find(b'"details"'))
    try:
        details, _ = json.JSONDecoder().raw_decode(data[start : start + 1_000_000].decode("utf-8"))
        teams = {
            one["id"]["heId"]: str(one.get("name") or one["id"]["heId"]) for one in details["teams"]
        }
        return {
            one["id"]["heId"]: Player(
                one["id"]["heId"],
                f"{teams.get(one['teamId']['heId'], '?')} {one.get('jerseyNumber', '')}".strip(),
                teams.get(one["teamId"]["heId"], "?"),
                str((one.get("role") or {}).get("name") or ""),
            )
            for one in details["players"]
            if _OFFICIALS not in str((one.get("role") or {}).get("name"))
        }
    except (ValueError, KeyError, TypeError, UnicodeDecodeError, AttributeError) as error:
        damaged(path, f"its details name no players ({type(error).__name__})")
