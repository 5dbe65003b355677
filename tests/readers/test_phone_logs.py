"""Exports of phone apps, in the layout that their makers document: signs, units, clocks, tracks."""

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from backstride.errors import BackstrideError, DamagedFileError, NothingToMeasureError
from backstride.motion.arrays import Floats
from backstride.readers import archive, phyphox, sensor_logger_files
from backstride.readers.files import load
from backstride.readers.log_files import main_table
from backstride.readers.recording import Content
from backstride.readers.sensor_recording import SensorRecording
from tests.readers.made_logs import (
    PHYPHOX_TIME,
    metadata,
    phyphox_files,
    sensor_logger_json,
    worn,
    zip_of,
)
from tests.readers.made_logs import (
    sensor_logger_files as made_files,
)

STARTED = datetime.fromisoformat("2026-05-04T18:00:00+02:00")


def unpack(data: bytes, name: str = "a.zip") -> SensorRecording:
    """Return what an archive holds."""
    assert archive.recognise(data)
    return archive.read(Content(Path(name), data, ""))


def close(found: Floats | None, wanted: Floats, tolerance: float = 1e-3) -> None:
    """Assert that two signals are the same where the first has samples."""
    assert found is not None
    seen = np.isfinite(found).all(axis=1)
    assert seen.mean() > 0.9
    assert np.abs(found - wanted[: len(found)])[seen].max() < tolerance


@pytest.mark.parametrize(
    ("platform", "standard"), [("android", "false"), ("ios", "false"), ("ios", "true")]
)
def test_both_phones_give_specific_force(platform: str, standard: str) -> None:
    """An iPhone's signs are turned, unless the app did that already."""
    found = unpack(zip_of(made_files(platform=platform, standard=standard)))

    (phone,) = found.sensors
    close(phone.acceleration_mps2, worn().acceleration)
    close(phone.magnetic_field, worn().field, 2.0)
    assert phone.placement.forward_axis is None
    assert "Pixel 8" == phone.name


def test_a_recording_knows_when_and_where() -> None:
    """The moment in the phone's own zone, and the track on the same clock."""
    found = unpack(zip_of(made_files()))

    assert STARTED == found.started_at
    assert STARTED.utcoffset() == found.started_at.utcoffset()
    assert found.track is not None
    np.testing.assert_allclose(found.track.time_s, np.arange(12.0), atol=1e-5)
    assert {52.5} == set(found.track.latitude_deg)
    assert {90.0} == set(found.track.course_deg)


def test_a_gyroscope_that_comes_later_is_moved_to_the_accelerometers_clock() -> None:
    """3 ms after it, as the made files have it."""
    (phone,) = unpack(zip_of(made_files())).sensors

    inside = slice(310, 1190)  # apart from where the nodding sets in at once
    assert phone.angular_velocity_dps is not None
    late = np.interp(phone.time_s, worn().time_s + 0.003, worn().turning[:, 1])
    assert np.abs(phone.angular_velocity_dps[inside, 1] - late[inside]).max() < 0.05


def test_the_archive_may_have_a_folder_and_other_things_in_it() -> None:
    """Sounds, pictures and a Mac's own files do not matter."""
    files: dict[str, str | bytes] = {f"run 7/{k}": v for k, v in made_files().items()}
    files |= {"run 7/Microphone.mp4": b"\0" * 9, "__MACOSX/run 7/._Accelerometer.csv": b"x"}

    assert 1200 == len(unpack(zip_of(files)).sensors[0])


def test_one_table_is_read_with_those_beside_it(tmp_path: Path) -> None:
    """An unpacked archive, one of its files named."""
    for name, text in made_files().items():
        (tmp_path / name).write_text(text)

    found = sensor_logger_files.read(load(tmp_path / "TotalAcceleration.csv"))

    assert found.sensors[0].angular_velocity_dps is not None
    assert "Gyroscope.csv" in found.warnings[-1]


def test_without_metadata_the_attitude_tells_the_sign() -> None:
    """Up by the quaternion and up by gravity agree on Android and not on an iPhone."""
    for platform in ("android", "ios"):
        files = made_files(platform=platform)
        del files["Metadata.csv"]
        files.pop("TotalAcceleration.csv", None)
        stamps = [line.split(",")[:2] for line in files["Gravity.csv"].splitlines()[1:]]
        files["Orientation.csv"] = "time,seconds_elapsed,qx,qy,qz,qw\n" + "\n".join(
            f"{t},{s},0.05,0.02,0,0.99" for t, s in stamps
        )

        close(unpack(zip_of(files)).sensors[0].acceleration_mps2, worn().acceleration)


def test_without_anything_that_tells_the_sign_it_is_refused() -> None:
    """A wrong one would turn backward into forward."""
    files = made_files(platform="ios")
    del files["Metadata.csv"]

    with pytest.raises(BackstrideError, match="opposite sign"):
        unpack(zip_of(files))


def test_uncalibrated_acceleration_of_an_iphone_is_in_g() -> None:
    """The same table is in m/s² on Android; gravity tells."""
    files = made_files()
    total = files.pop("TotalAcceleration.csv")
    rows = [line.split(",") for line in total.splitlines()]
    in_g = [[t, s, *(str(-float(v) / 9.80665) for v in xyz)] for t, s, *xyz in rows[1:]]
    files["AccelerometerUncalibrated.csv"] = "\n".join(",".join(r) for r in [rows[0], *in_g])
    files["Metadata.csv"] = metadata("ios")
    del files["Gravity.csv"]

    close(unpack(zip_of(files)).sensors[0].acceleration_mps2, worn().acceleration)


def test_acceleration_without_gravity_says_what_to_record() -> None:
    """Alone it has no up."""
    files = {k: v for k, v in made_files().items() if k in ("Accelerometer.csv", "Metadata.csv")}

    with pytest.raises(NothingToMeasureError, match="with gravity"):
        unpack(zip_of(files))


def test_json_holds_the_same(tmp_path: Path) -> None:
    """Numbers as text, one object per sample."""
    content = Content(tmp_path / "a.json", sensor_logger_json(), "")

    assert sensor_logger_files.recognise_json(content.data[:65536])
    (phone,) = sensor_logger_files.read_json(content).sensors
    close(phone.acceleration_mps2, worn(4.0).acceleration)
    close(phone.angular_velocity_dps, worn(4.0).turning)


@pytest.mark.parametrize(
    ("delimiter", "comma"), [(",", False), (";", True), ("\t", False), ("\t", True)]
)
def test_phyphox_tables_are_read_however_they_are_written(delimiter: str, comma: bool) -> None:
    """Comma, semicolon, tab, with a decimal point or comma."""
    files = phyphox_files(delimiter=delimiter, comma=comma)

    (phone,) = unpack(zip_of(files)).sensors

    close(phone.acceleration_mps2, worn().acceleration)
    close(phone.angular_velocity_dps, worn().turning)
    close(phone.magnetic_field, worn().field, 2.0)


def test_phyphox_titles_may_be_in_any_language() -> None:
    """The unit and the axis count."""
    files = {
        name: text.replace("Time", "Zeit").replace("Acceleration", "Beschleunigung")
        for name, text in phyphox_files().items()
        if name != "Location.csv"
    }
    close(unpack(zip_of(files)).sensors[0].acceleration_mps2, worn().acceleration)


def test_a_pause_is_a_gap_and_the_clock_says_when_it_began() -> None:
    """20 s in which the experiment's own clock stood still."""
    found = unpack(zip_of({**phyphox_files(), "meta/time.csv": PHYPHOX_TIME}))

    (phone,) = found.sensors
    gap = np.isnan(phone.acceleration_mps2).all(axis=1)
    assert STARTED == found.started_at
    assert timedelta(hours=2) == found.started_at.utcoffset()
    assert 32 == pytest.approx(phone.time_s[-1], abs=0.02)
    assert 20 == pytest.approx(gap.sum() / 100, abs=0.02)
    assert found.track is not None
    assert 31 == pytest.approx(found.track.time_s[-1])


def test_phyphox_without_gravity_says_what_to_record() -> None:
    """Its “Acceleration (without g)”."""
    text = phyphox_files()["Accelerometer.csv"].replace("Acceleration", "Linear Acceleration")

    with pytest.raises(NothingToMeasureError, match="without gravity"):
        unpack(zip_of({"Raw Data.csv": text}))


def test_a_single_phyphox_table_is_read(tmp_path: Path) -> None:
    """Without a moment, which only the archive has."""
    (tmp_path / "Raw Data.csv").write_text(phyphox_files()["Accelerometer.csv"])
    content = load(tmp_path / "Raw Data.csv")

    assert phyphox.recognise(content.data[:65536])
    found = phyphox.read(content)
    assert found.started_at is None
    close(found.sensors[0].acceleration_mps2, worn().acceleration)


def test_an_archive_of_something_else_is_named() -> None:
    """Holiday pictures, a spreadsheet."""
    for files, says in (
        ({"notes.txt": "hello"}, "no recording of Sensor Logger or phyphox"),
        ({"[Content_Types].xml": "x"}, "Office document"),
        ({"a.jpg": "x"}, "no table"),
    ):
        with pytest.raises(BackstrideError, match=says):
            unpack(zip_of(files))


def test_an_archive_that_would_fill_the_memory_is_refused() -> None:
    """Sixty megabytes of zeros in sixty kilobytes are no recording; nothing is unpacked for it."""
    bomb = zip_of({"Accelerometer.csv": b"0" * 60_000_000})

    with pytest.raises(DamagedFileError, match="unpack"):
        unpack(bomb)


def test_names_that_point_out_of_the_archive_are_only_names(tmp_path: Path) -> None:
    """Nothing is ever written."""
    files = {f"../../{name}": text for name, text in made_files().items()}

    assert 1200 == len(unpack(zip_of(files), str(tmp_path / "a.zip")).sensors[0])
    assert [] == list(tmp_path.iterdir())


def test_a_folder_is_read_through_its_main_table(tmp_path: Path) -> None:
    """The one with gravity first; none where there is no acceleration."""
    assert main_table(tmp_path) is None
    assert main_table(tmp_path / "absent") is None
    for name, text in made_files().items():
        (tmp_path / name).write_text(text)

    assert tmp_path / "TotalAcceleration.csv" == main_table(tmp_path)
