"""The session player in a real browser, as a person uses it.

Time stands still in most windows; ``go_on`` lets it pass.
"""

import json
import re
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from backstride.journal import LOCAL
from backstride.journal.people import Person
from backstride.journal.sessions import KeptEntry
from backstride.readers import read
from backstride.simulate import load_scenario
from backstride.simulate.write import write_scenario
from backstride.web.assets import asset_url
from tests.web.conftest import Running, go_on, hold_time, new_session, wait_for

SENSORS = """
window.phone = { at: 0, rows: ROWS, sign: 1 };
const stamped = (event) => Object.defineProperty(event, "timeStamp", { value: performance.now() });
setInterval(() => {
  const { rows, sign } = window.phone;
  const [x, y, z, a, b, c] = rows[window.phone.at++ % rows.length];
  const held = { alpha: 0, beta: 90, gamma: 0 };
  window.dispatchEvent(stamped(new DeviceOrientationEvent("deviceorientation", held)));
  window.dispatchEvent(stamped(new DeviceMotionEvent("devicemotion", {
    accelerationIncludingGravity: { x: sign * x, y: sign * y, z: sign * z },
    rotationRate: { alpha: a, beta: b, gamma: c }, interval: 16,
  })));
}, 16);
"""
PLACES = """
const coords = {
  latitude: 52, longitude: 13, altitude: 30, accuracy: 4, speed: SPEED, heading: 90,
};
navigator.geolocation.watchPosition = (found) =>
  setInterval(() => found({ timestamp: Date.now(), coords }), 500);
"""
WAKE = """
window.locks = [];
Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
  const lock = new EventTarget();
  lock.release = async () => lock.dispatchEvent(new Event("release"));
  window.locks.push(lock);
  return lock;
} } });
"""
FAR_AS_KEPT = """new Promise((resolve) => {
  const asked = indexedDB.open("backstride");
  asked.onsuccess = () => {
    const places = asked.result.transaction("places").objectStore("places").getAll();
    places.onsuccess = () => resolve(Math.max(0, ...places.result.map((place) => place.at)));
  };
})"""
CHUNKS_LEFT = """new Promise((resolve) => {
  const asked = indexedDB.open("backstride");
  asked.onsuccess = () => {
    const count = asked.result.transaction("chunks").objectStore("chunks").count();
    count.onsuccess = () => resolve(count.result);
  };
})"""
UP_IN_THE_WORLD = """([url, angles]) => import(url).then(({ quaternion, up }) => {
  const [w, x, y, z] = quaternion(...angles);
  const [a, b, c] = up(angles[1], angles[2]);
  return 2 * (x * z - w * y) * a + 2 * (y * z + w * x) * b + (1 - 2 * (x * x + y * y)) * c;
})"""


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a script that plays a simulated phone on the belt at 62 samples a second."""
    folder = tmp_path_factory.mktemp("phone")
    path = write_scenario(load_scenario("run-turn-around"), folder, ("phone",))[0]
    lines = (json.loads(line) for line in path.read_text("utf-8").splitlines()[1:])
    rows = [line[2:] for line in lines if line[0] == "m"][::3]
    return SENSORS.replace("ROWS", json.dumps(rows))


def figure_s(page: Any) -> int:
    """Return the seconds that the player shows."""
    minutes, seconds = page.inner_text("#figure").split(":")
    return int(minutes) * 60 + int(seconds)


def begin(page: Any, *, record: bool = False) -> None:
    """Start the session and leave out the time to put the phone away."""
    wait_for(page, "#sound-state", "guide")
    if record:
        page.check("#record")
        wait_for(page, "#sensor-state", r"Recording: \d+", step_s=0.2)
    page.click("#start")
    if record:
        wait_for(page, "#live-state", r"Recording: \d+", step_s=0.1)
    page.click("#skip")


def entry_of(running: Running, athlete: Person) -> KeptEntry:
    """Return the only entry of somebody's log, when it has come."""
    until = time.monotonic() + 60
    while not (found := running.journal.sessions.of(LOCAL, athlete.id)):
        assert time.monotonic() < until, "nothing was logged"
        time.sleep(0.03)
    (entry,) = found
    return entry


def answer(page: Any, *, pain: int | None = None, place: str = "") -> None:
    """Answer what is asked after a session."""
    if pain is not None:
        group = page.get_by_role("group", name="Pain now")
        group.get_by_label(str(pain), exact=True).check(force=True)
    if place:
        page.get_by_label(place, exact=True).check(force=True)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved on this phone").wait_for()


@pytest.mark.usefixtures("athlete")
def test_countdown_goes_by_the_clock(page: Any, running: Running) -> None:
    """A page that slept for three seconds shows the right time after it, and says so step by step.

    A pause holds the clock; no time is lost or won by it.
    """
    hold_time(page)
    new_session(page, running, "S\n60s walk\n30s rest\n")
    begin(page)
    assert figure_s(page) == 60
    page.clock.fast_forward(3000)  # every timer at most once, as on a machine that was busy
    go_on(page, 0.1)
    assert 56 <= figure_s(page) <= 57
    page.keyboard.press("Space")
    assert page.inner_text("#word") == "Paused"
    held = figure_s(page)
    go_on(page, 90)
    assert figure_s(page) == held
    page.keyboard.press("Space")
    go_on(page, 2)
    assert held - figure_s(page) == 2


@pytest.mark.usefixtures("athlete")
def test_backward_waits_until_the_lane_is_clear(page: Any, running: Running) -> None:
    """The clock stands before a backward step; Enter clears the lane, and the step begins whole."""
    hold_time(page)
    new_session(page, running, "S\n2s walk\n20s backward easy\n")
    begin(page)
    go_on(page, 60)
    assert page.inner_text("#word") == "Lane check"
    assert page.locator("#lane").is_visible()
    page.locator("#stage").focus()
    page.keyboard.press("Enter")
    go_on(page, 0.2)
    assert page.inner_text("#word") == "Backward"
    assert figure_s(page) == 20
    assert "backward" in page.get_attribute("#stage", "class")


@pytest.mark.usefixtures("athlete")
def test_by_ear_nobody_is_waited_for(page: Any, running: Running) -> None:
    """With the phone out of reach the session goes on by itself."""
    hold_time(page)
    new_session(page, running, "S\n2s walk\n20s backward easy\n")
    page.get_by_label("ask by ear").check()
    begin(page)
    go_on(page, 5)
    assert page.inner_text("#word") == "Backward"


def test_stopping_asks_for_pain_at_once_and_the_answer_is_logged(
    page: Any, running: Running, athlete: Person
) -> None:
    """Escape stops; pain, its place and what was done until then stand in the journal."""
    hold_time(page)
    new_session(page, running, "S\n30s walk\n30s backward easy\n")
    begin(page)
    go_on(page, 15)
    page.keyboard.press("Escape")
    assert page.get_by_role("heading", name="Does anything hurt?").is_visible()
    answer(page, pain=6, place="Knee")
    page.get_by_text("The plan stays as it is").wait_for()
    kept = entry_of(running, athlete)
    assert dict(kept.entry.pain_during) == {"knee": 6}
    assert kept.entry.done_share == pytest.approx(0.25, abs=0.01)
    assert kept.minutes == pytest.approx(0.3, abs=0.1)
    page.get_by_role("link", name="To the entry").click()
    assert page.get_by_role("cell", name="Knee 6").first.is_visible()


@pytest.mark.usefixtures("athlete")
def test_screen_stays_on_and_is_asked_for_again(page: Any, running: Running) -> None:
    """A lock that the system took back is asked for again; after the session none is held."""
    hold_time(page)
    page.add_init_script(WAKE)
    new_session(page, running)
    begin(page)
    assert page.evaluate("locks.length") == 1
    page.evaluate("locks[0].release()")
    go_on(page, 2)
    assert page.evaluate("locks.length") == 2
    page.click("#stop")
    go_on(page, 5)
    assert page.evaluate("locks.length") == 2


def test_opened_session_works_with_the_network_cut(
    page: Any, running: Running, athlete: Person
) -> None:
    """After the first visit page and sound come from the phone, and the log is sent later."""
    url = new_session(page, running)
    wait_for(page, "#offline-state", "Ready without a network")
    running.cut()
    page.goto(url)
    wait_for(page, "#offline-state", "Ready without a network")
    begin(page)
    playing = "navigator.mediaSession.playbackState"
    until = time.monotonic() + 30
    while page.evaluate(playing) != "playing":
        assert time.monotonic() < until, "no sound was played"
    page.click("#stop")
    answer(page, pain=0)
    page.goto(running.url + "/recordings")
    assert page.get_by_role("heading", name="No network").is_visible()
    page.get_by_role("link", name="Short session").wait_for()
    running.start()
    page.goto(url)
    assert entry_of(running, athlete).worst_pain == 0


def test_recording_survives_reload_and_a_dead_network_and_comes_back_measured(
    page: Any, running: Running, phone: str, athlete: Person
) -> None:
    """A run interrupted by a reload goes on as one recording; sent when the app is there again."""
    hold_time(page)
    page.add_init_script(phone)
    new_session(page, running, "S\n6s walk\n5s backward easy\n4s walk\n")
    begin(page, record=True)
    go_on(page, 3.5)
    page.reload()
    page.get_by_role("button", name="Go on where it was interrupted").click()
    wait_for(page, "#live-state", r"Recording: \d+", step_s=0.1)
    wait_for(page, "#word", "Lane check", step_s=0.5)
    page.click("#clear")
    running.cut()
    go_on(page, 5.5)
    page.click("#stop")
    answer(page)
    wait_for(page, "#sent", "as soon as the app is reached", step_s=2)
    running.start()
    wait_for(page, "#sent", "See what happened|could not be measured", step_s=2)
    kept = entry_of(running, athlete)
    ((recording, measured),) = running.journal.recordings.of(LOCAL, athlete.id)
    assert recording.entry_id == kept.entry_id
    assert measured.error_text is None
    with running.journal.recordings.originals(LOCAL, athlete.id, recording.id) as path:
        motion = read(path)
        rows = [line for line in path.read_text().splitlines() if '["m"' in line]
    assert [(lap.name, lap.direction) for lap in motion.laps if lap.direction] == [
        ("Walk", "forward"),
        ("Walk", "forward"),
        ("Run backward", "backward"),
        ("Walk", "forward"),
    ]
    assert len(rows) > 62 * 6
    assert page.get_by_role("link", name="See what happened").is_visible()
    assert page.evaluate(CHUNKS_LEFT) == 0


def test_a_session_left_alone_is_logged_as_far_as_it_came(
    page: Any, running: Running, athlete: Person
) -> None:
    """A tab closed in the middle and never opened again costs nothing that was done."""
    hold_time(page)
    new_session(page, running, "S\n30s walk\n30s rest\n")
    begin(page)
    go_on(page, 15)
    until = time.monotonic() + 60
    while page.evaluate(FAR_AS_KEPT) < 14:  # it is written while the page goes on
        assert time.monotonic() < until, "what was done is not kept"
    page.goto(running.url + "/help/sensors")
    page.clock.fast_forward(timedelta(hours=7) / timedelta(milliseconds=1))
    page.reload()
    kept = entry_of(running, athlete)
    assert kept.entry.done_share == pytest.approx(0.25, abs=0.03)
    assert kept.entry.rpe is None


def test_sign_of_an_iphone_is_turned(
    page: Any, running: Running, phone: str, athlete: Person
) -> None:
    """Acceleration that points down at rest is turned before it is written."""
    hold_time(page)
    page.add_init_script(phone.replace("sign: 1", "sign: -1"))
    new_session(page, running)
    begin(page, record=True)
    go_on(page, 1.5)
    page.click("#stop")
    wait_for(page, "#sent", "See what|could not", step_s=2)
    ((recording, _),) = running.journal.recordings.of(LOCAL, athlete.id)
    with running.journal.recordings.originals(LOCAL, athlete.id, recording.id) as path:
        lines = path.read_text("utf-8").splitlines()
    upward = [json.loads(line)[3] for line in lines if line.startswith('["m"')]
    assert sum(upward) / len(upward) > 5


def test_attitude_turns_up_into_up(page: Any, running: Running) -> None:
    """Where up is on the phone, turned by the attitude that is written, is up in the world."""
    page.goto(f"{running.url}/offline")
    url = asset_url("sensors.js")
    for angles in [(0, 0, 0), (90, 30, -40), (200, 120, 80), (359, -170, 5)]:
        assert page.evaluate(UP_IN_THE_WORLD, [url, angles]) == pytest.approx(1.0), angles


def test_line_is_called_where_the_phone_knows_its_speed(
    page: Any, running: Running, phone: str, athlete: Person
) -> None:
    """At 4 m/s the line 16 m away is announced before it is reached, and ends the step."""
    hold_time(page)
    page.add_init_script(phone + PLACES.replace("SPEED", "4.0"))
    new_session(page, running, "S\n2s walk\n16m backward easy\n60s walk\n")
    begin(page, record=True)
    wait_for(page, "#word", "Lane check", step_s=0.5)
    page.click("#clear")
    wait_for(page, "#unit", "m to the line", step_s=0.1)
    wait_for(page, "#near", r"Line in \d m", step_s=0.1)
    wait_for(page, "#word", "Forward", step_s=0.1)
    go_on(page, 0.5)
    page.click("#stop")
    answer(page)
    wait_for(page, "#sent", "See what|could not", step_s=2)
    ((recording, _),) = running.journal.recordings.of(LOCAL, athlete.id)
    with running.journal.recordings.originals(LOCAL, athlete.id, recording.id) as path:
        marks = [json.loads(line) for line in path.read_text().splitlines() if '["e"' in line]
    (begun,) = (one[1] for one in marks if one[2] == "step" and one[3]["name"] == "Run backward")
    (line,) = (one[1] for one in marks if one[2] == "cue" and one[3]["text"] == "line")
    assert line - begun == pytest.approx(4.0, abs=0.7)  # places come twice a second
    whole = 1 - entry_of(running, athlete).entry.done_share
    assert 0.5 < whole < 0.95


@pytest.mark.usefixtures("athlete")
def test_without_https_the_player_says_why_there_are_no_sensors(
    page: Any, running: Running
) -> None:
    """A page that is not trusted names the reason and where to read on."""
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    new_session(page, running)
    page.check("#record")
    wait_for(page, "#sensor-state", "only to pages with HTTPS")
    page.get_by_role("link", name="Phone sensors").last.click()
    page.get_by_text("came without HTTPS").wait_for()


@pytest.mark.usefixtures("athlete")
def test_spotter_view_makes_the_buttons_large(page: Any, running: Running) -> None:
    """In the spotter's view the stop button takes about a quarter of the screen."""
    hold_time(page)
    new_session(page, running)
    begin(page)
    page.get_by_role("button", name="Spotter view").click()
    assert page.locator("#stop").bounding_box()["height"] > 0.2 * 844
    page.get_by_role("button", name="Spotter view").click()
    assert page.locator("#stop").bounding_box()["height"] < 0.2 * 844


@pytest.mark.usefixtures("athlete")
def test_files_are_sent_with_progress_and_each_gets_its_end(
    page: Any, running: Running, tmp_path: Path
) -> None:
    """Several files at once: one measured, one refused with its sentence."""
    good = write_scenario(load_scenario("run-turn-around"), tmp_path / "made", ("trc",))[0]
    bad = tmp_path / "broken.c3d"
    bad.write_bytes(b"no such thing")
    page.goto(running.url + "/recordings")
    page.set_input_files("#files", [str(good), str(bad)])
    page.get_by_role("button", name="Measure").click()
    wait_for(page, "#progress", "trc: measured")
    wait_for(page, "#progress", "broken.c3d: could not be measured")
    page.get_by_role("link", name=re.compile("See what happened")).first.click()
    assert page.get_by_role("link", name="All recordings").is_visible()


def test_a_phone_on_its_side_hides_nothing(page: Any, running: Running, athlete: Person) -> None:
    """Way, clock and what follows stand between the top and one row of buttons."""
    hold_time(page)
    page.set_viewport_size({"width": 844, "height": 390})
    new_session(page, running)
    begin(page)
    wait_for(page, "#word", "Forward", step_s=0.2)
    assert page.is_visible("#clear")  # may be said before the walk is over
    boxes = {one: page.locator(one).bounding_box() for one in ("#word", "#next", "#clear", "#stop")}
    assert boxes["#word"]["y"] >= page.locator(".stage-middle").bounding_box()["y"]
    assert boxes["#next"]["y"] + boxes["#next"]["height"] <= boxes["#clear"]["y"]
    assert boxes["#clear"]["y"] == boxes["#stop"]["y"]


def test_a_side_is_asked_of_places_that_hurt_and_are_two(
    page: Any, running: Running, athlete: Person
) -> None:
    """The question comes with the place and goes with the log."""
    hold_time(page)
    new_session(page, running)
    begin(page)
    go_on(page, 1)
    page.click("#stop")
    page.get_by_role("group", name="Pain now").get_by_label("4", exact=True).check(force=True)
    asked = page.locator(".which-side:visible")
    assert asked.count() == 0
    page.get_by_label("Back", exact=True).check(force=True)
    assert asked.count() == 0
    page.get_by_label("Knee", exact=True).check(force=True)
    assert asked.count() == 1
    asked.locator("label").first.click()
    page.get_by_role("button", name="Save").click()
    until = time.monotonic() + 60
    while not (kept := entry_of(running, athlete).entry).pain_during:
        assert time.monotonic() < until, "the answer never came"
        go_on(page, 1)
    assert dict(kept.pain_during) == {"back": 4, "knee": 4}
    assert dict(kept.pain_sides) == {"knee": "left"}


def test_a_figure_is_pointed_at_on_its_side(page: Any, running: Running, athlete: Person) -> None:
    """A touch says the side, the other one both, and again takes it away."""
    page.goto(f"{running.url}/log")
    side = page.locator("[name=side_knee]")
    page.get_by_role("button", name="Knee (left)").click()
    page.select_option("[name=during_knee]", "4")
    assert side.input_value() == "left"
    page.get_by_role("button", name="Knee (right)").click()
    assert side.input_value() == "both"
    page.get_by_role("button", name=re.compile(r"Knee \(left\)")).click()
    assert side.input_value() == "right"
    pressed = page.locator(".place[aria-pressed=true]")
    assert pressed.count() == 1
    assert pressed.get_attribute("aria-label") == "Knee (right), pain 4 of 10"
