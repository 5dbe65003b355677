"""Highlight plays with every trap of real ones: what is caught, and what shares come out.

Run by hand from the checkout, with the ``[team]`` extra::

    PYTHONPATH=src python -m benchmarks.team_plays [--games 200]

Writes made-up games of one to six short plays, as highlights are: two seasons, one of them with its
orientation turned by a quarter; frames of huddles and after the whistle; tags that sit off by 8°; a
fiftieth of tags that point backward; one game whose tags are off by another angle each, about 90°
in the mean. Says which were caught, how many good games and tags were taken for bad, and how far
the share of each position is from the truth.
"""

import argparse
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from tests.team.made_highlights import DEFENCE, OFFENCE, group, made_play, write_play

from backstride.team import MatchResult, match_of
from backstride.team.positions import position_group

FLIPPED_SHARE = 0.02  # of player-games, as the published page found
SITS_DEG = 8.0  # standard deviation of how good tags sit: made up
TURNED_DEG = 90.0  # of the first of the two seasons
QUICK_MPS = 1.8288  # the speed of position shares


class Season:
    """Games that were written, and what is true of them."""

    def __init__(self, folder: Path, games: int, seed: int) -> None:
        """Write the games."""
        self.flipped: dict[str, set[int]] = {}
        self.bad = ""
        self.moving: dict[str, int] = defaultdict(int)
        self.backward: dict[str, int] = defaultdict(int)
        random = np.random.default_rng(seed)
        for number in range(games):
            self._game(folder, number, random, bad=number == games - 1)

    def _game(self, folder: Path, number: int, random: np.random.Generator, *, bad: bool) -> None:
        year = 2017 + 2 * (number % 2)
        game = f"{year}10{number % 28 + 1:02d}{number // 28:02d}"
        off = np.where(random.random(22) < FLIPPED_SHARE, random.normal(180.0, 10.0, 22), 0.0)
        self.flipped[game] = set(np.flatnonzero(off).tolist())
        if bad:
            off, self.bad = random.choice([30.0, 70.0, 90.0, 120.0, 150.0], 22), game
            self.flipped.pop(game)
        turned, sits = TURNED_DEG * (year == 2017), random.normal(0.0, SITS_DEG, 22)
        for play in range(1 + int(random.poisson(1.7))):
            made = made_play(random)
            askew = dict(enumerate(off + sits))
            write_play(folder, game, 100 + play, made, random, askew_deg=askew, turned_deg=turned)
            angle = np.abs((made.travel_deg - made.facing_deg + 180) % 360 - 180)[made.inside]
            quick = made.speed_mps[made.inside] > QUICK_MPS
            for i, position in enumerate((*OFFENCE, *DEFENCE)):
                if not bad and i not in self.flipped[game]:
                    name = position_group(group(position))
                    self.moving[name] += int(quick[:, i].sum())
                    self.backward[name] += int((quick & (angle > 135))[:, i].sum())


def tell(made: Season, result: MatchResult) -> None:
    """Print what was caught, and how far the shares are off."""
    refused, found, wrong = [], 0, 0
    verdicts: Counter[str] = Counter()
    for game in result.games:
        name, tags = game.feed.game, game.tags
        if tags is None:
            continue
        verdicts[tags.verdict] += 1
        refused += [name] if tags.verdict == "refused" else []
        left_out = {int(game.feed.players[i].id) - 40000 for i in tags.quarantined}
        found += len(left_out & made.flipped.get(name, set()))
        wrong += len(left_out - made.flipped.get(name, left_out))
    print(f"{len(result.games)} games: {dict(verdicts)}; refused {refused}, the bad one {made.bad}")
    count = sum(map(len, made.flipped.values()))
    print(f"flipped tags: {count}, found {found}, wrongly left out {wrong}")
    worst = 0.0
    for row in result.positions():
        name = row["position"]
        off = 100 * (row["backward_share"] - made.backward[name] / made.moving[name])
        worst = max(worst, abs(off))
        print(f"{name}: {100 * row['backward_share']:.2f} %, off by {off:+.2f} points")
    print(f"worst position: {worst:.2f} points")
    print(result.warnings[0])


def main() -> None:
    """Write two seasons, measure them, and print what came of it."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--games", type=int, default=200)
    ask.add_argument("--seed", type=int, default=7)
    said = ask.parse_args()
    with tempfile.TemporaryDirectory() as name:
        made = Season(Path(name), said.games, said.seed)
        began = time.process_time()
        result = match_of(Path(name))
        print(f"{time.process_time() - began:.1f} s of processor")
    tell(made, result)


if __name__ == "__main__":
    main()
