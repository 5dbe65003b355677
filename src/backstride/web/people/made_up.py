"""Who is made up for a first look at the app, and what becomes of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from backstride.training.athlete_words import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """Somebody made up.

    Attributes
    ----------
    weeks : int
        How long they have been at it.
    athlete : mapping
        What differs from an adult runner whom no rule concerns.
    pain : mapping of int to (Site, float, float)
        Pain during a session and the morning after, by the session's number; -1 for the last.
    recorded : tuple of int
        Numbers of the sessions that were recorded.
    runs : mapping of int to float
        Speed in m/s of a backward run that was recorded for itself on the day of a session.
    tests : mapping of str to (float, float)
        Result of a test in the first and in the last week.
    """

    name: str
    seed: int
    weeks: int
    athlete: Mapping[str, Any] = field(default_factory=dict)
    pain: Mapping[int, tuple[Site, float, float]] = field(default_factory=dict)
    recorded: tuple[int, ...] = ()
    runs: Mapping[int, float] = field(default_factory=dict)
    tests: Mapping[str, tuple[float, float]] = field(default_factory=dict)


ATHLETE = MadeUp(
    name="Robin Vale",
    seed=1,
    weeks=10,
    athlete={"sport": "soccer", "goals": ("learn", "change_of_direction"), "age_years": 24},
    pain={8: ("knee", 6.0, 2.0), 9: ("knee", 2.0, 1.0)},
    recorded=(4,),
    runs={16: 2.6},
    tests={"backward_20_m": (7.9, 6.9), "confidence": (4.0, 8.0)},
)
"""The athlete of the first visit: learns, hurts a knee, steps back, and comes again."""

CLUB = (
    MadeUp(name="Mika Sund", seed=2, weeks=1, pain={-1: ("achilles", 6.0, 6.0)}),
    MadeUp(name="Toni Berg", seed=3, weeks=2, pain={-1: ("knee", 6.0, 2.0)}),
    MadeUp(name="Sascha Lind", seed=4, weeks=1, pain={-1: ("calf", 3.0, 2.0)}),
    MadeUp(name="Jo Marsh", seed=5, weeks=2, athlete={"sport": "basketball"}),
    MadeUp(name="Alex Brook", seed=6, weeks=1, athlete={"age_years": 41}),
    MadeUp(name="Noa Field", seed=7, weeks=0, athlete={"age_years": 19}),
)
"""Whom a coach sees: one stopped, one stepped back, one held, some going on, one new."""
