"""The columns of a table of plays, whatever its season called them."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from backstride.motion.arrays import Floats
from backstride.team.parts import content, damaged, extra

_COLUMNS = {
    "game": ("gameid", "game"),
    "play": ("playid", "play"),
    "frame": ("frameid", "frame"),
    "id": ("nflid", "gsisid", "esbid", "displayname"),
    "name": ("displayname", "name", "player"),
    "team": ("teamabbr", "club", "team", "hometeamflag"),
    "position": ("positiongroup", "position", "officialposition"),
    "period": ("quarter",),
    "direction": ("playdirection",),
    "offence": ("possessionflag", "possessionteam"),
    "event": ("event",),
    "x": ("x",), "y": ("y",), "s": ("s",), "o": ("o", "orientation"), "dir": ("dir",),
}  # fmt: skip


_HIGHEST = 1e15  # beyond it a cell is damaged, whatever it was

Texts: TypeAlias = NDArray[np.str_]


def is_plays(head: bytes) -> bool:
    """Tell a table of plays by its titles: a play, a frame, a place and a direction."""
    titles = set(_titles(head.split(b"\n", 1)[0].decode("utf-8-sig", "replace")).values())
    has = {key for key, names in _COLUMNS.items() if titles & set(names)}
    return {"play", "frame", "x", "y", "name"} <= has and bool({"dir", "o"} & has)


def _titles(line: str) -> dict[str, str]:
    separator = "\t" if "\t" in line else (";" if ";" in line else ",")
    cells = [cell.strip().strip('"') for cell in line.strip().split(separator)]
    return {cell: re.sub(r"[^a-z]", "", cell.lower()) for cell in cells}


def read_columns(path: Path) -> Any:  # a frame of polars
    """Return the columns that matter as a frame of polars, by our own names."""
    try:
        return _columns(path, path.stat().st_mtime_ns)
    except OSError as error:
        damaged(path, f"cannot be read ({error.strerror})")


@lru_cache(maxsize=2)  # a table of a week holds many games, asked for one after the other
def _columns(path: Path, _written_ns: int) -> Any:
    polars = extra("polars")
    line = content(path)[:8192].split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    titles = _titles(line)
    plain = {short: title for title, short in reversed(titles.items())}
    chosen = {
        key: next((plain[name] for name in names if name in plain), None)
        for key, names in _COLUMNS.items()
    }
    missing = [key for key in ("play", "frame", "name", "x", "y") if chosen[key] is None]
    if missing:
        damaged(path, f"a table of plays needs the columns {', '.join(missing)}")
    wanted = {key: title for key, title in chosen.items() if title is not None}
    separator = "\t" if "\t" in line else (";" if ";" in line else ",")
    try:
        table = polars.read_csv(
            path,
            separator=separator,
            columns=list(dict.fromkeys(wanted.values())),
            infer_schema=False,
            null_values=["NA", "NaN", "nan", "null", "NULL", ""],
        )
    except (polars.exceptions.PolarsError, OSError) as error:
        damaged(path, f"not a table ({str(error).splitlines()[0][:120]})")
    return table.select(polars.col(title).alias(key) for key, title in wanted.items())


class Rows:
    """The columns of one game as arrays, a value for each row."""

    def __init__(self, table: Any) -> None:  # a frame of polars
        self._table = table

    def texts(self, key: str) -> Texts:
        """Return a column as text, empty where it is missing."""
        if key not in self._table.columns:
            return np.full(len(self._table), "")
        return np.array(self._table[key].fill_null("").to_list(), dtype=np.str_)

    def numbers(self, key: str) -> Floats:
        """Return a column as numbers, NaN where it holds none."""
        polars = extra("polars")
        if key not in self._table.columns:
            return np.full(len(self._table), np.nan)
        values = self._table[key].cast(polars.Float64, strict=False).fill_null(np.nan).to_numpy()
        numbers = np.asarray(values, dtype=np.float64)
        return np.where(np.abs(numbers) < _HIGHEST, numbers, np.nan)
