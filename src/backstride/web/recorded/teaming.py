"""Matches of a team: who faced backward, how long, and how well that is known."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Request
from fastapi import Path as Part
from fastapi.responses import JSONResponse, RedirectResponse, Response
from markupsafe import Markup
from pydantic import BaseModel
from starlette.datastructures import UploadFile

from backstride.errors import SettingsError
from backstride.journal import Actor
from backstride.journal.uploads import safe_name
from backstride.training.log import LogEntry, MeasuredDose
from backstride.web.entry import form_of
from backstride.web.kept import Measured, measuring_of
from backstride.web.matches import Match
from backstride.web.measuring import Measuring
from backstride.web.pages import page, words_for
from backstride.web.problems import ProblemError
from backstride.web.recorded.towards import towards_of
from backstride.web.recorded.uploading import keep_file
from backstride.web.sentences import by_number, length_words, number
from backstride.web.visiting import actor_of, journal_of
from backstride.web.words_of import Words

router = APIRouter()

_LOOK_AGAIN_S = 2
"""After how many seconds the page of a match under way looks again by itself."""

_SAYS_NOTHING = 0.5
"""An interval wider than half of all that a share can be says nothing that is worth a number."""

_MOST_TEAMS = 4
"""Teams that stand in the first sentences; a league's plays have dozens, which the report lists."""

_MOST_FILES = 200
_Id = Annotated[str, Part(pattern="^[0-9a-f]{32}$")]
By = Annotated[Actor, Depends(actor_of)]


class MatchOut(BaseModel):
    """A match and what came of it."""

    id: str
    title: str
    at: str
    state: str
    facing: str
    players: int
    error: str
    code: str


class MatchList(BaseModel):
    """Matches, the latest first."""

    matches: list[MatchOut]


@dataclass(frozen=True, slots=True)
class Row:
    """A player in the table."""

    index: int
    name: str
    team: str
    position: str
    facing: str
    share: str
    interval: str
    time: str
    moving: str
    can_be_linked: bool


@router.get("/team", include_in_schema=False)
def list_matches(request: Request, by: By, measuring: Measured) -> Response:
    """Show where matches are sent to, and those before."""
    measuring.warm()
    live = dict(words_for(request).section("team_live"))
    return page(request, "recorded-team.html", matches=measuring.matches.of(by), live=live)


@router.post("/team", include_in_schema=False)
async def take_match(request: Request, by: By) -> Response:
    """Take the files of one match."""
    made = await _taken(request, by, measuring_of(request))
    return RedirectResponse(f"/team/{made.id}", 303)


@router.get("/team/{match_id}", include_in_schema=False)
def show_match(request: Request, match_id: _Id, by: By, measuring: Measured) -> Response:
    """Show the players of a match, or how far it is."""
    match = _found(measuring, by, match_id)
    if match.state != "measured":
        shown = page(request, "recorded-match.html", match=match, rows=(), figures=None, people=())
        if match.state == "measuring":
            shown.headers["Refresh"] = f"{_LOOK_AGAIN_S}"
        return shown
    figures, say = measuring.matches.figures(by, match_id), words_for(request)
    rows = _rows(figures, say)
    people = journal_of(request).people.seen_by(by) if any(r.can_be_linked for r in rows) else []
    return page(
        request,
        "recorded-match.html",
        match=match,
        rows=rows,
        figures=figures,
        people=people,
        answers=_answers(figures, say),
        towards=towards_of(request, by, match_id),
        inside=Markup(measuring.matches.report_inside(by, match_id)),  # noqa: S704 - our template
    )


@router.get("/team/{match_id}/report.html", include_in_schema=False)
def report(match_id: _Id, by: By, measuring: Measured) -> Response:
    """Return the printable report."""
    _measured(measuring, by, match_id)
    html = measuring.matches.report(by, match_id)
    headers = {"Content-Disposition": 'attachment; filename="match.html"'}
    return Response(html, headers=headers, media_type="text/html; charset=utf-8")


@router.post("/team/{match_id}/remove", include_in_schema=False)
def remove(match_id: _Id, by: By, measuring: Measured) -> Response:
    """Remove a match for good."""
    measuring.matches.remove(by, match_id)
    return RedirectResponse("/team", 303)


@router.post("/team/{match_id}/link", include_in_schema=False)
async def link(request: Request, match_id: _Id, by: By) -> Response:
    """Put what a player did backward into the log of a person, who is asked by nobody else."""
    fields = await form_of(request)
    entry = await to_thread.run_sync(lambda: _linked(request, match_id, by, fields))
    return RedirectResponse(entry, 303)


@router.get("/api/matches", tags=["team"], response_model=MatchList)
def matches_json(by: By, measuring: Measured) -> dict[str, Any]:
    """Return one's matches."""
    return {"matches": [match_out(one) for one in measuring.matches.of(by)]}


@router.post("/api/matches", status_code=202, tags=["team"], response_model=MatchOut)
async def take_match_json(request: Request, by: By) -> dict[str, Any]:
    """Take the files of one match, as a form with ``files``, and measure it."""
    return match_out(await _taken(request, by, measuring_of(request)))


@router.get("/api/matches/{match_id}", tags=["team"], response_model=MatchOut)
def match_json(match_id: _Id, by: By, measuring: Measured) -> dict[str, Any]:
    """Return one match."""
    return match_out(_found(measuring, by, match_id))


@router.get("/api/matches/{match_id}/figures", tags=["team"])
def figures_json(match_id: _Id, by: By, measuring: Measured) -> Response:
    """Return what ``backstride match --json`` gives."""
    _measured(measuring, by, match_id)
    return JSONResponse(measuring.matches.figures(by, match_id))


def match_out(match: Match) -> dict[str, Any]:
    """Return a match as programs take it."""
    return {name: getattr(match, name) for name in MatchOut.model_fields}


async def _taken(request: Request, by: Actor, measuring: Measuring) -> Match:
    async with request.form(max_files=_MOST_FILES, max_fields=5) as form:
        files = [
            one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename
        ]
        if not files:
            raise ProblemError(422, "bad_request", "files: name the files of one match.")
        match_id = measuring.matches.new(by)
        folder = measuring.matches.files(by, match_id)
        for one in files:
            await keep_file(folder / safe_name(one.filename or ""), one)
    return await to_thread.run_sync(measuring.matches.start, by, match_id)


def _found(measuring: Measuring, by: Actor, match_id: str) -> Match:
    found = measuring.matches.get(by, match_id)
    if found is None:
        raise ProblemError(404, "not_found", "There is no such match; it may be deleted.")
    return found


def _measured(measuring: Measuring, by: Actor, match_id: str) -> Match:
    found = _found(measuring, by, match_id)
    if found.state != "measured":
        raise ProblemError(409, "not_measured", "This match has no figures.")
    return found


def _rows(figures: dict[str, Any], say: Words) -> list[Row]:
    rows = [_row(index, one, say) for index, one in enumerate(figures["players"])]
    if figures["facing"] != "measured":  # an estimate of a player is no place in a ranking
        return sorted(rows, key=lambda r: (r.team, by_number(r.name)))
    shares = {r.index: _share(figures["players"][r.index]) for r in rows}
    return sorted(rows, key=lambda r: (-shares[r.index], r.team, r.name))


def _answers(figures: dict[str, Any], say: Words) -> list[str]:
    """Return how much of its moving time each team ran backward, one sentence each."""
    said = []
    for one in figures["teams"][:_MOST_TEAMS]:
        share = one["figures"].get("backward_share")
        if share is None:
            continue
        value, low, high = (number(f"{100 * share[k]:.1f}", say) for k in ("value", "low", "high"))
        kind = "measured" if share["basis"] == "measured" else "estimated"
        team = one["team"] or say("team.everybody")
        if share["high"] - share["low"] > _SAYS_NOTHING:
            said.append(say("team.answer_too_little", team=team))
            continue
        said.append(say(f"team.answer_{kind}", team=team, value=value, low=low, high=high))
    return said or [say("team.answer_none")]


def _share(player: dict[str, Any]) -> float:
    found = player["backward_share"]
    return -1.0 if found is None else float(found["value"])


def _row(index: int, player: dict[str, Any], say: Words) -> Row:
    share = player["backward_share"]
    backward = player["by_direction"].get("backward")
    ends = "" if share is None else f"{100 * share['low']:.1f}–{100 * share['high']:.1f}\u00a0%"
    return Row(
        index=index,
        name=player["player"],
        team=player["team"],
        position=player["position"] or "",
        facing=player["facing"],
        share="–" if share is None else number(f"{100 * share['value']:.1f}\u00a0%", say),
        interval=number(ends, say),
        time=length_words(backward["time_s"], say) if backward else "–",
        moving=length_words(player["moving_s"], say),
        can_be_linked=player["facing"] == "measured" and backward is not None,
    )


def _linked(request: Request, match_id: str, by: Actor, fields: dict[str, str]) -> str:
    measuring, journal = measuring_of(request), journal_of(request)
    match = _measured(measuring, by, match_id)
    players = measuring.matches.figures(by, match_id)["players"]
    index = fields.get("player", "")
    if not index.isdecimal() or int(index) >= len(players):
        raise SettingsError("player is not answered; choose one.")
    backward = players[int(index)]["by_direction"].get("backward")
    if players[int(index)]["facing"] != "measured" or backward is None:
        raise SettingsError("what this player did backward was not measured.")
    try:
        day = date.fromisoformat(fields.get("day", ""))
    except ValueError:
        raise SettingsError("day is not answered; choose the day of the match.") from None
    dose = MeasuredDose(backward_s=backward["time_s"], backward_m=backward["distance_m"])
    entry = LogEntry(day=day, uid="", measured=dose, note=match.title[:200])
    kept = journal.sessions.log(by, fields.get("person", ""), entry)
    own = kept.person_id == by.person_id
    return f"/log/{kept.entry_id}" if own else f"/people/{kept.person_id}/log/{kept.entry_id}"
