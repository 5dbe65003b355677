"""Laps of a FIT activity with the names of their workout steps, and when its timer stood."""

from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Floats
from backstride.motion.channels import Lap
from backstride.readers import fit_profile as profile
from backstride.readers.activity_names import direction_of_name
from backstride.readers.fit_file import FitFile
from backstride.readers.fit_records import direction_words

_START, _ELAPSED, _DISTANCE, _STEP_INDEX = 2, 7, 9, 71
_MESSAGE_INDEX, _INDEX_MASK = 254, 0x0FFF
_STEP_NAME, _STEP_NOTES = 0, 8
_EVENT, _EVENT_TYPE = 0, 1
_TRAVEL = ("forward", "backward", "left", "right")


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of the workout that an activity followed."""

    name: str
    direction: str


def laps_of(file: FitFile, start_s: float) -> list[Lap]:
    """Return the laps in order of time, which counts from ``start_s`` on FIT's clock."""
    table = file.table(profile.LAP)
    start = table.numbers(_START) - start_s
    elapsed = table.numbers(_ELAPSED) / 1000.0
    end = np.where(np.isfinite(elapsed), start + elapsed, file.times(table) - start_s)
    distance, step = table.numbers(_DISTANCE) / 100.0, table.numbers(_STEP_INDEX)
    own = direction_words(file, table)
    steps = _workout_steps(file)
    order = np.flatnonzero(np.isfinite(start) & (np.nan_to_num(end, nan=-np.inf) > start))
    order = order[np.argsort(start[order], kind="stable")]
    following = np.append(start[order][1:], np.inf)
    end[order] = np.where(following > start[order], np.minimum(end[order], following), end[order])
    laps = []
    for i in order.tolist():
        planned = steps.get(int(step[i]), _NO_STEP) if np.isfinite(step[i]) else _NO_STEP
        said = str(own[i]) if own[i] in _TRAVEL else planned.direction
        laps.append(Lap(float(start[i]), float(end[i]), planned.name, float(distance[i]), said))
    return laps


_NO_STEP = _Step("", "")


def _workout_steps(file: FitFile) -> dict[int, _Step]:
    """Return the steps of the workout by their index."""
    table = file.table(profile.WORKOUT_STEP)
    index = table.numbers(_MESSAGE_INDEX)
    names, notes = table.texts(_STEP_NAME), table.texts(_STEP_NOTES)
    own = direction_words(file, table)
    found = {}
    for i, name in enumerate(names):
        number = int(index[i]) & _INDEX_MASK if np.isfinite(index[i]) else i
        label = " ".join((name or notes[i]).split())
        said = own[i] if own[i] in _TRAVEL else _declared(name, notes[i])
        found[number] = _Step(label, str(said))
    return found


def _declared(*texts: str) -> str:
    """Return the one direction that some texts declare, ``""`` for none or several."""
    said = {direction for text in texts if (direction := direction_of_name(text))}
    return said.pop() if len(said) == 1 else ""


def pauses_of(file: FitFile) -> Floats:
    """Return the stretches (p, 2) between a stop of the timer and its next start."""
    table = file.table(profile.EVENT)
    event, kind, moment = table.numbers(_EVENT), table.numbers(_EVENT_TYPE), file.times(table)
    stops = np.isin(kind, list(profile.TIMER_STOPS))
    rows = np.flatnonzero(
        (event == profile.TIMER) & np.isfinite(moment) & (stops | (kind == profile.TIMER_START))
    )
    rows = rows[np.argsort(moment[rows], kind="stable")]
    stopped = stops[rows]
    first_stop = stopped & ~np.append(False, stopped[:-1])
    first_start = ~stopped & np.append(False, stopped[:-1])
    moments = moment[rows]
    begins, ends = moments[first_stop], moments[first_start]
    pauses = np.column_stack((begins[: len(ends)], ends))
    return pauses[pauses[:, 1] > pauses[:, 0]]
