"""How much of what a match asks for a week of training holds, and the gap that is left."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from backstride.estimate import Basis, Estimate
from backstride.training.match_targets import UNITS, MatchTargets
from backstride.training.session import Session
from backstride.training.session_profile import Profile, Span, middle, profile_of, together


@dataclass(frozen=True, slots=True)
class Quantity:
    """One thing that a match asks for, and how a week of training holds it.

    Attributes
    ----------
    keys : tuple of str
        Figures of a match, the first that is known counts.
    words, left : str
        Its name, and what is left of it, in words.
    held : callable
        From a week's profile to the least and the most it is expected to hold.
    """

    keys: tuple[str, ...]
    words: str
    left: str
    held: Callable[[Profile], Span]


def _usual(profile: Profile) -> Span:
    if not profile.bouts_s:
        return 0.0, 0.0
    return median(low for low, _ in profile.bouts_s), median(high for _, high in profile.bouts_s)


TIME = Quantity(
    ("backward_run_s", "backward_s"), "backward running", "backward", lambda p: p.backward_s
)
WAY = Quantity(("backward_run_m", "backward_m"), "way", "backward", lambda p: p.backward_m)
LONGEST = Quantity(("longest_bout_s",), "longest run", "of a run", lambda p: p.longest_s)
FASTEST = Quantity(("backward_peak_mps",), "fastest", "of speed", lambda p: p.fastest_mps)
TURNS = Quantity(
    ("turned_forward",), "turns into forward", "turns", lambda p: (float(p.turns), float(p.turns))
)
SPRINTS = Quantity(
    ("recoveries",), "turns into a sprint", "sprints", lambda p: (float(p.sprints),) * 2
)
USUAL = Quantity(("bout_s",), "usual run", "of a usual run", _usual)

AIMED: tuple[Quantity, ...] = (TIME, WAY, LONGEST, FASTEST, TURNS, SPRINTS)
"""What a programme goes towards; the usual run is only shown, since ladders begin with longer ones.

Only running counts: walking backward is preparation.
"""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of one quantity a week holds.

    Attributes
    ----------
    quantity, words : str
        Figure of ``MatchTargets``, and its name.
    match : Estimate
        Of one match.
    aim : float
        How much of it a programme goes towards.
    training : Estimate
        Of the week: its sum, or the most in it for speed and runs.
    share : Estimate or None
        Training over the aim; None where a match may hold none.
    gap : Estimate
        What is left; below 0 where the week holds more.
    left : str
    """

    quantity: str
    words: str
    match: Estimate
    aim: float
    training: Estimate
    share: Estimate | None
    gap: Estimate
    left: str

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "quantity": self.quantity,
            "words": self.words,
            "match": self.match.as_json(),
            "aim": round(self.aim, 4),
            "training": self.training.as_json(),
            "share": self.share and self.share.as_json(),
            "gap": self.gap.as_json(),
        }


def aim_of(quantity: Quantity, targets: MatchTargets) -> tuple[str, float] | None:
    """Return the figure that a quantity is aimed at by, and how much; None where it is unknown."""
    for key in quantity.keys:
        aim = targets.aim(key)
        if aim is not None:
            return key, aim
    return None


def week_profile(sessions: Iterable[Session]) -> Profile:
    """Return what the sessions of a week hold together."""
    return together(profile_of(one) for one in sessions)


def shares_of(targets: MatchTargets, held: Profile) -> tuple[Share, ...]:
    """Return how much of each known quantity a week holds."""
    found = (_share(one, targets, held) for one in (*AIMED, USUAL))
    return tuple(one for one in found if one is not None)


def _share(quantity: Quantity, targets: MatchTargets, held: Profile) -> Share | None:
    known = aim_of(quantity, targets)
    if known is None:
        return None
    key, aim = known
    match, unit = targets.per_match[key], UNITS[key]
    low, high = quantity.held(held)
    now = middle((low, high))
    basis: Basis = "declared" if low == high else "estimated"
    share = None
    most = high / match.low if match.low > 0 else math.inf
    if math.isfinite(most):
        ends = low / match.high, most
        share = Estimate(now / aim, *ends, "share of a match", "estimated", match.sources)
    gap = Estimate(aim - now, match.low - high, match.high - low, unit, "estimated", match.sources)
    training = Estimate(now, low, high, unit, basis)
    return Share(key, quantity.words, match, aim, training, share, gap, quantity.left)


def share_sentence(targets: MatchTargets, held: Profile) -> str:
    """Return the shares of a week, and what is left, in one sentence."""
    rows = [one for one in shares_of(targets, held) if one.words != USUAL.words]
    lower = " (its lower bound)" if targets.facing == "estimated" else ""
    left = ", ".join(f"{_amount(one.gap.value, one)} {one.left}" for one in rows if _is_short(one))
    said = ", ".join(map(_in_words, rows))
    return f"Of a match{lower} this week holds: {said}; left: {left or 'nothing'}."


def _is_short(one: Share) -> bool:
    return float(_number(one.gap.value, one)) > 0


def _in_words(one: Share) -> str:
    now = _number(one.training.value, one)
    said = f"{one.words} {now} of {_amount(one.aim, one)}"
    if one.share is None:
        return said
    low, value, high = (f"{100 * x:.0f}" for x in (one.share.low, one.share.value, one.share.high))
    return f"{said} ({value} %)" if low == high else f"{said} ({value} %, {low} to {high})"


def _amount(value: float, one: Share) -> str:
    return f"{_number(value, one)} {one.match.unit}".rstrip()


def _number(value: float, one: Share) -> str:
    fine = one.quantity in (*LONGEST.keys, *FASTEST.keys, *USUAL.keys)
    return f"{value:.1f}" if fine else f"{value:.0f}"
