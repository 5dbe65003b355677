"""Numbers of a session text and what they count: amounts, speeds, shares."""

from dataclasses import dataclass

from backstride.training.session_error import SessionTextError, quoted
from backstride.training.session_terms import AmountUnit
from backstride.training.session_tokens import Cursor, Token
from backstride.training.session_words import PACES, SPEEDS, TIPS, UNITS, all_words, closest

_DECIMALS = 4  # of what is converted: tenths of a millimetre say more than anyone can run
_STEP_WORDS = frozenset(all_words()) - set(UNITS)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number or a range, before its unit is known.

    Attributes
    ----------
    low, high : float
        Equal for a single number; seconds for a clock.
    is_clock : bool
        Written as ``1:30``.
    is_range : bool
        Written as ``3-4``.
    first : Token
        Where it begins.
    """

    low: float
    high: float
    is_clock: bool
    is_range: bool
    first: Token


def read_numbers(cursor: Cursor) -> Numbers:
    """Read ``3``, ``1:30``, ``3-4``, ``3 to 4`` or ``60%-85%``; its last ``%`` is left."""
    first = cursor.peek()
    low, is_clock = _read_number(cursor)
    ahead = 1 if cursor.peek().text == "%" else 0
    to, after = cursor.peek(ahead), cursor.peek(ahead + 1)
    is_range = to.kind != "cue" and to.text in ("-", "to") and after.kind == "number"
    if not is_range:
        return Numbers(low, low, is_clock, is_range, first)
    cursor.at += ahead + 1
    high, high_is_clock = _read_number(cursor)
    if is_clock != high_is_clock:
        raise cursor.error(first, "a range mixes a clock and a number", "write it as '5:00-5:30'")
    return Numbers(low, high, is_clock, is_range, first)


def _read_number(cursor: Cursor) -> tuple[float, bool]:
    """Return a number and whether it was a clock."""
    first = cursor.take()
    parts = [first]
    while len(parts) < 3 and cursor.peek().text == ":" and cursor.peek(1).kind == "number":
        cursor.take()
        parts.append(cursor.take())
    if len(parts) == 1:
        return float(first.text), False
    two_digits = all(len(part.text.partition(".")[0]) == 2 for part in parts[1:])
    in_range = all(float(part.text) < 60 for part in parts[1:])
    whole = not any("." in part.text for part in parts[:-1])
    if not (two_digits and in_range and whole):
        written = ":".join(part.text for part in parts)
        fix = "write minutes and seconds as '1:30', with hours as '1:02:30'"
        raise cursor.error(first, f"{quoted(written)} is not a time", fix)
    seconds = 0.0
    for part in parts:
        seconds = seconds * 60 + float(part.text)
    return round(seconds, _DECIMALS) if len(parts[-1].text) > 2 else seconds, True


def read_amount(cursor: Cursor, numbers: Numbers) -> tuple[float, AmountUnit]:
    """Read the unit of an amount, and smaller units of time that follow as in ``1h 30min``."""
    value, unit, factor = _read_one_amount(cursor, numbers)
    exact = factor == 1.0
    while unit == "s" and not numbers.is_clock and cursor.peek().kind == "number":
        smaller = UNITS.get(cursor.peek(1).text, ("", 0.0))
        if smaller[0] != "s" or smaller[1] >= factor:
            break
        value += float(cursor.take().text) * smaller[1]
        factor = smaller[1]
        exact = False
        cursor.take()
    return value if exact else round(value, _DECIMALS), unit


def _read_one_amount(cursor: Cursor, numbers: Numbers) -> tuple[float, AmountUnit, float]:
    """Return the value in the model's unit, that unit, and how many of it one was."""
    word = cursor.peek()
    unit, factor = UNITS.get(word.text, ("s", 1.0))
    if word.text not in UNITS and not numbers.is_clock:
        raise _no_unit(cursor, numbers)
    if numbers.is_range:
        cursor.skip(word.text)
        fix = "write one number, or two steps"
        raise cursor.error(numbers.first, "an amount is not a range", fix)
    if numbers.is_clock:
        cursor.skip("min")
        return numbers.low, "s", 1.0
    cursor.take()
    return numbers.low * factor, unit, factor


def _no_unit(cursor: Cursor, numbers: Numbers) -> SessionTextError:
    """Return what to say of a number whose unit is absent or unknown; go past that unit."""
    word = cursor.peek()
    number = quoted(numbers.first.text)
    if word.kind != "word" or word.text in _STEP_WORDS:
        fix = "write what it counts: s, min, h, m (metres), km or times"
        return cursor.error(numbers.first, f"{number} has no unit", fix)
    likely = closest(word.text, [*UNITS, *SPEEDS, *PACES])
    fix = f"did you mean '{likely}'?" if likely else "units are s, min, h, m (metres), km and times"
    if word.text in TIPS:
        fix = TIPS[word.text]
    cursor.take()
    return cursor.error(word, f"{quoted(word.raw)} is not a unit", fix)


def read_speed(cursor: Cursor, numbers: Numbers) -> tuple[float, float] | None:
    """Read a unit of speed or pace; return the bounds in m/s, the lower first, or None."""
    pace_m = _skip_unit(cursor, PACES)
    if pace_m is None and numbers.is_clock:
        pace_m = _skip_unit(cursor, {name.removeprefix("min"): m for name, m in PACES.items()})
    if pace_m is not None:
        scale = 1.0 if numbers.is_clock else 60.0
        if not numbers.low * numbers.high:
            fix = "write it as '5:30 min/km'"
            raise cursor.error(numbers.first, "a pace of 0 has no speed", fix)
        bounds = [round(pace_m / (p * scale), _DECIMALS) for p in (numbers.low, numbers.high)]
        return min(bounds), max(bounds)
    factor = _skip_unit(cursor, SPEEDS)
    if factor is None:
        return None
    if numbers.is_clock:
        fix = "write a pace as '5:30 min/km' or a speed as '3 m/s'"
        raise cursor.error(numbers.first, "a clock is not a speed", fix)
    if factor == 1.0:
        return numbers.low, numbers.high
    return round(numbers.low * factor, _DECIMALS), round(numbers.high * factor, _DECIMALS)


def _skip_unit(cursor: Cursor, units: dict[str, float]) -> float | None:
    for name, value in units.items():
        if cursor.skip(name.replace("/", " / ")):
            return value
    return None
