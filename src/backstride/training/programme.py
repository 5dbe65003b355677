"""What a programme is: weeks of sessions on real days, each with its reasons."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from backstride.errors import SettingsError
from backstride.training.athlete import Athlete
from backstride.training.expected import Expected
from backstride.training.field_checks import check_date, check_number
from backstride.training.limits import Limits
from backstride.training.match_targets import MatchTargets
from backstride.training.questions import Question
from backstride.training.rules import EXPERT_OPINION, Reason
from backstride.training.session import Session
from backstride.training.template import Axis, Stage
from backstride.training.training_rules import TrainingSettings

WeekKind = Literal["usual", "easier", "taper"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One reason of a choice.

    Attributes
    ----------
    rule_id : str
        The written rule, ``"template"``, or ``"match_targets"``.
    text : str
        One sentence.
    findings : tuple of str
        None where it is expert opinion.
    basis : str
    """

    rule_id: str
    text: str
    findings: tuple[str, ...] = ()
    basis: str = EXPERT_OPINION


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person wants of a programme.

    Attributes
    ----------
    weeks : int
        1 to 52.
    sessions_per_week : int or None
        1 to 7; None leaves it to the rules.
    template_ids : tuple of str
        Kinds of session that must be in it.
    event_on : date or None
        A day to be fresh for.
    targets : MatchTargets or None
        What matches ask of the person backward, to go towards within the rules.
    """

    weeks: int = 12
    sessions_per_week: int | None = None
    template_ids: tuple[str, ...] = ()
    event_on: date | None = None
    targets: MatchTargets | None = None

    def __post_init__(self) -> None:
        check_number("weeks", self.weeks, 1, 52, "")
        if self.sessions_per_week is not None:
            check_number("sessions_per_week", self.sessions_per_week, 1, 7, "")
        if self.event_on is not None:
            check_date("event_on", self.event_on)
        for one in (self.weeks, self.sessions_per_week or 1):
            if not isinstance(one, int):
                raise SettingsError("weeks and sessions_per_week must be whole numbers.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSession:
    """One session on one day.

    Attributes
    ----------
    uid : str
        Unlike any other in the programme.
    day : date
    template_id : str
    stage : Stage
    rung : int
        Level of the template, from 0.
    raises : Axis or None
        What is raised here for the first time since the last step up; None when nothing is.
    minutes : float
        Longest expected, as shown.
    session : Session
    expected : Expected
    reasons : tuple of Why
        At least one.
    """

    uid: str
    day: date
    template_id: str
    stage: Stage
    rung: int
    raises: Axis | None
    minutes: float
    session: Session
    expected: Expected
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days from ``start``.

    Attributes
    ----------
    number : int
        From 1.
    start : date
    kind : WeekKind
    sessions : tuple of PlannedSession
        By day.
    notes : tuple of str
        Why there is less than was wished, and the like.
    """

    number: int
    start: date
    kind: WeekKind
    sessions: tuple[PlannedSession, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A whole programme, with all it was made from.

    Attributes
    ----------
    athlete : Athlete
    limits : Limits
        From the screening.
    wishes : Wishes
    settings : TrainingSettings
    start : date
    weeks : tuple of Week
    notes : tuple of str
        What the person should know, such as a goal that is not served.
    version : str
        Of Backstride, when it was made.
    """

    athlete: Athlete
    limits: Limits
    wishes: Wishes
    settings: TrainingSettings
    start: date
    weeks: tuple[Week, ...]
    notes: tuple[str, ...] = ()
    version: str = ""

    def sessions(self) -> tuple[PlannedSession, ...]:
        """Return every session in the order of days."""
        return tuple(session for week in self.weeks for session in week.sessions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """Two things that cannot both be.

    Attributes
    ----------
    wish, against : str
        What was wished, and the rule or fact that stands against it.
    text : str
        One sentence.
    """

    wish: str
    against: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningConflict:
    """Wishes that cannot be met, and the nearest that can.

    Attributes
    ----------
    collisions : tuple of Collision
    nearest : Programme or None
        None when no change of wishes alone would give a plan; ``offer`` says what would.
    offer : str
    """

    collisions: tuple[Collision, ...]
    nearest: Programme | None
    offer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoProgramme:
    """Why the screening allows no programme now.

    Attributes
    ----------
    text : str
    reasons : tuple of Reason
        Of the screening, most cautious first.
    questions : tuple of Question
        Answers that are still needed.
    """

    text: str
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...] = field(default=())
