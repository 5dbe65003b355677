"""From a session text to the session, or to everything that is wrong with it."""

import re
from collections.abc import Iterator

from backstride.training.session import Item, Repeat, Session
from backstride.training.session_blocks import Blocks
from backstride.training.session_error import SessionTextError, quoted
from backstride.training.session_grammar import MAX_ERRORS, read_step
from backstride.training.session_header import Header, Line, late_key
from backstride.training.session_terms import HIDDEN, MAX_STEPS
from backstride.training.session_tokens import Cursor, read_tokens

_LINE_END = re.compile(r"\r\n|\r|\n")
_MAX_COUNT_DIGITS = 6  # of a repeat: more is beyond MAX_STEPS whatever is repeated


def read_session(text: str) -> tuple[Session | None, list[SessionTextError]]:
    """Read a session text.

    Returns
    -------
    tuple of Session or None, and list of SessionTextError
        The session, or None and what is wrong, in the order of the text: at most
        ``MAX_ERRORS``.
    """
    errors: list[SessionTextError] = []
    header, blocks = Header(errors), Blocks(errors)
    in_header = True
    steps = 0
    for line in _lines(text, errors):
        if len(errors) >= MAX_ERRORS:
            break
        in_header = in_header and header.take(line)
        if in_header:
            continue
        blocks.place(line)
        steps += _read_item(line, blocks, errors)
        if steps > MAX_STEPS:
            errors.append(line.error(f"this is more than {MAX_STEPS} steps", "write two sessions"))
            break
    blocks.end()
    session = None if errors else _finished(header, blocks, errors)
    return session, sorted(errors, key=lambda error: (error.line, error.column))[:MAX_ERRORS]


def _finished(header: Header, blocks: Blocks, errors: list[SessionTextError]) -> Session | None:
    """Return the session; None, with the reason in ``errors``, where it cannot be."""
    problem, fix = "", "write one under the title, such as '5min walk'"
    if not header.title:
        problem, fix = "the session has no title", "write it on the first line"
    elif not blocks.items:
        problem = "the session has no step"
    else:
        try:
            return Session(header.title, blocks.items, header.surface, header.note)
        except ValueError as error:  # too many steps, repeats unrolled
            problem, fix = str(error), "repeat less, or write two sessions"
    errors.append(SessionTextError(1, 1, problem, fix))
    return None


def _read_item(line: Line, blocks: Blocks, errors: list[SessionTextError]) -> int:
    """Read a step, the head of a repeat, or both on one line; return how many steps it has."""
    before = len(errors)
    item = None
    key_error = late_key(line)
    if key_error:
        errors.append(key_error)
    else:
        item = _read_line(line, blocks, errors)
    if item:
        blocks.add(item)
    if len(errors) > before:
        blocks.add_broken()
    return 1 if item else 0


def _read_line(line: Line, blocks: Blocks, errors: list[SessionTextError]) -> Item | None:
    """Return what a line holds; None for what is wrong, and for a repeat whose lines follow."""
    try:
        cursor = Cursor(read_tokens(line.body, line.number, line.column), line.number)
        count = _read_count(cursor)
    except SessionTextError as error:
        errors.append(error)
        return None
    if count is None:
        return read_step(cursor, errors)
    if cursor.peek().kind == "end":
        blocks.expect_lines(line, count)
        return None
    step = read_step(cursor, errors)
    return Repeat(count, (step,)) if step else None


def _read_count(cursor: Cursor) -> int | None:
    """Read the head of a repeat, such as ``3x``; return None where there is none."""
    number, sign = cursor.peek(), cursor.peek(1)
    if number.kind != "number" or sign.text not in ("x", "×") or sign.kind == "cue":
        return None
    cursor.at += 2
    cursor.skip(":")
    digits = number.text.lstrip("0")
    if not digits or not number.text.isdigit():
        fix = "write a whole number such as '3x'"
        raise cursor.error(number, f"{quoted(number.raw + sign.raw)} is no number of repeats", fix)
    if len(digits) > _MAX_COUNT_DIGITS or int(digits) > MAX_STEPS:
        fix = "repeat less, or write two sessions"
        raise cursor.error(
            number, f"a session has at most {MAX_STEPS} steps, repeats unrolled", fix
        )
    if cursor.peek().kind == "number" and cursor.peek(1).text in ("x", "×"):
        fix = "put it on a line of its own under this one, indented"
        raise cursor.error(cursor.peek(), "a second repeat stands on this line", fix)
    return int(digits)


def _lines(text: str, errors: list[SessionTextError]) -> Iterator[Line]:
    """Yield the lines that are neither empty nor a comment."""
    for number, raw in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), 1):
        written = raw.replace("\t", " ")
        body = written.strip()
        if not body or body.startswith("#"):
            continue
        hidden = HIDDEN.search(written)
        if hidden:
            problem = f"the hidden character {quoted(hidden[0])} stands here"
            errors.append(SessionTextError(number, hidden.start() + 1, problem, "delete it"))
            body = HIDDEN.sub(" ", body).strip()
            if not body:
                continue
        indent = raw[: len(written) - len(written.lstrip())]
        yield Line(number, indent.replace("\u00a0", " "), body)
