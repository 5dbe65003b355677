"""Segments and centre of mass."""

import numpy as np
import pytest

from backstride.measure.force import SEGMENTS, centre_of_mass
from backstride.measure.force.body import leg_length_m, limbs
from backstride.measure.force.segments import PAIRED_SEGMENTS
from backstride.motion import Skeleton
from backstride.motion.arrays import Floats


def standing(count: int = 5) -> dict[str, Floats]:
    """Return a person of 1.75 m who stands at the origin and faces +x."""
    points: dict[str, tuple[float, float, float]] = {
        "neck": (0.0, 0.0, 1.47),
        "head": (0.0, 0.0, 1.60),
    }
    for side, y in (("left", 1.0), ("right", -1.0)):
        points |= {
            f"shoulder_{side}": (0.0, 0.18 * y, 1.43),
            f"elbow_{side}": (0.0, 0.20 * y, 1.11),
            f"wrist_{side}": (0.0, 0.20 * y, 0.85),
            f"hip_{side}": (0.0, 0.09 * y, 0.92),
            f"knee_{side}": (0.0, 0.09 * y, 0.49),
            f"ankle_{side}": (0.0, 0.09 * y, 0.07),
            f"heel_{side}": (-0.07, 0.09 * y, 0.03),
            f"forefoot_{side}": (0.12, 0.09 * y, 0.03),
            f"toe_{side}": (0.19, 0.09 * y, 0.03),
        }
    return {name: np.tile(point, (count, 1)) for name, point in points.items()}


def test_segments_make_up_the_whole_body() -> None:
    """Masses of both sides and the middle add up to one."""
    total = sum(s.mass * (2 if n in PAIRED_SEGMENTS else 1) for n, s in SEGMENTS.items())

    assert 1.0 == pytest.approx(total, abs=2e-4)


def test_a_standing_body_has_its_mass_above_the_hips() -> None:
    """Textbooks put it at 55 to 58 % of standing height."""
    found = centre_of_mass(Skeleton(standing()))

    assert found is not None
    assert "trunk and arms" == found.upper_body
    assert 0.55 * 1.75 < found.position_m[0, 2] < 0.58 * 1.75
    assert 0.0 == pytest.approx(found.position_m[0, 1], abs=1e-9)


def test_without_arms_and_trunk_the_mass_stays_near() -> None:
    """What is not seen is carried by what is: the height hardly changes."""
    points = standing()
    whole = centre_of_mass(Skeleton(points))
    assert whole is not None
    no_arms = {n: p for n, p in points.items() if not n.startswith(("elbow", "wrist"))}
    legs = {n: p for n, p in no_arms.items() if not n.startswith(("neck", "head", "shoulder"))}

    for part, expected in ((no_arms, "trunk"), (legs, "assumed upright")):
        found = centre_of_mass(Skeleton(part))
        assert found is not None
        assert expected == found.upper_body
        assert whole.position_m[0, 2] == pytest.approx(found.position_m[0, 2], abs=0.05)


def test_a_body_with_one_leg_has_no_centre_of_mass() -> None:
    """Half of what moves would be missing."""
    points = {n: p for n, p in standing().items() if not n.endswith("_right")}

    assert centre_of_mass(Skeleton(points)) is None


def test_a_limb_that_is_mostly_hidden_is_not_used() -> None:
    """A wrist seen in a few frames would leave holes in the whole body's path."""
    points = standing(50)
    points["wrist_left"][:30] = np.nan

    found = limbs(Skeleton(points))

    assert "forearm_left" not in found
    assert "forearm_right" in found


def test_leg_length_is_thigh_and_shank() -> None:
    """0.43 and 0.42 m."""
    assert 0.85 == pytest.approx(leg_length_m(Skeleton(standing())))
