"""Rests and the strides between them, as far as they do not contradict each other."""

from dataclasses import dataclass

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.inertial.foot import algebra
from backstride.inertial.foot.clipping import Repaired
from backstride.inertial.foot.flat import Lie, lie_of, tilted
from backstride.inertial.foot.gaps import Filled, jumps, lost_s
from backstride.inertial.foot.stance import Spans, Stances, candidates, spans_between, stance_cost
from backstride.inertial.foot.strapdown import Ways, goes_back, hangs, ways_between
from backstride.inertial.foot.swings import held_for_rests, unanchored, without_moving
from backstride.motion.arrays import Bools, Floats

RESTLESS_COST = 3.3
"""Log cost of a rest that may be none: some 250 degrees per second or 5 m/s². Rests of sprints cost
up to 1.6 (two people, VN-200), mid-swings 1 to 6."""

_ROUNDS = 4  # of leaving out swings held for rests; what is wrong then stays unknown

_FEWEST = 2  # rests, for one stride


@dataclass(frozen=True)
class Strides:
    """The m rests of a foot and what lies between them.

    Attributes
    ----------
    stances : Stances
    spans : Spans
    ways : Ways
        NaN where a stride contradicts itself.
    lie : Lie
    gone_s : array (m - 1,)
        Time without samples in each gap.
    tilted_share : float
        Share of what looked like rests at which the foot lay as it never does on the ground.
    """

    stances: Stances
    spans: Spans
    ways: Ways
    lie: Lie
    gone_s: Floats
    tilted_share: float

    @property
    def restless(self) -> Bools:
        """Rests (m,) during which the sensor moved so much that they may be none."""
        moving: Bools = self.stances.cost > RESTLESS_COST
        return moving


def find_strides(
    acceleration: Repaired, rate: Repaired, turned: Floats, filled: Filled, where: str
) -> Strides:
    """Return the rests of a foot and the strides between them.

    Whether swings were held for rests shows in the ways and in how the foot lay; then they are left
    out and the ways found again. What is wrong after some rounds stays unknown.

    Parameters
    ----------
    acceleration, rate : Repaired
        In the sensor's axes, m/s² and °/s.
    turned : array (4, n)
        Orientation by the gyroscope alone.
    filled : Filled
        Says where samples are missing.
    where : str
        Name of the recording, for errors.

    Raises
    ------
    NothingToMeasureError
        When the foot never rests, or never twice in the same way.
    """
    rate_hz, left_out = filled.rate_hz, 0
    force = algebra.rotate(turned, acceleration.values)
    found = candidates(stance_cost(acceleration.values, rate.values, rate_hz), rate_hz)
    found = found.keep(~filled.lost[found.middle])
    for _ in range(_ROUNDS):
        stances = without_moving(found, force, filled.blank, rate_hz)
        if len(stances) < _FEWEST:
            raise NothingToMeasureError(_NO_STRIDE.format(where=where))
        gone_s = lost_s(filled, stances)
        spans = spans_between(stances, gone_s > 0, rate_hz)
        ways = ways_between(acceleration, rate, turned, stances, spans, jumps(filled.rate_dps))
        hanging = hangs(ways, spans)
        lie = lie_of(ways.orientation, stances)
        leaning = tilted(lie, stances)
        left_out += int(leaning.sum())
        swing = held_for_rests(hanging) | leaning
        if not swing.any():
            break
        found = found.keep(~np.isin(found.middle, stances.middle[swing]))
    if lie.anyhow:
        raise NothingToMeasureError(_NEVER_ALIKE.format(where=where))
    ways.vector_m[:, hanging | leaning[:-1] | leaning[1:] | goes_back(ways, spans)] = np.nan
    told = Strides(stances, spans, ways, lie, gone_s, left_out / (len(stances) + left_out))
    ways.vector_m[:, unanchored(np.isfinite(ways.vector_m[0]), told.restless)] = np.nan
    return told


_NO_STRIDE = (
    "{where}: a foot with a sensor made no stride; record some steps, with the sensor fixed firmly "
    "to the shoe."
)

_NEVER_ALIKE = (
    "{where}: the foot with a sensor never came to rest twice in the same way, so the sensor was "
    "loose or not on a shoe; fix it firmly to the shoe."
)
