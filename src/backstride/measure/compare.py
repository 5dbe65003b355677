"""A backward and a forward recording side by side, with what research expects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from backstride import evidence
from backstride.errors import NothingToMeasureError
from backstride.estimate import Estimate
from backstride.evidence import Expectation
from backstride.measure.measurement import Bout, Direction, Measurement

SCHEMA = "backstride.comparison/1"

Verdict = Literal["agrees", "disagrees", "cannot tell", "no expectation", "not measured"]

SAME_SPEED_SHARE = 0.10
"""Speeds that differ by less count as equal: within-person speeds of repeated runs vary by a few
percent, and step frequency and length change by about as much as speed does."""


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """One quantity in both directions.

    Attributes
    ----------
    expectation : Expectation
        What research expects, with its findings and the claims it bears on.
    backward, forward : Estimate or None
        As measured; None where a recording cannot say.
    difference : Estimate or None
        Backward against forward: percent of forward, or degrees for angles.
    verdict : Verdict
        Whether this pair of recordings agrees with the expectation.
    reason : str
        The verdict in a sentence.
    """

    expectation: Expectation
    backward: Estimate | None
    forward: Estimate | None
    difference: Estimate | None
    verdict: Verdict
    reason: str


@dataclass(frozen=True)
class Comparison:
    """Two recordings compared.

    Attributes
    ----------
    backward, forward : Measurement
    backward_speed_mps, forward_speed_mps : float
        Mean over the bouts compared.
    same_speed : bool
        Whether the speeds are near enough for what depends on speed.
    caution : str
        Why this comparison is weak, or that its speeds match.
    figures : tuple of ComparedFigure
    """

    backward: Measurement
    forward: Measurement
    backward_speed_mps: float
    forward_speed_mps: float
    same_speed: bool
    caution: str
    figures: tuple[ComparedFigure, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the contract ``backstride.comparison/1``, ready for ``json.dumps``."""
        return {
            "schema": SCHEMA,
            "backward": {
                "source": self.backward.as_json()["source"],
                "mean_speed_mps": round(self.backward_speed_mps, 4),
            },
            "forward": {
                "source": self.forward.as_json()["source"],
                "mean_speed_mps": round(self.forward_speed_mps, 4),
            },
            "same_speed": self.same_speed,
            "caution": self.caution,
            "figures": [
                {
                    "quantity": f.expectation.quantity,
                    "backward": f.backward.as_json() if f.backward else None,
                    "forward": f.forward.as_json() if f.forward else None,
                    "difference": f.difference.as_json() if f.difference else None,
                    "verdict": f.verdict,
                    "reason": f.reason,
                    "expectation": f.expectation.as_json(),
                }
                for f in self.figures
            ],
        }


def compare(backward: Measurement, forward: Measurement) -> Comparison:
    """Return a backward recording beside a forward one.

    Raises
    ------
    NothingToMeasureError
        When either holds no bout in its direction.
    """
    back = _speed(backward, "backward", forward)
    ahead = _speed(forward, "forward", backward)
    same_speed = abs(back - ahead) <= SAME_SPEED_SHARE * max(back, ahead)
    return Comparison(
        backward=backward,
        forward=forward,
        backward_speed_mps=back,
        forward_speed_mps=ahead,
        same_speed=same_speed,
        caution=_caution(backward, forward, back, ahead, same_speed=same_speed),
        figures=tuple(
            _figure(
                expectation,
                _reading(backward, "backward", expectation.quantity),
                _reading(forward, "forward", expectation.quantity),
                same_speed=same_speed,
            )
            for expectation in evidence.expectations()
            if expectation.quantity in _READINGS
        ),
    )


_READINGS: Mapping[str, tuple[str, str]] = {
    "step_frequency": ("gait", "step_frequency_hz"),
    "step_length": ("gait", "step_length_m"),
    "contact_time": ("gait", "contact_time_s"),
    "flight_time": ("gait", "flight_time_s"),
    "duty_factor": ("gait", "duty_factor"),
    "foot_strike": ("gait", "forefoot_landing_share"),
    "knee_range": ("joint", "knee"),
    "hip_range": ("joint", "hip"),
    "ankle_range": ("joint", "ankle"),
    "trunk_lean": ("trunk", "mean_deg"),
}


def _reading(measurement: Measurement, direction: Direction, quantity: str) -> Estimate | None:
    kind, name = _READINGS[quantity]
    if kind == "gait":
        return measurement.gait.get(direction, {}).get(name)
    joints = measurement.joints.get(direction, {})
    if kind == "trunk":
        return joints.get("trunk_lean", {}).get(name)
    sides = [
        found["range_deg"]
        for side in ("left", "right")
        if (found := joints.get(f"{name}_{side}")) is not None
    ]
    return _both_sides(sides) if sides else None


def _both_sides(sides: list[Estimate]) -> Estimate:
    """Return the mean of left and right, with an interval that covers both."""
    return Estimate(
        sum(s.value for s in sides) / len(sides),
        min(s.low for s in sides),
        max(s.high for s in sides),
        sides[0].unit,
        sides[0].basis,
        sides[0].sources,
    )


def _bouts(measurement: Measurement, direction: Direction) -> list[Bout]:
    gait = measurement.main_gait(direction)
    return [b for b in measurement.bouts if b.direction == direction and b.gait == gait != "other"]


def _speed(measurement: Measurement, direction: Direction, other: Measurement) -> float:
    bouts = _bouts(measurement, direction)
    if bouts:
        return sum(b.distance_m for b in bouts) / sum(b.end_s - b.start_s for b in bouts)
    swapped = (
        " The other file does: give the backward recording first and the forward one second."
        if _bouts(other, direction)
        else ""
    )
    raise NothingToMeasureError(
        f"{measurement.motion.source.path} holds no {direction} bout to compare.{swapped}"
    )


def _caution(
    backward: Measurement, forward: Measurement, back: float, ahead: float, *, same_speed: bool
) -> str:
    gaits = (backward.main_gait("backward"), forward.main_gait("forward"))
    if gaits[0] != gaits[1]:
        return (
            f"One is a {gaits[0]} and the other a {gaits[1]}: differences between them are those "
            "of the gait as much as of the direction, so nothing here settles a claim."
        )
    if same_speed:
        return (
            f"Both were run at about the same speed ({back:.1f} and {ahead:.1f} m/s), so "
            "differences may be those of direction; it is still one person's recording."
        )
    return (
        f"The speeds differ ({back:.1f} m/s backward, {ahead:.1f} m/s forward). Steps get longer "
        "and quicker, contacts shorter and joint ranges larger with speed alone, in either "
        "direction, so a difference here need not come from the direction and settles no claim."
    )


def _figure(
    expectation: Expectation,
    backward: Estimate | None,
    forward: Estimate | None,
    *,
    same_speed: bool,
) -> ComparedFigure:
    if backward is None or forward is None:
        lacking = "backward" if backward is None else "forward"
        if backward is None and forward is None:
            lacking = "backward and the forward"
        reason = f"The {lacking} recording does not show it."
        return ComparedFigure(expectation, backward, forward, None, "not measured", reason)
    difference = _difference(backward, forward)
    verdict, reason = _judge(expectation, difference, same_speed=same_speed)
    return ComparedFigure(expectation, backward, forward, difference, verdict, reason)


def _difference(backward: Estimate, forward: Estimate) -> Estimate:
    """Return backward against forward, its interval from those of both taken as independent."""
    value = backward.value - forward.value
    below = ((backward.value - backward.low) ** 2 + (forward.high - forward.value) ** 2) ** 0.5
    above = ((backward.high - backward.value) ** 2 + (forward.value - forward.low) ** 2) ** 0.5
    if backward.unit == "deg" or forward.value == 0:
        return Estimate(
            value, value - below, value + above, backward.unit, "measured", backward.sources
        )
    scale = 100.0 / abs(forward.value)
    return Estimate(
        scale * value,
        scale * (value - below),
        scale * (value + above),
        "%",
        "measured",
        backward.sources,
    )


def _judge(
    expectation: Expectation, difference: Estimate, *, same_speed: bool
) -> tuple[Verdict, str]:
    if difference.low <= 0 <= difference.high:
        return "cannot tell", "The difference is within what these recordings can resolve."
    found = "higher" if difference.value > 0 else "lower"
    if expectation.sign not in {"higher", "lower"}:
        return "no expectation", f"It is {found} backward; research gives no one side to expect."
    weak = expectation.equal_speed and not same_speed
    verdict: Verdict = "agrees" if found == expectation.sign else "disagrees"
    if weak:
        return (
            verdict,
            f"It is {found} backward, but research's {expectation.sign} is for equal speed, which "
            "these are not.",
        )
    return verdict, f"It is {found} backward; research expects {expectation.sign}."
