"""Matches: measured apart, and in nobody's journal."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstride.journal import LOCAL, Journal
from backstride.team import match_of
from backstride.team.demand import targets_of
from backstride.training.match_targets import targets_from_dict
from backstride.web.plans.match_notes import match_note
from backstride.web.words_of import words_in
from tests.exchange.report.html_pages import parse
from tests.team.made_plays import write_game

HTML = {"Accept": "text/html"}


def measured(client: TestClient, made: dict[str, Any]) -> dict[str, Any]:
    """Return a match when it is measured or refused."""
    workers = client.app.state.measuring._pool  # type: ignore[attr-defined]
    workers.submit(lambda: None).result(60)  # one after the other: what came before is done
    found: dict[str, Any] = client.get(f"/api/matches/{made['id']}").json()
    return found


def test_a_feed_without_orientation_is_estimated_and_says_so(
    client: TestClient, journal: Journal, ada: str, data_dir: Path
) -> None:
    """Players, shares with intervals and the thresholds stand in the table; no log is touched."""
    folder = data_dir / "team" / "kloppy"
    files = [
        ("files", (name, (folder / name).read_bytes()))
        for name in ("epts_metrica_tracking.txt", "epts_metrica_metadata.xml")
    ]
    made = client.post("/api/matches", files=files).json()
    found = measured(client, made)
    assert (found["state"], found["facing"]) == ("measured", "estimated"), found
    figures = client.get(f"/api/matches/{made['id']}/figures").json()
    wanted = match_of([folder / "epts_metrica_tracking.txt"]).as_json()
    assert len(figures["players"]) == len(wanted["players"])
    assert figures["thresholds"] == wanted["thresholds"]
    assert figures["source"]["path"] == "epts_metrica_tracking.txt"
    known = client.get(f"/api/matches/{made['id']}/targets").json()["players"]
    notes = {note for one in known for note in one["targets"]["notes"]}
    assert {note: note for note in notes} == {n: match_note(n, words_in("en")) for n in notes}
    assert any(note.startswith("Facing was estimated") for note in notes)
    page = client.get(f"/team/{made['id']}", headers=HTML).text
    table, _, _ = page.partition('id="inside-title"')
    assert table.count('<th scope="row">') == len(wanted["players"])
    assert "estimated" in page
    assert "into a log" not in page
    report = client.get(f"/team/{made['id']}/report.html")
    assert "attachment" in report.headers["content-disposition"]
    assert journal.sessions.of(LOCAL, ada) == []
    app = client.app.state.settings.folder  # type: ignore[attr-defined]
    assert not list(app.rglob("epts_metrica_tracking.txt"))
    client.post(f"/team/{made['id']}/remove", headers=HTML)
    assert client.get(f"/team/{made['id']}", headers=HTML).status_code == 404


def test_a_measured_player_is_put_into_a_log_by_hand_alone(
    client: TestClient, journal: Journal, ada: str, tmp_path: Path
) -> None:
    """With orientation a player's backward time can be linked; the day is asked."""
    path = write_game(tmp_path, 1, minutes=2.0).path
    made = client.post("/api/matches", files=[("files", (path.name, path.read_bytes()))]).json()
    found = measured(client, made)
    assert (found["state"], found["facing"]) == ("measured", "measured"), found
    assert journal.sessions.of(LOCAL, ada) == []
    figures = client.get(f"/api/matches/{made['id']}/figures").json()
    index = next(i for i, p in enumerate(figures["players"]) if "backward" in p["by_direction"])
    fields = {"player": str(index), "person": ada, "day": ""}
    refused = client.post(f"/team/{made['id']}/link", data=fields)
    assert refused.json()["error"]["message"].startswith("day")
    day = journal.clock().date().isoformat()
    client.post(f"/team/{made['id']}/link", data={**fields, "day": day}, headers=HTML)
    [entry] = journal.sessions.of(LOCAL, ada)
    assert entry.entry.day == date.fromisoformat(day)
    assert entry.entry.measured is not None
    wanted = figures["players"][index]["by_direction"]["backward"]["time_s"]
    assert entry.entry.measured.backward_s == pytest.approx(wanted)


def test_what_is_no_feed_is_refused_in_a_sentence(client: TestClient, tmp_path: Path) -> None:
    """The reason stands in the list, without a path; a form without files is refused."""
    made = client.post("/api/matches", files=[("files", ("x.dat", b"nothing"))]).json()
    found = measured(client, made)
    assert found["state"] == "refused"
    assert str(tmp_path) not in found["error"]
    assert found["error"][:20] in client.get("/team", headers=HTML).text
    assert client.post("/api/matches", data={"x": "y"}).status_code == 422
    assert client.get(f"/team/{'0' * 32}", headers=HTML).status_code == 404


def test_a_match_begins_with_what_happened_and_ranks_nobody_it_cannot(
    client: TestClient, data_dir: Path
) -> None:
    """A sentence for each team, players by name where facing is estimated, pictures within."""
    folder = data_dir / "team" / "kloppy"
    files = [
        ("files", (name, (folder / name).read_bytes()))
        for name in ("epts_metrica_tracking.txt", "epts_metrica_metadata.xml")
    ]
    made = client.post("/api/matches", files=files).json()
    assert "epts_metrica_tracking.txt" == measured(client, made)["title"]
    page = parse(client.get(f"/team/{made['id']}", headers={"Accept": "text/html"}).text)
    answers = [e.text for e in page.all("p") if e.attributes.get("class") == "lead answer"]
    assert 2 == len(answers)
    assert "as the feed does not say which way anybody faced" in answers[0]
    table = next(e for e in page.all("table"))
    names = [row.all("th")[0].text for row in table.all("tr")[1:]]
    numbers = [int(name.removeprefix("Track_")) for name in names]
    teams = [row.all("td")[0].text for row in table.all("tr")[1:]]
    assert sorted(zip(teams, numbers, strict=True)) == list(zip(teams, numbers, strict=True))
    inside = next(e for e in page.all("div") if e.attributes.get("class") == "report")
    assert inside.all("svg")
    ids = [e.attributes["id"] for e in page.everything() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    for one in page.everything():
        assert "style" not in one.attributes


def test_a_match_under_way_looks_again_by_itself(client: TestClient, data_dir: Path) -> None:
    """Without a script, until there is something to see."""
    name = "metrica_home.csv"
    feed = (data_dir / "team" / "kloppy" / name).read_bytes()
    made = client.post("/api/matches", files=[("files", (name, feed))]).json()
    first = client.get(f"/team/{made['id']}", headers={"Accept": "text/html"})
    done = measured(client, made)
    last = client.get(f"/team/{made['id']}", headers={"Accept": "text/html"})
    assert "measuring" != done["state"]
    assert "Refresh" not in last.headers
    assert ("Refresh" in first.headers) == ("Being measured" in first.text)


def test_a_measured_match_leads_to_a_plan_towards_it(
    client: TestClient, journal: Journal, ada: str, tmp_path: Path
) -> None:
    """What the file of ``--plan-targets`` holds is chosen on the page and wished of the plan."""
    path = write_game(tmp_path, 1, minutes=2.0).path
    made = client.post("/api/matches", files=[("files", (path.name, path.read_bytes()))]).json()
    assert "measured" == measured(client, made)["state"]
    offered = client.get(f"/api/matches/{made['id']}/targets").json()["players"]
    one = max(offered, key=lambda one: one["targets"]["per_match"]["backward_s"]["value"])
    wanted = targets_from_dict(targets_of(match_of([path]), one["player"]).as_json())
    assert targets_from_dict(one["targets"]) == wanted
    assert list(wanted.notes) == [match_note(note, words_in("en")) for note in wanted.notes]
    page = client.get(f"/team/{made['id']}", headers=HTML).text
    assert "Plan towards this match" in page
    assert "no study says how much of it belongs in training" in page
    asked = {"player": str(one["place"]), "person": ada}
    form = client.post(f"/team/{made['id']}/plan", data=asked, headers=HTML)
    assert "/begin" == form.url.path
    assert f"what this match asked of {one['player']}" in form.text
    assert "The match beside the plan" in form.text
    sent = {
        "goal": "learn",
        "place": "grass",
        "weeks": "6",
        "minutes_monday": "45",
        "minutes_thursday": "45",
        "start": journal.clock().date().isoformat(),
        "towards": f"{made['id']}.{one['place']}",
        "targets": "match",
        "consent": "yes",
        "do": "start",
    }
    client.post("/begin", data=sent, headers=HTML)
    version = journal.programmes.current(LOCAL, ada)
    assert version is not None
    assert version.programme.wishes.targets == wanted
