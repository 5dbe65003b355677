"""What a test is: protocol, unit, range, and how well it repeats."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Better = Literal["lower", "higher"]
Score = Literal["best", "mean", "mean_of_best_three"]
Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedError:
    """How far a result on another day may be off, in the people of a study.

    Attributes
    ----------
    value : float
        Standard deviation of one result.
    unit : str
        That of the test, ``"%"`` of the result, or ``"cm"`` of reach for a score by leg length.
    findings : tuple of str
    """

    value: float
    unit: str
    findings: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.value > 0 or not self.findings:
            raise ValueError("an error is above 0 and names a finding")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedWorthwhile:
    """The smallest change worth having, as a study gives it, in the unit of the test."""

    value: float
    findings: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.value > 0 or not self.findings:
            raise ValueError("a worthwhile change is above 0 and names a finding")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTest:
    """One test.

    Attributes
    ----------
    id, name, unit : str
    better : {"lower", "higher"}
    valid : (float, float)
        Lowest and highest result that can be true.
    read_to : float
        Step of the reading; two results closer than this cannot be told apart.
    score : {"best", "mean", "mean_of_best_three"}
        What of a day's trials counts.
    protocol : str
        One sentence for whoever runs it.
    sides : bool
        Whether left and right are tested apart.
    error : PublishedError or None
    worthwhile : PublishedWorthwhile or None
    settle_after : int
        Testing days after which learning no longer shows.
    learning, note : str
    ceiling, floor : float or None
        Results at which the test ends, whatever the person could do.
    """

    id: str
    name: str
    unit: str
    better: Better
    valid: tuple[float, float]
    read_to: float
    score: Score
    protocol: str
    learning: str
    note: str
    sides: bool = False
    error: PublishedError | None = None
    worthwhile: PublishedWorthwhile | None = None
    settle_after: int = 0
    ceiling: float | None = None
    floor: float | None = None

    def __post_init__(self) -> None:
        low, high = self.valid
        known = self.better in get_args(Better) and self.score in get_args(Score)
        if not known or not low < high or self.read_to <= 0 or self.settle_after < 0:
            raise ValueError(f"test {self.id}: better, score, valid, read_to or settle_after")

    @property
    def gain_sign(self) -> int:
        """1 when a higher result is better, -1 when a lower one is."""
        return 1 if self.better == "higher" else -1

    def ends_at(self, result: float) -> bool:
        """Return whether the test ended before the person did."""
        return result in (self.ceiling, self.floor)

    def as_json(self) -> dict[str, Any]:
        """Return the definition."""
        return {
            "id": self.id,
            "name": self.name,
            "unit": self.unit,
            "better": self.better,
            "valid": list(self.valid),
            "read_to": self.read_to,
            "score": self.score,
            "sides": self.sides,
            "protocol": self.protocol,
            "error": None if self.error is None else _published(self.error, self.error.unit),
            "worthwhile": None
            if self.worthwhile is None
            else _published(self.worthwhile, self.unit),
            "settle_after": self.settle_after,
            "learning": self.learning,
            "note": self.note,
        }


def outcome_test_from_table(table: Mapping[str, Any]) -> OutcomeTest:
    """Return the test that a TOML table defines; KeyError, TypeError or ValueError otherwise."""
    known: dict[str, Any] = {
        key: tuple(one) if isinstance(one, list) else one for key, one in table.items()
    }
    for name, kind in (("error", PublishedError), ("worthwhile", PublishedWorthwhile)):
        if name in known:
            parts = dict(known[name])
            known[name] = kind(**parts | {"findings": tuple(parts["findings"])})
    return OutcomeTest(**known)


def _published(one: PublishedError | PublishedWorthwhile, unit: str) -> dict[str, Any]:
    return {"value": one.value, "unit": unit, "findings": list(one.findings)}
