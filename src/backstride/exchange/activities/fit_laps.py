"""Laps and the session of a FIT activity: one lap per bout, and per stretch between bouts."""

from typing import NamedTuple

import numpy as np

from backstride.exchange.sessions.fit.developer import INDEX
from backstride.exchange.sessions.fit.file_bytes import Column, Table
from backstride.measure import Measurement
from backstride.motion import Motion
from backstride.readers import fit_profile as profile
from backstride.readers.fit_types import ENUM, UINT8, UINT16, UINT32, Value

_LAP_EVENT, _SESSION_EVENT, _STOP = 9, 8, 1
_RUNNING, _WALKING, _GENERIC = 1, 11, 0
_ACTIVE, _REST = 0, 1
_MANUAL, _SESSION_END = 0, 7
_SHORTEST_S = 0.001  # of a stretch between bouts; FIT counts milliseconds
_MOST_LAPS = 0xFFFE
_GAITS = {"run": _RUNNING, "walk": _WALKING}


class _Stretch(NamedTuple):
    start_s: float
    end_s: float
    direction: str
    gait: str


def lap_table(measurement: Measurement, start: int) -> Table:
    """Return the laps, which together cover the whole recording."""
    stretches = _stretches(measurement)[:_MOST_LAPS]
    columns = (
        *(Column(254, UINT16), Column(253, UINT32), Column(2, UINT32), Column(7, UINT32)),
        *(Column(8, UINT32), Column(9, UINT32), Column(110, UINT32), Column(111, UINT32)),
        *(Column(0, ENUM), Column(1, ENUM), Column(23, ENUM), Column(24, ENUM), Column(25, ENUM)),
        Column(profile.STEP_DIRECTION, UINT8, INDEX),
    )
    rows: list[tuple[Value, ...]] = []
    for i, one in enumerate(stretches):
        moving = bool(one.gait)
        trigger = _SESSION_END if i == len(stretches) - 1 else _MANUAL
        rows.append(
            (
                *(i, start + int(one.end_s), start + int(one.start_s)),
                *_amounts(measurement, one.start_s, one.end_s),
                *(_LAP_EVENT, _STOP, _ACTIVE if moving else _REST, trigger),
                _GAITS.get(one.gait, _GENERIC),
                profile.DIRECTION_NUMBERS.get(one.direction),
            )
        )
    return Table(profile.LAP, columns, rows)


def session_table(measurement: Measurement, start: int, lap_count: int) -> Table:
    """Return the totals; the session has a direction only where all of it had the same."""
    length_s = measurement.motion.duration_s
    said = {bout.direction for bout in measurement.bouts}
    only = said.pop() if len(said) == 1 else ""
    gaits = {bout.gait for bout in measurement.bouts}
    sport = _WALKING if gaits == {"walk"} else _RUNNING
    columns = (
        *(Column(254, UINT16), Column(253, UINT32), Column(2, UINT32), Column(7, UINT32)),
        *(Column(8, UINT32), Column(9, UINT32), Column(124, UINT32), Column(125, UINT32)),
        *(Column(0, ENUM), Column(1, ENUM), Column(5, ENUM), Column(6, ENUM)),
        *(Column(25, UINT16), Column(26, UINT16), Column(28, ENUM)),
        Column(profile.STEP_DIRECTION, UINT8, INDEX),
        Column(profile.DIRECTION_BASIS, UINT8, INDEX),
    )
    row: tuple[Value, ...] = (
        *(0, start + int(length_s), start),
        *_amounts(measurement, 0.0, length_s),
        *(_SESSION_EVENT, _STOP, sport, _GENERIC, 0, lap_count, 0),
        profile.DIRECTION_NUMBERS.get(only),
        profile.BASIS_NUMBERS.get(measurement.motion.facing_basis),
    )
    return Table(profile.SESSION, columns, [row])


def _stretches(measurement: Measurement) -> list[_Stretch]:
    """Return bouts and what lies between them, in order, from 0 to the end."""
    motion = measurement.motion
    first_s, end_s = float(motion.time_s[0]), motion.duration_s
    found, at = list[_Stretch](), 0.0
    for bout in measurement.bouts:
        begin, end = max(at, bout.start_s - first_s), bout.end_s - first_s
        if begin - at > _SHORTEST_S:
            found.append(_Stretch(at, begin, _between(measurement, at, begin), ""))
        if end > begin:
            found.append(_Stretch(begin, end, bout.direction, bout.gait))
            at = end
    if end_s - at > _SHORTEST_S or not found:
        found.append(_Stretch(at, max(end_s, at), _between(measurement, at, end_s), ""))
    return found


def _between(measurement: Measurement, start_s: float, end_s: float) -> str:
    """Return ``"still"`` for a stretch in which the body stood all the time, else nothing."""
    labels = measurement.direction[_samples(measurement.motion, start_s, end_s)]
    return "still" if len(labels) and (labels == "still").all() else ""


def _amounts(measurement: Measurement, start_s: float, end_s: float) -> tuple[Value, ...]:
    """Return elapsed time and timer in ms, distance in cm, mean and highest speed in mm/s."""
    motion = measurement.motion
    speed = motion.speed_mps[_samples(motion, start_s, end_s)]
    known = speed[np.isfinite(speed)]
    elapsed = round(1000 * (end_s - start_s))
    if not known.size or not motion.rate_hz:
        return elapsed, elapsed, None, None, None
    timer = round(1000 * known.size / motion.rate_hz)
    distance_m = float(known.sum()) / motion.rate_hz
    means = (round(1000 * float(known.mean())), round(1000 * float(known.max())))
    return elapsed, timer, round(100 * distance_m), *means


def _samples(motion: Motion, start_s: float, end_s: float) -> slice:
    """Return the samples in ``[start_s, end_s)``, counted from the first; rounding is forgiven."""
    border = motion.time_s[0] + np.array([start_s, end_s]) - _SHORTEST_S
    first, end = np.searchsorted(motion.time_s, border)
    return slice(int(first), int(end))
