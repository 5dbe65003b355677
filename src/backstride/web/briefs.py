"""What a page says first of a result, without the long contract."""

from collections.abc import Mapping
from typing import Any

from backstride.estimate import Estimate

KNEE = "peak_patellofemoral_force_bw"
"""The load that pages show large: of a contact, backward."""

OTHERS = f"expected_{KNEE}"
"""The same in studies of other people."""


def brief_key(measurement_id: str) -> str:
    """Return under which key the brief of a result is kept among the pages."""
    return f"{measurement_id} brief"


def brief_of(contract: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the load of backward running: measured, and that of other people."""
    load = (contract or {}).get("load") or {}
    backward = load.get("by_direction", {}).get("backward", {})
    return {name: backward.get(name) for name in (KNEE, OTHERS)}


def estimate_in(brief: Mapping[str, Any], name: str) -> Estimate | None:
    """Return a figure of a brief, None where the recording cannot say."""
    said = brief[name]
    return None if said is None else Estimate(**{**said, "sources": tuple(said["sources"])})
