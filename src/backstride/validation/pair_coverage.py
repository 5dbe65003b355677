"""Differences between backward and forward runs of simulated persons whose loads are known."""

import numpy as np

from backstride.estimate import Estimate
from backstride.measure import measure
from backstride.measure.compare import compare
from backstride.validation.check import Check, Rows
from backstride.validation.context import Context
from backstride.validation.figures import share_of
from backstride.validation.known_loads import known_pair
from backstride.validation.load_coverage import AIM, true_steps_measured
from backstride.validation.row import row_of

PERSONS = 100

FIRST_SEED = 95_000
"""Of the persons; no interval was set on them."""

LOADS = {
    "peak_vertical_force": ("peak_vertical_force_bw", "peak vertical force"),
    "knee_moment": ("peak_knee_moment_nm_per_kg", "peak knee extension moment"),
    "patellofemoral_compression": (
        "peak_patellofemoral_force_bw",
        "peak compression of the kneecap's joint",
    ),
    "achilles_force": ("peak_achilles_force_bw", "peak force of the Achilles tendon"),
}
"""Quantities of a comparison: their name among a measurement's figures, and in words."""

_WIDE = (
    "Wide: the error of peak force is that of runs up to 4 m/s, these are of up to 3.2, and hardly "
    "any of it is the same in both directions (correlation 0.2)."
)

Pair = tuple[float, Estimate]


def pairs_of(seeds: range) -> dict[str, list[Pair]]:
    """Return true and stated differences, in percent of forward, by quantity."""
    found: dict[str, list[Pair]] = {name: [] for name in LOADS}
    for seed in seeds:
        both = known_pair(seed)
        measured = [measure(known.motion, mass_kg=known.mass_kg) for known in both]
        true = [true_steps_measured(k, m) for k, m in zip(both, measured, strict=True)]
        if not all(true):
            continue
        comparison = compare(*measured)
        for quantity, (name, _) in LOADS.items():
            figure = comparison.figure(quantity)
            if figure is None or figure.difference is None:
                continue
            back, ahead = (np.mean([step.figures[name] for step in steps]) for steps in true)
            found[quantity].append((100.0 * float(back / ahead - 1.0), figure.difference))
    return found


def _coverage(context: Context) -> Rows:
    found = pairs_of(range(FIRST_SEED, FIRST_SEED + context.count(PERSONS)))
    return [
        row_of(
            share_of((e.low <= true <= e.high for true, e in found[quantity]), AIM),
            id=f"coverage/pair-{quantity.replace('_', '-')}",
            quantity=f"{words}, true difference between the directions inside its interval",
            recorded="markers with 1.5 mm noise, 120 Hz: simulated persons made to obey Newton, "
            "who run both ways at one speed",
            truth="exact: both runs are of the same body, joints, knee and tendon",
            note=_WIDE if quantity == "peak_vertical_force" else "",
            kind="simulated",
            fitting="held out",
        )
        for quantity, (_, words) in LOADS.items()
    ]


COVERAGE = Check("intervals of differences in load", _coverage)
