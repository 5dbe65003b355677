"""The catalogue of phrases."""

import string
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, get_args

import pytest

from backstride.exchange.sessions.spoken.phrases import phrases, spoken
from backstride.training.session import (
    EFFORT_WORDS,
    STAYING_MOVEMENTS,
    Direction,
    Effort,
    EffortKind,
    Load,
    LoadKind,
    Movement,
    Step,
    Surface,
)


def _steps() -> Iterator[Step]:
    for movement in get_args(Movement):
        for direction in (None, *get_args(Direction)):
            try:
                yield Step(5, "s", movement, direction)
            except ValueError:
                assert movement in {*STAYING_MOVEMENTS, "back-pedal"}


def test_every_movement_in_every_direction_has_words_of_its_own() -> None:
    """So that no two can be taken for one another."""
    words = [phrases().move(step) for step in _steps()]
    assert len(words) == len(set(words))
    assert len(words) == 9 * 5 + 3 + 1


def test_every_backward_movement_says_so_first() -> None:
    """What surprises comes first."""
    for step in _steps():
        starts = phrases().move(step).startswith("Back")
        assert starts == (step.direction == "backward")


def test_every_effort_load_surface_and_slope_can_be_said() -> None:
    """Everything the model holds."""
    for word in EFFORT_WORDS:
        assert phrases().effort(Effort("named", word))
    for kind in get_args(EffortKind):
        if kind != "named":
            assert "6 to 8.5" in phrases().effort(Effort(kind, "", 6, 8.5))
            assert "7" in phrases().effort(Effort(kind, "", 7, 7))
    for surface in get_args(Surface):
        assert phrases().details(Step(5, "s", "run", surface=surface))
    for load in get_args(LoadKind):
        assert phrases().details(Step(5, "s", "run", load=Load(load)))
    heavy = Step(5, "s", "run", incline_percent=-3, load=Load("sled", 20), surface="hill")
    expected = "3 percent downhill, with the sled, 20 kilograms, on the hill."
    assert phrases().details(heavy) == expected


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (7.5, "7.5 seconds"),
        (30, "30 seconds"),
        (60, "1 minute"),
        (90, "90 seconds"),
        (119.97, "2 minutes"),
        (150, "2 minutes 30 seconds"),
        (3600, "1 hour"),
        (5400, "1 hour 30 minutes"),
    ],
)
def test_times_are_said_as_people_say_them(seconds: float, words: str) -> None:
    """Ninety seconds stay seconds, two minutes do not."""
    assert phrases().time(seconds) == words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("look over one shoulder", "Look over one shoulder."),
        ("Ready? Go!", "Ready? Go!"),
        ("<b>[hi](/bye/)</b> {x} `y`", "B hi (/bye/) /b x y."),
        ("😀 \u202e", ""),
        ("...", ""),
        ("tall – quick", "Tall quick."),
        ("a" * 30 + " " + "b" * 300, "A" + "a" * 29 + "."),
    ],
)
def test_a_persons_line_is_said_as_words(written: str, said: str) -> None:
    """Markup and symbols are no words, and what is too long is cut at a word."""
    assert spoken(written) == said


def test_the_catalogue_holds_nothing_that_is_never_said() -> None:
    """A translator works for nothing otherwise: every key is named in the code or the model."""
    package = files("backstride.exchange.sessions.spoken")
    code = "".join(one.read_text("utf-8") for one in package.iterdir() if one.name.endswith(".py"))
    model = {
        *get_args(Movement), *get_args(Direction), *get_args(Surface), *get_args(LoadKind),
        *get_args(EffortKind), *EFFORT_WORDS, "seconds", "minutes", "hours", "metres", "none",
    }  # fmt: skip
    table: dict[str, Any] = tomllib.loads(package.joinpath("phrases_en.toml").read_text("utf-8"))
    for section, entries in table.items():
        assert f'"{section}"' in code
        for key, value in entries.items():
            assert key in model or f'"{key}"' in code, key
            if isinstance(value, str):
                assert all(
                    name is None or name for _, name, _, _ in string.Formatter().parse(value)
                )
