"""What one session, as it went, means for the next: a gate for each thing that is reported."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from backstride.training.ladder import OUTCOMES, Outcome
from backstride.training.log import LogEntry, worst
from backstride.training.programme import PlannedSession
from backstride.training.rules import EXPERT_OPINION
from backstride.training.training_rules import TrainingSettings, default_training_rules

PAIN_RULES = ("pain_during", "pain_after", "pain_next_morning", "pain_again")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What follows from one log entry.

    Attributes
    ----------
    uid : str
        Of the session.
    day : date
        When it was done.
    outcome : Outcome
    rule_id : str
        The written rule that decided.
    text : str
        One sentence for the person.
    findings : tuple of str
    basis : str
    """

    uid: str
    day: date
    outcome: Outcome
    rule_id: str
    text: str
    findings: tuple[str, ...] = ()
    basis: str = EXPERT_OPINION

    @property
    def is_pain(self) -> bool:
        """Return whether pain decided."""
        return self.rule_id in PAIN_RULES


@dataclass(frozen=True, slots=True)
class Gate:
    """What one rule makes of an entry."""

    outcome: Outcome
    rule_id: str
    text: str


def decide(
    entry: LogEntry, planned: PlannedSession, last_bad_pain: date | None, settings: TrainingSettings
) -> Decision:
    """Return what follows from an entry: the most cautious of all gates, the first of equals.

    Parameters
    ----------
    entry : LogEntry
    planned : PlannedSession
    last_bad_pain : date or None
        When pain was last above what is bearable, before this entry.
    settings : TrainingSettings
    """
    gates = list(gates_of(entry, planned, last_bad_pain, settings))
    gate = max(gates, key=lambda one: OUTCOMES.index(one.outcome))
    if gate.outcome == "progress":
        gate = gates[-1]
    rule = default_training_rules().rules[gate.rule_id]
    return Decision(
        uid=planned.uid,
        day=entry.day,
        outcome=gate.outcome,
        rule_id=gate.rule_id,
        text=gate.text,
        findings=rule.findings,
        basis=rule.basis,
    )


def gates_of(
    entry: LogEntry, planned: PlannedSession, last_bad_pain: date | None, settings: TrainingSettings
) -> Iterator[Gate]:
    """Yield what each rule makes of an entry."""
    yield pain_gate("pain_during", "during the session", worst(entry.pain_during), settings)
    yield pain_gate("pain_after", "after the session", worst(entry.pain_after), settings)
    yield from morning_gate(entry, settings)
    yield from again_gate(entry, last_bad_pain, settings)
    yield from effort_gate(entry, settings)
    yield from confidence_gate(entry, settings)
    yield from measured_gate(entry, planned, settings)
    yield completion_gate(entry, settings)


def pain_gate(rule_id: str, when: str, pain: tuple[float, str], settings: TrainingSettings) -> Gate:
    """Return what pain during or after a session means."""
    level, site = pain
    if level <= settings.pain_fine:
        return Gate("progress", rule_id, f"Pain {when} was {level:g} of 10, which is fine.")
    said = f"Pain {when} was {level:g} of 10 ({site})"
    if level <= settings.pain_bearable:
        bound = f"above {settings.pain_fine:g}"
        return Gate("hold", rule_id, f"{said}, {bound}: the same again until it is less.")
    if level < settings.pain_stop:
        bound = f"above {settings.pain_bearable:g}"
        return Gate("regress", rule_id, f"{said}, {bound}: rest, then one level lower.")
    bound = f"at or above {settings.pain_stop:g}"
    return Gate("stop", rule_id, f"{said}, {bound}: stop, and see a clinician.")


def morning_gate(entry: LogEntry, settings: TrainingSettings) -> Iterator[Gate]:
    """Yield what pain on the next morning means."""
    rule_id = "pain_next_morning"
    if entry.pain_next_morning is None:
        if entry.done_share > 0:
            text = "Pain on the next morning is not known yet: the same again until it is."
            yield Gate("hold", rule_id, text)
        return
    level, site = worst(entry.pain_next_morning)
    said = f"Pain on the next morning was {level:g} of 10"
    if level <= settings.pain_fine:
        yield Gate("progress", rule_id, f"{said}, which is fine.")
    elif level > settings.pain_bearable:
        yield Gate(
            "stop",
            rule_id,
            f"{said} ({site}), above {settings.pain_bearable:g}: stop, and see a clinician.",
        )
    elif level > max(worst(entry.pain_during)[0], worst(entry.pain_after)[0]):
        yield Gate("regress", rule_id, f"{said} ({site}), more than before: one level lower.")
    else:
        yield Gate("hold", rule_id, f"{said} ({site}), not settled: the same again.")


def again_gate(
    entry: LogEntry, last_bad_pain: date | None, settings: TrainingSettings
) -> Iterator[Gate]:
    """Yield a stop when pain was too much twice within some days."""
    if last_bad_pain is None or not is_bad_pain(entry, settings):
        return
    if (entry.day - last_bad_pain).days <= settings.pain_again_days:
        text = (
            f"Pain was above {settings.pain_bearable:g} of 10 twice within "
            f"{settings.pain_again_days:g} days: stop, and see a clinician."
        )
        yield Gate("stop", "pain_again", text)


def is_bad_pain(entry: LogEntry, settings: TrainingSettings) -> bool:
    """Return whether pain during or after was above what is bearable."""
    return max(worst(entry.pain_during)[0], worst(entry.pain_after)[0]) > settings.pain_bearable


def effort_gate(entry: LogEntry, settings: TrainingSettings) -> Iterator[Gate]:
    """Yield what the effort of the session means, where it was given."""
    if entry.rpe is None:
        return
    felt = round(float(entry.rpe), 1)
    said = f"The session felt like {felt:g} of 10"
    if felt > settings.rpe_lower_above:
        yield Gate(
            "regress",
            "session_effort",
            f"{said}, above {settings.rpe_lower_above:g}: one level lower.",
        )
    elif felt > settings.rpe_hold_above:
        yield Gate(
            "hold", "session_effort", f"{said}, above {settings.rpe_hold_above:g}: the same again."
        )


def confidence_gate(entry: LogEntry, settings: TrainingSettings) -> Iterator[Gate]:
    """Yield what confidence means, where it was given."""
    if entry.confidence is None:
        return
    felt = round(float(entry.confidence), 1)
    said = f"Confidence was {felt:g} of 10"
    if felt < settings.confidence_lower_below:
        bound = settings.confidence_lower_below
        yield Gate("regress", "confidence", f"{said}, below {bound:g}: one level lower.")
    elif felt < settings.confidence_hold_below:
        bound = settings.confidence_hold_below
        yield Gate("hold", "confidence", f"{said}, below {bound:g}: the same again.")


def measured_gate(
    entry: LogEntry, planned: PlannedSession, settings: TrainingSettings
) -> Iterator[Gate]:
    """Yield what the measured backward time means, where there is one to compare."""
    backward = planned.expected.by_direction.get("backward")
    if entry.measured is None or backward is None or backward.time_s.high == 0:
        return
    least, most = backward.time_s.low, backward.time_s.high
    measured_s = entry.measured.backward_s
    if round(100 * measured_s / most) > settings.measured_over_percent:
        share = round(100 * measured_s / most)
        yield Gate(
            "hold",
            "measured_dose",
            f"{share} % of the planned backward time was measured: the same again, as planned.",
        )
    elif least > 0 and round(100 * measured_s / least) < settings.done_percent:
        share = round(100 * measured_s / least)
        yield Gate(
            "hold",
            "measured_dose",
            f"Only {share} % of the planned backward time was measured: the same again.",
        )


def completion_gate(entry: LogEntry, settings: TrainingSettings) -> Gate:
    """Return what the part that was done means."""
    share = done_percent(entry)
    if share == 0:
        return Gate(
            "hold",
            "missed",
            "The session was not done: nothing goes up, and nothing is made up for.",
        )
    if share < settings.done_percent:
        bound = f"less than {settings.done_percent:g} %"
        return Gate("hold", "completion", f"{share} % was done, {bound}: the same again.")
    return Gate(
        "progress",
        "completion",
        f"{share} % was done, and nothing speaks against going on: it counts for a step up.",
    )


def done_percent(entry: LogEntry) -> int:
    """Return the part that was done as shown, in whole percent."""
    return round(100 * entry.done_share)
