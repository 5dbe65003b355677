"""Knee load by published values alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.measure.knee import published_difference, published_peak
from backstride.measure.knee.published import SLOW_MPS
from backstride.measure.parts import Gait

gaits = st.sampled_from(["walk", "run"])


def test_jogging_gives_the_published_means() -> None:
    """3.4 body weights backward, 4.5 forward, each with room for nine people of ten."""
    backward, forward = (published_peak(d, "run", 2.8) for d in ("backward", "forward"))

    assert backward is not None
    assert forward is not None
    assert (3.4, 4.5) == (backward.value, forward.value)
    assert forward.low < backward.value
    assert forward.value < backward.high
    assert "estimated" == backward.basis
    assert "J1" in backward.sources


@given(gaits, st.floats(0.0, SLOW_MPS - 0.01))
def test_backward_is_never_lighter_when_slow(gait: Gait, speed: float) -> None:
    """The only study at a known slow speed found no difference: one figure both ways."""
    backward, forward = (published_peak(d, gait, speed) for d in ("backward", "forward"))

    assert backward == forward
    ratio = published_difference(gait, speed)
    assert ratio is not None
    assert ratio.low < 1.0 <= ratio.value < ratio.high


@given(st.floats(0.0, 8.0))
def test_a_walk_is_slow_at_any_speed(speed: float) -> None:
    """No study of walking found backward lighter."""
    assert published_peak("backward", "walk", speed) == published_peak("forward", "walk", speed)


@given(gaits, st.floats(0.0, 8.0))
def test_intervals_are_wide_and_above_zero(gait: Gait, speed: float) -> None:
    """At least three body weights wide; no step is without load."""
    for direction in ("backward", "forward"):
        found = published_peak(direction, gait, speed)
        assert found is not None
        assert 0 < found.low < found.value < found.high
        assert found.high - found.low > 3.0


def test_the_drop_at_jogging_speed_need_not_be_seen_in_everyone() -> None:
    """The ratio's interval reaches past no difference."""
    ratio = published_difference("run", 3.0)

    assert ratio is not None
    assert 0.76 == ratio.value
    assert ratio.high > 1.0


@pytest.mark.parametrize(
    ("direction", "gait", "speed"),
    [
        ("left", "run", 2.0),
        ("unknown", "run", 2.0),
        ("backward", "other", 2.0),
        ("backward", "run", float("nan")),
    ],
)
def test_nothing_is_said_where_no_study_speaks(direction: str, gait: str, speed: float) -> None:
    """Sideways, skipping and unknown speed have no figure."""
    assert published_peak(direction, gait, speed) is None  # type: ignore[arg-type]
