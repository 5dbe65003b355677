"""People as they use the app: a coach and an athlete, each in a browser of their own."""

from typing import Any

import pytest

from tests.web.conftest import Running, picture
from tests.web.people.club import PASSWORD
from tests.web.test_accessibility import SIZES, complaints


def window(browser: Any, size: str, mode: str = "light", locale: str = "en-GB") -> Any:
    """Return a window that remembers nothing of another."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=mode,
        locale=locale,
        timezone_id="Europe/Berlin",
    )
    return context.new_page()


def fine(page: Any, name: str) -> None:
    """Check that everybody can use a page, and keep a picture where one is wanted."""
    assert complaints(page) == [], name
    inner, outer = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert inner <= outer, name
    small = page.evaluate(
        "[...document.querySelectorAll('main button, .tabs a, main .button')]"
        ".filter((one) => one.offsetHeight > 0 && one.offsetHeight < 44)"
        ".map((one) => one.textContent.trim())"
    )
    assert small == [], name
    picture(page, f"people-{name}")


def open_account(page: Any, url: str, name: str, role: str) -> None:
    """Open the first account as a person does."""
    page.goto(f"{url}/open-account")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("radio", name=role, exact=True).check()
    page.get_by_label("Login name").fill(name.lower())
    page.get_by_label("Password").fill(PASSWORD)
    fine(page, "open-account")
    page.get_by_role("button", name="Open the account").click()


def test_a_coach_invites_an_athlete_and_sees_only_what_is_shared(
    browser: Any, running: Running
) -> None:
    """By a link, as the athlete allows, until the athlete ends it; by touch on a phone."""
    coach = window(browser, "desk")
    open_account(coach, running.url, "Kim", "Coach")
    coach.goto(f"{running.url}/sharing")
    fine(coach, "sharing-coach")
    coach.get_by_role("button", name="Make a link").nth(1).click()
    link = coach.locator("code.secret").inner_text()
    fine(coach, "invitation")

    athlete = window(browser, "phone", "dark", "de-DE")
    athlete.goto(link)
    athlete.get_by_role("radio", name="Darf sehen", exact=True).check()
    athlete.get_by_label("Name", exact=True).fill("Ada")
    athlete.get_by_label("Anmeldename").fill("ada")
    athlete.get_by_label("Passwort").fill(PASSWORD)
    fine(athlete, "join-phone")
    athlete.get_by_role("button", name="Konto anlegen und annehmen").click()
    athlete.goto(f"{running.url}/settings")
    assert athlete.get_by_label("Zeitzone").input_value() == "Europe/Berlin"
    fine(athlete, "settings-phone")

    coach.goto(f"{running.url}/people")
    coach.get_by_role("link", name="Ada").click()
    coach.goto(f"{coach.url}settings")
    assert coach.get_by_text("You are looking at Ada, shared with you.").is_visible()
    assert not coach.get_by_role("button", name="Save").count()
    fine(coach, "settings-of-another")

    athlete.goto(f"{running.url}/trail")
    assert athlete.get_by_role("cell", name="Kim").first.is_visible()
    fine(athlete, "trail-phone")
    athlete.goto(f"{running.url}/sharing")
    fine(athlete, "sharing-phone")
    athlete.get_by_role("button", name="Beenden Kim").click()
    coach.reload()
    assert coach.get_by_text("has not shared with you").is_visible()

    athlete.evaluate("caches.open('pages').then((c) => c.put('/play/x', new Response('hers')))")
    athlete.get_by_text("Mehr", exact=True).click()
    athlete.get_by_role("button", name="Abmelden").click()
    athlete.wait_for_url("**/sign-in")
    assert athlete.get_by_role("heading", name="Anmelden").is_visible()
    assert athlete.evaluate("caches.match('/play/x').then((kept) => !kept)")
    fine(athlete, "sign-in-phone")


@pytest.mark.parametrize(
    ("size", "mode", "paths"),
    [
        ("phone", "light", ("settings", "settings/tokens", "api/docs", "people/trail")),
        ("desk", "dark", ("settings/delete", "import", "password", "accounts")),
    ],
)
def test_pages_of_people_can_be_used_by_everyone(
    browser: Any, running: Running, size: str, mode: str, paths: tuple[str, ...]
) -> None:
    """No page has a violation of WCAG 2.2 AA that can be found, or sticks out sideways."""
    page = window(browser, size, mode)
    open_account(page, running.url, "Olga", "Analyst")
    page.goto(f"{running.url}/people")
    for name in ("Ada", "Bo"):
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_role("button", name="Add a person").click()
        page.goto(f"{running.url}/people")
    page.locator(".more summary").click()
    fine(page, f"list-{size}")
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Settings").is_visible()
    for path in paths:
        page.goto(f"{running.url}/{path}")
        if path == "api/docs":
            page.locator("details.operation summary").nth(2).click()
        if path == "accounts":
            page.locator("details.more-of summary").first.click()
            page.get_by_role("button", name="New password").first.click()
        fine(page, f"{path.replace('/', '-')}-{size}")
        if path == "accounts":
            page.goto(page.locator("code.secret").inner_text())
            fine(page, f"reset-{size}")
