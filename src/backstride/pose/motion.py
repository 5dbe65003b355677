"""From key points in a picture to a motion."""

import numpy as np

from backstride.errors import SettingsError
from backstride.motion import Motion, Source
from backstride.motion.headings import SLOWEST_WITH_HEADING_MPS, travel_from_position
from backstride.pose import said
from backstride.pose.body import Stand, skeleton_of
from backstride.pose.facing import LEAST_MARGIN
from backstride.pose.footfalls import find_footfalls
from backstride.pose.ground import find_ground
from backstride.pose.keypoints import Keypoints
from backstride.pose.place import (
    along_facing,
    place_of,
    steps_unseen,
)
from backstride.pose.seen import see

ASSUMED_HEIGHT_M = 1.70
"""Middle of the mean heights of young women and men, which lie between 1.49 and 1.83 m in 200
countries (NCD-RisC 2016, doi 10.7554/eLife.13410); used when nobody says how tall the person is."""

HEIGHT_ERROR, PROPORTION_ERROR = 0.06, 0.04
"""Standard errors of a scale, as shares: 10 cm of height among adults when it is assumed (7 cm
within a sex, 12 cm between them); and limbs longer or shorter than usual for their height, with key
points that are not quite on the joints, by judgement."""

GROUND_ERROR = 0.15
"""Further share where the ground moves: with a virtual camera that kept up with the two people of
the motion capture, speeds came out a tenth (from the side) to a quarter (at 60°) low."""

SHORTEST_M, TALLEST_M = 0.5, 2.5
"""Heights of people, with room to spare."""


def motion_from_keypoints(
    keypoints: Keypoints, source: Source, *, height_m: float | None = None
) -> Motion:
    """Return the motion of a person in a picture.

    The world frame is the picture's: x to its right, y into it, z up.

    Parameters
    ----------
    keypoints : Keypoints
        One person, from one camera held level.
    source : Source
    height_m : float, optional
        Standing height, which gives the scale; ``ASSUMED_HEIGHT_M`` without.

    Raises
    ------
    NothingToMeasureError
        When there are too few frames, or no trunk or legs in them.
    SettingsError
        When the height is none of a person.
    """
    if height_m is not None and not SHORTEST_M <= height_m <= TALLEST_M:
        raise SettingsError(
            f"{source.path}: a height of {height_m:g} m is none of a person; give it in metres, "
            f"{SHORTEST_M:g} to {TALLEST_M:g}."
        )
    tall = ASSUMED_HEIGHT_M if height_m is None else height_m
    seen = see(keypoints, source, tall)
    ground = find_ground(seen)
    place = place_of(seen, ground)
    speed, travel = travel_from_position(place, seen.rate_hz)
    unseen = steps_unseen(seen, ~(speed >= SLOWEST_WITH_HEADING_MPS))
    unseen |= ground.moves & ~along_facing(seen)
    # Without its travel a stretch has no direction, and none of its neighbours may lend it one.
    untold = unseen | (seen.margin < LEAST_MARGIN)
    facing = np.where(untold, np.nan, seen.facing_deg)
    share = _error_share(assumed=height_m is None, moving=bool(ground.moves.any()))
    speed, travel = (np.where(unseen, np.nan, values) for values in (speed, travel))
    stand = Stand(seen.hips_px, place, seen.facing_deg, seen.sight_deg)
    skeleton = skeleton_of(seen.steady, stand, seen.scale)
    return Motion(
        time_s=keypoints.time_s - keypoints.time_s[0],
        position_m=place,
        speed_mps=speed,
        travel_deg=travel,
        facing_deg=facing,
        travel_basis="measured" if np.isfinite(speed).any() else "unknown",
        facing_basis="measured" if np.isfinite(facing).any() else "unknown",
        source=source.with_warnings(
            *said.about_size(seen),
            *said.about_view(seen),
            *said.about_ground(seen, ground, unseen),
            *said.about_sides(seen),
            *said.about_scale(height_m, ASSUMED_HEIGHT_M, share),
        ),
        skeleton=skeleton if skeleton.positions_m else None,
        footfalls=find_footfalls(seen, ground, skeleton),
        moving=(unseen | (speed >= SLOWEST_WITH_HEADING_MPS)) if unseen.any() else None,
        speed_basis="estimated",
        speed_error_share=share,
    )


def _error_share(*, assumed: bool, moving: bool) -> float:
    """Return the standard error of distances, as a share of them."""
    parts = (PROPORTION_ERROR, HEIGHT_ERROR if assumed else 0.0, GROUND_ERROR if moving else 0.0)
    return float(np.linalg.norm(parts))
