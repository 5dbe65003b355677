"""From a watch's records to a motion: bridges, gaps, places, and directions that were said."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.errors import NothingToMeasureError
from backstride.measure import measure
from backstride.motion import Motion, Source, Track
from backstride.motion.arrays import Floats
from backstride.motion.channels import Lap
from backstride.readers.activity import Activity
from backstride.readers.activity_motion import motion_from_activity
from backstride.readers.activity_places import to_degrees, to_ground_m

HOME = (46.05, 14.5)
WORDS = st.sampled_from(["forward", "backward", "left", "right", ""])


def activity(
    time_s: Floats,
    *,
    speed_mps: Floats | None = None,
    ground_m: Floats | None = None,
    **more: object,
) -> Activity:
    """Return an activity with some of what a watch writes."""
    none = np.full(len(time_s), np.nan)
    latitude, longitude = (none, none) if ground_m is None else to_degrees(ground_m, HOME)
    speed = none if speed_mps is None else speed_mps
    track = Track(time_s, latitude, longitude, none, speed, none, none)
    return replace(Activity("FIT", track), **more)  # type: ignore[arg-type]


def moved(found: Activity) -> Motion:
    return motion_from_activity(found, Source("a.fit", "FIT"))


def straight(time_s: Floats, heading_deg: float, speed_mps: float = 3.0) -> Floats:
    """Return places (n, 2) of somebody who goes straight on."""
    angle = np.radians(heading_deg)
    gone_m = speed_mps * time_s
    return np.column_stack((gone_m * np.cos(angle), gone_m * np.sin(angle)))


def test_smart_recording_is_bridged_and_long_holes_are_not() -> None:
    """Half a minute between records is the watch's economy, two minutes are a gap."""
    time = np.array([0.0, 7, 15, 45, 165, 170])
    motion = moved(activity(time, speed_mps=np.array([2.0, 2, 2, 3, 3, 3])))

    assert len(motion) == 171
    assert 2.5 == motion.speed_mps[30]
    assert np.isnan(motion.speed_mps[46:165]).all()
    assert np.isfinite(motion.speed_mps[165:]).all()
    assert any("more than 60 s apart" in said for said in motion.source.warnings)


def test_nothing_is_bridged_over_a_pause() -> None:
    """However short it was; its ends are known."""
    time = np.arange(30.0)
    found = activity(time, speed_mps=np.full(30, 3.0), pauses_s=np.array([[10.0, 15.0]]))
    motion = moved(found)

    assert [11, 12, 13, 14] == np.flatnonzero(np.isnan(motion.speed_mps)).tolist()


def test_ten_records_a_second_become_one() -> None:
    """And the device's own rate is kept."""
    time = np.arange(600) / 10.0
    motion = moved(activity(time, speed_mps=np.full(600, 3.0)))

    assert 60 == len(motion)
    assert 10.0 == pytest.approx(motion.recorded_hz)


def test_of_two_records_at_one_time_the_later_holds() -> None:
    """Watches write a second one for a sensor, or correct themselves."""
    motion = moved(activity(np.array([0.0, 1, 1, 2]), speed_mps=np.array([1.0, 9, 2, 3])))

    assert [1.0, 2.0, 3.0] == motion.speed_mps.tolist()


@pytest.mark.parametrize("heading", [0.0, 90.0, 135.0, -60.0])
def test_places_become_metres_east_and_north(heading: float) -> None:
    """Speed and heading as gone; counter-clockwise from east."""
    time = np.arange(120.0)
    motion = moved(activity(time, ground_m=straight(time, heading)))

    assert motion.speed_mps[5:-5] == pytest.approx(3.0, rel=1e-3)
    assert motion.travel_deg[5:-5] == pytest.approx(heading, abs=0.1)
    assert "measured" == motion.travel_basis
    assert motion.origin_deg is not None


@given(st.floats(-85, 85), st.floats(-180, 180), st.floats(-5000, 5000), st.floats(-5000, 5000))
def test_metres_and_degrees_are_each_others_inverse(
    latitude: float, longitude: float, east: float, north: float
) -> None:
    """Around any place, over the date line too."""
    ground = np.array([[east, north]])
    there = to_degrees(ground, (latitude, longitude))

    assert ground == pytest.approx(to_ground_m(*there, (latitude, longitude)), abs=1e-3)
    assert -180 <= there[1][0] <= 180


def test_a_metre_is_a_metre() -> None:
    """One degree of latitude at 45° is 111,132 m, of longitude 78,847 m (WGS 84)."""
    north = to_ground_m(np.array([45.5]), np.array([0.0]), (45.0, 0.0))
    east = to_ground_m(np.array([45.0]), np.array([1.0]), (45.0, 0.0))

    assert 111_132 / 2 == pytest.approx(north[0, 1], rel=1e-4)
    assert 78_847 == pytest.approx(east[0, 0], rel=1e-4)


def test_without_grounds_the_direction_is_unknown() -> None:
    """Never forward by default; and the way out is said."""
    time = np.arange(60.0)
    motion = moved(activity(time, ground_m=straight(time, 10.0)))

    assert "unknown" == motion.facing_basis
    assert np.isnan(motion.facing_deg).all()
    assert {"unknown"} == set(measure(motion).by_direction)
    assert any("does not know where its wearer faces" in said for said in motion.source.warnings)


@given(st.lists(WORDS, min_size=12, max_size=12), st.floats(-180, 180), st.booleans())
def test_the_field_says_the_direction_of_every_second(
    words: list[str], heading: float, indoors: bool
) -> None:
    """Whatever the heading of travel, and on a treadmill, where it has none."""
    time = np.arange(240.0)
    said = np.repeat(np.array(words, dtype="<U10"), 20)
    places = None if indoors else straight(time, heading)
    found = activity(
        time,
        speed_mps=np.full(240, 3.0),
        ground_m=places,
        direction=said,
        direction_basis="estimated",
    )
    labels = measure(moved(found)).direction

    assert np.where(said == "", "unknown", said).tolist() == labels.tolist()


def test_a_transition_that_the_field_says_is_one() -> None:
    """Neither of the directions around it."""
    said = np.array(["forward"] * 10 + ["transition"] * 2 + ["backward"] * 10)
    found = activity(np.arange(22.0), speed_mps=np.full(22, 3.0), direction=said)

    assert said.tolist() == measure(moved(found)).direction.tolist()


def test_laps_declare_and_say_so() -> None:
    """The others stay unknown."""
    laps = (Lap(0, 30, "warm up"), Lap(30, 60, "backward", direction="backward"))
    time = np.arange(60.0)
    motion = moved(activity(time, speed_mps=np.full(60, 2.0), laps=laps))

    assert ("declared", "declared") == (motion.facing_basis, motion.travel_basis)
    assert {"unknown", "backward"} == set(measure(motion).by_direction)
    assert laps == motion.laps


def test_standing_in_a_declared_lap_is_standing() -> None:
    """Treadmill or not."""
    speed = np.where(np.arange(60) < 30, 2.0, 0.0)
    laps = (Lap(0, 60, "backward", direction="backward"),)
    result = measure(moved(activity(np.arange(60.0), speed_mps=speed, laps=laps)))

    assert 30 == result.by_direction["backward"].time_s
    assert 30 == result.still_s


def test_channels_keep_device_and_basis() -> None:
    """Power of a runner is a device's model."""
    found = activity(
        np.arange(9.0),
        speed_mps=np.full(9, 3.0),
        channels={"power_w": np.full(9, 200.0), "heart_rate_bpm": np.full(9, 150.0)},
        estimated=frozenset({"power_w"}),
        device="Pod",
        started_at=datetime(2024, 5, 1, tzinfo=UTC),
    )
    motion = moved(found)

    power = motion.channels["power_w"]
    assert ("estimated", "Pod") == (power.basis, power.device)
    assert "measured" == motion.channels["heart_rate_bpm"].basis
    assert found.started_at == motion.started_at


def test_less_than_three_seconds_are_refused() -> None:
    """A velocity needs a curve."""
    with pytest.raises(NothingToMeasureError, match="too short"):
        moved(activity(np.array([0.0, 0.4]), speed_mps=np.full(2, 3.0)))


def test_heart_rate_alone_is_refused() -> None:
    """It says nothing about movement."""
    found = activity(np.arange(9.0), channels={"heart_rate_bpm": np.full(9, 150.0)})

    with pytest.raises(NothingToMeasureError, match="neither speed nor distance nor position"):
        moved(found)


def test_directions_without_any_speed_are_kept() -> None:
    """As our own export of a waist sensor's measurement has them."""
    said = np.array(["forward"] * 10 + [""] * 3 + ["backward"] * 10)
    labels = measure(moved(activity(np.arange(23.0), direction=said))).direction

    assert "forward" == labels[5]
    assert "backward" == labels[20]
