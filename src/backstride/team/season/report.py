"""The answers of a season as JSON and as CSV."""

from typing import Any

from backstride.team.cost import SOURCES
from backstride.team.figures import FIGURES
from backstride.team.parts import extra
from backstride.team.season.answers import SeasonAnswer
from backstride.team.season.costs import COSTS
from backstride.team.season.settings import SCHEMA

_PLURAL = {
    "all": "all",
    "team": "teams",
    "position": "positions",
    "player": "players",
    "phase": "phases",
    "minute": "minutes",
}
_DIRECTIONS = ("forward", "backward", "left", "right", "unknown")
_BANDS = (
    "backward_walk_s",
    "backward_run_s",
    "backward_from_10_kmh_s",
    "forward_walk_s",
    "forward_run_s",
    "forward_sprint_s",
)
_UNITS = {name: FIGURES[name].unit for name in COSTS if name in FIGURES}
_KNEE = ("J1", "J2", "J4", "G5", "T7")
"""Findings that the knee's dose rests on: peaks of one step, and how many steps a second."""

_NAMED = ("player", "team", "position", "phase", "period", "minute")

_CSV_LAST = ("order", "format", "interval_factor")


def season_json(answer: SeasonAnswer, root: str) -> dict[str, Any]:
    """Return the contract of ``backstride season --json`` (docs/season.md)."""
    season = answer.season
    groups = {
        _PLURAL[name]: [_group(row) for row in frame.to_dicts()]
        for name, frame in answer.groups.items()
    }
    return {
        "schema": SCHEMA,
        "source": {
            "path": root,
            "tables": str(season.out),
            "matches": len(season.entries),
            "measured_now": season.measured,
            "kept": season.kept,
            "no_longer_there": season.gone,
            "rows": answer.rows,
        },
        "facing": sorted({row["facing"] for row in groups["all"]}),
        "thresholds": answer.thresholds,
        **groups,
        "matches": [_match(row) for row in answer.matches.to_dicts()],
        "refused": [
            {"path": one.path, "error": {"code": one.code, "message": one.message}}
            for one in season.refused
        ],
        "warnings": answer.warnings,
    }


def _group(row: dict[str, Any]) -> dict[str, Any]:
    named = {name: row[name] for name in _NAMED if name in row}
    if "person" in row:
        named["id"] = row["person"]
        named["followed_over_matches"] = row["followed"]
    return {
        **named,
        "facing": row["facing"],
        "window": row["window"],
        "matches": row["matches"],
        "players": row["players"],
        "seen_s": _round(row["seen_s"], 1),
        "moving_s": _round(row["moving_s"], 1),
        "judged_s": _round(row["judged_s"], 1),
        "speed_above_mps": row["speed_above_mps"],
        "backward_share": _share(row),
        "between": _interval(row, "between_low", "between_high", of=row["between"]),
        "trend_per_10_matches": _interval(row, "trend_low", "trend_high", value=row.get("trend")),
        "by_direction": {
            name: {
                "time_s": _round(row[f"{name}_s"], 2),
                "distance_m": _round(row[f"{name}_m"], 2),
                "bouts": row.get(f"{name}_bouts"),
            }
            for name in _DIRECTIONS
            if row[f"{name}_s"] is not None
        },
        "bands": {name: _round(row[name], 2) for name in _BANDS if row[name] is not None},
        "cost": {name: _cost(row, name) for name in _UNITS},
        "backward_bout_s": _round(row["backward_bout_s"], 2),
        "backward_to_sprint": row["backward_to_sprint"],
        "share_above_position_speed": _round(row["share_when_quick"]),
        "backward_s_per_match": _round(row["backward_s_per_match"], 2),
        "backward_m_per_match": _round(row["backward_m_per_match"], 2),
    }


def _share(row: dict[str, Any]) -> dict[str, Any] | None:
    """Return a share as an ``Estimate`` says it, None without one."""
    if row["share"] is None:
        return None
    return {
        "value": _round(row["share"]),
        "low": _round(row["low"]),
        "high": _round(row["high"]),
        "unit": "share of moving time",
        "basis": row["facing"],
        "sources": [],
    }


def _cost(row: dict[str, Any], name: str) -> dict[str, Any] | None:
    """Return energy or the knee's dose of all matches together, None where it is not known."""
    if row[name] is None:
        return None
    return {
        "value": _round(row[name], 2),
        "low": _round(row[f"{name}_low"], 2),
        "high": _round(row[f"{name}_high"], 2),
        "unit": _UNITS[name],
        "basis": "estimated",
        "sources": list(_KNEE if name.startswith("knee") else SOURCES),
    }


def _interval(row: dict[str, Any], low: str, high: str, **said: Any) -> dict[str, Any] | None:
    if row.get(low) is None:
        return None
    if "value" in said:
        said["value"] = _round(said["value"], 5)
    return {**said, "low": _round(row[low], 5), "high": _round(row[high], 5)}


def _match(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "match": row["match_name"],
        "id": row["match"],
        "day": row["day"].isoformat() if row["day"] else None,
        "team": row["team"],
        "facing": row["facing"],
        "window": row["window"],
        "judged_s": _round(row["judged_s"], 1),
        "backward_s": _round(row["backward_s"], 2),
        "backward_share": _round(row["share"]),
    }


def _round(value: float | None, digits: int = 4) -> float | None:
    # Adding nothing makes a rounded -0.0 an ordinary zero.
    return None if value is None else round(value, digits) + 0.0


def season_csv(answer: SeasonAnswer, by: str) -> str:
    """Return one of the groups as CSV with titles; thresholds stand in every row.

    Parameters
    ----------
    by : str
        One of ``answers.GROUPS``, or "match".
    """
    polars = extra("polars")
    frame = answer.matches if by == "match" else answer.groups[by]
    limits = [polars.lit(value).alias(name) for name, value in answer.thresholds.items()]
    kept = frame.drop([name for name in _CSV_LAST if name in frame.columns])
    text: str = kept.with_columns(limits).write_csv(float_precision=5)
    return text
