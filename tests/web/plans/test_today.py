"""What a person does next."""

from datetime import date, timedelta

from backstride.journal import LOCAL
from tests.web.plans.conftest import GERMAN, HTML, MONDAY, Follower

DAY = timedelta(days=1)


def _first_line(ada: Follower, headers: dict[str, str] = HTML) -> str:
    text = ada.client.get("/", headers=headers).text
    return text.partition("<h1>")[2].partition("</h1>")[0]


def test_the_day_begins_with_its_session(ada: Follower) -> None:
    """The session of today, with its player, its dose and why it is there."""
    text = ada.client.get("/", headers=HTML).text
    assert "<h1>Today you run</h1>" in text
    assert f"/play/plan-{ada.key(0)}" in text
    assert "because it serves the goal “Learn to run backward”" in text
    assert "min backward" in text or "s backward" in text


def test_a_day_without_a_session_names_the_next(ada: Follower) -> None:
    """Rest is said to be part of it, and the next session stands below with its day."""
    ada.on(MONDAY + DAY)
    text = ada.client.get("/", headers=HTML).text
    assert "<h1>Rest today</h1>" in text
    assert "Next, Saturday 21 November" in text or "Next, tomorrow" in text


def test_what_is_done_is_not_asked_for_again(ada: Follower) -> None:
    """After the session of the day the page says so and looks ahead."""
    ada.log(0, rpe=4)
    assert _first_line(ada) == "Done for today"


def test_the_next_morning_is_asked_about(ada: Follower) -> None:
    """A session of yesterday asks how the morning was, until it is answered."""
    entry_id = ada.log(0, rpe=4)
    ada.on(MONDAY + DAY)
    assert f"/log/{entry_id}/morning" in ada.client.get("/", headers=HTML).text
    ada.journal.sessions.next_morning(LOCAL, ada.id, entry_id, {})
    assert f"/log/{entry_id}/morning" not in ada.client.get("/", headers=HTML).text


def test_a_session_that_was_not_logged_is_asked_about_for_a_week(ada: Follower) -> None:
    """It can be logged late, as the rules say for how long, and then is let go."""
    link = f"/log?session={ada.key(0)}"
    ada.on(MONDAY + DAY)
    assert link in ada.client.get("/", headers=HTML).text
    ada.on(MONDAY + 8 * DAY)
    assert link not in ada.client.get("/", headers=HTML).text


def test_pain_brings_rest_and_says_why(ada: Follower) -> None:
    """After pain of 6 the first line is rest; what changed and the rule stand below."""
    ada.log(0, rpe=6, pain_during={"knee": 6.0})
    ada.on(MONDAY + DAY)
    text = ada.client.get("/", headers=HTML).text
    assert "Rest until the end of" in _first_line(ada)
    assert "Pain during the session was 6 of 10 (knee), above 5" in text
    assert "pain 6 of 10: knee" in text
    assert "What changed ahead" in text
    for finding in ("L1", "L1b"):
        assert f'<a href="/evidence#{finding}">{finding}</a>' in text
    german = ada.client.get("/", headers=GERMAN).text
    assert "Der Schmerz während der Einheit war 6 von 10 (Knie), über 5" in german


def test_a_stop_stands_before_everything(ada: Follower) -> None:
    """Pain of 9 stops the plan, and the page says to see a clinician and nothing to play."""
    ada.log(0, pain_during={"knee": 9.0})
    text = ada.client.get("/", headers=HTML).text
    assert _first_line(ada) == "Stop. Do not train now."
    assert "See a clinician" in text
    assert "/play/" not in text


def test_a_plan_that_is_over_offers_the_next(ada: Follower) -> None:
    """After the last session the person is led to new questions."""
    ada.on(MONDAY + 60 * DAY)
    assert _first_line(ada) == "The plan is done"


def test_empty_states_lead_on(person: Follower) -> None:
    """Without answers the page leads to the questions, in the reader's language."""
    assert _first_line(person) == "First, a few questions"
    assert _first_line(person, GERMAN) == "Zuerst ein paar Fragen"


def test_answers_without_a_plan_lead_to_one(ada: Follower) -> None:
    """Who ended a plan is led to choose another."""
    ada.client.post("/plan/end", headers=HTML)
    assert _first_line(ada) == "Choose a plan"


def test_a_version_that_says_nothing_is_not_the_news(ada: Follower) -> None:
    """The page tells the latest change that says something."""
    ada.log(0, rpe=6, pain_during={"knee": 6.0})
    told = ada.version.number
    ada.on(MONDAY + 2 * DAY)
    ada.client.post("/plan/adapt", headers=HTML)
    answer = ada.client.get("/api/today").json()
    assert answer["last_change"] == told


def test_somebody_else_sees_but_changes_nothing(ada: Follower) -> None:
    """Under another person's address the links stay there, and there is nothing to play."""
    text = ada.client.get(f"/people/{ada.id}/", headers=HTML).text
    assert f'href="/people/{ada.id}/plan/{ada.key(0)}"' in text
    assert "/play/plan-" not in text


def test_today_as_json(ada: Follower) -> None:
    """The same as data: the state, the session, what is open."""
    ada.log(0, rpe=4)
    ada.on(MONDAY + DAY)
    answer = ada.client.get("/api/today").json()
    assert answer["state"] == "rest"
    assert len(answer["ask_next_morning"]) == 1
    assert date.fromisoformat(answer["session"]["day"]) > MONDAY
