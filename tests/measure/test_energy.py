"""Energy of a recording: the published equations carried through bouts, and their intervals."""

from dataclasses import replace

import numpy as np
import pytest

from backstride.measure import measure
from backstride.measure.energy import energy_of
from backstride.measure.measurement import Bout
from backstride.motion import Motion, Source
from backstride.motion.channels import Channel


def steady(speed_mps: float, seconds: int, rate_hz: float = 1.0) -> Motion:
    """Return somebody who goes on at one speed along x, facing unknown."""
    time_s = np.arange(seconds * rate_hz) / rate_hz
    n = len(time_s)
    return Motion(
        time_s=time_s,
        position_m=np.column_stack((speed_mps * time_s, np.zeros(n), np.zeros(n))),
        speed_mps=np.full(n, speed_mps),
        travel_deg=np.zeros(n),
        facing_deg=np.full(n, np.nan),
        travel_basis="measured",
        facing_basis="unknown",
        source=Source("made", "made"),
    )


def bout(direction: str, gait: str, start_s: float, end_s: float, speed_mps: float) -> Bout:
    """Return a bout of one gait and direction."""
    return Bout(
        start_s=start_s,
        end_s=end_s,
        direction=direction,  # type: ignore[arg-type]
        gait=gait,  # type: ignore[arg-type]
        gait_basis="made",
        distance_m=speed_mps * (end_s - start_s),
        mean_speed_mps=speed_mps,
        peak_speed_mps=speed_mps,
        steps=0,
    )


def test_ten_minutes_forward_follow_the_equation() -> None:
    """E10 at 160.8 m/min: 35.66 mL/kg/min for ten minutes, 20.9 kJ a litre."""
    energy = energy_of(steady(2.68, 600), [bout("forward", "run", 0, 600, 2.68)], 0.0, 70.0)

    assert energy is not None
    assert 35.66 == pytest.approx(
        energy.by_direction["forward"]["oxygen_uptake_ml_kg_min"].value, abs=0.01
    )
    expected_kj_per_kg = 35.66 / 1000 * 20.9 * 10
    assert expected_kj_per_kg == pytest.approx(energy.total["energy_kj_per_kg"].value, rel=1e-3)
    assert 70 * expected_kj_per_kg / 4.184 == pytest.approx(
        energy.total["energy_kcal"].value, rel=1e-3
    )


def test_parts_add_up_to_the_whole() -> None:
    """Directions and standing together are the session."""
    bouts = [bout("forward", "run", 0, 300, 2.5), bout("backward", "run", 300, 500, 2.5)]
    energy = energy_of(steady(2.5, 500), bouts, 100.0)

    assert energy is not None
    parts = sum(part["energy_kj_per_kg"].value for part in energy.by_direction.values())
    standing = 3.5 / 1000 * 20.9 * 100 / 60
    assert parts + standing == pytest.approx(energy.total["energy_kj_per_kg"].value)


def test_backward_costs_a_third_more_per_metre_and_less_a_minute_when_slower() -> None:
    """The 30 % claim per metre at equal speed, and at the speeds that were really run."""
    motion = steady(3.0, 600)
    slow = replace(
        motion, speed_mps=np.where(motion.time_s < 300, 3.5, 2.0), position_m=motion.position_m
    )
    bouts = [bout("forward", "run", 0, 300, 3.5), bout("backward", "run", 300, 600, 2.0)]

    energy = energy_of(slow, bouts, 0.0)

    assert energy is not None
    equal = energy.backward_over_forward["per_metre_at_equal_speed"]
    own = energy.backward_over_forward["per_minute_at_own_speeds"]
    assert (1.0, 1.3, 1.4) == pytest.approx((equal.low, equal.value, equal.high))
    assert own.value < 1.0


def test_an_unknown_direction_spans_both() -> None:
    """A watch alone widens the interval instead of picking one."""
    motion = steady(2.8, 120)
    known = energy_of(motion, [bout("forward", "run", 0, 120, 2.8)], 0.0)
    unknown = energy_of(motion, [bout("unknown", "run", 0, 120, 2.8)], 0.0)

    assert known is not None
    assert unknown is not None
    assert unknown.total["energy_kj_per_kg"].low <= known.total["energy_kj_per_kg"].low
    assert unknown.total["energy_kj_per_kg"].high > known.total["energy_kj_per_kg"].high
    assert not unknown.backward_over_forward


def test_climbing_costs_more_where_the_device_knows_its_altitude() -> None:
    """A 5 % climb at 160 m/min adds 0.9 x 160 x 0.05 mL/kg/min."""
    motion = steady(160 / 60, 60)
    climb = 0.05 * motion.position_m[:, 0]
    hilly = replace(motion, channels={"altitude_m": Channel(climb)})
    bouts = [bout("forward", "run", 0, 60, 160 / 60)]

    level, up = energy_of(motion, bouts, 0.0), energy_of(hilly, bouts, 0.0)

    assert level is not None
    assert up is not None
    name = "oxygen_uptake_ml_kg_min"
    added = up.by_direction["forward"][name].value - level.by_direction["forward"][name].value
    assert 0.9 * 160 * 0.05 == pytest.approx(added, rel=0.03)


def test_without_a_speed_nothing_is_said() -> None:
    """A sensor that knows only that its wearer moved gives no energy."""
    motion = steady(2.0, 60)
    blind = replace(motion, speed_mps=np.full(60, np.nan))

    assert energy_of(blind, [bout("backward", "run", 0, 60, 2.0)], 0.0) is None


def test_the_stated_error_of_a_sensors_speed_widens_the_interval() -> None:
    """A foot sensor that may be off by 5 % says so in its energy."""
    motion = steady(2.5, 60)
    bouts = [bout("backward", "run", 0, 60, 2.5)]
    sure, unsure = (
        energy_of(motion, bouts, 0.0),
        energy_of(replace(motion, speed_error_share=0.05), bouts, 0.0),
    )

    assert sure is not None
    assert unsure is not None
    assert unsure.total["energy_kj_per_kg"].high > sure.total["energy_kj_per_kg"].high
    assert unsure.total["energy_kj_per_kg"].low < sure.total["energy_kj_per_kg"].low


def test_the_interval_holds_people_who_spend_as_the_studies_say() -> None:
    """Coverage of 85 to 95 %: people drawn from the published ratios and the equations' error.

    Synthetic: ratios are drawn from the four studies of EN1 (1.35, 1.35, 1.29 and 1.0, weighted by
    people, with the standard deviation that E1's standard error of 6 % over four people is), the
    forward cost with a standard deviation of 7 %.
    """
    rng = np.random.default_rng(11)
    n = 4000
    study = rng.choice([1.35, 1.35, 1.29, 1.0], n, p=np.array([4, 8, 13, 10]) / 35)
    ratio = study + rng.normal(0, 0.12, n)
    forward = 0.2 * 150 * rng.normal(1.0, 0.07, n)
    truth = 3.5 + ratio * forward
    energy = energy_of(steady(2.5, 60), [bout("backward", "run", 0, 60, 2.5)], 0.0)

    assert energy is not None
    found = energy.by_direction["backward"]["oxygen_uptake_ml_kg_min"]
    share = float(((truth >= found.low) & (truth <= found.high)).mean())
    assert 0.85 <= share <= 0.95


def test_a_motion_of_one_sample_measures_to_nothing() -> None:
    """Too little to say anything, and no fault."""
    found = measure(steady(2.0, 1))

    assert found.bouts == ()
    assert found.energy is None


def test_a_measurement_carries_its_energy() -> None:
    """From a motion to the contract, each figure with its interval and sources."""
    found = measure(steady(2.6, 120)).as_json()["energy"]

    figure = found["by_direction"]["unknown"]["oxygen_uptake_ml_kg_min"]
    assert figure["low"] < figure["value"] < figure["high"]
    assert "E10" in figure["sources"]
