"""One session on one page."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from backstride.estimate import Estimate
from backstride.evidence import SEEN, exists, reference
from backstride.exchange.sessions.print import layout, words
from backstride.exchange.sessions.print.typeset import Paper, to_pdf
from backstride.training.session import Direction, Session
from backstride.training.session_dose import dose_of
from backstride.training.session_text import format_session

DISCLAIMER = (
    "This is a training plan, not medical advice. With pain, an injury or an illness, ask a "
    "physiotherapist or a doctor before you run."
)
FOOTER = "Backstride"

_ORDER: tuple[Direction | None, ...] = ("backward", "forward", "left", "right", None)


def session_card_pdf(
    session: Session,
    *,
    reason: str = "",
    sources: Sequence[str] = (),
    safety: Sequence[str] = (),
    stop_if: Sequence[str] = (),
    person: str = "",
    day: date | None = None,
    paper: Paper = "a4",
) -> bytes:
    """Return a page that a coach can hand over, as PDF.

    Parameters
    ----------
    session : Session
    reason : str
        Why this session.
    sources : sequence of str
        Ids in ``evidence`` that the reason rests on; they are printed with their citations.
    safety, stop_if : sequence of str
        What to look at before the start, and what ends the session at once.
    person : str
        Whom it is for.
    day : date or None
        When.
    paper : {"a4", "us-letter"}

    Raises
    ------
    MissingExtraError
        When the extra ``[print]`` is not installed.
    """
    facts = {"for": person, "on": words.long_day(day) if day else ""}
    card = card_data(session, reason, sources, safety=safety, stop_if=stop_if, facts=facts)
    return to_pdf("card", page_data(session.title, paper) | {"card": card}, one_page=True)


def page_data(title: str, paper: Paper) -> dict[str, Any]:
    """Return what every page needs."""
    return {"title": title, "paper": paper, "footer": FOOTER, "disclaimer": DISCLAIMER}


def card_data(
    session: Session,
    reason: str,
    sources: Iterable[str],
    *,
    safety: Sequence[str] = (),
    stop_if: Sequence[str] = (),
    facts: Mapping[str, str] | None = None,
    expected: Mapping[str, Estimate | None] | None = None,
) -> dict[str, Any]:
    """Return everything that stands on a card, as JSON values."""
    where = {"where": f"on {session.surface}" if session.surface else ""}
    too_deep = layout.depth(session) > layout.DEEPEST
    figures = {k: words.estimate(e) for k, e in (expected or {}).items() if e is not None}
    return {
        "title": session.title,
        "note": session.note,
        "facts": _labelled({**where, **(facts or {})}),
        "totals": totals(session),
        "picture": layout.picture(session),
        "steps": None if too_deep else layout.table(session),
        "text": format_session(session) if too_deep else "",
        "expected": _labelled(figures),
        "safety": list(safety),
        "stop_if": list(stop_if),
        "reason": reason,
        "sources": citations(sources),
    }


def totals(session: Session) -> list[dict[str, Any]]:
    """Return the sums by direction, backward first, and in all."""
    added = dose_of(session)
    parts = [
        {
            "direction": one or "still",
            "figures": words.dose_parts(added.by_direction[one]),
            "label": words.direction_label(one),
        }
        for one in _ORDER
        if one in added.by_direction
    ]
    if len(parts) == 1:
        return parts
    figures = words.dose_parts(added.total)
    return [*parts, {"direction": "total", "figures": figures, "label": "in all"}]


def citations(ids: Iterable[str]) -> list[dict[str, str]]:
    """Return each id with its sources and how they were read."""
    return [{"id": one, "text": _cited(one)} for one in dict.fromkeys(ids)]


def _cited(evidence_id: str) -> str:
    if not exists(evidence_id):
        return "not in this version's evidence"
    found = reference([evidence_id])
    how = ", ".join(dict.fromkeys(SEEN[mark] for one in found for mark in one.seen))
    return f"{'; '.join(one.text for one in found)}{f' ({how})' if how else ''}"


def _labelled(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"label": label, "text": text} for label, text in texts.items() if text]
