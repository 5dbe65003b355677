"""How well each load is known, by the method of its ground force.

Measured on the plate recordings of A30, seven contacts of three people, one run and two walks, all
forward; no recording of backward running over plates was to be had. Where joints lie under the skin
is not seen by that comparison, since both sides of it use the same joints; it is added. What seven
contacts cannot tell is from the simulated runners of A31, on which 90 % intervals hold the truth in
84 to 99 of 100 runners.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backstride.measure.force.body import UpperBody
from backstride.measure.force.foot_force import Method
from backstride.motion.arrays import Floats

JOINT_PLACE_M = 0.015
"""Standard error of where a joint's axis lies along the way a body faces: regression puts hips
within 4 to 6 mm of MRI (Harrington 2007, doi 10.1016/j.jbiomech.2006.02.003), knees and ankles lie
between markers on skin that slides by a centimetre, or beside a single one."""


@dataclass(frozen=True, slots=True)
class MethodError:
    """Standard errors of one method; what all steps share, and what each has for itself.

    Attributes
    ----------
    peak, peak_each : float
        Of the peak vertical force, as a share of it.
    impulse : float
        Of the vertical impulse, as a share of it.
    arm_m, arm_each_m : mapping of joint to float
        Of the lever at which the ground force turns a joint, without ``JOINT_PLACE_M``; times the
        force at its peak it is the error of the moment. Infinite where it is not known.
    given, taken : float
        Of the work that a joint gives or takes up, as a share of that of all three.
    """

    peak: float
    peak_each: float
    impulse: float
    arm_m: Mapping[str, float]
    arm_each_m: Mapping[str, float]
    given: float
    taken: float


_NO_ARM = {"ankle": 0.0, "knee": 0.0, "hip": 0.0}

PLATES = MethodError(0.02, 0.01, 0.01, _NO_ARM, _NO_ARM, 0.06, 0.06)
"""Plates are good to 1 or 2 %, and body mass to about as much. What moved joints do to the work was
worked out on the simulated runners of A31."""

RUNNING = MethodError(
    peak=0.045,
    peak_each=0.03,
    impulse=0.0023,
    arm_m={"ankle": 0.015, "knee": 0.015, "hip": 0.008},
    arm_each_m={"ankle": 0.018, "knee": 0.022, "hip": 0.012},
    given=0.09,
    taken=0.10,
)
"""From the whole body, with flight. On the two plate contacts of a run (A30) peaks were off by -1
and +5 %, levers by 5 to 9 mm at ankle and knee and by 3 to 5 mm at the hip, shares of work given by
up to 0.07 and taken by up to 0.14. Two contacts are few, so most of these are from the simulated
runners of A31, whose feet press up to 2.6 cm from where the rule says."""

WALKING = MethodError(
    peak=0.05,
    peak_each=0.03,
    impulse=0.025,
    arm_m={"ankle": 0.035, "knee": 0.010, "hip": 0.020},
    arm_each_m={"ankle": 0.010, "knee": 0.010, "hip": 0.010},
    given=0.13,
    taken=0.21,
)
"""From the whole body, without flight. On two plate contacts of a walk (A30) peaks were 3 and 8 %
too high, levers off by 26 to 33 mm at the ankle, 3 to 9 at the knee and 12 to 26 at the hip,
because the foot was put to press 2 cm too far in front; shares of work by up to 0.17 and 0.30."""

ASSUMED_UPRIGHT = MethodError(
    peak=0.05,
    peak_each=0.03,
    impulse=0.03,
    arm_m={"ankle": 0.035, "knee": 0.020, "hip": math.inf},
    arm_each_m={"ankle": 0.010, "knee": 0.015, "hip": math.inf},
    given=math.inf,
    taken=math.inf,
)
"""Without the upper body. On three plate contacts of a walk (A30) peaks were 1 to 4 % too high, and
levers off by 24 to 37 mm at the ankle and 6 to 9 at the knee, which is doubled, since no run was to
be had. The hip's moment was off by most of its size, so that neither it nor work is given."""

CONTACT_AND_FLIGHT = MethodError(0.12, 0.05, 0.03, _NO_ARM, _NO_ARM, math.inf, math.inf)
"""The sine model has no impact and no skew: its peaks were 6 and 15 % too low on the two plate
contacts of a run (A30), and its stiffness 1 to 7 % in the study it is from (Morin 2005)."""


def error_of(method: Method, upper_body: UpperBody | None, *, flies: bool) -> MethodError:
    """Return the errors of a method, for a step with or without flight."""
    if method == "plates":
        return PLATES
    if method == "contact and flight":
        return CONTACT_AND_FLIGHT
    if upper_body == "assumed upright":
        return ASSUMED_UPRIGHT
    return RUNNING if flies else WALKING


def moment_errors(
    errors: list[MethodError], joint: str, peak_n_per_kg: Floats
) -> tuple[Floats, Floats]:
    """Return shared and own standard errors of peak moments (k,), N m/kg; infinite if not known."""
    shared = np.array([math.hypot(e.arm_m[joint], JOINT_PLACE_M) for e in errors])
    each = np.array([e.arm_each_m[joint] for e in errors])
    return shared * peak_n_per_kg, each * peak_n_per_kg
