"""A figure, or the reason why there is none."""

from dataclasses import dataclass
from typing import Any

from backstride.estimate import Estimate


@dataclass(frozen=True, slots=True)
class Figure:
    """An estimate, or one sentence that says why it cannot be told.

    Attributes
    ----------
    estimate : Estimate or None
    cannot_tell : str
        Empty when there is an estimate.
    """

    estimate: Estimate | None
    cannot_tell: str = ""

    def __post_init__(self) -> None:
        if (self.estimate is None) == (not self.cannot_tell):
            raise ValueError("a Figure has either an estimate or a reason, and not both")

    def as_json(self) -> dict[str, Any]:
        """Return the estimate's keys, or null, and the reason."""
        told = self.estimate.as_json() if self.estimate else None
        return {"estimate": told, "cannot_tell": self.cannot_tell or None}


def unknown(reason: str) -> Figure:
    """Return a figure that cannot be told, and why."""
    return Figure(None, reason)
