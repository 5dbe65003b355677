"""Choosing among the sessions that every rule allows the one nearest to what a match asks for.

Targets never allow anything: they order what the rules leave open, and hold levels back. A week
goes beyond a match only for a reason, which is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backstride.training.catalogue import Kind, Level
from backstride.training.choose import BUILD, Needed, Suited, in_order, next_stage, stays
from backstride.training.ladder import Ladder, counts_for
from backstride.training.match_aim import COUNTED, Aim, asks_turns, beyond, gain
from backstride.training.match_share import FASTEST, TIME, WAY, Quantity
from backstride.training.programme import Why
from backstride.training.session_profile import Profile, middle, profile_of, together
from backstride.training.template import STAGES, Stage

RULE = "match_targets"
"""What the reasons of this room are by."""

_HARD = (TIME, WAY, FASTEST)  # the load of a week and its speed: beyond them only where it must be
_LEAST_GAIN = 0.01  # a hundredth of what a match asks for of one thing: less is no step towards it

NEARER, LONGER, SMALLEST, NOTHING_MORE, BEYOND = range(5)
"""How a session leaves a week: nearer to the match; nearer, with longer runs or more turns than the
match; with its first turns, in the smallest drill, though beyond it in time or way; no nearer and
within it; beyond it in time, way or speed, or without coming nearer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A level of a kind for one day.

    Attributes
    ----------
    one : Suited
    rung, due : int
        Level, and the highest that the rules would allow.
    how : int
        ``NEARER``, ``LONGER``, ``SMALLEST``, ``NOTHING_MORE`` or ``BEYOND``.
    gain : float
        Match shares gained, over all quantities.
    beyond : tuple of Quantity
        In which the week then holds more than a match.
    helps : bool
        Whether it counts for the stage that must come next.
    turns : int
        Turns from backward into forward running in it.
    """

    one: Suited
    rung: int
    due: int
    how: int
    gain: float
    beyond: tuple[Quantity, ...]
    helps: bool
    turns: int


def ranked(
    aim: Aim,
    open_to: Iterable[tuple[Suited, Sequence[int]]],
    held: Profile,
    ladder: Ladder,
    needed: Needed,
    used: dict[str, int],
) -> list[Choice]:
    """Return the choices of a day, best first.

    Parameters
    ----------
    open_to : iterable of (Suited, sequence of int)
        Kinds with the levels that every rule allows that day, highest first.
    held : Profile
        What the week holds already.
    """
    short = stage_that_is_short(ladder, needed)
    made = [_choice(aim, one, rungs, held, short) for one, rungs in open_to]
    place = {
        id(one): n
        for n, one in enumerate(in_order(tuple(c.one for c in made), ladder, needed, used))
    }
    ahead = next_stage(ladder, needed)
    no_turns = asks_turns(aim) and held.turns == 0

    def rank(found: Choice) -> tuple[float, ...]:
        kind = found.one.kind
        asked = kind.id in aim.wished or (
            bool(kind.template.injuries) and stays(found.one, ladder, needed, ahead)
        )
        first = 0 if asked and not used.get(kind.id) else 1
        behind = 0 if stays(found.one, ladder, needed, ahead) else _steps_off(kind, ahead)
        over = len(ladder.weeks.get(kind.id, ())) >= kind.template.weeks[1]
        steps = round(found.gain, 1)  # a tenth of a match apart is as near: then other things count
        near = (-steps, found.how, over, place[id(found.one)])
        if short is not None:
            return (first, not found.helps, behind, found.how == BEYOND, *near)
        return (first, max(found.how, LONGER), no_turns and not found.turns, behind, *near)

    return sorted(made, key=rank)


def _steps_off(kind: Kind, ahead: int) -> int:
    return abs(min(kind.stage, BUILD) - ahead)


def stage_that_is_short(ladder: Ladder, needed: Needed) -> Stage | None:
    """Return the stage of which more must be done before the next opens; None when all is open."""
    ahead = next_stage(ladder, needed)
    if not needed.may_run and ahead > 0:
        return None
    if ahead < BUILD:
        return STAGES[ahead]
    return "build" if ladder.by_stage["build"] < needed.build else None


def _choice(
    aim: Aim, one: Suited, rungs: Sequence[int], held: Profile, short: Stage | None
) -> Choice:
    """Return the best level of a kind.

    Of those that count for a stage that is short, or else of all: the highest of those that leave
    the week nearest to a match, and the lowest where each goes beyond it.
    """
    made = [_level_choice(aim, one, rung, rungs[0], held, short) for rung in rungs]
    helping = [c for c in made if c.helps] or made[:1] if short is not None else made
    best = min(c.how for c in helping)
    alike = [c for c in helping if c.how == best]
    return alike[-1] if best == BEYOND and alike[0].helps else alike[0]


def _level_choice(
    aim: Aim, one: Suited, rung: int, due: int, held: Profile, short: Stage | None
) -> Choice:
    level = one.kind.levels[rung]
    after = together((held, profile_of(level.session)))
    more = beyond(aim, held, after)
    gained = gain(aim, held, after, more)
    how = _how(aim, more, gained, held)
    if how == BEYOND and rung == 0 and _first_turns(aim, held, after, more):
        how = SMALLEST
    turns = after.turns - held.turns
    return Choice(one, rung, due, how, gained, more, _helps(one.kind, level, short), turns)


def _how(aim: Aim, more: tuple[Quantity, ...], gained: float, held: Profile) -> int:
    amounts = dict(aim.amounts)
    soft = [
        one
        for one in more
        if one not in _HARD
        and not (one in COUNTED and amounts[one] > 0 and middle(one.held(held)) == 0)
    ]
    if any(one in _HARD for one in more):
        return BEYOND
    if gained >= _LEAST_GAIN:
        return LONGER if soft else NEARER
    return BEYOND if more else NOTHING_MORE


def _first_turns(aim: Aim, held: Profile, after: Profile, more: tuple[Quantity, ...]) -> bool:
    """Return whether a week gets the turns that a match asks for, and none faster than in it."""
    return asks_turns(aim) and held.turns == 0 < after.turns and FASTEST not in more


def _helps(kind: Kind, level: Level, short: Stage | None) -> bool:
    return short is None or short in counts_for(kind, level)


def held_back(found: Choice) -> Why | None:
    """Return why a level is lower than the rules allow; None where it is not."""
    if found.rung == found.due:
        return None
    name = f"Level {found.rung + 1} of {len(found.one.kind.levels)}"
    return _why(f"{name}: held below what the rules allow, to stay nearer to what a match asks.")


def reason_toward(aim: Aim, found: Choice, short: Stage | None) -> Why:
    """Return what a session does for the match, and why where it goes beyond it."""
    if found.beyond:
        names = ", ".join(one.words for one in found.beyond)
        excuse = _excuse(aim, found, short)
        return _why(f"The week then holds more than a match in {names}, because {excuse}.")
    if found.how == NEARER:
        return _why("It brings the week nearer to what a match asks for, and not beyond it.")
    if short is not None:
        return _why(
            f"Stages come in order, and more of this one ({short}) must come first."
            if found.helps
            else f"It comes before the next stage ({short}), of which nothing is open yet."
        )
    return _why("Nothing that is open brings the week nearer to a match without going beyond it.")


def _excuse(aim: Aim, found: Choice, short: Stage | None) -> str:
    counts_only = set(found.beyond) <= set(COUNTED)
    lowest = "a match asks for turns into forward running, and this is the drill's lowest level"
    first = f"stages come in order, and more of this one ({short}) must come first"
    excuses = (
        (found.one.kind.id in aim.wished, "this kind was wished for"),
        (bool(found.one.kind.template.injuries), "it is meant for the injury"),
        (short is not None and found.helps, first),
        (found.how == SMALLEST, lowest),
        (counts_only, "a drill holds many turns at once"),
        (found.how == LONGER, "nothing open with less of that brings it as near in the rest"),
    )
    holds = (text for is_so, text in excuses if is_so)
    return next(holds, "nothing that is open and fits the day holds less")


def _why(text: str) -> Why:
    return Why(rule_id=RULE, text=text)
