"""Key points of a person in a picture, as a pose estimator gives them."""

from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Floats

FACE = ("nose", "eye_left", "eye_right", "ear_left", "ear_right")
"""Key points of the head that tell front from back; the others are ``motion.LANDMARKS``."""


@dataclass(frozen=True)
class Keypoints:
    """One person over time in the picture of one camera.

    Attributes
    ----------
    name : str
        Which person, for people: ``"person 1"``.
    time_s : array (n,)
        Evenly spaced.
    names : tuple of str
        From ``motion.LANDMARKS`` and ``FACE``.
    points_px : array (k, n, 2)
        x to the right and y downward in the picture, in pixels; NaN where not seen.
    confidence : array (k, n)
        0 to 1, as the estimator gave it; 1 where it gives none.
    picture_px : (float, float) or None
        Width and height of the picture; None when the file does not say.
    camera_px : array (n, 2), optional
        By how much the still background has moved in the picture since the first frame, where a
        video was seen: a camera that pans. None when only key points are known.
    background_known : bool
        Whether a video was looked at, so that ``camera_px`` or a still camera is a fact.
    """

    name: str
    time_s: Floats
    names: tuple[str, ...]
    points_px: Floats
    confidence: Floats
    picture_px: tuple[float, float] | None = None
    camera_px: Floats | None = None
    background_known: bool = False

    def get(self, name: str) -> Floats:
        """Return a key point's path (n, 2), all NaN when there is none of that name."""
        if name not in self.names:
            return np.full((len(self.time_s), 2), np.nan)
        path: Floats = self.points_px[self.names.index(name)]
        return path
