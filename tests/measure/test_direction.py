"""Direction of samples: sectors, hysteresis, standing and turns."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.measure.direction import direction_of_samples, segments
from backstride.measure.settings import DEFAULTS
from tests.motion.test_motion import gliding_body


def labels_in_order(facing: np.ndarray, travel: np.ndarray, speed: float = 2.0) -> list[str]:
    """Return the directions of a gliding body in order of time."""
    motion = gliding_body(facing, travel, speed)
    return [label for _, _, label in segments(direction_of_samples(motion, DEFAULTS))]


@given(
    turn=st.one_of(st.floats(-180, 180)).filter(
        lambda a: min(abs(abs(a) - 45), abs(abs(a) - 135)) > 1
    ),
    facing=st.floats(-180, 180),
)
def test_a_steady_angle_falls_in_its_sector(turn: float, facing: float) -> None:
    """Forward below 45°, backward above 135°, left and right between."""
    size = abs(turn)
    side = "left" if turn > 0 else "right"
    expected = "forward" if size < 45 else "backward" if size > 135 else side

    assert [expected] == labels_in_order(np.full(100, facing), np.full(100, facing + turn))


def test_wobbling_across_a_border_does_not_flicker() -> None:
    """A sway of a few degrees about 135° is one bout and not twenty."""
    n = 400
    wobble = 138 + 6 * np.sin(np.arange(n) / 8)

    assert ["backward"] == labels_in_order(np.zeros(n), wobble)


def test_a_real_change_is_placed_where_the_border_is_crossed() -> None:
    """Hysteresis decides whether a change counts and does not delay it."""
    n = 400
    travel = np.interp(np.arange(n), [0, 150, 250, 400], [0, 0, 90, 90])
    labels = direction_of_samples(gliding_body(np.zeros(n), travel, 2.0), DEFAULTS)

    first_left = int(np.flatnonzero(labels == "left")[0])

    assert 200 == pytest.approx(first_left, abs=4)


def test_turning_from_backward_to_forward_passes_a_transition() -> None:
    """The sideways moment of a quick turn is no side-stepping."""
    n = 400
    facing = np.interp(np.arange(n), [0, 175, 225, 400], [180, 180, 0, 0])

    assert ["backward", "transition", "forward"] == labels_in_order(facing, np.zeros(n))


def test_stepping_sideways_for_long_is_no_transition() -> None:
    """Between backward and forward running, two seconds sideways are two seconds sideways."""
    n = 600
    facing = np.interp(np.arange(n), [0, 180, 220, 380, 420, 600], [180, 180, 90, 90, 0, 0])

    assert ["backward", "right", "forward"] == labels_in_order(facing, np.zeros(n))


def test_a_body_that_stands_is_still() -> None:
    """Slow drift below 0.3 m/s is standing."""
    assert ["still"] == labels_in_order(np.zeros(200), np.zeros(200), speed=0.1)


def test_turning_the_body_round_swaps_forward_and_backward() -> None:
    """Facing the other way on the same path turns every label into its opposite."""
    rng = np.random.default_rng(1)
    n = 800
    facing = np.interp(np.arange(n), np.arange(0, n, 100), rng.uniform(-180, 180, 8))
    opposite = {"forward": "backward", "backward": "forward", "left": "right", "right": "left"}

    ahead = direction_of_samples(gliding_body(facing, np.zeros(n), 2.0), DEFAULTS)
    behind = direction_of_samples(gliding_body(facing + 180, np.zeros(n), 2.0), DEFAULTS)

    assert [opposite.get(str(label), str(label)) for label in ahead] == behind.tolist()
