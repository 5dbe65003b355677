"""The one way from a motion to its measurement."""

import numpy as np

from backstride.measure.bouts import bout_at, find_bouts, totals
from backstride.measure.bouts_least import without_less_than_a_step
from backstride.measure.contacts import contact_rule
from backstride.measure.device import channels_of, gait_of_device
from backstride.measure.direction import STILL, Labels, direction_of_samples
from backstride.measure.energy import energy_of
from backstride.measure.joints import joint_angles
from backstride.measure.load import load_of
from backstride.measure.measurement import DIRECTIONS, Bout, Direction, Measurement, Step
from backstride.measure.missing import what_is_missing
from backstride.measure.settings import DEFAULTS, Settings
from backstride.measure.spatiotemporal import gait_by_direction
from backstride.measure.steps import GaitStep, find_steps, middles_s
from backstride.measure.strides import find_strides, joints_by_direction
from backstride.motion import Motion


def measure(
    motion: Motion, settings: Settings = DEFAULTS, *, mass_kg: float | None = None
) -> Measurement:
    """Return everything that a motion's recording can support, and say what it cannot.

    Parameters
    ----------
    motion : Motion
        From ``readers.read`` or a simulated runner.
    settings : Settings
        Borders and limits; the defaults are explained in ``Settings``.
    mass_kg : float, optional
        Body mass. Without it forces are in body weights and energy is per kilogram.
    """
    steps = find_steps(motion, settings)
    labels = direction_of_samples(motion, settings)
    labels = without_less_than_a_step(labels, motion, steps, settings)
    bouts = find_bouts(motion, labels, steps, settings)
    angles = joint_angles(motion)
    strides = find_strides(steps, bouts) if angles else []
    joints, curves = joints_by_direction(angles, motion.time_s, strides)
    sensed = motion.footfalls
    gait = gait_by_direction(steps, bouts, motion) if steps else gait_of_device(motion, labels)
    per_sample_s = 1.0 / motion.rate_hz if motion.rate_hz else 0.0
    listed = _steps(steps, bouts, labels, motion)
    still_s = float((labels == STILL).sum()) * per_sample_s
    load = load_of(motion, listed, bouts, angles, mass_kg)
    energy = energy_of(motion, bouts, still_s, mass_kg)
    warnings = (
        *motion.source.warnings,
        *what_is_missing(motion, steps, bouts, joints),
        *load.warnings,
        *(energy.warnings if energy is not None else ()),
    )
    return Measurement(
        motion=motion,
        direction=labels,
        joint_angles_deg=angles,
        by_direction=totals(motion, labels, bouts),
        still_s=still_s,
        moving_s=float(np.isin(labels, DIRECTIONS).sum()) * per_sample_s,
        bouts=tuple(bouts),
        steps=listed,
        gait=gait,
        joints=joints,
        curves=curves,
        contact_rule=sensed.rule if sensed is not None else contact_rule(settings),
        channels=channels_of(motion),
        energy=energy,
        load=load,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _steps(
    steps: list[GaitStep], bouts: list[Bout], labels: Labels, motion: Motion
) -> tuple[Step, ...]:
    """Return the steps of the contract, each with its direction and bout."""
    if not steps:
        return ()
    middle = middles_s(steps)
    bout = bout_at(bouts, middle)
    last = len(labels) - 1
    label = labels[np.clip(np.searchsorted(motion.time_s, middle), 0, last)].tolist()
    one_foot = motion.footfalls is not None and motion.footfalls.feet == "one"
    return tuple(
        Step(
            side=step.contact.side,
            initial_contact_s=step.contact.start_s,
            terminal_contact_s=step.contact.end_s,
            length_m=float("nan") if one_foot else step.length_m,
            direction=_direction(bouts[at].direction if at >= 0 else found),
            bout=at if at >= 0 else None,
            first_down=step.contact.first_down,
            last_up=step.contact.last_up,
        )
        for step, at, found in zip(steps, bout.tolist(), label, strict=True)
    )


def _direction(label: str) -> Direction:
    return next((d for d in DIRECTIONS if d == label), "unknown")
