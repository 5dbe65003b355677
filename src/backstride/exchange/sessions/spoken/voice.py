"""The voice of a track: text in, samples out, from a model that is installed with pip."""

import warnings
from functools import cache
from importlib import import_module
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from backstride.errors import MissingExtraError, SettingsError
from backstride.motion.arrays import Floats

Pcm = npt.NDArray[np.int16]

DEFAULT_VOICE = "heart"
"""The one voice inside the package; it is never fetched from anywhere."""

_AUDIBLE = 0.02  # of the loudest sample: −34 dB, quieter is silence before and after a phrase
_EDGE_S = 0.005
_LEVEL = 0.12  # root mean square of speech, of full scale: loud, for out of doors
_KNEE, _CEILING = 0.5, 0.9  # peaks above the knee are rounded off and stay below the ceiling


class Voice(Protocol):
    """Something that speaks."""

    @property
    def rate_hz(self) -> int:
        """Samples per second."""

    def say(self, text: str, seed: int) -> Floats:
        """Return samples between −1 and 1, the same for the same text and seed."""


class HibariVoice:
    """A voice of the ``hibari-tts`` package.

    Raises
    ------
    MissingExtraError
        When the package is not installed.
    SettingsError
        For a voice that is not on this machine; none is fetched.
    """

    def __init__(self, name: str = DEFAULT_VOICE) -> None:
        hibari, voices = _hibari()
        if name not in voices.VOICES:
            known = ", ".join(voices.VOICES)
            raise SettingsError(f'there is no voice "{name}": choose one of {known}.')
        try:
            voices.voice_path(name, download_missing=False)
        except FileNotFoundError:
            raise SettingsError(
                f'voice "{name}" is not on this machine, and Backstride fetches nothing: '
                f'use "{DEFAULT_VOICE}", or let hibari-tts fetch it once by its own command.'
            ) from None
        self._model: Any = hibari.Hibari(voice=name)

    @property
    def rate_hz(self) -> int:
        """Samples per second."""
        return int(self._model.sample_rate)

    def say(self, text: str, seed: int) -> Floats:
        """Return samples between −1 and 1."""
        return np.asarray(self._model(text, seed=seed), dtype=np.float64)


@cache
def named_voice(name: str) -> Voice:
    """Return a voice by name; its model is read once."""
    return HibariVoice(name)


def _hibari() -> tuple[Any, Any]:
    """Return the package and its register of voices."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the model's runtime, about the machine
            return import_module("hibari"), import_module("hibari.voices")
    except ImportError:
        raise MissingExtraError(
            "a spoken track needs the extra [voice]: pip install 'backstride[voice]'."
        ) from None


class Clips:
    """Phrases and tones as levelled 16-bit samples, each made once for a track."""

    def __init__(self, voice: Voice, seed: int) -> None:
        self._voice, self._seed = voice, seed
        self._made: dict[str, Pcm] = {}

    @property
    def rate_hz(self) -> int:
        """Samples per second."""
        return self._voice.rate_hz

    def phrase(self, text: str) -> Pcm:
        """Return a phrase without the silence around it; empty when nothing can be heard."""
        if text not in self._made:
            raw = np.nan_to_num(self._voice.say(text, self._seed))
            self._made[text] = pcm(_levelled(_trimmed(raw, self.rate_hz)))
        return self._made[text]

    def length_s(self, text: str) -> float:
        """Return how long a phrase takes to say."""
        return len(self.phrase(text)) / self.rate_hz


def pcm(samples: Floats) -> Pcm:
    """Return samples between −1 and 1 as 16-bit integers."""
    return np.round(samples * 32767).astype(np.int16)


def _trimmed(samples: Floats, rate_hz: int) -> Floats:
    loud = np.flatnonzero(np.abs(samples) > _AUDIBLE * np.abs(samples).max(initial=0.0))
    if not len(loud):
        return samples[:0]
    edge = round(_EDGE_S * rate_hz)
    kept = samples[max(0, loud[0] - edge) : loud[-1] + edge + 1].copy()
    fade = np.linspace(0, 1, min(edge, len(kept)))
    kept[: len(fade)] *= fade
    kept[len(kept) - len(fade) :] *= fade[::-1]
    return kept


def _levelled(samples: Floats) -> Floats:
    """Return speech at one loudness, its peaks rounded off below the ceiling."""
    power = float(np.mean(samples**2)) if len(samples) else 0.0
    if power <= 0:
        return samples
    louder = samples * (_LEVEL / np.sqrt(power))
    size, room = np.abs(louder), _CEILING - _KNEE
    rounded = np.sign(louder) * (_KNEE + room * np.tanh((size - _KNEE) / room))
    chosen: Floats = np.where(size > _KNEE, rounded, louder)
    return chosen
