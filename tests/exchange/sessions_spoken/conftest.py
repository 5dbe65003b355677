"""Fixtures for spoken tracks: a real voice, and one that needs nothing installed."""

import os
from importlib.util import find_spec

import numpy as np
import pytest

from backstride.exchange.sessions.spoken import Track, session_track
from backstride.motion.arrays import Floats
from backstride.training.session import Session
from backstride.training.session_text import parse_session

FIRST_STEPS = """
First steps on grass
5min jog easy
3x
  4x
    30s backward easy "look over one shoulder every few steps"
    90s walk
  2min rest
5min walk
"""


class Hum:
    """A voice that hums each text for as long as people take to say it."""

    rate_hz = 8000

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, text: str, seed: int) -> Floats:
        """Return a hum of 0.06 s a character between silences, as a voice has them."""
        self.said.append(text)
        n = round(0.06 * len(text) * self.rate_hz)
        hum = 0.3 * np.sin(2 * np.pi * 200 * np.arange(n) / self.rate_hz)
        return np.pad(hum + 0.01 * np.random.default_rng(seed).standard_normal(n), 800)


@pytest.fixture
def hum() -> Hum:
    """Return a voice that needs nothing installed."""
    return Hum()


@pytest.fixture(scope="session")
def first_steps() -> Session:
    """Return forty minutes with twelve backward steps."""
    return parse_session(FIRST_STEPS)


@pytest.fixture(scope="session")
def needs_voice() -> None:
    """Skip without the extra [voice], except in CI, which must have it."""
    missing = [name for name in ("hibari", "soundfile") if find_spec(name) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"CI needs the extra [voice], but {' and '.join(missing)} is not installed")
    if missing:
        pytest.skip(f"the extra [voice] is not installed: {' and '.join(missing)} is absent")


@pytest.fixture(scope="session")
def track(needs_voice: None, first_steps: Session) -> Track:
    """Return the track of ``first_steps`` in the real voice."""
    return session_track(first_steps)
