"""The JSON of plans and questions, and the calendar that others ask for."""

from datetime import timedelta

from backstride.journal import LOCAL
from backstride.training.athlete_text import athlete_as_dict
from tests.web.plans.conftest import HTML, MONDAY, Follower

DAY = timedelta(days=1)


def test_the_plan_as_json(ada: Follower) -> None:
    """The plan with its sessions, one of them, the versions and the calendar."""
    plan = ada.client.get("/api/plan").json()
    assert plan["number"] == 1
    assert plan["sessions"][0]["day"] == MONDAY.isoformat()
    assert plan["sessions"][0]["text"].startswith("First steps")
    one = ada.client.get(f"/api/plan/sessions/{plan['sessions'][0]['key']}").json()
    assert one == plan["sessions"][0]
    assert [v["kind"] for v in ada.client.get("/api/plan/versions").json()] == ["planned"]
    assert ada.client.get("/api/plan/versions/1").json() == plan
    until = (MONDAY + 6 * DAY).isoformat()
    week = ada.client.get(f"/api/plan/calendar?since={MONDAY}&until={until}").json()
    assert [found["key"] for found in week] == [s["key"] for s in plan["sessions"][:2]]


def test_a_calendar_of_too_many_days_is_refused(ada: Follower) -> None:
    """At most a year and a bit at once, and not backward."""
    for since, until in (("2026-01-01", "2030-01-01"), ("2026-02-01", "2026-01-01")):
        answer = ada.client.get(f"/api/plan/calendar?since={since}&until={until}")
        assert answer.status_code == 422
        assert answer.json()["error"]["code"] == "bad_request"


def test_changes_as_json(ada: Follower) -> None:
    """Moving, leaving out, undoing and adapting give the plan that follows; refusals say why."""
    sessions = ada.client.get("/api/plan").json()["sessions"]
    key = sessions[1]["key"]
    days = ada.client.get(f"/api/plan/sessions/{key}/days").json()
    bad = next(one for one in days if one["broken"])
    refused = ada.client.post(f"/api/plan/sessions/{key}/move", json={"day": bad["day"]})
    assert refused.status_code == 409
    assert "To move it all the same, say why." in refused.json()["error"]["message"]
    body = {"day": bad["day"], "anyway": True, "reason": "Track is closed"}
    moved = ada.client.post(f"/api/plan/sessions/{key}/move", json=body).json()
    assert (moved["kind"], moved["reason"]) == ("moved", "Track is closed")
    skipped = ada.client.post(f"/api/plan/sessions/{key}/skip", json={}).json()
    assert next(one for one in skipped["sessions"] if one["key"] == key)["skipped"]
    undone = ada.client.post("/api/plan/undo", json={"reason": "Well again"}).json()
    assert undone["kind"] == "undone"
    assert ada.client.post("/api/plan/adapt").json()["is_new"] in (True, False)
    extra = ada.client.post("/api/plan/undo", json={"why": "x"})
    assert extra.status_code == 422


def test_a_report_is_overruled_as_json(ada: Follower) -> None:
    """What was reported decides no more; without a reason it is refused."""
    ada.log(0, rpe=6, pain_during={"knee": 6.0})
    path = f"/api/plan/sessions/{ada.key(0)}/overrule"
    assert ada.client.post(path, json={}).status_code == 422
    made = ada.client.post(path, json={"reason": "It was the shoe"}).json()
    assert (made["kind"], made["decisions"]) == ("overruled", [])


def test_questions_and_answers_as_json(person: Follower) -> None:
    """The questions with why they are asked; answers are kept, and a plan can follow."""
    questions = person.client.get("/api/screening/questions").json()
    assert len(questions) == 27
    assert all(one["why"] and one["group"] for one in questions)
    assert person.client.get("/api/screening").status_code == 404
    athlete = {
        "name": "Ada",
        "body_mass_kg": 60,
        "height_m": 1.7,
        "birth_date": "1994-03-01",
        "running_weeks": 100,
        "conditions": {one["id"]: False for one in questions},
    }
    made = person.client.post("/api/screening", json={"athlete": athlete})
    assert (made.status_code, made.json()["may_plan"]) == (201, True)
    wished = {
        "start": MONDAY.isoformat(),
        "athlete": {"places": ["grass"], "minutes_by_weekday": {"monday": 45, "friday": 45}},
    }
    plan = person.client.post("/api/plan", json=wished)
    assert plan.status_code == 201
    assert plan.json()["weeks"] == 8


def test_health_is_not_changed_on_the_way_to_a_plan(ada: Follower) -> None:
    """What belongs to the screening is refused where a plan is asked for."""
    wished = {"start": MONDAY.isoformat(), "athlete": {"conditions": {}}}
    answer = ada.client.post("/api/plan", json=wished)
    assert answer.status_code == 422
    assert "conditions" in answer.json()["error"]["message"]


def test_wishes_that_collide_are_said_as_json(ada: Follower) -> None:
    """A conflict is 409 with what collides, until the nearest plan is asked for."""
    about = athlete_as_dict(ada.version.programme.athlete)
    names = ("places", "minutes_by_weekday", "goals")
    wished = {
        "start": MONDAY.isoformat(),
        "sessions_per_week": 7,
        "athlete": {name: about[name] for name in names},
    }
    answer = ada.client.post("/api/plan", json=wished)
    assert answer.status_code == 409
    assert "leave room for" in answer.json()["error"]["message"]
    taken = ada.client.post("/api/plan", json={**wished, "take_nearest": True})
    assert taken.status_code == 201


def test_a_calendar_follows_the_plan(ada: Follower) -> None:
    """The address answers with days and titles alone, changes with the plan, and can be ended."""
    page = ada.client.post("/plan/calendar", headers=HTML).text
    address = page.partition('<code class="secret">')[2].partition("</code>")[0]
    path = address.removeprefix("http://localhost")
    first = ada.client.get(path)
    assert first.headers["content-type"].startswith("text/calendar")
    assert first.text.count("BEGIN:VEVENT") == len(ada.version.programme.sessions())
    for private in ("DESCRIPTION", "because", "Ada", "first-steps"):
        assert private not in first.text
    mark = first.headers["etag"]
    assert ada.client.get(path, headers={"If-None-Match": mark}).status_code == 304
    ada.journal.programmes.skip(LOCAL, ada.id, ada.version.programme.sessions()[1].uid)
    changed = ada.client.get(path, headers={"If-None-Match": mark})
    assert changed.status_code == 200
    assert "STATUS:CANCELLED" in changed.text
    [token] = ada.journal.tokens.of(ada.id, "calendar")
    assert token.id in ada.client.get("/plan/calendar", headers=HTML).text
    ada.client.post("/plan/calendar/end", data={"token": token.id})
    assert ada.client.get(path).status_code == 404
    assert ada.client.get("/calendar/nope.ics").status_code == 404


def test_a_session_keeps_its_name_in_calendars(ada: Follower) -> None:
    """A moved session has the same uid there, so that a calendar moves it and adds none."""
    page = ada.client.post("/plan/calendar", headers=HTML).text
    path = page.partition("http://localhost")[2].partition("</code>")[0]
    uids = {one for one in ada.client.get(path).text.splitlines() if one.startswith("UID")}
    uid, day = ada.version.programme.sessions()[1].uid, MONDAY + 4 * DAY
    ada.journal.programmes.move(LOCAL, ada.id, uid, day, reason="Track", anyway=True)
    again = ada.client.get(path).text
    assert {one for one in again.splitlines() if one.startswith("UID")} == uids
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in again
