"""``backstride match`` and ``backstride facing-fit``."""

import argparse
import json
import sys
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from backstride.cli.match_words import match_text
from backstride.cli.writing import read_text, write_bytes, write_page
from backstride.errors import SettingsError
from backstride.team import Thresholds, match_of

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
        thresholds=thresholds_of(arguments),
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


def thresholds_of(arguments: argparse.Namespace) -> Thresholds:
    """Return the thresholds that were asked for.

    Raises
    ------
    SettingsError
        When they cannot be.
    """
    return Thresholds(
        forward_below_deg=arguments.forward_below_deg,
        backward_above_deg=arguments.backward_above_deg,
        slowest_mps=arguments.slowest_mps,
    )


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


def _wrote(path: Path) -> None:
    print(f"Wrote {path}", file=sys.stderr)
