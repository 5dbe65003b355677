"""Every page, light and dark, phone and desk, by axe and by measure.

``BACKSTRIDE_SCREENSHOTS`` names a folder for pictures of the pages; without it none are taken.
"""

import re
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.routing import iter_route_contexts

from backstride.web.settings import WebSettings
from tests.web.conftest import SILENT, Running, come_in, picture
from tests.web.furnished import furnished

SIZES = {"phone": (390, 844), "desk": (1280, 900)}
RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"

ELSEWHERE = {
    "/accounts": "people/test_in_a_browser.py",
    "/api/docs": "people/test_in_a_browser.py",
    "/join/{secret}": "people/test_in_a_browser.py",
    "/password": "people/test_in_a_browser.py",
    "/people/trail": "people/test_in_a_browser.py",
    "/recordings/sent/{result_id}": "recorded/test_in_browser.py",
    "/reset/{secret}": "people/test_in_a_browser.py",
    "/team": "recorded/test_in_browser.py",
    "/team/{match_id}": "recorded/test_in_browser.py",
    "/welcome": "test_accessibility.py",
}
"""Pages that other tests look at, since they need accounts, nobody, or something on its way."""

NO_PAGES = re.compile(
    r"/(health|sw\.js|manifest\.webmanifest|static/.*|sounds/.*|calendar/.*|results/{result_id}"
    r"|.*\.(json|csv|html|fit)|.*\.{kind}|.*/(original|part|report-part|stretch))"
)
"""What is no page of its own: files, parts of a page, and what leads on to a page."""

SLOW_TIME = f"""
const now = performance.now.bind(performance);
performance.now = () => now() / 100;
{SILENT}
"""
"""A session that waits for whoever looks at it: its clock is slow, and no sound is its clock.

Time cannot stand still here: axe waits by the clock of the page.
"""


@pytest.fixture(scope="module")
def home(served: Running, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    """Return somebody whose journal has something on every page, and those pages."""
    if not served.servers:
        served.start()
    return furnished(served, tmp_path_factory.mktemp("made"))


def complaints(page: Any, rules: str = RULES) -> list[str]:
    """Return what axe finds wrong with a page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {{ runOnly: {rules} }})")["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def test_no_page_is_forgotten(running: Running, home: tuple[str, dict[str, str]]) -> None:
    """Each page that the app has is looked at, here or where it is said."""
    assert running.app is not None
    paths = [urlsplit(one).path for one in home[1].values()]
    forgotten = []
    for route in iter_route_contexts(running.app.routes):
        path = str(route.path)
        theirs = path.startswith(("/people/{person_id}/", "/api/")) and path not in ELSEWHERE
        if "GET" not in (route.methods or {"GET"}) or theirs or NO_PAGES.fullmatch(path):
            continue
        pattern = re.compile(re.sub(r"{\w+}", "[^/]+", path))
        elsewhere = Path(__file__).parent / ELSEWHERE.get(path, "nowhere")
        if not any(pattern.fullmatch(one) for one in paths) and not elsewhere.is_file():
            forgotten.append(path)
    assert forgotten == []


@pytest.mark.parametrize("size", SIZES)
def test_pages_can_be_used_by_everyone(
    browser: Any, running: Running, home: tuple[str, dict[str, str]], size: str
) -> None:
    """No page has a violation of WCAG 2.2 AA that can be found, or sticks out sideways.

    Light and dark; the phone in German, the desk in English.
    """
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale={"phone": "de-DE"}.get(size, "en-GB")
    )
    page, (person_id, pages) = context.new_page(), home
    come_in(page, running, person_id)
    wrong: list[str] = []
    for name, path in pages.items():
        answer = page.goto(running.url + path)
        assert answer.status == (404 if name == "problem" else 200), name
        for mode in ("light", "dark"):
            page.emulate_media(color_scheme=mode)
            wrong += [f"{name}, {mode}: {one}" for one in complaints(page)]
            picture(page, f"{name}-{size}-{mode}")
        inner, outer = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        if inner > outer:
            wrong.append(f"{name}: {inner - outer} pixels stick out")
    context.close()
    assert wrong == []


def test_a_first_visit_can_be_used_by_everyone(browser: Any, tmp_path: Path) -> None:
    """Before anybody is in the journal there is one page, and it is no worse than the others."""
    empty = Running(WebSettings(tmp_path))
    empty.start()
    for size, (width, height) in SIZES.items():
        page = browser.new_page(viewport={"width": width, "height": height}, locale="en-GB")
        page.goto(empty.url)
        assert complaints(page) == []
        picture(page, f"welcome-{size}-light")
        page.close()
    empty.cut()


@pytest.mark.parametrize("size", SIZES)
def test_a_running_session_can_be_used_by_everyone(
    browser: Any, running: Running, size: str
) -> None:
    """Lead-in, every way, the lane check, a pause and the questions after hold to WCAG 2.2 AA."""
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.add_init_script(SLOW_TIME)
    page.goto(f"{running.url}/sessions")
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
    page.get_by_role("button", name="Go on").wait_for()
    assert complaints(page) == []
    picture(page, f"running-paused-{size}", full=False)
    page.click("#stop")
    page.get_by_role("group", name="Pain now").get_by_label("3").check(force=True)
    assert complaints(page) == []
    picture(page, f"after-{size}")
    page.close()
