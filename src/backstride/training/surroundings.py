"""What a session demands of a place, and what a person sees there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from backstride.errors import SettingsError
from backstride.training.athlete_words import PLACES, Place
from backstride.training.environment_rules import environment_rules
from backstride.training.field_checks import check_number, check_word, check_yes_or_no
from backstride.training.limits import EffortWord
from backstride.training.session import EFFORT_WORDS, Movement, Session, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a session asks of the place, in its backward parts.

    Attributes
    ----------
    speed_mps : float
        Fastest backward speed, above 0 to 10 m/s.
    effort : EffortWord
        Hardest backward effort.
    run_m : float or None
        Longest backward stretch given in metres; None when all go by time.
    """

    speed_mps: float
    effort: EffortWord
    run_m: float | None = None

    def __post_init__(self) -> None:
        check_number("speed_mps", self.speed_mps, 0.01, 10, "m/s")
        check_word("effort", self.effort, EFFORT_WORDS)
        if self.run_m is not None:
            check_number("run_m", self.run_m, 0, 100_000, "m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a person sees on the spot.

    Attributes
    ----------
    place : Place
    seen : mapping of str to bool
        Answers by item id; see ``checklist``. What is not there was not looked at.
    spotter : bool
        Whether a spotter is there now.
    clear_length_m, clear_width_m : float or None
        Free, straight ground behind the start; None when not known. Of no use on a treadmill.
    """

    place: Place
    seen: Mapping[str, bool] = field(default_factory=dict, hash=False)
    spotter: bool = False
    clear_length_m: float | None = None
    clear_width_m: float | None = None

    def __post_init__(self) -> None:
        check_word("place", self.place, PLACES)
        check_yes_or_no("spotter", self.spotter)
        known = {one.id for one in environment_rules().items}
        for item_id, answer in self.seen.items():
            check_word("seen key", item_id, tuple(sorted(known)))
            check_yes_or_no(f"seen.{item_id}", answer)
        for name in ("clear_length_m", "clear_width_m"):
            if getattr(self, name) is not None:
                check_number(name, getattr(self, name), 0, 100_000, "m")


def demand_of(session: Session, speed_mps: float) -> Demand:
    """Return what a session demands of the place, given its fastest backward speed in m/s.

    Raises
    ------
    SettingsError
        When nothing in the session goes backward, or the speed is out of range.
    """
    steps = [one for one in session.steps() if one.direction == "backward"]
    if not steps:
        raise SettingsError(f'session "{session.title}" has no backward step to check a place for.')
    return Demand(
        speed_mps=speed_mps,
        effort=max((_effort_of(one) for one in steps), key=EFFORT_WORDS.index),
        run_m=max((one.amount for one in steps if one.unit == "m"), default=None),
    )


def _effort_of(step: Step) -> EffortWord:
    if step.effort is None:
        return _UNSAID.get(step.movement, "moderate")
    given = environment_rules().efforts.word(step.effort)
    if step.movement == "sprint" and EFFORT_WORDS.index(given) < EFFORT_WORDS.index("fast"):
        return "fast"
    return given


_UNSAID: dict[Movement, EffortWord] = {"walk": "easy", "jog": "easy", "sprint": "fast"}
"""What a movement counts as when the session does not say how hard; the others are moderate."""
