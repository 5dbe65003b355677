"""From nothing to a plan."""

import pytest

from backstride.journal import LOCAL, Journal
from backstride.training import Programme, Wishes, plan
from tests.training.match_strategies import usual_targets
from tests.web.plans.conftest import GERMAN, HEALTHY, HTML, MONDAY, Follower, begin_plan

WISHES = {
    "goal": ["learn", "sprint"],
    "place": ["grass"],
    "spotter": "no",
    "weeks": "8",
    "minutes_monday": "45",
    "minutes_thursday": "45",
    "start": MONDAY.isoformat(),
}


def test_whoever_comes_first_is_greeted(nobody: Follower) -> None:
    """With nobody in the journal every page leads to the welcome, which asks for three things."""
    answer = nobody.client.get("/", headers=HTML)
    assert answer.url.path == "/welcome"
    assert "Welcome to Backstride" in answer.text


def test_a_person_is_added_and_asked(nobody: Follower) -> None:
    """Name, zone and units make a person, whose page then begins with the questions."""
    form = {"name": "Ada", "zone": "Europe/Berlin", "units": "imperial"}
    answer = nobody.client.post("/welcome", data=form, headers=HTML)
    assert answer.url.path == "/screening"
    assert "Mass in lb" in answer.text
    [person] = nobody.journal.people.seen_by(LOCAL)
    assert (person.name, person.zone, person.units) == ("Ada", "Europe/Berlin", "imperial")
    assert nobody.client.get("/welcome", headers=HTML).url.path == "/"


def test_the_demo_athlete_is_one_click_away(
    nobody: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One button makes the demo athlete and opens their day."""
    made = []

    def make_demo(journal: Journal) -> str:
        made.append(journal.people.add("Demo").id)
        return str(made[0])

    monkeypatch.setattr("backstride.web.people.demo.make_demo", make_demo)
    assert "/welcome/demo" in nobody.client.get("/welcome", headers=HTML).text
    answer = nobody.client.post("/welcome/demo", headers=HTML)
    assert answer.url.path == "/"
    assert nobody.client.cookies["backstride_person"] == made[0]


@pytest.mark.parametrize("wrong", [{"name": " "}, {"zone": "Mars/Olympus"}, {"zone": ""}])
def test_the_welcome_keeps_what_was_written(nobody: Follower, wrong: dict[str, str]) -> None:
    """A field that does not fit is said beside it, and nothing was added."""
    form = {"name": "Ada", "zone": "Europe/Berlin", "units": "metric", **wrong}
    answer = nobody.client.post("/welcome", data=form, headers=HTML)
    assert answer.status_code == 422
    assert answer.text.count("Please fill this in.") == 1
    assert nobody.journal.people.count() == 0


def test_every_question_says_why(person: Follower) -> None:
    """Each question everyone is asked stands there with its reason, also in German."""
    english = person.client.get("/screening", headers=HTML).text
    assert english.count("Why we ask") == 27
    assert "can be a blood clot" in english
    german = person.client.get("/screening", headers=GERMAN).text
    assert "Blutgerinnsel" in german


def test_values_are_kept_on_errors(person: Follower) -> None:
    """What was answered is still there when something else is missing."""
    form = {**HEALTHY, "mass": "", "height": "banana", "ask_vision": "yes"}
    answer = person.client.post("/screening", data=form, headers=HTML)
    assert answer.status_code == 422
    assert 'value="1994-03-01"' in answer.text
    assert 'name="ask_vision" value="yes" checked' in answer.text
    assert answer.text.count("field-wrong") == 2
    assert person.journal.screenings.latest(LOCAL, person.id) is None


def test_a_red_flag_stops_the_plan(person: Follower) -> None:
    """Chest pain gets one plain sentence and what to do, and no way on to a plan."""
    form = {**HEALTHY, "ask_chest_pain": "yes"}
    answer = person.client.post("/screening", data=form, headers=HTML)
    assert answer.url.path == "/screening/result"
    assert "see a clinician now, and call an ambulance" in answer.text
    assert "/begin" not in answer.text
    assert person.client.get("/begin", headers=HTML).url.path == "/screening/result"
    today = person.client.get("/", headers=HTML).text
    assert "No plan for now" in today
    assert "call an ambulance" in today


def test_a_red_flag_ends_the_plan_that_runs(ada: Follower) -> None:
    """Answering again with a red flag takes the sessions ahead away."""
    form = {**HEALTHY, "ask_fainting": "yes"}
    ada.client.post("/screening", data=form, headers=HTML)
    assert ada.journal.programmes.current(LOCAL, ada.id) is None
    assert "must be explained by a clinician" in ada.client.get("/", headers=HTML).text


def test_follow_up_questions_come_and_go(person: Follower) -> None:
    """A yes asks for more; a clinician's agreement opens a plan within limits."""
    form = {**HEALTHY, "ask_heart": "yes", "ask_dizziness": "yes"}
    answer = person.client.post("/screening", data=form, headers=HTML)
    assert "Does turning or tipping the head bring the dizziness on?" in answer.text
    more = {
        "ask_dizziness_turning": "no",
        "ask_dizziness_explained": "yes",
        "ask_cleared.heart": "running",
    }
    answer = person.client.post("/screening/result", data=more, headers=HTML)
    assert answer.url.path == "/begin"
    assert "effort at most easy" in answer.text or "effort at most moderate" in answer.text


def test_what_was_not_answered_is_asked_again(person: Follower) -> None:
    """No answer is not no: what is left open has to be answered before a plan."""
    form = {**HEALTHY, "none_senses": ""}
    answer = person.client.post("/screening", data=form, headers=HTML)
    assert answer.url.path == "/screening/result"
    assert answer.text.count("Why we ask") == 8


def test_an_injury_is_taken_with_its_stage(person: Follower) -> None:
    """An injury without a stage is asked about; with one it limits the plan."""
    form = {**HEALTHY, "injury1_kind": "calf_strain", "injury1_side": "left"}
    answer = person.client.post("/screening", data=form, headers=HTML)
    assert answer.status_code == 422
    form |= {"injury1_stage": "late", "injury1_released": "walking"}
    answer = person.client.post("/screening", data=form, headers=HTML)
    assert answer.url.path == "/begin"
    kept = person.journal.screenings.latest(LOCAL, person.id)
    assert kept is not None
    [injury] = kept.who().injuries
    assert (injury.site, injury.stage, injury.cleared_for) == ("calf", "late", "walking")


def test_imperial_units_are_understood(person: Follower) -> None:
    """Pounds, inches and miles become kilograms, metres and kilometres."""
    person.journal.people.update(LOCAL, person.id, units="imperial")
    form = {**HEALTHY, "mass": "132.3", "height": "67", "running_distance": "10"}
    person.client.post("/screening", data=form, headers=HTML)
    kept = person.journal.screenings.latest(LOCAL, person.id)
    assert kept is not None
    who = kept.who()
    assert who.body_mass_kg == pytest.approx(60, abs=0.1)
    assert who.height_m == pytest.approx(1.70, abs=0.01)
    assert who.running_km_per_week == pytest.approx(16.1, abs=0.1)


def test_a_plan_is_shown_before_it_begins(person: Follower) -> None:
    """The preview holds weeks and doses; without the consent nothing begins, with it it does."""
    person.client.post("/screening", data=HEALTHY, headers=HTML)
    shown = person.client.post("/begin", data={**WISHES, "do": "preview"}, headers=HTML)
    assert shown.status_code == 200
    assert shown.text.count("Week ") >= 8
    assert "No study found" in shown.text
    refused = person.client.post("/begin", data={**WISHES, "do": "start"}, headers=HTML)
    assert refused.status_code == 422
    assert person.journal.programmes.current(LOCAL, person.id) is None
    form = {**WISHES, "do": "start", "consent": "yes"}
    begun = person.client.post("/begin", data=form, headers=HTML)
    assert begun.url.path == "/"
    assert "Today you run" in begun.text
    again = person.client.get("/begin", headers=HTML).text
    assert 'name="consent"' not in again


def test_the_nearest_plan_is_offered_and_taken_on_purpose(person: Follower) -> None:
    """Wishes that collide are said; the nearest plan begins only when it was shown."""
    person.client.post("/screening", data=HEALTHY, headers=HTML)
    form = {**WISHES, "per_week": "7", "do": "start", "consent": "yes"}
    shown = person.client.post("/begin", data=form, headers=HTML)
    assert shown.status_code == 409
    assert "leave room for" in shown.text
    begun = person.client.post("/begin", data={**form, "nearest": "yes"}, headers=HTML)
    assert begun.url.path == "/"


def test_a_choice_that_is_missing_is_said(person: Follower) -> None:
    """Goals, days and a first day from today on are needed."""
    person.client.post("/screening", data=HEALTHY, headers=HTML)
    form = {"weeks": "8", "start": "2020-01-01", "do": "preview"}
    answer = person.client.post("/begin", data=form, headers=HTML)
    assert answer.status_code == 422
    for sentence in ("at least one goal", "on which days you have time", "from today on"):
        assert sentence in answer.text


def test_too_many_fields_are_refused(person: Follower) -> None:
    """A form that no page here sends is refused with a sentence."""
    form = "&".join(f"f{n}=1" for n in range(1000))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = person.client.post("/screening", content=form, headers=kind)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "bad_request"


def test_targets_of_a_match_outlive_a_new_plan(person: Follower) -> None:
    """They are shown and stay when a plan is written anew, unless they are taken out."""
    begin_plan(person)
    athlete = person.version.programme.athlete
    wishes = Wishes(weeks=6, targets=usual_targets())
    _, found = person.journal.screenings.answer(LOCAL, person.id, athlete, {})
    made = plan(athlete, found, MONDAY, wishes)
    assert isinstance(made, Programme)
    person.journal.programmes.start(LOCAL, person.id, made)
    shown = person.client.get("/begin", headers=HTML).text
    assert "what matches ask of home 4" in shown
    assert "Longest stretch" in shown
    assert "Auf das Spiel hin" in person.client.get("/begin", headers=GERMAN).text
    form = {**WISHES, "targets": "keep", "consent": "yes", "do": "start"}
    person.client.post("/begin", data=form, headers=HTML)
    assert person.version.programme.wishes.targets == usual_targets()
    del form["targets"]
    person.client.post("/begin", data=form, headers=HTML)
    assert person.version.programme.wishes.targets is None
