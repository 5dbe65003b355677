"""A programme on paper: its weeks, its sessions, and a card for each kind of session."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Protocol

from backstride.errors import SettingsError
from backstride.estimate import Estimate
from backstride.exchange.sessions.print import words
from backstride.exchange.sessions.print.card import card_data, page_data
from backstride.exchange.sessions.print.typeset import Paper, to_pdf
from backstride.training.session import Session
from backstride.training.session_dose import Dose, dose_of

_MOST_WEEKS = 104
"""A longer span is most likely a slip in a date."""


class PlannedSession(Protocol):
    """A session on a day, why it is there, and what is expected of it where that is known."""

    @property
    def day(self) -> date:
        """When."""

    @property
    def session(self) -> Session:
        """What."""

    @property
    def reason(self) -> str:
        """Why, in a sentence or two."""

    @property
    def sources(self) -> Sequence[str]:
        """Ids in ``evidence`` that the reason rests on."""

    @property
    def expected_distance(self) -> Estimate | None:
        """Distance covered."""

    @property
    def expected_time(self) -> Estimate | None:
        """Time taken."""

    @property
    def expected_energy(self) -> Estimate | None:
        """Energy used."""

    @property
    def expected_knee_load(self) -> Estimate | None:
        """Load on the knee."""


def programme_pdf(
    planned: Sequence[PlannedSession],
    *,
    title: str,
    person: str = "",
    summary: str = "",
    safety: Sequence[str] = (),
    stop_if: Sequence[str] = (),
    paper: Paper = "a4",
) -> bytes:
    """Return a programme as PDF: the weeks, a list of the sessions, and their cards.

    Sessions that are the same, for the same reason, share a card that names their days.

    Parameters
    ----------
    planned : sequence of PlannedSession
        In any order.
    title, person, summary : str
        Of the first page.
    safety, stop_if : sequence of str
        As for ``session_card_pdf``, on every card.
    paper : {"a4", "us-letter"}

    Raises
    ------
    MissingExtraError
        When the extra ``[print]`` is not installed.
    SettingsError
        For a programme without sessions, or one that spans more than two years.
    """
    data = programme_data(planned, title, person, summary, safety=safety, stop_if=stop_if)
    return to_pdf("programme", page_data(title, paper) | data)


def programme_data(
    planned: Sequence[PlannedSession],
    title: str,
    person: str,
    summary: str,
    *,
    safety: Sequence[str] = (),
    stop_if: Sequence[str] = (),
) -> dict[str, Any]:
    """Return everything that stands in a programme, as JSON values."""
    if not planned:
        raise SettingsError(f'programme "{title}" has no session to print: plan one first.')
    in_order = sorted(planned, key=lambda one: one.day)
    first, last = in_order[0].day, in_order[-1].day
    if (last - first).days > 7 * _MOST_WEEKS:
        raise SettingsError(
            f'programme "{title}" runs from {first} to {last}, more than two years: '
            "check its dates, or print a part of it."
        )
    cards = _cards(in_order, safety, stop_if)
    numbers = {id(one): at for at, (_, same) in enumerate(cards) for one in same}
    until = "" if first == last else f" to {words.long_day(last)}"
    facts = {"for": person, "from": words.long_day(first) + until}
    return {
        "facts": [{"label": key, "text": text} for key, text in facts.items() if text],
        "summary": summary,
        "weeks": _weeks(in_order),
        "columns": [name for name in _EXPECTED if _any_expected(in_order, name)],
        "sessions": [_row(one, numbers[id(one)]) for one in in_order],
        "cards": [card for card, _ in cards],
    }


_EXPECTED = ("distance", "time", "energy", "knee load")


def _expected(one: PlannedSession) -> dict[str, Estimate | None]:
    figures = (
        one.expected_distance,
        one.expected_time,
        one.expected_energy,
        one.expected_knee_load,
    )
    return dict(zip(_EXPECTED, figures, strict=True))


def _any_expected(planned: Sequence[PlannedSession], name: str) -> bool:
    return any(_expected(one)[name] is not None for one in planned)


def _row(one: PlannedSession, card: int) -> dict[str, Any]:
    figures = {k: words.estimate(e) if e else "–" for k, e in _expected(one).items()}
    return {
        "day": words.short_day(one.day),
        "title": one.session.title,
        "backward": _backward([one]),
        "card": card,
        "expected": figures,
    }


def _weeks(in_order: Sequence[PlannedSession]) -> list[dict[str, Any]]:
    """Return every week from the first session's to the last's, Monday first."""
    monday = in_order[0].day - timedelta(days=in_order[0].day.weekday())
    found = {day: list(same) for day, same in groupby(in_order, key=lambda one: one.day)}
    weeks: list[dict[str, Any]] = []
    while monday <= in_order[-1].day:
        days = [found.get(monday + timedelta(days=k), []) for k in range(7)]
        weeks.append(
            {
                "number": len(weeks) + 1,
                "from": words.short_day(monday).partition(words.NARROW)[2],
                "days": [
                    [{"title": one.session.title, "backward": _backward([one])} for one in day]
                    for day in days
                ],
                "backward": _backward([one for day in days for one in day]),
            }
        )
        monday += timedelta(days=7)
    return weeks


def _backward(planned: Iterable[PlannedSession]) -> str:
    """Return how much goes backward in some sessions."""
    doses = [dose_of(one.session).by_direction.get("backward", Dose()) for one in planned]
    names = [field.name for field in fields(Dose)]
    added = Dose(*(sum(getattr(dose, name) for dose in doses) for name in names))
    return " + ".join(words.dose_parts(added))


def _cards(
    in_order: Sequence[PlannedSession], safety: Sequence[str], stop_if: Sequence[str]
) -> list[tuple[dict[str, Any], list[PlannedSession]]]:
    """Return each different card with the sessions it stands for, by its first day."""
    same: dict[tuple[Session, str, tuple[str, ...]], list[PlannedSession]] = {}
    for one in in_order:
        same.setdefault((one.session, one.reason, tuple(one.sources)), []).append(one)
    cards = []
    for (session, reason, sources), group in same.items():
        alike = all(_expected(one) == _expected(group[0]) for one in group)
        card = card_data(
            session,
            reason,
            sources,
            safety=safety,
            stop_if=stop_if,
            facts={"on": ", ".join(words.short_day(one.day) for one in group)},
            expected=_expected(group[0]) if alike else {},
        )
        cards.append((card, group))
    return cards
