"""Walk or run, told from the bounce and the rate of steps, or neither where both could be."""

import numpy as np
from numpy.typing import NDArray

from backstride.inertial.waist.windows import Windows
from backstride.motion.arrays import Bools

LEAST_BOUNCE_G = 0.05
"""Below this nothing steps: a quarter of the bounce of strolling at 0.7 m/s."""

LEAST_REGULARITY = 0.3
"""Share of the vertical movement that must repeat with the step before it is taken for steps."""

LEAST_WALK_REGULARITY, LEAST_RUN_REGULARITY = 0.4, 0.5
"""The same before a gait is named; more for running, whose bounce dwarfs everything else."""

G_MPS2 = 9.80665
"""Standard gravity (definition)."""

NO_FLIGHT_G = 2.0 / 3.0
"""Bounce at the border of running. A half sine of ground force that lasts a whole step (duty
factor 0.5) and carries the body has a first harmonic of 2/3 of its weight; with flight it is more,
up to 2 g for an impact, and ``2 cos(pi c) / (1 - 4 c²)`` for a contact of the share c of a step."""

WALK_UP_TO_G, RUN_FROM_G = 0.75 * NO_FLIGHT_G, 1.2 * NO_FLIGHT_G
"""Between them lie fast walking, grounded running and shuffling, which break at opposite moments of
the step: no gait is named. A quarter below the border, since walkers must not reach it, and a fifth
above it, the excess of a belt over the body's centre of mass."""

LOWEST_VAULT_M, HIGHEST_VAULT_M = 0.01, 0.04
"""Amplitude of a walker's rise and fall. A stiff leg of 0.9 m that vaults over a step of 0.75 m
lifts the body by 0.08 m from lowest to highest; knee and pelvis flatten that. Below a centimetre
the pelvis tilts as much as it rises, and the phase of the rise means nothing."""

SLOWEST_RUN_HZ, FASTEST_WALK_HZ = 2.3, 2.2
"""Step rates. Walkers change to running near 2 m/s, where they step at about 2.2 Hz, and joggers
seldom step more slowly than that; a bounce with slower steps is a skip or a jump."""

Gaits = NDArray[np.str_]


def gait_of_windows(windows: Windows) -> Gaits:
    """Return ``"walk"``, ``"run"``, ``"step"`` (in doubt) or ``""`` (no steps) per window."""
    rhythm = (
        windows.seen
        & (windows.bounce_g >= LEAST_BOUNCE_G)
        & (windows.regularity >= LEAST_REGULARITY)
    )
    vault_m = windows.bounce_g * G_MPS2 / (2.0 * np.pi * windows.step_hz) ** 2
    walk: Bools = (
        (windows.bounce_g <= WALK_UP_TO_G)
        & (windows.step_hz <= FASTEST_WALK_HZ)
        & (vault_m >= LOWEST_VAULT_M)
        & (vault_m <= HIGHEST_VAULT_M)
        & (windows.regularity >= LEAST_WALK_REGULARITY)
    )
    run: Bools = (
        (windows.bounce_g >= RUN_FROM_G)
        & (windows.step_hz >= SLOWEST_RUN_HZ)
        & (windows.regularity >= LEAST_RUN_REGULARITY)
    )
    named = np.where(run, "run", np.where(walk, "walk", "step"))
    return np.where(rhythm, named, "")
