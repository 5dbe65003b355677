"""Load day by day, with days that are not known."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from backstride.errors import SettingsError
from backstride.estimate import Estimate
from backstride.training.field_checks import check_date, check_word
from backstride.training.load.errors import Errors, total
from backstride.training.load.session import ERRORS, QUANTITIES, UNITS, Quantity, SessionLoad

LONGEST_DAYS = 36_600  # a century: a wrong year in a log is a mistake, not a history


@dataclass(frozen=True, slots=True)
class DailySeries:
    """One quantity on every day of a span.

    Attributes
    ----------
    quantity : Quantity
    start : date
        The first day.
    days : tuple of Estimate or None
        One per day; 0 for a day of rest, None for a day that is not known.
    """

    quantity: Quantity
    start: date
    days: tuple[Estimate | None, ...]

    @property
    def end(self) -> date:
        """The last day; the one before ``start`` when there is none."""
        return self.start + timedelta(days=len(self.days) - 1)

    @property
    def unit(self) -> str:
        """The unit of every day."""
        return UNITS[self.quantity]

    @property
    def errors(self) -> Errors:
        """How the errors of its days go together."""
        return ERRORS[self.quantity]

    def between(self, first: date, last: date) -> tuple[Estimate | None, ...]:
        """Return the days from ``first`` to ``last``, both included, as far as they are there."""
        begin = max((first - self.start).days, 0)
        return self.days[begin : max((last - self.start).days + 1, 0)]

    def as_json(self) -> dict[str, Any]:
        """Return quantity, unit, first day and each day, null where not known."""
        return {
            "quantity": self.quantity,
            "unit": self.unit,
            "start": str(self.start),
            "days": [one.as_json() if one else None for one in self.days],
        }


def daily_series(
    sessions: Iterable[SessionLoad],
    quantity: Quantity,
    *,
    start: date | None = None,
    end: date | None = None,
    unlogged: Literal["rest", "unknown"] = "rest",
) -> DailySeries:
    """Return a quantity of some sessions on every day of a span; their order does not matter.

    Parameters
    ----------
    sessions : iterable of SessionLoad
        Several on a day are added; one of them without the quantity makes the day not known.
    quantity : Quantity
    start, end : date or None
        First and last day; those of the sessions when not given. Sessions outside are left out.
    unlogged : {"rest", "unknown"}
        What a day without a session is.

    Raises
    ------
    SettingsError
        When the end lies before the start, the span is longer than a century, or there are neither
        sessions nor both days.
    """
    check_word("quantity", quantity, QUANTITIES)
    check_word("unlogged", unlogged, ("rest", "unknown"))
    by_day: defaultdict[date, list[Estimate | None]] = defaultdict(list)
    for one in sessions:
        by_day[one.day].append(getattr(one, quantity))
    first, last = _span(by_day, start, end)
    rest = Estimate(0.0, 0.0, 0.0, UNITS[quantity], "declared") if unlogged == "rest" else None
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    days = tuple(_day_total(by_day[one], quantity) if one in by_day else rest for one in every)
    return DailySeries(quantity, first, days)


def _day_total(parts: list[Estimate | None], quantity: Quantity) -> Estimate | None:
    known = [one for one in parts if one is not None]
    return total(known, ERRORS[quantity]) if len(known) == len(parts) else None


def _span(days: Iterable[date], start: date | None, end: date | None) -> tuple[date, date]:
    known = sorted(days)
    if not known and (start is None or end is None):
        raise SettingsError("There is no session: give a first and a last day, or log a session.")
    first, last = start or known[0], end or known[-1]
    check_date("start", first)
    check_date("end", last)
    if last < first:
        raise SettingsError(f"The last day {last} lies before the first day {first}: swap them.")
    if (last - first).days >= LONGEST_DAYS:
        raise SettingsError(f"From {first} to {last} is over a century: correct the wrong day.")
    return first, last
