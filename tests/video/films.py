"""Films for tests: the real one forwards and backwards, and small ones made on the spot."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from backstride.video.crops import Picture
from backstride.video.decoding import Video
from backstride.video.frame import Frame

CLOCK = Fraction(1, 1000)


def frames_of(path: Path) -> Iterator[Frame]:
    """Yield the frames of a film."""
    with Video(path) as video:
        yield from video


def frame_from(picture: Picture, time_s: float) -> Frame:
    """Return a frame that shows a picture (h, w, 3)."""
    image = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
    return Frame(time_s, image, 0, picture.shape[1], picture.shape[0])


def lower_part(frames: Iterable[Frame], top: int) -> list[Frame]:
    """Return what is below a row of the picture, half as large, so that all fits the memory."""
    return [
        frame_from(
            frame.small(frame.width_px // 2, frame.height_px // 2)[top // 2 :, :, :3],
            frame.time_s,
        )
        for frame in frames
    ]


def backwards(frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames in reverse order on the same clock."""
    return [
        Frame(early.time_s, late.image, 0, late.width_px, late.height_px)
        for early, late in zip(frames, reversed(frames), strict=True)
    ]


def pattern(width: int, height: int, seed: int = 1) -> Picture:
    """Return a picture (h, w) with as much fine and coarse detail as real views have (1/f)."""
    noise = np.random.default_rng(seed).normal(size=(height, width))
    v, u = np.fft.fftfreq(height)[:, None], np.fft.fftfreq(width)[None, :]
    frequency = np.maximum(np.hypot(u, v), 1.0 / max(width, height))
    view = np.fft.ifft2(np.fft.fft2(noise) / frequency).real
    scaled = 128.0 + 40.0 * (view - view.mean()) / view.std()
    return np.asarray(np.clip(scaled, 0, 255).round(), dtype=np.uint8)


def small_film(count: int = 12, width: int = 96, height: int = 64) -> list[Picture]:
    """Return pictures (h, w, 3) of a pattern that slides to the left."""
    wide = pattern(width + count, height)
    return [np.repeat(wide[:, i : i + width, None], 3, axis=2) for i in range(count)]


def write_film(
    path: Path,
    pictures: Sequence[Picture],
    times_s: Sequence[float],
    *,
    turned_deg: int = 0,
    notes: dict[str, str] | None = None,
) -> Path:
    """Write pictures as a film in which each has its own time."""
    rate = round(1.0 / float(np.median(np.diff(times_s)))) if len(times_s) > 1 else 30
    options = {"movflags": "use_metadata_tags"} if path.suffix in (".mp4", ".mov") else {}
    with av.open(str(path), "w", options=options) as film:
        film.metadata.update(notes or {})
        stream = film.add_stream("mpeg4", rate=rate)
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = CLOCK
        stream.bit_rate = 2_000_000
        if turned_deg:
            stream.set_display_rotation(turned_deg)
        for picture, time_s in zip(pictures, times_s, strict=True):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            frame.pts, frame.time_base = round(time_s / CLOCK), CLOCK
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return path


def write_sound(path: Path) -> Path:
    """Write a second of silence without a picture."""
    with av.open(str(path), "w") as film:
        stream = film.add_stream("aac", rate=44100)
        for start in range(0, 44100, 1024):
            frame = av.AudioFrame.from_ndarray(
                np.zeros((1, 1024), dtype=np.float32), format="fltp", layout="mono"
            )
            frame.sample_rate, frame.pts = 44100, start
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return path
