"""A recording is deleted: asked once more, then gone everywhere, its session kept."""

import threading
from pathlib import Path

from fastapi.testclient import TestClient

from backstride.journal import LOCAL, Actor, Journal
from backstride.training.log import LogEntry
from tests.web.conftest import OWN
from tests.web.recorded.conftest import Noon, Send

HTML = {"Accept": "text/html"}


def attached(journal: Journal, ada: str, send: Send, path: Path) -> tuple[str, str]:
    """Return a recording of Ada's and the entry of her log that it belongs to."""
    version = journal.programmes.current(LOCAL, ada)
    assert version is not None
    first = version.programme.sessions()[0]
    assert isinstance(journal.clock, Noon)
    journal.clock.now = journal.clock.now.replace(day=first.day.day, month=first.day.month)
    said = LogEntry(day=first.day, uid=first.uid, rpe=5, pain_during={})
    entry = journal.sessions.log(LOCAL, ada, said, minutes=20).entry_id
    [made] = send(("run.trc", path), entry=entry)
    return made["recording"], entry


def test_a_recording_is_deleted_after_being_asked_once_more(
    client: TestClient, journal: Journal, ada: str, send: Send, files: dict[str, Path]
) -> None:
    """The page says what goes and what stays; then nothing of it is left in app or journal."""
    recording, entry = attached(journal, ada, send, files["backward"])
    at = f"/recordings/{recording}"
    client.get(f"{at}/report-part")
    assert f'href="{at}/delete"' in client.get(at, headers=HTML).text
    asked = client.get(f"{at}/delete", headers=HTML).text
    assert "cannot be undone" in asked
    assert "The session stays in your log" in asked
    assert journal.recordings.get(LOCAL, ada, recording).entry_id == entry

    gone = client.post(f"{at}/delete", headers=HTML, follow_redirects=False)
    assert (303, "/recordings?deleted=1") == (gone.status_code, gone.headers["location"])
    listed = client.get("/recordings?deleted=1", headers=HTML).text
    assert "The recording is deleted." in listed
    assert "run.trc" not in listed
    assert 404 == client.get(at, headers=HTML).status_code
    assert [] == client.app.state.measuring._store.results()  # type: ignore[attr-defined]
    assert [] == list(journal.originals.all())
    [kept] = journal.sessions.of(LOCAL, ada)
    assert (entry, 5, None) == (kept.entry_id, kept.entry.rpe, kept.entry.measured)


def test_the_interface_deletes_and_says_what_follows(
    client: TestClient, journal: Journal, ada: str, send: Send, files: dict[str, Path]
) -> None:
    """One call; the plan follows where the recording had told it something; twice is refused."""
    recording, _ = attached(journal, ada, send, files["backward"])
    said = client.delete(f"/api/recordings/{recording}")
    assert 200 == said.status_code
    assert recording == said.json()["recording"]
    assert isinstance(said.json()["plan_version"], int)
    assert 404 == client.delete(f"/api/recordings/{recording}").status_code
    [again] = send(("run.trc", files["backward"]))
    assert (False, "measured") == (again["was_known"], again["state"])


def test_a_coach_may_not_delete_and_is_not_offered_it(
    client: TestClient, journal: Journal, ada: str, send: Send, files: dict[str, Path]
) -> None:
    """Not even one who may change what is hers."""
    [made] = send(("run.trc", files["backward"]))
    coach = journal.people.add("Ben", roles=("coach",)).id
    journal.shares.give(LOCAL, ada, coach, "change")
    token, _ = journal.tokens.issue(coach, "script", data={"may": "change"})
    headers = {**OWN, "Authorization": f"Bearer {token}"}
    at = f"/api/people/{ada}/recordings/{made['recording']}"
    assert 200 == client.get(f"{at}/original", headers=headers).status_code
    assert 403 == client.delete(at, headers=headers).status_code
    assert journal.recordings.get(Actor(ada), ada, made["recording"]).name == "run.trc"


def test_what_is_deleted_while_it_is_measured_again_leaves_no_trace(
    client: TestClient, journal: Journal, ada: str, send: Send, files: dict[str, Path]
) -> None:
    """Neither its name nor a refusal stays among what was sent."""
    [made] = send(("run.trc", files["backward"]))
    measuring = client.app.state.measuring  # type: ignore[attr-defined]
    go_on = threading.Event()
    measuring._pool.submit(go_on.wait, 30)  # what is asked now waits
    again = client.post(f"/api/results/{made['recording']}/again", json={}).json()
    journal.recordings.remove(LOCAL, ada, made["recording"])
    go_on.set()
    assert measuring.wait(again["id"], 30) is None
    assert again["id"] not in [one.id for one in measuring._store.results()]
