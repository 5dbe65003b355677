"""Templates made ready for planning: what each level of each asks of a person and a day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from backstride.training.expected import Expected, effort_word, expected, speed_of
from backstride.training.expected_cost import energy_per_kg
from backstride.training.session import EFFORT_WORDS, Session, Step
from backstride.training.session_dose import SpeedRange, dose_of
from backstride.training.template import STAGES, Axis, Template
from backstride.training.template_place import at_place
from backstride.training.templates import templates
from backstride.training.training_rules import TrainingSettings, default_training_rules


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """One rung, and what it asks.

    Attributes
    ----------
    session : Session
    changes : Axis or None
    expected : Expected
    minutes : float
        The longest it is expected to take.
    energy_kj_per_kg : (float, float)
        Least and most.
    backward_s, backward_m : float
        Longest backward time, and backward distance as expected.
    running_m : float
        All running, at the fastest.
    effort, backward_effort : int
        Hardest step, index into ``EFFORT_WORDS``; -1 where nothing goes backward.
    goes_backward, runs_backward : bool
        Whether anything goes backward, and whether that is more than walking.
    has_slope, has_load, has_jumps, has_heart_rate : bool
    """

    session: Session
    changes: Axis | None
    expected: Expected
    minutes: float
    energy_kj_per_kg: tuple[float, float]
    backward_s: float
    backward_m: float
    running_m: float
    effort: int
    backward_effort: int
    goes_backward: bool
    runs_backward: bool
    has_slope: bool
    has_load: bool
    has_jumps: bool
    has_heart_rate: bool


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One template with its levels; ``stage`` is its place in ``STAGES``."""

    template: Template
    stage: int
    levels: tuple[Level, ...]

    @property
    def id(self) -> str:
        """Return the id of the template."""
        return self.template.id


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """The kinds of session a planner chooses from, in the order they are given."""

    kinds: tuple[Kind, ...]
    settings: TrainingSettings

    def kind(self, template_id: str) -> Kind | None:
        """Return a kind by the id of its template, None when there is none."""
        return next((one for one in self.kinds if one.id == template_id), None)


def make_catalogue(
    found: Iterable[Template], settings: TrainingSettings | None = None
) -> Catalogue:
    """Return templates made ready for planning under some settings."""
    used = settings or default_training_rules().settings
    return Catalogue(tuple(_kind(one, used) for one in found), used)


@cache
def default_catalogue() -> Catalogue:
    """Return the templates that ship with Backstride, under the settings that do."""
    return make_catalogue(templates().values())


@cache
def on_treadmill(found: Catalogue) -> Catalogue:
    """Return the same kinds as they are done on a treadmill, for whom has no other ground."""
    moved = (
        replace(
            kind.template,
            rungs=tuple(
                replace(rung, session=at_place(rung.session, "treadmill"))
                for rung in kind.template.rungs
            ),
        )
        for kind in found.kinds
    )
    return make_catalogue(moved, found.settings)


def _kind(template: Template, settings: TrainingSettings) -> Kind:
    levels = tuple(level(one.session, one.changes, settings) for one in template.rungs)
    return Kind(template, STAGES.index(template.stage), levels)


def level(session: Session, changes: Axis | None, settings: TrainingSettings) -> Level:
    """Return what a session asks."""
    ahead = expected(session, settings)
    backward = ahead.by_direction.get("backward")
    steps = session.steps()
    back = [one for one in steps if one.direction == "backward"]
    running = dose_of(session, _running_speed).total
    return Level(
        session=session,
        changes=changes,
        expected=ahead,
        minutes=ahead.minutes.high,
        energy_kj_per_kg=energy_per_kg(session, settings),
        backward_s=backward.time_s.high if backward else 0.0,
        backward_m=backward.distance_m.value if backward else 0.0,
        running_m=running.distance_high_m,
        effort=max(EFFORT_WORDS.index(effort_word(one)) for one in steps),
        backward_effort=max((EFFORT_WORDS.index(effort_word(one)) for one in back), default=-1),
        goes_backward=bool(back),
        runs_backward=any(one.movement != "walk" for one in back),
        has_slope=any(_slopes(one, session) for one in steps),
        has_load=any(one.load for one in steps),
        has_jumps=any(one.movement in ("hop", "jump") for one in steps),
        has_heart_rate=any(one.effort and one.effort.kind == "heart_rate_percent" for one in steps),
    )


def _slopes(step: Step, session: Session) -> bool:
    return bool(step.incline_percent) or (step.surface or session.surface) == "hill"


def _running_speed(step: Step) -> SpeedRange | None:
    return None if step.movement == "walk" else speed_of(step)
