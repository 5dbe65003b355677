"""Intervals beside what recorded people show, and figures beside what was published."""

from pathlib import Path

import pytest

from backstride.evidence import ExpectedValue, ValidationCase
from backstride.validation.context import Context
from backstride.validation.published_pairs import near, verdict
from backstride.validation.two_skeletons import JOINTS, twice_ranged


@pytest.mark.parametrize(
    ("off", "expected"),
    [(0.05, "within"), (1.35 - 1.30, "within"), (0.0501, "outside"), (-0.05, "within")],
)
def test_the_border_of_a_spread_is_inside(off: float, expected: str) -> None:
    """Whatever binary fractions make of 1.35 less 1.30."""
    assert expected == near(off, 0.05, 1.35)


def test_what_has_no_spread_is_said_to_have_none() -> None:
    """A figure given alone is neither met nor missed: how far ours is off is said instead."""
    given = ExpectedValue(name="5 % uphill", value=8.0, unit="MET", tolerance=0.0)
    case = ValidationCase(
        id="V8", input="walking uphill", kind="exact", refs=("E11",), expected=(given,)
    )

    assert "5.3 % above; no spread was published" == verdict(case, given, 8.424)


def test_two_skeletons_differ_by_what_both_intervals_allow(data_dir: Path) -> None:
    """Ranges of 85 legs by our joints and the makers' own: inside in about 9 of 10."""
    found = twice_ranged(Context(data_dir))
    inside = {
        joint: [
            abs(t.markers_deg - t.makers_deg) <= 2**0.5 * (t.stated.high - t.stated.low) / 2
            for t in found
            if t.joint == joint
        ]
        for joint in JOINTS
    }

    for held in inside.values():
        assert len(held) > 60
        assert 0.85 <= sum(held) / len(held) <= 0.97
