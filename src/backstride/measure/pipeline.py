"""The one way from a motion to its measurement."""

import numpy as np

from backstride.measure.bouts import find_bouts, totals
from backstride.measure.contacts import contact_rule
from backstride.measure.direction import STILL, Labels, direction_of_samples
from backstride.measure.joints import joint_angles
from backstride.measure.measurement import DIRECTIONS, Bout, Direction, Measurement, Step
from backstride.measure.settings import DEFAULTS, Settings
from backstride.measure.spatiotemporal import gait_by_direction
from backstride.measure.steps import GaitStep, find_steps
from backstride.measure.strides import find_strides, joints_by_direction
from backstride.motion import Motion


def measure(motion: Motion, settings: Settings = DEFAULTS) -> Measurement:
    """Return everything that a motion's recording can support, and say what it cannot.

    Parameters
    ----------
    motion : Motion
        From ``readers.read`` or a simulated runner.
    settings : Settings
        Borders and limits; the defaults are explained in ``Settings``.
    """
    labels = direction_of_samples(motion, settings)
    steps = find_steps(motion, settings)
    bouts = find_bouts(motion, labels, steps, settings)
    angles = joint_angles(motion)
    joints, curves = joints_by_direction(angles, motion.time_s, find_strides(steps, bouts))
    per_sample_s = 1.0 / motion.rate_hz if motion.rate_hz else 0.0
    return Measurement(
        motion=motion,
        direction=labels,
        joint_angles_deg=angles,
        by_direction=totals(motion, labels, bouts),
        still_s=float((labels == STILL).sum()) * per_sample_s,
        moving_s=float(np.isin(labels, DIRECTIONS).sum()) * per_sample_s,
        bouts=tuple(bouts),
        steps=tuple(_step(step, bouts, labels, motion) for step in steps),
        gait=gait_by_direction(steps, bouts, motion.rate_hz),
        joints=joints,
        curves=curves,
        contact_rule=contact_rule(settings),
        warnings=(*motion.source.warnings, *_what_is_missing(motion, steps, bouts, bool(joints))),
    )


def _step(step: GaitStep, bouts: list[Bout], labels: Labels, motion: Motion) -> Step:
    at = int(np.clip(np.searchsorted(motion.time_s, step.middle_s), 0, len(labels) - 1))
    label = str(labels[at])
    inside = [i for i, b in enumerate(bouts) if b.start_s <= step.middle_s < b.end_s]
    direction: Direction = bouts[inside[0]].direction if inside else "unknown"
    if not inside and label in DIRECTIONS:
        direction = next(d for d in DIRECTIONS if d == label)
    return Step(
        side=step.contact.side,
        initial_contact_s=step.contact.start_s,
        terminal_contact_s=step.contact.end_s,
        length_m=step.length_m,
        direction=direction,
        bout=inside[0] if inside else None,
        first_down=step.contact.first_down,
        last_up=step.contact.last_up,
    )


def _what_is_missing(
    motion: Motion,
    steps: list[GaitStep],
    bouts: list[Bout],
    has_joints: bool,  # noqa: FBT001
) -> list[str]:
    """Return a sentence for each part of the contract that this recording cannot support."""
    missing = ["Load on the joints and energy are not measured by this version."]
    if not steps:
        missing.append(
            "No contacts of the feet were found, so steps, contact times and lengths are not "
            "given, and walking is told from running by speed alone."
        )
    if bouts and not has_joints:
        missing.append(
            "No whole stride within one direction was seen, so joint ranges are not given."
        )
    if motion.rate_hz and motion.rate_hz < 100 and steps:
        missing.append(
            f"At {motion.rate_hz:.0f} samples a second a contact is known to about "
            f"{1000 / motion.rate_hz:.0f} ms; contact and flight times are rough."
        )
    return missing
