"""Any table of positions through a mapping file: Catapult, STATSports, skeletons and their like."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from backstride.errors import SettingsError
from backstride.motion.angles import wrap_deg
from backstride.motion.arrays import Floats, Ints
from backstride.team.feed import Feed, Player, Singles, attack_from_positions
from backstride.team.mapped_table import Table, read_table
from backstride.team.parts import YARD_M, all_true, content, damaged

_EARTH_M_PER_DEG = 111_319.49
"""Length of one degree of the equator on the WGS 84 ellipsoid (6,378,137 m · π / 180)."""

_LENGTHS = {"m": 1.0, "yd": YARD_M, "ft": YARD_M / 3, "cm": 0.01}
_TIMES = {"s": 1.0, "ms": 1e-3, "us": 1e-6, "clock": 1.0}
_FACINGS = {"counter-clockwise from x": (1.0, 0.0), "clockwise from y": (-1.0, 90.0)}
_SIDES = ("left_x", "left_y", "right_x", "right_y")
KEYS = {
    "file": {"delimiter", "decimal", "skip"},
    "time": {"column", "unit", "rate_hz"},
    "position": {"x", "y", "unit", "latitude", "longitude"},
    "player": {"id", "name", "team", "position"},
    "facing": {"column", "convention", *_SIDES},
}
"""What a mapping file may say."""

_Said = dict[str, dict[str, Any]]


@dataclass(slots=True)
class _Rows:
    """One row a player and moment: seconds, place, who, and the orientation where it is known."""

    time_s: Floats
    x: Floats
    y: Floats
    facing: Floats | None
    who: Any  # array (n,) of text
    extras: dict[str, Any]


def read_mapped(paths: Sequence[Path], mapping: Path) -> list[Feed]:
    """Return feeds from tables with one row a player and moment, as a TOML mapping says.

    ``docs/team.md`` describes the keys. Times are put on the grid of the usual step between rows of
    one player. Where the mapping names no column of players, each file is one player, named as the
    file is, and all files are one match.

    Raises
    ------
    SettingsError
        When the mapping names an unknown key or a column that the table does not have.
    """
    said = _mapping(mapping)
    if "id" in said.get("player", {}):
        return [_feed(path, said, _rows(path, said, mapping)) for path in paths]
    return [_feed(paths[0], said, _joined([_rows(path, said, mapping) for path in paths]))]


def _rows(path: Path, said: _Said, mapping: Path) -> _Rows:
    table = read_table(path, said, mapping)
    x, y = _place(table, said, mapping)
    column = _need(said, mapping, "time", "column")
    scale = _choice(said, mapping, "time", "unit", _TIMES, "s")
    clock = said["time"].get("unit") == "clock"
    time_s = table.clock_s(column) if clock else table.numbers(column) * scale
    if np.isfinite(time_s + x + y).sum() < 2:
        damaged(path, "it holds no two rows with a time and a place")
    who = said.get("player", {})
    named = np.full(len(time_s), path.stem)
    extras: dict[str, Any] = {
        key: table.texts(who[key]) for key in ("name", "team", "position") if key in who
    }
    return _Rows(
        time_s,
        x,
        y,
        _facing(table, said, mapping),
        table.texts(who["id"]) if "id" in who else named,
        extras,
    )


def _joined(parts: list[_Rows]) -> _Rows:
    def together(values: list[Any]) -> Any:
        return np.concatenate(values)

    facing = [part.facing for part in parts if part.facing is not None]
    return _Rows(
        together([part.time_s for part in parts]),
        together([part.x for part in parts]),
        together([part.y for part in parts]),
        together(facing) if len(facing) == len(parts) else None,
        together([part.who for part in parts]),
        {key: together([part.extras[key] for part in parts]) for key in parts[0].extras},
    )


def _feed(path: Path, said: _Said, rows: _Rows) -> Feed:
    keep = np.isfinite(rows.time_s) & np.isfinite(rows.x) & np.isfinite(rows.y)
    names, first, column = np.unique(rows.who, return_index=True, return_inverse=True)
    rate = _rate(path, said, rows.time_s[keep], column[keep])
    frame = np.round((rows.time_s[keep] - rows.time_s[keep].min()) * rate).astype(np.intp)
    frames, row = np.unique(frame, return_inverse=True)

    def grid(values: Floats) -> Singles:
        filled = np.full((len(frames), len(names)), np.nan, dtype=np.float32)
        filled[row, column[keep]] = values[keep]
        return filled

    players = _players(names, first, rows.extras)
    x_m = grid(rows.x)
    period = np.ones(len(frames), dtype=np.intp)
    return Feed(
        path=path,
        format="mapped table",
        rate_hz=rate,
        time_s=frames / rate,
        period=period,
        players=players,
        x_m=x_m,
        y_m=grid(rows.y),
        ball_m=np.full((len(frames), 2), np.nan, dtype=np.float32),
        in_play=all_true(len(frames)),
        play=np.concatenate(([0], np.cumsum(np.diff(frames) != 1))).astype(np.intp),
        attack=attack_from_positions(x_m, period, [player.team for player in players]),
        facing_deg=None if rows.facing is None else grid(rows.facing),
        unread=int(len(keep) - keep.sum()),
    )


def _players(names: Any, first: Ints, extras: dict[str, Any]) -> tuple[Player, ...]:
    return tuple(
        Player(
            str(name),
            str(extras["name"][at] if "name" in extras else name),
            str(extras["team"][at] if "team" in extras else "team"),
            str(extras["position"][at] if "position" in extras else ""),
        )
        for name, at in zip(names, first, strict=True)
    )


def _mapping(path: Path) -> _Said:
    try:
        said: dict[str, Any] = tomllib.loads(content(path).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not a TOML file ({error}).") from None
    for part, keys in said.items():
        if part not in KEYS or not isinstance(keys, dict):
            raise SettingsError(f"{path}: unknown part “{part}”; use {', '.join(KEYS)}.")
        for key in keys:
            if key not in KEYS[part]:
                raise SettingsError(
                    f"{path}: [{part}] knows no “{key}”; use {', '.join(sorted(KEYS[part]))}."
                )
    return said


def _need(said: _Said, mapping: Path, part: str, key: str) -> str:
    value = said.get(part, {}).get(key)
    if not isinstance(value, str):
        raise SettingsError(f"{mapping}: [{part}] needs {key} = “title of a column”.")
    return value


def _choice(
    said: _Said,
    mapping: Path,
    part: str,
    key: str,
    of: dict[str, Any],
    otherwise: str,
) -> Any:  # whatever may be chosen
    value = said.get(part, {}).get(key, otherwise)
    if value not in of:
        raise SettingsError(f"{mapping}: [{part}] {key} must be one of {', '.join(of)}.")
    return of[value]


def _place(table: Table, said: _Said, mapping: Path) -> tuple[Floats, Floats]:
    """Return x and y in metres; latitude and longitude on a plane that touches their middle."""
    if "latitude" in said.get("position", {}):
        north = table.numbers(_need(said, mapping, "position", "latitude"))
        east = table.numbers(_need(said, mapping, "position", "longitude"))
        north[(north == 0) & (east == 0)] = np.nan
        middle = np.nanmedian(north), np.nanmedian(east)
        shrink = np.cos(np.radians(middle[0]))
        return (east - middle[1]) * _EARTH_M_PER_DEG * shrink, (
            north - middle[0]
        ) * _EARTH_M_PER_DEG
    scale = _choice(said, mapping, "position", "unit", _LENGTHS, "m")
    x = table.numbers(_need(said, mapping, "position", "x"))
    return x * scale, table.numbers(_need(said, mapping, "position", "y")) * scale


def _rate(path: Path, said: _Said, time_s: Floats, who: Any) -> float:
    given = said.get("time", {}).get("rate_hz")
    if isinstance(given, int | float) and given > 0:
        return float(given)
    order = np.lexsort((time_s, who))
    step = np.diff(time_s[order])[np.diff(who[order]) == 0]
    usual = float(np.median(step[step > 0])) if (step > 0).any() else float("nan")
    if not 0.002 <= usual <= 1.0:
        damaged(path, "its times are not those of 1 to 500 rows a second for each player")
    return round(1.0 / usual, 3)


def _facing(table: Table, said: _Said, mapping: Path) -> Floats | None:
    """Return headings (n,) from a column, or from where the left and right of a body are."""
    about = said.get("facing")
    if about is None:
        return None
    if any(key in about for key in _SIDES):
        left_x, left_y, right_x, right_y = (
            table.numbers(_need(said, mapping, "facing", key)) for key in _SIDES
        )
        return _across(left_x - right_x, left_y - right_y)
    sign, zero = _choice(
        said, mapping, "facing", "convention", _FACINGS, "counter-clockwise from x"
    )
    values = table.numbers(_need(said, mapping, "facing", "column"))
    turned: Floats = wrap_deg(zero + sign * values)
    return turned


def _across(dx: Floats, dy: Floats) -> Floats:
    """Return where a body faces whose left lies at (dx, dy) of its right: a quarter turn on."""
    heading: Floats = wrap_deg(np.degrees(np.arctan2(dy, dx)) - 90.0)
    return np.where(np.hypot(dx, dy) > 0, heading, np.nan)
