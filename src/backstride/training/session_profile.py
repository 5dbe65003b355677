"""A session in the words of a match: backward dose, speeds, bouts, and turns into forward."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from backstride.training.expected import effort_word, speed_of
from backstride.training.session import Session, Step

_HARD = ("fast", "max")  # words of effort at which forward running is a sprint

Span = tuple[float, float]
"""The least and the most that is expected."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a session holds; pairs are the least and the most that is expected.

    Attributes
    ----------
    backward_s, backward_m : (float, float)
        All backward movement but walking.
    speed_mps : (float, float) or None
        Slowest and fastest speed of it; None without any.
    longest_bout_s, longest_bout_m : float
        The longest single step of it, at the slower speed.
    bouts : int
        Backward runs.
    turns, sprints : int
        Backward runs that forward running follows at once, and those followed by a sprint.
    bouts_s : tuple of (float, float)
        How long each backward run is.
    longest_s, fastest_mps : (float, float)
        Length of the longest, and speed of the fastest backward run; zeros without any.
    """

    backward_s: Span
    backward_m: Span
    speed_mps: Span | None
    longest_bout_s: float
    longest_bout_m: float
    bouts: int
    turns: int
    sprints: int
    bouts_s: tuple[Span, ...] = ()
    longest_s: Span = (0.0, 0.0)
    fastest_mps: Span = (0.0, 0.0)


@lru_cache(maxsize=1024)
def profile_of(session: Session) -> Profile:
    """Return the backward running of a session; steps without an end or a speed add nothing."""
    steps = session.steps()
    runs = [one for one in steps if _runs_backward(one)]
    spans = [_span(one) for one in runs]
    known = [one for one in spans if one is not None]
    speeds = [speed for speed in map(speed_of, runs) if speed is not None]
    after = [
        later for one, later in pairwise(steps) if _runs_backward(one) and _runs_forward(later)
    ]
    return Profile(
        backward_s=(sum(one[0] for one in known), sum(one[1] for one in known)),
        backward_m=(sum(one[2] for one in known), sum(one[3] for one in known)),
        speed_mps=(min(s[0] for s in speeds), max(s[1] for s in speeds)) if speeds else None,
        longest_bout_s=max((one[1] for one in known), default=0.0),
        longest_bout_m=max((one[3] for one in known), default=0.0),
        bouts=len(runs),
        turns=len(after),
        sprints=sum(one.movement == "sprint" or effort_word(one) in _HARD for one in after),
        bouts_s=tuple((one[0], one[1]) for one in known),
        longest_s=max(((one[0], one[1]) for one in known), key=middle, default=(0.0, 0.0)),
        fastest_mps=max(speeds, key=middle, default=(0.0, 0.0)),
    )


def together(profiles: Iterable[Profile]) -> Profile:
    """Return several sessions as one."""
    all_of = list(profiles)
    speeds = [one.speed_mps for one in all_of if one.speed_mps is not None]
    return Profile(
        (sum(p.backward_s[0] for p in all_of), sum(p.backward_s[1] for p in all_of)),
        (sum(p.backward_m[0] for p in all_of), sum(p.backward_m[1] for p in all_of)),
        (min(s[0] for s in speeds), max(s[1] for s in speeds)) if speeds else None,
        max((p.longest_bout_s for p in all_of), default=0.0),
        max((p.longest_bout_m for p in all_of), default=0.0),
        sum(p.bouts for p in all_of),
        sum(p.turns for p in all_of),
        sum(p.sprints for p in all_of),
        tuple(span for p in all_of for span in p.bouts_s),
        max((p.longest_s for p in all_of), key=middle, default=(0.0, 0.0)),
        max((p.fastest_mps for p in all_of), key=middle, default=(0.0, 0.0)),
    )


def middle(span: Span) -> float:
    """Return the geometric middle: what lies within is known by its factor."""
    return min(max(math.sqrt(span[0] * span[1]), span[0]), span[1])


def _runs_backward(step: Step) -> bool:
    return step.direction == "backward" and step.movement != "walk" and not step.in_place


def _runs_forward(step: Step) -> bool:
    return step.direction == "forward" and step.movement != "walk" and not step.in_place


def _span(step: Step) -> tuple[float, float, float, float] | None:
    """Return least and most seconds and metres of a step; None where it has no such end."""
    speed = speed_of(step)
    if speed is None or step.unit not in ("s", "m"):
        return None
    amount = float(step.amount)
    if step.unit == "s":
        return amount, amount, amount * speed[0], amount * speed[1]
    seconds = amount / speed[1], amount / speed[0]
    return (*seconds, amount, amount) if math.isfinite(seconds[1]) else None
