"""Squares of a picture, turned and scaled as a network wants to see them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backstride.motion.arrays import Floats

Picture = NDArray[np.uint8]
"""(height, width, channels) of 8 bits."""

Singles = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Square:
    """A square in a picture.

    Attributes
    ----------
    x_px, y_px : float
        Its middle.
    side_px : float
        Length of a side.
    angle_rad : float
        Turned clockwise as seen, so that what leans that way stands upright in it.
    """

    x_px: float
    y_px: float
    side_px: float
    angle_rad: float = 0.0

    def to_picture(self, inside: Floats) -> Floats:
        """Return where points (..., 2) of the square, 0 to 1 along a side, are in the picture."""
        u, v = inside[..., 0] - 0.5, inside[..., 1] - 0.5
        cos, sin = np.cos(self.angle_rad) * self.side_px, np.sin(self.angle_rad) * self.side_px
        return np.stack([self.x_px + cos * u - sin * v, self.y_px + sin * u + cos * v], axis=-1)

    def moved(self, by_px: Floats) -> "Square":
        """Return the same square somewhere else."""
        return Square(self.x_px + by_px[0], self.y_px + by_px[1], self.side_px, self.angle_rad)


def upright_square(middle: Floats, rim: Floats, widen: float) -> Square:
    """Return the square around a circle, turned so that the point on its rim is above the middle.

    Parameters
    ----------
    middle, rim : array (2,)
        In the picture.
    widen : float
        Side of the square over the diameter of the circle.
    """
    dx, dy = float(rim[0] - middle[0]), float(rim[1] - middle[1])
    angle = np.arctan2(dx, -dy)
    return Square(float(middle[0]), float(middle[1]), 2.0 * widen * np.hypot(dx, dy), float(angle))


def sample(picture: Picture, square: Square, size: int) -> Singles:
    """Return a square of a picture, bilinear, (size, size, 3) with values 0 to 255.

    Parameters
    ----------
    picture : array (h, w, 4)
        Contiguous; four channels, so that a pixel is one word to fetch. The last is dropped.
    square : Square
        What lies outside the picture repeats its border.
    size : int
        Pixels along a side of the result.
    """
    height, width = picture.shape[:2]
    words = picture.view(np.uint32).reshape(-1)
    inside = ((np.arange(size) + 0.5) / size - 0.5) * square.side_px
    cos, sin = np.cos(square.angle_rad), np.sin(square.angle_rad)
    x = _within((square.x_px - 0.5 + cos * inside[None, :] - sin * inside[:, None]), width)
    y = _within((square.y_px - 0.5 + sin * inside[None, :] + cos * inside[:, None]), height)
    left, top = x.astype(np.intp), y.astype(np.intp)
    right_share = (x - left).astype(np.float32)[..., None]
    low_share = (y - top).astype(np.float32)[..., None]
    place = top * width + left
    right, down = (left < width - 1).astype(np.intp), (top < height - 1) * width

    def at(places: NDArray[np.intp]) -> Singles:
        return words[places].view(np.uint8).reshape(size, size, 4)[..., :3].astype(np.float32)

    upper, lower = at(place), at(place + down)
    upper += (at(place + right) - upper) * right_share
    lower += (at(place + right + down) - lower) * right_share
    upper += (lower - upper) * low_share
    return upper


def _within(coordinate: Floats, length: int) -> Floats:
    return np.clip(coordinate, 0.0, length - 1.0)
