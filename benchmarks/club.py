"""How long a club's journal takes for what its pages ask.

Run by hand from the checkout::

    python -m benchmarks.club                        # 200 people with 300 sessions each
    python -m benchmarks.club 20 300 postgresql://…

Times are of this process, wall clock, the best of three; a page asks one or two of these.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from backstride.journal import LOCAL, Actor, Journal, Upload, open_journal
from backstride.journal.overview import overview
from backstride.journal.reading import summary_of
from backstride.journal.tables import LogRow, MeasurementRow, RecordingRow, new_id
from backstride.measure import measure
from backstride.simulate import load_scenario, simulate
from backstride.training import LogEntry
from benchmarks.killing import measured, somebody

LAST = datetime(2025, 6, 2, 12, tzinfo=UTC)


def main(people: int = 200, sessions: int = 300, database: str | None = None) -> None:
    """Fill a journal and time what pages ask of it."""
    with tempfile.TemporaryDirectory() as folder:
        url = database or Path(folder) / "journal.sqlite"
        with open_journal(url, originals=Path(folder) / "o", clock=lambda: LAST) as journal:
            motion, _ = simulate(load_scenario("backward-run"))
            contract = measure(motion).as_json()
            begun = time.perf_counter()
            ids = [one_person(journal, sessions, contract) for _ in range(people)]
            print(f"{people} people, {sessions} sessions each: {time.perf_counter() - begun:.0f} s")
            coach = Actor(journal.people.add("Carl", roles=("coach",)).id)
            for id_ in ids:
                journal.shares.give(LOCAL, id_, str(coach.person_id))
            report(journal, coach, ids[people // 2])
            if journal.place.file is not None:
                size = journal.place.file.stat().st_size
                print(f"{size / 1024**2:.0f} MB of database")


def one_person(journal: Journal, sessions: int, contract: dict[str, Any]) -> str:
    """Add somebody with a plan, and so many logs, each with a recording."""
    id_ = somebody(journal)
    results = []
    with journal.write() as session:
        for number in range(sessions):
            day = LAST.date() - timedelta(days=1 + number)
            entry_id, recording_id = new_id(), new_id()
            session.add(log_row(id_, entry_id, day))
            session.add(recording_row(id_, entry_id, recording_id))
            results.append(measurement_row(id_, recording_id, contract))
        session.flush()
        session.add_all(results)
    return id_


def log_row(id_: str, entry_id: str, day: date) -> LogRow:
    """Return one entry."""
    return LogRow(
        entry_id=entry_id,
        version=1,
        is_latest=True,
        removed=False,
        person_id=id_,
        uid="",
        day=day,
        logged_at=LAST,
        zone="UTC",
        minutes=30,
        done_share=1,
        rpe=5,
        pain_during={"knee": 1},
        pain_after={},
        pain_next_morning={},
        worst_pain=1,
        note="As planned.",
    )


def recording_row(id_: str, entry_id: str, recording_id: str) -> RecordingRow:
    """Return one recording, without its bytes."""
    return RecordingRow(
        id=recording_id,
        person_id=id_,
        name="run.fit",
        size_bytes=1,
        sha256="0" * 64,
        fingerprint=recording_id * 2,
        uploaded_at=LAST,
        zone="UTC",
        options={},
        state="measured",
        entry_id=entry_id,
    )


def measurement_row(id_: str, recording_id: str, contract: dict[str, Any]) -> MeasurementRow:
    """Return one result."""
    return MeasurementRow(
        recording_id=recording_id,
        person_id=id_,
        number=1,
        is_shown=True,
        measured_at=LAST,
        code_version="0",
        options={},
        contract=contract,
        **summary_of(contract),
    )


def report(journal: Journal, coach: Actor, id_: str) -> None:
    """Print how long each question takes."""
    today, year = LAST.date(), timedelta(days=365)
    [first] = journal.recordings.of(LOCAL, id_)[:1]
    asked: dict[str, Callable[[], object]] = {
        "coach's list": lambda: overview(journal, coach),
        "people": lambda: journal.people.seen_by(coach),
        "programme as it stands": lambda: journal.programmes.current(coach, id_),
        "calendar of a year": lambda: journal.programmes.calendar(coach, id_, today, today + year),
        "log of all sessions": lambda: journal.sessions.of(coach, id_),
        "log of four weeks": lambda: journal.sessions.of(coach, id_, today - year / 13),
        "recordings": lambda: journal.recordings.of(coach, id_),
        "one result": lambda: journal.recordings.result(coach, id_, first[0].id),
        "versions of the programme": lambda: journal.programmes.versions(coach, id_),
        "trail": lambda: journal.trail.of(LOCAL, id_),
    }
    for name, ask in asked.items():
        print(f"{1000 * best(ask):7.1f} ms  {name}")
    planned = journal.programmes.current(LOCAL, id_)
    entry = LogEntry(day=today, uid=planned.programme.sessions()[0].uid if planned else "")
    changed: dict[str, Callable[[], object]] = {
        "log a session": lambda: journal.sessions.log(LOCAL, id_, replace(entry)),
        "adapt": lambda: journal.programmes.adapt(LOCAL, id_),
        "keep 10 MB": lambda: journal.recordings.add(
            LOCAL, id_, Upload("run.fit", new_id().encode() * 312_500), measurer=measured
        ),
    }
    for name, change in changed.items():
        print(f"{1000 * best(change):7.1f} ms  {name}")


def best(ask: Callable[[], object], tries: int = 3) -> float:
    """Return the shortest of some times, in s."""
    times = []
    for _ in range(tries):
        begun = time.perf_counter()
        ask()
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]), int(given[1]), *given[2:]) if given else main()
