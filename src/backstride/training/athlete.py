"""A person who wants to run backward, as far as a plan needs to know them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from backstride.errors import SettingsError
from backstride.training import athlete_words as words
from backstride.training.athlete_words import (
    BackwardExperience,
    Condition,
    Equipment,
    Goal,
    Place,
    Site,
    Sport,
    Spotter,
    Weekday,
)
from backstride.training.field_checks import (
    check_date,
    check_line,
    check_number,
    check_word,
    check_words,
    check_yes_or_no,
    shown,
)
from backstride.training.injury import Injury

KeyT = TypeVar("KeyT", bound=str)
ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Athlete:
    """A person, validated: what lies outside a plausible range is a SettingsError of one sentence.

    Attributes
    ----------
    name : str
        One line, at most 100 characters.
    body_mass_kg : float
        20 to 300.
    height_m : float
        0.9 to 2.5.
    birth_date : date or None
    age_years : float or None
        5 to 110. Exactly one of the two is given; only ``birth_date`` stays true as time passes.
    running_weeks : float
        How long the person has been running regularly, forward, in weeks; 0 to 5200.
    running_km_per_week, running_minutes_per_week : float or None
        How much of late; 0 to 400 km, 0 to 3000 min. None when not known.
    backward_experience : BackwardExperience
    sport : Sport
    position : str
        One of ``POSITIONS`` of the sport, or empty.
    goals : tuple of Goal
        At least one, most important first.
    injuries : tuple of Injury
    pain_now : mapping of Site to float
        Pain today, 0 to 10; a site that is not named does not hurt.
    equipment : tuple of Equipment
    places : tuple of Place
        Where the person can train.
    spotter : Spotter
        Whether a partner can watch the way.
    minutes_by_weekday : mapping of Weekday to float
        Free time on each weekday that has some, 0 to 1440 min.
    match_weekdays : tuple of Weekday
    match_dates : tuple of date
        Matches, weekly ones and single ones.
    conditions : mapping of Condition to bool
        Answers for screening. What is not there was not asked, which is not the same as no.
    """

    name: str
    body_mass_kg: float
    height_m: float
    birth_date: date | None = None
    age_years: float | None = None
    running_weeks: float = 0
    running_km_per_week: float | None = None
    running_minutes_per_week: float | None = None
    backward_experience: BackwardExperience = "none"
    sport: Sport = "general"
    position: str = ""
    goals: tuple[Goal, ...] = ("learn",)
    injuries: tuple[Injury, ...] = ()
    pain_now: Mapping[Site, float] = field(default_factory=dict, hash=False)
    equipment: tuple[Equipment, ...] = ()
    places: tuple[Place, ...] = ()
    spotter: Spotter = "no"
    minutes_by_weekday: Mapping[Weekday, float] = field(default_factory=dict, hash=False)
    match_weekdays: tuple[Weekday, ...] = ()
    match_dates: tuple[date, ...] = ()
    conditions: Mapping[Condition, bool] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        self._check_body()
        self._check_sport()
        self._check_lists()
        self._check_tables()
        for name in ("goals", "equipment", "places", "match_weekdays", "match_dates"):
            object.__setattr__(self, name, tuple(dict.fromkeys(getattr(self, name))))
        for name, order in _ORDER.items():
            object.__setattr__(self, name, _in_order(getattr(self, name), order))

    def age_on(self, day: date) -> float:
        """Return the age in years on a day; by the calendar when the birth date is known."""
        if self.birth_date is None:
            return float(self.age_years or 0)
        had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return float(day.year - self.birth_date.year - (not had_birthday))

    @property
    def body_mass_index_kg_m2(self) -> float:
        """Return mass over height squared, in kg/m²."""
        return self.body_mass_kg / self.height_m**2

    def is_match_day(self, day: date) -> bool:
        """Return whether there is a match on a day."""
        return day in self.match_dates or words.WEEKDAYS[day.weekday()] in self.match_weekdays

    def minutes_on(self, day: date) -> float:
        """Return the free minutes on a day."""
        return self.minutes_by_weekday.get(words.WEEKDAYS[day.weekday()], 0)

    def _check_body(self) -> None:
        check_line("name", self.name, 100)
        check_number("body_mass_kg", self.body_mass_kg, 20, 300, "kg")
        check_number("height_m", self.height_m, 0.9, 2.5, "m")
        if (self.birth_date is None) == (self.age_years is None):
            raise SettingsError("birth_date or age_years must be given, one of the two.")
        if self.birth_date is not None:
            check_date("birth_date", self.birth_date)
        else:
            check_number("age_years", self.age_years, 5, 110, "years")
        check_number("running_weeks", self.running_weeks, 0, 5200, "weeks")
        if self.running_km_per_week is not None:
            check_number("running_km_per_week", self.running_km_per_week, 0, 400, "km")
        if self.running_minutes_per_week is not None:
            check_number("running_minutes_per_week", self.running_minutes_per_week, 0, 3000, "min")

    def _check_sport(self) -> None:
        check_word("backward_experience", self.backward_experience, words.BACKWARD_EXPERIENCES)
        check_word("sport", self.sport, words.SPORTS)
        positions = words.POSITIONS.get(self.sport, ())
        if self.position != "" and not positions:
            raise SettingsError(
                f"position is {shown(self.position)}, but {self.sport} has none: leave it out."
            )
        if self.position != "":
            check_word("position", self.position, positions)
        check_word("spotter", self.spotter, words.SPOTTERS)

    def _check_lists(self) -> None:
        check_words("goals", self.goals, words.GOALS)
        if not self.goals:
            raise SettingsError(f"goals is empty: name at least one of {', '.join(words.GOALS)}.")
        check_words("equipment", self.equipment, words.EQUIPMENT)
        check_words("places", self.places, words.PLACES)
        check_words("match_weekdays", self.match_weekdays, words.WEEKDAYS)
        if not isinstance(self.match_dates, tuple):
            raise SettingsError(f"match_dates is {shown(self.match_dates)}, but must be a list.")
        for day in self.match_dates:
            check_date("match_dates", day)
        listed: object = self.injuries
        if not isinstance(listed, tuple) or not all(isinstance(one, Injury) for one in listed):
            raise SettingsError("injuries must be a list of injuries.")

    def _check_tables(self) -> None:
        for name, allowed in _ORDER.items():
            table = getattr(self, name)
            if not isinstance(table, Mapping):
                raise SettingsError(f"{name} is {shown(table)}, but must be a table.")
            for key in table:
                check_word(f"{name} key", key, allowed)
        for site, pain in self.pain_now.items():
            check_number(f"pain_now.{site}", pain, 0, 10, "")
        for weekday, minutes in self.minutes_by_weekday.items():
            check_number(f"minutes_by_weekday.{weekday}", minutes, 0, 1440, "min")
        for condition, answer in self.conditions.items():
            check_yes_or_no(f"conditions.{condition}", answer)


_ORDER: dict[str, Sequence[str]] = {
    "pain_now": words.SITES,
    "minutes_by_weekday": words.WEEKDAYS,
    "conditions": words.CONDITIONS,
}


def no_conditions() -> dict[Condition, bool]:
    """Return a no to every question of the screening."""
    return dict.fromkeys(words.CONDITIONS, False)


def _in_order(table: Mapping[KeyT, ValueT], order: Sequence[KeyT]) -> dict[KeyT, ValueT]:
    return {key: table[key] for key in order if key in table}
