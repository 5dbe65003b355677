"""Sensors worn by a simulated runner, from the plan itself and not from landmarks."""

from typing import Literal

import numpy as np

from backstride.motion import Inertial, Placement
from backstride.motion.arrays import Floats
from backstride.motion.inertial import WornSide
from backstride.motion.skeleton import SIDES
from backstride.simulate.carried import carried
from backstride.simulate.curves import bump
from backstride.simulate.foot import FootPath
from backstride.simulate.gait import STAND
from backstride.simulate.ground import ground_rotation
from backstride.simulate.poses import (
    ABOVE_INSTEP_M,
    BEHIND_HIPS_M,
    HIGHER_THAN_HIPS_M,
    INSTEP,
    Pose,
    gaussian,
)
from backstride.simulate.rotations import matrices, quaternions
from backstride.simulate.runner import Runner
from backstride.simulate.sensor_model import SensorModel
from backstride.simulate.sensors import sensed

SHOE_HZ = 33.0
"""Low-pass of a shoe between ground and instep (-3 dB); chosen: a foot that lands at 1 m/s is
stopped with some 10 g, and clips at 16 g in sprints, as the foot sensor recorded at UC Irvine."""

_GRID_HZ, _POSE_HZ = 500.0, 250.0  # of the path before and after the shoe; chosen: no power is lost
_CHUNK_S, _MARGIN_S = 60.0, 0.2  # worked out piece by piece, to bound memory


def runner_sensor(
    runner: Runner,
    site: Literal["foot", "waist", "chest"],
    *,
    side: Literal["left", "right"] = "left",
    rate_hz: float = 200.0,
    model: SensorModel,
    rng: np.random.Generator,
) -> Inertial:
    """Return what a worn sensor records from the start of a scenario to its end.

    Parameters
    ----------
    side : {"left", "right"}
        Of a foot.
    rate_hz : float
        Samples per second, 25 to 1000.
    """
    stamps = np.arange(round(runner.course.duration_s * rate_hz)) / rate_hz
    half = 0.5 / rate_hz
    taken = stamps + np.clip(model.jitter_s * rng.standard_normal(len(stamps)), -half, half)
    pieces = []
    for first in np.arange(0.0, runner.course.duration_s, _CHUNK_S):
        own = taken[slice(*np.searchsorted(stamps, (first, first + _CHUNK_S)))]
        if len(own):
            pieces.append(_piece(runner, site, SIDES.index(side), own))
    felt = tuple(np.concatenate(parts) for parts in zip(*pieces, strict=True))
    worn: WornSide = side if site == "foot" else "unknown"
    forward = None if site == "foot" else model.forward_axis()
    name = f"{side} foot" if site == "foot" else site
    placement = Placement(site, worn, forward, said=True)
    force, rate, turned = felt
    return sensed(stamps, (force, rate, turned), model, name, placement, rng)


def runner_pose(
    runner: Runner, site: Literal["foot", "waist", "chest"], side: int, time_s: Floats
) -> Pose:
    """Return where a sensor on a simulated runner is and how the body part is turned.

    Foot: on the instep, as a rigid foot without a shoe. Waist: at the back of the pelvis. Chest: in
    front of the breastbone, with the trunk's lean and turning.
    """
    if site == "foot":
        return _foot_pose(runner, side, time_s)
    pelvis = runner.pelvis(time_s)
    if site == "waist":
        rotation = _turned(pelvis.yaw_rad, pelvis.pitch_rad, pelvis.roll_rad)
        offset = (-BEHIND_HIPS_M, 0.0, HIGHER_THAN_HIPS_M)
        return Pose(pelvis.position_m + rotation @ np.array(offset), rotation)
    rotation = _turned(pelvis.shoulder_yaw_rad, runner.lean_rad(time_s), 0.0 * time_s)
    height = runner.person.lengths.pelvis_to_shoulders
    return Pose(pelvis.position_m + rotation @ np.array((0.1, 0.0, 0.8 * height)), rotation)


def _foot_pose(runner: Runner, side: int, time_s: Floats) -> Pose:
    foot = runner.foot(side, time_s)
    roll, yaw = _rolling(runner, side, foot, time_s)
    level = _turned(foot.yaw_rad + yaw, foot.pitch_rad, roll)
    rotation = ground_rotation(runner.course, time_s) @ level if runner.course.hilly else level
    instep = foot.ankle + INSTEP * (foot.forefoot - foot.ankle)
    return Pose(instep + ABOVE_INSTEP_M * rotation[..., 2], rotation)


def _rolling(runner: Runner, side: int, foot: FootPath, time_s: Floats) -> tuple[Floats, Floats]:
    """Return how far a foot is rolled about its length, and turned, besides its plan (n,)."""
    falls, habits = runner.falls, runner.person.feet
    own = falls.of_side(side)
    after = own[np.minimum(np.searchsorted(own, foot.contact) + 1, len(own) - 1)]
    landed, left = falls.initial_s[foot.contact], falls.terminal_s[foot.contact]
    air = np.maximum(falls.initial_s[after] - left, 1e-3)
    ground = bump((time_s - landed) / np.maximum(left - landed, 1e-3), 3, 5)
    swing = bump((time_s - left) / air, 3, 4)
    stands = falls.gait[foot.contact] == STAND
    outward = (
        2.0 * side - 1.0
    )  # rolling outward turns a left foot's toes about -x, a right's about x
    roll = habits.supination_rad * swing - habits.pronation_rad * np.where(stands, 0.0, ground)
    return outward * roll, -outward * habits.swing_yaw_rad * swing


def _turned(yaw_rad: Floats, pitch_rad: Floats, roll_rad: Floats) -> Floats:
    """Return rotations (n, 3, 3) by roll about x, then pitch about y, then yaw about z."""
    (cy, sy), (cp, sp), (cr, sr) = (
        (np.cos(angle), np.sin(angle)) for angle in (yaw_rad, pitch_rad, roll_rad)
    )
    rows = (
        (cy * cp, cy * sp * sr - sy * cr, cy * sp * cr + sy * sr),
        (sy * cp, sy * sp * sr + cy * cr, sy * sp * cr - cy * sr),
        (-sp, cp * sr, cp * cr),
    )
    rotation: Floats = np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)
    return rotation


def _piece(
    runner: Runner, site: Literal["foot", "waist", "chest"], side: int, at_s: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return what is felt at some moments, close together."""
    foot = site == "foot"
    hz = _GRID_HZ if foot else _POSE_HZ
    first, last = at_s[0] - _MARGIN_S, at_s[-1] + _MARGIN_S
    time = first + np.arange(int((last - first) * hz) + 2) / hz
    pose = runner_pose(runner, site, side, time)
    position, rotation = pose.position_m, pose.rotation
    if foot:
        thin = round(_GRID_HZ / _POSE_HZ)
        position = gaussian(position, hz, SHOE_HZ)[::thin]
        rotation = matrices(gaussian(quaternions(rotation), hz, SHOE_HZ)[::thin])
        time = time[::thin]
    return carried(time, position, rotation, at_s, site)
