"""What was seen of a person: trusted key points, their size, and which way they face."""

from dataclasses import dataclass, replace

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.motion import Source, wrap_deg
from backstride.motion.arrays import Floats
from backstride.pose.body import Scale, carried_on, middle_of, sight_deg
from backstride.pose.clean import steadied, sure_points, without_strays
from backstride.pose.cues import find_cues
from backstride.pose.facing import find_facing
from backstride.pose.keypoints import Keypoints
from backstride.pose.sides import put_sides_right
from backstride.pose.size import floor_below, height_px, steadied_by_floor, window_for
from backstride.pose.windows import filled

FOCAL_SHARE = 0.8
"""Distance of the picture from the lens as a share of its longer side, when a phone films: a main
camera of 26 to 28 mm (0.72 to 0.78 of 36 mm), cut a little for video. Only depth depends on it."""

_FEWEST_FRAMES = 5  # a sliding fit and the median of five frames need as many
_SLOWEST_HZ, _FASTEST_HZ = 8.0, 1000.0  # below, a running step falls between frames
_LEAST_SEEN = 0.05  # of the frames; a person seen in fewer is not followed


@dataclass(frozen=True)
class Seen:
    """One person as far as the picture shows them.

    Attributes
    ----------
    steady : Keypoints
        Trusted, sides put right, gaps bridged, jitter taken out.
    rate_hz : float
    hips_px : array (n, 2)
        Middle of the hips; NaN where the body was not seen.
    height_px : array (n,)
        How tall the person would stand in the picture.
    floor_px : array (n,)
        Where the floor is below the body, from the top of the picture; NaN without feet.
    camera_px : array (n, 2)
        How far the background is known to have moved, 0 where nothing is known of it.
    scale : Scale
    sight_deg : array (n,)
        The direction in which the body is seen, 0 straight ahead.
    local_deg : array (n,)
        Facing against the line of sight, 90 away from the camera; NaN where not seen or not known.
    margin : float
        How plainly that is so; see ``facing.LEAST_MARGIN``.
    swapped_share : float
        Share of the frames in which sides were exchanged.
    """

    steady: Keypoints
    rate_hz: float
    hips_px: Floats
    height_px: Floats
    floor_px: Floats
    camera_px: Floats
    scale: Scale
    sight_deg: Floats
    local_deg: Floats
    margin: float
    swapped_share: float

    @property
    def facing_deg(self) -> Floats:
        """Facing in space (n,): 0 to the picture's right, 90 into it."""
        return wrap_deg(self.local_deg - self.sight_deg)


def see(keypoints: Keypoints, source: Source, height_m: float) -> Seen:
    """Return what was seen of a person who is ``height_m`` tall.

    Raises
    ------
    NothingToMeasureError
        When there are too few frames, or no trunk or legs in them.
    """
    rate = _rate(keypoints, source)
    sure = sure_points(keypoints)
    height = height_px(sure)
    usable = np.isfinite(height).all() and float(np.min(height, initial=1.0)) > 0.0
    hips_seen = np.isfinite(_hips(sure)).all(axis=1) if usable else np.zeros(1)
    if not usable or hips_seen.mean() < _LEAST_SEEN:
        raise NothingToMeasureError(
            f"{source.path}: hips, shoulders and legs of {keypoints.name} are hardly ever seen, so "
            "there is no body to measure; film the whole body, and check the names of the points."
        )
    right, swapped = put_sides_right(sure, height, rate)
    clean = without_strays(right, height)
    steady = steadied(clean, rate)
    hips = _hips(steady)
    camera = _camera(steady)
    floor = floor_below(steady)
    scale = _scale(sure, height, height_m)
    window_s = window_for(sure, height, scale.focal_px * float(scale.metres_per_px.mean()))
    height = steadied_by_floor(height, floor - camera[:, 1], sure, window_s)
    scale = replace(scale, metres_per_px=height_m / height)
    sight = sight_deg(hips[:, 0], scale)
    # Towards the edges of the picture everything is drawn out across it.
    across = height / np.cos(np.radians(filled(sight)))
    facing = find_facing(find_cues(clean, across), rate)
    local = np.where(np.isfinite(sight), facing.local_deg, np.nan)
    return Seen(
        steady=steady,
        rate_hz=rate,
        hips_px=hips,
        height_px=height,
        floor_px=floor,
        camera_px=camera,
        scale=scale,
        sight_deg=sight,
        local_deg=local,
        margin=facing.margin,
        swapped_share=swapped,
    )


def _camera(keypoints: Keypoints) -> Floats:
    if keypoints.camera_px is None:
        return np.zeros((len(keypoints.time_s), 2))
    return np.nan_to_num(np.column_stack([filled(axis) for axis in keypoints.camera_px.T]))


def _scale(keypoints: Keypoints, height: Floats, height_m: float) -> Scale:
    """Return metres per pixel at the body, by its height, and what the lens is taken to be."""
    picture = keypoints.picture_px
    if picture is None:
        # Pixels count from the upper left: a picture is at least as large as its furthest point.
        furthest = np.nanmax(keypoints.points_px, axis=(0, 1))
        picture = float(furthest[0]), float(furthest[1])
    return Scale(height_m / height, FOCAL_SHARE * max(picture), picture[0] / 2, height_m)


def _hips(keypoints: Keypoints) -> Floats:
    return carried_on(middle_of(keypoints, "hip"), middle_of(keypoints, "shoulder"))


def _rate(keypoints: Keypoints, source: Source) -> float:
    count = len(keypoints.time_s)
    if count < _FEWEST_FRAMES:
        raise NothingToMeasureError(
            f"{source.path}: {count} frames are too few to measure; film at least two seconds."
        )
    rate = float(1.0 / np.median(np.diff(keypoints.time_s)))
    if not _SLOWEST_HZ <= rate <= _FASTEST_HZ:
        raise NothingToMeasureError(
            f"{source.path}: {rate:.3g} frames a second cannot show steps; film at 25 to 240."
        )
    return rate
