"""A body's key points as the files of pose estimators, made here."""

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from backstride.motion.arrays import Floats
from backstride.pose.keypoints import Keypoints
from backstride.readers.keypoint_names import COCO, MEDIAPIPE
from backstride.readers.openpose import MODELS

WHOLE = (
    *COCO,
    *(f"{n}_{s}" for s in ("left", "right") for n in ("toe", "forefoot", "heel")),
)
"""COCO with feet: all points that matter here."""


def body(frames: int = 60, rate_hz: float = 30.0, start_px: float = 1500.0) -> Keypoints:
    """Return somebody who walks to the picture's left, facing left, 480 pixels tall."""
    time_s = np.arange(frames) / rate_hz
    swing = np.sin(2 * np.pi * time_s)
    x = start_px - 250.0 * time_s
    rows: dict[str, Floats] = {}

    def put(name: str, ahead: Floats | float, y: Floats | float) -> None:
        rows[name] = np.column_stack((x - ahead, np.broadcast_to(y, frames)))

    put("nose", 35.0, 250.0)
    for side, sign in (("left", 1.0), ("right", -1.0)):
        put(f"eye_{side}", 28.0, 240.0)
        put(f"ear_{side}", 0.0, 245.0)
        put(f"shoulder_{side}", 4.0 * sign, 320.0)
        put(f"elbow_{side}", -25.0 - 30.0 * sign * swing, 400.0)
        put(f"wrist_{side}", 20.0 - 60.0 * sign * swing, 440.0)
        put(f"hip_{side}", 3.0 * sign, 458.0)
        up = np.maximum(0.0, sign * np.cos(2 * np.pi * time_s))
        put(f"knee_{side}", 50.0 * sign * swing + 25.0 * up + 5.0, 575.0 - 10.0 * up)
        put(f"ankle_{side}", 90.0 * sign * swing - 20.0 * up, 690.0 - 35.0 * up)
        put(f"heel_{side}", 90.0 * sign * swing - 40.0 * up - 18.0, 708.0 - 45.0 * up)
        put(f"toe_{side}", 90.0 * sign * swing + 48.0, 708.0 - 25.0 * up)
        put(f"forefoot_{side}", 90.0 * sign * swing + 42.0, 708.0 - 27.0 * up)
    names = tuple(rows)
    points = np.stack([rows[n] for n in names])
    return Keypoints("person 1", time_s, names, points, np.ones(points.shape[:2]), (1920.0, 1080.0))


def table(seen: Keypoints, names: tuple[str, ...]) -> Floats:
    """Return x, y and confidence (n, k, 3) under names; zeros for points that are not there."""
    found = np.zeros((len(seen.time_s), len(names), 3))
    for k, name in enumerate(names):
        if name in seen.names:
            found[:, k, :2] = seen.get(name)
            found[:, k, 2] = 0.9
    return found


def openpose_frames(people: list[Keypoints], model: int = 25) -> list[dict[str, Any]]:
    """Return the frames of OpenPose with everybody in them."""
    tables = [table(p, MODELS[model]) for p in people]
    return [
        {
            "version": 1.3,
            "people": [
                {"person_id": [-1], "pose_keypoints_2d": t[i].round(2).ravel().tolist()}
                for t in tables
            ],
        }
        for i in range(len(tables[0]))
    ]


def openpose_folder(folder: Path, people: list[Keypoints], model: int = 25) -> Path:
    """Write one file a frame and return the one in the middle."""
    folder.mkdir(parents=True, exist_ok=True)
    frames = openpose_frames(people, model)
    paths = [folder / f"run_{i:012d}_keypoints.json" for i in range(len(frames))]
    for path, frame in zip(paths, frames, strict=True):
        path.write_text(json.dumps(frame), "utf-8")
    return paths[len(paths) // 2]


def openpose_zip(path: Path, people: list[Keypoints]) -> Path:
    """Write the frames into an archive, in a folder, in no order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for i, frame in reversed(list(enumerate(openpose_frames(people)))):
            archive.writestr(f"output/run_{i:012d}_keypoints.json", json.dumps(frame))
    return path


def coco_results(seen: Keypoints, names: tuple[str, ...] = COCO) -> list[dict[str, Any]]:
    """Return a list of results as AlphaPose and others write it."""
    return [
        {
            "image_id": f"{i}.jpg",
            "category_id": 1,
            "keypoints": row.round(2).ravel().tolist(),
            "score": 2.9,
        }
        for i, row in enumerate(table(seen, names))
    ]


def landmarks(seen: Keypoints, size: tuple[float, float]) -> list[list[dict[str, float]]]:
    """Return MediaPipe's 33 landmarks of each frame, as shares of a picture of some size."""
    return [
        [
            {"x": x / size[0], "y": y / size[1], "z": 0.0, "visibility": float(sure)}
            for x, y, sure in row.tolist()
        ]
        for row in table(seen, MEDIAPIPE)
    ]
