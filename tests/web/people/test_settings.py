"""Settings of a person."""

import pytest

from backstride.journal import LOCAL
from tests.journal.people import planned_person, quick, run
from tests.web.people.club import Club

FORM = {"name": "Ada", "language": "de", "units": "imperial", "zone": "Europe/Berlin"}


def test_settings_are_kept_and_the_page_speaks_the_language_chosen(club: Club) -> None:
    """Language, units, zone and the usual place of the phone."""
    ada = club.journal.people.add("Ada").id
    browser = club.browser()
    saved = browser.post("/settings", data={**FORM, "placement": "chest_screen_out"})
    assert saved.headers["location"] == "/settings?saved"
    assert "Einstellungen" in browser.get("/settings?saved").text
    person = club.journal.people.get(LOCAL, ada)
    assert (person.language, person.units, person.zone) == ("de", "imperial", "Europe/Berlin")
    assert person.settings["placement"] == "chest_screen_out"
    browser.post("/settings", data={**FORM, "placement": ""})
    assert "placement" not in club.journal.people.get(LOCAL, ada).settings


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"zone": "Europe/Atlantis"}, "is no time zone"),
        ({"body_mass_kg": "heavy"}, "write a number"),
        ({"body_mass_kg": "7"}, "between 20 and 300"),
        ({"placement": "hat"}, "no way of wearing"),
        ({"name": " "}, "name is empty"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_kept(
    club: Club, wrong: dict[str, str], said: str
) -> None:
    """The page comes again with what was typed."""
    ada = club.journal.people.add("Ada").id
    answer = club.browser().post("/settings", data={**FORM, **wrong})
    assert answer.status_code == 422
    assert said in answer.text
    assert club.journal.people.get(LOCAL, ada).language == "en"


def test_body_mass_counts_everywhere_and_leaves_the_plan_alone(club: Club) -> None:
    """It is answered anew in the screening, which keeps the old one; a comma will do."""
    ada, version = planned_person(club.journal)
    club.browser().post("/settings", data={"name": "Ada", "body_mass_kg": "63,5"})
    kept = club.journal.screenings.history(LOCAL, ada)
    assert [one.athlete["body_mass_kg"] for one in kept] == [63.5, 62.0]
    now = club.journal.programmes.current(LOCAL, ada)
    assert now is not None
    assert now.programme == version.programme
    club.browser().post("/settings", data={"name": "Ada", "body_mass_kg": "63.5"})
    assert len(club.journal.screenings.history(LOCAL, ada)) == 2


def test_body_mass_counts_before_the_first_screening(club: Club) -> None:
    """A recording is measured with it."""
    ada = club.journal.people.add("Ada").id
    form = {"name": "Ada", "body_mass_kg": "63.5", "height_m": "1.7"}
    club.browser().post("/settings", data=form)
    made = club.journal.recordings.add(LOCAL, ada, run(), measurer=quick)
    assert made.measured.contract is not None
    assert made.measured.contract["mass_kg"] == 63.5
    assert 'value="63.5"' in club.browser().get("/settings").text
