"""What a plan must not exceed for one person."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from backstride.training.athlete_words import Place, Spotter
from backstride.training.session import EFFORT_WORDS

Allowed = Literal["nothing", "backward_walking", "backward_running"]
ALLOWED: tuple[Allowed, ...] = get_args(Allowed)
"""The most a plan may contain, from least to most."""

EffortWord = Literal["easy", "moderate", "hard", "fast", "max"]
"""One of ``EFFORT_WORDS``, in which the order is from least to most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a plan must not exceed; the default excludes nothing.

    Attributes
    ----------
    allowed : Allowed
    max_effort : EffortWord
        No step may be harder.
    walking_first : bool
        Backward walking comes before backward running.
    needs_support : bool
        Only in a harness, or with a spotter beside.
    needs_adult : bool
        Only with an adult present.
    no_slopes, no_resistance, no_jumps : bool
        No hill or incline; no band, sled or vest; no hops or jumps.
    no_heart_rate_targets : bool
        Effort is set by feel, because the heart rate does not show it.
    first_week_km : float or None
        Most distance in the first week, in km; None for no such limit.
    """

    allowed: Allowed = "backward_running"
    max_effort: EffortWord = "max"
    walking_first: bool = False
    needs_support: bool = False
    needs_adult: bool = False
    no_slopes: bool = False
    no_resistance: bool = False
    no_jumps: bool = False
    no_heart_rate_targets: bool = False
    first_week_km: float | None = None

    def __post_init__(self) -> None:
        if self.allowed not in ALLOWED or self.max_effort not in EFFORT_WORDS:
            raise ValueError(f"no such limit: {self.allowed!r}, {self.max_effort!r}")
        if self.first_week_km is not None and not self.first_week_km > 0:
            raise ValueError("first_week_km must be positive")

    def covers(self, other: "Limits") -> bool:
        """Return whether these limits are at least as strict as the others in every respect."""
        return strictest((self, other)) == self

    def as_json(self) -> dict[str, Any]:
        """Return all limits as plain values."""
        return asdict(self)

    def usable_places(self, places: Iterable[Place], spotter: Spotter) -> tuple[Place, ...]:
        """Return those places a plan may use; all need a spotter or harness when support does."""
        return tuple(
            place
            for place in places
            if not (self.no_slopes and place == "hill")
            and not (self.needs_support and spotter == "no" and place != "treadmill_harness")
        )


def strictest(limits: Iterable[Limits]) -> Limits:
    """Return limits that exclude everything that any of the given ones excludes."""
    given = (Limits(), *limits)
    kilometres = [one.first_week_km for one in given if one.first_week_km is not None]
    return Limits(
        allowed=min((one.allowed for one in given), key=ALLOWED.index),
        max_effort=min((one.max_effort for one in given), key=EFFORT_WORDS.index),
        walking_first=any(one.walking_first for one in given),
        needs_support=any(one.needs_support for one in given),
        needs_adult=any(one.needs_adult for one in given),
        no_slopes=any(one.no_slopes for one in given),
        no_resistance=any(one.no_resistance for one in given),
        no_jumps=any(one.no_jumps for one in given),
        no_heart_rate_targets=any(one.no_heart_rate_targets for one in given),
        first_week_km=min(kilometres, default=None),
    )


LIMIT_WORDS: dict[str, str] = {
    "walking_first": "backward walking before backward running",
    "needs_support": "only in a harness or with a spotter beside",
    "needs_adult": "only with an adult present",
    "no_slopes": "no hills or inclines",
    "no_resistance": "no band, sled or vest",
    "no_jumps": "no hops or jumps",
    "no_heart_rate_targets": "effort by feel, not by heart rate",
}
"""Each yes-or-no limit in words for people."""


def limits_in_words(limits: Limits) -> list[str]:
    """Return a phrase for each thing the limits exclude; an empty list when they exclude none."""
    phrases = []
    if limits.allowed != "backward_running":
        phrases.append(
            "nothing for now" if limits.allowed == "nothing" else "backward walking only"
        )
    if limits.max_effort != "max":
        phrases.append(f"effort at most {limits.max_effort}")
    phrases += [phrase for name, phrase in LIMIT_WORDS.items() if getattr(limits, name)]
    if limits.first_week_km is not None:
        phrases.append(f"at most {limits.first_week_km:g} km in the first week")
    return phrases
