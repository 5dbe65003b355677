"""Force text (``.forces``): what Cortex writes beside a TRC file, from up to many plates."""

import re

import numpy as np

from backstride.errors import EmptyFileError
from backstride.readers.recording import (
    SMALLEST_LOAD_N,
    Content,
    Format,
    PlateForce,
    Recording,
    forces_only,
)
from backstride.readers.text import damaged, decode, first_line, number_or_nan, table

_MARK = "[force data]"
_SETTING = re.compile(r"^(\w+)=(.*)$", re.MULTILINE)
_MILLIMETRES = 0.001
_PER_PLATE = 7  # FX FY FZ X Y Z MZ


def recognise(head: bytes) -> bool:
    """Return whether a file begins like force text."""
    return first_line(head).lower() == _MARK


def read(content: Content) -> Recording:
    """Return the forces of all plates that were stepped on, in the axes of the marker file.

    Raises
    ------
    DamagedFileError
        When rows are missing or not numbers.
    """
    lines = decode(content.data).split("\n")
    title = next((i for i, line in enumerate(lines) if line.lower().startswith("#sample")), None)
    if title is None:
        damaged(content.path, "has no line “#Sample” with the names of its columns")
    settings = {k.lower(): v.strip() for k, v in _SETTING.findall("\n".join(lines[:title]))}
    rate, samples = (number_or_nan(settings.get(k)) for k in ("samplerate", "numberofsamples"))
    if not 0 < rate < 1e6:
        damaged(content.path, "does not say its SampleRate")
    rows = [line.rstrip("\t ") for line in lines[title + 1 :] if line.strip()]
    if not rows:
        raise EmptyFileError(f"{content.path}: has no samples.")
    data = table(rows, path=content.path, first_line_number=title + 2)
    columns = [c.strip().upper() for c in lines[title].split("\t")]
    plates = (data.shape[1] - 1) // _PER_PLATE
    if len(data) < samples or np.isnan(data[-1]).any() or len(columns) < 1 + _PER_PLATE * plates:
        damaged(content.path, f"is cut: it ends in sample {len(data)} of {samples:.0f}")
    time_s = np.arange(len(data)) / rate
    found = []
    for plate in range(plates):
        values = data[:, 1 + _PER_PLATE * plate :][:, :_PER_PLATE]
        force, centre = values[:, :3], values[:, 3:6] * _MILLIMETRES
        loaded = np.abs(force).max(axis=1) >= SMALLEST_LOAD_N
        if loaded.any():
            centre = np.where(loaded[:, None], centre, np.nan)
            found.append(PlateForce(str(plate + 1), time_s, force, centre))
    return forces_only(FORMAT.name, tuple(found), up="y", begin_with_points=True)


FORMAT = Format(
    name="force text",
    extensions=(".forces",),
    gives="ground forces for a TRC file",
    recognise=recognise,
    read=read,
    has_forces=recognise,
)
