"""What came of a recording: its page, its session, what it changes, what can be taken along."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstride.evidence import finding
from backstride.exchange.report.render import render_report
from backstride.journal import LOCAL, Journal
from backstride.journal import measurements as journal_measurements
from backstride.journal import recordings as journal_recordings
from backstride.measure import measure
from backstride.readers import read
from backstride.training.log import LogEntry
from backstride.training.session import Step
from backstride.web.report_style import report_assets, scoped
from tests.exchange.report.html_pages import parse
from tests.web.recorded.conftest import Noon, Send, settled

HTML = {"Accept": "text/html"}


def whole_page(client: TestClient, made: dict[str, Any]) -> str:
    """Return a result's page when its report stands in it."""
    client.get(f"{made['report']}/report-part")
    return client.get(made["report"], headers=HTML).text


def test_everything_of_the_report_is_within_the_app(
    client: TestClient, send: Send, files: dict[str, Path]
) -> None:
    """Every section, table and picture of the report stands in the page, under the app's policy."""
    [made] = send(("run.trc", files["trc"]))
    page = parse(whole_page(client, made))
    alone = parse(render_report(measure(read(files["trc"])), title="run.trc"))
    for kind in ("section", "table", "figure", "svg"):
        inside = next(one for one in page.all("div") if one.attributes.get("id") == "report")
        assert len(inside.all(kind)) == len(alone.all(kind)), kind
    assert not page.all("style")
    for one in page.everything():
        assert "style" not in one.attributes
    answer = client.get(made["report"], headers=HTML)
    assert "unsafe" not in answer.headers["content-security-policy"]
    ids = [e.attributes["id"] for e in page.everything() if "id" in e.attributes]
    assert len(ids) == len(set(ids))


def test_every_finding_in_a_report_leads_to_the_evidence(
    client: TestClient, send: Send, files: dict[str, Path]
) -> None:
    """Each id in the list of what figures rest on is a link, and its target is there."""
    [made] = send(("run.trc", files["trc"]))
    text = whole_page(client, made)
    linked = set(re.findall(r'href="/evidence#([\w-]+)"', text))
    assert linked
    evidence = parse(client.get("/evidence", headers=HTML).text)
    there = {one.attributes.get("id") for one in evidence.everything()}
    assert linked <= there
    unlinked = re.findall(r'<span class="id">([A-Z]+\d+)</span>', text)
    assert not [one for one in unlinked if finding(one).shown]


def test_the_style_of_reports_touches_nothing_else() -> None:
    """Each rule is held to the report; what belongs to the whole page is left out."""
    style = scoped(
        ":root { --a: 1; } body, h1 { margin: 0; } .live .x { top: 0; } a:is(.b, .c) { left: 0; }"
        " @media print { html { top: 0; } main > p { right: 0; } }"
    )
    heads = [one.strip() for one in re.findall(r"([^{}]+)\{", style)]
    assert heads == [
        ".report",
        ".report h1",
        ".live .report .x",
        ".report a:is(.b, .c)",
        "@media print",
        ".report > p",
    ]
    whole = report_assets()["report.css"].decode()
    assert whole.count("{") == whole.count("}")
    for head in re.findall(r"([^{}]+)\{", whole):
        for one in re.split(r",(?![^(]*\))", head):
            assert ".report" in one or "@media" in one


def test_a_recording_of_a_planned_session_changes_the_plan(
    client: TestClient, send: Send, journal: Journal, ada: str, files: dict[str, Path]
) -> None:
    """The session learns what was measured; the page says what was planned, done and changed."""
    first = journal.programmes.current(LOCAL, ada)
    assert first is not None
    planned = first.programme.sessions()[0]
    clock = journal.clock
    assert isinstance(clock, Noon)
    clock.now = clock.now.replace(day=planned.day.day, month=planned.day.month)
    journal.sessions.log(
        LOCAL, ada, LogEntry(day=planned.day, uid=planned.uid, pain_during={"knee": 6})
    )
    entry = journal.sessions.of(LOCAL, ada)[0]
    [made] = send(("run.trc", files["backward"]), entry=entry.entry_id)
    assert made["entry"] == entry.entry_id
    after = journal.programmes.current(LOCAL, ada)
    assert after is not None
    assert (after.number, after.outcome) == (2, "regress")
    kept = journal.sessions.of(LOCAL, ada)[0].entry
    assert kept.measured is not None
    assert kept.measured.backward_m == pytest.approx(20, abs=10)
    page = client.get(made["report"], headers=HTML).text
    assert planned.session.title in page
    assert 'class="tag regress"' in page


def test_a_session_can_be_logged_with_its_recording(
    client: TestClient, send: Send, journal: Journal, ada: str, files: dict[str, Path]
) -> None:
    """Pain is asked before anything is kept; then the entry, its length and recording belong."""
    [made] = send(("run.trc", files["backward"]))
    version = journal.programmes.current(LOCAL, ada)
    assert version is not None
    clock = journal.clock
    assert isinstance(clock, Noon)
    planned = version.programme.sessions()[0]
    clock.now = clock.now.replace(day=planned.day.day, month=planned.day.month)
    page = client.get(made["report"], headers=HTML).text
    [key] = re.findall(
        rf'<option value="([0-9a-f]+)">[^<]*: {re.escape(planned.session.title)}', page
    )[:1]
    fields = {"planned": key, "rpe": "4", "pain": "", "site": ""}
    refused = client.post(f"{made['report']}/log", data=fields)
    assert refused.status_code == 422
    assert journal.sessions.of(LOCAL, ada) == []
    refused = client.post(f"{made['report']}/log", data={**fields, "pain": "3"})
    assert refused.json()["error"]["message"].startswith("where it hurt")
    answer = client.post(
        f"{made['report']}/log", data={**fields, "pain": "3", "site": "knee"}, headers=HTML
    )
    assert answer.status_code == 200
    [entry] = journal.sessions.of(LOCAL, ada)
    assert (entry.entry.uid, entry.entry.rpe, dict(entry.entry.pain_during)) == (
        planned.uid,
        4,
        {"knee": 3},
    )
    assert journal.recordings.get(LOCAL, ada, made["recording"]).entry_id == entry.entry_id
    taken = client.post(f"{made['report']}/session", data={"entry": ""}, headers=HTML)
    assert "does not belong to a session" in taken.text
    put = client.put(f"/api/recordings/{made['recording']}/entry", json={"entry": entry.entry_id})
    assert put.json()["entry"] == entry.entry_id


def test_a_newer_version_measures_again_and_keeps_both(
    client: TestClient,
    send: Send,
    journal: Journal,
    ada: str,
    files: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every result stays with its version; the newest counts, the earlier one can be seen."""
    [made] = send(("run.trc", files["trc"]))
    for module in (journal_measurements, journal_recordings):
        monkeypatch.setattr(module, "__version__", "99.0", raising=False)
    again = client.post(f"/api/results/{made['recording']}/again", json={}).json()
    assert settled(client, again["id"])["state"] == "measured"
    found = journal.recordings.results(LOCAL, ada, made["recording"])
    assert [(one.number, one.is_shown) for one in found] == [(2, True), (1, False)]
    assert found[0].code_version == "99.0"
    page = client.get(made["report"], headers=HTML).text
    assert page.count("Version ") >= 2
    earlier = client.get(f"{made['report']}?result=1", headers=HTML).text
    assert "This is an earlier result" in earlier
    assert client.get(f"{made['report']}?result=7", headers=HTML).status_code == 404


def test_a_refused_recording_can_be_tried_again(
    client: TestClient, send: Send, journal: Journal, ada: str
) -> None:
    """What no reader takes is kept with the reason, and has no figures to take along."""
    [made] = send(("broken.c3d", b"no such thing"))
    at = f"/recordings/{made['recording']}"
    page = client.get(at, headers=HTML).text
    assert made["error"]["message"][:20] in page
    assert client.get(f"{at}/original").content == b"no such thing"
    assert client.get(f"/api{at}/measurement").json()["error"]["code"] == "not_measured"
    answer = client.post(f"{at}/again", headers=HTML)
    assert answer.status_code == 200
    assert len(journal.recordings.results(LOCAL, ada, made["recording"])) == 1


def test_everything_can_be_taken_along(
    client: TestClient, send: Send, files: dict[str, Path], tmp_path: Path
) -> None:
    """Original, figures, report, steps and an activity that our own reader reads."""
    [made] = send(("my run.trc", files["trc"]))
    at = made["report"]
    original = client.get(f"{at}/original")
    assert original.content == files["trc"].read_bytes()
    assert "my%20run.trc" in original.headers["content-disposition"]
    figures = client.get(f"{at}/measurement.json").json()
    report = client.get(f"{at}/report.html").text
    assert "Content-Security-Policy" in report
    assert str(tmp_path) not in report
    rows = list(csv.DictReader(io.StringIO(client.get(f"{at}/steps.csv").text)))
    assert len(rows) == len(figures["steps"])
    said = [one["initial_contact_s"] for one in figures["steps"]]
    assert [row["initial_contact_s"] for row in rows] == ["" if x is None else f"{x}" for x in said]
    (tmp_path / "a.fit").write_bytes(client.get(f"{at}/activity.fit").content)
    back = measure(read(tmp_path / "a.fit")).by_direction["backward"].distance_m
    assert back == pytest.approx(figures["by_direction"]["backward"]["distance_m"], rel=0.1)


def test_the_list_is_told_apart_searched_and_turned_over(
    client: TestClient, journal: Journal, ada: str, files: dict[str, Path]
) -> None:
    """Kinds, a search by name that stands in no address, and pages of thirty."""
    from backstride.journal import Upload  # noqa: PLC0415
    from tests.journal.people import quick  # noqa: PLC0415

    for number in range(34):
        journal.recordings.add(
            LOCAL, ada, Upload(f"run {number}.txt", f"run {number}".encode()), measurer=quick
        )
    journal.recordings.add(LOCAL, ada, Upload("bad.txt", b"damaged"), measurer=quick)
    first, second = (client.get(f"/recordings?page={n}", headers=HTML).text for n in (1, 2))
    assert (first.count("data-state"), second.count("data-state")) == (30, 5)
    refused = client.get("/recordings?kind=refused", headers=HTML).text
    assert refused.count("data-state") == 1
    assert client.get("/recordings?kind=nonsense", headers=HTML).status_code == 422
    found = client.post("/recordings/search", data={"q": "RUN 33"}, headers=HTML)
    assert found.text.count("data-state") == 1
    assert found.url.query == b""


def test_what_a_file_is_called_cannot_become_markup(
    client: TestClient, send: Send, files: dict[str, Path]
) -> None:
    """A name stays a name, in the list, the page and the report."""
    [made] = send(("<b>run.trc", files["trc"]))
    for text in (
        client.get("/recordings", headers=HTML).text,
        whole_page(client, made),
        client.get(f"{made['report']}/report.html").text,
    ):
        assert "<b>run" not in text


def test_a_german_reads_german(client: TestClient, send: Send, files: dict[str, Path]) -> None:
    """Sentence and figures are in the reader's words, with a comma; what is English says so."""
    [made] = send(("run.trc", files["trc"]))
    german = {**HTML, "Accept-Language": "de"}
    heading = parse(client.get(made["report"], headers=german).text).all("h1")[0].text
    assert "rückwärts" in heading
    assert re.search(r"\d,\d", heading)


def test_a_watch_takes_its_directions_from_the_session(
    client: TestClient, send: Send, journal: Journal, ada: str, tmp_path: Path
) -> None:
    """Laps that say nothing get the ways of the planned steps, and the plan learns the dose."""
    version = journal.programmes.current(LOCAL, ada)
    assert version is not None
    planned = version.programme.sessions()[0]
    clock = journal.clock
    assert isinstance(clock, Noon)
    clock.now = clock.now.replace(day=planned.day.day, month=planned.day.month)
    entry = journal.sessions.log(LOCAL, ada, LogEntry(day=planned.day, uid=planned.uid))
    text = tcx_of(planned.session.steps())
    [made] = send(("watch.tcx", text.encode()), entry=entry.entry_id)
    assert "cannot be known" in made["headline"], made
    page = client.get(made["report"], headers=HTML).text
    assert "Take the directions from the session" in page
    answer = client.post(f"{made['report']}/again", data={"by_session": "1"}, headers=HTML)
    while answer.url.path.startswith("/recordings/sent/"):
        answer = client.get(answer.url.path, headers=HTML)
    shown = journal.recordings.result(LOCAL, ada, made["recording"])
    assert (shown.number, shown.facing) == (2, "declared")
    assert shown.backward_s
    measured = journal.sessions.of(LOCAL, ada)[0].entry.measured
    assert measured is not None
    assert measured.backward_s == pytest.approx(shown.backward_s)


def tcx_of(steps: Sequence[Step]) -> str:
    """Return what a watch writes of a session: a lap for each step, and no direction."""
    began = datetime(2025, 1, 3, 10, tzinfo=UTC)
    laps, gone_s, gone_m = [], 0, 0.0
    for step in steps:
        speed = 2.5 if step.movement == "jog" else 1.3
        points = []
        for second in range(int(step.amount)):
            at = began + timedelta(seconds=gone_s + second)
            far = gone_m + speed * second
            points.append(
                f"<Trackpoint><Time>{at:%Y-%m-%dT%H:%M:%SZ}</Time>"
                f"<DistanceMeters>{far:.1f}</DistanceMeters></Trackpoint>"
            )
        start = began + timedelta(seconds=gone_s)
        gone_s, gone_m = gone_s + int(step.amount), gone_m + speed * step.amount
        laps.append(
            f'<Lap StartTime="{start:%Y-%m-%dT%H:%M:%SZ}">'
            f"<TotalTimeSeconds>{step.amount}</TotalTimeSeconds>"
            f"<DistanceMeters>{speed * step.amount:.1f}</DistanceMeters>"
            f"<Track>{''.join(points)}</Track></Lap>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><TrainingCenterDatabase '
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>'
        f'<Activity Sport="Running"><Id>{began:%Y-%m-%dT%H:%M:%SZ}</Id>{"".join(laps)}'
        "</Activity></Activities></TrainingCenterDatabase>"
    )
