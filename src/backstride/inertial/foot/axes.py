"""How the sensor sits on the shoe: which of its directions points up, and which to the toes."""

from dataclasses import dataclass

import numpy as np

from backstride.inertial.foot import algebra
from backstride.inertial.foot.stance import Spans
from backstride.motion.arrays import Floats

HEEL_HIGH_DEG = 60.0
"""A foot tilted this far from flat hangs from a raised heel. In the same stride toes rise to 41° in
walking and 51° in running, with the heel 13° or more higher; in side steps a foot tilts to 59°,
heel and outer edge together, rarely to 66° (VN-200, two people; ACCAD motion capture, two people).
Forward walking reaches 58 to 89°, backward running 61 to 87°, backward walking 40 to 60°."""

_ALONG_COSINE = np.cos(np.radians(30.0))
"""Only strides along the raised end count, either way: those across it are side steps."""

_FEWEST = 3  # strides with the heel that high
_AGREEMENT = 0.8
"""Mean resultant length of the directions in which the heel was raised: a spread of about 40°, and
no more than one in ten the wrong way round."""

_LEVEL_COSINE = 0.5  # an axis steeper than 60° does not point along the ground


@dataclass(frozen=True)
class ShoeAxes:
    """Directions of the shoe in the sensor's axes.

    Attributes
    ----------
    up : array (3,)
        Away from the ground while the foot is flat.
    toes : array (3,)
        Level, to the toes; any level direction where they are not known.
    known : bool
    declared : bool
        Whether somebody said where the toes are.
    said : str
        A sentence for a person when the toes are not known, else empty.
    """

    up: Floats
    toes: Floats
    known: bool
    declared: bool
    said: str = ""


def shoe_axes(
    up: Floats,
    orientation: Floats,
    vector_m: Floats,
    spans: Spans,
    declared: tuple[float, float, float] | None,
) -> ShoeAxes:
    """Return the axes of the shoe.

    Up is where specific force points while the foot stands. Where the toes are is declared, or
    follows from anatomy that holds forward, backward and sideways alike: a foot in the air hangs
    from its heel, for the knee lifts the heel, and the shank stops the toes from rising as far. Of
    every stride the moment of the greatest tilt is taken; if that is beyond what rolling or rising
    toes can do, the raised end is the heel. Whether travel is to the toes or to the heel plays no
    part.

    Parameters
    ----------
    up : array (3,)
    orientation : array (4, n)
        To a level frame.
    vector_m : array (3, k)
        Strides in that frame.
    spans : Spans
        Strides, from stance to stance.
    declared : unit vector in the sensor's axes that points to the toes, if somebody said so
    """
    named = _level_part(declared, up)
    if named is not None:
        return ShoeAxes(up, named, known=True, declared=True)
    heels = raised_ends(up, orientation, vector_m, spans)
    middle = heels.mean(axis=1) if heels.shape[1] else np.zeros(3)
    length = float(np.linalg.norm(middle))
    if heels.shape[1] >= _FEWEST and length >= _AGREEMENT:
        return ShoeAxes(up, -middle / length, known=True, declared=False)
    across = np.cross(up, np.eye(3)[int(np.argmin(np.abs(up)))])
    return ShoeAxes(up, across / np.linalg.norm(across), known=False, declared=False, said=_UNKNOWN)


_UNKNOWN = (
    "It could not be told which side of the foot sensor points to the toes, because the heel was "
    "hardly ever raised high; facing is unknown. Say which axis of the sensor points to the toes, "
    "for example --placement foot_left:+x, or walk a dozen brisk steps or run in the recording."
)


def _level_part(axis: tuple[float, float, float] | None, up: Floats) -> Floats | None:
    if axis is None:
        return None
    vector = np.asarray(axis, float) / max(float(np.linalg.norm(axis)), 1e-9)
    level = vector - (vector @ up) * up
    length = float(np.linalg.norm(level))
    return level / length if length >= _LEVEL_COSINE else None


def raised_ends(up: Floats, orientation: Floats, vector_m: Floats, spans: Spans) -> Floats:
    """Return the level direction (3, k) of the raised end, of strides with a tilt that is a heel's.

    Unit vectors in the sensor's axes, at the moment of each stride's greatest tilt.
    """
    w, x, y, z = orientation
    above = np.stack((2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x**2 + y**2)))
    cosine = up @ above
    least = np.minimum.reduceat(cosine, np.stack((spans.start, spans.end), axis=1).ravel())[::2]
    high = np.flatnonzero(spans.joined & (least < np.cos(np.radians(HEEL_HIGH_DEG))))
    if not len(high):
        return np.zeros((3, 0))
    first, last = spans.start[high], spans.end[high]
    at = np.array([a + np.argmin(cosine[a : b + 1]) for a, b in zip(first, last, strict=True)])
    raised = above[:, at] - up[:, None] * cosine[at]
    raised = algebra.unit(raised)
    pointing = algebra.rotate(orientation[:, first], raised)[:2]
    way = vector_m[:2, high]
    along = np.abs((pointing * way).sum(axis=0)) >= _ALONG_COSINE * algebra.norm(way)
    return raised[:, along]
