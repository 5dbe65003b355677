"""The checker's part on the log: what each entry must lead to at least."""

from collections.abc import Iterator
from datetime import date, timedelta

from backstride.training.decide import Decision
from backstride.training.log import LogEntry
from backstride.training.programme import PlannedSession
from backstride.training.safety_timeline import Case, Event, Violation, asks, counted_entries
from backstride.training.training_rules import TrainingSettings

_SEVERITY = {"progress": 0, "hold": 1, "regress": 2, "stop": 3}


def check_log(case: Case, ahead: list[Event]) -> Iterator[Violation]:
    """Yield every entry that was taken too lightly, and every session ahead it forbids."""
    entries = counted_entries(case)
    decided = [one.uid for one in case.decisions]
    if sorted(decided) != sorted(entries):
        yield Violation("log_sense", "log", "not one decision for each session with an entry")
        return
    planned = {one.uid: one for one in case.programme.sessions()}
    bad: list[date] = []
    for made in case.decisions:
        if made.uid in planned:
            yield from _entry(case, made, planned[made.uid], entries[made.uid], bad)
    yield from _forbidden(case, ahead, bad)


def _entry(
    case: Case, made: Decision, planned: PlannedSession, given: list[LogEntry], bad: list[date]
) -> Iterator[Violation]:
    settings = case.programme.settings
    got = _SEVERITY[made.outcome]
    demands: dict[str, int] = {}
    for one in given:
        _merge(demands, _demands(one, planned, case))
    of_day = [one for one in given if one.day == made.day]
    worst = max(_pain(one) for one in of_day) if of_day else 0.0
    if worst > settings.pain_bearable:
        near = [day for day in bad if (made.day - day).days <= settings.pain_again_days]
        if near:
            demands["pain_again"] = 3
        bad.append(made.day)
    late = planned.day + timedelta(days=settings.late_days)
    if not planned.day <= made.day <= late:
        demands["log_sense"] = 1
    if len(given) > 1:
        pains = {k: v for k, v in demands.items() if k.startswith("pain") and "morning" not in k}
        demands = pains | {k: v for k, v in demands.items() if k == "log_sense"}
    for rule_id, least in demands.items():
        if got < least:
            rule = "log_sense" if len(given) > 1 else rule_id
            yield Violation(rule, made.uid, f"{rule_id}: {made.outcome}")
    if len(given) == 1 and got > max(demands.values(), default=0):
        yield Violation("as_shown", made.uid, f"{made.outcome} by {made.rule_id}")


def _merge(into: dict[str, int], more: dict[str, int]) -> None:
    for rule_id, least in more.items():
        into[rule_id] = max(into.get(rule_id, 0), least)


def _demands(entry: LogEntry, planned: PlannedSession, case: Case) -> dict[str, int]:
    """Return how cautious each rule asks the decision to be at least."""
    settings = case.programme.settings
    during, after = (_level(one) for one in (entry.pain_during, entry.pain_after))
    least = {
        "pain_during": _pain_band(during, settings),
        "pain_after": _pain_band(after, settings),
    }
    if entry.pain_next_morning is not None:
        morning = _level(entry.pain_next_morning)
        rising = 2 if morning > max(during, after) else 1
        fine, bearable = settings.pain_fine, settings.pain_bearable
        least["pain_next_morning"] = 0 if morning <= fine else rising if morning <= bearable else 3
    elif entry.done_share > 0:
        least["pain_next_morning"] = 1
    if entry.rpe is not None:
        felt = round(float(entry.rpe), 1)
        least["session_effort"] = (felt > settings.rpe_hold_above) + (
            felt > settings.rpe_lower_above
        )
    if entry.confidence is not None:
        felt = round(float(entry.confidence), 1)
        low, lower = settings.confidence_hold_below, settings.confidence_lower_below
        least["confidence"] = (felt < low) + (felt < lower)
    least["completion"] = int(round(100 * entry.done_share) < settings.done_percent)
    least["measured_dose"] = int(_measured_off(entry, planned, case))
    return least


def _measured_off(entry: LogEntry, planned: PlannedSession, case: Case) -> bool:
    settings = case.programme.settings
    backward = planned.expected.by_direction.get("backward")
    if entry.measured is None or backward is None or not backward.time_s.high:
        return False
    seconds, time = entry.measured.backward_s, backward.time_s
    too_much = round(100 * seconds / time.high) > settings.measured_over_percent
    return too_much or (time.low > 0 and round(100 * seconds / time.low) < settings.done_percent)


def _level(pain: object) -> float:
    values = list(pain.values()) if isinstance(pain, dict) else []
    return round(max(map(float, values), default=0.0), 1)


def _pain(entry: LogEntry) -> float:
    return max(_level(entry.pain_during), _level(entry.pain_after))


def _pain_band(level: float, settings: TrainingSettings) -> int:
    bounds = (settings.pain_fine, settings.pain_bearable)
    return (
        3 if level >= settings.pain_stop and level > bounds[1] else sum(level > b for b in bounds)
    )


def _forbidden(case: Case, ahead: list[Event], bad: list[date]) -> Iterator[Violation]:
    settings = case.programme.settings
    if any(one.outcome == "stop" for one in case.decisions):
        for event in ahead:
            yield Violation("after_a_stop", event.planned.uid)
    for event in ahead:
        needs_rest = asks(event.planned.session, case.programme).backward
        if needs_rest and any(
            0 <= (event.day - day).days <= settings.pain_rest_days for day in bad
        ):
            yield Violation("pain_rest", event.planned.uid)
