"""The report as a browser shows it; needs an installed Chromium.

``BACKSTRIDE_SCREENSHOTS`` names a folder for screenshots; without it none are written.
"""

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backstride.exchange.report import render_comparison, render_report
from backstride.measure import measure
from backstride.measure.compare import compare
from backstride.simulate import load_scenario, simulate
from tests.chromium import chromium
from tests.exchange.report.report_sessions import (
    backward_session,
    empty_session,
    loaded_session,
    sensor_without_speed,
    watch_session,
    watch_with_heart,
)

SESSIONS = {
    "backward": backward_session,
    "watch": watch_session,
    "empty": empty_session,
    "heart": watch_with_heart,
    "sensor": sensor_without_speed,
    "loaded": loaded_session,
}
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}

browser = pytest.fixture(scope="module")(chromium)


@dataclass
class Visit:
    """An open page and what it complained of or asked for."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


def visit(browser: Any, file: Path, size: str = "desktop", **context: Any) -> Visit:
    """Open a report in a fresh window."""
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height}, **context)
    seen = Visit(page)
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("request", lambda request: seen.requests.append(request.url))
    page.goto(file.as_uri())
    return seen


@pytest.fixture(scope="module", params=SESSIONS)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a report on a whole session, a watch file or nothing at all."""
    file: Path = tmp_path_factory.mktemp("report") / f"{request.param}.html"
    file.write_text(render_report(SESSIONS[request.param]()), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a report with a figure to play."""
    file: Path = tmp_path_factory.mktemp("report") / "running.html"
    file.write_text(render_report(backward_session()), encoding="utf-8")
    return file


def frame(page: Any) -> float:
    """Return where the player is."""
    return float(page.get_attribute("#stage", "data-frame"))


def wait_until_past(page: Any, wanted: float) -> None:
    """Wait until the player is beyond a frame; the page's policy forbids waiting in scripts."""
    for _ in range(100):
        if frame(page) > wanted:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"the player stands at {frame(page)} and never passed {wanted}")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_page_fits_and_keeps_quiet(browser: Any, report: Path, size: str, mode: str) -> None:
    """Nothing sticks out sideways, nothing is fetched and nothing complains."""
    seen = visit(browser, report, size, color_scheme=mode)
    inner, outer = seen.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert inner <= outer
    assert seen.complaints == []
    assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
    if folder := os.environ.get("BACKSTRIDE_SCREENSHOTS"):
        name = f"report-{report.stem}-{size}-{mode}.png"
        seen.page.screenshot(path=str(Path(folder) / name), full_page=True)
    seen.page.close()


@pytest.mark.parametrize("size", SIZES)
def test_exactly_one_size_of_each_chart_shows(browser: Any, running: Path, size: str) -> None:
    """A wide screen has the wide charts, a phone the narrow ones."""
    page = visit(browser, running, size).page
    shown = {
        kind: page.locator(f"svg.{kind} >> visible=true").count() for kind in ("wide", "narrow")
    }
    assert shown == ({"wide": 3, "narrow": 0} if size == "desktop" else {"wide": 0, "narrow": 3})
    page.close()


def test_figure_waits_until_it_is_asked_to_move(browser: Any, running: Path) -> None:
    """Nothing plays by itself; play moves the figure and pause holds it."""
    page = visit(browser, running, reduced_motion="reduce").page
    before = frame(page)
    page.wait_for_timeout(200)
    assert frame(page) == before
    knee = page.locator("#stage .bone").nth(6)
    at = knee.get_attribute("x1"), knee.get_attribute("x2")
    page.get_by_role("button", name="Play").click()
    wait_until_past(page, before + 3)
    page.get_by_role("button", name="Pause").click()
    assert (knee.get_attribute("x1"), knee.get_attribute("x2")) != at
    held = frame(page)
    page.wait_for_timeout(200)
    assert frame(page) == held
    page.close()


def test_figure_is_played_and_scrubbed_by_keyboard(browser: Any, running: Path) -> None:
    """Every control is reached and worked without a mouse."""
    page = visit(browser, running).page
    page.get_by_role("slider", name="Time").focus()
    before = frame(page)
    page.keyboard.press("ArrowRight")
    assert frame(page) == round(before) + 1
    page.keyboard.press("Home")
    assert frame(page) == 0
    assert page.get_attribute("#scrub", "aria-valuetext") == "0.00 s, standing, 0.0 m/s"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    wait_until_past(page, 2)
    page.keyboard.press("Space")
    assert page.get_by_role("button", name="Play").is_visible()
    page.close()


def test_figure_shows_direction_and_feet_of_its_moment(browser: Any, running: Path) -> None:
    """At 1.8 s the runner goes backward on one foot, and the foot is lit."""
    page = visit(browser, running).page
    page.locator("#scrub").fill("54")
    assert page.locator("#at-direction").inner_text() == "backward"
    assert page.locator("#at-speed").inner_text() == "2.6 m/s"
    assert page.locator("#at-feet").inner_text() == "right"
    assert page.locator("#stage .bone.lit.of-right").count() == 3
    assert page.locator("#stage .bone.lit.of-left").count() == 0
    assert "backward" in page.get_attribute("#stage .travel", "class")
    page.close()


def test_facing_points_right_and_travel_left_when_running_backward(
    browser: Any, running: Path
) -> None:
    """From the side the nose is right of the head and the arrow runs to the left."""
    page = visit(browser, running).page
    page.locator("#scrub").fill("54")
    nose = [float(page.get_attribute("#stage .nose-line", end)) for end in ("x1", "x2")]
    assert nose[1] > nose[0]
    arrow = page.get_attribute("#stage .travel", "d")
    start, tip = arrow[1:].split("L")[0], arrow[1:].split("L")[3]
    assert float(tip.split()[0]) < float(start.split()[0])
    page.close()


def test_view_turns_with_the_runner_unless_told_not_to(browser: Any, tmp_path: Path) -> None:
    """Half-way the runner turns round: seen from the side he faces right, seen from afar left."""
    session = backward_session()
    facing = np.where(session.motion.time_s < 2.0, 0.0, 180.0)
    turning = replace(session, motion=replace(session.motion, facing_deg=facing))
    file = tmp_path / "turning.html"
    file.write_text(render_report(turning), encoding="utf-8")
    page = visit(browser, file).page
    page.locator("#scrub").fill("110")

    def nose() -> float:
        x1, x2 = (page.get_attribute("#stage .nose-line", end) for end in ("x1", "x2"))
        return float(x2) - float(x1)

    assert nose() > 10
    page.get_by_label("Turn with the runner").uncheck()
    assert nose() < -10
    page.close()


def test_charts_follow_the_figure(browser: Any, running: Path) -> None:
    """The mark in the speed chart and on the path moves with the player, and a click seeks."""
    page = visit(browser, running).page
    page.locator("#scrub").fill("20")
    early = page.locator("svg.wide .timeline .playhead").get_attribute("x1")
    dot = page.locator("svg.wide .ground .playhead").get_attribute("cx")
    page.locator("#scrub").fill("90")
    assert float(page.locator("svg.wide .timeline .playhead").get_attribute("x1")) > float(early)
    assert float(page.locator("svg.wide .ground .playhead").get_attribute("cx")) < float(dot)
    chart = page.locator("svg.wide:has(.timeline)")
    chart.click(position={"x": chart.bounding_box()["width"] / 2, "y": 100})
    assert 50 < frame(page) < 80
    page.close()


def test_page_reads_without_scripts(browser: Any, running: Path) -> None:
    """With scripts off the poses stand in for the player and all else is there."""
    page = visit(browser, running, java_script_enabled=False).page
    assert not page.locator("#player").is_visible()
    assert page.get_by_text("The player needs scripts").is_visible()
    assert page.locator("svg.wide >> visible=true").count() == 3
    page.close()


def test_print_leaves_out_what_paper_cannot_do(browser: Any, running: Path) -> None:
    """On paper there is no player, and the folded tables are open."""
    page = visit(browser, running).page
    page.emulate_media(media="print")
    assert not page.locator("#player").is_visible()
    assert page.locator("svg.wide >> visible=true").count() == 3
    assert page.get_by_role("table", name="Speed and headings every 0.2 s").is_visible()
    page.close()


@pytest.mark.parametrize("size", SIZES)
def test_comparison_fits_and_keeps_quiet(browser: Any, tmp_path: Path, size: str) -> None:
    """The comparison, too, fits its window, fetches nothing and complains of nothing."""
    motion, _ = simulate(load_scenario("run-turn-around"))
    both = measure(motion)
    file = tmp_path / "comparison.html"
    file.write_text(render_comparison(compare(both, both)), encoding="utf-8")
    seen = visit(browser, file, size)
    inner, outer = seen.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert inner <= outer
    assert seen.complaints == []
    assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
    if folder := os.environ.get("BACKSTRIDE_SCREENSHOTS"):
        seen.page.screenshot(path=str(Path(folder) / f"comparison-{size}.png"), full_page=True)
    seen.page.close()
