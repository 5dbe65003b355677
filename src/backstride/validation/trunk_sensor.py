"""A sensor at the waist: direction and contacts of virtual sensors on recorded people."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from backstride.measure import Measurement, measure
from backstride.motion import Footfalls
from backstride.motion.arrays import Floats
from backstride.readers import read
from backstride.validation.check import Check, Part, Rows
from backstride.validation.context import Context
from backstride.validation.figures import Share, errors_of
from backstride.validation.published import best, none_known
from backstride.validation.row import AccuracyRow, row_of
from backstride.validation.stretches import (
    Outcome,
    measured_stretches,
    outcome,
    tally,
    tally_words,
)
from backstride.validation.takes import ACCAD, BANDAI, Take, labelled_takes
from backstride.validation.virtual import worn_on

SHORTEST_STRETCH_S = 1.5
"""Stretches of one gait and direction that are asked about."""

WEARINGS = 4  # how often each take is worn, with another sensor and belt each time

_MATCH_S = 0.1  # between the middles of a contact by markers and by the sensor

_LUMBAR = "imu/skdh/lumbar_walk_gait_input.npz"


@dataclass(frozen=True)
class _Worn:
    """A take, and what a virtual sensor says of it."""

    take: Take
    says: Measurement


def _worn(context: Context) -> list[_Worn]:
    return context.once("worn", lambda: list(_wear(context)))


def worn_at_waist(context: Context) -> list[tuple[Measurement, Measurement]]:
    """Return takes of people by their markers, each with what a virtual sensor says of it."""
    return [(w.take.found, w.says) for w in _worn(context) if w.take.person]


def _wear(context: Context) -> Iterable[_Worn]:
    for number, take in enumerate(labelled_takes(context)):
        accad = bool(take.person)
        if accad and take.path.suffix != ".c3d":
            continue  # the same take again, in fewer pictures a second
        for wearing in range(WEARINGS if accad else 1):
            says = worn_on(take.found.motion, "waist", seed=1000 * wearing + number)
            if says is not None:
                yield _Worn(take, measure(says))


def _direction(context: Context) -> Rows:
    table: dict[tuple[str, str, str], list[Outcome]] = defaultdict(list)
    for worn in _worn(context):
        people = "people" if worn.take.person else "acted"
        for stretch in measured_stretches(worn.take.found, SHORTEST_STRETCH_S):
            table[people, stretch.gait, stretch.direction].append(outcome(worn.says, stretch))
    return [_told_row(*key, tally(found)) for key, found in sorted(table.items())]


def _told_row(people: str, gait: str, way: str, told: dict[Outcome, int]) -> AccuracyRow:
    sideways = way in ("left", "right")
    on = "two people (ACCAD, 120 Hz)" if people == "people" else "acted styles (30 Hz)"
    return row_of(
        Share(told["unknown" if sideways else "right"], sum(told.values())),
        id=f"waist/{people}-{gait}-{way}",
        quantity=f"{gait} {way}, {'left unknown' if sideways else 'told so'}",
        recorded=f"virtual waist sensors on {on}, stretches of {SHORTEST_STRETCH_S} s and more",
        truth="markers of the same recording, measured by Backstride",
        kind="optical capture",
        fitting="seen",
        published=(none_known(),) if way == "backward" else (),
        note=tally_words(told),
    )


def _contacts(context: Context) -> Rows:
    errors: dict[str, list[Floats]] = {"backward": [], "forward": []}
    for worn in _worn(context):
        if not worn.take.person or worn.says.motion.footfalls is None:
            continue
        falls = worn.says.motion.footfalls
        for way in errors:
            errors[way] += _matched(worn.take, way, falls)
    rows = []
    names = ("landing", "take-off", "contact time")
    for way, found in errors.items():
        table = 1000.0 * np.array(found).reshape(-1, 3)
        for column, name in enumerate(names):
            published = best("X9", 0) if name == "contact time" else best("X1", column)
            rows.append(
                row_of(
                    errors_of(table[:, column], "ms"),
                    id=f"waist/{name.replace(' ', '-')}-run-{way}",
                    quantity=f"{name}, running {way}",
                    recorded="virtual waist sensors on two people (ACCAD, 120 Hz)",
                    truth="contacts of the feet in the markers, by Backstride's rule",
                    kind="optical capture",
                    fitting="seen",
                    published=(published,),
                )
            )
    return rows


def _matched(take: Take, way: str, falls: Footfalls) -> list[Floats]:
    """Return errors (landing, take-off, contact time) of contacts inside running bouts."""
    sensed = np.column_stack((falls.initial_contact_s, falls.terminal_contact_s))
    sensed = sensed[falls.gait == "run"]
    sensed = sensed[np.isfinite(sensed).all(axis=1)]
    bouts = [b for b in take.found.bouts if b.gait == "run" and b.direction == way]
    rows = []
    for step in take.found.steps:
        true = np.array([step.initial_contact_s, step.terminal_contact_s])
        inside = any(b.start_s <= true[0] and true[1] < b.end_s for b in bouts)
        if not inside or not len(sensed) or not np.isfinite(true).all():
            continue
        nearest = sensed[np.argmin(np.abs(sensed.mean(axis=1) - true.mean()))]
        if abs(nearest.mean() - true.mean()) < _MATCH_S:
            off = nearest - true
            rows.append(np.array([off[0], off[1], off[1] - off[0]]))
    return rows


def _real(context: Context) -> Rows:
    found = measure(read(context.folder(_LUMBAR)))
    known = sum(t.time_s for d, t in found.by_direction.items() if d != "unknown")
    return [
        row_of(
            Share(int(known == 0), 1),
            id="waist/real-belt-unknown",
            quantity="direction left unknown where nobody said how the sensor was turned",
            recorded="a real lumbar sensor, 86 s of walking, 196 Hz, acceleration only",
            truth="the file does not say how it was worn, so nobody can know",
            kind="labels",
            fitting="seen",
        )
    ]


PART = Part(
    "waist",
    "Waist sensor",
    "Forward and backward are told from braking and pushing. No open recording of backward "
    "running with a sensor on the trunk exists: these are virtual, worn by people in motion "
    "capture, each take several times with another sensor and belt, so what is said of one stretch "
    "goes together.",
    (
        Check("directions of virtual waist sensors", _direction, (ACCAD, BANDAI)),
        Check("contacts of virtual waist sensors", _contacts, (ACCAD, BANDAI)),
        Check("a real belt", _real, (_LUMBAR,)),
    ),
)
