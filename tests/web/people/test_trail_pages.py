"""The trail is read back to its beginning, a page at a time."""

import re

from backstride.journal import LOCAL
from backstride.web.people.trailing import MOST
from tests.web.people.club import Club


def test_older_lines_follow_and_none_is_missing(club: Club) -> None:
    """Each page begins where the one before ended; from any, one is back at the newest."""
    id_ = club.journal.people.add("Ada").id
    while len(club.journal.trail.of(LOCAL, id_, 3 * MOST)) <= 2 * MOST:
        club.journal.people.update(LOCAL, id_, name="Ada")
    every = club.journal.trail.of(LOCAL, id_, 3 * MOST)
    browser, path, rows = club.browser(), "/trail", []
    while path:
        text = browser.get(path).text
        rows.append(text.count("<tr><td>"))
        assert (path == "/trail") == ('href="?"' not in text)
        older = re.search(r'href="(\?before=\d+)"', text)
        path = "/trail" + older[1] if older else ""

    assert [MOST, MOST, len(every) - 2 * MOST] == rows


def test_the_api_goes_on_from_a_line(club: Club) -> None:
    """A script asks for what is older than the last line it has."""
    ada, browser = club.member("Ada")
    for _ in range(5):
        club.journal.people.update(LOCAL, ada, name="Ada")
    whole = browser.get("/api/trail").json()["trail"]
    first = browser.get("/api/trail?most=2").json()["trail"]
    rest = browser.get(f"/api/trail?before={first[-1]['number']}").json()["trail"]

    assert whole == first + rest
    assert 422 == browser.get("/api/trail?before=yesterday").status_code
