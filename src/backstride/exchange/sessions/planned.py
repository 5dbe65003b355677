"""A programme's sessions as calendars and printed pages take them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backstride.estimate import Estimate
from backstride.training.programme import PlannedSession, Programme
from backstride.training.session import Session


@dataclass(frozen=True, slots=True)
class Handout:
    """One planned session with everything that goes out with it.

    Attributes
    ----------
    uid : str
    day, start : date
        The same day; calendars and pages name it differently.
    duration_s : float
    session : Session
    reason : str
        Why it is there, all reasons in one line.
    sources : tuple of str
        Finding ids of the reasons.
    expected_distance, expected_time : Estimate or None
        Backward distance in m and the whole time in min.
    expected_energy, expected_knee_load : Estimate or None
        None until a method supports them.
    """

    uid: str
    day: date
    duration_s: float
    session: Session
    reason: str
    sources: tuple[str, ...]
    expected_distance: Estimate | None
    expected_time: Estimate | None
    expected_energy: Estimate | None = None
    expected_knee_load: Estimate | None = None

    @property
    def start(self) -> date:
        """The day; a programme sets no hour."""
        return self.day


def handouts(programme: Programme) -> Sequence[Handout]:
    """Return every session of a programme, ready to go out."""
    return [_handout(one) for one in programme.sessions()]


def _handout(one: PlannedSession) -> Handout:
    backward = one.expected.by_direction.get("backward")
    return Handout(
        uid=one.uid,
        day=one.day,
        duration_s=60.0 * one.minutes,
        session=one.session,
        reason=" ".join(why.text for why in one.reasons),
        sources=tuple(dict.fromkeys(id_ for why in one.reasons for id_ in why.findings)),
        expected_distance=backward.distance_m if backward else None,
        expected_time=one.expected.minutes,
        expected_energy=one.expected.energy_kj,
        expected_knee_load=one.expected.knee_load,
    )
