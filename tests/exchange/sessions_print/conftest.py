"""What the tests of printed pages share."""

import os
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec

import pytest

from backstride.estimate import Estimate
from backstride.training.session import Session
from backstride.training.session_text import parse_session

FIRST_STEPS = """
First steps on grass
note: stay relaxed
5min jog easy
3x
  4x
    30s backward easy "look over one shoulder every few steps"
    90s walk
  2min rest
5min walk
"""


@dataclass(frozen=True)
class Planned:
    """A planned session as a planner may give it."""

    day: date
    session: Session
    reason: str = "Familiarisation comes first."
    sources: tuple[str, ...] = ("T10",)
    expected_distance: Estimate | None = None
    expected_time: Estimate | None = None
    expected_energy: Estimate | None = None
    expected_knee_load: Estimate | None = None


@pytest.fixture(scope="session")
def first_steps() -> Session:
    """Return forty minutes, six of them backward."""
    return parse_session(FIRST_STEPS)


@pytest.fixture(scope="session")
def needs_print() -> None:
    """Skip without the extra [print] and a reader of PDF, except in CI, which must have them."""
    missing = [name for name in ("typst", "pypdf") if find_spec(name) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"CI needs the extra [print], but {' and '.join(missing)} is not installed")
    if missing:
        pytest.skip(f"the extra [print] is not installed: {' and '.join(missing)} is absent")
