"""The answer to one match or a set of plays, and its form as JSON."""

import math
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from backstride.estimate import Basis
from backstride.team.answers import PlayerAnswer
from backstride.team.cleaning import Cleaning
from backstride.team.direction import Thresholds
from backstride.team.facing_model import FacingModel
from backstride.team.feed import Feed
from backstride.team.phases import Part
from backstride.team.tags import TagReport

SCHEMA = "backstride.match/1"


@dataclass(slots=True)
class GameAnswer:
    """One game: what it says, what was left out, and what the tags were worth.

    ``raw_share`` and ``used_share`` are the backward shares of all moving time with the
    orientation as it came and as it was used; NaN where there is none.
    """

    feed: Feed
    basis: Basis
    players: list[PlayerAnswer]
    cleaning: Cleaning
    tags: TagReport | None
    raw_share: float = math.nan
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
    """

    games: list[GameAnswer]
    thresholds: Thresholds
    model: FacingModel | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def facing(self) -> Basis:
        """How facing is known: measured if in any game, else estimated, else unknown."""
        known = {game.basis for game in self.games}
        return next((b for b in ("measured", "estimated") if b in known), "unknown")

    @property
    def players(self) -> list[PlayerAnswer]:
        """Every player of every game."""
        return [player for game in self.games for player in game.players]

    def positions(self) -> list[dict[str, Any]]:
        """Return the backward share of each position, above the speed of position shares."""
        groups: dict[str, list[PlayerAnswer]] = {}
        for one in self.players:
            if one.basis == "measured" and one.player.position and one.position_moving:
                groups.setdefault(one.player.position, []).append(one)
        return [_position(name, group) for name, group in sorted(groups.items())]

    def teams(self) -> list[dict[str, Any]]:
        """Return moving and backward time of each team; of players with a known share."""
        groups: dict[str, list[PlayerAnswer]] = {}
        for one in self.players:
            if one.backward_share is not None:
                groups.setdefault(one.player.team, []).append(one)
        found = []
        for name, group in groups.items():
            known = sum(_known_s(one) for one in group)
            back = sum(
                one.by_direction["backward"].time_s
                for one in group
                if "backward" in one.by_direction
            )
            found.append(
                {
                    "team": name,
                    "players": len(group),
                    "backward_s": round(back, 2),
                    "backward_share": _round(back / known if known else math.nan),
                }
            )
        return found

    def as_json(self) -> dict[str, Any]:
        """Return the contract of ``backstride match --json``."""
        first = self.games[0].feed
        return {
            "schema": SCHEMA,
            "source": {
                "path": str(first.path),
                "format": first.format,
                "rate_hz": first.rate_hz,
                "games": len(self.games),
                "frames": sum(len(game.feed) for game in self.games),
            },
            "facing": self.facing,
            "model": self.model.fitted_on if self.model is not None else None,
            "thresholds": self.thresholds.as_json(first.window),
            "players": [_player(one, game) for game in self.games for one in game.players],
            "teams": self.teams(),
            "positions": self.positions(),
            "games": [_game(game) for game in self.games],
            "warnings": self.warnings,
        }


def _known_s(one: PlayerAnswer) -> float:
    """Return the moving time a share is of: all of it where estimated, the known part otherwise."""
    if one.basis == "estimated":
        return one.moving_s
    return sum(total.time_s for name, total in one.by_direction.items() if name != "unknown")


def _position(name: str, group: list[PlayerAnswer]) -> dict[str, Any]:
    bouts = [bout for one in group for bout in one.bouts or ()]
    moving = sum(one.position_moving for one in group)
    return {
        "position": name,
        "players": len(group),
        "moving_frames": int(moving),
        "backward_share": _round(sum(one.position_backward for one in group) / moving),
        "bouts": len(bouts),
        "median_bout_s": _round(median(b[1] for b in bouts)) if bouts else None,
        "median_bout_speed_mps": _round(median(b[2] for b in bouts)) if bouts else None,
    }


def _player(one: PlayerAnswer, game: GameAnswer) -> dict[str, Any]:
    bouts = one.bouts
    return {
        "player": one.player.name,
        "id": one.player.id,
        "team": one.player.team,
        "position": one.player.position or None,
        "game": game.feed.game or None,
        "facing": one.basis,
        "seen_s": round(one.seen_s, 2),
        "moving_s": round(one.moving_s, 2),
        "backward_share": one.backward_share.as_json() if one.backward_share else None,
        "by_direction": {
            name: {
                "time_s": round(total.time_s, 2),
                "distance_m": round(total.distance_m, 2),
                "share_of_moving_time": _round(total.share_of_moving_time),
                "mean_speed_mps": _round(total.mean_speed_mps),
                "peak_speed_mps": _round(total.peak_speed_mps),
            }
            for name, total in one.by_direction.items()
        },
        "bands": {
            "backward_walk_s": round(one.backward_walk_s, 2),
            "backward_run_s": round(one.backward_run_s, 2),
        },
        "bouts": None
        if bouts is None
        else [
            {"start_s": round(a, 2), "length_s": round(n, 2), "mean_speed_mps": round(v, 2)}
            for a, n, v in bouts
        ],
        "backward_to_sprint": one.transitions,
        "phases": [_part(part) for part in one.phases],
        "minutes": [_part(part) for part in one.minutes],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "name": part.name,
        "moving_s": round(part.moving_s, 2),
        "backward_s": round(part.backward_s, 2),
    }


def _game(game: GameAnswer) -> dict[str, Any]:
    tags = game.tags
    names = game.feed.players
    return {
        "game": game.feed.game or None,
        "path": str(game.feed.path),
        "facing": game.basis,
        "cleaning": game.cleaning.as_json(),
        "orientation": None
        if tags is None
        else {
            "verdict": tags.verdict,
            "offset_deg": _round(tags.offset_deg, 1),
            "turned_by_deg": tags.turned_by_deg,
            "teams": tags.teams,
            "quarantined": [
                {"player": names[i].name, "id": names[i].id, "offset_deg": round(off, 1)}
                for i, off in tags.quarantined.items()
            ],
            "steps": tags.steps,
            "spikes": tags.spikes,
            "missing": tags.missing,
            "jitter_deg": _round(tags.jitter_deg, 1),
            "backward_share_as_it_came": _round(game.raw_share),
            "backward_share_used": _round(game.used_share),
        },
    }


def _round(value: float, digits: int = 4) -> float | None:
    return round(value, digits) if math.isfinite(value) else None
