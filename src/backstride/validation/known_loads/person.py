"""How people differ from the tables that a measurement goes by."""

from collections.abc import Mapping

import numpy as np

from backstride.measure.force.segments import SEGMENTS
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES

MASS_SPREAD = 0.08
"""Of a segment's mass between people: Zatsiorsky's standard deviations are 6 to 12 % of means."""

CENTRE_SPREAD = 0.02
"""Of a segment's centre, as a share of its length; men and women differ by 0 to 0.05."""

JOINT_SPREAD_M = 0.015
"""Of where joints lie against their landmarks: between the 5 mm of hips by regression and the
1.5 to 2 cm of single markers."""

Points = Mapping[str, Floats]
"""Landmarks (n, 3) by name."""


def spread(rng: np.random.Generator) -> float:
    """Return a standard normal number without its farthest tails."""
    return float(np.clip(rng.standard_normal(), -2.5, 2.5))


class Person:
    """Segments and landmarks of one person, unlike the tables.

    Attributes
    ----------
    mass : dict of str to float
        Share of body mass by kind of segment.
    centre : dict of str to float
        Where its centre lies, as a share of its length.
    shift : dict of str to float
        How far ahead of a joint its landmark lies, in metres.
    """

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

    def mass_centre(self, points: Points) -> Floats:
        """Return the centre of mass (n, 3) of a body."""
        total = np.zeros_like(points["neck"])
        for name, (a, b) in _segments(points).items():
            kind = name.removesuffix("_left").removesuffix("_right")
            total = total + self.mass[kind] * (a + (b - a) * self.centre[kind])
        return total


def _segments(p: Points) -> dict[str, tuple[Floats, Floats]]:
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
