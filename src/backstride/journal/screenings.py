"""Screenings: what a person answered and what came of it, each answer kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backstride import __version__
from backstride.journal.actors import Actor
from backstride.journal.checks import record
from backstride.journal.tables import ScreeningRow
from backstride.journal.versions import end_programme
from backstride.training.athlete import Athlete
from backstride.training.athlete_text import athlete_as_dict, athlete_from_dict
from backstride.training.questions import Answers
from backstride.training.screening import Screening, screen

if TYPE_CHECKING:
    from backstride.journal.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptScreening:
    """A screening as it was.

    Attributes
    ----------
    number : int
        From 1, newest last.
    athlete, answers, result : dict
        What was told and what came of it, as plain values.
    code_version : str
        Of Backstride, whose rules gave the result.
    """

    id: str
    person_id: str
    number: int
    made_at: datetime
    zone: str
    outcome: str
    athlete: dict[str, Any]
    answers: dict[str, Any]
    result: dict[str, Any]
    code_version: str
    by_id: str | None

    def who(self) -> Athlete:
        """Return the athlete as they described themselves."""
        return athlete_from_dict(self.athlete)


class Screenings:
    """Answers and what came of them."""

    def __init__(self, journal: "Journal") -> None:
        self._journal = journal

    def answer(
        self, by: Actor, person_id: str, athlete: Athlete, answers: Answers
    ) -> tuple[KeptScreening, Screening]:
        """Screen a person by today's answers, and keep both; earlier ones stay.

        When they may have no plan now, the one they follow ends: a red flag stops it.

        Raises
        ------
        SettingsError
            When an answer does not fit its question.
        """
        with self._journal.change(by, person_id, "screening") as session:
            found = screen(athlete, answers, self._journal.today_of(session, person_id))
            last = newest_screening(session, person_id)
            row = ScreeningRow(
                person_id=person_id,
                number=1 if last is None else last.number + 1,
                made_at=self._journal.clock(),
                zone=self._journal.zone_of(session, person_id),
                outcome=found.outcome,
                athlete=athlete_as_dict(athlete),
                answers=dict(answers),
                result=found.as_json(),
                code_version=__version__,
                by_id=by.person_id,
            )
            session.add(row)
            session.flush()
            if not found.may_plan:
                end_programme(self._journal, session, person_id)
            return record(KeptScreening, row), found

    def latest(self, by: Actor, person_id: str) -> KeptScreening | None:
        """Return the newest screening, None before the first."""
        with self._journal.look(by, person_id, "screening") as session:
            row = newest_screening(session, person_id)
            return record(KeptScreening, row) if row else None

    def history(self, by: Actor, person_id: str) -> list[KeptScreening]:
        """Return every screening, newest first."""
        found = (
            select(ScreeningRow)
            .where(ScreeningRow.person_id == person_id)
            .order_by(ScreeningRow.number.desc())
        )
        with self._journal.look(by, person_id, "screening") as session:
            return [record(KeptScreening, row) for row in session.scalars(found)]


def newest_screening(session: Session, person_id: str) -> ScreeningRow | None:
    """Return a person's newest screening, None before the first."""
    return session.scalar(
        select(ScreeningRow)
        .where(ScreeningRow.person_id == person_id)
        .order_by(ScreeningRow.number.desc())
        .limit(1)
    )
