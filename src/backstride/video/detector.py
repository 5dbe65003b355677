"""Finding people in a picture: the BlazePose detector.

It proposes, for each of 2254 places (anchors), a box and four points, of which the first is the
middle of the hips and the second lies on a circle around the whole body, above the head. Layout and
scale are those of the published model: cells of 8, 16 and 32 pixels with 2, 2 and 6 anchors each,
values in pixels of its 224 x 224 picture relative to the middle of the anchor.
"""

from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Floats
from backstride.video.crops import Picture, Singles, Square, upright_square
from backstride.video.networks import DETECTOR_SIDE, Network, logistic

SURE = 0.5
"""Score from which a candidate is a person; the published model's own setting."""

SAME_BOX = 0.3
"""Overlap of boxes (intersection over union) that show one person; the published model's own."""

WIDEN = 1.25
"""Side of the square the landmark network looks at over the body's circle; the model's own."""

_CELLS = ((8, 2), (16, 2), (32, 6))  # pixels of a cell, anchors in it


def anchors() -> Floats:
    """Return the middles (2254, 2) of the anchors, in shares of the picture."""
    layers = []
    for pixels, count in _CELLS:
        cells = DETECTOR_SIDE // pixels
        middle = (np.arange(cells) + 0.5) / cells
        grid = np.stack(np.meshgrid(middle, middle), axis=-1).reshape(-1, 2)
        layers.append(np.repeat(grid, count, axis=0))
    return np.concatenate(layers)


@dataclass(frozen=True, slots=True)
class Found:
    """A person as the detector sees one: where to look closer, and how sure it is."""

    square: Square
    score: float


class Detector:
    """Finds people in pictures of any shape."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._anchors = anchors()

    def look(self, picture: Picture, to_picture: tuple[float, float, float]) -> list[Found]:
        """Return the people in a picture that fits into the network's own, surest first.

        Parameters
        ----------
        picture : array (h, w, 3)
            Not larger than 224 either way; the rest is left black.
        to_picture : (float, float, float)
            Left and top of this picture in the whole one, and pixels there per pixel here.
        """
        height, width = picture.shape[:2]
        left, top = (DETECTOR_SIDE - width) // 2, (DETECTOR_SIDE - height) // 2
        seen = np.full((DETECTOR_SIDE, DETECTOR_SIDE, 3), -1.0, dtype=np.float32)
        seen[top : top + height, left : left + width] = picture[..., :3] / np.float32(127.5) - 1.0
        found = self._network.run(seen)
        x, y, scale = to_picture
        shift = np.array([x - left * scale, y - top * scale])
        return [
            Found(
                upright_square(points[0] * scale + shift, points[1] * scale + shift, WIDEN), score
            )
            for points, score in decode(found["boxes"], found["scores"][:, 0], self._anchors)
        ]


def decode(boxes: Singles, scores: Singles, middles: Floats) -> list[tuple[Floats, float]]:
    """Return points (4, 2) in pixels of the network's picture and score of each person.

    Candidates whose boxes overlap show one person; their mean, weighted by score, is taken.
    """
    sure = logistic(scores)
    kept = np.flatnonzero(sure >= SURE)
    kept = kept[np.argsort(-sure[kept], kind="stable")]
    numbers = boxes[kept].astype(float).reshape(len(kept), 6, 2)
    numbers[:, [0, 2, 3, 4, 5]] += middles[kept, None, :] * DETECTOR_SIDE
    weights = sure[kept].astype(float)
    people = []
    while len(weights):
        same = _overlap(numbers[0], numbers) > SAME_BOX
        same[0] = True
        mean = np.average(numbers[same], axis=0, weights=weights[same])
        people.append((mean[2:], float(weights[0])))
        numbers, weights = numbers[~same], weights[~same]
    return people


def _overlap(one: Floats, others: Floats) -> Floats:
    """Return intersection over union of one box with others (n, 6, 2): middle, size, points."""
    low = np.maximum(one[0] - one[1] / 2, others[:, 0] - others[:, 1] / 2)
    high = np.minimum(one[0] + one[1] / 2, others[:, 0] + others[:, 1] / 2)
    common = np.prod(np.maximum(high - low, 0.0), axis=1)
    union = np.prod(one[1]) + np.prod(others[:, 1], axis=1) - common
    share: Floats = common / np.maximum(union, 1e-9)
    return share


def apart(found: list[Found], near: float) -> list[Found]:
    """Return the people of several looks, each once: the surest of those that share a place."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: -f.score):
        if not any(same_place(one.square, other.square, near) for other in kept):
            kept.append(one)
    return kept


def same_place(one: Square, other: Square, near: float) -> bool:
    """Return whether two squares show one body: middles within a share of the smaller side."""
    distance = np.hypot(one.x_px - other.x_px, one.y_px - other.y_px)
    return bool(distance < near * min(one.side_px, other.side_px))
