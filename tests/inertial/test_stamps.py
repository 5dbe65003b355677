"""Time as loggers write it: epochs, steps, texts, zones, and the night the clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.inertial.stamps import UnreadableTimeError, from_numbers, from_texts

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 5, 4, 16, tzinfo=UTC)
EPOCH_S = START.timestamp()


def local(
    start: str, steps: int = 150, step_s: float = 60.0, zone: str = "Europe/Berlin"
) -> list[str]:
    """Return what a clock on the wall shows, without offset."""
    begin = datetime.fromisoformat(start)
    return [
        (begin + timedelta(seconds=i * step_s))
        .astimezone(ZoneInfo(zone))
        .strftime("%Y-%m-%d %H:%M:%S.%f")
        for i in range(steps)
    ]


@pytest.mark.parametrize("per_s", [1, 1e3, 1e6, 1e9], ids=["s", "ms", "us", "ns"])
def test_the_unit_of_an_epoch_is_told_by_its_size(per_s: float) -> None:
    """No two units overlap between the years 2000 and 2100."""
    times = from_numbers((EPOCH_S + np.arange(100.0) * 0.01) * per_s)

    assert times.start is not None
    assert abs(times.start - START) < timedelta(microseconds=2)
    np.testing.assert_allclose(times.time_s, np.arange(100) * 0.01, atol=1e-5)


@given(st.sampled_from(["s", "ms", "us", "ns"]), st.floats(5.0, 1500.0))
def test_the_unit_of_elapsed_time_is_told_by_its_step(unit: str, rate_hz: float) -> None:
    """Sensors give between 2 and 2000 samples per second."""
    per_s = {"s": 1.0, "ms": 1e3, "us": 1e6, "ns": 1e9}[unit]

    times = from_numbers(np.arange(50) / rate_hz * per_s)

    assert times.start is None
    np.testing.assert_allclose(times.time_s, np.arange(50) / rate_hz, rtol=1e-9)


@pytest.mark.parametrize(
    ("start", "what"),
    [
        ("2026-10-25T00:30:00+00:00", "back, through the whole hour that comes twice"),
        ("2026-10-24T23:30:00+00:00", "back, from before it"),
        ("2026-10-25T01:10:00+00:00", "back, from its second round on"),
        ("2026-03-29T00:30:00+00:00", "forward"),
        ("2026-05-04T12:00:00+00:00", "no change"),
    ],
)
@pytest.mark.parametrize("step_s", [0.5, 60.0])
def test_daylight_saving_does_not_touch_elapsed_time(start: str, what: str, step_s: float) -> None:
    """The wall clock jumps; the runner's time does not, and the start is right."""
    times = from_texts(local(start, round(9000 / step_s), step_s), zone=BERLIN)

    np.testing.assert_allclose(np.diff(times.time_s), step_s, err_msg=what)
    assert datetime.fromisoformat(start) == times.start


@pytest.mark.parametrize("start", ["2026-10-25T00:30:00+00:00", "2026-03-29T00:30:00+00:00"])
def test_without_a_zone_a_jump_of_an_hour_is_taken_for_daylight_saving(start: str) -> None:
    """It is said, and the start stays unknown."""
    times = from_texts(local(start))

    np.testing.assert_allclose(np.diff(times.time_s), 60.0)
    assert times.start is None
    assert "one hour" in times.said[0]


@given(
    st.integers(0, 2**31), st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata"])
)
def test_local_times_come_back_as_the_moments_they_were(second: int, zone: str) -> None:
    """At any time of any year; an hour that comes twice is only known by what follows."""
    moments = [datetime.fromtimestamp(second + i * 1800, UTC) for i in range(8)]
    texts = [m.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M:%S") for m in moments]

    times = from_texts(texts, zone=ZoneInfo(zone))

    np.testing.assert_allclose(times.time_s, np.arange(8) * 1800.0)
    assert moments[0] == times.start


def test_an_hour_that_comes_twice_and_nothing_else_is_said() -> None:
    """Then it cannot be known which it is."""
    times = from_texts(local("2026-10-25T01:10:00+00:00", 20), zone=BERLIN)

    assert "lives through twice" in times.said[0]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2026-05-04T18:00:00.5+02:00", "ymd"),
        ("2026-05-04 18:00:00.5+0200", "ymd"),
        ("2026-05-04T16:00:00.500Z", "ymd"),
        ("2026/05/04 16:00:00,5 UTC", "ymd"),
        ("4.5.2026 18:00:00,5 +02:00", "dmy"),
        ("05/04/2026 12:00:00.5 UTC-04:00", "mdy"),
    ],
)
def test_everyday_ways_to_write_a_moment_are_read(text: str, order: str) -> None:
    """All of them the same moment."""
    times = from_texts([text, text], order=order)

    assert START + timedelta(seconds=0.5) == times.start


def test_offsets_may_change_on_the_way() -> None:
    """As in a file that writes its zone and lives through the change."""
    times = from_texts(["2026-10-25T02:59:59+02:00", "2026-10-25T02:00:00+01:00"])

    np.testing.assert_allclose(times.time_s, [0, 1])


def test_single_bad_texts_are_empty() -> None:
    """One in fifty does not spoil the rest."""
    texts = local("2026-05-04T12:00:00+00:00", 50)
    texts[7] = "2026-05-0x"

    times = from_texts(texts, zone=BERLIN)

    assert [7] == np.flatnonzero(np.isnan(times.time_s)).tolist()


@pytest.mark.parametrize("texts", [["soon", "later"], ["", ""], ["12.5", "13"]])
def test_what_is_no_time_is_refused(texts: list[str]) -> None:
    """With the text in the sentence."""
    with pytest.raises(UnreadableTimeError):
        from_texts(texts)


@pytest.mark.parametrize("stamps", [[np.nan, np.nan], [0.0, 1e-9, 2e-9], [0.0, 1e12, 2e12]])
def test_numbers_that_are_no_time_are_refused(stamps: list[float]) -> None:
    """Blank, or in steps that no unit makes a sensor's."""
    with pytest.raises(UnreadableTimeError):
        from_numbers(np.array(stamps))
