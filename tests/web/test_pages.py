"""The pages and what they are made of."""

import gzip
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstride.training import parse_session
from backstride.web.assets import assets, by_hashed_name
from backstride.web.file_store import FileStore
from backstride.web.player_steps import overview, player_steps
from backstride.web.sounds import Silence, Sounds, has_voice
from backstride.web.words_of import LANGUAGES, catalogue, preferred_language, words_in
from tests.exchange.report.html_pages import parse

HTML = {"Accept": "text/html"}
PAGES = (
    "/sessions",
    "/recordings",
    "/help/sensors",
    "/offline",
    "/enter",
    "/play/first-steps.1",
    "/no",
)
_BLANK = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_languages_have_the_same_sentences(language: str) -> None:
    """Every sentence is translated, with the same blanks to fill in."""
    english, other = catalogue("en"), catalogue(language)
    assert {s: set(t) for s, t in english.items()} == {s: set(t) for s, t in other.items()}
    for section, table in english.items():
        for key, sentence in table.items():
            blanks = set(_BLANK.findall(other[section][key]))
            assert blanks == set(_BLANK.findall(sentence)), f"{section}.{key}"


def test_every_sentence_is_used() -> None:
    """The catalogue holds nothing that no page or script says."""
    folder = files("backstride.web")
    sources = [
        one.read_text("utf-8")
        for one in Path(str(folder)).rglob("*")
        if one.suffix in (".html", ".js", ".py")
    ]
    text = "\n".join(sources)
    dotted = set(re.findall(r"(?=\b(\w+\.\w+)\b)", text))
    quoted = set(re.findall(r"(?<=[\"'])\w+(?=[\"'])", text))
    for section, table in catalogue("en").items():
        # A name put together, such as say("way." ~ direction) or say(f"log.rpe_{n}").
        begun = re.findall(rf"[\"'({{]{section}\.(\w*)(?:\{{|[\"']\s*~)", text)
        begun += re.findall(rf"section\([\"']{section}[\"']\)()\.get\(", text)
        for key in table:
            used = key in quoted or {f"{section}.{key}", f"words.{key}"} & dotted
            assert used or any(map(key.startswith, begun)), f"{section}.{key} is never said"


@pytest.mark.parametrize(
    ("accepted", "wanted"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("fr,en;q=0.5,de;q=0.4", "en"),
        ("fr", "en"),
        ("", "en"),
        ("de;q=0,en;q=0.1", "en"),
        ("de;q=banana", "de"),
    ],
)
def test_the_browser_says_which_language(accepted: str, wanted: str) -> None:
    """The best liked of those there are, English for want of one."""
    assert preferred_language(accepted) == wanted


def test_a_chosen_language_stays(client: TestClient) -> None:
    """What a person chose overrules the browser, and the way back is one within the app."""
    german = {**HTML, "Accept-Language": "de"}
    assert "Einheit wählen" in client.get("/sessions", headers=german).text
    form = {"language": "en", "path": "//evil.example"}
    answer = client.post("/language", data=form, follow_redirects=False)
    assert answer.headers["location"] == "/"
    assert "Choose a session" in client.get("/sessions", headers=german).text


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_well_made(client: TestClient, path: str) -> None:
    """Tags nest; there is one heading, one main part, a language, and a label on every field."""
    root = parse(client.get(path, headers=HTML).text)
    assert root.all("html")[0].attributes["lang"] == "en"
    assert len([one for one in root.all("h1") if "hidden" not in one.attributes]) >= 1
    assert len(root.all("main")) == 1
    assert root.all("title")[0].text.endswith("– Backstride")
    labels = {one.attributes.get("for") for one in root.all("label")}
    inside = {id(field) for one in root.all("label") for field in one.everything()}
    for kind in ("input", "select", "textarea"):
        for one in root.all(kind):
            named = one.attributes.get("id") in labels or id(one) in inside
            assert named or one.attributes.get("type") == "hidden"
    ids = [e.attributes["id"] for e in root.everything() if "id" in e.attributes]
    assert len(ids) == len(set(ids))


def test_files_are_kept_for_good_under_names_with_a_hash(client: TestClient) -> None:
    """Each file is sent under its hashed name, packed, and scripts import hashed names."""
    for name, asset in assets().items():
        answer = client.get(f"/static/{asset.name}")
        assert answer.content == asset.content
        assert "immutable" in answer.headers["cache-control"]
        assert client.get(f"/static/{name}").status_code == 404
    for asset in assets().values():
        for imported in re.findall(rb'from "\./([\w.-]+)"', asset.content):
            assert imported.decode() in by_hashed_name()


def test_scripts_of_any_page_stay_small() -> None:
    """What a page loads, with all that its scripts import, takes less than 25 kB on the way."""
    folder = files("backstride.web").joinpath("templates")
    asked = {
        one.name: set(re.findall(r"asset\('([\w-]+\.js)'\)", one.read_text("utf-8")))
        for one in folder.iterdir()
        if one.name.endswith(".html")
    }
    assert len(asked) > 10
    for name, scripts in asked.items():
        loaded = _with_imports(scripts | asked["base.html"])
        size = sum(len(gzip.compress(assets()[one].content, 9)) for one in loaded)
        assert size < 25_000, f"{name} loads {size} bytes of {sorted(loaded)}"


def _with_imports(scripts: set[str]) -> set[str]:
    plain = {asset.name: name for name, asset in assets().items()}
    found: set[str] = set()
    while new := scripts - found:
        found |= new
        texts = (assets()[one].content.decode() for one in new)
        scripts = {plain[one] for text in texts for one in re.findall(r'"\./([\w.-]+)"', text)}
    return found


def test_the_app_can_be_installed(client: TestClient) -> None:
    """The manifest names icons that are there, and the worker keeps all files and may see all."""
    manifest = client.get("/manifest.webmanifest").json()
    assert manifest["display"] == "standalone"
    assert {one["sizes"] for one in manifest["icons"]} == {"192x192", "512x512"}
    for icon in manifest["icons"]:
        assert client.get(icon["src"]).content[:4] == b"\x89PNG"
    worker = client.get("/sw.js")
    assert worker.headers["service-worker-allowed"] == "/"
    for name in json.loads(re.search(r"const ASSETS = (\[.*?\]);", worker.text)[1]):  # type: ignore[index]
        assert client.get(name).status_code == 200


def test_a_written_session_opens_in_the_player(client: TestClient) -> None:
    """A session is kept under the same address however often it is written."""
    first = client.post("/sessions", data={"text": "Mine\n30s backward easy\n"})
    again = client.post("/sessions", data={"text": "Mine\r\n30s backward easy"})
    assert first.url == again.url
    assert "Mine" in first.text
    assert "Mine" in client.get("/sessions", headers=HTML).text


def test_mistakes_in_a_session_are_said_beside_it(client: TestClient) -> None:
    """Every mistake is listed, and the text is still there to be mended."""
    answer = client.post("/sessions", data={"text": "Mine\n30s bakward\n4y walk\n"}, headers=HTML)
    assert answer.status_code == 422
    assert answer.text.count("<li>line") == 2 or answer.text.count("<li>") == 2
    assert "30s bakward" in answer.text


def test_a_title_cannot_become_markup(client: TestClient) -> None:
    """A session's words stay words, in the page and in the plan for the script."""
    text = "</script><b>x\n10s walk\n"
    answer = client.post("/sessions", data={"text": text}, headers=HTML)
    assert "</script><b>" not in answer.text


def test_steps_of_the_player_follow_the_clock() -> None:
    """Times join without gaps; a distance is an estimate; words are the reader's."""
    session = parse_session("S\n2x\n  20m backward easy\n  90s walk\n60s rest\n")
    steps = player_steps(session, words_in("de"))
    assert [one["start"] for one in steps[1:]] == [one["end"] for one in steps[:-1]]
    assert [one["exact"] for one in steps] == [False, True, False, True, True]
    assert (steps[0]["word"], steps[0]["metres"]) == ("Rückwärts", 20)
    assert (steps[1]["amount"], steps[4]["amount"]) == ("1:30 min", "1 min")
    assert [one["times"] for one in overview(steps)] == [2, 0, 1]


@pytest.mark.parametrize("template", ["first-steps.1", "balance-first.2", "cycling.1"])
def test_sessions_of_templates_can_be_played(client: TestClient, template: str) -> None:
    """A template's levels open in the player in every language."""
    for language in LANGUAGES:
        answer = client.get(f"/play/{template}", headers={**HTML, "Accept-Language": language})
        assert answer.status_code == 200


def test_without_a_voice_the_track_keeps_its_tones(tmp_path: Path) -> None:
    """A machine without the voice gets a track of tones with the same clock and all cues."""
    sounds = Sounds(tmp_path)
    session = parse_session("S\n5s walk\n5s backward\n")
    tmp_path.mkdir(exist_ok=True)
    made = sounds._make(session, "0" * 24, spoken=False)
    assert made.end_s - made.start_s == 10
    assert made.start_s == 10
    assert set(made.clips) == {"line", "lane"}
    found = sounds.file(made.track)
    assert found is not None
    assert found[0].stat().st_size > 20 * Silence.rate_hz
    assert sounds.file("../" + made.track) is None


@pytest.mark.skipif(not has_voice(), reason="the extra [voice] is not installed")
def test_a_track_is_made_once_and_named_by_its_content(client: TestClient) -> None:
    """The player learns where the sound is; the file may be kept for good."""
    about = client.get("/play/first-steps.1/sound.json").json()
    assert about == client.get("/play/first-steps.1/sound.json").json()
    assert about["spoken"] is True
    answer = client.get(about["track"])
    assert answer.headers["content-type"] == "audio/mpeg"
    assert "immutable" in answer.headers["cache-control"]
    for clip in about["clips"].values():
        assert client.get(clip).content[:4] == b"RIFF"


def test_the_store_keeps_names_inside_its_folder(tmp_path: Path) -> None:
    """No file name leads out of the folder or hides in it."""
    store = FileStore(tmp_path)
    person = "a" * 32
    batch = store.new_batch(person)
    for name in ("../../x.c3d", "..", "a/b\\c.csv", ".hidden", "x" * 500 + ".jsonl", "", "\0\n"):
        path = store.file_path(person, batch, name)
        assert path.parent.name == batch
        assert path.is_relative_to(tmp_path)
        assert not path.name.startswith(".")
        assert 0 < len(path.name) <= 121
    assert store.file_path(person, batch, "x" * 500 + ".jsonl").suffix == ".jsonl"
