"""What research expects of backward against forward running, and pairs to check software with."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from backstride.evidence.grades import Seen

Sign = Literal["higher", "lower", "mixed", "unknown"]
"""Where backward lies against forward; ``mixed`` when studies disagree."""

SIGNS: tuple[Sign, ...] = ("higher", "lower", "mixed", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What research expects of one quantity when backward is compared with forward.

    Attributes
    ----------
    quantity, label : str
        Key such as ``"step_frequency"``, and its name for people.
    sign : Sign
        Where backward lies, under ``condition``.
    ratio, ratio_low, ratio_high : float or None
        Backward divided by forward, where studies allow one.
    ratio_seen : Seen or None
        How the ratio was come by.
    equal_speed : bool
        Whether it holds only when both were run at the same speed.
    magnitude, condition, sentence : str
        How much, when, and the whole of it for people.
    opposite : str
        When the contrary was found.
    findings, claims : tuple of str
        Ids it rests on, and of the articles' claims that it bears on.
    """

    quantity: str
    label: str
    sign: Sign
    equal_speed: bool
    magnitude: str
    condition: str
    sentence: str
    findings: tuple[str, ...]
    claims: tuple[str, ...]
    opposite: str = ""
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    ratio_seen: Seen | None = None

    def __post_init__(self) -> None:
        if self.sign not in SIGNS:
            raise ValueError(f"expectation {self.quantity}: {self.sign!r} is none of {SIGNS}")

    def as_json(self) -> dict[str, Any]:
        """Return the fields that say something."""
        return {k: v for k, v in asdict(self).items() if v not in (None, "")}


ToleranceKind = Literal["exact", "SEM", "SD", "absolute", "band", "logic"]
"""What the tolerance of a validation case is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedValue:
    """One number a validation case expects; ``tolerance`` is None where none was published."""

    name: str
    unit: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    tolerance: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationCase:
    """A published pair that software can be checked against.

    Attributes
    ----------
    id : str
        ``V1`` onwards.
    input : str
        What goes in.
    kind : ToleranceKind
    refs : tuple of str
        Findings it comes from.
    expected : tuple of ExpectedValue
        What must come out; empty for a logical case, which has an ``outcome``.
    outcome : str
        What must happen, in words.
    """

    id: str
    input: str
    kind: ToleranceKind
    refs: tuple[str, ...]
    expected: tuple[ExpectedValue, ...] = ()
    outcome: str = ""
