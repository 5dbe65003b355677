"""Records of a watch, evenly spaced: what is bridged between them, and what stays a gap."""

from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Bools, Floats, Ints

LONGEST_BRIDGE_S = 60.0
"""Smart recording leaves out records while little changes, and the slowest settings of receivers
write one a minute. Over longer holes nobody knows what the runner did."""

_STEP_S = 1.0  # what watches write at most; they compute their speed over longer than that


@dataclass(frozen=True)
class Grid:
    """Even times, and which of them lie in a pause.

    Attributes
    ----------
    time_s : array (n,)
        Every second from the first record on.
    paused : array (n,) of bool
        Inside a stretch in which the timer stood.
    """

    time_s: Floats
    paused: Bools
    _record_s: Floats
    _pause_of_record: Ints

    @classmethod
    def over(cls, record_s: Floats, pauses_s: Floats) -> "Grid":
        """Return the grid over records (m,) in order of time, with pauses (p, 2) in order."""
        first, last = float(record_s[0]), float(record_s[-1])
        time: Floats = first + _STEP_S * np.arange(int((last - first) / _STEP_S) + 1.0)
        begin = np.searchsorted(time, pauses_s[:, 0], "right")
        end = np.searchsorted(time, pauses_s[:, 1], "left")
        change = np.zeros(len(time) + 1, np.int64)
        np.add.at(change, begin, 1)
        np.add.at(change, np.maximum(begin, end), -1)
        paused = change[:-1].cumsum() > 0
        return cls(time, paused, record_s, np.searchsorted(pauses_s[:, 0], record_s, "left"))

    def linear(self, values: Floats) -> Floats:
        """Return readings (m,) or (m, k) at the even times, NaN in pauses and long holes."""
        columns = values if values.ndim == 2 else values[:, None]
        result = np.full((len(self.time_s), columns.shape[1]), np.nan)
        known = np.flatnonzero(np.isfinite(columns).all(axis=1))
        if len(known):
            at = self._record_s[known]
            last = np.append(at[1:] > at[:-1], True)  # of several records at one time
            at, known = at[last], known[last]
            seen = ~self.paused & self._near(at, self._pause_of_record[known])
            for k in range(columns.shape[1]):
                result[seen, k] = np.interp(self.time_s[seen], at, columns[known, k])
        return result.reshape(len(self.time_s), *values.shape[1:])

    def _near(self, at: Floats, pause: Ints) -> Bools:
        """Return which even times lie on a reading, or between two that may be bridged."""
        right = np.searchsorted(at, self.time_s, "left").clip(0, len(at) - 1)
        left = (np.searchsorted(at, self.time_s, "right") - 1).clip(0, len(at) - 1)
        inside = (self.time_s >= at[0]) & (self.time_s <= at[-1])
        short = at[right] - at[left] <= LONGEST_BRIDGE_S
        unbroken = pause[right] == pause[left]
        near: Bools = inside & short & (unbroken | (left == right))
        return near

    def held(self, longest_s: float = LONGEST_BRIDGE_S) -> Ints:
        """Return for each even time (n,) the record that holds there, -1 where none does."""
        left = np.searchsorted(self._record_s, self.time_s, "right") - 1
        old = self.time_s - self._record_s[left.clip(0)] > longest_s
        left[(left < 0) | old | self.paused] = -1
        return left
