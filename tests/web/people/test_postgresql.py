"""The app on a club's PostgreSQL."""

from pathlib import Path

import pytest

from tests.journal.servers import postgresql
from tests.web.people.club import PASSWORD, opened
from tests.web.people.test_carrying import everything, lived


def test_the_app_runs_on_postgresql_by_one_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An account, the pages, and export, delete and import, as on a file of one's own."""
    with postgresql() as server:
        url = server.fresh(None)
        monkeypatch.setenv("BACKSTRIDE_DATABASE", url)
        monkeypatch.setenv("BACKSTRIDE_ORIGINALS", str(tmp_path / "originals"))
        with opened(tmp_path) as club:
            assert club.journal.place.file is None
            person = lived(club.journal)
            browser = club.browser()
            before = everything(club.journal)
            sent = browser.post("/settings/export").content
            browser.post("/settings/delete", data={"name": "Ada"})
            assert not any(everything(club.journal).values())
            browser.post("/import", files={"file": ("mine.zip", sent)})
            assert everything(club.journal) == before
            form = {"person": person, "login": "ada", "password": PASSWORD}
            assert browser.post("/open-account", data=form).status_code == 303
            for path in ("/people", "/settings", "/sharing", "/trail", "/settings/tokens"):
                assert browser.get(path).status_code == 200, path
            assert club.browser().get("/people").status_code == 303
        assert not (tmp_path / "journal.sqlite").exists()
