"""The whole loop in a real browser, as somebody new lives through it.

First visit, questions, plan, a session with the phone recording, pain, a step back; a real backward
run; a session without a network; everything taken along, deleted and brought back. And a coach who
sees what is shared and nothing else.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backstride.journal import LOCAL
from backstride.journal.versions import Version
from backstride.web.settings import WebSettings
from tests.web.conftest import Running, complaints_of, go_on, hold_time, picture, wait_for
from tests.web.test_player import phone  # noqa: F401 - a fixture

PASSWORD = "correct horse battery"  # noqa: S105 - of nobody


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Running]:
    """Return an app that nobody has opened before."""
    app = Running(WebSettings(tmp_path))
    app.start()
    yield app
    app.cut()


def person_of(app: Running) -> str:
    """Return the id of the only person."""
    (person,) = app.journal.people.seen_by(LOCAL)
    return str(person.id)


def plan_of(app: Running) -> Version:
    """Return the plan as it stands."""
    version = app.journal.programmes.current(LOCAL, person_of(app))
    assert version is not None
    return version


def first_visit(page: Any, app: Running) -> None:
    """Come for the first time, answer what is asked, and begin a plan that starts today."""
    page.goto(app.url)
    page.get_by_label("What shall we call you?").fill("Ada")
    page.get_by_label("Time zone").fill("UTC")
    page.get_by_role("button", name="On to the questions").click()
    page.get_by_label("Date of birth").fill("1995-04-01")
    page.get_by_label("Mass in kg").fill("62")
    page.get_by_label("Height in cm").fill("170")
    page.locator("[name=running]").fill("3")
    page.locator("[name=running_unit]").select_option("years")
    page.locator("[name=experience][value=regular]").check(force=True)
    for one in page.get_by_label("No to everything here").all():
        one.check()
    page.get_by_role("button", name="See what comes of it").click()
    page.wait_for_url("**/begin")
    page.get_by_role("checkbox", name="Grass").check(force=True)
    for one in page.get_by_label("Free time on").all():
        one.select_option("45")
    page.get_by_role("button", name="Show the plan").click()
    page.get_by_label("this is not medical advice").check()
    page.get_by_role("button", name="Begin this plan").click()
    page.wait_for_url(app.url + "/**")


def test_somebody_new_lives_in_one_loop(
    page: Any,
    empty: Running,
    phone: str,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Answer, plan, session by ear, log, what happened, what changes next; and back again."""
    hold_time(page)
    page.add_init_script(phone)
    first_visit(page, empty)
    before = plan_of(empty)
    first, second = before.programme.sessions()[:2]
    plays_with_pain(page, empty)
    after = plan_of(empty)
    now = {one.day: one for one in after.programme.sessions()}
    assert after.outcome == "regress"
    assert now.get(second.day) != second
    assert [one.uid for one in after.decisions] == [first.uid]
    page.goto(empty.url)
    assert page.get_by_text(re.compile("6 of 10")).first.is_visible()
    picture(page, "loop-today-after-pain-phone")
    takes_all_along_and_back(page, empty, tmp_path)


def plays_with_pain(page: Any, app: Running) -> None:
    """Play the session of today with the phone recording, stop it, and say where it hurts."""
    page.goto(app.url)
    page.get_by_role("link", name="Play it").click()
    wait_for(page, "#sound-state", "guide")
    page.get_by_label("ask by ear").check()
    page.check("#record")
    wait_for(page, "#sensor-state", r"Recording: \d+", step_s=0.2)
    page.select_option("#placement", "belt_front_screen_out")
    page.click("#start")
    wait_for(page, "#live-state", r"Recording: \d+", step_s=0.1)
    while page.inner_text("#word") != "Backward":
        page.keyboard.press("ArrowRight")
        go_on(page, 0.3)
    go_on(page, 12)
    page.keyboard.press("Escape")
    page.get_by_role("group", name="Pain now").get_by_label("6", exact=True).check(force=True)
    page.get_by_label("Knee", exact=True).check(force=True)
    page.get_by_role("button", name="Save").click()
    wait_for(page, "#sent", "See what happened", step_s=2)
    link = page.get_by_role("link", name="See what happened").get_attribute("href")
    picture(page, "loop-after-stopping-phone")
    page.get_by_role("link", name="What changes next").click()
    assert page.locator(".tag.regress").first.is_visible()
    picture(page, "loop-what-changes-next-phone")
    assert page.get_by_text("Rule:").first.is_visible()
    page.goto(app.url + str(link))
    assert page.get_by_text(re.compile("backward", re.IGNORECASE)).first.is_visible()
    ((recording, measured),) = app.journal.recordings.of(LOCAL, person_of(app))
    assert measured.error_text is None
    (entry,) = app.journal.sessions.of(LOCAL, person_of(app))
    assert recording.entry_id == entry.entry_id


def takes_all_along_and_back(page: Any, app: Running, folder: Path) -> None:
    """Export, delete for good, import: the journal says the same as before."""
    before = everything(page, app)
    page.goto(app.url + "/settings")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Export everything").click()
    path = folder / "export.zip"
    coming.value.save_as(str(path))
    page.goto(app.url + "/settings/delete")
    page.get_by_label(re.compile("type the name")).fill("Ada")
    page.get_by_role("button", name="Delete for good").click()
    page.wait_for_load_state()
    assert app.journal.people.count() == 0
    page.goto(app.url + "/import")
    page.set_input_files("#file", str(path))
    page.get_by_role("button", name="Import").click()
    page.wait_for_load_state()
    assert everything(page, app) == before


def everything(page: Any, app: Running) -> dict[str, Any]:
    """Return what a person's journal says, as the app tells it."""
    names = ("log", "plan", "results", "progress", "tests")
    said = {}
    for name in names:
        answer = page.request.get(f"{app.url}/api/{name}")
        assert answer.status == 200, name
        said[name] = answer.json()
    return said


def test_a_real_backward_run_is_measured_logged_and_counts(
    page: Any, empty: Running, data_dir: Path
) -> None:
    """Bouts and knee load appear in seconds; logged as the session of today, the plan follows."""
    file = data_dir / "mocap" / "accad" / "c3d" / "Male2_Run_back.c3d"
    first_visit(page, empty)
    planned = plan_of(empty).programme.sessions()[0]
    page.goto(empty.url + "/recordings")
    page.set_input_files("#files", str(file))
    page.get_by_role("button", name="Measure").click()
    page.wait_for_url(re.compile("/recordings/[0-9a-f]{32}"), timeout=60_000)
    assert page.get_by_text(re.compile("kneecap", re.IGNORECASE)).first.is_visible()
    assert page.get_by_text("backward", exact=False).first.is_visible()
    ((recording, measured),) = empty.journal.recordings.of(LOCAL, person_of(empty))
    assert recording.name == file.name
    assert measured.backward_m is not None
    assert measured.backward_m > 2
    assert measured.knee_impulse_bw_s
    page.select_option("#rpe", "4")
    page.select_option("#pain", "0")
    page.get_by_role("button", name="Log it").click()
    page.get_by_text("It belongs to").wait_for()
    (entry,) = empty.journal.sessions.of(LOCAL, person_of(empty))
    assert entry.entry.uid == planned.uid
    assert entry.entry.measured is not None
    assert entry.entry.measured.backward_m == pytest.approx(measured.backward_m)
    assert [one.uid for one in plan_of(empty).decisions] == [planned.uid]
    assert page.locator("#changes .tag").first.is_visible()
    page.goto(empty.url + "/progress")
    assert page.locator("#knee .point").first.count() == 1


def test_a_session_without_a_network_is_kept_and_logged_later(
    page: Any,
    empty: Running,
) -> None:
    """The planned session plays from the phone; what was said arrives when the app does."""
    hold_time(page)
    first_visit(page, empty)
    page.goto(empty.url)
    page.get_by_role("link", name="Play it").click()
    wait_for(page, "#offline-state", "Ready without a network")
    empty.cut()
    page.reload()
    page.get_by_label("ask by ear").check()
    wait_for(page, "#sound-state", "guide")
    page.click("#start")
    for _ in range(300):
        if page.locator("#after").is_visible():
            break
        go_on(page, 30)
    page.get_by_role("group", name="Pain now").get_by_label("0", exact=True).check(force=True)
    page.get_by_role("group", name="How hard").get_by_label("4", exact=True).check(force=True)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved on this phone").wait_for()
    empty.start()
    wait_for(page, "#logged", "entry|changes next|plan", step_s=2)
    (kept,) = empty.journal.sessions.of(LOCAL, person_of(empty))
    planned = plan_of(empty).programme.sessions()[0]
    assert (kept.entry.uid, kept.entry.rpe, kept.entry.done_share) == (planned.uid, 4, 1)
    assert kept.minutes == pytest.approx(planned.minutes, rel=0.4)


def test_a_coach_sees_what_is_shared_and_nothing_else(browser: Any, empty: Running) -> None:
    """Invited by a link, an athlete shares; their things are seen, and nobody else's."""
    coach, athlete, other = (browser.new_context(locale="en-GB").new_page() for _ in range(3))
    complaints = [one for page in (coach, athlete, other) for one in complaints_of(page)]
    coach.goto(empty.url + "/open-account")
    coach.get_by_label("Name", exact=True).fill("Carla")
    coach.get_by_label("Coach", exact=True).check(force=True)
    opens(coach, "carla")
    coach.get_by_role("button", name="Open the account").click()
    coach.wait_for_load_state()
    links = [invites(coach, empty) for _ in range(2)]
    joins(athlete, links[0], "Ada", "ada")
    joins(other, links[1], "Bea", "bea")
    ids = {one.name: one.id for one in empty.journal.people.seen_by(LOCAL)}
    athlete.goto(empty.url + "/log")
    athlete.fill("#minutes", "20")
    athlete.get_by_role("button", name="Save").click()
    other.goto(empty.url + "/sharing")
    other.get_by_role("button", name=re.compile("^End")).first.click()
    coach.goto(empty.url + "/people")
    assert coach.get_by_role("link", name="Ada").is_visible()
    assert coach.get_by_role("link", name="Bea").count() == 0
    assert coach.goto(f"{empty.url}/people/{ids['Ada']}/log").status == 200
    assert coach.get_by_text("20 min").is_visible()
    assert coach.goto(f"{empty.url}/people/{ids['Bea']}/log").status == 403
    assert athlete.goto(f"{empty.url}/people/{ids['Bea']}/log").status == 403
    assert complaints == []
    for page in (coach, athlete, other):
        page.context.close()


def opens(page: Any, login: str) -> None:
    """Fill in login and password of a new account."""
    page.fill("#login", login)
    page.fill("#password", PASSWORD)


def invites(page: Any, app: Running) -> str:
    """Return the link by which somebody lets the one who asks look after them."""
    page.goto(app.url + "/sharing")
    card = page.locator("form", has=page.locator('input[value="to_be_seen"]'))
    card.get_by_role("button", name="Make a link").click()
    return str(page.locator("code.secret").inner_text())


def joins(page: Any, link: str, name: str, login: str) -> None:
    """Accept an invitation as somebody new."""
    page.goto(link)
    page.get_by_label("Name", exact=True).fill(name)
    opens(page, login)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
