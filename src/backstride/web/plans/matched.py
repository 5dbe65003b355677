"""Matches that a plan may go towards: that of the plan before, and one the form was opened from."""

from collections.abc import Mapping

from fastapi import Request

from backstride.training import Programme
from backstride.training.match_targets import MatchTargets
from backstride.web.kept import measuring_of
from backstride.web.plans.fields import Fields
from backstride.web.plans.wish_form import KEEP, MATCH
from backstride.web.problems import ProblemError
from backstride.web.visiting import Visit

TOWARDS = "towards"
"""Field of the form: a match and the place of its player, as ``ID.PLACE``."""


def towards(form: Fields, match: str, player: str) -> Fields:
    """Return a form that goes towards a player of a match."""
    return Fields({**form.values, TOWARDS: [f"{match}.{player}"], "targets": [MATCH]})


def offered(
    request: Request, visit: Visit, form: Fields, before: Programme | None
) -> Mapping[str, MatchTargets]:
    """Return the targets to choose from, by what the form sends for each.

    Raises
    ------
    ProblemError
        When the form was opened from a match that whoever asks does not have.
    """
    found = {}
    if TOWARDS in form:
        match_id, _, player = form.one(TOWARDS).partition(".")
        found[MATCH] = targets_in(request, visit, match_id, player)
    if before is not None and before.wishes.targets is not None:
        found[KEEP] = before.wishes.targets
    return found


def targets_in(request: Request, visit: Visit, match_id: str, player: str) -> MatchTargets:
    """Return what a match of whoever asks held of the player at a place, counted from 0.

    Raises
    ------
    ProblemError
        When there is no such match or player.
    """
    matches = measuring_of(request).matches
    match = matches.get(visit.by, match_id)
    if match is None or match.state != "measured":
        raise ProblemError(404, "not_found", "There is no such match; it may be deleted.")
    targets = matches.targets(visit.by, match_id) or []
    if not (player.isascii() and player.isdecimal()) or int(player[:9]) >= len(targets):
        raise ProblemError(404, "not_found", "There is no such player in this match.")
    return targets[int(player)]
