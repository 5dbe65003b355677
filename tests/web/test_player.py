"""The session player in a real browser, as a person uses it."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from backstride.readers import read
from backstride.simulate import load_scenario
from backstride.simulate.write import write_scenario
from backstride.web.assets import asset_url
from tests.web.conftest import Running, new_session

SENSORS = """
window.phone = { at: 0, rows: ROWS, sign: 1 };
setInterval(() => {
  const { rows, sign } = window.phone;
  const [x, y, z, a, b, c] = rows[window.phone.at++ % rows.length];
  const held = { alpha: 0, beta: 90, gamma: 0 };
  window.dispatchEvent(new DeviceOrientationEvent("deviceorientation", held));
  window.dispatchEvent(new DeviceMotionEvent("devicemotion", {
    accelerationIncludingGravity: { x: sign * x, y: sign * y, z: sign * z },
    rotationRate: { alpha: a, beta: b, gamma: c }, interval: 16,
  }));
}, 16);
"""
PLACES = """
const coords = {
  latitude: 52, longitude: 13, altitude: 30, accuracy: 4, speed: SPEED, heading: 90,
};
navigator.geolocation.watchPosition = (found) =>
  setInterval(() => found({ timestamp: Date.now(), coords }), 500);
"""
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


def wait_for(page: Any, what: str, has: str, seconds: float = 15) -> None:
    """Wait until an element's text holds some words; the policy forbids waiting in scripts."""
    for _ in range(int(seconds * 10)):
        if re.search(has, page.locator(what).text_content() or ""):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{what} says {page.locator(what).text_content()!r} and never {has!r}")


def begin(page: Any, *, record: bool = False) -> None:
    """Start the session and leave out the time to put the phone away."""
    wait_for(page, "#sound-state", "guide")
    if record:
        page.check("#record")
        wait_for(page, "#sensor-state", r"Recording: \d+")
    page.click("#start")
    page.click("#skip")


def kept_runs(app: Running) -> list[Path]:
    """Return the folders of runs that the app holds."""
    return sorted((app.settings.folder / "app" / "runs").glob("*"))


def test_countdown_goes_by_the_clock(page: Any, running: Running) -> None:
    """A page that is busy for three seconds shows the right time after it."""
    new_session(page, running, "S\n60s walk\n30s rest\n")
    begin(page)
    page.wait_for_timeout(300)
    before, at = figure_s(page), time.monotonic()
    page.evaluate("{ const end = performance.now() + 3000; while (performance.now() < end); }")
    page.wait_for_timeout(300)
    gone = before - figure_s(page)
    assert gone == pytest.approx(time.monotonic() - at, abs=1.1)
    assert gone >= 3


def test_pause_holds_the_clock_and_resume_goes_on(page: Any, running: Running) -> None:
    """Space pauses and goes on, and no time is lost or won."""
    new_session(page, running, "S\n60s walk\n")
    begin(page)
    page.keyboard.press("Space")
    assert page.inner_text("#word") == "Paused"
    held = figure_s(page)
    page.wait_for_timeout(1500)
    assert figure_s(page) == held
    page.keyboard.press("Space")
    page.wait_for_timeout(1700)
    assert 1 <= held - figure_s(page) <= 2


def test_backward_waits_until_the_lane_is_clear(page: Any, running: Running) -> None:
    """The clock stands before a backward step; Enter clears the lane, and the step begins whole."""
    new_session(page, running, "S\n2s walk\n20s backward easy\n")
    begin(page)
    wait_for(page, "#word", "Lane check")
    assert page.locator("#lane").is_visible()
    page.wait_for_timeout(800)
    assert page.inner_text("#word") == "Lane check"
    page.locator("#stage").focus()
    page.keyboard.press("Enter")
    wait_for(page, "#word", "Backward")
    assert 19 <= figure_s(page) <= 20
    assert "backward" in page.get_attribute("#stage", "class")


def test_by_ear_nobody_is_waited_for(page: Any, running: Running) -> None:
    """With the phone out of reach the session goes on by itself."""
    new_session(page, running, "S\n2s walk\n20s backward easy\n")
    page.get_by_label("ask by ear").check()
    begin(page)
    wait_for(page, "#word", "Backward", seconds=5)


def test_stopping_asks_for_pain_at_once_and_the_answer_arrives(page: Any, running: Running) -> None:
    """Escape stops; pain and its place reach the app with what was done."""
    new_session(page, running)
    begin(page)
    page.wait_for_timeout(500)
    page.keyboard.press("Escape")
    assert page.get_by_role("heading", name="Does anything hurt?").is_visible()
    page.get_by_role("group", name="Pain now").get_by_label("6").check(force=True)
    page.get_by_label("Knee").check(force=True)
    page.get_by_role("button", name="Save").click()
    page.wait_for_timeout(1000)
    log = json.loads((kept_runs(running)[0] / "log.json").read_text("utf-8"))
    assert (log["pain"], log["pain_sites"], log["ended_by"]) == (6, ["knee"], "stopped")
    assert [(s["name"], s["ended_by"]) for s in log["steps"]] == [("Walk", "stopped")]


def test_opened_session_works_with_the_network_cut(page: Any, running: Running) -> None:
    """After the first visit page and sound come from the phone, and the log is sent later."""
    url = new_session(page, running)
    wait_for(page, "#offline-state", "Ready without a network")
    running.cut()
    page.goto(url)
    begin(page)
    assert page.inner_text("#word") == "Forward"
    page.wait_for_timeout(1500)
    track = "[...document.querySelectorAll('audio')].length, navigator.mediaSession.playbackState"
    assert page.evaluate(track) == "playing"
    page.click("#stop")
    page.get_by_role("group", name="Pain now").get_by_label("0", exact=True).check(force=True)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved on this phone").wait_for()
    page.goto(running.url + "/recordings")
    assert page.get_by_role("heading", name="No network").is_visible()
    assert page.get_by_role("link", name="Short session").is_visible()
    running.start()
    page.goto(url)
    for _ in range(50):
        if kept_runs(running):
            break
        page.wait_for_timeout(200)
    log = json.loads((kept_runs(running)[0] / "log.json").read_text("utf-8"))
    assert log["pain"] == 0


def test_recording_survives_reload_and_a_dead_network_and_comes_back_measured(
    page: Any, running: Running, phone: str
) -> None:
    """A run interrupted by a reload goes on as one recording; sent when the app is there again."""
    page.add_init_script(phone)
    new_session(page, running, "S\n6s walk\n5s backward easy\n4s walk\n")
    begin(page, record=True)
    page.wait_for_timeout(3500)
    page.reload()
    page.get_by_role("button", name="Go on where it was interrupted").click()
    wait_for(page, "#word", "Lane check")
    page.click("#clear")
    running.cut()
    page.wait_for_timeout(5500)
    page.click("#stop")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved on this phone").wait_for()
    wait_for(page, "#sent", "as soon as the app is reached")
    running.start()
    wait_for(page, "#sent", "See what happened|could not be measured", seconds=40)
    (run,) = kept_runs(running)
    motion = read(run / "recording.jsonl")
    assert [(lap.name, lap.direction) for lap in motion.laps if lap.direction] == [
        ("Walk", "forward"),
        ("Walk", "forward"),
        ("Run backward", "backward"),
        ("Walk", "forward"),
    ]
    rows = [line for line in (run / "recording.jsonl").read_text().splitlines() if '["m"' in line]
    assert len(rows) > 62 * 6
    assert page.get_by_role("link", name="See what happened").is_visible()
    assert page.evaluate(CHUNKS_LEFT) == 0


def test_sign_of_an_iphone_is_turned(page: Any, running: Running, phone: str) -> None:
    """Acceleration that points down at rest is turned before it is written."""
    page.add_init_script(phone.replace("sign: 1", "sign: -1"))
    new_session(page, running)
    begin(page, record=True)
    page.wait_for_timeout(1500)
    page.click("#stop")
    wait_for(page, "#sent", "measured|See what|could not")
    (run,) = kept_runs(running)
    lines = (run / "000000.chunk").read_text("utf-8").splitlines()
    upward = [json.loads(line)[3] for line in lines if line.startswith('["m"')]
    assert sum(upward) / len(upward) > 5


@pytest.mark.parametrize("angles", [(0, 0, 0), (90, 30, -40), (200, 120, 80), (359, -170, 5)])
def test_attitude_turns_up_into_up(page: Any, running: Running, angles: tuple[int, ...]) -> None:
    """Where up is on the phone, turned by the attitude that is written, is up in the world."""
    page.goto(running.url)
    url = asset_url("sensors.js")
    assert page.evaluate(UP_IN_THE_WORLD, [url, angles]) == pytest.approx(1.0)


def test_line_is_called_where_the_phone_knows_its_speed(
    page: Any, running: Running, phone: str
) -> None:
    """At 4 m/s the line 16 m away is announced before it is reached, and ends the step."""
    page.add_init_script(phone + PLACES.replace("SPEED", "4.0"))
    new_session(page, running, "S\n2s walk\n16m backward easy\n60s walk\n")
    begin(page, record=True)
    wait_for(page, "#word", "Lane check")
    page.click("#clear")
    wait_for(page, "#unit", "m to the line")
    wait_for(page, "#near", r"Line in \d m", seconds=6)
    wait_for(page, "#word", "Forward", seconds=6)
    page.click("#stop")
    page.get_by_role("button", name="Save").click()
    page.wait_for_timeout(1000)
    log = json.loads((kept_runs(running)[0] / "log.json").read_text("utf-8"))
    (back,) = (one for one in log["steps"] if one["direction"] == "backward")
    assert (back["ended_by"], back["lane"]) == ("line", "clear")
    assert 3 < _seconds(back["end"]) - _seconds(back["start"]) < 6.5


def _seconds(moment: str) -> float:
    hours, minutes, seconds = moment.split("T")[1].rstrip("Z").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def test_without_https_the_player_says_why_there_are_no_sensors(
    page: Any, running: Running
) -> None:
    """A page that is not trusted names the reason and where to read on."""
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    new_session(page, running)
    page.check("#record")
    wait_for(page, "#sensor-state", "only to pages with HTTPS")
    page.get_by_role("link", name="Phone sensors").click()
    assert page.get_by_text("came without HTTPS").is_visible()


def test_spotter_view_makes_the_buttons_large(page: Any, running: Running) -> None:
    """In the spotter's view the stop button takes about a quarter of the screen."""
    new_session(page, running)
    begin(page)
    page.get_by_role("button", name="Spotter view").click()
    assert page.locator("#stop").bounding_box()["height"] > 0.2 * 844
    page.get_by_role("button", name="Spotter view").click()
    assert page.locator("#stop").bounding_box()["height"] < 0.2 * 844


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
    wait_for(page, "#progress", "trc: measured", seconds=30)
    wait_for(page, "#progress", "broken.c3d: could not be measured", seconds=30)
    page.get_by_role("link", name=re.compile("See what happened")).first.click()
    assert page.get_by_role("link", name="All recordings").is_visible()
