"""Random athletes, answers and places for property tests."""

from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from backstride.training import athlete_words as words
from backstride.training.athlete import Athlete, no_conditions
from backstride.training.environment_rules import environment_rules
from backstride.training.injury import (
    CLEARANCES,
    INJURY_KINDS,
    SIDES,
    SITES_OF_KIND,
    STAGES,
    Injury,
)
from backstride.training.limits import ALLOWED, Limits
from backstride.training.questions import Answer, Question, all_questions, sided_question
from backstride.training.rulebook import default_rulebook
from backstride.training.screening import clearance_questions
from backstride.training.session import EFFORT_WORDS
from backstride.training.surroundings import Demand, Surroundings

TODAY = date(2025, 6, 2)
"""A Monday; what the strategies take for today."""


unhurried = settings(deadline=None)
"""For property tests: a busy machine is no reason to fail."""


def healthy(**changes: Any) -> Athlete:
    """Return an adult runner whom no rule concerns, with some fields changed."""
    plain: dict[str, Any] = {
        "name": "Ada",
        "body_mass_kg": 62.0,
        "height_m": 1.7,
        "age_years": 27,
        "running_weeks": 150,
        "places": ("grass",),
        "minutes_by_weekday": {"tuesday": 45, "friday": 60},
        "conditions": no_conditions(),
    }
    return Athlete(**plain | changes)


def injured(kind: Any, stage: Any, clearance: Any = "none", **more: Any) -> Injury:
    """Return an injury on the left, of a kind where it can be; ``surgery_weeks`` ago operated."""
    weeks = more.pop("surgery_weeks", 20 if kind == "acl_reconstruction" else None)
    return Injury(
        kind=kind,
        site=SITES_OF_KIND[kind][0],
        side="left",
        stage=stage,
        cleared_by=None if clearance == "none" else "clinician",
        cleared_for=None if clearance == "none" else clearance,
        surgery_on=None if weeks is None else TODAY - timedelta(weeks=weeks),
        **more,
    )


def dates() -> st.SearchStrategy[date]:
    """Days around today, past and to come."""
    return st.integers(-3000, 300).map(lambda days: TODAY + timedelta(days=days))


@st.composite
def injuries(draw: st.DrawFn) -> Injury:
    """Any injury that can be entered."""
    kind = draw(st.sampled_from(INJURY_KINDS))
    cleared = draw(st.sampled_from(CLEARANCES))
    operated = kind == "acl_reconstruction" or draw(st.booleans())
    return Injury(
        kind=kind,
        site=draw(st.sampled_from(SITES_OF_KIND[kind])),
        side=draw(st.sampled_from(SIDES)),
        stage=draw(st.sampled_from(STAGES)),
        since=draw(st.none() | dates()),
        cleared_by=None if cleared == "none" else "clinician",
        cleared_for=None if cleared == "none" else cleared,
        surgery_on=draw(dates()) if operated else None,
    )


@st.composite
def athletes(draw: st.DrawFn) -> Athlete:
    """Any athlete that can be entered."""
    sport = draw(st.sampled_from(words.SPORTS))
    born = draw(st.booleans())
    conditions = st.sampled_from(words.CONDITIONS)
    return Athlete(
        name=draw(st.sampled_from(["Ada", "Ḥasan al-Ṣabbāḥ", "小林 \\ \" ' # ="])),
        body_mass_kg=draw(st.integers(20, 300) | st.floats(20, 300)),
        height_m=draw(st.floats(0.9, 2.5)),
        birth_date=draw(st.dates(date(1900, 1, 1), date(2026, 1, 1))) if born else None,
        age_years=None if born else draw(st.integers(5, 110) | st.floats(5, 110)),
        running_weeks=draw(st.integers(0, 5200)),
        running_km_per_week=draw(st.none() | st.floats(0, 400)),
        running_minutes_per_week=draw(st.none() | st.integers(0, 3000)),
        backward_experience=draw(st.sampled_from(words.BACKWARD_EXPERIENCES)),
        sport=sport,
        position=draw(st.sampled_from(("", *words.POSITIONS.get(sport, ())))),
        goals=tuple(draw(st.lists(st.sampled_from(words.GOALS), min_size=1, max_size=4))),
        injuries=tuple(draw(st.lists(injuries(), max_size=3))),
        pain_now=draw(
            st.dictionaries(st.sampled_from(words.SITES), st.integers(0, 10), max_size=3)
        ),
        equipment=tuple(draw(st.lists(st.sampled_from(words.EQUIPMENT), max_size=3))),
        places=tuple(draw(st.lists(st.sampled_from(words.PLACES), max_size=4))),
        spotter=draw(st.sampled_from(words.SPOTTERS)),
        minutes_by_weekday=draw(
            st.dictionaries(st.sampled_from(words.WEEKDAYS), st.integers(0, 1440))
        ),
        match_weekdays=tuple(draw(st.lists(st.sampled_from(words.WEEKDAYS), max_size=2))),
        match_dates=tuple(draw(st.lists(dates(), max_size=3))),
        conditions=no_conditions() | draw(st.dictionaries(conditions, st.booleans(), max_size=3))
        if draw(st.booleans())
        else draw(st.dictionaries(conditions, st.booleans())),
    )


def askable() -> tuple[Question, ...]:
    """Return every question that screening can ask, one for each side where it has sides."""
    asked: list[Question] = list(clearance_questions(default_rulebook()))
    for one in all_questions().values():
        asked += [sided_question(one, side) for side in SIDES] if one.each_side else [one]
    return tuple(asked)


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Any answer that fits a question."""
    if question.kind == "yes_no":
        return st.booleans()
    if question.kind == "choice":
        return st.sampled_from(question.options)
    return st.floats(question.low, question.high)


@st.composite
def screening_answers(draw: st.DrawFn) -> dict[str, Answer]:
    """Answers to some of the questions."""
    asked = draw(st.lists(st.sampled_from(askable()), max_size=12, unique_by=lambda one: one.id))
    return {one.id: draw(answers_to(one)) for one in asked}


@st.composite
def any_limits(draw: st.DrawFn) -> Limits:
    """Any limits."""
    return Limits(
        allowed=draw(st.sampled_from(ALLOWED)),
        max_effort=draw(st.sampled_from(EFFORT_WORDS)),
        walking_first=draw(st.booleans()),
        needs_support=draw(st.booleans()),
        needs_adult=draw(st.booleans()),
        no_slopes=draw(st.booleans()),
        no_resistance=draw(st.booleans()),
        no_jumps=draw(st.booleans()),
        no_heart_rate_targets=draw(st.booleans()),
        first_week_km=draw(st.none() | st.floats(0.5, 50)),
    )


@st.composite
def demands(draw: st.DrawFn) -> Demand:
    """Any demand of a session."""
    return Demand(
        speed_mps=draw(st.floats(0.01, 10)),
        effort=draw(st.sampled_from(EFFORT_WORDS)),
        run_m=draw(st.none() | st.floats(0, 400)),
    )


@st.composite
def surroundings(draw: st.DrawFn) -> Surroundings:
    """Any place as a person may find it; mostly in order, so that every outcome occurs."""
    ids = [one.id for one in environment_rules().items]
    seen = dict.fromkeys(ids, True)
    for one in draw(st.lists(st.sampled_from(ids), max_size=2)):
        seen[one] = False
    for one in draw(st.lists(st.sampled_from(ids), max_size=1)):
        seen.pop(one)
    return Surroundings(
        place=draw(st.sampled_from(words.PLACES)),
        seen=seen,
        spotter=draw(st.booleans()),
        clear_length_m=draw(st.none() | st.floats(0, 500)),
        clear_width_m=draw(st.none() | st.floats(0, 20)),
    )
