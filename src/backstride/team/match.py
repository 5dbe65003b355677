"""From the files of a match to its answer."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from backstride.errors import NothingToMeasureError
from backstride.team.cleaning import words_of_cleaning
from backstride.team.direction import Thresholds
from backstride.team.estimated import estimated_answers
from backstride.team.facing import faced_of, moving_of
from backstride.team.facing_model import UNTESTED, FacingModel, shipped_model
from backstride.team.feed import Feed
from backstride.team.feed_errors import FeedErrors, speed_error
from backstride.team.measured import measured_answers
from backstride.team.pitch import pitch_of
from backstride.team.reading import read_feeds
from backstride.team.result import GameAnswer, MatchResult
from backstride.team.tag_words import words_of_tags
from backstride.team.tags import zeros_of

_SEVERAL = 3  # games turned by one angle are told of together, as a matter of their season


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
    feeds = read_feeds(paths, meta=meta, mapping=mapping, maker=maker)
    zeros = zeros_of(feeds)
    games = [
        measure_feed(feed, thresholds=limits, model=model, zero_deg=zeros.get(feed.season, 0.0))
        for feed in feeds
    ]
    if not any(game.players for game in games):
        raise NothingToMeasureError(
            f"{paths[0]}: no player is seen for a second or more, so there is nothing to measure; "
            "give a longer stretch of the feed."
        )
    result = MatchResult(games, limits, path=_together(paths))
    if any(game.basis == "estimated" for game in games):
        result.model = model or shipped_model()
    result.warnings = _warnings(games)
    return result


def measure_feed(
    feed: Feed,
    *,
    thresholds: Thresholds | None = None,
    model: FacingModel | None = None,
    zero_deg: float = 0.0,
) -> GameAnswer:
    """Return the answer of one game: measured where the feed has orientation, else estimated.

    ``zero_deg`` is what the angles of its season count from (``tags.zeros_of``).
    """
    limits, moving = thresholds or Thresholds(), moving_of(feed)
    if feed.facing_deg is None:
        players = estimated_answers(feed, moving, model or shipped_model(), limits)
        errors = FeedErrors(float("nan"), speed_error(feed))
        return GameAnswer(feed, "estimated", players, moving.cleaning, None, errors, pitch_of(feed))
    faced = faced_of(feed, moving, limits, zero_deg)
    players = measured_answers(
        feed, faced.codes, moving.speed_mps, moving.good, limits, faced.errors
    )
    known = any(player.basis == "measured" for player in players)
    return GameAnswer(
        feed,
        "measured" if known else "unknown",
        players,
        moving.cleaning,
        faced.tags,
        faced.errors,
        pitch_of(feed),
        raw_share=faced.raw_share,
        turned_share=faced.turned_share,
        used_share=faced.used_share,
    )


def _together(paths: list[Path]) -> str:
    """Return what was asked for in one name: the file, or the folder that holds all of them."""
    if len(paths) == 1:
        return str(paths[0])
    return os.path.commonpath(paths) if len({path.is_absolute() for path in paths}) == 1 else ""


def _warnings(games: list[GameAnswer]) -> list[str]:
    said = [line for game in games for line in game.feed.warnings] if len(games) == 1 else []
    if any(game.basis == "estimated" for game in games):
        said.append(UNTESTED)
    outside = sum(game.feed.outside_plays for game in games)
    if outside:
        kept = sum(len(game.feed) for game in games)
        said.append(
            f"{outside} frames outside a play (huddle, after the whistle) were dropped; {kept} "
            "kept."
        )
    tables = [game for game in games if game.feed.in_plays]
    if tables and not any(one.position for game in tables for one in game.feed.players):
        said.append(
            "The tables name no positions, so that there are no shares of them; put the table of "
            "players (nflId and position) beside them as players.csv."
        )
    said += words_of_cleaning([game.cleaning for game in games])
    tags = [(game, game.tags) for game in games if game.tags is not None]
    turns = _turned_seasons(games)
    said += [_of_season(season, games, turn) for season, turn in turns.items()]
    for game, report in tags:
        told = report.turned_by_deg == turns.get(game.feed.season)
        shares = game.turned_share, game.used_share
        said += words_of_tags(game.feed, report, shares, told=told)
    return said


def _turned_seasons(games: list[GameAnswer]) -> dict[str, float]:
    """Return the seasons most of whose games were turned back by one angle, and that angle."""
    counts: dict[str, Counter[float]] = {}
    for game in games:
        if game.tags is not None:
            counts.setdefault(game.feed.season, Counter())[game.tags.turned_by_deg] += 1
    found = {}
    for season, turns in counts.items():
        turn, count = turns.most_common(1)[0]
        if turn != 0.0 and count >= _SEVERAL:
            found[season] = turn
    return found


def _of_season(season: str, games: list[GameAnswer], turn: float) -> str:
    own = [game.tags for game in games if game.tags is not None and game.feed.season == season]
    count = sum(tags.turned_by_deg == turn for tags in own)
    name = f"Season {season}" if season else "This season"
    return (
        f"{name} counts its angles from another zero: orientation is turned by {turn:+.0f}° in "
        f"{count} of {len(own)} games. They were turned back."
    )
