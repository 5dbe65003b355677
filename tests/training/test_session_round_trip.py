"""What is printed is read back as the same session, and what is read is printed one way."""

import random

import pytest
from hypothesis import given, settings

from backstride.training.session import Repeat, Session, Step
from backstride.training.session_text import format_session, format_step, parse_session
from tests.training.strategies import random_session, sessions

FIRST_STEPS = """\
First steps on grass
5min jog easy
3x
  4x
    30s backward easy "look over one shoulder every few steps"
    90s walk
  2min rest
5min walk
"""


@given(sessions())
@settings(max_examples=400, deadline=None)
def test_any_session_is_read_back_as_itself(session: Session) -> None:
    """Text keeps everything that the model can hold."""
    assert parse_session(format_session(session)) == session


def test_ten_thousand_sessions_are_read_back_as_themselves() -> None:
    """Ten thousand sessions from one seed survive the text."""
    rng = random.Random(20240601)  # noqa: S311 - not for secrets
    for _ in range(10_000):
        session = random_session(rng)
        assert parse_session(format_session(session)) == session


def test_the_first_steps_are_printed_as_they_were_written() -> None:
    """The best-known example is in canonical form: reading and printing changes nothing."""
    session = parse_session(FIRST_STEPS)
    assert FIRST_STEPS == format_session(session)
    assert "grass" == session.surface
    assert 3 * (4 * 2 + 1) + 2 == len(session.steps())


@pytest.mark.parametrize(
    "text",
    [
        FIRST_STEPS.replace("\n", "\r\n"),
        FIRST_STEPS.replace("\n", "\r"),
        "\ufeff" + FIRST_STEPS,
        FIRST_STEPS.replace("\n", "\n\n  \n"),
        FIRST_STEPS.replace("\n", "  \n# a comment\n"),
        FIRST_STEPS.replace("jog easy", "jog easy # a comment"),
        FIRST_STEPS.replace("  ", "\t"),
        FIRST_STEPS.replace("  ", "\u00a0\u00a0"),
        "".join("    " + line for line in FIRST_STEPS.splitlines(keepends=True)),
        FIRST_STEPS.replace("x\n", "X:\n"),
        FIRST_STEPS.replace("x\n", " ×\n"),
        FIRST_STEPS.replace('"look', "“look").replace('steps"', "steps”"),
        FIRST_STEPS.replace("min", " minutes").replace("90s", "1:30").replace("30s", "0.5 min"),
        FIRST_STEPS.replace("backward", "RUN, Backwards;"),
        FIRST_STEPS.replace("5min jog easy", "jog at easy\t5min"),
        FIRST_STEPS.replace("First steps on grass", "surface: grass\ntitle: First steps on grass"),
        FIRST_STEPS.rstrip(),
    ],
)
def test_other_spellings_mean_the_same(text: str) -> None:
    """Line ends, blank lines, comments, tabs, signs and synonyms change nothing."""
    assert FIRST_STEPS == format_session(parse_session(text))


@pytest.mark.parametrize(
    ("title", "surface", "lines"),
    [
        ("Hills on Hill", "hill", ["Hills on Hill"]),
        ("Hills on hill", None, ["Hills on hill", "surface: any"]),
        ("Hills on hill", "road", ["Hills on hill", "surface: road"]),
        ("Hills", "hill", ["Hills", "surface: hill"]),
        ("Hills", None, ["Hills"]),
        ("Moon hill", None, ["Moon hill"]),
        ("5min walk", None, ["title: 5min walk"]),
        ("# 1", None, ["title: # 1"]),
        ("note: x", None, ["title: note: x"]),
    ],
)
def test_title_and_surface_are_printed_so_that_they_are_read_back(
    title: str, surface: str | None, lines: list[str]
) -> None:
    """A title keeps every letter; the surface at its end is not said twice."""
    session = Session(title, (Step(60, "s", "rest"),), surface)  # type: ignore[arg-type]
    text = format_session(session)
    assert [*lines, "1min rest"] == text.splitlines()
    assert session == parse_session(text)


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0.5, "0.5s"),
        (90, "90s"),
        (119, "119s"),
        (60, "1min"),
        (150, "2:30"),
        (3600, "1h"),
        (5400, "90min"),
        (3725, "1:02:05"),
        (150.25, "150.25s"),
        (1e-7, "0.0000001s"),
        (86400, "24h"),
    ],
)
def test_a_time_is_printed_as_people_write_it(seconds: float, written: str) -> None:
    """Seconds, minutes, a clock or hours, whichever reads best and is exact."""
    step = Step(seconds, "s", "rest")
    assert f"{written} rest" == format_step(step)
    assert step == parse_session(f"Title\n{written} rest").items[0]


def test_repeats_stand_fifty_deep() -> None:
    """The deepest session that the model holds survives the text."""
    item: Step | Repeat = Step(10, "m", "run", "backward")
    for _ in range(50):
        item = Repeat(1, (item,))
    session = Session("Deep", (item,))
    assert session == parse_session(format_session(session))


def test_an_inline_repeat_is_a_repeat_of_one_step() -> None:
    """``6x 20m sprint`` says in one line what else takes two."""
    step = Step(20, "m", "sprint", "forward")
    assert (Repeat(6, (step,)),) == parse_session("Title\n6x20m sprint").items
