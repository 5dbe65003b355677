"""What makes one session more than another: the axis on which a rung is above the rung below.

Two sessions of a ladder have the same shape, and differ in amounts, efforts or movements only.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from backstride.training.limits import Allowed
from backstride.training.session import EFFORT_WORDS, Effort, Item, Load, Repeat, Session, Step
from backstride.training.session_terms import AmountUnit
from backstride.training.session_text import format_step
from backstride.training.template import Axis


class Change(NamedTuple):
    """One difference between two sessions.

    Attributes
    ----------
    axis : Axis or None
        None for a difference that no axis allows.
    is_more : bool
        Whether the upper one is the more demanding; a shorter recovery is.
    what : str
        For people.
    """

    axis: Axis | None
    is_more: bool
    what: str


def changes_between(lower: Session, upper: Session) -> list[Change]:
    """Return every difference between two sessions but for their titles and notes."""
    found = list(_item_changes(lower.items, upper.items))
    if lower.surface != upper.surface:
        found.append(_forbidden("another surface"))
    return found


def axis_problem(lower: Session, upper: Session, axis: Axis) -> str:
    """Return why ``upper`` is not more than ``lower`` on that axis alone; empty when it is."""
    changes = changes_between(lower, upper)
    if not changes:
        return "nothing is more than on the rung below"
    wrong = [one.what for one in changes if one.axis != axis]
    if wrong:
        return f"more than {axis} changes: {'; '.join(dict.fromkeys(wrong))}"
    less = [one.what for one in changes if not one.is_more]
    return f"{axis} goes down: {'; '.join(dict.fromkeys(less))}" if less else ""


def is_recovery(step: Step) -> bool:
    """Return whether a step is there to recover: a rest, or walking or jogging forward."""
    return step.movement == "rest" or (
        step.movement in ("walk", "jog") and step.direction == "forward"
    )


def needed_clearance(session: Session) -> Allowed:
    """Return the least that ``Limits.allowed`` must be for this session."""
    backward = [one for one in session.steps() if one.direction == "backward"]
    if any(one.movement != "walk" for one in backward):
        return "backward_running"
    return "backward_walking" if backward else "nothing"


def _item_changes(lower: tuple[Item, ...], upper: tuple[Item, ...]) -> Iterator[Change]:
    if len(lower) != len(upper):
        yield _forbidden("more or fewer lines")
        return
    for below, above in zip(lower, upper, strict=True):
        if isinstance(below, Repeat) and isinstance(above, Repeat):
            if below.count != above.count:
                what = f"`{below.count}x` of `{_first_line(below)}` becomes `{above.count}x`"
                yield Change("repetitions", above.count > below.count, what)
            yield from _item_changes(below.items, above.items)
        elif isinstance(below, Step) and isinstance(above, Step):
            yield from _step_changes(below, above)
        else:
            yield _forbidden("a step becomes a repeat, or a repeat a step")


def _step_changes(below: Step, above: Step) -> Iterator[Change]:
    short = (format_step(replace(one, cue="")) for one in (below, above))
    what = "`{}` becomes `{}`".format(*short)
    if (below.unit, below.surface) != (above.unit, above.surface):
        yield _forbidden("another unit or surface")
    elif below.amount != above.amount:
        yield _amount_change(below, above, what)
    if (below.movement, below.direction, below.cue) != (above.movement, above.direction, above.cue):
        what_to_do = f"`{format_step(below)}` becomes `{format_step(above)}`"
        yield Change("skill", is_more=True, what=what_to_do)
    if below.effort != above.effort:
        yield _effort_change(below.effort, above.effort, what)
    slopes = below.incline_percent or 0.0, above.incline_percent or 0.0
    if slopes[0] != slopes[1]:
        yield Change("incline", slopes[1] > slopes[0], what)
    if below.load != above.load:
        yield _load_change(below.load, above.load, what)


def _amount_change(below: Step, above: Step, what: str) -> Change:
    grows = above.amount > below.amount
    if is_recovery(below):
        return Change("recovery", not grows, what)
    axes: dict[AmountUnit, Axis] = {"s": "duration", "m": "distance"}
    return Change(axes.get(below.unit, "repetitions"), grows, what)


def _effort_change(below: Effort | None, above: Effort | None, what: str) -> Change:
    if below is None or above is None or below.kind != above.kind:
        return _forbidden("another kind of effort")
    (low, high), (new_low, new_high) = _bounds(below), _bounds(above)
    return Change("speed", low <= new_low and high <= new_high, what)


def _bounds(effort: Effort) -> tuple[float, float]:
    if effort.kind == "named":
        rank = float(EFFORT_WORDS.index(effort.word))
        return rank, rank
    return effort.low, effort.high


def _load_change(below: Load | None, above: Load | None, what: str) -> Change:
    if below is None or above is None:
        return Change("load", below is None, what)
    masses = [(one.kg or 0.0, one.body_mass_percent or 0.0) for one in (below, above)]
    (kg, share), (new_kg, new_share) = masses
    if below.kind != above.kind or (kg > 0) != (new_kg > 0):
        return _forbidden("another kind of load")
    return Change("load", kg <= new_kg and share <= new_share, what)


def _first_line(repeat: Repeat) -> str:
    first = repeat.items[0]
    return _first_line(first) if isinstance(first, Repeat) else format_step(replace(first, cue=""))


def _forbidden(what: str) -> Change:
    return Change(axis=None, is_more=False, what=what)
