"""The answer to one match or a set of plays."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from backstride.estimate import Basis
from backstride.team.answers import PlayerAnswer
from backstride.team.cleaning import Cleaning
from backstride.team.direction import Thresholds
from backstride.team.facing_model import FacingModel
from backstride.team.feed import Feed
from backstride.team.feed_errors import FeedErrors
from backstride.team.groups import group_figures, known_s, position_share
from backstride.team.pitch import Pitch
from backstride.team.result_json import figures_json, game_json, parts_json, player_json, rounded
from backstride.team.tags import TagReport

SCHEMA = "backstride.match/1"


@dataclass(slots=True)
class GameAnswer:
    """One game: what it says, what was left out, and what the tags were worth.

    ``raw_share``, ``turned_share`` and ``used_share`` are the backward shares of all moving time
    with the orientation as it came, once it was turned back, and without the tags that were left
    out; NaN where there is none.
    """

    feed: Feed
    basis: Basis
    players: list[PlayerAnswer]
    cleaning: Cleaning
    tags: TagReport | None
    errors: FeedErrors | None = None
    pitch: Pitch | None = None
    raw_share: float = math.nan
    turned_share: float = math.nan
    used_share: float = math.nan


@dataclass(slots=True)
class MatchResult:
    """Who faced backward, how long, and how well that is known.

    Attributes
    ----------
    games : list of GameAnswer
        One, or each game of tables of plays.
    thresholds : Thresholds
        They and the window of time stand beside every share.
    model : FacingModel, optional
        What estimated shares come from.
    warnings : list of str
    path : str
        What was asked for: a file, or the folder of several.
    """

    games: list[GameAnswer]
    thresholds: Thresholds
    model: FacingModel | None = None
    warnings: list[str] = field(default_factory=list)
    path: str = ""

    @property
    def facing(self) -> Basis:
        """How facing is known: measured if in any game, else estimated, else unknown."""
        known = {game.basis for game in self.games}
        return next((b for b in ("measured", "estimated") if b in known), "unknown")

    @property
    def players(self) -> list[PlayerAnswer]:
        """Every player of every game."""
        return [player for game in self.games for player in game.players]

    def by_team(self) -> dict[str, list[PlayerAnswer]]:
        """Return the players of each team."""
        return self._by(lambda one: one.player.team)

    def by_position(self) -> dict[str, list[PlayerAnswer]]:
        """Return the players of each position; those without one are in no group."""
        return self._by(lambda one: one.player.position)

    def _by(self, key: Callable[[PlayerAnswer], str]) -> dict[str, list[PlayerAnswer]]:
        groups: dict[str, list[PlayerAnswer]] = {}
        for one in self.players:
            if key(one) and one.backward_share is not None:
                groups.setdefault(key(one), []).append(one)
        return groups

    def positions(self) -> list[dict[str, Any]]:
        """Return the figures of each position; its share is above the speed of position shares."""
        return [_position(name, group) for name, group in sorted(self.by_position().items())]

    def teams(self) -> list[dict[str, Any]]:
        """Return moving and backward time of each team; of players with a known share."""
        return [_team(name, group) for name, group in self.by_team().items()]

    def as_json(self) -> dict[str, Any]:
        """Return the contract of ``backstride match --json``."""
        first = self.games[0].feed
        teams = self.by_team()
        return {
            "schema": SCHEMA,
            "source": {
                "path": self.path or str(first.path),
                "format": first.format,
                "rate_hz": first.rate_hz,
                "games": len(self.games),
                "frames": sum(len(game.feed) for game in self.games),
            },
            "facing": self.facing,
            "model": self.model.fitted_on if self.model is not None else None,
            "thresholds": self.thresholds.as_json(first.window),
            "players": [player_json(one, game) for game in self.games for one in game.players],
            "teams": self.teams(),
            "positions": self.positions(),
            "phases": parts_json(teams, "phases", "team"),
            "minutes": parts_json(teams, "minutes", "team") if len(self.games) == 1 else [],
            "games": [game_json(game) for game in self.games],
            "warnings": self.warnings,
        }


def _team(name: str, group: list[PlayerAnswer]) -> dict[str, Any]:
    known = sum(known_s(one) for one in group)
    back = sum(
        one.by_direction["backward"].time_s for one in group if "backward" in one.by_direction
    )
    return {
        "team": name,
        "players": len(group),
        "backward_s": round(back, 2),
        "backward_share": rounded(back / known if known else math.nan),
        "figures": figures_json(group_figures(group)),
    }


def _position(name: str, group: list[PlayerAnswer]) -> dict[str, Any]:
    bouts = [bout for one in group for bout in one.bouts or ()]
    moving = sum(one.position_moving for one in group)
    share = position_share(group) if moving else None
    return {
        "position": name,
        "players": len(group),
        "moving_frames": int(moving),
        "backward_share": rounded(share.value) if share is not None else None,
        "share": share.as_json() if share is not None else None,
        "bouts": len(bouts),
        "median_bout_s": rounded(median(b.length_s for b in bouts)) if bouts else None,
        "median_bout_speed_mps": rounded(median(b.mean_speed_mps for b in bouts))
        if bouts
        else None,
        "figures": figures_json(group_figures(group)),
    }
