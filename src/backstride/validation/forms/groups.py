"""Rows that were measured on the same thing, which a table shows together."""

from dataclasses import dataclass
from itertools import groupby

from backstride.validation.figures import Share
from backstride.validation.row import AccuracyRow, Fitting

HEADS = ("Quantity", "Error", "Bias", "Limits of agreement", "n", "Best published", "To know")

FITTING_WORDS: dict[Fitting, str] = {
    "held out": "held out: the method never met these data",
    "seen": "seen while the method was built, not fitted to it",
    "fitted on": "the method's numbers were set on these data",
    "nothing fitted": "nothing in the method could be fitted",
}

READING = (
    "**Error** is the root mean square of found minus true, or how many were right with the 95 % "
    "interval of that share, or how often something false was said in how many hours. **Bias** is "
    "the mean of found minus true. Between the **limits of agreement** lie 95 of 100 differences "
    "(bias ± 1.96 standard deviations). **n** counts what was compared; steps of one person go "
    "together, so they are worth less than they seem."
)
"""How to read a table, in Markdown."""


@dataclass(frozen=True)
class Group:
    """Rows of one recording and one truth."""

    recorded: str
    truth: str
    fitting: Fitting
    rows: tuple[AccuracyRow, ...]

    @property
    def common_note(self) -> str:
        """What there is to know about every row, when that is the same for all."""
        notes = {row.note for row in self.rows}
        return notes.pop() if len(notes) == 1 else ""

    @property
    def title(self) -> str:
        """What was recorded."""
        return _capital(self.recorded)

    @property
    def said(self) -> str:
        """What the figures of these rows rest on."""
        said = f"Truth: {self.truth}. {_capital(FITTING_WORDS[self.fitting])}."
        return f"{said} {self.common_note}".strip()

    def cells(self) -> list[tuple[str, ...]]:
        """Return the rows as ``HEADS`` name their cells; empty ones say nothing."""
        return [_cells(row, "" if self.common_note else row.note) for row in self.rows]


def groups_of(rows: tuple[AccuracyRow, ...]) -> list[Group]:
    """Return neighbouring rows with the same recording, truth and fitting as groups."""
    return [
        Group(*key, tuple(own))
        for key, own in groupby(rows, key=lambda r: (r.recorded, r.truth, r.fitting))
    ]


def _cells(row: AccuracyRow, note: str) -> tuple[str, ...]:
    published = "; ".join(f"{p.finding}: {p.says}" for p in row.published)
    quantity = _capital(row.quantity)
    if row.figure is None:
        return (quantity, "–", "", "", "", published, f"No figure: {row.absent}.")
    error, *rest = row.figure.cells()
    mark = " (outside its aim)" if outside_aim(row) else ""
    return (quantity, error + mark, *rest, published, note)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def used_heads(rows: list[tuple[str, ...]]) -> list[int]:
    """Return which columns say anything in a table."""
    return [i for i in range(len(HEADS)) if any(row[i] for row in rows)]


def counted(rows: tuple[AccuracyRow, ...]) -> dict[str, int]:
    """Return how many rows there are, by where their truth is from."""
    kinds = {"real": 0, "simulated": 0, "published": 0, "absent": 0}
    for row in rows:
        if row.figure is None:
            kinds["absent"] += 1
        elif row.kind in ("simulated", "published"):
            kinds[row.kind] += 1
        else:
            kinds["real"] += 1
    return kinds


def headline(rows: tuple[AccuracyRow, ...]) -> str:
    """Return in one sentence what there is."""
    kinds = counted(rows)
    parts = [
        f"{kinds['real']} on recorded people" if kinds["real"] else "",
        f"{kinds['simulated']} on simulated ones" if kinds["simulated"] else "",
        f"{kinds['published']} beside published means" if kinds["published"] else "",
    ]
    total = sum(kinds.values()) - kinds["absent"]
    return f"{total} figures worked out anew: {', '.join(p for p in parts if p)}."


def outside_aim(row: AccuracyRow) -> bool:
    """Return whether a share lies outside its aim by more than chance allows."""
    figure = row.figure
    if not isinstance(figure, Share) or figure.aim == (0.0, 1.0):
        return False
    low, high = figure.interval
    return high < figure.aim[0] or low > figure.aim[1]
