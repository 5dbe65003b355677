"""Worn sensors on a body whose movement is known: simulated, or recorded by motion capture."""

from typing import Literal

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.motion import Inertial, Motion, Placement
from backstride.motion.arrays import Floats
from backstride.motion.inertial import WornSide
from backstride.motion.smoothing import rows_seen, runs
from backstride.simulate.carried import carried
from backstride.simulate.poses import Pose, foot_pose, low_pass, pelvis_pose
from backstride.simulate.sensor_model import (
    AS_BODY,
    CONSUMER,
    SensorModel,
    gaps,
    magnetic_field_ut,
    on_strap,
    with_errors,
)

__all__ = [
    "AS_BODY",
    "CONSUMER",
    "IDEAL",
    "Pose",
    "SensorModel",
    "foot_pose",
    "inertial_from_pose",
    "pelvis_pose",
    "virtual_sensor",
]

IDEAL = SensorModel()
"""No error at all, rigidly mounted, its axes those of the body part."""

FOOT_CUTOFF_HZ, PELVIS_CUTOFF_HZ = 20.0, 12.0
"""Where marker paths are cut off (-3 dB) before they are differentiated twice; chosen: above the
steps and strides themselves. White marker noise of 0.3 mm at 120 Hz then becomes about 3 m/s² at
the foot and 0.7 m/s² at the pelvis (two markers); impacts are softer than on a real sensor."""

_ENDS_S = 0.1  # left out where markers come into view or leave it: smoothing is one-sided there


def inertial_from_pose(
    time_s: Floats,
    position_m: Floats,
    rotation: Floats,
    *,
    rate_hz: float,
    model: SensorModel,
    name: str,
    placement: Placement,
    rng: np.random.Generator,
) -> Inertial:
    """Return what a sensor records that is carried along a path.

    Specific force and angular velocity are derivatives of quintic splines through positions and
    quaternions, taken at the sensor's own sample times; then mount, errors, limits and gaps follow
    as the model says.

    Parameters
    ----------
    time_s : array (n,)
        Increasing.
    position_m : array (n, 3)
        Of the sensor, in the world (z up); NaN where not known, which becomes a gap.
    rotation : array (n, 3, 3)
        Takes the axes of the body part to the world; NaN where not known.
    rate_hz : float
        Samples per second of the sensor.

    Raises
    ------
    NothingToMeasureError
        When the path is nowhere known for eight samples in a row.
    """
    steps = int(np.floor((time_s[-1] - time_s[0]) * rate_hz + 1e-6)) + 1
    stamps = time_s[0] + np.arange(steps) / rate_hz
    half = 0.5 / rate_hz
    taken = stamps + np.clip(model.jitter_s * rng.standard_normal(steps), -half, half)
    felt = carried(time_s, position_m, rotation, taken, name)
    return sensed(stamps, felt, model, name, placement, rng)


def sensed(
    stamps_s: Floats,
    felt: tuple[Floats, Floats, Floats],
    model: SensorModel,
    name: str,
    placement: Placement,
    rng: np.random.Generator,
) -> Inertial:
    """Return the samples of a sensor from what the body part that carries it feels.

    ``felt`` is as ``carried`` gives it, at evenly spaced times.
    """
    force, rate, turned = felt
    steps, rate_hz = len(stamps_s), 1.0 / float(stamps_s[1] - stamps_s[0])
    force, rate = on_strap(force, rate, rate_hz, model)
    mounting = model.drawn_mounting(rng)
    force, rate = with_errors(force @ mounting.T, rate @ mounting.T, rate_hz, model, rng)
    field = magnetic_field_ut(turned @ mounting.T, model, rng)
    lost = gaps(steps, model.gap_share, model.gap_s * rate_hz, rng)
    lost[:1] = False  # a recording begins with its first sample
    force[lost], rate[lost] = np.nan, np.nan
    if field is not None:
        field[lost] = np.nan
    limits = (model.acceleration_limit_mps2, model.rate_limit_dps)
    return Inertial(
        name=name,
        time_s=stamps_s,
        acceleration_mps2=force,
        angular_velocity_dps=rate,
        magnetic_field=field,
        placement=placement,
        acceleration_limit_mps2=limits[0] if np.isfinite(limits[0]) else None,
        angular_velocity_limit_dps=limits[1] if np.isfinite(limits[1]) else None,
    )


def virtual_sensor(
    motion: Motion,
    site: Literal["foot", "waist"],
    *,
    side: Literal["left", "right"] = "left",
    rate_hz: float = 200.0,
    model: SensorModel = IDEAL,
    seed: int = 0,
    cutoff_hz: float | None = None,
) -> Inertial:
    """Return what a sensor would have recorded on a body that markers followed.

    Parameters
    ----------
    motion : Motion
        With a skeleton.
    site : {"foot", "waist"}
    side : {"left", "right"}
        Of a foot.
    rate_hz : float
        Samples per second of the sensor.
    model : SensorModel
    seed : int
        Of everything that the model draws.
    cutoff_hz : float, optional
        Low-pass of the landmarks; ``FOOT_CUTOFF_HZ`` or ``PELVIS_CUTOFF_HZ`` if left out, infinite
        for none.

    Raises
    ------
    NothingToMeasureError
        When the body has no such part, or it was never seen for long enough.
    """
    if motion.skeleton is None:
        raise NothingToMeasureError(
            f"{motion.source.path}: there is no skeleton that a virtual sensor could be worn on; "
            "give a motion-capture file."
        )
    foot = site == "foot"
    cutoff = cutoff_hz or (FOOT_CUTOFF_HZ if foot else PELVIS_CUTOFF_HZ)
    smooth = low_pass(motion.skeleton, motion.rate_hz, cutoff)
    pose = foot_pose(smooth, side) if foot else pelvis_pose(smooth)
    position = pose.position_m if motion.source.synthetic else _inside(pose, motion.rate_hz)
    worn: WornSide = side if foot else "unknown"
    forward = None if foot else model.forward_axis()
    return inertial_from_pose(
        motion.time_s,
        position,
        pose.rotation,
        rate_hz=rate_hz,
        model=model,
        name=f"{side} foot" if foot else "waist",
        placement=Placement(site, worn, forward, said=True),
        rng=np.random.default_rng(seed),
    )


def _inside(pose: Pose, rate_hz: float) -> Floats:
    """Return the positions (n, 3), NaN near the ends of every stretch in view."""
    position = pose.position_m.copy()
    known = rows_seen(position) & rows_seen(pose.rotation)
    reach = round(_ENDS_S * rate_hz)
    for a, b in runs(known):
        position[a : a + reach] = position[max(b - reach, a) : b] = np.nan
    return position
