"""SkillCorner: one JSON object a frame, as lines (version 3) or as one list (version 2)."""

from pathlib import Path
from typing import Any

import numpy as np

from backstride.errors import UnreadableFileError
from backstride.team.feed import Feed, Player, attack_from_positions
from backstride.team.json_columns import frames_of, grids, people_of, points
from backstride.team.parts import all_true, clock, content, damaged, extra, number, parsed_json

_RATE_HZ = 10.0  # SkillCorner's broadcast tracking, both versions


def is_skillcorner(head: bytes) -> bool:
    """Tell frames of SkillCorner by the keys of the first."""
    start = head.lstrip()[:600]
    return b'"frame"' in start and b'"possession"' in start


def read_skillcorner(path: Path, meta: Path) -> Feed:
    """Return a feed from SkillCorner's frames and its match data."""
    polars = extra("polars")
    match = parsed_json(meta, content(meta))
    frames = _frames(path)
    frames = frames.filter(
        polars.col("period").is_not_null() & (polars.col("people").list.len() > 0)
    )
    if not len(frames):
        damaged(path, "none of its frames holds a player")
    people = people_of(frames, "people").drop_nulls(["id", "x", "y"])
    known = _players(match)
    ids, who = np.unique(people["id"].to_numpy(), return_inverse=True)
    xy = people.select("x", "y").to_numpy()
    x, y = grids(people["row"].to_numpy(), who, xy, (len(frames), len(ids)))
    ball = frames.select(
        polars.col("ball").struct.field("x"), polars.col("ball").struct.field("y")
    ).to_numpy()
    balls = np.asarray(ball, dtype=np.float32)
    at = np.flatnonzero(ids == number((match.get("ball") or {}).get("trackable_object")))
    if at.size:  # version 2 lists the ball with the players
        balls = np.column_stack((x[:, at[0]], y[:, at[0]]))
    named = [id_ in known for id_ in ids.tolist()]
    if 2 * sum(named) < len(ids):  # the ball and referees are among the others
        raise UnreadableFileError(
            f"{path}: {meta.name} names {sum(named)} of its {len(ids)} people, so it is another "
            "match's; name the match data that belongs to it."
        )
    keep = np.flatnonzero(named)
    period = frames["period"].to_numpy().astype(np.intp)
    time_s, play = clock(frames["frame"].to_numpy().astype(np.intp), _RATE_HZ)
    players = tuple(known[int(ids[i])] for i in keep)
    return Feed(
        path=path,
        format="SkillCorner",
        rate_hz=_RATE_HZ,
        time_s=time_s,
        period=period,
        players=players,
        x_m=x[:, keep],
        y_m=y[:, keep],
        ball_m=balls,
        in_play=all_true(len(frames)),
        play=play,
        attack=attack_from_positions(x[:, keep], period, [player.team for player in players]),
        warnings=["SkillCorner extrapolates players who are out of the picture; they are counted."],
    )


def _frames(path: Path) -> Any:  # a frame of polars
    """Return ``frame``, ``period``, ``people`` (id, x, y) and ``ball`` of either version."""
    polars = extra("polars")
    spot = {"x": polars.Float32, "y": polars.Float32}
    whole = {"frame": polars.Int64, "period": polars.Int64}
    if b'"player_data"' in content(path)[:4096]:
        table = frames_of(
            path,
            {
                **whole,
                "player_data": points(player_id=polars.Int64, **spot),
                "ball_data": polars.Struct(spot),
            },
            "SkillCorner",
        )
        return table.rename({"player_data": "people", "ball_data": "ball"}).with_columns(
            polars.col("people").list.eval(polars.element().struct.rename_fields(["id", "x", "y"]))
        )
    table = frames_of(
        path, {**whole, "data": points(trackable_object=polars.Int64, **spot)}, "SkillCorner"
    )
    return table.rename({"data": "people"}).with_columns(
        polars.col("people").list.eval(polars.element().struct.rename_fields(["id", "x", "y"])),
        polars.lit(None, dtype=polars.Struct(spot)).alias("ball"),
    )


def _players(match: dict[str, Any]) -> dict[int, Player]:
    """Return players under both of the numbers that frames may use."""
    teams = {
        side["id"]: side.get("short_name") or side.get("name") or str(side["id"])
        for side in (match.get("home_team") or {}, match.get("away_team") or {})
        if "id" in side
    }
    found: dict[int, Player] = {}
    for one in match.get("players", ()):
        words = (one.get("first_name"), one.get("last_name"))
        name = " ".join(word for word in words if word)
        role = (one.get("player_role") or {}).get("name") or ""
        player = Player(str(one.get("id")), name, teams.get(one.get("team_id"), "?"), role)
        for key in ("id", "trackable_object"):
            if np.isfinite(number(one.get(key))):
                found[int(one[key])] = player
    return found
