"""What a programme reaches of a match, in sentences: within its weeks, and if it went on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backstride.training.match_share import AIMED, Quantity, aim_of, week_profile
from backstride.training.match_targets import MatchTargets
from backstride.training.programme import Week
from backstride.training.session_profile import middle

YEAR_WEEKS = 52
"""How far ahead is looked for the week in which a match is reached: a year, the longest plan."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far weeks come in one quantity.

    Attributes
    ----------
    quantity : Quantity
    week : int or None
        The first week that holds as much as a match may; None where none does.
    most : float
        The most of any week, as a share of what is aimed at.
    """

    quantity: Quantity
    week: int | None
    most: float


def reached_in(targets: MatchTargets, weeks: Sequence[Week]) -> tuple[Reached, ...]:
    """Return how far weeks come in each quantity that is aimed at.

    A match is reached where a week holds as much as the lower bound of what it may ask for: the
    rest is within what is known.
    """
    held = [(week.number, week_profile(one.session for one in week.sessions)) for week in weeks]
    found = []
    for quantity in AIMED:
        known = aim_of(quantity, targets)
        if known is None or known[1] <= 0:
            continue
        enough = targets.per_match[known[0]].low or known[1]
        amounts = [(number, middle(quantity.held(one))) for number, one in held]
        week = next((number for number, amount in amounts if amount >= enough), None)
        most = max((amount for _, amount in amounts), default=0.0)
        found.append(Reached(quantity, week, most / known[1]))
    return tuple(found)


def reach_notes(
    targets: MatchTargets, weeks: Sequence[Week], year: Sequence[Week]
) -> Iterator[str]:
    """Yield what a person should know of a programme that goes towards a match.

    Parameters
    ----------
    weeks : sequence of Week
        Of the programme.
    year : sequence of Week
        The same going on for a year without an event.
    """
    count = "a match" if targets.matches == 1 else f"{targets.matches} matches"
    yield f"The programme goes towards what {count} asked of {targets.player}, within every rule."
    if targets.facing == "estimated":
        yield (
            "Where the player faced was estimated, not measured: the programme goes towards the "
            "lower bounds, and not towards bouts or turns, which are not known."
        )
    yield from targets.notes
    yield from _within(reached_in(targets, weeks), len(weeks))
    yield from _later(reached_in(targets, weeks), reached_in(targets, year))


def _within(found: Sequence[Reached], weeks: int) -> Iterator[str]:
    done = [f"{one.quantity.words} (week {one.week})" for one in found if one.week is not None]
    left = [
        f"{one.quantity.words} ({100 * one.most:.0f} % at most)" for one in found if not one.week
    ]
    span = f"Within {weeks} week{'s' if weeks > 1 else ''}, if all goes as planned,"
    if done:
        yield f"{span} a week holds what a match asks for in {', '.join(done)}."
    if left:
        yield f"{span} a match is not reached in {', '.join(left)}."


def _later(found: Sequence[Reached], year: Sequence[Reached]) -> Iterator[str]:
    """Yield when what is not reached would be, were the programme to go on."""
    open_still = {one.quantity.keys for one in found if one.week is None}
    ahead = [one for one in year if one.quantity.keys in open_still]
    soon = [f"{one.quantity.words} in week {one.week}" for one in ahead if one.week is not None]
    never = [
        f"{one.quantity.words} ({100 * one.most:.0f} % at most)" for one in ahead if not one.week
    ]
    if soon:
        yield f"Going on within the same rules would reach {', '.join(soon)}."
    if never:
        yield (
            f"Even a year would not reach {', '.join(never)}: the rules, the days and the kinds of "
            "session that suit leave no more."
        )
