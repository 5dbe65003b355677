"""Simulated recordings as files, to be measured by the ordinary route."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from backstride.errors import SettingsError
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import Skeleton
from backstride.motion.source import SYNTHETIC_MARK
from backstride.simulate.scenario import Scenario
from backstride.simulate.scenario_text import scenario_as_toml
from backstride.simulate.skeleton_runner import observe

FORMATS = ("trc", "c3d")


def write_scenario(
    scenario: Scenario, out_dir: Path, formats: Sequence[str] = ("trc",)
) -> list[Path]:
    """Write a simulated recording, its truth and its scenario, and return the paths.

    ``simulated-<name>.trc`` and ``.c3d`` are in millimetres, TRC with y up and C3D with z up, as
    their makers write them; ``.truth.json`` is ``backstride.truth/1``; ``.scenario.toml`` makes the
    same recording again.

    Raises
    ------
    SettingsError
        For an unknown format, a folder that cannot be written, or a scenario that cannot be run.
    """
    if unknown := [f for f in formats if f not in FORMATS]:
        raise SettingsError(
            f"{unknown[0]!r} is no format of simulated recordings; use {' or '.join(FORMATS)}."
        )
    time, skeleton, truth = observe(scenario)
    # The name goes wherever the file goes, so it says what the file is.
    stem = "simulated-" + (re.sub(r"[^\w.-]+", "-", scenario.name).strip(".-") or "scenario")
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        written = []
        for name in dict.fromkeys(formats):
            written.append(out_dir / f"{stem}.{name}")
            {"trc": write_trc, "c3d": write_c3d}[name](
                written[-1], time, skeleton, scenario.rate_hz
            )
        written.append(out_dir / f"{stem}.truth.json")
        truth.write(written[-1])
        written.append(out_dir / f"{stem}.scenario.toml")
        written[-1].write_text(scenario_as_toml(scenario), "utf-8")
    except OSError as error:
        raise SettingsError(f"{out_dir}: cannot write there ({error.strerror}).") from error
    return written


def write_trc(path: Path, time_s: Floats, skeleton: Skeleton, rate_hz: float) -> None:
    """Write landmarks as a TRC file: tab-separated text, millimetres, y up, gaps left empty."""
    names = list(skeleton.positions_m)
    y_up = np.stack([skeleton[name][:, (0, 2, 1)] for name in names], axis=1)
    y_up[..., 2] *= -1.0  # right-handed: x, up, right
    count = len(time_s)
    header = [
        f"PathFileType\t4\t(X/Y/Z)\t{path.name} ({SYNTHETIC_MARK})",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\t"
        "OrigNumFrames",
        f"{rate_hz:g}\t{rate_hz:g}\t{count}\t{len(names)}\tmm\t{rate_hz:g}\t1\t{count}",
        "Frame#\tTime\t" + "\t\t\t".join(names) + "\t\t",
        "\t\t" + "\t".join(f"X{i}\tY{i}\tZ{i}" for i in range(1, len(names) + 1)),
        "",
    ]
    table = 1000.0 * y_up.reshape(count, -1)
    rows = [
        f"{number}\t{moment:.6f}\t" + "\t".join(f"{x:.3f}" if x == x else "" for x in row)  # noqa: PLR0124
        for number, (moment, row) in enumerate(zip(time_s, table.tolist(), strict=True), start=1)
    ]
    path.write_text("\n".join(header + rows) + "\n", "utf-8")


def write_c3d(path: Path, _time_s: Floats, skeleton: Skeleton, rate_hz: float) -> None:
    """Write landmarks as a C3D file: millimetres, z up, gaps marked as invalid points."""
    import ezc3d  # noqa: PLC0415 - slow import, rarely needed

    names = list(skeleton.positions_m)
    points = np.stack([skeleton[name] for name in names], axis=1)  # (n, markers, 3)
    gap = ~np.isfinite(points).all(axis=2)
    c3d = ezc3d.c3d()
    c3d["parameters"]["POINT"]["RATE"]["value"] = [rate_hz]
    c3d["parameters"]["POINT"]["UNITS"]["value"] = ["mm"]
    c3d["parameters"]["POINT"]["LABELS"]["value"] = names
    c3d["parameters"]["POINT"]["DESCRIPTIONS"]["value"] = [SYNTHETIC_MARK] * len(names)
    c3d["data"]["points"] = np.ones((4, len(names), len(points)))
    c3d["data"]["points"][:3] = 1000.0 * np.moveaxis(points, 2, 0).transpose(0, 2, 1)
    c3d["data"]["meta_points"]["residuals"] = np.where(gap.T, -1.0, 0.0)[None]
    c3d.write(str(path))
