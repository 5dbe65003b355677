"""The simulated body holds together, whoever it is and wherever it runs."""

import numpy as np
import pytest
from hypothesis import given, settings

from backstride.motion import Skeleton, Source, motion_from_skeleton
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES
from backstride.simulate.foot import FootPath
from tests.simulate.runners import landmarks, random_runner, seeds, steady

BONES = (
    ("pelvis", "hip_{}"),
    ("hip_{}", "knee_{}"),
    ("knee_{}", "ankle_{}"),
    ("ankle_{}", "heel_{}"),
    ("ankle_{}", "forefoot_{}"),
    ("heel_{}", "forefoot_{}"),
    ("neck", "shoulder_{}"),
    ("shoulder_{}", "elbow_{}"),
    ("elbow_{}", "wrist_{}"),
    ("neck", "head"),
    ("pelvis", "neck"),
)

few = settings(max_examples=20, deadline=None)


def lengths(skeleton: Skeleton, bone: tuple[str, str], side: str) -> Floats:
    """Return the length of a bone over time."""
    a, b = (skeleton[end.format(side)] for end in bone)
    return np.asarray(np.linalg.norm(a - b, axis=1))


@few
@given(seed=seeds)
def test_bones_keep_their_length(seed: int) -> None:
    """Within a hundredth of a millimetre: no leg is ever asked to reach further than it can."""
    for side in SIDES:
        for bone in BONES:
            assert np.ptp(lengths(landmarks(seed), bone, side)) < 1e-5


@few
@given(seed=seeds)
def test_knees_bend_forward(seed: int) -> None:
    """The knee lies in front of the line from hip to ankle, as the body faces."""
    runner, body = random_runner(seed), landmarks(seed)
    yaw = runner.pelvis(runner.time_s).yaw_rad
    for side, name in enumerate(SIDES):
        pointing = 0.5 * (yaw + runner.foot(side, runner.time_s).yaw_rad)
        front = np.column_stack((np.cos(pointing), np.sin(pointing), np.zeros(len(yaw))))
        hip, knee, ankle = (body[f"{joint}_{name}"] for joint in ("hip", "knee", "ankle"))
        along = (ankle - hip) / np.linalg.norm(ankle - hip, axis=1, keepdims=True)
        off = (knee - hip) - ((knee - hip) * along).sum(axis=1, keepdims=True) * along
        assert ((off * front).sum(axis=1) > 0.0).all()


def soles(foot: FootPath) -> Floats:
    """Return the heights of heel, ball and toe of the sole (3, n)."""
    return np.array([p[:, 2] for p in (foot.heel_sole, foot.ball_sole, foot.toe_sole)])


@few
@given(seed=seeds)
def test_no_sole_goes_through_the_floor(seed: int) -> None:
    """Heel, ball and toe stay above it, or on it within half a millimetre."""
    runner = random_runner(seed)
    time = np.arange(0.0, runner.course.duration_s, 0.004)
    for side in (0, 1):
        assert soles(runner.foot(side, time)).min() > -0.0005


@few
@given(seed=seeds)
def test_a_swinging_foot_clears_the_floor(seed: int) -> None:
    """In the middle of every swing the whole sole is at least five millimetres up."""
    runner = random_runner(seed)
    for side in (0, 1):
        own = runner.falls.of_side(side)
        off, on = runner.falls.terminal_s[own[:-1]], runner.falls.initial_s[own[1:]]
        for share in (0.25, 0.5, 0.75):
            assert soles(runner.foot(side, off + share * (on - off))).min() > 0.005


@few
@given(seed=seeds)
def test_the_planted_part_of_the_foot_stays_in_place(seed: int) -> None:
    """The ball while the heel is up, the heel while it is down: within a hundredth of a mm."""
    runner = random_runner(seed)
    time = np.arange(0.0, runner.course.duration_s, 0.004)
    for side in (0, 1):
        foot = runner.foot(side, time)
        for point, planted in (
            (foot.ball_sole, foot.down & (foot.pitch_rad >= 0)),
            (foot.heel_sole, foot.down & (foot.pitch_rad <= 0)),
        ):
            for contact in np.unique(foot.contact[planted]):
                there = point[planted & (foot.contact == contact)]
                assert np.ptp(there, axis=0).max() < 1e-5


@few
@given(seed=seeds)
def test_feet_move_without_jumps(seed: int) -> None:
    """No landmark of a foot moves faster than a few times the speed of the body."""
    runner = random_runner(seed)
    time = np.arange(0.0, runner.course.duration_s, 0.001)
    fastest = 4.0 * runner.course.speed_mps.max() + 3.0
    for side in (0, 1):
        foot = runner.foot(side, time)
        for point in (foot.heel, foot.forefoot, foot.toe, foot.ankle):
            assert np.linalg.norm(np.diff(point, axis=0), axis=1).max() / 0.001 < fastest


@few
@given(seed=seeds)
def test_contacts_alternate_between_the_feet(seed: int) -> None:
    """Left, right, left, in order of time, each foot up before it lands again."""
    falls = random_runner(seed).falls

    assert (np.diff(falls.side) != 0).all()
    assert (np.diff(falls.initial_s) > 0.2).sum() >= len(falls) - 2
    assert (falls.terminal_s - falls.initial_s > 0.08).all()
    assert (falls.initial_s[2:] - falls.terminal_s[:-2] > 0.15).all()


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_run_in_reverse_time_goes_the_other_way(direction: str) -> None:
    """A forward run played backward is a backward run, and the other way round."""
    runner = steady("run", "forward" if direction == "backward" else "backward", 2.5)
    body = runner.skeleton(runner.time_s)
    reversed_body = Skeleton({name: point[::-1] for name, point in body.positions_m.items()})

    motion = motion_from_skeleton(runner.time_s, reversed_body, Source("reversed", "simulated"))

    away = np.abs(motion.direction_deg[np.isfinite(motion.direction_deg)])
    assert (away > 135).all() if direction == "backward" else (away < 45).all()
