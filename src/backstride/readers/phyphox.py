"""phyphox (an app for Android and iOS): tables of one recording, together or one by one.

Titles carry the unit in brackets, in the language of the phone: ``Acceleration x (m/s^2)``,
``Zeit (s)``; so columns are known by unit and axis. Both phones give specific force, positive away
from the ground. ``meta/time.csv`` says when the clock ran; it stands still in a pause.
"""

import re
from collections.abc import Sequence
from typing import Literal

from backstride.errors import BackstrideError, NothingToMeasureError
from backstride.inertial.clock import Samples
from backstride.motion.arrays import Floats
from backstride.motion.inertial import Track
from backstride.readers.delimited import Layout, as_utf8, columns_of, layout_of
from backstride.readers.log_files import LogFiles, files_beside
from backstride.readers.phyphox_clock import ExperimentClock, clock_of
from backstride.readers.recording import Content, Format
from backstride.readers.satellite import track_of
from backstride.readers.sensor_recording import SensorRecording
from backstride.readers.worn import RawSensor, recording_of

NAME = "phyphox"

Kind = Literal["acceleration", "linear", "gyroscope", "magnetometer"]

_TITLE = re.compile(r"^(?P<what>.*?)\s*\((?P<unit>[^()]*)\)$")
_UNITS: dict[str, Kind] = {
    "m/s^2": "acceleration",
    "m/s²": "acceleration",
    "m/s2": "acceleration",
    "rad/s": "gyroscope",
    "µt": "magnetometer",
    "μt": "magnetometer",
}
_LINEAR = re.compile(r"lin|without g|ohne g|user", re.IGNORECASE)
_META = ("meta/time.csv", "meta/device.csv")
_BESIDE = ("Accelerometer.csv", "Gyroscope.csv", "Magnetometer.csv", "Location.csv", *_META)


def recognise(head: bytes) -> bool:
    """Return whether a file begins like a table of phyphox."""
    first = as_utf8(head[:2000]).split(b"\n", 1)[0]
    if b"\0" in first or b"(s)" not in first:
        return False
    layout = layout_of(first + b"\n")
    return bool(layout.titles) and _unit(layout.titles[0]) == "s" and bool(_axes(layout, ""))


def knows(files: LogFiles) -> bool:
    """Return whether these are the tables of a recording of phyphox."""
    tables = [n for n in files.names if n.lower().endswith(".csv") and n.lower() not in _META]
    return any(recognise(files.load(name)[:2000]) for name in tables[:50])


def read_files(files: LogFiles, *, named: str | None = None) -> SensorRecording:
    """Return the recording that several tables make up.

    Raises
    ------
    NothingToMeasureError
        When there is no acceleration with gravity.
    DamagedFileError
        When a table of it is.
    """
    clock = clock_of(files)
    said, found, track = list(files.said), dict[Kind, Samples](), None
    for name in files.names:
        if name.lower() in _META or not name.lower().endswith(".csv"):
            continue
        text = files.load(name)
        layout = layout_of(text)
        if not layout.titles or _unit(layout.titles[0]) != "s":
            continue
        for kind, places in _axes(layout, name).items():
            if kind in found and name != named:
                continue
            values, more, _ = columns_of(text, layout, (0, *places), files.path)
            said += [f"{name}: {sentence}" for sentence in more]
            found[kind] = Samples(
                "accelerometer" if kind == "acceleration" else kind,
                clock.elapsed_s(values[:, 0]),
                values[:, 1:],
            )
        track = track or _track(text, layout, clock, files)
    if "acceleration" not in found:
        what = "only acceleration without gravity" if "linear" in found else "no acceleration"
        raise NothingToMeasureError(
            f"{files.path}: has {what}; record “Acceleration (with g)” and the gyroscope."
        )
    raw = RawSensor(
        name="phone",
        acceleration=found["acceleration"],
        acceleration_unit="m/s^2",
        angular_velocity=found.get("gyroscope"),
        angular_velocity_unit="rad/s",
        magnetic_field=found.get("magnetometer"),
    )
    if len(clock.resumed_s):
        count = len(clock.resumed_s)
        times = "once" if count == 1 else f"{count} times"
        said.append(f"The recording was paused {times}; pauses are gaps.")
    return recording_of(
        [raw], name=NAME, path=files.path, track=track, started_at=clock.started_at, said=said
    )


def _unit(title: str) -> str:
    found = _TITLE.match(title)
    return found["unit"].strip().lower() if found else ""


def _axes(layout: Layout, file_name: str) -> dict[Kind, tuple[int, int, int]]:
    """Return the columns of x, y and z by what they are."""
    places: dict[Kind, dict[str, int]] = {}
    for place, title in enumerate(layout.titles):
        found = _TITLE.match(title)
        kind = _UNITS.get(_unit(title))
        if found is None or kind is None:
            continue
        axis = found["what"].strip().lower()[-1:]
        if kind == "acceleration" and _LINEAR.search(f"{file_name} {title}"):
            kind = "linear"
        if axis in ("x", "y", "z"):
            places.setdefault(kind, {}).setdefault(axis, place)
    return {k: (p["x"], p["y"], p["z"]) for k, p in places.items() if len(p) == 3}


def _track(text: bytes, layout: Layout, clock: ExperimentClock, files: LogFiles) -> Track | None:
    """Return the positions of a table that begins with time, latitude and longitude."""
    units = [_unit(title) for title in layout.titles]
    if len(units) < 3 or units[1] != "°" or units[2] != "°":
        return None
    wanted = {
        "altitude": _first(units, "m", 3),
        "speed": _first(units, "m/s", 3),
        "course": _first(units, "°", 3),
    }
    height = wanted["altitude"]
    wanted["error"] = _first(units, "m", (height or 2) + 1)
    kept = {key: place for key, place in wanted.items() if place is not None}
    try:
        values, _, _ = columns_of(text, layout, (0, 1, 2, *kept.values()), files.path)
    except BackstrideError:  # a receiver that never had a fix leaves an empty table
        return None
    more: dict[str, Floats] = dict(zip(kept, values.T[3:], strict=True))
    return track_of(
        clock.elapsed_s(values[:, 0]),
        values[:, 1],
        values[:, 2],
        altitude_m=more.get("altitude"),
        speed_mps=more.get("speed"),
        course_deg=more.get("course"),
        error_m=more.get("error"),
    )


def _first(units: Sequence[str], unit: str, start: int) -> int | None:
    return next((i for i in range(start, len(units)) if units[i] == unit), None)


def read(content: Content) -> SensorRecording:
    """Return the recording that one table and those beside it make up.

    Raises
    ------
    NothingToMeasureError
        When there is no acceleration with gravity.
    DamagedFileError
        When a table of it is.
    """
    files = files_beside(content, _BESIDE)
    recording = read_files(files, named=content.path.name)
    others = [n for n in files.names if n != content.path.name and n not in _META]
    if not others:
        return recording
    return recording.with_warnings(f"Read together with {', '.join(others)} beside it.")


FORMAT = Format(
    name=f"{NAME} table",
    extensions=(".csv",),
    gives="phone as a worn sensor, satellite track (app for Android and iOS)",
    recognise=recognise,
    read=read,
)
