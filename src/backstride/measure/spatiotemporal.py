"""Step frequency, lengths and times by direction, each with its interval."""

import math
from dataclasses import dataclass

import numpy as np

from backstride.estimate import Estimate
from backstride.measure.bouts import bout_at
from backstride.measure.errors_of_method import (
    CONTACT_TIME_SCATTER_S,
    CONTACT_TIME_SHARED_S,
    LANDING_SCATTER_S,
    PARTIAL_FOOT_SHARED_S,
    SAMPLING_SHARE,
    SENSED_SCATTER,
    SENSED_SHARED,
    STEP_LENGTH_SCATTER_M,
    STEP_LENGTH_SHARED_M,
    STRIDE_LENGTH_SCATTER_M,
    contact_sources,
)
from backstride.measure.gait import whole_feet
from backstride.measure.parts import Bout, Direction, Gait, main_gait
from backstride.measure.steps import GaitStep, middles_s
from backstride.motion import Motion
from backstride.motion.arrays import Bools, Floats

_NORMAL_90 = 1.645  # standard errors in half of a 90 % interval

_SAME_S = 1e-6  # two landings this near are one


@dataclass(frozen=True)
class _Method:
    """How well this recording's contacts are known, and what the figures rest on.

    Attributes
    ----------
    landing_s : float
        Scatter of one landing.
    contact_s, contact_shared_s : float
        Standard error of one contact time: what is its own, and what all share.
    share : float
        Standard error of the speed, as a share, which lengths share.
    sensed : bool
        Whether a worn sensor told the contacts: what went wrong shows in how readings are spread.
    miscounts : bool
        Whether it may miss contacts or make them up unseen: so where it does not know the foot.
    sources : tuple of str
    """

    landing_s: float
    contact_s: float
    contact_shared_s: float
    share: float
    sensed: bool
    miscounts: bool
    sources: tuple[str, ...]

    def mean(self, values: list[float], each: float, shared: float, unit: str) -> Estimate | None:
        """Return the mean of some steps, which speaks of them and no others."""
        known = np.array([v for v in values if math.isfinite(v)])
        if not known.size:
            return None
        spread = _deviation(known) if self.sensed else 0.0
        own = math.hypot(each, spread) / math.sqrt(known.size)
        return self._within(float(known.mean()), math.hypot(own, shared), unit)

    def step_time(self, values: list[float], runs: int) -> Estimate | None:
        """Return the mean step time; in a run of steps only its first and last landing count."""
        known = np.array([v for v in values if math.isfinite(v)])
        if not known.size:
            return None
        ends = math.sqrt(2 * runs) * self.landing_s / known.size
        spread = _deviation(known) / math.sqrt(known.size) if self.miscounts else 0.0
        return self._within(float(known.mean()), math.hypot(ends, spread), "s")

    def length(self, values: list[float], each_m: float, shared_m: float) -> Estimate | None:
        """Return a mean length: each place has its error, and all share that of the speed."""
        known = [v for v in values if math.isfinite(v)]
        of_speed = self.share * float(np.mean(known)) if known else 0.0
        return self.mean(known, each_m, math.hypot(shared_m, of_speed), "m")

    def _within(self, value: float, error: float, unit: str) -> Estimate:
        half = _NORMAL_90 * error
        return Estimate(value, value - half, value + half, unit, "measured", self.sources)


def _deviation(known: Floats) -> float:
    return float(known.std(ddof=1)) if known.size > 1 else 0.0


def _method(motion: Motion) -> _Method:
    sensed = motion.footfalls
    sources = contact_sources(motion)
    if sensed is not None:
        scatter, shared = SENSED_SCATTER * sensed.error_s, SENSED_SHARED * sensed.error_s
        return _Method(
            landing_s=sensed.error_s,  # the first and the last one are of starts and stops
            contact_s=math.sqrt(2) * scatter,
            contact_shared_s=shared,
            share=motion.speed_error_share,
            sensed=True,
            miscounts=bool((sensed.side == "unknown").any()),
            sources=sources,
        )
    partial = motion.skeleton is not None and not whole_feet(motion.skeleton)
    sampled = SAMPLING_SHARE / motion.rate_hz if motion.rate_hz else 0.0
    return _Method(
        landing_s=math.hypot(LANDING_SCATTER_S, sampled),
        contact_s=math.hypot(CONTACT_TIME_SCATTER_S, math.sqrt(2) * sampled),
        contact_shared_s=math.hypot(
            CONTACT_TIME_SHARED_S, PARTIAL_FOOT_SHARED_S if partial else 0.0
        ),
        share=motion.speed_error_share,
        sensed=False,
        miscounts=False,
        sources=sources,
    )


def gait_by_direction(
    steps: list[GaitStep], bouts: list[Bout], motion: Motion
) -> dict[Direction, dict[str, Estimate]]:
    """Return the figures of gait for each direction in which steps were taken.

    ``step_frequency_hz``, ``step_length_m``, ``stride_length_m``, ``contact_time_s``,
    ``flight_time_s`` (negative would be time on both feet: ``double_support_s`` then stands in its
    place), ``duty_factor`` and ``forefoot_landing_share``. Only steps whose whole interval lies in
    one bout count, and only bouts of the gait that covers most ground in the direction. Intervals
    are those of the method's error: they speak of these steps, and not of what this person would
    do another time.
    """
    method = _method(motion)
    where = _Where(steps, bouts)
    found: dict[Direction, dict[str, Estimate]] = {}
    for direction in dict.fromkeys(b.direction for b in bouts):
        own = where.in_bouts_of(direction, main_gait(bouts, direction))
        inside = [s for s, yes in zip(steps, own, strict=True) if yes]
        paced = [s for s, yes in zip(steps, own & where.step_inside, strict=True) if yes]
        strides = [s for s, yes in zip(steps, own & where.stride_inside, strict=True) if yes]
        contact = [s.contact.end_s - s.contact.start_s for s in inside]
        steps_m, strides_m = [s.length_m for s in paced], [s.stride_m for s in strides]
        figures = {
            "step_frequency_hz": _frequency(paced, method),
            "step_length_m": method.length(steps_m, STEP_LENGTH_SCATTER_M, STEP_LENGTH_SHARED_M),
            "stride_length_m": method.length(strides_m, STRIDE_LENGTH_SCATTER_M, 0.0),
            "contact_time_s": method.mean(contact, method.contact_s, method.contact_shared_s, "s"),
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
        middle = middles_s(steps)
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
    each, shared = method.contact_s / stride_s, method.contact_shared_s / stride_s
    return method.mean([s.duty_factor for s in known], each, shared, "")


def _frequency(steps: list[GaitStep], method: _Method) -> Estimate | None:
    """Return steps per second: the inverse of the mean step time, with its bounds inverted."""
    known = [s for s in steps if math.isfinite(s.step_s)]
    step = method.step_time([s.step_s for s in known], _runs(known))
    if step is None or step.low <= 0:
        return None
    return Estimate(
        1 / step.value, 1 / step.high, 1 / step.low, "steps/s", "measured", method.sources
    )


def _runs(steps: list[GaitStep]) -> int:
    """Return how many unbroken runs of steps there are: each step begins where the last landed."""
    start = np.array([s.contact.start_s for s in steps])
    before = start - np.array([s.step_s for s in steps])
    return 1 + int((np.abs(before[1:] - start[:-1]) > _SAME_S).sum()) if steps else 0


def _flight(values: list[float], method: _Method) -> dict[str, Estimate | None]:
    finite = [v for v in values if np.isfinite(v)]
    if not finite:
        return {}
    flying = float(np.mean(finite)) >= 0
    name, sign = ("flight_time_s", 1.0) if flying else ("double_support_s", -1.0)
    values = [sign * v for v in finite]
    return {name: method.mean(values, method.contact_s, method.contact_shared_s, "s")}


def _forefoot_share(first_down: list[str]) -> Estimate | None:
    """Return the share of landings in which the forefoot was down first, with its Wilson interval.

    Wilson 1927, doi 10.1080/01621459.1927.10502953.
    """
    known = [part for part in first_down if part != "unknown"]
    if not known:
        return None
    n, z = len(known), _NORMAL_90
    share = known.count("forefoot") / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    low, high = max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))
    return Estimate(share, low, high, "", "measured", ("A1",))
