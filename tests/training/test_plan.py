"""Programmes: what a person gets, why, and what they are told when it cannot be."""

import json
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from backstride import evidence
from backstride.errors import SettingsError
from backstride.training.athlete import Athlete
from backstride.training.plan import plan
from backstride.training.programme import NoProgramme, PlanningConflict, Programme, Wishes
from backstride.training.programme_json import (
    programme_as_dict,
    programme_from_dict,
    programme_from_text,
    programme_json,
)
from backstride.training.rules import EXPERT_OPINION
from backstride.training.screening import screen
from tests.training.athlete_strategies import TODAY, healthy, injured
from tests.training.plan_strategies import twelve_weeks


def made(athlete: Athlete, **wishes: Any) -> Programme | PlanningConflict | NoProgramme:
    """Return what planning gives a person on a Monday."""
    return plan(athlete, screen(athlete, {}, TODAY), TODAY, Wishes(**wishes))


def programme(athlete: Athlete, **wishes: Any) -> Programme:
    """Return the programme of a person who can have one."""
    found = made(athlete, **wishes)
    assert isinstance(found, Programme)
    return found


def conflict(athlete: Athlete, **wishes: Any) -> PlanningConflict:
    """Return the conflict of a person whose wishes collide."""
    found = made(athlete, **wishes)
    assert isinstance(found, PlanningConflict)
    return found


def test_a_novice_walks_then_gets_used_to_it_then_builds() -> None:
    """The first running is easy, and building comes after three familiar sessions."""
    sessions = programme(healthy()).sessions()
    assert "first-steps" == sessions[0].template_id
    runs = [n for n, one in enumerate(sessions) if _runs_backward(one.session)]
    first_build = next(n for n, one in enumerate(sessions) if one.stage == "build")
    assert runs[0] > 0
    assert 3 == sum(n < first_build for n in runs)


def test_the_calendar_of_the_person_is_kept() -> None:
    """Only free days, never on a match, two days apart."""
    athlete = healthy(
        minutes_by_weekday=dict.fromkeys(("monday", "tuesday", "thursday", "saturday"), 60),
        match_weekdays=("saturday",),
        match_dates=(date(2025, 6, 12),),
    )
    days = [one.day for one in programme(athlete, sessions_per_week=2).sessions()]
    assert {0, 1, 3} >= {day.weekday() for day in days}
    assert date(2025, 6, 12) not in days
    assert all((b - a).days >= 2 for a, b in pairwise(days))


def test_every_fourth_week_is_easier_and_an_event_has_a_taper() -> None:
    """Weeks say what kind they are."""
    event = TODAY + timedelta(days=40)
    kinds = [week.kind for week in programme(healthy(), event_on=event).weeks]
    assert "easier" == kinds[3] == kinds[7] == kinds[11]
    assert {4, 5} == {n for n, kind in enumerate(kinds) if kind == "taper"}
    assert "usual" == kinds[0]


def test_every_session_says_why_with_findings_that_exist_or_as_opinion() -> None:
    """Kind, level and day each have a reason."""
    for one in programme(healthy()).sessions():
        assert 3 == len(one.reasons)
        for why in one.reasons:
            assert why.text.endswith(".")
            assert bool(why.findings) != (why.basis == EXPERT_OPINION)
            assert all(evidence.exists(finding) for finding in why.findings)


def test_expected_figures_are_intervals_that_cite() -> None:
    """Backward time is known, distance is wide, energy and knee load say what they rest on."""
    first = programme(healthy()).sessions()[0]
    backward = first.expected.by_direction["backward"]
    assert 120 == backward.time_s.value == backward.time_s.low
    assert backward.distance_m.low * 3 < backward.distance_m.high
    assert ("E6", "R20", "T10") == backward.distance_m.sources
    energy, knee = first.expected.energy_kj, first.expected.knee_load
    assert energy is not None
    assert knee is not None
    assert energy.low * 1.2 < energy.high
    assert {"E10", "EN1"} <= set(energy.sources)
    assert ("J1", "J4") == knee.sources
    assert "not lower than forward at slow speed" in first.expected.note
    assert 20 == first.minutes


def test_who_is_cleared_for_walking_only_walks() -> None:
    """The ladder around the injury is climbed as far as it is walked."""
    athlete = healthy(injuries=(injured("achilles_tendon", "subacute", "walking"),))
    found = programme(athlete)
    assert not any(_runs_backward(one.session) for one in found.sessions())
    assert sum(one.template_id == "calf-and-achilles" for one in found.sessions()) > 8


def test_a_red_flag_gives_no_programme_and_says_why() -> None:
    """The text is that of the screening."""
    athlete = healthy(conditions={**healthy().conditions, "chest_pain": True})
    found = made(athlete)
    assert isinstance(found, NoProgramme)
    assert "chest" in found.text


def test_waiting_for_clearance_gives_no_programme_but_the_question() -> None:
    """The answer that is needed comes with it."""
    athlete = healthy(conditions={**healthy().conditions, "heart": True})
    found = made(athlete)
    assert isinstance(found, NoProgramme)
    assert found.questions


def test_too_many_sessions_collide_with_rest_and_the_nearest_plan_has_fewer() -> None:
    """Two free days leave room for two."""
    found = conflict(healthy(), sessions_per_week=5)
    assert [("sessions_per_week", "rest_between")] == [
        (c.wish, c.against) for c in found.collisions
    ]
    assert "5 sessions a week" in found.collisions[0].text
    assert "2 session(s) a week" in found.offer
    assert found.nearest is not None
    assert found.nearest == programme(healthy(), sessions_per_week=2)


@pytest.mark.parametrize(
    ("athlete", "wishes", "wish", "against", "has_nearest"),
    [
        (
            healthy(minutes_by_weekday={"monday": 5}),
            {},
            "minutes_by_weekday",
            "fits_the_day",
            False,
        ),
        (
            healthy(match_weekdays=("tuesday", "friday")),
            {},
            "minutes_by_weekday",
            "match_day",
            False,
        ),
        (healthy(), {"template_ids": ("sled",)}, "sled", "the equipment", True),
        (healthy(), {"template_ids": ("basketball",)}, "basketball", "the sport", True),
        (healthy(), {"template_ids": ("dancing",)}, "dancing", "templates", True),
        (healthy(), {"event_on": TODAY}, "event_on", "start", True),
    ],
)
def test_an_impossible_wish_names_what_it_collides_with(
    athlete: Athlete, wishes: dict[str, Any], wish: str, against: str, has_nearest: bool
) -> None:
    """And the nearest plan is offered where changing wishes is enough."""
    found = conflict(athlete, **wishes)
    assert [(wish, against)] == [(one.wish, one.against) for one in found.collisions]
    assert has_nearest == (found.nearest is not None)
    assert found.offer.endswith(".")


def test_a_wished_template_is_in_the_programme() -> None:
    """What can be had is had, once its turn comes."""
    found = programme(healthy(places=("grass", "hill")), template_ids=("hills",))
    assert "hills" in {one.template_id for one in found.sessions()}


def test_a_goal_that_nothing_serves_is_said() -> None:
    """The person is told, not fobbed off."""
    notes = programme(healthy(goals=("learn", "economy"), places=("court",))).notes
    assert any("economy" in note for note in notes)


def test_the_same_input_gives_the_same_programme() -> None:
    """Every byte of it."""
    assert programme_json(programme(healthy())) == programme_json(programme(healthy()))


def test_json_gives_back_every_programme() -> None:
    """As it was, after any log."""
    for seed in range(40):
        for case in twelve_weeks(seed):
            assert case.programme == programme_from_text(programme_json(case.programme))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema": "backstride.programme/2"}, "schema"),
        ({"weeks": [{}]}, "'number' is missing"),
        ({"start": "tomorrow"}, "does not fit"),
        ({"settings": {}}, "does not fit"),
        ({"wishes": {"weeks": 90, "event_on": None, "template_ids": []}}, "weeks is 90"),
        ({"limits": {"allowed": "anything"}}, "does not fit"),
    ],
)
def test_json_that_is_no_programme_is_refused_in_a_sentence(
    change: dict[str, Any], said: str
) -> None:
    """No traceback, whatever is wrong."""
    data = json.loads(json.dumps(programme_as_dict(programme(healthy()))))
    with pytest.raises(SettingsError, match=said):
        programme_from_dict(data | change)
    with pytest.raises(SettingsError, match="not valid JSON"):
        programme_from_text("{")


@pytest.mark.parametrize("wishes", [{"weeks": 0}, {"weeks": 1.5}, {"sessions_per_week": 8}])
def test_senseless_wishes_are_refused(wishes: dict[str, Any]) -> None:
    """In a sentence that names the field."""
    with pytest.raises(SettingsError, match=r"weeks|sessions_per_week"):
        Wishes(**wishes)


def _runs_backward(session: Any) -> bool:
    return any(s.direction == "backward" and s.movement != "walk" for s in session.steps())


def test_who_has_only_a_treadmill_is_not_sent_to_look_over_a_shoulder_on_it() -> None:
    """On a belt nobody looks round or walks back: rests come with the belt stopped."""
    found = programme(healthy(places=("treadmill_harness",)), weeks=6)
    steps = [step for one in found.sessions() for step in one.session.steps()]

    assert {"treadmill"} == {one.session.surface for one in found.sessions()}
    assert any(step.direction == "backward" for step in steps)
    assert not any("look over" in step.cue for step in steps)
