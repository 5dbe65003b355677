"""Force in the Achilles tendon, as if it alone turned the foot."""

import numpy as np

from backstride.motion.arrays import Floats

ACHILLES_ARM_M = 0.038
"""Lever arm of the tendon about the ankle: peak ankle moments of 1.72 to 3.68 N m/kg went with 44.0
to 98.7 N/kg in the tendon, measured at once by tensiometry (J10's study, PMC11096059): 37 to 39 mm.
Ultrasound gives 35 to 38 mm (Manal 2013, doi 10.1002/phy2.139)."""

ARM_ERROR = 0.13
"""Standard error of a person's lever arm, as a share: other methods give up to 50 mm (reviewed by
Holzer 2020, doi 10.1038/s41598-020-76625-x), a third more, taken as the far end of an interval."""


def achilles_force(ankle_moment_nm: Floats) -> Floats:
    """Return the tendon's force from an internal plantar flexion moment: in N for N m.

    0 where the moment lifts the foot. The small deep muscles beside the tendon are counted to it.
    """
    return np.maximum(ankle_moment_nm, 0.0) / ACHILLES_ARM_M
