"""The clock of a phyphox experiment, which stands still in a pause."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import numpy as np

from backstride.errors import BackstrideError
from backstride.motion.arrays import Floats
from backstride.readers.delimited import columns_of, layout_of, texts_of
from backstride.readers.log_files import LogFiles

_MOST_PAUSES = 1000


@dataclass(frozen=True)
class ExperimentClock:
    """When the experiment's clock was started and stopped."""

    resumed_s: Floats  # of the experiment
    paused_before_s: Floats  # in all
    started_at: datetime | None

    def elapsed_s(self, experiment_s: Floats) -> Floats:
        """Return time with the pauses in it."""
        if not len(self.resumed_s):
            return experiment_s
        place = np.searchsorted(self.resumed_s, experiment_s, "right")
        pauses: Floats = np.concatenate(([0.0], self.paused_before_s))
        return experiment_s + pauses[place]


def clock_of(files: LogFiles) -> ExperimentClock:
    """Return the clock that ``meta/time.csv`` tells of; one that never stopped without it."""
    none = ExperimentClock(np.empty(0), np.empty(0), None)
    name = files.find("meta/time.csv")
    if name is None:
        return none
    text = files.load(name)
    layout = layout_of(text)
    if len(layout.titles) < 3:
        return none
    try:
        times, _, left_out = columns_of(text, layout, (1, 2), files.path)
    except BackstrideError:
        return none
    events = texts_of(text, layout, 0, left_out)
    if len(times) != len(events) or not np.isfinite(times).all() or len(times) > _MOST_PAUSES:
        return none
    ahead = times[:, 1] - times[:, 0]  # of the experiment's clock; grows in every pause
    starts = [i for i, event in enumerate(events) if event.upper() == "START"]
    if not starts or starts[0] != 0 or not np.all(np.diff(times, axis=0) >= 0):
        return none
    first = times[0, 1]
    later = np.array(starts[1:], dtype=np.intp)
    return ExperimentClock(
        times[later, 0], ahead[later] - ahead[0], _moment(first, texts_of(text, layout, 3)[:1])
    )


def _moment(epoch_s: float, text: Sequence[str]) -> datetime | None:
    """Return the moment of the start, in the zone that the text beside it names."""
    if not 0 < epoch_s < 4.2e9:
        return None
    offset = re.search(r"UTC([+-]\d\d):(\d\d)", text[0]) if text else None
    zone = UTC
    if offset:
        minutes = 60 * int(offset[1]) + (-1 if offset[1][0] == "-" else 1) * int(offset[2])
        zone = timezone(timedelta(minutes=minutes)) if abs(minutes) < 24 * 60 else UTC
    return datetime.fromtimestamp(epoch_s, zone)
