"""Sound files that damage is done to: made here, and the smallest real ones where they are had."""

import json
import os
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from tests.readers import key_point_files, made_activities, made_logs

from backstride.errors import BackstrideError
from backstride.measure import measure
from backstride.readers import FORMATS, read
from backstride.readers.files import find_format, load
from backstride.simulate import load_scenario, write_scenario

LARGEST_BYTES = 400_000
"""Larger seeds only make each try slower; the same structures are in the small ones."""

MOST_PER_FORMAT = 4

_FEEDS = ("trc", "c3d", "phone", "gpx", "tcx", "keypoints")


def seed_files(folder: Path) -> dict[str, list[Path]]:
    """Return sound files by the name of their format.

    Files that can be measured come first; where a format has none, those that are soundly refused.

    Parameters
    ----------
    folder : Path
        Where files that are made here are written to.
    """
    scenario = replace(load_scenario("backward-run"), name="seed")
    write_scenario(scenario, folder, _FEEDS)
    _write_logs(folder)
    good: dict[str, list[Path]] = defaultdict(list)
    refused: dict[str, list[Path]] = defaultdict(list)
    for path in sorted([*folder.rglob("*"), *_real_files()], key=_size):
        if path.is_file() and 0 < _size(path) <= LARGEST_BYTES:
            name, measured = _format_of(path)
            kept = good if measured else refused
            if name and len(kept[name]) < MOST_PER_FORMAT:
                kept[name].append(path)
    return {name: good[name] or refused[name] for name in {*good, *refused}}


def _write_logs(folder: Path) -> None:
    """Write a short recording in each layout of loggers that simulated runners do not come in."""
    who = made_logs.worn(6.0, still_s=1.0)
    tables = {
        "logger.zip": made_logs.zip_of(made_logs.sensor_logger_files(who)),
        "logger.json": made_logs.sensor_logger_json(who),
        "phyphox.zip": made_logs.zip_of(made_logs.phyphox_files(who)),
        "foot.mat": made_logs.mat_bytes(made_logs.vn200(who)),
        "open.mat": made_logs.mat_bytes(made_logs.vn200(who), packed=False),
        "waist.cwa": made_logs.cwa_bytes(who),
        "waist6.cwa": made_logs.cwa_bytes(who, six_axes=True),
        "run.fit": made_activities.fit(made_activities.steady_run(), made_activities.session()),
    }
    for name, data in tables.items():
        (folder / name).write_bytes(data)
    _write_key_points(folder)


def _write_key_points(folder: Path) -> None:
    """Write somebody's key points as pose estimators do."""
    seen = key_point_files.body()
    key_point_files.openpose_zip(folder / "openpose.zip", [seen])
    frames = {
        "alphapose.json": key_point_files.coco_results(seen),
        "mediapipe.json": key_point_files.landmarks(seen, (1920.0, 1080.0)),
    }
    for name, content in frames.items():
        (folder / name).write_text(json.dumps(content), "utf-8")


def _size(path: Path) -> int:
    return path.stat().st_size


def _real_files() -> list[Path]:
    """Return the real recordings, none where the folder is absent."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    data = Path(os.environ.get("BACKSTRIDE_DATA", beside))
    return [path for path in data.rglob("*") if path.is_file()] if data.is_dir() else []


def _format_of(path: Path) -> tuple[str | None, bool]:
    """Return the format that takes a file, and whether it could be measured."""
    try:
        name = find_format(load(path), FORMATS).name
    except BackstrideError:
        return None, False
    try:
        measure(read(path))
    except BackstrideError:
        return name, False
    return name, True
