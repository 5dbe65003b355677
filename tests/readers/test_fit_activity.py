"""What a FIT file says of an activity, and how a file that is none is refused."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from backstride.errors import BackstrideError, DamagedFileError, NothingToMeasureError
from backstride.measure import measure
from tests.readers.made_activities import (
    T0,
    definition,
    fit,
    messages,
    motion,
    read,
    session,
    steady_run,
)
from tests.readers.test_fit_tables import decoded, real_files

EVENT, LAP, SESSION, WORKOUT_STEP, ACTIVITY = 21, 19, 18, 27, 34
STEP = [(254, "H")]


def workout_steps(*names: str, notes: str = "") -> bytes:
    """Return workout steps with names and notes."""
    size = 60
    head = definition(WORKOUT_STEP, [(254, 2, 0x84), (0, size, 7), (8, size, 7)], local=4)
    return head + b"".join(
        bytes([4, i, 0]) + name.encode().ljust(size, b"\0") + notes.encode().ljust(size, b"\0")
        for i, name in enumerate(names)
    )


def laps(*steps: int | None, lasts_s: int = 30) -> bytes:
    """Return laps one after another, each of a workout step or of none."""
    rows = [
        (T0 + i * lasts_s, lasts_s * 1000, lasts_s * 300, 0xFFFF if step is None else step)
        for i, step in enumerate(steps)
    ]
    return messages(LAP, [(2, "I"), (7, "I"), (9, "I"), (71, "H")], rows, local=5)


def test_every_real_recording_is_measured_with_facing_unknown_or_refused(data_dir: Path) -> None:
    """Never forward without grounds; records, laps, distances and pulses as fitdecode has them."""
    refused = []
    for path in real_files(data_dir):
        data = path.read_bytes()
        try:
            activity, moved = read(data), motion(data)
        except BackstrideError:
            refused.append(path.name[:7])
            continue
        assert "unknown" == moved.facing_basis
        assert {"unknown"} == set(measure(moved).by_direction)
        if "multisport" in path.name:
            continue
        records = [m for m in decoded(data) if m.global_mesg_num == 20]
        assert len(records) == len(activity.track.time_s)
        told = [m for m in decoded(data) if m.global_mesg_num == LAP]
        assert len(told) == len(activity.laps)
        assert [m.get_value("total_distance") for m in told] == pytest.approx(
            [lap.distance_m for lap in activity.laps]
        )
        pulses = [m.get_value("heart_rate", fallback=None) for m in records]
        if any(pulses):
            expected = np.array([float(p) if p else np.nan for p in pulses])
            assert np.array_equal(expected, activity.channels["heart_rate_bpm"], equal_nan=True)
    assert ["Workout"] * 4 + ["antfs-d"] == refused


@pytest.mark.parametrize(
    ("name", "metres"),
    [
        ("activity-small-fenix2-run.fit", 9008.22),
        ("2013-02-06-12-11-14.fit", 4835.38),
        ("compressed-speed-distance.fit", 10248.67),
        ("developer-types-sample.fit", 6753.99),
        ("garmin-fenix-5-run.fit", 157.56),
    ],
)
def test_distance_by_speed_is_that_of_the_watch(data_dir: Path, name: str, metres: float) -> None:
    """Within 2 %, smart recording, compressed messages and pauses included."""
    moved = motion((data_dir / "activity" / "fit" / name).read_bytes())

    assert metres == pytest.approx(float(np.nansum(moved.speed_mps)), rel=0.02)


def test_a_cut_file_says_where_it_was_cut(data_dir: Path) -> None:
    """The byte, the moment of the last record, and all records before it."""
    folder = data_dir / "activity" / "fit"
    cut = read((folder / "activity-unexpected-eof.fit").read_bytes())

    assert 14 == len(cut.track.time_s)
    assert 1 == len(cut.laps)
    assert "cut: it ends within a message at byte 751 of 771" in cut.warnings[0]
    assert "2012-04-09 21:22:39 (0:00:13 into" in cut.warnings[0]


def test_a_wrong_check_sum_is_a_warning(data_dir: Path) -> None:
    """All is read, and it is said."""
    folder = data_dir / "activity" / "fit"
    wrong = read((folder / "activity-filecrc.fit").read_bytes())

    assert 14 == len(wrong.track.time_s)
    assert "check sum" in wrong.warnings[0]
    assert () == read((folder / "Activity.fit").read_bytes()).warnings


def test_a_recording_that_was_never_finished_is_read() -> None:
    """A header without a length, as a dead battery leaves it."""
    data = bytearray(fit(session(), steady_run(50)))
    data[4:8] = bytes(4)

    found = read(bytes(data))

    assert 50 == len(found.track.time_s)
    assert "never finished" in found.warnings[0]


def test_bytes_behind_the_end_are_said() -> None:
    """Zeros are padding; anything else is passed over with a warning."""
    data = fit(session(), steady_run())

    assert () == read(data + bytes(100)).warnings
    assert "7 bytes behind the end" in read(data + b"garbage").warnings[0]


def test_workouts_courses_and_settings_are_refused_by_name(data_dir: Path) -> None:
    """A workout points to the command for sessions."""
    workout = data_dir / "activity" / "fit" / "WorkoutRepeatSteps.fit"
    with pytest.raises(NothingToMeasureError, match="workout, not a recording; try: backstride"):
        read(workout.read_bytes())
    with pytest.raises(NothingToMeasureError, match="a course to follow"):
        read(fit(steady_run(), kind=6))
    with pytest.raises(NothingToMeasureError, match="settings of a device"):
        read(fit(kind=2))
    with pytest.raises(NothingToMeasureError, match="no records"):
        read(fit())
    with pytest.raises(DamagedFileError, match="before the first record"):
        read(fit(session(), steady_run())[:40])


def test_other_sports_are_refused_or_left_out() -> None:
    """Cycling alone is refused; in a multisport file the run is kept, with gaps and a sentence."""
    with pytest.raises(NothingToMeasureError, match="recording of cycling"):
        read(fit(session(sport=2), steady_run()))

    three = [session(1, T0), session(2, T0 + 100, 100), session(1, T0 + 200)]
    found = read(fit(*three, steady_run(300), laps(None, None, None, lasts_s=100)))

    assert 200 == len(found.track.time_s)
    assert [0, 200] == [lap.start_s for lap in found.laps]
    assert [[100.0, 200.0]] == found.pauses_s.tolist()
    assert "left out: cycling (2 min)" in found.warnings[0]


def test_a_cut_file_without_a_session_is_taken_as_on_foot_and_says_so() -> None:
    """The session message stands at the end of a file."""
    found = read(fit(steady_run()))

    assert "" == found.sport
    assert "taken as done on foot" in found.warnings[0]


def test_the_timer_of_the_watch_makes_pauses() -> None:
    """From a stop to the next start; stops in a row are one, and the last needs no start."""
    rows = [(0, 0, 0), (20, 0, 4), (25, 0, 1), (40, 0, 0), (60, 8, 4), (119, 0, 4)]
    events = messages(
        EVENT, [(253, "I"), (0, "B"), (1, "B")], [(T0 + t, e, k) for t, e, k in rows], local=6
    )
    moved = motion(fit(session(), events, steady_run()))

    assert np.isnan(moved.speed_mps[21:40]).all()
    assert np.isfinite(np.delete(moved.speed_mps, range(21, 40))).all()


def test_the_zone_of_the_watch_is_kept() -> None:
    """From the local time in the activity message; UTC without it."""
    local = messages(ACTIVITY, [(253, "I"), (5, "I")], [(T0 + 119, T0 + 119 + 7201)], local=7)
    expected = datetime(1989, 12, 31, tzinfo=UTC) + timedelta(seconds=T0)

    ahead, without = read(fit(session(), steady_run(), local)), read(fit(session(), steady_run()))

    assert expected == ahead.started_at == without.started_at
    assert ahead.started_at is not None
    assert timedelta(hours=2) == ahead.started_at.utcoffset()


def test_a_watch_that_never_knew_the_date_has_none(data_dir: Path) -> None:
    """Its time stamps count from when it was switched on."""
    data = (data_dir / "activity" / "fit" / "compressed-speed-distance.fit").read_bytes()

    assert read(data).started_at is None


def test_strides_become_steps_unless_they_are_steps_already() -> None:
    """85 strides a minute are 170 steps; 170 strides would be 340 steps, which nobody runs."""

    def cadence(value: int, fraction: int) -> bytes:
        fields = [(253, "I"), (73, "I"), (4, "B"), (53, "B")]
        rows = [(T0 + t, 3000, value, fraction) for t in range(60)]
        return fit(session(), messages(20, fields, rows))

    assert 171.0 == np.median(read(cadence(85, 64)).channels["step_frequency_spm"])
    steps = read(cadence(170, 0))
    assert 170.0 == np.median(steps.channels["step_frequency_spm"])
    assert "steps a minute" in steps.warnings[0]


def test_developer_fields_stand_in_for_native_ones() -> None:
    """A foot pod's own speed, where the record has none; in the unit that the field declares."""
    who = definition(207, [(3, 1, 2)], local=8) + bytes([8, 0])
    what = definition(206, [(0, 1, 2), (1, 1, 2), (2, 1, 2), (6, 1, 2), (15, 1, 2)], local=9)
    what += bytes([9, 0, 5, 0x84, 100, 6])
    records = definition(20, [(253, 4, 0x86)], local=1, developer=[(5, 2, 0)])
    records += b"".join(
        b"\1" + (T0 + t).to_bytes(4, "little") + (250).to_bytes(2, "little") for t in range(20)
    )

    assert 2.5 == np.median(read(fit(session(), who, what, records)).track.speed_mps)


def test_names_of_workout_steps_declare_directions() -> None:
    """A lap takes the name and direction of its step; other laps stay unknown."""
    data = fit(
        session(),
        steady_run(120),
        workout_steps("Warm up", "BACKWARD run (1/2)", notes='30s run "look over your shoulder"'),
        laps(0, 1, None, 1),
    )
    moved = motion(data)

    assert ["Warm up", "BACKWARD run (1/2)", "", "BACKWARD run (1/2)"] == [
        lap.name for lap in moved.laps
    ]
    assert "declared" == moved.facing_basis
    totals = measure(moved).by_direction
    assert {"backward", "unknown"} == set(totals)
    assert 60 == pytest.approx(totals["backward"].time_s)


def test_speeds_that_nobody_runs_are_left_out() -> None:
    """A glitch of the receiver or a lift in a car."""
    rows = [(T0 + t, 40_000 if 20 <= t < 90 else 3000) for t in range(120)]
    found = read(fit(session(), messages(20, [(253, "I"), (73, "I")], rows)))

    assert 70 == np.isnan(found.track.speed_mps).sum()
    assert any("above 15 m/s were left out (70)" in said for said in found.warnings)


def test_records_out_of_order_and_far_away_are_put_right() -> None:
    """Time that runs back is sorted; a record years off is left out and not bridged to."""
    late = messages(20, [(253, "I"), (73, "I")], [(T0 + 5, 2000), (T0 + 10**8, 3000)], local=2)
    found = read(fit(session(), steady_run(), late))

    assert 121 == len(found.track.time_s)
    assert (np.diff(found.track.time_s) >= 0).all()
    assert any("Time goes back" in said for said in found.warnings)
    assert any("(1 of 122)" in said for said in found.warnings)
