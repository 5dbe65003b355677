"""From what was done to the next version of the programme; undoing and overruling it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from backstride.journal.actors import Actor, note, require
from backstride.journal.changes import compare
from backstride.journal.checks import LONGEST_NOTE, check_text
from backstride.journal.errors import ConflictError, NotAllowedError, NotThereError
from backstride.journal.log_rows import entry_of, latest_rows, measured_in
from backstride.journal.overlay import Overlay, grafted, placed, unplaced, without
from backstride.journal.people import has_role
from backstride.journal.tables import PersonRow, ProgrammeRow
from backstride.journal.unplanned import Heard, with_pain_between
from backstride.journal.versions import Draft, Version, keep, newest_version, version_of
from backstride.training.log import LogEntry
from backstride.training.progression import Progression, progress

if TYPE_CHECKING:
    from backstride.journal.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """What came of looking at the log.

    Attributes
    ----------
    version : Version
        The newest one, whether or not it is new.
    is_new : bool
        False when nothing follows that was not known.
    set_aside : tuple of str
        A sentence for each entry that does not count, or not in full.
    """

    version: Version
    is_new: bool
    set_aside: tuple[str, ...] = ()


def adapt(journal: "Journal", by: Actor, person_id: str) -> Adaptation:
    """Let the rules look at the log, and keep the version that follows, if any is new."""
    with journal.write() as session:
        require(session, by, person_id, "change")
        last = newest_version(session, person_id)
        today = journal.today_of(session, person_id)
        draft, aside = _follow(session, person_id, last, last.overlay, today)
        if draft.programme == last.programme and draft.decisions == last.decisions:
            return Adaptation(version=last, is_new=False, set_aside=aside)
        made = _keep(journal, session, last, draft, by)
        note(session, journal.clock(), by, "changed", "programme: adapted", person_id)
        return Adaptation(version=made, is_new=True, set_aside=aside)


def undo(journal: "Journal", by: Actor, person_id: str, reason: str = "") -> Version:
    """Bring back the sessions ahead as they were before the newest version.

    What decided in that version decides no more. Undoing an undoing brings it back. The past stays.

    Raises
    ------
    ConflictError
        When there is nothing before, when a step back is undone without a reason, or when the
        programme was stopped, which only ``overrule`` lifts.
    """
    with journal.write() as session:
        require(session, by, person_id, "change")
        last = newest_version(session, person_id)
        _check_undoable(last, reason)
        target = version_of(session, last.programme_id, last.number - 1)
        today = journal.today_of(session, person_id)
        logged = {row.uid for row in latest_rows(session, person_id)}
        freed = {
            one: f"undone: {reason or 'no reason given'}"
            for one in last.overlay.counted
            if one not in target.overlay.counted
        }
        aside = {**target.overlay.set_aside, **(freed if last.kind == "adapted" else {})}
        programme = grafted(last.programme, target.programme, today, logged)
        draft = Draft(
            kind="undone",
            programme=programme,
            day=today,
            overlay=replace(target.overlay, set_aside=aside),
            decisions=target.decisions,
            changes=compare(last.programme, programme),
            reason=check_text("reason", reason, LONGEST_NOTE),
            back_to=target.number,
        )
        note(session, journal.clock(), by, "changed", "programme: undone", person_id)
        return _keep(journal, session, last, draft, by)


def _check_undoable(last: Version, reason: str) -> None:
    if last.number == 1:
        raise ConflictError("this is the first version of the programme; there is none before it.")
    if last.outcome == "stop":
        raise ConflictError(
            "the programme was stopped; a coach or clinician may overrule that with a reason, or "
            "answer the screening again."
        )
    if last.outcome == "regress" and not reason.strip():
        raise ConflictError("a step back is undone only with a reason; say why.")


def overrule(journal: "Journal", by: Actor, person_id: str, uid: str, reason: str) -> Version:
    """Let what was reported of one session decide no more, and keep who said so and why.

    Raises
    ------
    NotAllowedError
        When a stop is overruled by somebody who is neither coach nor clinician of the person.
    NotThereError
        When nothing that decided was reported of the session.
    SettingsError
        Without a reason.
    """
    said = check_text("reason", reason, LONGEST_NOTE, empty=False)
    with journal.write() as session:
        require(session, by, person_id, "change")
        last = newest_version(session, person_id)
        decided = [one for one in last.decisions if one.uid == uid]
        if not decided:
            raise NotThereError("nothing that was reported of this session decides anything.")
        if any(one.outcome == "stop" for one in decided):
            _check_may_overrule(session, by, person_id)
        rows = latest_rows(session, person_id, programme_id=last.programme_id)
        aside = {row.entry_id: said for row in rows if row.uid == uid}
        today = journal.today_of(session, person_id)
        heard = _entries(session, person_id, last, last.overlay, today)
        aside |= {id_: said for id_, whose in heard.uid_of.items() if whose == uid}
        overlay = replace(last.overlay, set_aside={**last.overlay.set_aside, **aside})
        draft, _ = _follow(session, person_id, last, overlay, today)
        draft = replace(draft, kind="overruled", reason=said)
        note(session, journal.clock(), by, "changed", "programme: overruled", person_id)
        return _keep(journal, session, last, draft, by)


def _check_may_overrule(session: Session, by: Actor, person_id: str) -> None:
    """Make sure that a stop is lifted by somebody else, who answers for it."""
    roles = ("coach", "clinician")
    if by.person_id is None:
        others = session.scalars(select(PersonRow.id).where(PersonRow.id != person_id))
        if any(has_role(session, one, roles) for one in others):
            return
    elif by.person_id != person_id and has_role(session, by.person_id, roles):
        return
    raise NotAllowedError("a stop is overruled by a coach or clinician; see one.")


def _keep(journal: "Journal", session: Session, last: Version, draft: Draft, by: Actor) -> Version:
    programme = session.get_one(ProgrammeRow, last.programme_id)
    return keep(journal, session, programme, draft, by)


def _follow(
    session: Session, person_id: str, last: Version, overlay: Overlay, today: date
) -> tuple[Draft, tuple[str, ...]]:
    """Return what follows from the log, with what people changed."""
    heard = _entries(session, person_id, last, overlay, today)
    entries = heard.entries
    logged = {one.uid for one in entries.values()}
    found, overlay = _progressed(last, overlay, list(entries.values()), today, logged)
    programme = placed(found.programme, overlay.moved, today, logged)
    there = {one.uid for one in programme.sessions()}
    decided = {one.uid for one in found.decisions}
    overlay = replace(
        overlay,
        moved=tuple(m for m in overlay.moved if m.to_day >= today or m.uid in there),
        skipped={uid: why for uid, why in overlay.skipped.items() if uid in there},
        counted=tuple(id_ for id_, uid in heard.uid_of.items() if uid in decided),
    )
    draft = Draft(
        kind="adapted",
        programme=programme,
        day=today,
        overlay=overlay,
        decisions=found.decisions,
        new_decisions=tuple(one for one in found.decisions if one not in last.decisions),
        changes=compare(last.programme, programme),
    )
    return draft, found.set_aside


def _progressed(
    last: Version, overlay: Overlay, log: Sequence[LogEntry], today: date, logged: set[str]
) -> tuple[Progression, Overlay]:
    """Return what the rules make of the log.

    A step back takes back the moves of sessions ahead: the rules then place them, so that nothing
    hard lands where rest is due.
    """
    base = unplaced(last.programme, overlay.moved, today, logged)
    found = progress(base, log, today)
    new = [one for one in found.decisions if one not in last.decisions]
    if overlay.moved and any(one.outcome in ("regress", "stop") for one in new):
        ahead = {m.uid for m in overlay.moved if m.to_day >= today} - logged
        found = progress(without(base, ahead), log, today)
        overlay = replace(overlay, moved=tuple(m for m in overlay.moved if m.uid not in ahead))
    return found, overlay


def _entries(
    session: Session, person_id: str, last: Version, overlay: Overlay, today: date
) -> Heard:
    """Return the entries that may decide, by their ids; a skipped session counts as not done."""
    rows = latest_rows(session, person_id, programme_id=last.programme_id, until=today)
    doses = measured_in(session, [row.entry_id for row in rows])
    logged = {row.uid for row in rows}
    found = {
        row.entry_id: entry_of(row, doses.get(row.entry_id))
        for row in rows
        if row.entry_id not in overlay.set_aside
    }
    for one in last.programme.sessions():
        is_due = one.uid in overlay.skipped and one.uid not in logged and one.day <= today
        name = f"skipped {one.uid}"
        if is_due and name not in overlay.set_aside:
            why = overlay.skipped[one.uid]
            found[name] = LogEntry(day=one.day, uid=one.uid, done_share=0.0, note=why)
    own = _painful_own(session, person_id, last.programme.start, today)
    others = {id_: one for id_, one in own.items() if id_ not in overlay.set_aside}
    return with_pain_between(found, others, last.programme, today)


def _painful_own(session: Session, person_id: str, since: date, until: date) -> dict[str, LogEntry]:
    """Return what was reported of sessions that were not planned and hurt, by day."""
    rows = latest_rows(session, person_id, since=since, until=until)
    return {row.entry_id: entry_of(row, None) for row in rows if not row.uid and row.worst_pain > 0}
