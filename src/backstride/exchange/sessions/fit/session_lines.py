"""Parts of a session in the session language, one at a time: a step, or what stands above them."""

from backstride.training.session import Session, Step, Surface
from backstride.training.session_text import SessionTextError, format_step, parse_session

_TITLE = "title: x\n"
_STEP = "\n1s rest"


def step_line(step: Step) -> str:
    """Return a step as a line of the session language."""
    return format_step(step)


def read_step_line(line: str) -> Step | None:
    """Return the step that a line says; None for a line that is no step."""
    session = None if "\n" in line or "\r" in line else _session(_TITLE + line)
    item = session.items[0] if session else None
    return item if isinstance(item, Step) else None


def header_lines(session: Session) -> str:
    """Return surface and note as lines of the session language; empty where there are none."""
    surface = f"surface: {session.surface}" if session.surface else ""
    note = f"note: {session.note}" if session.note else ""
    return "\n".join(line for line in (surface, note) if line)


def read_header_lines(text: str) -> tuple[Surface | None, str] | None:
    """Return the surface and note that such lines say; None for other texts."""
    session = _session(_TITLE + text + _STEP)
    if session is None or len(session.items) > 1:
        return None
    return session.surface, session.note


def _session(text: str) -> Session | None:
    try:
        return parse_session(text)
    except SessionTextError:
        return None
