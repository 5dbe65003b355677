"""Moving and skipping planned sessions, with the rules speaking up."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from backstride.errors import SettingsError
from backstride.journal.actors import Actor, note, require
from backstride.journal.changes import compare
from backstride.journal.checks import LONGEST_NOTE, check_text
from backstride.journal.errors import ConflictError, NotThereError
from backstride.journal.log_rows import latest_rows
from backstride.journal.overlay import Moved, Overlay, bucketed, last_day
from backstride.journal.screenings import newest_screening
from backstride.journal.tables import ProgrammeRow
from backstride.journal.versions import Draft, Version, keep, newest_version
from backstride.training.athlete_text import athlete_from_dict
from backstride.training.programme import PlannedSession, Programme
from backstride.training.safety_check import check
from backstride.training.safety_timeline import Case, Violation
from backstride.training.screening import screen
from backstride.training.templates import templates
from backstride.training.training_rules import default_training_rules

if TYPE_CHECKING:
    from backstride.journal.journal import Journal


def move(
    journal: "Journal",
    by: Actor,
    person_id: str,
    uid: str,
    to_day: date,
    *,
    reason: str = "",
    anyway: bool = False,
) -> Version:
    """Move a session that is ahead to another day, and keep the version that follows.

    Raises
    ------
    ConflictError
        With the rules that would be broken, unless ``anyway`` with a reason; the broken rules then
        stand in the version's changes.
    NotThereError, SettingsError
        When there is no such session ahead, or the day lies outside the programme.
    """
    said = check_text("reason", reason, LONGEST_NOTE)
    with journal.write() as session:
        require(session, by, person_id, "change")
        last, today = newest_version(session, person_id), journal.today_of(session, person_id)
        one = _ahead(session, person_id, last, uid, today)
        after, overlay = _moved(last, one, to_day, today)
        broken = rules_broken(session, person_id, last.programme, after, today)
        if broken and not (anyway and said):
            raise ConflictError(
                " ".join(found["text"] for found in broken) + " To move it all the same, say why."
            )
        draft = Draft(
            kind="moved",
            programme=after,
            day=today,
            overlay=overlay,
            decisions=last.decisions,
            changes=[change | {"broken": broken} for change in compare(last.programme, after)],
            reason=said,
        )
        return _kept(journal, session, last, draft, by, person_id)


def check_move(
    journal: "Journal", by: Actor, person_id: str, uid: str, to_day: date
) -> list[dict[str, Any]]:
    """Return the rules that moving a session would break: ``{"rule_id", "text", "findings"}``."""
    return check_moves(journal, by, person_id, uid, (to_day,))[to_day]


def check_moves(
    journal: "Journal", by: Actor, person_id: str, uid: str, days: Sequence[date]
) -> dict[date, list[dict[str, Any]]]:
    """Return the rules that moving a session to each of some days would break."""
    with journal.look(by, person_id, "programme") as session:
        last, today = newest_version(session, person_id), journal.today_of(session, person_id)
        one = _ahead(session, person_id, last, uid, today)
        moved = {day: _moved(last, one, day, today)[0] for day in days}
        broken = _checker(session, person_id, last.programme, today)
        return {day: broken(after) for day, after in moved.items()}


def skip(
    journal: "Journal", by: Actor, person_id: str, uid: str, reason: str, *, skipped: bool = True
) -> Version:
    """Say that a session ahead will not be done, or that it will after all."""
    said = check_text("reason", reason, LONGEST_NOTE)
    with journal.write() as session:
        require(session, by, person_id, "change")
        last, today = newest_version(session, person_id), journal.today_of(session, person_id)
        _ahead(session, person_id, last, uid, today)
        left = {key: why for key, why in last.overlay.skipped.items() if key != uid}
        draft = Draft(
            kind="skipped",
            programme=last.programme,
            day=today,
            overlay=replace(last.overlay, skipped=left | ({uid: said} if skipped else {})),
            decisions=last.decisions,
            reason=said,
        )
        return _kept(journal, session, last, draft, by, person_id)


def _kept(
    journal: "Journal", session: Session, last: Version, draft: Draft, by: Actor, person_id: str
) -> Version:
    note(session, journal.clock(), by, "changed", f"programme: {draft.kind}", person_id)
    programme = session.get_one(ProgrammeRow, last.programme_id)
    return keep(journal, session, programme, draft, by)


def _ahead(
    session: Session, person_id: str, last: Version, uid: str, today: date
) -> PlannedSession:
    for one in last.programme.sessions():
        if one.uid == uid:
            logged = {row.uid for row in latest_rows(session, person_id)}
            if one.day < today or uid in logged:
                raise ConflictError("this session is past; what was planned then stays.")
            return one
    raise NotThereError("there is no such session in the programme.")


def _moved(
    last: Version, one: PlannedSession, to_day: date, today: date
) -> tuple[Programme, Overlay]:
    if not today <= to_day <= last_day(last.programme):
        raise SettingsError(
            "{to_day} lies outside what is left of the programme; choose a day from {today} to "
            "{last}.",
            to_day=to_day,
            today=today,
            last=last_day(last.programme),
        )
    known = {m.uid: m for m in last.overlay.moved}
    from_day = known[one.uid].from_day if one.uid in known else one.day
    moves = {uid: m for uid, m in known.items() if uid != one.uid}
    if to_day != from_day:
        moves[one.uid] = Moved(uid=one.uid, from_day=from_day, to_day=to_day)
    sessions = [
        replace(other, day=to_day) if other.uid == one.uid else other
        for other in last.programme.sessions()
    ]
    overlay = replace(last.overlay, moved=tuple(moves.values()))
    return bucketed(last.programme, sessions), overlay


def rules_broken(
    session: Session, person_id: str, before: Programme, after: Programme, today: date
) -> list[dict[str, Any]]:
    """Return the written rules that hold before and not after, by the independent checker."""
    return _checker(session, person_id, before, today)(after)


def _checker(
    session: Session, person_id: str, before: Programme, today: date
) -> Callable[[Programme], list[dict[str, Any]]]:
    """Return what compares programmes with one before, which is looked at once."""
    kept = newest_screening(session, person_id)
    if kept is None:
        return lambda _: []
    screening = screen(athlete_from_dict(kept.athlete), kept.answers, today)
    rules = default_training_rules().rules

    def broken(programme: Programme) -> list[Violation]:
        return check(
            Case(screening=screening, programme=programme, templates=templates(), today=today)
        )

    known = {(one.rule_id, one.where) for one in broken(before)}

    def compared(after: Programme) -> list[dict[str, Any]]:
        new = [one for one in broken(after) if (one.rule_id, one.where) not in known]
        return [
            {
                "rule_id": rule_id,
                "text": rules[rule_id].in_words(after.settings),
                "findings": list(rules[rule_id].findings),
            }
            for rule_id in dict.fromkeys(one.rule_id for one in new)
            if rule_id in rules
        ]

    return compared
