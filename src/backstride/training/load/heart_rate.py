"""Load of a session from its heart rate: Banister's training impulse and Edwards' zones.

Both need the person's own maximal heart rate, Banister's the resting one too. Neither is guessed
from age: without them there is no figure. One person's sessions compare only by one of the two.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from backstride.errors import SettingsError
from backstride.estimate import Estimate
from backstride.motion.arrays import Floats
from backstride.training.field_checks import check_number, check_word
from backstride.training.figure import Figure, unknown
from backstride.training.load.errors import Z90, log_spread
from backstride.training.load.session import LOAD_UNIT

Weighting = Literal["women", "men", "either"]

BANISTER: dict[str, tuple[float, float]] = {"men": (0.64, 1.92), "women": (0.86, 1.67)}
"""Factor and exponent of Banister's weight (L13)."""

ZONE_FLOOR, ZONE_WIDTH, ZONES = 0.5, 0.1, 5
"""Edwards' zones as shares of maximal heart rate: from 50 % up, each 10 % wide, five (L14)."""

VARIATION_PERCENT = 15.6
"""How much Banister's impulse varies when a session is repeated (L11). Nothing was found for
Edwards' load, so the same stands in."""

LONGEST_GAP_S = 10.0
"""Between two readings; a watch that saves space writes one every few seconds. By judgement."""

LEAST_COVERED = 0.75
"""Part of the session with heart rate below which there is no figure, by judgement."""

LOWEST_BPM, HIGHEST_BPM = 25.0, 250.0
"""What a human heart does; readings outside are a sensor's fault and count as missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeartRateLimits:
    """A person's own heart rates, as they say.

    Attributes
    ----------
    max_bpm : float
        The highest ever reached, 100 to 250.
    rest_bpm : float or None
        Lying still after waking, 25 to 120.
    weighting : {"women", "men", "either"}
        Whose exponential weight to use; ``"either"`` widens the interval to both.
    """

    max_bpm: float
    rest_bpm: float | None = None
    weighting: Weighting = "either"

    def __post_init__(self) -> None:
        check_number("max_bpm", self.max_bpm, 100, HIGHEST_BPM, "bpm")
        if self.rest_bpm is not None:
            check_number("rest_bpm", self.rest_bpm, LOWEST_BPM, 120, "bpm")
            if self.rest_bpm >= self.max_bpm - 20:
                raise SettingsError(
                    f"rest_bpm is {self.rest_bpm:g}, but must lie at least 20 below max_bpm "
                    f"({self.max_bpm:g})."
                )
        check_word("weighting", self.weighting, get_args(Weighting))


def banister_load(time_s: Floats, bpm: Floats, limits: HeartRateLimits | None) -> Figure:
    """Return Banister's training impulse in arbitrary units (L13).

    ``minutes x r x a exp(b r)`` with r the share of heart-rate reserve, added up over readings.

    Parameters
    ----------
    time_s : array (n,)
        Clock of the readings, from the first to the last moment of the session.
    bpm : array (n,)
        Heart rate; NaN where there is none.
    limits : HeartRateLimits or None
    """
    if limits is None or limits.rest_bpm is None:
        return unknown("Maximal and resting heart rate are not known: enter your own.")
    reserve = np.clip((bpm - limits.rest_bpm) / (limits.max_bpm - limits.rest_bpm), 0.0, 1.0)
    chosen = ("women", "men") if limits.weighting == "either" else (limits.weighting,)
    rates = [reserve * BANISTER[one][0] * np.exp(BANISTER[one][1] * reserve) for one in chosen]
    return _load(time_s, bpm, rates, ("L13", "L11"))


def edwards_load(time_s: Floats, bpm: Floats, limits: HeartRateLimits | None) -> Figure:
    """Return Edwards' load in arbitrary units (L14): minutes in each zone times 1 to 5.

    Parameters as for ``banister_load``; the resting heart rate is not needed.
    """
    if limits is None:
        return unknown("Maximal heart rate is not known: enter your own.")
    zone = np.floor((bpm / limits.max_bpm - ZONE_FLOOR) / ZONE_WIDTH + 1e-9) + 1.0
    return _load(time_s, bpm, [np.clip(zone, 0.0, float(ZONES))], ("L14", "L11"))


def _load(time_s: Floats, bpm: Floats, rates: list[Floats], sources: tuple[str, ...]) -> Figure:
    """Add up a load per minute over a session; several rates are bounds of what it may be."""
    duration, steps = _steps(time_s, bpm)
    if duration <= 0:
        return unknown("The file has no heart rate over any length of time.")
    covered = float(steps.sum()) / duration
    if covered < LEAST_COVERED:
        return unknown(
            f"Only {covered:.0%} of the session has heart rate: fasten the strap or watch tighter."
        )
    read = _is_read(bpm)
    per_minute = [rate[read] for rate in rates]
    minutes = steps / 60.0
    sums = [float(minutes @ ((one[:-1] + one[1:]) / 2)) for one in per_minute]
    most = max(float(one.max()) for one in per_minute)
    value = sum(sums) / len(sums) / covered
    factor = np.exp(Z90 * log_spread(VARIATION_PERCENT))
    # A gap may have held anything from no load to the hardest of the session.
    high = (max(sums) + (1.0 - covered) * duration / 60.0 * most) * factor
    low = min(sums) / factor
    return Figure(Estimate(value, low, max(float(high), value), LOAD_UNIT, "measured", sources))


def _is_read(bpm: Floats) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        read: np.ndarray = (bpm >= LOWEST_BPM) & (bpm <= HIGHEST_BPM)
    return read


def _steps(time_s: Floats, bpm: Floats) -> tuple[float, Floats]:
    """Return the length of a session, and the time between readings, 0 across a gap."""
    if time_s.shape != bpm.shape or time_s.ndim != 1:
        raise ValueError(f"time_s {time_s.shape} and bpm {bpm.shape} must be of one length")
    if time_s.size < 2:
        return 0.0, np.zeros(0)
    if not np.isfinite(time_s).all() or (np.diff(time_s) < 0).any():
        raise ValueError("time_s must be finite and must not run backward")
    between = np.diff(time_s[_is_read(bpm)])
    return float(time_s[-1] - time_s[0]), np.where(between <= LONGEST_GAP_S, between, 0.0)
