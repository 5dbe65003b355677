"""Any table of a worn sensor, described by a small TOML file; see ``docs/mapping-file.md``."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from backstride.errors import SettingsError
from backstride.inertial.clock import Samples
from backstride.inertial.stamps import Times, UnreadableTimeError, from_numbers, from_texts
from backstride.motion.arrays import Floats
from backstride.motion.inertial import Track
from backstride.readers.delimited import Layout, as_utf8, columns_of, layout_of, texts_of
from backstride.readers.mapping import Column, Mapped, MappedSensor, MappedTime, read_mapping
from backstride.readers.recording import Content
from backstride.readers.satellite import track_of
from backstride.readers.sensor_recording import SensorRecording
from backstride.readers.text import damaged, shown
from backstride.readers.worn import RawSensor, recording_of

NAME = "table with mapping"


def read_mapped(content: Content, mapping: Path) -> SensorRecording:
    """Return the sensors of a table whose columns a mapping file describes.

    Raises
    ------
    SettingsError
        When the mapping makes no sense or names columns that the table does not have.
    DamagedFileError, EmptyFileError
        When the table is.
    NothingToMeasureError
        When its values cannot be those of a worn sensor.
    """
    about = read_mapping(mapping)
    text = as_utf8(content.data)
    if b"\0" in text[:4096]:
        damaged(content.path, "is no table of text")
    layout = _layout(text, about)
    table = _Table(content, mapping, text, layout)
    table.load(_columns(about))
    times = _times(table, about.time)
    start = times.start
    if about.time.start is not None:  # said of the first row
        first_s = float(times.time_s[np.isfinite(times.time_s)][:1].sum())
        start = about.time.start - timedelta(seconds=first_s)
    raw = [_sensor(table, sensor, times.time_s) for sensor in about.sensors]
    return recording_of(
        raw,
        name=NAME,
        path=content.path,
        track=_track(table, about, times.time_s),
        started_at=start,
        said=(*table.said, *times.said),
    )


def _layout(text: bytes, about: Mapped) -> Layout:
    layout = layout_of(text, delimiter=about.delimiter, skip=about.skip)
    if about.decimal is not None:
        layout = replace(layout, decimal_comma=about.decimal == ",")
    if not about.titles and layout.titles:
        layout = replace(layout, titles=(), first_row=layout.first_row - 1)
    return layout


class _Table:
    """The columns of a table that a mapping names."""

    def __init__(self, content: Content, mapping: Path, text: bytes, layout: Layout) -> None:
        self.content, self.mapping, self.text, self.layout = content, mapping, text, layout
        self.said: list[str] = []
        self._values: dict[int, Floats] = {}
        self._left_out: frozenset[int] = frozenset()

    def place(self, column: Column) -> int:
        """Return where a column is, counted from 0.

        Raises
        ------
        SettingsError
            When the table has no such column.
        """
        titles = self.layout.titles
        if isinstance(column, int):
            if titles and column > len(titles):
                raise SettingsError(
                    f"{self.mapping}: names column {column}; {self.content.path} has {len(titles)}."
                )
            return column - 1
        if column in titles:
            return titles.index(column)
        known = ", ".join(shown(t, 40) for t in titles[:12]) or "no titles; count columns from 1"
        raise SettingsError(
            f"{self.mapping}: names a column {shown(column, 40)} that {self.content.path} does not "
            f"have; it has {known}."
        )

    def load(self, columns: Sequence[Column]) -> None:
        """Read columns of numbers, all at once."""
        places = sorted({self.place(column) for column in columns})
        values, said, self._left_out = columns_of(self.text, self.layout, places, self.content.path)
        self.said += said
        self._values = dict(zip(places, values.T, strict=True))

    def numbers(self, column: Column) -> Floats:
        """Return a column that was read."""
        return self._values[self.place(column)]

    def texts(self, column: Column) -> list[str]:
        """Return a column as text."""
        return texts_of(self.text, self.layout, self.place(column), self._left_out)

    def __len__(self) -> int:
        return len(next(iter(self._values.values())))


def _columns(about: Mapped) -> list[Column]:
    """Return all columns of numbers that a mapping names."""
    columns = [
        column
        for sensor in about.sensors
        for column, _ in (
            *sensor.acceleration,
            *(sensor.angular_velocity or ()),
            *(sensor.magnetic_field or ()),
        )
    ]
    columns += about.track.values()
    if about.time.column is not None and about.time.unit != "text":
        columns.append(about.time.column)
    return columns


def _times(table: _Table, about: MappedTime) -> Times:
    if about.column is None:
        return Times(np.arange(len(table)) / about.rate_hz, about.start)
    try:
        if about.unit != "text":
            return from_numbers(table.numbers(about.column), about.unit)
        return from_texts(table.texts(about.column), zone=about.zone, order=about.order)
    except UnreadableTimeError as error:
        raise SettingsError(
            f"{table.content.path}: {error}; say how time is written under [time] in "
            f"{table.mapping}."
        ) from None


def _sensor(table: _Table, about: MappedSensor, time_s: Floats) -> RawSensor:
    def three(
        name: str, axes: Sequence[tuple[Column, float]] | None, scale: float
    ) -> Samples | None:
        if axes is None:
            return None
        values = np.stack([table.numbers(column) * sign for column, sign in axes], axis=1)
        return Samples(name, time_s, values * scale)

    acceleration = three("accelerometer", about.acceleration, about.acceleration_scale)
    assert acceleration is not None  # noqa: S101 - a mapped sensor always has it
    return RawSensor(
        name=about.name,
        acceleration=acceleration,
        acceleration_unit=about.acceleration_unit,
        angular_velocity=three("gyroscope", about.angular_velocity, about.angular_velocity_scale),
        angular_velocity_unit=about.angular_velocity_unit,
        magnetic_field=three("magnetometer", about.magnetic_field, 1.0),
        placement=about.placement,
        sure_of_units=True,
    )


def _track(table: _Table, about: Mapped, time_s: Floats) -> Track | None:
    if not about.track:
        return None
    found: Mapping[str, Floats] = {k: table.numbers(c) for k, c in about.track.items()}
    return track_of(
        time_s,
        found["latitude"],
        found["longitude"],
        altitude_m=found.get("altitude"),
        speed_mps=found.get("speed"),
        course_deg=found.get("course"),
        error_m=found.get("error"),
    )
