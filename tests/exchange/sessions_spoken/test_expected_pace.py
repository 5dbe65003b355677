"""Sessions by distance, repetition or without an end get a track at the expected pace."""

import pytest

from backstride.exchange.sessions.expected_pace import expected_pace
from backstride.exchange.sessions.spoken import session_track
from backstride.training import parse_session
from backstride.training.templates import templates


def test_every_step_by_distance_has_a_slot_that_the_slowest_can_finish() -> None:
    """The slot of a distance is at least as long as the slowest expected speed needs."""
    session = parse_session("Sprints\n3x\n  20m backward hard\n  60s rest\n")
    step = session.steps()[0]

    speed = expected_pace(session).speed(step)

    assert speed is not None
    assert 0 < speed.low < speed.value < speed.high
    assert speed.sources


@pytest.mark.parametrize("name", ["sprint-youth", "change-of-direction"])
def test_templates_without_a_clock_can_be_spoken(name: str) -> None:
    """None is refused for want of a speed, and the track says that its times are estimates."""
    session = templates()[name].rungs[0].session

    track = session_track(session, pace=expected_pace(session))

    assert track.end_s > track.start_s
    assert track.notes
