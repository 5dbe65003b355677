"""A session laid out on the clock: when each step starts and ends."""

from collections.abc import Iterator
from dataclasses import dataclass

from backstride.errors import SettingsError
from backstride.exchange.sessions.spoken.pace import Clock, Pace, clock
from backstride.training.session import Item, Repeat, Session, Step

LONGEST_S = 4 * 3600.0
"""Longest session a track is made of; a longer one is most likely a slip of a unit."""


@dataclass(frozen=True, slots=True)
class Round:
    """Which time over a repeat begins; ``holds_repeats`` tells a set from a round."""

    index: int
    count: int
    holds_repeats: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """One step's time, ``[start_s, end_s)`` from the start of the session.

    Attributes
    ----------
    rounds : tuple of Round
        Repeats that begin one of their rounds with this step, the outermost first.
    """

    step: Step
    clock: Clock
    start_s: float
    end_s: float
    rounds: tuple[Round, ...]

    @property
    def is_backward(self) -> bool:
        """Whether the person goes backward in it."""
        return self.step.direction == "backward"


def lay_out(session: Session, pace: Pace) -> tuple[Slot, ...]:
    """Return the steps of a session on the clock, one after the other.

    Raises
    ------
    SettingsError
        When a step has no clock and ``pace`` gives none, or all takes longer than ``LONGEST_S``.
    """
    clocks: dict[Step, Clock] = {}
    slots: list[Slot] = []
    at_s = 0.0
    for step, rounds in _unrolled(session.items, ()):
        if step not in clocks:
            clocks[step] = clock(step, pace)
        end_s = at_s + clocks[step].length_s
        if end_s > LONGEST_S:
            raise SettingsError(
                f'session "{session.title}" is longer than {LONGEST_S / 3600:g} hours, too long '
                "for one sound file: check the units of its steps, or split it."
            )
        slots.append(Slot(step, clocks[step], at_s, end_s, rounds))
        at_s = end_s
    return tuple(slots)


def _unrolled(
    items: tuple[Item, ...], begun: tuple[Round, ...]
) -> Iterator[tuple[Step, tuple[Round, ...]]]:
    """Yield every step with the rounds that begin with it."""
    for item in items:
        if isinstance(item, Step):
            yield item, begun
        else:
            yield from _rounds(item, begun)
        begun = ()


def _rounds(repeat: Repeat, begun: tuple[Round, ...]) -> Iterator[tuple[Step, tuple[Round, ...]]]:
    for index in range(1, repeat.count + 1):
        own = (Round(index, repeat.count, repeat.depth > 1),) if repeat.count > 1 else ()
        yield from _unrolled(repeat.items, begun + own)
        begun = ()
