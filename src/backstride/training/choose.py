"""Which kind of session, and on which level, suits a person and a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from backstride.training.athlete import Athlete
from backstride.training.catalogue import Catalogue, Kind, Level
from backstride.training.injury import SITES_OF_KIND
from backstride.training.ladder import Ladder
from backstride.training.limits import Limits
from backstride.training.session import EFFORT_WORDS
from backstride.training.template import STAGES, Template
from backstride.training.training_rules import TrainingSettings

WALK, FAMILIARISE, BUILD, SPECIALISE = (STAGES.index(one) for one in STAGES[1:])


@dataclass(frozen=True, slots=True, eq=False)
class Suited:
    """A kind of session that suits a person.

    Attributes
    ----------
    kind : Kind
    top : int
        Highest level within the person's limits.
    relevance : float
        How well it serves the goals; more is better.
    why : str
        The sentence for it.
    """

    kind: Kind
    top: int
    relevance: float
    why: str


@dataclass(frozen=True, slots=True)
class Needed:
    """How many sessions of each stage must come before the next."""

    prepare: float
    walk: float
    familiarise: float
    build: float
    may_run: bool


def suited_kinds(
    athlete: Athlete,
    limits: Limits,
    found: Catalogue,
    start: date,
    wished: tuple[str, ...],
    drills: frozenset[str] = frozenset(),
) -> tuple[Suited, ...]:
    """Return the kinds of session that suit a person, in the order of the catalogue.

    ``drills`` are those that a match asks for: they are in it without a goal that they serve.
    """
    chosen = []
    for kind in found.kinds:
        top = _top(kind, limits)
        if top >= 0 and not obstacle(kind, athlete, limits, start):
            relevance, why = _relevance(kind.template, athlete)
            if kind.id in wished:
                relevance, why = relevance + 100, "it was wished for"
            if kind.stage >= BUILD and kind.id in drills and relevance <= 0:
                relevance, why = 5, "it turns from backward into forward running, as a match asks"
            if kind.stage < SPECIALISE or relevance > 0:
                chosen.append(Suited(kind, top, relevance, why))
    return tuple(chosen)


def obstacle(kind: Kind, athlete: Athlete, limits: Limits, start: date) -> str:
    """Return what stands against a kind of session for a person; empty when nothing does."""
    one = kind.template
    ages = one.ages_years or (0, 200)
    injured = {injury.kind for injury in athlete.injuries}
    against = {
        "the limits of the screening": not within_limits(kind.levels[0], limits),
        "the sport": bool(one.sports) and athlete.sport not in one.sports,
        "the position": bool(one.positions) and athlete.position not in one.positions,
        "having no such injury": bool(one.injuries) and injured.isdisjoint(one.injuries),
        "the age": not ages[0] <= athlete.age_on(start) <= ages[1],
        "the pain now": one.max_pain is not None and _injured_pain(one, athlete) > one.max_pain,
    }
    return next((what for what, is_so in against.items() if is_so), "") or missing_means(
        kind, athlete, limits
    )


def missing_means(kind: Kind, athlete: Athlete, limits: Limits) -> str:
    """Return which place, equipment or person is missing for a kind of session; empty for none."""
    one = kind.template
    harness = "treadmill_harness" in (*athlete.places, *athlete.equipment)
    helped = athlete.spotter != "no" or harness
    if not set(one.equipment) <= {*athlete.equipment, *athlete.places}:
        return "the equipment"
    if one.needs_spotter and not helped:
        return "a spotter or harness"
    backward = any(level.goes_backward for level in kind.levels)
    if backward and limits.needs_support and not helped:
        return "support by a spotter or harness"
    places = limits.usable_places(athlete.places, athlete.spotter) if backward else athlete.places
    if one.places and not set(one.places) & set(places):
        return "the place"
    return ""


def _injured_pain(template: Template, athlete: Athlete) -> float:
    sites = {site for kind in template.injuries for site in SITES_OF_KIND[kind]}  # type: ignore[index]
    return max((float(x) for site, x in athlete.pain_now.items() if site in sites), default=0.0)


def within_limits(level: Level, limits: Limits) -> bool:
    """Return whether a level stays within the limits of the screening."""
    if limits.allowed == "nothing" or (
        level.runs_backward and limits.allowed != "backward_running"
    ):
        return False
    return not (
        level.effort > EFFORT_WORDS.index(limits.max_effort)
        or (limits.no_slopes and level.has_slope)
        or (limits.no_resistance and level.has_load)
        or (limits.no_jumps and level.has_jumps)
        or (limits.no_heart_rate_targets and level.has_heart_rate)
    )


def _top(kind: Kind, limits: Limits) -> int:
    """Return the highest level below the first one that is out of bounds; -1 for none."""
    beyond = (n for n, one in enumerate(kind.levels) if not within_limits(one, limits))
    return next(beyond, len(kind.levels)) - 1


def _relevance(template: Template, athlete: Athlete) -> tuple[float, str]:
    if template.injuries:
        return 30.0, "it is meant for the injury"
    served = [n for n, goal in enumerate(athlete.goals) if goal in template.goals]
    sport = 10.0 if template.sports else 0.0
    if served:
        goal = athlete.goals[served[0]].replace("_", " ")
        return 20.0 - served[0] + sport, f"it serves the goal {goal}"
    if sport:
        return sport, f"it belongs to {athlete.sport.replace('_', ' ')}"
    return 0.0, "it is for anyone at this stage"


def needed_before(athlete: Athlete, limits: Limits, settings: TrainingSettings) -> Needed:
    """Return how many sessions of each stage a person must do before the next."""
    novice = athlete.backward_experience == "none"
    walk = (
        settings.walk_sessions if limits.walking_first else settings.novice_walk_sessions * novice
    )
    return Needed(
        prepare=settings.prepare_sessions if limits.walking_first else 0,
        walk=walk,
        familiarise=settings.familiarise(athlete.backward_experience),
        build=settings.build_sessions,
        may_run=limits.allowed == "backward_running",
    )


def is_open(kind: Kind, level: Level, ladder: Ladder, needed: Needed) -> bool:
    """Return whether what must come before has been done."""
    done = ladder.by_stage
    if kind.stage >= WALK and done["prepare"] < needed.prepare:
        return False
    if (level.runs_backward or kind.stage >= BUILD) and done["walk"] < needed.walk:
        return False
    if not is_familiar(kind, level, ladder, needed):
        return False
    if kind.stage == SPECIALISE and done["build"] < needed.build:
        return False
    return all(ladder.done.get(one) for one in kind.template.needs)


def is_familiar(kind: Kind, level: Level, ladder: Ladder, needed: Needed) -> bool:
    """Return whether familiarisation is done, for a level that needs it."""
    first_runs = level.runs_backward and kind.stage != FAMILIARISE
    if first_runs or kind.stage >= BUILD or (level.runs_backward and level.backward_effort > 0):
        return ladder.by_stage["familiarise"] >= needed.familiarise
    return True


def in_order(
    suited: tuple[Suited, ...], ladder: Ladder, needed: Needed, used: dict[str, int]
) -> list[Suited]:
    """Return kinds of session by how well they fit now, best first."""
    ahead = next_stage(ladder, needed)

    def rank(one: Suited) -> tuple[float, ...]:
        kind = one.kind
        behind = 0 if stays(one, ladder, needed, ahead) else abs(min(kind.stage, BUILD) - ahead)
        over = len(ladder.weeks.get(kind.id, ())) >= kind.template.weeks[1]
        fresh = kind.id not in ladder.done
        return (behind, over, used.get(kind.id, 0), -one.relevance, -kind.stage, fresh)

    return sorted(suited, key=rank)


def stays(one: Suited, ladder: Ladder, needed: Needed, ahead: int) -> bool:
    """Return whether a kind is worked on even where another stage is next.

    Around an injury its own ladder comes first, for the fewest weeks it is meant for, and what
    serves a goal is climbed to its end. Who may only walk has no next stage.
    """
    kind = one.kind
    if kind.template.injuries:
        weeks = len(ladder.weeks.get(kind.id, ()))
        return ahead > 0 and (weeks < kind.template.weeks[0] or not needed.may_run)
    unfinished = one.relevance > 0 and ladder.rung.get(kind.id, 0) < one.top
    if not needed.may_run:
        return ahead > 0 and unfinished
    return ahead == BUILD and kind.stage == FAMILIARISE and unfinished


def next_stage(ladder: Ladder, needed: Needed) -> int:
    """Return the stage that is to be worked on; building stands for specialising too."""
    done = ladder.by_stage
    if done["prepare"] < needed.prepare:
        return 0
    if done["walk"] < needed.walk:
        return WALK
    return FAMILIARISE if done["familiarise"] < needed.familiarise else BUILD


def rungs_to_try(
    one: Suited, ladder: Ladder, raised: set[str], *, lighter: bool, settings: TrainingSettings
) -> Iterator[int]:
    """Yield levels from the one that is due down to the lowest."""
    reached = min(ladder.rung.get(one.kind.id, 0), one.top)
    if lighter:
        reached = max(0, reached - 1)
    elif reached < one.top and may_step_up(one.kind, reached, ladder, raised, settings):
        yield reached + 1
    yield from range(reached, -1, -1)


def may_step_up(
    kind: Kind, reached: int, ladder: Ladder, raised: set[str], settings: TrainingSettings
) -> bool:
    """Return whether the next level may be tried: enough went well, and no other axis is raised."""
    axis = kind.levels[reached + 1].changes or ""
    enough = ladder.credits.get(kind.id, 0) >= settings.sessions_before_step
    return enough and one_axis(raised, axis)


def one_axis(raised: set[str], axis: str) -> bool:
    """Return whether raising an axis keeps a week at one axis."""
    return raised <= {axis}
