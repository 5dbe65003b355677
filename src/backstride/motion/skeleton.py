"""Landmarks of a body that every reader maps its own markers or joints to."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Floats

SIDES = ("left", "right")

PAIRED = (
    "asis",  # front corner of the pelvis
    "psis",  # back corner of the pelvis
    "hip",  # joint centre
    "knee",
    "ankle",
    "heel",
    "forefoot",  # ball of the foot, or a metatarsal head
    "toe",  # as far forward as the recording goes
    "shoulder",
    "elbow",
    "wrist",
)
SINGLE = ("pelvis", "neck", "head")

LANDMARKS = (*SINGLE, *(f"{name}_{side}" for name in PAIRED for side in SIDES))
"""All landmark names; a recording has some of them."""

BONES = (
    ("head", "neck"),
    ("neck", "pelvis"),
    ("hip_left", "hip_right"),
    ("shoulder_left", "shoulder_right"),
    *(
        (f"{a}_{side}", f"{b}_{side}")
        for side in SIDES
        for a, b in (
            ("shoulder", "elbow"),
            ("elbow", "wrist"),
            ("hip", "knee"),
            ("knee", "ankle"),
            ("ankle", "heel"),
            ("heel", "toe"),
            ("ankle", "toe"),
        )
    ),
)
"""Pairs of landmarks that a stick figure joins."""


@dataclass(frozen=True)
class Skeleton:
    """Positions of named landmarks over time.

    Attributes
    ----------
    positions_m : mapping of str to array (n, 3)
        World positions in metres, z up; NaN where a landmark was not seen. Keys are from
        ``LANDMARKS``; a landmark that the recording never has is absent.
    """

    positions_m: Mapping[str, Floats]

    def __post_init__(self) -> None:
        if unknown := set(self.positions_m) - set(LANDMARKS):
            raise ValueError(f"not landmarks: {sorted(unknown)}")
        if len({p.shape for p in self.positions_m.values()}) > 1:
            raise ValueError("all landmarks need the same shape (n, 3)")

    def __contains__(self, name: str) -> bool:
        return name in self.positions_m

    def __getitem__(self, name: str) -> Floats:
        return self.positions_m[name]

    def __len__(self) -> int:
        return next((len(p) for p in self.positions_m.values()), 0)

    def get(self, name: str) -> Floats:
        """Return a landmark's positions (n, 3), all NaN when the recording has none."""
        found = self.positions_m.get(name)
        return np.full((len(self), 3), np.nan) if found is None else found

    def middle(self, *names: str) -> Floats:
        """Return the mean position (n, 3) of landmarks, NaN where any of them is."""
        total: Floats = np.mean([self.get(name) for name in names], axis=0)
        return total
