"""From match to training: what a match asks of a player backward, as targets of a programme.

A target says how much a match held. It does not say that training has to reach it, nor how soon: no
study of that was found (L6e), and how a programme grows stays with the rules of training.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from backstride.errors import SettingsError
from backstride.estimate import Estimate
from backstride.team.answers import PlayerAnswer
from backstride.team.figures import figure
from backstride.team.result import GameAnswer, MatchResult
from backstride.team.session_profile import Profile, profile_of
from backstride.training.catalogue import Catalogue, Kind, default_catalogue
from backstride.training.programme import Wishes

SCHEMA = "backstride.plan_targets/1"

HOW = (
    "These are what matches held, not what training has to reach: no study says how much of a "
    "match's backward running belongs in training (L6e). How a programme grows stays with its "
    "rules."
)
"""Said beside every target."""

_DEMAND = (
    "backward_s",
    "backward_m",
    "backward_run_s",
    "backward_run_m",
    "backward_run_steps",
    "knee_dose_bw",
    "backward_mean_mps",
    "backward_peak_mps",
    "bouts",
    "bout_s",
    "bout_m",
    "longest_bout_s",
    "turned_forward",
    "recoveries",
    "recovery_sprint_s",
)
"""Figures that become targets, in this order."""

_MIDDLE = (10, 90)  # percent: the bouts a player usually meets, without the rarest

_MOST_KINDS = 3  # of sessions that are named: more would be a list to choose from, not a choice

_FEW_MATCHES = 3  # fewer say more of the matches than of the player: by judgement


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of session that holds what a match asked for, and why."""

    template_id: str
    title: str
    why: str


@dataclass(slots=True)
class Targets:
    """What a match asks of a player backward: the mean of the matches given.

    Attributes
    ----------
    player, team, position : str
    facing : str
        How it is known.
    matches : int
    seen_s : float
        Mean time on the pitch.
    per_match : dict
        From figure to its ``Estimate``.
    bout_speeds_mps, bout_lengths_s : (float, float), optional
        Between which four of five bouts lie; None without measured facing.
    thresholds : dict
        What shares and bouts hang on.
    sessions : list of Choice
    notes : list of str
    """

    player: str
    team: str
    position: str
    facing: str
    matches: int
    seen_s: float
    per_match: dict[str, Estimate]
    bout_speeds_mps: tuple[float, float] | None
    bout_lengths_s: tuple[float, float] | None
    thresholds: dict[str, object]
    sessions: list[Choice] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the targets as plain values, for a programme and for a person."""
        return {
            "schema": SCHEMA,
            "player": self.player,
            "team": self.team,
            "position": self.position or None,
            "facing": self.facing,
            "matches": self.matches,
            "seen_s": round(self.seen_s, 1),
            "per_match": {key: one.as_json() for key, one in self.per_match.items()},
            "bout_speeds_mps": _pair(self.bout_speeds_mps),
            "bout_lengths_s": _pair(self.bout_lengths_s),
            "thresholds": self.thresholds,
            "template_ids": [one.template_id for one in self.sessions],
            "sessions": [
                {"template_id": one.template_id, "title": one.title, "why": one.why}
                for one in self.sessions
            ],
            "notes": self.notes,
        }

    def wishes(self, weeks: int = 12) -> Wishes:
        """Return what a programme can be asked for today: the kinds of session that fit."""
        return Wishes(weeks=weeks, template_ids=tuple(one.template_id for one in self.sessions))


def targets_of(result: MatchResult, player: str, *, catalogue: Catalogue | None = None) -> Targets:
    """Return the targets of a player, by name or id; the mean where there are several matches.

    Raises
    ------
    SettingsError
        When no player, or more than one, is called so, or nothing backward is known of them.
    """
    own = _of_player(result, player)
    known = [(one, game) for one, game in own if one.figures.get("backward_s") is not None]
    if not known:
        raise SettingsError(
            f"{player}: no backward time is known of this player; the tag was left out, or they "
            "hardly moved."
        )
    answers = [one for one, _ in known]
    bouts = [bout for one in answers for bout in one.bouts or ()]
    first, game = known[0]
    targets = Targets(
        player=first.player.name,
        team=first.player.team,
        position=first.player.position,
        facing="estimated" if any(one.basis == "estimated" for one in answers) else "measured",
        matches=len(known),
        seen_s=sum(one.seen_s for one in answers) / len(known),
        per_match=_means([one.figures for one in answers]),
        bout_speeds_mps=_middle([bout.mean_speed_mps for bout in bouts]),
        bout_lengths_s=_middle([bout.length_s for bout in bouts]),
        thresholds=result.thresholds.as_json(game.feed.window),
        notes=[HOW],
    )
    if targets.facing == "estimated":
        targets.notes.append(
            "Facing was estimated, so bouts and turns are not known, and the dose has a wide "
            "interval; whether the estimate holds in this sport is untested."
        )
    if len(known) < _FEW_MATCHES:
        count = "One match says" if len(known) == 1 else f"{len(known)} matches say"
        targets.notes.append(f"{count} little of the next: give several matches to plan from.")
    targets.sessions = _choices(targets, _sport(game), catalogue or default_catalogue())
    return targets


def _of_player(result: MatchResult, player: str) -> list[tuple[PlayerAnswer, GameAnswer]]:
    wanted = player.strip().casefold()
    every = [(one, game) for game in result.games for one in game.players]
    found = [
        (one, game)
        for one, game in every
        if wanted in {one.player.id.casefold(), one.player.name.casefold()}
    ]
    people = {one.player.id for one, _ in found}
    if len(people) == 1:
        return found
    names = sorted({one.player.name for one, _ in every})
    if not found:
        raise SettingsError(f"{player}: no player is called so; there are {', '.join(names)}.")
    raise SettingsError(f"{player}: {len(people)} players are called so; give one's id instead.")


def _means(group: Sequence[dict[str, Estimate]]) -> dict[str, Estimate]:
    """Return means over matches; bounds are means too, since the method's error is shared."""
    found = {}
    for key in _DEMAND:
        own = [one[key] for one in group if key in one]
        if own:
            triple = (
                sum(one.value for one in own) / len(own),
                sum(one.low for one in own) / len(own),
                sum(one.high for one in own) / len(own),
            )
            found[key] = figure(key, triple, own[0].basis, own[0].sources)
    return found


def _middle(values: list[float]) -> tuple[float, float] | None:
    if not values:
        return None
    low, high = np.percentile(values, _MIDDLE)
    return float(low), float(high)


def _pair(values: tuple[float, float] | None) -> list[float] | None:
    return None if values is None else [round(value, 2) for value in values]


def _sport(game: GameAnswer) -> str:
    """Return the sport that a feed is of, in the words of training; empty where it may be any."""
    if game.feed.in_plays:
        return "american_football"
    return "" if game.pitch is None or game.pitch.lines == "plain" else "soccer"


def _choices(targets: Targets, sport: str, catalogue: Catalogue) -> list[Choice]:
    """Return the kinds of session whose highest level is nearest to what the match asked for."""
    ranked = []
    for kind in catalogue.kinds:
        template = kind.template
        if (
            template.injuries
            or template.equipment
            or (template.sports and sport not in template.sports)
        ):
            continue
        profile = profile_of(kind.levels[-1].session)
        if profile.bouts and (not template.positions or _fits(targets.position, kind)):
            ranked.append((_nearness(targets, kind, profile), kind, profile))
    ranked.sort(key=lambda one: (-one[0], one[1].id))
    return [
        Choice(kind.id, kind.template.title, _why(profile))
        for score, kind, profile in ranked[:_MOST_KINDS]
        if score > 0
    ]


def _fits(position: str, kind: Kind) -> bool:
    """Return whether a template's positions take a feed's word for one."""
    word = position.lower().replace(" ", "_").rstrip("s")
    keeper = "keeper" in word or word in {"gk", "tw"}
    if "outfield" in kind.template.positions or "goalkeeper" in kind.template.positions:
        return ("goalkeeper" in kind.template.positions) == keeper
    return any(one in (word, "other") for one in kind.template.positions)


def _nearness(targets: Targets, kind: Kind, profile: Profile) -> float:
    """Return how much of a match's demand a kind of session holds; made to rank, not to measure."""
    asked = targets.per_match
    score = 2.0 * bool(kind.template.sports)
    turns = asked.get("turned_forward")
    if turns is not None and turns.value >= 1:
        score += min(1.0, profile.turns / turns.value)
    bout_m = asked.get("bout_m")
    if bout_m is not None and profile.longest_bout_m > 0:
        score += min(profile.longest_bout_m, bout_m.value) / max(
            profile.longest_bout_m, bout_m.value
        )
    speed = asked.get("backward_mean_mps")
    if speed is not None and profile.speed_mps is not None:
        score += profile.speed_mps[0] <= speed.value <= profile.speed_mps[1]
    return score


def _why(profile: Profile) -> str:
    """Return what the highest level of a kind of session holds."""
    bouts = f"{profile.bouts} backward runs of up to {profile.longest_bout_m:.0f} m"
    if not profile.turns:
        return f"Its highest level holds {bouts}."
    return f"Its highest level holds {bouts}, {profile.turns} of them into forward running."
