"""What a simulated runner spends: drawn from the spread that studies found between people."""

import numpy as np

from backstride.physiology import RESTING_ML_KG_MIN, oxygen_uptake
from backstride.physiology.oxygen import Gait
from backstride.simulate import Truth

STUDIES = ((1.35, 4), (1.35, 8), (1.29, 13), (1.0, 10))
"""Backward over forward running, and people, in the four studies behind EN1."""

STUDY_SPREAD = 0.12
"""Of that ratio between people: E1's standard error of 6 % over four people."""

WALK_SPREAD = 0.12
"""Of backward walking, as a share: half of what the equations allow for, by judgement."""

PEOPLE_SPREAD = 0.07
"""Of what is above rest between people: the equations' standard error, by judgement."""


def true_uptake(truth: Truth, way: str, time_s: float, rng: np.random.Generator) -> float:
    """Return the oxygen uptake in mL/kg/min of a runner who went as far as it really did.

    Rest included, over the time that was measured: where a bout begins and ends is for a sensor to
    say, and what is spent in it is spent on the way.

    Synthetic: it asks whether the interval is as wide as its own reasons say, speed's error
    included; whether people spend so is for a calorimeter to say.
    """
    bouts = [b for b in truth.bouts if b.direction == way and b.gait in ("walk", "run")]
    if not bouts:
        return float("nan")
    gait: Gait = "walk" if max(bouts, key=lambda b: b.distance_m).gait == "walk" else "run"
    speed_mps = sum(b.distance_m for b in bouts) / time_s
    if way == "backward" and gait == "walk":
        usual = float(oxygen_uptake(speed_mps, gait, way).value[0]) - RESTING_ML_KG_MIN
        above = usual * (1.0 + WALK_SPREAD * rng.standard_normal())
    else:
        above = float(oxygen_uptake(speed_mps, gait, "forward").value[0]) - RESTING_ML_KG_MIN
        above *= _ratio(rng) if way == "backward" else 1.0
    return RESTING_ML_KG_MIN + above * (1.0 + PEOPLE_SPREAD * rng.standard_normal())


def _ratio(rng: np.random.Generator) -> float:
    ratios, people = (np.array(column, dtype=float) for column in zip(*STUDIES, strict=True))
    study = float(rng.choice(ratios, p=people / people.sum()))
    return study + STUDY_SPREAD * float(rng.standard_normal())
