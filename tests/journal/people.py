"""Somebody with a plan, and small recordings, for the tests."""

import json
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from backstride.errors import DamagedFileError
from backstride.journal import LOCAL, Journal, Options, Upload
from backstride.journal.versions import Version
from backstride.measure import measure
from backstride.simulate import load_scenario, simulate
from backstride.training.athlete import Athlete, no_conditions
from backstride.training.log import LogEntry
from backstride.training.plan import plan
from backstride.training.programme import PlannedSession, Programme
from tests.training.athlete_strategies import healthy


def planned_person(journal: Journal, name: str = "Ada", **more: Any) -> tuple[str, Version]:
    """Return somebody healthy who follows a plan from today."""
    person = journal.people.add(name, **more)
    _, screening = journal.screenings.answer(LOCAL, person.id, healthy(name=name), {})
    made = plan(healthy(name=name), screening, journal.clock().date())
    assert isinstance(made, Programme)
    return person.id, journal.programmes.start(LOCAL, person.id, made)


def went(planned: PlannedSession, **changes: Any) -> LogEntry:
    """Return an entry about a session that went well, with some fields changed."""
    plain: dict[str, Any] = {"day": planned.day, "uid": planned.uid, "pain_next_morning": {}}
    return LogEntry(**plain | changes)


def unwell() -> Athlete:
    """Return somebody who may have no plan."""
    return healthy(conditions={**no_conditions(), "chest_pain": True})


@cache
def contract() -> dict[str, Any]:
    """Return what is measured in a simulated runner."""
    motion, _ = simulate(load_scenario("backward-run"))
    return measure(motion).as_json()


def quick(path: Path, options: Options) -> dict[str, Any]:
    """Measure a text file of the tests: its first word says what comes out."""
    words = path.read_text("utf-8").split()
    if words[0] == "damaged":
        raise DamagedFileError(f"{path}: is cut short; export it again.")
    if words[0] == "crash":
        raise RuntimeError("a fault of a reader")
    found: dict[str, Any] = json.loads(json.dumps(contract()))
    found["mass_kg"], found["beside"] = (
        options.mass_kg,
        sorted(p.name for p in path.parent.iterdir()),
    )
    return found


def run(number: int = 1) -> Upload:
    """Return a recording that is measured at once."""
    return Upload(f"run {number}.txt", f"run {number}".encode())


DAY = timedelta(days=1)
