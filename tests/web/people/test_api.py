"""JSON of people, tokens for scripts, and the page about it."""

import json
import re
import shlex

import pytest
from fastapi.testclient import TestClient

from backstride.journal import LOCAL
from backstride.web.limits import API
from tests.web.people.club import Club


def script(club: Club, secret: str) -> TestClient:
    """Return a script that sends a token and nothing that a browser would."""
    return TestClient(
        club.app, base_url="http://localhost", headers={"Authorization": f"Bearer {secret}"}
    )


def token(club: Club, person_id: str, may: str) -> str:
    """Return a new token of somebody."""
    return club.journal.tokens.issue(person_id, "script", data={"may": may})[0]


def test_a_token_is_shown_once_and_works_until_it_is_revoked(club: Club) -> None:
    """The page lists it afterwards without its secret."""
    ada, browser = club.member("Ada")
    shown = browser.post("/settings/tokens", data={"label": "watch", "may": "see"}).text
    secret = re.findall(r'class="secret">([\w-]{43})<', shown)[0]
    assert script(club, secret).get("/api/me").json()["name"] == "Ada"
    listed = browser.get("/settings/tokens").text
    assert "watch" in listed
    assert secret not in listed
    [kept] = club.journal.tokens.of(ada, "script")
    browser.post("/settings/tokens/revoke", data={"token": kept.id})
    refused = script(club, secret).get("/api/me")
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "bad_token")


def test_a_token_that_may_see_changes_nothing(club: Club) -> None:
    """One that may change does, without a page of the app having sent it."""
    ada, _ = club.member("Ada")
    new = {"units": "imperial"}
    refused = script(club, token(club, ada, "see")).patch("/api/settings", json=new)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "token_sees_only")
    changed = script(club, token(club, ada, "change")).patch("/api/settings", json=new)
    assert changed.json()["person"]["units"] == "imperial"


def test_a_token_makes_no_tokens_invites_nobody_and_opens_no_page(club: Club) -> None:
    """Whoever finds one cannot make themselves at home by it."""
    ada, _ = club.member("Ada")
    found = script(club, token(club, ada, "change"))
    for path, body in (
        ("/api/tokens", {"may": "change"}),
        ("/api/invitations", {"kind": "to_see_me"}),
        ("/api/delete", {"name": "Ada"}),
    ):
        assert found.post(path, json=body).status_code == 403, path
    page = found.get("/settings", headers={"Accept": "text/html"}, follow_redirects=False)
    assert page.status_code == 303
    assert club.journal.people.count() == 1


def test_a_token_sees_only_whom_its_person_may(club: Club) -> None:
    """What was shared with them, and nobody else."""
    ada, _ = club.member("Ada")
    bo, _ = club.member("Bo")
    found = script(club, token(club, ada, "see"))
    assert found.get(f"/api/people/{bo}/settings").status_code == 403
    club.journal.shares.give(LOCAL, bo, ada)
    assert found.get(f"/api/people/{bo}/settings").json()["person"]["name"] == "Bo"
    assert [one["person"]["name"] for one in found.get("/api/people").json()["people"]] == [
        "Ada",
        "Bo",
    ]


def test_a_script_that_runs_away_is_told_to_wait(club: Club) -> None:
    """By token, with the time to wait; another token is not slowed down by it."""
    ada, _ = club.member("Ada")
    one, other = (token(club, ada, "see") for _ in range(2))
    assert script(club, one).get("/api/me").status_code == 200
    [used] = [kept for kept in club.journal.tokens.of(ada, "script") if kept.used_at]
    while not club.app.state.limits.take(API, used.id):
        pass
    refused = script(club, one).get("/api/me")
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "too_often")
    assert int(refused.headers["retry-after"]) >= 1
    assert script(club, other).get("/api/me").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/api/settings", {"colour": "red"}),
        ("PATCH", "/api/settings", {"units": "furlongs"}),
        ("POST", "/api/people", {}),
        ("POST", "/api/tokens", {"may": "everything"}),
        ("GET", "/api/people/nobody/settings", None),
        ("DELETE", "/api/tokens/none", None),
        ("GET", "/api/none", None),
    ],
)
def test_every_error_has_one_shape(
    club: Club, method: str, path: str, body: dict[str, str] | None
) -> None:
    """A code, and one sentence."""
    club.journal.people.add("Ada")
    answer = club.browser().request(method, path, json=body)
    assert 400 <= answer.status_code < 500
    assert answer.json().keys() == {"error"}
    assert answer.json()["error"].keys() == {"code", "message"}
    assert answer.json()["error"]["message"].endswith(".")


def test_the_page_describes_every_address_without_a_stranger_s_script(club: Club) -> None:
    """Each has an example; what is asked of oneself and of others stands there once."""
    club.journal.people.add("Ada")
    browser = club.browser()
    described = browser.get("/api/openapi.json").json()
    page = browser.get("/api/docs").text
    assert page.count("<script") == page.count('<script type="module" src="/static/')
    for path, methods in described["paths"].items():
        whose = path.replace("/api/people/{person_id}/", "/api/")
        shown = whose if whose in described["paths"] else path
        assert f"<code>{shown}</code>" in page, path
        for method in methods:
            asked = methods[method]
            assert asked.get("tags"), path
            named = set(re.findall(r"{(\w+)}", path))
            given = {one["name"] for one in asked.get("parameters", []) if one["in"] == "path"}
            assert named == given, path


def test_the_examples_of_the_page_can_be_sent(club: Club) -> None:
    """The JSON in them is what the app takes for its shape."""
    club.journal.people.add("Ada")
    browser = club.browser()
    page = browser.get("/api/docs").text.replace("&#34;", '"').replace("&#39;", "'")
    example = next(e for e in re.findall(r"curl -X PATCH[^<]*", page) if "/api/settings" in e)
    words = shlex.split(example)
    assert words[-1] == "http://localhost/api/settings"
    assert json.loads(words[words.index("-d") + 1]).keys() >= {"name", "units", "placement"}


def test_sessions_are_written_and_calendars_subscribed_by_json(club: Club) -> None:
    """Each is there afterwards, and a script makes no address that opens something by itself."""
    ada, browser = club.member("Ada")
    made = browser.post("/api/sessions", json={"text": "Mine\n4s walk\n"}).json()
    assert (made["title"], made["page"]) == ("Mine", f"/play/{made['id']}")
    assert browser.get("/api/sessions").json()["sessions"][0] == made
    assert browser.get(made["page"]).status_code == 200
    wrong = browser.post("/api/sessions", json={"text": "Mine\n4s fly\n"})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (422, "session_text")
    calendar = browser.post("/api/calendars").json()
    path = calendar["address"].removeprefix("http://localhost")
    assert club.browser().get(path).headers["content-type"].startswith("text/calendar")
    assert [one["id"] for one in browser.get("/api/calendars").json()["calendars"]] == [
        calendar["calendar"]["id"]
    ]
    found = script(club, token(club, ada, "change"))
    assert found.post("/api/calendars").status_code == 403
    assert browser.delete(f"/api/calendars/{calendar['calendar']['id']}").status_code == 204
    assert club.browser().get(path).status_code == 404
