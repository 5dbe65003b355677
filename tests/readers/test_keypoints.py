"""Files of key points: every layout gives the same walk, and damage a sentence."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backstride.errors import BackstrideError, DamagedFileError, EmptyFileError
from backstride.motion import Source
from backstride.motion.arrays import Floats
from backstride.motion.source import SYNTHETIC_MARK
from backstride.pose import Keypoints, motion_from_keypoints
from backstride.readers import coco, keypoint_table, mediapipe, openpose
from backstride.readers.files import find_format, load
from backstride.readers.keypoint_files import ASSUMED_RATE, retimed
from backstride.readers.keypoint_names import COCO, MEDIAPIPE, own_name
from backstride.readers.pose_recording import PoseRecording
from tests.readers.key_point_files import (
    WHOLE,
    body,
    coco_results,
    landmarks,
    openpose_folder,
    openpose_frames,
    openpose_zip,
    table,
)

FORMATS = (openpose.FORMAT, coco.FORMAT, mediapipe.FORMAT, keypoint_table.FORMAT)
WALK = body()


def read(path: Path) -> PoseRecording:
    """Read a file by the format that its content shows."""
    content = load(path)
    found = find_format(content, FORMATS).read(content)
    assert isinstance(found, PoseRecording)
    return found


def as_json(path: Path, held: Any) -> Path:
    path.write_text(json.dumps(held), "utf-8")
    return path


def as_csv(path: Path, titles: list[str], rows: Floats) -> Path:
    lines = [",".join(titles), *(",".join(f"{v:.4f}" for v in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def with_clock(rows: Floats) -> Floats:
    return np.column_stack((WALK.time_s, rows.reshape(len(rows), -1)))


def names_of(side_first: bool) -> list[str]:
    words = {"toe": "big_toe", "forefoot": "small_toe"}
    found = []
    for name in WHOLE:
        base, _, side = name.partition("_")
        base = words.get(base, base)
        found.append(base if not side else f"{side}_{base}" if side_first else f"{base}.{side[0]}")
    return found


def wide_table(path: Path) -> Path:
    titles = [f"{n}_{a}" for n in names_of(side_first=True) for a in ("x", "y", "confidence")]
    return as_csv(path, ["time", *titles], with_clock(table(WALK, WHOLE)))


def dotted_table(path: Path) -> Path:
    titles = [f"{n}_{a}" for n in names_of(side_first=False) for a in ("X", "Y")]
    milliseconds = with_clock(table(WALK, WHOLE)[..., :2]) * [1000.0, *[1.0] * (2 * len(WHOLE))]
    return as_csv(path, ["timestamp_ms", *titles], milliseconds)


def deeplabcut(path: Path) -> Path:
    rows = table(WALK, WHOLE)
    head = [
        ["scorer", *["model"] * 3 * len(WHOLE)],
        ["bodyparts", *(n for n in names_of(side_first=True) for _ in range(3))],
        ["coords", *["x", "y", "likelihood"] * len(WHOLE)],
    ]
    numbered = np.column_stack((np.arange(len(rows)), rows.reshape(len(rows), -1)))
    lines = [",".join(h) for h in head] + [",".join(f"{v:.4f}" for v in r) for r in numbered]
    path.write_text("\n".join(lines), "utf-8")
    return path


def counted_table(path: Path) -> Path:
    """Write x1, y1, z1, v1 and so on, as shares of a picture that stands upright."""
    rows = np.array(
        [[list(p.values()) for p in frame] for frame in landmarks(WALK, (1080.0, 1920.0))]
    )
    titles = [f"{a}{i}" for i in range(1, 34) for a in ("x", "y", "z", "v")]
    return as_csv(path, ["time", *titles], with_clock(rows))


def mmpose(path: Path) -> Path:
    frames = [
        {
            "frame_id": i + 1,
            "instances": [
                {"keypoints": row[:, :2].tolist(), "keypoint_scores": row[:, 2].tolist()}
            ],
        }
        for i, row in enumerate(table(WALK, COCO))
    ]
    return as_json(path, {"meta_info": {}, "instance_info": frames})


def dataset(path: Path) -> Path:
    images = [
        {"id": 7 + i, "file_name": f"{i}.jpg", "width": 1920, "height": 1080, "time_s": i / 30}
        for i in range(60)
    ]
    rows = [{**r, "image_id": 7 + i} for i, r in enumerate(coco_results(WALK, WHOLE))]
    category = [{"id": 1, "name": "person", "keypoints": names_of(side_first=True)}]
    return as_json(path, {"images": images, "annotations": rows, "categories": category})


LAYOUTS: dict[str, Callable[[Path], Path]] = {
    "OpenPose, a folder": lambda p: openpose_folder(p, [WALK]),
    "OpenPose, 18 points": lambda p: openpose_folder(p / "old", [WALK], 18),
    "OpenPose, an archive": lambda p: openpose_zip(p / "run.zip", [WALK]),
    "OpenPose, one file": lambda p: as_json(p / "all.json", openpose_frames([WALK])),
    "COCO results": lambda p: as_json(p / "results.json", coco_results(WALK)),
    "COCO results with feet": lambda p: as_json(p / "feet.json", coco_results(WALK, WHOLE)),
    "COCO data set": lambda p: dataset(p / "dataset.json"),
    "MMPose": lambda p: mmpose(p / "mmpose.json"),
    "MediaPipe": lambda p: as_json(
        p / "mediapipe.json",
        {
            "fps": 30,
            "width": 1920,
            "height": 1080,
            "frames": [{"pose_landmarks": [f]} for f in landmarks(WALK, (1920.0, 1080.0))],
        },
    ),
    "points with names": lambda p: as_json(
        p / "names.json",
        [
            {
                "frame": i,
                "keypoints": [
                    {"name": n, "x": x, "y": y, "score": s}
                    for n, (x, y, s) in zip(names_of(side_first=True), row.tolist(), strict=True)
                ],
            }
            for i, row in enumerate(table(WALK, WHOLE))
        ],
    ),
    "a table": lambda p: wide_table(p / "table.csv"),
    "a table with points": lambda p: dotted_table(p / "points.csv"),
    "DeepLabCut": lambda p: deeplabcut(p / "dlc.csv"),
    "33 numbered landmarks": lambda p: counted_table(p / "counted.csv"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_walk(layout: str, tmp_path: Path) -> None:
    """Two seconds of walking forward to the left, whatever the file."""
    found = read(LAYOUTS[layout](tmp_path))

    assert 1 == len(found.people)
    person = found.people[0]
    assert len(person.time_s) == 60
    assert person.time_s[-1] == pytest.approx(59 / 30, abs=1e-3)
    scale = np.nanmax(person.get("ankle_left")[:, 1]) / WALK.get("ankle_left")[:, 1].max()
    np.testing.assert_allclose(person.get("knee_left") / scale, WALK.get("knee_left"), atol=0.3)
    motion = motion_from_keypoints(person, Source("made", found.format))
    assert np.nanmax(np.abs(motion.direction_deg)) < 30


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_assumed_frame_rate_is_said_and_can_be_given(layout: str, tmp_path: Path) -> None:
    """Where a file has no clock, 30 a second is assumed aloud; 60 makes it half as long."""
    found = read(LAYOUTS[layout](tmp_path))
    has_clock = layout in {
        "COCO data set",
        "MediaPipe",
        "a table",
        "a table with points",
        "33 numbered landmarks",
    }

    faster = retimed(found, 60.0)

    assert (ASSUMED_RATE in found.warnings) is not has_clock
    assert ASSUMED_RATE not in faster.warnings
    assert faster.people[0].time_s[-1] == pytest.approx(59 / 60)


def test_the_shape_of_an_unsaid_picture_is_found_from_the_legs(tmp_path: Path) -> None:
    """Shares of width and height of an upright film: limbs keep their length only in 9:16."""
    found = read(counted_table(tmp_path / "counted.csv"))

    width, height = found.people[0].picture_px or (0.0, 0.0)
    assert width / height == pytest.approx(9 / 16)
    assert any("9:16" in w for w in found.warnings)


def test_two_people_are_told_apart_and_the_larger_is_first(tmp_path: Path) -> None:
    """Their order within a frame changes; the small one walks in the background."""
    near = body()
    far = Keypoints(
        "far",
        near.time_s,
        near.names,
        near.points_px[:, ::-1] * 0.3 + 50.0,
        near.confidence,
    )
    frames = openpose_frames([far, near])
    for frame in frames[::3]:
        frame["people"].reverse()

    found = read(as_json(tmp_path / "two.json", frames))

    assert [p.name for p in found.people] == ["person 1", "person 2"]
    first, second = (p.get("hip_left") for p in found.people)
    np.testing.assert_allclose(near.get("hip_left"), first, atol=0.1)
    np.testing.assert_allclose(far.get("hip_left"), second, atol=0.1)


def test_frames_without_anybody_leave_a_gap(tmp_path: Path) -> None:
    """The clock goes on while nobody is found."""
    frames = openpose_frames([WALK])
    for frame in frames[20:26]:
        frame["people"] = []

    person = read(as_json(tmp_path / "gap.json", frames)).people[0]

    assert len(person.time_s) == 60
    assert np.isnan(person.get("hip_left")[20:26]).all()
    assert np.isfinite(person.get("hip_left")[[19, 26]]).all()


def test_frames_beside_of_another_recording_are_left_alone(tmp_path: Path) -> None:
    """Only files of the same name and number pattern belong to a recording."""
    first = openpose_folder(tmp_path, [WALK])
    for i in range(5):
        (tmp_path / f"other_{i:012d}_keypoints.json").write_text('{"people": []}', "utf-8")
    (tmp_path / "notes.json").write_text("{}", "utf-8")

    assert len(read(first).people[0].time_s) == 60


def test_a_single_frame_is_refused(tmp_path: Path) -> None:
    """One picture has no movement; the sentence says what to name."""
    path = as_json(tmp_path / "one_000000000001_keypoints.json", openpose_frames([WALK])[0])

    with pytest.raises(BackstrideError, match=r"single frame.*folder"):
        read(path)


def test_nobody_in_any_frame_is_refused(tmp_path: Path) -> None:
    """Empty frames are no measurement."""
    results = coco_results(WALK)
    for row in results:
        row["keypoints"] = [0.0] * 51

    with pytest.raises(EmptyFileError, match="no person"):
        read(as_json(tmp_path / "empty.json", results))


def test_frame_numbers_that_are_noise_are_refused(tmp_path: Path) -> None:
    """Ids of a picture collection are not the frames of a video."""
    results = coco_results(WALK)
    for i, row in enumerate(results):
        row["image_id"] = 1000 * i * i + i

    with pytest.raises(DamagedFileError, match="frame numbers"):
        read(as_json(tmp_path / "holes.json", results))


def test_an_archive_that_swells_is_refused(tmp_path: Path) -> None:
    """A small ZIP with far too much in it is not unpacked."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("run_000000000000_keypoints.json", b" " * 60_000_000)

    with pytest.raises(DamagedFileError, match="unpack"):
        read(path)


def test_simulated_key_points_stay_known_as_such(tmp_path: Path) -> None:
    """The mark inside a data set is kept."""
    path = dataset(tmp_path / "dataset.json")
    held = json.loads(path.read_text("utf-8"))
    held["info"] = {"description": SYNTHETIC_MARK}

    assert read(as_json(path, held)).synthetic
    assert not read(dataset(tmp_path / "real.json")).synthetic


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("LEFT_ANKLE", "ankle_left"),
        ("RKnee", "knee_right"),
        ("left big toe", "toe_left"),
        ("RSmallToe", "forefoot_right"),
        ("left_foot_index", "toe_left"),
        ("MidHip", "pelvis"),
        ("hip_r", "hip_right"),
        ("left_eye_inner", ""),
        ("bananas", ""),
        ("toe", ""),
        ("nose", "nose"),
    ],
)
def test_names_of_estimators_are_known(name: str, own: str) -> None:
    """The spellings of OpenPose, COCO, MediaPipe and DeepLabCut users."""
    assert own == own_name(name)


def test_the_landmarks_of_mediapipe_are_in_their_order() -> None:
    """Numbers 11, 23, 29 and 32 as MediaPipe documents them."""
    assert 33 == len(MEDIAPIPE)
    assert ["shoulder_left", "hip_left", "heel_left", "toe_right"] == [
        MEDIAPIPE[i] for i in (11, 23, 29, 32)
    ]


@pytest.mark.parametrize(
    "head",
    [
        b'{"x": 1.0, "y": 2.0, "z": 9.8, "sensor": "Accelerometer"}',
        b"time,acc_x,acc_y,acc_z\n0,1,2,3\n",
        b"frame,head_x,head_y\n0,1,2\n",
        b'{"type": "backstride.session"}',
        b"PK\x03\x04 nothing of the kind",
        b"HIERARCHY\nROOT Hips\n",
        b"",
    ],
)
def test_files_of_something_else_are_left_to_others(head: bytes) -> None:
    """Sensors, sessions and motion capture are no key points."""
    assert not any(f.recognise(head) for f in FORMATS)


@given(
    layout=st.sampled_from([n for n in LAYOUTS if "folder" not in n and "18" not in n]),
    cut=st.floats(0.0, 1.0),
    places=st.lists(st.floats(0.0, 1.0), max_size=8),
    values=st.lists(st.integers(0, 255), min_size=8, max_size=8),
)
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_gives_a_recording_or_a_sentence(
    layout: str, cut: float, places: list[float], values: list[int], tmp_path: Path
) -> None:
    """Bytes changed, the end cut off: never an undocumented exception."""
    path = LAYOUTS[layout](tmp_path)
    data = bytearray(path.read_bytes())
    for place, value in zip(places, values, strict=False):
        data[int(place * (len(data) - 1))] = value
    path.write_bytes(bytes(data[: max(1, int(cut * len(data)))]) if cut < 0.9 else bytes(data))

    try:
        found = read(path)
    except BackstrideError as error:
        assert path.name in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert all(np.isfinite(p.time_s).all() for p in found.people)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"image_id":' * 50_000, "[1e999]", "[{}]"])
def test_hostile_json_is_refused(text: str, tmp_path: Path) -> None:
    """Depth and huge numbers end in a sentence."""
    path = tmp_path / "hostile.json"
    path.write_text(text, "utf-8")
    for format_ in FORMATS[:3]:
        with pytest.raises(BackstrideError, match="hostile"):
            format_.read(load(path))
