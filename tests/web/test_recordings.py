"""Recordings on their way in, piece by piece from a phone; whole files are in ``recorded``."""

import json
import time
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstride.journal import LOCAL, Journal
from backstride.simulate import load_scenario
from backstride.simulate.write import write_scenario

RUN = "/api/runs/" + "0123456789abcdef" * 2
HTML = {"Accept": "text/html"}


@pytest.fixture
def journal(client: TestClient) -> Journal:
    """Return the journal of the app."""
    made: Journal = client.app.state.journal  # type: ignore[attr-defined]
    return made


@pytest.fixture(autouse=True)
def ada(journal: Journal) -> str:
    """Return whose recordings they are."""
    return journal.people.add("Ada").id


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
    client: TestClient, journal: Journal, ada: str, phone: list[str]
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
    with journal.recordings.originals(LOCAL, ada, result["recording"]) as path:
        assert path.read_text("utf-8").splitlines()[1:] == rows
    store = client.app.state.store  # type: ignore[attr-defined]
    assert not list(store.folder.rglob("*.chunk"))
    late = client.post(f"{RUN}/finish", json=end).json()
    assert (late["id"], late["state"]) == (first["id"], "measured")
    other = RUN.replace("/api/", f"/api/people/{journal.people.add('Ben').id}/")
    assert client.get(other).status_code == 404
    assert client.post(f"{other}/finish", json=end).status_code == 404


def test_a_piece_is_never_overwritten_by_another(client: TestClient) -> None:
    """The same number with other content is refused, and the first stays."""
    client.put(f"{RUN}/chunks/0", content=b'["m",0,0,0,9.8]')
    answer = client.put(f"{RUN}/chunks/0", content=b"other")
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "conflict"
    assert client.put(f"{RUN}/chunks/0", content=b'["m",0,0,0,9.8]').status_code == 204
    assert client.get(RUN).json()["chunks"] == [0]
