"""Speed, direction and steps of recordings over time, kept in memory to look closer at them."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backstride.measure.measurement import Measurement

MOST_BYTES = 96 * 1024**2
"""An hour of a phone takes about 18 MB; five of them are what a club looks at in one evening."""


class SeriesKept:
    """What stretches are drawn from, by measurement; the one not asked for longest goes first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Measurement] = OrderedDict()
        self._gone: set[str] = set()
        self._most_bytes = most_bytes

    def get(self, measurement_id: str) -> "Measurement | None":
        """Return what is kept of a measurement, or None."""
        with self._lock:
            if measurement_id in self._kept:
                self._kept.move_to_end(measurement_id)
            return self._kept.get(measurement_id)

    def put(self, measurement_id: str, series: "Measurement") -> None:
        """Keep what a worker gave; others go where there is too much, never the newest."""
        with self._lock:
            if measurement_id in self._gone:
                return  # deleted while it was drawn
            self._kept[measurement_id] = series
            self._kept.move_to_end(measurement_id)
            while len(self._kept) > 1 and self._size() > self._most_bytes:
                self._kept.popitem(last=False)

    def forget(self, ids: Iterable[str]) -> None:
        """Let go of some measurements for good."""
        with self._lock:
            for one in ids:
                self._gone.add(one)
                self._kept.pop(one, None)

    def _size(self) -> int:
        return sum(bytes_of(one) for one in self._kept.values())


def bytes_of(series: "Measurement") -> int:
    """Return about how many bytes a measurement over time takes in memory."""
    motion = series.motion
    arrays = (
        motion.time_s,
        motion.position_m,
        motion.speed_mps,
        motion.travel_deg,
        motion.facing_deg,
        series.direction,
    )
    channels = sum(one.value.nbytes for one in motion.channels.values())
    return sum(one.nbytes for one in arrays) + channels + 200 * len(series.steps)
