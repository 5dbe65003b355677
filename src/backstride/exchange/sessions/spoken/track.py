"""The spoken track of a session: sound, and when each cue is in it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from backstride.exchange.sessions.spoken.pace import Pace
from backstride.exchange.sessions.spoken.phrases import phrases
from backstride.exchange.sessions.spoken.placing import BEEPS, GAP_S, Placed, Spot, countdown, place
from backstride.exchange.sessions.spoken.sentences import SENTENCE_GAP_S, Sentences, Speech
from backstride.exchange.sessions.spoken.timeline import Slot, lay_out
from backstride.exchange.sessions.spoken.tones import ToneName, tone, tone_length_s
from backstride.exchange.sessions.spoken.voice import (
    DEFAULT_VOICE,
    Clips,
    Pcm,
    Voice,
    named_voice,
    pcm,
)
from backstride.training.session import Session

_FIRST_WORD_S = 0.5
_LEAD_IN_GAP_S = 0.5
_SHORTEST_LEAD_IN_S = 10.0
"""Time to put the phone away; ours, no study."""
_TAIL_S = 0.5


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to hear.

    Attributes
    ----------
    at_s : float
        When it starts, from the start of the sound.
    text : str
        What is said, or the name of the tone: ``go``, ``backward``, ``stop``, ``tick``, and for
        the countdown ``3``, ``2``, ``1``.
    kind : {"speech", "tone"}
    length_s : float
    """

    at_s: float
    text: str
    kind: Literal["speech", "tone"]
    length_s: float


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One sound for a whole session.

    Attributes
    ----------
    title : str
    samples : int16 array
        One channel.
    rate_hz : int
        Samples per second.
    cues : tuple of Cue
        In the order they are heard; none meets another.
    start_s, end_s : float
        When the session's own clock starts and stops in the sound; before lies the lead-in, after
        it a closing word.
    notes : tuple of str
        What a person should know: what estimates rest on, what was left out for want of room.
    """

    title: str
    samples: Pcm
    rate_hz: int
    cues: tuple[Cue, ...]
    start_s: float
    end_s: float
    notes: tuple[str, ...]

    @property
    def duration_s(self) -> float:
        """Length of the whole sound."""
        return len(self.samples) / self.rate_hz


def session_track(
    session: Session,
    *,
    voice: str | Voice = DEFAULT_VOICE,
    seed: int = 0,
    pace: Pace | None = None,
    language: str = "en",
) -> Track:
    """Return the spoken track of a session.

    Parameters
    ----------
    session : Session
    voice : str or Voice
        Name of a voice that is on this machine, or anything that speaks.
    seed : int
        The same seed gives the same samples.
    pace : Pace or None
        What is expected of the person; needed for steps that are not given in seconds.
    language : str
        Of the catalogue of phrases.

    Raises
    ------
    MissingExtraError
        When the extra ``[voice]`` is not installed.
    SettingsError
        When a step has no clock and ``pace`` gives none, the session is too long, or there is no
        such voice.
    """
    slots = lay_out(session, Pace() if pace is None else pace)
    clips = Clips(named_voice(voice) if isinstance(voice, str) else voice, seed)
    speech = Speech(session, phrases(language), clips.length_s)
    placed = place(slots, speech)
    lead, start_s = _lead_in(slots, placed.lead_check, speech)
    end_s = slots[-1].end_s
    close = _close(end_s, speech)
    spots = (*lead, *placed.spots, *close)
    samples = _rendered(spots, start_s, close[-1].end_s + start_s + _TAIL_S, clips)
    cues = tuple(_cue(one, start_s) for one in spots)
    notes = _notes(slots, placed)
    return Track(session.title, samples, clips.rate_hz, cues, start_s, start_s + end_s, notes)


def _lead_in(slots: Sequence[Slot], check: Sentences, speech: Speech) -> tuple[list[Spot], float]:
    """Return the cues before the clock starts, at times below 0, and how long they take."""
    parts: list[Sentences] = [(one,) for one in speech.lead_in(slots)]
    parts += [check] if check else []
    at_s, spots = _FIRST_WORD_S, []
    for sentences in parts:
        length_s = speech.length_s(sentences)
        if length_s > 0:
            spots.append(Spot(at_s, length_s, sentences))
            at_s += length_s + _LEAD_IN_GAP_S
    whole_s = max(_SHORTEST_LEAD_IN_S, math.ceil(at_s - _LEAD_IN_GAP_S + GAP_S + BEEPS))
    moved = [Spot(one.at_s - whole_s, one.length_s, one.sentences) for one in spots]
    return moved + countdown(0.0, BEEPS), float(whole_s)


def _close(end_s: float, speech: Speech) -> list[Spot]:
    done = (speech.phrases.say("session", "done"),)
    stop = Spot(end_s, tone_length_s("stop"), tone="stop")
    return [stop, Spot(stop.end_s + GAP_S, speech.length_s(done), done)]


def _rendered(spots: Sequence[Spot], start_s: float, whole_s: float, clips: Clips) -> Pcm:
    """Return the samples; silence is plain zeros, which cost no memory until written to."""
    rate_hz = clips.rate_hz
    samples = np.zeros(math.ceil(whole_s * rate_hz), dtype=np.int16)
    tones: dict[ToneName, Pcm] = {}
    for spot in spots:
        at = round((spot.at_s + start_s) * rate_hz)
        if spot.tone is not None:
            if spot.tone not in tones:
                tones[spot.tone] = pcm(tone(spot.tone, rate_hz))
            samples[at : at + len(tones[spot.tone])] = tones[spot.tone]
        for sentence in spot.sentences:
            clip = clips.phrase(sentence)
            samples[at : at + len(clip)] = clip
            at += len(clip) + round(SENTENCE_GAP_S * rate_hz)
    return samples


def _cue(spot: Spot, start_s: float) -> Cue:
    at_s, length_s = round(spot.at_s + start_s, 6), round(spot.length_s, 6)
    if spot.tone is None:
        return Cue(at_s, " ".join(spot.sentences), "speech", length_s)
    return Cue(at_s, str(spot.beep) if spot.beep else spot.tone, "tone", length_s)


def _notes(slots: Sequence[Slot], placed: Placed) -> tuple[str, ...]:
    reasons = dict.fromkeys(slot.clock.reason for slot in slots if not slot.clock.is_exact)
    notes = [f"Time of a step without a clock is an estimate: {reason}." for reason in reasons]
    if placed.shared_checks:
        notes.append(
            "Backward steps that come too soon for a lane check of their own: "
            f"{placed.shared_checks}; the check before them has to count for them."
        )
    notes += [f'No room to say "{cue}" in at least one step.' for cue in placed.unspoken]
    return tuple(notes)
