"""How each step of a workout is meant: warm-up, work, recovery, rest or cool-down."""

from collections.abc import Sequence

from backstride.exchange.sessions.fit import profile
from backstride.exchange.sessions.watch_steps import WatchItem, WatchRepeat
from backstride.training.session import Item, Step


def intensities(items: Sequence[Item], entries: Sequence[WatchItem]) -> list[int | None]:
    """Return how each entry is meant, in FIT's numbers; None for a repeat.

    A first and a last step of walking or jogging forward, outside every repeat, are warm-up and
    cool-down; other walking forward is recovery, and a rest is a rest. Nothing else is read into
    a session.
    """
    meant = [None if isinstance(entry, WatchRepeat) else _meant(entry.step) for entry in entries]
    if len(items) > 1 and _is_gentle(items[0]):
        meant[0] = profile.WARM_UP
    if len(items) > 1 and _is_gentle(items[-1]):
        meant[-1] = profile.COOL_DOWN
    return meant


def _meant(step: Step) -> int:
    if step.movement == "rest":
        return profile.REST
    return profile.RECOVERY if _is_gentle(step) and step.movement == "walk" else profile.ACTIVE


def _is_gentle(item: Item) -> bool:
    if not isinstance(item, Step):
        return False
    return item.direction == "forward" and item.movement in ("walk", "jog")
