"""What every watch format has in common: records put in order and rid of what cannot be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

import numpy as np
from numpy.typing import NDArray

from backstride.errors import NothingToMeasureError
from backstride.motion.arrays import Floats, Ints
from backstride.motion.channels import ChannelName
from backstride.motion.inertial import Track

FASTEST_MPS = 15.0
"""Above the 12.4 m/s that the fastest sprinter ever measured reached, with room for noise."""

LONGEST_PAUSE_S = 12 * 3600.0
"""Longer than a night's rest on a long hike: beyond it one of the two times is wrong."""

LONGEST_S = 3 * 86400.0
SURELY_S, SECONDS_A_RECORD = 36 * 3600.0, 60.0
"""Most that is taken of one recording: a day and a half, or as many minutes as it has records, and
at most three days. It keeps a wrong clock from filling the memory."""

_MOST_STRIDES_A_MINUTE = 120.0  # 240 steps; whole recordings above it are in steps already

_HIGHEST_M = 1e5  # nobody runs above the atmosphere
_LARGEST = 1e6  # of any figure that could mean something
_MOST: Mapping[ChannelName, float] = {
    "heart_rate_bpm": 300.0,
    "step_frequency_spm": 400.0,
    "step_length_m": 5.0,
    "contact_time_s": 3.0,
    "flight_time_s": 3.0,
    "vertical_oscillation_m": 1.0,
    "power_w": 5000.0,
    "distance_m": 1e7,
}
"""Beyond any person, each by half or more; a reading above is damage and not a reading."""

_ZERO_IS_NOTHING = frozenset(
    {"heart_rate_bpm", "step_length_m", "contact_time_s", "vertical_oscillation_m"}
)
"""Quantities of which a living, moving person has more than none."""

_EMPTY: Floats = np.empty(0)


@dataclass(frozen=True)
class Records:
    """Columns of a watch file, one row per record, in its own order.

    Attributes
    ----------
    moment_s : array (m,)
        On any one clock; NaN where a record has no time.
    latitude_deg, longitude_deg, altitude_m, speed_mps, course_deg, error_m : array (m,) or empty
        Empty for what the file never has.
    channels : mapping of ChannelName to array (m,)
    direction : array (m,) of str, optional
    """

    moment_s: Floats
    latitude_deg: Floats = field(default_factory=lambda: _EMPTY)
    longitude_deg: Floats = field(default_factory=lambda: _EMPTY)
    altitude_m: Floats = field(default_factory=lambda: _EMPTY)
    speed_mps: Floats = field(default_factory=lambda: _EMPTY)
    course_deg: Floats = field(default_factory=lambda: _EMPTY)
    error_m: Floats = field(default_factory=lambda: _EMPTY)
    channels: Mapping[ChannelName, Floats] = field(default_factory=dict)
    direction: NDArray[np.str_] | None = None

    def __len__(self) -> int:
        return len(self.moment_s)


def in_order(moment_s: Floats) -> tuple[Ints, tuple[str, ...]]:
    """Return the records (k,) to take, by their index in order of time, and what to say."""
    said = []
    known = np.flatnonzero(np.isfinite(moment_s))
    if len(known) < len(moment_s):
        said.append(
            f"Records without a time were left out ({len(moment_s) - len(known)} of "
            f"{len(moment_s)})."
        )
    order = known[np.argsort(moment_s[known], kind="stable")]
    if (order[1:] < order[:-1]).any():
        late = int((np.diff(moment_s[known]) < 0).sum())
        said.append(f"Time goes back in the file ({late} times); its records were put in order.")
    times = moment_s[order]
    parts = np.split(order, np.flatnonzero(np.diff(times) > LONGEST_PAUSE_S) + 1)
    longest = max(parts, key=len)
    most_s = min(LONGEST_S, max(SURELY_S, SECONDS_A_RECORD * len(longest)))
    longest = longest[moment_s[longest] - moment_s[longest[:1]] <= most_s]
    if len(longest) < len(order):
        said.append(
            f"Records more than {LONGEST_PAUSE_S / 3600:.0f} hours apart from the others or "
            f"{most_s / 3600:.0f} hours after the first were left out ({len(order) - len(longest)} "
            f"of {len(order)}); if they are right, cut the file there and read the parts."
        )
    return longest, tuple(said)


def track_of(records: Records, rows: Ints, start_s: float) -> Track:
    """Return the receiver's part of some records, without what cannot be."""
    latitude, longitude = _part(records.latitude_deg, rows), _part(records.longitude_deg, rows)
    with np.errstate(invalid="ignore"):
        fix = (np.abs(latitude) <= 90) & (np.abs(longitude) <= 180)
        fix &= (latitude != 0) | (longitude != 0)
    return Track(
        time_s=records.moment_s[rows] - start_s,
        latitude_deg=np.where(fix, latitude, np.nan),
        longitude_deg=np.where(fix, longitude, np.nan),
        altitude_m=_within(_part(records.altitude_m, rows), -_HIGHEST_M, _HIGHEST_M),
        speed_mps=_within(_part(records.speed_mps, rows), 0.0, FASTEST_MPS),
        course_deg=_within(_part(records.course_deg, rows), 0.0, 360.0),
        error_m=_within(_part(records.error_m, rows), 0.0, _HIGHEST_M),
    )


def channels_of(records: Records, rows: Ints) -> dict[ChannelName, Floats]:
    """Return the channels of some records that have any reading, without what cannot be."""
    found: dict[ChannelName, Floats] = {}
    for name, column in records.channels.items():
        values = _part(column, rows)
        lowest = -_HIGHEST_M if name in {"temperature_c", "altitude_m"} else 0.0
        if not np.isfinite(values).any():
            continue
        values = _within(values, lowest, _MOST.get(name, _LARGEST))
        found[name] = np.where(values == 0, np.nan, values) if name in _ZERO_IS_NOTHING else values
    return found


def too_fast(records: Records, rows: Ints) -> tuple[str, ...]:
    """Return what to say of speeds that no runner reaches."""
    with np.errstate(invalid="ignore"):
        count = int((_part(records.speed_mps, rows) > FASTEST_MPS).sum())
    if not count:
        return ()
    return (f"Speeds above {FASTEST_MPS:.0f} m/s were left out ({count}): nobody runs so fast.",)


def steps_per_minute(strides_per_minute: Floats) -> tuple[Floats, tuple[str, ...]]:
    """Return steps per minute (m,) from a watch's cadence, and what to say.

    Watches count the landings of one foot. A few programs write steps: then half of all readings
    above zero lie above 120 a minute, which would be 240 steps.
    """
    sensible = np.abs(strides_per_minute) < _LARGEST  # False for nothing
    strides = np.where(sensible, strides_per_minute, np.nan)
    counted = strides[strides > 0]
    if counted.size and np.median(counted) > _MOST_STRIDES_A_MINUTE:
        return strides, (
            "The cadence is too high for strides a minute and was taken as steps a minute.",
        )
    return 2.0 * strides, ()


def refuse_empty(path: object, count: int) -> None:
    """Refuse a file with fewer records than a speed needs."""
    if count < 2:
        raise NothingToMeasureError(
            f"{path}: holds {count or 'no'} record{'s' * (count != 1)} with a time, too few to "
            "measure; export the whole activity."
        )


def moment_of(unix_s: float, zone: tzinfo = UTC) -> datetime | None:
    """Return a moment, None for one outside of the calendar."""
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=unix_s)).astimezone(zone)
    except (OverflowError, ValueError):
        return None


def clock_words(moment: datetime | None, after_s: float) -> str:
    """Return a moment in words, such as "2012-04-09 21:24:51 (00:02:25 into the recording)"."""
    minutes, seconds = divmod(int(after_s), 60)
    hours, minutes = divmod(minutes, 60)
    into = f"{hours:d}:{minutes:02d}:{seconds:02d}"
    if moment is None:
        return f"{into} into the recording"
    return f"{moment + timedelta(seconds=after_s):%Y-%m-%d %H:%M:%S} ({into} into the recording)"


def joined(pauses: Sequence[Floats]) -> Floats:
    """Return stretches (p, 2) from several lists in order, those that overlap as one."""
    stretches = np.concatenate([np.empty((0, 2)), *pauses])
    stretches = stretches[np.argsort(stretches[:, 0], kind="stable")]
    if not len(stretches):
        return stretches
    ends = np.maximum.accumulate(stretches[:, 1])
    new = np.append(True, stretches[1:, 0] > ends[:-1])
    last = np.append(np.flatnonzero(new)[1:] - 1, len(stretches) - 1)
    return np.column_stack((stretches[new, 0], ends[last]))


def within_parts(times_s: Floats, parts: Sequence[tuple[float, float]]) -> NDArray[np.bool_]:
    """Return which times (k,) lie in one of the stretches ``[start, end)``."""
    inside = np.zeros(len(times_s), bool)
    for start, end in parts:
        inside |= (times_s >= start) & (times_s < end)
    return inside


def _part(column: Floats, rows: Ints) -> Floats:
    """Return some rows of a column; of one that the file never has, NaN without taking room."""
    never = not len(column) or (len(column) > 1 and not column.strides[0])
    return np.broadcast_to(np.nan, len(rows)) if never else column[rows]


def _within(values: Floats, low: float, high: float) -> Floats:
    """Return values with NaN outside of ``[low, high]``; what never was stays as it is."""
    if len(values) > 1 and not values.strides[0]:
        return values
    with np.errstate(invalid="ignore"):
        return np.where((values >= low) & (values <= high), values, np.nan)
