"""Taking everything along, back again, and gone."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from backstride.journal import LOCAL, Journal
from backstride.journal.rows import kept_tables, plain_row, read_rows
from backstride.web.people.carrying import SENDING, clear_aside
from tests.journal.people import planned_person, quick, run, went
from tests.web.people.club import Club, opened


def lived(journal: Journal) -> str:
    """Return somebody with a plan, a session done today, and a recording of it."""
    id_, version = planned_person(journal)
    planned = version.programme.sessions()[0]
    entry = went(planned, day=journal.clock().date(), rpe=5, pain_after={"knee": 2})
    kept = journal.sessions.log(LOCAL, id_, entry, minutes=20)
    journal.recordings.add(LOCAL, id_, run(), entry_id=kept.entry_id, measurer=quick)
    return id_


def everything(journal: Journal) -> dict[str, list[dict[str, Any]]]:
    """Return all rows but those of who did what, which only grow."""
    with journal.read() as session:
        return {
            table.name: [plain_row(row) for row in read_rows(session.connection(), table.select())]
            for table in kept_tables()
            if table.name not in ("audit", "tokens", "accounts")
        }


def test_export_delete_import_gives_the_same_journal(club: Club) -> None:
    """Every row and every original is there again; in between nothing is."""
    lived(club.journal)
    browser = club.browser()
    before = everything(club.journal)
    originals = {one: club.journal.originals.path(one) for one in club.journal.originals.all()}
    sent = browser.post("/settings/export")
    assert sent.headers["content-disposition"].startswith('attachment; filename="backstride-exp')
    assert browser.post("/settings/delete", data={"name": "Ada"}).headers["location"] == "/"
    assert not any(everything(club.journal).values())
    assert originals
    assert not any(path.exists() for path in originals.values())
    took = browser.post("/import", files={"file": ("mine.zip", sent.content)})
    assert took.headers["location"] == "/"
    assert everything(club.journal) == before
    assert all(path.exists() for path in originals.values())


def test_a_backup_is_on_the_trail_of_everybody_in_it(club: Club) -> None:
    """With the name of the owner who made it: it holds what they kept."""
    _, owner = club.member("Olga")
    ada, athlete = club.member("Ada")
    assert owner.post("/backup").status_code == 200
    [line] = [one for one in club.journal.trail.of(LOCAL, ada) if one.what == "backup"]
    assert (line.actor_name, line.did) == ("Olga", "exported")
    assert "backup of everything" in athlete.get("/trail").text


def test_sessions_one_wrote_come_along(club: Club) -> None:
    """They are in no journal; deleted with everything, they are back after the import."""
    club.journal.people.add("Ada")
    browser = club.browser()
    where = browser.post("/sessions", data={"text": "Mine\n4s walk\n"}).headers["location"]
    sent = browser.post("/settings/export").content
    browser.post("/settings/delete", data={"name": "Ada"})
    club.journal.people.add("Bo")
    assert browser.get(where).status_code == 404
    browser.post("/import", files={"file": ("mine.zip", sent)})
    club.journal.people.add("Ida")
    ada = club.person("Ada")
    browser.post("/people/open", data={"person": ada})
    assert "Mine" in browser.get(where).text
    browser.post("/people/open", data={"person": club.person("Ida")})
    assert browser.get(where).status_code == 404
    assert "Mine" not in browser.get("/sessions").text


def test_deleting_needs_the_name(club: Club) -> None:
    """Anything else deletes nothing."""
    lived(club.journal)
    answer = club.browser().post("/settings/delete", data={"name": "yes"})
    assert answer.status_code == 422
    assert club.journal.people.count() == 1


def test_what_is_no_export_is_said_without_a_place_on_the_disk(club: Club, tmp_path: Path) -> None:
    """One sentence, nothing kept, and the path of the server in nobody's sight."""
    club.journal.people.add("Ada")
    broken = club.browser().post("/import", files={"file": ("x.zip", b"no zip at all")})
    assert broken.status_code == 422
    assert "is damaged or was not written by Backstride" in broken.text
    assert str(tmp_path) not in broken.text
    assert list(tmp_path.glob(".taking-*")) == []


def test_an_export_of_who_is_there_already_changes_nothing(club: Club) -> None:
    """It is said, and everything stays as it was."""
    lived(club.journal)
    browser = club.browser()
    before = everything(club.journal)
    sent = browser.post("/settings/export").content
    again = browser.post("/import", files={"file": ("x.zip", sent)})
    assert again.status_code == 422
    assert "in the journal already" in again.text
    assert everything(club.journal) == before


def test_a_backup_goes_into_an_empty_journal_by_the_same_page(tmp_path: Path) -> None:
    """The owner makes it, and anyone at a new computer can take it in."""
    with opened(tmp_path / "old") as old, opened(tmp_path / "new") as new:
        lived(old.journal)
        sent = old.browser().post("/backup").content
        assert "journal.sqlite" in zipfile.ZipFile(io.BytesIO(sent)).namelist()
        new.browser().post("/import", files={"file": ("all.zip", sent)})
        assert everything(new.journal) == everything(old.journal)


@pytest.mark.parametrize(("method", "path"), [("POST", "/backup"), ("GET", "/import")])
def test_only_the_owner_carries_the_whole_journal(club: Club, method: str, path: str) -> None:
    """The first account owns it; nobody else takes all of it away or adds to it."""
    _, owner = club.member("Olga")
    _, other = club.member("Ada")
    assert owner.request(method, path).status_code == 200
    assert other.request(method, path).status_code == 403


def test_who_deletes_themselves_is_signed_out(club: Club) -> None:
    """Their account is gone with them, and so is every sign-in."""
    club.member("Olga")
    _, phone = club.member("Ada")
    desk = club.signed_in("Ada")
    phone.post("/settings/delete", data={"name": "Ada"})
    assert desk.get("/settings").status_code == phone.get("/settings").status_code == 303
    assert [one.name for one in club.journal.people.seen_by(LOCAL)] == ["Olga"]


def test_what_was_on_its_way_goes_too(club: Club, tmp_path: Path) -> None:
    """Files that were sent and not measured yet are of somebody as well."""
    ada = lived(club.journal)
    browser = club.browser()
    batch = browser.post("/api/batches").json()["id"]
    browser.put(
        f"/api/batches/{batch}/files", content=b"of Ada", headers={"X-File-Name": "run.c3d"}
    )
    assert [one for one in tmp_path.rglob("run.c3d") if one.read_bytes() == b"of Ada"]
    browser.post("/settings/delete", data={"name": "Ada"})
    assert not [one for one in tmp_path.rglob("*") if one.is_file() and ada in str(one)]
    assert list(tmp_path.rglob("run.c3d")) == []


def test_nothing_stays_aside(club: Club, tmp_path: Path) -> None:
    """What is sent leaves no copy; what a crash left goes at the next start."""
    lived(club.journal)
    club.browser().post("/settings/export")
    assert list(tmp_path.glob(f"{SENDING}*")) == []
    left = tmp_path / f"{SENDING}left"
    left.mkdir()
    (left / "all.zip").write_bytes(b"of somebody")
    clear_aside(tmp_path)
    assert not left.exists()
