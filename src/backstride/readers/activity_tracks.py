"""From the points of an XML track to an activity."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

import numpy as np

from backstride.errors import DamagedFileError, NothingToMeasureError
from backstride.motion.arrays import Floats, Ints
from backstride.motion.channels import Lap
from backstride.readers.activity import Activity
from backstride.readers.activity_names import direction_of_name
from backstride.readers.activity_records import (
    Records,
    channels_of,
    clock_words,
    in_order,
    joined,
    moment_of,
    refuse_empty,
    too_fast,
    track_of,
)
from backstride.readers.activity_times import moments_of
from backstride.readers.activity_xml import Points

_NOT_ON_FOOT = (
    *("cycl", "bik", "ride", "swim", "ski", "row", "paddl", "kayak", "canoe", "sail", "surf"),
    *("skat", "driv", "motor", "golf_cart", "wheelchair", "e_bik", "flying", "boat"),
)
"""Parts of the names of sports in which legs do not carry the body step by step."""


@dataclass(slots=True)
class Stretch:
    """Points ``[first, end)`` that belong together: a lap of TCX, a track of GPX.

    Attributes
    ----------
    name : str
        As a person gave it.
    sport : str
    started : str
        When it began, as the file says; empty for the time of its first point.
    lasted_s, distance_m : float
        As the file says; NaN where it does not.
    breaks : list of int
        Points before which the recording was interrupted.
    """

    first: int
    end: int = -1
    name: str = ""
    sport: str = ""
    started: str = ""
    lasted_s: float = float("nan")
    distance_m: float = float("nan")
    breaks: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TrackFile:
    """Everything that an XML format hands on to become an activity.

    Attributes
    ----------
    format, path, device : str
    records : Records
        In seconds since 1970.
    zone : tzinfo
        That its times are given in.
    points : Points
    stretches : sequence of Stretch
    synthetic : bool
    said : tuple of str
    """

    format: str
    path: Path
    device: str
    records: Records
    zone: tzinfo
    points: Points
    stretches: Sequence[Stretch]
    synthetic: bool
    said: tuple[str, ...] = ()


def activity_of(file: TrackFile) -> Activity:
    """Return what was done on foot in a track file.

    Raises
    ------
    DamagedFileError
        When it is broken before its second point.
    NothingToMeasureError
        When nothing was done on foot, or no point has a time.
    """
    if file.points.broken and file.points.count < 2:
        raise DamagedFileError(
            f"{file.path}: cannot be read: {file.points.broken}; export the activity again."
        )
    records, moments = file.records, file.records.moment_s
    _refuse_untimed(file, moments)
    rows, of_order = in_order(moments)
    foot, of_sports = _on_foot(file, rows)
    rows = rows[foot]
    refuse_empty(file.path, len(rows))
    start_s = float(moments[rows[0]])
    track = track_of(records, rows, start_s)
    started_at = moment_of(start_s, file.zone)
    return Activity(
        format=file.format,
        track=track,
        channels=channels_of(records, rows),
        estimated=frozenset({"power_w"}),
        laps=_laps(file, moments, rows),
        pauses_s=_pauses(file, moments, rows),
        sport=", ".join(dict.fromkeys(s.sport for s in file.stretches if s.sport)),
        device=file.device,
        started_at=started_at,
        warnings=(
            *_of_break(file, clock_words(started_at, float(track.time_s[-1]))),
            *of_order,
            *file.said,
            *of_sports,
            *too_fast(records, rows),
        ),
        synthetic=file.synthetic,
    )


def _refuse_untimed(file: TrackFile, moments: Floats) -> None:
    if file.points.count and not np.isfinite(moments).any():
        raise NothingToMeasureError(
            f"{file.path}: its points have no times, so it holds a route and no speed; export the "
            "recorded activity."
        )


def _of_break(file: TrackFile, until: str) -> tuple[str, ...]:
    if not file.points.broken:
        return ()
    return (
        f"The file is cut or damaged: {file.points.broken}. Everything before it was read; the "
        f"last record is of {until}.",
    )


def _on_foot(file: TrackFile, rows: Ints) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return which rows were done on foot, and what to say of the others."""
    others = [s for s in file.stretches if any(part in s.sport.casefold() for part in _NOT_ON_FOOT)]
    foot = np.ones(len(rows), bool)
    for stretch in others:
        foot &= (rows < stretch.first) | (rows >= stretch.end)
    names = ", ".join(dict.fromkeys(s.sport for s in others))
    if others and not foot.any():
        raise NothingToMeasureError(
            f"{file.path}: is a recording of {names}; choose one of running, walking or another "
            "sport done on foot."
        )
    if foot.all():
        return foot, ()
    return foot, (f"Only what was done on foot was measured; left out: {names}.",)


def _laps(file: TrackFile, moments: Floats, rows: Ints) -> tuple[Lap, ...]:
    """Return the stretches that hold any of the rows as laps, in order of time."""
    start_s = moments[rows[0]]
    starts = moments_of([s.started for s in file.stretches])[0]
    taken = np.zeros(len(moments) + 1, np.int64)
    taken[rows + 1] = 1
    taken = taken.cumsum()
    laps = []
    for stretch, said in zip(file.stretches, starts.tolist(), strict=True):
        own = moments[stretch.first : stretch.end]
        if not taken[stretch.end] - taken[stretch.first]:
            continue
        first = said if np.isfinite(said) else float(np.nanmin(own))
        lasted = stretch.lasted_s if stretch.lasted_s > 0 else float(np.nanmax(own)) - first
        begin = first - float(start_s)
        laps.append(
            Lap(
                begin,
                begin + max(lasted, 0.0),
                stretch.name,
                stretch.distance_m,
                direction_of_name(stretch.name),
            )
        )
    laps.sort(key=lambda lap: lap.start_s)
    return tuple(lap for lap in laps if lap.end_s > lap.start_s)


def _pauses(file: TrackFile, moments: Floats, rows: Ints) -> Floats:
    """Return the stretches (p, 2) over which the recording was interrupted."""
    start_s = float(moments[rows[0]])
    at = [one for s in file.stretches for one in s.breaks if 0 < one < len(moments)]
    pairs = np.array([(moments[one - 1], moments[one]) for one in at]).reshape(-1, 2) - start_s
    return joined((pairs[np.nan_to_num(pairs[:, 1] - pairs[:, 0]) > 0],))
