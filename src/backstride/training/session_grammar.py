"""The words after each other that make one step of a session text."""

from collections.abc import Callable

from backstride.training.session import Effort, Load, Step
from backstride.training.session_draft import Draft, finished_step
from backstride.training.session_error import SessionTextError, quoted
from backstride.training.session_numbers import Numbers, read_amount, read_numbers, read_speed
from backstride.training.session_terms import (
    EFFORT_WORDS,
    EffortKind,
)
from backstride.training.session_tokens import Cursor, Token
from backstride.training.session_words import (
    BODY_MASS_WORDS,
    DIRECTIONS,
    HEART_RATE_WORDS,
    LEVEL_WORDS,
    LOADS,
    MOVEMENTS,
    SLOPES,
    SURFACES,
    unknown_word,
)

MAX_ERRORS = 100
"""Errors told about one text; a text with more was hardly meant as a session."""


def read_step(cursor: Cursor, errors: list[SessionTextError]) -> Step | None:
    """Read the rest of a line as one step.

    Parameters
    ----------
    cursor : Cursor
    errors : list of SessionTextError
        What is wrong is put here.

    Returns
    -------
    Step or None
        None where something was wrong.
    """
    draft = Draft(cursor)
    found: list[SessionTextError] = []
    while cursor.peek().kind != "end" and len(found) < MAX_ERRORS:
        try:
            _read_phrase(draft)
        except SessionTextError as error:
            found.append(error)
    if not draft.parts and all(token.kind != "number" for token in cursor.tokens):
        found = [_not_a_step(cursor)]
    if not found:
        try:
            return finished_step(draft)
        except SessionTextError as error:
            found = [error]
    errors += found
    return None


def _not_a_step(cursor: Cursor) -> SessionTextError:
    first = cursor.tokens[0]
    written = " ".join(token.raw for token in cursor.tokens[:4]).strip()
    fix = "begin it with an amount such as '2min', or with '#' if it is a heading"
    return cursor.error(first, f"{quoted(written)} is no step and no repeat", fix)


def _read_phrase(draft: Draft) -> None:
    """Read what comes next; always go past at least one token."""
    cursor = draft.cursor
    token = cursor.peek()
    if token.kind == "number":
        _read_number_phrase(draft)
    elif token.kind == "cue":
        cursor.take()
        _put_cue(draft, token)
    elif cursor.skip("until ready"):
        draft.put("amount", (0.0, "open"), token)
    elif cursor.skip("at") or cursor.skip("with"):
        return
    elif token.text in _PHRASES:
        cursor.take()
        _PHRASES[token.text](draft, token)
    else:
        cursor.take()
        _refuse(cursor, token)


def _refuse(cursor: Cursor, token: Token) -> None:
    if token.kind == "word":
        raise cursor.error(token, *unknown_word(token.raw))
    if token.text in "-•*" and token is cursor.tokens[0]:
        fix = "leave it out ('m' is metres in this language, minutes are 'min')"
        raise cursor.error(token, f"a line does not begin with {quoted(token.raw)}", fix)
    raise cursor.error(token, f"{quoted(token.raw)} has no meaning here", "leave it out")


def _put_cue(draft: Draft, token: Token) -> None:
    cue = token.text.strip()
    if not cue:
        fix = "write what is said to the person, or leave the quotes out"
        raise draft.cursor.error(token, "this cue is empty", fix)
    draft.put("cue", cue, token)


def _read_number_phrase(draft: Draft) -> None:
    """Read a number and what it counts: an amount, a speed or a share."""
    cursor = draft.cursor
    numbers = read_numbers(cursor)
    if cursor.skip("%"):
        _read_share(draft, numbers)
        return
    speed = read_speed(cursor, numbers)
    if speed is not None:
        _put_effort(draft, "speed_mps", speed, numbers.first)
    elif cursor.skip("kg"):
        fix = f"write 'sled {numbers.first.raw}kg' or 'vest {numbers.first.raw}kg'"
        raise cursor.error(numbers.first, "this mass has no load before it", fix)
    elif cursor.peek().text in ("x", "×"):
        cursor.take()
        fix = "begin its own line with it, and put the lines to repeat under it, indented"
        raise cursor.error(numbers.first, "a repeat begins a line", fix)
    else:
        draft.put("amount", read_amount(cursor, numbers), numbers.first)


def _read_share(draft: Draft, numbers: Numbers) -> None:
    """Read what a number in percent is a share of."""
    cursor, first = draft.cursor, numbers.first
    cursor.skip("of")
    if numbers.is_clock:
        raise cursor.error(first, "a clock is not a share", "write a number such as '75%'")
    bounds = numbers.low, numbers.high
    slope = cursor.peek()
    if cursor.skip("effort"):
        _put_effort(draft, "effort_percent", bounds, first)
    elif cursor.skip_any(HEART_RATE_WORDS):
        _put_effort(draft, "heart_rate_percent", bounds, first)
    elif slope.kind == "word" and slope.text in SLOPES and not numbers.is_range:
        cursor.take()
        draft.put("slope", numbers.low * SLOPES[slope.text], first)
    else:
        fix = "write '75% effort', '75% HRmax', 'uphill 4%' or 'sled 10% body mass'"
        raise cursor.error(first, "it is not said what this is a share of", fix)


def _put_effort(draft: Draft, kind: EffortKind, bounds: tuple[float, float], token: Token) -> None:
    try:
        draft.put("effort", Effort(kind, "", *bounds), token)
    except ValueError as error:
        fix = (
            "write the lower bound first"
            if bounds[0] > bounds[1]
            else "check the number and its unit"
        )
        raise draft.cursor.error(token, str(error), fix) from error


def _read_effort_word(draft: Draft, token: Token) -> None:
    draft.put("effort", Effort("named", token.text), token)


def _read_movement(draft: Draft, token: Token) -> None:
    draft.put("movement", MOVEMENTS[token.text], token)


def _read_direction(draft: Draft, token: Token) -> None:
    draft.put("direction", DIRECTIONS[token.text], token)


def _read_surface(draft: Draft, token: Token) -> None:
    draft.put("surface", SURFACES[token.text], token)


def _read_on(draft: Draft, token: Token) -> None:
    """Read ``on grass``, ``on the grass`` or ``on the spot``."""
    cursor = draft.cursor
    if cursor.skip("the spot"):
        draft.put("direction", None, token)
        return
    cursor.skip_any(("the", "a"))
    word = cursor.peek()
    if word.kind == "word" and word.text in SURFACES:
        cursor.take()
        draft.put("surface", SURFACES[word.text], word)
        return
    if word.kind == "word":
        cursor.take()
        problem, fix = unknown_word(word.raw)
        if not fix.startswith(("did", "write")):
            fix = f"write one of {', '.join(SURFACES)}, or 'on the spot'"
        raise cursor.error(word, problem, fix)
    raise cursor.error(token, "'on' is not followed by a surface", "write for example 'on grass'")


def _read_rpe(draft: Draft, token: Token) -> None:
    cursor = draft.cursor
    if cursor.peek().kind != "number":
        raise cursor.error(token, "'RPE' has no number", "write for example 'RPE 3' or 'RPE 3-4'")
    numbers = read_numbers(cursor)
    _put_effort(draft, "rpe", (numbers.low, numbers.high), token)


def _read_slope(draft: Draft, token: Token) -> None:
    """Read ``uphill 4%``, ``downhill 4%`` or ``incline -4%``."""
    cursor = draft.cursor
    sign = -1.0 if token.text == "incline" and cursor.skip("-") else 1.0
    if cursor.peek().kind != "number" or cursor.peek(1).text != "%":
        fix = f"write for example '{token.text} 4%', or 'on hill' where the slope is not known"
        raise cursor.error(token, f"'{token.text}' does not say how steep", fix)
    slope = float(cursor.take().text) * sign * SLOPES[token.text]
    cursor.take()
    draft.put("slope", slope, token)


def _read_level(draft: Draft, token: Token) -> None:
    draft.put("slope", 0.0, token)


def _read_load(draft: Draft, token: Token) -> None:
    """Read ``band``, ``sled``, ``sled 20kg`` or ``sled 10% body mass``."""
    cursor = draft.cursor
    kind = LOADS[token.text]
    kg = percent = None
    if cursor.peek().kind == "number" and cursor.peek(1).text == "kg":
        kg = float(cursor.take().text)
        cursor.take()
    elif cursor.peek().kind == "number" and cursor.peek(1).text == "%":
        start = cursor.at
        percent = float(cursor.take().text)
        cursor.take()
        cursor.skip("of")
        if not cursor.skip_any(BODY_MASS_WORDS):  # such as 'sled 75% effort'
            cursor.at, percent = start, None
    try:
        draft.put("load", Load(kind, kg, percent), token)
    except ValueError as error:
        fix = "leave the mass out" if kind == "band" else "check the number and its unit"
        raise cursor.error(token, str(error), fix) from error


_PHRASES: dict[str, Callable[[Draft, Token], None]] = {
    **dict.fromkeys(MOVEMENTS, _read_movement),
    **dict.fromkeys(DIRECTIONS, _read_direction),
    **dict.fromkeys(EFFORT_WORDS, _read_effort_word),
    **dict.fromkeys(SURFACES, _read_surface),
    **dict.fromkeys(SLOPES, _read_slope),
    **dict.fromkeys(LEVEL_WORDS, _read_level),
    **dict.fromkeys(LOADS, _read_load),
    "on": _read_on,
    "rpe": _read_rpe,
}
