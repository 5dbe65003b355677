"""Health data stands in no address and in no log."""

import logging
import re
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from backstride.journal import LOCAL
from backstride.web import serve
from backstride.web.serving import Serving
from tests.journal.people import planned_person, went
from tests.web.people.club import PASSWORD, Club

SECRETS = ("Adalbertine", "sharp pain inside", "knee", PASSWORD, "63.5")


def test_no_log_tells_what_a_person_said(club: Club, caplog: pytest.LogCaptureFixture) -> None:
    """Down to the smallest message of every library, also of requests that fail."""
    caplog.set_level(logging.DEBUG)
    id_, version = planned_person(club.journal, "Adalbertine")
    club.journal.accounts.open(id_, "adalbertine", PASSWORD)
    today = club.journal.clock().date()
    planned = version.programme.sessions()[0]
    entry = went(planned, day=today, pain_during={"knee": 6}, note="sharp pain inside")
    club.journal.sessions.log(LOCAL, id_, entry)
    browser = club.signed_in("Adalbertine")
    form = {"name": "Adalbertine", "zone": "nowhere", "body_mass_kg": "63.5"}
    browser.post("/settings", data=form)
    browser.post("/people", data={"q": "Adalbertine"})
    for path in ("/", "/plan", "/log", "/progress", "/settings", "/people", "/trail"):
        browser.get(path)
    club.browser().post("/sign-in", data={"login": "adalbertine", "password": "wrong one"})
    said = "\n".join(one.getMessage() for one in caplog.records if not one.name.startswith("httpx"))
    for secret in SECRETS:
        assert secret.lower() not in said.lower(), secret


def test_no_address_of_a_page_tells_who_or_what(club: Club) -> None:
    """Links and forms name random ids, days and pages; no form that a person fills in is a GET."""
    id_, version = planned_person(club.journal, "Adalbertine")
    today = club.journal.clock().date()
    entry = went(version.programme.sessions()[0], day=today, pain_during={"knee": 6})
    club.journal.sessions.log(LOCAL, id_, entry)
    browser = club.browser()
    for path in ("/people", "/settings", "/sharing", "/trail", f"/people/{id_}/settings"):
        text = browser.get(path).text
        addresses = re.findall(r'(?:href|action|src)="([^"]*)"', text)
        assert not [one for one in addresses if re.search("adalbert|knee|pain", one.lower())]
        for form in re.findall(r"<form[^>]*>", text):
            assert 'method="post"' in form


def test_the_server_writes_no_line_for_a_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a person looks at is not written down."""
    started: list[Any] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda server, **_: started.append(server.config))
    serve(port=0, how=Serving(folder=tmp_path))
    assert started[0].access_log is False
