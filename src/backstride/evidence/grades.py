"""How a finding came to us and how much weight it bears.

Both scales are explained in ``docs/evidence.md``. The grade is not stored: it follows from what
was read, how the study was made and how many people it had, so that it cannot be flattered.
"""

from typing import Literal

Seen = Literal["A", "P", "S", "D", "M", "own", "not_found"]
"""What was read before a finding was written down; see ``SEEN``."""

SEEN: dict[Seen, str] = {
    "A": "author's abstract read",
    "P": "part of the full text read",
    "S": "secondary source",
    "D": "derived by arithmetic from published numbers",
    "M": "background knowledge, not checked",
    "own": "own measurement",
    "not_found": "looked for, nothing usable found",
}

Design = Literal[
    "pooled",
    "randomised",
    "controlled",
    "repeated",
    "observational",
    "single_group",
    "reanalysis",
    "indirect",
    "review",
    "opinion",
    "record",
    "derived",
    "own",
    "description",
    "none",
]
"""How the study behind a finding was made; see ``DESIGNS``."""

DESIGNS: dict[Design, str] = {
    "pooled": "several trials pooled",
    "randomised": "people allotted to groups by chance",
    "controlled": "groups compared, allotment not by chance or not known",
    "repeated": "the same people in both conditions",
    "observational": "people observed as they are",
    "single_group": "before and after, no comparison group",
    "reanalysis": "existing data worked through again",
    "indirect": "evidence about something else, used as a stand-in",
    "review": "a review of other people's studies",
    "opinion": "a view or recommendation",
    "record": "a best performance",
    "derived": "arithmetic on other findings",
    "own": "measured for this project",
    "description": "a definition, protocol, equation or rule as published",
    "none": "nothing to describe",
}

Grade = Literal["A", "B", "C", "D", "N", "X"]
"""How much weight a finding bears; see ``GRADES``."""

GRADES: dict[Grade, str] = {
    "A": "several trials pooled",
    "B": "one study with a comparison, ten people or more",
    "C": "one study that is smaller, of unknown size, or without a comparison",
    "D": "second-hand, indirect, derived or our own",
    "N": "a definition, protocol, equation or rule: nothing to grade",
    "X": "not found, or not checked",
}

_COMPARED = ("randomised", "controlled", "repeated", "observational")
_WEAK = ("indirect", "review", "opinion", "record", "derived", "own")
_ENOUGH_PEOPLE = 10


def grade_of(seen: Seen, design: Design, people: int | None) -> Grade:
    """Return the grade of a finding.

    What was never verified grades X and what was read second-hand D, whatever the study behind
    it; only then do design and number of people count. An unknown number counts as small.
    """
    if seen in ("M", "not_found") or design == "none":
        return "X"
    if seen in ("S", "D", "own") or design in _WEAK:
        return "D"
    if design == "description":
        return "N"
    if design == "pooled":
        return "A"
    if design in _COMPARED and people is not None and people >= _ENOUGH_PEOPLE:
        return "B"
    return "C"
