"""Tables of plays with every trap of real ones: what is caught, and what shares come out.

Run by hand from the checkout, with the ``[team]`` extra::

    PYTHONPATH=src python -m benchmarks.team_plays [--games 16]

Writes made-up games as American football's tags write them: a season whose orientation is turned by
a quarter, frames of huddles and after the whistle, one game turned unevenly by team and player, and
a fiftieth of tags that point backward. Says which were caught, how many good games and tags were
taken for bad, and how far the share of each position is from the truth.
"""

import argparse
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np
from tests.team.made_plays import GROUPS, Game, write_game

from backstride.team import match_of
from backstride.team.positions import position_group

TURNED_DEG = 90.0
FLIPPED_SHARE = 0.02  # of player-games, as the published page found


def season(folder: Path, games: int) -> tuple[list[Game], dict[int, set[int]], int]:
    """Write games; return them, the flipped players of each, and the number of the bad game."""
    random = np.random.default_rng(7)
    bad = games
    flipped: dict[int, set[int]] = defaultdict(set)
    for _ in range(max(1, round(FLIPPED_SHARE * 22 * (games - 1)))):
        flipped[int(random.integers(1, games))].add(int(random.integers(22)))
    made = []
    for game in range(1, games + 1):
        askew = dict.fromkeys(flipped[game], 180.0)
        if game == bad:
            askew = {i: float(random.choice([30, 90, 120, 170])) for i in range(22)}
        made.append(
            write_game(
                folder, game, seed=500 + game, minutes=4,
                turned_deg=0.0 if game == bad else TURNED_DEG, turned_players=askew,
            )
        )  # fmt: skip
    return made, flipped, bad


def main() -> None:
    """Write a season, measure it, and print what came of it."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--games", type=int, default=16)
    games = ask.parse_args().games
    with tempfile.TemporaryDirectory() as name:
        made, flipped, bad = season(Path(name), games)
        result = match_of(Path(name))
    reports = {int(game.feed.game): game.tags for game in result.games}
    refused = {game for game, tags in reports.items() if tags and tags.verdict == "refused"}
    left_out = {
        (game, i)
        for game, tags in reports.items()
        if tags and game != bad
        for i in tags.quarantined
    }
    truth = {(game, i) for game, players in flipped.items() for i in players}
    order = {game: result.games[k].feed.players for k, game in enumerate(reports)}
    left_out = {(game, int(order[game][i].id) - 1000) for game, i in left_out}
    print(f"{games} games, all but one turned by {TURNED_DEG:g}°")
    print(f"refused: {sorted(refused)}; the bad game is {bad}")
    wrong = len(left_out - truth)
    print(f"flipped tags: {len(truth)}, found {len(truth & left_out)}, wrongly left out {wrong}")
    moving: dict[str, float] = defaultdict(float)
    backward: dict[str, float] = defaultdict(float)
    for game, one in enumerate(made, 1):
        for i in range(22):
            if game != bad and i not in flipped[game]:
                group = position_group(_as_read(GROUPS[i % 11]))
                moving[group] += one.moving[i]
                backward[group] += one.backward[i]
    worst = 0.0
    for row in result.positions():
        share = backward[row["position"]] / moving[row["position"]]
        off = 100 * (row["backward_share"] - share)
        worst = max(worst, abs(off))
        print(f"{row['position']}: {100 * row['backward_share']:.2f} %, off by {off:+.2f} points")
    print(f"worst position: {worst:.2f} points")
    for line in result.warnings[:3]:
        print(line)


def _as_read(position: str) -> str:
    return {"CB": "DB", "SS": "DB", "FS": "DB", "DE": "DL", "T": "OL", "G": "OL"}.get(
        position, position
    )


if __name__ == "__main__":
    main()
