"""Workout files that others wrote or changed become sessions, or are refused in a sentence."""

import random
import re
import struct
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fit_tool.fit_file_builder import FitFileBuilder
from fit_tool.profile.messages.file_id_message import FileIdMessage
from fit_tool.profile.messages.workout_message import WorkoutMessage
from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
from fit_tool.profile.profile_type import (
    FileType,
    Intensity,
    Sport,
    WorkoutStepDuration,
    WorkoutStepTarget,
)

from backstride.errors import (
    DamagedFileError,
    EmptyFileError,
    UnknownFormatError,
    UnreadableFileError,
)
from backstride.exchange.sessions.fit_reader import fit_as_session
from backstride.exchange.sessions.fit_workout import session_as_fit
from backstride.readers.fit_crc import crc16
from backstride.training.session import Effort, Repeat, Session, Step
from backstride.training.session_text import parse_session
from tests.training.strategies import random_session

MADE = datetime(2026, 3, 1, 9, tzinfo=UTC)

NESTED = parse_session(
    """First steps
note: Slowly.
5min jog easy
3x
  4x
    30s backward 60-70% HRmax "look over one shoulder"
    90s walk
  2min rest
20m backward 1.5-2.2 m/s
"""
)


def foreign_file(*steps: dict[str, Any], kind: FileType = FileType.WORKOUT) -> bytes:
    """Return a workout as fit-tool writes it."""
    builder = FitFileBuilder(auto_define=True, min_string_size=40)
    file_id = FileIdMessage()
    file_id.type = kind
    builder.add(file_id)
    workout = WorkoutMessage()
    workout.workout_name = "Tuesday"
    workout.sport = Sport.RUNNING
    workout.num_valid_steps = len(steps)
    builder.add(workout)
    for at, fields in enumerate(steps):
        message = WorkoutStepMessage()
        message.message_index = at
        for name, value in fields.items():
            setattr(message, name, value)
        builder.add(message)
    return bytes(builder.build().to_bytes())


def test_a_foreign_workout_keeps_its_durations_targets_and_repeats() -> None:
    """Running means forward, a rest is a rest, and names and notes become the cue."""
    data = foreign_file(
        {
            "workout_step_name": "Fast",
            "notes": 'Stay "tall"',
            "duration_type": WorkoutStepDuration.DISTANCE,
            "duration_distance": 400.0,
            "target_type": WorkoutStepTarget.SPEED,
            "custom_target_speed_low": 3.5,
            "custom_target_speed_high": 4.0,
            "intensity": Intensity.ACTIVE,
        },
        {
            "duration_type": WorkoutStepDuration.TIME,
            "duration_time": 90.0,
            "target_type": WorkoutStepTarget.OPEN,
            "intensity": Intensity.REST,
        },
        {
            "duration_type": WorkoutStepDuration.REPEAT_UNTIL_STEPS_CMPLT,
            "duration_step": 0,
            "target_repeat_steps": 6,
        },
    )
    fast = Step(
        400, "m", "run", "forward", Effort("speed_mps", low=3.5, high=4), cue="Fast; Stay 'tall'"
    )
    expected = Session("Tuesday", (Repeat(6, (fast, Step(90, "s", "rest"))),))
    assert expected == fit_as_session(data)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"target_type": WorkoutStepTarget.HEART_RATE, "target_hr_zone": 3}, "heart rate zone 3"),
        (
            {
                "target_type": WorkoutStepTarget.HEART_RATE,
                "custom_target_heart_rate_low": 240,
                "custom_target_heart_rate_high": 260,
            },
            "heart rate 140-160 per minute",
        ),
        (
            {
                "target_type": WorkoutStepTarget.CADENCE,
                "custom_target_cadence_low": 170,
                "custom_target_cadence_high": 180,
            },
            "cadence 170-180",
        ),
    ],
)
def test_a_target_that_no_effort_can_say_becomes_words(fields: dict[str, Any], words: str) -> None:
    """Nothing that a foreign step asks for is dropped in silence."""
    step = {"duration_type": WorkoutStepDuration.TIME, "duration_time": 60.0, **fields}
    assert Step(60, "s", "run", "forward", cue=words) == fit_as_session(foreign_file(step)).items[0]


def test_a_step_that_ends_at_a_heart_rate_is_refused() -> None:
    """A session would do something else."""
    step = {"duration_type": WorkoutStepDuration.HR_LESS_THAN, "duration_hr": 220}
    with pytest.raises(
        UnreadableFileError, match=r"easy\.fit: step 1 cannot become a session's step"
    ):
        fit_as_session(foreign_file(step), "easy.fit")


def test_a_recording_is_no_workout() -> None:
    """An activity file is refused with what to choose instead."""
    data = foreign_file({"duration_type": WorkoutStepDuration.OPEN}, kind=FileType.ACTIVITY)
    with pytest.raises(UnknownFormatError, match="holds no workout; choose a workout"):
        fit_as_session(data)


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return a file with some bytes replaced, as an editor would: with the right check sum."""
    assert data.count(old) >= 1
    assert len(old) == len(new)
    body = data.replace(old, new)[:-2]
    return body + struct.pack("<H", crc16(body))


def uint32(number: int) -> bytes:
    """Return a number as it stands in the file."""
    return struct.pack("<I", number)


def test_a_duration_changed_on_the_way_wins_over_the_notes() -> None:
    """The rest of the notes is kept: direction, effort and cue."""
    data = changed(session_as_fit(NESTED, MADE).data, uint32(30_000), uint32(45_000))
    inner = fit_as_session(data).steps()[1]
    assert replace(NESTED.steps()[1], amount=45.0) == inner


def test_a_target_changed_on_the_way_wins_over_the_notes() -> None:
    """So do the bounds of a speed."""
    data = changed(session_as_fit(NESTED, MADE).data, uint32(1500), uint32(1200))
    assert Effort("speed_mps", low=1.2, high=2.2) == fit_as_session(data).items[-1].effort  # type: ignore[union-attr]


def test_a_written_out_round_changed_on_the_way_is_believed() -> None:
    """Rounds that are no longer alike are steps of their own, not folded again."""
    data = session_as_fit(NESTED, MADE).data
    at = data.index(uint32(30_000))
    body = data[:at] + uint32(31_000) + data[at + 4 : -2]
    session = fit_as_session(body + struct.pack("<H", crc16(body)))
    assert [31, 90, 30, 90] == [step.amount for step in session.steps()[1:5]]
    assert 3 * 9 + 2 == len(session.steps())
    assert isinstance(session.items[1], Repeat)
    assert all(isinstance(item, Step) for item in session.items[1].items)


def test_notes_changed_on_the_way_become_the_cue() -> None:
    """Words that are no step of the session language are shown as they are."""
    data = session_as_fit(Session("Run", (Step(60, "s", "hop", "left"),)), MADE).data
    session = fit_as_session(changed(data, b"1min hop left", b"hop gently ..\0"[:13]))
    assert (Step(60, "s", "run", "left", cue="LEFT hop; hop gently .."),) == session.items


def test_big_endian_files_and_12_byte_headers_are_read() -> None:
    """Both are allowed by the protocol."""
    step = struct.pack(">BBBHB", 0x40, 0, 1, 27, 2) + bytes([1, 1, 0x00, 2, 4, 0x86])
    step += b"\x00\x00" + struct.pack(">I", 60_000)
    workout = struct.pack(">BBBHB", 0x41, 0, 1, 26, 1) + bytes([8, 4, 0x07]) + b"\x01Run\0"
    header = struct.pack("<BBHI4s", 12, 0x10, 100, len(step + workout), b".FIT")
    body = header + workout + step
    session = fit_as_session(body + struct.pack("<H", crc16(body)))
    assert Session("Run", (Step(60, "s", "run", "forward"),)) == session


Damage = Callable[[bytes, random.Random], bytes]


def _flip(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(1, len(data))]


def _drop(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + data[at + rng.randint(1, 20) :]


def _add(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.randbytes(rng.randint(1, 20)) + data[at:]


def _noise(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + rng.randbytes(len(data[at : at + 40])) + data[at + 40 :]


@pytest.mark.parametrize("damage", [_flip, _cut, _drop, _add, _noise])
def test_a_damaged_file_is_refused_in_one_sentence(damage: Damage) -> None:
    """500 damaged files, none read as something else, no other exception."""
    rng = random.Random(11)  # noqa: S311 - not for secrets
    for _ in range(100):
        whole = session_as_fit(random_session(rng), MADE).data
        broken = damage(whole, rng)
        if broken == whole:
            continue
        # Without '.FIT' at its place, it is not a damaged FIT file but none.
        kind = DamagedFileError if broken[8:12] == b".FIT" else UnknownFormatError
        with pytest.raises(kind, match=r"^walk\.fit: [^\n]+\.$"):
            fit_as_session(broken, "walk.fit")


@pytest.mark.parametrize("damage", [_flip, _drop, _add, _noise])
def test_a_wrong_file_with_the_right_check_sum_never_crashes(damage: Damage) -> None:
    """What an ill-made writer may put out is a session or one of our sentences."""
    rng = random.Random(12)  # noqa: S311 - not for secrets
    refusals = []
    for _ in range(500):
        data = session_as_fit(random_session(rng), MADE).data
        body = damage(data[14:-2], rng)
        header = struct.pack("<BBHI4s", 12, 0x20, 2100, len(body), b".FIT")
        try:
            fit_as_session(header + body + struct.pack("<H", crc16(header + body)), "walk.fit")
        except UnreadableFileError as error:
            refusals.append(str(error))
    assert len(refusals) > 20
    assert all(re.fullmatch(r"walk\.fit: [^\n]+\.", refusal) for refusal in refusals)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", EmptyFileError),
        (b"title", UnknownFormatError),
        (b"<?xml version='1.0'?><workout/>", UnknownFormatError),
    ],
)
def test_what_is_no_fit_file_is_refused(data: bytes, kind: type[Exception]) -> None:
    """Empty or another format."""
    with pytest.raises(kind):
        fit_as_session(data)


@pytest.mark.parametrize("first", [1, 2, 7])
def test_a_repeat_into_nowhere_is_refused(first: int) -> None:
    """A repeat goes back to where a step or repeat begins."""
    step = {"duration_type": WorkoutStepDuration.OPEN}
    inner = {
        "duration_type": WorkoutStepDuration.REPEAT_UNTIL_STEPS_CMPLT,
        "duration_step": 0,
        "target_repeat_steps": 2,
    }
    with pytest.raises(DamagedFileError, match=f"goes back to step {first + 1}"):
        fit_as_session(foreign_file(step, step, inner, {**inner, "duration_step": first}))


def test_a_workout_without_steps_is_refused() -> None:
    """There is nothing to do."""
    with pytest.raises(DamagedFileError, match="has no steps"):
        fit_as_session(foreign_file())


def test_a_header_of_another_length_is_refused() -> None:
    """FIT has headers of 12 and 14 bytes."""
    data = session_as_fit(NESTED, MADE).data
    with pytest.raises(DamagedFileError, match="claims 13 bytes"):
        fit_as_session(bytes([13]) + data[1:])
