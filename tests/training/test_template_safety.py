"""The sessions of the templates are safe in their amounts, their order and their cues."""

from itertools import pairwise

import pytest

from backstride.training.athlete_words import SURFACE_OF_PLACE
from backstride.training.environment_rules import environment_rules
from backstride.training.limits import ALLOWED
from backstride.training.rulebook import default_rulebook
from backstride.training.session import EFFORT_WORDS, Session, Step
from backstride.training.session_text import format_session, parse_session
from backstride.training.template import STAGES, Template
from backstride.training.template_ladder import is_recovery, needed_clearance
from backstride.training.template_place import TREADMILL_NOTE, at_place
from backstride.training.templates import template, templates

ALL = pytest.mark.parametrize("one", templates().values(), ids=list(templates()))


def _backward(session: Session) -> list[Step]:
    return [step for step in session.steps() if step.direction == "backward"]


@ALL
def test_every_session_begins_and_ends_easily(one: Template) -> None:
    """Warm-up before, cool-down after, and both forward."""
    for rung in one.rungs:
        first, last = rung.session.steps()[0], rung.session.steps()[-1]
        assert first.direction == last.direction == "forward"
        assert all(step.effort and step.effort.word == "easy" for step in (first, last))
        assert last.movement in ("walk", "jog", "run")
        assert last.amount >= 120
        before = rung.session.steps()[: rung.session.steps().index(_backward(rung.session)[0])]
        assert sum(step.amount for step in before if step.unit == "s") >= 120


@ALL
def test_backward_runs_are_bounded_and_followed_by_recovery(one: Template) -> None:
    """No run longer than the two minutes of R6, or 20 m of R4, and never one after another."""
    for rung in one.rungs:
        steps = rung.session.steps()
        for step, after in pairwise(steps):
            if step.direction == "backward":
                running = step.movement != "walk"
                assert step.unit in ("s", "m")
                assert step.amount <= {"s": 120, "m": 20}[step.unit]
                assert after.direction != "backward"
                if running and step.unit == "s":
                    assert is_recovery(after)
                    assert after.amount >= step.amount / 2
        runs = [one for one in _backward(rung.session) if one.movement != "walk"]
        assert sum(one.amount for one in runs if one.unit == "m") <= 4 * 7 * 20  # R4's largest day
        assert sum(one.amount for one in runs if one.unit == "s") <= 20 * 60


@ALL
def test_the_first_rung_is_small_and_easy(one: Template) -> None:
    """It can be the first session of its kind."""
    session = one.rungs[0].session
    word = environment_rules().efforts.word
    runs = [step for step in _backward(session) if step.movement != "walk"]
    assert all(step.effort and word(step.effort) in ("easy", "moderate") for step in runs)
    assert sum(step.amount for step in runs if step.unit == "s") <= 4 * 60
    assert all(step.load is None for step in runs)
    assert all((step.incline_percent or 0) <= 3 for step in runs)
    if one.id != "sprint-once-a-week":  # whose published dose starts at two sets
        assert sum(step.amount for step in runs if step.unit == "m") <= 7 * 20


@ALL
def test_every_backward_step_says_where_to_look(one: Template) -> None:
    """Over a shoulder, or a partner watches; in a harness ahead. The way is walked before."""
    for rung in one.rungs:
        on_belt = rung.session.surface == "treadmill"
        note = rung.session.note
        assert ("harness" in note) if on_belt else ("Walk the lane first" in note)
        for step in _backward(rung.session):
            said = ("harness",) if on_belt else ("look over one shoulder", "partner watches")
            assert any(phrase in step.cue for phrase in said)


@ALL
def test_bounds_places_and_people_fit_together(one: Template) -> None:
    """What a session is done on is a place of the template; a watching partner is asked for."""
    assert 1 <= one.sessions_per_week[0] <= one.sessions_per_week[1] <= 4
    assert one.stop_if
    surfaces = {rung.session.surface for rung in one.rungs} - {None}
    places = {SURFACE_OF_PLACE[place] for place in one.places}  # type: ignore[index]
    assert surfaces <= places
    steps = [step for rung in one.rungs for step in rung.session.steps()]
    if any("partner watches" in step.cue for step in steps):
        assert one.needs_spotter
    kinds = {step.load.kind for step in steps if step.load}
    assert kinds <= set(one.equipment)
    if any(step.effort and step.effort.kind == "heart_rate_percent" for step in steps):
        assert "heart_rate_monitor" in one.equipment


@ALL
def test_running_backward_is_learned_before_it_is_trained(one: Template) -> None:
    """Templates that start with runs need the first steps; those that walk first need nothing."""
    if needed_clearance(one.rungs[0].session) == "backward_running" and one.stage != "prepare":
        assert "first-steps" in one.needs
    for needed in one.needs:
        assert STAGES.index(template(needed).stage) <= STAGES.index(one.stage)


@pytest.mark.parametrize("one", [one for one in templates().values() if one.injuries])
def test_after_an_injury_walking_comes_before_running(one: Template) -> None:
    """In the ladder and within each session."""
    needed = [ALLOWED.index(needed_clearance(rung.session)) for rung in one.rungs]
    assert ALLOWED[needed[0]] == ALLOWED[needed[1]] == "backward_walking"
    assert needed == sorted(needed)
    assert ALLOWED[needed[-1]] == "backward_running"
    for rung in one.rungs:
        moves = [step.movement for step in _backward(rung.session)]
        assert moves[0] == "walk"
        assert moves == sorted(moves, key="walk".__ne__)


@pytest.mark.parametrize("one", [one for one in templates().values() if one.injuries])
def test_injury_templates_keep_within_the_gate_of_the_injury(one: Template) -> None:
    """No rung is harder than what the screening leaves, and pain ends the session."""
    word = environment_rules().efforts.word
    assert one.max_pain is not None
    assert one.max_pain <= 2
    assert any(f"above {one.max_pain} of 10" in text for text in one.stop_if)
    for kind in one.injuries:
        limits = default_rulebook().gate(kind).limits
        for step in (step for rung in one.rungs for step in rung.session.steps()):
            effort = word(step.effort) if step.effort else "easy"
            assert EFFORT_WORDS.index(effort) <= EFFORT_WORDS.index(limits.max_effort)
            assert not (limits.no_slopes and step.incline_percent)
            assert not (limits.no_resistance and step.load)
            assert step.movement not in ("jump", "hop")
            assert step.movement != "jog"  # forward running may not be released yet


@pytest.mark.parametrize(
    "one", [one for one in templates().values() if "treadmill_harness" in one.places]
)
def test_on_a_treadmill_nobody_looks_back_or_turns_on_a_moving_belt(one: Template) -> None:
    """What is said on open ground does not hold on a belt."""
    for rung in one.rungs:
        session = at_place(rung.session, "treadmill_harness")
        assert session.surface == "treadmill"
        assert session.note.startswith(TREADMILL_NOTE.rstrip("."))
        assert not any("look over" in step.cue for step in session.steps())
        assert all(step.unit != "m" for step in _backward(session))
        assert parse_session(format_session(session)) == session
        for step, after in pairwise(session.steps()):
            if step.direction == "backward" and after.direction == "forward":
                assert after == session.steps()[-1]  # the cool-down, after the belt has stopped
        amounts = [[step.amount for step in _backward(it)] for it in (rung.session, session)]
        assert amounts[0] == amounts[1]


def test_a_place_gives_the_session_its_ground() -> None:
    """Everything else stays."""
    session = template("first-steps").rungs[0].session
    assert at_place(session, "grass").surface == "grass"
    assert at_place(session, "grass").items == session.items


def test_football_keeps_back_pedal_and_backward_run_apart() -> None:
    """They are different skills (K6): both are trained, each under its own name."""
    for rung in template("american-football-defensive-back").rungs:
        assert {step.movement for step in _backward(rung.session)} == {"back-pedal", "run"}
