"""A compass against a satellite course, and what disturbs it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstride.inertial.waist import waist_motion
from backstride.inertial.waist.compass import compass_facing, relative_yaw_deg
from backstride.inertial.waist.grid import on_grid
from backstride.inertial.waist.windows import look_through
from backstride.motion import Inertial, Motion, Source, wrap_deg
from backstride.motion.arrays import Floats
from backstride.simulate.rotations import random_rotation
from tests.inertial.waist.bounce import BACKWARD, bouncing, straight_track

FULL_TURN = np.linspace(0.0, 720.0, 6000)


def facing_of(sensor: Inertial) -> tuple[Floats, tuple[str, ...]]:
    windows = look_through(on_grid(sensor), sensor.placement.forward_axis)
    found = compass_facing(sensor, windows)
    return wrap_deg(found.heading_deg - np.interp(windows.centre_s, sensor.time_s, FULL_TURN)), (
        found.said
    )


def measured(sensor: Inertial, course_deg: float) -> Motion:
    return waist_motion(
        sensor, Source("made", "made"), track=straight_track(60.0, course_deg=course_deg)
    )


@settings(max_examples=15)
@given(seed=st.integers(0, 2**32 - 1))
def test_heading_is_right_however_the_sensor_is_turned(seed: int) -> None:
    """A level compass heading comes from any mounting."""
    mounting = random_rotation(np.random.default_rng(seed))
    off, said = facing_of(bouncing(60.0, facing_deg=FULL_TURN, compass=True, mounting=mounting))
    assert off == pytest.approx(0.0, abs=3.0)
    assert said == ()


def test_iron_that_goes_with_the_sensor_is_found_by_turning() -> None:
    """An offset as large as the level field itself is taken out after full turns."""
    off, said = facing_of(
        bouncing(60.0, facing_deg=FULL_TURN, compass=True, iron_ut=(18.0, -9.0, 5.0))
    )
    assert off == pytest.approx(0.0, abs=3.0)
    assert said == ()


def test_a_compass_that_does_not_turn_with_the_body_is_refused() -> None:
    """The gyroscope says the body turned and the field did not: steel has it."""
    sensor = bouncing(60.0, facing_deg=FULL_TURN, compass=True)
    stuck = replace(sensor, magnetic_field=np.tile([20.0, 0.0, -44.0], (6000, 1)))
    off, said = facing_of(stuck)
    assert np.isnan(off).all()
    assert "disturbed" in said[0]


def test_without_turns_a_compass_is_used_but_not_vouched_for() -> None:
    """On a straight line iron cannot be told from the earth."""
    motion = measured(bouncing(60.0, compass=True), course_deg=90.0)
    assert any("never turned far enough" in w for w in motion.source.warnings)
    assert motion.facing_basis == "measured"


@pytest.mark.parametrize("off_deg", [0.0, 15.0, -15.0])
def test_backward_against_the_course(off_deg: float) -> None:
    """Facing west and going east is backward, also with a declination of 15 degrees."""
    sensor = bouncing(60.0, facing_deg=180.0 + off_deg, way=BACKWARD, compass=True)
    motion = measured(sensor, course_deg=90.0)
    known = np.isfinite(motion.direction_deg)
    assert known[100:-100].all()
    assert (np.abs(motion.direction_deg[known]) > 135.0).all()
    assert (motion.travel_basis, motion.facing_basis) == ("measured", "measured")


def test_near_a_border_the_direction_is_unknown() -> None:
    """50 degrees may be forward or sideways, given what a compass is off by."""
    motion = measured(bouncing(60.0, facing_deg=50.0, compass=True), course_deg=90.0)
    assert np.isnan(motion.direction_deg).all()


def test_compass_and_steps_that_contradict_each_other_give_unknown() -> None:
    """Steps say forward and the compass backward: nobody is believed."""
    motion = measured(bouncing(60.0, facing_deg=180.0, compass=True), course_deg=90.0)
    assert motion.moving is not None
    assert np.isnan(motion.direction_deg[motion.moving]).all()
    assert any("contradict" in w for w in motion.source.warnings)


def test_relative_yaw_follows_the_gyroscope() -> None:
    """The turn within overlapping windows adds up to the whole turn."""
    sensor = bouncing(60.0, facing_deg=FULL_TURN)
    windows = look_through(on_grid(sensor), sensor.placement.forward_axis)
    assert relative_yaw_deg(windows.turn_deg)[-1] == pytest.approx(
        720.0 * (windows.centre_s[-1] - windows.centre_s[0]) / 60.0, rel=0.02
    )


def half_turns(at_s: tuple[float, ...], seconds: float = 60.0) -> Floats:
    """Return headings that change by 180 degrees within a second at some moments."""
    time = np.arange(round(seconds * 100.0)) / 100.0
    headings: Floats = 180.0 * np.sum([np.clip(time - t, 0.0, 1.0) for t in at_s], axis=0)
    return headings


@pytest.mark.parametrize("iron_ut", [(0.0, 0.0, 0.0), (9.0, -6.0, 0.0)])
def test_one_half_turn_shows_the_iron(iron_ut: tuple[float, float, float]) -> None:
    """The gyroscope knows how far the body turned: two headings are enough for two unknowns."""
    headings = half_turns((30.0,))
    sensor = bouncing(60.0, facing_deg=headings, compass=True, iron_ut=iron_ut)
    windows = look_through(on_grid(sensor), sensor.placement.forward_axis)
    found = compass_facing(sensor, windows)
    off = wrap_deg(found.heading_deg - np.interp(windows.centre_s, sensor.time_s, headings))
    settled = np.abs(windows.centre_s - 30.5) > 2.0

    assert off[settled] == pytest.approx(0.0, abs=3.0)
    assert found.said == ()


def test_two_headings_draw_no_circle() -> None:
    """Without a gyroscope two headings leave the iron unknown, and nothing is made up."""
    sensor = bouncing(60.0, facing_deg=half_turns((30.0,)), compass=True, gyroscope=False)
    windows = look_through(on_grid(sensor), sensor.placement.forward_axis)
    found = compass_facing(sensor, windows)
    settled = np.abs(windows.centre_s - 30.5) > 2.0

    assert np.abs(wrap_deg(2.0 * found.heading_deg[settled])).max() < 6.0
    assert any("never turned far enough" in w for w in found.said)


def test_a_compass_that_mostly_contradicts_the_steps_is_believed_nowhere() -> None:
    """Where nothing is there to compare it with it would be wrong as well."""
    n = 6000
    way = np.where(np.arange(n) < 4500, BACKWARD, 1.0)  # the steps; the compass says forward
    motion = measured(bouncing(60.0, way=way, compass=True), course_deg=90.0)

    assert np.isnan(motion.direction_deg).all()
    assert any("contradict" in w for w in motion.source.warnings)


def test_a_fast_turn_round_a_cone_is_never_backward() -> None:
    """A course that comes half a second late lags far behind a body that turns at 120 deg/s."""
    time = np.arange(6000) / 100.0
    facing = np.interp(time, [0.0, 20.0, 21.5, 60.0], [0.0, 0.0, 180.0, 180.0])
    late = np.interp(np.arange(60.0) - 0.5, time, facing)
    sensor = bouncing(60.0, facing_deg=facing, compass=True)
    motion = waist_motion(
        sensor, Source("made", "made"), track=straight_track(60.0, course_deg=90.0 - late)
    )
    known = motion.direction_deg[np.isfinite(motion.direction_deg)]

    assert (np.abs(known) < 45.0).all()
    assert len(known) > 0.9 * len(motion.time_s)
