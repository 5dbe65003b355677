"""A stretch of a recording, drawn anew by the server: as a page, as a part and as JSON."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstride.journal import LOCAL, Journal
from backstride.web.recorded.stretches import clock_of, seconds_of
from backstride.web.series_kept import SeriesKept, bytes_of
from tests.exchange.report.html_pages import parse
from tests.web.recorded.conftest import Send

HTML = {"Accept": "text/html"}


def test_an_address_shows_a_stretch_without_any_script(
    client: TestClient, send: Send, files: dict[str, Path]
) -> None:
    """Figures, pictures and a form that asks for another; ids stay unique."""
    [made] = send(("run.jsonl", files["phone"]))
    at = made["report"]
    page = parse(client.get(f"{at}?from_s=0:02&to_s=8.5", headers=HTML).text)
    [closer] = [e for e in page.all("div") if e.attributes.get("id") == "closer"]
    assert ("0:02", "0:08.50") == (
        closer.attributes["data-from"],
        closer.attributes["data-to"],
    )
    assert closer.all("svg")
    assert closer.all("table")
    ids = [e.attributes["id"] for e in page.everything() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    [form] = [e for e in page.all("form") if e.attributes.get("class") == "stretch-form"]
    values = {e.attributes["name"]: e.attributes["value"] for e in form.all("input")}
    assert {"from_s": "0:02", "to_s": "0:08.50"} == values
    assert not [
        e
        for e in parse(client.get(at, headers=HTML).text).all("div")
        if e.attributes.get("id") == "closer"
    ]


def test_the_part_holds_what_a_reading_along_the_curve_needs(
    client: TestClient, send: Send, files: dict[str, Path]
) -> None:
    """Samples of the stretch with the page's part, of the whole with the report's."""
    [made] = send(("run.jsonl", files["phone"]))
    part = parse(client.get(f"{made['report']}/stretch?from_s=2&to_s=8", headers=HTML).text)
    [script] = [e for e in part.all("script") if e.attributes.get("class") == "samples"]
    times = json.loads(script.text)["time_s"]
    assert 2.0 <= times[0] < times[-1] <= 8.0
    whole = client.get(f"{made['report']}/report-part").json()
    assert whole["samples"]["time_s"][-1] > 8.0
    bouts = client.get(f"/api/recordings/{made['recording']}/measurement").json()["bouts"]
    assert [[b["start_s"], b["end_s"]] for b in bouts] == [
        pytest.approx(b, abs=0.01) for b in whole["bouts"]
    ]


def test_the_interface_gives_figures_and_samples(
    client: TestClient, send: Send, files: dict[str, Path]
) -> None:
    """What is said of a bout's own time is what is said of the bout."""
    [made] = send(("run.trc", files["backward"]))
    at = f"/api/recordings/{made['recording']}"
    contract = client.get(f"{at}/measurement").json()
    [bout] = [b for b in contract["bouts"] if b["direction"] == "backward"][:1]
    said = client.get(f"{at}/stretch?from_s={bout['start_s']}&to_s={bout['end_s']}").json()
    assert "backward" == said["ways"][0]["direction"]
    assert bout["distance_m"] == pytest.approx(said["ways"][0]["distance_m"], rel=0.05)
    assert len(said["samples"]["time_s"]) == len(said["samples"]["speed_mps"])


def test_what_is_no_moment_is_said_plainly(
    client: TestClient, send: Send, files: dict[str, Path]
) -> None:
    """No pattern of ours is shown to a person."""
    [made] = send(("run.jsonl", files["phone"]))
    answer = client.get(f"{made['report']}?from_s=soon&to_s=8", headers=HTML)
    assert 422 == answer.status_code
    assert "such as 12:30" in answer.text


def test_a_deleted_recording_leaves_no_curve_in_memory(
    client: TestClient, journal: Journal, ada: str, send: Send, files: dict[str, Path]
) -> None:
    """Neither what stretches are drawn from nor a drawn one."""
    [made] = send(("run.jsonl", files["phone"]))
    measuring = client.app.state.measuring  # type: ignore[attr-defined]
    client.get(f"{made['report']}/stretch?from_s=2&to_s=8", headers=HTML)
    id_ = journal.recordings.result(LOCAL, ada, made["recording"]).id
    assert measuring.series.get(id_) is not None
    client.delete(f"/api/recordings/{made['recording']}")
    assert measuring.series.get(id_) is None
    assert measuring.pages.get(f"{id_} stretch en 2.0 8.0") is None
    assert 404 == client.get(f"{made['report']}/stretch?from_s=2&to_s=8").status_code


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("", None), ("75.5", 75.5), ("1:15", 75.0), ("1:02:30", 3750.0), ("0:07,25", 7.25)],
)
def test_moments_are_written_as_people_write_them(written: str, seconds: float | None) -> None:
    """Seconds, minutes and seconds, or with hours; with a point or a comma."""
    assert seconds == seconds_of(written)


@pytest.mark.parametrize("moment", [0.0, 7.25, 59.99, 59.999, 60.0, 3750.0, -1.5])
def test_a_moment_in_the_form_is_read_as_it_was(moment: float) -> None:
    """To a hundredth of a second."""
    assert moment == pytest.approx(seconds_of(clock_of(moment)), abs=0.011)


def test_memory_for_curves_is_bounded(
    client: TestClient, journal: Journal, ada: str, send: Send, files: dict[str, Path]
) -> None:
    """The one that was not asked for longest goes; the newest always stays."""
    [made] = send(("run.jsonl", files["phone"]))
    id_ = journal.recordings.result(LOCAL, ada, made["recording"]).id
    client.get(f"{made['report']}/report-part")
    series = client.app.state.measuring.series.get(id_)  # type: ignore[attr-defined]
    kept = SeriesKept(most_bytes=2 * bytes_of(series) + 1)
    for name in "abc":
        kept.put(name, series)
        kept.get("a")
    assert [True, False, True] == [kept.get(name) is not None for name in "abc"]
    tight = SeriesKept(most_bytes=1)
    tight.put("d", series)
    assert tight.get("d") is series
