"""What a pair of recordings does to the articles' statements: only what its intervals allow."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride import evidence
from backstride.estimate import Estimate
from backstride.measure import Measurement, measure
from backstride.measure.compare import Comparison, Statement, compare
from backstride.measure.load import DirectionLoad, JointWork, LoadResult
from backstride.measure.measurement import Direction, Gait
from backstride.simulate import load_scenario, simulate

GROUPS = {
    "hip": ("extensors", "flexors"),
    "knee": ("extensors", "flexors"),
    "ankle": ("plantar flexors", "dorsiflexors"),
}


def about(value: float, half: float, unit: str = "BW") -> Estimate:
    """Return a made figure."""
    return Estimate(value, value - half, value + half, unit, "estimated", ("A30",))


def work(shares: dict[tuple[str, str], float], half: float) -> dict[str, JointWork]:
    """Return joint work with the same shares given and taken; sides not named do nothing."""
    return {
        joint: JointWork(
            {},
            {
                group: {
                    f"share_of_{kind}": Estimate(
                        own := shares.get((joint, group), 0.0),
                        max(0.0, own - half),
                        min(1.0, own + half),
                        "",
                        "estimated",
                        ("A30",),
                    )
                    for kind in ("given", "taken")
                }
                for group in groups
            },
        )
        for joint, groups in GROUPS.items()
    }


@cache
def running(direction: str, speed_mps: float) -> Measurement:
    """Return a simulated run without any load."""
    scenario = load_scenario(f"{direction}-run")
    segments = tuple(
        replace(s, speed_mps=speed_mps) if s.kind == "run" else s for s in scenario.segments
    )
    return replace(measure(simulate(replace(scenario, segments=segments))[0]), load=None)


def loaded(
    direction: Direction,
    speed_mps: float,
    *,
    knee: Estimate | None = None,
    force: Estimate | None = None,
    shares: dict[tuple[str, str], float] | None = None,
    half: float = 0.05,
    gait: Gait = "run",
) -> Measurement:
    """Return a simulated run with made loads."""
    named = {"peak_patellofemoral_force_bw": knee, "peak_vertical_force_bw": force}
    figures = {name: e for name, e in named.items() if e is not None}
    found = DirectionLoad(gait, 8, 8, {"whole body": 8}, figures, work(shares or {}, half))
    bare = running(direction, speed_mps)
    return replace(bare, load=LoadResult(None, (), (), {direction: found}, {}))


def answer(found: Comparison, claim: str) -> Statement:
    """Return what became of one claim."""
    return next(s for s in found.statements if s.claim == claim)


def pair(backward_mps: float, forward_mps: float, back: float, ahead: float) -> Comparison:
    """Return a comparison with made knee loads, known to a tenth."""
    return compare(
        loaded("backward", backward_mps, knee=about(back, 0.1), force=about(back, 0.1)),
        loaded("forward", forward_mps, knee=about(ahead, 0.1), force=about(ahead, 0.1)),
    )


@pytest.mark.parametrize(
    ("speeds", "loads", "expected"),
    [
        ((2.8, 2.8), (3.4, 4.5), "supports"),
        ((2.8, 2.8), (4.5, 3.4), "contradicts"),
        ((2.8, 2.8), (4.5, 4.45), "cannot tell"),
        ((2.2, 4.0), (3.4, 4.5), "cannot tell"),
        ((2.2, 4.0), (4.5, 3.4), "contradicts"),
        ((4.0, 2.2), (3.4, 4.5), "supports"),
        ((4.0, 2.2), (4.5, 3.4), "cannot tell"),
    ],
)
def test_less_load_counts_only_where_speed_cannot_explain_it(
    speeds: tuple[float, float], loads: tuple[float, float], expected: str
) -> None:
    """Slower and less says nothing; slower and yet more does."""
    found = pair(*speeds, *loads)

    assert expected == answer(found, "S1-02").answer
    assert expected == answer(found, "S2-60").answer
    assert expected == answer(found, "S2-05").answer


def test_unequal_speeds_leave_loads_untold() -> None:
    """A load that differs at unequal speeds neither agrees nor disagrees with research."""
    figure = pair(2.2, 4.0, 3.4, 4.5).figure("patellofemoral_compression")

    assert figure is not None
    assert "cannot tell" == figure.verdict
    assert "load rises with speed" in figure.reason


def test_slow_running_expects_nothing_of_the_knee() -> None:
    """At 1.0 m/s research found no difference, so a lower load backward agrees with nothing."""
    figure = pair(1.8, 1.8, 3.4, 4.5).figure("patellofemoral_compression")

    assert figure is not None
    assert "no expectation" == figure.verdict
    assert "1.0 m/s" in figure.reason


QUADRICEPS = {
    ("knee", "extensors"): 0.5,
    ("ankle", "plantar flexors"): 0.4,
    ("hip", "flexors"): 0.1,
}
POSTERIOR = {("hip", "extensors"): 0.7, ("knee", "flexors"): 0.2, ("ankle", "plantar flexors"): 0.1}


def test_who_drives_is_answered_from_the_backward_recording() -> None:
    """Quadriceps and calf contradict the posterior chain, and the other way round."""
    front, back = (
        compare(loaded("backward", 2.8, shares=shares), loaded("forward", 4.0, shares=QUADRICEPS))
        for shares in (QUADRICEPS, POSTERIOR)
    )

    assert ("supports", "contradicts") == tuple(answer(front, c).answer for c in ("S1-07", "S2-04"))
    assert ("contradicts", "supports") == tuple(answer(back, c).answer for c in ("S1-07", "S2-04"))


def test_a_statement_that_names_two_needs_both() -> None:
    """A calf that brakes alone does not support "hamstrings and calf"."""
    alone = {("ankle", "plantar flexors"): 0.9, ("knee", "extensors"): 0.1}
    both = {("ankle", "plantar flexors"): 0.6, ("knee", "flexors"): 0.3, ("hip", "extensors"): 0.1}
    ahead = loaded("forward", 2.8, shares=QUADRICEPS)

    first, second = (compare(loaded("backward", 2.8, shares=s), ahead) for s in (alone, both))

    assert "cannot tell" == answer(first, "S1-08").answer
    assert "Not each of the muscles" in answer(first, "S1-08").reason
    assert "supports" == answer(second, "S1-08").answer


def test_work_that_moves_needs_equal_speeds() -> None:
    """A larger share backward supports the article at equal speed and not at unequal ones."""
    back = loaded("backward", 2.8, shares=POSTERIOR)
    same = compare(back, loaded("forward", 2.8, shares=QUADRICEPS))
    faster = compare(back, loaded("forward", 4.0, shares=QUADRICEPS))

    assert "supports" == answer(same, "S2-02").answer
    assert "cannot tell" == answer(faster, "S2-02").answer


@given(st.floats(0.0, 0.5), st.floats(0.0, 0.5), st.floats(0.01, 0.4))
def test_overlapping_intervals_never_decide(front: float, back: float, half: float) -> None:
    """Whatever the shares, an answer other than "cannot tell" needs intervals apart."""
    shares = {("knee", "extensors"): front, ("hip", "extensors"): back}
    found = compare(
        loaded("backward", 2.8, shares=shares, half=half), loaded("forward", 2.8, shares=shares)
    )

    for claim in ("S1-07", "S2-04"):
        if answer(found, claim).answer != "cannot tell":
            assert abs(front - back) > 2 * half - 1e-9


def test_energy_is_never_decided_by_equations_that_assume_it() -> None:
    """The figures are shown, per metre and per minute, and settle nothing."""
    found = compare(running("backward", 2.2), running("forward", 3.0))

    for claim in ("S1-03", "S2-44"):
        assert "cannot tell" == answer(found, claim).answer
        assert "Neither recording measures energy" in answer(found, claim).reason
        assert "A minute, at the speeds gone here" in answer(found, claim).reason
    metre = found.figure("energy_cost")
    assert metre is not None
    assert metre.difference is not None
    assert pytest.approx(30.0, abs=0.1) == metre.difference.value


def test_recordings_without_load_answer_nothing_and_say_why() -> None:
    """No statement is supported by a recording that measured none of it."""
    found = compare(running("backward", 2.8), running("forward", 2.8))

    assert {"cannot tell"} == {s.answer for s in found.statements}
    assert "does not show" in answer(found, "S1-07").reason
    assert "not measured in both" in answer(found, "S1-02").reason


def test_each_statement_is_a_claim_of_the_articles() -> None:
    """Every id leads to the article's words; the contract carries all of them."""
    found = compare(running("backward", 2.8), running("forward", 2.8))

    assert [s.claim for s in found.statements] == [
        evidence.claim(s["claim"]).id for s in found.as_json()["statements"]
    ]
    assert 4 == len({s.question for s in found.statements})


def test_unknown_speed_is_said_and_settles_nothing() -> None:
    """Two recordings that know no speed are compared with that in view, and not refused."""
    back, ahead = (
        replace(
            m,
            bouts=tuple(replace(b, distance_m=float("nan")) for b in m.bouts),
            energy=None,
        )
        for m in (running("backward", 2.8), running("forward", 2.8))
    )
    found = compare(back, ahead)

    assert not found.same_speed
    assert "not known" in found.caution
    assert found.as_json()["backward"]["mean_speed_mps"] is None


def test_shares_differ_in_percentage_points() -> None:
    """A share of 50 against 25 % differs by 25 points, not by 100 %."""
    found = compare(
        loaded("backward", 2.8, shares={("knee", "extensors"): 0.50}),
        loaded("forward", 2.8, shares={("knee", "extensors"): 0.25}),
    ).figure("knee_extensor_propulsion")

    assert found is not None
    assert found.difference is not None
    assert "percentage points" == found.difference.unit
    assert pytest.approx(25.0) == found.difference.value
