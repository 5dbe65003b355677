"""Metrica's open CSV: one file a team, shares of a pitch."""

from pathlib import Path
from typing import Any

import numpy as np

from backstride.team.feed import Feed, Player, Singles, attack_from_positions
from backstride.team.parts import PITCH_M, all_true, clock, content, damaged, extra

_COUNTABLE = 1e12  # no match has more frames

MISSING = ["NaN", "nan", "", "null"]
"""What these makers write where there is no number."""


def sound_rows(values: Any, counted: list[int], path: Path) -> Any:
    """Return the rows whose frame and period are whole numbers that can be counted."""
    cells = values[:, counted]
    sound = (np.abs(np.nan_to_num(cells, nan=np.inf)) < _COUNTABLE).all(axis=1)
    if not sound.any():
        damaged(path, "none of its rows has a number of its frame")
    return values[sound]


def is_metrica_csv(head: bytes) -> bool:
    """Tell a Metrica CSV by its third line of titles."""
    lines = head.split(b"\n", 3)
    return len(lines) > 2 and lines[2].startswith(b"Period,Frame,Time")


def read_metrica_csv(path: Path, other: Path | None) -> Feed:
    """Return a feed from one or both of the two CSV files of a match.

    Positions are shares of a pitch of unsaid size: 105 by 68 m is taken, and said.
    """
    tables = [_csv(one) for one in (path, other) if one is not None]
    frames = np.intersect1d(tables[0][0], tables[-1][0])
    x, y, players = [], [], []
    for frame, _, points, who, _ in tables:
        rows = np.searchsorted(frame, frames)
        x.append(points[rows, :, 0])
        y.append(points[rows, :, 1])
        players += who
    frame, period, _, _, ball = tables[0]
    rows = np.searchsorted(frame, frames)
    rate = _rate(path)
    time_s, play = clock(frames, rate)
    wide_x, wide_y = np.concatenate(x, axis=1), np.concatenate(y, axis=1)
    return Feed(
        path=path,
        format="Metrica CSV",
        rate_hz=rate,
        time_s=time_s,
        period=period[rows],
        players=tuple(players),
        x_m=wide_x,
        y_m=wide_y,
        ball_m=ball[rows],
        in_play=all_true(len(frames)),
        play=play,
        attack=attack_from_positions(wide_x, period[rows], [p.team for p in players]),
        warnings=[
            "Metrica gives no size of the pitch; "
            f"{PITCH_M[0]:g} by {PITCH_M[1]:g} m was taken for metres."
        ],
    )


def _read(path: Path, **options: Any) -> Any:  # a frame of polars
    polars = extra("polars")
    try:
        return polars.read_csv(
            path, has_header=False, infer_schema=False, null_values=MISSING, **options
        )
    except (polars.exceptions.PolarsError, OSError) as error:
        damaged(path, f"its lines have no common shape ({str(error).splitlines()[0][:120]})")


def floats(table: Any, path: Path) -> Any:  # array (n, columns)
    """Return all of a table as numbers; refuse one without rows."""
    polars = extra("polars")
    values = table.select(polars.all().cast(polars.Float64, strict=False)).to_numpy()
    if not len(values):
        damaged(path, "it holds no frames")
    return values


def _csv(path: Path) -> tuple[Any, Any, Singles, list[Player], Singles]:
    """Return frame numbers, periods, points (n, p, 2) in metres, players and ball of one file."""
    lines = content(path).decode("utf-8-sig", "replace").splitlines()[:3]
    if len(lines) < 3 or not lines[2].startswith("Period,Frame,Time"):
        damaged(path, "its third line should begin with “Period,Frame,Time”")
    titles = lines[2].rstrip("\r").split(",")
    teams = lines[0].split(",")
    shirts = [*lines[1].split(","), *[""] * len(titles)]
    at = [i for i, title in enumerate(titles) if i > 2 and title]
    names = [titles[i] for i in at]
    team = next((t for t in teams if t), path.stem)
    values = floats(_read(path, skip_rows=3), path)
    if values.shape[1] < len(titles):
        damaged(path, "its rows are shorter than its titles")
    values = sound_rows(values, [0, 1], path)
    points = np.stack([values[:, i : i + 2] for i in at], axis=1)
    metres = ((points - 0.5) * [PITCH_M[0], -PITCH_M[1]]).astype(np.float32)
    ball = names.index("Ball") if "Ball" in names else None
    others = [i for i in range(len(names)) if i != ball]
    players = [Player(f"{team}-{shirts[at[i]] or names[i]}", names[i], team) for i in others]
    still = np.full((len(values), 2), np.nan, dtype=np.float32)
    return (
        values[:, 1].astype(np.intp),
        values[:, 0].astype(np.intp),
        metres[:, others],
        players,
        metres[:, ball] if ball is not None else still,
    )


def _rate(path: Path) -> float:
    time = floats(_read(path, skip_rows=3, n_rows=200), path)[:, 2]
    step = np.median(np.diff(time)) if len(time) > 1 else np.nan
    if not 0.005 < step <= 1.0:
        damaged(path, "its times are not those of 1 to 200 frames a second")
    return round(1.0 / float(step), 3)
