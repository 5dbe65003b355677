"""Motion capture: direction, order, gait and distance of labelled takes."""

import math

from backstride.measure import Measurement
from backstride.validation.check import Check, Part, Rows
from backstride.validation.context import Context
from backstride.validation.figures import errors_of, share_of
from backstride.validation.published import none_known
from backstride.validation.real_coverage import joint_rows
from backstride.validation.row import row_of
from backstride.validation.takes import ACCAD, BANDAI, Take, labelled_takes, metres, ways

_LEAST_M = 2.0  # below, a sway of 10 cm is 5 %

_LABELS = "take names, given by those who recorded them"


def _direction(context: Context) -> Rows:
    takes = labelled_takes(context)
    single = [t for t in takes if ">" not in t.direction]
    compound = [t for t in takes if ">" in t.direction]
    sets = "ACCAD (2 people, BVH 30 Hz and C3D 120 Hz) and Bandai Namco (acted styles, BVH 30 Hz)"
    return [
        row_of(
            share_of(t.found.main_direction == t.parts[0] for t in single),
            id="markers/main-direction",
            quantity="main direction of takes of one direction",
            recorded=f"{sets}: run, walk, crawl, skip, side-step, curve",
            truth=_LABELS,
            kind="labels",
            fitting="seen",
            published=(none_known(),),
        ),
        row_of(
            share_of(ways(t.found) == t.parts for t in compound),
            id="markers/order-of-bouts",
            quantity="order of backward and forward bouts in compound takes",
            recorded="ACCAD: backward > turn or stop > forward, stand > backward and the like",
            truth=_LABELS,
            kind="labels",
            fitting="seen",
            note="In one C3D take the pelvis leaves the volume before the turn.",
        ),
    ]


def _gait(context: Context) -> Rows:
    takes = labelled_takes(context)
    labelled = [t for t in takes if t.gait in {"walk", "run"}]
    crawls = [t for t in takes if t.gait == "crawl"]
    return [
        row_of(
            share_of(_main_gait(t) == t.gait for t in labelled),
            id="markers/walk-or-run",
            quantity="gait of most ground: walk or run",
            recorded="ACCAD and Bandai Namco takes named a walk or a run",
            truth=_LABELS,
            kind="labels",
            fitting="seen",
            note="Most of the others slow from a run to a walk or hop, turn into skipping (which "
            "is no run and is called other), or are side-steps of under a metre without flight.",
        ),
        row_of(
            share_of({b.gait for b in t.found.bouts} <= {"other"} for t in crawls),
            id="markers/crawl",
            quantity="crawling called neither a walk nor a run",
            recorded="ACCAD crawls",
            truth=_LABELS,
            kind="labels",
            fitting="seen",
        ),
    ]


def _main_gait(take: Take) -> str:
    covered = {"walk": 0.0, "run": 0.0, "other": 0.0}
    for bout in take.found.bouts:
        covered[bout.gait] += bout.distance_m
    return max(covered, key=lambda gait: covered[gait])


def _distance(context: Context) -> Rows:
    pairs = [
        (metres(t.found)[way], reference)
        for t in labelled_takes(context)
        for way, reference in t.reference_m.items()
        if reference >= _LEAST_M
    ]
    about = {
        "recorded": "ACCAD and Bandai Namco, each direction of each take with 2 m or more",
        "truth": "a second script without hysteresis: a cross-check, not truth",
        "kind": "second script",
        "fitting": "seen",
    }
    return [
        row_of(
            errors_of((100 * (own / other - 1) for own, other in pairs), "%"),
            id="markers/distance",
            quantity="distance in one direction",
            note="The largest differences are side-steps and curves that waver about the 45° "
            "border, and crawls, which sway.",
            **about,
        ),
        row_of(
            share_of(abs(own / other - 1) <= 0.05 for own, other in pairs),
            id="markers/distance-within-5-percent",
            quantity="distance in one direction, within 5 %",
            **about,
        ),
    ]


_SCRIPT = {
    "Female1_Run_back": (3.16, 0.233, 0.079, 75.0, 57.0),
    "Male2_Run_back": (2.86, 0.217, 0.133, 72.0, 65.0),
}
"""A second script's step rate (Hz), contact and flight time (s), knee and hip range (deg); it calls
a foot down within 50 mm of its lowest level and below 1.0 m/s (as for G1 to G6)."""


def _beside_script(context: Context) -> Rows:
    found = {t.path.stem: t.found for t in labelled_takes(context) if t.path.stem in _SCRIPT}
    names = (
        "step frequency",
        "contact time",
        "flight time",
        "range of the knee",
        "range of the hip",
    )
    errors: dict[str, list[float]] = {name: [] for name in names}
    for take, measured in found.items():
        own = _backward_figures(measured)
        for name, mine, other in zip(names, own, _SCRIPT[take], strict=True):
            errors[name].append(mine - other if "range" in name else 100 * (mine / other - 1))
    return [
        row_of(
            errors_of(errors[name], "°" if "range" in name else "%"),
            id=f"markers/script-{name.replace(' ', '-')}",
            quantity=f"{name}, running backward",
            recorded="one backward run of each of two people (ACCAD, 120 Hz)",
            truth="a second script with a fixed limit of speed: a cross-check, not truth",
            kind="second script",
            fitting="seen",
            note="Its take-offs follow a fixed speed limit, ours the runner's speed. Its joint "
            "ranges are of the whole take and of the thigh against the vertical, ours means over "
            "whole strides and of the thigh against the trunk.",
        )
        for name in names
    ]


def _backward_figures(found: Measurement) -> list[float]:
    """Return what the second script has too, NaN where it was not measured."""
    gait, joints = found.gait.get("backward", {}), found.joints.get("backward", {})
    keys = ("step_frequency_hz", "contact_time_s", "flight_time_s")
    ranges = [
        [joints[name]["range_deg"].value for name in (f"{j}_left", f"{j}_right") if name in joints]
        for j in ("knee", "hip")
    ]
    return [
        *(gait[key].value if key in gait else math.nan for key in keys),
        *(sum(both) / len(both) if both else math.nan for both in ranges),
    ]


PART = Part(
    "markers",
    "Motion capture",
    "Where a body faces and travels is seen. C3D takes are measured from the first frame with the "
    "whole pelvis in view to the last.",
    (
        Check("directions of labelled takes", _direction, (ACCAD, BANDAI)),
        Check("gaits of labelled takes", _gait, (ACCAD, BANDAI)),
        Check("distances of labelled takes", _distance, (ACCAD, BANDAI)),
        Check("backward runs beside a second script", _beside_script, (ACCAD, BANDAI)),
        Check("takes with two skeletons", joint_rows, (ACCAD, BANDAI)),
    ),
)
