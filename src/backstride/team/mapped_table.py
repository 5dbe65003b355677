"""A table of text whose columns are named by a mapping file."""

import re
from pathlib import Path
from typing import Any

import numpy as np

from backstride.errors import SettingsError
from backstride.motion.arrays import Floats
from backstride.team.parts import content, damaged, extra

_CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?\s*$"
"""The end of a time of day, with or without a date before it."""

_DAY_S = 86_400.0


class Table:
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

    def clock_s(self, title: str) -> Floats:
        """Return times of day as seconds; a step back by half a day or more is midnight."""
        found = [re.search(_CLOCK, cell) for cell in self.texts(title)]
        seconds = np.array(
            [
                np.nan
                if one is None
                else 3600.0 * int(one[1])
                + 60.0 * int(one[2])
                + float((one[3] or "0").replace(",", "."))
                for one in found
            ]
        )
        first = np.nanmedian(seconds[:1]) if seconds.size else np.nan
        return np.where(seconds < first - _DAY_S / 2, seconds + _DAY_S, seconds)


def read_table(path: Path, said: dict[str, dict[str, Any]], mapping: Path) -> Table:
    """Return the table in a file as the mapping says it is written."""
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
    return Table(frame, str(file.get("decimal", ".")), mapping)
