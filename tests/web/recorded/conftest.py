"""Somebody with a plan, in a running app, and recordings to send."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from backstride.journal import LOCAL, Journal, open_journal
from backstride.simulate import load_scenario
from backstride.simulate.write import write_scenario
from backstride.web.app import create_app
from backstride.web.settings import WebSettings
from backstride.web.workers import Workers
from tests.journal.people import planned_person
from tests.web.conftest import OWN

STARTED = datetime(2025, 1, 1, 8, tzinfo=UTC)
"""When simulated phones begin to record."""

Send = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return simulated recordings by what they are."""
    folder = tmp_path_factory.mktemp("made")
    made = write_scenario(load_scenario("run-turn-around"), folder / "a", ("phone", "trc", "c3d"))
    back = write_scenario(load_scenario("backward-run"), folder / "b", ("trc",))
    ahead = write_scenario(load_scenario("forward-run"), folder / "f", ("trc",))
    return {
        "phone": made[0],
        "trc": made[1],
        "c3d": made[2],
        "backward": back[0],
        "forward": ahead[0],
    }


class Noon:
    """Noon of the day on which the simulated phones recorded, until it is moved."""

    def __init__(self) -> None:
        self.now = STARTED.replace(hour=12)

    def __call__(self) -> datetime:
        """Return the moment; each a little later than the last, as moments are."""
        self.now += timedelta(milliseconds=1)
        return self.now


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Give a journal whose today is the day of the simulated recordings."""
    with open_journal(tmp_path / "journal.sqlite", clock=Noon()) as made:
        yield made


@pytest.fixture
def ada(journal: Journal) -> str:
    """Return somebody who follows a plan from the day of the simulated recordings on."""
    return planned_person(journal)[0]


class Shared(Workers):
    """Workers that outlive an app: starting them takes longer than most tests."""

    def close(self) -> None:
        """Stay; ``end`` ends them."""

    def end(self) -> None:
        """End them for good."""
        super().close()


@pytest.fixture(scope="session")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """Give the workers of all tests."""
    made = Shared(WebSettings(tmp_path_factory.mktemp("workers")))
    made.warm()
    yield made
    made.end()


@pytest.fixture
def client(tmp_path: Path, journal: Journal, ada: str, workers: Shared) -> Iterator[TestClient]:
    """Return a client that behaves like a page of the app."""
    assert journal.people.get(LOCAL, ada).name == "Ada"
    settings = WebSettings(tmp_path, largest_upload_bytes=5_000_000, measuring_at_once=1)
    app = create_app(settings, journal)
    app.state.measuring.workers = workers
    with TestClient(app, base_url="http://localhost", headers=OWN) as made:
        yield made


@pytest.fixture
def send(client: TestClient) -> Send:
    """Return what sends files together and waits for what comes of each recording."""

    def send(
        *files: tuple[str, bytes | Path], base: str = "/api", **said: str
    ) -> list[dict[str, Any]]:
        batch = client.post(f"{base}/batches").json()["id"]
        for name, data in files:
            content = data.read_bytes() if isinstance(data, Path) else data
            sent = client.put(
                f"{base}/batches/{batch}/files",
                content=content,
                headers={"X-File-Name": quote(name)},
            )
            assert sent.status_code == 201, sent.text
        made = client.post(f"{base}/batches/{batch}/measure", json=said)
        assert made.status_code == 202, made.text
        return [settled(client, one["id"], base) for one in made.json()["results"]]

    return send


def settled(client: TestClient, result_id: str, base: str = "/api") -> dict[str, Any]:
    """Return a result when it is there."""
    for _ in range(3):
        said: dict[str, Any] = client.get(f"{base}/results/{result_id}?wait=20").json()
        if said["state"] != "measuring":
            return said
    pytest.fail("nothing was measured in a minute")
