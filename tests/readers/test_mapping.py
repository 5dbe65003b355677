"""Any table through a mapping file: columns, signs, units, time; clear words when it is wrong."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from backstride.errors import BackstrideError, SettingsError
from backstride.motion.inertial import Placement
from backstride.readers.files import load
from backstride.readers.mapped import read_mapped
from backstride.readers.sensor_recording import SensorRecording
from tests.readers.made_logs import G, csv_of, worn

WHO = worn()
SIMPLE = """
[time]
column = "t"
unit = "s"
[[sensor]]
acceleration = ["ax", "ay", "az"]
acceleration_unit = "m/s^2"
"""


def simple_table() -> str:
    """Return the table that ``SIMPLE`` describes."""
    return csv_of(("t", "ax", "ay", "az"), (WHO.time_s, *WHO.acceleration.T))


def mapped(folder: Path, table: str, mapping: str) -> SensorRecording:
    """Return what a table holds by a mapping."""
    (folder / "a.csv").write_text(table, "utf-8")
    (folder / "m.toml").write_text(mapping, "utf-8")
    return read_mapped(load(folder / "a.csv"), folder / "m.toml")


def test_the_example_of_the_documentation_works(tmp_path: Path) -> None:
    """Both of its blocks, as they stand there."""
    page = Path(__file__).resolve().parents[2] / "docs" / "mapping-file.md"
    blocks = page.read_text("utf-8").split("```")[1::2]
    mapping = next(b.removeprefix("toml\n") for b in blocks if b.startswith("toml"))
    table = next(b.removeprefix("csv\n") for b in blocks if b.startswith("csv"))
    title, first, second = table.strip().split("\n")[:3]
    start = datetime.fromisoformat("2026-05-04T18:00:00")
    rows = []
    for i, (a, w) in enumerate(zip(WHO.acceleration / G, WHO.turning, strict=True)):
        moment = (start + timedelta(seconds=i / 100)).strftime("%d.%m.%Y %H:%M:%S.%f")
        rows.append(";".join([moment, *(f"{v:.5f}" for v in (*a, *w))]).replace(".", ","))
    rows = [row.replace(",05,2026", ".05.2026", 1) for row in rows]
    assert title.count(";") == first.count(";") == second.count(";") == rows[0].count(";")

    found = mapped(tmp_path, "\n".join([title, *rows]), mapping)

    assert Placement("foot", "left", said=True) == found.sensors[0].placement
    assert start.replace(tzinfo=ZoneInfo("Europe/Berlin")) == found.started_at
    wanted = WHO.acceleration[:, [1, 0, 2]] * [1, -1, 1]
    np.testing.assert_allclose(found.sensors[0].acceleration_mps2, wanted, atol=1e-3)


def test_axes_may_be_exchanged_and_turned_round(tmp_path: Path) -> None:
    """A sensor glued on its side."""
    mapping = SIMPLE.replace('["ax", "ay", "az"]', '["-az", "ax", -3]')

    (sensor,) = mapped(tmp_path, simple_table(), mapping).sensors

    a = WHO.acceleration
    wanted = np.stack((-a[:, 2], a[:, 0], -a[:, 1]), axis=1)
    np.testing.assert_allclose(sensor.acceleration_mps2, wanted, atol=1e-4)


def test_a_table_without_titles_is_counted(tmp_path: Path) -> None:
    """Columns from 1, at a rate that a person knows."""
    table = csv_of(("t", "ax", "ay", "az"), (WHO.time_s, *WHO.acceleration.T)).split("\n", 1)[1]
    mapping = """
    [file]
    titles = false
    [time]
    rate_hz = 100
    start = 2026-05-04T18:00:00+02:00
    [[sensor]]
    name = "chest"
    placement = "chest:+x"
    acceleration = [2, 3, 4]
    acceleration_unit = "m/s^2"
    """
    found = mapped(tmp_path, table, mapping)

    assert datetime.fromisoformat("2026-05-04T18:00:00+02:00") == found.started_at
    assert 1200 == len(found.sensors[0])
    assert (1.0, 0.0, 0.0) == found.sensors[0].placement.forward_axis


@pytest.mark.parametrize(
    ("unit", "scale"), [('"g"', G), ('"mg"', G / 1000), (f"{G / 2048}", G / 2048)]
)
def test_units_and_raw_counts(tmp_path: Path, unit: str, scale: float) -> None:
    """By name, or as m/s² in one count."""
    table = csv_of(("t", "ax", "ay", "az"), (WHO.time_s, *WHO.acceleration.T / scale))

    (sensor,) = mapped(tmp_path, table, SIMPLE.replace('"m/s^2"', unit)).sensors

    np.testing.assert_allclose(sensor.acceleration_mps2, WHO.acceleration, rtol=1e-5, atol=1e-4)


def test_a_device_whose_acceleration_points_down_at_rest_is_turned(tmp_path: Path) -> None:
    """Apple's convention."""
    table = csv_of(("t", "ax", "ay", "az"), (WHO.time_s, *-WHO.acceleration.T))

    (sensor,) = mapped(tmp_path, table, SIMPLE + 'at_rest = "down"\n').sensors

    np.testing.assert_allclose(sensor.acceleration_mps2, WHO.acceleration, atol=1e-4)


def test_a_doubtful_unit_is_said_and_followed(tmp_path: Path) -> None:
    """The person may know better; the numbers speak for g."""
    table = csv_of(("t", "ax", "ay", "az"), (WHO.time_s, *WHO.acceleration.T / G))

    found = mapped(tmp_path, table, SIMPLE)

    assert any("can only be g" in w and "mapping was followed" in w for w in found.warnings)
    assert np.linalg.norm(found.sensors[0].acceleration_mps2[0]) < 1.1


def test_positions_in_the_same_table_become_a_track(tmp_path: Path) -> None:
    """Blank between the fixes."""
    fix = [f"{13.4 + t / 1e4:.6f}" if i % 100 == 0 else "" for i, t in enumerate(WHO.time_s)]
    table = csv_of(
        ("t", "ax", "ay", "az", "lat", "lon"),
        (WHO.time_s, *WHO.acceleration.T, ["52.5" if f else "" for f in fix], fix),
    )
    mapping = SIMPLE + '[track]\nlatitude = "lat"\nlongitude = "lon"\n'

    track = mapped(tmp_path, table, mapping).track

    assert track is not None
    assert 12 == np.isfinite(track.latitude_deg).sum()


def test_a_night_with_a_change_of_the_clock(tmp_path: Path) -> None:
    """Elapsed time goes on; local stamps jump by an hour."""
    begin = datetime.fromisoformat("2026-10-25T00:59:55+00:00")
    stamps = [
        (begin + timedelta(seconds=float(t)))
        .astimezone(ZoneInfo("Europe/Berlin"))
        .strftime("%Y-%m-%d %H:%M:%S.%f")
        for t in WHO.time_s
    ]
    table = csv_of(("t", "ax", "ay", "az"), (stamps, *WHO.acceleration.T))
    mapping = SIMPLE.replace('unit = "s"', 'unit = "text"\nzone = "Europe/Berlin"')

    found = mapped(tmp_path, table, mapping)

    assert begin == found.started_at
    np.testing.assert_allclose(found.sensors[0].time_s, WHO.time_s, atol=1e-6)
    assert np.isfinite(found.sensors[0].acceleration_mps2).all()


def test_single_damaged_rows_are_left_out_and_said(tmp_path: Path) -> None:
    """With the line of the first."""
    lines = simple_table().split("\n")
    lines[50], lines[70] = "0.49,what,0,9", "0.69,1"

    found = mapped(tmp_path, "\n".join(lines), SIMPLE)

    assert "2 damaged rows left out, the first in line 51." in found.warnings
    assert np.isfinite(found.sensors[0].acceleration_mps2).all()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('"ax"', '"aX"'), "names a column “aX”"),
        (('"m/s^2"', '"furlong"'), "possible are m/s^2, g, mg"),
        (('["ax", "ay", "az"]', '["ax", "ay"]'), "needs three columns"),
        (('["ax", "ay", "az"]', "[1, 2, 99]"), "has 4"),
        (('["ax", "ay", "az"]', "[1, 2, true]"), "counted from 1"),
        (('unit = "s"', 'unit = "h"'), "possible are s, ms, us, ns, text"),
        (('column = "t"', ""), "rate_hz between 1 and 10000"),
        (("[time]", "[tim]"), "knows no “tim”"),
        (("[[sensor]]", "[[sensors]]"), "knows no “sensors”"),
        (("[[sensor]]", "[sensor]"), "needs a [[sensor]]"),
        (('unit = "s"', 'unit = "text"\nzone = "Berlin"'), "no time zone"),
        (('unit = "s"', 'start = "yesterday"'), "with its offset"),
        (("[[sensor]]", '[[sensor]]\nplacement = "knee"'), "Placement “knee” is not known"),
        (("[[sensor]]", '[[sensor]]\nat_rest = "sideways"'), "possible are up, down"),
        (("[time]", '[file]\ndelimiter = "#"\n[time]'), "delimiter is “#”"),
        (("[time]", "[file]\nskip = -1\n[time]"), "skip needs a whole number"),
        (("[time]", '[track]\nlatitude = "t"\n[time]'), "latitude and longitude"),
        (("[time]", "[time"), "not valid TOML"),
        (('unit = "s"', 'unit = "text"'), "where a time should be"),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(
    tmp_path: Path, change: tuple[str, str], says: str
) -> None:
    """One sentence, with the file and what is possible."""
    assert change[0] in SIMPLE
    with pytest.raises(SettingsError) as caught:
        mapped(tmp_path, simple_table(), SIMPLE.replace(*change))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_mapping_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """Absent, a folder, or no text."""
    (tmp_path / "a.csv").write_text(simple_table())
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name in ("none.toml", ".", "binary"):
        with pytest.raises(BackstrideError):
            read_mapped(load(tmp_path / "a.csv"), tmp_path / name)
