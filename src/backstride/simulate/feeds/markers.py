"""Marker files: TRC and C3D."""

from pathlib import Path

import numpy as np

from backstride.motion.arrays import Floats
from backstride.motion.skeleton import Skeleton
from backstride.motion.source import SYNTHETIC_MARK
from backstride.simulate.feeds.feed import FeedOptions, Recorded


def trc(path: Path, recorded: Recorded, _options: FeedOptions) -> list[Path]:
    """Write the landmarks as TRC."""
    write_trc(path, recorded.time_s, recorded.seen, recorded.runner.scenario.rate_hz)
    return []


def c3d(path: Path, recorded: Recorded, _options: FeedOptions) -> list[Path]:
    """Write the landmarks as C3D."""
    write_c3d(path, recorded.seen, recorded.runner.scenario.rate_hz)
    return []


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


def write_c3d(path: Path, skeleton: Skeleton, rate_hz: float) -> None:
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
