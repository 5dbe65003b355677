"""Published pairs of input and output that equations of energy and knee are held to."""

from collections.abc import Mapping

import numpy as np

from backstride import evidence
from backstride.evidence import ExpectedValue, ValidationCase
from backstride.measure.knee import compression, quadriceps_arm_m
from backstride.measure.settings import DEFAULTS
from backstride.physiology import KJ_PER_LITRE, RESTING_ML_KG_MIN, oxygen_uptake
from backstride.physiology.oxygen import Gait
from backstride.validation.check import Check, Part, Rows
from backstride.validation.context import Context
from backstride.validation.figures import errors_of
from backstride.validation.row import AccuracyRow, Published, row_of

ROOS_MASS_KG = 72.0
"""The group's mean mass was not published; that of young adults, as in P5."""

_G = 9.81
_ROOS = {"forward": (157.0, 44.0), "backward": (124.0, 41.0)}  # N m (J2) and degrees (K3)
_SLOW = {"forward": 141.6, "backward": 144.5}  # N m at 1.0 m/s (J4)
_SLOW_FLEXION_DEG = 40.0  # not published; the ratio hardly depends on it

GRADES = (0.05, 0.075, 0.10)
"""Of E7."""

_INPUT, _TRUTH = "the published input", "means of groups, as published"

Ours = Mapping[tuple[str, str], float]
"""What Backstride gives, by case and name."""


def _uptake(m_per_min: float, gait: Gait, direction: str, slope: float = 0.0) -> float:
    return float(oxygen_uptake(m_per_min / 60.0, gait, direction, slope).value[0])


def _net(m_per_min: float, gait: Gait, direction: str, slope: float = 0.0) -> float:
    return _uptake(m_per_min, gait, direction, slope) - RESTING_ML_KG_MIN


def _body_weights(moment_nm: float, flexion_deg: float) -> float:
    newtons = compression(np.array([moment_nm]), np.array([flexion_deg]))
    return float(newtons[0]) / (ROOS_MASS_KG * _G)


def _crossing_mps() -> float:
    """Return the speed from which walking backward costs as much as running does."""
    speeds = np.linspace(1.2, 2.5, 1301)
    walk = oxygen_uptake(speeds, "walk", "backward").value
    run = oxygen_uptake(speeds, "run", "backward").value
    return float(speeds[np.flatnonzero(walk >= run)[0]])


def _energy() -> Ours:
    metres = 134.0  # a jog; costs of transport hardly depend on it
    graded = [
        _net(120, "run", "backward", g) / _net(120, "run", "forward", g)
        for g in (0.0, 0.05, 0.10, 0.15, 0.20, 0.25)
    ]
    transport = {
        way: _net(metres, "run", way) * KJ_PER_LITRE / metres for way in ("forward", "backward")
    }
    return {
        ("V1", "oxygen uptake"): _uptake(160.8, "run", "forward"),
        ("V1", "metabolic equivalent"): _uptake(160.8, "run", "forward") / RESTING_ML_KG_MIN,
        ("V2", "oxygen uptake"): _uptake(215.0, "run", "forward"),
        ("V3", "oxygen uptake"): _uptake(93.8, "walk", "forward", 0.10),
        ("V4", "ratio"): _net(180.0, "run", "backward") / _net(180.0, "run", "forward"),
        ("V6", "forward"): transport["forward"],
        ("V6", "backward"): transport["backward"],
        ("V6", "ratio"): transport["backward"] / transport["forward"],
        ("V7", "ratio"): float(np.mean(graded)),
        ("V8", "level"): _uptake(93.8, "walk", "backward") / RESTING_ML_KG_MIN,
        ("V8", "5 % uphill"): _uptake(93.8, "walk", "backward", 0.05) / RESTING_ML_KG_MIN,
        ("V9", "preferred"): DEFAULTS.run_backward_mps,
        ("V9", "optimal"): _crossing_mps(),
        ("V19", "baseline at 215 m/min"): _uptake(215.0, "run", "forward"),
    }


def _knee() -> Ours:
    bw = {way: _body_weights(*given) for way, given in _ROOS.items()}
    slow = {way: _body_weights(moment, _SLOW_FLEXION_DEG) for way, moment in _SLOW.items()}
    arm = quadriceps_arm_m(np.array([10.0, 50.0])) * 1000.0
    ratio = bw["backward"] / bw["forward"]
    return {
        ("V15", "compression forward"): bw["forward"],
        ("V15", "compression backward"): bw["backward"],
        ("V15", "compression ratio"): ratio,
        ("V16", "compression ratio"): slow["backward"] / slow["forward"],
        ("V21", "10 deg"): float(arm[0]),
        ("V21", "50 deg"): float(arm[1]),
        ("V22", "forward"): bw["forward"],
        ("V22", "backward"): bw["backward"],
        ("V23", "ratio"): ratio,
    }


def _rows(ours: Ours) -> Rows:
    return [
        _row(case, value, ours[case.id, value.name])
        for case in evidence.validations()
        for value in case.expected
        if value.value is not None and (case.id, value.name) in ours
    ]


def _row(case: ValidationCase, expected: ExpectedValue, own: float) -> AccuracyRow:
    published = expected.value or 0.0
    unit = f" {expected.unit}" if expected.unit else ""
    told = f"{published:g}" + (f" ± {expected.tolerance:g}" if expected.tolerance else "") + unit
    name = expected.name.replace(" ", "-").replace("%", "percent").replace("/", "-")
    return row_of(
        errors_of([100.0 * (own / published - 1.0)], "%"),
        id=f"published/{case.id.lower()}-{name}",
        quantity=f"{case.input}: {expected.name}",
        recorded=_INPUT,
        truth=_TRUTH,
        kind="published",
        fitting="fitted on",
        published=tuple(Published(ref, told) for ref in case.refs[:1]),
        note=f"Here {own:.4g}{unit}, {verdict(case, expected, own)}.",
    )


def verdict(case: ValidationCase, expected: ExpectedValue, own: float) -> str:
    """Return in words whether a figure of ours is where the published one is."""
    if expected.value is None or not expected.tolerance:
        off = 100.0 * (own / (expected.value or own) - 1.0)
        return f"{abs(off):.1f} % {'above' if off > 0 else 'below'}; no spread was published"
    spread = "its spread" if case.kind in ("SD", "SEM") else "what is allowed for"
    return f"{near(own - expected.value, expected.tolerance, expected.value)} {spread}"


def near(off: float, tolerance: float, published: float) -> str:
    """Return whether a difference is within a tolerance, or within the rounding of the figure.

    The border itself is inside, whatever binary fractions make of it.
    """
    allowed = max(tolerance, 0.005 * abs(published))
    return "within" if round(abs(off) - allowed, 9) <= 0 else "outside"


def _uphill() -> Rows:
    """Return backward walking up the grades of E7, which it gives as one range for all of them."""
    extra = evidence.finding("E7").values[0]
    low, high = extra.low or 0.0, extra.high or 0.0
    rows = []
    for grade in GRADES:
        ratio = _uptake(67.0, "walk", "backward", grade) / _uptake(67.0, "walk", "forward", grade)
        own = 100.0 * (ratio - 1.0)
        where = near(own - (low + high) / 2, (high - low) / 2, low)
        rows.append(
            row_of(
                errors_of([own - (low + high) / 2], "points"),
                id=f"published/e7-{1000 * grade:.0f}-per-mille",
                quantity=f"backward walking over forward, 67 m/min up {100 * grade:g} %: "
                "extra oxygen uptake, against the middle of the range",
                recorded=_INPUT,
                truth=_TRUTH,
                kind="published",
                fitting="fitted on",
                published=(Published("E7", f"{low:g} to {high:g} % at 5, 7.5 and 10 % grade"),),
                note=f"Here {own:.3g} %, {where} the range. Grade is taken to cost the same both "
                "ways: E7 alone would have it cost more backward, and E11 less.",
            )
        )
    return rows


def _all(context: Context) -> Rows:  # noqa: ARG001 - every check is given its surroundings
    return [*_rows({**_energy(), **_knee()}), *_uphill()]


PART = Part(
    "published",
    "Energy and knee beside published means",
    "Every group mean of the evidence that gives an input and an output of these equations. The "
    "equations were built from these studies, so agreement shows that they are put together right, "
    "not that they hold for anybody else. The other cases of the validation table are arithmetic "
    "on findings, or rules of plans.",
    (Check("published pairs", _all),),
)
