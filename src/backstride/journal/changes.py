"""What changed from one version of a programme to the next, and why, as plain values."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from backstride.training.decide import Decision
from backstride.training.programme import PlannedSession, Programme
from backstride.training.session_text import format_session

Plain = dict[str, Any]


def compare(before: Programme, after: Programme) -> list[Plain]:
    """Return every session that was added, removed, changed or moved, by day.

    Each is ``{"kind", "day", "before", "after", "reasons"}`` with the two sessions as
    ``{"uid", "day", "template_id", "rung", "title", "minutes", "text"}`` or None, and with the
    rules and findings of what stands there now.
    """
    old, new = _by_uid(before), _by_uid(after)
    gone = [one for uid, one in old.items() if uid not in new]
    come = {one.day: one for uid, one in new.items() if uid not in old}
    found = []
    for uid, one in old.items():
        now = new.get(uid)
        if now is not None and now != one:
            found.append(_change("moved" if now.day != one.day else "changed", one, now))
    for one in gone:
        instead = come.pop(one.day, None)
        found.append(_change("changed" if instead else "removed", one, instead))
    found += [_change("added", None, one) for one in come.values()]
    return sorted(found, key=lambda change: (change["day"], change["kind"]))


def _by_uid(programme: Programme) -> dict[str, PlannedSession]:
    return {one.uid: one for one in programme.sessions()}


def _change(kind: str, before: PlannedSession | None, after: PlannedSession | None) -> Plain:
    first = before or after
    reasons = after.reasons if after else ()
    return {
        "kind": kind,
        "day": first.day.isoformat() if first else "",
        "before": before and session_line(before),
        "after": after and session_line(after),
        "reasons": [
            {"rule_id": why.rule_id, "text": why.text, "findings": list(why.findings)}
            for why in reasons
        ],
    }


def session_line(one: PlannedSession) -> Plain:
    """Return what is said of a session in a list of changes."""
    return {
        "uid": one.uid,
        "day": one.day.isoformat(),
        "template_id": one.template_id,
        "rung": one.rung,
        "title": one.session.title,
        "minutes": one.minutes,
        "text": format_session(one.session),
    }


def decision_as_json(one: Decision) -> Plain:
    """Return a decision as plain values."""
    return asdict(one) | {"day": one.day.isoformat(), "findings": list(one.findings)}


def decision_from_json(data: Plain) -> Decision:
    """Return the decision that ``decision_as_json`` gave."""
    plain = {**data, "day": date.fromisoformat(data["day"]), "findings": tuple(data["findings"])}
    return Decision(**plain)


_SEVERITY = ("progress", "hold", "regress", "stop")


def most_cautious(decisions: Iterable[Decision]) -> str | None:
    """Return the most cautious outcome of some decisions, None without any."""
    return max((one.outcome for one in decisions), key=_SEVERITY.index, default=None)
