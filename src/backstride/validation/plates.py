"""Force plates: contacts and loads found from movement alone, beside what plates say."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain

from backstride.measure import Measurement, measure
from backstride.motion import Motion
from backstride.readers import read
from backstride.validation.check import Check, Part, Rows
from backstride.validation.context import Context
from backstride.validation.figures import errors_of
from backstride.validation.known_contacts import (
    Kind,
    contacts_by_event,
    contacts_by_plate,
    errors_s,
)
from backstride.validation.published import best
from backstride.validation.row import AccuracyRow, row_of

LAB = "mocap/lab"
RUN, WALKS = "bmc_run.trc", ("bmc_walk1.trc", "zoo_HC030A05_straight.c3d")

_RECORDED = "one forward run and two forward walks of three people, 100 and 150 Hz"
_MS = 1000.0


@dataclass(frozen=True)
class _Trial:
    """A recording with plates, measured with them and as if it had none."""

    name: str
    motion: Motion
    with_plates: Measurement
    without: Measurement


def _trials(context: Context) -> list[_Trial]:
    return context.once("plates", lambda: [_trial(context, n) for n in (RUN, *WALKS)])


def _trial(context: Context, name: str) -> _Trial:
    motion = read(context.folder(LAB) / name)
    return _Trial(name, motion, measure(motion), measure(replace(motion, forces=())))


def _contacts(context: Context) -> Rows:
    kinds: tuple[tuple[Kind, str], ...] = (
        ("initial_contact", "landing"),
        ("terminal_contact", "take-off"),
    )
    rows = []
    for number, (kind, words) in enumerate(kinds):
        errors = chain.from_iterable(
            errors_s(contacts_by_plate(t.motion), t.with_plates, kind) for t in _trials(context)
        )
        rows.append(
            row_of(
                errors_of((_MS * e for e in errors), "ms"),
                id=f"plates/{kind.replace('_', '-')}",
                quantity=f"{words} of a foot",
                recorded=_RECORDED,
                truth="force plates, 20 N",
                kind="force plates",
                fitting="fitted on",
                published=(best("X1", number, aside="inertial sensors against cameras"),),
                note="Three limits of the rule were fitted on these recordings. No recording of "
                "backward running over plates was to be had.",
            )
        )
    return [*rows, _by_hand(context)]


def _by_hand(context: Context) -> AccuracyRow:
    trials = _trials(context)
    kinds: tuple[Kind, ...] = ("initial_contact", "terminal_contact")
    errors = [
        _MS * e
        for t in trials
        for kind in kinds
        for e in errors_s(contacts_by_event(t.motion), t.with_plates, kind)
    ]
    return row_of(
        errors_of(errors, "ms"),
        id="plates/events-by-hand",
        quantity="landing and take-off of a foot",
        recorded="one forward walk, 100 Hz",
        truth="events set by hand, in frames of 10 ms, off the plates",
        kind="labels",
        fitting="seen",
    )


def _loads(context: Context) -> Rows:
    figures = (
        ("peak_vertical_force_bw", "peak vertical force of a step", (best("X9", 1),)),
        ("vertical_impulse_bw_s", "vertical impulse of a step", ()),
        ("peak_knee_moment_nm_per_kg", "peak knee extension moment of a step", ()),
        ("peak_ankle_moment_nm_per_kg", "peak ankle moment of a step", ()),
        ("peak_hip_moment_nm_per_kg", "peak hip moment of a step", ()),
        ("peak_patellofemoral_force_bw", "peak compression of the kneecap's joint", ()),
    )
    rows = []
    for gait, wanted in (("run", RUN.__eq__), ("walks", WALKS.__contains__)):
        for name, words, published in figures:
            errors = _differences(context, name, wanted)
            rows.append(
                row_of(
                    errors_of((100 * e for e in errors), "%"),
                    id=f"plates/{gait}-{name.replace('_', '-')}",
                    quantity=f"{words}, {gait}",
                    recorded="one forward run" if gait == "run" else "two forward walks",
                    truth="the same figure with the force of the plates",
                    kind="force plates",
                    fitting="fitted on" if gait == "run" else "seen",
                    published=published,
                    note="Joints are the same on both sides, so where they lie under the skin is "
                    "not in the error.",
                )
            )
    return rows


def _differences(context: Context, name: str, wanted: Callable[[str], bool]) -> list[float]:
    """Return without plates over with plates, minus 1, for each step on a plate."""
    found = []
    for trial in _trials(context):
        if not wanted(trial.name) or trial.with_plates.load is None or trial.without.load is None:
            continue
        alone = {step.step: step for step in trial.without.load.steps}
        for step in trial.with_plates.load.steps:
            own = alone.get(step.step)
            if step.method != "plates" or own is None or own.method == "plates":
                continue
            if name in step.figures and name in own.figures:
                found.append(own.figures[name].value / step.figures[name].value - 1)
    return found


PART = Part(
    "plates",
    "Force plates",
    "Contacts, forces and moments from the movement of markers alone, beside what plates under the "
    "feet say. Which rule finds a contact matters more than any of this: contact and flight times "
    "of the same run move by 20 to 30 % between rules (G6).",
    (
        Check("contacts on force plates", _contacts, (LAB,)),
        Check("forces and moments without plates", _loads, (LAB,)),
    ),
)
