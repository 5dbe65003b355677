"""A session as a FIT workout file for a watch, and what the watch cannot be told.

A watch gets the steps with their times, distances, repetitions, speeds and heart rates, a short
name with the direction in it, and each step in the session language as its notes. Whatever the
file can carry beside that, it carries, so that ``fit_reader`` gives back the very session.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from backstride.errors import SettingsError
from backstride.exchange.sessions.fit import profile
from backstride.exchange.sessions.fit.file_bytes import fit_file
from backstride.exchange.sessions.fit.losses import FitContent, fit_losses
from backstride.exchange.sessions.fit.memos import LongText, memo_table
from backstride.exchange.sessions.fit.session_lines import header_lines, step_line
from backstride.exchange.sessions.fit.tables import (
    developer_tables,
    file_id_table,
    step_table,
    workout_table,
)
from backstride.exchange.sessions.watch_steps import (
    Form,
    WatchStep,
    watch_step_count,
    watch_steps,
)
from backstride.readers.fit_types import UINT32
from backstride.training.session import Session

_FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
_EARLIEST_S = 0x10000000  # below it, FIT counts seconds since the watch was switched on
_MOST_ENTRIES = profile.MESSAGE_INDEX_MASK + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FitSettings:
    """How a session becomes a workout file.

    Attributes
    ----------
    max_watch_steps : int
        Most steps that the watch takes, repeats counted as steps; 1 to 4096. The vendor publishes
        no figure that we know of; users of Garmin Edge report 50.
    nested_repeats : bool
        Whether the watch follows repeats inside repeats. Where not, one level is kept as long as
        that fits into ``max_watch_steps``.
    developer_fields : bool
        Whether to add developer fields (the direction as a number, and which repeats were written
        out). They need FIT 2.0, which watches from before 2016 may refuse.
    """

    max_watch_steps: int = 50
    nested_repeats: bool = False
    developer_fields: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.max_watch_steps <= _MOST_ENTRIES:
            raise SettingsError(
                f"max_watch_steps is {self.max_watch_steps}, but must be from 1 to {_MOST_ENTRIES}."
            )


@dataclass(frozen=True, slots=True)
class FitExport:
    """A workout file, and what it does not do.

    Attributes
    ----------
    data : bytes
        The file.
    losses : tuple of str
        Sentences for the person: what the watch will not show, count or check, and what the file
        does not hold at all.
    """

    data: bytes
    losses: tuple[str, ...]


def session_as_fit(
    session: Session, created_at: datetime, settings: FitSettings | None = None
) -> FitExport:
    """Return a session as a FIT workout file; the same input gives the same bytes.

    Parameters
    ----------
    session : Session
    created_at : datetime
        When the workout was made, with its time zone; from July 1998 on.
    settings : FitSettings, optional

    Raises
    ------
    SettingsError
        For a time that FIT cannot say, and for a session of more than 4096 steps with its repeats
        kept.
    """
    settings = settings or FitSettings()
    form = _form(session, settings)
    entries = watch_steps(session.items, form)
    header = header_lines(session)
    notes = [step_line(one.step) if isinstance(one, WatchStep) else "" for one in entries]
    long_texts = [
        LongText((profile.WORKOUT, 0, profile.WORKOUT_NAME), session.title),
        LongText((profile.WORKOUT, 0, profile.WORKOUT_DESCRIPTION), header),
        *(
            LongText((profile.WORKOUT_STEP, at, profile.STEP_NOTES), text)
            for at, text in enumerate(notes)
        ),
    ]
    content = [
        workout_table(session, header, len(entries)),
        *(developer_tables(entries) if settings.developer_fields else ()),
        step_table(session, entries, notes, developer_fields=settings.developer_fields),
        memo_table(long_texts),
    ]
    data = fit_file([file_id_table(content, _seconds(created_at)), *content])
    said = FitContent(session, tuple(entries), form, header, tuple(notes))
    return FitExport(
        data, fit_losses(said, settings.max_watch_steps, developer_fields=settings.developer_fields)
    )


def _form(session: Session, settings: FitSettings) -> Form:
    nested = watch_step_count(session.items, "nested")
    if nested > _MOST_ENTRIES:
        raise SettingsError(
            f'The session "{session.title}" has {nested} steps, but a FIT workout holds '
            f"{_MOST_ENTRIES}: split it into several sessions."
        )
    one_level = watch_step_count(session.items, "one level")
    if one_level > settings.max_watch_steps and nested < one_level:
        return "nested"
    return "nested" if settings.nested_repeats else "one level"


def _seconds(created_at: datetime) -> int:
    if created_at.tzinfo is None:
        raise SettingsError(f"created_at is {created_at}, but must say its time zone.")
    seconds = int((created_at - _FIT_EPOCH).total_seconds())
    if not _EARLIEST_S <= seconds < UINT32.invalid:
        raise SettingsError(f"created_at is {created_at}, but FIT dates go from 1998-07 to 2126.")
    return seconds
