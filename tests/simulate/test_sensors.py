"""A worn sensor obeys physics, whatever path it is carried along and however it is mounted."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstride.errors import NothingToMeasureError
from backstride.motion import Inertial, Placement
from backstride.motion.arrays import Floats
from backstride.readers import read
from backstride.simulate import Scenario, Segment, simulate
from backstride.simulate.person import G_MPS2
from backstride.simulate.rotations import matrices, quaternions, random_rotation, rotation_about
from backstride.simulate.scenario import Heading
from backstride.simulate.sensor_model import CONSUMER, SensorModel, mounted, with_compass
from backstride.simulate.sensors import IDEAL, inertial_from_pose, virtual_sensor

UP = np.array((0.0, 0.0, 1.0))
PATH_HZ = 120.0

seeds = st.integers(0, 2**31)
few = settings(max_examples=25, deadline=None)


def carried(
    time_s: Floats,
    position_m: Floats,
    rotation: Floats,
    model: SensorModel = IDEAL,
    rate_hz: float = 200.0,
    seed: int = 0,
) -> Inertial:
    """Return the sensor of a path."""
    return inertial_from_pose(
        time_s,
        position_m,
        rotation,
        rate_hz=rate_hz,
        model=model,
        name="test",
        placement=Placement(),
        rng=np.random.default_rng(seed),
    )


def winding_path(seconds: float = 6.0) -> tuple[Floats, Floats, Floats]:
    """Return times, positions and rotations of something that swings about on its way."""
    t = np.arange(0.0, seconds, 1.0 / PATH_HZ)
    position = np.column_stack((np.sin(2 * t) + t, 0.3 * np.cos(5 * t), 0.1 * np.sin(9 * t)))
    axis = np.array((1.0, 2.0, 3.0)) / np.sqrt(14.0)
    rotation = rotation_about(axis, 2.0 * np.sin(3.0 * t)) @ rotation_about(UP, 2.0 * t)
    return t, position, rotation


def at_rest(seconds: float = 2.0) -> tuple[Floats, Floats, Floats]:
    """Return a body that does not move."""
    t = np.arange(0.0, seconds, 1.0 / PATH_HZ)
    return t, np.zeros((len(t), 3)), np.tile(np.eye(3), (len(t), 1, 1))


def turning(sensor: Inertial) -> Floats:
    """Return the angular velocity of a sensor that has one."""
    assert sensor.angular_velocity_dps is not None
    return sensor.angular_velocity_dps


@few
@given(seed=seeds)
def test_at_rest_it_feels_gravity_away_from_the_ground(seed: int) -> None:
    """In any mounting: 9.80665 along the world's up in its own axes, and no turning."""
    mounting = random_rotation(np.random.default_rng(seed))
    sensor = carried(*at_rest(), model=mounted(IDEAL, mounting))

    assert sensor.acceleration_mps2 == pytest.approx(
        np.tile(G_MPS2 * mounting @ UP, (len(sensor), 1)), abs=1e-6
    )
    assert np.abs(turning(sensor)).max() < 1e-6


def test_integrating_it_gives_the_path_back() -> None:
    """Turning, then acceleration without gravity, then velocity: within 2 mm after six seconds."""
    time, position, rotation = winding_path()
    sensor = carried(time, position, rotation, rate_hz=1000.0)
    step = 1.0 / 1000.0
    turn, felt = np.radians(turning(sensor)), sensor.acceleration_mps2
    attitude = rotation[0]
    place, speed = position[0].copy(), np.array((3.0, 0.0, 0.9))
    for k in range(len(sensor) - 1):
        mean = 0.5 * (turn[k] + turn[k + 1])
        angle = float(np.linalg.norm(mean))
        after = attitude @ rotation_about(mean / angle, angle * step)
        pull = 0.5 * (attitude @ felt[k] + after @ felt[k + 1]) - G_MPS2 * UP
        place = place + speed * step + 0.5 * pull * step**2
        speed, attitude = speed + pull * step, after
    end = float(sensor.time_s[-1])
    truth = np.array((np.sin(2 * end) + end, 0.3 * np.cos(5 * end), 0.1 * np.sin(9 * end)))

    assert truth == pytest.approx(place, abs=0.002)


@few
@given(angle_deg=st.floats(-180.0, 180.0), east=st.floats(-1e3, 1e3), north=st.floats(-1e3, 1e3))
def test_turning_and_moving_the_world_changes_nothing(
    angle_deg: float, east: float, north: float
) -> None:
    """No sensor of force and turning knows north or where it is."""
    time, position, rotation = winding_path(1.0)
    turn = rotation_about(UP, np.radians(angle_deg))
    here = carried(time, position, rotation)
    there = carried(time, position @ turn.T + (east, north, 0.0), turn @ rotation)

    assert here.acceleration_mps2 == pytest.approx(there.acceleration_mps2, abs=1e-4)
    assert turning(here) == pytest.approx(turning(there), abs=1e-4)


def test_at_constant_velocity_it_feels_what_it_feels_at_rest() -> None:
    """A body that glides cannot be told from one that stands."""
    time, position, rotation = at_rest()
    gliding = carried(time, position + time[:, None] * (3.0, -2.0, 0.5), rotation)

    assert gliding.acceleration_mps2 == pytest.approx(
        carried(time, position, rotation).acceleration_mps2, abs=1e-6
    )


def test_free_fall_is_weightless() -> None:
    """Nothing is felt on a parabola under gravity."""
    time, position, rotation = at_rest(0.5)
    fall = carried(time, position - 0.5 * G_MPS2 * time[:, None] ** 2 * UP, rotation)

    assert np.abs(fall.acceleration_mps2).max() < 1e-6


@few
@given(seed=seeds)
def test_quaternions_are_the_rotations_they_come_from(seed: int) -> None:
    """There and back again, without jumps on the way."""
    rng = np.random.default_rng(seed)
    _, _, rotation = winding_path(1.0)
    turned = random_rotation(rng) @ rotation

    assert turned == pytest.approx(matrices(quaternions(turned)), abs=1e-12)
    assert np.abs(np.diff(quaternions(turned), axis=0)).max() < 0.1


def test_channels_clip_at_their_limits() -> None:
    """Each axis by itself, and the limits are told."""
    model = SensorModel(acceleration_limit_mps2=12.0, rate_limit_dps=100.0)
    sensor = carried(*winding_path(), model=model)

    assert np.abs(sensor.acceleration_mps2).max() == 12.0
    assert np.abs(turning(sensor)).max() == 100.0
    assert (sensor.acceleration_limit_mps2, sensor.angular_velocity_limit_dps) == (12.0, 100.0)
    assert carried(*winding_path()).acceleration_limit_mps2 is None


def shaken(strap_hz: float | None, at_hz: float) -> Inertial:
    """Return a sensor that is shaken to and fro along x."""
    time, position, rotation = at_rest(5.0)
    position[:, 0] = 0.004 * np.sin(2.0 * np.pi * at_hz * time)
    return carried(time, position, rotation, model=SensorModel(strap_hz=strap_hz))


def test_a_soft_mount_leaves_rest_alone() -> None:
    """A sensor in a loose belt still feels gravity, and only that, while nothing moves."""
    still = carried(*at_rest(), model=SensorModel(strap_hz=4.0))

    assert still.acceleration_mps2 == pytest.approx(carried(*at_rest()).acceleration_mps2, abs=1e-9)


def test_a_soft_mount_resonates_and_a_stiff_one_follows() -> None:
    """More than the body's own shaking near its own frequency, less far above, equal far below."""

    def felt(strap_hz: float | None) -> float:
        return float(shaken(strap_hz, 10.0).acceleration_mps2[400:, 0].std())

    rigid = felt(None)

    assert felt(10.0) > 1.5 * rigid
    assert felt(3.0) < 0.5 * rigid
    assert felt(80.0) == pytest.approx(rigid, rel=0.05)


def test_a_soft_mount_tilts() -> None:
    """A shift across its arm turns the sensor, which its gyroscope feels."""
    assert np.abs(turning(shaken(10.0, 10.0))).max() > 20.0
    assert np.abs(turning(shaken(None, 10.0))).max() < 1e-6


def test_noise_has_the_density_asked_for() -> None:
    """White over half the sample rate, so that more of it is in faster samples."""
    model = SensorModel(acceleration_noise_mps2_per_rthz=0.01, rate_noise_dps_per_rthz=0.05)
    for rate_hz in (100.0, 400.0):
        sensor = carried(*at_rest(20.0), model=model, rate_hz=rate_hz)
        root = np.sqrt(0.5 * rate_hz)

        assert 0.01 * root == pytest.approx(sensor.acceleration_mps2.std(axis=0), rel=0.1)
        assert 0.05 * root == pytest.approx(turning(sensor).std(axis=0), rel=0.1)


def test_offsets_differ_between_sensors_and_drift_within_one() -> None:
    """Drawn once per sensor; the gyroscope's walks on."""
    model = SensorModel(rate_bias_dps=1.0, rate_drift_dps_per_rts=0.1)
    first, second = (turning(carried(*at_rest(60.0), model=model, seed=s)) for s in (1, 2))

    assert np.abs(first[0] - second[0]).max() > 0.1
    assert 0.1 < np.abs(first[-1] - first[0]).max() < 3.0


def test_gaps_have_the_share_asked_for_and_never_come_first() -> None:
    """In both signals at once."""
    sensor = carried(*at_rest(60.0), model=SensorModel(gap_share=0.1))
    lost = np.isnan(sensor.acceleration_mps2[:, 0])

    assert 0.1 == pytest.approx(lost.mean(), rel=0.3)
    assert (lost == np.isnan(turning(sensor)[:, 2])).all()
    assert not lost[0]


def test_samples_are_evenly_stamped_whatever_the_jitter() -> None:
    """Jitter moves what is felt, not what is said."""
    sensor = carried(*winding_path(), model=SensorModel(jitter_s=0.002))

    assert np.diff(sensor.time_s) == pytest.approx(0.005)
    assert np.abs(sensor.acceleration_mps2 - carried(*winding_path()).acceleration_mps2).max() > 0.1


def test_a_compass_points_north() -> None:
    """The level part of the field lies along the world's y, in the sensor's axes."""
    time, position, rotation = at_rest()
    east = rotation_about(UP, -0.5 * np.pi) @ rotation  # a body that faces south
    sensor = carried(time, position, east, model=with_compass(IDEAL))

    assert sensor.magnetic_field is not None
    assert [-1.0, 0.0] == pytest.approx(sensor.magnetic_field[0, :2] / 20.0, abs=1e-9)
    assert carried(*at_rest()).magnetic_field is None


def test_the_same_seed_gives_the_same_samples() -> None:
    """To the last bit."""
    first, again = (carried(*winding_path(), model=CONSUMER, seed=3) for _ in range(2))

    assert np.array_equal(first.acceleration_mps2, again.acceleration_mps2)
    assert np.array_equal(turning(first), turning(again))


def test_a_path_with_a_gap_is_a_recording_with_a_gap() -> None:
    """What is not known of the path is not known of the sensor, and a mere blink gives nothing."""
    time, position, rotation = winding_path()
    position[300:400] = np.nan
    sensor = carried(time, position, rotation)
    known = np.isfinite(sensor.acceleration_mps2[:, 0])

    assert (~known).sum() == pytest.approx(100 * 200.0 / PATH_HZ, abs=3)
    position[5:] = np.nan
    with pytest.raises(NothingToMeasureError, match="test is nowhere known"):
        carried(time, position, rotation)


@pytest.mark.parametrize(("direction", "sign"), [("forward", 1.0), ("backward", -1.0)])
def test_setting_off_is_felt_along_the_axis_that_faces_forward(
    direction: Heading, sign: float
) -> None:
    """The declared axis points where the wearer faces, in any mounting."""
    segments = (
        Segment("stand", duration_s=2.0),
        Segment("run", direction, 2.5, duration_s=6.0),
    )
    motion, _ = simulate(Scenario("start", segments))
    mounting = random_rotation(np.random.default_rng(4))
    sensor = virtual_sensor(motion, "waist", model=mounted(IDEAL, mounting))
    axis = sensor.placement.forward_axis
    assert axis is not None
    setting_off = (sensor.time_s > 2.0) & (sensor.time_s < 3.25)
    level = sensor.acceleration_mps2[sensor.time_s < 1.5].mean(axis=0)
    ahead = (sensor.acceleration_mps2[setting_off] - level) @ np.array(axis)

    assert 2.0 * sign == pytest.approx(ahead.mean(), abs=1.0)


def test_a_motion_without_a_body_carries_nothing() -> None:
    """One sentence says what is needed."""
    motion, _ = simulate(Scenario("short", (Segment("walk", "forward", 1.2, duration_s=2.0),)))

    with pytest.raises(NothingToMeasureError, match="motion-capture file"):
        virtual_sensor(replace(motion, skeleton=None), "foot")


@pytest.mark.parametrize("name", ["Female1_Run_back", "Male2_Run_back", "Male2_Walk"])
def test_motion_capture_carries_sensors(data_dir: Path, name: str) -> None:
    """On real markers the mean pull is gravity, upward in the waist's axes, and feet swing most."""
    motion = read(data_dir / "mocap" / "accad" / "c3d" / f"{name}.c3d")
    waist, foot = (virtual_sensor(motion, site) for site in ("waist", "foot"))
    mean = np.nanmean(waist.acceleration_mps2, axis=0)
    pitching = np.nanstd(turning(foot), axis=0)

    assert [0.0, 0.0, G_MPS2] == pytest.approx(mean, abs=1.0)
    assert pitching[1] > max(pitching[0], pitching[2])
    assert np.nanstd(turning(waist)) < 0.5 * np.nanstd(turning(foot))
    assert np.isnan(foot.acceleration_mps2[:5]).all()
