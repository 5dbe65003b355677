"""Seasons with known truth, written as tables of positions, and what is asked of them."""

from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import polars

from backstride.team import Feed, Thresholds, directions, shipped_model, simulated_match
from backstride.team.direction import BACKWARD
from backstride.team.kinematics import kinematics
from backstride.team.season import (
    Season,
    SeasonSettings,
    answer_season,
    here,
    season_json,
    update_season,
)
from backstride.team.season.engines import Engine

MAPPING = """[time]
column = "t"
[position]
x = "x"
y = "y"
[player]
id = "id"
name = "name"
team = "team"
position = "position"
[facing]
column = "facing"
convention = "counter-clockwise from x"
"""


@dataclass(frozen=True)
class Truth:
    """Backward and moving seconds (p,) of every player over the written matches."""

    players: tuple[str, ...]
    backward_s: np.ndarray
    moving_s: np.ndarray


def cut(feed: Feed, matches: int) -> list[Feed]:
    """Return one long simulated match as matches of the same players with the same habits."""
    per_frame = ("time_s", "period", "x_m", "y_m", "ball_m", "in_play", "play", "facing_deg")
    edges = np.linspace(0, len(feed), matches + 1).astype(int)
    parts = []
    for a, b in pairwise(edges):
        cut_up = {name: getattr(feed, name)[a:b].copy() for name in per_frame}
        attack = {team: sign[a:b].copy() for team, sign in feed.attack.items()}
        parts.append(replace(feed, **cut_up, attack=attack))
    return parts


def write_season(
    folder: Path,
    *,
    matches: int = 4,
    minutes: float = 0.5,
    rate_hz: float = 10.0,
    noise_deg: float = 2.0,
    seed: int = 5,
    facing: bool = True,
) -> Truth:
    """Write a season as one table a match, named by its day, and a mapping file."""
    folder.mkdir(parents=True, exist_ok=True)
    feed, known = simulated_match(
        shipped_model(),
        seed=seed,
        minutes=minutes * matches,
        rate_hz=rate_hz,
        facing_noise_deg=noise_deg,
    )
    speed, travel = kinematics(feed)
    code = directions(known.facing_deg, travel, speed, Thresholds())
    for number, part in enumerate(cut(feed, matches), start=1):
        write_table(folder / f"2026-08-{number:02d}.csv", part)
    said = MAPPING if facing else MAPPING[: MAPPING.index("[facing]")]
    (folder / "mapping.toml").write_text(said, "utf-8")
    return Truth(
        tuple(player.name for player in feed.players),
        (code == BACKWARD).sum(axis=0) / rate_hz,
        (code >= 2).sum(axis=0) / rate_hz,
    )


def write_table(path: Path, feed: Feed) -> None:
    """Write one match with one row a player and frame."""
    wide = len(feed.players)
    assert feed.facing_deg is not None
    who = {
        name: np.tile([getattr(player, name) for player in feed.players], len(feed))
        for name in ("id", "name", "team", "position")
    }
    who["id"] = np.char.replace(who["id"], "-", "")
    polars.DataFrame(
        {
            "t": np.repeat(feed.time_s - feed.time_s[0], wide),
            **{name: values.astype(object) for name, values in who.items()},
            "x": feed.x_m.ravel(),
            "y": feed.y_m.ravel(),
            "facing": feed.facing_deg.ravel(),
        },
        schema_overrides=dict.fromkeys(who, polars.String),
    ).write_csv(path, float_precision=4)


def update(root: Path, out: Path, *, engine: Engine = here, **more: Any) -> Season:
    """Bring a season up to date in this process, with usual settings."""
    settings = more.pop("settings", SeasonSettings(Thresholds(), shipped_model(), "tests"))
    return update_season(root, out, settings=settings, engine=engine, **more)


def said(season: Season) -> dict[str, Any]:
    """Return all that a season says of its matches, whoever measured them and when."""
    found = season_json(answer_season(season), "")
    for name in ("tables", "measured_now", "kept"):
        del found["source"][name]
    return found


def files_of(out: Path) -> set[str]:
    """Return the names of all files beside the tables that a season names."""
    return {path.name for path in (out / "matches").iterdir()}
