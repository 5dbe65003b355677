"""A session as plain text, and back: what a person writes, reads and keeps.

The language is written down in ``docs/session-language.md``. Reading what was printed gives the
same session, for every session that the model can hold.
"""

from collections.abc import Iterator

from backstride.training.session import Effort, Item, Load, Repeat, Session, Step
from backstride.training.session_error import SessionTextError
from backstride.training.session_header import is_bare_title, title_surface
from backstride.training.session_parser import read_session
from backstride.training.session_terms import STAYING_MOVEMENTS, USUAL_DIRECTION
from backstride.training.session_words import ANY_SURFACE

__all__ = ["SessionTextError", "check_session_text", "format_session", "parse_session"]


def parse_session(text: str) -> Session:
    """Return the session that a text describes.

    Raises
    ------
    SessionTextError
        The first thing that is wrong, with all others in its ``others``.
    """
    session, errors = read_session(text)
    if session is None:
        first = errors[0]
        raise SessionTextError(
            first.line, first.column, first.problem, first.fix, tuple(errors[1:])
        )
    return session


def check_session_text(text: str) -> list[SessionTextError]:
    """Return everything that is wrong in a session text, in its order; empty for a good one."""
    return read_session(text)[1]


def format_session(session: Session) -> str:
    """Return a session as text, one item per line, every line with a line feed at its end."""
    title = session.title
    lines = [title if is_bare_title(title) else f"title: {title}"]
    if session.surface != title_surface(title):
        lines.append(f"surface: {session.surface or ANY_SURFACE}")
    if session.note:
        lines.append(f"note: {session.note}")
    return "\n".join([*lines, *_item_lines(session.items, "")]) + "\n"


def _item_lines(items: tuple[Item, ...], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, Repeat):
            yield f"{indent}{item.count}x"
            yield from _item_lines(item.items, indent + "  ")
        else:
            yield indent + format_step(item)


def format_step(step: Step) -> str:
    """Return one step as a line of text."""
    parts = [
        _amount(step),
        _action(step),
        _effort(step.effort) if step.effort else "",
        f"on {step.surface}" if step.surface else "",
        _slope(step.incline_percent) if step.incline_percent is not None else "",
        _load(step.load) if step.load else "",
        f'"{step.cue}"' if step.cue else "",
    ]
    return " ".join(part for part in parts if part)


def _amount(step: Step) -> str:
    if step.unit == "open":
        return "until ready"
    if step.unit == "s":
        return _time(step.amount)
    return _number(step.amount) + (" times" if step.unit == "times" else "m")


def _time(seconds: float) -> str:
    """Return ``90s``, ``2min``, ``2:30`` or ``1h``."""
    minutes, rest = divmod(seconds, 60)
    hours, odd_minutes = divmod(int(minutes), 60)
    if rest % 1 or (seconds < 120 and rest):
        return f"{_number(seconds)}s"
    if rest:
        clock = f"{odd_minutes:02d}:{int(rest):02d}"
        return f"{hours}:{clock}" if hours else clock.lstrip("0")
    return f"{int(minutes)}min" if odd_minutes else f"{hours}h"


def _action(step: Step) -> str:
    """Return movement and direction, without what goes without saying."""
    movement, direction = step.movement, step.direction
    if movement == "run" and direction == "backward":
        return "backward"
    if movement in STAYING_MOVEMENTS or direction == USUAL_DIRECTION.get(movement):
        return movement
    return f"{movement} {direction or 'on the spot'}"


def _effort(effort: Effort) -> str:
    amount = _number(effort.low)
    if effort.high != effort.low:
        amount += f"-{_number(effort.high)}"
    forms = {
        "named": effort.word,
        "effort_percent": f"{amount}% effort",
        "heart_rate_percent": f"{amount}% HRmax",
        "rpe": f"RPE {amount}",
        "speed_mps": f"{amount} m/s",
    }
    return forms[effort.kind]


def _slope(percent: float) -> str:
    if percent == 0:
        return "level"
    return f"{'uphill' if percent > 0 else 'downhill'} {_number(abs(percent))}%"


def _load(load: Load) -> str:
    if load.kg is not None:
        return f"{load.kind} {_number(load.kg)}kg"
    if load.body_mass_percent is not None:
        return f"{load.kind} {_number(load.body_mass_percent)}% body mass"
    return load.kind


def _number(value: float) -> str:
    """Return the shortest decimals that are read back as the same number."""
    written = repr(float(value))
    if "e" in written:
        from decimal import Decimal  # noqa: PLC0415 - only for numbers too small to matter

        written = format(Decimal(written), "f")
    return written.removesuffix(".0")
