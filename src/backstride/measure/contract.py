"""The JSON form of a measurement: ``backstride.measurement/1``."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from backstride.estimate import Estimate
from backstride.measure.measurement import SCHEMA, Measurement


def measurement_as_json(result: Measurement) -> dict[str, Any]:
    """Return the contract of ``docs/measurement.md``, ready for ``json.dumps``."""
    return {
        "schema": SCHEMA,
        "source": _source(result),
        "by_direction": {d: _plain(total) for d, total in result.by_direction.items()},
        "still_s": number(result.still_s),
        "moving_s": number(result.moving_s),
        "bouts": _table(result.bouts),
        "steps": _table(result.steps) or None,
        "gait_shown": {d: result.main_gait(d) for d in {*result.gait, *result.joints}} or None,
        "gait": {d: _estimates(found) for d, found in result.gait.items()} or None,
        "joints": _joints(result),
        "joint_curves": _curves(result),
        "contact_rule": result.contact_rule,
        "channels": {name: _plain(found) for name, found in result.channels.items()} or None,
        "laps": _table(result.motion.laps) or None,
        "load": result.load.as_json() if result.load else None,
        "energy": _energy(result),
        "warnings": list(result.warnings),
    }


def _source(result: Measurement) -> dict[str, Any]:
    motion, source = result.motion, result.motion.source
    return {
        "path": source.path,
        "format": source.format,
        "sha256": source.sha256,
        "started_at": motion.started_at.isoformat() if motion.started_at else None,
        "duration_s": number(motion.duration_s),
        "rate_hz": number(motion.recorded_hz or motion.rate_hz),
        "facing": motion.facing_basis,
        "travel": motion.travel_basis,
        "speed": motion.speed_basis,
        "speed_error_share": number(motion.speed_error_share),
        "synthetic": source.synthetic,
    }


def _joints(result: Measurement) -> dict[str, Any] | None:
    """Return joints of the main direction, with the others under ``by_direction``."""
    if not result.joints:
        return None
    by_direction = {
        str(d): {joint: _estimates(found) for joint, found in joints.items()}
        for d, joints in result.joints.items()
    }
    first = by_direction.get(str(result.main_direction)) or next(iter(by_direction.values()))
    return {**first, "by_direction": by_direction}


def _curves(result: Measurement) -> dict[str, Any] | None:
    return {
        d: {
            joint: {
                "mean_deg": [number(x) for x in curve.mean_deg],
                "deviation_deg": [number(x) for x in curve.deviation_deg],
                "strides": curve.strides,
            }
            for joint, curve in joints.items()
        }
        for d, joints in result.curves.items()
    } or None


def _energy(result: Measurement) -> dict[str, Any] | None:
    if result.energy is None:
        return None
    return {
        "total": _estimates(result.energy.total),
        "by_direction": {d: _estimates(e) for d, e in result.energy.by_direction.items()},
        "backward_over_forward": _estimates(result.energy.backward_over_forward) or None,
    }


def number(value: float) -> float | None:
    """Return a number JSON can hold: rounded to a tenth of a millimetre; None for NaN."""
    value = float(value)
    return round(value, 4) if math.isfinite(value) else None


def _plain(record: Any) -> dict[str, Any]:
    """Return a flat record's fields, numbers rounded."""
    found = ((field.name, getattr(record, field.name)) for field in fields(record))
    return {name: number(v) if isinstance(v, float) else v for name, v in found}


def _table(records: Iterable[Any]) -> list[dict[str, Any]]:
    return [_plain(record) for record in records]


def _estimates(found: Mapping[str, Estimate]) -> dict[str, Any]:
    return {name: estimate.as_json() for name, estimate in found.items()}
