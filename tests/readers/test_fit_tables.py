"""The FIT reader against an independent decoder, and against what watches do with the protocol."""

import math
import struct
import warnings
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import fitdecode
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstride.readers.fit_crc import crc16
from backstride.readers.fit_file import FitFile
from backstride.readers.fit_records import records_of
from tests.readers.made_activities import T0, definition, fit, messages

RECORD = 20


def decoded(data: bytes) -> list[fitdecode.FitDataMessage]:
    """Return the messages that fitdecode reads before the end or the damage."""
    found: list[fitdecode.FitDataMessage] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with fitdecode.FitReader(data) as reader:
                found.extend(f for f in reader if isinstance(f, fitdecode.FitDataMessage))
        except fitdecode.FitError:
            pass
    return found


def numbers(raw: Any) -> list[float]:
    """Return a raw value of fitdecode as numbers, NaN for nothing."""
    values = raw if isinstance(raw, tuple) else (raw,)
    return [math.nan if value is None else float(value) for value in values]


def slow_crc(data: bytes) -> int:
    """Return the check sum bit by bit."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xA001 if crc & 1 else 0)
    return crc


def real_files(data_dir: Path) -> list[Path]:
    found = sorted((data_dir / "activity" / "fit").glob("*.fit"))
    assert found
    return found


def test_every_field_of_every_message_is_what_fitdecode_reads(data_dir: Path) -> None:
    """Raw numbers and texts of all messages of all real files, workouts and damaged ones too."""
    compared = 0
    for path in real_files(data_dir):
        data = path.read_bytes()
        file = FitFile.of(data)
        row: dict[int, int] = defaultdict(int)
        columns: dict[tuple[int, Any], np.ndarray] = {}
        for message in decoded(data):
            number = message.global_mesg_num
            table, at = file.table(number), row[number]
            row[number] += 1
            for one in message.fields:
                if one.field_def is None:
                    continue
                is_dev = one.field_def.is_dev
                index = one.field_def.dev_data_index if is_dev else None
                key: Any = (index, one.field_def.def_num) if is_dev else one.field_def.def_num
                if one.field_def.base_type.name == "string":
                    assert (one.raw_value or "") == table.texts(key)[at], (path.name, number, key)
                    continue
                if (number, key) not in columns:
                    columns[number, key] = table.lists(key)
                expected = numbers(one.raw_value)
                got = columns[number, key][at][: len(expected)]
                assert np.array_equal(expected, got, equal_nan=True), (path.name, number, key)
                compared += 1
        assert {n: len(file.table(n)) for n in row} == dict(row), path.name
    assert compared > 500_000


def test_every_figure_of_every_record_is_what_fitdecode_reads(data_dir: Path) -> None:
    """Scaled columns, with compressed speed and distance unpacked and enhanced fields preferred."""
    units: Mapping[str, tuple[tuple[str, ...], float]] = {
        "latitude_deg": (("position_lat",), 2**31 / 180),
        "longitude_deg": (("position_long",), 2**31 / 180),
        "altitude_m": (("enhanced_altitude",), 1.0),
        "speed_mps": (("enhanced_speed", "speed"), 1.0),
        "heart_rate_bpm": (("heart_rate",), 1.0),
        "distance_m": (("distance",), 1.0),
        "power_w": (("power",), 1.0),
        "temperature_c": (("temperature",), 1.0),
        "vertical_oscillation_m": (("vertical_oscillation",), 1000.0),
        "contact_time_s": (("stance_time",), 1000.0),
        "step_length_m": (("step_length",), 1000.0),
    }
    for path in real_files(data_dir):
        data = path.read_bytes()
        records = [m for m in decoded(data) if m.global_mesg_num == RECORD]
        ours, _ = records_of(FitFile.of(data))
        assert len(records) == len(ours), path.name
        columns = {**vars(ours), **{str(name): one for name, one in ours.channels.items()}}
        for name, (fields, scale) in units.items():
            expected = [
                next((m.get_value(f) for f in fields if m.get_value(f, fallback=None)), 0) or 0
                for m in records
            ]
            assert np.allclose(np.array(expected, float) / scale, np.nan_to_num(columns[name])), (
                path.name,
                name,
            )


@settings(max_examples=30)
@given(st.binary(max_size=3000), st.binary(max_size=300))
def test_the_fast_check_sum_is_the_slow_one(data: bytes, before: bytes) -> None:
    """For any bytes, and going on from the sum of those before them."""
    assert slow_crc(data) == crc16(data)
    assert slow_crc(before + data) == crc16(data, crc16(before))


def test_both_orders_of_bytes() -> None:
    """The same numbers, whichever end comes first."""
    fields = [(253, "I"), (6, "H"), (0, "i"), (3, "B")]
    rows = [(T0, 3000, -123456, 150), (T0 + 1, 0xFFFF, 0x7FFFFFFF, 0xFF)]

    for big in (False, True):
        table = FitFile.of(fit(messages(RECORD, fields, rows, big=big))).table(RECORD)

        assert [T0, T0 + 1] == table.numbers(253).tolist()
        assert np.array_equal([3000, np.nan], table.numbers(6), equal_nan=True)
        assert np.array_equal([-123456, np.nan], table.numbers(0), equal_nan=True)
        assert np.array_equal([150, np.nan], table.numbers(3), equal_nan=True)


def test_a_local_number_may_be_defined_anew() -> None:
    """Rows stay in the order of the file; fields that a definition lacks are nothing there."""
    first = messages(RECORD, [(253, "I"), (3, "B")], [(T0, 140)])
    other = messages(RECORD, [(3, "B"), (253, "I"), (4, "B")], [(141, T0 + 1, 80)])
    table = FitFile.of(fit(first, other, first)).table(RECORD)

    assert [T0, T0 + 1, T0] == table.numbers(253).tolist()
    assert [140, 141, 140] == table.numbers(3).tolist()
    assert np.array_equal([np.nan, 80, np.nan], table.numbers(4), equal_nan=True)


def test_compressed_time_stamps_count_on_and_roll_over() -> None:
    """Five bits of time in the first byte, as fitdecode reads them."""
    whole = messages(RECORD, [(253, "I"), (3, "B")], [(T0, 140)], local=1)
    short = definition(RECORD, [(3, 1, 2)], local=2)
    offsets = [(T0 + 1) & 31, (T0 + 7) & 31, (T0 + 38) & 31, (T0 + 38) & 31]
    short += b"".join(bytes([0x80 | 2 << 5 | offset, 141]) for offset in offsets)
    data = fit(whole, short, messages(21, [(253, "I"), (0, "B")], [(T0 + 100, 0)]), short)
    file = FitFile.of(data)

    times = file.times(file.table(RECORD))

    assert [T0, T0 + 1, T0 + 7, T0 + 38, T0 + 38] == times[:5].tolist()
    records = [m for m in decoded(data) if m.global_mesg_num == RECORD]
    assert [m.get_raw_value("timestamp") for m in records] == times.tolist()


def test_chained_files_are_read_on() -> None:
    """Two files in one, each with its own definitions and check sum."""
    one = fit(messages(RECORD, [(253, "I"), (3, "B")], [(T0, 140)]))
    two = fit(messages(RECORD, [(3, "B"), (253, "I")], [(150, T0 + 9)]))
    file = FitFile.of(one + two)

    assert [T0, T0 + 9] == file.table(RECORD).numbers(253).tolist()
    assert [140, 150] == file.table(RECORD).numbers(3).tolist()
    assert file.check_sums_agree
    assert not FitFile.of(one[:-1] + b"\0" + two).check_sums_agree


@pytest.mark.parametrize("at", [20, 30, 37, 45])
def test_a_cut_file_gives_what_stands_before_the_cut(at: int) -> None:
    """Whole messages only, and the byte at which the first incomplete one begins."""
    data = fit(messages(RECORD, [(253, "I"), (3, "B")], [(T0 + t, 140) for t in range(50)]))
    whole = FitFile.of(data)
    cut = FitFile.of(data[: len(data) - at])

    count = len(cut.table(RECORD))
    assert 50 - -(-(at - 2) // 6) == count
    assert whole.table(RECORD).at[count] - 1 == (cut.scan.stop.at if cut.scan.stop else None)


def test_a_field_of_the_wrong_size_is_bytes() -> None:
    """Three bytes for a number of two: nothing after them moves."""
    wrong = definition(RECORD, [(6, 3, 0x84), (253, 4, 0x86)])
    data = fit(wrong + bytes([0, 1, 2, 3]) + struct.pack("<I", T0))

    assert [T0] == FitFile.of(data).table(RECORD).numbers(253).tolist()
