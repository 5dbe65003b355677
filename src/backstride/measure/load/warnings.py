"""Sentences about load: what is missing, why, and what to do."""

import numpy as np

from backstride.measure.force.ground import SLOWEST_HZ, GroundLoad
from backstride.measure.load.groups import EXPECTED_PEAK
from backstride.measure.load.result import LoadResult
from backstride.motion import Motion

MASS_DISAGREES = 0.10
"""Share by which a declared mass and one worked out from plates may differ before it is said: three
standard errors of the latter."""


def what_to_say(
    motion: Motion,
    found: LoadResult,
    ground: GroundLoad,
    body_mass_kg: float | None,
    *,
    has_steps: bool,
) -> tuple[str, ...]:
    """Return a sentence for each thing that a reader of the load should know."""
    said = [
        _no_knee(motion, found, ground, has_steps=has_steps),
        _upper_body(found, ground),
        _mass(found, ground, body_mass_kg),
        _methods(found),
        _sideways(found),
    ]
    return tuple(sentence for sentence in said if sentence)


def _no_knee(motion: Motion, found: LoadResult, ground: GroundLoad, *, has_steps: bool) -> str:
    """Return why the knee's load was not measured, if it was not."""
    if any("peak_patellofemoral_force_bw" in s.figures for s in found.steps):
        return ""
    if motion.skeleton is None:
        why = "the recording has no body in it"
    elif not has_steps:
        why = "no contacts of the feet were found"
    elif ground.mass is None:
        why = "hips, knees, ankles and feet of both legs are not all in view"
    elif motion.rate_hz < SLOWEST_HZ:
        why = f"{motion.rate_hz:.0f} samples a second are too few (at least {SLOWEST_HZ:.0f})"
    else:
        why = "no contact was seen whole, with the body in view before and after it"
    published = any(EXPECTED_PEAK in d.figures for d in found.by_direction.values())
    instead = " Published values stand in, with wide intervals." if published else ""
    return f"Load on the knee was not measured, because {why}.{instead}"


def _upper_body(found: LoadResult, ground: GroundLoad) -> str:
    if ground.mass is None or not found.steps:
        return ""
    moved = any(s.method == "whole body" for s in found.steps)
    if ground.mass.upper_body == "assumed upright" and moved:
        return (
            "Trunk and arms are not in view, so the upper body was taken to ride upright on the "
            "hips: forces are rougher, and the hip's moment and the work of joints are not given."
        )
    if ground.mass.upper_body == "trunk" and moved:
        return "The arms are not in view, so their weight was given to the trunk."
    return ""


def _mass(found: LoadResult, ground: GroundLoad, body_mass_kg: float | None) -> str:
    if not found.steps:
        return ""
    if body_mass_kg is None:
        if np.isfinite(ground.plate_mass_kg):
            return (
                f"Body mass was worked out from force plates and movement "
                f"({ground.plate_mass_kg:.0f} kg); declare it for better newtons."
            )
        return "Loads are per body weight or kilogram; declare the body mass to have newtons too."
    share = ground.plate_mass_kg / body_mass_kg
    if np.isfinite(share) and abs(share - 1.0) > MASS_DISAGREES:
        return (
            f"The force plates fit a body of {ground.plate_mass_kg:.0f} kg better than the "
            f"declared {body_mass_kg:.0f} kg; check which is right."
        )
    return ""


def _methods(found: LoadResult) -> str:
    if not any(s.method == "whole body" for s in found.steps):
        return ""
    return (
        "Ground force was worked out from the movement of the whole body. It has no impact peaks, "
        "and its error was measured on forward gait only: nobody's plates for backward running "
        "were to be had."
    )


def _sideways(found: LoadResult) -> str:
    if not {"left", "right"} & found.by_direction.keys():
        return ""
    return (
        "Loads of side steps are those seen from the side of the body only: what turns knee and "
        "ankle inward or outward is not in them."
    )
