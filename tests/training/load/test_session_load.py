"""What one session costs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.errors import SettingsError
from backstride.estimate import Estimate
from backstride.training import LogEntry, MeasuredDose
from backstride.training.load import SessionLoad, load_of_entry, session_rpe_load

_DAY = date(2024, 5, 6)


def test_session_load_is_rating_times_minutes() -> None:
    """L9: 7 of 10 for 60 minutes is 420, declared by the person."""
    load = session_rpe_load(7, 60)
    assert load is not None
    assert (420, "AU", "declared") == (load.value, load.unit, load.basis)
    assert load.sources[:2] == ("L9", "L10")


def test_the_interval_is_how_far_ratings_of_one_session_differ() -> None:
    """A coefficient of variation of 31.9 % (L10): two thirds more, or two fifths less."""
    load = session_rpe_load(5, 60)
    assert load is not None
    assert (180, 500) == pytest.approx((load.low, load.high), rel=0.01)


def test_without_a_rating_there_is_no_load() -> None:
    """Not rated is not known; rated 0 is a load of 0."""
    assert session_rpe_load(None, 60) is None
    rest = session_rpe_load(0, 60)
    assert rest is not None
    assert (0, 0, 0) == (rest.value, rest.low, rest.high)


@given(st.floats(0, 10), st.floats(0, 700))
def test_twice_the_minutes_are_twice_the_load(rpe: float, minutes: float) -> None:
    """All three numbers scale with time."""
    once, twice = session_rpe_load(rpe, minutes), session_rpe_load(rpe, 2 * minutes)
    assert once is not None
    assert twice is not None
    doubled = [2 * x for x in (once.value, once.low, once.high)]
    assert doubled == pytest.approx([twice.value, twice.low, twice.high])


@pytest.mark.parametrize(("rpe", "minutes"), [(11, 60), (-1, 60), (5, -1), (5, float("nan"))])
def test_what_cannot_be_true_is_refused(rpe: float, minutes: float) -> None:
    """One sentence names the field."""
    with pytest.raises(SettingsError, match=r"(rpe|minutes) is"):
        session_rpe_load(rpe, minutes)


def test_a_log_entry_becomes_a_session_load() -> None:
    """Rating and distance are taken from it; what it does not hold stays unknown."""
    entry = LogEntry(
        day=_DAY, uid="a", rpe=4, measured=MeasuredDose(backward_s=300, backward_m=600)
    )
    load = load_of_entry(entry, 30)
    assert load.session_rpe is not None
    assert load.session_rpe.value == 120
    assert load.backward_m is not None
    assert (600, "m", ("X3",)) == (
        load.backward_m.value,
        load.backward_m.unit,
        load.backward_m.sources,
    )
    assert load.backward_m.low < 600 - 50
    assert (None, None, None) == (load.backward_steps, load.knee_impulse_bw_s, load.heart_rate)
    assert load.as_json()["knee_impulse_bw_s"] is None


def test_a_figure_in_another_unit_is_refused() -> None:
    """Kilometres are not taken for metres, and no load is below zero."""
    with pytest.raises(SettingsError, match="backward_m is 1 km"):
        SessionLoad(day=_DAY, backward_m=Estimate(1, 1, 1, "km", "measured"))
    with pytest.raises(SettingsError, match="at least 0"):
        SessionLoad(day=_DAY, knee_impulse_bw_s=Estimate(1, -1, 2, "BW s", "estimated"))
