"""How a plan is told in the reader's language: days, doses, rules, findings, decisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from backstride import evidence
from backstride.estimate import Estimate
from backstride.training import Decision, LogEntry, Session, TrainingSettings
from backstride.training.athlete_words import WEEKDAYS, Site
from backstride.training.match_targets import UNITS
from backstride.training.programme import PlannedSession
from backstride.training.training_rules import default_training_rules
from backstride.web.plans.decisions import decision_blanks
from backstride.web.plans.match_notes import match_note
from backstride.web.plans.reasons_told import SECTIONS, reason_blanks
from backstride.web.sentences import number
from backstride.web.words_of import LANGUAGES, Words, words_in

_YARD_M = 0.9144
"""By definition (international yard and pound agreement of 1959)."""

_WHOLE = 10
"""From here on figures of a match are told whole: two digits say enough."""

_WAYS = ("backward", "left", "right", "forward")
"""What a session is coloured by: its rarest direction, for that is what it is there for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as a page shows it."""

    id: str
    statement: str
    grade: str
    citation: str


@cache
def found(finding_id: str) -> Found | None:
    """Return a finding with its grade and source, None when there is none of that id."""
    if not evidence.exists(finding_id):
        return None
    one = evidence.finding(finding_id)
    return Found(one.id, one.statement, one.grade, evidence.citation(finding_id))


class Teller:
    """Tells a plan in one language and in a person's units.

    Attributes
    ----------
    say : Words
    settings : TrainingSettings
        Whose numbers fill the rules in.
    units : str
        ``"metric"`` or ``"imperial"``.
    """

    def __init__(
        self, say: Words, units: str = "metric", settings: TrainingSettings | None = None
    ) -> None:
        self.say = say
        self.units = units
        self.settings = settings or default_training_rules().settings

    def weekday(self, day: date, *, short: bool = False) -> str:
        """Return the name of a day of the week."""
        name = WEEKDAYS[day.weekday()]
        return self.say(f"weekday_short.{name}" if short else f"weekday.{name}")

    def day(self, day: date) -> str:
        """Return a day such as "Monday 16 November"."""
        month = self.say(f"month.m{day.month}")
        return self.say("plan_time.day", weekday=self.weekday(day), day=day.day, month=month)

    def short(self, day: date) -> str:
        """Return a day such as "Mon 16 Nov"."""
        month = self.say(f"month_short.m{day.month}")
        weekday = self.weekday(day, short=True)
        return self.say("plan_time.short", weekday=weekday, day=day.day, month=month)

    def month(self, day: date) -> str:
        """Return a month such as "November 2026"."""
        return f"{self.say(f'month.m{day.month}')} {day.year}"

    def near(self, day: date, today: date) -> str:
        """Return "today", "tomorrow", "yesterday", or the day."""
        word = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((day - today).days)
        return self.say(f"plan_time.{word}") if word else self.day(day)

    def moment(self, at: datetime, zone: str) -> str:
        """Return a moment where a person lives."""
        here = at.astimezone(ZoneInfo(zone))
        return self.say("plan_time.moment", day=self.short(here.date()), time=f"{here:%H:%M}")

    def minutes(self, minutes: float) -> str:
        """Return whole minutes, at least one."""
        return self.say("amount.minutes", n=max(1, round(minutes)))

    def span(self, seconds: float) -> str:
        """Return a time in minutes, in seconds below two minutes."""
        if seconds < 2 * 60:
            return self.say("amount.seconds", n=round(seconds))
        return self.minutes(seconds / 60)

    def way_of(self, metres: float) -> str:
        """Return a distance in the person's units, to two figures."""
        if self.units == "imperial":
            return self.say("plan_dose.yards", n=_rounded(metres / _YARD_M))
        return self.say("amount.m", n=_rounded(metres))

    def estimate(self, one: Estimate) -> str:
        """Return an estimate with its interval."""
        write = {"s": self.span, "min": self.minutes, "m": self.way_of}.get(one.unit)
        if write is None:
            low, high = f"{one.low:.2g}", f"{one.high:.2g}"
            unit = self.say("plan_dose.body_weights") if one.unit == "BW" else one.unit
            if one.unit == "kJ":
                low, high = str(_rounded(one.low)), str(_rounded(one.high))
            return self.say("plan_dose.from_to", low=low, high=high, unit=unit)
        if one.low == one.high or write(one.low) == write(one.high):
            return write(one.value)
        return self.say("plan_dose.between", low=write(one.low), high=write(one.high))

    def aim(self, key: str, amount: float) -> str:
        """Return how much of a figure of a match a plan goes towards."""
        write = {"s": self.span, "m": self.way_of}.get(UNITS[key])
        if write is not None:
            return write(amount)
        digits = f"{amount:.0f}" if amount >= _WHOLE else f"{amount:.2g}"
        return number(f"{digits} {UNITS[key]}".rstrip(), self.say)

    def rule(self, rule_id: str) -> str:
        """Return a written rule with its numbers; empty for what is none."""
        sentence = self.say.section("training_rule").get(rule_id, "")
        return sentence.format_map(_Numbers(self.settings))

    def rule_name(self, rule_id: str) -> str:
        """Return what a rule is called."""
        return self.say.section("rule_name").get(rule_id, rule_id.replace("_", " "))

    def rule_basis(self, rule_id: str) -> str:
        """Return what a rule rests on; English, as it is written down."""
        rule = default_training_rules().rules.get(rule_id)
        return rule.basis if rule else ""

    def findings(self, ids: Iterable[str]) -> list[Found]:
        """Return the findings of some ids."""
        return [one for one in map(found, ids) if one]

    def decision(self, one: Decision, entry: LogEntry | None) -> str:
        """Return why a decision was made, in one sentence."""
        found = decision_blanks(one, entry, self.settings)
        if found is None:
            return one.text
        key, blanks = found
        if _filled(key, blanks, words_in(LANGUAGES[0])) != one.text:
            return one.text  # what was said of the session since is not what decided
        return _filled(key, blanks, self.say)

    def reason(self, text: str) -> str:
        """Return a reason or the note of a week, as training wrote it where no words are known."""
        found = reason_blanks(text)
        if found is None:
            return match_note(text, self.say) or text
        key, blanks = found
        if "title" in blanks:
            blanks["title"] = self.say.title(blanks["title"])
        for name, section in SECTIONS.items():
            if name in blanks:
                word = blanks[name].lower().replace(" ", "_")
                blanks[name] = self.say(f"{section}.{word}")
        if "goal" in blanks:
            blanks["goal"] = self.say("plan_change.named", name=blanks["goal"])
        return self.say(f"reason_told.{key}", **blanks)

    def pain(self, entry: LogEntry) -> list[str]:
        """Return each pain that was reported, such as "Knee 6 of 10"."""
        worst: dict[Site, float] = {}
        for sites in (entry.pain_during, entry.pain_after, entry.pain_next_morning or {}):
            for site, level in sites.items():
                worst[site] = max(level, worst.get(site, 0))
        return [
            self.say("plan_change.pain", site=self._at(site, entry), level=f"{level:g}")
            for site, level in worst.items()
            if level
        ]

    def _at(self, site: Site, entry: LogEntry) -> str:
        name = self.say(f"plan_site.{site}")
        side = entry.pain_sides.get(site)
        return self.say(f"at_side.{side}", site=name) if side else name


def _filled(key: str, blanks: Mapping[str, Any], say: Words) -> str:
    """Return the sentence of a decision."""
    if "site" in blanks:
        blanks = {**blanks, "site": say(f"plan_site.{blanks['site']}")}
    return say(f"decided.{key}", **blanks)


class _Numbers(dict[str, float]):
    """The settings by their names, for sentences with blanks."""

    def __init__(self, settings: TrainingSettings) -> None:
        super().__init__()
        self._settings = settings

    def __missing__(self, name: str) -> float:
        return float(getattr(self._settings, name))


def _rounded(value: float) -> int:
    """Return a whole number of two figures."""
    step = int(10 ** max(0, len(str(round(abs(value)))) - 2))
    return round(value / step) * step


def way_of_session(one: PlannedSession) -> str:
    """Return the direction that a session is coloured by, ``"still"`` without any."""
    there = one.expected.by_direction
    return next((way for way in _WAYS if way in there), "still")


def way_of_steps(session: Session) -> str:
    """Return the direction that a session outside any programme is coloured by."""
    there = {step.direction for step in session.steps()}
    return next((way for way in _WAYS if way in there), "still")


def week_start(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def days_of(start: date, count: int) -> Sequence[date]:
    """Return days from one on."""
    return [start + timedelta(days=n) for n in range(count)]
