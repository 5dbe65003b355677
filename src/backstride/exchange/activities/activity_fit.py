"""A measurement as a FIT activity, with the direction of every second in it.

Watches, apps and web sites show it like any other activity; whoever knows the developer field
``step_direction`` (``docs/fit-direction-field.md``), as our own reader does, gets the directions.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from backstride.exchange.activities.fit_laps import lap_table, session_table
from backstride.exchange.activities.fit_records import event_table, record_table
from backstride.exchange.activities.seconds import each_second
from backstride.exchange.sessions.fit.developer import declaring_tables
from backstride.exchange.sessions.fit.file_bytes import Column, Table, fit_file
from backstride.measure import Measurement
from backstride.motion.source import SYNTHETIC_MARK
from backstride.readers import fit_profile as profile
from backstride.readers.fit_types import ENUM, TEXT, UINT8, UINT16, UINT32, UINT32Z

_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
_LATEST_S = 0xFFFFFFFE
_DEVELOPMENT = 255  # the manufacturer's number that FIT gives to those who have none
_MANUAL, _ACTIVITY_EVENT, _STOP = 0, 26, 1


def activity_fit(measurement: Measurement) -> bytes:
    """Return a measurement as a FIT activity file; the same input gives the same bytes.

    One record a second with speed, distance, the channels of the motion and the direction; one lap
    per bout and per stretch between bouts; one session. Places are written for a motion that has an
    origin on the earth. Without a date, time counts from 0, which FIT knows as the time since a
    watch was switched on: some programs refuse such a file. A simulated runner's file says so in
    its product name.

    Notes
    -----
    Bouts shorter than a second may lie between two records; laps still tell them, to a millisecond
    in length and a second in their start.
    """
    seconds = each_second(measurement)
    start = _start(measurement.motion.started_at, len(seconds))
    fields = [
        (profile.STEP_DIRECTION, UINT8, "step_direction"),
        (profile.DIRECTION_BASIS, UINT8, "direction_basis"),
    ]
    laps = lap_table(measurement, start)
    content = [
        *declaring_tables(fields),
        event_table(seconds, start),
        record_table(seconds, start),
        laps,
        session_table(measurement, start, len(laps.rows)),
        _activity_table(measurement, start, len(seconds)),
    ]
    return fit_file([_file_id_table(measurement, content, start), *content])


def _start(started_at: datetime | None, length_s: int) -> int:
    """Return the first moment in FIT's seconds; 0 where there is no date that FIT can say."""
    if started_at is None:
        return 0
    seconds = int((started_at - _EPOCH).total_seconds())
    return seconds if profile.EARLIEST_DATE <= seconds < _LATEST_S - length_s else 0


def _file_id_table(measurement: Measurement, content: Sequence[Table], start: int) -> Table:
    told = repr([(table.message, table.rows) for table in content]).encode()
    serial = int.from_bytes(hashlib.sha256(told).digest()[:4], "little") or 1
    name = SYNTHETIC_MARK if measurement.motion.source.synthetic else "Backstride"
    columns = (
        *(Column(0, ENUM), Column(1, UINT16), Column(2, UINT16)),
        *(Column(3, UINT32Z), Column(4, UINT32), Column(8, TEXT)),
    )
    row = (profile.ACTIVITY_FILE, _DEVELOPMENT, 0, serial, start, name)
    return Table(profile.FILE_ID, columns, [row])


def _activity_table(measurement: Measurement, start: int, length_s: int) -> Table:
    """Return the message that ends an activity, with the local time where the zone is known."""
    end = start + max(0, length_s - 1)
    started_at = measurement.motion.started_at
    offset = started_at.utcoffset() if started_at is not None and start else None
    local = end + int(offset.total_seconds()) if offset is not None else None
    columns = (
        *(Column(253, UINT32), Column(0, UINT32), Column(1, UINT16)),
        *(Column(2, ENUM), Column(3, ENUM), Column(4, ENUM), Column(5, UINT32)),
    )
    timer_ms = round(1000 * (measurement.moving_s + measurement.still_s))
    return Table(
        profile.ACTIVITY, columns, [(end, timer_ms, 1, _MANUAL, _ACTIVITY_EVENT, _STOP, local)]
    )
