"""Programmes: every version kept, changes visible with their rule, undone and overruled."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backstride import evidence
from backstride.errors import SettingsError
from backstride.journal import (
    LOCAL,
    Actor,
    ConflictError,
    Journal,
    JournalError,
    NotAllowedError,
    NotThereError,
)
from backstride.journal.versions import Version
from backstride.training.athlete_words import Site
from backstride.training.programme import PlannedSession, Programme
from tests.journal.people import DAY, planned_person, unwell, went
from tests.journal.servers import Clock


def ahead(version: Version, clock: Clock) -> list[PlannedSession]:
    """Return the sessions from today on."""
    return [one for one in version.programme.sessions() if one.day >= clock().date()]


def hurt(
    journal: Journal, clock: Clock, id_: str, pain: float = 6
) -> tuple[Version, PlannedSession]:
    """Log pain in the first session, adapt, and return the new version and the session."""
    version = journal.programmes.current(LOCAL, id_)
    assert version is not None
    first = version.programme.sessions()[0]
    clock.go_to(first.day)
    journal.sessions.log(LOCAL, id_, went(first, pain_during={"knee": pain}))
    return journal.programmes.adapt(LOCAL, id_).version, first


def test_a_programme_is_kept_as_it_was_made(journal: Journal) -> None:
    """Read back, it is equal; its sessions stand in the calendar."""
    id_, version = planned_person(journal)
    found = journal.programmes.current(LOCAL, id_)

    assert version == found
    sessions = version.programme.sessions()
    shown = journal.programmes.calendar(LOCAL, id_, sessions[0].day, sessions[-1].day)
    assert [(one.uid, one.day, one.rung) for one in sessions] == [
        (one.uid, one.day, one.rung) for one in shown
    ]
    assert {False} == {one.skipped for one in shown}


def test_pain_six_changes_the_plan_and_says_why(journal: Journal, clock: Clock) -> None:
    """What was planned, done and changed, by which rule and finding."""
    id_, before = planned_person(journal)
    after, first = hurt(journal, clock, id_)

    assert (2, "adapted", "regress") == (after.number, after.kind, after.outcome)
    [decision] = after.decisions
    assert (first.uid, "pain_during", "regress") == (
        decision.uid,
        decision.rule_id,
        decision.outcome,
    )
    assert decision.findings
    assert all(evidence.exists(one) for one in decision.findings)
    assert after.changes
    for change in after.changes:
        assert change["day"] > first.day.isoformat()
        assert change["after"] is None or change["reasons"]
    assert before == journal.programmes.versions(LOCAL, id_)[1]


def test_nothing_new_makes_no_version(journal: Journal, clock: Clock) -> None:
    """Adapting twice is adapting once."""
    id_, _ = planned_person(journal)
    after, _ = hurt(journal, clock, id_)
    again = journal.programmes.adapt(LOCAL, id_)

    assert (False, after) == (again.is_new, again.version)


def test_going_well_is_told_too(journal: Journal, clock: Clock) -> None:
    """A decision without a change is a version: the person sees that it was looked at."""
    id_, version = planned_person(journal)
    first = version.programme.sessions()[0]
    clock.go_to(first.day)
    journal.sessions.log(LOCAL, id_, went(first))
    found = journal.programmes.adapt(LOCAL, id_)

    assert (True, "progress", []) == (found.is_new, found.version.outcome, found.version.changes)


def test_a_step_back_is_undone_with_a_reason_and_stays_undone(
    journal: Journal, clock: Clock
) -> None:
    """The sessions ahead are as before; the same entry does not decide again."""
    id_, before = planned_person(journal)
    after, _ = hurt(journal, clock, id_)
    with pytest.raises(ConflictError, match="reason"):
        journal.programmes.undo(LOCAL, id_)
    undone = journal.programmes.undo(LOCAL, id_, "It was a bee.")

    assert ("undone", 1, 3, "It was a bee.") == (
        undone.kind,
        undone.back_to,
        undone.number,
        undone.reason,
    )
    assert before.programme == undone.programme
    assert not journal.programmes.adapt(LOCAL, id_).is_new
    assert [3, 2, 1] == [one.number for one in journal.programmes.versions(LOCAL, id_)]
    assert after == journal.programmes.versions(LOCAL, id_)[1]


def test_undoing_an_undoing_brings_it_back(journal: Journal, clock: Clock) -> None:
    """As before the first."""
    id_, _ = planned_person(journal)
    after, _ = hurt(journal, clock, id_)
    journal.programmes.undo(LOCAL, id_, "It was a bee.")
    again = journal.programmes.undo(LOCAL, id_)

    assert (after.programme, after.decisions) == (again.programme, again.decisions)
    assert not journal.programmes.adapt(LOCAL, id_).is_new


def test_the_first_version_has_nothing_before_it(journal: Journal) -> None:
    """One sentence."""
    id_, _ = planned_person(journal)
    with pytest.raises(ConflictError, match="first version"):
        journal.programmes.undo(LOCAL, id_)


def test_a_coach_overrules_with_a_reason_that_is_kept(journal: Journal, clock: Clock) -> None:
    """Who, why and which session; what was reported stays in the log."""
    id_, before = planned_person(journal)
    coach = Actor(journal.people.add("Carl", roles=("coach",)).id)
    journal.shares.give(LOCAL, id_, str(coach.person_id), "change")
    _, first = hurt(journal, clock, id_)
    with pytest.raises(SettingsError):
        journal.programmes.overrule(coach, id_, first.uid, "  ")
    found = journal.programmes.overrule(coach, id_, first.uid, "An old scar; I was there.")

    assert ("overruled", coach.person_id) == (found.kind, found.by_id)
    assert "An old scar; I was there." == found.reason
    assert () == found.decisions
    assert ahead(before, clock)[1:] == ahead(found, clock)[1:]
    assert [6] == [one.worst_pain for one in journal.sessions.of(LOCAL, id_)]
    assert not journal.programmes.adapt(LOCAL, id_).is_new


def test_a_stop_is_lifted_by_a_coach_alone(journal: Journal, clock: Clock) -> None:
    """Not by undoing, and not by the person who was stopped."""
    id_, _ = planned_person(journal)
    stopped, first = hurt(journal, clock, id_, pain=9)
    assert "stop" == stopped.outcome
    assert [first.uid] == [one.uid for one in ahead(stopped, clock)]
    with pytest.raises(ConflictError, match="stopped"):
        journal.programmes.undo(LOCAL, id_, "I feel fine.")
    for by in (LOCAL, Actor(id_)):
        with pytest.raises(NotAllowedError, match="coach or clinician"):
            journal.programmes.overrule(by, id_, first.uid, "I feel fine.")

    doctor = Actor(journal.people.add("Dora", roles=("clinician",)).id)
    journal.shares.give(LOCAL, id_, str(doctor.person_id), "change")
    found = journal.programmes.overrule(doctor, id_, first.uid, "Seen today; fit to go on.")
    assert len(ahead(found, clock)) > 5


def test_overruling_what_decided_nothing_is_refused(journal: Journal) -> None:
    """There is nothing to overrule."""
    id_, version = planned_person(journal)
    with pytest.raises(NotThereError):
        journal.programmes.overrule(LOCAL, id_, version.programme.sessions()[0].uid, "Because.")


def test_a_red_flag_ends_the_plan(journal: Journal, clock: Clock) -> None:
    """Nothing is ahead any more; what was planned is still in the journal."""
    id_, version = planned_person(journal)
    kept, _ = journal.screenings.answer(LOCAL, id_, unwell(), {})

    assert ("stop", 2) == (kept.outcome, kept.number)
    assert journal.programmes.current(LOCAL, id_) is None
    assert [] == journal.programmes.calendar(LOCAL, id_, clock().date(), clock().date() + 400 * DAY)
    assert version == journal.programmes.version(LOCAL, id_, version.programme_id, 1)
    assert [2, 1] == [one.number for one in journal.screenings.history(LOCAL, id_)]


def test_a_moved_session_stands_on_its_new_day(journal: Journal, clock: Clock) -> None:
    """And goes back without a trace of having moved."""
    id_, version = planned_person(journal)
    first = version.programme.sessions()[0]
    to = first.day + DAY
    moved = journal.programmes.move(LOCAL, id_, first.uid, to, reason="Rain.", anyway=True)

    assert [("moved", first.day.isoformat(), to.isoformat())] == [
        (c["kind"], c["before"]["day"], c["after"]["day"]) for c in moved.changes
    ]
    [shown] = [
        one for one in journal.programmes.calendar(LOCAL, id_, to, to) if one.uid == first.uid
    ]
    assert first.day == shown.planned_day
    back = journal.programmes.move(LOCAL, id_, first.uid, first.day)
    assert (version.programme, ()) == (back.programme, back.overlay.moved)


def test_the_rules_speak_up_against_a_move(journal: Journal, clock: Clock) -> None:
    """Two sessions on a day, or a day without time: refused with the rule, unless said why."""
    id_, version = planned_person(journal)
    first, second = version.programme.sessions()[:2]
    said = journal.programmes.check_move(LOCAL, id_, first.uid, second.day)
    assert "one_a_day" in [one["rule_id"] for one in said]
    with pytest.raises(ConflictError) as found:
        journal.programmes.move(LOCAL, id_, first.uid, second.day)
    assert said[0]["text"] in str(found.value)
    assert version == journal.programmes.current(LOCAL, id_)

    moved = journal.programmes.move(
        LOCAL, id_, first.uid, second.day, reason="Holiday.", anyway=True
    )
    assert said == moved.changes[0]["broken"]


def test_what_is_past_cannot_be_moved_or_skipped(journal: Journal, clock: Clock) -> None:
    """Nor what was logged, nor to a day that is over or outside."""
    id_, version = planned_person(journal)
    first, second, third = version.programme.sessions()[:3]
    clock.go_to(second.day)
    journal.sessions.log(LOCAL, id_, went(second))
    for one in (first, second):
        with pytest.raises(ConflictError, match="past"):
            journal.programmes.move(LOCAL, id_, one.uid, third.day + DAY)
        with pytest.raises(ConflictError, match="past"):
            journal.programmes.skip(LOCAL, id_, one.uid, "Ill.")
    for day in (first.day, first.day + timedelta(days=400)):
        with pytest.raises(SettingsError, match="outside"):
            journal.programmes.move(LOCAL, id_, third.uid, day)


def test_a_move_outlives_an_adaptation_that_went_well(journal: Journal, clock: Clock) -> None:
    """Also when the session's first day passes before it is done."""
    id_, version = planned_person(journal)
    first, second = version.programme.sessions()[:2]
    to = second.day + 2 * DAY
    journal.programmes.move(LOCAL, id_, second.uid, to, reason="Travel.", anyway=True)
    clock.go_to(first.day)
    journal.sessions.log(LOCAL, id_, went(first))
    assert to in [one.day for one in ahead(journal.programmes.adapt(LOCAL, id_).version, clock)]

    clock.go_to(second.day + DAY)
    [found] = [
        one
        for one in journal.programmes.adapt(LOCAL, id_).version.programme.sessions()
        if one.uid == second.uid
    ]
    assert to == found.day


def test_a_step_back_takes_moves_back(journal: Journal, clock: Clock) -> None:
    """Rest is due: the rules place what comes, not a wish from before the pain."""
    id_, version = planned_person(journal)
    second = version.programme.sessions()[1]
    journal.programmes.move(LOCAL, id_, second.uid, second.day + DAY, reason="x", anyway=True)
    after, _ = hurt(journal, clock, id_)

    assert () == after.overlay.moved
    assert second.day + DAY not in [one.day for one in after.programme.sessions()]


def test_a_skipped_session_counts_as_missed_once_its_day_has_come(
    journal: Journal, clock: Clock
) -> None:
    """With its reason; and it can be taken up again before."""
    id_, version = planned_person(journal)
    first = version.programme.sessions()[0]
    journal.programmes.skip(LOCAL, id_, first.uid, "Ill.")
    shown = journal.programmes.calendar(LOCAL, id_, first.day, first.day)[0]
    assert (True, "Ill.") == (shown.skipped, shown.reason)
    journal.programmes.skip(LOCAL, id_, first.uid, skipped=False)
    assert not journal.programmes.calendar(LOCAL, id_, first.day, first.day)[0].skipped
    journal.programmes.skip(LOCAL, id_, first.uid, "Ill after all.")

    clock.go_to(first.day)
    [decision] = journal.programmes.adapt(LOCAL, id_).version.decisions
    assert (first.uid, "missed") == (decision.uid, decision.rule_id)
    journal.programmes.undo(LOCAL, id_)
    assert not journal.programmes.adapt(LOCAL, id_).is_new


def test_a_new_programme_ends_the_old_one(journal: Journal) -> None:
    """Only the new one is in the calendar; the old one stays readable."""
    id_, old = planned_person(journal)
    new = journal.programmes.start(LOCAL, id_, old.programme)

    assert new == journal.programmes.current(LOCAL, id_)
    first = old.programme.sessions()[0]
    shown = journal.programmes.calendar(LOCAL, id_, first.day, first.day)
    assert [new.programme_id] == [one.programme_id for one in shown]
    assert old == journal.programmes.version(LOCAL, id_, old.programme_id, 1)


def test_without_a_programme_there_is_nothing_to_adapt(journal: Journal) -> None:
    """One sentence."""
    id_ = journal.people.add("Ada").id
    assert journal.programmes.current(LOCAL, id_) is None
    assert [] == journal.programmes.versions(LOCAL, id_)
    with pytest.raises(NotThereError, match="make a plan"):
        journal.programmes.adapt(LOCAL, id_)


def past(version: Version, today: date, logged: set[str]) -> list[PlannedSession]:
    """Return the sessions that nothing may change any more."""
    return [one for one in version.programme.sessions() if one.day < today or one.uid in logged]


@settings(
    max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(seed=st.integers(0, 10_000))
def test_whatever_happens_the_past_is_never_rewritten(
    journal: Journal, clock: Clock, seed: int
) -> None:
    """Six weeks of logging, moving, skipping, adapting, undoing and overruling by dice.

    What was planned for a day that is over, or for a session that was logged, is the same
    afterwards; names stay unique; the calendar shows the newest version.
    """
    clock.now = Clock().now
    id_, version = planned_person(journal)
    dice, logged = random.Random(seed), set[str]()  # noqa: S311 - not a secret
    for _ in range(20):
        clock.go(days=dice.choice((0, 0, 1, 1, 2, 5)))
        today = clock().date()
        before = past(version, today, logged)
        logged |= step(journal, id_, version, clock, dice)
        version = journal.programmes.current(LOCAL, id_) or version
        after = past(version, today, logged)
        assert before == [one for one in after if one in before]
        assert {one.uid for one in after} - {one.uid for one in before} <= logged
        uids = [one.uid for one in version.programme.sessions()]
        assert len(set(uids)) == len(uids)
        shown = journal.programmes.calendar(LOCAL, id_, today - 900 * DAY, today + 900 * DAY)
        assert sorted(uids) == sorted(one.uid for one in shown)
        check_weeks(version.programme)
    numbers = [one.number for one in journal.programmes.versions(LOCAL, id_)]
    assert list(range(len(numbers), 0, -1)) == numbers


def check_weeks(programme: Programme) -> None:
    """Make sure that every session stands in the week of its day."""
    for week in programme.weeks:
        for one in week.sessions:
            assert week.start <= one.day < week.start + timedelta(days=7)


def step(
    journal: Journal, id_: str, version: Version, clock: Clock, dice: random.Random
) -> set[str]:
    """Do one thing by dice; return what was logged."""
    sessions = version.programme.sessions()
    if not sessions:
        return set()
    one, today = dice.choice(sessions[:12]), clock().date()
    todays = [s for s in sessions if s.day <= today]
    deed = dice.choice(("log", "log", "log", "move", "skip", "adapt", "adapt", "undo", "overrule"))
    done: set[str] = set()
    try:
        if deed == "log" and todays:
            sites: tuple[Site, ...] = ("knee", "calf")
            pain = {dice.choice(sites): dice.choice((0, 0, 0, 2, 4, 6))}
            entry = went(todays[-1], day=today, pain_during=pain, done_share=dice.choice((0, 1, 1)))
            journal.sessions.log(LOCAL, id_, entry)
            done = {todays[-1].uid}
        elif deed == "move":
            to = today + dice.randint(0, 9) * DAY
            journal.programmes.move(LOCAL, id_, one.uid, to, reason="Dice.", anyway=True)
        elif deed == "skip":
            journal.programmes.skip(LOCAL, id_, one.uid, "Dice.", skipped=dice.random() < 0.7)
        elif deed == "adapt":
            journal.programmes.adapt(LOCAL, id_)
        elif deed == "undo":
            journal.programmes.undo(LOCAL, id_, "Dice.")
        elif deed == "overrule" and version.decisions:
            decided = dice.choice(version.decisions)
            journal.programmes.overrule(LOCAL, id_, decided.uid, "Dice.")
    except (JournalError, SettingsError):
        pass
    return done
