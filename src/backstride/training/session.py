"""What a training session is: steps and repeats of steps.

The text form is ``session_text``; watch files, calendars, pages and spoken tracks are made from
this model alone. What the model holds, the text can say, and the other way round.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from backstride.training.session_terms import (
    EFFORT_WORDS,
    MAX_AMOUNT,
    MAX_EFFORT,
    MAX_INCLINE_PERCENT,
    MAX_LOAD,
    MAX_REPEAT_DEPTH,
    MAX_STEPS,
    STAYING_MOVEMENTS,
    USUAL_DIRECTION,
    AmountUnit,
    Direction,
    EffortKind,
    LoadKind,
    Movement,
    Surface,
    check_one_of,
    is_plain_line,
)

__all__ = [
    "EFFORT_WORDS",
    "MAX_AMOUNT",
    "MAX_EFFORT",
    "MAX_INCLINE_PERCENT",
    "MAX_LOAD",
    "MAX_REPEAT_DEPTH",
    "MAX_STEPS",
    "STAYING_MOVEMENTS",
    "USUAL_DIRECTION",
    "AmountUnit",
    "Direction",
    "Effort",
    "EffortKind",
    "Item",
    "Load",
    "LoadKind",
    "Movement",
    "Repeat",
    "Session",
    "Step",
    "Surface",
]


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
        check_one_of(self.kind, EffortKind, "an effort")
        if self.kind == "named":
            if self.word not in EFFORT_WORDS or self.low != 0 or self.high != 0:
                raise ValueError(f"a named effort is one of {', '.join(EFFORT_WORDS)}")
            return
        limit = MAX_EFFORT[self.kind]
        if self.word or not 0 < self.low <= self.high <= limit:
            raise ValueError(f"this effort lies above 0 and up to {limit}, the lower bound first")


@dataclass(frozen=True, slots=True)
class Load:
    """Resistance: a band, a sled or a vest, and how heavy where that is set.

    Attributes
    ----------
    kind : LoadKind
    kg : float or None
        Mass; not for a band.
    body_mass_percent : float or None
        Mass as a share of the person's; not for a band, nor together with ``kg``.
    """

    kind: LoadKind
    kg: float | None = None
    body_mass_percent: float | None = None

    def __post_init__(self) -> None:
        check_one_of(self.kind, LoadKind, "a load")
        masses = [mass for mass in (self.kg, self.body_mass_percent) if mass is not None]
        if len(masses) == 2:
            raise ValueError("a load is given in kg or in % of body mass, not in both")
        if masses and self.kind == "band":
            raise ValueError("a band has no mass")
        if masses and not 0 < masses[0] <= MAX_LOAD:
            raise ValueError(f"a load is above 0 and at most {MAX_LOAD}")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    Attributes
    ----------
    amount : float
        How much, in ``unit``; a whole number for ``times``, 0 for ``open``.
    unit : AmountUnit
    movement : Movement
    direction : Direction or None
        Direction of travel against facing. None for what stays in place (a rest, running on the
        spot), and where a side is left to the person (``shuffle``, ``drill``). Backward for
        ``back-pedal``.
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
        check_one_of(self.unit, AmountUnit, "a unit")
        check_one_of(self.movement, Movement, "a movement")
        if self.direction is not None:
            check_one_of(self.direction, Direction, "a direction")
        if self.surface is not None:
            check_one_of(self.surface, Surface, "a surface")
        self._check_amount()
        self._check_travel()
        if '"' in self.cue or not is_plain_line(self.cue):
            raise ValueError("a cue is one line without double quotes, trimmed")

    def _check_amount(self) -> None:
        if self.unit == "open":
            if self.amount != 0:
                raise ValueError("a step that lasts until the person is ready has amount 0")
            return
        limit = MAX_AMOUNT[self.unit]
        if not 0 < self.amount <= limit:
            raise ValueError(f"an amount is above 0 and at most {limit} {self.unit}")
        if self.unit == "times" and self.amount % 1:
            raise ValueError("repetitions are a whole number")

    def _check_travel(self) -> None:
        staying = self.movement in STAYING_MOVEMENTS
        if (staying and self.direction) or (self.in_place and self.unit == "m"):
            raise ValueError(f"'{self.movement}' stays in place: it has no direction, nor metres")
        if self.movement == "back-pedal" and self.direction != "backward":
            raise ValueError("'back-pedal' is always backward")
        slope = self.incline_percent
        if slope is not None and not -MAX_INCLINE_PERCENT <= slope <= MAX_INCLINE_PERCENT:
            raise ValueError(f"a slope is at most {MAX_INCLINE_PERCENT}%, up or down")

    @property
    def in_place(self) -> bool:
        """Whether the step goes nowhere: a rest, a plank, running on the spot."""
        no_travel = self.movement in USUAL_DIRECTION and self.direction is None
        return self.movement in STAYING_MOVEMENTS or no_travel


@dataclass(frozen=True, slots=True)
class Repeat:
    """Items done ``count`` times over.

    Attributes
    ----------
    count : int
    items : tuple of Item
    depth : int
        How many repeats stand inside each other here, this one counted.
    step_count : int
        Steps in all, unrolled.
    """

    count: int
    items: tuple["Item", ...]
    depth: int = field(init=False, repr=False, compare=False)
    step_count: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.count < 1 or not self.items:
            raise ValueError("a repeat needs a count of at least 1 and something to repeat")
        depths = [item.depth for item in self.items if isinstance(item, Repeat)]
        object.__setattr__(self, "depth", 1 + max(depths, default=0))
        object.__setattr__(self, "step_count", self.count * _step_count(self.items))
        if self.depth > MAX_REPEAT_DEPTH:
            raise ValueError(f"repeats stand at most {MAX_REPEAT_DEPTH} deep inside each other")
        if self.step_count > MAX_STEPS:
            raise ValueError(f"a session has at most {MAX_STEPS} steps, repeats unrolled")


Item: TypeAlias = Step | Repeat


@dataclass(frozen=True, slots=True)
class Session:
    """A titled list of steps and repeats.

    Attributes
    ----------
    title : str
        One line, trimmed, never empty.
    items : tuple of Item
        At least one.
    surface : Surface or None
        Where all of it is done unless a step says otherwise.
    note : str
        One line for the person, trimmed, shown before the start.
    """

    title: str
    items: tuple[Item, ...]
    surface: Surface | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not self.title or not is_plain_line(self.title) or not is_plain_line(self.note):
            raise ValueError("a session needs a title, and title and note are one trimmed line")
        if self.surface is not None:
            check_one_of(self.surface, Surface, "a surface")
        if not self.items:
            raise ValueError("a session needs at least one step")
        if _step_count(self.items) > MAX_STEPS:
            raise ValueError(f"a session has at most {MAX_STEPS} steps, repeats unrolled")

    def steps(self) -> tuple[Step, ...]:
        """Return every step in the order it is done, repeats unrolled."""
        return tuple(_unrolled(self.items))


def _step_count(items: tuple[Item, ...]) -> int:
    return sum(item.step_count if isinstance(item, Repeat) else 1 for item in items)


def _unrolled(items: tuple[Item, ...]) -> list[Step]:
    steps: list[Step] = []
    for item in items:
        steps += [item] if isinstance(item, Step) else _unrolled(item.items) * item.count
    return steps
