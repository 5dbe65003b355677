"""What is said, from the fullest wording to the shortest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backstride.exchange.sessions.spoken.phrases import Phrases, spoken
from backstride.exchange.sessions.spoken.timeline import Slot
from backstride.training.session import Session, Step

Sentences = tuple[str, ...]

SENTENCE_GAP_S = 0.15
"""Silence between two sentences of one cue."""


@dataclass(frozen=True, slots=True)
class Speech:
    """The words for one session, and how long they take.

    Attributes
    ----------
    session : Session
    phrases : Phrases
    sentence_s : callable
        Length of one spoken sentence in s; 0 for what cannot be said.
    """

    session: Session
    phrases: Phrases
    sentence_s: Callable[[str], float]

    def length_s(self, sentences: Sentences) -> float:
        """Return how long some sentences take, with the gaps between them."""
        lengths = [self.sentence_s(one) for one in sentences]
        return sum(lengths) + SENTENCE_GAP_S * max(0, len(lengths) - 1)

    def announcements(self, slot: Slot) -> list[Sentences]:
        """Return what may be said at the start of a step, in the order it is tried.

        What tells least goes first as room gets short: the round, then slope, load and surface,
        then how long an estimate is, then amount and effort. The person's own cue stays until
        little more than the name of the movement fits.
        """
        step, say = slot.step, self.phrases
        head = (say.announcement(step),)
        short = (say.say("step", "short", what=say.move(step)),)
        details = _kept(say.details(step))
        cue = _kept(spoken(step.cue))
        about, wait = self._without_clock(slot)
        tried = (
            self._rounds(slot) + head + details + cue + about + wait,
            head + details + cue + about + wait,
            head + cue + about + wait,
            head + cue + wait,
            short + cue + wait,
            head + wait,
            short + wait,
            short,
        )
        return list(dict.fromkeys(tried))

    def checks(self, target: Step) -> list[Sentences]:
        """Return what may be said before a backward step, the fuller first."""
        on_belt = (target.surface or self.session.surface) == "treadmill"
        look = self.phrases.say("check", "treadmill" if on_belt else "behind")
        return [(self.phrases.say("check", "next"), look), (look,)]

    def half_way(self) -> Sentences:
        """Return what is said in the middle of a step."""
        return (self.phrases.say("step", "half_way"),)

    def lead_in(self, slots: Sequence[Slot]) -> Sentences:
        """Return what is said before the clock starts, apart from a lane check."""
        say = self.phrases
        length_s = slots[-1].end_s
        rounded_s = 60 * round(length_s / 60) if length_s >= 120 else length_s
        estimated = any(not slot.clock.is_exact for slot in slots)
        return (
            *(one for one in map(spoken, (self.session.title, self.session.note)) if one),
            say.say("session", "length", time=say.time(rounded_s)),
            *(_kept(say.say("session", "estimated")) if estimated else ()),
            say.say("session", "ready"),
        )

    def _rounds(self, slot: Slot) -> Sentences:
        return tuple(
            self.phrases.say(
                "repeat", "set" if one.holds_repeats else "round", index=one.index, count=one.count
            )
            for one in slot.rounds
        )

    def _without_clock(self, slot: Slot) -> tuple[Sentences, Sentences]:
        """Return how long a step without a clock may take, and what ends it."""
        if slot.clock.is_exact:
            return (), ()
        time = self.phrases.time(max(1, round(slot.clock.about_s)))
        wait = "at_the_line" if slot.step.unit == "m" else "when_done"
        return (self.phrases.say("step", "about", time=time),), (self.phrases.say("step", wait),)


def _kept(sentence: str) -> Sentences:
    return (sentence,) if sentence else ()
