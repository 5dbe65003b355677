"""From an hour's recording to the plan that follows from it: where the time goes.

Run by hand from the checkout::

    PYTHONPATH=src python -m benchmarks.upload [--folder DIR]

Two files of one simulated hour of forward and backward running: the app's own recording of a phone
(100 Hz, six axes, compass and positions, 25 MB) and the same hour as a FIT activity. Somebody with
a plan, who has logged the session, opens the page of recordings and sends each; the app runs in
this process and listens, so that bytes go through a socket. Times are wall clock from the first
byte sent until the page with the result, the session and what it changes has come, the best of
three; beside them, what of it the processors worked, here and in the worker.

The files are made once and kept in the folder.
"""

import argparse
import http.client
import json
import os
import socket
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn

from backstride.exchange.activities import activity_fit
from backstride.journal import LOCAL, Journal, open_journal
from backstride.measure import measure
from backstride.readers import read
from backstride.simulate import FeedOptions, Scenario, Segment, write_scenario
from backstride.training import LogEntry
from backstride.web.app import create_app
from backstride.web.settings import WebSettings
from benchmarks.killing import somebody

RATE_HZ = 100.0
NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)
"""Of the day on which the simulated phone recorded."""
LIMIT_S = 2.0
WHOLE = "until the plan is on the screen"
TRIES = 3


def hour(folder: Path) -> tuple[Path, Path]:
    """Return the hour as recording of a phone and as FIT activity, made where they are absent."""
    phone, fit = folder / "simulated-hour.phone.jsonl", folder / "simulated-hour.fit"
    if not phone.exists():
        segments = [Segment("stand", duration_s=5.0)]
        for _ in range(29):
            segments += [
                Segment("run", "forward", 2.6, duration_s=80.0),
                Segment("turn", duration_s=2.0, facing_turn_deg=180.0),
                Segment("run", "backward", 2.0, duration_s=30.0),
                Segment("stand", duration_s=8.0),
                Segment("turn", duration_s=2.0, facing_turn_deg=180.0),
            ]
        scenario = Scenario("hour", tuple(segments), rate_hz=30.0, seed=1)
        write_scenario(scenario, folder, ("phone",), FeedOptions(rate_hz=RATE_HZ))
    if not fit.exists():
        fit.write_bytes(activity_fit(measure(read(phone))))
    return phone, fit


def worked_s() -> float:
    """Return the processor time of this process and, where the system tells, its workers."""
    own = time.process_time()
    if not Path("/proc/self/stat").exists():
        return own
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # ended meanwhile
            words = stat.read_text("utf-8").rpartition(")")[2].split()
            if int(words[1]) == os.getpid():
                ticks += int(words[11]) + int(words[12])
    return own + ticks / os.sysconf("SC_CLK_TCK")


@dataclass
class Laps:
    """Seconds of each part, in order: by the clock, and of the processors."""

    parts: dict[str, tuple[float, float]] = field(default_factory=dict)
    last: tuple[float, float] = field(default_factory=lambda: (time.perf_counter(), worked_s()))

    def lap(self, name: str) -> None:
        """Take the time since the last one."""
        now = time.perf_counter(), worked_s()
        self.parts[name] = now[0] - self.last[0], now[1] - self.last[1]
        self.last = time.perf_counter(), worked_s()

    def total(self, name: str) -> None:
        """Add up what there is so far."""
        every = self.parts.values()
        self.parts[name] = sum(one[0] for one in every), sum(one[1] for one in every)


class Page:
    """A browser's way through the app."""

    def __init__(self, port: int) -> None:
        self._port = port

    def ask(
        self, method: str, path: str, body: bytes = b"", name: str = "", accept: str = ""
    ) -> Any:
        """Return what the app answers: JSON as values, a page as text."""
        headers = {
            "Origin": f"http://localhost:{self._port}",
            "Content-Type": "application/json",
            "Accept": accept or "application/json",
        }
        if name:
            headers["X-File-Name"] = name
        connection = http.client.HTTPConnection("localhost", self._port)
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        if answer.status >= 400:
            raise SystemExit(f"{method} {path}: {answer.status} {data[:300]!r}")
        return data.decode() if accept else json.loads(data)


def one_upload(page: Page, journal: Journal, person_id: str, path: Path, mark: bytes) -> Laps:
    """Send a file as the page of recordings does, until what it changes is on the screen."""
    data = path.read_bytes() if not mark else path.read_bytes().replace(b"simulated phone", mark)
    version = journal.programmes.current(LOCAL, person_id)
    if version is None:
        raise TypeError("somebody healthy follows a plan")
    planned = version.programme.sessions()[0]
    uid = planned.uid if planned.day <= NOON.date() else ""
    entry = journal.sessions.log(LOCAL, person_id, LogEntry(day=NOON.date(), uid=uid))
    laps = Laps()
    batch = page.ask("POST", "/api/batches")["id"]
    page.ask("PUT", f"/api/batches/{batch}/files", data, name=path.name)
    laps.lap("sending")
    body = json.dumps({"placement": "", "entry": entry.entry_id}).encode()
    [made] = page.ask("POST", f"/api/batches/{batch}/measure", body)["results"]
    while made["state"] == "measuring":
        made = page.ask("GET", f"/api/results/{made['id']}?wait=20")
    if made["state"] != "measured":
        raise SystemExit(made["error"]["message"])
    laps.lap("read, measured, kept, plan adapted")
    shown = page.ask("GET", made["report"], accept="text/html")
    if 'id="changes"' not in shown:
        raise SystemExit("the page does not say what changes")
    laps.lap("page with the plan")
    laps.total(WHOLE)
    page.ask("GET", f"{made['report']}/report-part")
    laps.lap("report drawn, after that")
    return laps


def inside(path: Path) -> dict[str, float]:
    """Return the processor time of each part of measuring, in this process and warm."""
    found: dict[str, float] = {}
    for _ in range(2):
        begun = time.process_time()
        motion = read(path)
        found["read"] = time.process_time() - begun
        begun = time.process_time()
        result = measure(motion)
        found["measure"] = time.process_time() - begun
        begun = time.process_time()
        result.as_json()
        found["as JSON"] = time.process_time() - begun
    return found


def main() -> None:
    """Print the parts for both files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path)
    folder = parser.parse_args().folder or Path(tempfile.gettempdir()) / "backstride-upload"
    folder.mkdir(parents=True, exist_ok=True)
    files = hour(folder)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as place:
        journal = open_journal(Path(place) / "journal.sqlite", clock=lambda: NOON)
        person_id = somebody(journal)
        listener = socket.create_server(("127.0.0.1", 0))
        app = create_app(WebSettings(Path(place)), journal)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        page = Page(listener.getsockname()[1])
        page.ask("GET", "/recordings", accept="text/html")
        time.sleep(3)  # somebody looks for their file
        for path in files:
            report(page, journal, person_id, path)
        server.should_exit = True
        thread.join()
        journal.close()


def report(page: Page, journal: Journal, person_id: str, path: Path) -> None:
    """Print the parts for one file."""
    every = []
    for number in range(TRIES):
        mark = f"phone number {number}".encode() if path.suffix == ".jsonl" else b""
        sent = path if mark else other_fit(path, number)
        every.append(one_upload(page, journal, person_id, sent, mark))
    best = min(every, key=lambda laps: laps.parts[WHOLE])
    print(f"\n{path.name}, {path.stat().st_size / 1024**2:.1f} MB: by the clock, of the processors")
    for name, (clock_s, processors_s) in best.parts.items():
        verdict = ""
        if name == WHOLE:
            verdict = "  within the limit" if clock_s < LIMIT_S else "  ABOVE THE LIMIT"
        print(f"  {clock_s:6.2f} s {processors_s:6.2f} s  {name}{verdict}")
    print("  processor time in a warm process:")
    for name, seconds in inside(path).items():
        print(f"  {seconds:6.2f} s  {name}")


def other_fit(path: Path, number: int) -> Path:
    """Return the same activity with another first second, since known bytes are not read again."""
    made = path.with_name(f"{path.stem}-{number}{path.suffix}")
    if not made.exists():
        result = measure(read(path))
        started = result.motion.started_at
        if started is None:
            raise TypeError("the hour has a date")
        motion = replace(result.motion, started_at=started.replace(second=number))
        made.write_bytes(activity_fit(replace(result, motion=motion)))
    return made


if __name__ == "__main__":
    main()
