"""Accounts as the owner of the journal sees them, and a forgotten password."""

import re

import pytest

from backstride.cli import main
from backstride.cli.arguments_keeping import ROLES, USUAL_PORT
from backstride.journal import LOCAL, people
from backstride.web import DEFAULT_PORT
from backstride.web.limits import SIGN_IN_ADDRESS
from tests.web.people.club import PASSWORD, Club

NEW = "a crab goes sideways"


def reset_link(text: str) -> str:
    """Return the path of the link that a page or a command shows."""
    found = re.search(r"https?://[\w.:]+(/reset/[\w-]{43})\b", text)
    assert found
    return found[1]


def test_who_forgot_a_password_chooses_a_new_one_behind_a_link(club: Club) -> None:
    """The owner makes the link and never sees the password; it is good for one time."""
    _, owner = club.member("Olga")
    ada, athlete = club.member("Ada")
    link = reset_link(owner.post("/accounts/reset", data={"person": ada}).text)
    browser = club.browser()
    assert "login name ada" in browser.get(link).text
    assert browser.post(link, data={"new": "short"}).status_code == 422
    assert browser.post(link, data={"new": NEW}).headers["location"] == "/"
    assert browser.get("/settings").status_code == 200
    assert athlete.get("/settings").status_code == 303  # signed out by it
    assert club.browser().get(link).status_code == 403
    assert club.browser().post(link, data={"new": NEW}).status_code == 403
    club.signed_in("Ada", NEW)
    assert "Olga" in browser.get("/trail").text


def test_links_are_not_guessed_at(club: Club) -> None:
    """Trying many is slowed down as signing in is."""
    club.member("Olga")
    browser = club.browser()
    answers = [
        browser.post(f"/reset/{number:043d}", data={"new": NEW}).status_code
        for number in range(SIGN_IN_ADDRESS.most + 1)
    ]
    assert set(answers) == {403, 429}


def test_the_accounts_show_nothing_of_anybodys_health(club: Club) -> None:
    """Names, logins and roles of all who can sign in; nobody who cannot; no link to their pages."""
    _, owner = club.member("Olga")
    ada, athlete = club.member("Ada")
    club.journal.people.add("Zacharias")
    text = owner.get("/accounts").text
    assert "login ada" in text
    assert "Zacharias" not in text
    assert f"/people/{ada}" not in text
    assert [t.what for t in club.journal.trail.of(LOCAL, ada) if t.did == "saw"] == []
    assert "/accounts" in owner.get("/people").text
    for path in ("/people", "/settings"):
        assert "/accounts" not in athlete.get(path).text, path
    assert athlete.get("/accounts").status_code == 403


def test_who_is_disabled_is_out_at_once_and_back_when_enabled(club: Club) -> None:
    """Also where they were signed in; a coach who may see them goes on seeing them."""
    _, owner = club.member("Olga")
    ada, athlete = club.member("Ada")
    assert owner.post("/accounts/disable", data={"person": ada}).status_code == 303
    assert athlete.get("/settings").status_code == 303
    form = {"login": "ada", "password": PASSWORD}
    assert club.browser().post("/sign-in", data=form).status_code == 403
    assert "Disabled" in owner.get("/accounts").text
    owner.post("/accounts/enable", data={"person": ada})
    club.signed_in("Ada")


def test_a_role_that_is_taken_away_counts_from_the_next_page_on(club: Club) -> None:
    """Whoever is a coach no more adds nobody, though still signed in."""
    _, owner = club.member("Olga")
    kim, coach = club.member("Kim", role="coach")
    assert coach.post("/people/add", data={"name": "Bo"}).status_code == 303
    owner.post("/accounts/roles", data={"person": kim, "role_athlete": "on"})
    assert coach.post("/people/add", data={"name": "Ida"}).status_code == 403
    empty = owner.post("/accounts/roles", data={"person": kim})
    assert empty.status_code == 422


def test_the_journal_is_handed_on(club: Club) -> None:
    """Who had it before makes no backup any more; leaving without doing so is warned of."""
    olga, owner = club.member("Olga")
    kim, coach = club.member("Kim")
    assert "Make somebody else the owner first" in owner.get("/settings/delete").text
    assert "Make somebody else" not in coach.get("/settings/delete").text
    assert owner.post("/accounts/disable", data={"person": olga}).status_code == 422
    assert owner.post("/accounts/owner", data={"person": kim}).status_code == 422
    owner.post("/accounts/owner", data={"person": kim, "sure": "on"})
    assert owner.post("/backup").status_code == 403
    assert coach.post("/backup").status_code == 200


def test_scripts_are_told_of_accounts_and_change_none(club: Club) -> None:
    """The owner's token lists them; a browser's JSON changes them."""
    olga, owner = club.member("Olga")
    ada, athlete = club.member("Ada")
    secret = club.journal.tokens.issue(olga, "script", data={"may": "change"})[0]
    script = club.browser()
    script.headers["Authorization"] = f"Bearer {secret}"
    listed = script.get("/api/accounts").json()["accounts"]
    assert [(one["name"], one["owner"]) for one in listed] == [("Ada", False), ("Olga", True)]
    for ask in (script, athlete):
        assert ask.post(f"/api/accounts/{ada}/reset").status_code == 403
        assert ask.patch(f"/api/accounts/{ada}", json={"disabled": True}).status_code == 403
    changed = owner.patch(f"/api/accounts/{ada}", json={"roles": ["coach"], "disabled": True})
    assert (changed.json()["roles"], changed.json()["disabled"]) == (["coach"], True)
    owner.patch(f"/api/accounts/{ada}", json={"disabled": False})
    link = reset_link(owner.post(f"/api/accounts/{ada}/reset").text)
    assert club.browser().get(link).status_code == 200
    assert owner.get("/api/whole/trail").json()["trail"]
    assert owner.get("/api/whole/backup").headers["content-type"] == "application/zip"
    athlete = club.signed_in("Ada")
    for path in ("/api/accounts", "/api/whole/trail", "/api/whole/backup"):
        assert athlete.get(path).status_code == 403, path


def command(*words: str) -> int:
    """Run a command."""
    return main(["accounts", *words])


def test_the_command_looks_after_accounts(club: Club, capsys: pytest.CaptureFixture[str]) -> None:
    """List, reset, disable, enable, role and owner, by login or name, while the app runs."""
    club.member("Olga")
    club.member("Ada")
    where = ("--journal", str(club.journal.place.file))
    assert command("list", *where) == 0
    assert re.search(
        r"^Olga +olga +athlete +\d{4}-\d\d-\d\d +owner$", capsys.readouterr().out, re.M
    )
    assert command("reset", "ada", "--at", "https://club.example", *where) == 0
    said = capsys.readouterr().out
    assert said.startswith("https://club.example/reset/")
    assert club.browser().post(reset_link(said), data={"new": NEW}).status_code == 303
    assert command("disable", "Ada", *where) == 0
    form = {"login": "ada", "password": NEW}
    assert club.browser().post("/sign-in", data=form).status_code == 403
    assert command("enable", "ada", *where) == 0
    assert command("role", "ada", "clinician", "athlete", *where) == 0
    assert club.journal.people.get(LOCAL, club.person("Ada")).roles == [
        "clinician",
        "athlete",
    ]
    assert command("owner", "ada", *where) == 0
    assert club.journal.accounts.owner() == club.person("Ada")


def test_the_command_says_whom_it_does_not_know(
    club: Club, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence with the logins there are."""
    club.member("Ada")
    assert command("reset", "Eve", "--journal", str(club.journal.place.file)) == 2
    said = capsys.readouterr().err
    assert said == "backstride: Eve: nobody with an account is called so; name a login: ada.\n"


def test_the_command_knows_what_the_app_knows() -> None:
    """Roles and port are written down twice, so that the command line starts quickly."""
    assert people.ROLES == ROLES
    assert DEFAULT_PORT == USUAL_PORT
