"""The forms in which Sensor Logger exports: tables (alone or in a ZIP archive) and JSON."""

import csv
import io
import json
from collections.abc import Mapping, Sequence

import numpy as np

from backstride.errors import DamagedFileError, UnreadableFileError
from backstride.motion.arrays import Floats
from backstride.readers.delimited import as_utf8, columns_of, layout_of
from backstride.readers.log_files import LogFiles, files_beside
from backstride.readers.recording import Content, Format
from backstride.readers.sensor_logger import NAME, TABLES, recording_of_log
from backstride.readers.sensor_recording import SensorRecording
from backstride.readers.text import damaged

_LARGEST_METADATA = 100_000
_MOST_KEPT = 5  # damaged entries in a hundred that a JSON export may have


class TableLog:
    """Tables as files."""

    def __init__(self, files: LogFiles) -> None:
        self.path = files.path
        self.said: list[str] = list(files.said)
        self._files = files
        self._known: dict[tuple[str, tuple[str, ...]], Mapping[str, Floats] | None] = {}

    def columns(self, table: str, names: tuple[str, ...]) -> Mapping[str, Floats] | None:
        """Return columns of a table; see ``sensor_logger.SensorLog``."""
        found = self._files.find(f"{table}.csv")
        if found is None:
            return None
        if (table, names) not in self._known:
            self._known[table, names] = self._read(found, names)
        return self._known[table, names]

    def _read(self, name: str, wanted: Sequence[str]) -> Mapping[str, Floats]:
        text = self._files.load(name)
        layout = layout_of(text)
        titles = [title.lower() for title in layout.titles]
        there = [w for w in wanted if w.lower() in titles]
        if not there:
            damaged(self.path, f"has a table {name} without the columns {', '.join(wanted)}")
        places = [titles.index(w.lower()) for w in there]
        values, said, _ = columns_of(text, layout, places, self.path)
        self.said += [f"{name}: {sentence}" for sentence in said]
        columns = dict(zip(there, values.T, strict=True))
        return {w: columns.get(w, np.full(len(values), np.nan)) for w in wanted}

    def metadata(self) -> Mapping[str, str]:
        """Return the one row of ``Metadata.csv``."""
        found = self._files.find("Metadata.csv")
        if found is None:
            return {}
        text = self._files.load(found)[:_LARGEST_METADATA].decode("utf-8", "replace")
        try:
            rows = list(csv.reader(io.StringIO(text.replace("\0", ""))))
        except csv.Error:
            return {}
        if len(rows) < 2:
            return {}
        return {key.strip().lower(): cell.strip() for key, cell in zip(*rows[:2], strict=False)}


class JsonLog:
    """The JSON export: a list of one object per sample, all values as text."""

    def __init__(self, content: Content) -> None:
        self.path = content.path
        self.said: list[str] = []
        rows = _objects(content)
        self._about = next((row for row in rows if row.get("sensor") == "Metadata"), {})
        self._rows: dict[str, list[Mapping[str, object]]] = {}
        for row in rows:
            self._rows.setdefault(str(row.get("sensor")), []).append(row)

    def columns(self, table: str, names: tuple[str, ...]) -> Mapping[str, Floats] | None:
        """Return columns of a sensor; see ``sensor_logger.SensorLog``."""
        rows = self._rows.get(table)
        if rows is None:
            return None
        return {
            name: np.fromiter((_number(row.get(name)) for row in rows), float, len(rows))
            for name in names
        }

    def metadata(self) -> Mapping[str, str]:
        """Return the entry that describes the recording."""
        return {str(key).lower(): str(value) for key, value in self._about.items()}


def _objects(content: Content) -> list[Mapping[str, object]]:
    try:
        found = json.loads(as_utf8(content.data).decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        where = f" at character {error.pos}" if isinstance(error, json.JSONDecodeError) else ""
        raise DamagedFileError(
            f"{content.path}: is no whole JSON file{where}; export the recording again, or as ZIP."
        ) from None
    rows: list[Mapping[str, object]] = (
        [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    )
    if not rows or 100 * len(rows) < (100 - _MOST_KEPT) * len(found):
        damaged(content.path, "is no list of samples")
    return rows


def _number(value: object) -> float:
    if not isinstance(value, str | int | float):
        return float("nan")
    try:
        return float(value)
    except (ValueError, OverflowError):
        return float("nan")


def knows(files: LogFiles) -> bool:
    """Return whether these are the tables of a recording of Sensor Logger."""
    tables = [files.find(f"{name}.csv") for name in TABLES]
    return any(name is not None and recognise(files.load(name)[:500]) for name in tables)


def recognise(head: bytes) -> bool:
    """Return whether a file begins like a table of Sensor Logger."""
    first = as_utf8(head[:500]).split(b"\n", 1)[0]
    return b"seconds_elapsed" in first and b"," in first and b"{" not in first


def recognise_json(head: bytes) -> bool:
    """Return whether a file begins like Sensor Logger's JSON."""
    start = head[:4000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"[") and b'"sensor"' in start and b'"seconds_elapsed"' in start


def read_files(files: LogFiles) -> SensorRecording:
    """Return the recording that several tables make up."""
    return recording_of_log(TableLog(files))


def read(content: Content) -> SensorRecording:
    """Return the recording that one table and those beside it make up.

    Raises
    ------
    NothingToMeasureError
        When there is no acceleration with gravity.
    DamagedFileError
        When a table is.
    """
    files = files_beside(content, [f"{name}.csv" for name in TABLES])
    if content.path.stem not in TABLES:
        raise UnreadableFileError(
            f"{content.path}: is one table of a Sensor Logger recording, and its name does not say "
            f"which; name it as the app does ({', '.join(TABLES[:4])}…) or give the ZIP archive."
        )
    recording = read_files(files)
    others = [name for name in files.names if name != content.path.name]
    if not others:
        return recording
    return recording.with_warnings(f"Read together with {', '.join(others)} beside it.")


def read_json(content: Content) -> SensorRecording:
    """Return the recording in a JSON export."""
    return recording_of_log(JsonLog(content))


FORMAT = Format(
    name=f"{NAME} table",
    extensions=(".csv",),
    gives="phone as a worn sensor, satellite track (app for Android and iOS)",
    recognise=recognise,
    read=read,
)
JSON_FORMAT = Format(
    name=f"{NAME} JSON",
    extensions=(".json",),
    gives="phone as a worn sensor, satellite track (app for Android and iOS)",
    recognise=recognise_json,
    read=read_json,
)
