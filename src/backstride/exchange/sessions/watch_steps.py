"""A session as the flat list of steps that a watch follows.

A FIT workout has no repeats inside repeats on the watches we know of, only a step that says "go
back to step n, so many times over". So one level of repeats is kept and the others are written
out, and the choice of the level is the one that takes the fewest steps.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from backstride.training.session import Item, Repeat, Step

Form: TypeAlias = Literal["flat", "one level", "nested"]


@dataclass(frozen=True, slots=True)
class WatchStep:
    """A step as the watch shows it.

    Attributes
    ----------
    step : Step
    unrolled : tuple of (int, int)
        Written-out repeats that begin with this step, the outermost first: how many rounds, and
        how many entries of the list one round takes.
    round : tuple of (int, int)
        Which round of how many of the innermost written-out repeat begins here; (0, 0) for none.
    """

    step: Step
    unrolled: tuple[tuple[int, int], ...] = ()
    round: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class WatchRepeat:
    """Go back to an earlier entry of the list until all was done ``count`` times."""

    first: int
    count: int


WatchItem: TypeAlias = WatchStep | WatchRepeat


def watch_step_count(items: Sequence[Item], form: Form) -> int:
    """Return how many entries the list takes in a form, without making it."""
    return sum(_count(item, form) for item in items)


def watch_steps(items: Sequence[Item], form: Form) -> list[WatchItem]:
    """Return the list of entries in a form.

    Parameters
    ----------
    items : sequence of Item
    form : Form
        ``flat`` writes every repeat out, ``one level`` keeps the repeats that save most, never
        one inside another, and ``nested`` keeps them all.
    """
    entries: list[WatchItem] = []
    for item in items:
        _append(entries, item, form)
    return entries


def _count(item: Item, form: Form) -> int:
    if isinstance(item, Step):
        return 1
    written_out = item.count * watch_step_count(item.items, form)
    if form == "flat" or item.count == 1:
        return written_out
    kept = 1 + watch_step_count(item.items, _inner(form))
    return min(kept, written_out) if form == "one level" else kept


def _keeps(item: Repeat, form: Form) -> bool:
    """Whether a repeat stays one; a single round never does, as it is no repeat to a watch."""
    if form == "flat" or item.count == 1:
        return False
    kept = 1 + watch_step_count(item.items, _inner(form))
    return form == "nested" or kept <= item.count * watch_step_count(item.items, form)


def _inner(form: Form) -> Form:
    """Return the form of what stands inside a repeat that is kept."""
    return "flat" if form == "one level" else form


def _append(entries: list[WatchItem], item: Item, form: Form) -> None:
    if isinstance(item, Step):
        entries.append(WatchStep(item))
        return
    first = len(entries)
    if _keeps(item, form):
        entries += _moved(watch_steps(item.items, _inner(form)), first)
        entries.append(WatchRepeat(first, item.count))
        return
    block = watch_steps(item.items, form)
    for done in range(item.count):
        entries += _moved(_begun(block, done + 1, item.count), len(entries))
    begin = entries[first]
    if isinstance(begin, WatchStep):
        unrolled = ((item.count, len(block)), *begin.unrolled)
        entries[first] = replace(begin, unrolled=unrolled)


def _begun(block: list[WatchItem], done: int, count: int) -> list[WatchItem]:
    begin = block[0]
    if isinstance(begin, WatchStep) and begin.round == (0, 0) and count > 1:
        return [replace(begin, round=(done, count)), *block[1:]]
    return block


def _moved(block: list[WatchItem], by: int) -> list[WatchItem]:
    return [
        WatchRepeat(entry.first + by, entry.count) if isinstance(entry, WatchRepeat) else entry
        for entry in block
    ]
