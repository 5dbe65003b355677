"""The gap between what matches ask of a player backward and what training holds of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from backstride.estimate import Estimate
from backstride.team.demand import HOW, Targets
from backstride.team.session_profile import Profile, profile_of, together
from backstride.training.log import LogEntry
from backstride.training.match_targets import MatchTargets
from backstride.training.programme import Programme

SCHEMA = "backstride.match_gap/1"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that a match asks for, and what a week of training holds of it.

    Attributes
    ----------
    quantity : str
        Of ``Targets.per_match``.
    words : str
    match : Estimate
        Of one match.
    training : Estimate
        Of the fullest week, or the most of any session for speeds and bouts.
    says : str
        One sentence.
    """

    quantity: str
    words: str
    match: Estimate
    training: Estimate
    says: str


@dataclass(frozen=True, slots=True)
class Week:
    """Backward running of one week: planned, and done as far as it is logged, in s."""

    number: int
    planned_s: Estimate
    done_s: float | None


@dataclass(frozen=True, slots=True)
class Gap:
    """All rows, and the weeks behind them."""

    player: str
    rows: tuple[Row, ...]
    weeks: tuple[Week, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the gap as plain values."""
        return {
            "schema": SCHEMA,
            "player": self.player,
            "rows": [
                {
                    "quantity": one.quantity,
                    "words": one.words,
                    "match": one.match.as_json(),
                    "training": one.training.as_json(),
                    "says": one.says,
                }
                for one in self.rows
            ],
            "weeks": [
                {
                    "number": one.number,
                    "planned_s": one.planned_s.as_json(),
                    "done_s": None if one.done_s is None else round(one.done_s, 1),
                }
                for one in self.weeks
            ],
            "notes": list(self.notes),
        }


def gap_of(
    targets: Targets | MatchTargets, programme: Programme, logs: Iterable[LogEntry] = ()
) -> Gap:
    """Return how far a programme, and what is logged of it, are from what matches hold.

    Only backward running counts, as in ``session_profile``; walking backward is preparation.
    """
    done = {one.uid: one for one in logs}
    weeks = []
    profiles: list[Profile] = []
    for week in programme.weeks:
        each = [profile_of(one.session) for one in week.sessions]
        whole = together(each)
        profiles.append(whole)
        weeks.append(Week(week.number, _between(whole.backward_s, "s"), _done(week.sessions, done)))
    every = together(profiles)
    fullest = max(profiles, key=lambda one: one.backward_s[1], default=every)
    rows = [
        row
        for row in (
            _row(targets, "backward_run_s", "backward running", _between(fullest.backward_s, "s")),
            _row(targets, "backward_run_m", "way run backward", _between(fullest.backward_m, "m")),
            _row(targets, "bouts", "backward runs", _exactly(fullest.bouts)),
            _row(targets, "turned_forward", "turns into forward", _exactly(fullest.turns)),
            _row(targets, "recoveries", "turns into a sprint", _exactly(fullest.sprints)),
            _row(targets, "longest_bout_s", "longest run", _exactly(every.longest_bout_s, "s")),
            _fastest(targets, every),
        )
        if row is not None
    ]
    return Gap(targets.player, tuple(rows), tuple(weeks), (*targets.notes, _BESIDE))


_BESIDE = (
    "Training is the fullest week of the programme, or the longest and fastest step in any; a "
    "match comes beside it. More is not better by itself."
)


def _done(sessions: Iterable[Any], logs: dict[str, LogEntry]) -> float | None:
    """Return the backward seconds logged of a week: as measured, else the done part of the plan."""
    found = None
    for one in sessions:
        entry = logs.get(one.uid)
        if entry is None:
            continue
        low, high = profile_of(one.session).backward_s
        planned = entry.done_share * (low + high) / 2
        found = (found or 0.0) + (entry.measured.backward_s if entry.measured else planned)
    return found


def _row(targets: Targets | MatchTargets, key: str, words: str, training: Estimate) -> Row | None:
    match = targets.per_match.get(key)
    if match is None:
        return None
    return Row(key, words, match, training, _says(words, match, training))


def _fastest(targets: Targets | MatchTargets, every: Profile) -> Row | None:
    match, speeds = targets.per_match.get("backward_mean_mps"), every.speed_mps
    if match is None or speeds is None:
        return None
    training = _between(speeds, "m/s")
    if speeds[0] <= match.value <= speeds[1]:
        says = "The programme holds the usual backward speed of the match."
    else:
        side = "slower" if match.value > speeds[1] else "faster"
        says = f"The programme's backward running is {side} than the match's usual bout."
    return Row("backward_mean_mps", "backward speed", match, training, says)


def _says(words: str, match: Estimate, training: Estimate) -> str:
    name = f"{words[0].upper()}{words[1:]}"
    if training.high <= 0:
        return f"{name}: none in the programme."
    if match.value <= 0:
        return f"{name}: none in the match."
    if training.high < match.low:
        return f"{name}: {100 * training.value / match.value:.0f} % of a match's."
    if training.low > match.high:
        return f"{name}: more than in a match, {training.value / match.value:.1f} times as much."
    return f"{name}: about as in a match; the difference is within what is known."


def _between(ends: tuple[float, float], unit: str) -> Estimate:
    return Estimate(sum(ends) / 2, *ends, unit, "estimated" if ends[0] < ends[1] else "declared")


def _exactly(value: float, unit: str = "") -> Estimate:
    return Estimate(float(value), float(value), float(value), unit, "declared")


__all__ = ["HOW", "Gap", "Row", "Week", "gap_of"]
