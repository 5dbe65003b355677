"""Signality: a JSON list of frames for each half, and two more files beside it."""

from pathlib import Path
from typing import Any

import numpy as np

from backstride.team.feed import Feed, Player, attack_from_positions
from backstride.team.parts import clock, content, damaged, parsed_json

_TEAMS = ("home_team", "away_team")


def is_signality(head: bytes) -> bool:
    """Tell Signality frames by the keys of the first."""
    start = head.lstrip()[:800]
    return start[:1] == b"[" and b'"utc_time"' in start and b'"match_time"' in start


def read_signality(path: Path, meta: Path | None) -> Feed:
    """Return a feed from one half of Signality's raw data, with names where ``meta`` gives them."""
    frames = parsed_json(path, content(path))
    about = parsed_json(meta, content(meta)) if meta is not None else {}
    try:
        return _feed(path, frames, about)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        damaged(path, f"a frame is not shaped as Signality's are ({error})")


def _feed(path: Path, frames: list[dict[str, Any]], about: dict[str, Any]) -> Feed:
    cells = [
        (i, team, int(one["jersey_number"]), *one["position"][:2])
        for i, frame in enumerate(frames)
        for team in _TEAMS
        for one in frame.get(team) or ()
        if one.get("position") and int(one["jersey_number"]) >= 0
    ]
    if not cells:
        damaged(path, "none of its frames holds a player")
    keys = sorted({(team, shirt) for _, team, shirt, _, _ in cells})
    at = {key: i for i, key in enumerate(keys)}
    x = np.full((len(frames), len(keys)), np.nan, dtype=np.float32)
    y = np.full_like(x, np.nan)
    ball = np.full((len(frames), 2), np.nan, dtype=np.float32)
    for i, team, shirt, along, across in cells:
        x[i, at[team, shirt]], y[i, at[team, shirt]] = along, across
    for i, frame in enumerate(frames):
        spot = (frame.get("ball") or {}).get("position")
        if spot:
            ball[i] = spot[:2]
    when_ms = np.array([frame["match_time"] for frame in frames], dtype=np.float64)
    step_ms = float(np.median(np.diff(when_ms))) if len(frames) > 1 else 40.0
    if not 4 < step_ms <= 1000:
        damaged(path, "its times are not those of 1 to 250 frames a second")
    _, play = clock(np.round(when_ms / step_ms).astype(np.intp), 1000.0 / step_ms)
    period = np.array([int(frame.get("phase") or 1) for frame in frames], dtype=np.intp)
    players = tuple(_player(team, shirt, about) for team, shirt in keys)
    return Feed(
        path=path,
        format="Signality",
        rate_hz=1000.0 / step_ms,
        time_s=(when_ms - when_ms[0]) / 1000.0,
        period=period,
        players=players,
        x_m=x,
        y_m=y,
        ball_m=ball,
        in_play=np.array([frame.get("state") == "running" for frame in frames]),
        play=play,
        attack=attack_from_positions(x, period, [player.team for player in players]),
    )


def _player(team: str, shirt: int, about: dict[str, Any]) -> Player:
    side = team.removesuffix("_team")
    named = about.get(f"team_{side}_players") or ()
    name = next((one.get("name") for one in named if one.get("jersey_number") == shirt), None)
    who = about.get(f"team_{side}_name") or side
    return Player(f"{side}-{shirt}", name or f"{who} {shirt}", who)
