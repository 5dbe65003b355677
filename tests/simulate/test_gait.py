"""The simulated gaits are those that research and recordings describe."""

import numpy as np
import pytest

from backstride.motion.arrays import Floats
from backstride.simulate import Runner, Scenario, Segment, load_scenario, make_runner
from backstride.simulate.person import G_MPS2
from backstride.simulate.scenario import Heading, Kind
from tests.simulate.runners import steady, whole_steps

PEOPLE = range(12)


def step_hz(runner: Runner) -> float:
    """Return the steps per second."""
    landed, _, after = whole_steps(runner)
    return float(1.0 / np.mean(after - landed))


def contact_s(runner: Runner) -> float:
    """Return the mean contact time."""
    landed, left, _ = whole_steps(runner)
    return float(np.mean(left - landed))


def flight_s(runner: Runner) -> Floats:
    """Return the time from each take-off to the other foot's landing; negative on both feet."""
    _, left, after = whole_steps(runner)
    return after - left


@pytest.mark.parametrize(
    ("kind", "direction", "speed"),
    [
        ("run", "forward", 1.5),
        ("run", "forward", 3.0),
        ("run", "forward", 6.0),
        ("run", "backward", 1.5),
        ("run", "backward", 2.5),
        ("run", "backward", 5.0),
        ("run", "left", 1.5),
        ("walk", "forward", 0.6),
        ("walk", "forward", 1.9),
        ("walk", "backward", 1.2),
        ("walk", "right", 0.7),
    ],
)
def test_speed_is_that_of_the_segment(kind: Kind, direction: Heading, speed: float) -> None:
    """The pelvis covers the ground at the speed asked for, within 2 %, and feet keep up."""
    runner = steady(kind, direction, speed)
    start, end = runner.pelvis(np.array([1.0, 11.0])).position_m[:, :2]
    landed, _, _ = whole_steps(runner)
    inside = np.flatnonzero(runner.falls.initial_s > 0.0)[: 2 * (len(landed) // 2)]
    first, last = runner.falls.ankle_m[inside[[0, -2]]]
    took = runner.falls.initial_s[inside[-2]] - runner.falls.initial_s[inside[0]]

    assert speed == pytest.approx(np.linalg.norm(end - start) / 10.0, rel=0.02)
    assert speed == pytest.approx(np.linalg.norm(last - first) / took, rel=0.02)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("direction", ["forward", "backward", "left"])
def test_running_has_flight_and_walking_has_double_support(direction: Heading, person: int) -> None:
    """In every step, by definition of the two gaits."""
    run = steady("run", direction, 1.6, person)
    walk = steady("walk", direction, 0.8, person)

    assert (flight_s(run) > 0.0).all()
    assert (flight_s(walk) < 0.0).all()


def test_a_grounded_run_has_no_flight() -> None:
    """It bounces, but a foot is always down."""
    runner = make_runner(load_scenario("grounded-run"))

    assert (flight_s(runner) < 0.0).all()


@pytest.mark.parametrize("person", PEOPLE)
def test_backward_steps_are_more_frequent_and_shorter_in_contact(person: int) -> None:
    """At the same speed: step frequency +11 % (T7), contact 0.82 (E1d), longer flight (T1)."""
    forward, backward = (steady("run", d, 3.0, person) for d in ("forward", "backward"))

    assert step_hz(backward) / step_hz(forward) == pytest.approx(1.113, abs=0.02)
    assert contact_s(backward) / contact_s(forward) == pytest.approx(0.82, abs=0.02)
    assert np.mean(flight_s(backward)) > np.mean(flight_s(forward))


def test_backward_runs_are_like_recorded_ones() -> None:
    """At 2.4 m/s: two people recorded (ACCAD) had 2.83-2.99 Hz, 0.25 s and 0.06-0.10 s."""
    runners = [steady("run", "backward", 2.4, person) for person in PEOPLE]

    assert np.mean([step_hz(r) for r in runners]) == pytest.approx(2.91, abs=0.15)
    assert np.mean([contact_s(r) for r in runners]) == pytest.approx(0.2475, abs=0.02)
    assert 0.06 <= np.mean([np.mean(flight_s(r)) for r in runners]) <= 0.11


def test_people_differ() -> None:
    """Step frequency at one speed spreads by some percent between people."""
    rates = [step_hz(steady("run", "backward", 2.4, person)) for person in PEOPLE]

    assert 0.01 < np.std(rates) / np.mean(rates) < 0.08


def test_the_body_falls_freely_in_flight() -> None:
    """While no foot is down the pelvis follows a parabola under gravity."""
    runner = steady("run", "backward", 3.0)
    _, left, after = whole_steps(runner)
    middle, h = 0.5 * (left + after), 0.01

    z = [runner.bounce_m(middle + shift) for shift in (-h, 0.0, h)]

    assert (z[0] - 2 * z[1] + z[2]) / h**2 == pytest.approx(-G_MPS2, rel=1e-4)


@pytest.mark.parametrize(("kind", "lowest"), [("run", True), ("walk", False)])
def test_height_over_the_standing_foot(kind: Kind, *, lowest: bool) -> None:
    """Over the middle of the contact a runner is lowest and a walker highest."""
    runner = steady(kind, "forward", 1.8)
    landed, left, _ = whole_steps(runner)
    middle = runner.bounce_m(0.5 * (landed + left))
    ends = 0.5 * (runner.bounce_m(landed) + runner.bounce_m(left))

    assert ((middle < ends) if lowest else (middle > ends)).all()


@pytest.mark.parametrize("person", PEOPLE)
def test_the_toe_is_below_the_heel_at_every_backward_landing(person: int) -> None:
    """As in every recorded one (G1), by the landmarks themselves."""
    runner = steady("run", "backward", 2.5, person)
    for side in (0, 1):
        own = runner.falls.of_side(side)
        landing = runner.falls.initial_s[own]
        foot = runner.foot(side, landing[(landing > 0) & (landing < 12)])
        assert (foot.toe[:, 2] < foot.heel[:, 2] - 0.03).all()


def test_heels_leave_last_in_some_backward_take_offs_and_in_no_forward_ones() -> None:
    """39-68 % of recorded backward take-offs, 1-2 % of forward ones (G2)."""
    back = np.concatenate(
        [steady("run", "backward", 2.5, person).falls.leaving_deg[2:-2] for person in PEOPLE]
    )
    ahead = steady("run", "forward", 2.5).falls.leaving_deg[2:-2]

    assert 0.35 < np.mean(back < 0) < 0.72
    assert (ahead > 0).all()


@pytest.mark.parametrize(
    ("kind", "direction", "speed", "slowest", "fastest"),
    [
        ("run", "forward", 3.0, 0.5, 1.5),
        ("run", "backward", 2.5, 0.5, 1.5),
        ("walk", "forward", 1.3, 0.1, 0.5),
        ("walk", "backward", 1.2, 0.1, 0.6),
    ],
)
def test_feet_hit_the_floor(
    kind: Kind, direction: Heading, speed: float, slowest: float, fastest: float
) -> None:
    """The part that lands comes down at the speeds seen over force plates, not at rest."""
    runner = steady(kind, direction, speed)
    for side in (0, 1):
        own = runner.falls.of_side(side)[2:-2]
        landing = runner.falls.initial_s[own]
        before, at = (runner.foot(side, landing - ahead) for ahead in (0.002, 0.0))
        heel_first = runner.falls.landing_deg[own] < 0
        part = [np.where(heel_first, f.heel_sole[:, 2], f.ball_sole[:, 2]) for f in (before, at)]
        falling = (part[0] - part[1]) / 0.002
        assert (falling > slowest).all()
        assert (falling < fastest).all()


def test_turning_on_the_spot_is_done_in_steps() -> None:
    """A body that turns while standing lifts its feet, and ends on both of them."""
    runner = make_runner(
        Scenario(
            "spot",
            (
                Segment("stand", duration_s=2.0),
                Segment("turn", duration_s=2.0, facing_turn_deg=180.0),
                Segment("stand", duration_s=2.0),
            ),
        )
    )
    yaw = np.degrees([runner.foot(side, np.array([0.0, 5.9])).yaw_rad for side in (0, 1)])

    assert np.diff(yaw, axis=1)[:, 0] == pytest.approx(180.0, abs=15.0)
    assert all(runner.foot(side, np.array([0.0, 5.9])).down.all() for side in (0, 1))
