"""A programme as text for a terminal."""

from collections.abc import Iterator
from textwrap import fill

from backstride.exchange import words
from backstride.training.programme import (
    NoProgramme,
    PlannedSession,
    PlanningConflict,
    Programme,
    Week,
)

_WIDTH = 96


def programme_text(programme: Programme) -> str:
    """Return the weeks, each session with its day, length, backward part and reason."""
    lines = [f"{programme.athlete.name}: {len(programme.weeks)} weeks from {programme.start}"]
    lines += [_wrapped(note, "  ") for note in programme.notes]
    lines += [_wrapped(note, "  ") for note in dict.fromkeys(_expected_notes(programme))]
    for week in programme.weeks:
        lines += ["", *_week(week)]
    return "\n".join(lines)


def _expected_notes(programme: Programme) -> Iterator[str]:
    """Yield how the figures of sessions are meant, and the knee load that all of them share."""
    for one in programme.sessions():
        yield one.expected.note
        if one.expected.knee_load is not None:
            load = words.estimate_words(one.expected.knee_load)
            yield f"Peak load behind the kneecap in a backward step: about {load}."


def no_programme_text(found: NoProgramme) -> str:
    """Return why there is no programme, and what is still to be answered."""
    lines = [_wrapped(found.text, "")]
    lines += [_wrapped(f"* {reason.text}", "  ") for reason in found.reasons]
    if found.questions:
        lines.append(
            "Answer these in a file for --answers, one line each (id = true, number or word):"
        )
        lines += [_wrapped(f"{question.id}: {question.text}", "  ") for question in found.questions]
    return "\n".join(lines)


def conflict_text(found: PlanningConflict) -> str:
    """Return what collides and what is offered instead."""
    lines = ["Not everything wished can be had:"]
    lines += [_wrapped(f"* {collision.text}", "  ") for collision in found.collisions]
    return "\n".join([*lines, _wrapped(found.offer, "")])


def _week(week: Week) -> list[str]:
    kind = "" if week.kind == "usual" else f", {week.kind}"
    lines = [f"Week {week.number}{kind}, from {week.start}"]
    lines += [_wrapped(note, "  ") for note in week.notes]
    for one in week.sessions:
        lines += _session(one)
    return lines


def _session(one: PlannedSession) -> list[str]:
    backward = one.expected.by_direction.get("backward")
    covered = (
        f", {words.estimate_words(backward.distance_m)} backward in "
        f"{words.joined(words.duration(backward.time_s.value))}"
        if backward
        else ""
    )
    energy = f", {words.estimate_words(one.expected.energy_kj)}" if one.expected.energy_kj else ""
    head = f"  {one.day:%a %d %b}  {one.session.title} ({one.minutes:.0f} min{covered}{energy})"
    return [head, *(_wrapped(f"why: {_why(one, i)}", "      ") for i in range(len(one.reasons)))]


def _why(one: PlannedSession, i: int) -> str:
    reason = one.reasons[i]
    cited = ", ".join(reason.findings) or reason.basis
    return f"{reason.text} [{cited}]"


def _wrapped(text: str, indent: str) -> str:
    return fill(text, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ")
