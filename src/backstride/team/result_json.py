"""The answer to a match as JSON: the contract of ``backstride match --json``."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from backstride.estimate import Estimate
from backstride.team.answers import PlayerAnswer
from backstride.team.groups import part_share, parts_together
from backstride.team.phases import Part

if TYPE_CHECKING:
    from backstride.team.result import GameAnswer


def rounded(value: float, digits: int = 4) -> float | None:
    """Return a number to some digits; None for what is no number."""
    return round(value, digits) if math.isfinite(value) else None


def figures_json(figures: dict[str, Estimate]) -> dict[str, Any]:
    """Return figures as plain values."""
    return {key: one.as_json() for key, one in figures.items()}


def player_json(one: PlayerAnswer, game: "GameAnswer") -> dict[str, Any]:
    """Return one player of one game."""
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
        "figures": figures_json(one.figures),
        "by_direction": {
            name: {
                "time_s": round(total.time_s, 2),
                "distance_m": round(total.distance_m, 2),
                "share_of_moving_time": rounded(total.share_of_moving_time),
                "mean_speed_mps": rounded(total.mean_speed_mps),
                "peak_speed_mps": rounded(total.peak_speed_mps),
            }
            for name, total in one.by_direction.items()
        },
        "bands": {
            "backward_walk_s": round(one.backward_walk_s, 2),
            "backward_run_s": round(one.backward_run_s, 2),
        },
        "bouts": _bouts(one, game),
        "backward_to_sprint": one.transitions,
        "recoveries": _recoveries(one),
        "phases": [part_json(part, [one]) for part in one.phases],
        "minutes": [part_json(part, [one]) for part in one.minutes],
    }


def _bouts(one: PlayerAnswer, game: "GameAnswer") -> list[dict[str, Any]] | None:
    if one.bouts is None:
        return None
    return [
        {
            **_within_play(game, bout.start_s),
            "start_s": round(bout.start_s, 2),
            "length_s": round(bout.length_s, 2),
            "mean_speed_mps": round(bout.mean_speed_mps, 2),
            "peak_speed_mps": round(bout.peak_speed_mps, 2),
            "distance_m": round(bout.distance_m, 2),
            "from_m": [rounded(x, 2) for x in bout.from_m],
            "to_m": [rounded(x, 2) for x in bout.to_m],
            "period": bout.period,
        }
        for bout in one.bouts
    ]


def _within_play(game: "GameAnswer", start_s: float) -> dict[str, Any]:
    """Return the play of a moment and how far into it that is; nothing where there are none."""
    found = game.feed.play_at(start_s)
    return {} if found is None else {"play": found[0], "play_s": round(found[1], 2)}


def _recoveries(one: PlayerAnswer) -> list[dict[str, Any]] | None:
    if one.bouts is None:
        return None
    return [
        {
            "end_s": round(each.end_s, 2),
            "bout_s": round(each.bout_s, 2),
            "backward_mps": round(each.backward_mps, 2),
            "turned": each.turned,
            "forward_after_s": round(each.forward_after_s, 2),
            "sprint_after_s": round(each.sprint_after_s, 2),
            "peak_mps": round(each.peak_mps, 2),
        }
        for each in one.recoveries
    ]


def part_json(part: Part, group: Sequence[PlayerAnswer]) -> dict[str, Any]:
    """Return a phase or minute; forward and sideways only where facing was measured."""
    share = part_share(part, group)
    measured = all(one.basis == "measured" for one in group)
    found: dict[str, Any] = {
        "name": part.name,
        "moving_s": round(part.moving_s, 2),
        "backward_s": round(part.backward_s, 2),
        "backward_share": share.as_json() if share is not None else None,
        "distance_m": round(part.distance_m, 2),
        "backward_m": round(part.backward_m, 2),
    }
    if measured:
        found |= {"forward_s": round(part.forward_s, 2), "sideways_s": round(part.sideways_s, 2)}
    return found


def parts_json(groups: dict[str, list[PlayerAnswer]], which: str, key: str) -> list[dict[str, Any]]:
    """Return phases or minutes of groups of players, each with the group's name under ``key``."""
    found = []
    for name, group in groups.items():
        known = [one for one in group if one.backward_share is not None]
        parts = parts_together([getattr(one, which) for one in known])
        found += [{key: name, **part_json(part, known)} for part in parts]
    return found


def game_json(game: "GameAnswer") -> dict[str, Any]:
    """Return what was left out of a game, and what its tags were worth."""
    return {
        "game": game.feed.game or None,
        "season": game.feed.season or None,
        "path": str(game.feed.path),
        "facing": game.basis,
        "frames_outside_plays": game.feed.outside_plays,
        "cleaning": game.cleaning.as_json(),
        "errors": None
        if game.errors is None
        else {
            "angle_deg": rounded(game.errors.angle_deg, 1),
            "speed_mps": rounded(game.errors.speed_mps, 3),
        },
        "orientation": _orientation(game),
    }


def _orientation(game: "GameAnswer") -> dict[str, Any] | None:
    tags, names = game.tags, game.feed.players
    if tags is None:
        return None
    return {
        "verdict": tags.verdict,
        "offset_deg": rounded(tags.offset_deg, 1),
        "turned_by_deg": tags.turned_by_deg,
        "teams": tags.teams,
        "quarantined": [
            {"player": names[i].name, "id": names[i].id, "offset_deg": round(off, 1)}
            for i, off in tags.quarantined.items()
        ],
        "steps": tags.steps,
        "spikes": tags.spikes,
        "missing": tags.missing,
        "jitter_deg": rounded(tags.jitter_deg, 1),
        "backward_share_as_it_came": rounded(game.raw_share),
        "backward_share_turned": rounded(game.turned_share),
        "backward_share_used": rounded(game.used_share),
    }
