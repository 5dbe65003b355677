"""Random sessions can be run, and hold what their names say."""

import numpy as np
import pytest

from backstride.simulate import simulate
from backstride.simulate.course import plan_course
from backstride.simulate.sessions import backward_session, forward_session


@pytest.mark.parametrize("seed", range(8))
def test_a_backward_session_has_backward_running_in_it(seed: int) -> None:
    """Beside forward running, and about as long as asked."""
    _, truth = simulate(backward_session(seed, 2.0, hills=seed % 2 == 1))

    assert min(truth.by_direction[way].time_s for way in ("forward", "backward")) > 5.0
    assert 60.0 < truth.time_s[-1] < 125.0


def test_backward_sessions_go_every_way() -> None:
    """Some seconds of each direction over a few people."""
    seconds: dict[str, float] = {}
    for seed in range(8):
        for way, total in simulate(backward_session(seed, 2.0))[1].by_direction.items():
            seconds[way] = seconds.get(way, 0.0) + total.time_s

    assert seconds["backward"] > 100.0
    assert min(seconds["left"], seconds["right"]) > 5.0


@pytest.mark.parametrize("seed", range(8))
def test_a_forward_session_has_nothing_but_forward(seed: int) -> None:
    """No backward and no side step, so that whatever is found of them is false."""
    _, truth = simulate(forward_session(seed, 3.0, hills=seed % 2 == 1))

    assert set(truth.by_direction) == {"forward"}


def test_the_same_seed_gives_the_same_session() -> None:
    """And another one another."""
    assert backward_session(3) == backward_session(3)
    assert backward_session(3).segments != backward_session(4).segments


def test_a_session_may_last_an_hour() -> None:
    """Its course is as long as asked, and comes to rest."""
    course = plan_course(forward_session(1, 59.0))

    assert 3300.0 < course.duration_s <= 3600.0
    assert course.at(course.speed_mps, np.array([course.duration_s]))[0] < 1e-9
