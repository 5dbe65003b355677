"""Drawn ground forces, and the body that goes where they send it."""

from dataclasses import dataclass

import numpy as np

from backstride.measure.force.pressure import pressed_share
from backstride.measure.force.segments import G_MPS2
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES
from backstride.simulate import Runner
from backstride.validation.known_loads.person import Person, Points, spread

PRESSED_SPREAD = 0.11
"""Of the centre of pressure about the package's rule, as a share from heel to ball, once for a
person's habit and once more for its change over the contact: together 2.6 cm, as on the plates of
A30. Whether people press by that rule in the mean is not for a simulation to say."""

SKEW_SPREAD_BW, PEAKED_SPREAD_BW = 0.06, 0.15
"""Of the force's shape against half a sine: plates of A30 differ from it by such amounts."""

TURN_SPREAD_BW = 0.04
"""Of the force along facing against one that leaves the body unturned: 0.03 in walking (Herr and
Popovic 2008), 0.03 to 0.06 on the plates of A30."""

_ROUNDS = 6  # of moving the body to its force and the force to the body, until neither moves


class Contacts:
    """A runner's contacts on a fine clock: start, end (k,) and side (k,) of each."""

    def __init__(self, runner: Runner, time: Floats) -> None:
        falls = runner.falls
        near = (falls.terminal_s > time[0] - 1.0) & (falls.initial_s < time[-1] + 1.0)
        self.start = falls.initial_s[near]
        self.end = np.minimum(falls.terminal_s[near], np.append(self.start[1:], np.inf))
        self.side = falls.side[near]

    def gone(self, k: int, time: Floats) -> Floats:
        """Return how much of a contact has gone by, 0 at its start and 1 at its end."""
        gone: Floats = (time - self.start[k]) / (self.end[k] - self.start[k])
        return gone


@dataclass(frozen=True)
class Pushed:
    """All that pushes a body, on one clock.

    Attributes
    ----------
    contacts : Contacts
    time : array (n,)
    up, ahead : array (contacts, n)
        Force per kilogram.
    pressed : list of array (n, 3)
        Where each foot presses.
    """

    contacts: Contacts
    time: Floats
    up: Floats
    ahead: Floats
    pressed: list[Floats]


def upward(contacts: Contacts, time: Floats, rng: np.random.Generator) -> Floats:
    """Return the vertical force (contacts, n) per kilogram: weight in the mean, none in flight."""
    skew, peaked = SKEW_SPREAD_BW * G_MPS2 * spread(rng), PEAKED_SPREAD_BW * G_MPS2 * spread(rng)
    flight = contacts.start[1:] - contacts.end[:-1]
    before, after = np.append(flight[:1], flight), np.append(flight, flight[-1:])
    force = np.zeros((len(contacts.start), len(time)))
    for k in range(len(contacts.start)):
        u, length = contacts.gone(k, time), contacts.end[k] - contacts.start[k]
        size = G_MPS2 * (length + (before[k] + after[k]) / 2) * np.pi / (2 * length)
        # Neither of the two further shapes has an impulse or moves the body on the whole.
        wave = size * np.sin(np.pi * u)
        wave = wave + peaked * (np.sin(3 * np.pi * u) - np.sin(np.pi * u) / 3)
        wave = wave + skew * (np.sin(2 * np.pi * u) - 2 * np.sin(4 * np.pi * u))
        force[k] = np.where((u > 0) & (u < 1), np.maximum(wave, 0.0), 0.0)
    return force


def pressed_by(
    contacts: Contacts,
    side: int,
    points: Points,
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
    points: Points, person: Person, runner: Runner, push: Pushed, rng: np.random.Generator
) -> tuple[dict[str, Floats], Floats]:
    """Return the body moved onto the path that the forces send it, and the force ahead.

    The force ahead of ``push`` is not looked at: it is worked out here.
    """
    time = push.time
    twist, sway = TURN_SPREAD_BW * G_MPS2 * spread(rng), TURN_SPREAD_BW * G_MPS2 * spread(rng)
    moved = dict(points)
    start = person.mass_centre(moved)
    height = _integrated(push.up.sum(axis=0) - G_MPS2, time, start[:, 2]) - 0.015
    along: Floats = np.asarray(np.polyval(np.polyfit(time, start[:, 0], 1), time), np.float64)
    ahead = np.zeros_like(push.up)
    for _ in range(_ROUNDS):
        ahead = _ahead(push, along, height, twist, sway)
        along = _integrated(ahead.sum(axis=0), time, start[:, 0])
        here = person.mass_centre(moved)
        move = np.column_stack((along - here[:, 0], np.zeros(len(time)), height - here[:, 2]))
        moved = _moved(moved, move / 0.85, runner)
    return moved, ahead


def _ahead(push: Pushed, along: Floats, height: Floats, twist: float, sway: float) -> Floats:
    """Return the force ahead (contacts, n): nearly through the centre of mass, without impulse."""
    contacts, up = push.contacts, push.up
    force = np.zeros_like(up)
    for k in range(len(contacts.start)):
        u = contacts.gone(k, push.time)
        on = (u > 0) & (u < 1)
        if not on.any():
            continue
        place = push.pressed[contacts.side[k]][:, 0]
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
    there: Floats = path + np.polyval(np.polyfit(time, near - path, 1), time)
    return there


def _moved(points: Points, move: Floats, runner: Runner) -> dict[str, Floats]:
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
