"""Small sound files of every format that can be made here, from simulated runners and by hand."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from tests.readers import key_point_files, made_activities, made_logs

from backstride.motion.arrays import Floats
from backstride.readers.keypoint_names import COCO
from backstride.simulate import load_scenario, write_scenario
from backstride.simulate.scenario import Segment
from benchmarks.fuzzing.sound import Sound

RUN_S = 3.0
"""Long enough for some strides, short enough for thousands of tries."""

_FEEDS = ("trc", "c3d", "phone", "gpx", "tcx", "keypoints", "foot", "waist")


def made_files(folder: Path) -> Iterator[Sound]:
    """Write small sound files into a folder and give each with what is said of it."""
    scenario = load_scenario("backward-run")
    first = replace(scenario.segments[0], duration_s=RUN_S)
    still = Segment(kind="stand", duration_s=1.0)
    write_scenario(replace(scenario, name="seed", segments=(first,)), folder, _FEEDS)
    mapped = folder / "mapped"
    write_scenario(
        replace(scenario, name="seed", segments=(still, first)), mapped, ("foot", "waist")
    )
    for path in sorted(folder.glob("simulated-seed.*")):
        if path.suffix != ".csv" and not path.name.endswith((".toml", ".truth.json")):
            yield Sound(path)
    for where in ("foot", "waist"):
        table = mapped / f"simulated-seed.{where}.csv"
        yield Sound(table, mapping=table.with_name(f"simulated-seed.{where}.mapping.toml"))
    yield from _logs(folder, _columns(mapped / "simulated-seed.foot.csv"))
    yield from _key_points(folder)


def _columns(table: Path) -> dict[str, Floats]:
    """Return the columns of a simulated sensor: time, and six axes."""
    lines = [line for line in table.read_text("utf-8").splitlines() if not line.startswith("#")]
    names = lines[0].split(",")
    values = np.array([[float(cell) for cell in line.split(",")] for line in lines[1:]])
    return {name: values[:, at] for at, name in enumerate(names)}


def _logs(folder: Path, foot: dict[str, Floats]) -> Iterator[Sound]:
    who = made_logs.worn(6.0, still_s=1.0)
    files = made_logs.sensor_logger_files(who)
    phyphox = made_logs.phyphox_files(who)
    matrix = _vn200(foot)
    tables: dict[str, str | bytes] = {
        "logger.zip": made_logs.zip_of(files),
        "logger.json": made_logs.sensor_logger_json(who),
        "phyphox.zip": made_logs.zip_of(phyphox),
        "foot.mat": made_logs.mat_bytes(matrix),
        "open.mat": made_logs.mat_bytes(matrix, packed=False),
        "waist.cwa": made_logs.cwa_bytes(who),
        "waist6.cwa": made_logs.cwa_bytes(who, six_axes=True),
        "run.fit": made_activities.fit(made_activities.steady_run(), made_activities.session()),
        "gaitmap.csv": _gaitmap(foot),
        "Accelerometer.csv": phyphox["Accelerometer.csv"],
        "one/TotalAcceleration.csv": files["TotalAcceleration.csv"],
    }
    for name, data in tables.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        yield Sound(
            path, placement="waist:x" if name.endswith(".csv") and "gait" not in name else ""
        )
    np.savez_compressed(folder / "waist.npz", time=who.time_s, accel=who.acceleration)
    yield Sound(folder / "waist.npz", placement="waist:x")


def _six(foot: dict[str, Floats]) -> tuple[Floats, Floats]:
    names = [name for name in foot if name != "time_s"]
    return (
        np.stack([foot[name] for name in names[:3]], axis=1),
        np.stack([foot[name] for name in names[3:6]], axis=1),
    )


def _vn200(foot: dict[str, Floats]) -> Floats:
    acceleration, turning = _six(foot)
    return made_logs.vn200(
        made_logs.Worn(foot["time_s"], acceleration, turning, 0.0 * acceleration)
    )


def _gaitmap(foot: dict[str, Floats]) -> str:
    acceleration, turning = _six(foot)
    rows = np.column_stack((np.arange(len(acceleration)), acceleration, turning))
    head = "sensor" + ",left_sensor" * 6 + "\naxis,acc_x,acc_y,acc_z,gyr_x,gyr_y,gyr_z\n"
    return head + "\n".join(",".join(f"{cell:.6g}" for cell in row) for row in rows) + "\n"


def _key_points(folder: Path) -> Iterator[Sound]:
    """Write somebody's key points as pose estimators do."""
    seen = key_point_files.body(frames=36)
    yield Sound(key_point_files.openpose_zip(folder / "openpose.zip", [seen]), frame_rate_hz=30.0)
    documents = {
        "alphapose.json": key_point_files.coco_results(seen),
        "mediapipe.json": key_point_files.landmarks(seen, (1920.0, 1080.0)),
    }
    for name, content in documents.items():
        (folder / name).write_text(json.dumps(content), "utf-8")
        yield Sound(folder / name, frame_rate_hz=30.0)
    values = key_point_files.table(seen, COCO)
    titles = [f"{name}_{axis}" for name in COCO for axis in ("x", "y", "confidence")]
    lines = [",".join(["time_s", *titles])]
    flat = values.reshape(len(values), -1)
    lines += [f"{i / 30:.4f}," + ",".join(f"{v:.5g}" for v in row) for i, row in enumerate(flat)]
    (folder / "points.csv").write_text("\n".join(lines) + "\n", "utf-8")
    yield Sound(folder / "points.csv", frame_rate_hz=30.0)
