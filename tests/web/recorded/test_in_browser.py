"""The pages of recordings as a person uses them, in a real browser."""

import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from backstride.journal import LOCAL, Journal
from backstride.training.log import LogEntry
from backstride.web.app import create_app
from backstride.web.settings import WebSettings
from tests.web.recorded.conftest import Noon, Shared
from tests.web.test_accessibility import complaints

SIZES = {"phone": (390, 844), "desk": (1280, 900)}


@pytest.fixture
def address(tmp_path: Path, journal: Journal, ada: str, workers: Shared) -> Iterator[str]:
    """Give the address of a running app in which Ada has logged her first session, with pain."""
    version = journal.programmes.current(LOCAL, ada)
    assert version is not None
    planned = version.programme.sessions()[0]
    assert isinstance(journal.clock, Noon)
    journal.clock.now = journal.clock.now.replace(day=planned.day.day, month=planned.day.month)
    entry = LogEntry(day=planned.day, uid=planned.uid, rpe=5, pain_during={"knee": 6})
    journal.sessions.log(LOCAL, ada, entry, minutes=20)
    app = create_app(WebSettings(tmp_path, measuring_at_once=1), journal)
    app.state.measuring.workers = workers
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://localhost:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


def looked_at(browser: Any, address: str, pages: dict[str, str]) -> None:
    """Make sure that axe finds nothing on pages in both sizes and colours, and none is too wide."""
    for size, mode in (("phone", "dark"), ("desk", "light")):
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=mode, locale="en-GB"
        )
        page = context.new_page()
        for name, path in pages.items():
            page.goto(address + path)
            if page.locator("#report").count():
                page.wait_for_selector("#report[data-ready] section")
            assert complaints(page) == [], (name, size, mode)
            inner, outer = page.evaluate(
                "[document.documentElement.scrollWidth, window.innerWidth]"
            )
            assert inner <= outer, (name, size)
            if folder := os.environ.get("BACKSTRIDE_SCREENSHOTS"):
                shot = Path(folder) / f"web-recorded-{name}-{size}-{mode}.png"
                page.screenshot(path=str(shot), full_page=True)
        context.close()


def test_a_real_backward_run_is_sent_measured_and_changes_the_plan(
    browser: Any, page: Any, address: str, data_dir: Path, tmp_path: Path
) -> None:
    """Bouts and knee load appear, the plan's change is told; each page is for everyone."""
    run = data_dir / "mocap" / "accad" / "c3d" / "Female1_Run_back.c3d"
    ahead = run.with_name("Female1_Run.c3d")
    page.set_default_timeout(60_000)
    page.goto(f"{address}/recordings")
    page.get_by_text("More to say about them").click()
    page.locator("#entry").select_option(index=1)
    page.set_input_files("#files", str(run))
    page.get_by_role("button", name="Measure").click()
    page.wait_for_url(re.compile(r"/recordings/[0-9a-f]{32}$"))
    page.wait_for_selector("#report[data-ready] #tables")
    assert "backward" in page.locator("h1").inner_text()
    assert "body weights" in page.locator("dl.figures").first.inner_text()
    assert page.get_by_role("table", name="Bouts").count() == 1
    assert page.locator("#changes .tag.regress").is_visible()
    assert page.locator("#play").is_visible()
    result = page.url.removeprefix(address)
    (tmp_path / "broken.c3d").write_bytes(b"no such thing")
    page.goto(f"{address}/recordings")
    page.set_input_files("#files", [str(ahead), str(tmp_path / "broken.c3d"), str(run)])
    page.get_by_role("button", name="Measure").click()
    for name, said in (
        (ahead.name, "measured"),
        ("broken.c3d", "could not be measured"),
        (run.name, "you had sent this before"),
    ):
        page.get_by_text(f"{name}: {said}").wait_for()
    page.goto(f"{address}/compare")
    page.locator("#backward").select_option(index=1)
    page.locator("#forward").select_option(index=1)
    page.get_by_role("button", name="Compare").click()
    page.wait_for_selector("#report[data-ready] #statements")
    assert page.locator("#short li").count() > 2
    pair = page.url.removeprefix(address)
    pages = {
        "recordings": "/recordings",
        "result": result,
        "compare": pair,
        "chosen": f"/compare?one={result.rpartition('/')[2]}",
        "delete": f"{result}/delete",
        "evidence": "/evidence?q=knee",
    }
    looked_at(browser, address, pages)


def test_a_match_is_sent_and_read(browser: Any, page: Any, address: str, data_dir: Path) -> None:
    """Its page comes by itself once it is measured, and both pages of matches are for everyone."""
    page.set_default_timeout(60_000)
    page.goto(f"{address}/team")
    feed = data_dir / "team" / "kloppy"
    names = ("epts_metrica_tracking.txt", "epts_metrica_metadata.xml")
    page.set_input_files("#files", [str(feed / name) for name in names])
    page.get_by_role("button", name="Measure the match").click()
    page.wait_for_url(re.compile(r"/team/[0-9a-f]{32}$"))
    page.get_by_role("heading", name="Player by player").wait_for()
    assert "estimated" in page.locator("main").inner_text()
    pages = {"team": "/team", "match": page.url.removeprefix(address)}
    looked_at(browser, address, pages)


def test_a_stretch_is_chosen_by_drag_by_keys_and_by_a_bout(
    browser: Any, page: Any, address: str, files: dict[str, Path]
) -> None:
    """Each draws it anew, keeps it in the address, and one moment is read in all charts."""
    page.set_default_timeout(60_000)
    page.goto(f"{address}/recordings")
    page.set_input_files("#files", str(files["phone"]))
    page.get_by_role("button", name="Measure", exact=True).click()
    page.wait_for_url(re.compile(r"/recordings/[0-9a-f]{32}$"))
    page.wait_for_selector("#report[data-ready] #stretch")
    picture = page.locator('#report section[aria-labelledby="speed"] svg.narrow').first
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    across = [box["x"] + share * box["width"] for share in (0.4, 0.7)]
    page.mouse.move(across[0], box["y"] + 120)
    page.mouse.down()
    page.mouse.move(across[1], box["y"] + 120, steps=4)
    assert page.locator("rect.choice").first.is_visible()
    page.mouse.up()
    page.wait_for_selector("#closer svg.narrow")
    page.wait_for_url(re.compile(r"\?from_s=[\d.]+&to_s=[\d.]+#stretch$"))
    assert page.locator("rect.choice").count() == 0

    page.locator("#along-at").focus()
    page.keyboard.press("End")
    lines = page.locator("line.reading-line").evaluate_all(
        "all => all.filter(one => one.getAttribute('visibility') !== 'hidden').length"
    )
    assert lines > 2, "the whole chart and the stretch, each in both sizes"
    said = page.locator("#along-at").get_attribute("aria-valuetext")
    assert said
    assert said in page.locator("#closer .reading").first.inner_text()
    page.locator("#from_s").fill("0:01")
    page.locator("#to_s").fill("0:04")
    page.locator("#to_s").press("Enter")
    page.wait_for_selector('#closer[data-from="0:01"][data-to="0:04"]')

    page.locator("a.closer-bout").first.click()
    page.wait_for_selector('#closer:not([data-to="0:04"])')
    page.reload()
    page.wait_for_selector("#report[data-ready] #closer")
    looked_at(browser, address, {"stretch": page.url.removeprefix(address)})
    page.get_by_role("link", name="Close it").click()
    page.wait_for_selector("#closer", state="detached")
    assert "from_s" not in page.url
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()  # a tap on a bout's bar above the curve
    page.mouse.click(box["x"] + 0.4 * box["width"], box["y"] + box["height"] * 26 / 300)
    page.wait_for_selector("#closer svg.narrow")


def test_an_upload_shows_bytes_and_can_be_called_back(
    page: Any, address: str, tmp_path: Path, files: dict[str, Path]
) -> None:
    """A line for each file from the start, with what is known of it; cancelling keeps nothing."""
    (tmp_path / "empty.trc").write_bytes(b"")
    page.set_default_timeout(60_000)
    page.goto(f"{address}/recordings")
    page.route("**/files", lambda route: None)  # the network stands still
    page.set_input_files("#files", [str(files["trc"]), str(tmp_path / "empty.trc")])
    page.get_by_role("button", name="Measure", exact=True).click()
    page.get_by_text("empty.trc: is empty").wait_for()
    page.get_by_text(re.compile(r"trc: .* of .* sent \(\d+ %\)")).wait_for()
    page.get_by_role("button", name=f"Cancel: {files['trc'].name}").click()
    page.get_by_text(f"{files['trc'].name}: cancelled").wait_for()
    page.get_by_text("2 of 2 done.").wait_for()
    page.unroute("**/files")
    page.reload()
    assert files["trc"].name not in page.locator("#results").inner_text()
