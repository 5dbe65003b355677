"""OpenSim storage (MOT, STO): ground forces that belong to a marker file."""

import re
from typing import NoReturn

import numpy as np

from backstride.errors import DamagedFileError, EmptyFileError, NothingToMeasureError
from backstride.motion.arrays import Floats
from backstride.readers.recording import (
    SMALLEST_LOAD_N,
    Content,
    Format,
    PlateForce,
    Recording,
    forces_only,
)
from backstride.readers.text import decode, table

_END = re.compile(r"^\s*endheader\s*$", re.MULTILINE | re.IGNORECASE)
_ROWS = re.compile(r"^\s*(?:datarows|nRows)\s*[=\s]\s*(\d+)", re.MULTILINE | re.IGNORECASE)
_COLUMN = re.compile(
    r"(?P<before>.*?)_?ground_force(?P<after>.*?)_?(?P<kind>[vp])(?P<axis>[xyz])", re.IGNORECASE
)


def recognise(head: bytes) -> bool:
    """Return whether a file begins like OpenSim storage."""
    end = _END.search(decode(head))
    return end is not None and b"\0" not in head[: end.start()]


def has_forces(head: bytes) -> bool:
    """Return whether a storage file has columns of ground force."""
    return recognise(head) and b"ground_force" in head.lower()


def read(content: Content) -> Recording:
    """Return the ground forces of a storage file, Y up as everywhere in OpenSim.

    Raises
    ------
    NothingToMeasureError
        When it holds no ground forces but, for example, joint angles.
    DamagedFileError
        When rows are missing or not numbers.
    """
    text = decode(content.data)
    end = _END.search(text)
    if end is None:
        _damaged(content, "has no line “endheader”")
    header, lines = text[: end.start()], text[end.end() :].split("\n")
    kept = [(i, line) for i, line in enumerate(lines) if line.strip()]
    if len(kept) < 2:
        raise EmptyFileError(f"{content.path}: has no rows of data.")
    columns = kept[0][1].split()
    plates = _group(columns)
    if not plates:
        raise NothingToMeasureError(
            f"{content.path}: holds {_shown(columns)} and no ground forces; joint angles alone do "
            "not say where a body is, so give the marker file (TRC or C3D)."
        )
    first = header.count("\n") + 2 + kept[1][0]
    data = table([line.strip() for _, line in kept[1:]], path=content.path, first_line_number=first)
    declared = _ROWS.search(header)
    if data.shape[1] < len(columns) or (declared and len(data) < int(declared[1])):
        _damaged(
            content, f"is cut: it ends in row {len(data)} of {declared[1] if declared else '?'}"
        )
    names = [c.lower() for c in columns]
    if names[0] != "time" or not np.all(np.diff(data[:, 0]) > 0):
        _damaged(content, "has no growing column “time” in front")
    return forces_only(
        FORMAT.name,
        tuple(_plate(name, where, data) for name, where in plates.items()),
        up="y",
    )


def _group(columns: list[str]) -> dict[str, dict[str, int]]:
    """Return the columns of force (``vx``…) and its place (``px``…) by plate or foot."""
    plates: dict[str, dict[str, int]] = {}
    for index, column in enumerate(columns):
        if found := _COLUMN.fullmatch(column):
            name = f"{found['before']}{found['after']}".strip("_") or "ground"
            plates.setdefault(name, {})[f"{found['kind']}{found['axis']}".lower()] = index
    return {n: c for n, c in plates.items() if {"vx", "vy", "vz"} <= c.keys()}


def _plate(name: str, where: dict[str, int], data: Floats) -> PlateForce:
    force = data[:, [where["vx"], where["vy"], where["vz"]]]
    centre = np.full_like(force, np.nan)
    if {"px", "py", "pz"} <= where.keys():
        loaded = np.abs(force[:, 1]) >= SMALLEST_LOAD_N
        centre[loaded] = data[loaded][:, [where["px"], where["py"], where["pz"]]]
    return PlateForce(name, data[:, 0], force, centre)


def _shown(columns: list[str]) -> str:
    return ", ".join(columns[1:4]) + (" and so on" if len(columns) > 4 else "")


def _damaged(content: Content, what: str) -> NoReturn:
    raise DamagedFileError(f"{content.path}: {what}; export it again.")


FORMAT = Format(
    name="OpenSim storage",
    extensions=(".mot", ".sto"),
    gives="ground forces for a TRC file",
    recognise=recognise,
    read=read,
    has_forces=has_forces,
)
