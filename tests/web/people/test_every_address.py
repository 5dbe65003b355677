"""Every address of the app, asked for by who may not.

The list comes from the app itself, so a new route is asked too. One with a new kind of id in its
address fails here until ``Victim`` knows such an id of somebody else's.
"""

import json
import re
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from backstride.journal import LOCAL, Actor
from backstride.training import parse_session
from backstride.web.knowing import SIGNED_IN_COOKIE
from backstride.web.people.api_samples import resolved, sample
from backstride.web.plans.playable import key_of
from backstride.web.store import Result
from backstride.web.visiting import SAFE
from tests.journal.people import planned_person, quick, run, went
from tests.journal.servers import Clock
from tests.web.people.club import PASSWORD, Club
from tests.web.people.test_carrying import everything

SECRETS = ("Adalbertine", "adalbertine", "sharp pain inside", "run 77", "Secret laps", "My watch")
"""Words that stand in what is hers and nowhere else."""

FOR_EVERYBODY = {
    "/calendar/{secret}.ics",  # holds a secret of its own
    "/enter",
    "/health",
    "/join/{secret}",  # holds a secret of its own
    "/language",
    "/manifest.webmanifest",
    "/offline",
    "/reset/{secret}",  # holds a secret of its own
    "/sign-in",
    "/static/{name}",
    "/sw.js",
}
"""What says nothing of anybody, or holds a secret of its own."""

ONLY_THE_PERSON = (
    "/play/{session_id}",  # a session that anyone may try
    "/sound.json",
    "/screening/questions",
    "/recordings/sent/{result_id}",  # on its way; what is in the journal is noted as such
    "/results/{result_id}",
    "/runs/{run_id}",
    "/sessions",  # their titles
)
"""Where the trail says that somebody looked at the person, and need not say at what."""


@dataclass(frozen=True)
class Address:
    """A method, an address as the app has it, and the same with ids of the victim in it."""

    method: str
    path: str
    filled: str

    @property
    def of_person(self) -> bool:
        """Whether it names the person."""
        return "{person_id}" in self.path


@dataclass(frozen=True)
class Victim:
    """Somebody who shared with nobody, and the ids of what is theirs."""

    id: str
    ids: dict[str, str]


def victim_in(club: Club) -> Victim:
    """Return somebody with something of every kind."""
    journal, store = club.journal, club.app.state.store
    id_, version = planned_person(journal, "Adalbertine")
    journal.accounts.open(id_, "adalbertine", PASSWORD)
    planned, day = version.programme.sessions()[0], journal.clock().date()
    entry = went(planned, day=day, pain_during={"knee": 6}, note="sharp pain inside")
    kept = journal.sessions.log(LOCAL, id_, entry, minutes=20)
    made = journal.recordings.add(LOCAL, id_, run(77), entry_id=kept.entry_id, measurer=quick)
    test = journal.notes.add_test(LOCAL, id_, day, "backward_20_m", 5.25, "s")
    other = journal.people.add("Kim", roles=("coach",)).id
    journal.shares.give(LOCAL, id_, other, "see")
    token = journal.tokens.issue(id_, "script", label="My watch", data={"may": "change"})[1]
    run_id, result_id = "5" * 32, "7" * 32
    store.keep_chunk(id_, run_id, 0, b'{"t": 0}\n')
    store.keep_result(
        Result(
            id=result_id,
            title="run 77",
            state="refused",
            at="2025-06-02T12:00:00+00:00",
            person_id=id_,
            error="run 77: is damaged.",
            code="damaged",
        )
    )
    by = Actor(id_, "web")
    matches = club.app.state.measuring.matches
    match_id = matches.new(by)
    (matches.files(by, match_id) / "run 77.csv").write_text("no match\n")
    matches.start(by, match_id)
    return Victim(
        id_,
        {
            "person_id": id_,
            "entry_id": kept.entry_id,
            "key": key_of(version.programme_id, planned.uid),
            "recording_id": made.recording.id,
            "result_id": result_id,
            "test_id": test.id,
            "token_id": token.id,
            "viewer_id": other,
            "other_id": other,
            "match_id": match_id,
            "batch_id": store.new_batch(id_),
            "run_id": run_id,
            "session_id": store.keep_session(id_, parse_session("Secret laps\n4s walk\n")),
            "number": "0",
            "kind": "json",
            "name": "app.css",
            "path": "app.css",
            "does": "disable",
            "some_id": "nothing",
            "secret": "guessed",
        },
    )


def addresses(app: FastAPI, ids: dict[str, str]) -> list[Address]:
    """Return every address of an app, with ids filled in; an unknown kind of id fails."""
    found = []
    for one in iter_route_contexts(app.routes):
        path = str(one.path)
        names = re.findall(r"{(\w+)(?::\w+)?}", path)
        unknown = set(names) - set(ids)
        assert not unknown, f"{path}: say in Victim what of somebody else's {unknown} names"
        plain = re.sub(r"{(\w+):\w+}", r"{\1}", path)
        filled = plain.format(**ids)
        found += [Address(m, plain, filled) for m in one.methods or {"GET"} if m != "HEAD"]
    assert len(found) > 250
    return sorted(found, key=lambda one: (one.path, one.method))


def body_of(app: FastAPI, victim: Victim, one: Address) -> dict[str, Any]:
    """Return what to send along, so that nothing is refused for its form alone."""
    described = app.openapi()
    said = described["paths"].get(one.path, {}).get(one.method.lower(), {})
    content = said.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        schema = resolved(described, content["application/json"]["schema"])
        return {"json": sample(described, schema)}
    if one.method == "PUT":
        return {"content": b'{"t": 1}\n', "headers": {"X-File-Name": "a.trc"}}
    return (
        {"data": {"name": "Somebody", "may": "change", "person": victim.id}}
        if one.method not in SAFE
        else {}
    )


@pytest.fixture
def victim(club: Club) -> Victim:
    """Give a club that somebody else runs, with a victim in it."""
    club.member("Olga")
    return victim_in(club)


def ask(club: Club, browser: TestClient, victim: Victim, one: Address) -> Any:
    """Ask for an address as a page or script of the app would."""
    sent = body_of(club.app, victim, one)
    asked = {"backward": victim.ids["recording_id"], "entry": victim.ids["entry_id"]}
    asked["forward"] = asked["backward"]
    return browser.request(one.method, one.filled, params=asked, **sent)


def kept(club: Club, folder: Path) -> tuple[Any, list[tuple[str, bytes]]]:
    """Return everything that is kept of anybody, in the journal and beside it."""
    files = sorted(
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in (folder / "app").rglob("*")
        if path.is_file()
    )
    return everything(club.journal), files


def settled(club: Club, victim: Victim) -> None:
    """Wait until the match that she sent is done with, and its feed let go of."""
    feed = club.app.state.measuring.matches.files(Actor(victim.id), victim.ids["match_id"])
    until = time.monotonic() + 60
    while feed.exists():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_nobody_gets_anything_without_signing_in(club: Club, victim: Victim) -> None:
    """Each address sends to the sign-in or refuses, but for the few that say nothing."""
    wrong = []
    for one in addresses(club.app, victim.ids):
        if one.path in FOR_EVERYBODY:
            continue
        answer = ask(club, club.browser(), victim, one)
        to_sign_in = answer.status_code == 303 and "/sign-in" in answer.headers["location"]
        if not to_sign_in and answer.status_code not in (401, 403):
            wrong.append(f"{one.method} {one.path}: {answer.status_code}")
        if any(word in answer.text for word in SECRETS):
            wrong.append(f"{one.method} {one.path} tells of her")
    assert wrong == []


@pytest.mark.parametrize("by", ["browser", "token"])
def test_nobody_gets_anything_of_somebody_who_did_not_share(
    club: Club, victim: Victim, tmp_path: Path, by: str
) -> None:
    """Neither under her own id, nor by ids of her things among one's own; nothing of hers changes.

    What stands beside it in one's own address is as if it were not there.
    """
    eve_id, eve = club.member("Eve", role="clinician")
    if by == "token":
        secret = club.journal.tokens.issue(eve_id, "script", data={"may": "change"})[0]
        eve = club.browser()
        eve.headers["Authorization"] = f"Bearer {secret}"
    settled(club, victim)
    before = _hers(club, victim, tmp_path)
    wrong = []
    for one in addresses(club.app, victim.ids):
        if by == "token" and not one.path.startswith("/api/"):
            continue
        if one.path in ("/sign-out", "/sign-out-everywhere", "/password", "/join/{secret}"):
            continue
        if one.path.endswith("/delete") and not one.of_person:
            continue  # of herself; she has no other way to be gone
        answer = ask(club, eve, victim, one)
        if one.of_person and answer.status_code not in (403, 404):
            wrong.append(f"{one.method} {one.path}: {answer.status_code}")
        if answer.status_code >= 500:
            wrong.append(f"{one.method} {one.path}: {answer.status_code}")
        if any(word in answer.text for word in SECRETS):
            wrong.append(f"{one.method} {one.path} tells of her")
    assert wrong == []
    assert _hers(club, victim, tmp_path) == before


def test_who_may_see_changes_nothing_by_any_address(
    club: Club, victim: Victim, tmp_path: Path
) -> None:
    """Each address that would change something of a person refuses who may only see."""
    eve_id, eve = club.member("Eve", role="coach")
    club.journal.shares.give(LOCAL, victim.id, eve_id, "see")
    settled(club, victim)
    before = _hers(club, victim, tmp_path)
    wrong = []
    for one in addresses(club.app, victim.ids):
        if not one.of_person or one.method in SAFE or one.path.endswith("/search"):
            continue
        answer = ask(club, eve, victim, one)
        if answer.status_code != 403:
            wrong.append(f"{one.method} {one.path}: {answer.status_code}")
    assert wrong == []
    assert _hers(club, victim, tmp_path) == before


def test_every_look_of_somebody_else_is_on_the_trail(club: Club, victim: Victim) -> None:
    """Whatever of a person is shown to another, she can read afterwards that it was."""
    eve_id, _ = club.member("Eve", role="coach")
    eve = club.browser()
    club.journal.shares.give(LOCAL, victim.id, eve_id, "see")
    secret, _ = club.journal.tokens.issue(eve_id, "browser", lasts=timedelta(days=90))
    eve.cookies.set(SIGNED_IN_COOKIE, secret)
    clock = Clock(club.journal.clock())
    club.journal.clock = clock
    wrong = []
    for one in addresses(club.app, victim.ids):
        if not one.of_person or one.method not in SAFE:
            continue
        clock.go(minutes=61)  # later, a look is noted again
        answer = ask(club, eve, victim, one)
        looks = [
            t.what
            for t in club.journal.trail.of(LOCAL, victim.id, 1000)
            if t.actor_id == eve_id and t.at == clock.now
        ]
        plain = one.path.endswith(ONLY_THE_PERSON)
        if answer.status_code < 400 and not set(looks) - (set() if plain else {"person"}):
            wrong.append(f"{one.method} {one.path}: {looks}")
    assert wrong == []


def _hers(club: Club, victim: Victim, folder: Path) -> tuple[Any, Any]:
    rows, files = kept(club, folder)
    named = json.dumps(rows)
    assert victim.id in named
    mine = {
        table: [row for row in found if victim.id in json.dumps(row)]
        for table, found in rows.items()
    }
    return mine, [one for one in files if victim.id in one[0] or victim.id.encode() in one[1]]
