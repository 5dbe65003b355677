"""The first visit and the plan in a real browser, as a new person would go."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backstride.web.settings import WebSettings
from tests.web.conftest import Running, picture
from tests.web.test_accessibility import complaints

SIZES = {
    "phone": ({"width": 390, "height": 844}, "dark"),
    "desk": ({"width": 1280, "height": 900}, "light"),
}


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Running]:
    """Return an app that nobody has opened before."""
    app = Running(WebSettings(tmp_path))
    app.start()
    yield app
    app.cut()


@pytest.fixture
def window(browser: Any) -> Iterator[Any]:
    """Return a window in German."""
    context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin")
    yield context.new_page()
    context.close()


def _look(page: Any, name: str) -> None:
    """Check a page on a phone in the dark and on a desk in the light, and keep pictures of it."""
    for size, (viewport, mode) in SIZES.items():
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=mode)
        assert complaints(page) == [], f"{name} {size}"
        inner, outer = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert inner <= outer, f"{name} {size}"
        picture(page, f"{name}-{size}")


def _answer(page: Any) -> None:
    """Fill in the questions as somebody whom no rule concerns."""
    for field, value in (
        ("birth_date", "1994-03-01"),
        ("mass", "60"),
        ("height", "170"),
        ("running", "3"),
    ):
        page.fill(f"#{field}", value)
    page.select_option("#running_unit", "years")
    for box in page.locator(".none input").all():
        box.check()
    assert page.locator("input[value=no]:checked").count() == 27


def test_from_nothing_to_a_session_that_moved(window: Any, fresh: Running) -> None:
    """Welcome, questions, plan, today, calendar and history, usable by everyone on the way."""
    page = window
    page.goto(fresh.url)
    page.wait_for_url("**/welcome")
    assert page.input_value("#zone") == "Europe/Berlin"
    _look(page, "welcome")
    page.fill("#name", "Ada")
    page.click("main form:has(#name) button")
    page.wait_for_url("**/screening")
    _answer(page)
    _look(page, "screening")
    page.locator("form.long > button").click()
    page.wait_for_url("**/begin")
    _look(page, "begin")
    page.check("[name=consent]", force=True)
    page.click("[name=do][value=start]")
    page.wait_for_url(re.compile(r"/$"))
    _look(page, "today")
    page.get_by_text("Der ganze Plan").click()
    page.wait_for_url("**/plan")
    page.get_by_role("link", name="Monat").click()
    _look(page, "plan-month")
    _move(page, fresh)
    _look(page, "history")
    _move_by_drag(page, fresh)
    _frame_stands_still(page, fresh)


def _move(page: Any, app: Running) -> None:
    """Try a day against the rules by keys, see why not, and move there with a reason."""
    plan = page.evaluate("fetch('/api/plan').then((answer) => answer.json())")
    one = plan["sessions"][1]
    page.goto(f"{app.url}/plan?week={one['day']}")
    page.locator(f"[data-key='{one['key']}'] a").focus()
    page.keyboard.press("Shift+ArrowRight")  # the day after a free one is not free
    page.get_by_text("Die Regeln sprechen dagegen: Eine Einheit ist nie länger").wait_for()
    _look(page, "plan-week")
    page.goto(f"{app.url}/plan/{one['key']}")
    page.get_by_role("link", name="Auf einen anderen Tag verschieben").click()
    page.wait_for_selector("#move")
    _look(page, "session")
    page.locator("#move li:has(.hint) input").first.check(force=True)
    page.locator("#move button").click()
    page.fill("#anyway-reason", "Die Bahn ist gesperrt")
    page.locator("#refused button").click()
    page.wait_for_url("**/plan?week=*")
    page.goto(f"{app.url}/plan/history")
    page.get_by_text("Die Bahn ist gesperrt").wait_for()


def _move_by_drag(page: Any, app: Running) -> None:
    """Drag a session to a free day: it lands where it is dropped, and has the focus afterwards."""
    plan = page.evaluate("fetch('/api/plan').then((answer) => answer.json())")
    for one in plan["sessions"][2:]:
        asked = f"fetch('/api/plan/sessions/{one['key']}/days').then((answer) => answer.json())"
        fine = [to["day"] for to in page.evaluate(asked) if not to["broken"]]
        month = one["day"][:7]
        if to_day := next((day for day in fine if day.startswith(month)), ""):
            break
    else:
        pytest.fail("no session of the plan may move to a day nearby")
    page.goto(f"{app.url}/plan?month={month}")
    page.locator(f"[data-key='{one['key']}']").drag_to(page.locator(f"[data-drop='{to_day}']"))
    page.get_by_text("jetzt am").wait_for()
    assert f"month={month}" in page.url
    assert page.locator(f"[data-drop='{to_day}'] [data-key='{one['key']}']").count() == 1
    focused = page.evaluate("document.activeElement.closest('[data-key]')?.dataset.key")
    assert focused == one["key"]


def _frame_stands_still(page: Any, app: Running) -> None:
    """From page to page the name and the places stand where they stood."""
    page.set_viewport_size({"width": 1280, "height": 900})
    seen = set()
    for path in ("/", "/plan", "/log", "/progress", "/settings"):
        page.goto(app.url + path)
        boxes = [page.locator(one).first.bounding_box() for one in (".brand", ".tabs", ".more")]
        seen.add(tuple((box["x"], box["y"], box["width"]) for box in boxes if box))
    assert len(seen) == 1
