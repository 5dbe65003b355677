"""Films of many kinds give upright frames at their real times, or one sentence."""

import struct
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from backstride.errors import DamagedFileError, UnreadableFileError
from backstride.readers import video as reader
from backstride.readers.isolated import run_isolated
from backstride.video.decoding import Video
from backstride.video.frame import Frame
from tests.video.films import frames_of, pattern, small_film, write_film, write_sound

EVEN_S = [i / 30 for i in range(12)]
UNEVEN_S = [0.0, 0.033, 0.067, 0.1, 0.2, 0.233, 0.25, 0.3, 0.333, 0.367, 0.45, 0.5]
PHONE_UPRIGHT = (0, 1 << 16, 0, -(1 << 16), 0, 0, 64 << 16, 0, 1 << 30)
"""What a phone held upright writes: the picture is to be turned clockwise by a right angle."""


def read(path: Path) -> tuple[list[Frame], list[str]]:
    """Return the frames of a film and what was lost."""
    with Video(path) as video:
        return list(video), video.warnings


@pytest.mark.parametrize("extension", [".mp4", ".mov", ".3gp", ".mkv", ".avi", ".ts"])
def test_real_times_are_kept(tmp_path: Path, extension: str) -> None:
    """Each container gives the frames at the uneven times they were recorded at."""
    path = write_film(tmp_path / f"a{extension}", small_film(), UNEVEN_S)
    frames, warnings = read(path)
    np.testing.assert_allclose([f.time_s for f in frames], UNEVEN_S, atol=0.0011)
    assert warnings == []
    assert reader.recognise(path.read_bytes()[:1000])


def test_phone_held_upright_is_turned(tmp_path: Path) -> None:
    """The mark of a phone held upright turns the picture clockwise: top left becomes top right."""
    picture = np.zeros((64, 96, 3), dtype=np.uint8)
    picture[:32, :48] = 255
    path = write_film(tmp_path / "a.mp4", [picture] * 3, EVEN_S[:3])
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 4 + 40
    data[at : at + 36] = struct.pack(">9i", *PHONE_UPRIGHT)
    path.write_bytes(data)
    frame = read(path)[0][0]
    assert (64, 96) == (frame.width_px, frame.height_px)
    seen = frame.colours()
    assert (96, 64, 4) == seen.shape
    assert 255 == pytest.approx(seen[10, 54, 0], abs=20)
    assert 0 == pytest.approx(seen[10, 10, 0], abs=20)


def test_slow_motion_is_brought_back_to_real_time(tmp_path: Path) -> None:
    """A film of 240 frames per second played at 30 lasts an eighth of what it plays."""
    notes = {"com.android.capture.fps": "240.0"}
    frames, warnings = read(write_film(tmp_path / "a.mp4", small_film(), EVEN_S, notes=notes))
    assert frames[-1].time_s == pytest.approx(EVEN_S[-1] / 8, rel=0.02)
    assert "slow motion" in warnings[0]


def test_cut_film_gives_what_comes_before_the_cut(tmp_path: Path) -> None:
    """A film with its index in front and its end missing is read up to there, and that is said."""
    count = 90
    pictures = [np.repeat(pattern(96, 64, i)[..., None], 3, axis=2) for i in range(count)]
    whole = write_film(tmp_path / "a.mkv", pictures, [i / 30 for i in range(count)]).read_bytes()
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole[: len(whole) // 2])
    frames, warnings = read(cut)
    assert 0.25 * count < len(frames) < 0.75 * count
    assert "The video is cut: it ends after" in warnings[0]


def test_film_without_its_index_is_refused(tmp_path: Path) -> None:
    """An MP4 whose index was at the lost end cannot be read, in one sentence."""
    whole = write_film(tmp_path / "a.mp4", small_film(), EVEN_S).read_bytes()
    path = tmp_path / "cut.mp4"
    path.write_bytes(whole[: whole.index(b"moov") - 4])
    with pytest.raises(DamagedFileError, match="index may be missing; copy or export it again"):
        read(path)


def test_sound_alone_is_refused(tmp_path: Path) -> None:
    """A sound file in a film's container has no picture, and that is said."""
    path = write_sound(tmp_path / "a.m4a")
    with pytest.raises(UnreadableFileError, match="no moving picture"):
        read(path)


@pytest.mark.parametrize(
    "head",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        b"\xff\xd8\xff\xe0" + bytes(50),
        b"\0\0\0\x18ftypheic" + bytes(50),
        b"GIF89a" + bytes(50),
        b"RIFF\x10\0\0\0WAVEfmt ",
        b"#EXTM3U\n#EXTINF:10,\nhttp://example.org/a.ts\n",
        b"ffconcat version 1.0\nfile a.mp4\n",
        b"",
    ],
)
def test_pictures_sounds_and_play_lists_are_no_videos(tmp_path: Path, head: bytes) -> None:
    """Nothing else is taken for a video; a play list, least of all, would fetch other files."""
    assert not reader.recognise(head)
    path = tmp_path / "a.mp4"
    path.write_bytes(head)
    with pytest.raises(UnreadableFileError, match="no video file"):
        read(path)


def test_damaged_films_never_raise_anything_else(tmp_path: Path) -> None:
    """Films with changed, missing and cut bytes are read or refused, each in one sentence."""
    dice = np.random.default_rng(20)
    originals = [
        write_film(tmp_path / f"a{extension}", small_film(), EVEN_S).read_bytes()
        for extension in (".mp4", ".mkv", ".avi", ".ts")
    ]
    paths = []
    for number in range(200):
        data = bytearray(originals[number % len(originals)])
        for _ in range(int(dice.integers(1, 12))):
            data[int(dice.integers(16, len(data)))] = int(dice.integers(256))
        if number % 5 == 0:
            del data[int(dice.integers(16, len(data))) :]
        paths.append(tmp_path / f"{number}.mp4")
        paths[-1].write_bytes(data)
    read_count = 0
    for start in range(0, len(paths), 50):
        with suppress(DamagedFileError):  # native code may die of one, and with it this child
            count, others = run_isolated(
                "tests.video.faults:decode_all",
                (paths[start : start + 50],),
                seconds=60.0,
                memory_bytes=4 * 1024**3,
                name="films",
            )
            assert others == ()
            read_count += count
    assert read_count > 25


def test_frames_are_those_that_were_written(tmp_path: Path) -> None:
    """The pictures come back, within what the encoder loses."""
    film = small_film()
    back = [f.colours()[..., :3] for f in frames_of(write_film(tmp_path / "a.mp4", film, EVEN_S))]
    assert len(film) == len(back)
    for expected, seen in zip(film, back, strict=True):
        assert np.mean(np.abs(expected.astype(float) - seen)) < 6.0
