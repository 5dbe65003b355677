"""Native code that crashes, hangs or eats memory takes nobody down with it."""

import time

import numpy as np
import pytest

from backstride.errors import DamagedFileError, EmptyFileError
from backstride.readers.isolated import run_isolated

MEMORY = 4 * 1024**3


def run(name: str, *arguments: object, seconds: float = 30.0) -> object:
    """Run one of ``faults`` in a process of its own."""
    return run_isolated(
        f"tests.video.faults:{name}",
        arguments,
        seconds=seconds,
        memory_bytes=MEMORY,
        name="a.mp4",
    )


def test_result_comes_back_as_one_of_our_classes() -> None:
    """Arrays go in and a data class comes out."""
    recording = run("twice", np.array([1.0, 2.0]))
    assert getattr(recording, "warnings", ()) == ("2.0", "4.0")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("crash", "crashed"),
        ("eat", "more memory"),
        ("stumble", "failed (KeyError"),
        ("foreign", "fractions.Fraction is not taken"),
    ],
)
def test_fault_becomes_one_sentence(fault: str, said: str) -> None:
    """A segmentation fault, a huge allocation, a stray error, a foreign answer: a damaged file."""
    with pytest.raises(DamagedFileError) as caught:
        run(fault)
    assert str(caught.value).startswith("a.mp4: ")
    assert said in str(caught.value)


def test_silence_is_ended() -> None:
    """A child that hangs is stopped when its time is over, and not later."""
    start = time.monotonic()
    with pytest.raises(DamagedFileError, match="no sign of life for 2 s"):
        run("hang", seconds=2.0)
    assert time.monotonic() - start < 20.0


def test_our_errors_pass_through() -> None:
    """An error of ours keeps its class and its text."""
    with pytest.raises(EmptyFileError, match=r"^a\.mp4: has no frame; copy it again\.$"):
        run("refuse")


def test_progress_counts_as_life_and_prints_do_no_harm() -> None:
    """Reports start the clock anew, and what native code prints is not mistaken for a message."""
    told: list[tuple[float, float]] = []
    result = run_isolated(
        "tests.video.faults:chatter",
        (),
        seconds=1.5,
        memory_bytes=MEMORY,
        name="a.mp4",
        progress=lambda done, whole: told.append((done, whole)),
    )
    assert result == "done"
    assert told == [(0.0, 4.0), (1.0, 4.0), (2.0, 4.0), (3.0, 4.0)]
