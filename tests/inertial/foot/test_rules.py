"""What holds for every foot recording, and what bad ones are told."""

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstride.errors import NothingToMeasureError
from backstride.inertial.foot import foot_motion
from backstride.motion import Inertial, Placement
from backstride.motion.arrays import Floats
from backstride.simulate import load_scenario
from tests.inertial.foot.recordings import SOURCE, any_mounting, distance_m, measured, worn

SHUTTLE = worn(load_scenario("shuttle"), rate_hz=100.0)[1][0]
WHOLE = measured([SHUTTLE])[1]


def turned(sensor: Inertial, rotation: Floats) -> Inertial:
    """Return the same recording by a sensor fixed another way round."""
    rate = sensor.angular_velocity_dps
    assert rate is not None
    return replace(
        sensor,
        acceleration_mps2=sensor.acceleration_mps2 @ rotation.T,
        angular_velocity_dps=rate @ rotation.T,
        acceleration_limit_mps2=1e4,
        angular_velocity_limit_dps=1e5,
    )


@settings(max_examples=8)
@given(seed=st.integers(0, 10_000))
def test_mounting_does_not_matter(seed: int) -> None:
    """However the sensor is turned on the shoe, the same is measured."""
    _, result = measured([turned(SHUTTLE, any_mounting(seed))])
    for direction in ("forward", "backward"):
        assert distance_m(result, direction) == pytest.approx(
            distance_m(WHOLE, direction), rel=0.01, abs=0.05
        )


@settings(max_examples=6)
@given(scale=st.floats(0.95, 1.05), offset=st.floats(-3.0, 3.0))
def test_scale_and_offset_are_found_while_standing(scale: float, offset: float) -> None:
    """An accelerometer 5 % off and a gyroscope 3 °/s off cost a few percent at most."""
    rate = SHUTTLE.angular_velocity_dps
    assert rate is not None
    spoilt = replace(
        SHUTTLE,
        acceleration_mps2=scale * SHUTTLE.acceleration_mps2,
        angular_velocity_dps=rate + offset,
    )
    _, result = measured([spoilt])
    for direction in ("forward", "backward"):
        assert distance_m(result, direction) == pytest.approx(
            distance_m(WHOLE, direction), rel=0.04, abs=0.2
        )


def test_an_axis_declared_the_other_way_round_turns_the_directions_round() -> None:
    """Who says that the heel is the toes is believed: forward and backward change places."""
    rotation = any_mounting(0)
    toes = rotation[:, 0]
    there = replace(SHUTTLE, placement=Placement("foot", "left", tuple(toes)))
    back = replace(SHUTTLE, placement=Placement("foot", "left", tuple(-toes)))
    forward = distance_m(measured([there])[1], "forward")
    assert forward == pytest.approx(distance_m(WHOLE, "forward"), rel=0.02)
    assert distance_m(measured([back])[1], "backward") == pytest.approx(forward, rel=0.02)


def test_the_clock_may_start_anywhere() -> None:
    """Times of the motion and of contacts follow the sensor's clock."""
    later = replace(SHUTTLE, time_s=SHUTTLE.time_s + 100.0)
    first, second = foot_motion([SHUTTLE], SOURCE), foot_motion([later], SOURCE)
    assert second.time_s[0] == pytest.approx(100.0)
    assert first.footfalls is not None
    assert second.footfalls is not None
    assert second.footfalls.initial_contact_s - 100.0 == pytest.approx(
        first.footfalls.initial_contact_s, abs=1e-6
    )


def test_feet_that_contradict_each_other_say_so() -> None:
    """One axis declared backward against the other: facing is unknown rather than half right."""
    _, (left, right) = worn(load_scenario("shuttle"), sides=("left", "right"))
    feet = [
        replace(left, placement=Placement("foot", "left", tuple(any_mounting(0)[:, 0]))),
        replace(right, placement=Placement("foot", "right", tuple(-any_mounting(10)[:, 0]))),
    ]
    motion, result = measured(feet)
    assert motion.facing_basis == "unknown"
    assert any("disagree" in warning for warning in motion.source.warnings)
    assert sum(t.distance_m or 0 for t in result.by_direction.values()) == pytest.approx(
        47.0, rel=0.05
    )


def test_standing_still_is_no_stride() -> None:
    """A shoe on the floor for a minute made no stride, and the sentence says what to do."""
    still = np.tile([0.0, 0.0, 9.81], (6000, 1))
    sensor = Inertial(
        "pod", np.arange(6000) / 100.0, still, np.zeros((6000, 3)), placement=Placement("foot")
    )
    with pytest.raises(NothingToMeasureError, match="no stride; record some steps"):
        foot_motion([sensor], SOURCE)


def test_without_a_gyroscope() -> None:
    """A clear sentence instead of a guess."""
    with pytest.raises(NothingToMeasureError, match="gyroscope"):
        foot_motion([replace(SHUTTLE, angular_velocity_dps=None)], SOURCE)


def test_acceleration_in_g_is_noticed() -> None:
    """Gravity of 1 is not metres per second squared."""
    with pytest.raises(NothingToMeasureError, match="unit of the acceleration"):
        foot_motion([replace(SHUTTLE, acceleration_mps2=SHUTTLE.acceleration_mps2 / 9.81)], SOURCE)


def test_too_slow_a_sensor() -> None:
    """25 samples a second do not follow a swing."""
    rate = SHUTTLE.angular_velocity_dps
    assert rate is not None
    slow = replace(
        SHUTTLE,
        time_s=SHUTTLE.time_s[::4],
        acceleration_mps2=SHUTTLE.acceleration_mps2[::4],
        angular_velocity_dps=rate[::4],
    )
    with pytest.raises(NothingToMeasureError, match="25 samples a second"):
        foot_motion([slow], SOURCE)


@settings(max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    count=st.sampled_from([0, 1, 2, 9, 60, 400, 2000]),
    rate_hz=st.sampled_from([50.0, 100.0, 800.0]),
    size=st.floats(-3.0, 4.0),
)
def test_noise_is_measured_or_refused(seed: int, count: int, rate_hz: float, size: float) -> None:
    """Whatever the numbers, there is a motion or a sentence, and no warning of arithmetic."""
    rng = np.random.default_rng(seed)
    force = rng.standard_normal((count, 3)) * 10.0**size + np.array([0.0, 0.0, 9.81])
    force[rng.random(count) < 0.1] = np.nan
    rate = rng.standard_normal((count, 3)) * 10.0**size
    sensor = Inertial("pod", np.arange(count) / rate_hz, force, rate, placement=Placement("foot"))
    try:
        motion = foot_motion([sensor], SOURCE)
    except NothingToMeasureError as refusal:
        sentence = str(refusal)
    else:
        assert len(motion.time_s) == len(motion.speed_mps) == len(motion.facing_deg)
        sentence = "Measured."
    assert sentence.endswith(".")


def test_ten_minutes_take_less_than_a_second() -> None:
    """At 200 samples a second: an hour in a few seconds even on a slow machine."""
    rate = SHUTTLE.angular_velocity_dps
    assert rate is not None
    times = 120_000 // len(SHUTTLE) + 1
    long = replace(
        SHUTTLE,
        time_s=np.arange(times * len(SHUTTLE)) / 200.0,
        acceleration_mps2=np.tile(SHUTTLE.acceleration_mps2, (times, 1)),
        angular_velocity_dps=np.tile(rate, (times, 1)),
    )
    foot_motion([SHUTTLE], SOURCE)  # so that imports are done
    begun = time.process_time()
    foot_motion([long], SOURCE)
    assert time.process_time() - begun < 1.0
