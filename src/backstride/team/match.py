"""From the files of a match to its answer."""

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.motion.arrays import Bools
from backstride.team.answers import Codes
from backstride.team.cleaning import Cleaning, clean
from backstride.team.direction import (
    BACKWARD,
    FORWARD,
    RIGHT,
    UNKNOWN,
    Thresholds,
    directions,
)
from backstride.team.estimated import estimated_answers
from backstride.team.facing_model import UNTESTED, FacingModel, shipped_model
from backstride.team.feed import Feed, Singles
from backstride.team.feed_errors import FeedErrors, errors_of, speed_error
from backstride.team.measured import measured_answers, moved_borders
from backstride.team.pitch import pitch_of
from backstride.team.reading import read_feeds
from backstride.team.result import GameAnswer, MatchResult
from backstride.team.tags import TagReport, check_tags

_ALIKE = 0.8  # share of games turned by one angle that makes it a matter of the season


def match_of(
    path: Path | Sequence[Path],
    *,
    meta: Path | None = None,
    mapping: Path | None = None,
    maker: str | None = None,
    model: FacingModel | None = None,
    thresholds: Thresholds | None = None,
) -> MatchResult:
    """Return who faced backward in a match, and how well that is known.

    Parameters
    ----------
    path : Path or sequence of Path
        The feed; several files of one match, or tables of plays of any number of games.
    meta, mapping, maker :
        As in ``reading.read_feeds``.
    model : FacingModel, optional
        For feeds without orientation; the shipped one without.
    thresholds : Thresholds, optional

    Raises
    ------
    BackstrideError
        When the feed cannot be read, or holds no player who can be judged.
    """
    paths = [path] if isinstance(path, Path) else list(path)
    limits = thresholds or Thresholds()
    games = [
        measure_feed(feed, thresholds=limits, model=model)
        for feed in read_feeds(paths, meta=meta, mapping=mapping, maker=maker)
    ]
    if not any(game.players for game in games):
        raise NothingToMeasureError(
            f"{paths[0]}: no player is seen for a second or more, so there is nothing to measure; "
            "give a longer stretch of the feed."
        )
    result = MatchResult(games, limits)
    if any(game.basis == "estimated" for game in games):
        result.model = model or shipped_model()
    result.warnings = _warnings(games)
    return result


def measure_feed(
    feed: Feed, *, thresholds: Thresholds | None = None, model: FacingModel | None = None
) -> GameAnswer:
    """Return the answer of one game: measured where the feed has orientation, else estimated."""
    limits = thresholds or Thresholds()
    speed, travel, good, cleaning = clean(feed)
    if feed.facing_deg is None:
        players = estimated_answers(feed, speed, travel, good, model or shipped_model())
        errors = FeedErrors(float("nan"), speed_error(feed))
        return GameAnswer(feed, "estimated", players, cleaning, None, errors, pitch_of(feed))
    return _measured(feed, speed, travel, good, cleaning, limits)


def _measured(
    feed: Feed,
    speed: Singles,
    travel: Singles,
    good: Bools,
    cleaning: Cleaning,
    limits: Thresholds,
) -> GameAnswer:
    facing, usable, tags = check_tags(feed, speed, travel, good)
    came = feed.facing_deg if feed.facing_deg is not None else facing
    raw = _share(directions(came, travel, speed, limits)[:, good])
    errors = errors_of(feed, facing, travel, speed, usable, tags)
    codes = tuple(directions(facing, travel, speed, each) for each in moved_borders(limits, errors))
    for code in codes:
        hidden = code[:, ~usable]
        code[:, ~usable] = np.where(hidden >= FORWARD, np.int8(UNKNOWN), hidden)
    players = measured_answers(feed, codes, speed, good, limits, errors)
    known = any(player.basis == "measured" for player in players)
    return GameAnswer(
        feed,
        "measured" if known else "unknown",
        players,
        cleaning,
        tags,
        errors,
        pitch_of(feed),
        raw_share=raw,
        used_share=_share(codes[0][:, usable]),
    )


def _share(code: Codes) -> float:
    known = int(((code >= FORWARD) & (code <= RIGHT)).sum())
    return int((code == BACKWARD).sum()) / known if known else math.nan


def _warnings(games: list[GameAnswer]) -> list[str]:
    said = [line for game in games for line in game.feed.warnings] if len(games) == 1 else []
    if any(game.basis == "estimated" for game in games):
        said.append(UNTESTED)
    tags = [(game, game.tags) for game in games if game.tags is not None]
    turns = Counter(report.turned_by_deg for _, report in tags if report.verdict == "re-zeroed")
    if turns and len(tags) > 2 and max(turns.values()) >= _ALIKE * len(tags):
        turn, count = turns.most_common(1)[0]
        said.append(
            f"Orientation is turned by {turn:+.0f}° in {count} of {len(tags)} games: this season "
            "counts its angles from another zero. They were turned back."
        )
        turns = Counter()
    for game, report in tags:
        said += _tag_warnings(game, report, told=not turns)
    lost = sum(len(game.cleaning.left_out) for game in games)
    if lost:
        said.append(f"{lost} players were left out: seen for under a second, or never moving.")
    return said


def _tag_warnings(game: GameAnswer, report: TagReport, *, told: bool) -> list[str]:
    name = f"Game {game.feed.game}" if game.feed.game else game.feed.path.name
    said = []
    if report.verdict == "refused":
        said.append(
            f"{name}: orientation is {report.offset_deg:+.0f}° off the direction of fast running, "
            "and its players do not agree on it; facing was refused and stays unknown."
        )
    if report.verdict == "re-zeroed" and not told:
        said.append(
            f"{name}: orientation was {report.offset_deg:+.0f}° off and all agree; it was turned "
            f"back by {report.turned_by_deg:+.0f}°."
        )
    said += [f"{name}, {team}: orientation {what}." for team, what in report.teams.items()]
    if report.quarantined:
        who = ", ".join(
            f"{game.feed.players[i].name} ({off:+.0f}°)" for i, off in report.quarantined.items()
        )
        said.append(
            f"{name}: tags of {who} point elsewhere than their wearers run and were left out; the "
            f"backward share of the game went from {_percent(game.raw_share)} to "
            f"{_percent(game.used_share)}."
        )
    return said


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if math.isfinite(share) else "nothing"
