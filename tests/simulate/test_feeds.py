"""Files of every feed hold what the runner did, and say that nobody ran."""

import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from backstride.errors import SettingsError
from backstride.motion.source import SYNTHETIC_MARK
from backstride.readers import jsonl
from backstride.readers.files import load
from backstride.readers.mapped import read_mapped
from backstride.readers.sensor_recording import SensorRecording
from backstride.simulate import Scenario, Segment, make_runner, write_scenario
from backstride.simulate.camera import CameraModel, runner_keypoints
from backstride.simulate.feeds import FEEDS, FeedOptions, Recorded
from backstride.simulate.feeds.worn import worn_sensor

SCENARIO = Scenario(
    "there & back",
    (
        Segment("stand", duration_s=2.0),
        Segment("run", "forward", 2.5, duration_s=8.0),
        Segment("run", "backward", 2.0, duration_s=8.0),
        Segment("stand", duration_s=4.0),
    ),
    seed=5,
)
NAMES = [feed.name for feed in FEEDS]


@cache
def recorded() -> Recorded:
    """Return the scenario's runner."""
    return Recorded(make_runner(SCENARIO))


def written(folder: Path, feed: str, options: FeedOptions | None = None) -> Path:
    """Write one feed and return its file."""
    return write_scenario(SCENARIO, folder, (feed,), options)[0]


@pytest.mark.parametrize("feed", NAMES)
def test_every_feed_says_that_it_is_synthetic(tmp_path: Path, feed: str) -> None:
    """Inside the file, where it stays when the file is renamed, and in the name."""
    path = written(tmp_path, feed)

    assert SYNTHETIC_MARK.encode() in path.read_bytes()
    assert path.name.startswith("simulated-")


@pytest.mark.parametrize("feed", NAMES)
def test_every_feed_comes_with_truth_and_scenario(tmp_path: Path, feed: str) -> None:
    """And is the same, byte for byte, when it is made again."""
    first = write_scenario(SCENARIO, tmp_path / "a", (feed,))
    again = write_scenario(SCENARIO, tmp_path / "b", (feed,))

    assert {".truth.json", ".scenario.toml"} <= {"".join(p.suffixes[-2:]) for p in first}
    if feed != "c3d":
        assert [p.read_bytes() for p in first] == [p.read_bytes() for p in again]


@pytest.mark.parametrize("feed", ["foot", "feet", "waist", "chest"])
def test_a_sensor_table_is_read_by_its_own_mapping(tmp_path: Path, feed: str) -> None:
    """With every sensor's samples, units and placement as they were made."""
    path = written(tmp_path, feed)
    read = read_mapped(load(path), path.with_suffix(".mapping.toml"))

    assert (2 if feed == "feet" else 1) == len(read.sensors)
    for sensor in read.sensors:
        site, side = sensor.placement.site, sensor.placement.side
        assert site in ("foot", "waist", "chest")
        made = worn_sensor(recorded(), site, FeedOptions(), "right" if side == "right" else "left")
        assert made.placement == sensor.placement
        assert made.acceleration_mps2[:1000] == pytest.approx(
            sensor.acceleration_mps2[:1000], abs=0.01
        )


def test_a_phone_is_read_as_the_apps_own_recording(tmp_path: Path) -> None:
    """With motion, compass, track, wearing and start; the lines are in order of time."""
    path = written(tmp_path, "phone", FeedOptions(rate_hz=100.0, wearing="belt_front_screen_in"))
    read = jsonl.FORMAT.read(load(path))
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()[1:]]

    assert isinstance(read, SensorRecording)
    assert read.synthetic
    assert read.track is not None
    assert read.started_at is not None
    assert (0.0, 0.0, -1.0) == read.sensors[0].placement.forward_axis
    assert read.sensors[0].magnetic_field is not None
    assert all(a[1] <= b[1] for a, b in pairwise(lines))


def test_a_phones_wearing_is_true(tmp_path: Path) -> None:
    """Set off forward, it is pushed along the axis that its way of wearing says."""
    for wearing in ("belt_back_screen_out", "belt_left_screen_out_top_up", "chest_screen_out"):
        options = FeedOptions(quality="ideal", wearing=wearing)
        phone = jsonl.FORMAT.read(load(written(tmp_path, "phone", options)))
        assert isinstance(phone, SensorRecording)
        sensor = phone.sensors[0]
        axis = np.array(sensor.placement.forward_axis)
        standing, going = sensor.time_s < 1.5, (sensor.time_s > 2.0) & (sensor.time_s < 3.25)
        ahead = sensor.acceleration_mps2 @ axis

        assert ahead[going].mean() - ahead[standing].mean() == pytest.approx(2.0, abs=1.2), wearing


@pytest.mark.parametrize(("feed", "tag"), [("gpx", "trkpt"), ("tcx", "Trackpoint")])
def test_a_watch_writes_a_point_a_second(tmp_path: Path, feed: str, tag: str) -> None:
    """Well-formed, and as far from start to end as the runner is, within the receiver's error."""
    root = ET.parse(written(tmp_path, feed)).getroot()  # noqa: S314 - our own file
    points = [e for e in root.iter() if e.tag.rpartition("}")[2] == tag]
    text = [{e.tag.rpartition("}")[2]: e.text for e in p.iter()} for p in points]
    latitude = [
        float(p.get("lat") or t.get("LatitudeDegrees") or "nan")
        for p, t in zip(points, text, strict=True)
    ]

    assert recorded().runner.course.duration_s == pytest.approx(len(points), abs=1.5)
    assert 45.0 == pytest.approx(np.mean(latitude), abs=0.001)


def test_the_laps_of_a_watch_are_named_only_when_asked(tmp_path: Path) -> None:
    """A name is a declaration of direction; without it a watch knows none."""
    plain = written(tmp_path / "a", "tcx").read_text("utf-8")
    named = written(tmp_path / "b", "tcx", FeedOptions(lap_names=True)).read_text("utf-8")

    assert "backward" not in plain
    assert "<Notes>run backward</Notes>" in named
    assert 4 == plain.count("<Lap ")


def test_a_treadmill_has_no_track(tmp_path: Path) -> None:
    """A receiver that stays in place has nothing to say; the watch still counts."""
    belt = Scenario("belt", SCENARIO.segments, treadmill=True)
    tcx, gpx = (write_scenario(belt, tmp_path, (f,))[0].read_text("utf-8") for f in ("tcx", "gpx"))

    assert "<Position>" not in tcx
    assert "<RunCadence>" in tcx
    assert "trkpt" not in gpx


def test_key_points_are_in_the_layout_of_coco(tmp_path: Path) -> None:
    """One image a frame, with time; three numbers a point; names in the category."""
    said = json.loads(written(tmp_path, "keypoints").read_text("utf-8"))
    names = said["categories"][0]["keypoints"]

    assert SYNTHETIC_MARK == said["info"]["description"]
    assert 30.0 == said["info"]["fps"]
    assert recorded().runner.course.duration_s * 30 == pytest.approx(len(said["images"]), abs=1)
    assert names[:3] == ["nose", "left_eye", "right_eye"]
    assert all(len(a["keypoints"]) == 3 * len(names) for a in said["annotations"])


@pytest.mark.parametrize("view_deg", [0.0, 30.0, -30.0, 60.0, 180.0])
@pytest.mark.parametrize("kind", ["still", "panning", "following"])
def test_a_camera_sees_the_runner_upright_and_the_right_way_round(
    view_deg: float, kind: Literal["still", "panning", "following"]
) -> None:
    """Heads above feet; seen from the runner's left, toes point to the left."""
    model = CameraModel(
        view_deg=view_deg,
        kind=kind,
        noise_px=0.0,
        swap_share=0.0,
        lost_share=0.0,
    )
    seen = runner_keypoints(recorded().runner, model, np.random.default_rng(0))
    facing = np.nanmedian((seen.get("toe_left") - seen.get("heel_left"))[:60, 0])

    assert np.nanmax(seen.get("ear_left")[:, 1] - seen.get("ankle_left")[:, 1]) < 0.0
    assert (facing > 0.0) == (view_deg == 180.0)
    assert np.isfinite(seen.get("hip_left")).mean() > 0.9


def test_a_camera_shows_sizes_by_distance() -> None:
    """Six metres off, a body 1.75 m tall is as many pixels as the focal length says."""
    model = CameraModel(kind="following", noise_px=0.0, swap_share=0.0, lost_share=0.0)
    seen = runner_keypoints(recorded().runner, model, np.random.default_rng(0))
    body = recorded().runner.skeleton(np.array([0.0]))
    metres = body["neck"][0, 2] - body["ankle_left"][0, 2]
    height = seen.get("ankle_left")[0, 1] - seen.get("shoulder_left")[0, 1]

    assert 1500.0 * metres / 6.0 == pytest.approx(height, rel=0.1)


def test_an_estimator_makes_the_mistakes_asked_for() -> None:
    """Noise in pixels, legs taken for each other, points not found."""

    def seen(**mistakes: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        base = {"noise_px": 0.0, "swap_share": 0.0, "lost_share": 0.0}
        model = CameraModel(kind="following", **{**base, **mistakes})
        return runner_keypoints(recorded().runner, model, np.random.default_rng(1)).points_px

    clean = seen()
    noise = seen(noise_px=5.0) - clean
    swapped = np.abs(seen(swap_share=0.2) - clean).max(axis=(0, 2)) > 3.0

    assert 5.0 == pytest.approx(np.nanstd(noise), rel=0.05)
    assert 0.05 < np.nanmean(swapped) < 0.35
    assert 0.1 == pytest.approx(np.isnan(seen(lost_share=0.1)[10:, :, 0]).mean(), abs=0.04)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("use 25 to 1000", {"rate_hz": 5.0}),
        ("use ideal, consumer, rough", {"quality": "good"}),
        ("belt_front_screen_out", {"wearing": "in hand"}),
    ],
)
def test_impossible_options_are_refused(text: str, options: dict[str, float]) -> None:
    """With what is possible."""
    with pytest.raises(SettingsError, match=text):
        FeedOptions(**options)  # type: ignore[arg-type]


def test_impossible_cameras_are_refused() -> None:
    """With what is possible."""
    with pytest.raises(SettingsError, match="still, panning or following"):
        CameraModel(kind="flying")  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="use 10 to 240"):
        CameraModel(rate_hz=1000.0)
