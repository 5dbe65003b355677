"""How ill a lap fits a step: the negative logarithm of how likely the one is, given the other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backstride.motion import Motion
from backstride.motion.arrays import Floats
from backstride.readers.activity_facing import MOVING_MPS
from backstride.training.session import Step

TIME_ERROR_S = 3.0
"""A person presses the lap button within a few seconds; the watch counts whole ones."""

DISTANCE_ERROR_M, DISTANCE_ERROR_SHARE = 5.0, 0.05
"""Two seconds of running at the lap button, and the error of a watch's distance (X4)."""

WORST = 8.0
"""Four standard errors off: a lap that fits worse belongs to another step, or to none."""

AUTOMATIC_LAP = 0.5
"""For each lap more than one within a step, so that whole laps are preferred."""

WITHOUT_LENGTH = 1.0
"""For steps that say no length (until ready, so many times): any lap will do, but none is sure."""

EXTRA_LAP, SKIPPED_STEP, SKIPPED_REST = 7.0, 7.0, 1.0
"""A lap that no step asked for, a step that has no lap, and a rest that has none: the lap button is
often not pressed for a rest. The first two are as unlikely as a lap 3.7 standard errors off."""

STANDING_SHARE = 0.5
"""A lap that mostly moves is no rest on the spot; one that moves for less than half of the time
that a run asks for is no such run."""

_WRONG_KIND = 6.0  # a rest spent moving, or a run of so long spent standing


@dataclass(frozen=True, slots=True)
class LapFacts:
    """What is known of a lap.

    Attributes
    ----------
    start_s, end_s : float
    distance_m : float
        The watch's own count, else that of the speed.
    moving_s : float
        Of its time; the rest is standing or pause.
    """

    start_s: float
    end_s: float
    distance_m: float
    moving_s: float

    @property
    def length_s(self) -> float:
        """Return its whole time."""
        return self.end_s - self.start_s


def lap_facts(motion: Motion) -> list[LapFacts]:
    """Return what is known of each lap of a motion that lies in its time, in order."""
    step = 1.0 / motion.rate_hz if motion.rate_hz else 0.0
    speed = np.nan_to_num(motion.speed_mps)
    gone = np.concatenate(([0.0], np.cumsum(speed) * step))
    moved = np.concatenate(([0.0], np.cumsum(speed >= MOVING_MPS) * step))
    found = []
    for lap in sorted(motion.laps, key=lambda one: one.start_s):
        a, b = np.searchsorted(motion.time_s, (lap.start_s, lap.end_s)).tolist()
        if b > a:
            own = lap.distance_m if lap.distance_m > 0 else float(gone[b] - gone[a])
            found.append(LapFacts(lap.start_s, lap.end_s, own, float(moved[b] - moved[a])))
    return found


@dataclass(frozen=True)
class StepFacts:
    """Columns over the steps of a session.

    Attributes
    ----------
    metres, seconds : array (s,)
        NaN for steps that do not end by it.
    in_place : array (s,) of bool
        Rests and whatever else goes nowhere.
    skipping : array (s,)
        Cost of having no lap.
    """

    metres: Floats
    seconds: Floats
    in_place: np.ndarray
    skipping: Floats

    @classmethod
    def of(cls, steps: Sequence[Step]) -> "StepFacts":
        """Return the columns of some steps."""
        in_place = np.array([step.in_place for step in steps])
        return cls(
            np.array([step.amount if step.unit == "m" else np.nan for step in steps]),
            np.array([step.amount if step.unit == "s" else np.nan for step in steps]),
            in_place,
            np.where(in_place, SKIPPED_REST, SKIPPED_STEP),
        )


def lap_costs(laps: Sequence[LapFacts], steps: StepFacts) -> Floats:
    """Return what it costs that some laps in a row are together one step (s,), for each step."""
    metres = sum(lap.distance_m for lap in laps)
    seconds = sum(lap.length_s for lap in laps)
    moving = sum(lap.moving_s for lap in laps)
    by_distance = (metres - steps.metres) / np.hypot(
        DISTANCE_ERROR_M, DISTANCE_ERROR_SHARE * steps.metres
    )
    nearest = np.where(steps.in_place, seconds, np.clip(steps.seconds, moving, seconds))
    by_time = (nearest - steps.seconds) / TIME_ERROR_S  # a rest may stand in the lap of its run
    off = np.where(np.isfinite(by_distance), by_distance, by_time)
    cost = np.where(np.isfinite(off), 0.5 * off**2, WITHOUT_LENGTH)
    rests = steps.in_place & (moving > STANDING_SHARE * seconds)
    runs = ~steps.in_place & (moving < STANDING_SHARE * steps.seconds)
    cost = cost + np.where(rests | runs, _WRONG_KIND, 0.0)
    return np.where(cost <= WORST, cost, np.inf)
