"""From one sensor to a motion and its measurement."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from backstride.errors import NothingToMeasureError
from backstride.inertial.waist import waist_motion
from backstride.inertial.waist.satellite import ground_track
from backstride.measure import measure
from backstride.motion import Source
from tests.inertial.waist.bounce import BACKWARD, bouncing, straight_track

SOURCE = Source("made", "made")


def test_backward_running_from_declared_wearing() -> None:
    """A declared axis and the bounce are enough for direction; speed stays unknown."""
    moment = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
    motion = waist_motion(bouncing(20.0, way=BACKWARD), SOURCE, started_at=moment)
    result = measure(motion)
    assert [(b.gait, b.direction) for b in result.bouts] == [("run", "backward")]
    assert result.by_direction["backward"].time_s == pytest.approx(20.0, abs=0.6)
    assert (motion.travel_basis, motion.facing_basis) == ("estimated", "declared")
    assert motion.speed_basis == "unknown"
    assert np.isnan(motion.speed_mps[motion.moving]).all()
    assert motion.started_at == moment
    assert (motion.rate_hz, motion.recorded_hz) == pytest.approx((50.0, 100.0))
    assert any("virtual sensors" in w for w in motion.source.warnings)


def test_acceleration_alone_is_enough() -> None:
    """Without a gyroscope steps, gait, step rate and direction are still told."""
    result = measure(waist_motion(bouncing(20.0, way=BACKWARD, gyroscope=False), SOURCE))
    assert [(b.gait, b.direction) for b in result.bouts] == [("run", "backward")]
    assert result.gait["backward"]["step_frequency_hz"].value == pytest.approx(2.8, abs=0.02)


@pytest.mark.parametrize("said_forward", [True, False])
def test_an_unknown_place_gives_steps_and_nothing_about_facing(said_forward: bool) -> None:
    """Nobody said where it was worn, so no axis counts."""
    sensor = bouncing(20.0, site="unknown", said_forward=said_forward)
    motion = waist_motion(sensor, SOURCE)
    assert motion.facing_basis == "unknown"
    assert np.isnan(motion.facing_deg).all()
    assert set(measure(motion).by_direction) == {"unknown"}
    assert motion.footfalls is not None
    assert len(motion.footfalls) > 50


def test_unknown_wearing_keeps_travel_from_satellites() -> None:
    """Travel and speed are measured; facing is not, and never becomes forward."""
    sensor = bouncing(30.0, said_forward=False)
    motion = waist_motion(sensor, SOURCE, track=straight_track(30.0, course_deg=90.0))
    assert (motion.travel_basis, motion.facing_basis) == ("measured", "unknown")
    assert motion.travel_deg[500:1000] == pytest.approx(0.0, abs=1.0)
    assert motion.speed_mps[500:1000] == pytest.approx(3.0, abs=0.05)
    assert set(measure(motion).by_direction) == {"unknown"}


def test_satellites_give_the_speed_of_a_backward_run() -> None:
    """Bounce for direction and positions for distance go together."""
    sensor = bouncing(30.0, way=BACKWARD)
    result = measure(waist_motion(sensor, SOURCE, track=straight_track(30.0, course_deg=200.0)))
    assert result.by_direction["backward"].mean_speed_mps == pytest.approx(3.0, abs=0.05)
    assert result.motion.travel_basis == "measured"


def test_turning_round_while_running_on_is_a_transition() -> None:
    """Forward, half a turn in a second, backward: the second itself is a transition."""
    time = np.arange(3000) / 100.0
    facing = 180.0 * np.clip(time - 14.5, 0.0, 1.0)
    way = np.where(time < 15.0, 1.0, BACKWARD)
    result = measure(waist_motion(bouncing(30.0, way=way, facing_deg=facing), SOURCE))
    seconds = {d: total.time_s for d, total in result.by_direction.items()}
    assert seconds["forward"] == pytest.approx(14.5, abs=1.2)
    assert seconds["backward"] == pytest.approx(14.5, abs=1.2)
    assert seconds["transition"] < 3.0


def test_standing_is_still_and_not_unknown() -> None:
    """Between two runs a stop counts as standing."""
    run = bouncing(20.0).acceleration_mps2
    force = np.concatenate((run, np.tile([0.0, 0.0, 9.80665], (1500, 1)), run))
    sensor = replace(
        bouncing(20.0),
        time_s=np.arange(len(force)) / 100.0,
        acceleration_mps2=force,
        angular_velocity_dps=None,
    )
    result = measure(waist_motion(sensor, SOURCE))
    assert result.still_s == pytest.approx(15.0, abs=1.5)
    assert [b.direction for b in result.bouts] == ["forward", "forward"]


def test_gaps_are_neither_still_nor_moving() -> None:
    """Samples that are missing say nothing."""
    sensor = bouncing(30.0)
    force = sensor.acceleration_mps2.copy()
    force[1000:2000] = np.nan
    motion = waist_motion(replace(sensor, acceleration_mps2=force), SOURCE)
    assert motion.moving is not None
    assert not motion.moving[510:990].any()
    assert np.isnan(motion.speed_mps[510:990]).all()


def test_too_short_and_too_slow_recordings_say_what_to_do() -> None:
    """One sentence, with the remedy."""
    with pytest.raises(NothingToMeasureError, match="less than 2 s; walk or run for longer"):
        waist_motion(bouncing(1.5), SOURCE)
    with pytest.raises(NothingToMeasureError, match=r"10 samples a second.*record at 20 or more"):
        waist_motion(bouncing(20.0, rate_hz=10.0), SOURCE)


def test_a_sensor_that_saw_nothing_is_measured_as_nothing() -> None:
    """All samples missing: no steps, no headings, no crash."""
    sensor = bouncing(10.0)
    blank = replace(sensor, acceleration_mps2=np.full((1000, 3), np.nan))
    motion = waist_motion(blank, SOURCE)
    assert motion.facing_basis == "unknown"
    assert measure(motion).bouts == ()


def test_positions_without_course_or_speed_give_both() -> None:
    """A track of bare positions still says how fast and where to."""
    bare = straight_track(60.0, course_deg=0.0)
    nothing = np.full(60, np.nan)
    track = replace(bare, speed_mps=nothing, course_deg=nothing)
    ground = ground_track(track, np.arange(0.0, 59.0, 0.02))
    assert ground.speed_mps[200:-200] == pytest.approx(3.0, abs=0.01)
    assert ground.travel_deg[200:-200] == pytest.approx(90.0, abs=0.1)


def test_a_lost_fix_is_a_gap() -> None:
    """Between fixes more than five seconds apart nothing is known."""
    track = straight_track(60.0)
    lost = track.latitude_deg.copy()
    lost[20:40] = np.nan
    ground = ground_track(replace(track, latitude_deg=lost), np.arange(0.0, 59.0, 0.5))
    assert np.isnan(ground.speed_mps[42:76]).all()
    assert np.isfinite(ground.speed_mps[:38]).all()
