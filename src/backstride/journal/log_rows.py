"""Rows of the log as the entries that training reads."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from backstride.journal.tables import LogRow, MeasurementRow, RecordingRow
from backstride.training.log import LogEntry, MeasuredDose

_MOST_AT_ONCE = 500  # ids in one question; SQLite of old takes 999 values

_LONGEST_S, _LONGEST_M = 86_400.0, 100_000.0  # what a log entry takes for a day


def latest_rows(
    session: Session,
    person_id: str,
    *,
    programme_id: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Sequence[LogRow]:
    """Return a person's entries as they stand now, by day."""
    found = select(LogRow).where(
        LogRow.person_id == person_id, LogRow.is_latest, LogRow.removed.is_(False)
    )
    if programme_id is not None:
        found = found.where(LogRow.programme_id == programme_id)
    if since is not None:
        found = found.where(LogRow.day >= since)
    if until is not None:
        found = found.where(LogRow.day <= until)
    return session.scalars(found.order_by(LogRow.day, LogRow.logged_at, LogRow.entry_id)).all()


def measured_in(session: Session, entry_ids: Sequence[str]) -> dict[str, MeasuredDose]:
    """Return what the recordings of each entry say was done backward.

    Nothing for an entry whose recordings do not know the direction of all its moving time.
    """
    found: dict[str, MeasuredDose] = {}
    for start in range(0, len(entry_ids), _MOST_AT_ONCE):
        asked = (
            select(RecordingRow.entry_id, MeasurementRow.backward_s, MeasurementRow.backward_m)
            .join(MeasurementRow, MeasurementRow.recording_id == RecordingRow.id)
            .where(
                RecordingRow.entry_id.in_(entry_ids[start : start + _MOST_AT_ONCE]),
                MeasurementRow.is_shown,
                MeasurementRow.backward_s.is_not(None),
            )
        )
        for entry_id, seconds, metres in session.execute(asked):
            if entry_id is not None and seconds is not None:
                found[entry_id] = _added(found.get(entry_id), seconds, metres)
    return found


def _added(so_far: MeasuredDose | None, seconds: float, metres: float | None) -> MeasuredDose:
    known = metres is not None and (so_far is None or so_far.backward_m is not None)
    all_metres = (metres or 0.0) + ((so_far.backward_m or 0.0) if so_far else 0.0)
    all_seconds = seconds + (so_far.backward_s if so_far else 0.0)
    return MeasuredDose(
        backward_s=min(all_seconds, _LONGEST_S),
        backward_m=min(all_metres, _LONGEST_M) if known else None,
    )


def entry_of(row: LogRow, recorded: MeasuredDose | None) -> LogEntry:
    """Return a row as training reads it; a dose given by hand goes before a recorded one."""
    given = None
    if row.backward_s is not None:
        given = MeasuredDose(backward_s=row.backward_s, backward_m=row.backward_m)
    return LogEntry(
        day=row.day,
        uid=row.uid,
        done_share=row.done_share,
        rpe=row.rpe,
        pain_during=row.pain_during,  # type: ignore[arg-type]  # checked when it was kept
        pain_after=row.pain_after,  # type: ignore[arg-type]
        pain_next_morning=row.pain_next_morning,  # type: ignore[arg-type]
        pain_sides=row.pain_sides or {},  # type: ignore[arg-type]
        confidence=row.confidence,
        measured=given or recorded,
        note=row.note,
    )
