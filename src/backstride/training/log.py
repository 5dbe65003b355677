"""What happened: one entry per session done, as the person reports it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from backstride.errors import SettingsError
from backstride.training.athlete_words import PAIN_SIDES, PAIRED_SITES, SITES, PainSide, Site
from backstride.training.field_checks import check_date, check_number, check_word

_LONGEST_NOTE = 2000  # characters; about a page


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredDose:
    """What a recording says was done backward.

    Attributes
    ----------
    backward_s : float
        0 to 86400 s.
    backward_m : float or None
        0 to 100000 m; None where distance was not measured.
    """

    backward_s: float
    backward_m: float | None = None

    def __post_init__(self) -> None:
        check_number("measured.backward_s", self.backward_s, 0, 86_400, "s")
        if self.backward_m is not None:
            check_number("measured.backward_m", self.backward_m, 0, 100_000, "m")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One session as it went.

    Attributes
    ----------
    day : date
        When it was done.
    uid : str
        Of the planned session.
    done_share : float
        How much of it was done, 0 to 1.
    rpe : float or None
        Effort of the whole session, 0 to 10, asked about half an hour later.
    pain_during, pain_after : mapping of Site to float
        0 to 10; empty means none.
    pain_next_morning : mapping of Site to float, or None
        None until it is answered.
    pain_sides : mapping of Site to PainSide
        Which side hurt, where it was said, at any of these times; the rules go by the place alone.
    confidence : float or None
        0 to 10.
    measured : MeasuredDose or None
    note : str
    """

    day: date
    uid: str
    done_share: float = 1.0
    rpe: float | None = None
    pain_during: Mapping[Site, float] = field(default_factory=dict, hash=False)
    pain_after: Mapping[Site, float] = field(default_factory=dict, hash=False)
    pain_next_morning: Mapping[Site, float] | None = field(default=None, hash=False)
    pain_sides: Mapping[Site, PainSide] = field(default_factory=dict, hash=False)
    confidence: float | None = None
    measured: MeasuredDose | None = None
    note: str = ""

    def __post_init__(self) -> None:
        check_date("day", self.day)
        check_number("done_share", self.done_share, 0, 1, "")
        for name in ("rpe", "confidence"):
            if getattr(self, name) is not None:
                check_number(name, getattr(self, name), 0, 10, "")
        for name in ("pain_during", "pain_after", "pain_next_morning"):
            for site, pain in (getattr(self, name) or {}).items():
                check_word(f"{name} key", site, SITES)
                check_number(f"{name}.{site}", pain, 0, 10, "")
        for site, side in self.pain_sides.items():
            check_word("pain_sides key", site, PAIRED_SITES)
            check_word(f"pain_sides.{site}", side, PAIN_SIDES)
        if len(self.note) > _LONGEST_NOTE:
            raise SettingsError(f"note is longer than {_LONGEST_NOTE} characters: shorten it.")


def worst(pain: Mapping[Site, float] | None) -> tuple[float, str]:
    """Return the worst pain as shown, to one decimal, and where it is; 0 and no place for none."""
    if not pain:
        return 0.0, ""
    site = max(pain, key=lambda one: pain[one])
    return round(float(pain[site]), 1), site.replace("_", " ")


def caution(entry: LogEntry) -> tuple[object, ...]:
    """Return a key that sorts the most cautious entry first: most pain, then least done.

    What follows makes the order the same however entries are given.
    """
    morning = entry.pain_next_morning
    pain = max(worst(one)[0] for one in (entry.pain_during, entry.pain_after, morning))
    return (
        -pain,
        entry.done_share,
        morning is not None,
        -(entry.rpe or 0.0),
        11.0 if entry.confidence is None else entry.confidence,
        entry.day,
        entry.uid,
        repr(entry),
    )


def with_sides(
    before: Mapping[Site, PainSide], new: Mapping[Site, PainSide]
) -> dict[Site, PainSide]:
    """Return the sides of an entry with what is said later; one and then the other is both."""
    merged = dict(before)
    for site, side in new.items():
        merged[site] = side if before.get(site, side) == side else "both"
    return merged
