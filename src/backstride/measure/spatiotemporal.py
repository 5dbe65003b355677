"""Step frequency, lengths and times by direction, each with its interval."""

import math

import numpy as np

from backstride.estimate import Estimate, mean_estimate
from backstride.measure.errors_of_method import (
    CONTACT_ERROR_S,
    PLACE_ERROR_M,
    event_error_s,
)
from backstride.measure.measurement import Bout, Direction, main_gait
from backstride.measure.steps import GaitStep

_VALIDATION = ("A1",)


def gait_by_direction(
    steps: list[GaitStep], bouts: list[Bout], rate_hz: float
) -> dict[Direction, dict[str, Estimate]]:
    """Return the figures of gait for each direction in which steps were taken.

    ``step_frequency_hz``, ``step_length_m``, ``stride_length_m``, ``contact_time_s``,
    ``flight_time_s`` (negative would be time on both feet: ``double_support_s`` then stands in its
    place), ``duty_factor`` and ``forefoot_landing_share``. Only steps whose whole interval lies in
    one bout count, and only bouts of the gait that covers most ground in the direction.
    """
    interval_s = math.sqrt(2) * event_error_s(rate_hz)
    found: dict[Direction, dict[str, Estimate]] = {}
    for direction in dict.fromkeys(b.direction for b in bouts):
        gait = main_gait(bouts, direction)
        own = [b for b in bouts if b.direction == direction and b.gait == gait]
        inside = [s for s in steps if _within(s.middle_s, s.middle_s, own)]
        paced = [s for s in inside if _within(s.contact.start_s - s.step_s, s.middle_s, own)]
        figures = {
            "step_frequency_hz": _frequency(paced, interval_s),
            "step_length_m": _mean([s.length_m for s in paced], PLACE_ERROR_M, "m"),
            "stride_length_m": _mean(
                [
                    s.stride_m
                    for s in inside
                    if _within(s.contact.start_s - s.stride_s, s.middle_s, own)
                ],
                PLACE_ERROR_M,
                "m",
            ),
            "contact_time_s": _mean(
                [s.contact.end_s - s.contact.start_s for s in inside],
                interval_s,
                "s",
                CONTACT_ERROR_S,
            ),
            "duty_factor": _duty_factor(inside, interval_s),
            "forefoot_landing_share": _forefoot_share([s.contact.first_down for s in inside]),
            **_flight([s.flight_s for s in paced], interval_s),
        }
        if kept := {name: e for name, e in figures.items() if e is not None}:
            found[direction] = kept
    return found


def _within(start_s: float, end_s: float, bouts: list[Bout]) -> bool:
    return any(b.start_s <= start_s and end_s < b.end_s for b in bouts)


def _mean(values: list[float], error_each: float, unit: str, bias: float = 0.0) -> Estimate | None:
    return mean_estimate(
        values, error_each=error_each, bias=bias, unit=unit, basis="measured", sources=_VALIDATION
    )


def _duty_factor(steps: list[GaitStep], interval_s: float) -> Estimate | None:
    """Return the mean duty factor; an error in contact time counts against the stride it is of."""
    known = [s for s in steps if np.isfinite(s.duty_factor) and s.duty_factor > 0]
    if not known:
        return None
    stride_s = float(
        np.mean([(s.contact.end_s - s.contact.start_s) / s.duty_factor for s in known])
    )
    return _mean([s.duty_factor for s in known], interval_s / stride_s, "")


def _frequency(steps: list[GaitStep], interval_s: float) -> Estimate | None:
    """Return steps per second: the inverse of the mean step time, with its bounds inverted."""
    step = _mean([s.step_s for s in steps], interval_s, "s")
    if step is None or step.low <= 0:
        return None
    return Estimate(1 / step.value, 1 / step.high, 1 / step.low, "steps/s", "measured", _VALIDATION)


def _flight(values: list[float], interval_s: float) -> dict[str, Estimate | None]:
    finite = [v for v in values if np.isfinite(v)]
    if not finite:
        return {}
    if float(np.mean(finite)) >= 0:
        return {"flight_time_s": _mean(finite, interval_s, "s", CONTACT_ERROR_S)}
    return {"double_support_s": _mean([-v for v in finite], interval_s, "s", CONTACT_ERROR_S)}


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
    return Estimate(share, low, high, "", "measured", _VALIDATION)
