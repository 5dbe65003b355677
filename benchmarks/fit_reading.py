"""How fast watch files are read, against fitdecode and gpxpy in the same run.

Run by hand from the checkout::

    PYTHONPATH=src .venv-test/bin/python -m benchmarks.fit_reading FILE.fit … [FILE.gpx …]

Times are of the processor, not of the clock, and each is the best of a few tries. ``columns`` is
every field of every message as an array, with the check sum: the same work that fitdecode does.
``activity`` is what ``readers`` makes of the file. Ratios only mean something within one line.
"""

import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from backstride.errors import BackstrideError
from backstride.readers.fit import read_fit
from backstride.readers.fit_file import FitFile
from backstride.readers.gpx import read_gpx
from backstride.readers.recording import Content

TRIES, PEER_TRIES = 5, 2


def cpu_s(work: Callable[[], object], tries: int) -> float:
    """Return the least processor time of a few tries, in seconds."""
    times = []
    for _ in range(tries):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def all_columns(data: bytes) -> None:
    """Read every field of every message, and the check sum."""
    file = FitFile.of(data)
    for number in file.numbers:
        table = file.table(number)
        file.times(table)
        for key in table.keys:
            table.lists(key)
            table.texts(key)
    assert file.check_sums_agree in {True, False}  # noqa: S101 - the work, not a check


def by_fitdecode(data: bytes) -> None:
    """Read every message with fitdecode, check sums included."""
    import fitdecode  # noqa: PLC0415 - a peer, not a dependency

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with fitdecode.FitReader(data) as reader:
                for _ in reader:
                    pass
        except fitdecode.FitError:
            pass


def by_gpxpy(text: str) -> None:
    """Read a GPX file with gpxpy."""
    import gpxpy  # type: ignore[import-not-found, unused-ignore] # noqa: PLC0415 - a peer

    gpxpy.parse(text)


def fit_line(path: Path) -> str:
    """Return the figures of a FIT file."""
    data = path.read_bytes()
    columns = cpu_s(lambda: all_columns(data), TRIES)
    peer = cpu_s(lambda: by_fitdecode(data), PEER_TRIES)
    try:
        activity = cpu_s(lambda: read_fit(Content(path, data, "")), TRIES)
    except BackstrideError:
        activity = float("nan")
    size_mb = len(data) / 1e6
    return (
        f"{path.name:40} {size_mb:6.3f} MB  columns {size_mb / columns:6.1f} MB/s  activity "
        f"{size_mb / activity:6.1f} MB/s  fitdecode {size_mb / peer:5.2f} MB/s  "
        f"ratio {peer / columns:5.0f}"
    )


def gpx_line(path: Path) -> str:
    """Return the figures of a GPX file."""
    data = path.read_bytes()
    own = cpu_s(lambda: read_gpx(Content(path, data, "")), TRIES)
    peer = cpu_s(lambda: by_gpxpy(data.decode()), PEER_TRIES)
    size_mb = len(data) / 1e6
    return (
        f"{path.name:40} {size_mb:6.3f} MB  activity {size_mb / own:6.1f} MB/s  "
        f"gpxpy {size_mb / peer:5.2f} MB/s  ratio {peer / own:5.1f}"
    )


def main() -> None:
    """Print a line for each file."""
    for given in sys.argv[1:]:
        path = Path(given)
        print(gpx_line(path) if path.suffix.lower() == ".gpx" else fit_line(path))


if __name__ == "__main__":
    main()
