"""Every page, light and dark, phone and desk, by axe and by measure.

``BACKSTRIDE_SCREENSHOTS`` names a folder for pictures of the pages; without it none are taken.
"""

import os
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import Running

SIZES = {"phone": (390, 844), "desk": (1280, 900)}
PAGES = {
    "sessions": "/",
    "recordings": "/recordings",
    "sensors": "/help/sensors",
    "offline": "/offline",
    "enter": "/enter",
    "player": "/play/first-steps.2",
    "problem": "/play/nope",
}
RULES = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }"


SLOW_TIME = """
const now = performance.now.bind(performance);
performance.now = () => now() / 100;
HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException("", "NotAllowedError"));
"""
"""A session that waits for whoever looks at it: its clock is slow, and no sound is its clock."""


def complaints(page: Any) -> list[str]:
    """Return what axe finds wrong with a page."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def picture(page: Any, name: str, *, full: bool = True) -> None:
    """Keep a picture where somebody wants one."""
    if folder := os.environ.get("BACKSTRIDE_SCREENSHOTS"):
        page.screenshot(path=str(Path(folder) / f"web-{name}.png"), full_page=full)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_can_be_used_by_everyone(
    browser: Any, running: Running, size: str, mode: str
) -> None:
    """No page has a violation of WCAG 2.2 AA that can be found, or sticks out sideways."""
    width, height = SIZES[size]
    locale = "de-DE" if (size, mode) == ("phone", "dark") else "en-GB"
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=mode, locale=locale
    )
    page = context.new_page()
    for name, path in PAGES.items():
        page.goto(running.url + path)
        page.wait_for_timeout(150)
        assert complaints(page) == [], name
        inner, outer = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert inner <= outer, name
        picture(page, f"{name}-{size}-{mode}")
    context.close()


@pytest.mark.parametrize("size", SIZES)
def test_a_running_session_can_be_used_by_everyone(
    browser: Any, running: Running, size: str
) -> None:
    """Lead-in, every way, the lane check, a pause and the questions after hold to WCAG 2.2 AA."""
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.add_init_script(SLOW_TIME)
    page.goto(running.url)
    steps = ("30s walk", "30s backward easy", "30s shuffle left", "30s shuffle right", "30s rest")
    page.fill("#text", "Every way\n" + "\n".join(steps) + "\n")
    page.get_by_role("button", name="Open in the player").click()
    page.get_by_role("button", name="Start").click()
    for name in ("lead", "forward", "lane", "backward", "left", "right", "rest"):
        page.wait_for_timeout(250)
        assert complaints(page) == [], name
        overflow = page.evaluate(
            "(() => { const m = document.querySelector('.stage-middle');"
            " return m.scrollHeight - m.clientHeight; })()"
        )
        assert overflow <= 1, f"{name} does not fit by {overflow} pixels"
        picture(page, f"running-{name}-{size}", full=False)
        if name != "rest":
            page.click("#clear" if name == "lane" else "#skip")
    page.keyboard.press("Space")
    page.wait_for_timeout(150)
    assert complaints(page) == []
    picture(page, f"running-paused-{size}", full=False)
    page.click("#stop")
    page.get_by_role("group", name="Pain now").get_by_label("3").check(force=True)
    assert complaints(page) == []
    picture(page, f"after-{size}")
    page.close()
