"""A measurement written as a FIT activity, read back by ourselves and by an independent decoder."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstride.exchange.activities.activity_fit import activity_fit
from backstride.measure import Measurement, measure
from backstride.motion import Channel, Motion, Source
from backstride.motion.angles import wrap_deg
from backstride.readers import fit_profile
from backstride.readers.activity_facing import DIRECTION_DEG
from tests.exchange.sessions.watch import decoded
from tests.readers.made_activities import motion, read

NOON = datetime(2024, 5, 1, 12, tzinfo=timezone(timedelta(hours=2)))
WORDS = [*DIRECTION_DEG, "unknown", "still", "unseen"]


def measured(words: list[str], **more: Any) -> Measurement:
    """Return a measurement that moves so, a word for each ten seconds; standing and unseen too."""
    said = np.repeat(np.array(words), 10)
    n = len(said)
    angle = np.full(n, np.nan)
    for word, degrees in DIRECTION_DEG.items():
        angle[said == word] = degrees
    speed = np.where(said == "still", 0.0, np.where(said == "unseen", np.nan, 3.0))
    travel = np.where(np.isfinite(angle), 40.0, np.nan)
    ground = np.column_stack((3.0 * np.arange(n), np.arange(n), np.zeros(n)))
    found = Motion(
        time_s=np.arange(float(n)),
        position_m=ground,
        speed_mps=speed,
        travel_deg=travel,
        facing_deg=wrap_deg(travel - angle),
        travel_basis="measured",
        facing_basis="measured",
        source=Source("x.c3d", "C3D"),
        started_at=NOON,
    )
    return measure(replace(found, **more))


def of_kind(messages: list[tuple[str, dict[str, Any]]], kind: str) -> list[dict[str, Any]]:
    return [fields for name, fields in messages if name == kind]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_every_second_comes_back_with_its_direction(words: list[str]) -> None:
    """Measured again, the file says the same of every second of which anything is known."""
    told = measured(["forward", *words, "backward"])
    again = measure(motion(activity_fit(told)))

    assert told.direction.tolist() == again.direction.tolist()
    assert "measured" == again.motion.facing_basis


def test_another_decoder_reads_it_without_a_warning() -> None:
    """Records, laps, session and activity, with their totals and our field by its name."""
    told = measured(["forward", "backward", "still", "left"])
    messages = decoded(activity_fit(told))
    counted = Counter(name for name, _ in messages)
    records, laps = of_kind(messages, "record"), of_kind(messages, "lap")
    session = of_kind(messages, "session")[0]

    assert {
        "record": 40,
        "lap": 4,
        "session": 1,
        "activity": 1,
        "file_id": 1,
        "event": 2,
    }.items() <= (counted.items())
    numbers = [0] * 10 + [1] * 10 + [5] * 10 + [2] * 10
    assert numbers == [record["step_direction"] for record in records]
    assert [0, 1, 5, 2] == [lap["step_direction"] for lap in laps]
    assert ["active", "active", "rest", "active"] == [lap["intensity"] for lap in laps]
    assert [30.0, 30.0, 0.0, 30.0] == [lap["total_distance"] for lap in laps]
    assert 90.0 == session["total_distance"]
    assert 40.0 == session["total_elapsed_time"]
    assert "running" == session["sport"]
    assert session["step_direction"] is None
    assert NOON == records[0]["timestamp"]


def test_the_session_has_a_direction_only_where_there_was_one() -> None:
    """And how it came to be known stands beside it."""
    session = of_kind(decoded(activity_fit(measured(["backward", "still"]))), "session")[0]

    assert (1, 0) == (session["step_direction"], session["direction_basis"])


@pytest.mark.parametrize("basis", fit_profile.BASIS_NUMBERS)
def test_a_declared_direction_stays_declared(basis: str) -> None:
    """The basis travels with the field."""
    told = measured(["backward"], facing_basis=basis)

    assert basis == motion(activity_fit(told)).facing_basis


def test_an_unknown_direction_stays_unknown() -> None:
    """The field says nothing; it is not taken for forward."""
    told = measured(["unknown"] * 3, facing_basis="unknown")
    moved = motion(activity_fit(told))

    assert "unknown" == moved.facing_basis
    assert {"unknown"} == set(measure(moved).by_direction)


def test_places_are_written_only_where_there_are_any() -> None:
    """A laboratory has no latitude; a run on the earth comes back to where it was."""
    told = measured(["forward"])
    assert not any("position_lat" in r for r in of_kind(decoded(activity_fit(told)), "record"))

    there = measured(["forward"], origin_deg=(46.05, 14.5))
    moved = motion(activity_fit(there))
    assert moved.origin_deg is not None
    steps = np.diff(moved.position_m[:, :2], axis=0)
    assert steps == pytest.approx(np.tile([3.0, 1.0], (9, 1)), abs=0.03)


def test_channels_come_back() -> None:
    """Within the rounding of FIT's units."""
    values = {
        "heart_rate_bpm": 151.0,
        "step_frequency_spm": 183.5,
        "step_length_m": 0.8123,
        "contact_time_s": 0.2517,
        "vertical_oscillation_m": 0.0812,
        "power_w": 240.0,
        "temperature_c": -7.0,
        "altitude_m": 312.4,
        "distance_m": 77.0,
    }
    channels = {name: Channel(np.full(20, value)) for name, value in values.items()}
    moved = motion(activity_fit(measured(["forward", "backward"], channels=channels)))

    assert values == pytest.approx(
        {name: float(channel.value[5]) for name, channel in moved.channels.items()}, rel=1e-3
    )


def test_what_does_not_fit_into_a_field_is_left_out() -> None:
    """A negative height of 600 m, a pulse of 300."""
    channels = {
        "heart_rate_bpm": Channel(np.full(10, 300.0)),
        "altitude_m": Channel(np.full(10, -600.0)),
    }
    records = of_kind(decoded(activity_fit(measured(["forward"], channels=channels))), "record")

    assert {(None, None)} == {(r["heart_rate"], r["enhanced_altitude"]) for r in records}


def test_a_simulated_runner_stays_known_as_one() -> None:
    """By the product name."""
    told = measured(["backward"], source=Source("x", "scenario", synthetic=True))

    assert read(activity_fit(told)).synthetic
    assert not read(activity_fit(measured(["backward"]))).synthetic


@pytest.mark.parametrize("started_at", [None, datetime(1950, 1, 1, tzinfo=UTC)])
def test_without_a_date_time_counts_from_nothing(started_at: datetime | None) -> None:
    """No date is made up."""
    moved = motion(activity_fit(measured(["backward"], started_at=started_at)))

    assert moved.started_at is None
    assert 10 == len(moved)


def test_the_zone_comes_back() -> None:
    """Two hours ahead."""
    moved = motion(activity_fit(measured(["backward"])))

    assert NOON == moved.started_at
    assert NOON.utcoffset() == moved.started_at.utcoffset()


def test_the_same_measurement_gives_the_same_bytes() -> None:
    """And another one another file."""
    assert activity_fit(measured(["left"])) == activity_fit(measured(["left"]))
    assert activity_fit(measured(["left"])) != activity_fit(measured(["right"]))


def test_motion_capture_becomes_an_activity(data_dir: Path) -> None:
    """A real take at 120 Hz: each full second as measured, the bouts as laps."""
    from backstride.readers import read as read_file  # noqa: PLC0415 - only where there is data

    take = data_dir / "mocap" / "accad" / "c3d" / "Male2_Run_back_turn_run_forward.c3d"
    told = measure(read_file(take))
    messages = decoded(activity_fit(told))
    laps = of_kind(messages, "lap")

    metres = {d: t.distance_m for d, t in told.by_direction.items()}
    for direction in ("backward", "forward"):
        number = fit_profile.DIRECTION_NUMBERS[direction]
        own = [lap["total_distance"] for lap in laps if lap["step_direction"] == number]
        assert metres[direction] == pytest.approx(sum(own), abs=0.05)
