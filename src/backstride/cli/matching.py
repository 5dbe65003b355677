"""``backstride match`` and ``backstride facing-fit``."""

import argparse
import json
import sys
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from backstride.cli.tables import table
from backstride.cli.writing import read_text, write_bytes, write_page
from backstride.errors import SettingsError
from backstride.team import match_of

if TYPE_CHECKING:
    from backstride.team.gap import Gap
    from backstride.team.result import MatchResult

_WIDTH = 96


def show_match(arguments: argparse.Namespace) -> int:
    """Print how much each player of a match faced backward, and write what was asked for."""
    if arguments.player is None and (arguments.plan_targets or arguments.against):
        raise SettingsError("--plan-targets and --against need --player with a name or id.")
    result = match_of(
        [Path(path) for path in arguments.feeds],
        meta=Path(arguments.meta) if arguments.meta else None,
        mapping=Path(arguments.mapping) if arguments.mapping else None,
        maker=arguments.maker,
        model=_model(arguments.facing_model),
    )
    gap = _write_targets(result, arguments)
    if arguments.report:
        from backstride.team.report import render_match  # noqa: PLC0415 - only where asked for

        write_page(Path(arguments.report), render_match(result, gap=gap))
        _wrote(Path(arguments.report))
    if arguments.csv:
        _write_tables(result, Path(arguments.csv))
    found = result.as_json() | ({} if gap is None else {"training_gap": gap.as_json()})
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(match_text(found, arguments.player))
    return 0


def _model(path: str | None) -> Any:  # a facing model, None for the shipped one
    if path is None:
        return None
    from backstride.team import load_model  # noqa: PLC0415 - only where asked for

    return load_model(Path(path))


def _write_targets(result: "MatchResult", arguments: argparse.Namespace) -> "Gap | None":
    """Write a player's targets, and return the gap to a programme where one is given."""
    if not (arguments.plan_targets or arguments.against):
        return None
    from backstride.team.demand import targets_of  # noqa: PLC0415 - only where asked for
    from backstride.team.gap import gap_of  # noqa: PLC0415
    from backstride.training.programme_json import programme_from_text  # noqa: PLC0415

    targets = targets_of(result, arguments.player)
    if arguments.plan_targets:
        path = Path(arguments.plan_targets)
        said = json.dumps(targets.as_json(), ensure_ascii=False, indent=2) + "\n"
        write_bytes(path, said.encode())
        _wrote(path)
    if not arguments.against:
        return None
    path = Path(arguments.against)
    try:
        return gap_of(targets, programme_from_text(read_text(path)))
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from None


def _write_tables(result: "MatchResult", path: Path) -> None:
    from backstride.team.tables_csv import minutes_csv, players_csv  # noqa: PLC0415 - as above

    minutes = path.with_name(f"{path.stem}-minutes{path.suffix}")
    write_bytes(path, players_csv(result).encode())
    write_bytes(minutes, minutes_csv(result).encode())
    _wrote(path)
    _wrote(minutes)


def fit_facing_model(arguments: argparse.Namespace) -> int:
    """Fit a facing model on feeds with orientation, say how far it is off, and write it."""
    from backstride.team import fit_facing  # noqa: PLC0415 - only where asked for

    if not arguments.feeds and arguments.counts is None:
        raise SettingsError("name a folder of feeds with body orientation, or --counts FILE.")

    def told(number: int, name: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{number}  {name}", end="", file=sys.stderr)

    model = fit_facing(
        [Path(path) for path in arguments.feeds],
        counts=Path(arguments.counts) if arguments.counts else None,
        mapping=Path(arguments.mapping) if arguments.mapping else None,
        progress=told,
    )
    if sys.stderr.isatty():
        print(file=sys.stderr)
    path = Path(arguments.output)
    write_bytes(path, model.as_text().encode())
    _wrote(path)
    print(f"Fitted on {model.fitted_on}.")
    if model.held_out is not None:
        print(fill(model.held_out.in_words(), _WIDTH))
    return 0


def match_text(found: dict[str, Any], player: str | None = None) -> str:
    """Return a match as text for a terminal; where it was measured, the largest share first."""
    limits = found["thresholds"]
    said = (
        f"Facing is {found['facing']}. Backward: more than {limits['backward_above_deg']:g}° "
        f"between facing and travel, above {limits['speed_above_mps']:g} m/s; {limits['window']}."
    )
    notes = [
        fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  ")
        for text in found["warnings"]
    ]
    parts = [found["source"]["path"], fill(said, _WIDTH), "", *table(_rows(found)), "", *notes]
    if "training_gap" in found:
        parts += ["", f"Match and training of {player}:"]
        parts += [f"  {row['says']}" for row in found["training_gap"]["rows"]]
    return "\n".join(parts)


def _rows(found: dict[str, Any]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        ("player", "team", "moving", "backward", "share", "90 % interval", "bouts", "to sprint")
    ]
    players = [p for p in found["players"] if p["backward_share"] is not None]
    if found["facing"] == "measured":  # an estimate ranks nobody
        players.sort(key=lambda p: -p["backward_share"]["value"])
    for player in players:
        share = player["backward_share"]
        backward = player["by_direction"].get("backward", {"time_s": 0.0})
        bouts = player["bouts"]
        rows.append(
            (
                str(player["player"]),
                str(player["team"] or ""),
                f"{player['moving_s']:.0f} s",
                f"{backward['time_s']:.1f} s",
                f"{100 * share['value']:.1f} %",
                f"{100 * share['low']:.1f} to {100 * share['high']:.1f}",
                "" if bouts is None else str(len(bouts)),
                "" if bouts is None else str(player["backward_to_sprint"]),
            )
        )
    return rows


def _wrote(path: Path) -> None:
    print(f"Wrote {path}", file=sys.stderr)
