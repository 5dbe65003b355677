"""How long a step takes that has no clock of its own."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from backstride.errors import SettingsError
from backstride.estimate import Estimate
from backstride.training.environment_rules import environment_rules
from backstride.training.session import Direction, Effort, Movement, Step

_FOREVER_S = 1e9  # stands for what no session lasts, where a speed is next to nothing

SpeedKey = tuple[Movement, Direction | None, str]
"""Movement, direction and a word for the effort, which is empty for any effort."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What is expected of a person, for steps that are not given in seconds.

    Attributes
    ----------
    speeds : mapping of SpeedKey to Estimate
        In m/s. An effort given as a number counts as the word that the environment check gives it;
        a key with an empty word holds for every effort that has none of its own.
    repetition : mapping of Movement to Estimate
        Seconds of one repetition, for steps counted in times.
    open_s : float or None
        Seconds given to a step that lasts until the person is ready.
    """

    speeds: Mapping[SpeedKey, Estimate] = field(default_factory=dict)
    repetition: Mapping[Movement, Estimate] = field(default_factory=dict)
    open_s: float | None = None

    def __post_init__(self) -> None:
        for kind, unit, table in (
            ("an expected speed", "m/s", self.speeds),
            ("an expected time per repetition", "s", self.repetition),
        ):
            for key, estimate in table.items():
                if estimate.unit != unit or estimate.low <= 0:
                    raise SettingsError(
                        f"{kind} ({key}) must be above 0 in {unit}, not "
                        f"{estimate.low:g} to {estimate.high:g} {estimate.unit}."
                    )
        if self.open_s is not None and not 0 < self.open_s < math.inf:
            raise SettingsError(f"open_s must be above 0 seconds, not {self.open_s:g}.")

    def speed(self, step: Step) -> Estimate | None:
        """Return the speed expected in a step, or None when none was given for it.

        A speed written in the step itself comes first.
        """
        effort = step.effort
        if effort is not None and effort.kind == "speed_mps":
            middle = (effort.low + effort.high) / 2
            return Estimate(middle, effort.low, effort.high, "m/s", "declared")
        for word in (_word(effort), ""):
            found = self.speeds.get((step.movement, step.direction, word))
            if found is not None:
                return found
        return None


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a track gives to a step.

    Attributes
    ----------
    length_s : float
        Time until the next step.
    about_s : float
        How long it is expected to take; equals ``length_s`` for a step in seconds.
    is_exact : bool
        Whether the step itself says so.
    reason : str
        What an estimate rests on; empty for an exact time.
    """

    length_s: float
    about_s: float
    is_exact: bool
    reason: str = ""


def clock(step: Step, pace: Pace) -> Clock:
    """Return how long a step takes in the track.

    A distance takes the time that the slowest expected speed needs, up to the next whole second,
    so that nobody is called to the next step while still under way. In the same way repetitions
    take the longest expected time each.

    Raises
    ------
    SettingsError
        When ``pace`` does not say how long; the sentence names what to give.
    """
    if step.unit == "s":
        return Clock(step.amount, step.amount, is_exact=True)
    if step.unit == "m":
        speed = pace.speed(step)
        if speed is None:
            raise SettingsError(
                f"{_label(step)} has no clock: give the expected speed of "
                f'"{_kind(step)}" in m/s, or the step in seconds.'
            )
        length_s = _whole_seconds(step.amount / speed.low)
        return Clock(
            length_s, step.amount / speed.value, is_exact=False, reason=_reason(step, speed)
        )
    if step.unit == "times":
        each = pace.repetition.get(step.movement)
        if each is None:
            raise SettingsError(
                f"{_label(step)} has no clock: give the expected seconds for one "
                f'repetition of "{step.movement}", or the step in seconds.'
            )
        length_s = _whole_seconds(step.amount * each.high)
        return Clock(length_s, step.amount * each.value, is_exact=False, reason=_reason(step, each))
    if pace.open_s is None:
        raise SettingsError(
            f"{_label(step)} lasts until the person is ready, which a sound file cannot know: "
            "give open_s, the seconds to allow for it, or the step in seconds."
        )
    reason = f"{pace.open_s:g} s allowed for each step that lasts until ready, declared"
    return Clock(pace.open_s, pace.open_s, is_exact=False, reason=reason)


def _whole_seconds(time_s: float) -> int:
    return math.ceil(min(time_s, _FOREVER_S))


def _word(effort: Effort | None) -> str:
    return "" if effort is None else environment_rules().efforts.word(effort)


def _kind(step: Step) -> str:
    parts = (step.movement, step.direction or "", _word(step.effort))
    return " ".join(part for part in parts if part)


def _label(step: Step) -> str:
    amount = "an open step" if step.unit == "open" else f"{step.amount:g} {step.unit}"
    return f'the step "{amount} of {step.movement} {step.direction or ""}'.rstrip() + '"'


def _reason(step: Step, used: Estimate) -> str:
    sources = f", {', '.join(used.sources)}" if used.sources else ""
    each = " for each repetition" if step.unit == "times" else ""
    return (
        f"{_kind(step)}: {used.value:g} {used.unit}{each} "
        f"({used.low:g} to {used.high:g}), {used.basis}{sources}"
    )
