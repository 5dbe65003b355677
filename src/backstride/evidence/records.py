"""Sources, and the findings that rest on them."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from backstride.evidence.grades import DESIGNS, SEEN, Design, Grade, Seen, grade_of

SpreadKind = Literal["SD", "SEM", "range"]
"""What a ``±`` means: standard deviation, standard error of the mean, or a range."""

Section = Literal[
    "energetics",
    "spatiotemporal",
    "kinematics",
    "kinetics",
    "muscles",
    "training",
    "match",
    "warm_up",
    "detection",
    "load_rules",
    "outcomes",
    "own",
    "limits",
]
"""The part of the evidence a finding belongs to: one data file each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A study, page or data set.

    Attributes
    ----------
    id : str
        Slug such as ``"wright-weyand-2001"``.
    citation : str
        Short form for people.
    year : int or None
        None when it was not seen.
    doi, pmid, url : str
        Where to find it; empty when not seen.
    note : str
        What could not be read of it, if anything.
    """

    id: str
    citation: str
    year: int | None = None
    doi: str = ""
    pmid: str = ""
    url: str = ""
    note: str = ""

    @property
    def link(self) -> str:
        """Return the best address: DOI, else the page, else PubMed, else empty."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.url or not self.pmid:
            return self.url
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"

    def as_json(self) -> dict[str, Any]:
        """Return the source with what is known of it."""
        return {"id": self.id, "citation": self.citation, "year": self.year, "link": self.link}


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One number of a finding, exactly as published.

    Attributes
    ----------
    quantity, unit : str
        What it is and in what; the unit is empty for a plain number.
    value, low, high : float or None
        The figure and its reported interval; a single bound when only that was given.
    spread : float or None
        Reported ``±`` of ``value``, of the kind ``spread_kind``.
    backward, forward, backward_spread, forward_spread : float or None
        Where the fact is a pair. ``ratio`` beside a pair is backward / forward, our arithmetic.
    p : str or None
        Reported p value, with its sign when it is a bound.
    seen : Seen or None
        Where this number came by another way than its finding.
    usable : bool
        False for a published number that must not be used; ``note`` says why.
    """

    quantity: str
    unit: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    spread: float | None = None
    spread_kind: SpreadKind | None = None
    backward: float | None = None
    backward_spread: float | None = None
    forward: float | None = None
    forward_spread: float | None = None
    ratio: float | None = None
    p: str | None = None
    seen: Seen | None = None
    usable: bool = True
    note: str = ""

    def text(self) -> str:
        """Return the number for people, with the digits it was published with."""
        parts = [
            _signed(name, middle, spread)
            for name, middle, spread in (
                ("backward ", self.backward, self.backward_spread),
                ("forward ", self.forward, self.forward_spread),
                ("", self.value, self.spread),
            )
            if middle is not None
        ]
        bounds = [f"{bound}" for bound in (self.low, self.high) if bound is not None]
        if bounds:
            interval = " to ".join(bounds)
            parts.append(f"({interval})" if parts else interval)
        figure = " ".join(parts) if self.backward is None else ", ".join(parts)
        extras = [
            f"{self.spread_kind}" if self.spread_kind else "",
            f"ratio {self.ratio}" if self.ratio is not None else "",
            _probability(self.p) if self.p else "",
            "derived" if self.seen == "D" else "",
            "not to be used" if not self.usable else "",
            self.note,
        ]
        aside = "; ".join(extra for extra in extras if extra)
        return " ".join(x for x in (figure, self.unit, f"[{aside}]" if aside else "") if x)

    def as_json(self) -> dict[str, Any]:
        """Return the fields that say something."""
        return {k: v for k, v in asdict(self).items() if v not in (None, "")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that was found out, or looked for in vain.

    Attributes
    ----------
    id : str
        Such as ``"E4"``; what code and reports cite.
    section : Section
    statement : str
        One or two plain sentences.
    seen, design : Seen, Design
        How we came by it and how the study was made; ``grade`` follows from them and ``n``.
    values : tuple of Value
    n : int or None
        People studied; None when not known.
    population, conditions : str
        Who, and under what conditions.
    speed_mps : tuple of float
        One speed, or the lowest and the highest, in m/s.
    sources : tuple of str
        Ids of sources; empty only for what was not found, not checked or derived.
    derived_from : tuple of str
        Ids of the findings it was worked out from.
    repeats : str
        Id of the finding that this is no independent confirmation of.
    rejected : str
        Why the finding is not accepted, if it is not.
    """

    id: str
    section: Section
    statement: str
    seen: Seen
    design: Design
    values: tuple[Value, ...] = ()
    n: int | None = None
    population: str = ""
    conditions: str = ""
    speed_mps: tuple[float, ...] = ()
    sources: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()
    repeats: str = ""
    rejected: str = ""
    note: str = ""
    keywords: str = ""

    def __post_init__(self) -> None:
        if self.seen not in SEEN:
            raise ValueError(f"finding {self.id}: seen is {self.seen!r}, not one of {list(SEEN)}")
        if self.design not in DESIGNS:
            raise ValueError(f"finding {self.id}: {self.design!r} is none of {list(DESIGNS)}")

    @property
    def grade(self) -> Grade:
        """Return how much weight it bears; a repeat of another study bears none of its own."""
        return "D" if self.repeats else grade_of(self.seen, self.design, self.n)

    @property
    def shown(self) -> bool:
        """Return whether people may see it: never what is only background knowledge."""
        return self.seen != "M"

    def as_json(self) -> dict[str, Any]:
        """Return the finding as ``backstride evidence --json`` gives it."""
        record = asdict(self) | {"values": [value.as_json() for value in self.values]}
        del record["keywords"]
        return record | {"grade": self.grade}


def _signed(name: str, middle: float, spread: float | None) -> str:
    return f"{name}{middle}" if spread is None else f"{name}{middle} ± {spread}"


def _probability(p: str) -> str:
    return f"p {p}" if p.startswith("<") else f"p = {p}"
