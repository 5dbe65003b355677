"""What others call after something was logged, and how they find a session."""

from zoneinfo import ZoneInfo

from backstride.journal import LOCAL
from backstride.web.plans.adapting import adapt_after, last_change
from backstride.web.plans.playable import session_of, uid_of
from backstride.web.visiting import Visit
from tests.web.plans.conftest import Follower


def _visit(who: Follower) -> Visit:
    person = who.journal.people.get(LOCAL, who.id)
    today = who.moment.astimezone(ZoneInfo(person.zone)).date()
    return Visit(who.journal, LOCAL, person, "", today)


def test_nothing_follows_without_a_plan(person: Follower) -> None:
    """Somebody who follows no plan can log all the same."""
    assert adapt_after(_visit(person)) is None


def test_adapting_twice_is_adapting_once(ada: Follower) -> None:
    """What was known already makes no second version."""
    ada.log(0, rpe=6, pain_during={"knee": 6.0})
    number = ada.version.number
    again = adapt_after(_visit(ada))
    assert again is not None
    assert not again.is_new
    assert ada.version.number == number


def test_a_change_tells_planned_done_and_decided(ada: Follower) -> None:
    """The session as planned, the entry, the decision, and what is different ahead."""
    entry_id = ada.log(0, rpe=6, pain_during={"knee": 6.0})
    change = last_change(_visit(ada), ada.version)
    assert change is not None
    [told] = change.told
    assert (told.title, told.planned_day) == ("First steps", ada.moment.date())
    assert told.done is not None
    assert told.done.entry_id == entry_id
    assert (told.decision.outcome, told.decision.rule_id) == ("regress", "pain_during")
    assert change.lines


def test_a_plan_that_ended_tells_nothing(ada: Follower) -> None:
    """A version of a plan that is no longer followed has no change to show."""
    version = ada.version
    ada.journal.programmes.end(LOCAL, ada.id)
    assert last_change(_visit(ada), version) is None


def test_a_session_is_found_by_the_id_of_the_player(ada: Follower) -> None:
    """The log names a session by its uid, the player by a key that says nothing."""
    one, visit = ada.version.programme.sessions()[0], _visit(ada)
    assert uid_of(visit, f"plan-{ada.key(0)}") == uid_of(visit, ada.key(0)) == one.uid
    assert session_of(visit, f"plan-{ada.key(0)}") == one.session
    assert uid_of(visit, "plan-0123456789abcdef") is None
