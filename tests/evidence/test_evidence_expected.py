"""Expectations for comparisons, and pairs that software can be checked against."""

import math

import pytest

from backstride import evidence

_CASES = {case.id: case for case in evidence.validations()}


def _value(case_id: str, name: str) -> tuple[float, float]:
    """Return the expected value and its tolerance."""
    (found,) = (one for one in _CASES[case_id].expected if one.name == name)
    assert found.value is not None
    assert found.tolerance is not None
    return found.value, found.tolerance


@pytest.mark.parametrize(
    ("quantity", "sign", "claim"),
    [
        ("step_frequency", "higher", "S1-05"),
        ("step_length", "lower", "S1-06"),
        ("knee_range", "mixed", "S1-09"),
        ("hip_range", "lower", "S1-10"),
        ("ankle_range", "unknown", "S2-41"),
        ("trunk_lean", "unknown", "S1-11"),
        ("contact_time", "lower", None),
        ("flight_time", "higher", None),
        ("duty_factor", "mixed", None),
        ("foot_strike", "higher", "S2-03"),
        ("vertical_stiffness", "higher", "S2-05"),
        ("patellofemoral_compression", "lower", "S1-02"),
        ("energy_cost", "higher", "S1-03"),
    ],
)
def test_what_research_expects(quantity: str, sign: str, claim: str | None) -> None:
    """Signs as published: mixed where studies disagree, unknown where none measured it."""
    found = evidence.expectation(quantity)
    assert found is not None
    assert sign == found.sign
    assert claim is None or claim in found.claims
    assert found.findings


def test_ratios_agree_with_their_signs_and_lie_in_their_bounds() -> None:
    """A ratio above one is higher; without a clear sign there is no ratio."""
    for one in evidence.expectations():
        for ratio in (one.ratio, one.ratio_low, one.ratio_high):
            if ratio is not None:
                assert one.ratio_seen, one.quantity
                assert one.sign == ("higher" if ratio >= 1 else "lower"), one.quantity
        if one.ratio is not None and one.ratio_low is not None and one.ratio_high is not None:
            assert one.ratio_low <= one.ratio <= one.ratio_high


def test_ratios_follow_from_the_findings() -> None:
    """Pairs in the findings divide to the ratios in the expectations, within their rounding."""
    for quantity, finding_id in (
        ("flight_time", "T1"),
        ("vertical_stiffness", "T2"),
        ("peak_vertical_force", "T6"),
        ("patellofemoral_compression", "J1"),
        ("knee_moment", "J2"),
    ):
        pair = evidence.finding(finding_id).values[0]
        found = evidence.expectation(quantity)
        assert found is not None
        assert pair.backward is not None
        assert pair.forward is not None
        assert found.ratio == pytest.approx(pair.backward / pair.forward, abs=0.005)
    cadence = evidence.finding("T7").values[0].value
    frequency, length = (evidence.expectation(q) for q in ("step_frequency", "step_length"))
    assert cadence is not None
    assert frequency is not None
    assert length is not None
    assert frequency.ratio == pytest.approx(1 + cadence / 100)
    assert length.ratio == pytest.approx(1 / (1 + cadence / 100), abs=0.005)


def test_an_unlisted_quantity_has_no_expectation() -> None:
    """Nothing is expected of what research has not been asked about."""
    assert evidence.expectation("arm_swing") is None


def test_twenty_facts_three_checks_and_the_reserve_are_there() -> None:
    """Every validation case has an input, findings, and something to expect."""
    assert [f"V{i}" for i in range(1, 27)] == list(_CASES)
    for case in _CASES.values():
        assert case.input
        assert case.refs
        assert bool(case.expected) != (case.kind == "logic")


def test_bounce_follows_from_stiffness() -> None:
    """Frequency sqrt(k/m) / 2 pi and contact pi / sqrt(k/m) give the derived T4 and T5."""
    stiffness = evidence.finding("T2").values[0]
    for direction, k in (("backward", stiffness.backward), ("forward", stiffness.forward)):
        assert k is not None
        frequency, tolerance = _value("V11", f"resonant frequency {direction}")
        assert frequency == pytest.approx(math.sqrt(k) / (2 * math.pi), abs=tolerance)
        contact, tolerance = _value("V11", f"effective contact time {direction}")
        assert contact == pytest.approx(math.pi / math.sqrt(k), abs=tolerance)


def test_peak_force_follows_from_acceleration() -> None:
    """(a + g) / g gives the derived finding T6."""
    acceleration = evidence.finding("T3").values[0]
    for direction, a in (("backward", acceleration.backward), ("forward", acceleration.forward)):
        assert a is not None
        force, tolerance = _value("V12", direction)
        assert force == pytest.approx((a + 9.81) / 9.81, abs=tolerance)


def test_oxygen_uptake_follows_from_the_published_coefficients() -> None:
    """The coefficients of E10 reproduce the three worked pairs."""
    rest, run, _, walk, uphill, *_ = (v.value or 0.0 for v in evidence.finding("E10").values)
    expected, tolerance = _value("V1", "oxygen uptake")
    assert expected == pytest.approx(rest + run * 160.8, abs=tolerance)
    expected, tolerance = _value("V2", "oxygen uptake")
    assert expected == pytest.approx(rest + run * 215, abs=tolerance)
    expected, tolerance = _value("V3", "oxygen uptake")
    assert expected == pytest.approx(rest + walk * 93.8 + uphill * 93.8 * 0.10, abs=tolerance)


def test_force_rate_and_economy_baseline_are_quotients() -> None:
    """1.34 / 1.10, and 1.19 being 2.54 %."""
    expected, tolerance = _value("V5", "force-rate ratio")
    assert expected == pytest.approx(1.34 / 1.10, abs=tolerance)
    share, gain = (v.value or 0.0 for v in evidence.finding("E12").values)
    expected, tolerance = _value("V19", "baseline at 215 m/min")
    assert expected == pytest.approx(gain / (share / 100), abs=tolerance)


def test_record_speeds_are_distance_over_time() -> None:
    """100 m in 13.6 s and a mile in 354.25 s."""
    for name, distance_m, finding_id in (("100 m", 100.0, "REC1"), ("mile", 1609.344, "REC3")):
        time_s = evidence.finding(finding_id).values[0].backward
        assert time_s is not None
        expected, tolerance = _value("V18", name)
        assert expected == pytest.approx(distance_m / time_s, abs=tolerance)


def test_the_knee_model_passes_its_three_checks() -> None:
    """The coefficients of P1 and P3 against MRI and against Roos's means with 72 kg."""
    arm = [v.value or 0.0 for v in evidence.finding("P1").values[:4]]
    ratio = [v.value or 0.0 for v in evidence.finding("P3").values]

    def lever_mm(x: float) -> float:
        return arm[0] * x**3 + arm[1] * x**2 + arm[2] * x + arm[3]

    def compression_bw(moment_nm: float, x: float) -> float:
        top = ratio[0] + ratio[1] * x + ratio[2] * x**2
        bottom = ratio[3] + ratio[4] * x + ratio[5] * x**2 + ratio[6] * x**3
        return top / bottom * moment_nm / (lever_mm(x) / 1000) / (72 * 9.81)

    for angle in (10, 50):
        expected, tolerance = _value("V21", f"{angle} deg")
        assert expected == pytest.approx(lever_mm(angle), abs=tolerance)
    moment, angle_at = evidence.finding("J2").values[0], evidence.finding("K3").values[0]
    backward = compression_bw(moment.backward or 0.0, angle_at.backward or 0.0)
    forward = compression_bw(moment.forward or 0.0, angle_at.forward or 0.0)
    for name, found in (("backward", backward), ("forward", forward)):
        expected, tolerance = _value("V22", name)
        assert expected == pytest.approx(found, abs=tolerance)
        published = getattr(evidence.finding("J1").values[0], name)
        assert published == pytest.approx(found, rel=0.065)
    expected, tolerance = _value("V23", "ratio")
    assert expected == pytest.approx(backward / forward, abs=tolerance)
