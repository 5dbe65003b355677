"""A workout file as a watch sees it: read by fitdecode and followed step by step."""

import warnings
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import fitdecode

_DIRECTIONS = {0: "forward", 1: "backward", 2: "left", 3: "right", None: None}


class Seen(NamedTuple):
    """What a watch knows of a step: how long in our units, and the direction if it reads that."""

    amount: float
    unit: str
    direction: str | None


def decoded(data: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Return names and fields of all messages; an error or a warning of fitdecode is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        reader = fitdecode.FitReader(
            data,
            check_crc=fitdecode.CrcCheck.RAISE,
            error_handling=fitdecode.ErrorHandling.RAISE,
        )
        with reader:
            return [
                (frame.name, {field.name: field.value for field in frame.fields})
                for frame in reader
                if isinstance(frame, fitdecode.FitDataMessage)
            ]


def steps_in_file(messages: Sequence[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the fields of the workout steps."""
    return [fields for name, fields in messages if name == "workout_step"]


def followed(steps: Sequence[dict[str, Any]]) -> Iterator[Seen]:
    """Yield what is done, in order: a repeat goes back until it was reached often enough."""
    done = [0] * len(steps)
    at = 0
    while at < len(steps):
        fields = steps[at]
        if fields["duration_type"] != "repeat_until_steps_cmplt":
            yield _seen(fields)
            at += 1
            continue
        done[at] += 1
        if done[at] < fields["repeat_steps"]:
            at = fields["duration_step"]
        else:
            done[at] = 0
            at += 1


def _seen(fields: dict[str, Any]) -> Seen:
    units = {"duration_time": "s", "duration_distance": "m", "duration_reps": "times"}
    direction = _DIRECTIONS[fields.get("step_direction")]
    for name, unit in units.items():
        if name in fields:
            return Seen(fields[name], unit, direction)
    assert "open" == fields["duration_type"]
    return Seen(0, "open", direction)
