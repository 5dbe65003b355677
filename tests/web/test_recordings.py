"""Recordings on their way in: pieces from a phone, files from a person."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstride.simulate import load_scenario
from backstride.simulate.write import write_scenario

RUN = "/api/runs/" + "0123456789abcdef" * 2
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the lines of a simulated phone's recording."""
    folder = tmp_path_factory.mktemp("phone")
    paths = write_scenario(load_scenario("run-turn-around"), folder, ("phone",))
    return paths[0].read_text("utf-8").splitlines()


def settled(client: TestClient, url: str) -> dict[str, Any]:
    """Return a result when it is there."""
    for _ in range(300):
        said = client.get(url).json()
        result: dict[str, Any] = said.get("result", said)
        if result and result["state"] != "measuring":
            return result
        time.sleep(0.1)
    pytest.fail("nothing was measured in 30 s")


def test_pieces_in_any_order_and_twice_become_one_measured_recording(
    client: TestClient, phone: list[str]
) -> None:
    """What the phone sent is put together once, measured, and shown as the report."""
    header, rows = json.loads(phone[0]), phone[1:]
    pieces = ["\n".join(rows[i : i + 400]) for i in range(0, len(rows), 400)]
    end = {"title": "First steps", "chunks": len(pieces), "header": header}
    for n in (2, 0, 0, *range(3, len(pieces))):
        assert client.put(f"{RUN}/chunks/{n}", content=pieces[n]).status_code == 204
    missing = client.post(f"{RUN}/finish", json=end)
    assert (missing.status_code, missing.json()["missing"]) == (409, [1])
    client.put(f"{RUN}/chunks/1", content=pieces[1])
    first, again = (client.post(f"{RUN}/finish", json=end).json() for _ in range(2))
    assert first["id"] == again["id"]
    result = settled(client, RUN)
    assert result["state"] == "measured", result
    figures = client.get(result["measurement"]).json()
    assert figures["schema"] == "backstride.measurement/1"
    assert figures["source"]["format"] == "Backstride recording"
    page = client.get(result["report"], headers=HTML)
    assert 'href="/recordings"' in page.text
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "sha256-" in page.headers["content-security-policy"]
    store = client.app.state.store  # type: ignore[attr-defined]
    kept = store.path_of(store.result(result["id"])).read_text("utf-8").splitlines()
    assert kept[1:] == rows


def test_a_piece_is_never_overwritten_by_another(client: TestClient) -> None:
    """The same number with other content is refused, and the first stays."""
    client.put(f"{RUN}/chunks/0", content=b'["m",0,0,0,9.8]')
    answer = client.put(f"{RUN}/chunks/0", content=b"other")
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "conflict"
    assert client.put(f"{RUN}/chunks/0", content=b'["m",0,0,0,9.8]').status_code == 204
    assert client.get(RUN).json()["chunks"] == [0]


def test_what_a_person_says_of_a_run_is_kept_and_checked(client: TestClient) -> None:
    """Pain beyond the scale and unknown words are refused with the place; the rest is kept."""
    log = {
        "session": "first-steps.1",
        "title": "First steps",
        "started_at": "2026-05-04T18:00:00+02:00",
        "ended_at": "2026-05-04T18:20:00+02:00",
        "ended_by": "stopped",
        "pain": 6,
        "pain_sites": ["knee"],
        "steps": [],
    }
    assert client.put(f"{RUN}/log", json=log).status_code == 204
    refused = client.put(f"{RUN}/log", json={**log, "pain": 11})
    assert refused.status_code == 422
    assert refused.json()["error"]["message"].startswith("pain: ")
    store = client.app.state.store  # type: ignore[attr-defined]
    kept = json.loads((store.folder / "runs" / RUN[10:] / "log.json").read_text("utf-8"))
    assert (kept["pain"], kept["pain_sites"]) == (6, ["knee"])


def test_each_file_is_measured_or_refused_by_itself(client: TestClient, tmp_path: Path) -> None:
    """A damaged file among good ones gets a sentence without a path; the rest goes on."""
    made = write_scenario(load_scenario("run-turn-around"), tmp_path / "made", ("trc",))
    batch = client.post("/api/batches").json()["id"]
    for name, content in (
        ("läuft.trc", made[0].read_bytes()),
        ("broken.c3d", b"no such thing"),
        ("empty.trc", b""),
    ):
        header = {"X-File-Name": "l%C3%A4uft.trc" if name == "läuft.trc" else name}
        sent = client.put(f"/api/batches/{batch}/files", content=content, headers=header)
        assert sent.json() == {"name": name}
    answer = client.post(f"/api/batches/{batch}/measure", json={"placement": ""})
    assert answer.status_code == 202
    results = {
        one["title"]: settled(client, f"/api/results/{one['id']}")
        for one in answer.json()["results"]
    }
    assert results["läuft.trc"]["state"] == "measured"
    assert "backward" in results["läuft.trc"]["headline"]
    for shown in (results["läuft.trc"]["report"], results["läuft.trc"]["measurement"]):
        assert str(tmp_path) not in client.get(shown).text
    for name in ("broken.c3d", "empty.trc"):
        assert results[name]["state"] == "refused"
        assert results[name]["error"]["message"].startswith(f"{name}: ")
        assert str(tmp_path) not in results[name]["error"]["message"]
    page = client.get("/recordings", headers=HTML).text
    assert results["broken.c3d"]["error"]["message"][:30] in page


def test_a_browser_without_scripts_can_send_files(client: TestClient, tmp_path: Path) -> None:
    """The plain form takes several files and leads back to the list."""
    made = write_scenario(load_scenario("run-turn-around"), tmp_path / "made", ("trc",))
    files = [("files", (f"{i}.trc", made[0].read_bytes())) for i in (1, 2)]
    answer = client.post("/recordings", files=files, data={"placement": ""}, headers=HTML)
    assert answer.url.path == "/recordings"
    results = client.get("/api/results").json()["results"]
    assert {one["title"] for one in results} == {"1.trc", "2.trc"}
    for one in results:
        assert settled(client, f"/api/results/{one['id']}")["state"] == "measured"


def test_what_was_under_way_is_gone_on_with(client: TestClient, tmp_path: Path) -> None:
    """A measurement that the end of the app cut off is taken up at the next start."""
    made = write_scenario(load_scenario("run-turn-around"), tmp_path / "made", ("trc",))
    app = client.app
    store, measuring = app.state.store, app.state.measuring  # type: ignore[attr-defined]
    path = store.file_path(store.new_batch(), "left.trc")
    path.write_bytes(made[0].read_bytes())
    submit, measuring._pool.submit = measuring._pool.submit, lambda *_: None
    left = measuring.start(path, "left.trc")
    assert store.result(left.id).state == "measuring"
    measuring._pool.submit = submit
    measuring.resume()
    assert settled(client, f"/api/results/{left.id}")["state"] == "measured"
