"""Pain of sessions of one's own: the rules hear it, and it can be undone and overruled."""

from datetime import timedelta
from typing import Any

import pytest

from backstride.journal import LOCAL, Journal
from backstride.journal.versions import Version
from backstride.training.log import LogEntry
from tests.journal.people import planned_person, went
from tests.journal.servers import Clock


def own_session_hurts(
    journal: Journal, clock: Clock, pain: float, *, is_logged: bool = True
) -> tuple[str, Version]:
    """Do the first planned session well, or not at all, and one of one's own the day after."""
    id_, version = planned_person(journal)
    first = version.programme.sessions()[0]
    clock.go_to(first.day)
    if is_logged:
        journal.sessions.log(LOCAL, id_, went(first))
    clock.go_to(first.day + timedelta(days=1))
    journal.programmes.adapt(LOCAL, id_)
    hurt: dict[str, Any] = {"pain_during": {"knee": pain}, "pain_sides": {"knee": "left"}}
    journal.sessions.log(LOCAL, id_, LogEntry(day=clock().date(), uid="", **hurt))
    return id_, journal.programmes.adapt(LOCAL, id_).version


@pytest.mark.parametrize("is_logged", [True, False])
@pytest.mark.parametrize(("pain", "outcome"), [(3, "hold"), (6, "regress"), (9, "stop")])
def test_pain_that_was_not_planned_counts(
    journal: Journal, clock: Clock, pain: float, outcome: str, is_logged: bool
) -> None:
    """It decides as in a planned session, on the day it was felt."""
    _, version = own_session_hurts(journal, clock, pain, is_logged=is_logged)
    assert (outcome, clock().date()) == (version.outcome, version.decisions[-1].day)
    assert version.decisions[-1].rule_id == "pain_during"


def test_pain_that_allows_a_step_up_changes_nothing(journal: Journal, clock: Clock) -> None:
    """A session of one's own that hardly hurt takes nothing from the planned one."""
    id_, version = own_session_hurts(journal, clock, 1)
    assert "progress" == version.outcome
    assert not journal.programmes.adapt(LOCAL, id_).is_new


def test_a_session_to_come_is_not_taken_for_done(journal: Journal, clock: Clock) -> None:
    """Pain before any planned session waits for the log of the first one."""
    id_, before = planned_person(journal)
    first = before.programme.sessions()[0]
    clock.go_to(first.day)
    hurt = LogEntry(day=first.day, uid="", pain_during={"knee": 6})
    journal.sessions.log(LOCAL, id_, hurt)
    assert first in journal.programmes.adapt(LOCAL, id_).version.programme.sessions()


def test_what_it_decided_can_be_undone_and_overruled(journal: Journal, clock: Clock) -> None:
    """It decides no more afterwards, however often the log is looked at."""
    for way in ("undo", "overrule"):
        id_, version = own_session_hurts(journal, clock, 6)
        if way == "undo":
            journal.programmes.undo(LOCAL, id_, "a fall on ice")
        else:
            journal.programmes.overrule(LOCAL, id_, version.decisions[-1].uid, "a fall on ice")
        again = journal.programmes.adapt(LOCAL, id_).version
        assert all(one.outcome != "regress" for one in again.decisions), way
