"""Kill a process that writes into a journal, over and over, and see whether anything was lost.

Run by hand from the checkout::

    python -m benchmarks.killing --points 1000
    python -m benchmarks.killing --points 200 --database postgresql://…

A child logs sessions, imports recordings, adapts and measures again, and tells each thing that was
confirmed through a pipe. It dies by SIGKILL: half the times at the n-th call of a function, with n
spread over all the calls of such a run, so that every place in the code is hit; half the times
after a random time, which hits the database and the system inside their calls. After each death the
journal is opened as on the next start and checked: everything that was confirmed is there, nothing
is half there, the database is sound. SIGKILL ends the program and not the computer: what a power
cut does depends on the disk.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from sqlalchemy import func, select

from backstride.journal import LOCAL, Journal, Options, Upload, open_journal
from backstride.journal.tables import FileRow, LogRow, MeasurementRow, RecordingRow
from backstride.journal.upkeep import problems, sweep
from backstride.training import Athlete, LogEntry, Programme, no_conditions, plan

Tell = Callable[[str], None]

DEEP_EVERY = 25
"""After so many deaths every byte of every original is read too."""


@dataclass
class Place:
    """Where the journal under attack is, and whose it is."""

    database: str | Path
    originals: Path
    person_id: str = ""
    confirmed: set[str] = field(default_factory=set)
    deaths: int = 0

    def open(self) -> Journal:
        """Open the journal as a start of the app does."""
        return open_journal(self.database, originals=self.originals)


def main(arguments: list[str] | None = None) -> int:
    """Run the attack; return 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--points", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default=None)
    said = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        place = Place(said.database or Path(folder) / "journal.sqlite", Path(folder) / "originals")
        lost = attack(place, said.points, random.Random(said.seed))  # noqa: S311 - no secret
    for one in lost:
        print(one)
    print(
        f"{place.deaths} deaths by SIGKILL, {len(place.confirmed)} confirmed entries: "
        f"{len(lost)} lost or broken"
    )
    return 1 if lost else 0


def attack(place: Place, points: int, dice: random.Random) -> list[str]:
    """Kill as many children; return what was lost, one sentence each."""
    with place.open() as journal:
        place.person_id = somebody(journal)
    begun = time.monotonic()
    calls = int(child(place, "count", lambda tell: counted(place, tell)).pop())
    usual_s = time.monotonic() - begun
    lost: list[str] = []
    for point in range(points):
        if point % 2:
            at = 1 + calls * point // points
            told = child(place, f"call {at}", lambda tell, at=at: dying(place, tell, at))  # type: ignore[misc]
        else:
            told = child(
                place, "timed", lambda tell: endless(place, tell), dice.uniform(0, usual_s)
            )
        place.confirmed |= set(told)
        lost += [f"death {point}: {one}" for one in verified(place, deep=point % DEEP_EVERY == 0)]
    return lost + [f"at the end: {one}" for one in verified(place, deep=True)]


def somebody(journal: Journal) -> str:
    """Return somebody who follows a plan."""
    person = journal.people.add("Ada")
    athlete = Athlete(
        name="Ada",
        body_mass_kg=62,
        height_m=1.7,
        age_years=27,
        running_weeks=150,
        places=("grass",),
        minutes_by_weekday={"tuesday": 45, "friday": 60},
        conditions=no_conditions(),
    )
    _, screening = journal.screenings.answer(LOCAL, person.id, athlete, {})
    made = plan(athlete, screening, journal.clock().date())
    if not isinstance(made, Programme):
        raise TypeError("somebody healthy gets a plan")
    journal.programmes.start(LOCAL, person.id, made)
    return person.id


def child(
    place: Place, name: str, work: Callable[[Tell], None], kill_after_s: float = -1
) -> set[str]:
    """Run something in a process of its own; return what it told before it ended."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            work(lambda text: _tell(writing, text))
        except BaseException as error:
            print(f"{name}: {error!r}", file=sys.stderr)
            os._exit(3)
        os._exit(0)
    os.close(writing)
    if kill_after_s >= 0:
        time.sleep(kill_after_s)
        os.kill(pid, signal.SIGKILL)
    with os.fdopen(reading) as pipe:
        told = {line.strip() for line in pipe if line.endswith("\n")}
    _, status = os.waitpid(pid, 0)
    ended = os.waitstatus_to_exitcode(status)
    if ended not in (0, -signal.SIGKILL):
        raise RuntimeError(f"{name}: the child failed by itself")
    place.deaths += ended == -signal.SIGKILL
    return told


def _tell(pipe: int, text: str) -> None:
    os.write(pipe, f"{text}\n".encode())


def work_once(journal: Journal, place: Place, tell: Tell) -> None:
    """Do one of everything, and tell what was confirmed."""
    today = journal.clock().date()
    entry_id = os.urandom(16).hex()
    entry = LogEntry(day=today, uid="", rpe=5, pain_during={"knee": 3}, note="x" * 500)
    journal.sessions.log(LOCAL, place.person_id, entry, entry_id=entry_id, minutes=20)
    tell(f"log {entry_id} 1")
    upload = Upload("run.txt", os.urandom(20_000))
    made = journal.recordings.add(
        LOCAL, place.person_id, upload, entry_id=entry_id, measurer=measured
    )
    tell(f"recording {made.recording.id} 1")
    journal.sessions.next_morning(LOCAL, place.person_id, entry_id, {})
    tell(f"log {entry_id} 2")
    journal.recordings.measure_again(
        LOCAL, place.person_id, made.recording.id, options=Options(mass_kg=70), measurer=measured
    )
    tell(f"recording {made.recording.id} 2")
    journal.programmes.adapt(LOCAL, place.person_id)


def measured(path: Path, options: Options) -> dict[str, Any]:
    """Return a result as a reader would, at once."""
    total = {"time_s": 10.0, "distance_m": 20.0, "mean_speed_mps": 2.0, "peak_speed_mps": 2.5}
    source = {"path": path.name, "format": "test", "facing": "measured", "duration_s": 12.0}
    return {
        "schema": "backstride.measurement/1",
        "source": source,
        "by_direction": {"backward": total},
        "moving_s": 10.0,
        "mass_kg": options.mass_kg,
    }


def counted(place: Place, tell: Tell) -> None:
    """Do the work once, and tell how many calls it took."""
    calls = 0

    def count(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal calls
        calls += 1

    with place.open() as journal:
        work_once(journal, place, lambda _: None)
        sys.setprofile(count)
        work_once(journal, place, lambda _: None)
        sys.setprofile(None)
    tell(str(calls))


def dying(place: Place, tell: Tell, at: int) -> None:
    """Do the work, and die at a call of it."""
    left = at

    def count(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with place.open() as journal:
        sys.setprofile(count)
        work_once(journal, place, tell)


def endless(place: Place, tell: Tell) -> None:
    """Do the work until somebody ends it."""
    with place.open() as journal:
        while True:
            work_once(journal, place, tell)


def verified(place: Place, *, deep: bool) -> list[str]:
    """Open the journal as the next start does; return what is not as it must be."""
    with place.open() as journal:
        found = problems(journal, deep=deep)
        with journal.read() as session:
            logs = {
                f"log {row.entry_id} {row.version}"
                for row in session.execute(select(LogRow.entry_id, LogRow.version))
            }
            results = {
                f"recording {row.recording_id} {row.number}"
                for row in session.execute(
                    select(MeasurementRow.recording_id, MeasurementRow.number)
                )
            }
            whole = session.scalar(
                select(func.count(func.distinct(RecordingRow.id)))
                .join(FileRow, FileRow.recording_id == RecordingRow.id)
                .join(MeasurementRow, MeasurementRow.recording_id == RecordingRow.id)
            )
            there = session.scalar(select(func.count()).select_from(RecordingRow))
            hashes = set(session.scalars(select(FileRow.sha256)))
        found += [f"{one} was confirmed and is gone" for one in place.confirmed - logs - results]
        if whole != there:
            found.append(f"{there} recordings, of which {whole} are whole")
        sweep(journal, older_than_s=0)
        if hashes != set(journal.originals.all()) or journal.originals.leftovers(0):
            found.append("files and rows do not agree after clearing up")
    return found


if __name__ == "__main__":
    sys.exit(main())
