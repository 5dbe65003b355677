"""What a programme goes towards in a match, and how near a session brings a week to it."""

from dataclasses import dataclass

from backstride.training.catalogue import Catalogue
from backstride.training.match_share import (
    AIMED,
    FASTEST,
    LONGEST,
    SPRINTS,
    TURNS,
    Quantity,
    aim_of,
)
from backstride.training.match_targets import MatchTargets
from backstride.training.session_profile import Profile, middle, profile_of

COUNTED = (TURNS, SPRINTS)
"""A drill holds many at once, so the first of a week may hold more than a match."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a programme goes towards, as amounts of each quantity that is known."""

    targets: MatchTargets
    amounts: tuple[tuple[Quantity, float], ...]
    wished: tuple[str, ...] = ()


def aim_at(targets: MatchTargets | None, wished: tuple[str, ...]) -> Aim | None:
    """Return what to go towards; None without targets."""
    if targets is None:
        return None
    known = ((one, aim_of(one, targets)) for one in AIMED)
    return Aim(targets, tuple((one, found[1]) for one, found in known if found), wished)


def drills_for(targets: MatchTargets | None, found: Catalogue) -> frozenset[str]:
    """Return the kinds of session that turn from backward into forward running, as a match asks."""
    if targets is None or not any(
        (targets.aim(key) or 0) > 0 for one in COUNTED for key in one.keys
    ):
        return frozenset()
    return frozenset(
        kind.id for kind in found.kinds if any(profile_of(one.session).turns for one in kind.levels)
    )


def beyond(aim: Aim, before: Profile, after: Profile) -> tuple[Quantity, ...]:
    """Return the quantities in which a week comes to hold more than a match, by a session."""
    return tuple(
        one
        for one, most in aim.amounts
        if middle(one.held(after)) > max(most, middle(one.held(before)))
    )


def gain(aim: Aim, before: Profile, after: Profile, more: tuple[Quantity, ...]) -> float:
    """Return the match shares gained, up to the whole of each quantity.

    A run longer, or faster, than in a match (in ``more``) brings nothing nearer.
    """
    return sum(
        min(1.0, middle(one.held(after)) / most) - min(1.0, middle(one.held(before)) / most)
        for one, most in aim.amounts
        if most > 0 and not (one in more and one in (LONGEST, FASTEST))
    )


def asks_turns(aim: Aim) -> bool:
    """Return whether a match asks for turns from backward into forward running."""
    return any(one is TURNS and most > 0 for one, most in aim.amounts)
