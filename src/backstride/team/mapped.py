"""Any table of positions through a mapping file: Catapult, STATSports and their like."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np

from backstride.errors import SettingsError
from backstride.motion.angles import wrap_deg
from backstride.motion.arrays import Floats
from backstride.team.feed import Feed, Player, Singles, attack_from_positions
from backstride.team.parts import YARD_M, all_true, content, damaged, extra

_EARTH_M_PER_DEG = 111_319.49
"""Length of one degree of the equator on the WGS 84 ellipsoid (6,378,137 m · π / 180)."""

_LENGTHS = {"m": 1.0, "yd": YARD_M, "ft": YARD_M / 3, "cm": 0.01}
_TIMES = {"s": 1.0, "ms": 1e-3, "us": 1e-6}
_FACINGS = {"counter-clockwise from x": (1.0, 0.0), "clockwise from y": (-1.0, 90.0)}
KEYS = {
    "file": {"delimiter", "decimal", "skip"},
    "time": {"column", "unit", "rate_hz"},
    "position": {"x", "y", "unit", "latitude", "longitude"},
    "player": {"id", "name", "team", "position"},
    "facing": {"column", "convention"},
}
"""What a mapping file may say."""


def read_mapped(path: Path, mapping: Path) -> Feed:
    """Return a feed from a table with one row a player and moment, as a TOML mapping says.

    ``docs/team.md`` describes the keys. Times are put on the grid of the usual step between rows of
    one player.

    Raises
    ------
    SettingsError
        When the mapping names an unknown key or a column that the table does not have.
    """
    said = _mapping(mapping)
    table = _table(path, said, mapping)
    x, y = _place(table, said, mapping)
    time_s = table.numbers(_need(said, mapping, "time", "column"))
    time_s = time_s * _choice(said, mapping, "time", "unit", _TIMES, "s")
    keep = np.isfinite(time_s) & np.isfinite(x) & np.isfinite(y)
    if keep.sum() < 2:
        damaged(path, "it holds no two rows with a time and a place")
    ids = table.texts(_need(said, mapping, "player", "id"))
    names, first, column = np.unique(ids, return_index=True, return_inverse=True)
    rate = _rate(path, said, time_s[keep], column[keep])
    frame = np.round((time_s[keep] - time_s[keep].min()) * rate).astype(np.intp)
    frames, row = np.unique(frame, return_inverse=True)

    def grid(values: Floats) -> Singles:
        filled = np.full((len(frames), len(names)), np.nan, dtype=np.float32)
        filled[row, column[keep]] = values[keep]
        return filled

    who = said["player"]
    extras = {key: table.texts(who[key]) for key in ("name", "team", "position") if key in who}
    players = tuple(
        Player(
            str(names[i]),
            str(extras["name"][at] if "name" in extras else names[i]),
            str(extras["team"][at] if "team" in extras else "team"),
            str(extras["position"][at] if "position" in extras else ""),
        )
        for i, at in enumerate(first)
    )
    x_m = grid(x)
    period = np.ones(len(frames), dtype=np.intp)
    return Feed(
        path=path,
        format="mapped table",
        rate_hz=rate,
        time_s=frames / rate,
        period=period,
        players=players,
        x_m=x_m,
        y_m=grid(y),
        ball_m=np.full((len(frames), 2), np.nan, dtype=np.float32),
        in_play=all_true(len(frames)),
        play=np.concatenate(([0], np.cumsum(np.diff(frames) != 1))).astype(np.intp),
        attack=attack_from_positions(x_m, period, [player.team for player in players]),
        facing_deg=_facing(table, said, mapping, grid),
        unread=int(len(keep) - keep.sum()),
    )


class _Table:
    """Columns of text by title."""

    def __init__(self, frame: Any, decimal: str, mapping: Path) -> None:
        self._frame, self._decimal, self._mapping = frame, decimal, mapping

    def texts(self, title: str) -> Any:  # array (n,) of text
        """Return a column as text."""
        if title not in self._frame.columns:
            raise SettingsError(
                f"{self._mapping}: the table has no column “{title}”; "
                f"it has {', '.join(self._frame.columns[:20])}."
            )
        return np.array(self._frame[title].fill_null("").to_list(), dtype=np.str_)

    def numbers(self, title: str) -> Floats:
        """Return a column as numbers, NaN where a cell holds none."""
        polars = extra("polars")
        self.texts(title)
        column = self._frame[title]
        if self._decimal == ",":
            column = column.str.replace(",", ".", literal=True)
        values = column.cast(polars.Float64, strict=False).fill_null(np.nan).to_numpy()
        return np.asarray(values, dtype=np.float64)


def _mapping(path: Path) -> dict[str, dict[str, Any]]:
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


def _need(said: dict[str, dict[str, Any]], mapping: Path, part: str, key: str) -> str:
    value = said.get(part, {}).get(key)
    if not isinstance(value, str):
        raise SettingsError(f"{mapping}: [{part}] needs {key} = “title of a column”.")
    return value


def _choice(
    said: dict[str, dict[str, Any]],
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


def _table(path: Path, said: dict[str, dict[str, Any]], mapping: Path) -> _Table:
    polars = extra("polars")
    file = said.get("file", {})
    separator = str(file.get("delimiter", ",")).replace("tab", "\t")
    content(path)
    try:
        frame = polars.read_csv(
            path, separator=separator, skip_rows=int(file.get("skip", 0)), infer_schema=False
        )
    except (polars.exceptions.PolarsError, OSError, ValueError, TypeError) as error:
        damaged(path, f"not a table ({str(error).splitlines()[0][:120]})")
    return _Table(frame, str(file.get("decimal", ".")), mapping)


def _place(table: _Table, said: dict[str, dict[str, Any]], mapping: Path) -> tuple[Floats, Floats]:
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


def _rate(path: Path, said: dict[str, dict[str, Any]], time_s: Floats, who: Any) -> float:
    given = said.get("time", {}).get("rate_hz")
    if isinstance(given, int | float) and given > 0:
        return float(given)
    order = np.lexsort((time_s, who))
    step = np.diff(time_s[order])[np.diff(who[order]) == 0]
    usual = float(np.median(step[step > 0])) if (step > 0).any() else float("nan")
    if not 0.002 <= usual <= 1.0:
        damaged(path, "its times are not those of 1 to 500 rows a second for each player")
    return round(1.0 / usual, 3)


def _facing(table: _Table, said: dict[str, dict[str, Any]], mapping: Path, grid: Any) -> Any:
    if "facing" not in said:
        return None
    sign, zero = _choice(
        said, mapping, "facing", "convention", _FACINGS, "counter-clockwise from x"
    )
    values = table.numbers(_need(said, mapping, "facing", "column"))
    return grid(wrap_deg(zero + sign * values))
