"""Directions that a plan declares: found again in laps, or by time, or not at all."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from backstride.exchange.activities.align import declare_from_session
from backstride.measure import measure
from backstride.motion import Motion, Source
from backstride.motion.channels import Lap
from backstride.readers.activity_motion import FACING_UNKNOWN
from backstride.training.session import Repeat, Session, Step

FORWARD, BACKWARD = Step(400, "m", "run", "forward"), Step(100, "m", "run", "backward")
REST = Step(60, "s", "rest")
PLAN = Session("Plan", (FORWARD, Repeat(4, (BACKWARD, REST)), FORWARD))

Part = tuple[float, float, str]
"""Seconds, speed in m/s, and the true direction of a part of a recording."""

TRUE_PARTS: list[Part] = [
    (133, 3.0, "forward"),
    *[part for _ in range(4) for part in ((50, 2.0, "backward"), (60, 0.0, "still"))],
    (133, 3.0, "forward"),
]


def recording(parts: list[Part], laps: list[int] | None = None) -> Motion:
    """Return a motion of such parts; laps join so many parts each (one by default)."""
    speed = np.concatenate([np.full(int(s), v) for s, v, _ in parts])
    n = len(speed)
    ends = np.cumsum([0.0, *[s for s, _, _ in parts]])
    joined = np.cumsum([0, *(laps if laps is not None else [1] * len(parts))])
    none = np.full(n, np.nan)
    return Motion(
        time_s=np.arange(float(n)),
        position_m=np.full((n, 3), np.nan),
        speed_mps=speed,
        travel_deg=none,
        facing_deg=none,
        travel_basis="unknown",
        facing_basis="unknown",
        source=Source("a.fit", "FIT"),
        laps=tuple(Lap(float(ends[a]), float(ends[b])) for a, b in pairwise(joined)),
    )


def truth(parts: list[Part]) -> np.ndarray:
    return np.concatenate([np.full(int(s), word, dtype="<U10") for s, _, word in parts])


def shares(motion: Motion, parts: list[Part]) -> tuple[float, float]:
    """Return the share of moving time that is told right, and that is told wrong."""
    told, true = measure(motion).direction, truth(parts)
    moving = true != "still"
    right = (told == true)[moving].mean()
    wrong = ((told != true) & (told != "unknown"))[moving].mean()
    return float(right), float(wrong)


def test_a_lap_for_each_step() -> None:
    """All of it is declared, and said to be."""
    told = recording(TRUE_PARTS)
    told = replace(told, source=told.source.with_warnings(FACING_UNKNOWN, "Another warning."))
    motion = declare_from_session(told, PLAN)

    assert (1.0, 0.0) == shares(motion, TRUE_PARTS)
    assert "Another warning." == motion.source.warnings[0]
    assert FACING_UNKNOWN not in motion.source.warnings
    assert "declared" == motion.facing_basis
    assert "cover 100 % of the moving time" in motion.source.warnings[-1]


def test_rests_without_a_lap_of_their_own() -> None:
    """Run and rest in one lap, as when the button is pressed at each start."""
    motion = declare_from_session(recording(TRUE_PARTS, [1, 2, 2, 2, 2, 1]), PLAN)

    assert (1.0, 0.0) == shares(motion, TRUE_PARTS)


def test_automatic_laps_within_a_step() -> None:
    """A long step cut every so often by the watch."""
    plan = Session("Long", (Step(3000, "m", "run", "forward"), Step(300, "m", "run", "backward")))
    parts = [(333.0, 3.0, "forward")] * 3 + [(150.0, 2.0, "backward")]
    motion = declare_from_session(recording(parts), plan)

    assert (1.0, 0.0) == shares(motion, parts)


def test_a_skipped_warm_up_and_an_extra_lap() -> None:
    """What is sure is declared; nothing is told wrong."""
    parts = [*TRUE_PARTS[1:], (300.0, 2.5, "forward")]
    right, wrong = shares(declare_from_session(recording(parts), PLAN), parts)

    assert 0.0 == wrong
    assert right > 0.5


def test_a_lap_too_few_among_equal_ones_is_not_guessed() -> None:
    """Backward and forward over the same distance: nobody can say which one is missing."""
    back, ahead = Step(100, "m", "run", "backward"), Step(100, "m", "run", "forward")
    plan = Session("Back and forth", (Repeat(4, (back, ahead)),))
    parts = [(40.0, 2.5, word) for word in ("backward", "forward") * 4]
    del parts[3]

    _, wrong = shares(declare_from_session(recording(parts), plan), parts)

    assert 0.0 == wrong


def test_another_session_is_not_forced_on_a_recording() -> None:
    """It stays unknown, and it is said."""
    parts = [(600.0, 3.0, "forward"), (45.0, 4.0, "forward"), (700.0, 2.0, "forward")]
    motion = declare_from_session(recording(parts), PLAN)

    assert "unknown" == motion.facing_basis
    assert "does not fit the session “Plan”" in motion.source.warnings[-1]


def test_times_alone_without_laps() -> None:
    """A guided session of fixed times: all but the seconds around each change."""
    steps = [
        Step(s, "s", "run", d)  # type: ignore[arg-type]
        for s, d in ((300, "forward"), (60, "backward"), (120, "forward"), (60, "backward"))
    ]
    parts = [(step.amount, 2.5, str(step.direction)) for step in steps]
    motion = declare_from_session(recording(parts, [4]), Session("Timed", tuple(steps)))
    right, wrong = shares(motion, parts)

    assert 0.0 == wrong
    assert right > 0.9
    assert "by time and distance from the start" in motion.source.warnings[-1]


def test_a_recording_longer_than_the_plan_is_not_laid_along_it() -> None:
    """Without laps nobody knows when it began."""
    plan = Session("Timed", (Step(300, "s", "run", "forward"), Step(60, "s", "run", "backward")))
    motion = declare_from_session(recording([(500.0, 2.5, "forward")], [1]), plan)

    assert "unknown" == motion.facing_basis


def test_steps_without_a_length_are_found_between_others() -> None:
    """An open warm-up, and repetitions."""
    plan = Session(
        "Open",
        (Step(0, "open", "run", "forward"), BACKWARD, REST, BACKWARD, Step(5, "times", "hop")),
    )
    parts = [(200.0, 2.5, "forward"), *TRUE_PARTS[1:4], (30.0, 1.0, "unknown")]
    motion = declare_from_session(recording(parts), plan)
    told = measure(motion).by_direction

    assert 100 == pytest.approx(told["backward"].time_s)
    assert 0.0 == shares(motion, parts)[1]


def test_what_the_recording_knows_itself_is_left_alone() -> None:
    """A measured facing is better than a plan."""
    n = 100
    known = replace(
        recording([(100.0, 3.0, "forward")]),
        facing_deg=np.zeros(n),
        travel_deg=np.zeros(n),
        facing_basis="measured",
    )
    motion = declare_from_session(known, PLAN)

    assert "measured" == motion.facing_basis
    assert "was not needed" in motion.source.warnings[-1]


def test_no_laps_and_no_length_stays_unknown() -> None:
    """Nothing to hold on to."""
    plan = Session("Open", (Step(0, "open", "run", "backward"),))
    motion = declare_from_session(recording([(100.0, 3.0, "forward")], []), plan)

    assert "unknown" == motion.facing_basis


def _any_followed(rng: np.random.Generator) -> tuple[Session, list[Part]]:
    """Return a session, and how somebody did it: hasty buttons, distances off by 2 %.

    In every second one steps are left out and laps added at random.
    """
    messy = rng.random() < 0.5
    plan, parts = list[Step](), list[Part]()
    for _ in range(int(rng.integers(2, 12))):
        amount = float(rng.choice([20, 50, 100, 200, 400]))
        word = str(rng.choice(["forward", "backward", "left", "rest"]))
        rest = Step(60, "s", "rest")
        plan.append(rest if word == "rest" else Step(amount, "m", "run", word))  # type: ignore[arg-type]
        if messy and rng.random() < 0.1:
            continue
        speed, metres = float(rng.uniform(1.5, 4.0)), amount * float(rng.normal(1.0, 0.02))
        if word == "rest":
            parts.append((float(round(60 + rng.normal(0, 2))), 0.0, "still"))
        else:
            parts.append((max(2.0, round(metres / speed)), speed, word))
        if messy and rng.random() < 0.05:
            parts.append((float(rng.integers(10, 90)), 2.0, "unknown"))
    return Session("Any", tuple(plan)), parts or [(60.0, 0.0, "still")]


def test_plans_that_were_followed_more_or_less() -> None:
    """Of 200 random ones nearly all time is told, and next to none of it wrong."""
    right = wrong = moving_s = 0
    for seed in range(200):
        plan, parts = _any_followed(np.random.default_rng(seed))
        told = measure(declare_from_session(recording(parts), plan)).direction
        true = truth(parts)
        moving, sure = true != "still", np.isin(told, ["forward", "backward", "left", "right"])
        moving_s += int(moving.sum())
        right += int((moving & sure & (told == true)).sum())
        wrong += int((moving & sure & (told != true)).sum())

    assert right > 0.9 * moving_s
    assert wrong < 0.01 * moving_s
