"""What the readers share: optional parts, companions of a file, and refusals."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn
from xml.etree.ElementTree import Element, ParseError, fromstring

import numpy as np

from backstride.errors import DamagedFileError, EmptyFileError, MissingExtraError
from backstride.motion.arrays import Bools, Ints

YARD_M = 0.9144
"""By definition."""

PITCH_M = (105.0, 68.0)
"""Length and width recommended for international matches; used where a feed gives none."""


def extra(name: str) -> Any:  # a module of an optional package
    """Import a module of the ``[team]`` extra, or say how to get it."""
    try:
        return import_module(name)
    except ImportError:
        package = name.split(".", 1)[0]
        raise MissingExtraError(
            f"Reading match feeds needs {package}, which is not installed; "
            'install it with: pip install "backstride[team]"'
        ) from None


def damaged(path: Path, what: str) -> NoReturn:
    """Refuse a file whose content cannot be right."""
    raise DamagedFileError(f"{path}: {what}; export it again.")


def content(path: Path) -> bytes:
    """Return the bytes of a file that is there and not empty."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DamagedFileError(f"{path}: cannot be read ({error.strerror}).") from None
    if not data.strip():
        raise EmptyFileError(f"{path}: the file is empty; export it again.")
    return data


def xml(path: Path, data: bytes) -> Element:
    """Return the root of an XML file; declarations of entities are refused unread."""
    if b"<!ENTITY" in data[:4096]:
        damaged(path, "its XML declares entities, which no feed does")
    try:
        return fromstring(data)  # noqa: S314 - entities are refused above
    except ParseError as error:
        damaged(path, f"not well-formed XML ({error})")


def parsed_json(path: Path, data: bytes) -> Any:  # whatever it holds
    """Return what a JSON file holds."""
    try:
        return json.loads(data)
    except ValueError as error:
        damaged(path, f"not JSON ({error})")


def number(value: object) -> float:
    """Return a number from a cell, NaN where there is none."""
    try:
        return float(str(value))
    except ValueError:
        return float("nan")


def clock(frame: Ints, rate_hz: float, start: Ints | None = None) -> tuple[Any, Any]:
    """Return seconds since the first frame and the number of the unbroken stretch (n,) each."""
    first = frame[0] if start is None else start
    time_s = (frame - first) / rate_hz
    play = np.concatenate(([0], np.cumsum(np.diff(frame) != 1)))
    return time_s.astype(np.float64), play.astype(np.intp)


def wide_csv(data: bytes, width: int, wanted: dict[int, Any], **options: Any) -> Any:
    """Return chosen columns of untitled text as a frame of polars with columns ``c0``, ``c1`` ….

    ``width`` is that of the first line, and ``wanted`` gives the type of each column by its place.
    Shorter lines are filled with nulls, longer ones cut: the caller checks that none is.
    """
    polars = extra("polars")
    lazy = polars.scan_csv(
        data,
        has_header=False,
        schema={f"c{i}": wanted.get(i, polars.String) for i in range(width)},
        null_values=["", "NaN", "nan"],
        **options,
    )
    return lazy.select(f"c{i}" for i in sorted(wanted)).collect()


def all_true(count: int) -> Bools:
    """Return a mask of a feed that does not say when the ball is in play."""
    everywhere: Bools = np.ones(count, dtype=np.bool_)
    return everywhere
