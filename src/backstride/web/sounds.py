"""The sound of a session: spoken where a voice is installed, otherwise its tones alone.

One file for the whole session, so that it goes on with the phone locked, and short ones for what
only the phone can know the moment of.
"""

import gzip
import hashlib
import io
import json
import threading
import wave
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from backstride import __version__
from backstride.errors import MissingExtraError
from backstride.exchange.sessions.expected_pace import expected_pace
from backstride.exchange.sessions.spoken import Track, mp3_bytes, session_track
from backstride.exchange.sessions.spoken.phrases import phrases
from backstride.exchange.sessions.spoken.tones import tone
from backstride.exchange.sessions.spoken.voice import DEFAULT_VOICE, Clips, Pcm, named_voice, pcm
from backstride.motion.arrays import Floats
from backstride.training import Session, format_session
from backstride.web.whole_files import write_whole
from backstride.web.words_of import words_in

LINE_WARNING_M = 5
"""How far before the line a person is told; ours, two to three steps backward at an easy pace."""

_TONE_RATE_HZ = 8000
"""Enough for tones up to 1760 Hz with their octave, at a third of a voice's size."""

_TYPES = {".mp3": "audio/mpeg", ".wav": "audio/wav"}


class Silence:
    """A voice that says nothing, which leaves a track its tones."""

    rate_hz = _TONE_RATE_HZ

    def say(self, text: str, seed: int) -> Floats:  # noqa: ARG002 - the shape of a voice
        """Return no samples."""
        return np.zeros(0)


@dataclass(frozen=True, slots=True)
class Sound:
    """The sound files of one session.

    Attributes
    ----------
    track : str
        File name of the whole session.
    start_s, end_s : float
        When the session's own clock starts and stops in the track.
    spoken : bool
        Whether a voice speaks in it.
    notes : tuple of str
        What a person should know of the track.
    clips : dict
        File name of each short cue: ``line`` and ``lane``.
    """

    track: str
    start_s: float
    end_s: float
    spoken: bool
    notes: tuple[str, ...]
    clips: dict[str, str]


def has_voice() -> bool:
    """Return whether tracks can be spoken on this machine."""
    return find_spec("hibari") is not None and find_spec("soundfile") is not None


class Sounds:
    """Makes the sound of a session once and keeps it.

    Attributes
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()  # a voice fills the processor by itself

    def of(self, session: Session) -> Sound:
        """Return the sound of a session, made first where it is not there yet.

        Raises
        ------
        SettingsError
            When the session is too long for one sound file.
        """
        spoken = has_voice()
        said = f"{__version__} {spoken} {format_session(session)}"
        mark = hashlib.sha256(said.encode()).hexdigest()[:24]
        with self._lock:
            about = self.folder / f"{mark}.json"
            if not about.is_file():
                sound = self._make(session, mark, spoken=spoken)
                write_whole(about, json.dumps(asdict(sound)).encode())
        found = json.loads(about.read_text("utf-8"))
        return Sound(**{**found, "notes": tuple(found["notes"])})

    def file(self, name: str) -> tuple[Path, str] | None:
        """Return a sound file and its media type, or None; ``name`` may come from anywhere."""
        kind = _TYPES.get(Path(name).suffix)
        path = self.folder / name
        return (path, kind) if kind and Path(name).name == name and path.is_file() else None

    def _make(self, session: Session, mark: str, *, spoken: bool) -> Sound:
        if spoken:
            try:
                return self._spoken(session, mark)
            except MissingExtraError:  # there, but its library does not load
                pass
        track = session_track(session, voice=Silence(), pace=expected_pace(session))
        name = f"{mark}.wav"
        self._write(name, _wav(track.samples, track.rate_hz))
        return self._sound(track, name, self._tone_clips(), spoken=False)

    def _spoken(self, session: Session, mark: str) -> Sound:
        track = session_track(session, pace=expected_pace(session))
        name = f"{mark}.mp3"
        self._write(name, mp3_bytes(track))
        clips = Clips(named_voice(DEFAULT_VOICE), 0)
        said = {
            "line": words_in("en")("cue.line", metres=LINE_WARNING_M),
            "lane": phrases().say("check", "behind"),
        }
        names = {}
        for key, text in said.items():
            samples = clips.phrase(text)
            names[key] = self._clip(key, samples, clips.rate_hz)
        return self._sound(track, name, names, spoken=True)

    def _sound(self, track: Track, name: str, clips: dict[str, str], *, spoken: bool) -> Sound:
        return Sound(name, track.start_s, track.end_s, spoken, track.notes, clips)

    def _tone_clips(self) -> dict[str, str]:
        """Return tones in place of words: two short ones for the line, "go" for the lane."""
        gap = np.zeros(_TONE_RATE_HZ // 10)
        tick = tone("countdown", _TONE_RATE_HZ)
        line, lane = np.concatenate((tick, gap, tick)), tone("go", _TONE_RATE_HZ)
        return {
            key: self._clip(key, pcm(samples), _TONE_RATE_HZ)
            for key, samples in (("line", line), ("lane", lane))
        }

    def _clip(self, key: str, samples: Pcm, rate_hz: int) -> str:
        content = _wav(samples, rate_hz)
        name = f"{key}-{hashlib.sha256(content).hexdigest()[:12]}.wav"
        self._write(name, content)
        return name

    def _write(self, name: str, content: bytes) -> None:
        write_whole(self.folder / name, content)
        if name.endswith(".wav"):  # mostly silence, which packs to nothing
            write_whole(self.folder / f"{name}.gz", gzip.compress(content, 6, mtime=0))


def _wav(samples: Pcm, rate_hz: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples.astype("<i2").tobytes())
    return out.getvalue()
