"""The joint between kneecap and thigh bone, by the polynomial model in common use.

A quasi-static model of the knee seen from the side: van Eijden's data as fitted by Brechter and
Powers 2002 and the running papers after them (P1 to P4). Its coefficients are those commonly
printed and were not checked in the originals; they agree with MRI and with the group means of Roos
2012 (P5), and the tests hold them to both. Muscles behind the knee are not in it: where they pull
too, the quadriceps pulls harder than the net moment says, and so the true load is higher.
"""

import numpy as np

from backstride.motion.arrays import Floats

LARGEST_FLEXION_DEG = 90.0
"""The model holds from 0 to 90° (P1); beyond, the nearest angle it holds for is taken."""

MODEL_ERROR = 0.12
"""Standard error of compression for a given moment, as a share: the factor between the two moves
from 0.024 to 0.029 between studies (P7), 10 % to either side of its middle, and the lever arm bends
away from MRI by 1 % at 10° and 14 % at 50° (P6)."""

ANGLE_ERROR = 0.06
"""Standard error of compression from that of the knee's angle, as a share: joints lie 1 to 2 cm
from where they are taken to be, which turns thigh and shank by 3° together, and at 40° of flexion
the model's compression grows by 1.8 % a degree. Contact areas grow with flexion too, so that stress
hardly has it."""

AREA_ANGLE_DEG = (0.0, 30.0, 60.0)
"""Knee flexion at which contact areas were measured (Besier 2005, doi
10.1016/j.orthres.2004.08.003: 16 healthy people, MRI)."""

AREA_MM2 = (260.0, 423.0, 568.0)
"""Contact area at those angles: means of men (210, 414, 520) and women (210, 269, 396), and 24 %
more under weight, all from the same study."""

AREA_ERROR = 0.20
"""Standard error of a person's contact area, as a share: men's and women's means differ by 27 to
42 % when bent, half of which lies to either side, and people differ within each."""


def quadriceps_arm_m(knee_flexion_deg: Floats) -> Floats:
    """Return the effective lever arm of the quadriceps (P1), from 0 to 90° of flexion, in metres.

    ``(0.00008 x^3 - 0.013 x^2 + 0.28 x + 46) / 1000`` with x the flexion in degrees.
    """
    x = np.clip(knee_flexion_deg, 0.0, LARGEST_FLEXION_DEG)
    arm: Floats = (0.00008 * x**3 - 0.013 * x**2 + 0.28 * x + 46.0) / 1000.0
    return arm


def quadriceps_force(knee_moment_nm: Floats, knee_flexion_deg: Floats) -> Floats:
    """Return the force of the quadriceps from an internal extension moment (P2).

    ``M / L(x)``; 0 where the moment bends the knee. In N for N m, in N/kg for N m/kg.
    """
    return np.maximum(knee_moment_nm, 0.0) / quadriceps_arm_m(knee_flexion_deg)


def compression_per_quadriceps_force(knee_flexion_deg: Floats) -> Floats:
    """Return how much of the quadriceps' force presses the kneecap on the thigh bone (P3).

    ``(0.462 + 0.00147 x - 0.0000384 x^2) / (1 - 0.0162 x + 0.000155 x^2 - 0.000000698 x^3)``.
    """
    x = np.clip(knee_flexion_deg, 0.0, LARGEST_FLEXION_DEG)
    share: Floats = (0.462 + 0.00147 * x - 0.0000384 * x**2) / (
        1.0 - 0.0162 * x + 0.000155 * x**2 - 0.000000698 * x**3
    )
    return share


def compression(knee_moment_nm: Floats, knee_flexion_deg: Floats) -> Floats:
    """Return the patellofemoral compression (P4): in N for N m, in N/kg for N m/kg."""
    return compression_per_quadriceps_force(knee_flexion_deg) * quadriceps_force(
        knee_moment_nm, knee_flexion_deg
    )


def contact_area_m2(knee_flexion_deg: Floats) -> Floats:
    """Return the contact area between kneecap and thigh bone; straight lines between angles."""
    return np.interp(knee_flexion_deg, AREA_ANGLE_DEG, AREA_MM2) * 1e-6
