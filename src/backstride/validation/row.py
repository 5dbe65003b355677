"""One line of the accuracy report."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from backstride.validation.figures import Figure

TruthKind = Literal[
    "protocol",
    "force plates",
    "labels",
    "optical capture",
    "second script",
    "simulated",
    "published",
]
"""Where the truth came from: a measured line, plates, what the makers of a recording said of it,
markers, another program (a cross-check, not truth), a simulation, or the literature."""

Fitting = Literal["held out", "seen", "fitted on", "nothing fitted"]
"""Whether the method had met the data: never; while it was built, without being fitted to them; its
numbers were set on them; or it has no numbers that could be fitted."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure that stands beside ours: a finding's id and what it says."""

    finding: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccuracyRow:
    """How far one quantity from one kind of recording is off.

    Attributes
    ----------
    id : str
        Stable: part and quantity, ``"foot/distance-backward"``.
    quantity : str
        What was measured, in words.
    recorded : str
        What it was measured on: recordings, people, rate.
    truth : str
        What it was compared with, in words; ``kind`` says of which kind that is.
    fitting : Fitting
    figure : Figure or None
        None when there is nothing to show, and ``absent`` says why.
    published : tuple of Published
        The best published figures of the same quantity.
    note : str
        What a reader has to know to read the figure.
    """

    id: str
    quantity: str
    recorded: str
    truth: str
    kind: TruthKind
    fitting: Fitting
    figure: Figure | None
    published: tuple[Published, ...] = ()
    note: str = ""
    absent: str = ""

    def __post_init__(self) -> None:
        if (self.figure is None) != bool(self.absent):
            raise ValueError(f"row {self.id}: either a figure or a reason why there is none")

    def without(self, why: str) -> "AccuracyRow":
        """Return the row with a reason in place of its figure."""
        return replace(self, figure=None, absent=why)

    def as_json(self) -> dict[str, Any]:
        """Return the row, ready for ``json.dumps``."""
        return {
            "id": self.id,
            "quantity": self.quantity,
            "recorded": self.recorded,
            "truth": self.truth,
            "truth_kind": self.kind,
            "fitting": self.fitting,
            "figure": self.figure.as_json() if self.figure else None,
            "published": [{"finding": p.finding, "says": p.says} for p in self.published],
            "note": self.note,
            "absent": self.absent,
        }


def row_of(figure: Figure | None, **said: Any) -> AccuracyRow:
    """Return a row, which says so where nothing could be compared."""
    absent = "" if figure is not None else "nothing was found that could be compared"
    return AccuracyRow(figure=figure, absent=absent, **said)
