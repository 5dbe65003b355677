"""Whether stated intervals hold on recorded people, where something else was measured beside."""

import math
from collections.abc import Iterator

import numpy as np

from backstride.estimate import Estimate
from backstride.measure import Measurement, measure
from backstride.readers import read
from backstride.validation.check import Rows
from backstride.validation.context import Context
from backstride.validation.figures import errors_of, share_of
from backstride.validation.known_contacts import contact_times_by_plate
from backstride.validation.plates import LAB, RUN, WALKS
from backstride.validation.row import AccuracyRow, row_of
from backstride.validation.takes import labelled_takes
from backstride.validation.trunk_sensor import WEARINGS, worn_at_waist
from backstride.validation.two_skeletons import JOINTS, twice_ranged
from backstride.validation.virtual import worn_on

AIM = (0.85, 0.95)
"""As for simulated people."""

Pair = tuple[float, Estimate]


def rows(context: Context) -> Rows:
    """Return how often intervals hold beside plates, another skeleton, and markers."""
    return [*_plates(context), *_joints(context), *_sensors(context)]


def joint_rows(context: Context) -> Rows:
    """Return how far two skeletons from the same markers lead apart."""
    return [
        row_of(
            errors_of(
                (t.markers_deg - t.makers_deg for t in twice_ranged(context) if t.joint == joint),
                "°",
            ),
            id=f"markers/two-skeletons-{joint}-range",
            quantity=f"range of the {joint}, mean of a leg's strides",
            **_TWICE,
        )
        for joint in JOINTS
    ]


_TWICE = {
    "recorded": "ACCAD takes of two people that are there as markers and as a skeleton",
    "truth": "the makers' own skeleton from the same markers: another way, not truth",
    "kind": "optical capture",
    "fitting": "fitted on",
}


def _plates(context: Context) -> Iterator[AccuracyRow]:
    pairs: list[Pair] = []
    for name in (RUN, *WALKS):
        motion = read(context.folder(LAB) / name)
        found = measure(motion)
        stated = found.gait["forward"]["contact_time_s"]
        errors = contact_times_by_plate(motion, found)
        if errors:
            pairs.append((stated.value - float(np.mean(errors)), stated))
    yield row_of(
        share_of((e.low <= true <= e.high for true, e in pairs), AIM),
        id="coverage/plates-contact-time",
        quantity="contact time, mean error of a recording's contacts inside its interval",
        recorded="one forward run and two forward walks of three people, 100 and 150 Hz",
        truth="force plates, 20 N",
        kind="force plates",
        fitting="fitted on",
    )


def _joints(context: Context) -> Iterator[AccuracyRow]:
    for joint in JOINTS:
        own = [t for t in twice_ranged(context) if t.joint == joint]
        yield row_of(
            share_of(
                (
                    abs(t.markers_deg - t.makers_deg)
                    <= math.sqrt(2.0) * (t.stated.high - t.stated.low) / 2
                    for t in own
                ),
                AIM,
            ),
            id=f"coverage/two-skeletons-{joint}-range",
            quantity=f"range of the {joint}, difference of two skeletons inside both intervals",
            **_TWICE,
        )


_CONTACT, _FREQUENCY, _STRIDE = "contact_time_s", "step_frequency_hz", "stride_length_m"

_WORDS = {_CONTACT: "contact time", _FREQUENCY: "step frequency", _STRIDE: "length of a stride"}


def _sensors(context: Context) -> Iterator[AccuracyRow]:
    at_waist = worn_at_waist(context)
    on_foot = context.once("worn feet", lambda: list(_on_foot(context)))
    for site, worn, names in (
        ("waist", at_waist, (_CONTACT, _FREQUENCY)),
        ("foot", on_foot, (_CONTACT, _STRIDE)),
    ):
        for name in names:
            pairs = [
                pair
                for take, says in worn
                for way in ("forward", "backward")
                if (pair := _both(take, says, way, name)) is not None
            ]
            yield row_of(
                share_of((e.low <= true <= e.high for true, e in pairs), AIM),
                id=f"coverage/worn-{site}-{name.replace('_', '-')}",
                quantity=f"{_WORDS[name]}, mean of a take by its markers inside the interval",
                recorded=f"virtual {site} sensors on two people (ACCAD, 120 Hz)",
                truth="the same figure by the markers of the take, measured by Backstride",
                kind="optical capture",
                fitting="seen",
                note="The takes are short, of 2 to 12 steps, and each is worn more than once.",
            )


def _on_foot(context: Context) -> Iterator[tuple[Measurement, Measurement]]:
    """Return takes of people by their markers, each with what a sensor on a shoe would say."""
    for number, take in enumerate(labelled_takes(context)):
        for wearing in range(WEARINGS if take.person and take.path.suffix == ".c3d" else 0):
            says = worn_on(take.found.motion, "foot", seed=1000 * wearing + number)
            if says is not None:
                yield take.found, measure(says)


def _both(take: Measurement, says: Measurement, way: str, name: str) -> Pair | None:
    """Return what markers and a worn sensor say of one direction, None if either says nothing."""
    known, stated = (
        {str(d): figures for d, figures in found.gait.items()}.get(way, {}).get(name)
        for found in (take, says)
    )
    return (known.value, stated) if known is not None and stated is not None else None
