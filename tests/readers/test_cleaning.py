"""Impossible samples, uneven clocks, and which way is up."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.errors import DamagedFileError
from backstride.readers.axes import find_up, metres_from_leg, rotation_to_z_up
from backstride.readers.clean import remove_impossible
from backstride.readers.clock import even_clock
from backstride.readers.recording import Up

UPS: tuple[Up, ...] = ("x", "y", "z", "-x", "-y", "-z")


def test_a_ghost_that_jumps_away_and_back_is_removed() -> None:
    """Three samples two metres off are no movement."""
    time_s = np.arange(200) / 100
    points = np.zeros((2, 200, 3))
    points[:, :, 0] = 3 * time_s
    points[0, 50:53, 1] = 2.0

    cleaned = remove_impossible(points, time_s)

    assert np.isnan(cleaned[0, 50:53]).all()
    assert np.isfinite(cleaned).all(axis=2).sum() == 397


@given(speed=st.floats(0, 24))
def test_what_a_runner_can_do_stays(speed: float) -> None:
    """Even the swinging foot of a sprinter is kept."""
    time_s = np.arange(50) / 100
    points = np.zeros((1, 50, 3))
    points[0, :, 0] = speed * time_s

    np.testing.assert_array_equal(remove_impossible(points, time_s), points)


def test_a_gap_is_no_jump() -> None:
    """A marker that comes back elsewhere after a second has had the time."""
    time_s = np.arange(300) / 100
    points = np.zeros((1, 300, 3))
    points[0, :, 0] = 5 * time_s
    points[0, 100:200] = np.nan

    np.testing.assert_array_equal(remove_impossible(points, time_s), points)


def test_numbers_beyond_any_volume_are_removed() -> None:
    """Noise read as positions."""
    points = np.full((1, 20, 3), 1e30)

    assert np.isnan(remove_impossible(points, np.arange(20) / 100)).all()


@pytest.mark.parametrize("up", UPS)
def test_every_axis_is_turned_up_and_nothing_is_mirrored(up: Up) -> None:
    """The rotation takes the axis to z and keeps left and right."""
    rotation = rotation_to_z_up(up)
    axis = np.zeros(3)
    axis["xyz".index(up[-1])] = -1 if up.startswith("-") else 1

    assert rotation @ axis == pytest.approx([0, 0, 1])
    assert np.linalg.det(rotation) == pytest.approx(1)
    assert rotation @ rotation.T == pytest.approx(np.eye(3))


@pytest.mark.parametrize("up", UPS)
@pytest.mark.parametrize("expected", UPS)
def test_a_walker_stands_up_whatever_is_expected(up: Up, expected: Up) -> None:
    """Hips above feet, left to right level, way along the ground."""
    to_file = rotation_to_z_up(up)  # its transpose takes the world to the file
    n = 100
    hips = np.column_stack((np.linspace(0, 4, n), np.zeros(n), np.full(n, 0.9)))
    feet = hips - [0, 0, 0.8]
    across = np.tile([0.0, -0.2, 0.0], (n, 1))

    found, said = find_up(hips @ to_file, feet @ to_file, across @ to_file, expected, said=True)

    assert found == up
    assert (said is None) == (up == expected)


def test_a_crawler_keeps_the_axis_of_the_file() -> None:
    """Feet far behind hips low above the ground are no reason to turn the world."""
    n = 200
    hips = np.column_stack((np.linspace(0, -1.5, n), np.zeros(n), np.full(n, 0.4)))
    feet = hips + [0.75, 0, -0.3]
    across = np.tile([0.0, 0.2, 0.0], (n, 1))

    assert find_up(hips, feet, across, "z", said=False) == ("z", None)


def test_a_start_from_blocks_is_told_without_a_hint_of_the_file() -> None:
    """The body leans and travels along x; z carries it."""
    n = 200
    hips = np.column_stack((np.linspace(0, 2, n), np.zeros(n), np.linspace(0.45, 0.8, n)))
    feet = hips - [0.35, 0, 0.4]
    across = np.tile([0.0, -0.2, 0.0], (n, 1))

    assert find_up(hips, feet, across, "y", said=False)[0] == "z"


@pytest.mark.parametrize(
    ("leg", "metres"),
    [(82, 0.01), (45, 0.01), (0.82, 1), (820, 0.001), (32, 0.0254), (14.7, 0.0254 / 0.45)],
)
def test_units_of_a_skeleton_by_its_leg(leg: float, metres: float) -> None:
    """Centimetres where they fit, then metres, millimetres, inches, and the CMU library's own."""
    assert metres_from_leg(leg, joints=True)[0] == pytest.approx(metres)


def test_even_time_passes_and_holes_stay_empty() -> None:
    """Dropped frames become gaps, not straight lines."""
    time_s = np.delete(np.arange(100) / 50, np.s_[40:60])
    points = np.stack((time_s, time_s, time_s), axis=-1)[None]

    even, resampled, said = even_clock(time_s, points, Path("a.trc"))

    assert np.diff(even) == pytest.approx(np.full(99, 0.02))
    assert resampled[0, :, 0][[0, 39, 60, 99]] == pytest.approx(even[[0, 39, 60, 99]])
    assert np.isnan(resampled[0, 41:59]).all()
    assert len(said) == 1


@given(st.integers(0, 1000))
def test_resampling_keeps_a_straight_line(seed: int) -> None:
    """Whatever the steps, a body at constant speed stays on its line."""
    steps = np.random.default_rng(seed).uniform(0.01, 0.03, 60)
    time_s = np.cumsum(steps)
    points = np.stack([2 * time_s, 0 * time_s, 1 + time_s], axis=-1)[None]

    even, resampled, _ = even_clock(time_s, points, Path("a.trc"))

    seen = np.isfinite(resampled[0, :, 0])
    assert seen.mean() > 0.8
    assert resampled[0, seen, 0] == pytest.approx(2 * even[seen])


@pytest.mark.parametrize("stamp", [np.nan, 0.1, 1e9])
def test_stamps_that_make_no_clock_are_refused(stamp: float) -> None:
    """Missing, backward, or a thousand years ahead."""
    time_s = np.arange(50) / 50
    time_s[20 if stamp < 1e9 else -1] = stamp

    with pytest.raises(DamagedFileError):
        even_clock(time_s, np.zeros((1, 50, 3)), Path("a.trc"))
