"""What the model of a session refuses to hold, and what it counts."""

from collections.abc import Callable

import pytest

from backstride.training.session import Effort, Item, Load, Repeat, Session, Step

_REST = Step(60, "s", "rest")


@pytest.mark.parametrize(
    "make",
    [
        lambda: Step(0, "s", "run", "forward"),
        lambda: Step(-1, "s", "run", "forward"),
        lambda: Step(float("nan"), "s", "run", "forward"),
        lambda: Step(float("inf"), "m", "run", "forward"),
        lambda: Step(86_401, "s", "rest"),
        lambda: Step(1, "open", "rest"),
        lambda: Step(1.5, "times", "jump"),
        lambda: Step(1, "laps", "run", "forward"),  # type: ignore[arg-type]
        lambda: Step(1, "s", "fly"),  # type: ignore[arg-type]
        lambda: Step(1, "s", "run", "up"),  # type: ignore[arg-type]
        lambda: Step(1, "s", "run", "forward", surface="ice"),  # type: ignore[arg-type]
        lambda: Step(1, "s", "rest", "forward"),
        lambda: Step(1, "m", "plank"),
        lambda: Step(1, "m", "run"),
        lambda: Step(1, "s", "back-pedal"),
        lambda: Step(1, "s", "back-pedal", "forward"),
        lambda: Step(1, "s", "run", "forward", incline_percent=float("nan")),
        lambda: Step(1, "s", "run", "forward", incline_percent=101),
        lambda: Step(1, "s", "rest", cue='say "hi"'),
        lambda: Step(1, "s", "rest", cue="two\nlines"),
        lambda: Step(1, "s", "rest", cue=" untrimmed"),
        lambda: Effort("named", "quick"),
        lambda: Effort("named", "easy", 1, 2),
        lambda: Effort("rpe", "", 4, 3),
        lambda: Effort("rpe", "", 3, 11),
        lambda: Effort("rpe", "easy", 3, 4),
        lambda: Effort("speed_mps", "", float("nan"), 2),
        lambda: Effort("watts", "", 1, 2),  # type: ignore[arg-type]
        lambda: Load("sled", 10, 10),
        lambda: Load("sled", 0),
        lambda: Load("sled", float("nan")),
        lambda: Load("band", 10),
        lambda: Load("rope"),  # type: ignore[arg-type]
        lambda: Repeat(0, (_REST,)),
        lambda: Repeat(1, ()),
        lambda: Repeat(100_001, (_REST,)),
        lambda: Session("", (_REST,)),
        lambda: Session(" x", (_REST,)),
        lambda: Session("x\u2028y", (_REST,)),
        lambda: Session("x\ud800", (_REST,)),
        lambda: Session("x", ()),
        lambda: Session("x", (_REST,), note="two\rlines"),
        lambda: Session("x", (_REST,), surface="ice"),  # type: ignore[arg-type]
        lambda: Session("x", (Repeat(60_000, (_REST,)), Repeat(60_000, (_REST,)))),
    ],
)
def test_what_makes_no_sense_is_refused(make: Callable[[], object]) -> None:
    """The model raises for values that no text could say."""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        make()


def test_a_repeat_counts_its_steps_and_depth() -> None:
    """Counts come from the repeat itself, without unrolling."""
    repeat = Repeat(3, (Repeat(4, (_REST, _REST)), _REST))
    assert (27, 2) == (repeat.step_count, repeat.depth)
    assert 27 == len(Session("x", (repeat,)).steps())


def test_repeats_stand_at_most_fifty_deep() -> None:
    """The fifty-first repeat is refused, and shared parts cost no time."""
    item: Item = _REST
    for _ in range(50):
        item = Repeat(1, (item,))
    with pytest.raises(ValueError, match="50 deep"):
        Repeat(1, (item,))
    shared: Item = _REST
    for _ in range(16):
        shared = Repeat(1, (shared, shared))
    with pytest.raises(ValueError, match="100000 steps"):
        Repeat(1, (shared, shared))


@pytest.mark.parametrize(
    ("step", "in_place"),
    [
        (_REST, True),
        (Step(60, "s", "run"), True),
        (Step(60, "s", "run", "backward"), False),
        (Step(60, "s", "shuffle"), False),
        (Step(60, "s", "drill"), False),
    ],
)
def test_what_stays_in_place(*, step: Step, in_place: bool) -> None:
    """A rest and running on the spot go nowhere; a side left open is still travel."""
    assert in_place == step.in_place


def test_a_session_is_a_value() -> None:
    """Equal sessions are one entry of a set, and none changes once made."""
    full = [Session("x", (Repeat(100_000, (_REST,)),)) for _ in range(2)]
    assert 1 == len(set(full))
    with pytest.raises(AttributeError):
        full[0].title = "y"  # type: ignore[misc]
