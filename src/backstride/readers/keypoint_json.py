"""JSON of pose estimators, taken apart without trusting it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from backstride.errors import DamagedFileError
from backstride.motion.arrays import Floats


def parse(data: bytes, path: Path) -> Any:
    """Return what a JSON file holds.

    Raises
    ------
    DamagedFileError
        When it is none, with the line where it breaks off.
    """
    try:
        return json.loads(data.decode("utf-8-sig", "replace"))
    except json.JSONDecodeError as error:
        raise DamagedFileError(
            f"{path}: line {error.lineno} is no JSON ({error.msg.lower()}); it is cut or damaged."
        ) from None
    except (RecursionError, ValueError) as error:
        raise DamagedFileError(f"{path}: is no JSON of key points ({error}).") from None


def number(value: object) -> float:
    """Return a number, NaN for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return float("nan")
    try:
        return float(value)
    except OverflowError:
        return float("nan")


def whole(value: object) -> int | None:
    """Return a whole number, None for anything else; texts may hold one at their end."""
    if isinstance(value, str):
        stem = value.rpartition("/")[2].partition(".")[0]
        digits = stem[len(stem.rstrip("0123456789")) :]
        return int(digits) if 0 < len(digits) <= 15 else None
    found = number(value)
    return int(found) if np.isfinite(found) and abs(found) < 1e15 else None


def triples(values: object) -> Floats | None:
    """Return points (k, 3) from a flat list of x, y and confidence, None from anything else."""
    if not isinstance(values, list) or len(values) % 3 or not values:
        return None
    return flat(values).reshape(-1, 3)


def flat(values: Iterable[object]) -> Floats:
    """Return numbers; what is none becomes NaN."""
    listed = list(values)
    if all(type(v) in (float, int) for v in listed):
        try:
            return np.array(listed, dtype=np.float64)
        except OverflowError:
            pass
    return np.array([number(v) for v in listed])


def pairs(values: object) -> Floats | None:
    """Return points (k, 2 or 3) from a list of lists of coordinates, None from anything else."""
    if not isinstance(values, list) or not values:
        return None
    if not all(isinstance(v, list) and 2 <= len(v) <= 4 for v in values):
        return None
    width = min(len(v) for v in values)
    return flat(x for v in values for x in v[:width]).reshape(-1, width)
