"""A process that writes: ``python -m tests.journal.writing URL ORIGINALS PERSON ENTRIES``."""

import sys
from pathlib import Path

from benchmarks.killing import measured

from backstride.journal import LOCAL, Upload, open_journal
from backstride.training.log import LogEntry


def main(url: str, originals: str, person_id: str, entries: str) -> None:
    """Log entries, correct one entry of all, and import recordings that others import too."""
    with open_journal(url, originals=Path(originals)) as journal:
        today = journal.clock().date()
        shared = "0" * 32
        for number in range(int(entries)):
            journal.sessions.log(LOCAL, person_id, LogEntry(day=today, uid="", rpe=number % 10))
            journal.sessions.log(
                LOCAL, person_id, LogEntry(day=today, uid="", note="shared"), entry_id=shared
            )
            journal.sessions.next_morning(LOCAL, person_id, shared, {"knee": number % 10})
            upload = Upload("run.txt", f"run {number % 5}".encode())
            journal.recordings.add(LOCAL, person_id, upload, measurer=measured)


if __name__ == "__main__":
    main(*sys.argv[1:])
