"""What the app refuses, and what it sends along with every answer."""

import logging
from pathlib import Path
from typing import Any

import anyio
import pytest
from anyio.from_thread import start_blocking_portal as anyio_portal
from fastapi.testclient import TestClient
from starlette.types import Message

from backstride.web import guard
from backstride.web.app import create_app
from backstride.web.settings import WebSettings
from tests.web.conftest import OWN

PAGES = ("/sessions", "/recordings", "/help/sensors", "/offline", "/play/first-steps.1", "/nowhere")
RUN = "/api/runs/" + "a" * 32


@pytest.mark.parametrize("path", [*PAGES, "/sw.js", "/api/results", "/manifest.webmanifest"])
def test_every_answer_carries_a_strict_policy(client: TestClient, path: str) -> None:
    """No inline script or style, no stranger's frame, no guessing of types, nothing kept."""
    headers = client.get(path).headers
    policy = dict(p.strip().split(" ", 1) for p in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] in ("no-store", "no-cache")


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_inline_script_or_style(client: TestClient, path: str) -> None:
    """What the policy forbids is not there in the first place."""
    text = client.get(path, headers={"Accept": "text/html"}).text
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick" not in text
    assert text.count("<script") == text.count('<script type="module" src=') + text.count(
        '<script type="application/json"'
    )


STRANGERS: list[dict[str, str]] = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:9999"},
    {},
]


@pytest.mark.parametrize("headers", STRANGERS)
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/sessions"), ("POST", "/api/batches"), ("PUT", RUN + "/chunks/0")],
)
def test_what_no_page_of_the_app_sent_changes_nothing(
    tmp_path: Path, headers: dict[str, str], method: str, path: str
) -> None:
    """A form on another site, another port, or no browser at all is refused."""
    with TestClient(create_app(WebSettings(tmp_path)), base_url="http://localhost") as client:
        answer = client.request(method, path, headers=headers, content=b"x")
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "other_origin"
    assert not (tmp_path / "app").exists()


def test_a_site_that_points_its_own_name_at_this_machine_is_refused(client: TestClient) -> None:
    """Only known names are answered, with or without a port."""
    assert client.get("/sessions", headers={"Host": "evil.example:8765"}).status_code == 403
    assert client.get("/sessions", headers={"Host": "localhost:8765"}).status_code == 200
    assert client.get("/sessions", headers={"Host": "[::1]:8765"}).status_code == 200


def test_size_is_counted_and_not_believed(client: TestClient) -> None:
    """A body without an announced length is cut off where it becomes too large."""

    def endless() -> Any:
        for _ in range(80):
            yield b"x" * 65536

    client.app.state.journal.people.add("Ada")  # type: ignore[attr-defined]
    announced = client.put(RUN + "/chunks/0", content=b"x" * 5_000_000)
    streamed = client.put(RUN + "/chunks/0", content=endless())
    for answer in (announced, streamed):
        assert answer.status_code == 413
        assert answer.json()["error"]["code"] == "too_large"
    assert client.get(RUN).json()["chunks"] == []


def test_too_large_a_file_leaves_nothing_behind(tmp_path: Path) -> None:
    """An upload beyond the limit is refused, and its beginning is not kept."""
    app = create_app(WebSettings(tmp_path, largest_upload_bytes=1_000_000))
    app.state.journal.people.add("Ada")
    with TestClient(app, base_url="http://localhost", headers=OWN) as client:
        batch = client.post("/api/batches").json()["id"]

        def stream() -> Any:
            for _ in range(40):
                yield b"x" * 65536

        answer = client.put(
            f"/api/batches/{batch}/files", content=stream(), headers={"X-File-Name": "a.c3d"}
        )
    assert answer.status_code == 413
    assert [one for one in (tmp_path / "app" / "files").rglob("*") if one.is_file()] == []


@pytest.mark.parametrize("path", ["/sign-in", "/api/runs/" + "a" * 32 + "/chunks/0", "/import"])
def test_who_sends_too_slowly_is_not_waited_for(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """A body that does not come keeps nothing busy; one that is complete is given its time."""
    client.app.state.journal.people.add("Ada")  # type: ignore[attr-defined]
    monkeypatch.setattr(guard, "PATIENCE_S", 0.2)

    async def asked() -> list[Message]:
        said: list[Message] = []
        first = iter([{"type": "http.request", "body": b"--x\r\n", "more_body": True}])

        async def receive() -> Message:
            if (message := next(first, None)) is not None:
                return message
            await anyio.sleep(30)
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            said.append(message)

        headers = [(b"host", b"localhost"), (b"sec-fetch-site", b"same-origin")]
        headers.append((b"content-type", b"multipart/form-data; boundary=x"))
        method = "PUT" if "/chunks/" in path else "POST"
        scope: dict[str, Any] = {"type": "http", "method": method, "path": path, "headers": headers}
        scope |= {"query_string": b"", "raw_path": path.encode(), "http_version": "1.1"}
        scope |= {"scheme": "http", "client": ("127.0.0.1", 1), "server": ("localhost", 80)}
        scope["app"] = client.app
        await client.app(scope, receive, send)
        return said

    with anyio_portal() as portal:
        said = portal.call(asked)
    assert said[0]["status"] == 408
    assert b'"code":"too_slow"' in said[1]["body"].replace(b": ", b":")


def test_errors_have_one_shape_for_programs_and_a_page_for_people(client: TestClient) -> None:
    """The same error is JSON or a calm page, as was asked for."""
    for path in ("/api/results/" + "b" * 32, "/api/runs/short", "/play/nope", "/nowhere"):
        error = client.get(path).json()["error"]
        assert set(error) == {"code", "message"}
        assert error["message"].endswith(".")
    page = client.get("/play/nope", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "There is no such session" in page.text
    assert "<main" in page.text


def test_a_fault_is_logged_without_what_was_sent(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The log names the place in the code and never the words of a person."""
    app = create_app(WebSettings(tmp_path))

    @app.get("/broken")
    def broken() -> None:
        raise ValueError("knee pain 7")

    with TestClient(app, base_url="http://localhost") as client, caplog.at_level(logging.INFO):
        answer = client.get("/broken")
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internal"
    ours = "".join(r.getMessage() for r in caplog.records if r.name == "backstride.web")
    assert "ValueError" in ours
    assert "knee" not in ours


def test_on_a_network_nothing_is_shown_without_the_key(tmp_path: Path) -> None:
    """Until somebody has an account, the key opens the page that makes one and nothing else."""
    app = create_app(WebSettings(tmp_path, key="open-sesame"))
    with TestClient(app, base_url="http://localhost", headers=OWN) as client:
        people = {"Accept": "text/html"}
        for path in ("/sessions", "/people", "/open-account", "/welcome", "/import"):
            refused = client.get(path, headers=people, follow_redirects=False)
            assert refused.headers["location"] == "/enter", path
        assert client.get("/api/people").json()["error"]["code"] == "key_needed"
        assert client.post("/enter", data={"key": "wrong"}, headers=people).status_code == 403
        entered = client.post("/enter", data={"key": "open-sesame"}, follow_redirects=False)
        assert "httponly; " in entered.headers["set-cookie"].lower()
        assert "samesite=strict" in entered.headers["set-cookie"].lower()
        assert client.get("/open-account", headers=people).status_code == 200
        assert client.get("/api/people").status_code == 401


def test_a_token_stands_in_for_the_origin_and_nothing_else_does(client: TestClient) -> None:
    """A script is no page of the app; a wrong token, or one sent to a page, helps nobody."""
    for path, code in (("/api/people", 401), ("/people/add", 403)):
        answer = client.post(path, headers={"Origin": "", "Authorization": "Bearer guessed"})
        assert answer.status_code == code, path
    cross = {"Sec-Fetch-Site": "cross-site", "Authorization": "Basic YTpi"}
    assert client.post("/api/people", headers=cross).json()["error"]["code"] == "other_origin"


@pytest.mark.parametrize("whose", ["", "/people/" + "a" * 32])
def test_large_bodies_are_for_recordings_alone(client: TestClient, whose: str) -> None:
    """Anything else is cut off at the size of a form, one's own or for another."""
    for path, allowed in ((f"/api{whose}/settings", False), (f"{whose}/settings", False)):
        answer = client.post(path, content=b"x" * 300_000)
        assert (answer.status_code != 413) is allowed, path


def test_problems_are_said_in_the_reader_s_language(client: TestClient) -> None:
    """Also for an address that is mistyped; nothing of it is English on a German page."""
    german = {"Accept": "text/html", "Accept-Language": "de"}
    client.app.state.journal.people.add("Ada")  # type: ignore[attr-defined]
    for path in ("/nowhere", "/plan/nowhere"):
        answer = client.get(path, headers=german)
        assert answer.status_code == 404
        assert "Das ging nicht" in answer.text
        assert 'lang="en"' not in answer.text.split("<main")[1].split("</main>")[0]
        assert "There is nothing" not in answer.text
        assert "Zurück zu heute" in answer.text
        english = client.get(path, headers={"Accept": "text/html", "Accept-Language": "en"})
        assert "There is nothing at this address." in english.text
        assert "Back to today" in english.text
