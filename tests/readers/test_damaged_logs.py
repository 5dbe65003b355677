"""Every logger format, damaged five hundred ways: read or refused in a sentence, within limits."""

import io
import time
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from benchmarks.fuzzing.mutations import mutate

from backstride.errors import BackstrideError
from backstride.readers import (
    archive,
    arrays_zip,
    axivity,
    gaitmap,
    jsonl,
    phyphox,
    sensor_logger_files,
    vn200,
)
from backstride.readers.mapped import read_mapped
from backstride.readers.recording import Content
from backstride.readers.sensor_recording import SensorRecording
from tests.readers.made_logs import (
    PHYPHOX_TIME,
    csv_of,
    cwa_bytes,
    mat_bytes,
    own_recording,
    phyphox_files,
    sensor_logger_json,
    worn,
    zip_of,
)
from tests.readers.made_logs import (
    sensor_logger_files as made_files,
)
from tests.readers.made_logs import (
    vn200 as vn200_matrix,
)

TIMES = 500
METERED = 20  # counting memory makes a try five times slower; one in so many is counted
WHO = worn(2.5, still_s=0.5)
MAPPING = """
[time]
column = "t"
[[sensor]]
acceleration = ["ax", "ay", "az"]
angular_velocity = ["gx", "gy", "gz"]
"""
Read = Callable[[Content], SensorRecording]
Damage = Callable[[np.random.Generator], bytes]


def whole(data: bytes) -> Damage:
    """Damage a file anywhere."""
    return lambda rng: mutate(data, rng)[0]


def inside(files: dict[str, str]) -> Damage:
    """Damage one table and pack it with the others into a sound archive."""
    names = sorted(files)

    def damaged(rng: np.random.Generator) -> bytes:
        name = names[int(rng.integers(len(names)))]
        return zip_of({**files, name: mutate(files[name].encode(), rng)[0]})

    return damaged


def inside_matrix(rng: np.random.Generator) -> bytes:
    """Damage a matrix and pack it soundly."""
    matrix = mat_bytes(vn200_matrix(WHO), packed=False)
    small = zlib.compress(mutate(matrix[128:], rng)[0], 1)
    return matrix[:128] + b"\x0f\0\0\0" + len(small).to_bytes(4, "little") + small


def sealed_blocks(rng: np.random.Generator) -> bytes:
    """Damage Axivity blocks and give them right checksums."""
    sound = cwa_bytes(WHO, six_axes=bool(rng.random() < 0.5))
    data = bytearray(mutate(sound, rng)[0])
    for at in range(1024, len(data) - 511, 512):
        total = sum(np.frombuffer(bytes(data[at : at + 510]), "<u2").tolist())
        data[at + 510 : at + 512] = (-total & 0xFFFF).to_bytes(2, "little")
    return bytes(data)


def table() -> bytes:
    """Return a table that ``MAPPING`` describes."""
    titles = ("t", "ax", "ay", "az", "gx", "gy", "gz")
    return csv_of(titles, (WHO.time_s, *WHO.acceleration.T, *WHO.turning.T)).encode()


def gaitmap_table() -> bytes:
    """Return a gaitmap table of one foot."""
    lines = table().decode().split("\n", 1)[1]
    head = "sensor" + ",left" * 6 + "\naxis,acc_x,acc_y,acc_z,gyr_x,gyr_y,gyr_z\n"
    return (head + lines).encode()


CASES: dict[str, tuple[Read, Damage, str]] = {
    "Sensor Logger ZIP": (archive.read, whole(zip_of(made_files(WHO))), "a.zip"),
    "Sensor Logger tables": (archive.read, inside(made_files(WHO)), "a.zip"),
    "Sensor Logger JSON": (sensor_logger_files.read_json, whole(sensor_logger_json(WHO)), "a.json"),
    "phyphox tables": (
        archive.read,
        inside({**phyphox_files(WHO), "meta/time.csv": PHYPHOX_TIME}),
        "a.zip",
    ),
    "phyphox table": (
        phyphox.read,
        whole(phyphox_files(WHO)["Accelerometer.csv"].encode()),
        "R.csv",
    ),
    "own recording": (
        jsonl.read,
        whole(own_recording(WHO, more=['["e",1,"step",{"name":"A"}]', '["p",0,52,13]'])),
        "a.jsonl",
    ),
    "VN-200": (vn200.read, whole(mat_bytes(vn200_matrix(WHO), packed=False)), "a.mat"),
    "VN-200 packed": (vn200.read, inside_matrix, "a.mat"),
    "Axivity": (axivity.read, whole(cwa_bytes(WHO, packed=True)), "a.cwa"),
    "Axivity blocks": (axivity.read, sealed_blocks, "a.cwa"),
    "gaitmap": (gaitmap.read, whole(gaitmap_table()), "a.csv"),
}


def try_to_read(read: Read, content: Content, *, meter: bool, settings: str = "") -> None:
    """Read or be refused in one sentence, in time, within memory, and with an even clock."""
    said = f"{content.path}: read"
    start = time.process_time()
    if meter:
        tracemalloc.start()
    try:
        for sensor in read(content).sensors:
            steps = np.diff(sensor.time_s)
            assert steps.min() > 0
            assert np.ptp(steps) < 1e-3 * steps.mean()
            assert sensor.acceleration_mps2.shape == (len(sensor), 3)
            assert not np.isinf(sensor.acceleration_mps2).any()
    except BackstrideError as error:
        said = str(error)
    assert said.startswith((f"{content.path}: ", settings or f"{content.path}: "))
    assert "\n" not in said
    assert time.process_time() - start < 2
    if meter:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 64e6 + 20 * len(content.data)


@pytest.mark.parametrize("name", CASES)
def test_no_damage_gets_out_of_a_reader(name: str, tmp_path: Path) -> None:
    """Cuts, noise, repeats, edge values and odd numbers, one to three at a time."""
    read, damage, file_name = CASES[name]
    rng = np.random.default_rng(11)
    for turn in range(TIMES):
        content = Content(tmp_path / file_name, damage(rng), "")
        try_to_read(read, content, meter=turn % METERED == 0)


def test_no_damage_gets_out_of_a_mapped_table(tmp_path: Path) -> None:
    """Nor of a mapping file."""
    mapping = tmp_path / "m.toml"
    rng = np.random.default_rng(12)
    for turn in range(TIMES):
        data = mutate(table(), rng)[0] if turn % 2 else table()
        mapping.write_bytes(MAPPING.encode() if turn % 2 else mutate(MAPPING.encode(), rng)[0])
        content = Content(tmp_path / "a.csv", data, "")
        try_to_read(
            lambda c: read_mapped(c, mapping),
            content,
            meter=turn % METERED == 0,
            settings=str(mapping),
        )


def test_no_damage_gets_out_of_numpy_arrays(tmp_path: Path) -> None:
    """Arrays damaged and packed soundly."""
    rng = np.random.default_rng(13)
    raw: dict[str, bytes] = {}
    for name, array in (("accel", WHO.acceleration), ("time", WHO.time_s)):
        out = io.BytesIO()
        np.save(out, array)
        raw[f"{name}.npy"] = out.getvalue()
    for turn in range(TIMES):
        name = sorted(raw)[turn % 2]
        data = zip_of({**raw, name: mutate(raw[name], rng)[0]})
        content = Content(tmp_path / "a.npz", data, "")
        try_to_read(arrays_zip.read, content, meter=turn % METERED == 0)
