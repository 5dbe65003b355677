"""A programme, read back from its PDF."""

from datetime import date, timedelta

import pytest

from backstride.errors import SettingsError
from backstride.estimate import Estimate
from backstride.exchange.sessions.print import programme_pdf
from backstride.training.session import Session
from backstride.training.session_text import parse_session
from tests.exchange.sessions_print.conftest import Planned
from tests.exchange.sessions_print.pdf_pages import texts

pytestmark = pytest.mark.usefixtures("needs_print")

MONDAY = date(2026, 3, 2)


def _twelve_weeks(session: Session) -> list[Planned]:
    fast = parse_session("Speed on the track\n10min jog\n6x\n  40m backward fast\n  2min rest\n")
    reason = "Faster once the first steps are steady."
    return [
        planned
        for week in range(12)
        for planned in (
            Planned(MONDAY + timedelta(weeks=week), session),
            Planned(MONDAY + timedelta(weeks=week, days=3), fast, reason, ()),
        )
    ]


def test_a_programme_has_its_weeks_its_sessions_and_a_card_for_each_kind(
    first_steps: Session,
) -> None:
    """Twenty-four sessions of two kinds: the list, and two cards that name their days."""
    pdf = programme_pdf(_twelve_weeks(first_steps), title="Spring", person="Ana Torres")
    found = texts(pdf)
    whole = " ".join(found)
    assert "Spring for Ana Torres from Monday 2 March 2026 to Thursday 21 May 2026" in found[0]
    assert "12 18 May" in found[0]
    assert "6 min + 240 m" in found[0]
    assert whole.count("Mon 16 Mar") == 2  # once in the list, once on its card
    assert whole.count("Why") == 2
    assert whole.count("not medical advice") == 1
    assert "Faster once the first steps are steady." in found[-1]


def test_the_list_names_the_page_of_each_card(first_steps: Session) -> None:
    """So that paper can be leafed through."""
    pages = texts(programme_pdf([Planned(MONDAY, first_steps)], title="One"))
    assert "backward page Mon 2 Mar First steps on grass 6 min 2 Backstride" in pages[0]
    assert pages[2 - 1].startswith("First steps on grass")


def test_a_week_of_rest_is_a_row_of_its_own(first_steps: Session) -> None:
    """Week two of three has nothing in it, and is there."""
    planned = [Planned(MONDAY, first_steps), Planned(MONDAY + timedelta(weeks=2), first_steps)]
    first = texts(programme_pdf(planned, title="T"))[0]
    assert "2 9 Mar 3 16 Mar" in first


def test_what_is_expected_stands_with_its_uncertainty(first_steps: Session) -> None:
    """Where it is known; a column that nobody filled is left out."""
    energy = Estimate(210, 160, 260, "kcal", "estimated", ("E4",))
    planned = [
        Planned(MONDAY, first_steps, expected_energy=energy),
        Planned(MONDAY + timedelta(days=2), first_steps),
    ]
    first = texts(programme_pdf(planned, title="T"))[0]
    assert "210 ± 50 kcal" in first
    assert "energy expected" in first
    assert "knee load" not in first


def test_order_does_not_matter_and_bytes_repeat(first_steps: Session) -> None:
    """The calendar sorts it."""
    planned = _twelve_weeks(first_steps)
    assert programme_pdf(planned, title="T") == programme_pdf(planned[::-1], title="T")


def test_an_empty_programme_and_a_slip_in_a_date_are_refused(first_steps: Session) -> None:
    """In one sentence each."""
    with pytest.raises(SettingsError, match='programme "T" has no session to print'):
        programme_pdf([], title="T")
    far = [Planned(MONDAY, first_steps), Planned(date(2062, 3, 2), first_steps)]
    with pytest.raises(SettingsError, match="from 2026-03-02 to 2062-03-02, more than two years"):
        programme_pdf(far, title="T")
