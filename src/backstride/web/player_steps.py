"""A session as the player takes it: every step with its words, its clock and its way."""

from collections.abc import Sequence
from typing import Any

from backstride.exchange.sessions.expected_pace import expected_pace
from backstride.exchange.sessions.spoken.timeline import Slot, lay_out
from backstride.training.session import Effort, Session
from backstride.web.words_of import Words


def player_steps(session: Session, say: Words) -> list[dict[str, Any]]:
    """Return the steps in their order, times in s from the start of the session's clock.

    Raises
    ------
    SettingsError
        When the session is longer than one sound file may be.
    """
    return [_step(slot, say) for slot in lay_out(session, expected_pace(session))]


def overview(steps: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what is done in its order, neighbouring rounds of the same steps drawn together."""
    lines: list[dict[str, Any]] = []
    at = 0
    while at < len(steps):
        length, times = _longest_repeat(steps, at)
        lines += (
            {**step, "times": 0 if i else times, "of": times > 1}
            for i, step in enumerate(steps[at : at + length])
        )
        at += length * times
    return lines


def _longest_repeat(steps: Sequence[dict[str, Any]], at: int) -> tuple[int, int]:
    """Return how many steps from here on repeat, and how often."""
    best = (1, 1)
    for length in range(1, min(12, (len(steps) - at) // 2) + 1):
        times, first = 1, [_same(one) for one in steps[at : at + length]]
        while [
            _same(one) for one in steps[at + times * length : at + (times + 1) * length]
        ] == first:
            times += 1
        if times > 1 and length * times > best[0] * best[1]:
            best = (length, times)
    return best


def _same(step: dict[str, Any]) -> tuple[object, ...]:
    return tuple(step[key] for key in ("name", "amount", "effort", "cue"))


def _step(slot: Slot, say: Words) -> dict[str, Any]:
    step = slot.step
    direction = step.direction or ("" if step.movement == "rest" or step.in_place else "any")
    return {
        "name": _name(step.movement, step.direction, say),
        "direction": step.direction,
        "way": direction or "still",
        "word": say(f"way.{direction}") if step.direction else say(f"movement.{step.movement}"),
        "amount": _amount(step.amount, step.unit, say),
        "unit": step.unit,
        "metres": step.amount if step.unit == "m" else None,
        "effort": _effort(step.effort, say),
        "cue": say.cue(step.cue) if step.cue else step.cue,
        "start": slot.start_s,
        "end": slot.end_s,
        "exact": slot.clock.is_exact,
    }


def _name(movement: str, direction: str | None, say: Words) -> str:
    word = say(f"movement.{movement}")
    if direction is None or direction == "forward" or movement == "back-pedal":
        return word
    return f"{word} {say(f'towards.{direction}')}"


def _amount(amount: float, unit: str, say: Words) -> str:
    if unit == "s":
        whole = round(amount)
        if whole >= 60 and whole % 60 == 0:
            return say("amount.minutes", n=whole // 60)
        if whole > 60:
            return say("amount.clock", minutes=whole // 60, seconds=f"{whole % 60:02d}")
        return say("amount.seconds", n=f"{amount:g}")
    return say(f"amount.{unit}", n=f"{amount:g}")


def _effort(effort: Effort | None, say: Words) -> str:
    if effort is None:
        return ""
    if effort.kind == "named":
        return say(f"effort.{effort.word}")
    low, high = f"{effort.low:g}", f"{effort.high:g}"
    return say(f"effort.{effort.kind}", range=low if low == high else f"{low}–{high}")
