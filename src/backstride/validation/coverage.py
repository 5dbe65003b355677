"""Simulated runners at one speed: errors, and whether the stated intervals hold the truth."""

from backstride.validation import load_coverage, pair_coverage, real_coverage
from backstride.validation.check import Check, Part, Rows
from backstride.validation.context import Context
from backstride.validation.figures import errors_of, share_of
from backstride.validation.plates import LAB
from backstride.validation.published import best
from backstride.validation.row import Published, row_of
from backstride.validation.steady import (
    KINDS,
    SteadyKind,
    SteadyResult,
    steady_result,
)
from backstride.validation.takes import ACCAD, BANDAI

AIM = (0.85, 0.95)
"""Where the share of runners whose truth lies in a 90 % interval should be."""

_RELATIVE = {
    "step_frequency_hz": "step frequency",
    "step_length_m": "step length",
    "stride_length_m": "stride length",
    "distance_m": "distance",
    "oxygen_uptake_ml_kg_min": "oxygen uptake",
}
_TIMES = {"contact_time_s": "contact time", "flight_time_s": "flight time"}
_OTHERS = {
    "duty_factor": ("duty factor", "", 1.0),
    "knee_range_deg": ("range of the knee", "°", 1.0),
    "hip_range_deg": ("range of the hip", "°", 1.0),
    "ankle_range_deg": ("range of the ankle", "°", 1.0),
}
_TRUTH = "exact: the runners are simulated"


def _published(kind: str, name: str) -> tuple[Published, ...]:
    """Return the published figures of a quantity from a sensor of the same kind, or a near one."""
    if name == "contact_time_s":
        return (best("X9", 0),) if kind == "waist" else (best("X8", 1), best("X8", 0))
    if name == "flight_time_s":
        return (best("X8", 2),)
    if name in ("step_frequency_hz", "step_length_m"):
        return (best("X8", 3),)
    if name == "stride_length_m":
        return (best("X2", 1),)
    return ()


def _words(name: str) -> str:
    return _RELATIVE.get(name) or _TIMES.get(name) or _OTHERS[name][0]


def _errors(context: Context, kind: SteadyKind) -> Rows:
    rows = []
    found = steady_result(context, kind)
    for name in _in_order(found):
        pairs = found.pairs[name]
        if name in _RELATIVE:
            unit, errors = "%", [100 * (e.value / true - 1) for true, e in pairs]
        elif name in _TIMES:
            unit, errors = "ms", [1000 * (e.value - true) for true, e in pairs]
        else:
            unit, errors = _OTHERS[name][1], [e.value - true for true, e in pairs]
        rows.append(
            row_of(
                errors_of(errors, unit),
                id=f"steady/{kind.name}-{name.replace('_', '-')}",
                quantity=f"{_words(name)}, mean of a runner",
                recorded=_recorded(kind),
                truth=_spent(name),
                kind="simulated",
                fitting="held out",
                published=_published(kind.name, name),
            )
        )
    return rows


def _coverage(context: Context, kind: SteadyKind) -> Rows:
    found = steady_result(context, kind)
    return [
        row_of(
            share_of((e.low <= true <= e.high for true, e in found.pairs[name]), AIM),
            id=f"coverage/{kind.name}-{name.replace('_', '-')}",
            quantity=f"{_words(name)}, true mean inside the stated interval",
            recorded=_recorded(kind),
            truth=_spent(name),
            kind="simulated",
            fitting="held out",
            note=_note(kind.name, name, found.unmeasured),
        )
        for name in _in_order(found)
    ]


_WIDE = {
    ("markers", "stride_length_m"): "Wide, since real markers ask for it: two skeletons from the "
    "same ones differ by 15 mm a stride.",
    **{
        ("markers", f"{joint}_range_deg"): "Wide, since real joints ask for it: see the two "
        "skeletons below. Simulated joints are where their markers are."
        for joint in ("knee", "hip", "ankle")
    },
    **{
        ("feet", name): "Wide, since a real walker asks for it: against markers his contact times "
        "were 24 to 39 ms too long throughout, those of simulated runners by 16 ms."
        for name in ("contact_time_s", "flight_time_s", "duty_factor")
    },
    **{
        ("feet", name): "Wide, since sprints and short ways ask for it, and measured lines, of "
        "which single directions are off by up to 18 %."
        for name in ("step_length_m", "stride_length_m", "distance_m")
    },
    **{
        ("waist", name): "Wide, since real bodies ask for it: see the takes of two people below."
        for name in ("contact_time_s", "flight_time_s", "duty_factor")
    },
}
"""Why an interval may hold the truth of nearly all simulated runners."""


def _note(kind: str, name: str, unmeasured: int) -> str:
    said = [_WIDE.get((kind, name), "")]
    if unmeasured:
        said.append(f"{unmeasured} runners were not measured.")
    return " ".join(part for part in said if part)


def _in_order(found: SteadyResult) -> list[str]:
    """Return the quantities that were measured; oxygen uptake, of another truth, comes last."""
    order = [*_TIMES, *_OTHERS, *_RELATIVE]
    return sorted(found.pairs, key=order.index)


def _recorded(kind: SteadyKind) -> str:
    return f"{kind.says}: simulated walkers and runners at one speed, forward and backward"


def _spent(name: str) -> str:
    spends = "; they spend oxygen as the studies' spread says" if name.startswith("oxygen") else ""
    return _TRUTH + spends


def _check_errors(kind: SteadyKind) -> Check:
    return Check(f"errors of {kind.says}", lambda context: _errors(context, kind))


def _check_coverage(kind: SteadyKind) -> Check:
    return Check(f"intervals of {kind.says}", lambda context: _coverage(context, kind))


STEADY = Part(
    "steady",
    "Simulated runners at one speed",
    "Means over a runner's steps beside the truth: what is left when the errors of single steps "
    "have averaged out. Oxygen uptake is drawn as studies found it to differ between people.",
    (*(_check_errors(kind) for kind in KINDS), load_coverage.ERRORS),
)

COVERAGE = Part(
    "coverage",
    "Coverage of the stated intervals",
    "Every figure that people see has a 90 % interval. It should hold the truth of 85 to 95 of 100 "
    "runners; fewer means that an interval promises too much, more that it says too little.",
    (
        *(_check_coverage(kind) for kind in KINDS),
        load_coverage.COVERAGE,
        pair_coverage.COVERAGE,
        Check("intervals on recorded people", real_coverage.rows, (ACCAD, BANDAI, LAB)),
    ),
)
