"""Measurements made by hand for the tests of the report."""

from dataclasses import replace

import numpy as np

from backstride.estimate import Estimate
from backstride.measure import measure
from backstride.measure.device import channels_of
from backstride.measure.measurement import (
    Bout,
    DirectionTotal,
    JointCurve,
    Measurement,
    Step,
)
from backstride.motion import Channel, Motion, Skeleton, Source
from backstride.motion.arrays import Floats
from backstride.motion.channels import Lap
from backstride.simulate import load_scenario, simulate

RATE_HZ = 120.0
STRIDE_S = 0.64
CONTACT_S = 0.22
START_S, STOP_S = 0.6, 3.8
SPEED_MPS = 2.6
SOURCE = Source("takes/backward_run.c3d", "C3D", "9f" * 32)


def _limb(start: Floats, angle_rad: Floats, length_m: float) -> Floats:
    """Return the end of a limb that hangs from ``start`` and swings along +x."""
    return start + length_m * np.column_stack(
        (np.sin(angle_rad), np.zeros_like(angle_rad), -np.cos(angle_rad))
    )


def running_body(time_s: Floats, pelvis: Floats) -> Skeleton:
    """Return a plain runner that faces +x, wherever the pelvis goes."""
    moving = ((time_s > START_S) & (time_s < STOP_S)).astype(float)
    neck = pelvis + np.array([0.06, 0.0, 0.5])
    points = {"pelvis": pelvis, "neck": neck, "head": neck + np.array([0.02, 0.0, 0.22])}
    for side, y, lag in (("left", 1.0, 0.0), ("right", -1.0, np.pi)):
        phase = 2 * np.pi * (time_s - START_S) / STRIDE_S + lag
        thigh = np.radians(12 + 28 * np.sin(phase)) * moving
        knee = np.radians(42 - 34 * np.cos(phase - 0.6)) * moving
        hip = pelvis + np.array([0.0, 0.09 * y, -0.02])
        points[f"hip_{side}"] = hip
        points[f"knee_{side}"] = _limb(hip, thigh, 0.43)
        ankle = _limb(points[f"knee_{side}"], thigh - knee, 0.42)
        points[f"ankle_{side}"] = ankle
        points[f"heel_{side}"] = ankle + np.array([-0.05, 0.0, -0.05])
        points[f"toe_{side}"] = ankle + np.array([0.17, 0.0, -0.06])
        shoulder = neck + np.array([0.0, 0.18 * y, -0.03])
        points[f"shoulder_{side}"] = shoulder
        points[f"elbow_{side}"] = _limb(shoulder, -0.5 * thigh, 0.3)
        points[f"wrist_{side}"] = _limb(points[f"elbow_{side}"], -0.5 * thigh + 1.2, 0.26)
    return Skeleton(points)


def _steps() -> tuple[Step, ...]:
    landings = np.arange(START_S + 0.1, STOP_S - CONTACT_S, STRIDE_S / 2)
    return tuple(
        Step(
            side="left" if i % 2 == 0 else "right",
            initial_contact_s=float(t),
            terminal_contact_s=float(t + CONTACT_S),
            length_m=float("nan") if i == 0 else SPEED_MPS * STRIDE_S / 2,
            direction="backward",
            bout=0,
            first_down="forefoot",
            last_up="heel",
        )
        for i, t in enumerate(landings)
    )


def _estimate(value: float, half: float, unit: str) -> Estimate:
    return Estimate(value, value - half, value + half, unit, "estimated", ("E6",))


def _curve(middle: float, swing: float, lag: float) -> JointCurve:
    stride = np.linspace(0, 2 * np.pi, 101)
    return JointCurve(
        middle + swing * np.sin(stride + lag), 2.0 + np.abs(np.cos(stride)) * swing / 20, 4
    )


def _curves() -> dict[str, JointCurve]:
    shapes = {"knee": (42, 34), "hip": (15, 28), "ankle": (5, 18)}
    found = {
        f"{joint}_{side}": _curve(middle + lag * 3, swing, lag)
        for joint, (middle, swing) in shapes.items()
        for side, lag in (("left", 0.0), ("right", 0.25))
    }
    return found | {"trunk_lean": _curve(7, 2, 0)}


def _joints() -> dict[str, dict[str, Estimate]]:
    ranges = {
        joint: {
            "range_deg": _estimate(swing * 2, 4.0, "deg"),
            "minimum_deg": _estimate(8.0, 3.0, "deg"),
            "maximum_deg": _estimate(8.0 + swing * 2, 3.0, "deg"),
        }
        for joint, swing in (("knee_left", 34), ("knee_right", 33), ("hip_left", 28))
    }
    return {**ranges, "trunk_lean": {"mean_deg": _estimate(6.8, 2.0, "deg")}}


def backward_motion(source: Source = SOURCE, duration_s: float = 4.4) -> Motion:
    """Return a person who stands, runs backward along -x and stands again."""
    time_s = np.arange(0, duration_s, 1 / RATE_HZ)
    speed = np.where((time_s > START_S) & (time_s < STOP_S), SPEED_MPS, 0.02)
    position = np.zeros((len(time_s), 3))
    position[:, 0] = -np.cumsum(speed) / RATE_HZ
    position[:, 1] = 0.05 * np.sin(time_s * 3)
    position[:, 2] = 0.93
    return Motion(
        time_s=time_s,
        position_m=position,
        speed_mps=speed,
        travel_deg=np.where(speed > 0.3, 180.0, np.nan),
        facing_deg=3.0 * np.sin(time_s),
        travel_basis="measured",
        facing_basis="measured",
        source=source,
        skeleton=running_body(time_s, position),
    )


def backward_session(source: Source = SOURCE, warnings: tuple[str, ...] = ()) -> Measurement:
    """Return a whole measurement of backward running with feet, joints and curves."""
    motion = backward_motion(source)
    moving = motion.speed_mps > 0.3
    distance, time = SPEED_MPS * (STOP_S - START_S), STOP_S - START_S
    steps = _steps()
    wave = np.sin(2 * np.pi * motion.time_s / STRIDE_S)
    return Measurement(
        motion=motion,
        direction=np.where(moving, "backward", "still"),
        joint_angles_deg={"knee_left": 42 + 34 * wave, "knee_right": 42 - 34 * wave},
        by_direction={
            "backward": DirectionTotal(time, distance, 1.0, SPEED_MPS, 2.7, len(steps)),
        },
        still_s=motion.duration_s - time,
        moving_s=time,
        bouts=(
            Bout(
                START_S, STOP_S, "backward", "run", "flight", distance, SPEED_MPS, 2.7, len(steps)
            ),
        ),
        steps=steps,
        gait={
            "backward": {
                "step_frequency_hz": _estimate(3.125, 0.05, "Hz"),
                "step_length_m": _estimate(0.83, 0.03, "m"),
                "contact_time_s": _estimate(0.22, 0.021, "s"),
                "duty_factor": _estimate(0.344, 0.03, ""),
            }
        },
        joints={"backward": _joints()},
        curves={"backward": _curves()},
        contact_rule="A foot is down while its lowest point is slow and near the ground.",
        warnings=warnings,
    )


def watch_session() -> Measurement:
    """Return a measurement of a file with a speed and nothing else: no body, no facing."""
    time_s = np.arange(0, 600.0)
    nothing = np.full(len(time_s), np.nan)
    speed = 2.8 + 0.2 * np.sin(time_s / 40)
    motion = Motion(
        time_s=time_s,
        position_m=np.full((len(time_s), 3), np.nan),
        speed_mps=speed,
        travel_deg=nothing,
        facing_deg=nothing,
        travel_basis="unknown",
        facing_basis="unknown",
        source=Source("watch.fit", "FIT", "ab" * 32),
    )
    return Measurement(
        motion=motion,
        direction=np.full(len(time_s), "unknown"),
        joint_angles_deg={},
        by_direction={"unknown": DirectionTotal(600.0, 1680.0, 1.0, 2.8, 3.0, 0)},
        still_s=0.0,
        moving_s=600.0,
        bouts=(Bout(0.0, 600.0, "unknown", "run", "speed", 1680.0, 2.8, 3.0, 0),),
        steps=(),
        gait={},
        joints={},
        curves={},
        contact_rule="",
        warnings=("A watch does not say which way its wearer faces.",),
    )


def empty_session() -> Measurement:
    """Return a measurement in which the person was never seen to move."""
    motion = backward_motion()
    nothing = np.full(len(motion), np.nan)
    unseen = Motion(
        time_s=motion.time_s,
        position_m=np.full((len(motion), 3), np.nan),
        speed_mps=nothing,
        travel_deg=nothing,
        facing_deg=nothing,
        travel_basis="unknown",
        facing_basis="unknown",
        source=SOURCE,
        skeleton=Skeleton({"head": np.full((len(motion), 3), np.nan)}),
    )
    return Measurement(
        motion=unseen,
        direction=np.full(len(motion), "unknown"),
        joint_angles_deg={"trunk_lean": nothing},
        by_direction={},
        still_s=0.0,
        moving_s=0.0,
        bouts=(),
        steps=(),
        gait={},
        joints={},
        curves={},
        contact_rule="",
    )


UNKNOWN = float("nan")


def watch_with_heart(direction: str = "") -> Measurement:
    """Return ten minutes of a watch with heart rate and three laps, one of them declared."""
    session = watch_session()
    beats = 120 + 0.05 * session.motion.time_s
    beats[:5] = np.nan
    laps = (
        Lap(0.0, 200.0, "warm up", 500.0),
        Lap(200.0, 400.0, "backward", 560.0, direction or "backward"),
        Lap(400.0, 600.0),
    )
    motion = replace(
        session.motion, channels={"heart_rate_bpm": Channel(beats, "measured")}, laps=laps
    )
    return replace(session, motion=motion, channels=channels_of(motion))


def sensor_without_speed() -> Measurement:
    """Return a worn sensor that knows direction, gait and steps, and neither speed nor foot."""
    session = backward_session()
    motion = session.motion
    moving = motion.speed_mps > 0.3
    blind = replace(
        motion,
        skeleton=None,
        position_m=np.full((len(motion), 3), UNKNOWN),
        speed_mps=np.where(moving, UNKNOWN, 0.0),
        moving=moving,
        facing_basis="declared",
        travel_basis="estimated",
        speed_basis="unknown",
    )
    steps = tuple(
        replace(s, side="unknown", length_m=UNKNOWN, terminal_contact_s=UNKNOWN if i % 2 else t)
        for i, s in enumerate(session.steps)
        for t in (s.terminal_contact_s,)
    )
    total = replace(
        session.by_direction["backward"],
        distance_m=UNKNOWN,
        mean_speed_mps=UNKNOWN,
        peak_speed_mps=UNKNOWN,
    )
    bout = replace(
        session.bouts[0], distance_m=UNKNOWN, mean_speed_mps=UNKNOWN, peak_speed_mps=UNKNOWN
    )
    return replace(
        session,
        motion=blind,
        joint_angles_deg={},
        by_direction={"backward": total},
        bouts=(bout,),
        steps=steps,
        joints={},
        curves={},
    )


def loaded_session() -> Measurement:
    """Return a simulated runner who runs backward, turns and runs forward, with load and energy."""
    motion, _ = simulate(load_scenario("run-turn-around"))
    return measure(motion, mass_kg=70.0)
