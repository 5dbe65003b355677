"""Two recordings of one direction: what is in both, and what is more than error."""

from typing import Any

import pytest

from backstride.exchange.side_by_side import same_speed, side_by_side


def estimate(value: float, half: float, unit: str = "s") -> dict[str, Any]:
    """Return an estimate as the contract has it."""
    low, high = value - half, value + half
    return {
        "value": value,
        "low": low,
        "high": high,
        "unit": unit,
        "basis": "measured",
        "sources": [],
    }


def contract(speed: float | None, contact: float, half: float = 0.01, **others: Any) -> Any:
    """Return what is compared of a contract, backward."""
    total = {"time_s": 20.0, "distance_m": 40.0, "mean_speed_mps": speed, "peak_speed_mps": speed}
    return {
        "by_direction": {"backward": total, **others},
        "gait": {"backward": {"contact_time_s": estimate(contact, half)}},
        "load": None,
    }


@pytest.mark.parametrize(("contact", "apart"), [(0.26, True), (0.231, False)])
def test_a_difference_counts_where_intervals_lie_apart(contact: float, apart: bool) -> None:
    """Touching intervals are no difference."""
    [found] = side_by_side(contract(2.0, 0.23), contract(2.1, contact))
    lines = {one.quantity: one for one in found.lines}
    assert apart is lines["contact_time_s"].apart
    assert lines["mean_speed_mps"].apart is None


def test_what_one_did_not_measure_is_left_out() -> None:
    """No speed, no line; a direction of an instant or of one recording alone, no table."""
    instant = {"time_s": 0.4, "distance_m": 1.0, "mean_speed_mps": 2.0, "peak_speed_mps": 2.0}
    one = contract(None, 0.23, forward=instant, left=dict(instant, time_s=9.0))
    [found] = side_by_side(one, contract(2.0, 0.23, forward=instant))
    assert "backward" == found.direction
    assert "mean_speed_mps" not in {one.quantity for one in found.lines}
    assert found.same_speed is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(2.0, 2.1, True), (2.0, 2.5, False), (None, 2.0, None), (2.5, 2.0, False)],
)
def test_speeds_are_the_same_within_a_tenth(
    one: float | None, other: float | None, same: bool | None
) -> None:
    """In either order, and not known where one is not."""
    assert same is same_speed(one, other)
