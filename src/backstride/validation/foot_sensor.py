"""A sensor on the shoe: real trials on a measured line, and strides beside optical capture."""

import csv
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from backstride.measure import Measurement, measure
from backstride.motion import Footfalls
from backstride.motion.arrays import Floats
from backstride.readers import read
from backstride.validation.check import Check, Part, Rows
from backstride.validation.context import Context
from backstride.validation.figures import errors_of, share_of
from backstride.validation.published import best
from backstride.validation.row import Fitting, row_of
from backstride.validation.takes import metres, ways

LINE, GAITMAP = "imu/uci_foot_vn200", "imu/gaitmap"

_OPTICAL_HZ = 100.0  # as many rows of markers as the recording lasts
_SENSOR_HZ = 204.8  # of the sensor, in whose samples the events are given

_MATCH_S = 0.15  # under half a walking step
_WITHIN = 0.10
_BORDERS = {"forward": 1, "backward": 2, "sideways": 2}  # changes of direction along the line
_ORDER = ["forward", "backward", "left", "right"]


@dataclass(frozen=True)
class _Trial:
    """One trial on the line: who walked it, its protocol's metres, and its measurement."""

    subject: str
    known_m: dict[str, float]
    found: Measurement


_PEOPLE: dict[str, tuple[str, str, Fitting]] = {
    "III": ("", "four trials of one person", "seen"),
    "I": ("held-out-", "two trials of another person", "held out"),
}
"""By subject: beginning of the row's id, words, and whether the method was settled on them."""


def _trials(context: Context) -> list[_Trial]:
    folder = context.folder(LINE)
    rows = csv.DictReader((folder / "labels.csv").read_text("utf-8").splitlines())
    by_path = {folder / row["file"]: row for row in rows}
    columns = {"total": "total", "backward": "back", "forward": "fwd", "sideways": "side"}
    return [
        _Trial(
            by_path[path]["subject"],
            {way: float(by_path[path][f"protocol_{c}_m"]) for way, c in columns.items()},
            measure(read(path)),
        )
        for path in context.some(list(by_path))
    ]


def _line(context: Context) -> Rows:
    trials = _trials(context)
    return [
        row
        for subject, (name, words, fitting) in _PEOPLE.items()
        for row in _person([t for t in trials if t.subject == subject], name, words, fitting)
    ]


def _person(trials: list[_Trial], name: str, words: str, fitting: Fitting) -> Rows:
    about = {
        "recorded": f"{words}, left foot, 800 Hz: walk, jog, run, sprint, backward fast and slow, "
        "sideways left and right along one line",
        "truth": "protocol: a measured line of 87.8 m, 59.13 m forward, 15.24 m backward, 13.43 m "
        "sideways",
        "kind": "protocol",
        "fitting": fitting,
    }
    rows = []
    for way in ("total", "backward", "forward", "sideways"):
        own = [(_total(t.found) if way == "total" else metres(t.found)[way]) for t in trials]
        errors = [100 * (m / t.known_m[way] - 1) for m, t in zip(own, trials, strict=True)]
        rows.append(
            row_of(
                errors_of(errors, "%"),
                id=f"foot/{name}distance-{way}",
                quantity="distance, all directions" if way == "total" else f"distance {way}",
                published=_PUBLISHED.get(way, ()),
                note="" if way == "total" else _LOW,
                **about,
            )
        )
    directions = tuple(_ORDER)
    within = [_within_allowance(t.known_m[w], w, t.found) for t in trials for w in _BORDERS]
    shares = (
        ("distance-within-10-percent", _WITHIN_WORDS, within),
        ("order", _ORDER_WORDS, [ways(t.found, directions) == _ORDER for t in trials]),
        ("backward-outside", _OUTSIDE_WORDS, [_outside(t.found) <= 1 for t in trials]),
    )
    return rows + [
        row_of(share_of(right), id=f"foot/{name}{key}", quantity=said, **about)
        for key, said, right in shares
    ]


_PUBLISHED = {"total": (best("X3", 1), best("X4", 0)), "forward": (best("X2", 1),)}
_LOW = "Strides in which the runner turns belong to no direction, so distances come out low."
_WITHIN_WORDS = "distance of each direction within 10 %, one stride allowed at each change of it"
_ORDER_WORDS = "order of the stretches: forward, backward, left, right"
_OUTSIDE_WORDS = "at most one backward stride outside the backward stretch"


def _within_allowance(known_m: float, way: str, found: Measurement) -> bool:
    """Return whether a direction's distance is right but for a stride at each of its borders."""
    names = ("left", "right") if way == "sideways" else (way,)
    steps = sum(t.steps for d, t in found.by_direction.items() if d in names)
    own = metres(found)[way]
    allowed = _BORDERS[way] * 2 * own / max(steps, 1)
    return max(0.0, abs(own - known_m) - allowed) <= _WITHIN * known_m


def _total(found: Measurement) -> float:
    return sum(total.distance_m for total in found.by_direction.values())


def _outside(found: Measurement) -> int:
    """Return backward steps of the foot outside the longest stretch of backward bouts."""
    bouts = [b for b in found.bouts if b.direction in (*_ORDER, "unknown")]
    stretches: list[list[int]] = []
    for number, bout in enumerate(bouts):
        joins = number and bouts[number - 1].direction == bout.direction == "backward"
        if bout.direction == "backward" and joins:
            stretches[-1].append(bout.steps)
        elif bout.direction == "backward":
            stretches.append([bout.steps])
    counts = sorted(sum(s) for s in stretches)
    return sum(counts[:-1]) // 2  # one foot carries the sensor


def _optical(context: Context) -> Rows:
    found = context.once(
        "gaitmap", lambda: measure(read(context.folder(GAITMAP) / "imu_sample.csv"))
    )
    falls = found.motion.footfalls
    heels = _heels(context.folder(GAITMAP) / "mocap_sample.csv")
    lengths = [] if falls is None else [_stride_errors(falls, s, p) for s, p in heels.items()]
    recorded = "38 s of forward walking to and fro, one person, both feet, 205 Hz"
    events = _events(context.folder(GAITMAP) / "stride_events_sample.csv")
    rows = [
        row_of(
            errors_of(chain.from_iterable(lengths), "m"),
            id="foot/stride-length",
            quantity="length of a stride, walking forward and turning",
            recorded=recorded,
            truth="optical capture of a marker on the heel, 100 Hz",
            kind="optical capture",
            fitting="seen",
            published=(best("X2", 1),),
        )
    ]
    for key, words, number in (("ic", "landing", 0), ("tc", "take-off", 1)):
        rows.append(
            row_of(
                errors_of(_event_errors(found, events[key], key), "ms"),
                id=f"foot/{words}-forward-walk",
                quantity=f"{words}, walking forward",
                recorded=recorded,
                truth="events in the data set, found by its makers' own method in the same sensor",
                kind="labels",
                fitting="seen",
                published=(best("X1", number, aside="sensors against cameras"),),
                note="A difference of definitions: their take-off is a zero of the rate at which "
                "the foot turns, ours the moment the sole has left the ground.",
            )
        )
    return rows


def _heels(path: Path) -> dict[str, Floats]:
    """Return the level path of each heel (n, 2), in metres."""
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    names = list(zip(rows[0], rows[1], strict=True))
    table = np.array([[float(cell) if cell else np.nan for cell in row] for row in rows[2:]])
    return {
        side: table[:, [names.index((f"{side[0].upper()}_FCC", axis)) for axis in "xy"]] / 1000
        for side in ("left", "right")
    }


def _stride_errors(falls: Footfalls, side: str, heel_m: Floats) -> list[float]:
    """Return sensor minus markers for each stride of one foot."""
    own = falls.side == side
    middle = (falls.initial_contact_s[own] + falls.terminal_contact_s[own]) / 2
    place = falls.place_m[own]
    clock = np.arange(len(heel_m)) / _OPTICAL_HZ
    seen = np.column_stack([np.interp(middle, clock, heel_m[:, i]) for i in (0, 1)])
    errors = np.linalg.norm(np.diff(place, axis=0), axis=1) - np.linalg.norm(
        np.diff(seen, axis=0), axis=1
    )
    kept: list[float] = errors[np.isfinite(errors)].tolist()
    return kept


def _events(path: Path) -> dict[str, list[tuple[str, float]]]:
    """Return foot and time of each event, by kind."""
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    return {
        key: [(row["foot"], float(row[key]) / _SENSOR_HZ) for row in rows if row[key]]
        for key in ("ic", "tc")
    }


def _event_errors(found: Measurement, events: list[tuple[str, float]], key: str) -> list[float]:
    errors = []
    for foot, moment in events:
        own = [
            (s.initial_contact_s if key == "ic" else s.terminal_contact_s) - moment
            for s in found.steps
            if s.side == foot
        ]
        near = [e for e in own if abs(e) < _MATCH_S]
        if near:
            errors.append(1000 * min(near, key=abs))
    return errors


PART = Part(
    "foot",
    "Foot sensor",
    "Each stride is integrated from rest to rest; backward is a stride against the toes. Strides "
    "on a measured line are the only real backward recordings of a worn sensor at hand.",
    (
        Check("foot-sensor trials on a measured line", _line, (LINE,)),
        Check("strides beside optical capture", _optical, (GAITMAP,)),
    ),
)
