"""Watch files: what nobody can know is left unknown, and distances agree with the device's own."""

import math
from pathlib import Path

from backstride.errors import BackstrideError
from backstride.measure import Measurement, measure
from backstride.readers import read
from backstride.validation.check import Check, Part, Rows
from backstride.validation.context import Context
from backstride.validation.figures import Rate, errors_of, share_of
from backstride.validation.published import best
from backstride.validation.row import row_of

ACTIVITY = "activity"

_SUFFIXES = (".fit", ".tcx", ".gpx")


def _activities(context: Context) -> list[Measurement]:
    return context.once("activities", lambda: _measured(context))


def _measured(context: Context) -> list[Measurement]:
    found = []
    for path in context.some(_files(context)):
        try:
            found.append(measure(read(path)))
        except BackstrideError:
            continue  # workouts and files without any movement, which are counted below
    return found


def _files(context: Context) -> list[Path]:
    folder = context.folder(ACTIVITY)
    return [p for p in folder.rglob("*") if p.suffix.lower() in _SUFFIXES]


def _groundless(context: Context) -> Rows:
    found = _activities(context)
    told = [
        sum(t.time_s for d, t in m.by_direction.items() if d not in ("unknown", "transition"))
        for m in found
    ]
    moving = sum(m.moving_s for m in found)
    about = {
        "recorded": "FIT, TCX and GPX files of runs, walks and hikes, some of them damaged",
        "kind": "labels",
        "fitting": "seen",
    }
    return [
        row_of(
            share_of(t == 0 for t in told),
            id="watch/direction-unknown",
            quantity="files whose direction of travel against facing is left unknown",
            truth="no watch records where a body faces, and no lap of these says so",
            note=f"{moving / 3600:.1f} hours of movement.",
            **about,
        ),
        row_of(
            Rate(sum(m.main_direction == "backward" for m in found), moving / 3600),
            id="watch/backward-hours",
            quantity="files called backward",
            truth="nothing in these files says that anybody went backward",
            **about,
        ),
    ]


def _distance(context: Context) -> Rows:
    errors = []
    for m in _activities(context):
        laps = [lap.distance_m for lap in m.motion.laps if math.isfinite(lap.distance_m)]
        own = sum(t.distance_m for t in m.by_direction.values())
        if sum(laps) > 100.0 and math.isfinite(own):
            errors.append(100 * (own / sum(laps) - 1))
    return [
        row_of(
            errors_of(errors, "%"),
            id="watch/distance",
            quantity="distance, from the records of a file",
            recorded="FIT and TCX files with laps, 100 m and more",
            truth="the sum of the device's own laps: agreement with it, not accuracy",
            kind="second script",
            fitting="seen",
            published=(best("X4", 1),),
        )
    ]


PART = Part(
    "watch",
    "Watch files",
    "A watch knows speed and steps, and never where the body faces. The right answer is unknown, "
    "unless laps, a plan or the step-direction field of a file declare it.",
    (
        Check("activities that cannot know the direction", _groundless, (ACTIVITY,)),
        Check("distances of activities", _distance, (ACTIVITY,)),
    ),
)
