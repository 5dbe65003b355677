"""A session in the plain text of intervals.icu, whose workout builder sends it on to watches.

The site's syntax, from its users' guide: a step is a line with a dash, first words to be shown,
then how long or how far, then a target; ``m`` is minutes and ``mtr`` metres; a line such as ``3x``
repeats the lines below it up to an empty line, and repeats do not nest.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from backstride.exchange.sessions.intervals_lines import is_rounded, step_text, target_text
from backstride.exchange.sessions.watch_steps import WatchItem, WatchRepeat, WatchStep, watch_steps
from backstride.training.session import Session, Step


class IntervalsExport(NamedTuple):
    """The text, and in sentences what it does not say."""

    text: str
    losses: tuple[str, ...]


def session_as_intervals(session: Session) -> IntervalsExport:
    """Return a session as text for the workout builder of intervals.icu.

    Direction, movement, surface, slope, load and cue stand before the length of a step, which is
    where the site takes the words it shows; figures there are written in words, as the first figure
    would be taken for the length.
    """
    entries = watch_steps(session.items, "one level")
    head = [_heading(line) for line in (session.title, session.note) if line]
    if session.surface is not None:
        head.append(f"On {session.surface}")
    blocks = ["\n".join(block) for block in (head, *_blocks(entries))]
    steps = [entry.step for entry in entries if isinstance(entry, WatchStep)]
    losses = (*_structure(entries), *_headings(session), *_steps(steps))
    return IntervalsExport("\n\n".join(blocks) + "\n", losses)


def _heading(text: str) -> str:
    """Return a line that the site reads as words: no step, no repeat."""
    words = re.sub(r"(?i)(\d+)\s*[x×](?!\w)", r"\1 times", text)
    return re.sub(r"^[-•*#\s]+", "", words) or "Session"


def _blocks(entries: Sequence[WatchItem]) -> Iterator[list[str]]:
    """Yield blocks of lines: steps on their own, or a repeat with its steps."""
    begins = {one.first: at for at, one in enumerate(entries) if isinstance(one, WatchRepeat)}
    alone: list[str] = []
    at = 0
    while at < len(entries):
        entry = entries[at]
        end = begins.get(at)
        if end is not None:
            if alone:
                yield alone
            alone = []
            repeat = entries[end]
            count = repeat.count if isinstance(repeat, WatchRepeat) else 1
            inside = [step_text(one) for one in entries[at:end] if isinstance(one, WatchStep)]
            yield [f"{count}x", *inside]
            at = end + 1
        elif isinstance(entry, WatchStep):
            alone.append(step_text(entry))
            at += 1
    if alone:
        yield alone


def _structure(entries: Sequence[WatchItem]) -> Iterator[str]:
    steps = [entry for entry in entries if isinstance(entry, WatchStep)]
    if any(count > 1 for step in steps for count, _ in step.unrolled):
        yield (
            "Repeats inside repeats are written out, as the site repeats on one level: the words "
            "of the steps count the rounds."
        )


def _headings(session: Session) -> Iterator[str]:
    changed = [line for line in (session.title, session.note) if line and _heading(line) != line]
    if changed:
        yield "Title or note are changed a little, or the site would read a repeat or step in them."
    if session.surface is not None:
        yield "The session's surface stands in a line of words above the steps."


def _steps(steps: Sequence[Step]) -> Iterator[str]:
    told: tuple[tuple[Callable[[Step], bool], str], ...] = (
        (
            lambda step: (step.movement, step.direction) != ("run", "forward"),
            "other than plain forward running: direction and movement are told in the words",
        ),
        (
            lambda step: step.effort is not None and not target_text(step.effort),
            "with an effort that is no target of the site: told in the words",
        ),
        (
            lambda step: bool(step.surface or step.load) or step.incline_percent is not None,
            "with a surface, slope or load of its own: told in the words",
        ),
        (
            lambda step: step.unit in ("open", "times"),
            "without a time or distance: the lap button ends it, and the site's chart shows 1 min",
        ),
        (
            is_rounded,
            "finer than seconds, cm, whole % or seconds per km: rounded",
        ),
        (
            lambda step: any(sign.isdecimal() for sign in step.cue),
            "with figures in the cue: written in words",
        ),
    )
    for holds, words in told:
        count = sum(holds(step) for step in steps)
        if count:
            yield f"{count} {'step' if count == 1 else 'steps'} {words}."
