"""Writing a track to a file that phones play."""

import io
import os
import wave
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from backstride.errors import MissingExtraError, SettingsError
from backstride.exchange.sessions.spoken.track import Track

_KBPS = 32
"""Constant, so that a player's clock stays exact when it jumps, and ample for speech."""
_SCALES = ((32_000, 320, 32), (16_000, 160, 8), (0, 64, 8))
"""From which sample rate, and the bit rates at libsndfile's levels 0 and 1."""
_BLOCK_S = 60


def write_track(track: Track, path: Path) -> None:
    """Write a track as ``.mp3``, which every phone plays, or as ``.wav``, twelve times the size.

    The file appears whole or not at all.

    Raises
    ------
    MissingExtraError
        For an ``.mp3`` without the extra ``[voice]``.
    SettingsError
        For another ending, or a place that cannot be written to.
    """
    writers = {".mp3": _write_mp3, ".wav": _write_wav}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise SettingsError(f"{path}: a spoken track is written as .mp3 or .wav; name it so.")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        writer(track, unfinished)
        unfinished.replace(path)
    except OSError as error:
        reason = error.strerror or "it cannot be written to"
        raise SettingsError(f"{path}: {reason}; choose another place for the track.") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def mp3_bytes(track: Track) -> bytes:
    """Return a track as an MP3 of 32 kbit/s with its title; MissingExtraError as above."""
    soundfile = _soundfile()
    encoded = io.BytesIO()
    with soundfile.SoundFile(
        encoded,
        "w",
        samplerate=track.rate_hz,
        channels=1,
        format="MP3",
        subtype="MPEG_LAYER_III",
        bitrate_mode="CONSTANT",
        compression_level=_level(track.rate_hz),
    ) as out:
        block = _BLOCK_S * track.rate_hz
        for start in range(0, len(track.samples), block):
            out.write(track.samples[start : start + block])
    return _title_tag(track.title) + encoded.getvalue()


def _write_wav(track: Track, path: Path) -> None:
    with path.open("wb") as file, wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(track.rate_hz)
        out.writeframes(track.samples.astype("<i2").tobytes())


def _write_mp3(track: Track, path: Path) -> None:
    path.write_bytes(mp3_bytes(track))


def _title_tag(title: str) -> bytes:
    """Return an ID3v2.4 tag, from which a locked phone shows the title."""
    text = b"\x03" + title.encode("utf-8")  # 3: what follows is UTF-8
    frame = b"TIT2" + _seven_bit(len(text)) + b"\0\0" + text
    return b"ID3\x04\0\0" + _seven_bit(len(frame)) + frame


def _seven_bit(number: int) -> bytes:
    """Return four bytes of seven bits each, which no player takes for sound."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _level(rate_hz: int) -> float:
    """Return the level between 0 and 1 that stands for ``_KBPS``."""
    most, least = next((top, low) for from_hz, top, low in _SCALES if rate_hz >= from_hz)
    return (most - _KBPS) / (most - least)


def _soundfile() -> Any:
    try:
        return import_module("soundfile")
    except (ImportError, OSError):  # OSError: its library does not load on this machine
        raise MissingExtraError(
            "an MP3 of a spoken track needs the extra [voice]: pip install 'backstride[voice]'."
        ) from None
