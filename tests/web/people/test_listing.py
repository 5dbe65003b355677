"""The list of people, and whose journal is open."""

import re

from backstride.journal import LOCAL
from tests.web.people.club import Club


def test_the_one_whose_journal_is_open_is_chosen_where_nobody_signs_in(club: Club) -> None:
    """The choice stays with the browser."""
    club.journal.people.add("Ada")
    bo = club.journal.people.add("Bo").id
    browser = club.browser()
    assert 'value="Ada"' in browser.get("/settings").text
    assert browser.post("/people/open", data={"person": bo}).headers["location"] == "/"
    assert 'value="Bo"' in browser.get("/settings").text


def test_somebody_added_here_is_opened_at_once(club: Club) -> None:
    """A name is all it takes; an empty one is said."""
    club.journal.people.add("Ada")
    browser = club.browser()
    assert browser.post("/people/add", data={"name": " "}).status_code == 422
    assert browser.post("/people/add", data={"name": "Bo"}).headers["location"] == "/"
    assert 'value="Bo"' in browser.get("/settings").text


def test_names_are_found_without_a_script_and_without_an_address(club: Club) -> None:
    """The form is posted, so that no name stands in an address."""
    for name in ("Ada Lovelace", "Bo Ada", "Çelik"):
        club.journal.people.add(name)
    browser = club.browser()
    assert 'action="/people" class="finding" role="search"' in browser.get("/people").text
    names = [
        re.findall(r'class="row-title"><a[^>]*>([^<]+)', browser.post("/people", data=form).text)
        for form in (
            {"q": "ada"},
            {"q": "ADA LOVE"},
            {"q": "çelik"},
            {"q": "", "show": "attention"},
        )
    ]
    assert names == [["Ada Lovelace", "Bo Ada"], ["Ada Lovelace"], ["Çelik"], []]


def test_nobody_yet_leads_to_the_first_visit(club: Club) -> None:
    """There is nothing to list."""
    assert club.browser().get("/people").headers["location"] == "/welcome"


def test_one_s_own_name_leads_to_one_s_own_pages(club: Club) -> None:
    """Others' names lead to theirs."""
    ada, athlete = club.member("Ada")
    bo, _ = club.member("Bo")
    club.journal.shares.give(LOCAL, bo, ada)
    page = athlete.get("/people").text
    assert f'<a href="/people/{bo}/">Bo</a>' in page
    assert '<a href="/">Ada</a>' in page
