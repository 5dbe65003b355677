"""From a match to a plan that goes towards it."""

import json
from dataclasses import replace
from typing import Any

from backstride.journal import LOCAL, Actor
from backstride.team.gap import HOW
from backstride.training.match_targets import MatchTargets
from backstride.web.knowing import SIGNED_IN_COOKIE
from backstride.web.matches import Match, _keep
from backstride.web.plans.match_notes import _COMPILED, match_note
from backstride.web.plans.told import Teller
from backstride.web.words_of import words_in
from tests.exchange.report.html_pages import parse
from tests.training.match_strategies import usual_targets
from tests.training.test_plan_toward_match import programme
from tests.web.plans.conftest import GERMAN, HTML, MONDAY, Follower, begin_plan
from tests.web.plans.test_first_visit import WISHES

FEW = (
    "One match says little of the next: give several matches to plan from.",
    "2 matches say little of the next: give several matches to plan from.",
)
UNTESTED = (
    "Facing was estimated, so bouts and turns are not known, and the dose has a wide interval; "
    "whether the estimate holds in this sport is untested."
)
NO_GOAL = "no study says how much of it belongs in training"


def kept_match(who: Follower, by: Actor = LOCAL, *targets: MatchTargets) -> str:
    """Keep a measured match of somebody as the app does, and return its id."""
    matches: Any = who.client.app.state.measuring.matches  # type: ignore[attr-defined]
    match_id: str = matches.new(by)
    folder = matches._place(by, match_id)
    told = Match(
        id=match_id, title="x", at="2026-11-15T10:00:00+00:00", state="measured", facing="measured"
    )
    _keep(folder, told)
    found = {"facing": "measured", "players": [], "teams": [], "warnings": []}
    limits = {"backward_above_deg": 135, "forward_below_deg": 45, "speed_above_mps": 1.8}
    figures = {**found, "thresholds": {**limits, "window": "the match"}}
    (folder / "match.json").write_text(json.dumps(figures), "utf-8")
    (folder / "report.html").write_text("", "utf-8")
    if targets:
        said = json.dumps([one.as_json() for one in targets])
        (folder / "targets.json").write_text(said, "utf-8")
    return match_id


def rows_beside(html: str) -> dict[str, list[str]]:
    """Return the cells of the table of a match beside a plan, by their row."""
    tables = [one for one in parse(html).all("table") if "One match" in one.text]
    rows = tables[-1].all("tr")[1:] if tables else []
    return {row.all("th")[0].text: [one.text for one in row.all("td")] for row in rows}


def test_the_match_stands_beside_the_plan_that_is_followed(person: Follower) -> None:
    """Each figure with what the match held and what the fullest week holds; no plan is said."""
    match_id = kept_match(person, LOCAL, usual_targets())
    address = f"/team/{match_id}?player=0&person={person.id}"
    assert "No plan is followed yet" in person.client.get(address, headers=HTML).text
    begin_plan(person)
    page = person.client.get(address, headers=HTML).text
    rows = rows_beside(page)
    assert "94 to 114 s" == rows["Running backward"][0]
    assert "38 to 46" == rows["Backward runs"][0]
    assert "5 to 6 s" == rows["Longest stretch"][0]
    assert all(plan for _, plan in rows.values())
    assert "Noch" not in person.client.get(address, headers=GERMAN).text
    assert "The match beside the plan" not in person.client.get(f"/team/{match_id}").text


def test_the_match_before_can_be_kept_instead(person: Follower) -> None:
    """With a match in the plan before and a new one, one of them is chosen, or none."""
    begin_plan(person)
    first, second = usual_targets(), usual_targets("estimated", times=2.0)
    match_id = kept_match(person, LOCAL, first, second)
    start = {**WISHES, "consent": "yes", "do": "start"}
    for place, choice, wanted in (
        ("0", "match", first),
        ("1", "keep", first),
        ("1", "match", second),
        ("1", "", None),
    ):
        sent = {**start, "towards": f"{match_id}.{place}", "targets": choice}
        person.client.post("/begin", data=sent, headers=HTML)
        assert person.version.programme.wishes.targets == wanted


def test_a_match_of_somebody_else_is_not_there(person: Follower) -> None:
    """Neither the form nor what it sends finds it, nor a player that a match does not have."""
    begin_plan(person)
    theirs = kept_match(person, Actor("somebody", "web"), usual_targets())
    own = kept_match(person, LOCAL, usual_targets())
    for match_id, place in ((theirs, "0"), ("../x", "0"), (own, "1"), (own, "-1"), (own, "9" * 9)):
        query = {"match": match_id, "player": place}
        assert 404 == person.client.get("/begin", params=query, headers=HTML).status_code
        sent = {**WISHES, "towards": f"{match_id}.{place}", "targets": "match", "do": "start"}
        assert 404 == person.client.post("/begin", data=sent, headers=HTML).status_code
    assert 404 == person.client.get(f"/api/matches/{theirs}/targets").status_code
    asked = {"player": "0", "person": "somebody"}
    assert 404 == person.client.post(f"/team/{own}/plan", data=asked, headers=HTML).status_code


def test_a_coach_plans_for_whom_they_may_change(person: Follower) -> None:
    """Whoever only lets a coach see is not offered; the match is the coach's own."""
    journal = person.journal
    begin_plan(person)
    coach = journal.people.add("Ben", roles=("coach",)).id
    seen = journal.people.add("Cem").id
    journal.shares.give(LOCAL, person.id, coach, "change")
    journal.shares.give(LOCAL, seen, coach, "see")
    secret, _ = journal.tokens.issue(coach, "browser")
    person.client.cookies.set(SIGNED_IN_COOKIE, secret)
    own = kept_match(person, Actor(coach, "web"), usual_targets())
    page = parse(person.client.get(f"/team/{own}", headers=HTML).text)
    people = next(e for e in page.all("select") if "person" == e.attributes["name"])
    assert {"Ada", "Ben"} == {one.text for one in people.all("option")}
    asked = {"player": "0", "person": person.id}
    form = person.client.post(f"/team/{own}/plan", data=asked, headers=HTML)
    assert f"/people/{person.id}/begin" == form.url.path
    assert "what this match asked of home 4" in form.text
    asked["person"] = seen
    refused = person.client.post(f"/team/{own}/plan", data=asked, headers=HTML)
    assert 404 == refused.status_code


def test_a_match_from_before_is_to_be_measured_again(person: Follower) -> None:
    """Nothing is offered of a match whose targets were not kept, and why is said."""
    match_id = kept_match(person)
    page = person.client.get(f"/team/{match_id}", headers=HTML).text
    assert "Measure it again" in page
    assert "Plan towards this match" not in page
    assert 409 == person.client.get(f"/api/matches/{match_id}/targets").status_code


def test_a_program_plans_towards_a_match(person: Follower) -> None:
    """What the API says of a player is what it takes for a plan; nonsense is named."""
    begin_plan(person)
    match_id = kept_match(person, LOCAL, usual_targets())
    [one] = person.client.get(f"/api/matches/{match_id}/targets").json()["players"]
    wishes = {"start": MONDAY.isoformat(), "targets": one["targets"], "take_nearest": True}
    assert 201 == person.client.post("/api/plan", json=wishes).status_code
    assert person.version.programme.wishes.targets == usual_targets()
    refused = person.client.post("/api/plan", json={**wishes, "targets": {"schema": "x"}})
    assert refused.status_code in (400, 422)
    assert refused.json()["error"]["message"].startswith("targets: schema")


def test_what_training_says_of_a_match_is_told_in_each_language() -> None:
    """The English words give the sentence of training itself; no other language leaves it so."""
    said = set()
    once = replace(usual_targets("estimated"), matches=1, notes=(HOW, *FEW, UNTESTED))
    cases = [
        (usual_targets(), 1),
        (usual_targets(times=0.2), 12),
        (usual_targets(times=20.0), 4),
        (once, 4),
    ]
    for targets, weeks in cases:
        said |= {one for one in programme(targets, weeks=weeks).notes if "medical" not in one}
    english, german = Teller(words_in("en")), Teller(words_in("de"))
    known = [one for one in said if match_note(one, words_in("en")) is not None]
    assert {one: one for one in known} == {one: english.reason(one) for one in known}
    assert not {one for one in known if german.reason(one) == one}
    names = [name for one in known for name, p in _COMPILED.items() if p.fullmatch(one)]
    assert set(_COMPILED) == set(names)
