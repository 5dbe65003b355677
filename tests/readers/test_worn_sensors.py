"""Files of worn sensors: the app's own, Axivity, MATLAB, gaitmap and NumPy tables."""

import io
import json
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.io import loadmat

from backstride.errors import BackstrideError, DamagedFileError, NothingToMeasureError
from backstride.motion.inertial import Placement
from backstride.motion.source import SYNTHETIC_MARK
from backstride.readers import arrays_zip, axivity, excerpts, gaitmap, jsonl, unknown_table, vn200
from backstride.readers.files import load
from backstride.readers.recording import Content
from tests.readers.made_logs import (
    G,
    cwa_bytes,
    mat_bytes,
    own_recording,
    worn,
    zip_of,
)
from tests.readers.made_logs import (
    vn200 as vn200_matrix,
)


def content(data: bytes, name: str = "a.x") -> Content:
    """Return bytes as a file."""
    return Content(Path(name), data, "")


# --- the app's own recording ---------------------------------------------------------------------


def test_the_apps_own_recording_says_everything() -> None:
    """Who, when, how worn, what was felt."""
    found = jsonl.read(content(own_recording()))

    (phone,) = found.sensors
    assert Placement("waist", forward_axis=(0.0, 0.0, 1.0), said=True) == phone.placement
    assert datetime.fromisoformat("2026-05-04T18:00:00+02:00") == found.started_at
    np.testing.assert_allclose(phone.acceleration_mps2, worn(4.0).acceleration, atol=1e-4)
    assert phone.angular_velocity_dps is not None
    np.testing.assert_allclose(phone.angular_velocity_dps, worn(4.0).turning, atol=1e-4)
    assert () == found.warnings
    assert not found.synthetic


def test_steps_of_a_guided_session_become_laps() -> None:
    """Each until the next one, the last until “end”; a direction is only what was declared."""
    marks = [
        '["e", 0.5, "step", {"name": "Warm up"}]',
        '["e", 1.5, "step", {"name": "Rep 1", "direction": "backward"}]',
        '["e", 1.7, "cue", {"text": "Look over your shoulder"}]',
        '["e", 2.5, "step", {"name": "Rest", "direction": "sideways"}]',
        '["e", 3.0, "end"]',
    ]

    laps = jsonl.read(content(own_recording(more=marks))).laps

    assert [("Warm up", ""), ("Rep 1", "backward"), ("Rest", "")] == [
        (lap.name, lap.direction) for lap in laps
    ]
    assert [(0.5, 1.5), (1.5, 2.5), (2.5, 3.0)] == [(lap.start_s, lap.end_s) for lap in laps]


def test_attitude_becomes_the_direction_to_north() -> None:
    """Turned left by 90°, north is on the phone's right."""
    half = np.sqrt(0.5)
    rows = [f'["o",{t / 10},{half},0,0,{half}]' for t in range(39)]
    rows += ['["o",3.9,1,0,0,0]']

    (phone,) = jsonl.read(content(own_recording(more=rows))).sensors

    assert phone.magnetic_field is not None
    np.testing.assert_allclose(phone.magnetic_field[:380], [[1, 0, 0]] * 380, atol=1e-9)
    np.testing.assert_allclose(phone.magnetic_field[390], [0, 1, 0], atol=1e-9)


def test_positions_become_a_track() -> None:
    """With what the receiver said of them."""
    rows = [f'["p",{t},52.5,{13.4 + t / 1e4},30,2.5,null,5]' for t in range(4)]

    track = jsonl.read(content(own_recording(more=rows))).track

    assert track is not None
    assert [13.4, 13.4001, 13.4002, 13.4003] == pytest.approx(track.longitude_deg)
    assert np.isnan(track.course_deg).all()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_cut_recording_keeps_all_before_the_cut(share: float) -> None:
    """A phone whose battery died."""
    data = own_recording(worn(20.0))
    data = data[: int(share * len(data))]

    found = jsonl.read(content(data))

    assert abs(data.count(b'["m"') - len(found.sensors[0])) <= 1
    assert any("last line is cut" in said for said in found.warnings)


@pytest.mark.parametrize(
    ("placement", "wanted"),
    [
        ({"site": "foot", "side": "left"}, Placement("foot", "left", said=True)),
        (
            {"site": "waist", "forward_axis": [0, 3 / 5, 4 / 5]},
            Placement("waist", forward_axis=(0.0, 0.6, 0.8), said=True),
        ),
        (None, Placement()),
        ("in my bag", Placement()),
    ],
)
def test_placement_is_what_was_said(placement: object, wanted: Placement) -> None:
    """In words or parts; what makes no sense is said and not used."""
    found = jsonl.read(content(own_recording(header={"placement": placement})))

    assert wanted == found.sensors[0].placement
    assert (placement == "in my bag") == any("in my bag" in w for w in found.warnings)


def test_a_synthetic_recording_stays_known_as_one() -> None:
    """By a flag or by the mark that every simulated file carries."""
    for header in ({"synthetic": True}, {"note": SYNTHETIC_MARK}):
        assert jsonl.read(content(own_recording(header=header))).synthetic


def test_another_version_is_refused() -> None:
    """Rather than read wrongly."""
    data = own_recording(header={"format": "backstride.recording/9"})

    assert jsonl.recognise(data)
    with pytest.raises(DamagedFileError, match="recording/9"):
        jsonl.read(content(data))


# --- Axivity -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("packed", "six"), [(True, False), (False, False), (False, True)])
def test_axivity_samples_are_unpacked(packed: bool, six: bool) -> None:
    """Ten bits with an exponent, sixteen bits, six axes; within one step of the converter."""
    who = worn(12.0)

    (sensor,) = axivity.read(content(cwa_bytes(who, packed=packed, six_axes=six))).sensors

    n = len(sensor)
    step = G / 4096 if six else 2 * G / 256
    assert n > 1100
    assert np.abs(sensor.acceleration_mps2 - who.acceleration[:n]).max() < step
    assert 100.0 == pytest.approx(sensor.rate_hz, abs=0.05)
    assert 8 * G == pytest.approx(sensor.acceleration_limit_mps2)
    assert (sensor.angular_velocity_dps is not None) == six
    if sensor.angular_velocity_dps is not None:
        assert np.abs(sensor.angular_velocity_dps - who.turning[:n]).max() < 0.05
        assert 1000.0 == sensor.angular_velocity_limit_dps


def test_a_damaged_block_is_a_gap_and_said() -> None:
    """Its checksum does not hold; what follows keeps its time."""
    data = bytearray(cwa_bytes(worn(12.0)))
    data[1024 + 3 * 512 + 100] ^= 0x40

    found = axivity.read(content(bytes(data)))

    gap = np.isnan(found.sensors[0].acceleration_mps2).all(axis=1)
    assert 80 == pytest.approx(gap.sum(), abs=2)
    assert 2.4 == pytest.approx(found.sensors[0].time_s[gap][0], abs=0.02)
    assert "1 of 15 blocks are damaged" in found.warnings[0]


def test_a_cut_axivity_file_gives_all_before_the_cut() -> None:
    """And says that it ends inside a block."""
    data = cwa_bytes(worn(12.0))

    found = axivity.read(content(data[: 1024 + 10 * 512 + 77]))

    assert 800 == len(found.sensors[0])
    assert any("inside a block" in said for said in found.warnings)


def test_the_real_axivity_file_runs_at_its_true_rate(data_dir: Path) -> None:
    """Declared 200 Hz, 197.2 by its own clock; gravity is right without calibration to 5 %."""
    (sensor,) = axivity.read(load(data_dir / "imu/skdh/ax3_sample.cwa")).sensors

    assert 58_800 == len(sensor)
    assert 197.2 == pytest.approx(sensor.rate_hz, abs=0.1)
    size = np.linalg.norm(sensor.acceleration_mps2, axis=1)
    assert G == pytest.approx(np.median(size), rel=0.05)


# --- MATLAB --------------------------------------------------------------------------------------


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("order", ["<", ">"])
def test_a_vn200_matrix_is_read(packed: bool, order: str) -> None:
    """Packed or not, from either kind of processor; x forward, z down stays z down."""
    found = vn200.read(content(mat_bytes(vn200_matrix(), packed=packed, order=order)))

    (sensor,) = found.sensors
    turned = np.array([1.0, -1.0, -1.0])
    np.testing.assert_allclose(sensor.acceleration_mps2, worn().acceleration * turned, atol=1e-9)
    assert sensor.angular_velocity_dps is not None
    np.testing.assert_allclose(sensor.angular_velocity_dps, worn().turning * turned, atol=1e-9)
    assert Placement("foot", "unknown", (1.0, 0.0, 0.0), said=False) == sensor.placement
    assert "--placement" in found.warnings[0]


def test_real_foot_trials_agree_with_another_reader(data_dir: Path) -> None:
    """SciPy's, sample by sample; at rest z is down and gravity within 3 %."""
    paths = sorted((data_dir / "imu/uci_foot_vn200").glob("*.mat"))
    assert 6 == len(paths)
    for path in paths:
        (sensor,) = vn200.read(load(path)).sensors
        u = loadmat(path)["u"]

        assert 800.0 == pytest.approx(sensor.rate_hz)
        np.testing.assert_array_equal(sensor.acceleration_mps2, u[:3].T * G)
        np.testing.assert_array_equal(sensor.angular_velocity_dps, u[3:6].T)
        assert [0, 0, -G] == pytest.approx(sensor.acceleration_mps2[:800].mean(axis=0), abs=0.7)


def test_a_matrix_of_another_kind_is_named() -> None:
    """With its size, so that a person knows what was found."""
    with pytest.raises(NothingToMeasureError, match="“joint angles” 3×40"):
        vn200.read(content(mat_bytes(np.zeros((3, 40)), name="joint angles")))


def test_a_small_file_cannot_ask_for_much_memory() -> None:
    """A packed matrix of zeros, a thousand times smaller than it is."""
    with pytest.raises(DamagedFileError, match="unpack"):
        vn200.read(content(mat_bytes(np.zeros((15, 400_000)))))


# --- tables --------------------------------------------------------------------------------------


def test_both_feet_of_a_gaitmap_table_are_read(data_dir: Path) -> None:
    """Sides by name; the rate is not in the file, and that is said."""
    found = gaitmap.read(load(data_dir / "imu/gaitmap/imu_sample.csv"))

    assert ["left", "right"] == [s.placement.side for s in found.sensors]
    assert {"foot"} == {s.placement.site for s in found.sensors}
    assert [204.8, 204.8] == pytest.approx([s.rate_hz for s in found.sensors])
    assert {7928} == {len(s) for s in found.sensors}
    assert "204.8 Hz" in found.warnings[0]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("left_sensor", Placement("foot", "left")),
        ("R", Placement("foot", "right")),
        ("lower_back", Placement("waist", said=True)),
        ("right_wrist", Placement("wrist", "right", said=True)),
        ("LeftFoot", Placement("foot", "unknown", said=True)),
        ("imu 1", Placement()),
    ],
)
def test_a_sensors_name_says_where_it_was(name: str, wanted: Placement) -> None:
    """A bare side is a foot by gaitmap's custom, and nobody said so."""
    found = gaitmap.placement_of(name)

    assert (wanted.site, wanted.said) == (found.site, found.said)
    assert found.side == wanted.side or name == "LeftFoot"


def npz(arrays: dict[str, NDArray[np.float64]]) -> bytes:
    """Return a NumPy archive."""
    out = io.BytesIO()
    np.savez(out, **arrays)  # type: ignore[arg-type]
    return out.getvalue()


def test_numpy_arrays_with_time_are_read() -> None:
    """Whatever their order in memory; the unit is told by gravity."""
    who = worn()
    arrays = {"time": 1.5e9 + who.time_s, "accel": np.asfortranarray(who.acceleration / G)}

    (sensor,) = arrays_zip.read(content(npz({**arrays, "gyro": who.turning}))).sensors

    np.testing.assert_allclose(sensor.acceleration_mps2, who.acceleration, atol=1e-6)
    assert sensor.angular_velocity_dps is not None


def test_the_real_lumbar_recording_is_read(data_dir: Path) -> None:
    """86 s at 197 Hz; where it was worn is not in it."""
    found = arrays_zip.read(load(data_dir / "imu/skdh/lumbar_walk_gait_input.npz"))

    assert 197 == pytest.approx(found.sensors[0].rate_hz, abs=0.2)
    assert Placement() == found.sensors[0].placement
    assert any("is g" in said for said in found.warnings)


@pytest.mark.parametrize(
    "arrays", [{"x": np.zeros(9)}, {"accel": np.zeros((9, 3))}, {"accel": np.zeros((9, 2))}]
)
def test_arrays_without_acceleration_or_time_are_refused(
    arrays: dict[str, NDArray[np.float64]],
) -> None:
    """With what was found."""
    with pytest.raises(NothingToMeasureError):
        arrays_zip.read(content(npz(arrays)))


def test_an_array_that_declares_another_size_is_damaged() -> None:
    """Its header is held against the bytes that are there."""
    data = npz({"accel": np.zeros((100, 3)), "time": np.arange(100.0)})

    with pytest.raises(BackstrideError):
        arrays_zip.read(content(data.replace(b"(100, 3)", b"(900, 3)")))


def test_excerpts_for_machine_learning_are_refused(data_dir: Path) -> None:
    """Forty cases without time or unit are no recording of a run."""
    found = load(data_dir / "imu/basicmotions/BasicMotions_TRAIN.ts")

    assert excerpts.recognise(found.data[:65536])
    with pytest.raises(NothingToMeasureError, match="40 separate excerpts"):
        excerpts.read(found)


def test_every_table_beside_the_recordings_is_refused_with_a_way_out(data_dir: Path) -> None:
    """Labels, events and marker tables: columns are named, and --mapping is."""
    tables = [p for p in data_dir.glob("imu/**/*.csv") if p.name != "imu_sample.csv"]
    assert len(tables) >= 7
    for path in tables:
        table = load(path)
        assert unknown_table.recognise(table.data[:65536]), path
        with pytest.raises(BackstrideError, match="--mapping"):
            unknown_table.read(table)


def test_readers_do_not_take_each_others_files() -> None:
    """The first bytes tell them apart."""
    files = {
        "jsonl": own_recording(),
        "axivity": cwa_bytes(),
        "vn200": mat_bytes(vn200_matrix()),
        "npz": npz({"accel": np.zeros((9, 3))}),
        "gaitmap": b"sensor,l,l,l\naxis,acc_x,acc_y,acc_z\n0,1,2,3\n",
        "table": b"a,b,c\n1,2,3\n",
        "json": json.dumps([{"sensor": "x"}]).encode(),
        "zip": zip_of({"a.csv": "x"}),
    }
    takers = {
        "jsonl": jsonl.recognise,
        "axivity": axivity.recognise,
        "vn200": vn200.FORMAT.recognise,
        "npz": arrays_zip.recognise,
        "gaitmap": gaitmap.recognise,
    }
    for name, recognise in takers.items():
        assert [name] == [other for other, data in files.items() if recognise(data)]
