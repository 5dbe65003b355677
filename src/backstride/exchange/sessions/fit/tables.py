"""The messages of a workout file: who made it, the workout, our fields, and the steps."""

import hashlib
from collections.abc import Sequence

from backstride.exchange.sessions.fit import profile
from backstride.exchange.sessions.fit.developer import INDEX, declaring_tables
from backstride.exchange.sessions.fit.file_bytes import Column, Table, cut_text
from backstride.exchange.sessions.fit.intensity import intensities
from backstride.exchange.sessions.fit.step_numbers import duration_of, target_of
from backstride.exchange.sessions.watch_names import step_name
from backstride.exchange.sessions.watch_steps import WatchItem, WatchRepeat, WatchStep
from backstride.readers.fit_types import ENUM, TEXT, UINT8, UINT16, UINT32, UINT32Z, Value
from backstride.training.session import Session


def file_id_table(content: Sequence[Table], seconds: int) -> Table:
    """Return who made the file; watches tell workouts apart by the serial number and the time."""
    told = repr([(table.message, table.rows) for table in content]).encode()
    serial = int.from_bytes(hashlib.sha256(told).digest()[:4], "little") or 1
    columns = (
        Column(0, ENUM),
        Column(1, UINT16),
        Column(2, UINT16),
        Column(3, UINT32Z),
        Column(4, UINT32),
        Column(8, TEXT),
    )
    row = (profile.WORKOUT_FILE, profile.DEVELOPMENT, 0, serial, seconds, "Backstride")
    return Table(profile.FILE_ID, columns, [row])


def workout_table(session: Session, header: str, step_count: int) -> Table:
    """Return the workout; ``header`` becomes its description."""
    sub_sport = profile.GENERIC_SUB_SPORT
    if session.surface is not None:
        sub_sport = profile.SUB_SPORT_OF.get(session.surface, sub_sport)
    columns = [
        Column(profile.WORKOUT_NAME, TEXT),
        Column(profile.WORKOUT_SPORT, ENUM),
        Column(profile.WORKOUT_SUB_SPORT, ENUM),
        Column(profile.WORKOUT_STEP_COUNT, UINT16),
    ]
    row: tuple[Value, ...] = (cut_text(session.title), profile.RUNNING, sub_sport, step_count)
    if header:
        columns.append(Column(profile.WORKOUT_DESCRIPTION, TEXT))
        row = (*row, cut_text(header))
    return Table(profile.WORKOUT, tuple(columns), [row])


def developer_tables(entries: Sequence[WatchItem]) -> list[Table]:
    """Return what declares our developer fields, those that are used."""
    fields = [(profile.STEP_DIRECTION, UINT8, "step_direction")]
    if _has_unrolled(entries):
        fields.append((profile.UNROLLED_REPEATS, UINT16, "unrolled_repeats"))
    return declaring_tables(fields)


def step_table(
    session: Session,
    entries: Sequence[WatchItem],
    notes: Sequence[str],
    *,
    developer_fields: bool,
) -> Table:
    """Return the steps, all in one layout, with ``notes`` as what a person reads of each."""
    columns = [
        Column(profile.MESSAGE_INDEX, UINT16),
        Column(profile.STEP_NAME, TEXT),
        Column(profile.DURATION_TYPE, ENUM),
        Column(profile.DURATION_VALUE, UINT32),
        Column(profile.TARGET_TYPE, ENUM),
        Column(profile.TARGET_VALUE, UINT32),
        Column(profile.CUSTOM_LOW, UINT32),
        Column(profile.CUSTOM_HIGH, UINT32),
        Column(profile.INTENSITY, ENUM),
        Column(profile.STEP_NOTES, TEXT),
    ]
    if developer_fields:
        columns.append(Column(profile.STEP_DIRECTION, UINT8, INDEX))
        if _has_unrolled(entries):
            columns.append(Column(profile.UNROLLED_REPEATS, UINT16, INDEX))
    meant = intensities(session.items, entries)
    rows = [
        (at, *_row(entry, meant[at], notes[at]), *_developer_row(entry))[: len(columns)]
        for at, entry in enumerate(entries)
    ]
    return Table(profile.WORKOUT_STEP, tuple(columns), rows)


def _row(entry: WatchItem, meant: int | None, notes: str) -> tuple[Value, ...]:
    if isinstance(entry, WatchRepeat):
        back = (profile.REPEAT, entry.first, profile.NO_TARGET, entry.count)
        return (None, *back, None, None, None, None)
    kind, value = duration_of(entry.step)
    target, low, high = target_of(entry.step.effort)
    numbers = (kind, value, target, 0, low, high)
    return (step_name(entry), *numbers, meant, cut_text(notes))


def _developer_row(entry: WatchItem) -> tuple[Value, Value]:
    if isinstance(entry, WatchRepeat):
        return None, None
    direction = entry.step.direction
    number = None if direction is None else profile.DIRECTION_NUMBERS[direction]
    rounds = tuple(number for repeat in entry.unrolled for number in repeat)
    return number, rounds or None


def _has_unrolled(entries: Sequence[WatchItem]) -> bool:
    return any(isinstance(entry, WatchStep) and entry.unrolled for entry in entries)
