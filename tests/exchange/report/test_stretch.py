"""One stretch of a recording is drawn anew, in more detail, and agrees with the whole."""

import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backstride.exchange.report.over_time.stretch import (
    MOST_SAMPLES,
    SHORTEST_S,
    samples,
    slim,
    stretch_of,
)
from backstride.exchange.report.render import stretch_inside
from backstride.measure import Measurement, measure
from backstride.readers import read
from backstride.simulate import Scenario, Segment, write_scenario

TURNS = 6


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Measurement:
    """Return three minutes and more of a phone: forward, backward, standing, again and again."""
    segments = [Segment("stand", duration_s=3.0)]
    for _ in range(TURNS):
        segments += [
            Segment("run", "forward", 2.6, duration_s=30.0),
            Segment("turn", duration_s=2.0, facing_turn_deg=180.0),
            Segment("run", "backward", 2.0, duration_s=20.0),
            Segment("stand", duration_s=6.0),
            Segment("turn", duration_s=2.0, facing_turn_deg=180.0),
        ]
    folder = tmp_path_factory.mktemp("stretch")
    scenario = Scenario("turns", tuple(segments), rate_hz=30.0, seed=1)
    path = write_scenario(scenario, folder, ("phone",))[0]
    return measure(read(path))


def longest(run: Measurement, direction: str) -> tuple[int, float, float]:
    """Return number, begin and end of the longest bout of a direction."""
    bouts = enumerate(run.bouts, start=1)
    found = max((b.end_s - b.start_s, n) for n, b in bouts if b.direction == direction)[1]
    return found, run.bouts[found - 1].start_s, run.bouts[found - 1].end_s


def test_a_bout_drawn_alone_says_what_its_bout_says(run: Measurement) -> None:
    """Its number stays, and its time, distance and speeds are those of the table of bouts."""
    number, start, end = longest(run, "backward")
    found = stretch_of(run, start, end)
    bout = run.bouts[number - 1]

    way = found.ways[0]
    assert "backward" == way.direction
    assert bout.end_s - bout.start_s == pytest.approx(way.time_s, abs=0.1)
    assert bout.distance_m == pytest.approx(way.distance_m, rel=0.03)
    assert bout.mean_speed_mps == pytest.approx(way.mean_mps, rel=0.03)
    assert bout.steps == pytest.approx(found.contacts, abs=1)
    html = stretch_inside(found)
    assert f">{number} backward run</text>" in html
    assert ">1 forward run</text>" not in html


def test_contacts_that_the_whole_cannot_show_are_seen(run: Measurement) -> None:
    """In a stretch of some seconds each contact has a mark, and the table of steps its number."""
    _, start, _ = longest(run, "backward")
    found = stretch_of(run, start + 2, start + 8)
    html = stretch_inside(found)
    [wide, *_] = re.findall(r'<path class="contact" d="([^"]*)"', html)
    inside = [s for s in run.steps if start + 2 <= s.initial_contact_s < start + 8]
    assert len(inside) == wide.count("M")
    assert found.steps is not None
    assert [str(run.steps.index(s) + 1) for s in inside] == [row[0] for row in found.steps.rows]


def test_what_is_kept_in_memory_draws_the_same(run: Measurement) -> None:
    """The slim measurement gives the same pictures and figures, and is far smaller than a body."""
    assert stretch_inside(stretch_of(run, 40, 70)) == stretch_inside(stretch_of(slim(run), 40, 70))
    assert samples(run, 40, 70) == samples(slim(run), 40, 70)


@pytest.mark.parametrize(
    ("from_s", "to_s"),
    [(-50.0, -10.0), (0.0, 0.0), (1e6, 2e6), (30.0, 20.0), (0.0, 1e6), (10.0, 10.001)],
)
def test_any_two_moments_give_a_stretch_of_the_recording(
    run: Measurement, from_s: float, to_s: float
) -> None:
    """Turned round, outside or too near: moved inside and apart, never an error."""
    found = stretch_of(run, from_s, to_s)
    assert found.first_s <= found.start_s < found.end_s <= found.last_s
    assert found.end_s - found.start_s >= SHORTEST_S - 1e-6
    assert "<svg" in stretch_inside(found)


def test_a_late_stretch_counts_minutes_and_seconds(run: Measurement) -> None:
    """Beyond five minutes the axis says 5:20 and not 320; within them it says seconds."""
    late = stretch_inside(stretch_of(run, 320, 340))
    assert ">time, min:s</text>" in late
    assert ">5:20</text>" in late
    early = stretch_inside(stretch_of(replace_end(run, 200.0), 20, 40))
    assert ">time, s</text>" in early


def replace_end(run: Measurement, end_s: float) -> Measurement:
    """Return the beginning of a recording."""
    n = int(np.searchsorted(run.motion.time_s, end_s))
    motion = slim(run).motion
    names = ("time_s", "position_m", "speed_mps", "travel_deg", "facing_deg")
    shorter: dict[str, Any] = {name: getattr(motion, name)[:n] for name in names}
    cut = replace(motion, **shorter)
    return replace(slim(run), motion=cut, direction=run.direction[:n])


def test_samples_fit_a_screen_and_say_what_is_not_known(run: Measurement) -> None:
    """At most so many, on the recording's clock, None for a speed that is not known."""
    blind = replace(run, motion=replace(run.motion, speed_mps=run.motion.speed_mps * np.nan))
    found = samples(blind, 10.0, 400.0)
    assert MOST_SAMPLES >= len(found["time_s"]) > MOST_SAMPLES / 2
    assert {None} == set(found["speed_mps"])
    assert 10.0 == pytest.approx(found["time_s"][0], abs=0.05)
    times = samples(run, 10.0, 20.0)["time_s"]
    assert times == sorted(times)
    assert times[-1] <= 20.0


def test_a_stretch_of_an_hour_is_drawn_within_the_blink_of_an_eye(run: Measurement) -> None:
    """A minute of an hour costs less than 0.3 s of the processor, and so does the whole hour."""
    hour = _hour_of(slim(run))
    assert len(hour.motion) > 170_000
    for span in ((1800.0, 1860.0), (0.0, 3600.0)):
        began = time.process_time()
        stretch_inside(stretch_of(hour, *span))
        assert time.process_time() - began < 0.3, span


def _hour_of(run: Measurement) -> Measurement:
    """Return a recording over and over, an hour long."""
    motion = run.motion
    times = int(np.ceil(3600 / motion.duration_s))
    n = len(motion) * times
    names = ("speed_mps", "travel_deg", "facing_deg")
    longer: dict[str, Any] = {name: np.tile(getattr(motion, name), times) for name in names}
    longer["position_m"] = np.tile(motion.position_m, (times, 1))
    many = replace(motion, time_s=np.arange(n) / motion.rate_hz, **longer)
    shift = motion.duration_s
    bouts = tuple(
        replace(b, start_s=b.start_s + k * shift, end_s=b.end_s + k * shift)
        for k in range(times)
        for b in run.bouts
    )
    steps = tuple(
        replace(
            s,
            initial_contact_s=s.initial_contact_s + k * shift,
            terminal_contact_s=s.terminal_contact_s + k * shift,
        )
        for k in range(times)
        for s in run.steps
    )
    direction = np.tile(np.asarray(run.direction), times)
    return replace(run, motion=many, direction=direction, bouts=bouts, steps=steps)


def test_a_body_and_a_watch_can_be_looked_at_too(data_dir: Path) -> None:
    """Markers of three seconds, and a run of 47 minutes without steps but with a heart."""
    body = measure(read(data_dir / "mocap/accad/c3d/Female1_Run_back.c3d"))
    assert "Path from above" in dict(stretch_of(slim(body), 1.0, 2.0).charts)
    watch = measure(read(data_dir / "activity/fit/activity-small-fenix2-run.fit"))
    found = stretch_of(slim(watch), 600, 900)
    assert "Heart rate" in dict(found.charts)
    assert (0, None) == (found.contacts, found.steps)
