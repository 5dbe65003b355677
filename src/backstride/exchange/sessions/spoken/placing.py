"""Where on the clock each cue of a step goes, so that none meets another.

Every step keeps, in this order of precedence: the tone at its start; before a backward step the
lane check; the countdown to its end; the announcement; half-way. What does not fit is shortened or
left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backstride.exchange.sessions.spoken.phrases import spoken
from backstride.exchange.sessions.spoken.sentences import Sentences, Speech
from backstride.exchange.sessions.spoken.timeline import Slot
from backstride.exchange.sessions.spoken.tones import ToneName, tone_length_s

GAP_S = 0.25
"""Silence between two cues: enough to hear them as two."""
BEEPS = 3
"""Beeps before the end of a step, one a second."""
HALF_WAY_FROM_S = 20.0
"""Half of a shorter step is hardly said before its countdown comes."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cue at its place: sentences, or a tone where ``tone`` is set.

    ``at_s`` counts from the start of the session's clock; it is negative in the lead-in. ``beep``
    is what a beep of the countdown stands for: 3, 2 or 1 seconds.
    """

    at_s: float
    length_s: float
    sentences: Sentences = ()
    tone: ToneName | None = None
    beep: int = 0

    @property
    def end_s(self) -> float:
        """When it has faded."""
        return self.at_s + self.length_s


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of a step: how many beeps, and the lane check where the next step is backward."""

    beeps: int
    check: Spot | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """All cues between the start and the end of a session.

    Attributes
    ----------
    spots : tuple of Spot
        In the order they are heard.
    lead_check : Sentences
        The lane check that the lead-in has to hold; empty for none.
    shared_checks : int
        Backward steps that an earlier lane check has to count for.
    unspoken : tuple of str
        The person's own cues that found no room at least once.
    """

    spots: tuple[Spot, ...]
    lead_check: Sentences
    shared_checks: int
    unspoken: tuple[str, ...]


def place(slots: Sequence[Slot], speech: Speech) -> Placed:
    """Return the cues of a session's steps."""
    free = [_tone_end_s(slot, before) for slot, before in _with_before(slots)]
    tails, lead_check, shared = _tails(slots, free, speech)
    spots: list[Spot] = []
    unspoken: dict[str, None] = {}
    for (slot, before), from_s, tail in zip(_with_before(slots), free, tails, strict=True):
        beeps = countdown(slot.end_s, tail.beeps)
        until_s = min([one.at_s for one in (tail.check, *beeps) if one], default=slot.end_s)
        said = _announcement(slot, from_s + GAP_S, until_s - GAP_S, speech)
        busy_s = said.end_s if said else from_s
        half = _half_way(slot, busy_s + GAP_S, until_s - GAP_S, speech)
        own = spoken(slot.step.cue)
        if own and (said is None or own not in said.sentences):
            unspoken[slot.step.cue] = None
        found = (_start_tone(slot, before), said, half, tail.check, *beeps)
        spots += [one for one in found if one is not None]
    return Placed(tuple(spots), lead_check, shared, tuple(unspoken))


def countdown(end_s: float, beeps: int) -> list[Spot]:
    """Return the beeps before a moment."""
    length_s = tone_length_s("countdown")
    return [Spot(end_s - k, length_s, tone="countdown", beep=k) for k in range(beeps, 0, -1)]


def _with_before(slots: Sequence[Slot]) -> list[tuple[Slot, Slot | None]]:
    return list(zip(slots, [None, *slots[:-1]], strict=True))


def _start_tone(slot: Slot, before: Slot | None) -> Spot | None:
    """Return the tone that starts a step; none when the step is over before it is heard."""
    if slot.is_backward:
        name: ToneName = "backward"
    elif slot.step.movement == "rest" or (before is not None and before.is_backward):
        name = "stop"
    else:
        name = "go"
    length_s = slot.end_s - slot.start_s
    for tried in (name, "tick"):
        if tone_length_s(tried) + GAP_S <= length_s:
            return Spot(slot.start_s, tone_length_s(tried), tone=tried)
    return None


def _tone_end_s(slot: Slot, before: Slot | None) -> float:
    tone = _start_tone(slot, before)
    return tone.end_s if tone else slot.start_s


def _tails(
    slots: Sequence[Slot], free: Sequence[float], speech: Speech
) -> tuple[list[Tail], Sentences, int]:
    """Return how each step ends, the check for the lead-in, and how many checks are shared.

    A lane check goes to the step before; when that is too short, to the nearest one since the last
    backward step that has room; else the check before it counts, and the first is in the lead-in.
    """
    tails = [_plain_tail(slot, from_s) for slot, from_s in zip(slots, free, strict=True)]
    lead_check: Sentences = ()
    shared, unsearched, checked = 0, 0, False
    for index, target in enumerate(slots):
        if not target.is_backward:
            continue
        wordings = speech.checks(target.step)
        for at in range(index - 1, unsearched - 1, -1):
            found = _tail_with_check(slots[at], free[at], wordings, speech)
            if found is not None:
                tails[at], checked = found, True
                break
        else:
            shared += checked
            lead_check = lead_check if checked else wordings[0]
            checked = True
        unsearched = index
    return tails, lead_check, shared


def _plain_tail(slot: Slot, from_s: float) -> Tail:
    fitting = (n for n in range(BEEPS, 0, -1) if slot.end_s - n >= from_s + GAP_S)
    return Tail(next(fitting, 0))


def _tail_with_check(
    slot: Slot, from_s: float, wordings: list[Sentences], speech: Speech
) -> Tail | None:
    """Return a tail with a lane check, the countdown cut to fit, or None without room."""
    fullest, plain = wordings[0], wordings[-1]
    for sentences, beeps in ((fullest, BEEPS), *((plain, n) for n in range(BEEPS, -1, -1))):
        length_s = speech.length_s(sentences)
        at_s = slot.end_s - beeps - GAP_S - length_s
        if at_s >= from_s + GAP_S:
            return Tail(beeps, Spot(at_s, length_s, sentences))
    return None


def _announcement(slot: Slot, from_s: float, until_s: float, speech: Speech) -> Spot | None:
    for sentences in speech.announcements(slot):
        length_s = speech.length_s(sentences)
        if 0 < length_s <= until_s - from_s:
            return Spot(from_s, length_s, sentences)
    return None


def _half_way(slot: Slot, from_s: float, until_s: float, speech: Speech) -> Spot | None:
    if not slot.clock.is_exact or slot.step.movement == "rest":
        return None
    if slot.end_s - slot.start_s < HALF_WAY_FROM_S:
        return None
    sentences = speech.half_way()
    spot = Spot((slot.start_s + slot.end_s) / 2, speech.length_s(sentences), sentences)
    return spot if from_s <= spot.at_s and spot.end_s <= until_s else None
