"""How often something may be asked: to slow down guessing, and scripts that run away."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST_KEYS = 20_000
"""Names and addresses that are remembered at once; the one used longest ago is forgotten first."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many times at once, and how long until all of them are there again.

    Attributes
    ----------
    most : int
        At least 1.
    within_s : float
    """

    most: int
    within_s: float


SIGN_IN_NAME = Rate(10, 900)
"""Tries of one login name: ten a quarter of an hour leave a guesser no hope, and a person room."""

SIGN_IN_ADDRESS = Rate(40, 900)
"""Tries from one address: a whole club may be behind it."""

API = Rate(600, 60)
"""Requests of one token or signed-in person to the API."""

UPLOADS = Rate(1200, 60)
"""Pieces of recordings of one person: a phone that was away sends an hour in 360 of them."""


class Limits:
    """Counts in memory; a start of the app forgives all.

    Parameters
    ----------
    clock : callable
        Returns seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: OrderedDict[tuple[Rate, str], tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, rate: Rate, key: str) -> float:
        """Count one; return 0 when it may be, or the seconds until one may."""
        now = self._clock()
        with self._lock:
            left, at = self._left.pop((rate, key), (float(rate.most), now))
            left = min(rate.most, left + (now - at) * rate.most / rate.within_s)
            allowed = left >= 1
            self._left[rate, key] = (left - 1 if allowed else left), now
            while len(self._left) > MOST_KEYS:
                self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) * rate.within_s / rate.most

    def forgive(self, rate: Rate, key: str) -> None:
        """Forget what was counted, such as tries before the right password."""
        with self._lock:
            self._left.pop((rate, key), None)
