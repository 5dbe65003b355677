"""The answer to a match as tables of text: players, and their minutes."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from backstride.team.figures import FIGURES
from backstride.team.result import MatchResult

_WHO = ("player", "id", "team", "position", "game", "facing")


def players_csv(result: MatchResult) -> str:
    """Return one row a player: every figure with its bounds, and what shares hang on."""
    limits = _limits(result)
    titles = [*_WHO, "seen_s"]
    for key in FIGURES:
        titles += [key, f"{key}_low", f"{key}_high", f"{key}_basis"]
    rows: list[list[Any]] = []
    for game in result.games:
        for one in game.players:
            row: list[Any] = [*_who(one.player, game.feed.game, one.basis), f"{one.seen_s:.2f}"]
            for key in FIGURES:
                found = one.figures.get(key)
                row += (
                    [""] * 4
                    if found is None
                    else [*(f"{v:.4f}" for v in (found.value, found.low, found.high)), found.basis]
                )
            rows.append([*row, *limits.values()])
    return _text([*titles, *limits], rows)


def minutes_csv(result: MatchResult) -> str:
    """Return one row a player and phase or minute."""
    limits = _limits(result)
    titles = [
        *_WHO,
        *("kind", "name", "moving_s", "distance_m", "backward_s", "backward_s_low"),
        *("backward_s_high", "backward_m", "forward_s", "sideways_s"),
    ]
    rows: list[list[Any]] = []
    for game in result.games:
        for one in game.players:
            for kind, parts in (("phase", one.phases), ("minute", one.minutes)):
                for part in parts:
                    amounts = [
                        part.moving_s,
                        part.distance_m,
                        part.backward_s,
                        part.backward_low_s,
                        part.backward_high_s,
                        part.backward_m,
                    ]
                    known = [part.forward_s, part.sideways_s] if one.basis == "measured" else []
                    cells = [f"{value:.2f}" for value in (*amounts, *known)]
                    cells += [""] * (len(titles) - len(_WHO) - 2 - len(cells))
                    who = _who(one.player, game.feed.game, one.basis)
                    rows.append([*who, kind, part.name, *cells, *limits.values()])
    return _text([*titles, *limits], rows)


def _who(player: Any, game: str, basis: str) -> list[str]:
    return [player.name, player.id, player.team, player.position, game, basis]


def _limits(result: MatchResult) -> dict[str, object]:
    return result.thresholds.as_json(result.games[0].feed.window)


def _text(titles: Iterable[str], rows: Iterable[list[Any]]) -> str:
    into = io.StringIO()
    table = csv.writer(into, lineterminator="\n")
    table.writerow(titles)
    table.writerows([_plain(cell) for cell in row] for row in rows)
    return into.getvalue()


def _plain(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: names come from feeds."""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "@", "\t"):
        return f"'{cell}"
    return cell
