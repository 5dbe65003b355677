"""The sound itself, in the real voice."""

import time
import wave
from pathlib import Path

import numpy as np
import pytest

from backstride.exchange.sessions.spoken import Track, session_track, write_track
from backstride.motion.arrays import Floats
from backstride.training.session import Session
from backstride.training.session_text import parse_session

_AUDIBLE = 0.003
"""−50 dB: what is heard of a voice's first consonant."""


def _onsets_s(samples: Floats, rate_hz: int, quiet_s: float = 0.2) -> Floats:
    """Return when sound starts after silence, found from the energy of 10 ms windows alone."""
    window = rate_hz // 100
    windows = samples[: len(samples) // window * window].reshape(-1, window)
    loud = np.sqrt(np.mean(windows**2, axis=1)) > _AUDIBLE
    before = round(quiet_s / 0.01)
    heard = np.concatenate([np.zeros(before, dtype=int), [0], np.cumsum(loud)])
    starts = loud & (heard[before:-1] == heard[: -before - 1])
    return np.flatnonzero(starts).astype(np.float64) * 0.01


def _assert_cues_are_heard(track: Track, samples: Floats) -> None:
    onsets_s = _onsets_s(samples, track.rate_hz)
    assert len(track.cues) <= len(onsets_s)
    for cue in track.cues:
        assert np.abs(onsets_s - cue.at_s).min() <= 0.1, cue


def test_every_cue_is_heard_at_its_second(track: Track) -> None:
    """Within 0.1 s, found again in the samples by their energy."""
    assert len(track.cues) > 150
    _assert_cues_are_heard(track, track.samples / 32768)


def test_sound_lies_only_where_a_cue_says_so(track: Track) -> None:
    """Everything between cues is plain zeros."""
    rest = track.samples.copy()
    for cue in track.cues:
        start = round(cue.at_s * track.rate_hz)
        rest[max(0, start - 2) : start + round(cue.length_s * track.rate_hz) + 3] = 0
    assert not rest.any()


def test_the_clock_in_the_sound_is_the_clock_of_the_session(track: Track) -> None:
    """Forty minutes are forty minutes, between a lead-in and a closing word of a few seconds."""
    assert track.end_s - track.start_s == pytest.approx(2400, abs=0.5)
    assert 2400 + 10 <= track.duration_s <= 2400 + 15


def test_nothing_is_clipped_and_all_of_it_is_loud_enough(track: Track) -> None:
    """No sample at the end of the scale; every spoken cue as loud as the next within 6 dB."""
    levels = []
    assert 0.5 * 32767 < np.abs(track.samples.astype(int)).max() < 0.95 * 32767
    for cue in track.cues:
        if cue.kind == "speech":
            start = round(cue.at_s * track.rate_hz)
            heard = track.samples[start : start + round(cue.length_s * track.rate_hz)] / 32768
            levels.append(10 * np.log10(np.mean(heard**2)))
    assert max(levels) - min(levels) < 6
    assert np.median(levels) > -22


def test_the_same_seed_gives_the_same_samples(needs_voice: None) -> None:
    """And another seed gives others."""
    session = parse_session("Short\n10s walk\n10s backward easy\n")
    first, again, other = (session_track(session, seed=seed) for seed in (3, 3, 4))
    assert np.array_equal(first.samples, again.samples)
    assert first.cues == again.cues
    assert not np.array_equal(first.samples, other.samples)


def test_a_wav_holds_the_samples(track: Track, tmp_path: Path) -> None:
    """Read back with the standard library."""
    write_track(track, tmp_path / "track.wav")
    with wave.open(str(tmp_path / "track.wav"), "rb") as read:
        assert (read.getnchannels(), read.getsampwidth()) == (1, 2)
        assert read.getframerate() == track.rate_hz
        samples = np.frombuffer(read.readframes(read.getnframes()), dtype="<i2")
    assert np.array_equal(samples, track.samples)


def test_forty_minutes_as_an_mp3_take_seconds_to_make_and_keep_every_cue_at_its_second(
    needs_voice: None, first_steps: Session, tmp_path: Path
) -> None:
    """Ten megabytes; decoded, every cue is still within 0.1 s of where it belongs."""
    soundfile = pytest.importorskip("soundfile")
    path = tmp_path / "track.mp3"
    started = time.process_time()
    track = session_track(first_steps)
    write_track(track, path)
    assert time.process_time() - started < 20
    assert path.stat().st_size < 10.5e6
    assert path.read_bytes()[:3] == b"ID3"
    assert b"First steps on grass" in path.read_bytes()[:64]
    samples, rate_hz = soundfile.read(path)
    assert rate_hz == track.rate_hz
    assert len(samples) / rate_hz == pytest.approx(track.duration_s, abs=0.1)
    assert np.abs(samples).max() < 0.99
    _assert_cues_are_heard(track, samples)
