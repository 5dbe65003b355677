"""Left and right limbs that an estimator took for each other."""

from dataclasses import replace

import numpy as np
import pytest

from backstride.motion.arrays import Bools
from backstride.motion.skeleton import SIDES
from backstride.motion.smoothing import runs
from backstride.pose import Keypoints
from backstride.pose.sides import put_sides_right
from backstride.pose.size import height_px
from tests.pose.conftest import Scenes
from tests.pose.virtual_camera import LEG_POINTS, Filmed, disturb, film, side_camera

TAKES = ("Female1_Run_back", "Male2_Run", "Male2_Walk_back", "Male2_Run_turn_around")
LONGEST_DOUBT_S = 0.2  # legs that cross may be named wrongly this long, where they are one


def named_wrong(seen: Filmed, repaired: Keypoints, name: str) -> Bools:
    """Return where (n,) left and right of a landmark are exchanged though plainly apart."""
    true, found = (
        k.get(f"{name}_left") - k.get(f"{name}_right") for k in (seen.keypoints, repaired)
    )
    plain = np.linalg.norm(true, axis=1) > 0.05 * height_px(seen.keypoints)
    wrong: Bools = plain & (np.sum(true * found, axis=1) < 0)
    return wrong


def repair(keypoints: Keypoints) -> tuple[Keypoints, float]:
    return put_sides_right(keypoints, height_px(keypoints), 1.0 / float(keypoints.time_s[1]))


@pytest.mark.parametrize("name", TAKES)
def test_exchanged_legs_are_put_back(take: Scenes, name: str) -> None:
    """Bursts of one to eight frames, five views, noise to 5 px: no leg stays misnamed."""
    scene = take(name)
    for view in (0.0, 30.0, -60.0, 90.0, 180.0):
        seen = film(scene, side_camera(scene, view))
        for noise_px in (0.0, 2.0, 5.0):
            bad = disturb(seen.keypoints, noise_px=noise_px, swaps=0.1, dropouts=0.05, seed=7)

            repaired, share = repair(bad)

            assert share > 0
            for point in ("knee", "ankle"):
                assert named_wrong(seen, bad, point).any()
                lasts = np.diff(runs(named_wrong(seen, repaired, point))) / 60.0
                assert lasts.max(initial=0.0) <= LONGEST_DOUBT_S, (view, noise_px, point)


def test_half_a_second_under_the_wrong_name_is_put_back(take: Scenes) -> None:
    """A long exchange goes on as steadily as the truth; only its two ends give it away."""
    scene = take("Male2_Walk_back")
    seen = film(scene, side_camera(scene, 0.0))
    middle = len(seen.keypoints.time_s) // 2
    points = seen.keypoints.points_px.copy()
    for name in LEG_POINTS:
        a, b = (seen.keypoints.names.index(f"{name}_{side}") for side in SIDES)
        points[[a, b], middle : middle + 30] = points[[b, a], middle : middle + 30]

    repaired, share = repair(replace(seen.keypoints, points_px=points))

    assert share == pytest.approx(30 / len(seen.keypoints.time_s), abs=0.01)
    np.testing.assert_array_equal(repaired.points_px, seen.keypoints.points_px)


@pytest.mark.parametrize("name", TAKES)
def test_clean_points_stay_as_they_are(take: Scenes, name: str) -> None:
    """Nothing is exchanged where nothing was wrong."""
    scene = take(name)
    seen = film(scene, side_camera(scene, 0.0)).keypoints

    repaired, share = repair(seen)

    assert share == 0.0
    np.testing.assert_array_equal(repaired.points_px, seen.points_px)


def test_legs_named_against_hips_and_shoulders_are_put_right_from_ahead(take: Scenes) -> None:
    """Seen from ahead, a whole second of exchanged legs contradicts the shoulders."""
    scene = take("Female1_Walk")
    seen = film(scene, side_camera(scene, -90.0)).keypoints
    points = seen.points_px.copy()
    for name in LEG_POINTS:
        a, b = (seen.names.index(f"{name}_{side}") for side in SIDES)
        points[[a, b], :60] = points[[b, a], :60]

    repaired, share = repair(replace(seen, points_px=points))

    assert share == pytest.approx(60 / len(seen.time_s), abs=0.01)
    np.testing.assert_array_equal(repaired.points_px, seen.points_px)
