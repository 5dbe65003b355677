"""The journal: opening it, and its transactions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from backstride.journal.accounts import Accounts
from backstride.journal.actors import Actor, is_other, note, require, was_noted
from backstride.journal.engine import WRITES, explained, make_engine
from backstride.journal.migrate import WRITERS_LOCK, bring_up
from backstride.journal.notes import Notes
from backstride.journal.originals import Originals
from backstride.journal.people import People
from backstride.journal.place import Place, find_place
from backstride.journal.programmes import Programmes
from backstride.journal.recordings import Recordings
from backstride.journal.screenings import Screenings
from backstride.journal.sessions import Sessions
from backstride.journal.shares import Shares
from backstride.journal.tables import PersonRow
from backstride.journal.tokens import Tokens
from backstride.journal.trail import Trail
from backstride.journal.upkeep import clear_up

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


class Journal:
    """What happened, and to whom. Close it, or use it as a context manager.

    One writer is in at a time, in SQLite and in PostgreSQL, so that what holds in one holds in the
    other; readers see one moment and wait for nobody.

    Attributes
    ----------
    place : Place
    engine : Engine
    originals : Originals
        The files as they were uploaded.
    clock : callable
        Returns the present moment, with its zone.
    """

    def __init__(self, place: Place, clock: Clock = _now) -> None:
        self.place = place
        self.clock = clock
        self.engine: Engine = make_engine(place)
        self.originals = Originals(place.originals)
        try:
            bring_up(self.engine, place)
        except DBAPIError as error:
            raise explained(error, place) from None

    @cached_property
    def people(self) -> People:
        """People and their settings."""
        return People(self)

    @cached_property
    def accounts(self) -> Accounts:
        """Signing in."""
        return Accounts(self)

    @cached_property
    def tokens(self) -> Tokens:
        """Secrets that stand for a person."""
        return Tokens(self)

    @cached_property
    def shares(self) -> Shares:
        """Who may see whom."""
        return Shares(self)

    @cached_property
    def screenings(self) -> Screenings:
        """Answers and what came of them."""
        return Screenings(self)

    @cached_property
    def programmes(self) -> Programmes:
        """Programmes and their versions."""
        return Programmes(self)

    @cached_property
    def sessions(self) -> Sessions:
        """What was done."""
        return Sessions(self)

    @cached_property
    def recordings(self) -> Recordings:
        """Recordings and what was measured in them."""
        return Recordings(self)

    @cached_property
    def notes(self) -> Notes:
        """Remarks and outcome tests."""
        return Notes(self)

    @cached_property
    def trail(self) -> Trail:
        """Who saw and changed what."""
        return Trail(self)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a transaction that is confirmed at its end, wholly or, on any error, not at all."""
        try:
            engine = self.engine.execution_options(**{WRITES: True})
            with Session(engine, expire_on_commit=False) as session, session.begin():
                session.connection()  # begins now: what is read is read under the lock
                if self.place.file is None:
                    session.execute(text(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})"))
                yield session
        except DBAPIError as error:
            raise explained(error, self.place) from None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a transaction that sees one moment and can change nothing that lasts."""
        engine = self.engine
        if self.place.file is None:
            engine = engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        try:
            with Session(engine, expire_on_commit=False) as session:
                yield session
        except DBAPIError as error:
            raise explained(error, self.place) from None

    @contextmanager
    def look(self, by: Actor, person_id: str, what: str) -> Iterator[Session]:
        """Give a reading transaction on a person's things; a look by others is put on the trail.

        Raises
        ------
        NotAllowedError, NotThereError
        """
        with self.read() as session:
            require(session, by, person_id, "see")
            noted = not is_other(by, person_id) or was_noted(
                session, by, person_id, what, self.clock()
            )
            if noted:
                yield session
        if not noted:
            with self.write() as session:
                note(session, self.clock(), by, "saw", what, person_id)
            with self.read() as session:
                yield session

    @contextmanager
    def change(self, by: Actor, person_id: str, what: str) -> Iterator[Session]:
        """Give a writing transaction on a person's things, put on the trail with its change.

        Raises
        ------
        NotAllowedError, NotThereError
        """
        with self.write() as session:
            require(session, by, person_id, "change")
            yield session
            note(session, self.clock(), by, "changed", what, person_id)

    def flush(self) -> None:
        """Let SQLite overwrite what was deleted at once; it would linger in the log beside it."""
        if self.place.file is None:
            return
        with self.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            if raw is not None:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def zone_of(self, session: Session, person_id: str) -> str:
        """Return the name of a person's time zone."""
        person = session.get(PersonRow, person_id)
        return person.zone if person is not None else "UTC"

    def today_of(self, session: Session, person_id: str) -> date:
        """Return the day it is where a person is."""
        return self.clock().astimezone(ZoneInfo(self.zone_of(session, person_id))).date()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> "Journal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_journal(
    url: str | Path | None = None, *, originals: Path | None = None, clock: Clock = _now
) -> Journal:
    """Open the journal, making it or bringing it up to this version where needed.

    Parameters
    ----------
    url : str or Path, optional
        ``postgresql://…``, ``sqlite:///…`` or a file; see ``find_place`` for what counts without.
    originals : Path, optional
        Folder of the original files.
    clock : callable, optional
        Returns the present moment; for tests and demonstrations.

    Raises
    ------
    JournalError, SettingsError, MissingExtraError
        One sentence each.
    """
    journal = Journal(find_place(url, originals), clock)
    clear_up(journal)
    return journal
