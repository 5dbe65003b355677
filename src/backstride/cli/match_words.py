"""A match, or many games, as text for a terminal."""

from textwrap import fill
from typing import Any

from backstride.cli.tables import table

_WIDTH = 96
_SHORT_S = 20.0
"""Moving time below which a share says little: the published trial began there. Such players stand
below the others."""

_MOST_NOTES = 8
_MOST_TEAMS = 32


def match_text(found: dict[str, Any], player: str | None = None) -> str:
    """Return a match as text; where it was measured, the largest share first.

    Many games are given by position and team: ``season`` follows players from one to the next.
    """
    limits, games = found["thresholds"], found["source"]["games"]
    said = (
        f"Facing is {found['facing']}. Backward: more than {limits['backward_above_deg']:g}° "
        f"between facing and travel, above {limits['speed_above_mps']:g} m/s; {limits['window']}."
    )
    head = found["source"]["path"] + (f": {games} games" if games > 1 else "")
    parts = [head, fill(said, _WIDTH), ""]
    tables = [_positions(found), _teams(found) if games > 1 else _players(found)]
    for rows in tables:
        lines = table(rows)
        parts += [*lines, ""] if lines else []
    if games > 1:
        parts += [
            fill(
                f"  {len(found['players'])} players of single games are in --csv and --json; "
                "`season` follows them from game to game.",
                _WIDTH,
            ),
            "",
        ]
    parts += _notes(found["warnings"])
    if "training_gap" in found:
        parts += [*([""] if parts[-1] else []), f"Match and training of {player}:"]
        parts += [f"  {row['says']}" for row in found["training_gap"]["rows"]]
    return "\n".join(parts).rstrip()


def _notes(warnings: list[str]) -> list[str]:
    said = warnings[:_MOST_NOTES]
    more = len(warnings) - len(said)
    if more:
        said = [*said, f"and {more} more of these in --json."]
    return [fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  ") for text in said]


def _positions(found: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return the shares of positions, where the feed names them and facing was measured."""
    known = [one for one in found["positions"] if one["share"] is not None]
    above = found["thresholds"]["position_speed_above_mps"]
    rows: list[tuple[str, ...]] = [
        (f"position, above {above:.3g} m/s", "players", "share", "90 % interval", "bouts",
         "usual bout")
    ]  # fmt: skip
    for one in sorted(known, key=lambda one: -one["share"]["value"]):
        usual = one["median_bout_s"], one["median_bout_speed_mps"]
        bout = "" if None in usual else f"{usual[0]:.1f} s at {usual[1]:.1f} m/s"
        rows.append(
            (one["position"], str(one["players"]), *_share(one["share"]), str(one["bouts"]), bout)
        )
    return rows


def _teams(found: dict[str, Any]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("team", "moving", "backward", "share", "90 % interval")]
    for one in found["teams"][:_MOST_TEAMS]:
        figures = one["figures"]
        if "backward_share" in figures:
            moving, back = (figures[key]["value"] for key in ("moving_s", "backward_s"))
            share = _share(figures["backward_share"])
            rows.append((one["team"] or "?", f"{moving:.0f} s", f"{back:.1f} s", *share))
    return rows


def _players(found: dict[str, Any]) -> list[tuple[str, ...]]:
    titles = ("player", "team", "position", "moving", "backward", "share", "90 % interval")
    rows: list[tuple[str, ...]] = [(*titles, "bouts", "to sprint")]
    players = [p for p in found["players"] if p["backward_share"] is not None]
    if found["facing"] == "measured":  # an estimate ranks nobody
        players.sort(key=lambda p: (p["moving_s"] < _SHORT_S, -p["backward_share"]["value"]))
    for player in players:
        backward = player["by_direction"].get("backward", {"time_s": 0.0})
        bouts = player["bouts"]
        rows.append(
            (
                str(player["player"]),
                str(player["team"] or ""),
                str(player["position"] or ""),
                f"{player['moving_s']:.0f} s",
                f"{backward['time_s']:.1f} s",
                *_share(player["backward_share"]),
                "" if bouts is None else str(len(bouts)),
                "" if bouts is None else str(player["backward_to_sprint"]),
            )
        )
    filled = [i for i in range(len(rows[0])) if any(row[i] for row in rows[1:])]
    return [tuple(row[i] for i in filled) for row in rows]


def _share(share: dict[str, Any]) -> tuple[str, str]:
    between = f"{100 * share['low']:.1f} to {100 * share['high']:.1f}"
    return f"{100 * share['value']:.1f} %", between
