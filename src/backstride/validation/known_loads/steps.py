"""True loads of every contact of a body whose forces are known."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backstride.measure.force.filtering import low_pass
from backstride.measure.force.segments import G_MPS2
from backstride.measure.knee import achilles_force, compression, contact_area_m2
from backstride.measure.moments import CUTOFF_HZ
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES
from backstride.validation.known_loads.forces import Pushed
from backstride.validation.known_loads.moments import true_flexion, true_moments, true_powers
from backstride.validation.known_loads.person import Person, Points, spread

MODEL_SPREAD, ARM_SPREAD, AREA_SPREAD = 0.10, 0.13, 0.20
"""Of the knee model's factor, the Achilles tendon's lever and the contact area, as the package
states them."""

_EDGE_S = 0.3  # at both ends, where the drawn forces have not settled


@dataclass(frozen=True)
class KnownStep:
    """True loads of one contact."""

    side: str
    start_s: float
    end_s: float
    figures: Mapping[str, float]


@dataclass(frozen=True)
class _Leg:
    """Moments, powers and knee flexion of one leg over time."""

    moments: Mapping[str, Floats]
    powers: Mapping[str, Floats]
    flexion_deg: Floats


@dataclass(frozen=True)
class Factors:
    """How far a person's knee, tendon and contact area are from the models."""

    knee: float
    tendon: float
    area: float


def draw_factors(rng: np.random.Generator) -> Factors:
    """Return the factors of one person."""
    return Factors(
        *(float(np.exp(s * spread(rng))) for s in (MODEL_SPREAD, ARM_SPREAD, AREA_SPREAD))
    )


def true_steps(
    points: Points, person: Person, push: Pushed, mass_kg: float, factors: Factors
) -> tuple[KnownStep, ...]:
    """Return the true loads of all whole contacts."""
    legs = [_leg(points, person, push, side) for side in range(2)]
    contacts, time = push.contacts, push.time
    steps = []
    for k in range(len(contacts.start)):
        if contacts.start[k] < time[0] + _EDGE_S or contacts.end[k] > time[-1] - _EDGE_S:
            continue
        side = int(contacts.side[k])
        figures = _figures(legs[side], push, k, factors, mass_kg)
        steps.append(
            KnownStep(
                SIDES[side],
                float(contacts.start[k]),
                float(contacts.end[k]),
                {name: float(value) for name, value in figures.items()},
            )
        )
    return tuple(steps)


def _leg(points: Points, person: Person, push: Pushed, side: int) -> _Leg:
    own, rate_hz = push.contacts.side == side, _rate_hz(push)
    force = np.column_stack((push.ahead[own].sum(axis=0), push.up[own].sum(axis=0)))
    true = true_moments(points, person, side, force, push.pressed[side], rate_hz)
    moments = {j: low_pass(m, rate_hz, CUTOFF_HZ) for j, m in true.items()}
    powers = true_powers(points, side, moments, rate_hz)
    return _Leg(moments, powers, true_flexion(points, side))


def _figures(leg: _Leg, push: Pushed, k: int, factors: Factors, mass_kg: float) -> dict[str, float]:
    contacts, time, rate_hz = push.contacts, push.time, _rate_hz(push)
    at = slice(*np.searchsorted(time, (contacts.start[k], contacts.end[k])))
    same = contacts.side == contacts.side[k]
    later = contacts.start[same & (contacts.start > contacts.end[k])]
    swing = slice(at.stop, int(np.searchsorted(time, later.min())) if later.size else 0)
    flexion = leg.flexion_deg[at]
    press = factors.knee * compression(leg.moments["knee"][at], flexion) / G_MPS2
    pull = factors.tendon * achilles_force(leg.moments["ankle"][at]) / G_MPS2
    stress = press * G_MPS2 / (factors.area * contact_area_m2(flexion))
    return {
        "peak_vertical_force_bw": push.up[k].max() / G_MPS2,
        "vertical_impulse_bw_s": push.up[k].sum() / rate_hz / G_MPS2,
        "peak_patellofemoral_force_bw": press.max(),
        "patellofemoral_impulse_bw_s": press.sum() / rate_hz,
        "peak_patellofemoral_stress_mpa": 1e-6 * mass_kg * stress.max(),
        "peak_achilles_force_bw": pull.max(),
        "achilles_impulse_bw_s": pull.sum() / rate_hz,
        **{f"peak_{j}_moment_nm_per_kg": m[at].max() for j, m in leg.moments.items()},
        **_work(leg.powers, at, "", rate_hz),
        **_work(leg.powers, swing, "swing_", rate_hz),
    }


def _work(powers: Mapping[str, Floats], at: slice, phase: str, rate_hz: float) -> dict[str, float]:
    """Return work given and taken at each joint; NaN where the phase goes on past the end."""
    whole = at.stop > at.start
    return {
        f"{joint}_{phase}{kind}": float(np.maximum(sign * power[at], 0.0).sum()) / rate_hz
        if whole
        else np.nan
        for joint, power in powers.items()
        for kind, sign in (("given", 1.0), ("taken", -1.0))
    }


def _rate_hz(push: Pushed) -> float:
    return 1.0 / float(push.time[1] - push.time[0])
