"""A measurement once a second, whatever its own rate."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backstride.measure import Measurement
from backstride.motion import Motion
from backstride.motion.arrays import Bools, Floats, Ints


@dataclass(frozen=True)
class Seconds:
    """What is written of each second.

    Attributes
    ----------
    motion : Motion
    sample : array (k,) of int
        The sample of the motion nearest to each full second.
    direction : array (k,) of str
        ``"still"`` and ``"unseen"`` among them.
    distance_m : array (k,)
        Covered since the beginning.
    seen : array (k,) of bool
        Where the motion knows anything.
    """

    motion: Motion
    sample: Ints
    direction: NDArray[np.str_]
    distance_m: Floats
    seen: Bools

    def __len__(self) -> int:
        return len(self.sample)

    def of(self, values: Floats) -> Floats:
        """Return values of the motion's samples at each second."""
        return values[self.sample]


def each_second(measurement: Measurement) -> Seconds:
    """Return a measurement at each full second from its first sample on."""
    motion = measurement.motion
    time = motion.time_s - motion.time_s[0]
    full = np.arange(int(time[-1] + 1e-6) + 1.0)
    after = np.searchsorted(time, full).clip(0, len(time) - 1)
    before = (after - 1).clip(0)
    sample = np.where(full - time[before] < time[after] - full, before, after)
    step = 1.0 / motion.rate_hz if motion.rate_hz else 0.0
    gone = np.cumsum(np.nan_to_num(motion.speed_mps)) * step
    seen = np.isfinite(motion.speed_mps[sample])
    if motion.moving is not None:
        seen |= motion.moving[sample]
    return Seconds(motion, sample, measurement.direction[sample], gone[sample], seen)
