"""A step of a session text while it is being read, and what it still lacks."""

from dataclasses import dataclass, field
from typing import Any

from backstride.training.session import Step
from backstride.training.session_error import SessionTextError, quoted
from backstride.training.session_terms import STAYING_MOVEMENTS, USUAL_DIRECTION
from backstride.training.session_tokens import Cursor, Token
from backstride.training.session_words import UNITS


@dataclass
class Draft:
    """What is known of a step so far: each part, and the token it came from."""

    cursor: Cursor
    parts: dict[str, tuple[Any, Token]] = field(default_factory=dict)

    def put(self, part: str, value: object, token: Token) -> None:
        """Note a part of the step; refuse a second one."""
        if part in self.parts:
            before = self.parts[part][1]
            problem = f"{quoted(token.raw)} gives a second {part}, after {quoted(before.raw)}"
            raise self.cursor.error(token, problem, "keep one, or write two steps")
        self.parts[part] = (value, token)

    def get(self, part: str, default: Any = None) -> Any:
        """Return a part, or what stands for its absence."""
        return self.parts[part][0] if part in self.parts else default

    def token(self, part: str) -> Token:
        """Return where a part was written, or the beginning of the line."""
        return self.parts[part][1] if part in self.parts else self.cursor.tokens[0]


def finished_step(draft: Draft) -> Step:
    """Return the step, or raise what it still lacks or cannot be."""
    cursor = draft.cursor
    movement = draft.get("movement")
    direction = draft.get("direction", "absent")
    if movement is None:
        movement = _meant_movement(draft, direction)
    if "amount" not in draft.parts:
        fix = "begin the line with how long or how far, such as '2min', '20m' or 'until ready'"
        if cursor.tokens[0].kind == "number":  # '10x jump'
            fix = f"write '{cursor.tokens[0].raw} times' for repetitions of one movement"
        raise cursor.error(cursor.tokens[0], "this step has no amount", fix)
    amount, unit = draft.get("amount")
    if direction == "absent":
        direction = USUAL_DIRECTION.get(movement)
    on_the_spot = direction is None and movement in USUAL_DIRECTION
    if unit == "m" and (on_the_spot or movement in STAYING_MOVEMENTS):
        raise _metres_in_place(draft, movement)
    try:
        return Step(
            amount=amount,
            unit=unit,
            movement=movement,
            direction=direction,
            effort=draft.get("effort"),
            surface=draft.get("surface"),
            incline_percent=draft.get("slope"),
            load=draft.get("load"),
            cue=draft.get("cue", ""),
        )
    except ValueError as error:
        raise _impossible(draft, str(error)) from error


def _meant_movement(draft: Draft, direction: str | None) -> str:
    """Return running for ``backward`` and ``forward`` alone, or raise."""
    cursor = draft.cursor
    if direction in ("backward", "forward"):
        return "run"
    if direction in ("left", "right"):
        token = draft.token("direction")
        fix = f"write 'shuffle {direction}' or 'run {direction}'"
        raise cursor.error(token, f"'{direction}' does not say what to do", fix)
    fix = "add a movement such as 'walk', or a direction such as 'backward'"
    if draft.get("amount", (0.0, ""))[1] == "times":
        fix = "add a movement such as 'jump', or write '3x' to repeat the lines under it"
    raise cursor.error(draft.token("amount"), "this step does not say what to do", fix)


def _metres_in_place(draft: Draft, movement: str) -> SessionTextError:
    token = draft.token("amount")
    unit = UNITS.get(draft.cursor.tokens[draft.cursor.tokens.index(token) + 1].text)
    fix = f"did you mean '{token.raw}min'?" if unit == ("m", 1.0) else "give it a time"
    return draft.cursor.error(token, f"'{movement}' stays in place, and 'm' is metres", fix)


def _impossible(draft: Draft, problem: str) -> SessionTextError:
    """Return a sentence of the model with the token it is about, and the fix."""
    part, fix = "amount", "check the number and its unit"
    if "slope" in problem:
        part, fix = "slope", "write a smaller slope"
    elif "whole" in problem:
        fix = "write a number without decimals"
    elif problem.startswith("'"):
        part, fix = "direction", "leave the direction out"
    return draft.cursor.error(draft.token(part), problem, fix)
