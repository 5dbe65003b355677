"""What a training session is: steps and repeats of steps.

The text form is ``session_text``; watch files, calendars, pages and spoken tracks are made from
this model alone.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Direction = Literal["forward", "backward", "left", "right"]

Movement = Literal[
    "run",
    "walk",
    "jog",
    "sprint",
    "back-pedal",
    "shuffle",
    "skip",
    "hop",
    "jump",
    "balance",
    "plank",
    "drill",
    "rest",
]
"""``run`` with direction ``backward`` is backward running: upright, with arms and a flight.

``back-pedal`` is the crouched footwork of a defender, a different skill (K6). ``drill`` is
anything the cue describes.
"""

AmountUnit = Literal["s", "m", "times", "open"]
"""Seconds, metres, repetitions, or until the person goes on."""

EffortKind = Literal["named", "effort_percent", "heart_rate_percent", "rpe", "speed_mps"]
"""How hard: a word, % of maximal effort (T10), % of maximal heart rate, RPE 0–10, or speed."""

EFFORT_WORDS = ("easy", "moderate", "hard", "fast", "max")

Surface = Literal["grass", "track", "treadmill", "court", "turf", "sand", "road", "hill"]

LoadKind = Literal["band", "sled", "vest"]


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard a step is.

    Attributes
    ----------
    kind : EffortKind
    word : str
        One of ``EFFORT_WORDS`` for ``named``, otherwise empty.
    low, high : float
        Bounds for the other kinds, equal for a single value; both 0 for ``named``.
    """

    kind: EffortKind
    word: str = ""
    low: float = 0.0
    high: float = 0.0

    def __post_init__(self) -> None:
        if self.kind == "named" and (self.word not in EFFORT_WORDS or self.low or self.high):
            raise ValueError(f"a named effort is one of {', '.join(EFFORT_WORDS)}")
        if self.kind != "named" and (self.word or not 0 < self.low <= self.high):
            raise ValueError("an effort range needs 0 < low <= high and no word")


@dataclass(frozen=True, slots=True)
class Load:
    """Resistance: a band, a sled or a vest, and how heavy where that is set.

    Attributes
    ----------
    kind : LoadKind
    kg : float or None
        Mass; not for a band.
    body_mass_percent : float or None
        Mass as a share of the person's; not together with ``kg``.
    """

    kind: LoadKind
    kg: float | None = None
    body_mass_percent: float | None = None

    def __post_init__(self) -> None:
        if self.kg is not None and self.body_mass_percent is not None:
            raise ValueError("a load is given in kg or in % of body mass, not in both")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    Attributes
    ----------
    amount : float
        How much, in ``unit``; 0 for ``open``.
    unit : AmountUnit
    movement : Movement
    direction : Direction or None
        Direction of travel against facing; None for what has none, such as a rest.
    effort : Effort or None
    surface : Surface or None
        None leaves it to the session.
    incline_percent : float or None
        Slope of the ground or belt, positive uphill in the direction of travel.
    load : Load or None
    cue : str
        Said to the person at the start of the step; one line, no double quotes.
    """

    amount: float
    unit: AmountUnit
    movement: Movement
    direction: Direction | None = None
    effort: Effort | None = None
    surface: Surface | None = None
    incline_percent: float | None = None
    load: Load | None = None
    cue: str = ""

    def __post_init__(self) -> None:
        if (self.unit == "open") != (self.amount == 0) or self.amount < 0:
            raise ValueError("a step needs a positive amount, or unit 'open' with amount 0")
        if '"' in self.cue or "\n" in self.cue:
            raise ValueError("a cue is one line without double quotes")


@dataclass(frozen=True, slots=True)
class Repeat:
    """Items done ``count`` times over."""

    count: int
    items: tuple["Item", ...]

    def __post_init__(self) -> None:
        if self.count < 1 or not self.items:
            raise ValueError("a repeat needs a count of at least 1 and something to repeat")


Item: TypeAlias = Step | Repeat


@dataclass(frozen=True, slots=True)
class Session:
    """A titled list of steps and repeats.

    Attributes
    ----------
    title : str
        One line; never empty.
    items : tuple of Item
    surface : Surface or None
        Where all of it is done unless a step says otherwise.
    note : str
        One line for the person, shown before the start.
    """

    title: str
    items: tuple[Item, ...]
    surface: Surface | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip() or "\n" in self.title or "\n" in self.note:
            raise ValueError("a session needs a title of one line, and its note is one line")

    def steps(self) -> tuple[Step, ...]:
        """Return every step in the order it is done, repeats unrolled."""
        return tuple(_unrolled(self.items))


def _unrolled(items: tuple[Item, ...]) -> list[Step]:
    steps: list[Step] = []
    for item in items:
        steps += [item] if isinstance(item, Step) else _unrolled(item.items) * item.count
    return steps
