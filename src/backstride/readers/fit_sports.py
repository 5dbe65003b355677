"""Which part of a FIT file was done on foot."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.motion.arrays import Bools, Floats
from backstride.readers import fit_profile as profile
from backstride.readers.fit_file import FitFile

_START, _SPORT, _SUB_SPORT = 2, 5, 6
_SPORT_OF_SPORT, _SPORT_OF_LAP = 0, 25
_MOST_NAMED = 6  # parts that a sentence lists


@dataclass(frozen=True)
class Sports:
    """What was done when.

    Attributes
    ----------
    on_foot : array (k,) of bool
        Of the records in order of time.
    parts_s : tuple of (float, float)
        Stretches ``[start, end)`` done on foot, on FIT's clock; the first and last are open.
    name : str
    said : tuple of str
    """

    on_foot: Bools
    parts_s: tuple[tuple[float, float], ...]
    name: str
    said: tuple[str, ...]


def sports_of(file: FitFile, moment_s: Floats, path: Path) -> Sports:
    """Return which records, given by their times in order, were done on foot.

    Raises
    ------
    NothingToMeasureError
        When none was.
    """
    table = file.table(profile.SESSION)
    start, sport = table.numbers(_START), table.numbers(_SPORT)
    known = np.flatnonzero(np.isfinite(start) & np.isfinite(sport))
    order = known[np.argsort(start[known], kind="stable")]
    if len(order) < 2:
        return _one_sport(file, len(moment_s), path)
    numbers = sport[order].astype(int)
    sub_sports = np.nan_to_num(table.numbers(_SUB_SPORT)[order]).astype(int)
    on_foot = np.array([_on_foot(*pair) for pair in zip(numbers, sub_sports, strict=True)])
    if not on_foot.any():
        on_foot = numbers == profile.GENERIC
    names = [profile.SPORTS.get(int(one), "another sport") for one in numbers]
    if not on_foot.any():
        _refuse(", ".join(dict.fromkeys(names)), path)
    borders = [-np.inf, *start[order][1:].tolist(), np.inf]
    which = np.searchsorted(borders[1:-1], moment_s, "right")
    taken: Bools = on_foot[which]
    return Sports(
        on_foot=taken,
        parts_s=tuple((borders[i], borders[i + 1]) for i in np.flatnonzero(on_foot)),
        name=", ".join(dict.fromkeys(n for n, foot in zip(names, on_foot, strict=True) if foot)),
        said=_left_out(names, on_foot, which, moment_s),
    )


def _one_sport(file: FitFile, count: int, path: Path) -> Sports:
    """Return the sport of a file that has one session, or was cut before any."""
    number, sub_sport = _said_once(file)
    if number is None:
        said = ("The file does not say which sport it is of; it was taken as done on foot.",)
        return Sports(np.ones(count, bool), ((-np.inf, np.inf),), "", said)
    if not _on_foot(number, sub_sport) and number != profile.GENERIC:
        _refuse(profile.SPORTS.get(number, "another sport"), path)
    name = profile.SPORTS[number]
    return Sports(np.ones(count, bool), ((-np.inf, np.inf),), name, ())


def _said_once(file: FitFile) -> tuple[int | None, int]:
    """Return the sport and sub-sport that the first message to say so names."""
    places = (
        (profile.SESSION, _SPORT, _SUB_SPORT),
        (profile.SPORT, _SPORT_OF_SPORT, 1),
        (profile.LAP, _SPORT_OF_LAP, 39),
    )
    for message, field, sub_field in places:
        table = file.table(message)
        sport, sub_sport = table.numbers(field), table.numbers(sub_field)
        for i in np.flatnonzero(np.isfinite(sport)):
            return int(sport[i]), int(np.nan_to_num(sub_sport[i]))
    return None, 0


def _on_foot(sport: int, sub_sport: int) -> bool:
    treadmill = sport == profile.FITNESS_EQUIPMENT and sub_sport == profile.TREADMILL
    return sport in profile.ON_FOOT or treadmill


def _refuse(what: str, path: Path) -> None:
    raise NothingToMeasureError(
        f"{path}: is a recording of {what}; choose one of running, walking or another sport done "
        "on foot."
    )


def _left_out(
    names: list[str], on_foot: Bools, which: np.ndarray, moment_s: Floats
) -> tuple[str, ...]:
    """Return a sentence on the parts that were not done on foot."""
    parts = []
    for i in np.flatnonzero(~on_foot):
        own = moment_s[which == i]
        if len(own):
            parts.append(f"{names[i]} ({(own[-1] - own[0]) / 60:.0f} min)")
    if not parts:
        return ()
    more = f" and {len(parts) - _MOST_NAMED} more" if len(parts) > _MOST_NAMED else ""
    return (
        "Of the sports in the file only those on foot were measured, with gaps between them; left "
        f"out: {', '.join(parts[:_MOST_NAMED])}{more}.",
    )
