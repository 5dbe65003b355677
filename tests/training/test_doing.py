"""How much of a session was done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.training.doing import StepDone, share_done

SECONDS = st.floats(0, 1e4)


def test_steps_weigh_as_long_as_they_were_planned() -> None:
    """A long step half done is more than a short one done."""
    done = [StepDone(0, 3, is_whole=True), StepDone(1, 30, is_whole=False)]
    assert share_done([20, 60, 20], done) == pytest.approx(0.5)


def test_a_step_in_parts_counts_once() -> None:
    """Interrupted, gone on with and done: never more than the whole."""
    parts = [StepDone(0, 40, is_whole=False), StepDone(0, 40, is_whole=True)]
    assert share_done([60, 60], parts) == pytest.approx(0.5)


@given(
    st.lists(SECONDS, max_size=8),
    st.lists(st.builds(StepDone, st.integers(-1, 9), SECONDS, st.booleans()), max_size=12),
)
def test_a_share_is_a_share(planned: list[float], done: list[StepDone]) -> None:
    """From nothing to all of it, whatever a phone says; in any order the same."""
    share = share_done(planned, done)
    assert 0 <= share <= 1
    assert share == pytest.approx(share_done(planned, done[::-1]))
