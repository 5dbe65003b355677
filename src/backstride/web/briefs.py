"""What a page says first of a result, without the long contract."""

from collections.abc import Mapping
from typing import Any

from backstride.estimate import Estimate

SHARE_OF_NOTE = 0.05
"""A direction unknown for less of the moving time is left to the table, as in the report."""

KNEE = "peak_patellofemoral_force_bw"
"""The load that pages show large: of a contact, backward."""

OTHERS = f"expected_{KNEE}"
"""The same in studies of other people."""


def brief_key(measurement_id: str) -> str:
    """Return under which key the brief of a result is kept among the pages."""
    return f"{measurement_id} brief"


def brief_of(contract: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the load of backward running, measured and that of other people.

    Beside it ``absent``, what the recording could not know, and ``totals``, what is compared.
    """
    load = (contract or {}).get("load") or {}
    backward = load.get("by_direction", {}).get("backward", {})
    figures = {name: backward.get(name) for name in (KNEE, OTHERS)}
    return {**figures, "absent": absent_in(contract or {}), "totals": _totals(contract or {})}


def _totals(contract: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is set beside that of another recording: no steps, no curves."""
    load = (contract.get("load") or {}).get("by_direction") or {}
    plain = {
        way: {k: v for k, v in one.items() if isinstance(v, Mapping) and "value" in v}
        for way, one in load.items()
    }
    parts = {name: contract.get(name) or {} for name in ("by_direction", "gait")}
    return {**parts, "load": {"by_direction": plain}}


def absent_in(contract: Mapping[str, Any]) -> list[str]:
    """Return what a recording could not know, the most important first.

    Some of ``direction``, ``speed``, ``steps``, ``load``, ``body`` and ``energy``.
    """
    totals = contract.get("by_direction") or {}
    if not totals:  # nobody moved: there was nothing to know
        return []
    load = (contract.get("load") or {}).get("by_direction") or {}
    unknown = (totals.get("unknown") or {}).get("share_of_moving_time") or 0.0
    found = {
        "direction": unknown >= SHARE_OF_NOTE,
        "speed": all(one.get("distance_m") is None for one in totals.values()),
        "steps": not contract.get("steps"),
        "load": not load,
        "body": not contract.get("joints"),
        "energy": contract.get("energy") is None,
    }
    return [name for name, absent in found.items() if absent]


def estimate_in(brief: Mapping[str, Any], name: str) -> Estimate | None:
    """Return a figure of a brief, None where the recording cannot say."""
    said = brief[name]
    return None if said is None else Estimate(**{**said, "sources": tuple(said["sources"])})
