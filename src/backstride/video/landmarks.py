"""The key points of one person: the BlazePose landmark network and what its numbers mean."""

from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Floats
from backstride.video.crops import Picture, Singles, Square, sample, upright_square
from backstride.video.detector import WIDEN
from backstride.video.networks import HEAT_SIDE, LANDMARKER_SIDE, POINTS, Network, logistic

NAMES: dict[str, int] = {
    "nose": 0,
    "eye_left": 2,
    "eye_right": 5,
    "ear_left": 7,
    "ear_right": 8,
    **{
        f"{name}_{side}": first + offset
        for name, first in (
            ("shoulder", 11),
            ("elbow", 13),
            ("wrist", 15),
            ("hip", 23),
            ("knee", 25),
            ("ankle", 27),
            ("heel", 29),
            ("toe", 31),
        )
        for offset, side in enumerate(("left", "right"))
    },
}
"""Our name and the number of the point among the network's 33 (the rest are mouth and fingers)."""

BODY = (11, 12, 23, 24, 25, 26)
"""Shoulders, hips, knees: what tells whether two sets of points are one body."""

_MIDDLE, _RIM = 33, 34  # the network's own guess of where to look in the next picture
_HEAT_REACH = 3  # cells of the heat map on each side of a point, as in the published model
_HEAT_SURE = 0.5  # below this the heat map is not trusted; the published model's own setting


@dataclass(frozen=True)
class Seen:
    """One person in one picture.

    Attributes
    ----------
    points_px : array (33, 2)
        In the picture; may lie outside it.
    visibility : array (33,)
        0 to 1: in the picture and not hidden.
    presence : float
        0 to 1: whether a person is there at all.
    square : Square
        Where to look for the same person in the next picture.
    """

    points_px: Floats
    visibility: Floats
    presence: float
    square: Square

    @property
    def hips_px(self) -> Floats:
        """Middle of the hips (2,)."""
        middle: Floats = 0.5 * (self.points_px[23] + self.points_px[24])
        return middle


def look(network: Network, picture: Picture, square: Square) -> Seen:
    """Return the person in a square of a picture (h, w, 4)."""
    out = network.run(sample(picture, square, LANDMARKER_SIDE) / np.float32(255.0))
    numbers = out["points"].reshape(POINTS, 5)
    inside = sharpened(numbers[:, :2].astype(float) / LANDMARKER_SIDE, out["heat"])
    points = square.to_picture(inside)
    return Seen(
        points[:33],
        logistic(numbers[:33, 3]).astype(float),
        float(out["presence"][0]),
        upright_square(points[_MIDDLE], points[_RIM], WIDEN),
    )


def sharpened(points: Floats, heat: Singles) -> Floats:
    """Return points (39, 2), 0 to 1, moved to the heat around them where that is sure of itself.

    The mean place of the 7 x 7 cells around a point, weighted by their heat.
    """
    side = 2 * _HEAT_REACH + 1
    reach = np.arange(-_HEAT_REACH, _HEAT_REACH + 1)
    cell = np.floor(np.clip(points, -1.0, 2.0) * HEAT_SIDE).astype(np.intp)
    columns, rows = cell[:, 0, None] + reach, cell[:, 1, None] + reach
    in_columns = (columns >= 0) & (columns < HEAT_SIDE)
    in_rows = (rows >= 0) & (rows < HEAT_SIDE)
    which = np.arange(len(points))[:, None, None]
    values = heat[
        np.clip(rows, 0, HEAT_SIDE - 1)[:, :, None],
        np.clip(columns, 0, HEAT_SIDE - 1)[:, None, :],
        which,
    ]
    warm = np.where(in_rows[:, :, None] & in_columns[:, None, :], logistic(values), 0.0)
    total = warm.reshape(-1, side * side).sum(axis=1)
    sure = (warm.max(axis=(1, 2)) >= _HEAT_SURE) & np.all((cell >= 0) & (cell < HEAT_SIDE), axis=1)
    weight = np.maximum(total, 1e-9)
    mean = np.stack(
        [
            (warm.sum(axis=1) * columns).sum(axis=1) / weight,
            (warm.sum(axis=2) * rows).sum(axis=1) / weight,
        ],
        axis=1,
    )
    moved: Floats = np.where(sure[:, None], mean / HEAT_SIDE, points)
    return moved


def apart_by(one: Seen, other: Seen) -> float:
    """Return the mean distance of two bodies' points, as a share of the smaller one's square."""
    body = list(BODY)
    distance = np.linalg.norm(one.points_px[body] - other.points_px[body], axis=1)
    return float(np.mean(distance) / min(one.square.side_px, other.square.side_px))
