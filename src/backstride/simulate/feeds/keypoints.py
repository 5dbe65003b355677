"""Key points of a filmed runner, as JSON in the layout of the COCO data set."""

import json
from pathlib import Path

import numpy as np

from backstride.motion.arrays import Floats
from backstride.motion.smoothing import rows_seen
from backstride.motion.source import SYNTHETIC_MARK
from backstride.pose.keypoints import Keypoints
from backstride.simulate.camera import runner_keypoints
from backstride.simulate.feeds.feed import FeedOptions, Recorded

_COCO = (
    *("nose", "left_eye", "right_eye", "left_ear", "right_ear"),
    *(f"{side}_{name}" for name in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
      for side in ("left", "right")),
    *("left_big_toe", "left_small_toe", "left_heel"),
    *("right_big_toe", "right_small_toe", "right_heel"),
)  # fmt: skip
"""The 17 points of COCO and the six of the feet of COCO-WholeBody, in their order."""


def coco(path: Path, recorded: Recorded, options: FeedOptions) -> list[Path]:
    """Write what a pose estimator makes of a video of the runner."""
    seen = runner_keypoints(recorded.runner, options.camera, recorded.rng("keypoints"))
    path.write_text(json.dumps(as_coco(seen), allow_nan=False) + "\n", "utf-8")
    return []


def as_coco(seen: Keypoints) -> dict[str, object]:
    """Return key points as a COCO data set: one image a frame, one annotation each."""
    width, height = seen.picture_px or (0.0, 0.0)
    rate_hz = (len(seen.time_s) - 1) / float(seen.time_s[-1] - seen.time_s[0])
    table = np.stack([_point(seen, name) for name in _COCO], axis=1)  # (n, points, 3)
    images, annotations = [], []
    for i, (moment, frame) in enumerate(zip(seen.time_s.tolist(), table, strict=True)):
        images.append(
            {"id": i, "file_name": f"{i:06d}.jpg", "width": width, "height": height}
            | {"time_s": round(moment, 6)}
        )
        found = frame[:, 2] > 0.0
        if found.any():
            (x0, y0), (x1, y1) = frame[found, :2].min(axis=0), frame[found, :2].max(axis=0)
            annotations.append(
                {
                    "id": i,
                    "image_id": i,
                    "category_id": 1,
                    "num_keypoints": int(found.sum()),
                    "keypoints": np.round(frame, 3).ravel().tolist(),
                    "bbox": [round(float(v), 2) for v in (x0, y0, x1 - x0, y1 - y0)],
                    "score": round(float(frame[found, 2].mean()), 3),
                }
            )
    return {
        "info": {"description": SYNTHETIC_MARK, "fps": round(rate_hz, 6)},
        "images": images,
        "annotations": annotations,
        "categories": [{"id": 1, "name": "person", "keypoints": list(_COCO)}],
    }


def _point(seen: Keypoints, name: str) -> Floats:
    """Return x, y and confidence (n, 3) of a COCO point; zeros where it was not found."""
    side, _, part = name.partition("_")
    own = {"big_toe": "toe", "small_toe": "forefoot"}.get(part, part)
    own = f"{own}_{side}" if part else name
    place = seen.get(own)
    sure = seen.confidence[seen.names.index(own)]
    found = rows_seen(place)
    return np.where(found[:, None], np.column_stack((np.nan_to_num(place), sure)), 0.0)
