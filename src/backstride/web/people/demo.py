"""A made-up athlete with ten weeks behind them, and a made-up club, for a first look at the app.

Everything goes through the journal as it would for a real person: screening, plan, sessions,
recordings of simulated runners, and what the rules made of it. Every person is marked as synthetic,
which the frame of each page says, and the files of their runs are called ``simulated-…``.
"""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import numpy as np

from backstride.journal import LOCAL, Journal, Upload
from backstride.journal.people import Person
from backstride.journal.upkeep import erase
from backstride.journal.versions import Version
from backstride.simulate.scenario import FASTEST_MPS, Body, Scenario, Segment
from backstride.simulate.write import write_scenario
from backstride.training.athlete import Athlete, no_conditions
from backstride.training.athlete_words import Site
from backstride.training.log import LogEntry
from backstride.training.plan import plan
from backstride.training.programme import PlannedSession, Programme, Wishes
from backstride.web.people.made_up import ATHLETE, CLUB, MadeUp

SYNTHETIC = "synthetic"
"""The setting that marks a made-up person."""

STALE = timedelta(days=7)
"""After a week without a session the demo begins anew."""

RATE_HZ = 60.0
"""Of the simulated recordings: enough for contacts, and quickly made."""

REPETITIONS = 2
"""Of a recorded session: as few as do, since turns and rests are what takes time to make."""

_EVENING, _MORNING = time(18, 30, tzinfo=UTC), time(7, 0, tzinfo=UTC)


class _Clock:
    """A clock that is where the story is."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def make_demo(journal: Journal, *, club: bool = False) -> str:
    """Add the made-up athlete, unless they are there, and return their id.

    The same every time, but for ids and the day it is made on.

    Parameters
    ----------
    journal : Journal
    club : bool
        Also add a few more, as a coach sees them.
    """
    there = {one.name: one.id for one in made_up_people(journal)}
    clock = _Clock(journal.clock())
    # A journal of its own on the same place: others who write meanwhile keep the real time.
    with Journal(journal.place, clock) as then:
        for made_up in (ATHLETE, *(CLUB if club else ())):
            if made_up.name not in there:
                there[made_up.name] = _live(then, clock, made_up, journal.clock())
    return there[ATHLETE.name]


def made_up_people(journal: Journal) -> list[Person]:
    """Return everybody in a journal who is made up."""
    found = journal.people.seen_by(LOCAL)
    return [one for one in found if one.settings.get(SYNTHETIC) is True]


def renew_demo(journal: Journal) -> str:
    """Add the athlete and the club anew where they are older than a week; return the athlete's id.

    A story that ended long ago would have nothing to show for today.
    """
    for one in made_up_people(journal):
        ends = [entry.entry.day for entry in journal.sessions.of(LOCAL, one.id)]
        if not ends or journal.clock().date() - max(ends) > STALE:
            erase(journal, LOCAL, one.id)
    return make_demo(journal, club=True)


def _live(journal: Journal, clock: _Clock, made_up: MadeUp, present: datetime) -> str:
    """Add a person and let the weeks pass; return their id."""
    today = present.date()
    start = today - timedelta(days=today.weekday(), weeks=made_up.weeks)
    clock.now = min(datetime.combine(start, _MORNING), present)
    person = journal.people.add(made_up.name)
    settings: dict[str, Any] = {SYNTHETIC: True, "placement": "belt_back_screen_out"}
    journal.people.update(LOCAL, person.id, settings=settings)
    athlete = _athlete(made_up)
    _, screening = journal.screenings.answer(LOCAL, person.id, athlete, {})
    made = plan(athlete, screening, start, Wishes(weeks=made_up.weeks + 4))
    if isinstance(made, Programme):
        version = journal.programmes.start(LOCAL, person.id, made)
        _Life(journal, clock, made_up, person.id, athlete, present).go(version)
    return person.id


def _athlete(made_up: MadeUp) -> Athlete:
    plain: dict[str, Any] = {
        "name": made_up.name,
        "body_mass_kg": 64.0,
        "height_m": 1.74,
        "age_years": 29,
        "running_weeks": 150,
        "running_km_per_week": 20,
        "places": ("grass", "track"),
        "spotter": "sometimes",
        "minutes_by_weekday": {"monday": 45, "wednesday": 60, "friday": 45},
        "conditions": no_conditions(),
    }
    return Athlete(**plain | dict(made_up.athlete))


class _Life:
    """What a made-up person does day by day, until the day before today."""

    def __init__(
        self,
        journal: Journal,
        clock: _Clock,
        made_up: MadeUp,
        person_id: str,
        athlete: Athlete,
        present: datetime,
    ) -> None:
        self.journal, self.clock, self.made_up = journal, clock, made_up
        self.person_id, self.athlete = person_id, athlete
        self.present, self.today = present, present.date()
        self.rng = np.random.default_rng([made_up.seed, 2025])

    def go(self, version: Version) -> None:
        """Do one session after the other, as the plan then stands."""
        done: list[str] = []
        first = version.programme.start
        total = len(self._before_today(version, done))
        self._test(first, first=True)
        while ahead := self._before_today(version, done):
            planned = ahead[0]
            done.append(planned.uid)
            last = len(ahead) == 1 or len(done) == total
            self._do(planned, len(done), last=last)
            version = self.journal.programmes.adapt(LOCAL, self.person_id).version
        if self.made_up.weeks:
            self._test(self.today - timedelta(days=1), first=False)

    def _before_today(self, version: Version, done: list[str]) -> list[PlannedSession]:
        return [
            one
            for one in version.programme.sessions()
            if one.day < self.today and one.uid not in done and one.day >= self._now()
        ]

    def _now(self) -> date:
        return self.clock.now.date()

    def _do(self, planned: PlannedSession, number: int, *, last: bool) -> None:
        """Log a session, its recording and the morning after."""
        pain = self.made_up.pain.get(-1 if last else number) or self.made_up.pain.get(number)
        hurts: dict[Site, float] = {pain[0]: pain[1]} if pain else {}
        after: dict[Site, float] = {pain[0]: pain[2]} if pain else {}
        self.clock.now = datetime.combine(planned.day, _EVENING)
        entry = LogEntry(
            day=planned.day,
            uid=planned.uid,
            rpe=float(self.rng.integers(3, 6)) + (1.0 if pain else 0.0),
            pain_during=hurts,
            confidence=min(9.0, 4.0 + number // 4),
        )
        minutes = float(round(planned.minutes))
        kept = self.journal.sessions.log(LOCAL, self.person_id, entry, minutes=minutes)
        if number in self.made_up.recorded:
            dose = planned.expected.by_direction["backward"]
            made = _there_and_back(dose.time_s.value, dose.distance_m.value)
            self._record(made, number, kept.entry_id)
        if number in self.made_up.runs:
            self._record(_run(self.made_up.runs[number]), number, None)
        morning = datetime.combine(planned.day + timedelta(days=1), _MORNING)
        self.clock.now = min(morning, self.present)
        self.journal.sessions.next_morning(LOCAL, self.person_id, kept.entry_id, after)

    def _record(self, segments: tuple[Segment, ...], number: int, entry_id: str | None) -> None:
        """Keep a simulated recording, which belongs to an entry of the log or to none."""
        scenario = Scenario(
            name=f"backward-{number}",
            segments=segments,
            body=Body(height_m=self.athlete.height_m, mass_kg=self.athlete.body_mass_kg),
            rate_hz=RATE_HZ,
            noise_m=0.0005,
            seed=100 * self.made_up.seed + number,
        )
        with TemporaryDirectory() as folder:
            path = write_scenario(scenario, Path(folder), ("c3d",))[0]
            upload = Upload(path.name, path)
            self.journal.recordings.add(LOCAL, self.person_id, upload, entry_id=entry_id)

    def _test(self, day: date, *, first: bool) -> None:
        """Keep the trials of a testing day, a little apart from each other."""
        from backstride.training.outcomes import outcome_test  # noqa: PLC0415 - reads a table

        for name, results in self.made_up.tests.items():
            unit = outcome_test(name).unit
            result = results[0 if first else 1]
            spread = (0.0,) if name == "confidence" else (0.0, 0.06, -0.04)
            for off in spread:
                self.journal.notes.add_test(
                    LOCAL, self.person_id, day, name, round(result + off, 2), unit
                )


def _there_and_back(backward_s: float, backward_m: float) -> tuple[Segment, ...]:
    """Return what adds up to a backward time and distance, as they were planned."""
    speed_mps = backward_m / backward_s
    gait: Literal["walk", "run"] = "run" if speed_mps > FASTEST_MPS["walk", "backward"] else "walk"
    rest = Segment("stand", duration_s=6.0)
    there = Segment(gait, "backward", speed_mps, duration_s=backward_s / REPETITIONS)
    again = (there, rest, Segment("walk", "forward", 1.4, duration_s=8.0), rest)
    return (rest, *(again * REPETITIONS))


def _run(speed_mps: float) -> tuple[Segment, ...]:
    """Return one backward run and one forward, to be compared."""
    rest = Segment("stand", duration_s=6.0)
    backward = Segment("run", "backward", speed_mps, duration_s=12.0)
    return (rest, backward, rest, Segment("run", "forward", speed_mps, duration_s=12.0), rest)
