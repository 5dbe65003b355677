"""The text for intervals.icu means the same to that site as the session does to us."""

import random
import re
from collections.abc import Iterator

import pytest

from backstride.exchange.sessions.intervals_text import session_as_intervals
from backstride.exchange.sessions.number_words import without_figures
from backstride.training.session import Effort, Load, Repeat, Session, Step
from backstride.training.session_text import parse_session
from tests.training.strategies import random_session

FIRST_STEPS = parse_session(
    """First steps on grass
5min jog easy
3x
  4x
    30s backward easy "look over one shoulder every 3 steps"
    90s walk
  2min rest
20m backward 1.5-2.2 m/s
5min walk
"""
)

PLAIN = Step(60, "s", "run", "forward")

_LINE = re.compile(r"- (?P<words>\D+) (?P<length>\d\S*)(?P<target> .+?)??(?P<lap> press lap)?")
_CLOCK = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")
_TARGET = re.compile(r" (\d+(-\d+)?% HR|\d+:\d\d(-\d+:\d\d)?/km Pace)")


def as_the_site_reads(text: str) -> Iterator[tuple[float, str, str]]:
    """Yield length, unit and words of each step, repeats done over, by the site's guide.

    The first figure of a line begins its length; a repeat has empty lines round it and no other
    repeat inside.
    """
    for block in text.split("\n\n")[1:]:
        head, *lines = block.strip("\n").split("\n")
        repeat = re.fullmatch(r"(\d+)x", head)
        steps = [_step(line) for line in (lines if repeat else [head, *lines])]
        for _ in range(int(repeat[1]) if repeat else 1):
            yield from steps


def _step(line: str) -> tuple[float, str, str]:
    found = _LINE.fullmatch(line)
    assert found, line
    length, target = found["length"], found["target"] or ""
    assert not target or _TARGET.fullmatch(target), line
    if found["lap"]:
        return 0, "open", found["words"]
    if length.endswith("mtr"):
        return float(length[:-3]), "m", found["words"]
    if length.endswith("km"):
        return float(length[:-2]) * 1000, "m", found["words"]
    clock = _CLOCK.fullmatch(length)
    assert clock, line
    hours, minutes, seconds = (int(part or 0) for part in clock.groups())
    return hours * 3600 + minutes * 60 + seconds, "s", found["words"]


def test_the_first_steps_in_the_words_of_the_site() -> None:
    """One level of repeats, ``m`` for minutes, ``mtr`` for metres, the direction in the words."""
    text, losses = session_as_intervals(FIRST_STEPS)
    pairs = "\n".join(
        f"- BACKWARD run, round {done} of four, easy, look over one shoulder every three steps 30s"
        "\n- Walk 1m30s"
        for done in ("one", "two", "three", "four")
    )
    assert text == (
        "First steps on grass\nOn grass\n\n- Jog, easy 5m\n\n"
        f"3x\n{pairs}\n- Rest 2m\n\n"
        "- BACKWARD run 20mtr 11:07-7:35/km Pace\n- Walk 5m\n"
    )
    assert any("written out" in loss for loss in losses)


def test_any_session_is_read_as_the_same_steps() -> None:
    """Order, directions and lengths are the session's, to the second and centimetre."""
    rng = random.Random(20)  # noqa: S311 - not for secrets
    compared = 0
    for _ in range(1000):
        session = random_session(rng)
        if sum(i.step_count if isinstance(i, Repeat) else 1 for i in session.items) > 400:
            continue
        compared += 1
        told = list(as_the_site_reads(session_as_intervals(session).text))
        assert len(told) == len(session.steps())
        for step, (length, unit, words) in zip(session.steps(), told, strict=True):
            assert unit == {"times": "open"}.get(step.unit, step.unit)
            assert (
                step.direction in (None, "forward")
                or step.direction.upper() in words
                or (step.movement == "back-pedal")
            )
            if unit in ("s", "m"):
                assert step.amount == pytest.approx(length, abs=1 if unit == "s" else 0.02)
    assert compared > 500


@pytest.mark.parametrize(
    ("step", "line"),
    [
        (PLAIN, "- Run 1m"),
        (Step(3725, "s", "run", "forward"), "- Run 1h2m5s"),
        (Step(0.2, "s", "rest"), "- Rest 1s"),
        (Step(12.5, "m", "run", "backward"), "- BACKWARD run 0.01250km"),
        (Step(12, "times", "jump"), "- Jump, twelve times 1m press lap"),
        (Step(0, "open", "walk", "backward"), "- BACKWARD walk 1m press lap"),
        (
            Step(60, "s", "run", "forward", Effort("heart_rate_percent", low=60, high=85)),
            "- Run 1m 60-85% HR",
        ),
        (
            Step(60, "s", "run", "forward", Effort("speed_mps", low=0.1, high=2)),
            "- Run, zero point one to two m/s 1m",
        ),
        (
            Step(60, "s", "run", "forward", Effort("speed_mps", low=2.5, high=2.5)),
            "- Run 1m 6:40/km Pace",
        ),
        (
            Step(
                *(20, "m", "run", "backward", Effort("effort_percent", low=75, high=75)),
                surface="turf",
                incline_percent=-4,
                load=Load("sled", body_mass_percent=10),
                cue="Z2, 30s",
            ),
            "- BACKWARD run, seventy-five percent effort, on turf, downhill four percent, "
            "sled ten percent of body mass, Z two, thirty s 20mtr",
        ),
    ],
)
def test_a_step_as_a_line(step: Step, line: str) -> None:
    """Words without figures, then the length, then a target of the site."""
    assert f"Run\n\n{line}\n" == session_as_intervals(Session("Run", (step,))).text


def test_a_title_is_not_read_as_a_repeat_or_step() -> None:
    """A count with an x in a heading would repeat what is below."""
    text, losses = session_as_intervals(Session("3x hills", (PLAIN,), note="- 5 X uphill"))
    assert text.startswith("3 times hills\n5 times uphill\n\n")
    assert any("Title or note are changed" in loss for loss in losses)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step(60, "s", "run", "backward"), "plain forward running"),
        (Step(60, "s", "run", "forward", Effort("named", "easy")), "no target of the site"),
        (Step(60, "s", "run", "forward", surface="grass"), "surface, slope or load"),
        (Step(60, "s", "run", "forward", incline_percent=0), "surface, slope or load"),
        (Step(60, "s", "run", "forward", load=Load("band")), "surface, slope or load"),
        (Step(0, "open", "run", "forward"), "lap button"),
        (Step(9, "times", "run", "forward"), "lap button"),
        (Step(9.5, "s", "run", "forward"), "rounded"),
        (Step(9.001, "m", "run", "forward"), "rounded"),
        (Step(9, "s", "run", "forward", Effort("speed_mps", low=3, high=3)), "rounded"),
        (Step(60, "s", "run", "forward", cue="3 steps"), "figures in the cue"),
    ],
)
def test_what_the_site_does_not_say_is_told(step: Step, words: str) -> None:
    """One sentence with the number of steps it is about."""
    losses = session_as_intervals(Session("Run", (step,))).losses
    assert [True] == [words in loss and loss.startswith("1 step ") for loss in losses]


def test_nothing_is_told_where_nothing_is_lost() -> None:
    """Forward running by time and distance, repeated on one level, at paces of whole seconds."""
    paced = Step(400, "m", "run", "forward", Effort("speed_mps", low=2.5, high=4))
    assert () == session_as_intervals(Session("Run", (PLAIN, Repeat(6, (paced, PLAIN))))).losses


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4 steps", "four steps"),
        ("2.5 kg", "two point five kg"),
        ("RPE 3-4", "RPE three-four"),
        ("12m and 105%", "twelve m and one zero five percent"),
        ("07 at 40", "zero seven at forty"),
        ("Z2", "Z two"),
        ("no figures", "no figures"),
    ],
)
def test_figures_become_words(text: str, words: str) -> None:
    """No figure is left that a reader of figures could take."""
    assert words == without_figures(text)
