"""Loads of runners whose loads are known: errors, and whether the intervals hold the truth."""

import numpy as np

from backstride.estimate import Estimate
from backstride.measure import Measurement, measure
from backstride.measure.load import DirectionLoad
from backstride.validation.check import Check, Rows
from backstride.validation.context import Context
from backstride.validation.figures import errors_of, share_of
from backstride.validation.known_loads import KnownRunner, KnownStep, known_runner
from backstride.validation.published import best
from backstride.validation.row import row_of

RUNNERS = 200
"""Half of them backward."""

FIRST_SEED = 91_000
"""Of the runners; no interval was set on them."""

AIM = (0.85, 0.95)
"""Where the share of runners whose truth lies in a 90 % interval should be."""

_MATCH_S = 0.1  # between the landing that was found and the true one

_NAMES = {
    "peak_vertical_force_bw": "peak vertical force",
    "vertical_impulse_bw_s": "vertical impulse of a step",
    "peak_ankle_moment_nm_per_kg": "peak ankle moment",
    "peak_knee_moment_nm_per_kg": "peak knee extension moment",
    "peak_hip_moment_nm_per_kg": "peak hip moment",
    "peak_patellofemoral_force_bw": "peak compression of the kneecap's joint",
    "patellofemoral_impulse_bw_s": "impulse on the kneecap's joint",
    "peak_patellofemoral_stress_mpa": "peak stress in the kneecap's joint",
    "peak_achilles_force_bw": "peak force of the Achilles tendon",
    "achilles_impulse_bw_s": "impulse of the Achilles tendon",
    **{
        f"share_of_{kind}_{joint}": f"share of the {joint} in the work {words}"
        for kind, words in (("given", "given"), ("taken", "taken up"))
        for joint in ("hip", "knee", "ankle")
    },
}

_RECORDED = (
    "markers with 1.5 mm noise, 120 Hz: simulated runners made to obey Newton, half backward"
)
_TRUTH = (
    "exact: forces are drawn, and people differ in segment masses, joints under the skin, "
    "pressure, and the levers of knee and tendon"
)

Pair = tuple[float, Estimate]


def _pairs(context: Context) -> dict[str, list[Pair]]:
    return context.once("loads", lambda: _all_pairs(context))


def _all_pairs(context: Context) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = {}
    for seed in range(FIRST_SEED, FIRST_SEED + context.count(RUNNERS)):
        known = known_runner(seed)
        for name, pair in _runner_pairs(known, "backward" if seed % 2 else "forward").items():
            found.setdefault(name, []).append(pair)
    return found


def _runner_pairs(known: KnownRunner, way: str) -> dict[str, Pair]:
    result = measure(known.motion, mass_kg=known.mass_kg)
    by = {str(d): load for d, load in result.load.by_direction.items()} if result.load else {}
    true = true_steps_measured(known, result)
    return _means(by[way], true) if way in by and true else {}


def true_steps_measured(known: KnownRunner, result: Measurement) -> list[KnownStep]:
    """Return what is true of the steps whose loads were measured."""
    found: list[KnownStep] = []
    for step in result.load.steps if result.load else ():
        own = result.steps[step.step]
        near = [
            s
            for s in known.steps
            if s.side == own.side and abs(s.start_s - own.initial_contact_s) < _MATCH_S
        ]
        found += near[:1]
    return found


def _means(mean: DirectionLoad, true: list[KnownStep]) -> dict[str, Pair]:
    """Return means over a runner's steps, and the shares of the joints in the work."""
    pairs = {
        name: (float(np.mean([t.figures[name] for t in true])), estimate)
        for name, estimate in mean.figures.items()
        if name in _NAMES and name in true[0].figures
    }
    for kind in ("given", "taken"):
        work = {
            j: np.mean([t.figures[f"{j}_{kind}"] for t in true]) for j in ("hip", "knee", "ankle")
        }
        for joint, own in work.items():
            estimate = (
                mean.work[joint].figures.get(f"share_of_{kind}") if joint in mean.work else None
            )
            if estimate is not None:
                pairs[f"share_of_{kind}_{joint}"] = (float(own / sum(work.values())), estimate)
    return pairs


def _errors(context: Context) -> Rows:
    rows = []
    for name, pairs in _pairs(context).items():
        unit = _unit(name)
        errors = [100 * (e.value / t - 1) if unit == "%" else e.value - t for t, e in pairs]
        rows.append(
            row_of(
                errors_of(errors, unit),
                id=f"steady/load-{name.replace('_', '-')}",
                quantity=f"{_NAMES[name]}, mean of a runner",
                recorded=_RECORDED,
                truth=_TRUTH,
                kind="simulated",
                fitting="held out",
                published=(best("X9", 1),) if name == "peak_vertical_force_bw" else (),
            )
        )
    return rows


def _unit(name: str) -> str:
    """Return in what an error is given: moments may be near zero, where a share means nothing."""
    if name.startswith("share"):
        return ""
    return "N m/kg" if name.endswith("nm_per_kg") else "%"


def _coverage(context: Context) -> Rows:
    return [
        row_of(
            share_of((e.low <= true <= e.high for true, e in pairs), AIM),
            id=f"coverage/load-{name.replace('_', '-')}",
            quantity=f"{_NAMES[name]}, true mean inside the stated interval",
            recorded=_RECORDED,
            truth=_TRUTH,
            kind="simulated",
            fitting="held out",
        )
        for name, pairs in _pairs(context).items()
    ]


ERRORS = Check("loads of runners whose loads are known", _errors)
COVERAGE = Check("intervals of loads", _coverage)
