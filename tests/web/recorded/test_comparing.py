"""Two recordings side by side, and the evidence."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstride import evidence
from backstride.measure import measure
from backstride.measure.compare import compare
from backstride.readers import read
from tests.exchange.report.html_pages import parse
from tests.web.recorded.conftest import Send

HTML = {"Accept": "text/html"}


def test_a_comparison_is_that_of_the_command(
    client: TestClient, send: Send, files: dict[str, Path]
) -> None:
    """JSON and page say what ``backstride compare`` says of the same two files."""
    ids = {
        one["title"]: one["recording"]
        for one in send(("b.trc", files["backward"]), ("f.trc", files["forward"]))
    }
    pair = f"?backward={ids['b.trc']}&forward={ids['f.trc']}"
    found = client.get(f"/api/compare{pair}").json()
    wanted = compare(measure(read(files["backward"])), measure(read(files["forward"]))).as_json()
    assert [one["answer"] for one in found["statements"]] == [
        one["answer"] for one in wanted["statements"]
    ]
    assert found["figures"][0]["verdict"] == wanted["figures"][0]["verdict"]
    part = client.get(f"/compare/part{pair}").json()
    assert len(part["short"]) > 2
    page = client.get(f"/compare{pair}", headers=HTML).text
    assert part["short"][0] in page
    assert 'href="/evidence#' in page
    report = client.get(f"/compare/report.html{pair}")
    assert "attachment" in report.headers["content-disposition"]
    assert str(files["backward"].parent) not in report.text


def test_two_that_cannot_be_compared_say_why(
    client: TestClient, send: Send, files: dict[str, Path]
) -> None:
    """A forward run in the place of the backward one is refused in a sentence."""
    ids = [one["recording"] for one in send(("a.trc", files["forward"]), ("b.trc", files["trc"]))]
    answer = client.get(f"/compare/part?backward={ids[0]}&forward={ids[1]}")
    assert answer.status_code == 409
    assert "backward" in answer.json()["error"]["message"]
    nobody = client.get(f"/compare?backward={'0' * 32}&forward={ids[0]}", headers=HTML)
    assert nobody.status_code == 404


def test_recordings_with_backward_running_stand_over_time(
    client: TestClient, send: Send, files: dict[str, Path]
) -> None:
    """The table has those alone, and two are needed before any can be compared."""
    assert "Two measured recordings are needed" in client.get("/compare", headers=HTML).text
    send(("b.trc", files["backward"]), ("f.trc", files["forward"]))
    page = parse(client.get("/compare", headers=HTML).text)
    rows = page.all("tbody")[-1].all("tr")
    assert [row.all("a")[0].text for row in rows] == ["b.trc"]
    assert len(page.all("optgroup")) >= 2


def test_every_claim_and_finding_has_its_place(client: TestClient) -> None:
    """All are on the page, each under its id; claims show both sides with the verdict."""
    page = parse(client.get("/evidence", headers=HTML).text)
    ids = [one.attributes["id"] for one in page.everything() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    wanted = {one.id for one in evidence.claims()} | {one.id for one in evidence.findings()}
    assert wanted <= set(ids)
    for claim in evidence.claims():
        [article] = [one for one in page.all("article") if one.attributes.get("id") == claim.id]
        assert claim.text in article.text
        assert claim.reason[:40] in article.text
    links = [one.attributes["href"] for one in page.all("a")]
    assert sum(one.startswith("https://doi.org/") for one in links) > 50
    inside = [one[1:] for one in links if one.startswith("#") and one != "#main"]
    assert set(inside) <= set(ids)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/evidence?q=knee", 'id="findings-title"'),
        ("/evidence?q=%22%20OR%201=1", "Evidence"),
        ("/evidence?verdict=contradicted", 'class="entry contradicted"'),
        ("/evidence?q=zzzqqq", "Nothing found"),
    ],
)
def test_the_evidence_can_be_searched(client: TestClient, path: str, wanted: str) -> None:
    """Any text is words to look for; a verdict shows its claims alone."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200
    assert wanted in answer.text


def test_one_id_leads_to_its_entry(client: TestClient) -> None:
    """Pages and programs find a finding by its id; an unknown one is said."""
    answer = client.get("/evidence/e4", follow_redirects=False)
    assert answer.headers["location"] == "/evidence#E4"
    assert client.get("/api/evidence/E4").json()["statement"] == evidence.finding("E4").statement
    assert client.get("/api/evidence/E999").status_code == 404
    found = client.get("/api/evidence?q=knee").json()
    assert found["schema"] == "backstride.evidence/1"


def test_any_two_recordings_are_compared_in_two_taps(
    client: TestClient, send: Send, files: dict[str, Path]
) -> None:
    """From the list to what fits, best first, and from there to both; no script is needed."""
    sent = [("b.trc", files["backward"]), ("f.trc", files["forward"]), ("p.jsonl", files["phone"])]
    ids = {one["title"]: one["recording"] for one in send(*sent)}
    listed = parse(client.get("/recordings", headers=HTML).text)
    first = [
        e.attributes["href"] for e in listed.all("a") if e.attributes.get("class") == "compare"
    ]
    assert f"/compare?one={ids['b.trc']}" in first
    offered = parse(client.get(f"/compare?one={ids['b.trc']}", headers=HTML).text)
    pairs = [e.attributes["href"] for e in offered.all("a") if "&other=" in e.attributes["href"]]
    assert [f"/compare?one={ids['b.trc']}&other={ids[n]}" for n in ("f.trc", "p.jsonl")] == pairs
    both = parse(client.get(pairs[0], headers=HTML).text)
    report = next(e for e in both.all("div") if e.attributes.get("id") == "report")
    wanted = f"backward={ids['b.trc']}&forward={ids['f.trc']}"
    assert wanted in report.attributes.get("data-source", wanted)
    swapped = f"/compare?one={ids['f.trc']}&other={ids['b.trc']}"
    assert wanted in client.get(swapped, headers=HTML).text.replace("&amp;", "&")


def test_two_of_one_direction_stand_side_by_side(
    client: TestClient, send: Send, files: dict[str, Path]
) -> None:
    """Two backward runs have a table, whatever research has to say of directions."""
    sent = send(("a.trc", files["backward"]), ("b.trc", files["trc"]))
    one, other = (each["recording"] for each in sent)
    text = client.get(f"/compare?one={one}&other={other}", headers=HTML).text
    tables = [e for e in parse(text).all("table") if e.attributes.get("class") == "beside"]
    rows = [[c.text for c in row.all("td")] for row in tables[0].all("tr")[1:]]
    assert all(len(cells) == 3 for cells in rows)
    contract = client.get(f"/api/recordings/{one}/measurement").json()
    mean = contract["by_direction"]["backward"]["mean_speed_mps"]
    assert f"{mean:.2f} m/s" in [cells[0] for cells in rows]


def test_what_keeps_two_apart_is_said_first(
    client: TestClient, send: Send, files: dict[str, Path]
) -> None:
    """Another device, another speed; and no word that they fit."""
    sent = send(("a.trc", files["backward"]), ("p.jsonl", files["phone"]))
    one, other = (each["recording"] for each in sent)
    text = client.get(f"/compare?one={one}&other={other}", headers=HTML).text
    assert "Not to be compared as they are" in text
    assert "Different devices: Laboratory and Phone" in text
    assert "these two can be compared" not in text
