"""Every format, damaged in every way: one sentence, quickly, and never a traceback."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backstride.errors import (
    BackstrideError,
    DamagedFileError,
    EmptyFileError,
    NothingToMeasureError,
    UnknownFormatError,
    UnreadableFileError,
)
from backstride.readers import files, read
from tests.readers.made_files import (
    bvh_text,
    bvh_walk,
    c3d_bytes,
    mot_text,
    trc_text,
    walker,
    write,
    y_up,
)

NOISE = np.random.default_rng(7).bytes(200_000)
FORCE_TEXT = (
    "[Force Data]\nNumberOfForcePlates=1\nSampleRate=100.0\nNumberOfSamples=20\n"
    "#Sample\tFX1\tFY1\tFZ1\tX1\tY1\tZ1\tMZ1\n"
    + "".join(f"{i}\t1.0\t700.0\t2.0\t100.0\t0.0\t50.0\t3.0\n" for i in range(1, 21))
)
GOOD: dict[str, bytes] = {
    ".bvh": bvh_text(bvh_walk()).encode(),
    ".c3d": c3d_bytes(walker() * 1000),
    ".trc": trc_text(y_up(walker()) * 1000).encode(),
    ".mot": mot_text(
        {"time": np.arange(20.0), **{f"ground_force_v{axis}": np.ones(20) for axis in "xyz"}}
    ).encode(),
    ".forces": FORCE_TEXT.encode(),
}
BODY_STARTS = {
    ".bvh": b"Frame Time:",
    ".c3d": GOOD[".c3d"][1500:1600],
    ".trc": b"\n1\t",
    ".mot": b"endheader",
    ".forces": b"#Sample",
}


def half(data: bytes) -> bytes:
    """Return the first half."""
    return data[: len(data) // 2]


def noise_after_header(data: bytes, extension: str) -> bytes:
    """Return the header with random bytes for frames."""
    mark = BODY_STARTS[extension]
    return data[: data.index(mark) + len(mark)] + NOISE


def refuse(path: Path) -> BackstrideError:
    """Return the error that reading raises, checked for its form and for time."""
    start = time.perf_counter()
    with pytest.raises(BackstrideError) as caught:
        read(path)
    text = str(caught.value)
    assert time.perf_counter() - start < 1
    assert text.startswith(f"{path}: ")
    assert text.endswith((".", "?"))
    assert "\n" not in text
    assert "Traceback" not in text
    return caught.value


@pytest.mark.parametrize("extension", GOOD)
@pytest.mark.parametrize("content", [b"", b" \n\t\n"], ids=["no bytes", "blank"])
def test_an_empty_file_is_empty(tmp_path: Path, extension: str, content: bytes) -> None:
    """Whatever its name."""
    assert isinstance(refuse(write(tmp_path, f"a{extension}", content)), EmptyFileError)


@pytest.mark.parametrize("extension", GOOD)
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_a_cut_file_is_refused(tmp_path: Path, extension: str, share: float) -> None:
    """Wherever it was cut."""
    data = GOOD[extension]

    refuse(write(tmp_path, f"a{extension}", data[: int(share * len(data))]))


@pytest.mark.parametrize("extension", [".bvh", ".c3d", ".trc"])
def test_the_sentence_says_where_a_file_was_cut(tmp_path: Path, extension: str) -> None:
    """In frames, so that a person knows how much is left."""
    error = refuse(write(tmp_path, f"a{extension}", half(GOOD[extension])))

    assert isinstance(error, DamagedFileError)
    assert "declares 60 frames and ends in frame" in str(error)


@pytest.mark.parametrize("extension", GOOD)
def test_noise_is_refused(tmp_path: Path, extension: str) -> None:
    """Random bytes under a known name."""
    assert isinstance(refuse(write(tmp_path, f"a{extension}", NOISE)), DamagedFileError)


@pytest.mark.parametrize("extension", GOOD)
def test_noise_after_a_good_header_is_refused(tmp_path: Path, extension: str) -> None:
    """A header promises; the frames are rubbish."""
    refuse(write(tmp_path, f"a{extension}", noise_after_header(GOOD[extension], extension)))


@pytest.mark.parametrize("actual", GOOD)
@pytest.mark.parametrize("named", GOOD)
def test_a_renamed_file_is_told(tmp_path: Path, actual: str, named: str) -> None:
    """The content decides what it is, and the sentence says how to name it."""
    if actual == named:
        return
    error = refuse(write(tmp_path, f"a{named}", GOOD[actual]))

    assert isinstance(error, UnknownFormatError)
    assert f"rename it to a{actual}" in str(error)


@pytest.mark.parametrize("extension", [".bvh", ".c3d", ".trc"])
def test_an_unknown_extension_is_no_hindrance(tmp_path: Path, extension: str) -> None:
    """The extension is only a hint."""
    assert len(read(write(tmp_path, "a.dat", GOOD[extension]))) == 60


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"Kaydara FBX Binary", "FBX"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "ZIP"),
        (b"MATLAB 5.0", "C3D"),
        (b"hello", "none of the formats"),
    ],
)
def test_strangers_are_named(tmp_path: Path, content: bytes, says: str) -> None:
    """What people try instead, with the way out."""
    error = refuse(write(tmp_path, "a.xyz", content))

    assert isinstance(error, UnknownFormatError)
    assert says in str(error)


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        (".bvh", bvh_text(np.full((30, 33), np.nan)).encode()),
        (".c3d", c3d_bytes(np.full((14, 30, 3), np.nan))),
        (".trc", trc_text(np.full((14, 30, 3), np.nan)).encode()),
        (".trc", trc_text(np.zeros((14, 30, 3))).encode()),
    ],
)
def test_a_body_that_was_never_seen_is_nothing(
    tmp_path: Path, extension: str, content: bytes
) -> None:
    """All NaN, all missing or all zero."""
    assert isinstance(refuse(write(tmp_path, f"a{extension}", content)), NothingToMeasureError)


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        (".bvh", bvh_text(np.empty((0, 33))).encode()),
        (".c3d", c3d_bytes(np.empty((14, 0, 3)))),
        (".trc", trc_text(np.empty((14, 0, 3))).encode()),
        (".mot", b"x\nendheader\ntime\tground_force_vx\n"),
        (".forces", FORCE_TEXT.split("\n1\t")[0].encode()),
    ],
)
def test_no_frames_are_said(tmp_path: Path, extension: str, content: bytes) -> None:
    """A header and nothing after it."""
    assert isinstance(refuse(write(tmp_path, f"a{extension}", content)), EmptyFileError)


@pytest.mark.parametrize(
    ("extension", "change"),
    [
        (".bvh", lambda d: d.replace(b"Frames: 60", b"Frames: 2000000000")),
        (".bvh", lambda d: d.replace(b"CHANNELS 3", b"CHANNELS 99999999", 1)),
        (".trc", lambda d: d.replace(b"\t60\t14\t", b"\t2000000000\t14\t")),
        (".c3d", lambda d: d.replace(b"POINT", b"POINX", 1)[:4] + b"\xff\xff" * 4 + d[12:]),
        (".mot", lambda d: d.replace(b"nRows=20", b"nRows=2000000000")),
        (".forces", lambda d: d.replace(b"Samples=20", b"Samples=2000000000")),
    ],
)  # fmt: skip
def test_a_giant_in_the_header_is_not_believed(
    tmp_path: Path, extension: str, change: Callable[[bytes], bytes]
) -> None:
    """Two thousand million frames in a few kilobytes: no memory is asked for them."""
    assert isinstance(
        refuse(write(tmp_path, f"a{extension}", change(GOOD[extension]))), DamagedFileError
    )


def test_a_file_above_the_limit_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The size is looked at first."""
    monkeypatch.setattr(files, "LARGEST_BYTES", 1000)

    error = refuse(write(tmp_path, "a.c3d", GOOD[".c3d"]))

    assert isinstance(error, UnreadableFileError)
    assert "more than" in str(error)


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    """A folder, nothing at all, and a name that cannot be."""
    assert "folder" in str(refuse(tmp_path))
    assert "no such file" in str(refuse(tmp_path / "none.c3d"))
    assert "cannot be opened" in str(refuse(tmp_path / ("a" * 5000)))


@pytest.mark.parametrize("rate", [0.0, -5.0, 1e-30, 1e30, np.nan])
def test_an_impossible_rate_is_refused(tmp_path: Path, rate: float) -> None:
    """No camera takes a frame in an hour, or a million in a second."""
    content = c3d_bytes(walker() * 1000, parameters={"POINT:RATE": np.array([rate])}, rate_hz=rate)

    assert isinstance(refuse(write(tmp_path, "a.c3d", content)), DamagedFileError)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    extension=st.sampled_from(sorted(GOOD)),
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=4)), max_size=8),
    end=st.floats(0.01, 1),
)
def test_no_change_of_bytes_breaks_a_reader(
    tmp_path: Path, extension: str, changes: list[tuple[float, bytes]], end: float
) -> None:
    """Mutated and cut files are read or refused; nothing else gets out."""
    data = bytearray(GOOD[extension])
    for place, piece in changes:
        at = int(place * len(data))
        data[at : at + len(piece)] = piece

    said = ""
    try:
        read(write(tmp_path, f"a{extension}", bytes(data[: int(end * len(data))])))
    except BackstrideError as error:
        said = str(error)
    assert "\n" not in said


def test_header_of_real_c3d_files_may_be_changed_at_any_byte(
    tmp_path: Path, data_dir: Path
) -> None:
    """Force plates, events and long lists of labels included."""
    data = (data_dir / "mocap/lab/zoo_HC030A05_straight.c3d").read_bytes()
    rng = np.random.default_rng(3)
    for _ in range(60):
        changed = bytearray(data)
        for at in rng.integers(0, 52_000, rng.integers(1, 20)):
            changed[at] = rng.integers(0, 256)
        said = ""
        try:
            read(write(tmp_path, "a.c3d", bytes(changed)))
        except BackstrideError as error:
            said = str(error)
        assert "\n" not in said
