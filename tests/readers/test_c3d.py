"""C3D: every way of storing it, missing markers, people, events, force plates."""

import time
from pathlib import Path

import numpy as np
import pytest

from backstride.errors import NothingToMeasureError
from backstride.motion.arrays import Floats
from backstride.readers import c3d, read
from backstride.readers.files import load
from tests.readers.made_files import DEC, INTEL, MARKERS, MIPS, c3d_bytes, walker, write, y_up

_PLATE_CHANNELS = {1: 6, 2: 6, 3: 8, 4: 6}


def plate_file(kind: int, analog: Floats) -> bytes:
    """Return a C3D file with one force plate of 0.4 m × 0.6 m, z down as plates have it."""
    count = len(analog)
    corners = [[600, 400, 0], [200, 400, 0], [200, 1000, 0], [600, 1000, 0]]
    origin = [10.0, 20.0, -40.0] if count == 6 else [120.0, 200.0, -50.0]
    turned = np.eye(6) + np.diag([0.05] * 5, k=1)
    return c3d_bytes(
        walker() * 1000,
        analog=analog,
        parameters={
            "POINT:FORCE_UNITS": ["N"],
            "ANALOG:UNITS": ["N"] * 3 + ["Nmm"] * 3 if count == 6 else ["N"] * 8,
            "ANALOG:RATE": np.array([600.0]),
            "ANALOG:LABELS": [f"channel {i}" for i in range(count)],
            "FORCE_PLATFORM:USED": np.array([1]),
            "FORCE_PLATFORM:TYPE": np.array([kind]),
            "FORCE_PLATFORM:ZERO": np.array([1, 0]),
            "FORCE_PLATFORM:CORNERS": np.array(corners, dtype=float).T[:, :, None],
            "FORCE_PLATFORM:ORIGIN": np.array(origin)[:, None],
            "FORCE_PLATFORM:CHANNEL": np.arange(1, count + 1)[:, None],
            "FORCE_PLATFORM:CAL_MATRIX": turned[:, :, None] if kind == 4 else np.zeros((6, 6, 1)),
        },
    )


@pytest.mark.parametrize("processor", [INTEL, DEC, MIPS])
@pytest.mark.parametrize("scale", [-1.0, 0.1])
def test_every_processor_and_number_is_read(tmp_path: Path, processor: int, scale: float) -> None:
    """Intel, DEC and MIPS files with whole or real numbers hold the same points."""
    points = walker() * 1000
    path = write(tmp_path, "a.c3d", c3d_bytes(points, processor=processor, scale=scale))

    found = c3d.read(load(path))

    assert found.names == MARKERS
    assert found.points == pytest.approx(points, abs=0.06)
    assert 1 / found.time_s[1] == pytest.approx(60)


def test_points_are_what_ezc3d_reads(data_dir: Path) -> None:
    """Real files give the same points, missing ones included, as the usual library."""
    ezc3d = pytest.importorskip("ezc3d")
    for path in sorted((data_dir / "mocap").rglob("*.c3d"))[::6]:
        theirs = ezc3d.c3d(str(path))
        named = theirs["parameters"]["POINT"]
        labels = [*named["LABELS"]["value"], *named.get("LABELS2", {"value": []})["value"]]

        ours = c3d.read(load(path))

        rows = [labels.index(name) for name in ours.names]
        expected = theirs["data"]["points"][:3, rows].transpose(1, 2, 0)
        np.testing.assert_allclose(ours.points, expected, atol=1e-6)


@pytest.mark.parametrize("kind", _PLATE_CHANNELS)
def test_force_plates_are_what_ezc3d_computes(tmp_path: Path, kind: int) -> None:
    """Force and centre of pressure agree for every kind of plate that both know."""
    ezc3d = pytest.importorskip("ezc3d")
    count = _PLATE_CHANNELS[kind]
    analog = np.random.default_rng(kind).normal(0, 50, (count, 600))
    analog[2 if count == 6 else slice(4, 8)] -= 300
    if count == 6:
        analog[3:] *= 500
    path = write(tmp_path, "a.c3d", plate_file(kind, analog))
    theirs = ezc3d.c3d(str(path), extract_forceplat_data=True)["data"]["platform"][0]

    (ours,) = c3d.read(load(path)).forces

    loaded = np.isfinite(ours.centre_of_pressure_m[:, 0])
    assert loaded.mean() > 0.9
    np.testing.assert_allclose(ours.force_n, theirs["force"].T, rtol=1e-6)
    np.testing.assert_allclose(
        ours.centre_of_pressure_m[loaded], theirs["center_of_pressure"].T[loaded] / 1000, rtol=1e-6
    )


def test_the_ground_pushes_up_where_the_foot_stands(tmp_path: Path) -> None:
    """A load that a z-down plate reads as positive is still a push upward on the body."""
    analog = np.zeros((6, 600))
    analog[2] = 700.0  # what the foot does to the plate

    motion = read(write(tmp_path, "a.c3d", plate_file(2, analog)))

    (plate,) = motion.forces
    assert plate.force_n[0] == pytest.approx([0, 0, 700])
    assert plate.centre_of_pressure_m[0] == pytest.approx([0.39, 0.72, 0])  # below the origin
    assert 1 / plate.time_s[1] == pytest.approx(600)
    assert any("ground's push on the foot" in w for w in motion.source.warnings)


def test_negative_residuals_and_zeros_are_missing(tmp_path: Path) -> None:
    """Both ways of marking a lost marker end as NaN."""
    points = walker() * 1000
    points[0, 10:20] = np.nan
    points[1, 30:40] = 0.0

    found = c3d.read(load(write(tmp_path, "a.c3d", c3d_bytes(points)))).points

    assert np.isnan(found[0, 10:20]).all()
    assert np.isnan(found[1, 30:40]).all()
    assert np.isfinite(found).all(axis=2).sum() == 14 * 60 - 20


@pytest.mark.parametrize("said", ["+Z", "+Y", None])
def test_up_is_found_for_y_and_z_up(tmp_path: Path, said: str | None) -> None:
    """The body says which way is up, whatever the file says."""
    for points in (walker(), y_up(walker())):
        parameters = {"POINT:Y_SCREEN": [said] if said else None}
        content = c3d_bytes(points * 1000, parameters=parameters)

        motion = read(write(tmp_path, "a.c3d", content))

        assert motion.position_m[:, 2].mean() == pytest.approx(0.9, abs=0.05)
        assert motion.direction_deg[30] == pytest.approx(0, abs=1)


@pytest.mark.parametrize(("unit", "per_metre"), [("cm", 100), ("m", 1), ("in", 1 / 0.0254)])
def test_the_unit_of_the_file_is_used(tmp_path: Path, unit: str, per_metre: float) -> None:
    """POINT:UNITS is millimetres in most files and not in all."""
    content = c3d_bytes(walker() * per_metre, parameters={"POINT:UNITS": [unit]})

    motion = read(write(tmp_path, "a.c3d", content))

    assert motion.speed_mps[30] == pytest.approx(1.0, rel=1e-3)


def test_a_unit_that_makes_a_giant_is_not_believed(tmp_path: Path) -> None:
    """Metres labelled as millimetres are noticed by the leg."""
    motion = read(write(tmp_path, "a.c3d", c3d_bytes(walker())))

    assert motion.speed_mps[30] == pytest.approx(1.0, rel=1e-3)
    assert any("By the unit of the file" in w for w in motion.source.warnings)


def test_the_person_seen_most_is_measured(tmp_path: Path) -> None:
    """With two people in one file the choice is made by what was seen, and said."""
    first, second = walker(), walker(speed_mps=2.0)
    first[:, 30:] = np.nan
    labels = [f"Ann:{m}" for m in MARKERS] + [f"Bob:{m}" for m in MARKERS]

    motion = read(
        write(tmp_path, "a.c3d", c3d_bytes(np.concatenate((first, second)) * 1000, labels))
    )

    assert motion.speed_mps[30] == pytest.approx(2.0, rel=1e-3)
    assert any("2 people" in w and "Bob" in w and "Ann" in w for w in motion.source.warnings)


def test_outputs_of_a_model_are_no_markers(tmp_path: Path) -> None:
    """Angles, forces and powers that share the names of joints are left out."""
    points = np.concatenate((walker() * 1000, np.full((1, 60, 3), 42.0)))
    content = c3d_bytes(points, (*MARKERS, "LHIP"), parameters={"POINT:ANGLES": ["LHIP"]})

    assert "LHIP" not in c3d.read(load(write(tmp_path, "a.c3d", content))).names


def test_a_file_without_markers_has_nothing_to_measure(tmp_path: Path) -> None:
    """Analog channels alone are no body."""
    content = c3d_bytes(np.empty((0, 60, 3)), (), analog=np.zeros((2, 600)))

    with pytest.raises(NothingToMeasureError, match="no markers"):
        read(write(tmp_path, "a.c3d", content))


def test_events_count_from_frame_one_of_the_take(tmp_path: Path) -> None:
    """A file that holds a later part of a take has events on the clock of its own frames."""
    content = c3d_bytes(
        walker() * 1000,
        first_frame=121,  # two seconds into the take
        parameters={
            "EVENT:USED": np.array([4]),
            "EVENT:LABELS": ["Foot Strike", "Foot Off", "Foot Strike", "Clap"],
            "EVENT:CONTEXTS": ["Left", "Right", "Left", "General"],
            "EVENT:TIMES": np.array([[0, 0, 0, 0], [2.25, 2.5, 9.0, 2.6]]),
        },
    )

    motion = read(write(tmp_path, "a.c3d", content))

    assert [(e.side, e.kind) for e in motion.events] == [
        ("left", "initial_contact"),
        ("right", "terminal_contact"),
    ]
    assert [e.time_s for e in motion.events] == pytest.approx([0.25, 0.5], abs=1e-5)
    assert any("1 foot events lie outside" in w for w in motion.source.warnings)


def test_events_meet_the_force_plates_of_a_real_file(data_dir: Path) -> None:
    """Foot strikes and offs of a cut take fall on the edges of its plates' loads."""
    motion = read(data_dir / "mocap/lab/zoo_HC030A05_straight.c3d")

    for plate, side in zip(motion.forces, ("left", "right"), strict=True):
        loaded = plate.time_s[plate.force_n[:, 2] > 20]
        strike, off = (
            [e.time_s for e in motion.events if e.side == side and e.kind == kind]
            for kind in ("initial_contact", "terminal_contact")
        )
        assert min(abs(t - loaded[0]) for t in strike) < 0.02
        assert min(abs(t - loaded[-1]) for t in off) < 0.02


def test_ten_seconds_are_read_fast(data_dir: Path) -> None:
    """Reading and mapping take a small part of a second once modules are loaded."""
    path = data_dir / "mocap/accad/c3d/Male2_Walk_back.c3d"
    read(path)
    taken = []
    for _ in range(3):
        start = time.process_time()
        read(path)
        taken.append(time.process_time() - start)

    assert min(taken) < 0.1  # 0.02 s of the processor, whatever else it does
