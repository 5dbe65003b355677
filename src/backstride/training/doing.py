"""How much of a session was done, from how each of its steps went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StepDone:
    """One step as it went; a step that was interrupted and gone on with comes in parts.

    Attributes
    ----------
    index : int
        Which step of the session, from 0.
    seconds : float
        How long it went on, at least 0 s.
    is_whole : bool
        Whether it was done to its end, however long that took.
    """

    index: int
    seconds: float
    is_whole: bool


def share_done(planned_s: Sequence[float], done: Iterable[StepDone]) -> float:
    """Return how much of a session was done, 0 to 1, each step weighing as long as it was planned.

    Parameters
    ----------
    planned_s : sequence of float
        How long each step was expected to take, in s.
    done : iterable of StepDone
        In any order; steps that are not there were not done.
    """
    spent = [0.0] * len(planned_s)
    for one in done:
        if 0 <= one.index < len(planned_s):
            planned = planned_s[one.index]
            more = planned if one.is_whole else max(0.0, one.seconds)
            spent[one.index] = min(planned, spent[one.index] + more)
    whole = sum(planned_s)
    return min(1.0, sum(spent) / whole) if whole > 0 else 0.0
