"""Sessions that the model can hold: drawn by hypothesis, and rolled from a seed."""

import random
from collections.abc import Callable
from typing import Any, get_args

from hypothesis import strategies as st

from backstride.training.session import (
    EFFORT_WORDS,
    MAX_AMOUNT,
    MAX_EFFORT,
    MAX_LOAD,
    STAYING_MOVEMENTS,
    USUAL_DIRECTION,
    AmountUnit,
    Direction,
    Effort,
    EffortKind,
    Item,
    Load,
    LoadKind,
    Movement,
    Repeat,
    Session,
    Step,
    Surface,
)
from backstride.training.session_terms import is_plain_line

TRAPS = (
    "# not a comment",
    "title: not a key",
    "Note : not a note",
    "surface: grass",
    "3x",
    "10×",
    "5min walk",
    "walk 5min",
    "until ready rest",
    "First steps on grass",
    "Hill day ON HILL",
    "Zurück – 跑步 🏃‍♀️",
    "a, b; c",
    "“curly”",
    "- 5m",
    "1:30",
    "5 m from goal",
    "any",
    "it's \\n \\ back",
)
"""Titles, notes and cues that look like something else."""

_SURFACES: tuple[Surface, ...] = get_args(Surface)
_AMOUNT_KINDS: tuple[EffortKind, ...] = tuple(MAX_EFFORT)


def plain_lines() -> st.SearchStrategy[str]:
    """Return lines that a title or note can be, and the empty one."""
    return st.one_of(
        st.sampled_from(TRAPS), st.text(max_size=30).map(str.strip).filter(is_plain_line)
    )


def _above_zero(limit: float) -> st.SearchStrategy[float]:
    exact = st.floats(min_value=0, max_value=limit, exclude_min=True, allow_subnormal=True)
    return st.one_of(st.integers(1, int(limit)).map(float), exact)


@st.composite
def efforts(draw: st.DrawFn) -> Effort:
    """Return any effort."""
    kind = draw(st.sampled_from(get_args(EffortKind)))
    if kind == "named":
        return Effort("named", draw(st.sampled_from(EFFORT_WORDS)))
    bounds = _above_zero(MAX_EFFORT[kind])
    low, high = sorted(draw(st.one_of(st.tuples(bounds, bounds), bounds.map(lambda x: (x, x)))))
    return Effort(kind, "", low, high)


@st.composite
def loads(draw: st.DrawFn) -> Load:
    """Return any load."""
    kind = draw(st.sampled_from(get_args(LoadKind)))
    mass = draw(st.one_of(st.none(), _above_zero(MAX_LOAD)))
    if mass is None or kind == "band":
        return Load(kind)
    return Load(kind, mass) if draw(st.booleans()) else Load(kind, None, mass)


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """Return any step."""
    movement: Movement = draw(st.sampled_from(get_args(Movement)))
    direction: Direction | None = None
    if movement == "back-pedal":
        direction = "backward"
    elif movement not in STAYING_MOVEMENTS:
        direction = draw(st.sampled_from((None, *get_args(Direction))))
    in_place = movement in STAYING_MOVEMENTS or (movement in USUAL_DIRECTION and not direction)
    units = [unit for unit in get_args(AmountUnit) if not (unit == "m" and in_place)]
    unit: AmountUnit = draw(st.sampled_from(units))
    return Step(
        amount=draw(_amounts(unit)),
        unit=unit,
        movement=movement,
        direction=direction,
        effort=draw(st.one_of(st.none(), efforts())),
        surface=draw(st.sampled_from((None, *_SURFACES))),
        incline_percent=draw(st.one_of(st.none(), st.floats(-100, 100))),
        load=draw(st.one_of(st.none(), loads())),
        cue=draw(plain_lines().map(lambda text: text.replace('"', "'"))),
    )


def _amounts(unit: AmountUnit) -> st.SearchStrategy[float]:
    if unit == "open":
        return st.just(0.0)
    if unit == "times":
        return st.integers(1, MAX_AMOUNT["times"]).map(float)
    return _above_zero(MAX_AMOUNT[unit])


def items() -> st.SearchStrategy[Item]:
    """Return steps, and repeats of them to some depth."""
    return st.recursive(
        steps(),
        lambda inner: st.builds(
            Repeat, st.integers(1, 9), st.lists(inner, min_size=1, max_size=3).map(tuple)
        ),
        max_leaves=6,
    )


def sessions() -> st.SearchStrategy[Session]:
    """Return any session, but for the longest ones."""
    return st.builds(
        Session,
        title=plain_lines().filter(bool),
        items=st.lists(items(), min_size=1, max_size=4).map(tuple),
        surface=st.sampled_from((None, *_SURFACES)),
        note=plain_lines(),
    )


def random_session(rng: random.Random) -> Session:
    """Return a session rolled from a seeded generator: quick, for many thousands."""
    return Session(
        title=rng.choice(TRAPS),
        items=tuple(_random_item(rng, 0) for _ in range(rng.randint(1, 4))),
        surface=rng.choice((None, *_SURFACES)),
        note=rng.choice(("", *TRAPS)),
    )


def _random_item(rng: random.Random, depth: int) -> Item:
    if depth < 4 and rng.random() < 0.3:
        inner = tuple(_random_item(rng, depth + 1) for _ in range(rng.randint(1, 3)))
        return Repeat(rng.randint(1, 8), inner)
    return random_step(rng)


def random_step(rng: random.Random) -> Step:
    """Return a step rolled from a seeded generator."""
    movement: Movement = rng.choice(get_args(Movement))
    direction: Direction | None = USUAL_DIRECTION.get(movement)
    if movement not in STAYING_MOVEMENTS and movement != "back-pedal":
        direction = rng.choice((None, *get_args(Direction)))
    in_place = movement in STAYING_MOVEMENTS or (movement in USUAL_DIRECTION and not direction)
    unit: AmountUnit = rng.choice(("s", "s", "times", "open") if in_place else ("s", "m", "m"))
    amounts: dict[AmountUnit, float] = {
        "s": _random_number(rng, 7200),
        "m": _random_number(rng, 5000),
        "times": rng.randint(1, 50),
        "open": 0.0,
    }
    return Step(amounts[unit], unit, movement, direction, **_random_extras(rng))


def _random_extras(rng: random.Random) -> dict[str, Any]:
    makers: dict[str, Callable[[random.Random], Any]] = {
        "effort": _random_effort,
        "surface": lambda rng: rng.choice(_SURFACES),
        "incline_percent": lambda rng: _random_number(rng, 40) * rng.choice((-1, 0, 1)),
        "load": _random_load,
        "cue": lambda rng: rng.choice(TRAPS),
    }
    return {name: make(rng) for name, make in makers.items() if rng.random() < 0.4}


def _random_effort(rng: random.Random) -> Effort:
    if rng.random() < 0.4:
        return Effort("named", rng.choice(EFFORT_WORDS))
    kind = rng.choice(_AMOUNT_KINDS)
    low, high = sorted(_random_number(rng, MAX_EFFORT[kind]) for _ in range(2))
    return Effort(kind, "", low, rng.choice((low, high)))


def _random_load(rng: random.Random) -> Load:
    kind = rng.choice(get_args(LoadKind))
    mass = _random_number(rng, 80)
    return rng.choice(
        (Load(kind),) if kind == "band" else (Load(kind, mass), Load(kind, None, mass))
    )


def _random_number(rng: random.Random, limit: int) -> float:
    """Return a whole number, one with a decimal or two, or any, above 0."""
    anything = rng.uniform(1e-6, limit)
    return rng.choice((float(rng.randint(1, limit)), max(0.01, round(anything, 2)), anything))
