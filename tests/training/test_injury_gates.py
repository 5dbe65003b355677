"""What an injury leaves room for, and the gate after ACL reconstruction."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from backstride import evidence
from backstride.training.acl_criteria import AclStatus, acl_gate
from backstride.training.injury import CLEARANCES, INJURY_KINDS, STAGES
from backstride.training.limits import ALLOWED
from backstride.training.questions import Answer
from backstride.training.rulebook import default_rulebook
from backstride.training.screening import Screening, screen
from tests.training.athlete_strategies import TODAY, healthy, injured

_BOOK = default_rulebook()

_FREELY = {"subacute": "walking", "late": "walking", "returned": "running"}
_CAREFULLY = {"subacute": "nothing", "late": "walking", "returned": "running"}
_NEVER = {"subacute": "nothing", "late": "nothing", "returned": "nothing"}
_WITHOUT_CLEARANCE: dict[str, dict[str, str]] = {
    "patellofemoral_pain": _FREELY,
    "patellar_tendon": _FREELY,
    "shin_splints": _FREELY,
    "acl_reconstruction": _NEVER,
    "hip_injury": _CAREFULLY,
    "groin_strain": _CAREFULLY,
    "calf_strain": _CAREFULLY,
    "achilles_tendon": _CAREFULLY,
    "ankle_sprain": _CAREFULLY,
    "hamstring_strain": _CAREFULLY,
    "other": _CAREFULLY,
    "bone_stress": {"subacute": "nothing", "late": "nothing", "returned": "walking"},
}
"""What each injury leaves room for by stage when no clinician has released it."""


def test_an_acute_injury_of_any_kind_stops() -> None:
    """Even with a clearance."""
    for kind in INJURY_KINDS:
        for clearance in CLEARANCES:
            result = screen(healthy(injuries=(injured(kind, "acute", clearance),)), {}, TODAY)
            assert ("stop", "nothing") == (result.outcome, result.limits.allowed)
            assert {"acute_stage", f"injury.{kind}"} == {one.rule_id for one in result.reasons}


@pytest.mark.parametrize("kind", INJURY_KINDS)
@pytest.mark.parametrize("stage", STAGES[1:])
def test_what_an_injury_leaves_room_for_without_clearance(kind: str, stage: str) -> None:
    """Nothing waits for clearance; walking and running are limits with walking first."""
    result = screen(healthy(injuries=(injured(kind, stage),)), {}, TODAY)
    reason = next(one for one in result.reasons if one.rule_id == f"injury.{kind}")
    room = _WITHOUT_CLEARANCE[kind][stage]
    assert (room if room == "nothing" else f"backward_{room}") == reason.limits.allowed
    assert ("clearance" if room == "nothing" else "limit") == reason.outcome
    assert bool(reason.clears) == (room == "nothing")
    assert reason.limits.walking_first


@pytest.mark.parametrize("kind", INJURY_KINDS)
def test_clearance_for_running_opens_running_from_the_late_stage_on(kind: str) -> None:
    """In the subacute stage it opens walking only."""
    gate = _BOOK.gate(kind)
    assert gate.allowed(injured(kind, "subacute", "running")) == "backward_walking"
    assert gate.allowed(injured(kind, "late", "walking")) == "backward_walking"
    assert gate.allowed(injured(kind, "late", "running")) == "backward_running"
    assert gate.allowed(injured(kind, "returned", "sport")) == "backward_running"


@pytest.mark.parametrize("kind", INJURY_KINDS)
def test_later_stages_and_more_clearance_never_close_a_gate(kind: str) -> None:
    """What is allowed only grows with either."""
    rooms = {
        (s, c): ALLOWED.index(_BOOK.gate(kind).allowed(injured(kind, stage, clearance)))
        for s, stage in enumerate(STAGES)
        for c, clearance in enumerate(CLEARANCES)
    }
    for (s, c), room in rooms.items():
        assert room <= rooms.get((s + 1, c), room)
        assert room <= rooms.get((s, c + 1), room)


@pytest.mark.parametrize("kind", ["calf_strain", "achilles_tendon"])
def test_calf_and_achilles_come_with_a_caution_about_the_forefoot(kind: str) -> None:
    """They stay easy, on the level and without jumps until the return to sport (J9)."""
    reason = _BOOK.gate(kind).reason(injured(kind, "late", "running"))
    assert "Caution" in reason.text
    assert "forefoot" in reason.text
    assert "J9" in reason.findings
    assert ("easy", True, True) == (
        reason.limits.max_effort,
        reason.limits.no_slopes,
        reason.limits.no_jumps,
    )


def test_an_operated_injury_waits_for_a_release() -> None:
    """Whatever its kind, until a clinician has released it or the person is back in sport."""
    waiting = screen(
        healthy(injuries=(injured("shin_splints", "late", surgery_weeks=8),)), {}, TODAY
    )
    assert waiting.outcome == "clearance"
    assert waiting.reasons[0].rule_id == "operated"
    released = injured("shin_splints", "late", "walking", surgery_weeks=8)
    assert screen(healthy(injuries=(released,)), {}, TODAY).outcome == "limit"


def test_what_would_open_a_closed_gate_is_said() -> None:
    """By clearance now, or by a later stage."""
    hip = _BOOK.gate("hip_injury").reason(injured("hip_injury", "subacute"))
    assert "A clinician's release for walking." == hip.clears
    bone = _BOOK.gate("bone_stress").reason(injured("bone_stress", "acute"))
    assert bone.outcome == "stop"


_READY = AclStatus(
    weeks=12,
    pain=1.9,
    motion_percent=95,
    extensor_percent=70.1,
    flexor_percent=70.1,
    hop_percent=70.1,
    effusion="trace",
)


def test_the_acl_gate_passes_when_every_criterion_just_holds() -> None:
    """Validation case V20."""
    assert acl_gate(_READY, _BOOK.acl) == ()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("weeks", 11.9, "11 weeks since the operation; running needs at least 12"),
        ("weeks", -3, "less than a week"),
        ("pain", 2, "Pain is 2 of 10; it must be below 2"),
        ("motion_percent", 94.9, "94.9 % of the other side; it must be at least 95 %"),
        ("extensor_percent", 69, "straighten the knee is 69 %"),
        ("extensor_percent", 70, "above 70 %"),
        ("flexor_percent", 69, "bend the knee is 69 %"),
        ("flexor_percent", float("nan"), "bend the knee"),
        ("hop_percent", 70, "The hop is 70 %"),
        ("effusion", "mild", "mild; it must be no more than a trace"),
    ],
)
def test_the_acl_gate_holds_when_any_single_criterion_fails(
    field: str, value: Any, says: str
) -> None:
    """Validation case V20: strength at 69 % fails, and so does each of the others alone."""
    failing = acl_gate(replace(_READY, **{field: value}), _BOOK.acl)
    assert len(failing) == 1
    assert says in failing[0]


def test_the_acl_gate_names_every_criterion_that_fails() -> None:
    """Seven of them when nothing holds."""
    nothing = AclStatus(
        weeks=1,
        pain=9,
        motion_percent=50,
        extensor_percent=10,
        flexor_percent=10,
        hop_percent=0,
        effusion="severe",
    )
    assert len(acl_gate(nothing, _BOOK.acl)) == 7


def test_the_acl_criteria_are_those_of_the_findings() -> None:
    """L2 gives them; the data of the rules and of the evidence cannot drift apart."""
    published = {one.quantity: one for one in evidence.finding("L2").values}
    acl = _BOOK.acl
    assert acl.least_weeks == published["time after surgery, median"].value
    pain = next(one for name, one in published.items() if name.startswith("pain"))
    assert acl.pain_below == pain.high
    motion = published["knee motion against the other side, above"]
    assert acl.least_motion_percent == motion.low
    strength = published["extensor and flexor strength against the other side, above"]
    assert acl.strength_above_percent == strength.low
    assert acl.hop_above_percent == published["hop against the other side, above"].low


def _measured(**changes: Answer) -> dict[str, Answer]:
    ready: dict[str, Answer] = {
        "pain": 0.5,
        "motion_percent": 98,
        "extensor_percent": 85,
        "flexor_percent": 90,
        "hop_percent": 88,
        "effusion": "none",
    }
    return {f"acl_{name}:left": said for name, said in (ready | changes).items()}


def _with_acl(stage: str, clearance: str, weeks: int, answers: dict[str, Answer]) -> Screening:
    knee = injured("acl_reconstruction", stage, clearance, surgery_weeks=weeks)
    return screen(healthy(injuries=(knee,)), answers, TODAY)


def test_a_reconstructed_knee_is_asked_about_before_running() -> None:
    """One question for each criterion, about that side."""
    result = _with_acl("late", "running", 20, {})
    assert result.outcome == "ask_more"
    assert sorted(_measured()) == sorted(one.id for one in result.questions)
    assert all("(left)" in one.text for one in result.questions)


def test_a_reconstructed_knee_that_passes_may_run_after_walking() -> None:
    """With the limits of the injury."""
    result = _with_acl("late", "running", 20, _measured())
    assert ("limit", "backward_running") == (result.outcome, result.limits.allowed)
    assert result.limits.walking_first


def test_a_reconstructed_knee_that_fails_walks() -> None:
    """Each failing criterion is a reason with the findings of the gate."""
    result = _with_acl("late", "running", 20, _measured(hop_percent=60, effusion="mild"))
    failing = [one for one in result.reasons if one.rule_id == "acl_gate"]
    assert ("limit", "backward_walking") == (result.outcome, result.limits.allowed)
    assert [("L2", "L2b", "R18")] * 2 == [one.findings for one in failing]


def test_before_twelve_weeks_no_measurement_opens_running() -> None:
    """Not even after a return to sport with clearance; and nothing needs to be measured yet."""
    for stage, clearance in (("late", "running"), ("returned", "sport")):
        result = _with_acl(stage, clearance, 11, _measured())
        assert result.limits.allowed == "backward_walking"
        assert not _with_acl(stage, clearance, 11, {}).questions


def test_after_a_cleared_return_to_sport_the_gate_is_not_asked_again() -> None:
    """A clinician has let the person play."""
    result = _with_acl("returned", "sport", 200, {})
    assert (("limit", "backward_running"), ()) == (
        (result.outcome, result.limits.allowed),
        result.questions,
    )


def test_a_return_to_sport_that_was_cleared_for_running_only_is_still_asked_about() -> None:
    """Only a clearance for sport stands for having passed."""
    result = _with_acl("returned", "running", 200, {})
    assert ("ask_more", "nothing") == (result.outcome, result.limits.allowed)


def test_both_knees_are_asked_about_separately() -> None:
    """Answers about one side never stand for the other."""
    left = injured("acl_reconstruction", "late", "running")
    result = screen(healthy(injuries=(left, replace(left, side="right"))), _measured(), TODAY)
    assert {one.id.split(":")[1] for one in result.questions} == {"right"}


def test_an_operation_dated_in_the_future_never_opens_running() -> None:
    """A slip of the pen is not twelve weeks."""
    knee = replace(injured("acl_reconstruction", "late", "running"), surgery_on=date(2099, 1, 1))
    assert (
        screen(healthy(injuries=(knee,)), _measured(), TODAY).limits.allowed == "backward_walking"
    )
