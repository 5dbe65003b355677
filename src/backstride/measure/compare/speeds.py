"""The speeds of two recordings, and what they allow to be said."""

import math
from dataclasses import dataclass

from backstride.errors import NothingToMeasureError
from backstride.measure.knee.published import SLOW_MPS
from backstride.measure.measurement import Bout, Direction, Gait, Measurement

SAME_SPEED_SHARE = 0.10
"""Speeds that differ by less count as equal: within-person speeds of repeated runs vary by a few
percent, and step frequency and length change by about as much as speed does."""


@dataclass(frozen=True, slots=True)
class Speeds:
    """How fast each recording went; NaN where it does not know."""

    backward_mps: float
    forward_mps: float
    backward_gait: Gait
    forward_gait: Gait

    @property
    def same(self) -> bool:
        """Whether they are near enough for what depends on speed."""
        apart = abs(self.backward_mps - self.forward_mps)
        return apart <= SAME_SPEED_SHARE * max(self.backward_mps, self.forward_mps)

    @property
    def known(self) -> bool:
        """Whether both recordings know how fast they went."""
        return math.isfinite(self.backward_mps) and math.isfinite(self.forward_mps)

    @property
    def both_run(self) -> bool:
        """Whether both are runs."""
        return self.backward_gait == self.forward_gait == "run"

    @property
    def slow(self) -> bool:
        """Whether either is slower than any study that found less load on the knee backward."""
        return min(self.backward_mps, self.forward_mps) < SLOW_MPS

    @property
    def caution(self) -> str:
        """Why this comparison is weak, or that its speeds match."""
        back, ahead = self.backward_mps, self.forward_mps
        if self.backward_gait != self.forward_gait:
            return (
                f"One is a {self.backward_gait} and the other a {self.forward_gait}: differences "
                "between them are those of the gait as much as of the direction, so nothing here "
                "settles a claim."
            )
        if not self.known:
            return (
                "How fast at least one of them went is not known. Most of what is compared here "
                "changes with speed in either direction, so a difference need not come from the "
                "direction and settles no claim."
            )
        if self.same:
            how = "run" if self.both_run else "walked"
            return (
                f"Both were {how} at about the same speed ({back:.1f} and {ahead:.1f} m/s), so "
                "differences may be those of direction; it is still one person's recording."
            )
        return (
            f"The speeds differ ({back:.1f} m/s backward, {ahead:.1f} m/s forward). Steps get "
            "longer and quicker, contacts shorter, joint ranges and forces larger with speed "
            "alone, in either direction, so a difference here need not come from the direction "
            "and settles no claim."
        )


def speeds_of(backward: Measurement, forward: Measurement) -> Speeds:
    """Return the mean speeds over the bouts that are compared.

    Raises
    ------
    NothingToMeasureError
        When either holds no bout in its direction.
    """
    return Speeds(
        _speed(backward, "backward", forward),
        _speed(forward, "forward", backward),
        backward.main_gait("backward"),
        forward.main_gait("forward"),
    )


def _bouts(measurement: Measurement, direction: Direction) -> list[Bout]:
    gait = measurement.main_gait(direction)
    return [b for b in measurement.bouts if b.direction == direction and b.gait == gait != "other"]


def _speed(measurement: Measurement, direction: Direction, other: Measurement) -> float:
    bouts = _bouts(measurement, direction)
    if bouts:
        known = [b for b in bouts if math.isfinite(b.distance_m)]
        time_s = sum(b.end_s - b.start_s for b in known)
        return sum(b.distance_m for b in known) / time_s if time_s > 0 else math.nan
    swapped = (
        " The other file does: give the backward recording first and the forward one second."
        if _bouts(other, direction)
        else ""
    )
    raise NothingToMeasureError(
        f"{measurement.motion.source.path} holds no {direction} bout to compare.{swapped}"
    )
