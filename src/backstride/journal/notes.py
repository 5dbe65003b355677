"""Remarks, and tests that show what training changed."""

import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from backstride.errors import SettingsError
from backstride.journal.actors import Actor
from backstride.journal.checks import LONGEST_NOTE, check_choice, check_text, record
from backstride.journal.errors import NotThereError
from backstride.journal.tables import AnnotationRow, OutcomeRow, RecordingRow

if TYPE_CHECKING:
    from backstride.journal.journal import Journal

ABOUT = ("day", "recording", "session", "programme")
"""What a remark is about; ``about_id`` then is empty, or the id of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A remark on a day, a recording, a planned session or a version of the programme."""

    id: str
    person_id: str
    day: date
    about: str
    about_id: str
    text: str
    made_at: datetime
    zone: str
    by_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTest:
    """One result of a test, such as a 10 m backward sprint in s."""

    id: str
    person_id: str
    day: date
    test: str
    value: float
    unit: str
    note: str
    recording_id: str | None
    made_at: datetime
    zone: str
    by_id: str | None


class Notes:
    """Remarks and outcome tests."""

    def __init__(self, journal: "Journal") -> None:
        self._journal = journal

    def annotate(
        self,
        by: Actor,
        person_id: str,
        day: date,
        text: str,
        *,
        about: str = "day",
        about_id: str = "",
    ) -> Annotation:
        """Add a remark, and return it."""
        with self._journal.change(by, person_id, "annotation") as session:
            row = AnnotationRow(
                person_id=person_id,
                day=day,
                about=check_choice("about", about, ABOUT),
                about_id=check_text("about_id", about_id, 200),
                text=check_text("text", text, LONGEST_NOTE, empty=False),
                made_at=self._journal.clock(),
                zone=self._journal.zone_of(session, person_id),
                by_id=by.person_id,
            )
            session.add(row)
            session.flush()
            return record(Annotation, row)

    def annotations(self, by: Actor, person_id: str, since: date | None = None) -> list[Annotation]:
        """Return a person's remarks by day."""
        found = select(AnnotationRow).where(AnnotationRow.person_id == person_id)
        if since is not None:
            found = found.where(AnnotationRow.day >= since)
        with self._journal.look(by, person_id, "annotations") as session:
            rows = session.scalars(found.order_by(AnnotationRow.day, AnnotationRow.made_at))
            return [record(Annotation, row) for row in rows]

    def remove_annotation(self, by: Actor, person_id: str, annotation_id: str) -> None:
        """Remove a remark."""
        with self._journal.change(by, person_id, "annotation") as session:
            row = session.get(AnnotationRow, annotation_id)
            if row is None or row.person_id != person_id:
                raise NotThereError("there is no such remark.")
            session.delete(row)

    def add_test(
        self,
        by: Actor,
        person_id: str,
        day: date,
        test: str,
        value: float,
        unit: str,
        *,
        note: str = "",
        recording_id: str | None = None,
    ) -> OutcomeTest:
        """Add the result of a test, and return it."""
        if not math.isfinite(value):
            raise SettingsError("{test}: the result is no number; write one.", test=test)
        with self._journal.change(by, person_id, "outcome test") as session:
            if recording_id is not None:
                recording = session.get(RecordingRow, recording_id)
                if recording is None or recording.person_id != person_id:
                    raise NotThereError("there is no such recording.")
            row = OutcomeRow(
                person_id=person_id,
                day=day,
                test=check_text("test", test, 100, empty=False),
                value=float(value),
                unit=check_text("unit", unit, 20),
                note=check_text("note", note, LONGEST_NOTE),
                recording_id=recording_id,
                made_at=self._journal.clock(),
                zone=self._journal.zone_of(session, person_id),
                by_id=by.person_id,
            )
            session.add(row)
            session.flush()
            return record(OutcomeTest, row)

    def tests(self, by: Actor, person_id: str, test: str | None = None) -> list[OutcomeTest]:
        """Return a person's test results by day."""
        found = select(OutcomeRow).where(OutcomeRow.person_id == person_id)
        if test is not None:
            found = found.where(OutcomeRow.test == test)
        with self._journal.look(by, person_id, "outcome tests") as session:
            rows = session.scalars(found.order_by(OutcomeRow.day, OutcomeRow.made_at))
            return [record(OutcomeTest, row) for row in rows]
