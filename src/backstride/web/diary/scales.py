"""What a person chooses from when they say how a session was."""

from backstride.training.athlete_words import PAIN_SIDES, PAIRED_SITES, SITES, PainSide, Site

FRONT: tuple[Site, ...] = (
    "head",
    "neck",
    "shoulder",
    "hip",
    "groin",
    "thigh_front",
    "knee",
    "shin",
    "ankle",
    "foot",
)
"""Places on the front of the body figure; the others are on its back, or elsewhere."""

SHARES = (100, 75, 50, 25, 0)
"""How much of a session was done, in percent, as a person remembers it."""

__all__ = ["FRONT", "PAIN_SIDES", "PAIRED_SITES", "SHARES", "SITES", "PainSide", "Site"]
