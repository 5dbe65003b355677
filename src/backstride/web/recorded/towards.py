"""From a match to a plan: whose targets, for whom, and what their plan holds beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Request
from fastapi import Path as Part
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from backstride.journal import Actor
from backstride.journal.people import Person
from backstride.training.match_targets import MatchTargets
from backstride.web.beside_match import Beside, beside
from backstride.web.entry import form_of
from backstride.web.kept import Measured, measuring_of
from backstride.web.pages import words_for
from backstride.web.plans.told import Teller
from backstride.web.problems import ProblemError
from backstride.web.sentences import by_number
from backstride.web.visiting import PERSON_COOKIE, actor_of, journal_of

router = APIRouter()

_Id = Annotated[str, Part(pattern="^[0-9a-f]{32}$")]
By = Annotated[Actor, Depends(actor_of)]


class PlayerTargets(BaseModel):
    """What a match asks of one player, as ``backstride match --plan-targets`` writes it."""

    place: int
    player: str
    team: str
    targets: dict[str, Any]


class TargetsList(BaseModel):
    """Every player of a match of whom enough is known."""

    players: list[PlayerTargets]


@dataclass(frozen=True, slots=True, kw_only=True)
class Towards:
    """What the page of a match needs to lead to a plan.

    Attributes
    ----------
    players : sequence of (int, MatchTargets), optional
        Each with its place; None for a match that was measured before targets were kept.
    people : sequence of Person
        Whose plan whoever asks may change.
    player : int
    person : str
        Who is chosen; empty without people.
    beside : Beside or None
    planless : bool
        Whether a person was asked for who follows no plan.
    """

    players: Sequence[tuple[int, MatchTargets]] | None = None
    people: Sequence[Person] = ()
    player: int = -1
    person: str = ""
    beside: Beside | None = None
    planless: bool = False


def towards_of(request: Request, by: Actor, match_id: str) -> Towards:
    """Return what leads from a match to a plan; the address may name a player and a person."""
    targets = measuring_of(request).matches.targets(by, match_id)
    if targets is None:
        return Towards()
    order = sorted(enumerate(targets), key=lambda one: (one[1].team, by_number(one[1].player)))
    people, asked = changeable(request, by), request.query_params
    own = by.person_id or request.cookies.get(PERSON_COOKIE)
    ids = [one.id for one in people]
    first = ids[0] if ids else ""
    person = next((one for one in (asked.get("person"), own) if one in ids and one), first)
    place = asked.get("player", "")
    if place not in map(str, range(len(targets))) or asked.get("person") not in ids:
        return Towards(players=order, people=people, person=person)
    version = journal_of(request).programmes.current(by, person)
    units = next(one.units for one in people if one.id == person)
    programme = version.programme if version else None
    found = beside(targets[int(place)], programme, Teller(words_for(request), units))
    return Towards(
        players=order,
        people=people,
        player=int(place),
        person=person,
        beside=found,
        planless=version is None,
    )


def changeable(request: Request, by: Actor) -> list[Person]:
    """Return the people whose plan somebody may change: everybody where nobody signs in."""
    journal = journal_of(request)
    people = journal.people.seen_by(by)
    if by.person_id is None:
        return people
    shared = {
        one.owner_id
        for one in journal.shares.of(by.person_id)
        if (one.viewer_id, one.may, one.until) == (by.person_id, "change", None)
    }
    return [one for one in people if one.id in shared | {by.person_id}]


@router.post("/team/{match_id}/plan", include_in_schema=False)
async def begin_from(request: Request, match_id: _Id, by: By) -> Response:
    """Lead to the form of a plan that goes towards a player of a match."""
    fields = await form_of(request)
    people = await to_thread.run_sync(changeable, request, by)
    ids, person = [one.id for one in people], fields.get("person", "")
    if person not in ids:
        raise ProblemError(404, "not_found", "There is no such person, or none you may plan for.")
    player = fields.get("player", "")
    if not (player.isascii() and player.isdecimal()):
        raise ProblemError(422, "bad_request", "player is not answered; choose one.")
    own = by.person_id or request.cookies.get(PERSON_COOKIE)
    base = "" if person == own or ids == [person] else f"/people/{person}"
    return RedirectResponse(f"{base}/begin?match={match_id}&player={player}", 303)


@router.get("/api/matches/{match_id}/targets", tags=["team"], response_model=TargetsList)
def targets_json(match_id: _Id, by: By, measuring: Measured) -> dict[str, Any]:
    """Return what a match asks of each player, for ``targets`` of a new plan."""
    match = measuring.matches.get(by, match_id)
    if match is None:
        raise ProblemError(404, "not_found", "There is no such match; it may be deleted.")
    targets = measuring.matches.targets(by, match_id)
    if targets is None:
        raise ProblemError(409, "not_measured", "No targets are kept of this match; measure it.")
    return {
        "players": [
            {"place": i, "player": one.player, "team": one.team, "targets": one.as_json()}
            for i, one in enumerate(targets)
        ]
    }
