"""What a template is: one kind of training as a ladder of sessions, with its reasons."""

from dataclasses import dataclass
from typing import Literal

from backstride.training.session import Session

Stage = Literal["prepare", "walk", "familiarise", "build", "specialise"]
"""Where a template stands in a programme; no stage may be entered before those it needs.

``prepare``: balance, coordination, warm-up. ``walk``: backward walking. ``familiarise``: first
backward running. ``build``: more of it. ``specialise``: fast, uphill, loaded or for a sport.
"""

STAGES: tuple[Stage, ...] = ("prepare", "walk", "familiarise", "build", "specialise")

Axis = Literal[
    "repetitions", "duration", "distance", "speed", "recovery", "incline", "load", "skill"
]
"""The one thing that a step up the ladder changes."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of a template: a whole session, and what changed from the level below.

    Attributes
    ----------
    session : Session
    changes : Axis or None
        The one axis on which it is more than the level below; None for the first.
    """

    session: Session
    changes: Axis | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of training.

    Attributes
    ----------
    id : str
        Stable, lower case with hyphens.
    title, purpose : str
        For a person; what it is for, without a promise that research does not support.
    stage : Stage
    rungs : tuple of Rung
        From the easiest; each differs from the one below on a single axis.
    sessions_per_week : (int, int)
        Fewest and most in a week.
    weeks : (int, int)
        Fewest and most weeks it is meant for.
    dose_from : tuple of str
        Those of ``findings`` that the dose is taken from; empty for expert opinion.
    goals, sports, positions, injuries : tuple of str
        Whom it is for, in the words of ``athlete_words`` and, for injuries, of ``injury``; empty
        means anyone.
    ages_years : (int, int) or None
        Youngest and oldest it is for; None for any age that the screening lets through.
    places, equipment : tuple of str
        Any one of the places, and all of the equipment; empty means any or none.
    needs_spotter : bool
        Whether a partner or a harness must be there.
    needs : tuple of str
        Ids of templates whose first rungs must be done before.
    dose : str
        The dose in words, as published or as judged.
    basis : str
        ``"research"`` when the dose is from a study of this kind of training, ``"adapted"`` when it
        is moved from another group or kind, ``"expert opinion"`` otherwise: adjustable.
    findings, claims : tuple of str
        Ids in ``evidence``: what it rests on, and which claims of the articles it touches.
    shows, does_not_show : str
        What research shows of this training, and what it does not.
    stop_if : tuple of str
        What ends the session at once.
    max_pain : int or None
        Most pain, 0 to 10, at the injured site before and during a session; None where the
        template is not about an injury.
    """

    id: str
    title: str
    purpose: str
    stage: Stage
    rungs: tuple[Rung, ...]
    sessions_per_week: tuple[int, int]
    weeks: tuple[int, int]
    dose: str
    basis: Literal["research", "adapted", "expert opinion"]
    findings: tuple[str, ...]
    shows: str
    does_not_show: str
    dose_from: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    sports: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    injuries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    needs_spotter: bool = False
    needs: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    stop_if: tuple[str, ...] = ()
    ages_years: tuple[int, int] | None = None
    max_pain: int | None = None

    @property
    def progresses(self) -> tuple[Axis, ...]:
        """Return the axes that its rungs climb, each once, in their order."""
        return tuple(dict.fromkeys(one.changes for one in self.rungs if one.changes))
