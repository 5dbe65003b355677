"""Feeds of one JSON object a frame, taken apart by columns rather than frame by frame."""

from pathlib import Path
from typing import Any

import numpy as np

from backstride.motion.arrays import Ints
from backstride.team.feed import Singles
from backstride.team.parts import content, damaged, extra


def frames_of(path: Path, schema: dict[str, Any], maker: str) -> Any:  # a frame of polars
    """Return the named parts of every frame, from a JSON list or from JSON lines.

    Parameters
    ----------
    schema : dict
        Types of polars by name; parts that are not named are skipped, missing ones are null.
    maker : str
        For the sentence that refuses a file of another shape.
    """
    polars = extra("polars")
    data = content(path).removeprefix(b"\xef\xbb\xbf")
    read = polars.read_json if data.lstrip()[:1] == b"[" else polars.read_ndjson
    try:
        table = read(data, schema=schema)
    except (polars.exceptions.PolarsError, polars.exceptions.PanicException, ValueError) as error:
        why = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        damaged(path, f"its frames are not shaped as {maker}'s are ({why})")
    if not len(table):
        damaged(path, "it holds no frames")
    return table


def points(**more: Any) -> Any:  # a type of polars
    """Return the type of a list of people with the given fields."""
    polars = extra("polars")
    return polars.List(polars.Struct(more))


def people_of(table: Any, column: str) -> Any:  # a frame of polars
    """Return one row for each person and frame: ``row`` is the index of the frame."""
    polars = extra("polars")
    rows = table.select(polars.int_range(polars.len()).alias("row"), polars.col(column))
    return rows.explode(column).drop_nulls(column).unnest(column)


def grids(row: Ints, column: Ints, xy: Any, shape: tuple[int, int]) -> tuple[Singles, Singles]:
    """Return x and y (n, p) from one row for each person and frame."""
    x = np.full(shape, np.nan, dtype=np.float32)
    y = np.full(shape, np.nan, dtype=np.float32)
    x[row, column], y[row, column] = xy[:, 0], xy[:, 1]
    return x, y
