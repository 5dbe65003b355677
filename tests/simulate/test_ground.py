"""Hills, treadmills and tiredness."""

import numpy as np
import pytest

from backstride.errors import SettingsError
from backstride.simulate import Scenario, Segment, make_runner, simulate
from backstride.simulate.scenario import Heading

UPHILL = 8.0


@pytest.mark.parametrize("direction", ["forward", "backward", "left"])
def test_a_hill_is_climbed(direction: Heading) -> None:
    """The body rises by the slope times its way, and the feet it stands on stay (within 1 mm)."""
    segment = Segment("run", direction, 1.5, duration_s=10.0, slope_percent=UPHILL)
    runner = make_runner(Scenario("hill", (segment,), start_heading_deg=40.0))
    place = runner.pelvis(np.array([1.0, 9.0])).position_m
    way = np.linalg.norm(place[1, :2] - place[0, :2])

    assert 0.01 * UPHILL * way == pytest.approx(place[1, 2] - place[0, 2], abs=0.1)
    for side in (0, 1):
        foot = runner.foot(side, np.arange(1.0, 9.0, 0.005))
        for contact in np.unique(foot.contact[foot.down])[1:-1]:
            there = foot.ball_sole[foot.down & (foot.contact == contact) & (foot.pitch_rad >= 0)]
            assert len(there) == 0 or np.ptp(there, axis=0).max() < 1e-3


def test_legs_keep_their_length_on_a_hill() -> None:
    """Thigh, shank and foot."""
    segment = Segment("run", "backward", 2.0, duration_s=8.0, slope_percent=-UPHILL)
    runner = make_runner(Scenario("hill", (segment,)))
    body = runner.skeleton(runner.time_s)
    for a, b in (("hip", "knee"), ("knee", "ankle"), ("ankle", "heel"), ("heel", "forefoot")):
        bone = np.linalg.norm(body[f"{a}_left"] - body[f"{b}_left"], axis=1)
        assert np.ptp(bone) < 1e-5


def test_there_and_back_on_a_hill_ends_where_it_began() -> None:
    """Up forward and down backward, on the same ground."""
    segments = (
        Segment("run", "forward", 2.5, distance_m=20.0, slope_percent=6.0),
        Segment("run", "backward", 2.5, distance_m=20.0, slope_percent=-6.0),
    )
    course = make_runner(Scenario("hill", segments)).course
    away = float(np.linalg.norm(course.place(np.array([course.duration_s]))))
    height = float(course.at(course.height_m, np.array([course.duration_s]))[0])

    assert abs(height) < 0.06 * away + 0.2


def test_on_a_treadmill_the_body_stays_and_the_truth_is_that_of_the_belt() -> None:
    """The same run, seen from beside the treadmill."""
    run = (Segment("run", "backward", 2.5, duration_s=10.0),)
    here, there = (Scenario("run", run, treadmill=t) for t in (True, False))
    motion, truth = simulate(here)

    assert np.ptp(motion.position_m[:, 0]) < 0.3
    assert truth.by_direction == simulate(there)[1].by_direction
    assert np.nanmedian(motion.speed_mps) < 0.3


def test_tired_people_step_less_often_and_stay_longer_on_the_ground() -> None:
    """As a systematic review of running until tired says (Apte 2021); fresh ones do not change."""

    def change(fatigue: float) -> tuple[float, float]:
        run = (Segment("run", "forward", 3.0, duration_s=60.0),)
        falls = make_runner(Scenario("long", run, fatigue=fatigue, seed=2)).falls
        first, last = slice(5, 40), slice(-40, -5)
        rate = [1.0 / np.diff(falls.initial_s[part]).mean() for part in (first, last)]
        contact = [(falls.terminal_s - falls.initial_s)[part].mean() for part in (first, last)]
        return rate[1] / rate[0], contact[1] / contact[0]

    assert (0.97, 1.05) == pytest.approx(change(1.0), abs=0.02)
    assert (1.0, 1.0) == pytest.approx(change(0.0), abs=0.01)


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("slope_percent is 40", {"kind": "run", "speed_mps": 2.0, "slope_percent": 40.0}),
        ("only a walk or run has slope", {"kind": "stand", "slope_percent": 3.0}),
    ],
)
def test_impossible_ground_is_refused(text: str, settings: dict[str, float]) -> None:
    """With what is possible."""
    with pytest.raises(SettingsError, match=text):
        Segment(duration_s=5.0, **settings)  # type: ignore[arg-type]


def test_a_treadmill_is_true_or_false() -> None:
    """And nothing else; tiredness is a share."""
    run = (Segment("run", "forward", 2.0, duration_s=5.0),)
    with pytest.raises(SettingsError, match="use true or false"):
        Scenario("x", run, treadmill="yes")  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="fatigue is 2"):
        Scenario("x", run, fatigue=2.0)
