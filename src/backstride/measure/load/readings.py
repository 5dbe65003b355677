"""One reading per contact of each quantity, with its errors, before they become figures."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backstride.estimate import Basis, Estimate
from backstride.motion.arrays import Bools, Floats, Ints

_NORMAL_90 = 1.645  # standard errors to either side that hold 90 % of a normal spread


@dataclass(frozen=True)
class Readings:
    """A quantity over the contacts (k,).

    Attributes
    ----------
    value : array (k,)
        NaN where it is not known.
    shared : array (k,)
        Standard error that all contacts of this person share: the joints' places, the model.
    own : array (k,)
        Standard error of each contact by itself.
    common : array (k,)
        The part of ``shared`` that other recordings of this person have too: what a model gets
        wrong about a body is wrong in both directions.
    unit : str
    basis : Basis
    sources : tuple of str
        Findings that value or errors rest on.
    factors : bool
        Whether errors are mostly factors, as that of an area by which something is divided: then a
        figure may be as many times too small as too large.
    never_negative : bool
    """

    value: Floats
    shared: Floats
    own: Floats
    unit: str
    basis: Basis
    sources: tuple[str, ...]
    common: Floats
    never_negative: bool = True
    factors: bool = False

    def known(self) -> Bools:
        """Return which contacts have a reading (k,)."""
        return np.isfinite(self.value)

    def at(self, k: int) -> Estimate | None:
        """Return one contact's figure."""
        value = float(self.value[k])
        if not math.isfinite(value):
            return None
        return self._figure(value, math.hypot(self.shared[k], self.own[k]))

    def mean(self, which: Ints) -> Estimate | None:
        """Return the mean over some contacts, which speaks of these contacts and no others."""
        use = which[np.isfinite(self.value[which])]
        count = len(use)
        if count == 0:
            return None
        own = math.sqrt(float((self.own[use] ** 2).mean()) / count)
        error = math.hypot(float(self.shared[use].mean()), own)
        return self._figure(float(self.value[use].mean()), error)

    def common_of(self, which: Ints) -> float:
        """Return the standard error of a mean that other recordings of this person have too."""
        use = which[np.isfinite(self.value[which])]
        return float(self.common[use].mean()) if len(use) else 0.0

    def total(self, which: Ints, steps: int) -> Estimate | None:
        """Return the sum over all of a number of steps, those not known taken as the others."""
        mean = self.mean(which)
        if mean is None:
            return None
        low, high = mean.low * steps, mean.high * steps
        return Estimate(mean.value * steps, low, high, self.unit, self.basis, self.sources)

    def times(self, factor: float, share_error: float, unit: str) -> "Readings":
        """Return the readings in another unit, whose factor has an error of its own."""
        value = self.value * factor
        shared = np.hypot(self.shared * factor, np.abs(value) * share_error)
        return Readings(
            value,
            shared,
            self.own * factor,
            unit,
            self.basis,
            self.sources,
            np.hypot(self.common * factor, np.abs(value) * share_error),
            self.never_negative,
            self.factors,
        )

    def _figure(self, value: float, error: float) -> Estimate:
        half = _NORMAL_90 * error
        low, high = value - half, value + half
        if self.factors and value > 0:
            low, high = value * math.exp(-half / value), value * math.exp(half / value)
        if self.never_negative:
            value, low = max(value, 0.0), max(low, 0.0)
        return Estimate(value, min(low, value), high, self.unit, self.basis, self.sources)


AllReadings = Mapping[str, Readings]
