"""The look around before a session: what makes a place fit to run backward in."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride import evidence
from backstride.errors import SettingsError
from backstride.training.athlete_words import PLACES, Place
from backstride.training.environment import EnvironmentCheck, check_environment, checklist
from backstride.training.environment_rules import CHECK_OUTCOMES, CheckItem, environment_rules
from backstride.training.limits import Limits, strictest
from backstride.training.rules import EXPERT_OPINION
from backstride.training.session import EFFORT_WORDS, Effort, Repeat, Session, Step
from backstride.training.surroundings import Demand, Surroundings, demand_of
from tests.training.athlete_strategies import any_limits, demands, surroundings, unhurried

_ITEMS = environment_rules().items
_ALL_YES = {one.id: True for one in _ITEMS}
_EASY = Demand(speed_mps=2.0, effort="easy", run_m=20)
_FAST = Demand(speed_mps=4.0, effort="fast", run_m=20)


def at(place: Place, **changes: Any) -> Surroundings:
    """Return a place where everything is in order, with some of it changed."""
    room: dict[str, Any] = {"clear_length_m": 60, "clear_width_m": 3, "seen": _ALL_YES}
    return Surroundings(place=place, **room | changes)


def rank(check: EnvironmentCheck) -> int:
    """Return how cautious a check came out."""
    return CHECK_OUTCOMES.index(check.outcome)


@pytest.mark.parametrize("place", PLACES)
def test_a_place_in_order_is_a_go(place: Place) -> None:
    """With room, and a yes to each of its questions."""
    assert check_environment(_EASY, at(place)) == EnvironmentCheck(outcome="go", reasons=())


@pytest.mark.parametrize("item", _ITEMS, ids=lambda item: item.id)
def test_each_question_can_stop_a_go(item: CheckItem) -> None:
    """A no says what to change; no answer says to look first; both name the question."""
    place, limits = item.places[0], Limits(needs_adult=True)
    no = check_environment(_EASY, at(place, seen=_ALL_YES | {item.id: False}), limits)
    assert [(item.id, item.outcome_of_no("easy"), item.change)] == [
        (one.item_id, one.outcome, one.text) for one in no.reasons
    ]
    unseen = {name: said for name, said in _ALL_YES.items() if name != item.id}
    unanswered = check_environment(_EASY, at(place, seen=unseen), limits)
    assert ("change", f"Look first: {item.question}") == (
        unanswered.outcome,
        unanswered.reasons[0].text,
    )


@pytest.mark.parametrize(
    "item", [one for one in _ITEMS if one.no_run_from], ids=lambda item: item.id
)
def test_what_an_easy_effort_forgives_a_harder_one_does_not(item: CheckItem) -> None:
    """From the effort written with the question, a no means not to run."""
    here = at(item.places[-1], seen=_ALL_YES | {item.id: False}, clear_length_m=900)
    outcomes = [
        check_environment(Demand(speed_mps=2, effort=effort), here).outcome  # type: ignore[arg-type]
        for effort in EFFORT_WORDS
    ]
    first = EFFORT_WORDS.index(str(item.no_run_from))
    assert ["change"] * first + ["do_not_run"] * (5 - first) == outcomes


def test_questions_fit_the_place() -> None:
    """No harness on grass, no lane on a treadmill, an adult only where one is called for."""
    asked = {place: {one.id for one in checklist(place)} for place in PLACES}
    assert "harness" in asked["treadmill_harness"] - asked["treadmill"]
    assert "traffic" in asked["road"] - asked["track"]
    assert "way_watched" in asked["grass"] - asked["treadmill"]
    assert "weather" not in asked["court"]
    assert all({"shoes", "light"} <= asked[place] for place in PLACES)
    assert all("adult" not in asked[place] for place in PLACES)
    assert "adult" in {one.id for one in checklist("court", Limits(needs_adult=True))}


@pytest.mark.parametrize(("speed_mps", "distance_m"), [(1.0, 2.25), (2.0, 5.0), (4.0, 12.0)])
def test_stopping_takes_the_time_without_a_look_and_braking(
    speed_mps: float, distance_m: float
) -> None:
    """2 s at speed, then braking by 2 m/s²: v · 2 + v² / 4."""
    assert distance_m == environment_rules().lane.stopping_distance_m(speed_mps)


@pytest.mark.parametrize(
    ("run_m", "length_m", "outcome"),
    [
        (20, 25, "go"),
        (20, 24.9, "change"),
        (20, 5, "do_not_run"),
        (20, None, "change"),
        (None, 15, "go"),
        (None, 14.9, "change"),
    ],
)
def test_the_way_must_hold_the_run_and_the_stopping(
    run_m: float | None, length_m: float | None, outcome: str
) -> None:
    """At 2 m/s stopping takes 5 m; by time, the run counts as 10 m."""
    demand = Demand(speed_mps=2.0, effort="easy", run_m=run_m)
    assert outcome == check_environment(demand, at("grass", clear_length_m=length_m)).outcome


def test_too_short_a_way_says_how_much_is_needed() -> None:
    """Rounded up: 20 m and 8.25 m at 3 m/s are 29 m, of which stopping takes 9."""
    demand = Demand(speed_mps=3.0, effort="easy", run_m=20)
    reason = check_environment(demand, at("track", clear_length_m=15)).reasons[0]
    assert "is 15 m, and stopping alone takes 9 m." in reason.text
    assert "Find 29 m of free way, or run shorter or slower." in reason.text
    assert ("length", ("R19",)) == (reason.item_id, reason.findings)


def test_a_narrow_way_is_to_be_changed() -> None:
    """Below 2 m, or not known."""
    for width_m in (1.9, None):
        check = check_environment(_EASY, at("track", clear_width_m=width_m))
        assert ["width"] == [one.item_id for one in check.reasons]
    assert check_environment(_EASY, at("treadmill", clear_width_m=None)).outcome == "go"


def test_a_spotter_stands_for_a_marked_lane() -> None:
    """One of the two watches the way; when it is fast, neither means not to run."""
    unmarked = _ALL_YES | {"way_watched": False}
    alone, watched = at("grass", seen=unmarked), at("grass", seen=unmarked, spotter=True)
    assert check_environment(_EASY, alone).outcome == "change"
    assert check_environment(_FAST, alone).outcome == "do_not_run"
    assert check_environment(_FAST, watched).outcome == "go"


@pytest.mark.parametrize(
    ("effort", "place", "outcome"),
    [
        ("moderate", "treadmill", "go"),
        ("hard", "treadmill", "do_not_run"),
        ("max", "treadmill_harness", "go"),
    ],
)
def test_a_hard_effort_on_a_treadmill_needs_a_harness(
    effort: Any, place: Place, outcome: str
) -> None:
    """The study of E12 ran in one."""
    check = check_environment(Demand(speed_mps=3, effort=effort), at(place))
    assert outcome == check.outcome
    assert all(one.findings == ("E12", "R19") for one in check.reasons)


@pytest.mark.parametrize(
    ("limits", "place", "spotter", "item"),
    [
        (Limits(needs_support=True), "grass", False, "support"),
        (Limits(needs_support=True), "treadmill", False, "support"),
        (Limits(needs_support=True), "grass", True, None),
        (Limits(needs_support=True), "treadmill_harness", False, None),
        (Limits(no_slopes=True), "hill", True, "no_slopes"),
        (Limits(no_slopes=True), "grass", True, None),
        (Limits(allowed="nothing"), "grass", True, "no_plan"),
        (Limits(allowed="backward_walking"), "grass", False, None),
    ],
)
def test_what_the_screening_excluded_stays_excluded(
    limits: Limits, place: Place, spotter: bool, item: str | None
) -> None:
    """However good the place is."""
    check = check_environment(_EASY, at(place, spotter=spotter), limits)
    assert (["do_not_run"] if item else []) == [one.outcome for one in check.reasons]
    assert ([item] if item else []) == [one.item_id for one in check.reasons]


@unhurried
@given(demands(), surroundings(), any_limits(), st.sampled_from(sorted(_ALL_YES)))
def test_a_no_or_no_answer_is_never_safer_than_a_yes(
    demand: Demand, here: Surroundings, limits: Limits, item: str
) -> None:
    """For any question, any place and any session: yes, open, no."""
    unseen = {name: said for name, said in here.seen.items() if name != item}
    yes, unanswered, no = (
        rank(check_environment(demand, replace(here, seen=seen), limits))
        for seen in (unseen | {item: True}, unseen, unseen | {item: False})
    )
    assert yes <= unanswered <= no


@unhurried
@given(demands(), demands(), surroundings(), any_limits())
def test_a_harder_session_is_never_safer(
    one: Demand, other: Demand, here: Surroundings, limits: Limits
) -> None:
    """Faster, harder or longer."""
    both = Demand(
        speed_mps=max(one.speed_mps, other.speed_mps),
        effort=max(one.effort, other.effort, key=EFFORT_WORDS.index),
        run_m=None if one.run_m is None else max(one.run_m, other.run_m or 0),
    )
    harder = check_environment(both, here, limits)
    assert rank(harder) >= rank(check_environment(one, here, limits))


@unhurried
@given(demands(), surroundings(), any_limits(), any_limits(), st.floats(0, 1))
def test_less_room_no_spotter_and_stricter_limits_are_never_safer(
    demand: Demand, here: Surroundings, limits: Limits, more: Limits, share: float
) -> None:
    """Each of them takes something away."""
    before = rank(check_environment(demand, here, limits))
    length = None if here.clear_length_m is None else here.clear_length_m * share
    worse = replace(here, clear_length_m=length, spotter=False)
    assert rank(check_environment(demand, worse, limits)) >= before
    assert rank(check_environment(demand, here, strictest([limits, more]))) >= before


@unhurried
@given(demands(), surroundings(), any_limits())
def test_what_comes_out_agrees_with_itself(
    demand: Demand, here: Surroundings, limits: Limits
) -> None:
    """The first reason decides, go has none, and each cites what exists or says opinion."""
    check = check_environment(demand, here, limits)
    assert check.outcome == (check.reasons[0].outcome if check.reasons else "go")
    assert rank(check) == max(
        (CHECK_OUTCOMES.index(one.outcome) for one in check.reasons), default=0
    )
    for reason in check.reasons:
        assert (reason.basis == EXPERT_OPINION) == (not reason.findings)
        assert all(evidence.finding(one).shown for one in reason.findings)
        assert reason.text.endswith((".", "?"))
    assert json.loads(json.dumps(check.as_json()))["outcome"] == check.outcome


def test_a_session_demands_its_hardest_and_longest_backward_part() -> None:
    """Forward parts do not count."""
    backward = Step(30, "m", "run", "backward", Effort("effort_percent", low=60, high=75))
    sprint = Step(10, "s", "sprint", "backward")
    forward = Step(400, "m", "sprint", "forward", Effort("named", "max"))
    session = Session("Mixed", (forward, Repeat(3, (backward,))))
    assert demand_of(session, 3.0) == Demand(speed_mps=3.0, effort="moderate", run_m=30)
    assert demand_of(Session("Fast", (sprint,)), 4.0) == Demand(speed_mps=4.0, effort="fast")


@pytest.mark.parametrize(
    ("effort", "word"),
    [
        (Effort("named", "hard"), "hard"),
        (Effort("effort_percent", low=40, high=55), "easy"),
        (Effort("effort_percent", low=60, high=75), "moderate"),
        (Effort("effort_percent", low=80, high=85), "hard"),
        (Effort("effort_percent", low=90, high=95), "fast"),
        (Effort("effort_percent", low=90, high=100), "max"),
        (Effort("rpe", low=3, high=4), "moderate"),
        (Effort("rpe", low=10, high=10), "max"),
        (Effort("heart_rate_percent", low=60, high=85), "moderate"),
        (Effort("heart_rate_percent", low=90, high=95), "hard"),
        (Effort("speed_mps", low=3, high=3), "moderate"),
        (None, "moderate"),
    ],
)
def test_efforts_count_as_words_by_their_upper_bound(effort: Effort | None, word: str) -> None:
    """Slow, moderate and fast are those of R20."""
    session = Session("One", (Step(10, "s", "run", "backward", effort),))
    assert word == demand_of(session, 2.0).effort


@pytest.mark.parametrize(
    ("movement", "effort", "word"),
    [
        ("walk", None, "easy"),
        ("run", None, "moderate"),
        ("sprint", None, "fast"),
        ("sprint", Effort("named", "easy"), "fast"),
        ("sprint", Effort("named", "max"), "max"),
        ("walk", Effort("named", "hard"), "hard"),
    ],
)
def test_a_movement_says_how_hard_it_is_when_nothing_else_does(
    movement: Any, effort: Effort | None, word: str
) -> None:
    """A walk is easy, and a sprint is fast whatever is said."""
    session = Session("One", (Step(10, "s", movement, "backward", effort),))
    assert word == demand_of(session, 2.0).effort


def test_a_session_without_backward_parts_demands_nothing_here() -> None:
    """One sentence that names it."""
    session = Session("Jog", (Step(300, "s", "jog", "forward"),))
    with pytest.raises(SettingsError, match='"Jog" has no backward step'):
        demand_of(session, 2.0)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Demand(speed_mps=0, effort="easy"), "speed_mps"),
        (lambda: Demand(speed_mps=11, effort="easy"), "10 m/s"),
        (lambda: Demand(speed_mps=float("nan"), effort="easy"), "speed_mps"),
        (lambda: Demand(speed_mps=1, effort="brisk"), "effort"),  # type: ignore[arg-type]
        (lambda: Demand(speed_mps=1, effort="easy", run_m=-1), "run_m"),
        (lambda: at("moon"), "place"),  # type: ignore[arg-type]
        (lambda: at("grass", seen={"shoe": True}), 'did you mean "shoes"'),
        (lambda: at("grass", seen={"shoes": "yes"}), "seen.shoes"),
        (lambda: at("grass", spotter="yes"), "spotter"),
        (lambda: at("grass", clear_length_m=-1), "clear_length_m"),
        (lambda: at("grass", clear_width_m=float("inf")), "clear_width_m"),
    ],
)
def test_what_cannot_be_is_refused(make: Any, says: str) -> None:
    """One sentence that names the field."""
    with pytest.raises(SettingsError, match=says):
        make()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"no": "go"}, "outcome or place"),
        ({"places": ("moon",)}, "outcome or place"),
        ({"for_limit": "allowed"}, "no yes-or-no limit"),
        ({"basis": "many studies"}, "findings"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(changes: dict[str, Any], says: str) -> None:
    """When the data is read."""
    with pytest.raises(ValueError, match=says):
        replace(_ITEMS[0], **changes)
