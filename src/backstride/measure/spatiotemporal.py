"""Step frequency, lengths and times by direction, each with its interval."""

import math
from dataclasses import dataclass

import numpy as np

from backstride.estimate import Estimate, mean_estimate
from backstride.measure.bouts import bout_at
from backstride.measure.errors_of_method import (
    CONTACT_ERROR_S,
    PLACE_ERROR_M,
    contact_error_s,
    contact_sources,
)
from backstride.measure.parts import Bout, Direction, Gait, main_gait
from backstride.measure.steps import GaitStep
from backstride.motion import Motion
from backstride.motion.arrays import Bools


@dataclass(frozen=True)
class _Method:
    """How well this recording's contacts are known, and what the figures rest on."""

    interval_s: float
    bias_s: float
    place_m: float
    share: float
    sources: tuple[str, ...]

    def mean(
        self, values: list[float], error_each: float, unit: str, bias: float = 0.0
    ) -> Estimate | None:
        return mean_estimate(
            values,
            error_each=error_each,
            bias=bias,
            unit=unit,
            basis="measured",
            sources=self.sources,
        )

    def length(self, values: list[float]) -> Estimate | None:
        """Return a mean length: each place has its error, and all share that of the speed."""
        known = [v for v in values if math.isfinite(v)]
        bias = self.share * float(np.mean(known)) * _NORMAL_90 if known and self.share else 0.0
        return self.mean(known, self.place_m, "m", bias)


_NORMAL_90 = 1.645  # standard errors in half of a 90 % interval


def gait_by_direction(
    steps: list[GaitStep], bouts: list[Bout], motion: Motion
) -> dict[Direction, dict[str, Estimate]]:
    """Return the figures of gait for each direction in which steps were taken.

    ``step_frequency_hz``, ``step_length_m``, ``stride_length_m``, ``contact_time_s``,
    ``flight_time_s`` (negative would be time on both feet: ``double_support_s`` then stands in its
    place), ``duty_factor`` and ``forefoot_landing_share``. Only steps whose whole interval lies in
    one bout count, and only bouts of the gait that covers most ground in the direction.
    """
    method = _Method(
        interval_s=math.sqrt(2) * contact_error_s(motion),
        bias_s=motion.footfalls.error_s if motion.footfalls else CONTACT_ERROR_S,
        place_m=PLACE_ERROR_M,
        share=motion.speed_error_share,
        sources=contact_sources(motion),
    )
    where = _Where(steps, bouts)
    found: dict[Direction, dict[str, Estimate]] = {}
    for direction in dict.fromkeys(b.direction for b in bouts):
        own = where.in_bouts_of(direction, main_gait(bouts, direction))
        inside = [s for s, yes in zip(steps, own, strict=True) if yes]
        paced = [s for s, yes in zip(steps, own & where.step_inside, strict=True) if yes]
        strides = [s for s, yes in zip(steps, own & where.stride_inside, strict=True) if yes]
        contact = [s.contact.end_s - s.contact.start_s for s in inside]
        figures = {
            "step_frequency_hz": _frequency(paced, method),
            "step_length_m": method.length([s.length_m for s in paced]),
            "stride_length_m": method.length([s.stride_m for s in strides]),
            "contact_time_s": method.mean(contact, method.interval_s, "s", method.bias_s),
            "duty_factor": _duty_factor(inside, method),
            "forefoot_landing_share": _forefoot_share([s.contact.first_down for s in inside]),
            **_flight([s.flight_s for s in paced], method),
        }
        if kept := {name: e for name, e in figures.items() if e is not None}:
            found[direction] = kept
    return found


class _Where:
    """In which bout each step, and the way to it, lies."""

    def __init__(self, steps: list[GaitStep], bouts: list[Bout]) -> None:
        middle = np.array([s.middle_s for s in steps])
        start = np.array([s.contact.start_s for s in steps])
        before = start - np.array([s.step_s for s in steps])
        two_before = start - np.array([s.stride_s for s in steps])
        self._bouts = bouts
        self._at = bout_at(bouts, middle)
        self.step_inside: Bools = (self._at >= 0) & (bout_at(bouts, before) == self._at)
        self.stride_inside: Bools = (self._at >= 0) & (bout_at(bouts, two_before) == self._at)

    def in_bouts_of(self, direction: Direction, gait: Gait) -> Bools:
        """Return which steps lie in bouts of one direction and gait (k,)."""
        fits = np.array([b.direction == direction and b.gait == gait for b in self._bouts])
        found: Bools = (self._at >= 0) & fits[self._at]
        return found


def _duty_factor(steps: list[GaitStep], method: _Method) -> Estimate | None:
    """Return the mean duty factor; an error in contact time counts against the stride it is of."""
    known = [s for s in steps if np.isfinite(s.duty_factor) and s.duty_factor > 0]
    if not known:
        return None
    stride_s = float(
        np.mean([(s.contact.end_s - s.contact.start_s) / s.duty_factor for s in known])
    )
    each, shared = method.interval_s / stride_s, method.bias_s / stride_s
    return method.mean([s.duty_factor for s in known], each, "", shared)


def _frequency(steps: list[GaitStep], method: _Method) -> Estimate | None:
    """Return steps per second: the inverse of the mean step time, with its bounds inverted."""
    step = method.mean([s.step_s for s in steps], method.interval_s, "s")
    if step is None or step.low <= 0:
        return None
    return Estimate(
        1 / step.value, 1 / step.high, 1 / step.low, "steps/s", "measured", method.sources
    )


def _flight(values: list[float], method: _Method) -> dict[str, Estimate | None]:
    finite = [v for v in values if np.isfinite(v)]
    if not finite:
        return {}
    flying = float(np.mean(finite)) >= 0
    name, sign = ("flight_time_s", 1.0) if flying else ("double_support_s", -1.0)
    return {name: method.mean([sign * v for v in finite], method.interval_s, "s", method.bias_s)}


def _forefoot_share(first_down: list[str]) -> Estimate | None:
    """Return the share of landings in which the forefoot was down first, with its Wilson interval.

    Wilson 1927, doi 10.1080/01621459.1927.10502953.
    """
    known = [part for part in first_down if part != "unknown"]
    if not known:
        return None
    n, z = len(known), 1.645
    share = known.count("forefoot") / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    low, high = max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))
    return Estimate(share, low, high, "", "measured", ("A1",))
