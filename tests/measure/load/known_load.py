"""Simulated runners whose forces and joint moments are known, made to obey Newton.

The simulator's runner is moved, step by step of an iteration, so that its centre of mass goes
where drawn ground forces send it. Body, joints, pressure and forces are then known exactly, and
differ from person to person in all that the measurement has to assume: segment masses, where
joints lie under the skin, where the foot presses, what shape the force has, how much it turns the
body, and the knee's and tendon's levers. Coverage on them speaks about these spreads and about
noise; whether people are so is for force plates to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backstride.measure.force.filtering import low_pass
from backstride.measure.force.segments import SEGMENTS
from backstride.measure.knee import achilles_force, compression, contact_area_m2
from backstride.measure.moments import CUTOFF_HZ
from backstride.motion import Motion, Skeleton, Source, motion_from_skeleton
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES
from backstride.simulate import Body, Runner, Scenario, Segment, make_runner
from tests.measure.load.known_body import (
    FINE_HZ,
    Contacts,
    G,
    Person,
    obeying,
    pressure_of,
    spread,
    upward,
)

MODEL_SPREAD, ARM_SPREAD, AREA_SPREAD = 0.10, 0.13, 0.20
"""Of the knee model's factor, the Achilles tendon's lever and the contact area, as the package
states them."""

NOISE_M = 0.0015  # of each landmark: marker systems have one or two millimetres on skin


@dataclass(frozen=True)
class KnownStep:
    """True loads of one contact."""

    side: str
    start_s: float
    end_s: float
    figures: Mapping[str, float]


@dataclass(frozen=True)
class KnownRunner:
    """A motion as it would be recorded, and what is true of it."""

    motion: Motion
    mass_kg: float
    steps: tuple[KnownStep, ...]


def known_runner(seed: int) -> KnownRunner:
    """Return a runner going forward (even seeds) or backward (odd) at a speed of their own."""
    rng = np.random.default_rng(seed)
    direction = "backward" if seed % 2 else "forward"
    scenario = Scenario(
        f"known-{seed}",
        (
            Segment(
                "run",
                direction,  # type: ignore[arg-type]
                float(rng.uniform(2.2, 3.2) if seed % 2 else rng.uniform(2.4, 4.0)),
                duration_s=3.6,
            ),
        ),
        body=Body(float(rng.uniform(1.55, 1.95)), float(rng.uniform(50, 95))),
        rate_hz=120.0,
        seed=seed,
        start_heading_deg=0.0,
    )
    return _known(make_runner(scenario), scenario, rng)


def _known(runner: Runner, scenario: Scenario, rng: np.random.Generator) -> KnownRunner:
    time = np.arange(round(3.6 * FINE_HZ)) / FINE_HZ
    clean = dict(runner.skeleton(time).positions_m)
    clean.pop("pelvis")
    towards = -1.0 if scenario.segments[0].direction == "backward" else 1.0
    person = Person(rng)
    contacts = Contacts(runner, time)
    up = upward(contacts, time, rng)
    pressed = [pressure_of(contacts, side, clean, time, towards, rng) for side in range(2)]
    true, ahead = obeying(clean, person, contacts, time, up, pressed, runner, rng)
    pushes = (up, ahead, pressed)
    steps = _true_steps(true, person, contacts, time, pushes, scenario.body.mass_kg, rng)
    seen = _observed(true, person, time, scenario, rng)
    motion = motion_from_skeleton(
        seen[0], seen[1], Source(f"simulated:{scenario.name}", "simulated", synthetic=True)
    )
    return KnownRunner(motion, scenario.body.mass_kg, steps)


def _moments(
    points: Mapping[str, Floats],
    person: Person,
    side: int,
    force: Floats,
    pressed: Floats,
) -> dict[str, Floats]:
    """Return true extension moments (n,) per kilogram, worked out apart from the package.

    Each joint: what the parts below it need to move as they do, less what the ground and gravity
    do to them, about the joint.
    """
    name = SIDES[side]
    joints = {j: points[f"{j}_{name}"][:, (0, 2)] for j in ("ankle", "knee", "hip")}
    parts = {
        "foot": (points[f"heel_{name}"], points[f"toe_{name}"]),
        "shank": (points[f"knee_{name}"], points[f"ankle_{name}"]),
        "thigh": (points[f"hip_{name}"], points[f"knee_{name}"]),
    }
    below = {"ankle": ("foot",), "knee": ("foot", "shank"), "hip": ("foot", "shank", "thigh")}
    found = {}
    for joint, chain in below.items():
        total = -_cross(np.nan_to_num(pressed[:, (0, 2)] - joints[joint]), force)
        for part in chain:
            a, b = (end[:, (0, 2)] for end in parts[part])
            centre = a + (b - a) * person.centre[part]
            pull = _twice(centre) + np.array([0.0, G])
            angle = np.unwrap(np.arctan2(*(b - a).T[::-1]))
            size = SEGMENTS[part].gyration * float(np.median(np.linalg.norm(b - a, axis=1)))
            total = total + person.mass[part] * (
                _cross(centre - joints[joint], pull) + size**2 * _twice(angle)
            )
        found[joint] = total * (1.0 if joint == "knee" else -1.0)
    return found


def _cross(a: Floats, b: Floats) -> Floats:
    return a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]


def _twice(values: Floats) -> Floats:
    first = np.gradient(values, 1 / FINE_HZ, axis=0)
    return np.gradient(first, 1 / FINE_HZ, axis=0)


def _true_steps(
    points: Mapping[str, Floats],
    person: Person,
    contacts: Contacts,
    time: Floats,
    pushes: tuple[Floats, Floats, list[Floats]],
    mass_kg: float,
    rng: np.random.Generator,
) -> tuple[KnownStep, ...]:
    up, ahead, pressed = pushes
    model, arm, area = (
        float(np.exp(s * spread(rng))) for s in (MODEL_SPREAD, ARM_SPREAD, AREA_SPREAD)
    )
    moments, work = [], []
    for side in range(2):
        own = contacts.side == side
        force = np.column_stack((ahead[own].sum(axis=0), up[own].sum(axis=0)))
        true = _moments(points, person, side, force, pressed[side])
        moments.append({j: low_pass(m, FINE_HZ, CUTOFF_HZ) for j, m in true.items()})
        work.append(_powers(points, side, moments[-1]))
    steps = []
    for k in range(len(contacts.start)):
        if contacts.start[k] < time[0] + 0.3 or contacts.end[k] > time[-1] - 0.3:
            continue
        side = int(contacts.side[k])
        at = slice(*np.searchsorted(time, (contacts.start[k], contacts.end[k])))
        later = contacts.start[(contacts.side == side) & (contacts.start > contacts.end[k])]
        swing = slice(at.stop, int(np.searchsorted(time, later.min())) if later.size else 0)
        knee = moments[side]["knee"][at]
        flexion = _flexion(points, side)[at]
        press = model * compression(knee, flexion) / G
        pull = arm * achilles_force(moments[side]["ankle"][at]) / G
        figures = {
            "peak_vertical_force_bw": up[k].max() / G,
            "vertical_impulse_bw_s": up[k].sum() / FINE_HZ / G,
            "peak_patellofemoral_force_bw": press.max(),
            "patellofemoral_impulse_bw_s": press.sum() / FINE_HZ,
            "peak_patellofemoral_stress_mpa": 1e-6
            * mass_kg
            * (press * G / (area * contact_area_m2(flexion))).max(),
            "peak_achilles_force_bw": pull.max(),
            "achilles_impulse_bw_s": pull.sum() / FINE_HZ,
            **{f"peak_{j}_moment_nm_per_kg": moments[side][j][at].max() for j in moments[side]},
            **_work(work[side], at, ""),
            **_work(work[side], swing, "swing_"),
        }
        steps.append(
            KnownStep(
                SIDES[side],
                float(contacts.start[k]),
                float(contacts.end[k]),
                {name: float(value) for name, value in figures.items()},
            )
        )
    return tuple(steps)


def _work(powers: Mapping[str, Floats], at: slice, phase: str) -> dict[str, float]:
    """Return work given and taken at each joint; NaN where the phase goes on past the end."""
    whole = at.stop > at.start
    return {
        f"{joint}_{phase}{kind}": float(np.maximum(sign * power[at], 0.0).sum()) / FINE_HZ
        if whole
        else np.nan
        for joint, power in powers.items()
        for kind, sign in (("given", 1.0), ("taken", -1.0))
    }


def _swing(points: Mapping[str, Floats], upper: str, lower: str) -> Floats:
    way = points[lower] - points[upper]
    return np.degrees(np.unwrap(np.arctan2(way[:, 0], -way[:, 2])))


def _flexion(points: Mapping[str, Floats], side: int) -> Floats:
    name = SIDES[side]
    return _swing(points, f"hip_{name}", f"knee_{name}") - _swing(
        points, f"knee_{name}", f"ankle_{name}"
    )


def _powers(
    points: Mapping[str, Floats], side: int, moments: Mapping[str, Floats]
) -> dict[str, Floats]:
    name = SIDES[side]
    middle = {**points, "hips": (points["hip_left"] + points["hip_right"]) / 2}
    thigh = _swing(points, f"hip_{name}", f"knee_{name}")
    shank = _swing(points, f"knee_{name}", f"ankle_{name}")
    trunk = _swing(middle, "neck", "hips")
    foot = _swing(points, f"heel_{name}", f"forefoot_{name}")
    bend = {"hip": thigh - trunk, "knee": thigh - shank, "ankle": foot - shank}
    return {
        joint: moments[joint] * np.radians(-np.gradient(bend[joint], 1 / FINE_HZ)) for joint in bend
    }


def _observed(
    points: Mapping[str, Floats],
    person: Person,
    time: Floats,
    scenario: Scenario,
    rng: np.random.Generator,
) -> tuple[Floats, Skeleton]:
    """Return times and landmarks as recorded: beside the joints, at a lower rate, with noise."""
    every = round(FINE_HZ / scenario.rate_hz)
    seen = {}
    for name, path in points.items():
        beside = path + np.array([person.shift.get(name, 0.0), 0.0, 0.0])
        noise = NOISE_M * rng.standard_normal((len(time[::every]), 3))
        seen[name] = beside[::every] + noise
    return time[::every], Skeleton(seen)
