"""What is said of plans, in every language."""

import re
from datetime import date
from functools import cache
from typing import get_args

import pytest

from backstride.evidence import VERDICTS
from backstride.training import (
    Athlete,
    Decision,
    LogEntry,
    MeasuredDose,
    Wishes,
    no_conditions,
    plan,
    screen,
)
from backstride.training.athlete_words import (
    BACKWARD_EXPERIENCES,
    CONDITIONS,
    EQUIPMENT,
    GOALS,
    PLACES,
    POSITIONS,
    SITES,
    SPORTS,
    SPOTTERS,
    WEEKDAYS,
)
from backstride.training.decide import gates_of
from backstride.training.expected import HOW_EXPECTED
from backstride.training.injury import CLEARANCES, INJURY_KINDS, SIDES, STAGES
from backstride.training.limits import ALLOWED, LIMIT_WORDS
from backstride.training.programme import Programme, WeekKind
from backstride.training.questions import all_questions
from backstride.training.rulebook import default_rulebook
from backstride.training.rules import OUTCOMES
from backstride.training.template import STAGES as KIND_STAGES
from backstride.training.template import Axis
from backstride.training.templates import templates
from backstride.training.training_rules import default_training_rules
from backstride.web.plans.asked import rule_asking
from backstride.web.plans.decisions import decision_blanks
from backstride.web.plans.goals import CLAIMS, goals
from backstride.web.plans.health_form import GROUPS
from backstride.web.plans.reasons_told import _PATTERNS, reason_blanks
from backstride.web.plans.told import Teller
from backstride.web.words_of import LANGUAGES, key_of, words_in


def trained() -> dict[str, set[str]]:
    """Return what training says of its sessions, by the section of the words that has it."""
    kinds = templates().values()
    sessions = [rung.session for kind in kinds for rung in kind.rungs]
    cues = (step.cue for session in sessions for step in session.steps() if step.cue)
    notes = (session.note for session in sessions if session.note)
    return {
        "session_title": {*(one.title for one in kinds), *(one.title for one in sessions)},
        "session_note": {part for note in notes for part in re.split(r"(?<=\.) ", note)},
        "session_cue": {part for cue in cues for part in cue.split("; ")},
        "session_stop": {one for kind in kinds for one in kind.stop_if},
        "session_purpose": {kind.purpose for kind in kinds},
    }


RULES = default_training_rules()
BOOK = default_rulebook()

DATA = {
    "health_question": {one.id: one.text for one in all_questions().values()},
    "health_rule": {one.id: one.text for one in BOOK.rules},
    "health_clears": {one.id: one.clears for one in BOOK.rules if one.clears},
    "health_injury_says": {one.kind: one.text for one in BOOK.gates},
    "training_rule": {one.id: one.text for one in RULES.rules.values()},
}
"""Sections whose English sentences are those of the data."""

NAMES = {
    "health_injury": INJURY_KINDS,
    "rule_name": ("template", *RULES.rules),
    "goal": GOALS,
    "place": PLACES,
    "spotter": SPOTTERS,
    "equipment": EQUIPMENT,
    "sport": SPORTS,
    "position": {one for its in POSITIONS.values() for one in its},
    "stage": KIND_STAGES,
    "axis": get_args(Axis),
    "week_kind": get_args(WeekKind),
    "weekday": WEEKDAYS,
    "weekday_short": WEEKDAYS,
    "plan_site": SITES,
    "plan_side": SIDES,
    "injury_stage": STAGES,
    "injury_release": CLEARANCES,
    "experience": BACKWARD_EXPERIENCES,
    "plan_verdict": VERDICTS,
    "screen_result": OUTCOMES,
    "screen_result_lead": OUTCOMES,
    "screen_allowed": ALLOWED,
    "screen_limit": LIMIT_WORDS,
    "screen_group": [name for name, _ in GROUPS],
    "reason_told": _PATTERNS,
    "swelling": all_questions()["acl_effusion"].options,
}
"""Sections whose keys are the words of the data."""


@pytest.mark.parametrize("section", DATA)
def test_english_says_what_the_data_say(section: str) -> None:
    """Questions and rules read on the pages as they are written down, none missing or left over."""
    assert dict(words_in("en").section(section)) == DATA[section]


@pytest.mark.parametrize("section", ["session_title", "session_note", "session_cue"])
def test_what_training_says_of_sessions_is_translated(section: str) -> None:
    """Each title, note and cue has its place in the words, none missing or left over."""
    english = words_in("en").section(section)
    assert set(english.values()) == trained()[section]
    assert all(key == key_of(text) for key, text in english.items())


def test_kinds_say_what_for_and_when_to_stop_in_every_language() -> None:
    """As their data have it in English."""
    english = words_in("en")
    assert set(english.section("session_stop").values()) == trained()["session_stop"]
    assert set(english.section("session_purpose").values()) == trained()["session_purpose"]
    for kind in templates().values():
        told = words_in("de").purpose(kind.id, kind.purpose)
        assert told not in (kind.purpose, "")
        assert all(words_in("de").stop(one) != one for one in kind.stop_if)


def test_words_of_a_person_are_never_changed() -> None:
    """What training did not write stands as it was written, also beside what it did."""
    german = words_in("de")
    assert german.title("My own Tuesday") == "My own Tuesday"
    assert german.cue("warm up; sing") == "aufwärmen; sing"
    assert german.note("Bring water. Set six cones in a row, 5 m apart.").startswith("Bring water.")
    assert words_in("en").cue("Warm up") == "Warm up"


def test_a_decision_is_not_told_by_what_did_not_decide() -> None:
    """Where the entry says other than the decision, the decision's own sentence stands."""
    entry = LogEntry(day=date(2026, 11, 16), uid="u", pain_during={"knee": 1})
    text = "Pain during the session was 6 of 10 (calf), above 5: rest, and one level down."
    made = Decision(uid="u", day=entry.day, outcome="regress", rule_id="pain_during", text=text)
    assert Teller(words_in("de")).decision(made, entry) == text


@pytest.mark.parametrize("section", NAMES)
def test_every_word_of_the_data_has_a_name(section: str) -> None:
    """A word that is added to the data cannot be forgotten on the pages."""
    assert set(words_in("en").section(section)) == set(NAMES[section])


def test_everyone_is_asked_everything() -> None:
    """The groups hold each question once, and each has a rule that is the reason to ask it."""
    asked = [one for _, ids in GROUPS for one in ids]
    assert sorted(asked) == sorted(CONDITIONS)
    assert all(rule_asking(one) for one in all_questions() if not one.startswith("acl_"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_are_told_with_their_numbers(language: str) -> None:
    """No blank is left open in a rule, in any language."""
    tell = Teller(words_in(language))
    for rule_id in RULES.rules:
        assert "{" not in tell.rule(rule_id)
    assert tell.rule("no such rule") == ""


ENTRIES = [
    LogEntry(day=date(2026, 11, 16), uid="u", **said)  # type: ignore[arg-type]
    for said in (
        *({"pain_during": {"knee": level}} for level in (1, 3, 6, 9)),
        *({"pain_after": {"thigh_front": level}} for level in (1, 3.5, 6, 9)),
        *(
            {"pain_during": {"knee": 1}, "pain_next_morning": {"calf": level}}
            for level in (0.5, 4, 7)
        ),
        {"pain_during": {"knee": 5}, "pain_next_morning": {"calf": 4}},
        *({"rpe": rpe, "pain_next_morning": {}} for rpe in (3, 8, 9.5)),
        *({"confidence": felt, "pain_next_morning": {}} for felt in (1, 4, 8)),
        *({"done_share": share, "pain_next_morning": {}} for share in (0, 0.5, 1)),
        {"measured": MeasuredDose(backward_s=1), "pain_next_morning": {}},
        {"measured": MeasuredDose(backward_s=4000), "pain_next_morning": {}},
    )
]


@cache
def _planned() -> Programme:
    athlete = Athlete(
        name="Ada",
        body_mass_kg=60,
        height_m=1.7,
        age_years=30,
        running_weeks=100,
        sport="soccer",
        goals=("learn", "sprint", "sport_skill"),
        places=("grass", "track", "court"),
        minutes_by_weekday=dict.fromkeys(WEEKDAYS, 60.0),
        match_weekdays=("sunday",),
        conditions=no_conditions(),
    )
    found = screen(athlete, {}, date(2026, 11, 16))
    wishes = Wishes(weeks=16, sessions_per_week=3, template_ids=("first-steps",))
    made = plan(athlete, found, date(2026, 11, 16), wishes)
    assert isinstance(made, Programme)
    return made


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_decisions_are_told_as_training_wrote_them(entry: LogEntry) -> None:
    """Each sentence is found again from its numbers, so a translation says the same."""
    tell = Teller(words_in("en"))
    planned = next(one for one in _planned().sessions() if "backward" in one.expected.by_direction)
    for gate in gates_of(entry, planned, date(2026, 11, 10), RULES.settings):
        made = Decision(
            uid="u", day=entry.day, outcome=gate.outcome, rule_id=gate.rule_id, text=gate.text
        )
        assert decision_blanks(made, entry, RULES.settings) is not None, gate
        assert tell.decision(made, entry) == gate.text
        assert Teller(words_in("de")).decision(made, entry) != gate.text


def test_reasons_are_told_as_training_wrote_them() -> None:
    """Each reason of a session is known, and its English words are the sentence itself."""
    say = words_in("en")
    keys = set()
    for one in _planned().sessions():
        for why in one.reasons:
            found = reason_blanks(why.text)
            assert found is not None, why.text
            keys.add(found[0])
            assert say(f"reason_told.{found[0]}", **found[1]) == why.text
            assert Teller(words_in("de")).reason(why.text) != why.text
    assert {"kind_goal", "kind_wished", "level_up", "level_reached", "day_free"} <= keys


def test_notes_of_weeks_are_told() -> None:
    """What a week lacks is said in the reader's language; what is not known, as it is."""
    tell = Teller(words_in("de"))
    assert "Montag" in tell.reason("Nothing fits on Monday within all rules.")
    assert tell.reason("Something new.") == "Something new."


def test_how_figures_were_worked_out_is_told_as_training_wrote_it() -> None:
    """Beside the figures of a session, in every language."""
    assert words_in("en")("plan_dose.how") == HOW_EXPECTED


def test_goals_are_never_sold() -> None:
    """The verdict beside a goal is that of the claim that comes nearest, whatever it is."""
    assert {one.id: one.verdict for one in goals()}["confidence"] == "untraceable"
    assert {one.id: one.verdict for one in goals()}["sprint"] == "partly"
    assert set(CLAIMS) == set(GOALS)


def test_distances_follow_the_units() -> None:
    """A person who counts in yards reads yards."""
    assert Teller(words_in("en"), "metric").way_of(412) == "410 m"
    assert Teller(words_in("en"), "imperial").way_of(412) == "450 yd"
