"""How long each page of the app takes in a club of 200 people with 300 sessions each.

Run by hand from the checkout::

    PYTHONPATH=src python -m benchmarks.pages [--people 200] [--sessions 300] [--database URL]

The journal is filled as in ``benchmarks.club``: everybody has a plan, and each session is a log
with a recording. The app listens in a process of its own; a coach to whom everybody has opened
their journal asks for every page as a browser does, over one connection on this machine. Times are
wall clock from the request to the last byte: of the first request after the start, and the median
of those after it.
"""

import argparse
import http.client
import multiprocessing
import socket
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

from backstride.journal import LOCAL, Journal, open_journal
from backstride.journal.place import FILE_NAME
from backstride.measure import measure
from backstride.simulate import load_scenario, simulate
from backstride.web.plans.playable import key_of
from backstride.web.settings import WebSettings
from backstride.web.visiting import PERSON_COOKIE
from benchmarks.club import one_person

LIMIT_MS = 300
TRIES = 5
OWN = (
    "/",
    "/people",
    "/sharing",
    "/settings",
    "/settings/tokens",
    "/trail",
    "/import",
    "/evidence",
    "/team",
)
"""Pages that belong to whoever asks."""
OF_A_PERSON = (
    "/",
    "/plan",
    "/plan/history",
    "/screening",
    "/screening/result",
    "/log",
    "/progress",
    "/recordings",
    "/trail",
)
"""Pages that exist for oneself and for each person who shares."""


def main() -> None:
    """Fill a journal, start the app and time its pages."""
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--sessions", type=int, default=300)
    parser.add_argument("--database")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = WebSettings(Path(folder), database=asked.database)
        with open_journal(
            asked.database or settings.folder / FILE_NAME, originals=settings.folder / "originals"
        ) as journal:
            coach, addresses = filled(journal, asked.people, asked.sessions)
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = multiprocessing.get_context("spawn").Process(target=served, args=(settings, port))
        server.start()
        try:
            report(port, coach, addresses)
        finally:
            server.terminate()
            server.join()


def filled(journal: Journal, people: int, sessions: int) -> tuple[str, list[str]]:
    """Fill a journal; return a coach's id, and the addresses of the pages that the coach opens."""
    motion, _ = simulate(load_scenario("backward-run"))
    contract = measure(motion).as_json()
    begun = time.perf_counter()
    ids = [one_person(journal, sessions, contract) for _ in range(people)]
    coach = journal.people.add("Carl", roles=("coach",)).id
    for id_ in ids:
        journal.shares.give(LOCAL, id_, coach)
    print(
        f"{people} people, {sessions} sessions each, filled in {time.perf_counter() - begun:.0f} s"
    )
    id_ = ids[people // 2]
    base = f"/people/{id_}"
    [back, ahead] = [one.id for one, _ in journal.recordings.of(LOCAL, id_)[:2]]
    [entry] = journal.sessions.of(LOCAL, id_)[:1]
    planned = journal.programmes.current(LOCAL, id_)
    if planned is None:
        raise LookupError("everybody was given a plan")
    key = key_of(planned.programme_id, planned.programme.sessions()[0].uid)
    one = [
        f"{base}/plan/{key}",
        f"{base}/log/{entry.entry_id}",
        f"{base}/recordings/{back}",
        f"{base}/compare?backward={back}&forward={ahead}",
    ]
    return coach, [*OWN, *(f"{base}{path}" for path in OF_A_PERSON), *one]


def served(settings: WebSettings, port: int) -> None:
    """Serve the app, as ``backstride serve`` does."""
    import uvicorn  # noqa: PLC0415 - in the process of the server only

    from backstride.web.app import create_app  # noqa: PLC0415 - likewise

    uvicorn.run(create_app(settings), host="127.0.0.1", port=port, log_level="error")


def report(port: int, coach: str, addresses: list[str]) -> None:
    """Print how long each page takes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    deadline = time.monotonic() + 60
    while True:
        try:
            connection.connect()
            break
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
    print("first ms  then ms   bytes  page")
    slowest = 0.0
    for address in addresses:
        taken = [once(connection, address, coach) for _ in range(TRIES)]
        status, size = taken[0][1:]
        then = statistics.median(ms for ms, _, _ in taken[1:])
        slowest = max(slowest, then)
        shown = "/".join(
            "…" if len(part) > 30 else part for part in address.split("?")[0].split("/")
        )
        said = "" if status == 200 else f"  ({status})"
        print(f"{taken[0][0]:8.0f} {then:8.0f} {size:8}  {shown}{said}")
    print(f"slowest {slowest:.0f} ms; the limit is {LIMIT_MS} ms")


def once(
    connection: http.client.HTTPConnection, address: str, coach: str
) -> tuple[float, int, int]:
    """Ask for a page; return the time in ms, the status and its size."""
    begun = time.perf_counter()
    connection.request("GET", address, headers={"Cookie": f"{PERSON_COOKIE}={coach}"})
    answer = connection.getresponse()
    size = len(answer.read())
    return 1000 * (time.perf_counter() - begun), answer.status, size


if __name__ == "__main__":
    main()
