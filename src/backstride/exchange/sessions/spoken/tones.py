"""The tones of a track, made from sines.

High for "go", two rising notes for "backward", two falling ones for "stop", short beeps for the
countdown. All lie between 700 and 1800 Hz, which small loudspeakers play well.
"""

from typing import Literal

import numpy as np

from backstride.motion.arrays import Floats

ToneName = Literal["countdown", "go", "backward", "stop", "tick"]

_LEVEL = 0.5
_RAMP_S = 0.01  # a sine that starts at once clicks
_OVERTONE = 0.2  # some of the octave above makes it carry in wind

_NOTES: dict[ToneName, tuple[tuple[float, float], ...]] = {
    "countdown": ((880.0, 0.12),),
    "go": ((1175.0, 0.4),),
    "backward": ((1175.0, 0.2), (1760.0, 0.25)),
    "stop": ((988.0, 0.2), (740.0, 0.25)),
    "tick": ((1175.0, 0.1),),
}
"""Frequency in Hz and length in s of each note; ``tick`` starts a step too short for more."""


def tone_length_s(name: ToneName) -> float:
    """Return how long a tone lasts."""
    return sum(length for _, length in _NOTES[name])


def tone(name: ToneName, rate_hz: int) -> Floats:
    """Return a tone as samples between −1 and 1."""
    return np.concatenate([_note(hz, length, rate_hz) for hz, length in _NOTES[name]])


def _note(hz: float, length_s: float, rate_hz: int) -> Floats:
    n = round(length_s * rate_hz)
    time_s = np.arange(n) / rate_hz
    wave = np.sin(2 * np.pi * hz * time_s) + _OVERTONE * np.sin(4 * np.pi * hz * time_s)
    ramp = np.minimum(1.0, np.minimum(time_s, time_s[::-1]) / _RAMP_S)
    note: Floats = _LEVEL / (1 + _OVERTONE) * wave * np.sin(np.pi / 2 * ramp) ** 2
    return note
