"""Backstride's own predictions: the way any file goes, through ``read`` and ``measure``."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from backstride import __version__
from backstride.errors import BackstrideError
from backstride.measure import Measurement, measure
from backstride.readers import read
from benchmarks.backward.generate import Written
from benchmarks.backward.predictions import SCHEMA


def predict(cases: Sequence[Written], out_dir: Path) -> dict[str, Any]:
    """Return predictions for all cases; a file that is refused is so here too."""
    return {
        "schema": SCHEMA,
        "system": f"Backstride {__version__}",
        "cases": {case.id: _predicted(case, out_dir) for case in cases},
    }


def _predicted(case: Written, out_dir: Path) -> dict[str, Any]:
    paths = [out_dir / name for name in case.files]
    mapping = next((p for p in paths if p.name.endswith(".mapping.toml")), None)
    height_m = case.about.get("height_m") if case.about["feed"] == "keypoints" else None
    try:
        return as_prediction(measure(read(paths[0], mapping=mapping, height_m=height_m)))
    except BackstrideError as error:
        return {"refused": str(error)}


def as_prediction(measurement: Measurement) -> dict[str, Any]:
    """Return a measurement in the form of a prediction."""
    return {
        "bouts": [
            {
                "start_s": bout.start_s,
                "end_s": bout.end_s,
                "direction": bout.direction,
                "distance_m": _number(bout.distance_m),
            }
            for bout in measurement.bouts
        ],
        "steps": [
            {
                "side": step.side,
                "initial_contact_s": _number(step.initial_contact_s),
                "terminal_contact_s": _number(step.terminal_contact_s),
                "direction": step.direction,
            }
            for step in measurement.steps
        ]
        or None,
    }


def write_predictions(predictions: dict[str, Any], path: Path) -> None:
    """Write predictions as a file that ``score`` reads."""
    path.write_text(json.dumps(predictions, allow_nan=False) + "\n", "utf-8")


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
