"""TCX and GPX: what they say, how they are damaged, and what is refused."""

from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.errors import DamagedFileError, NothingToMeasureError
from backstride.measure import measure
from backstride.motion.source import SYNTHETIC_MARK
from backstride.readers.activity_times import moments_of
from tests.readers.made_activities import (
    gpx,
    gpx_point,
    motion,
    read,
    tcx,
    tcx_lap,
    tcx_points,
)

TCX = "{http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2}"
GPX = "{http://www.topografix.com/GPX/1/0}"


def north(seconds: range, speed_mps: float = 3.0) -> list[str]:
    """Return points of somebody who goes north."""
    return [gpx_point(t, north_m=speed_mps * t) for t in seconds]


def test_real_tcx_files_are_what_a_tree_of_them_says(data_dir: Path) -> None:
    """Points, pulses, laps and distance, and facing unknown."""
    for path in sorted((data_dir / "activity" / "tcx").glob("*.tcx")):
        data = path.read_bytes()
        root = ET.fromstring(data)  # noqa: S314 - our own files
        found = read(data, ".tcx")
        points = root.findall(f".//{TCX}Trackpoint")
        pulses = [p.findtext(f"{TCX}HeartRateBpm/{TCX}Value") for p in points]
        laps = root.findall(f".//{TCX}Lap")

        assert len(points) == len(found.track.time_s) == 384
        assert [float(lap.findtext(f"{TCX}DistanceMeters") or 0) for lap in laps] == [
            lap.distance_m for lap in found.laps
        ]
        expected = np.array([float(p) if p else np.nan for p in pulses])
        if np.isfinite(expected).any():
            assert np.array_equal(expected, found.channels["heart_rate_bpm"], equal_nan=True)
        moved = motion(data, ".tcx")
        assert "unknown" == moved.facing_basis
        assert {"unknown"} == set(measure(moved).by_direction)
        assert 4689.2 == pytest.approx(float(np.nansum(moved.speed_mps)), rel=0.01)


def test_real_gpx_files_are_what_a_tree_of_them_says(data_dir: Path) -> None:
    """Timed points of all tracks, in order, and facing unknown."""
    for path in sorted((data_dir / "activity" / "gpx").glob("*.gpx")):
        data = path.read_bytes()
        root = ET.fromstring(data)  # noqa: S314 - our own files
        points = [p for p in root.findall(f".//{GPX}trkpt") if p.findtext(f"{GPX}time")]
        found = read(data, ".gpx")

        assert [float(p.get("lat", "")) for p in points] == found.track.latitude_deg.tolist()
        assert [float(p.findtext(f"{GPX}ele") or "nan") for p in points] == pytest.approx(
            found.track.altitude_m.tolist()
        )
        assert {"unknown"} == set(measure(motion(data, ".gpx")).by_direction)


def test_speed_cadence_and_laps_of_a_tcx_file() -> None:
    """Extensions in any name space; strides become steps; the creator is the device."""
    found = read(tcx(tcx_lap(tcx_points(range(60)), notes="backward run")), ".tcx")

    assert {3.0} == set(found.track.speed_mps.tolist())
    assert {170.0} == set(found.channels["step_frequency_spm"].tolist())
    assert "Watch 1" == found.device
    assert [("backward run", "backward", 60.0)] == [
        (lap.name, lap.direction, lap.end_s) for lap in found.laps
    ]


def test_a_named_lap_declares_its_direction() -> None:
    """On a treadmill too: travel gets a heading that stands for none in the world."""
    there = tcx_lap(tcx_points(range(60)), notes="Backward")
    back = tcx_lap(tcx_points(range(60, 120)), start=60, notes="way home")
    moved = motion(tcx(there, back), ".tcx")
    totals = measure(moved).by_direction

    assert "declared" == moved.facing_basis == moved.travel_basis
    assert {"backward": 60.0, "unknown": 60.0} == {d: t.time_s for d, t in totals.items()}


def test_extensions_of_gpx_points() -> None:
    """Heart rate, cadence, temperature, power and speed, whatever the prefix."""
    more = (
        "<speed>2.5</speed><extensions><power>210</power><ns3:X><ns3:hr>151</ns3:hr>"
        "<ns3:cad>84</ns3:cad><ns3:atemp>19</ns3:atemp></ns3:X></extensions>"
    )
    head_of_two = [gpx_point(t, more=more) for t in range(2)]
    data = gpx(head_of_two).replace(b"xmlns:gpxtpx", b"xmlns:ns3")
    found = read(data, ".gpx")

    assert [2.5, 2.5] == found.track.speed_mps.tolist()
    assert {
        "heart_rate_bpm": 151,
        "step_frequency_spm": 168,
        "temperature_c": 19,
        "power_w": 210,
    } == {name: values[0] for name, values in found.channels.items()}
    assert {"power_w"} == set(found.estimated)


def test_figures_that_cannot_be_are_left_out() -> None:
    """Without a word from NumPy about overflow."""
    more = "<extensions><cad>1e308</cad><hr>-1e400</hr><power>nonsense</power></extensions>"
    found = read(gpx([gpx_point(t, more=more) for t in range(5)]), ".gpx")

    assert {} == found.channels


def test_speed_and_heading_from_positions() -> None:
    """Three metres a second to the north, where the file has positions alone."""
    moved = motion(gpx(north(range(60))), ".gpx")

    assert moved.speed_mps[5:-5] == pytest.approx(3.0, rel=0.002)
    assert moved.travel_deg[5:-5] == pytest.approx(90.0, abs=0.1)
    assert any("computed from its positions" in said for said in moved.source.warnings)


def test_the_gap_between_two_segments_is_a_pause() -> None:
    """However short; nothing is bridged over it."""
    points = north(range(60))
    points.insert(30, "</trkseg><trkseg>")
    points[40:50] = []
    moved = motion(gpx([*points[:31], *points[40:]]), ".gpx")

    assert np.isnan(moved.speed_mps[30:39]).all()


def test_a_cut_file_gives_the_points_before_the_cut() -> None:
    """Complete ones only, and the line, byte and moment of the cut."""
    for suffix, data, at in (
        (".gpx", gpx(north(range(60))), b'<trkpt lat="46.00107'),
        (".tcx", tcx(tcx_lap(tcx_points(range(60)))), b"<Trackpoint><Time>2024-05-01T12:00:40"),
    ):
        cut = data.index(at)
        for end in (cut, cut + 30):
            found = read(data[:end], suffix)
            assert 40 == len(found.track.time_s)
            assert "cut or damaged" in found.warnings[0]
            assert "2024-05-01 12:00:39 (0:00:39 into" in found.warnings[0]
    with pytest.raises(DamagedFileError, match="line 1"):
        read(gpx(north(range(60)))[:300], ".gpx")


def test_entities_are_refused() -> None:
    """A billion laughs, or a file from the disk."""
    for entity in (
        '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/hosts">',
    ):
        data = gpx(north(range(9)), name="&a;", head=f"<!DOCTYPE gpx [{entity}]>")
        with pytest.raises(DamagedFileError, match="entities of its own"):
            read(data, ".gpx")


def test_elements_nested_without_end_stop_the_reading() -> None:
    """What was read before stays."""
    data = gpx([*north(range(20)), "<a>" * 5000])

    assert 20 == len(read(data, ".gpx").track.time_s)


def test_what_is_no_recording_on_foot_is_refused() -> None:
    """Routes without times, rides, courses."""
    untimed = [f'<trkpt lat="46.{i}" lon="14.5"/>' for i in range(9)]
    with pytest.raises(NothingToMeasureError, match="have no times"):
        read(gpx(untimed), ".gpx")
    with pytest.raises(NothingToMeasureError, match="recording of cycling"):
        read(gpx(north(range(20)), kind="cycling"), ".gpx")
    with pytest.raises(NothingToMeasureError, match="recording of Biking"):
        read(tcx(tcx_lap(tcx_points(range(60))), sport="Biking"), ".tcx")
    with pytest.raises(NothingToMeasureError, match="course to follow"):
        read(b"<TrainingCenterDatabase><Courses/></TrainingCenterDatabase>", ".tcx")
    with pytest.raises(NothingToMeasureError, match="no records"):
        read(gpx([]), ".gpx")


def test_a_simulated_file_stays_known_as_one() -> None:
    """By the mark that every simulated file carries."""
    data = gpx(north(range(20))).replace(b"<type>", f"<desc>{SYNTHETIC_MARK}</desc><type>".encode())

    assert read(data, ".gpx").synthetic
    assert not read(gpx(north(range(20))), ".gpx").synthetic


def test_text_in_sixteen_bits_is_read() -> None:
    """As some programs on Windows write it."""
    text = gpx(north(range(20))).decode().replace("UTF-8", "UTF-16")

    assert 20 == len(read(text.encode("utf-16"), ".gpx").track.time_s)


@given(
    st.lists(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), min_size=1, max_size=20),
    st.sampled_from(["Z", "", "+02:00", "-0330", "+14:00"]),
    st.sampled_from(["seconds", "milliseconds", "microseconds"]),
)
def test_times_are_what_the_standard_library_reads(
    moments: list[datetime], zone: str, digits: str
) -> None:
    """Any fraction and zone, all of one form and of mixed forms."""
    texts = [moment.isoformat(timespec=digits) + zone for moment in moments]
    for mixed in (texts, [*texts, "2024-05-01T12:00:00+01:00", "nonsense", "2024-13-01T00:00:00Z"]):
        found, known = moments_of(mixed)

        expected = [
            datetime.fromisoformat(text if zone else text + "+00:00").timestamp() for text in texts
        ]
        assert expected == pytest.approx(found[: len(texts)].tolist(), abs=2e-6)
        if len(mixed) > len(texts):
            assert np.isnan(found[-2:]).all()
        offset = datetime.fromisoformat(texts[0]).utcoffset() or timedelta(0)
        assert offset == datetime(2024, 1, 1, tzinfo=known).utcoffset()
