"""Matches go where their sender goes: along, to an account, and away."""

import io
import json
import zipfile

from backstride.journal import LOCAL, Actor
from backstride.web.matches import Matches
from tests.web.people.club import PASSWORD, Club


def measured_match(club: Club, by: Actor = LOCAL) -> tuple[Matches, str]:
    """Return the matches of an app that somebody sent a match to, and its id."""
    matches: Matches = club.app.state.measuring.matches
    id_ = matches.new(by)
    place = matches.files(by, id_).parent
    about = {
        "id": id_,
        "title": "final.dat",
        "at": "2026-05-01T12:00:00+00:00",
        "state": "measured",
    }
    for name, text in (
        ("about.json", json.dumps(about)),
        ("match.json", '{"players": []}'),
        ("report.html", "<main>a report</main>"),
    ):
        (place / name).write_text(text, encoding="utf-8")
    return matches, id_


def test_an_export_holds_the_matches_one_sent(club: Club) -> None:
    """To read: figures and report as they stand."""
    club.journal.people.add("Ada")
    _, id_ = measured_match(club)

    sent = club.browser().post("/settings/export").content

    with zipfile.ZipFile(io.BytesIO(sent)) as archive:
        assert b"<main>a report</main>" == archive.read(f"matches/{id_}/report.html")
        assert {"players": []} == json.loads(archive.read(f"matches/{id_}/match.json"))


def test_an_export_holds_nobody_elses_matches(club: Club) -> None:
    """Each belongs to whoever sent it, also where a coach sees the athlete."""
    ada, _ = club.member("Ada")
    _, ben = club.member("Ben")
    measured_match(club, Actor(ada))

    sent = ben.post("/settings/export").content

    with zipfile.ZipFile(io.BytesIO(sent)) as archive:
        assert [] == [name for name in archive.namelist() if name.startswith("matches/")]


def test_the_last_one_to_delete_everything_leaves_no_match(club: Club) -> None:
    """While somebody is left at the computer its matches stay; then nothing does."""
    club.journal.people.add("Ada")
    club.journal.people.add("Bo")
    matches, _ = measured_match(club)
    browser = club.browser()
    for name, left in (("Ada", 1), ("Bo", 0)):
        browser.post("/people/open", data={"person": club.person(name)})
        browser.post("/settings/delete", data={"name": name})
        assert left == len(matches.of(LOCAL))


def test_matches_of_the_computer_go_to_its_first_account(club: Club) -> None:
    """Who opens it sees them as before; one that is being measured stays where it is written."""
    club.journal.people.add("Ada")
    matches, id_ = measured_match(club)
    form = {"person": club.person("Ada"), "login": "ada", "password": PASSWORD}

    assert 303 == club.browser().post("/open-account", data=form).status_code

    assert [] == matches.of(LOCAL)
    assert [id_] == [one.id for one in matches.of(Actor(club.person("Ada")))]
