"""Limits: joined, told in words, and what places they leave."""

from typing import Any

from hypothesis import given

from backstride.training.limits import Limits, limits_in_words, strictest
from tests.training.athlete_strategies import any_limits, unhurried


@unhurried
@given(any_limits(), any_limits())
def test_joined_limits_cover_both(one: Limits, other: Limits) -> None:
    """In any order, and joining again changes nothing."""
    joined = strictest([one, other])
    assert joined.covers(one)
    assert joined.covers(other)
    assert joined == strictest([other, joined, one])
    assert one.covers(Limits())


def test_limits_join_to_the_stricter_of_each() -> None:
    """And are told in words."""
    joined = strictest(
        [
            Limits(max_effort="easy", first_week_km=5),
            Limits(allowed="backward_walking", max_effort="hard", no_slopes=True, first_week_km=3),
        ]
    )
    wanted = Limits(allowed="backward_walking", max_effort="easy", no_slopes=True, first_week_km=3)
    assert wanted == joined
    assert joined.covers(Limits(first_week_km=4))
    assert not Limits(first_week_km=4).covers(joined)
    assert [
        "backward walking only",
        "effort at most easy",
        "no hills or inclines",
        "at most 3 km in the first week",
    ] == limits_in_words(joined)
    assert limits_in_words(Limits()) == []


def test_places_that_limits_leave() -> None:
    """Support means a harness or a spotter; no slopes means no hill."""
    places: tuple[Any, ...] = ("hill", "grass", "treadmill", "treadmill_harness")
    support = Limits(needs_support=True, no_slopes=True)
    assert support.usable_places(places, "no") == ("treadmill_harness",)
    assert support.usable_places(places, "sometimes") == places[1:]
    assert Limits().usable_places(places, "no") == places
