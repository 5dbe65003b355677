"""Recordings on their way into the journal."""

import io
import os
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstride.errors import DamagedFileError
from backstride.journal import LOCAL, Actor, Journal
from backstride.journal.sessions import KeptEntry
from backstride.training.log import LogEntry
from backstride.web.file_store import FileStore
from backstride.web.recorded.grouping import groups_of
from tests.web.recorded.conftest import STARTED, Send, settled

HTML = {"Accept": "text/html"}


def store_of(client: TestClient) -> FileStore:
    """Return the store of the app."""
    store: FileStore = client.app.state.store  # type: ignore[attr-defined]
    return store


def test_an_upload_is_in_the_journal_with_its_original(
    send: Send, journal: Journal, ada: str, files: dict[str, Path], client: TestClient
) -> None:
    """The bytes, the figures and the version are kept for the person; nothing lies elsewhere."""
    [made] = send(("läuft.trc", files["trc"]))
    assert (made["state"], made["title"]) == ("measured", "läuft.trc")
    assert "backward" in made["headline"]
    [(recording, measured)] = journal.recordings.of(LOCAL, ada)
    assert (recording.id, recording.name) == (made["recording"], "läuft.trc")
    assert measured.backward_m == pytest.approx(20, abs=1)
    with journal.recordings.originals(LOCAL, ada, recording.id) as path:
        assert path.read_bytes() == files["trc"].read_bytes()
    until = time.monotonic() + 30
    while list(store_of(client).folder.glob("files/*/*")):  # cleared once the result stands
        assert time.monotonic() < until, "the inbox was not cleared"
        time.sleep(0.02)
    figures = client.get(made["measurement"]).json()
    assert figures["schema"] == "backstride.measurement/1"
    assert figures["source"]["path"] == "läuft.trc"


def test_known_bytes_are_kept_once(
    send: Send, journal: Journal, ada: str, files: dict[str, Path], client: TestClient
) -> None:
    """Sent again under another name, a recording leads to the result of before, and says so."""
    [first] = send(("a.trc", files["trc"]))
    [again] = send(("b.trc", files["trc"]))
    assert (first["was_known"], again["was_known"]) == (False, True)
    assert first["recording"] == again["recording"]
    assert len(journal.recordings.of(LOCAL, ada)) == 1
    page = client.get(f"{again['report']}?known=1", headers=HTML)
    assert "Nothing was kept twice" in page.text


def test_each_file_is_measured_or_refused_by_itself(
    send: Send, client: TestClient, tmp_path: Path, files: dict[str, Path]
) -> None:
    """A damaged file among good ones gets a sentence without a path; the rest goes on."""
    results = {
        one["title"]: one
        for one in send(
            ("good.trc", files["trc"]), ("broken.c3d", b"no such thing"), ("empty.trc", b"")
        )
    }
    assert results["good.trc"]["state"] == "measured"
    for name, code in (("broken.c3d", "damaged"), ("empty.trc", "empty")):
        assert results[name]["state"] == "refused"
        assert results[name]["error"]["message"].startswith(f"{name}: ")
        assert results[name]["error"]["code"] == code
        assert str(tmp_path) not in results[name]["error"]["message"]
    page = client.get("/recordings", headers=HTML).text
    assert "The file is empty. Export the recording again and send it once more." in page
    assert "is empty; export the recording again." in page
    assert "The file is damaged or was cut off." in page
    forget = client.post(f"/recordings/forget/{results['empty.trc']['id']}", headers=HTML)
    assert "empty.trc" not in forget.text
    listed = client.get("/api/results").json()["results"]
    assert {one["title"] for one in listed} == {"good.trc", "broken.c3d"}


def test_an_archive_of_recordings_is_taken_apart(send: Send, files: dict[str, Path]) -> None:
    """Each recording in a ZIP gets its own result; what is none stays out."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.write(files["trc"], "week 1/run.trc")
        archive.write(files["c3d"], "week 1/run.c3d")
        archive.writestr("readme.md", "hello")
        archive.writestr("__MACOSX/run.trc", "not this")
    results = {one["title"]: one["state"] for one in send(("all.zip", data.getvalue()))}
    assert results == {"run.trc": "measured", "run.c3d": "measured"}


def test_an_archive_that_swells_is_refused(send: Send, client: TestClient) -> None:
    """What comes out counts, not what a directory says; nothing of it is left."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.c3d", b"\0" * 6_000_000)
    [made] = send(("bomb.zip", data.getvalue()))
    assert made["error"]["message"].startswith("bomb.zip: unpacks to more than")
    assert not [p for p in store_of(client).folder.rglob("*") if p.suffix in (".c3d", ".zip")]


def test_files_that_belong_together_become_one_recording(tmp_path: Path) -> None:
    """Frames of a film and tables of a phone are one each; a mapping goes to its table."""
    names = (
        "film_000000000000_keypoints.json",
        "film_000000000001_keypoints.json",
        "Accelerometer.csv",
        "Gyroscope.csv",
        "left.csv",
        "left.mapping.toml",
        "run.c3d",
        "ours.toml",
    )
    for name in names:
        (tmp_path / name).write_text("x")
    (tmp_path / "left.mapping.toml").write_text("[time]\ncolumn = 1\n")
    (tmp_path / "ours.toml").write_text('[landmarks]\nknee_left = "K"\n')
    groups = {one.main.name: one for one in groups_of(sorted(tmp_path.iterdir()))}
    assert {name: [p.name for p in one.companions] for name, one in groups.items()} == {
        "film_000000000000_keypoints.json": ["film_000000000001_keypoints.json"],
        "Accelerometer.csv": ["Gyroscope.csv"],
        "left.csv": [],
        "run.c3d": [],
    }
    assert groups["left.csv"].said == {"mapping": "[time]\ncolumn = 1\n"}
    assert set(groups["run.c3d"].said) == {"names"}


def test_forces_beside_markers_are_kept_with_them(
    send: Send, journal: Journal, ada: str, data_dir: Path, client: TestClient
) -> None:
    """Markers and their forces are one recording, measured together and given back together."""
    folder = data_dir / "mocap" / "lab"
    names = ("bmc_run.trc", "bmc_run_grf.mot")
    [made] = send(*((name, folder / name) for name in names))
    assert made["state"] == "measured"
    figures = client.get(made["measurement"]).json()
    assert any("forces" in one for one in figures["warnings"])
    with journal.recordings.originals(LOCAL, ada, made["recording"]) as path:
        assert sorted(p.name for p in path.parent.iterdir()) == sorted(names)
    packed = client.get(f"/recordings/{made['recording']}/original")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert sorted(archive.namelist()) == sorted(names)


def test_an_upload_that_breaks_off_leaves_nothing(client: TestClient) -> None:
    """Half a file is no file; a group that nobody measures is cleared away after a day."""
    batch = client.post("/api/batches").json()["id"]

    def half() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    header = {"X-File-Name": "half.trc"}
    broken = client.put(f"/api/batches/{batch}/files", content=half(), headers=header)
    assert broken.status_code == 500
    store = store_of(client)
    assert list(store.folder.glob("files/*/*/*")) == []
    [folder] = store.folder.glob("files/*/*")
    old = (STARTED - timedelta(days=400)).timestamp()
    os.utime(folder, (old, old))
    store.clear_up()
    assert not folder.exists()


def test_a_browser_without_scripts_can_send_files(
    client: TestClient, files: dict[str, Path]
) -> None:
    """The plain form takes several files and leads back to the list; one leads to its result."""
    sent = [
        ("files", (f"{i}.trc", files[name].read_bytes()))
        for i, name in enumerate(("trc", "backward"))
    ]
    answer = client.post("/recordings", files=sent, data={"placement": ""}, headers=HTML)
    assert answer.url.path == "/recordings"
    results = client.get("/api/results").json()["results"]
    assert {one["title"] for one in results} == {"0.trc", "1.trc"}
    for one in results:
        assert settled(client, one["id"])["state"] == "measured"
    one = [("files", ("f.trc", files["forward"].read_bytes()))]
    answer = client.post("/recordings", files=one, headers=HTML)
    while answer.url.path.startswith("/recordings/sent/"):
        answer = client.get(answer.url.path, headers=HTML)
    assert "none of it backward" in answer.text


def test_what_was_under_way_is_gone_on_with(client: TestClient, files: dict[str, Path]) -> None:
    """A measurement that the end of the app cut off is taken up at the next start."""
    state = client.app.state  # type: ignore[attr-defined]
    store, measuring = state.store, state.measuring
    batch = client.post("/api/batches").json()["id"]
    header = {"X-File-Name": "left.trc"}
    client.put(f"/api/batches/{batch}/files", content=files["trc"].read_bytes(), headers=header)
    submit, measuring._pool.submit = measuring._pool.submit, lambda *_: None
    left = client.post(f"/api/batches/{batch}/measure", json={}).json()["results"][0]
    assert store.result(left["id"]).state == "measuring"
    measuring._pool.submit = submit
    measuring.resume()
    assert settled(client, left["id"])["state"] == "measured"


def test_the_only_session_of_the_day_is_taken(
    send: Send, journal: Journal, ada: str, files: dict[str, Path]
) -> None:
    """A recording finds the session of its day; of two it asks, and chooses none."""
    day = STARTED.date()
    first = log(journal, ada, LogEntry(day=day, uid=""))
    [made] = send(("phone.jsonl", files["phone"]))
    assert (made["entry"], made["by_day"]) == (first.entry_id, True)
    for _ in range(2):
        log(journal, ada, LogEntry(day=day, uid=""))
    other = files["phone"].read_bytes().replace(b"simulated phone", b"another phone")
    [made] = send(("other.jsonl", other))
    assert (made["state"], made["entry"]) == ("measured", None)


def log(journal: Journal, person_id: str, entry: LogEntry) -> KeptEntry:
    """Keep an entry."""
    return journal.sessions.log(LOCAL, person_id, entry)


def test_a_coach_sees_what_was_shared_and_sends_for_an_athlete(
    client: TestClient, send: Send, journal: Journal, ada: str, files: dict[str, Path]
) -> None:
    """A recording sent under an athlete's address is the athlete's, and nobody else reads it."""
    other = journal.people.add("Ben").id
    base = f"/api/people/{other}"
    [made] = send(("ben.trc", files["trc"]), base=base)
    assert made["report"] == f"/people/{other}/recordings/{made['recording']}"
    assert journal.recordings.of(LOCAL, ada) == []
    assert client.get(f"/api/results/{made['id']}").status_code == 404
    assert client.get(f"/recordings/{made['recording']}", headers=HTML).status_code == 404
    assert client.get(made["report"], headers=HTML).status_code == 200
    seen = journal.trail.of(Actor(other), other)
    assert any(one.what == "recording" for one in seen)


def test_a_wrong_placement_is_refused_before_anything_is_measured(client: TestClient) -> None:
    """A place nobody can wear a sensor at is said in a sentence."""
    batch = client.post("/api/batches").json()["id"]
    answer = client.post(f"/api/batches/{batch}/measure", json={"placement": "on the moon"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "settings")


def test_files_of_one_name_are_both_kept(send: Send, files: dict[str, Path]) -> None:
    """Two folders may hold files of the same name; neither replaces the other."""
    made = send(("run.trc", files["backward"]), ("run.trc", files["forward"]))
    assert ["run (2).trc", "run.trc"] == sorted(one["title"] for one in made)
    assert {"measured"} == {one["state"] for one in made}
    assert made[0]["headline"] != made[1]["headline"]


def test_a_result_is_told_in_the_language_that_was_asked_for(
    client: TestClient, send: Send, files: dict[str, Path]
) -> None:
    """The list of uploads shows what the page will say."""
    [made] = send(("run.trc", files["backward"]))
    german = client.get(f"/api/results/{made['id']}", headers={"Accept-Language": "de"}).json()
    assert "backward" in made["headline"]
    assert "rückwärts" in german["headline"]


def test_what_waits_says_how_many_are_before_it_and_can_be_called_back(
    client: TestClient, journal: Journal, ada: str, files: dict[str, Path]
) -> None:
    """Nothing of it is kept, in journal or store; what was before it goes on."""
    batch = client.post("/api/batches").json()["id"]
    for name in ("phone", "backward", "forward"):
        client.put(
            f"/api/batches/{batch}/files",
            content=files[name].read_bytes(),
            headers={"X-File-Name": f"{name}{files[name].suffix}"},
        )
    with stopped(client):
        made = client.post(f"/api/batches/{batch}/measure", json={}).json()["results"]
        by_name = {one["title"]: one for one in made}
        last = max(made, key=lambda one: one["ahead"])
        assert ("waiting", 2) == (last["stage"], last["ahead"])
        said = client.delete(f"/api/results/{last['id']}").json()
        assert {"id": last["id"], "cancelled": True} == said
    rest = [settled(client, one["id"]) for one in by_name.values() if one != last]
    assert ["measured", "measured"] == [one["state"] for one in rest]
    measuring = client.app.state.measuring  # type: ignore[attr-defined]
    assert measuring.wait(last["id"], 20) is None
    assert 404 == client.get(f"/api/results/{last['id']}").status_code
    assert last["title"] not in [one.name for one, _ in journal.recordings.of(LOCAL, ada)]
    assert 2 == len(list(journal.originals.all()))
    late = client.delete(f"/api/results/{rest[0]['id']}")
    assert (409, "too_late") == (late.status_code, late.json()["error"]["code"])


def test_what_is_being_measured_is_called_back(
    client: TestClient, journal: Journal, ada: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its worker ends with it, no refusal is kept, and the next recording is measured."""
    begun, ended = threading.Event(), threading.Event()

    class Endless:
        usable, jobs, remembers = False, 0, ""

        def run(self, *_: object, **__: object) -> None:
            begun.set()
            assert ended.wait(20)
            raise DamagedFileError("run.trc: took too long; try again.")

        def end(self) -> None:
            ended.set()

    measuring = client.app.state.measuring  # type: ignore[attr-defined]
    with monkeypatch.context() as patched:
        patched.setattr(measuring.workers, "_taken", Endless)
        batch = client.post("/api/batches").json()["id"]
        client.put(
            f"/api/batches/{batch}/files", content=b"markers", headers={"X-File-Name": "run.trc"}
        )
        [made] = client.post(f"/api/batches/{batch}/measure", json={}).json()["results"]
        assert begun.wait(20)
        now = client.get(f"/api/results/{made['id']}").json()
        assert ("measuring", "measuring") == (now["state"], now["stage"])
        assert (
            303
            == client.post(
                f"/recordings/sent/{made['id']}/cancel", headers=HTML, follow_redirects=False
            ).status_code
        )
    assert measuring.wait(made["id"], 20) is None
    assert [] == journal.recordings.of(LOCAL, ada)
    assert [] == list(journal.originals.all())
    assert measuring.stages.of(made["id"]) is None


@contextmanager
def stopped(client: TestClient) -> Iterator[None]:
    """Let nothing be measured meanwhile."""
    go_on = threading.Event()
    pool = client.app.state.measuring._pool  # type: ignore[attr-defined]
    pool.submit(go_on.wait, 30)
    yield
    go_on.set()
