"""The plan: calendar, sessions, moving, skipping, undoing, overruling."""

from datetime import date, timedelta
from importlib.util import find_spec

import pytest

from backstride.journal import LOCAL, Actor
from tests.web.plans.conftest import GERMAN, HTML, MONDAY, Follower, begin_plan

DAY = timedelta(days=1)


def _allowed(ada: Follower, number: int) -> str:
    days = ada.client.get(f"/api/plan/sessions/{ada.key(number)}/days").json()
    return next(str(one["day"]) for one in days if not one["broken"])


def _refused(ada: Follower, number: int) -> str:
    days = ada.client.get(f"/api/plan/sessions/{ada.key(number)}/days").json()
    return next(str(one["day"]) for one in days if one["broken"])


def test_a_week_and_a_month_are_shown(ada: Follower) -> None:
    """Both views hold the sessions with their direction in words, and lead on."""
    week = ada.client.get("/plan", headers=HTML).text
    assert "Mon 16 Nov to Sun 22 Nov" in week
    assert week.count('class="chip ') == 2
    assert "Backward" in week
    month = ada.client.get("/plan?month=2026-11", headers=HTML).text
    assert "November 2026" in month
    assert month.count('role="cell"') == 42
    assert "?month=2026-10" in month
    assert "?month=2026-12" in month
    assert "Montag" in ada.client.get("/plan", headers=GERMAN).text


def test_days_that_are_none_are_refused(ada: Follower) -> None:
    """An address with no day in it gets a sentence."""
    for query in ("week=2026-13-01", "month=2026-00", "week=x", "month=0001-01"):
        assert ada.client.get(f"/plan?{query}").status_code == 422


def test_no_address_says_what_is_trained(person: Follower) -> None:
    """The uid of a session may name an injury, so addresses of pages hold a key instead."""
    ada = begin_plan(person, goals=("learn",))
    for path in ("/", "/plan", "/plan?month=2026-11"):
        text = ada.client.get(path, headers=HTML).text
        for one in ada.version.programme.sessions():
            assert one.template_id not in text.replace(one.session.title, "")


def test_a_session_shows_steps_dose_and_reasons(ada: Follower) -> None:
    """Steps with cues, dose, reasons, sources, and ways to take it along."""
    text = ada.client.get(f"/plan/{ada.key(0)}", headers=HTML).text
    for words in (
        "look over one shoulder",
        "body weights",
        "It does not show:",
        "Stop at once at:",
        "Sports 6(3):77",
        "session.fit",
    ):
        assert words in text
    assert ada.client.get("/plan/0123456789abcdef", headers=HTML).status_code == 404


def test_a_planned_session_can_be_played(ada: Follower) -> None:
    """The player opens it under its key, and the list of sessions begins with it."""
    session = ada.version.programme.sessions()[0]
    answer = ada.client.get(f"/play/plan-{ada.key(0)}", headers=HTML)
    assert answer.status_code == 200
    assert session.session.title in answer.text
    listed = ada.client.get("/sessions", headers=HTML).text
    assert listed.index(f"/play/plan-{ada.key(0)}") < listed.index("/play/first-steps.1")
    assert ada.client.get("/play/plan-0123456789abcdef").status_code == 404


def test_a_session_can_be_taken_along(ada: Follower) -> None:
    """Text, calendar and watch; the file's name says the day and nothing more."""
    marks = {"txt": b"First steps", "ics": b"BEGIN:VCALENDAR", "fit": b".FIT"}
    for kind, mark in marks.items():
        answer = ada.client.get(f"/plan/{ada.key(0)}/session.{kind}")
        assert answer.status_code == 200
        assert mark in answer.content[:16]
        assert f"backstride-{MONDAY}.{kind}" in answer.headers["content-disposition"]


@pytest.mark.skipif(find_spec("typst") is None, reason="the extra [print] is not installed")
def test_a_session_can_be_printed(ada: Follower) -> None:
    """The page for the gym bag comes as PDF."""
    answer = ada.client.get(f"/plan/{ada.key(0)}/session.pdf")
    assert answer.content.startswith(b"%PDF")


def test_the_plan_can_be_taken_along(ada: Follower) -> None:
    """All sessions as a calendar, and everything as data."""
    calendar = ada.client.get("/plan/export.ics").text
    assert calendar.count("BEGIN:VEVENT") == len(ada.version.programme.sessions())
    assert ada.client.get("/plan/export.json").json()["start"] == MONDAY.isoformat()


def test_a_session_moves_within_the_rules(ada: Follower) -> None:
    """A day the rules allow takes it at once, and the calendar says where it came from."""
    day = _allowed(ada, 2)
    answer = ada.client.post(f"/plan/{ada.key(2)}/move", data={"day": day}, headers=HTML)
    assert answer.url.path == "/plan"
    assert "moved from" in answer.text
    assert ada.version.kind == "moved"


def test_days_are_offered_with_what_the_rules_say(ada: Follower) -> None:
    """The list of days is made where it is asked for, each day with the rules against it."""
    key = ada.key(1)
    assert f"/plan/{key}?move=yes" in ada.client.get(f"/plan/{key}", headers=HTML).text
    text = ada.client.get(f"/plan/{key}?move=yes", headers=HTML).text
    assert "Within the rules" in text
    assert "The rules speak against it: " in text
    assert "Fits the day" in text


def test_the_rules_speak_up_in_sentences(ada: Follower) -> None:
    """A day they do not allow is refused with each rule in words, in the reader's language."""
    day = (MONDAY + DAY).isoformat()  # no time is free on Tuesdays
    answer = ada.client.post(f"/plan/{ada.key(1)}/move", data={"day": day}, headers=HTML)
    assert answer.status_code == 409
    assert "The rules speak against" in answer.text
    assert "A session is never longer than the free time of its day" in answer.text
    german = ada.client.post(f"/plan/{ada.key(1)}/move", data={"day": day}, headers=GERMAN)
    assert "Eine Einheit ist nie länger als die freie Zeit ihres Tages" in german.text
    assert ada.version.number == 1


def test_moving_all_the_same_needs_a_reason_that_is_kept(ada: Follower) -> None:
    """Against the rules only with a reason, which stands in the history beside the rules."""
    key, day = ada.key(1), _refused(ada, 1)
    form = {"day": day, "anyway": day}
    assert ada.client.post(f"/plan/{key}/move", data=form, headers=HTML).status_code == 409
    form["reason"] = "Track is closed"
    assert ada.client.post(f"/plan/{key}/move", data=form, headers=HTML).status_code == 200
    past = ada.client.get("/plan/history", headers=HTML).text
    assert "Track is closed" in past
    assert "Against the rules" in past


def test_a_day_that_cannot_be_is_said(ada: Follower) -> None:
    """No day, no date, or one outside the plan: the page says so and nothing moves."""
    for day, status in (("", 422), ("soon", 422), ("2031-01-01", 409)):
        answer = ada.client.post(f"/plan/{ada.key(1)}/move", data={"day": day}, headers=HTML)
        assert answer.status_code == status
        assert 'role="alert"' in answer.text
    assert ada.version.number == 1


def test_a_session_is_left_out_and_taken_up_again(ada: Follower) -> None:
    """Leaving out keeps the reason; taking it up again takes it back."""
    key = ada.key(1)
    answer = ada.client.post(f"/plan/{key}/skip", data={"reason": "Travelling"}, headers=HTML)
    assert "Travelling" in answer.text
    assert "left out" in ada.client.get("/plan", headers=HTML).text
    ada.client.post(f"/plan/{key}/skip", data={"skipped": "no"}, headers=HTML)
    assert not ada.version.overlay.skipped


def test_every_version_is_told(ada: Follower) -> None:
    """The history says what was decided by which rule, what changed and who did it."""
    ada.log(0, rpe=6, pain_during={"knee": 6.0})
    text = ada.client.get("/plan/history", headers=HTML).text
    assert "Version 2: Adapted to what you did" in text
    assert "Step back" in text
    assert "Rule: Pain during the session" in text
    assert "sessions changed" in text
    assert "Version 1: Planned" in text


def test_long_histories_come_in_pages(ada: Follower) -> None:
    """Twenty versions stand on a page; the older ones on the next."""
    uid = ada.version.programme.sessions()[1].uid
    for number in range(22):
        ada.journal.programmes.skip(LOCAL, ada.id, uid, skipped=number % 2 == 0)
    newest = ada.version.number
    text = ada.client.get("/plan/history", headers=HTML).text
    assert text.count('<li class="card"') == 20
    assert f"before={newest - 19}" in text
    older = ada.client.get(f"/plan/history?before={newest - 19}", headers=HTML).text
    assert "Version 1: Planned" in older


def test_a_step_back_is_undone_only_with_a_reason(ada: Follower) -> None:
    """Without one it is refused; with one the sessions ahead are as they were."""
    before = [one.session.title for one in ada.version.programme.sessions()]
    ada.log(0, rpe=6, pain_during={"knee": 6.0})
    assert ada.client.post("/plan/undo", data={}, headers=HTML).status_code == 409
    answer = ada.client.post("/plan/undo", data={"reason": "It was the shoe"}, headers=HTML)
    assert "It was the shoe" in answer.text
    after = [one.session.title for one in ada.version.programme.sessions()]
    assert after == before


def test_a_coach_overrules_with_a_reason_that_is_kept(ada: Follower) -> None:
    """A stop is overruled by a coach alone, whose name and reason stand in the history."""
    ada.log(0, pain_during={"knee": 9.0})
    key = ada.key(0)
    form = {"reason": "Seen: a graze"}
    refused = ada.client.post(f"/plan/{key}/overrule", data=form, headers=HTML)
    assert refused.status_code == 409
    assert "a coach or clinician" in refused.text
    coach = ada.journal.people.add("Carl", roles=("coach",))
    ada.journal.shares.give(LOCAL, ada.id, coach.id, "change")
    uid = ada.version.programme.sessions()[0].uid
    ada.journal.programmes.overrule(Actor(coach.id), ada.id, uid, "Seen: a graze")
    text = ada.client.get(f"/people/{ada.id}/plan/history", headers=HTML).text
    assert "by Carl" in text
    assert "Seen: a graze" in text


def test_what_is_past_is_not_moved(ada: Follower) -> None:
    """A session whose day is over offers no move, and a try is refused with a sentence."""
    ada.on(MONDAY + DAY)
    key = ada.key(0)
    assert "Move to another day" not in ada.client.get(f"/plan/{key}?move=yes", headers=HTML).text
    form = {"day": (MONDAY + 2 * DAY).isoformat()}
    answer = ada.client.post(f"/plan/{key}/move", data=form, headers=HTML)
    assert answer.status_code == 409
    assert "this session is past" in answer.text


def test_without_a_plan_the_calendar_still_opens(person: Follower) -> None:
    """An empty calendar leads to a plan; a session's page says there is none."""
    assert "You follow no plan now" in person.client.get("/plan", headers=HTML).text
    assert person.client.get("/plan/0123456789abcdef", headers=HTML).status_code == 404
    assert person.client.get("/plan/history", headers=HTML).status_code == 404


def test_only_what_differs_is_called_a_change(ada: Follower) -> None:
    """Sessions that were planned anew and are as they were do not stand among the changes."""
    ada.log(0, rpe=6, pain_during={"knee": 6.0})
    ada.on(date(2026, 11, 17))
    text = ada.client.get("/", headers=HTML).text
    lines = text.partition('<ul class="plan-lines">')[2].partition("</ul>")[0]
    for line in lines.split("<li>")[1:]:
        before = line.partition('<del lang="en">')[2].partition("</del>")[0]
        after = line.partition('<ins lang="en">')[2].partition("</ins>")[0]
        assert before != after or not before
