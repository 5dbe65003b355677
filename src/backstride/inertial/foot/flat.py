"""Whether the foot lay flat at its rests: a foot in mid-swing points up or down.

A foot that carries the body lies on the ground, level but for its slope and for a raised heel. So
rests of one foot are alike in where up is, however the sensor sits; and what looks like a rest to a
sensor that shakes on its strap, but is tilted, is none.
"""

from dataclasses import dataclass

import numpy as np

from backstride.inertial.foot import algebra
from backstride.inertial.foot.stance import Stances
from backstride.motion.arrays import Bools, Floats

FLAT_DEG = 25.0
"""Rests tilted further from the others are none. Real rests differ by up to 12° in walks, runs,
sprints, side steps and runs backward (419 rests of three people: VN-200, gaitmap); a slope of 15 %
up and down adds 8.5°, and the rest is for a heel that is raised higher."""

_QUIETEST = 0.2
"""Share of the rests that say where up is: if any are sure to be rests, those in which the sensor
moved least. Half of them may be none on a loose strap; a fifth is several in a minute."""

_AT_REST = -3.0
"""Log cost (``stance.stance_cost``) of a foot that does not move at all: whoever kneels or sits has
feet that are tilted and at rest."""

_MOST_TILTED_DEG = 15.0
"""Median tilt of the rests of a foot that are none: more than any one real rest."""

_SEVERAL = 6  # rests, of which half being tilted is no start or stop


@dataclass(frozen=True)
class Lie:
    """How a foot lies at its rests.

    Attributes
    ----------
    up : array (3,)
        Away from the ground while the foot is flat, in the sensor's axes.
    tilt_deg : array (m,)
        How far up is from there at each rest.
    """

    up: Floats
    tilt_deg: Floats

    @property
    def anyhow(self) -> bool:
        """Whether the rests have no direction in common; of a few nothing is said."""
        several = len(self.tilt_deg) >= _SEVERAL
        return several and float(np.median(self.tilt_deg)) > _MOST_TILTED_DEG


def lie_of(orientation: Floats, stances: Stances) -> Lie:
    """Return where up is: the median over the quietest rests.

    Parameters
    ----------
    orientation : array (4, n)
        From the sensor to a level frame.
    """
    w, x, y, z = orientation[:, stances.middle]
    above = np.stack((2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x**2 + y**2)))
    quiet = stances.cost <= np.quantile(stances.cost, _QUIETEST)
    up: Floats = algebra.unit(np.median(above[:, quiet], axis=1))
    return Lie(up, np.degrees(np.arccos(np.clip(up @ above, -1.0, 1.0))))


def tilted(lie: Lie, stances: Stances) -> Bools:
    """Return which rests (m,) are none, because the foot did not lie as in the others."""
    found: Bools = (lie.tilt_deg > FLAT_DEG) & (stances.cost > _AT_REST)
    return found
