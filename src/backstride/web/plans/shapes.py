"""What the JSON of plans looks like."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from backstride.journal.programmes import CalendarSession
from backstride.journal.version_lines import VersionLine
from backstride.journal.versions import Version
from backstride.training import Decision, format_session
from backstride.training.programme import PlannedSession
from backstride.web.plans.playable import key_of, play_id

Reason = Annotated[str, Field(max_length=2000)]
Outcome = Literal["progress", "hold", "regress", "stop"]


class Strict(BaseModel):
    """A shape that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid")


class WhyShape(Strict):
    """One reason, with what it rests on."""

    rule_id: str
    text: str
    findings: list[str]
    basis: str


class DecisionShape(WhyShape):
    """What followed from one entry of the log."""

    uid: str
    day: date
    outcome: Outcome


class SessionShape(Strict):
    """One planned session; ``play`` is the player's id of it, ``text`` the session language."""

    key: str
    play: str
    uid: str
    day: date
    template_id: str
    stage: str
    level: int
    title: str
    minutes: float
    skipped: bool
    text: str
    reasons: list[WhyShape]


class PlanShape(Strict):
    """The plan as it stands."""

    programme_id: str
    number: int
    kind: str
    made_at: datetime
    outcome: Outcome | None
    reason: str
    start: date
    weeks: int
    notes: list[str]
    decisions: list[DecisionShape]
    changes: list[dict[str, Any]]
    sessions: list[SessionShape]


class VersionShape(Strict):
    """One version in the history of the plan."""

    number: int
    kind: str
    made_at: datetime
    day: date
    outcome: Outcome | None
    back_to: int | None
    reason: str
    by: str
    decisions: list[DecisionShape]
    changes: list[dict[str, Any]]


class CalendarShape(Strict):
    """One session of a calendar; ``key`` names it in other addresses."""

    key: str
    uid: str
    day: date
    planned_day: date
    title: str
    stage: str
    level: int
    minutes: float
    backward_s: float | None
    backward_m: float | None
    skipped: bool
    entry_id: str | None


class BrokenShape(Strict):
    """A rule that speaks against a change."""

    rule_id: str
    text: str
    findings: list[str]


class TargetShape(Strict):
    """A day that a session could move to; allowed when nothing is broken."""

    day: date
    broken: list[BrokenShape]


class MoveShape(Strict):
    """Where a session goes; ``anyway`` with a reason moves it against the rules."""

    day: date
    reason: Reason = ""
    anyway: bool = False


class SkipShape(Strict):
    """Whether a session is left out, and why."""

    skipped: bool = True
    reason: Reason = ""


class ReasonShape(Strict):
    """Why."""

    reason: Reason = ""


class WishesShape(Strict):
    """What a plan should be; the person's goals, places and days come from ``athlete``.

    ``targets`` are those of a player in ``/api/matches/ID/targets``.
    """

    start: date
    weeks: Annotated[int, Field(ge=1, le=52)] = 8
    sessions_per_week: Annotated[int, Field(ge=1, le=7)] | None = None
    template_ids: Annotated[list[str], Field(max_length=50)] = []
    event_on: date | None = None
    targets: dict[str, Any] | None = None
    athlete: dict[str, Any] = {}
    take_nearest: bool = False


class AnswersShape(Strict):
    """A person as ``backstride.athlete/1``, and answers by the id of their question."""

    athlete: dict[str, Any]
    answers: Annotated[dict[str, bool | float | str], Field(max_length=200)] = {}


class QuestionShape(Strict):
    """One question of the screening, with the rule that is the reason it is asked."""

    id: str
    group: str
    text: str
    kind: str
    unit: str
    low: float
    high: float
    options: list[str]
    why: str


class ScreeningShape(Strict):
    """What came of a screening; ``result`` is as ``training.Screening.as_json``."""

    number: int
    made_at: datetime
    outcome: str
    may_plan: bool
    result: dict[str, Any]


class AdaptedShape(Strict):
    """What came of looking at the log."""

    is_new: bool
    number: int
    outcome: Outcome | None
    set_aside: list[str]


class TodayShape(Strict):
    """What a person does next."""

    state: str
    day: date
    session: SessionShape | None
    until: date | None
    decision: DecisionShape | None
    ask_next_morning: list[str]
    unlogged: list[str]
    last_change: int | None


def decision_shape(one: Decision) -> DecisionShape:
    """Return a decision as JSON takes it."""
    return DecisionShape(
        uid=one.uid,
        day=one.day,
        outcome=one.outcome,
        rule_id=one.rule_id,
        text=one.text,
        findings=list(one.findings),
        basis=one.basis,
    )


def session_shape(version: Version, one: PlannedSession) -> SessionShape:
    """Return a planned session as JSON takes it."""
    return SessionShape(
        key=key_of(version.programme_id, one.uid),
        play=play_id(version.programme_id, one.uid),
        uid=one.uid,
        day=one.day,
        template_id=one.template_id,
        stage=one.stage,
        level=one.rung + 1,
        title=one.session.title,
        minutes=one.minutes,
        skipped=one.uid in version.overlay.skipped,
        text=format_session(one.session),
        reasons=[
            WhyShape(
                rule_id=why.rule_id, text=why.text, findings=list(why.findings), basis=why.basis
            )
            for why in one.reasons
        ],
    )


def plan_shape(version: Version) -> PlanShape:
    """Return a version of a plan as JSON takes it."""
    programme = version.programme
    return PlanShape(
        programme_id=version.programme_id,
        number=version.number,
        kind=version.kind,
        made_at=version.made_at,
        outcome=version.outcome,  # type: ignore[arg-type]  # one of the four, by the table
        reason=version.reason,
        start=programme.start,
        weeks=len(programme.weeks),
        notes=list(programme.notes),
        decisions=[decision_shape(one) for one in version.decisions],
        changes=version.changes,
        sessions=[session_shape(version, one) for one in programme.sessions()],
    )


def version_shape(line: VersionLine) -> VersionShape:
    """Return a line of the history as JSON takes it."""
    return VersionShape(
        number=line.number,
        kind=line.kind,
        made_at=line.made_at,
        day=line.day,
        outcome=line.outcome,  # type: ignore[arg-type]  # one of the four, by the table
        back_to=line.back_to,
        reason=line.reason,
        by=line.by_name,
        decisions=[decision_shape(one) for one in line.new_decisions],
        changes=line.changes,
    )


def calendar_shape(one: CalendarSession) -> CalendarShape:
    """Return a session of a calendar as JSON takes it."""
    return CalendarShape(
        key=key_of(one.programme_id, one.uid),
        uid=one.uid,
        day=one.day,
        planned_day=one.planned_day,
        title=one.title,
        stage=one.stage,
        level=one.rung + 1,
        minutes=one.minutes,
        backward_s=one.backward_s,
        backward_m=one.backward_m,
        skipped=one.skipped,
        entry_id=one.entry_id,
    )
