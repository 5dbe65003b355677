"""Simulated sessions as files of every kind, measured the ordinary way beside their known truth."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from backstride.errors import BackstrideError
from backstride.measure import Measurement, measure
from backstride.readers import read
from backstride.simulate import CameraModel, FeedOptions, Truth, backward_session, make_runner
from backstride.simulate.feeds import Recorded, feed_named
from backstride.simulate.feeds.feed import Quality
from backstride.simulate.known import truth_of
from backstride.validation import scenarios
from backstride.validation.check import Check, Part, Rows
from backstride.validation.contacts import contact_errors_s
from backstride.validation.context import Context
from backstride.validation.figures import Figure, Share, errors_of
from backstride.validation.published import best, none_known
from backstride.validation.row import AccuracyRow, Published, row_of
from backstride.validation.stretches import Outcome, outcome, tally, tally_words, true_stretches

SESSIONS = 8
"""Sessions for each kind of file."""

FIRST_SEED = 61_000
"""Of the sessions; no method was tried on them while it was built."""

SHORTEST_S = 3.0
"""Stretches that are asked about, as in the public benchmark."""

_LEAST_M = 10.0  # below it a share of a distance says little
_MINUTES = 2.0
_FIRM: tuple[Quality, ...] = ("ideal", "consumer")
_RATES_HZ = (100.0, 200.0, 400.0)
_VIEWS_DEG = (0.0, 30.0, 180.0, -30.0)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of file: its feed, what it is, and which feet and distances it can know."""

    feed: str
    says: str
    name: str = ""
    minutes: float = _MINUTES
    qualities: tuple[Quality, ...] = _FIRM
    feet: tuple[str, ...] = ("left", "right")
    knowable: bool = True
    distances: bool = True
    lap_names: bool = False

    @property
    def id(self) -> str:
        """The feed, or what it is called where a feed is there twice."""
        return self.name or self.feed


_LOOSE: tuple[Quality, ...] = ("rough",)

KINDS = (
    _Kind("c3d", "markers (C3D)", minutes=1.0),
    _Kind("foot", "a sensor on the left shoe (CSV)", feet=("left",)),
    _Kind("feet", "sensors on both shoes (CSV)"),
    _Kind("foot", "a loose sensor on the left shoe", "foot-loose", 1.0, _LOOSE, ("left",)),
    _Kind("waist", "a sensor at the belt (CSV)", distances=False),
    _Kind("waist", "a sensor in a loose belt", "waist-loose", 1.0, _LOOSE, distances=False),
    _Kind("chest", "a sensor on the breastbone (CSV)", distances=False),
    _Kind("phone", "a phone in a belt with compass and positions (JSON lines)"),
    _Kind("phone", "a phone in a loose belt", "phone-loose", 1.0, _LOOSE),
    _Kind("keypoints", "key points of a video (COCO), four views, 0 to 5 px noise", minutes=0.5),
    _Kind("gpx", "a watch's track (GPX)", knowable=False),
    _Kind("tcx", "a watch's activity with named laps (TCX)", lap_names=True),
)
"""In the order of the report. Sessions of markers and key points are shorter."""


@dataclass
class _Found:
    """What came out of all sessions of one kind."""

    outcomes: dict[str, list[Outcome]] = field(default_factory=dict)
    distance: dict[str, list[float]] = field(default_factory=dict)
    landing_ms: list[float] = field(default_factory=list)
    leaving_ms: list[float] = field(default_factory=list)
    true_contacts: int = 0
    moving_s: float = 0.0
    told_s: float = 0.0
    refused: list[str] = field(default_factory=list)


def _rows(context: Context, kind: _Kind) -> Rows:
    found = _Found()
    for number in range(context.count(SESSIONS)):
        try:
            measured, truth = _session(kind, number)
        except BackstrideError as error:
            found.refused.append(str(error).rpartition("/")[2])
            continue
        _add(found, kind, measured, truth)
    return _as_rows(kind, found)


def _session(kind: _Kind, number: int) -> tuple[Measurement, Truth]:
    scenario = backward_session(FIRST_SEED + number, kind.minutes, hills=number % 3 == 2)
    recorded = Recorded(make_runner(scenario))
    options = FeedOptions(
        rate_hz=_RATES_HZ[number % 3],
        quality=kind.qualities[number % len(kind.qualities)],
        lap_names=kind.lap_names,
        camera=CameraModel(
            view_deg=_VIEWS_DEG[number % 4],
            kind="panning" if number % 2 else "following",
            noise_px=(0.0, 2.0, 5.0)[number % 3],
            rate_hz=60.0,
        ),
    )
    feed = feed_named(kind.feed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"recording{feed.suffix}"
        beside = feed.write(path, recorded, options)
        mapping = next((p for p in beside if p.name.endswith(".mapping.toml")), None)
        height_m = scenario.body.height_m if kind.feed == "keypoints" else None
        motion = read(path, mapping=mapping, height_m=height_m)
    return measure(motion), truth_of(recorded.runner, recorded.clean)


def _add(found: _Found, kind: _Kind, measured: Measurement, truth: Truth) -> None:
    for stretch in true_stretches(truth, SHORTEST_S):
        way = "sideways" if stretch.direction in ("left", "right") else stretch.direction
        found.outcomes.setdefault(way, []).append(outcome(measured, stretch))
    for way in ("forward", "backward"):
        known = {str(d): t.distance_m for d, t in truth.by_direction.items()}.get(way, 0.0)
        own = {str(d): t.distance_m for d, t in measured.by_direction.items()}.get(way, 0.0)
        if known >= _LEAST_M:
            found.distance.setdefault(way, []).append(100 * (own / known - 1))
    errors, count = contact_errors_s(measured, truth, kind.feet)
    found.landing_ms += (1000 * errors[:, 0]).tolist()
    found.leaving_ms += (1000 * errors[:, 1]).tolist()
    found.true_contacts += count
    found.moving_s += measured.moving_s
    found.told_s += sum(
        t.time_s for d, t in measured.by_direction.items() if d in ("forward", "backward")
    )


def _as_rows(kind: _Kind, found: _Found) -> Rows:
    rows = []
    if not kind.knowable:
        return [_unknowable(kind, found)]
    for way in ("backward", "forward", "sideways"):
        told = tally(found.outcomes.get(way, []))
        total = sum(told.values())
        rows.append(
            _row(
                kind,
                Share(told["right"], total) if total else None,
                f"told-{way}",
                f"stretches of {SHORTEST_S:.0f} s and more {way}, told so",
                (none_known(),) if way == "backward" else (),
                note=tally_words(told) + _refusals(found),
            )
        )
    if not kind.distances:
        row = _row(kind, None, "distance", "distance", ())
        why = "a sensor there knows when its wearer moved and not how far"
        return [*rows, row.without(why), *_contact_rows(kind, found)]
    for way in ("backward", "forward"):
        published = (best("X2", 0),) if way == "forward" and "foot" in kind.feed else ()
        figure = errors_of(found.distance.get(way, []), "%")
        rows.append(_row(kind, figure, f"distance-{way}", f"distance {way}", published))
    return rows + _contact_rows(kind, found)


def _contact_rows(kind: _Kind, found: _Found) -> Rows:
    if not found.landing_ms:
        return []
    rows = []
    for number, (words, errors) in enumerate(
        (("landing", found.landing_ms), ("take-off", found.leaving_ms))
    ):
        rows.append(
            _row(
                kind,
                errors_of(errors, "ms"),
                words,
                f"{words} of a foot, all directions",
                (best("X1", number),),
                note=f"{len(errors)} of {found.true_contacts} contacts found."
                if not number
                else "",
            )
        )
    return rows


def _unknowable(kind: _Kind, found: _Found) -> AccuracyRow:
    return _row(
        kind,
        Share(round(found.moving_s - found.told_s), round(found.moving_s)),
        "groundless",
        "seconds of moving left without a direction that nobody can know",
        (),
        note=_refusals(found).strip(),
    )


def _refusals(found: _Found) -> str:
    return f" {len(found.refused)} refused: {found.refused[0]}" if found.refused else ""


def _row(
    kind: _Kind,
    figure: Figure | None,
    name: str,
    quantity: str,
    published: Iterable[Published],
    note: str = "",
) -> AccuracyRow:
    return row_of(
        figure,
        id=f"simulated/{kind.id}-{name}",
        quantity=quantity,
        recorded=f"{kind.says}: simulated sessions of {kind.minutes:g} minutes with forward and "
        "backward runs and walks, turns, side-steps, curves, rests and hills",
        truth="exact: the runners are simulated",
        kind="simulated",
        fitting="held out",
        published=tuple(published),
        note=note,
    )


def _check(kind: _Kind) -> Check:
    return Check(kind.says, lambda context: _rows(context, kind))


PART = Part(
    "simulated",
    "Simulated sessions in every kind of file",
    "Computed runners with exactly known truth, written as files and measured as any other file. "
    "Doing well here is necessary and not sufficient: nobody was recorded.",
    (scenarios.BUILT_IN, scenarios.RANDOM, *(_check(kind) for kind in KINDS)),
)
