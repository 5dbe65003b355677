"""From the tables of a FIT file to the part of an activity that was done on foot."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from pathlib import Path

import numpy as np

from backstride.estimate import Basis
from backstride.motion.arrays import Floats
from backstride.motion.source import SYNTHETIC_MARK
from backstride.readers import fit_profile as profile
from backstride.readers.activity import Activity
from backstride.readers.activity_records import (
    channels_of,
    in_order,
    joined,
    moment_of,
    refuse_empty,
    too_fast,
    track_of,
    within_parts,
)
from backstride.readers.fit_file import FitFile
from backstride.readers.fit_laps import laps_of, pauses_of
from backstride.readers.fit_records import direction_keys, records_of
from backstride.readers.fit_sports import sports_of

_PRODUCT_NAME_OF_FILE, _MANUFACTURER_OF_FILE = 8, 1
_DEVICE_INDEX, _MANUFACTURER, _PRODUCT_NAME = 0, 2, 27
_LOCAL_TIME = 5

_LONGEST_OFFSET_S = 15 * 3600  # no zone is further from UTC
_QUARTER_S = 900  # zones differ by quarters of an hour


def activity_of(file: FitFile, path: Path) -> Activity:
    """Return what was done on foot in a file that has records.

    Raises
    ------
    NothingToMeasureError
        When nothing was, or too little of it.
    """
    records, said = records_of(file)
    rows, of_order = in_order(records.moment_s)
    refuse_empty(path, len(rows))
    sports = sports_of(file, records.moment_s[rows], path)
    rows = rows[sports.on_foot]
    refuse_empty(path, len(rows))
    moments = records.moment_s[rows]
    start_s, end_s = float(moments[0]), float(moments[-1])
    parts = [(a - start_s, b - start_s) for a, b in sports.parts_s]
    laps = [
        lap
        for lap in laps_of(file, start_s)
        if lap.start_s <= end_s - start_s
        and within_parts(np.array([0.5 * (lap.start_s + lap.end_s)]), parts).any()
    ]
    return Activity(
        format="FIT",
        track=track_of(records, rows, start_s),
        channels=channels_of(records, rows),
        estimated=frozenset({"power_w"}),
        direction=None if records.direction is None else records.direction[rows],
        direction_basis=_direction_basis(file),
        laps=tuple(laps),
        pauses_s=joined((pauses_of(file) - start_s, _between(parts, end_s - start_s))),
        sport=sports.name,
        device=_device(file),
        started_at=_started_at(file, start_s),
        warnings=(*of_order, *said, *sports.said, *too_fast(records, rows)),
        synthetic=any(SYNTHETIC_MARK in name for name in _product_names(file)),
    )


def _between(parts: list[tuple[float, float]], end_s: float) -> Floats:
    """Return the stretches between parts done on foot, in which something else was done."""
    gaps = [
        (max(0.0, before), min(after, end_s))
        for (_, before), (after, _) in pairwise(parts)
        if before < after
    ]
    return np.array(gaps).reshape(-1, 2)


def _direction_basis(file: FitFile) -> Basis:
    """Return how the writer of our field came to know directions; measured when it says nothing."""
    table = file.table(profile.SESSION)
    for key in direction_keys(file, profile.DIRECTION_BASIS):
        said = table.numbers(key)
        for basis, number in profile.BASIS_NUMBERS.items():
            if (said == number).any():
                return basis
    return "measured"


def _product_names(file: FitFile) -> list[str]:
    return file.table(profile.FILE_ID).texts(_PRODUCT_NAME_OF_FILE)


def _device(file: FitFile) -> str:
    """Return the product that made the file, or its manufacturer, where the file says."""
    table = file.table(profile.DEVICE_INFO)
    own = table.numbers(_DEVICE_INDEX) == 0
    named = [name for name, mine in zip(table.texts(_PRODUCT_NAME), own, strict=True) if mine]
    for name in [*_product_names(file), *named]:
        if name and SYNTHETIC_MARK not in name:
            return " ".join(name.split())
    made = [
        *file.table(profile.FILE_ID).numbers(_MANUFACTURER_OF_FILE),
        *table.numbers(_MANUFACTURER)[own],
    ]
    known = [profile.MANUFACTURERS[int(one)] for one in made if one in profile.MANUFACTURERS]
    return known[0] if known else ""


def _started_at(file: FitFile, start_s: float) -> datetime | None:
    """Return the moment of a time stamp in the zone of the watch; None where it has no date."""
    if start_s < profile.EARLIEST_DATE:
        return None
    return moment_of(profile.EPOCH_S + start_s, _zone(file))


def _zone(file: FitFile) -> tzinfo:
    """Return the zone of the watch, from the local time that it noted at the end; else UTC."""
    table = file.table(profile.ACTIVITY)
    ahead = table.numbers(_LOCAL_TIME) - file.times(table)
    for one in ahead[np.abs(np.nan_to_num(ahead, nan=np.inf)) <= _LONGEST_OFFSET_S]:
        offset = round(float(one) / _QUARTER_S) * _QUARTER_S
        return timezone(timedelta(seconds=offset)) if offset else UTC
    return UTC
