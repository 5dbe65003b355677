"""The columns of a table of plays, whatever its season called them."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from backstride.errors import EmptyFileError
from backstride.motion.arrays import Floats
from backstride.team.companions import head_of
from backstride.team.parts import damaged, extra

_COLUMNS = {
    "game": ("gameid", "game", "gamekey"),
    "season": ("season", "seasonyear"),
    "play": ("playid", "play"),
    "frame": ("frameid", "frame"),
    "time": ("time", "datetime"),
    "id": ("nflid", "nflplayerid", "gsisid", "esbid", "displayname", "playername", "player"),
    "name": ("displayname", "playername", "name", "player"),
    "team": ("teamabbr", "club", "team", "playerside", "hometeamflag"),
    "position": ("positiongroup", "position", "playerposition", "officialposition"),
    "period": ("quarter",),
    "direction": ("playdirection",),
    "offence": ("possessionflag", "possessionteam", "playerside"),
    "event": ("event",),
    "snap": ("frametype", "step"),
    "x": ("x", "xposition"), "y": ("y", "yposition"), "s": ("s", "speed"),
    "o": ("o", "orientation"), "dir": ("dir", "direction"),
}  # fmt: skip
_MARKS = {"play", "x", "y"}
"""Columns that no other table of positions has together; with a player and an angle they tell a
table of plays."""

_HIGHEST = 1e15  # beyond it a cell is damaged, whatever it was

Texts: TypeAlias = NDArray[np.str_]


def is_plays(head: bytes) -> bool:
    """Tell a table of plays by its titles: a play, a player, a place and an angle."""
    has = set(chosen_of(head))
    return has >= _MARKS and bool({"id", "name"} & has) and bool({"dir", "o"} & has)


def chosen_of(head: bytes) -> dict[str, str]:
    """Return by our names the titles of a table that begins with ``head``."""
    plain = {short: title for title, short in reversed(titles_of(head).items())}
    found = {
        key: next((plain[name] for name in names if name in plain), None)
        for key, names in _COLUMNS.items()
    }
    return {key: title for key, title in found.items() if title is not None}


def titles_of(head: bytes) -> dict[str, str]:
    """Return the titles of a table, each with its letters alone and in lower case."""
    line = head.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    cells = [cell.strip().strip('"') for cell in line.strip().split(separator_of(line))]
    return {cell: re.sub(r"[^a-z]", "", cell.lower()) for cell in cells}


def separator_of(line: str) -> str:
    """Return what stands between the cells of a line."""
    return "\t" if "\t" in line else (";" if ";" in line else ",")


def read_columns(path: Path) -> Any:  # a frame of polars
    """Return the columns that matter as a frame of polars, by our own names."""
    try:
        return _columns(path, path.stat().st_mtime_ns)
    except OSError as error:
        damaged(path, f"cannot be read ({error.strerror})")


@lru_cache(maxsize=2)  # a table of a week holds many games, asked for one after the other
def _columns(path: Path, _written_ns: int) -> Any:
    polars = extra("polars")
    head = head_of(path)
    if not head.strip():
        raise EmptyFileError(f"{path}: the file is empty; export it again.")
    wanted = chosen_of(head)
    missing = [key for key in ("play", "x", "y") if key not in wanted]
    if "frame" not in wanted and "time" not in wanted:
        damaged(path, "it has no column of frames or times, so that nobody moves in it")
    if missing:
        damaged(path, f"a table of plays needs the columns {', '.join(missing)}")
    line = head.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    # Between tabs a quotation mark is text, which need not be closed; if titles have it, it is not.
    plain = separator_of(line) == "\t" and '"' not in line
    try:
        table = polars.read_csv(
            path,
            separator=separator_of(line),
            columns=list(dict.fromkeys(wanted.values())),
            infer_schema=False,
            null_values=["NA", "NaN", "nan", "null", "NULL", ""],
            quote_char=None if plain else '"',
        )
    except (polars.exceptions.PolarsError, OSError) as error:
        damaged(path, f"not a table ({str(error).splitlines()[0][:120]})")
    return table.select(polars.col(title).alias(key) for key, title in wanted.items())


class Rows:
    """The columns of one game as arrays, a value for each row."""

    def __init__(self, table: Any) -> None:  # a frame of polars
        self._table = table

    def has(self, key: str) -> bool:
        """Return whether the table has a column."""
        return key in self._table.columns

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

    def ids(self) -> Texts:
        """Return who each row is of; an id that was written as a number with ``.0`` without it."""
        return _whole(self.texts("id"))

    def frames(self, rate_hz: float) -> Floats:
        """Return the number of each row's frame; counted from its time where none is given."""
        if self.has("frame"):
            return self.numbers("frame")
        seconds = _seconds(self.texts("time"))
        play, where = np.unique(self.texts("play"), return_inverse=True)
        first = np.full(len(play), np.inf)
        np.fmin.at(first, where, seconds)
        frames: Floats = np.round((seconds - first[where]) * rate_hz)
        return frames


def _whole(texts: Texts) -> Texts:
    short = np.char.rstrip(np.char.rstrip(texts, "0"), ".")
    decimal = np.char.endswith(texts, ".0") & np.char.isdigit(short)
    if not decimal.any():
        return texts
    plain: Texts = np.where(decimal, np.char.partition(texts, ".")[:, 0], texts)
    return plain


def _seconds(times: Texts) -> Floats:
    """Return seconds of the day of times such as ``2018-09-07T00:59:00.100Z``; else NaN."""
    different, which = np.unique(times, return_inverse=True)
    found = [re.search(r"(\d+):(\d\d):(\d\d(?:\.\d+)?)", time) for time in different.tolist()]
    seconds = [
        np.nan if one is None else 3600.0 * int(one[1]) + 60.0 * int(one[2]) + float(one[3])
        for one in found
    ]
    return np.array(seconds)[which]
