"""The made-up athlete and club."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstride.journal import LOCAL, Journal, open_journal
from backstride.journal.overview import overview
from backstride.web.app import create_app
from backstride.web.people import demo
from backstride.web.people.demo import STALE, make_demo, renew_demo
from backstride.web.people.made_up import ATHLETE, CLUB
from backstride.web.settings import WebSettings
from tests.web.people.club import BROWSER

NOON = datetime(2025, 6, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Journal, str, float]]:
    """Return a journal with the athlete and the club, the athlete's id, and what it took."""
    place = tmp_path_factory.mktemp("demo") / "journal.sqlite"
    with open_journal(place, clock=lambda: NOON) as journal:
        begun = time.process_time()
        athlete = make_demo(journal, club=True)
        yield journal, athlete, time.process_time() - begun


def story(journal: Journal, id_: str) -> list[Any]:
    """Return what happened to somebody, without what is drawn at random: ids."""
    versions = journal.programmes.versions(LOCAL, id_)
    entries = journal.sessions.of(LOCAL, id_)
    measured = [one.backward_m for _, one in journal.recordings.of(LOCAL, id_)]
    tests = [(one.day, one.test, one.value) for one in journal.notes.tests(LOCAL, id_)]
    return [
        [(one.number, one.kind, one.day, one.outcome) for one in versions],
        [(one.entry.day, one.entry.rpe, one.worst_pain, one.minutes) for one in entries],
        measured,
        tests,
    ]


def test_the_athlete_has_weeks_behind_and_ahead(made: tuple[Journal, str, float]) -> None:
    """Ten weeks, a step back after a painful knee, recordings that were measured, and a plan."""
    journal, athlete, _ = made
    versions = journal.programmes.versions(LOCAL, athlete)
    entries = journal.sessions.of(LOCAL, athlete)
    assert NOON.date() - entries[0].entry.day > timedelta(weeks=9)
    assert "regress" in {one.outcome for one in versions}
    recordings = journal.recordings.of(LOCAL, athlete)
    assert len(recordings) == len(ATHLETE.recorded) + len(ATHLETE.runs)
    assert all((one.backward_m or 0) > 20 for _, one in recordings)
    assert all(kept.name.startswith("simulated-") for kept, _ in recordings)
    since, until = NOON.date(), NOON.date() + timedelta(weeks=2)
    assert journal.programmes.calendar(LOCAL, athlete, since, until)


def test_the_club_shows_every_kind_of_trouble_first(made: tuple[Journal, str, float]) -> None:
    """One was stopped, one stepped back, one held, and some go on."""
    journal, _, _ = made
    outcomes = [one.outcome for one in overview(journal, LOCAL)]
    assert outcomes[:3] == ["stop", "regress", "hold"]
    assert "progress" in outcomes
    assert len(outcomes) == 1 + len(CLUB)


def test_it_is_made_in_five_seconds(made: tuple[Journal, str, float]) -> None:
    """Of this process, athlete and club together."""
    assert made[2] < 5


def test_nothing_was_logged_in_the_future(made: tuple[Journal, str, float]) -> None:
    """Neither days nor moments lie ahead, and everybody is marked as synthetic."""
    journal, _, _ = made
    for person in journal.people.seen_by(LOCAL):
        assert person.settings["synthetic"] is True
        for one in journal.sessions.of(LOCAL, person.id):
            assert one.logged_at <= NOON
            assert one.entry.day < NOON.date()


@pytest.fixture
def _brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the story be one of two weeks, without recordings, and the club be empty."""
    brief = replace(ATHLETE, weeks=2, recorded=(), runs={})
    monkeypatch.setattr(demo, "ATHLETE", brief)
    monkeypatch.setattr(demo, "CLUB", ())


@pytest.mark.usefixtures("_brief")
def test_it_is_the_same_every_time_and_made_once(tmp_path: Path) -> None:
    """Another journal gets the same story; asking again adds nobody."""
    stories = []
    for folder in ("one", "other"):
        with open_journal(tmp_path / folder / "journal.sqlite", clock=lambda: NOON) as journal:
            athlete = make_demo(journal)
            assert make_demo(journal) == athlete
            assert journal.people.count() == 1
            stories.append(story(journal, athlete))
    assert stories[0] == stories[1]
    assert len(stories[0][1]) > 3


@pytest.mark.usefixtures("_brief")
def test_an_old_demo_begins_anew_and_leaves_one_s_own_people(tmp_path: Path) -> None:
    """After a week without a session there would be nothing to show for today."""
    now = [NOON]
    with open_journal(tmp_path / "journal.sqlite", clock=lambda: now[0]) as journal:
        own = journal.people.add("Ada").id
        first = make_demo(journal)
        now[0] = NOON + STALE + timedelta(days=5)
        second = renew_demo(journal)
        assert second != first
        assert own in {one.id for one in journal.people.seen_by(LOCAL)}
        last = max(one.entry.day for one in journal.sessions.of(LOCAL, second))
        assert now[0].date() - last < STALE


def test_the_demo_lies_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither its rows nor its originals go where the settings of the system keep one's own."""
    monkeypatch.setenv("BACKSTRIDE_DATABASE", str(tmp_path / "mine" / "journal.sqlite"))
    monkeypatch.setenv("BACKSTRIDE_ORIGINALS", str(tmp_path / "mine" / "originals"))
    app = create_app(WebSettings(tmp_path / "demo", demo=True))
    with TestClient(app):
        place = app.state.journal.place
    assert place.file == tmp_path / "demo" / "journal.sqlite"
    assert place.originals == tmp_path / "demo" / "originals"
    assert not (tmp_path / "mine").exists()


def test_every_page_says_that_it_is_synthetic(made: tuple[Journal, str, float]) -> None:
    """The frame does, and the list of people beside each name."""
    journal, _, _ = made
    app = create_app(WebSettings(Path(str(journal.place.file)).parent), journal)
    with TestClient(app, base_url="http://localhost", headers=BROWSER) as browser:
        assert "this person is made up" in browser.get("/settings").text
        assert browser.get("/people").text.count(">synthetic<") == 1 + len(CLUB)
