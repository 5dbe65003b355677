"""What a session adds up to."""

import random

import pytest

from backstride.training.session import Session, Step
from backstride.training.session_dose import Dose, SpeedRange, dose_of
from backstride.training.session_text import parse_session
from tests.training.strategies import random_session


def _known_speed(step: Step) -> SpeedRange | None:
    return (1.5, 2.0) if step.direction == "backward" else (1.0, 1.0)


def test_first_steps_add_up() -> None:
    """Twelve half minutes backward; walking, jogging and rests apart."""
    session = parse_session(
        "First steps\n5min jog\n3x\n  4x\n    30s backward\n    90s walk\n  2min rest\n5min walk"
    )
    dose = dose_of(session, _known_speed)
    assert Dose(360, 360, 540, 720, steps=12) == dose.by_direction["backward"]
    assert Dose(1680, 1680, 1680, 1680, steps=14) == dose.by_direction["forward"]
    assert Dose(360, 360, steps=3) == dose.by_direction[None]
    assert Dose(2400, 2400, 2220, 2400, steps=29) == dose.total
    assert dose.total.time_is_whole
    assert dose.total.distance_is_whole


def test_metres_take_a_time_that_depends_on_the_speed() -> None:
    """The faster bound of the speed gives the shorter time."""
    dose = dose_of(parse_session("T\n6x 30m backward"), _known_speed).total
    assert Dose(90, 120, 180, 180, steps=6) == dose


def test_without_speeds_nothing_is_invented() -> None:
    """What cannot be known is told apart and added to nothing."""
    text = "T\n2x\n  1min run\n  100m walk\n  10 times jump\n  until ready rest\n  20s plank"
    dose = dose_of(parse_session(text)).total
    assert Dose(160, 160, 200, 200, 120, 200, 20, 10, 2) == dose
    assert not dose.time_is_whole
    assert not dose.distance_is_whole


def test_a_prescribed_speed_counts() -> None:
    """A step that says its speed needs no other source for it."""
    dose = dose_of(parse_session("T\n100s backward 1.5-2 m/s")).total
    assert Dose(100, 100, 150, 200, steps=1) == dose


def test_running_on_the_spot_covers_no_distance() -> None:
    """What stays in place is asked no speed."""
    dose = dose_of(parse_session("T\n1min run on the spot"), _known_speed).total
    assert Dose(60, 60, steps=1) == dose
    assert dose.distance_is_whole


@pytest.mark.parametrize("speeds", [(0.0, 1.0), (2.0, 1.0), (float("nan"), 1.0)])
def test_a_speed_that_cannot_be_is_refused(speeds: SpeedRange) -> None:
    """Zero, reversed and absent bounds are a fault of the caller."""
    with pytest.raises(ValueError, match="speed"):
        dose_of(parse_session("T\n1min run"), lambda step: speeds)


def test_the_dose_is_the_sum_over_the_unrolled_steps() -> None:
    """Repeats count as often as they are done."""
    rng = random.Random(3)  # noqa: S311 - not for secrets
    for _ in range(200):
        session = random_session(rng)
        unrolled = Session(session.title, session.steps())
        dose, expected = (dose_of(one, _known_speed) for one in (session, unrolled))
        assert expected.total.steps == dose.total.steps == len(session.steps())
        assert expected.total.time_high_s == pytest.approx(dose.total.time_high_s)
        assert expected.total.distance_low_m == pytest.approx(dose.total.distance_low_m)
        assert expected.total.open_steps == dose.total.open_steps
        assert set(expected.by_direction) == set(dose.by_direction)
