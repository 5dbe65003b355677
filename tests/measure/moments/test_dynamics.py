"""Inverse dynamics on bodies whose moments can be worked out otherwise."""

import numpy as np
import pytest

from backstride.measure.force.body import centre_of_mass, limbs
from backstride.measure.force.filtering import low_pass
from backstride.measure.force.foot_force import FootForce, no_force
from backstride.measure.force.segments import G_MPS2, SEGMENTS
from backstride.measure.moments import CUTOFF_HZ, joint_moments, smooth_legs, top_down_moments
from backstride.motion import Skeleton
from backstride.motion.arrays import Floats
from tests.measure.force.test_body import standing

RATE_HZ = 120.0


def on_left(count: int, force: tuple[float, float], place: tuple[float, float, float]) -> FootForce:
    """Return a steady force, N/kg ahead and up, on the left foot alone."""
    found = no_force(count)
    found.force_n_per_kg[0] = force
    found.pressure_m[0] = place
    return found


def test_a_force_ahead_of_the_ankle_needs_the_calf() -> None:
    """Standing on one foot, pressed 10 cm ahead of the ankle: weight times lever, less the foot."""
    skeleton = Skeleton(standing(60))
    force = on_left(60, (0.0, G_MPS2), (0.10, 0.09, 0.0))
    smooth = smooth_legs(skeleton, RATE_HZ)

    found = joint_moments(skeleton, smooth, np.zeros(60), RATE_HZ, force)

    foot = SEGMENTS["foot"]
    centre = -0.07 + foot.centre * (0.19 + 0.07)
    expected = G_MPS2 * (0.10 - foot.mass * centre)
    assert np.allclose(expected, found.ankle_nm_per_kg[0], atol=1e-6)
    assert np.allclose(-expected, found.knee_nm_per_kg[0], atol=1e-6)  # flexors hold the knee
    assert np.allclose(expected, found.hip_nm_per_kg[0], atol=1e-6)


def test_a_force_behind_a_bent_knee_needs_the_quadriceps() -> None:
    """Knee 15 cm ahead of the force: an extension moment of weight times lever, nearly."""
    points = standing(60)
    points["knee_left"][:, 0] = 0.15
    skeleton = Skeleton(points)
    force = on_left(60, (0.0, 2.4 * G_MPS2), (0.0, 0.09, 0.0))
    smooth = smooth_legs(skeleton, RATE_HZ)

    found = joint_moments(skeleton, smooth, np.zeros(60), RATE_HZ, force)

    assert 2.4 * G_MPS2 * 0.15 == pytest.approx(found.knee_nm_per_kg[0, 30], rel=0.04)
    assert found.hip_nm_per_kg[0, 30] < 0.3


def test_moments_turn_with_the_body() -> None:
    """They are about the body's own left-to-right axis, wherever it faces."""
    turn = np.radians(130.0)
    rotation = np.array(
        [[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]]
    )
    points = standing(60)
    points["knee_left"][:, 0] = 0.15
    force = on_left(60, (1.0, 2.0 * G_MPS2), (0.05, 0.09, 0.0))
    turned = FootForce(force.force_n_per_kg, force.pressure_m @ rotation.T)

    found = []
    for skeleton, facing, own in (
        (Skeleton(points), 0.0, force),
        (Skeleton({n: p @ rotation.T for n, p in points.items()}), 130.0, turned),
    ):
        smooth = smooth_legs(skeleton, RATE_HZ)
        found.append(joint_moments(skeleton, smooth, np.full(60, facing), RATE_HZ, own))

    for joint in ("ankle", "knee", "hip"):
        assert np.allclose(found[0].of(joint)[0], found[1].of(joint)[0], atol=1e-6)


def swaying(count: int) -> Skeleton:
    """Return a body that sways and bends over a planted left foot."""
    time = np.arange(count) / RATE_HZ
    points = standing(count)
    for name, path in points.items():
        rise = np.maximum(path[:, 2] - 0.1, 0.0)
        if name.endswith("left") and name.startswith(("heel", "forefoot", "toe", "ankle")):
            continue
        path[:, 0] += 0.08 * rise * np.sin(2 * np.pi * 1.3 * time) * (1.0 + 0.2 * len(name) / 10)
        path[:, 2] += 0.02 * rise * np.sin(2 * np.pi * 2.1 * time)
    return Skeleton(points)


def test_from_below_equals_from_above_when_force_and_body_agree() -> None:
    """With the force and pressure that this very body needs, both ways give the same moments."""
    count = 480
    skeleton = swaying(count)
    facing = np.zeros(count)
    force, place = _needed(skeleton, facing)
    ground = no_force(count)
    ground.force_n_per_kg[0] = force
    ground.pressure_m[0] = np.column_stack((place, np.full(count, 0.09), np.zeros(count)))

    below = joint_moments(skeleton, smooth_legs(skeleton, RATE_HZ), facing, RATE_HZ, ground)
    above = top_down_moments(skeleton, facing, RATE_HZ, "left", CUTOFF_HZ)

    inner = slice(60, count - 60)
    for joint in ("ankle", "knee", "hip"):
        assert np.allclose(above[joint][inner], below.of(joint)[0, inner], atol=0.01), joint


def _needed(skeleton: Skeleton, facing: Floats) -> tuple[Floats, Floats]:
    """Return the force (n, 2) and the pressure ahead (n,) that move a body as it moves."""
    force = np.zeros((len(facing), 2))
    moment = np.zeros(len(facing))
    for name, limb in limbs(skeleton).items():
        share = SEGMENTS[name.removesuffix("_left").removesuffix("_right")]
        centre = low_pass(limb.centre_m, RATE_HZ, CUTOFF_HZ)[:, (0, 2)]
        pull = low_pass(limb.centre_m, RATE_HZ, CUTOFF_HZ, derivative=2)[:, (0, 2)]
        pull = share.mass * (pull + np.array([0.0, G_MPS2]))
        line = (limb.lower_m - limb.upper_m)[:, (0, 2)]
        turned = np.unwrap(np.arctan2(line[:, 1], line[:, 0]))
        length = float(np.median(np.hypot(*line.T)))
        spin = low_pass(turned, RATE_HZ, CUTOFF_HZ, derivative=2)
        force += pull
        moment += centre[:, 0] * pull[:, 1] - centre[:, 1] * pull[:, 0]
        moment += share.mass * (share.gyration * length) ** 2 * spin
    return force, moment / force[:, 1]


def test_a_leg_out_of_view_has_no_moments() -> None:
    """NaN for its joints, and the other leg is not touched."""
    points = standing(60)
    points["knee_right"][:] = np.nan
    skeleton = Skeleton(points)
    force = on_left(60, (0.0, G_MPS2), (0.1, 0.09, 0.0))

    found = joint_moments(skeleton, smooth_legs(skeleton, RATE_HZ), np.zeros(60), RATE_HZ, force)

    assert np.isfinite(found.knee_nm_per_kg[0]).all()
    assert np.isnan(found.knee_nm_per_kg[1]).all()
    assert centre_of_mass(skeleton) is None
