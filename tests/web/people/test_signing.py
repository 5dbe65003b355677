"""Coming in and going out."""

from datetime import timedelta
from pathlib import Path

import pytest

from backstride.journal import LOCAL
from backstride.web.knowing import SIGNED_IN_COOKIE
from backstride.web.limits import SIGN_IN_NAME
from tests.training.athlete_strategies import healthy
from tests.web.people.club import PASSWORD, Club, opened

FORM = {"name": "Ada", "login": "ada", "password": PASSWORD, "role": "coach"}


def test_one_person_on_this_computer_needs_no_account(club: Club) -> None:
    """Nobody signs in where there is no account."""
    club.journal.people.add("Ada")
    assert club.browser().get("/settings").status_code == 200
    assert club.browser().get("/sign-in").headers["location"] == "/"


def test_from_the_first_account_on_everybody_signs_in(club: Club) -> None:
    """Pages lead to the sign-in and back again; programs are told so in one shape."""
    browser = club.browser()
    assert browser.post("/open-account", data=FORM).status_code == 303
    assert browser.get("/settings").status_code == 200
    stranger = club.browser()
    assert stranger.get("/settings").headers["location"] == "/sign-in?next=/settings"
    refused = stranger.get("/api/settings")
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "sign_in")
    for method, path in (("GET", "/"), ("GET", "/people"), ("POST", "/backup"), ("GET", "/plan")):
        assert stranger.request(method, path).status_code in (303, 401), path
    form = {"login": "ADA ", "password": PASSWORD, "next": "/settings"}
    assert stranger.post("/sign-in", data=form).headers["location"] == "/settings"
    assert stranger.get("/settings").status_code == 200


def test_who_was_here_is_still_looked_after_when_the_first_account_is_opened(club: Club) -> None:
    """Whoever sat at the computer keeps those who have no account yet, and may hand them over."""
    ida, bo = club.journal.people.add("Ida").id, club.journal.people.add("Bo").id
    form = {**FORM, "person": ida, "keep": "on"}
    browser = club.browser()
    browser.post("/open-account", data=form)
    assert club.journal.accounts.owner() == ida
    assert browser.get(f"/people/{bo}/settings").status_code == 200
    assert browser.post("/open-account", data=FORM).status_code == 403


def test_a_password_that_will_not_do_leaves_nobody_behind(club: Club) -> None:
    """The form says why, and keeps what was typed, but for the password."""
    answer = club.browser().post("/open-account", data={**FORM, "password": "short"})
    assert answer.status_code == 422
    assert "10 to 200 characters" in answer.text
    assert 'value="ada"' in answer.text
    assert "short" not in answer.text
    assert club.journal.people.count() == 0


def test_the_cookie_is_kept_from_scripts_and_other_sites(club: Club) -> None:
    """It is HttpOnly and Strict, Secure where the way is, and ends with the browser if not mine."""
    club.member("Ada")
    form = {"login": "ada", "password": PASSWORD}
    plain = club.browser().post("/sign-in", data=form).headers["set-cookie"].lower()
    assert "httponly" in plain
    assert "samesite=strict" in plain
    assert "max-age" not in plain.partition(",")[0]
    browser = club.browser()
    browser.base_url = "https://localhost"
    safe = {"Origin": "https://localhost"}
    kept = browser.post("/sign-in", data={**form, "stay": "on"}, headers=safe)
    assert "secure" in kept.headers["set-cookie"].lower()
    assert f"max-age={30 * 24 * 3600}" in kept.headers["set-cookie"].lower()


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(club: Club) -> None:
    """Nobody learns by it who has an account."""
    club.member("Ada")
    pages = [
        club.browser().post("/sign-in", data={"login": name, "password": "not at all it"})
        for name in ("ada", "eve")
    ]
    assert [one.status_code for one in pages] == [403, 403]
    assert pages[0].text.replace("ada", "eve") == pages[1].text


def test_guessing_is_slowed_down_by_name(club: Club) -> None:
    """After some tries even the right password has to wait, and the answer says how long."""
    club.member("Ada")
    browser = club.browser()
    for _ in range(SIGN_IN_NAME.most):
        browser.post("/sign-in", data={"login": "ada", "password": "x"})
    answer = browser.post("/sign-in", data={"login": "Ada", "password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) <= SIGN_IN_NAME.within_s


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil", "/a\nb"])
def test_signing_in_leads_nowhere_else(club: Club, back: str) -> None:
    """The way back is one within the app."""
    club.member("Ada")
    form = {"login": "ada", "password": PASSWORD, "next": back}
    assert club.browser().post("/sign-in", data=form).headers["location"] == "/"


def test_signing_out_ends_the_sign_in_on_the_server(club: Club) -> None:
    """A kept cookie is good for nothing afterwards; everywhere means every browser."""
    _, phone = club.member("Ada")
    desk = club.signed_in("Ada")
    kept = dict(phone.cookies)
    phone.post("/sign-out")
    again = club.browser()
    again.cookies.update(kept)
    assert again.get("/settings").status_code == 303
    other = club.signed_in("Ada")
    other.post("/sign-out-everywhere")
    assert desk.get("/settings").status_code == other.get("/settings").status_code == 303


def test_a_changed_password_signs_every_other_browser_out(club: Club) -> None:
    """The one that changed it stays."""
    _, phone = club.member("Ada")
    desk = club.signed_in("Ada")
    wrong = {"password": "no", "new": "a new and longer one"}
    assert phone.post("/password", data=wrong).status_code == 422
    assert phone.post("/password", data={**wrong, "password": PASSWORD}).status_code == 303
    assert phone.get("/settings").status_code == 200
    assert desk.get("/settings").status_code == 303
    club.signed_in("Ada", "a new and longer one")


def test_a_sign_in_ends_in_time(tmp_path: Path) -> None:
    """After twelve hours a browser that is not one's own asks again."""
    with opened(tmp_path) as club:
        _, browser = club.member("Ada")
        now = club.journal.clock()
        club.journal.clock = lambda: now + timedelta(hours=11)
        assert browser.get("/settings").status_code == 200
        club.journal.clock = lambda: now + timedelta(hours=13)
        assert browser.get("/settings").status_code == 303


def test_a_link_from_elsewhere_is_asked_for_again_from_here(club: Club) -> None:
    """A strict cookie stays away on the way from another site, so the page comes again."""
    club.member("Ada")
    answer = club.browser().get("/plan", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert '<meta http-equiv="refresh" content="0;url=/plan">' in answer.text


def test_on_a_network_the_key_opens_the_first_account_and_no_more(tmp_path: Path) -> None:
    """Without it nothing is shown; with it only the account; after that the account counts."""
    with opened(tmp_path, key="open-sesame") as club:
        club.journal.people.add("Ida")
        browser = club.browser()
        assert browser.get("/settings").headers["location"] == "/enter"
        assert browser.get("/open-account").headers["location"] == "/enter"
        assert browser.post("/enter", data={"key": "wrong"}).status_code == 403
        entered = browser.post("/enter", data={"key": "open-sesame"})
        assert entered.headers["location"] == "/open-account"
        assert browser.get("/settings").headers["location"] == "/open-account"
        assert browser.post("/open-account", data=FORM).status_code == 303
        assert browser.get("/settings").status_code == 200
        stranger = club.browser()
        stranger.post("/enter", data={"key": "open-sesame"})
        assert stranger.get("/settings").headers["location"] == "/sign-in?next=/settings"
        assert len(club.journal.people.seen_by(LOCAL)) == 2


def test_who_looks_after_others_begins_with_them(club: Club) -> None:
    """Once they train themselves, and for an athlete, it is today's session."""
    kim, _ = club.member("Kim", role="coach")
    club.member("Ada")
    for name, first in (("kim", "/people"), ("ada", "/")):
        answer = club.browser().post("/sign-in", data={"login": name, "password": PASSWORD})
        assert answer.headers["location"] == first, name
    club.journal.screenings.answer(LOCAL, kim, healthy(name="Kim"), {})
    answer = club.browser().post("/sign-in", data={"login": "kim", "password": PASSWORD})
    assert answer.headers["location"] == "/"


def test_signing_in_ends_the_sign_in_before(club: Club) -> None:
    """A browser prepared with a sign-in of somebody else's keeps nothing of it."""
    eve, browser = club.member("Eve")
    club.member("Ada")
    planted = browser.cookies[SIGNED_IN_COOKIE]
    browser.post("/sign-in", data={"login": "ada", "password": PASSWORD})
    assert browser.cookies[SIGNED_IN_COOKIE] != planted
    assert club.journal.tokens.of(eve, "browser") == []
