"""``backstride season``."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from textwrap import fill
from typing import Any

from backstride.cli.kit import EXIT_DONE
from backstride.cli.matching import thresholds_of
from backstride.cli.tables import table
from backstride.cli.writing import write_bytes
from backstride.errors import SettingsError
from backstride.team import load_model, shipped_model
from backstride.team.season import (
    Season,
    SeasonAnswer,
    SeasonSettings,
    answer_season,
    on_ray,
    processes,
    season_csv,
    season_json,
    season_of_tables,
    update_season,
)
from backstride.team.season.engines import Engine
from backstride.team.season.sources import MARKER

_WIDTH = 96
_MOST = {"team": 30, "position": 20, "player": 25, "phase": 12, "minute": 130, "all": 6}
"""Rows that a terminal shows of a group that was not asked for by name."""

_OVERVIEW = ("all", "team", "position", "player")
_COSTS = ("kJ/kg a match", "knee, BW a match")
_MOST_NOTES = 8
_EVERY_S = 5.0  # between lines of progress where there is no terminal

_DEFAULT_TABLES = "backstride-season"


def show_season(arguments: argparse.Namespace) -> int:
    """Bring a season up to date and print how much its players faced backward."""
    root = Path(arguments.folder)
    answer = answer_season(_season(root, arguments))
    if arguments.csv:
        text = season_csv(answer, arguments.by or "player")
        if arguments.csv == "-":
            print(text, end="")
            return EXIT_DONE
        write_bytes(Path(arguments.csv), text.encode())
    if arguments.json:
        print(json.dumps(season_json(answer, str(root)), ensure_ascii=False))
    else:
        print(season_text(answer, root, arguments.by))
    return EXIT_DONE


def _season(root: Path, arguments: argparse.Namespace) -> Season:
    if (root / MARKER).is_file():
        return season_of_tables(root)
    thresholds = thresholds_of(arguments)
    own = arguments.facing_model
    model = load_model(Path(own)) if own else shipped_model()
    return update_season(
        root,
        Path(arguments.tables) if arguments.tables else root / _DEFAULT_TABLES,
        settings=SeasonSettings.of(thresholds, model),
        engine=_engine(arguments),
        mapping=Path(arguments.mapping) if arguments.mapping else None,
        keep_missing=arguments.keep_missing,
        progress=_progress(),
    )


def _engine(arguments: argparse.Namespace) -> Engine:
    if arguments.engine == "ray":
        if arguments.workers is not None:
            raise SettingsError(
                "--workers goes with --engine local; a Ray cluster uses all its processors."
            )
        return on_ray(arguments.address)
    if arguments.address is not None:
        raise SettingsError("--address goes with --engine ray; add that, or leave it away.")
    return processes(arguments.workers)


def _progress() -> Callable[[int, int, int], None]:
    """Return what says on standard error how far the work is."""
    started, terminal = time.monotonic(), sys.stderr.isatty()
    last = -_EVERY_S

    def show(done: int, whole: int, refused: int) -> None:
        nonlocal last
        took = time.monotonic() - started
        if whole == 0 or not (terminal or done == whole or took - last >= _EVERY_S):
            return
        last = took
        left = f", about {took / done * (whole - done):.0f} s left" if 0 < done < whole else ""
        bad = f", {refused} of them refused" if refused else ""
        said = f"{done} of {whole} matches{bad}{left}"
        start, end = ("\r\033[K", "" if done < whole else "\n") if terminal else ("", "\n")
        print(f"{start}{said}", end=end, file=sys.stderr, flush=True)

    return show


def season_text(answer: SeasonAnswer, root: Path, by: str | None) -> str:
    """Return a season as text for a terminal: an overview, or one group in full."""
    season, limits = answer.season, answer.thresholds
    head = (
        f"{root}: {len(season.entries)} matches, {season.measured} measured now, {season.kept} as "
        f"they were; {answer.rows} rows by player and minute in {season.out / 'matches'}"
    )
    lines = [fill(head, _WIDTH, break_long_words=False), ""]
    groups = (by,) if by else _OVERVIEW
    found = season_json(answer, str(root))
    for window in dict.fromkeys((row["facing"], row["window"]) for row in found["all"]):
        if window[0] == "unknown":
            lines += [*(_without_facing(row) for row in found["all"] if _is(row, window)), ""]
            continue
        lines += [fill(_basis(*window, limits), _WIDTH), ""]
        for name in groups:
            rows = [row for row in _rows(found, name) if _is(row, window)]
            lines += _section(name, rows, None if by else _MOST[name], costs=by == "player")
    return "\n".join([*lines, *_notes(answer, found)]).rstrip()


def _is(row: dict[str, Any], window: tuple[str, str]) -> bool:
    return (row["facing"], row["window"]) == window


def _without_facing(row: dict[str, Any]) -> str:
    """Return one sentence on players who are in no share."""
    return fill(
        f"Facing is unknown for {row['players']} players in {row['matches']} matches, whose tags "
        f"could not be used: {row['moving_s']:.0f} s of movement that is in no share.",
        _WIDTH,
    )


def _basis(facing: str, window: str, limits: dict[str, float]) -> str:
    return (
        f"Facing is {facing}. Backward: more than {limits['backward_above_deg']:g}° between facing "
        f"and travel, above {limits['speed_above_mps']:g} m/s; {window}."
    )


def _rows(found: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = found["all" if name == "all" else f"{name}s"]
    return rows


def _section(name: str, rows: list[dict[str, Any]], most: int | None, *, costs: bool) -> list[str]:
    """Return one table, cut to ``most`` rows; nothing without a row."""
    titles = ["matches", "backward", "share", "90 % interval", "like matches", "in 10 matches"]
    if not rows:
        return []
    first = "" if name == "all" else name
    if name == "position":  # whose shares are of faster movement
        first = f"position, above {rows[0]['speed_above_mps']:.3g} m/s"
    shown: list[tuple[str, ...]] = [(first, *titles, *(_COSTS if costs else ()))]
    shown += [
        (_name(name, row), *_cells(row), *(_spent(row) if costs else ())) for row in rows[:most]
    ]
    filled = [i for i in range(len(shown[0])) if any(row[i] for row in shown[1:])]
    shown = [tuple(row[i] for i in filled) for row in shown]
    more = len(rows) - len(shown) + 1
    return [*table(shown), *([f"  … and {more} more: --by {name}"] if more else []), ""]


def _spent(row: dict[str, Any]) -> tuple[str, ...]:
    """Return what a match cost a player, and what running backward did to the knee."""
    found = []
    for name in ("energy_kj_per_kg", "knee_dose_bw"):
        one = row["cost"][name]
        found.append("" if one is None else f"{one['value'] / row['matches']:.3g}")
    return tuple(found)


def _name(name: str, row: dict[str, Any]) -> str:
    if name == "all":
        return "everyone"
    if name == "player":
        return f"{row['player']} ({row['team']})"
    if name == "minute":
        return f"period {row['period']}, minute {row['minute']}"
    return str(row[name])


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    share, between, trend = row["backward_share"], row["between"], row["trend_per_10_matches"]
    per_match = row["backward_s_per_match"]
    return (
        str(row["matches"]),
        "" if per_match is None else f"{per_match:.1f} s",
        "" if share is None else f"{100 * share['value']:.1f} %",
        "" if share is None else f"{100 * share['low']:.1f} to {100 * share['high']:.1f}",
        "" if between is None else f"{100 * between['low']:.1f} to {100 * between['high']:.1f}",
        "" if trend is None else f"{100 * trend['low']:+.1f} to {100 * trend['high']:+.1f}",
    )


def _notes(answer: SeasonAnswer, found: dict[str, Any]) -> list[str]:
    notes = [
        "backward: seconds a match. 90 % interval: where the share of these matches lies, given "
        "the method's error. like matches: where the share of another season of such matches would "
        "lie. in 10 matches: by how many points the share changes.",
        *answer.warnings,
    ]
    refused = [f"not counted: {one['error']['message']}" for one in found["refused"]]
    cut = [*notes[:_MOST_NOTES], *refused[:_MOST_NOTES]]
    more = len(notes) + len(refused) - len(cut)
    if more:
        cut.append(f"and {more} more of these in --json.")
    return [fill(one, _WIDTH, initial_indent="  ", subsequent_indent="  ") for one in cut]
