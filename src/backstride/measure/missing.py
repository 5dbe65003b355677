"""Sentences on what a recording cannot say."""

import math
from collections.abc import Collection, Sequence

from backstride.measure.parts import Bout
from backstride.measure.steps import GaitStep
from backstride.motion import Motion

_ROUGH_BELOW_HZ = 100
"""Slower cameras time a contact of 0.2 s to worse than a tenth of it."""


def what_is_missing(
    motion: Motion, steps: Sequence[GaitStep], bouts: Sequence[Bout], joints: Collection[object]
) -> list[str]:
    """Return a sentence for each part of the contract that this recording cannot support."""
    missing: list[str] = []
    if not steps and motion.channels:
        missing.append(
            "No contacts of the feet are in the file; what is said of steps is the device's own."
        )
    elif not steps:
        missing.append(
            "No contacts of the feet were found, so steps, contact times and lengths are not "
            "given, and walking is told from running by speed alone."
        )
    if bouts and all(math.isnan(bout.distance_m) for bout in bouts):
        missing.append(
            "This recording knows when its wearer moved and not how fast, so distances and speeds "
            "are not given; record a position with it."
        )
    if motion.skeleton is None:
        return missing
    if bouts and not joints:
        missing.append(
            "No whole stride within one direction was seen, so joint ranges are not given."
        )
    if steps and 0 < motion.rate_hz < _ROUGH_BELOW_HZ:
        missing.append(
            f"At {motion.rate_hz:.0f} samples a second a contact is known to about "
            f"{1000 / motion.rate_hz:.0f} ms; contact and flight times are rough."
        )
    return missing
