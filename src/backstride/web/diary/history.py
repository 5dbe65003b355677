"""What training cost over some weeks, put together from the log, the plan and the recordings.

Everything of a person is asked for once; the formulas are those of ``training.load``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from backstride.estimate import Estimate
from backstride.journal.measurements import Measured
from backstride.journal.programmes import CalendarSession, Mark
from backstride.journal.recording_rows import KeptRecording
from backstride.journal.sessions import KeptEntry
from backstride.training.load import (
    AcuteChronic,
    DailySeries,
    Quantity,
    SessionLoad,
    WeeklyLoad,
    acute_and_chronic,
    daily_series,
    session_rpe_load,
    weekly_loads,
    with_relative_error,
)
from backstride.training.load.session import DISTANCE_VARIATION_PERCENT
from backstride.web.visiting import Visit

SPANS = (6, 12, 26, 52)
"""Weeks that can be looked at."""

_WEEK = timedelta(days=7)
_NEARBY = timedelta(days=28)  # an entry may lie this far from its session's day


@dataclass(frozen=True, slots=True)
class WeekDose:
    """Metres backward of one week.

    Attributes
    ----------
    monday : date
    planned_m : float
        Of all sessions of the week that were not skipped, as expected.
    done_m : float
        Of the planned sessions that were logged, by how much of each was done.
    measured_m : Estimate or None
        Of the recordings; None without any that knows.
    """

    monday: date
    planned_m: float
    done_m: float
    measured_m: Estimate | None


@dataclass(frozen=True)
class History:
    """Some weeks of a person.

    Attributes
    ----------
    start, today : date
        A Monday, and the last day.
    entries : sequence of KeptEntry
        The whole log by day, also what was before ``start``.
    recordings : sequence of (KeptRecording, Measured)
        All of them, refused ones left out.
    planned : sequence of CalendarSession
    marks : sequence of Mark
    zone : ZoneInfo
    """

    start: date
    today: date
    entries: Sequence[KeptEntry]
    recordings: Sequence[tuple[KeptRecording, Measured]]
    planned: Sequence[CalendarSession]
    marks: Sequence[Mark]
    zone: ZoneInfo

    @property
    def sunday(self) -> date:
        """The last day of the week that is under way."""
        return self.today + timedelta(days=6 - self.today.weekday())

    @cached_property
    def shown(self) -> list[KeptEntry]:
        """The entries of the weeks that are looked at."""
        return [one for one in self.entries if one.entry.day >= self.start]

    @cached_property
    def ratings(self) -> DailySeries | None:
        """Effort times minutes on every day since the log began; None without a log."""
        loads = [
            SessionLoad(
                day=one.entry.day,
                session_rpe=None
                if one.minutes is None
                else session_rpe_load(one.entry.rpe, one.minutes),
            )
            for one in self.entries
        ]
        return daily_series(loads, "session_rpe", end=self.today) if loads else None

    @cached_property
    def rated_weeks(self) -> list[WeeklyLoad]:
        """Load of each week that is looked at and lies in the log."""
        return self._weeks(self.ratings)

    @cached_property
    def acute_chronic(self) -> list[AcuteChronic]:
        """Recent beside usual load at the end of each week, and today."""
        if self.ratings is None:
            return []
        ends = (self.start + _WEEK * n - timedelta(days=1) for n in range(1, 1 + SPANS[-1]))
        days = [one for one in ends if one < self.today] + [self.today]
        found = (acute_and_chronic(self.ratings, day=one) for one in days)
        return [one for one in found if one.day >= self.ratings.start]

    @cached_property
    def measured(self) -> list[SessionLoad]:
        """What recordings say was done backward, one for each that knows the direction."""
        days = {one.entry_id: one.entry.day for one in self.entries}
        return [
            _measured_load(self._day(recording, result, days), result)
            for recording, result in self.recordings
            if result.backward_s is not None
        ]

    def measured_weeks(self, quantity: Quantity) -> list[WeeklyLoad]:
        """Return what was measured of a quantity in each week."""
        return self._weeks(self._measured_series(quantity))

    @cached_property
    def doses(self) -> list[WeekDose]:
        """Metres backward of each week: planned, done, measured."""
        measured = {one.monday: one.so_far for one in self.measured_weeks("backward_m")}
        recorded = {_monday(one.day) for one in self.measured if one.backward_m is not None}
        planned: defaultdict[date, float] = defaultdict(float)
        done: defaultdict[date, float] = defaultdict(float)
        metres = {(one.programme_id, one.uid): one.backward_m or 0.0 for one in self.planned}
        for one in self.planned:
            if not one.skipped:
                planned[_monday(one.day)] += one.backward_m or 0.0
        for kept in self.shown:
            expected = metres.get((kept.programme_id or "", kept.entry.uid), 0.0)
            done[_monday(kept.entry.day)] += kept.entry.done_share * expected
        return [
            WeekDose(
                monday=monday,
                planned_m=planned[monday],
                done_m=done[monday],
                measured_m=measured.get(monday) if monday in recorded else None,
            )
            for monday in self.mondays
        ]

    @property
    def mondays(self) -> list[date]:
        """The Monday of each week that is looked at."""
        weeks = (self.sunday - self.start).days // 7 + 1
        return [self.start + _WEEK * n for n in range(weeks)]

    def _measured_series(self, quantity: Quantity) -> DailySeries | None:
        known = [one for one in self.measured if getattr(one, quantity) is not None]
        return daily_series(known, quantity, end=self.today) if known else None

    def _weeks(self, series: DailySeries | None) -> list[WeeklyLoad]:
        if series is None:
            return []
        return [one for one in weekly_loads(series) if one.monday >= self.start]

    def _day(self, recording: KeptRecording, result: Measured, days: dict[str, date]) -> date:
        """Return the day of a recording: its own, that of its entry, or when it was sent."""
        if result.started_at is not None:
            day = result.started_at.astimezone(self.zone).date()
        else:
            uploaded = recording.uploaded_at.astimezone(self.zone).date()
            day = days.get(recording.entry_id or "", uploaded)
        return min(day, self.today)


def history_of(visit: Visit, weeks: int) -> History:
    """Return some weeks of a person; four questions to the journal."""
    journal, by, person = visit.journal, visit.by, visit.person
    start = _monday(visit.today) - _WEEK * (weeks - 1)
    end = start + _WEEK * weeks
    every = journal.recordings.of(by, person.id)
    planned = journal.programmes.calendar(by, person.id, start - _NEARBY, end + _NEARBY)
    return History(
        start=start,
        today=visit.today,
        entries=journal.sessions.of(by, person.id, until=visit.today),
        recordings=[(one, result) for one, result in every if result.error_code is None],
        planned=planned,
        marks=told_once(journal.programmes.marks(by, person.id, start)),
        zone=ZoneInfo(person.zone),
    )


def told_once(marks: Iterable[Mark]) -> list[Mark]:
    """Return the most cautious change of each day, and no change that says nothing."""
    by_day: dict[date, Mark] = {}
    for one in marks:
        known = by_day.get(one.day)
        if known is None or _SEVERITY.index(one.outcome) >= _SEVERITY.index(known.outcome):
            by_day[one.day] = one
    return list(by_day.values())


_SEVERITY = (None, "progress", "hold", "regress", "stop")


def _measured_load(day: date, result: Measured) -> SessionLoad:
    metres, steps, knee = result.backward_m, result.backward_steps, result.knee_impulse_bw_s
    low, high = result.knee_impulse_low_bw_s, result.knee_impulse_high_bw_s
    return SessionLoad(
        day=day,
        backward_m=None
        if metres is None
        else with_relative_error(
            metres, DISTANCE_VARIATION_PERCENT, unit="m", basis="measured", sources=("X3",)
        ),
        backward_steps=None
        if steps is None
        else Estimate(steps, steps, steps, "steps", "measured"),
        knee_impulse_bw_s=None
        if knee is None or low is None or high is None
        else Estimate(knee, max(0.0, low), high, "BW s", "estimated", ("P1", "P3", "P5")),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
