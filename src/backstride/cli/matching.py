"""``backstride match``."""

import argparse
import json
from pathlib import Path
from textwrap import fill
from typing import Any

from backstride.cli.tables import table
from backstride.team import match_of

_WIDTH = 96


def show_match(arguments: argparse.Namespace) -> int:
    """Print how much each player of a match faced backward."""
    found = match_of(
        [Path(path) for path in arguments.feeds],
        meta=Path(arguments.meta) if arguments.meta else None,
        mapping=Path(arguments.mapping) if arguments.mapping else None,
        maker=arguments.maker,
    ).as_json()
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(match_text(found))
    return 0


def match_text(found: dict[str, Any]) -> str:
    """Return a match as text for a terminal, the players who faced backward most first."""
    limits = found["thresholds"]
    rows: list[tuple[str, ...]] = [
        ("player", "team", "moving", "backward", "share", "90 % interval")
    ]
    players = [p for p in found["players"] if p["backward_share"] is not None]
    for player in sorted(players, key=lambda p: -p["backward_share"]["value"]):
        share = player["backward_share"]
        backward = player["by_direction"].get("backward", {"time_s": 0.0})
        rows.append(
            (
                str(player["player"]),
                str(player["team"] or ""),
                f"{player['moving_s']:.0f} s",
                f"{backward['time_s']:.1f} s",
                f"{100 * share['value']:.1f} %",
                f"{100 * share['low']:.1f} to {100 * share['high']:.1f}",
            )
        )
    said = (
        f"Facing is {found['facing']}. Backward: more than {limits['backward_above_deg']:g}° "
        f"between facing and travel, above {limits['speed_above_mps']:g} m/s; {limits['window']}."
    )
    notes = [
        fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  ")
        for text in found["warnings"]
    ]
    return "\n".join([found["source"]["path"], fill(said, _WIDTH), "", *table(rows), "", *notes])
