"""Bodies of simulated runners that go where their ground forces send them.

The simulator's runner is moved, step by step of an iteration, so that its centre of mass follows
the forces drawn for it. Segments, pressure and forces differ from person to person.
"""

from collections.abc import Mapping

import numpy as np

from backstride.measure.force.pressure import pressed_share
from backstride.measure.force.segments import SEGMENTS
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES
from backstride.simulate import Runner

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


class Person:
    """Segments and landmarks of one person, unlike the tables."""

    def __init__(self, rng: np.random.Generator) -> None:
        mass = {n: s.mass * float(np.exp(MASS_SPREAD * spread(rng))) for n, s in SEGMENTS.items()}
        total = sum(m * (1 if n in ("head", "trunk") else 2) for n, m in mass.items())
        self.mass = {n: m / total for n, m in mass.items()}
        self.centre = {n: s.centre + CENTRE_SPREAD * spread(rng) for n, s in SEGMENTS.items()}
        self.shift = {
            f"{joint}_{side}": JOINT_SPREAD_M * spread(rng)
            for joint in ("hip", "knee", "ankle")
            for side in SIDES
        }

    def segments(self, p: Mapping[str, Floats]) -> dict[str, tuple[Floats, Floats]]:
        """Return the ends of each segment."""
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
        """Return this person's own centre of mass (n, 3)."""
        total = np.zeros_like(p["neck"])
        for name, (a, b) in self.segments(p).items():
            kind = _kind(name)
            total = total + self.mass[kind] * (a + (b - a) * self.centre[kind])
        return total


def _kind(name: str) -> str:
    return name.removesuffix("_left").removesuffix("_right")


def spread(rng: np.random.Generator) -> float:
    return float(np.clip(rng.standard_normal(), -2.5, 2.5))


class Contacts:
    """The runner's contacts on a fine clock."""

    def __init__(self, runner: Runner, time: Floats) -> None:
        falls = runner.falls
        near = (falls.terminal_s > time[0] - 1.0) & (falls.initial_s < time[-1] + 1.0)
        self.start = falls.initial_s[near]
        self.end = np.minimum(falls.terminal_s[near], np.append(self.start[1:], np.inf))
        self.side = falls.side[near]

    def gone(self, k: int, time: Floats) -> Floats:
        """Return the share of a contact that is over at some times (n,)."""
        gone: Floats = (time - self.start[k]) / (self.end[k] - self.start[k])
        return gone


def upward(contacts: Contacts, time: Floats, rng: np.random.Generator) -> Floats:
    """Return the vertical force (contacts, n) per kilogram: weight in the mean, none in flight."""
    skew, peaked = SKEW_SPREAD_BW * G * spread(rng), PEAKED_SPREAD_BW * G * spread(rng)
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


def pressure_of(
    contacts: Contacts,
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
    habit, change = PRESSED_SPREAD * spread(rng), PRESSED_SPREAD * spread(rng)
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


def obeying(
    clean: Mapping[str, Floats],
    person: Person,
    contacts: Contacts,
    time: Floats,
    up: Floats,
    pressed: list[Floats],
    runner: Runner,
    rng: np.random.Generator,
) -> tuple[dict[str, Floats], Floats]:
    """Return the body moved onto the path that the forces send it, and the force ahead."""
    twist, sway = TURN_SPREAD_BW * G * spread(rng), TURN_SPREAD_BW * G * spread(rng)
    points = dict(clean)
    start = person.mass_centre(points)
    height = _integrated(up.sum(axis=0) - G, time, start[:, 2]) - 0.015
    pace = np.polyfit(time, start[:, 0], 1)
    along: Floats = np.asarray(np.polyval(pace, time), dtype=np.float64)
    ahead = np.zeros_like(up)
    for _ in range(6):
        ahead = _ahead(contacts, time, up, pressed, along, height, twist, sway)
        along = _integrated(ahead.sum(axis=0), time, start[:, 0])
        here = person.mass_centre(points)
        move = np.column_stack((along - here[:, 0], np.zeros(len(time)), height - here[:, 2]))
        points = _moved(points, move / 0.85, runner)
    return points, ahead


def _ahead(
    contacts: Contacts,
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
    near_line: Floats = np.asarray(np.polyval(np.polyfit(time, near - path, 1), time))
    return path + near_line


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
