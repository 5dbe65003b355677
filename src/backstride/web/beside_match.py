"""What a match held of a player, beside what a plan holds: as a small table."""

from collections.abc import Sequence
from dataclasses import dataclass

from backstride.estimate import Estimate
from backstride.training.match_targets import MatchTargets
from backstride.training.programme import Programme
from backstride.web.plans.told import Teller

_UNBROKEN = "\u00a0"  # between a number and its unit no line is broken


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One figure: ``key`` of the words' section ``match_figure``, and how both are told."""

    key: str
    match: str
    plan: str


@dataclass(frozen=True, slots=True)
class Beside:
    """All rows, of whom they are, and whether facing was estimated."""

    player: str
    rows: Sequence[BesideRow]
    estimated: bool


def beside(
    targets: MatchTargets | None, programme: Programme | None, tell: Teller
) -> Beside | None:
    """Return a match beside a plan; None without both."""
    if targets is None or programme is None:
        return None
    from backstride.team.gap import gap_of  # noqa: PLC0415 - plans without a match need no team

    rows = [
        BesideRow(
            one.quantity,
            _told(tell, one.quantity, one.match),
            _told(tell, one.quantity, one.training),
        )
        for one in gap_of(targets, programme).rows
    ]
    return Beside(targets.player, rows, targets.facing == "estimated")


def _told(tell: Teller, key: str, one: Estimate) -> str:
    """Return an amount, or from where to where with the unit said once."""
    low, high = (tell.aim(key, end).split(" ") for end in (one.low, one.high))
    if low != high:
        first = low[:1] if low[1:] == high[1:] else low
        return tell.say("plan_dose.between", low=_UNBROKEN.join(first), high=_UNBROKEN.join(high))
    return _UNBROKEN.join(low)
