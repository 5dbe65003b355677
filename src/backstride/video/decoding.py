"""Frames of a video file with their real times, upright and with square pixels."""

import math
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import av
import av.stream
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from backstride.errors import DamagedFileError, EmptyFileError, UnreadableFileError
from backstride.video.containers import demuxer_of
from backstride.video.frame import Frame

LARGEST_SIDE_PX = 8192
"""The largest picture that phones and sports cameras record (8K) has 7680 pixels."""

MOST_FRAMES = 500_000
"""More than two hours at 60 frames per second."""

LONGEST_S = 24 * 3600.0
"""Times farther apart than a day are no times of one video."""

_CUT_S, _CUT_SHARE = 1.0, 0.05  # sound may outlast the picture by as much
_SLOW_MOTION_KEY = "com.android.capture.fps"  # written by Android phones; iPhones write none
_SLOW_MOTION_FROM = 1.5  # recorded over played rate, above what rounding of rates explains


class Video:
    """An open video file; iterate over it once for its frames.

    Attributes
    ----------
    frames_expected : float
        Frames that the file says it has; NaN where it does not.
    seconds_per_second : float
        Time played over time recorded: above 1 for slow motion that says so.
    warnings : list of str
        What was lost; complete after the last frame.
    """

    def __init__(self, path: Path) -> None:
        """Open a video file.

        Raises
        ------
        DamagedFileError, EmptyFileError, UnreadableFileError
            When it is no video that can be read.
        """
        self._path = path
        self.warnings: list[str] = []
        try:
            with path.open("rb") as file:
                kind = demuxer_of(file.read(1024))
            if kind is None:
                raise UnreadableFileError(f"{path}: is no video file that can be read.")
            self._container: InputContainer = av.open(
                f"file:{path}", format=kind, options={"protocol_whitelist": "file"}
            )
        except (av.FFmpegError, OSError, ValueError) as error:
            raise self._damaged("cannot be opened as a video; its index may be missing") from error
        self._stream = self._pictures(self._container)
        self._stream.thread_type = "AUTO"
        self.frames_expected = self._expected()
        self.seconds_per_second = self._slow_motion()

    def __enter__(self) -> "Video":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._container.close()

    def __iter__(self) -> Iterator[Frame]:
        """Yield the frames in the order of their times.

        Raises
        ------
        EmptyFileError
            When not one can be read.
        """
        first = last = None
        lost = count = 0
        for image in self._images():
            if image is None:
                lost += 1
                continue
            time_s = self._time(image, count)
            first = time_s if first is None else first
            if not 0.0 <= time_s - first <= LONGEST_S or (last is not None and time_s <= last):
                lost += 1
                continue
            if count >= MOST_FRAMES:
                self.warnings.append(
                    f"The video has more than {MOST_FRAMES} frames; the rest was left out."
                )
                break
            last = time_s
            count += 1
            yield self._upright(image, (time_s - first) / self.seconds_per_second)
        if not count:
            raise EmptyFileError(f"{self._path}: has no frame that can be read; copy it again.")
        self._say_what_was_lost(lost, (last or 0.0) - (first or 0.0))

    def _images(self) -> Iterator[VideoFrame | None]:
        """Yield decoded frames, None for each that is damaged; ends where the file is cut."""
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except (StopIteration, av.FFmpegError):
                return
            yield from self._decoded(packet)

    def _decoded(self, packet: "Packet[VideoStream]") -> Iterator[VideoFrame | None]:
        try:
            images = packet.decode()
        except av.FFmpegError:
            yield None
            return
        for image in images:
            yield None if image.is_corrupt else image

    def _time(self, image: VideoFrame, count: int) -> float:
        if image.pts is not None and image.time_base:
            return float(image.pts * image.time_base)
        return count / float(self._stream.average_rate or 30)

    def _upright(self, image: VideoFrame, time_s: float) -> Frame:
        turns = round(getattr(image, "rotation", 0) / 90) % 4
        shape = self._stream.sample_aspect_ratio
        width = round(image.width * float(shape)) if shape else image.width
        height = image.height
        if not (16 <= width <= LARGEST_SIDE_PX and 16 <= height <= LARGEST_SIDE_PX):
            raise UnreadableFileError(
                f"{self._path}: has pictures of {width} × {height} pixels; from 16 to "
                f"{LARGEST_SIDE_PX} a side are read."
            )
        if turns % 2:
            width, height = height, width
        return Frame(time_s, image, turns, width, height)

    def _pictures(self, container: InputContainer) -> VideoStream:
        cover = av.stream.Disposition.attached_pic
        for stream in container.streams.video:
            if not stream.disposition & cover:
                return stream
        container.close()
        raise UnreadableFileError(
            f"{self._path}: has no moving picture in it, only sound or other data; give the video."
        )

    def _expected(self) -> float:
        if self._stream.frames:
            return float(self._stream.frames)
        rate, lasts = self._stream.average_rate, self._container.duration
        return float(rate) * lasts / 1e6 if rate and lasts and lasts > 0 else math.nan

    def _slow_motion(self) -> float:
        played = self._stream.average_rate
        notes = {**self._container.metadata, **self._stream.metadata}
        said = {key.lower(): value for key, value in notes.items()}.get(_SLOW_MOTION_KEY, "")
        try:
            ratio = float(said) / float(played or math.nan)
        except (ValueError, ZeroDivisionError):
            return 1.0
        if not _SLOW_MOTION_FROM <= ratio <= 100.0:
            return 1.0
        self.warnings.append(
            f"The video is slow motion: recorded at {float(said):g} frames per second and played "
            f"{ratio:.3g} times slower; times are those of the recording."
        )
        return ratio

    def _say_what_was_lost(self, lost: int, last_s: float) -> None:
        declared_s = self._declared_s()
        if declared_s - last_s > max(_CUT_S, _CUT_SHARE * declared_s):
            self.warnings.append(
                f"The video is cut: it ends after {last_s:.1f} s of {declared_s:.1f} s; what comes "
                "before the cut is used."
            )
        if lost:
            self.warnings.append(f"{lost} frames of the video are damaged and left out.")

    def _declared_s(self) -> float:
        """Return how long the file says it is, in time played; 0 where it does not."""
        own, base = self._stream.duration, self._stream.time_base
        if own and base:
            return float(own * base)
        return (self._container.duration or 0) / 1e6

    def _damaged(self, what: str) -> DamagedFileError:
        return DamagedFileError(f"{self._path}: {what}; copy or export it again.")
