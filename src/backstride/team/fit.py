"""Fit the facing model: on published counts, or on anyone's feeds with orientation."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.motion.arrays import Floats
from backstride.team.cleaning import clean
from backstride.team.counts import Counts, Seen, count_feed, read_counts
from backstride.team.facing_model import FacingModel, HeldOut, scale, smoothed
from backstride.team.reading import each_feed
from backstride.team.simulated import simulated_match
from backstride.team.surroundings import bins, rows_to_look_at

COVERAGE = 0.9  # of every interval that Backstride gives

_FEWEST_PLAYERS = 40
"""Players of one's own that intervals can come from: with fewer, the last tenth of them is the word
of three players or less."""

_PUBLISHED_HALF = 0.037
"""Half of the median width (7.4 points) of the intervals that held 92 % of real players: ours are
never narrower than that for a usual player, whatever simulated players do."""

_PUBLISHED_SHARE, _USUAL_S = 0.056, 60.0  # the usual player of that trial

_SIMULATED, _TRIED = range(9000, 9024), range(9100, 9112)
"""Seeds that intervals come from, and others that they are tried on; tests use others again."""

_MINUTES = (2.0, 8.0, 24.0)  # lengths of simulated matches, in turn: a spell, a quarter, a half


@dataclass(frozen=True, slots=True)
class _Guess:
    """A player's share as it is and as a model that did not see the match has it."""

    match: int
    share: float
    guess: float
    moving_s: float

    @property
    def score(self) -> float:
        return abs(self.share - self.guess) / scale(self.guess, self.moving_s)


def fit_facing(
    paths: Sequence[Path],
    *,
    counts: Path | None = None,
    mapping: Path | None = None,
    progress: Callable[[int, str], None] | None = None,
) -> FacingModel:
    """Return a model fitted on feeds with orientation, published counts, or both.

    Its intervals come from whole players: of the feeds, each judged by a model that did not see
    its match, where there are 40 or more; of simulated matches otherwise, and never narrower than
    the published trial's.

    Parameters
    ----------
    progress : callable, optional
        Told the number and the name of every match that was counted.
    """
    total = read_counts(counts) if counts is not None else Counts()
    own: list[tuple[Counts, list[Seen]]] = []
    for feed in each_feed(paths, mapping=mapping) if paths else ():
        if feed.facing_deg is None:
            continue
        part = Counts()
        own.append((part, count_feed(feed, part)))
        total.frames += part.frames
        total.backward += part.backward
        if progress is not None:
            progress(len(own), feed.game or feed.path.name)
    if own and total.frames.sum() == 0:
        raise NothingToMeasureError(
            f"Feeds with body orientation: {len(own)}; but none says where the ball is and which "
            "way teams attack, on which the model hangs; there is nothing to fit."
        )
    if total.frames.sum() == 0:
        raise NothingToMeasureError(
            "No feed with body orientation was given, nor counts; there is nothing to fit."
        )
    table = smoothed(total.frames, total.backward)
    words = ([f"counts of {counts.name}"] if counts is not None else []) + (
        [f"{len(own)} matches with orientation"] if own else []
    )
    guesses = list(_left_out(total, own))
    real = len(guesses) >= _FEWEST_PLAYERS
    if not real:
        guesses = list(_of_simulated(table, _SIMULATED))
    said = "each left out of its own fit" if real else "of simulated matches"
    words.append(f"intervals on {len(guesses)} players{', ' if real else ' '}{said}")
    factor = _factor(guesses)
    tried = _in_turn(guesses) if real else _tried(list(_of_simulated(table, _TRIED)), factor)
    return FacingModel(table, factor, "; ".join(words), tried)


def _factor(guesses: Sequence[_Guess]) -> float:
    """Return the factor of intervals, at least that of the published trial."""
    floor = _PUBLISHED_HALF / scale(_PUBLISHED_SHARE, _USUAL_S)
    return max(conformal(np.array([one.score for one in guesses])), floor)


def conformal(scores: Floats) -> float:
    """Return the score below which 90 % of new players fall: the ⌈0.9 (n + 1)⌉-th smallest."""
    at = int(np.ceil(COVERAGE * (len(scores) + 1))) - 1
    return float(np.sort(scores)[min(at, len(scores) - 1)])


def _left_out(total: Counts, own: list[tuple[Counts, list[Seen]]]) -> Iterable[_Guess]:
    for match, (part, people) in enumerate(own):
        rest = total.frames - part.frames
        if rest.sum() == 0:
            return
        table = smoothed(rest, total.backward - part.backward).ravel()
        for one in people:
            yield _Guess(match, one.share, float(table[one.cells].mean()), one.moving_s)


def _of_simulated(table: Floats, seeds: Iterable[int]) -> Iterable[_Guess]:
    model = FacingModel(table, 1.0, "")
    for seed in seeds:
        feed, truth = simulated_match(model, seed=seed, minutes=_MINUTES[seed % 3], rate_hz=10.0)
        speed, travel, _, _ = clean(feed)
        rows = rows_to_look_at(feed)
        cell = bins(feed, speed, travel, rows)
        for player in range(cell.shape[1]):
            mine = cell[:, player][cell[:, player] >= 0]
            if mine.size:
                guess = float(table.ravel()[mine].mean())
                moving_s = mine.size * (rows[1] - rows[0]) / feed.rate_hz
                yield _Guess(seed, float(truth.backward_share[player]), guess, moving_s)


def _in_turn(guesses: list[_Guess]) -> HeldOut:
    """Return the error of players whose match neither the table nor the factor has seen."""
    held: list[tuple[_Guess, float]] = []
    for match in sorted({one.match for one in guesses}):
        others = [one for one in guesses if one.match != match]
        factor = _factor(others or guesses)
        held += [(one, factor) for one in guesses if one.match == match]
    return _error(held, f"{len({g.match for g, _ in held})} matches, each left out in turn")


def _tried(guesses: list[_Guess], factor: float) -> HeldOut:
    matches = len({one.match for one in guesses})
    return _error([(one, factor) for one in guesses], f"{matches} other simulated matches")


def _error(held: list[tuple[_Guess, float]], on: str) -> HeldOut:
    share = np.array([one.share for one, _ in held])
    guess = np.array([one.guess for one, _ in held])
    half = np.array([factor * scale(one.guess, one.moving_s) for one, factor in held])
    width = np.minimum(1.0, guess + half) - np.maximum(0.0, guess - half)
    return HeldOut(
        on=on,
        players=len(held),
        mean_error=float(np.abs(share - guess).mean()),
        bias=float((guess - share).mean()),
        mean_share_error=float(np.abs(share - share.mean()).mean()),
        coverage=float((np.abs(share - guess) <= half).mean()),
        median_width=float(np.median(width)),
    )
