"""Results that are made wrong on purpose must show up as errors: else the report says nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backstride.measure import Direction, Measurement, measure
from backstride.validation import Context
from backstride.validation.figures import Errors, Figure, Rate, Share
from backstride.validation.table import PARTS

OTHER: dict[Direction, Direction] = {"forward": "backward", "backward": "forward"}


def figure(row_id: str, context: Context | None = None, only: str = "") -> Figure:
    """Return the figure of one row; of its part only checks with ``only`` in their name are run."""
    part = next(p for p in PARTS if p.name == row_id.partition("/")[0])
    surroundings = context or Context(effort=0.02)
    found = next(
        row.figure
        for check in part.checks
        if only in check.name
        for row in check.rows(surroundings)
        if row.id == row_id
    )
    assert found is not None
    return found


def turned_round(found: Measurement) -> Measurement:
    """Return forward for backward and backward for forward."""
    return replace(
        found,
        direction=np.array([OTHER.get(d, d) for d in found.direction.tolist()]),
        bouts=tuple(replace(b, direction=OTHER.get(b.direction, b.direction)) for b in found.bouts),
    )


def longer(found: Measurement) -> Measurement:
    """Return every distance a tenth longer."""
    return replace(
        found,
        by_direction={
            d: replace(t, distance_m=1.1 * t.distance_m) for d, t in found.by_direction.items()
        },
    )


def later(found: Measurement) -> Measurement:
    """Return every contact 20 ms later."""
    return replace(
        found,
        steps=tuple(
            replace(
                s,
                initial_contact_s=s.initial_contact_s + 0.02,
                terminal_contact_s=s.terminal_contact_s + 0.02,
            )
            for s in found.steps
        ),
    )


def surer(found: Measurement) -> Measurement:
    """Return every figure twice as large, with an interval that is sure of it."""
    return replace(
        found,
        gait={
            d: {
                n: replace(e, value=2 * e.value, low=1.99 * e.value, high=2.01 * e.value)
                for n, e in own.items()
            }
            for d, own in found.gait.items()
        },
    )


@pytest.fixture
def spoiled(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what puts a wrong measurement in the place of the right one."""

    def spoil(module: str, how: Callable[[Measurement], Measurement]) -> None:
        def wrong(*args: Any, **said: Any) -> Measurement:
            return how(measure(*args, **said))

        monkeypatch.setattr(f"backstride.validation.{module}.measure", wrong)

    return spoil


def test_a_turned_direction_shows(spoiled: Callable[..., None]) -> None:
    """Told so becomes told wrong."""
    before = figure("simulated/foot-told-forward", only="a sensor on the left shoe")
    spoiled("feeds", turned_round)
    after = figure("simulated/foot-told-forward", only="a sensor on the left shoe")

    assert isinstance(before, Share)
    assert isinstance(after, Share)
    assert before.right == before.of == after.of > 0
    assert 0 == after.right


def test_a_longer_distance_shows_on_the_measured_line(
    spoiled: Callable[..., None], data_dir: Path
) -> None:
    """A tenth more is a bias of ten percent more."""
    before = figure("foot/distance-total", Context(data_dir, 0.3), "measured line")
    spoiled("foot_sensor", longer)
    after = figure("foot/distance-total", Context(data_dir, 0.3), "measured line")

    assert isinstance(before, Errors)
    assert isinstance(after, Errors)
    assert 110 == pytest.approx(100 * (100 + after.bias) / (100 + before.bias))


def test_late_contacts_show_beside_plates(spoiled: Callable[..., None], data_dir: Path) -> None:
    """20 ms late is a bias of 20 ms more."""
    before = figure("plates/initial-contact", Context(data_dir), "contacts")
    spoiled("plates", later)
    after = figure("plates/initial-contact", Context(data_dir), "contacts")

    assert isinstance(before, Errors)
    assert isinstance(after, Errors)
    assert before.bias + 20.0 == pytest.approx(after.bias, abs=0.01)


def test_intervals_that_promise_too_much_show(spoiled: Callable[..., None]) -> None:
    """None holds the truth any more, and the error is that of the doubled figure."""
    spoiled("steady", surer)
    coverage, error = (
        figure("coverage/waist-step-frequency-hz", only="belt"),
        figure("steady/waist-step-frequency-hz"),
    )

    assert isinstance(coverage, Share)
    assert isinstance(error, Errors)
    assert 0 == coverage.right
    assert 100.0 == pytest.approx(error.bias, abs=5.0)


def test_a_backward_bout_in_forward_running_counts(
    spoiled: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every forward bout that is called backward is one false alarm."""
    monkeypatch.setattr("backstride.validation.false_alarms.MINUTES", 2.0)
    before = figure("false-alarms/simulated-waist", only="belt")
    spoiled("false_alarms", turned_round)
    after = figure("false-alarms/simulated-waist", only="belt")

    assert isinstance(before, Rate)
    assert isinstance(after, Rate)
    assert 0 == before.count < after.count
    assert before.hours == after.hours > 0
