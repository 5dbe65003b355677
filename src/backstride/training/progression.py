"""From a programme and what happened to the sessions that come next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from backstride.training.calendar import DAYS
from backstride.training.catalogue import Catalogue, Kind, Level, default_catalogue, level
from backstride.training.decide import Decision, decide, done_percent, is_bad_pain
from backstride.training.ladder import Ladder, Went, record
from backstride.training.log import LogEntry, caution
from backstride.training.plan import fill
from backstride.training.programme import PlannedSession, Programme, Week
from backstride.training.training_rules import TrainingSettings
from backstride.training.weeks import Brief, brief, note_place, spend


@dataclass(frozen=True, slots=True, kw_only=True)
class Progression:
    """What comes next, and why.

    Attributes
    ----------
    programme : Programme
        Sessions before today are those it had; later ones follow from the log.
    decisions : tuple of Decision
        One for each entry that counts, in the order of days.
    set_aside : tuple of str
        A sentence for each entry that does not count, or not in full.
    """

    programme: Programme
    decisions: tuple[Decision, ...]
    set_aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """An entry with its session; ``may_progress`` is false where only its caution counts."""

    entry: LogEntry
    planned: PlannedSession
    may_progress: bool


def progress(
    programme: Programme,
    log: Iterable[LogEntry],
    today: date,
    found: Catalogue | None = None,
) -> Progression:
    """Return the programme from today on, as the log asks for; a pure function.

    The order of the log does not matter, and asking twice changes nothing.
    """
    used = found or default_catalogue()
    settings = programme.settings
    heard, aside = listen(programme, log, today)
    given = brief(
        programme.athlete, programme.limits, programme.wishes, programme.start, used, settings
    )
    kept = kept_weeks(programme, {one.planned.uid for one in heard}, today)
    ladder = Ladder()
    decisions = _replay(given, ladder, kept, heard, used)
    weeks = fill(given, ladder, today, lambda index: kept[index])
    return Progression(
        programme=replace(programme, weeks=weeks),
        decisions=decisions,
        set_aside=tuple(aside),
    )


def kept_weeks(programme: Programme, logged: set[str], today: date) -> list[Week]:
    """Return the weeks with the sessions that are never changed: past ones and logged ones."""
    weeks = []
    for week in programme.weeks:
        if (today - week.start).days >= DAYS:
            weeks.append(week)
        else:
            kept = tuple(one for one in week.sessions if is_past(one, logged, today))
            weeks.append(replace(week, sessions=kept))
    return weeks


def is_past(session: PlannedSession, logged: set[str], today: date) -> bool:
    """Return whether a session must stay as it is."""
    return session.day < today or session.uid in logged


def listen(
    programme: Programme, log: Iterable[LogEntry], today: date
) -> tuple[list[Heard], list[str]]:
    """Return the entries that count with their sessions, and a sentence for each other one."""
    planned = {one.uid: one for one in programme.sessions()}
    chosen: dict[str, LogEntry] = {}
    aside = []
    for entry in sorted(log, key=caution):
        if entry.day > today:
            aside.append(f"The entry for {entry.uid} is dated {entry.day}, after today: set aside.")
        elif entry.uid not in planned:
            aside.append(
                f"No session of the programme is called {entry.uid}: its entry is set aside."
            )
        elif entry.uid in chosen:
            aside.append(f"There is another entry for {entry.uid}: the more cautious one counts.")
        else:
            chosen[entry.uid] = entry
    heard = []
    for uid, entry in chosen.items():
        timely = is_timely(entry, planned[uid], programme.settings)
        if not timely:
            aside.append(
                f"The entry for {uid} is dated {entry.day}, too far from its session: it gives no "
                "step up, but its pain counts."
            )
        heard.append(Heard(entry, planned[uid], timely))
    heard.sort(key=lambda one: (one.entry.day, one.planned.day, one.planned.uid))
    return heard, aside


def is_timely(entry: LogEntry, planned: PlannedSession, settings: TrainingSettings) -> bool:
    """Return whether an entry is dated on the day of its session, or not long after."""
    return 0 <= (entry.day - planned.day).days <= settings.late_days


def _replay(
    given: Brief, ladder: Ladder, kept: list[Week], heard: list[Heard], found: Catalogue
) -> tuple[Decision, ...]:
    """Go through the past again; return the decisions, and leave the ladder where it stands."""
    settings = given.settings
    made = []
    last_bad: date | None = None
    for one in heard:
        kind, its_level = _level_of(one.planned, found, settings)
        decision = _heeded(decide(one.entry, one.planned, last_bad, settings), one)
        if is_bad_pain(one.entry, settings):
            last_bad = one.entry.day
        made.append(decision)
        week = (one.entry.day - given.start).days // DAYS
        if kind is not None:
            went = how_it_went(one, decision, its_level, settings)
            record(ladder, kind, one.planned.rung, its_level, week, went, settings)
            spend(given, ladder, went.day, week, (went.backward_s, went.backward_m))
            if went.done:
                later = max(week, (one.planned.day - given.start).days // DAYS)
                known = ladder.first_done.get(kind.id, later)
                ladder.first_done[kind.id] = min(known, later)
        if its_level.runs_backward:
            ladder.backward_days.add(one.entry.day)
    logged = {one.planned.uid for one in heard}
    for index, a_week in enumerate(kept):
        for planned in a_week.sessions:
            kind, its_level = _level_of(planned, found, settings)
            if kind is not None:
                note_place(ladder, planned, kind, its_level, index)
                if planned.uid not in logged:
                    amounts = (its_level.backward_s, its_level.backward_m)
                    spend(given, ladder, planned.day, index, amounts)
    return tuple(made)


def _heeded(decision: Decision, one: Heard) -> Decision:
    if one.may_progress or decision.outcome != "progress":
        return decision
    text = "The entry is dated too far from its session to count towards a step up."
    return replace(decision, outcome="hold", rule_id="log_sense", text=text, findings=())


def how_it_went(one: Heard, decision: Decision, its: Level, settings: TrainingSettings) -> Went:
    """Return what a heard entry means for where a person stands."""
    entry = one.entry
    share = entry.done_share
    measured = entry.measured
    bad = is_bad_pain(entry, settings)
    return Went(
        day=entry.day,
        outcome=decision.outcome,
        done=share > 0,
        well=one.may_progress and done_percent(entry) >= settings.done_percent,
        backward_s=measured.backward_s if measured else share * its.backward_s,
        backward_m=share * its.backward_m
        if measured is None or measured.backward_m is None
        else measured.backward_m,
        whole_body=decision.is_pain,
        rest_days=int(settings.pain_rest_days) if bad else 0,
    )


def _level_of(
    planned: PlannedSession, found: Catalogue, settings: TrainingSettings
) -> tuple[Kind | None, Level]:
    """Return the kind and level of a planned session, as it was planned."""
    kind = found.kind(planned.template_id)
    if kind is not None and planned.rung < len(kind.levels):
        its = kind.levels[planned.rung]
        if its.session is planned.session or its.session == planned.session:
            return kind, its
    return kind, level(planned.session, None, settings)
