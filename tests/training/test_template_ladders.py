"""The ladders of the templates climb on one axis at a time."""

from itertools import pairwise

import pytest

from backstride.training.session import EFFORT_WORDS, Repeat, Session, Step
from backstride.training.session_text import parse_session
from backstride.training.template import Axis, Template
from backstride.training.template_ladder import axis_problem, is_recovery
from backstride.training.templates import templates

ALL = pytest.mark.parametrize("one", templates().values(), ids=list(templates()))


def _work(session: Session) -> list[Step]:
    return [step for step in session.steps() if not is_recovery(step)]


def _rank(step: Step) -> float:
    """Return how hard a step is as one number; only compared within one kind of effort."""
    if step.effort is None:
        return 0.0
    return step.effort.low + step.effort.high + EFFORT_WORDS.index(step.effort.word or "easy")


def _totals(session: Session) -> dict[str, float]:
    """Return what a session adds up to on every axis, counted on its unrolled steps."""
    work = _work(session)
    counted = [step for step in work if step.unit == "times"]
    recoveries = [step.amount for step in session.steps() if is_recovery(step)]
    masses = [(one.load.body_mass_percent or 1.0) if one.load else 0.0 for one in work]
    return {
        "repetitions": len(work) + sum(step.amount for step in counted),
        "duration": sum(step.amount for step in work if step.unit == "s") / len(work),
        "distance": sum(step.amount for step in work if step.unit == "m") / len(work),
        "speed": sum(_rank(step) for step in work) / len(work),
        "incline": max(step.incline_percent or 0.0 for step in work),
        "load": max(masses),
        "recovery": -sum(recoveries) / len(recoveries),
    }


@ALL
def test_only_the_declared_axis_grows(one: Template) -> None:
    """Counted on the steps as they are done, apart from the check that the loader makes."""
    assert len(one.rungs) >= 4
    for below, above in pairwise(one.rungs):
        lower, upper = _totals(below.session), _totals(above.session)
        grown = {axis for axis in lower if upper[axis] > lower[axis] + 1e-9}
        fallen = {axis for axis in lower if upper[axis] < lower[axis] - 1e-9}
        if above.changes == "repetitions":  # means over more rounds weigh their parts anew
            assert "repetitions" in grown
            kinds = [{_kind(step) for step in rung.session.steps()} for rung in (below, above)]
            assert kinds[0] == kinds[1]
        else:
            assert grown == ({above.changes} - {"skill"})
            assert not fallen


_SAME_IN_EVERY_ROUND = (
    *("unit", "movement", "direction", "effort", "surface", "incline_percent", "load", "cue"),
)


def _kind(step: Step) -> tuple[object, ...]:
    amount = 0 if step.unit == "times" else step.amount
    return (amount, *(getattr(step, name) for name in _SAME_IN_EVERY_ROUND))


def test_every_repeat_of_a_ladder_does_something() -> None:
    """A repeat of one round stands only where the ladder repeats it later."""
    for one in templates().values():
        counts = [
            [item.count for item in rung.session.items if isinstance(item, Repeat)]
            for rung in one.rungs
        ]
        for position in range(len(counts[0])):
            assert max(rung[position] for rung in counts) > 1


def _session(body: str) -> Session:
    return parse_session(f"T\n{body}\n")


@pytest.mark.parametrize(
    ("lower", "upper", "axis", "problem"),
    [
        ("3x\n  30s backward easy", "4x\n  30s backward easy", "repetitions", ""),
        ("30s backward easy", "40s backward easy", "duration", ""),
        ("30s backward easy", "40s backward moderate", "duration", "more than duration"),
        ("30s backward easy", "20s backward easy", "duration", "goes down"),
        ("20m backward easy", "20m backward easy", "distance", "nothing is more"),
        ("90s walk", "60s walk", "recovery", ""),
        ("60s walk", "90s walk", "recovery", "goes down"),
        ("20m backward 60-75% effort", "20m backward 60-80% effort", "speed", ""),
        ("20m backward 60-75% effort", "20m backward RPE 7", "speed", "another kind"),
        ("20m backward", "20m backward band", "load", ""),
        ("20m backward sled 10kg", "20m backward sled 5kg", "load", "goes down"),
        ("20m backward sled 10kg", "20m backward vest 20kg", "load", "another kind"),
        ("20m backward uphill 2%", "20m backward uphill 4%", "incline", ""),
        ("30s walk backward", "30s backward", "skill", ""),
        ("30s backward", "3x\n  30s backward", "repetitions", "a step becomes a repeat"),
        ("30s backward", "30s backward\n30s rest", "duration", "more or fewer lines"),
        ("30s backward", "30s backward on sand", "skill", "another unit or surface"),
    ],
)
def test_a_ladder_tells_which_axis_changed(
    lower: str, upper: str, axis: Axis, problem: str
) -> None:
    """More on the axis named, and on no other."""
    found = axis_problem(_session(lower), _session(upper), axis)
    assert (problem in found) if problem else (found == "")
