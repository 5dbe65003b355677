"""The fields of a form with many of them, and reading them one by one."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request

from backstride.web.problems import ProblemError

MOST_FIELDS = 400
"""More than any page here has: the longest is that of the questions, with about 150."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What was sent, each name with its values."""

    values: dict[str, list[str]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """Return the last value of a name, empty without any."""
        return self.values.get(name, [""])[-1].strip()

    def many(self, name: str) -> tuple[str, ...]:
        """Return the values of a name that say something."""
        return tuple(one.strip() for one in self.values.get(name, []) if one.strip())

    def __contains__(self, name: str) -> bool:
        return bool(self.one(name))


async def fields_of(request: Request) -> Fields:
    """Return the fields of a form."""
    try:
        text = (await request.body()).decode("utf-8", "replace")
        return Fields(parse_qs(text, max_num_fields=MOST_FIELDS))
    except ValueError:
        sentence = f"The form has more than the {MOST_FIELDS} fields that a page here sends."
        raise ProblemError(422, "bad_request", sentence) from None


Form = Annotated[Fields, Depends(fields_of)]
"""The fields of the form that was sent."""


@dataclass
class Reading:
    """Fields being read; what is wrong is kept by the name of its field.

    Attributes
    ----------
    fields : Fields
    errors : dict of str to str
        From the name of a field to a key of the words' section ``plan_wrong``.
    """

    fields: Fields
    errors: dict[str, str] = field(default_factory=dict)

    def number(
        self, name: str, low: float, high: float, *, factor: float = 1.0, needed: bool = False
    ) -> float | None:
        """Return a number, times a factor; None, and an error, for what is none or outside."""
        text = self.fields.one(name).replace(",", ".")
        if not text:
            if needed:
                self.errors[name] = "needed"
            return None
        try:
            value = float(text) * factor
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            self.errors[name] = "number"
            return None
        return value

    def day(self, name: str, *, needed: bool = False) -> date | None:
        """Return a day."""
        text = self.fields.one(name)
        if not text:
            if needed:
                self.errors[name] = "needed"
            return None
        return self._tried(name, "day", lambda: date.fromisoformat(text))

    def choice(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        """Return one of some words; the default for anything else."""
        said = self.fields.one(name)
        return said if said in allowed else default

    def choices(self, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of some words that were chosen, in the order they were sent."""
        return tuple(one for one in self.fields.many(name) if one in allowed)

    def _tried(self, name: str, fault: str, read: Callable[[], date]) -> date | None:
        try:
            return read()
        except ValueError:
            self.errors[name] = fault
            return None
