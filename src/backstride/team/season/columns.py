"""The columns of a season's tables."""

from typing import Any

from backstride.team.direction import BACKWARD, FORWARD, LEFT, NAMES, RIGHT, UNKNOWN
from backstride.team.parts import extra
from backstride.team.season.costs import COSTS

KNOWN = (FORWARD, BACKWARD, LEFT, RIGHT)
MOVING = (*KNOWN, UNKNOWN)

SUMS = (
    "seen_s",
    "still_s",
    *(f"{NAMES[code]}_s" for code in MOVING),
    *(f"{NAMES[code]}_m" for code in MOVING),
    *(f"{NAMES[code]}_bouts" for code in KNOWN),
    "backward_bout_s",
    "backward_walk_s",
    "backward_run_s",
    "backward_from_10_kmh_s",
    "backward_low_s",
    "backward_high_s",
    "forward_walk_s",
    "forward_run_s",
    "forward_sprint_s",
    "backward_to_sprint",
    "quick_known_s",
    "quick_backward_s",
    "quick_backward_low_s",
    "quick_backward_high_s",
    *COSTS,
)
"""Columns that can be added up over any rows. Null where the feed cannot tell: sideways and forward
time, bouts and turns need a measured facing."""


def frame_of(columns: dict[str, list[Any]], same: dict[str, Any]) -> Any:  # a frame of polars
    """Return rows as a frame with the columns of ``schema``; ``same`` holds for all of them."""
    polars = extra("polars")
    kinds = schema()
    given = {name: columns.get(name, []) for name in kinds if name in columns or not columns}
    frame = polars.DataFrame(given, schema={name: kinds[name] for name in given})
    fixed = [
        polars.lit(same.get(name), kind).alias(name)
        for name, kind in kinds.items()
        if name in same or name not in given
    ]
    return frame.with_columns(fixed).select(list(kinds))


def schema() -> dict[str, Any]:
    """Return the columns of the season's tables with their types."""
    polars = extra("polars")
    text, number, whole = polars.String, polars.Float64, polars.Int32
    return {
        "schema": text,
        "match": text,
        "match_name": text,
        "day": polars.Date,
        "game": text,
        "format": text,
        "window": text,
        "facing": text,
        "person": text,
        "followed": polars.Boolean,
        "player_id": text,
        "player": text,
        "team": text,
        "position": text,
        "period": whole,
        "minute": whole,
        "phase": text,
        **dict.fromkeys(SUMS, number),
        "interval_factor": number,
        "forward_below_deg": number,
        "backward_above_deg": number,
        "speed_above_mps": number,
        "position_speed_above_mps": number,
        "shortest_bout_s": number,
        "source_sha256": text,
        "software_sha256": text,
    }
