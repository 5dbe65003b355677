"""The steps of a session as rows of a table, with a bracket for every repeat."""

from typing import Any

from backstride.exchange.sessions.print import words
from backstride.training.session import Item, Repeat, Session, Step

DEEPEST = 8
"""Brackets beside each other that a page has room for; deeper sessions are printed as text."""
_MOST_BLOCKS = 600
"""Blocks of the picture of a session; more cannot be told apart on a page."""


def depth(session: Session) -> int:
    """Return how many repeats stand inside each other at most."""
    return max((item.depth for item in session.items if isinstance(item, Repeat)), default=0)


def table(session: Session) -> dict[str, Any]:
    """Return rows and brackets; a bracket spans ``rows`` rows from ``row`` on at ``depth``.

    A row that is None keeps the brackets of two repeats apart.
    """
    rows: list[dict[str, Any] | None] = []
    brackets: list[dict[str, Any]] = []
    _lay_out(session.items, 0, rows, brackets)
    return {"depth": depth(session), "rows": rows, "brackets": brackets}


def _lay_out(
    items: tuple[Item, ...],
    at: int,
    rows: list[dict[str, Any] | None],
    brackets: list[dict[str, Any]],
) -> None:
    for before, item in zip((None, *items), items, strict=False):
        if isinstance(item, Step):
            rows.append(_row(item))
            continue
        if isinstance(before, Repeat):
            rows.append(None)
        first = len(rows)
        bracket = {"row": first, "depth": at, "count": item.count, "rows": 0}
        brackets.append(bracket)
        _lay_out(item.items, at + 1, rows, brackets)
        bracket["rows"] = len(rows) - first


def _row(step: Step) -> dict[str, Any]:
    return {
        "amount": words.amount(step),
        "direction": step.direction or "still",
        "movement": words.movement(step),
        "how": words.how(step),
        "cue": step.cue,
    }


def picture(session: Session) -> list[dict[str, Any]]:
    """Return the steps in time, for a picture; empty when some step has no time of its own."""
    steps = session.steps()
    if len(steps) > _MOST_BLOCKS or any(step.unit != "s" for step in steps):
        return []
    return [
        {
            "s": step.amount,
            "direction": step.direction or "still",
            "low": step.movement == "walk",
            "rest": step.movement == "rest",
        }
        for step in steps
    ]
