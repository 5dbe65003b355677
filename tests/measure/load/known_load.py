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
from backstride.measure.force.pressure import pressed_share
from backstride.measure.force.segments import SEGMENTS
from backstride.measure.knee import achilles_force, compression, contact_area_m2
from backstride.measure.moments import CUTOFF_HZ
from backstride.motion import Motion, Skeleton, Source, motion_from_skeleton
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES
from backstride.simulate import Body, Runner, Scenario, Segment, make_runner

G = 9.80665
FINE_HZ = 600.0

MASS_SPREAD = 0.08
"""Of a segment's mass between people: Zatsiorsky's standard deviations are 6 to 12 % of means."""

CENTRE_SPREAD = 0.02
"""Of a segment's centre, as a share of its length; men and women differ by 0 to 0.05."""

JOINT_SPREAD_M = 0.015
"""Of where joints lie against their landmarks: between the 5 mm of hips by regression and the
1.5 to 2 cm of single markers."""

PRESSED_SPREAD = 0.11
"""Of the centre of pressure about the package's rule, as a share from heel to ball, once for a
person's habit and once more for its change over the contact: together 2.6 cm, as on the plates of
A30. Whether people press by that rule in the mean is not for a simulation to say."""

SKEW_SPREAD_BW, PEAKED_SPREAD_BW = 0.06, 0.15
"""Of the force's shape against half a sine: plates of A30 differ from it by such amounts."""

TURN_SPREAD_BW = 0.04
"""Of the force along facing against one that leaves the body unturned: 0.03 in walking (Herr and
Popovic 2008), 0.03 to 0.06 on the plates of A30."""

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
    person = _Person(rng)
    contacts = _Contacts(runner, time)
    up = _upward(contacts, time, rng)
    pressed = [_pressed(contacts, side, clean, time, towards, rng) for side in range(2)]
    true, ahead = _obeying(clean, person, contacts, time, up, pressed, runner, rng)
    steps = _true_steps(
        true, person, contacts, time, up, ahead, pressed, scenario.body.mass_kg, rng
    )
    seen = _observed(true, person, time, scenario, rng)
    motion = motion_from_skeleton(
        seen[0], seen[1], Source(f"simulated:{scenario.name}", "simulated", synthetic=True)
    )
    return KnownRunner(motion, scenario.body.mass_kg, steps)


class _Person:
    """Segments and landmarks of one person, unlike the tables."""

    def __init__(self, rng: np.random.Generator) -> None:
        mass = {n: s.mass * float(np.exp(MASS_SPREAD * _spread(rng))) for n, s in SEGMENTS.items()}
        total = sum(m * (1 if n in ("head", "trunk") else 2) for n, m in mass.items())
        self.mass = {n: m / total for n, m in mass.items()}
        self.centre = {n: s.centre + CENTRE_SPREAD * _spread(rng) for n, s in SEGMENTS.items()}
        self.shift = {
            f"{joint}_{side}": JOINT_SPREAD_M * _spread(rng)
            for joint in ("hip", "knee", "ankle")
            for side in SIDES
        }

    def segments(self, p: Mapping[str, Floats]) -> dict[str, tuple[Floats, Floats]]:
        hips = (p["hip_left"] + p["hip_right"]) / 2
        found = {"trunk": (p["neck"], hips), "head": (p["head"], p["head"])}
        for side in SIDES:
            wrist, elbow = p[f"wrist_{side}"], p[f"elbow_{side}"]
            found |= {
                f"upper_arm_{side}": (p[f"shoulder_{side}"], elbow),
                f"forearm_{side}": (elbow, wrist),
                f"hand_{side}": (wrist, wrist + 0.32 * (wrist - elbow)),
                f"thigh_{side}": (p[f"hip_{side}"], p[f"knee_{side}"]),
                f"shank_{side}": (p[f"knee_{side}"], p[f"ankle_{side}"]),
                f"foot_{side}": (p[f"heel_{side}"], p[f"toe_{side}"]),
            }
        return found

    def mass_centre(self, p: Mapping[str, Floats]) -> Floats:
        total = np.zeros_like(p["neck"])
        for name, (a, b) in self.segments(p).items():
            kind = _kind(name)
            total = total + self.mass[kind] * (a + (b - a) * self.centre[kind])
        return total


def _kind(name: str) -> str:
    return name.removesuffix("_left").removesuffix("_right")


def _spread(rng: np.random.Generator) -> float:
    return float(np.clip(rng.standard_normal(), -2.5, 2.5))


class _Contacts:
    """The runner's contacts on a fine clock."""

    def __init__(self, runner: Runner, time: Floats) -> None:
        falls = runner.falls
        near = (falls.terminal_s > time[0] - 1.0) & (falls.initial_s < time[-1] + 1.0)
        self.start = falls.initial_s[near]
        self.end = np.minimum(falls.terminal_s[near], np.append(self.start[1:], np.inf))
        self.side = falls.side[near]

    def gone(self, k: int, time: Floats) -> Floats:
        return (time - self.start[k]) / (self.end[k] - self.start[k])


def _upward(contacts: _Contacts, time: Floats, rng: np.random.Generator) -> Floats:
    """Return the vertical force (contacts, n) per kilogram: weight in the mean, none in flight."""
    skew, peaked = SKEW_SPREAD_BW * G * _spread(rng), PEAKED_SPREAD_BW * G * _spread(rng)
    flight = contacts.start[1:] - contacts.end[:-1]
    before, after = np.append(flight[:1], flight), np.append(flight, flight[-1:])
    force = np.zeros((len(contacts.start), len(time)))
    for k in range(len(contacts.start)):
        u, length = contacts.gone(k, time), contacts.end[k] - contacts.start[k]
        size = G * (length + (before[k] + after[k]) / 2) * np.pi / (2 * length)
        # Neither of the two further shapes has an impulse or moves the body on the whole.
        wave = size * np.sin(np.pi * u)
        wave = wave + peaked * (np.sin(3 * np.pi * u) - np.sin(np.pi * u) / 3)
        wave = wave + skew * (np.sin(2 * np.pi * u) - 2 * np.sin(4 * np.pi * u))
        force[k] = np.where((u > 0) & (u < 1), np.maximum(wave, 0.0), 0.0)
    return force


def _pressed(
    contacts: _Contacts,
    side: int,
    points: Mapping[str, Floats],
    time: Floats,
    towards: float,
    rng: np.random.Generator,
) -> Floats:
    """Return where one foot presses (n, 3): by its tilt and the body's way, and by habit."""
    name = SIDES[side]
    heel, ball = points[f"heel_{name}"], points[f"forefoot_{name}"]
    ball = ball + 0.15 * (points[f"toe_{name}"] - ball)
    heel = heel + 0.1 * (ball - heel)
    tilt = np.degrees(np.arcsin((heel - ball)[:, 2] / np.linalg.norm(heel - ball, axis=1)))
    habit, change = PRESSED_SPREAD * _spread(rng), PRESSED_SPREAD * _spread(rng)
    place = np.full((len(time), 3), np.nan)
    for k in np.flatnonzero(contacts.side == side):
        u = contacts.gone(int(k), time)
        on = (u >= 0) & (u <= 1)
        if on.any():
            share = pressed_share(tilt[on], time[on], towards) + habit
            share = share + change * np.sqrt(2.0) * np.cos(np.pi * u[on])
            place[on] = heel[on] + share[:, None] * (ball - heel)[on]
    place[:, 2] = 0.0
    return place


def _obeying(
    clean: Mapping[str, Floats],
    person: _Person,
    contacts: _Contacts,
    time: Floats,
    up: Floats,
    pressed: list[Floats],
    runner: Runner,
    rng: np.random.Generator,
) -> tuple[dict[str, Floats], Floats]:
    """Return the body moved onto the path that the forces send it, and the force ahead."""
    twist, sway = TURN_SPREAD_BW * G * _spread(rng), TURN_SPREAD_BW * G * _spread(rng)
    points = dict(clean)
    start = person.mass_centre(points)
    height = _integrated(up.sum(axis=0) - G, time, start[:, 2]) - 0.015
    pace = np.polyfit(time, start[:, 0], 1)
    along = np.polyval(pace, time)
    ahead = np.zeros_like(up)
    for _ in range(6):
        ahead = _ahead(contacts, time, up, pressed, along, height, twist, sway)
        along = _integrated(ahead.sum(axis=0), time, start[:, 0])
        here = person.mass_centre(points)
        move = np.column_stack((along - here[:, 0], np.zeros(len(time)), height - here[:, 2]))
        points = _moved(points, move / 0.85, runner)
    return points, ahead


def _ahead(
    contacts: _Contacts,
    time: Floats,
    up: Floats,
    pressed: list[Floats],
    along: Floats,
    height: Floats,
    twist: float,
    sway: float,
) -> Floats:
    """Return the force ahead (contacts, n): nearly through the centre of mass, without impulse."""
    force = np.zeros_like(up)
    for k in range(len(contacts.start)):
        u = contacts.gone(k, time)
        on = (u > 0) & (u < 1)
        if not on.any():
            continue
        place = pressed[contacts.side[k]][:, 0]
        wave = np.where(on, up[k] * (along - np.nan_to_num(place)) / height, 0.0)
        wave = wave + np.where(on, twist * np.sin(2 * np.pi * u), 0.0)
        wave = wave + np.where(on, sway * (np.sin(3 * np.pi * u) - np.sin(np.pi * u) / 3), 0.0)
        sine = np.where(on, np.sin(np.pi * u), 0.0)
        force[k] = wave - sine * wave.sum() / max(sine.sum(), 1e-9)
    return force


def _integrated(acceleration: Floats, time: Floats, near: Floats) -> Floats:
    """Return the path of an acceleration, with the beginning that keeps it near another path."""
    step = time[1] - time[0]
    speed = np.concatenate(([0.0], np.cumsum((acceleration[1:] + acceleration[:-1]) / 2 * step)))
    path = np.concatenate(([0.0], np.cumsum((speed[1:] + speed[:-1]) / 2 * step)))
    return path + np.polyval(np.polyfit(time, near - path, 1), time)


def _moved(points: Mapping[str, Floats], move: Floats, runner: Runner) -> dict[str, Floats]:
    """Return the body moved above its feet, knees bent to the front as long as legs allow."""
    found = dict(points)
    thigh, shank = runner.person.lengths.thigh, runner.person.lengths.shank
    for name in points:
        if not name.startswith(("ankle", "heel", "forefoot", "toe", "knee")):
            found[name] = points[name] + move
    for side in SIDES:
        hip, ankle = found[f"hip_{side}"], found[f"ankle_{side}"]
        leg = ankle - hip
        length = np.minimum(np.linalg.norm(leg, axis=1), 0.9995 * (thigh + shank))
        along = leg / np.linalg.norm(leg, axis=1)[:, None]
        share = (thigh**2 - shank**2 + length**2) / (2 * length)
        front = np.array([1.0, 0.0, 0.0]) - along[:, :1] * along
        front /= np.linalg.norm(front, axis=1)[:, None]
        out = np.sqrt(np.maximum(thigh**2 - share**2, 0.0))
        found[f"knee_{side}"] = hip + along * share[:, None] + front * out[:, None]
    return found


def _moments(
    points: Mapping[str, Floats],
    person: _Person,
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
    person: _Person,
    contacts: _Contacts,
    time: Floats,
    up: Floats,
    ahead: Floats,
    pressed: list[Floats],
    mass_kg: float,
    rng: np.random.Generator,
) -> tuple[KnownStep, ...]:
    model, arm, area = (
        float(np.exp(s * _spread(rng))) for s in (MODEL_SPREAD, ARM_SPREAD, AREA_SPREAD)
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
    person: _Person,
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
