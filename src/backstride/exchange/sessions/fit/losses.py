"""What a watch does not show, count or check of a session, in sentences for the person."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backstride.exchange.sessions.fit.file_bytes import MAX_TEXT_BYTES
from backstride.exchange.sessions.fit.memos import is_long
from backstride.exchange.sessions.fit.step_numbers import NO_TARGET, is_rounded, target_of
from backstride.exchange.sessions.watch_steps import Form, WatchItem, WatchStep
from backstride.training.session import Item, Repeat, Session, Step


@dataclass(frozen=True, slots=True)
class FitContent:
    """What went into a file: the session, its entries, their form, the header and the notes."""

    session: Session
    entries: tuple[WatchItem, ...]
    form: Form
    header: str
    notes: tuple[str, ...]


def fit_losses(
    content: FitContent, max_watch_steps: int, *, developer_fields: bool
) -> tuple[str, ...]:
    """Return what the watch does not do, and what the file does not hold, a sentence each."""
    steps = [entry.step for entry in content.entries if isinstance(entry, WatchStep)]
    return (
        *_structure(content, max_watch_steps, developer_fields=developer_fields),
        *_unchecked(steps),
        *_numbers(steps),
        *_texts(content),
    )


def _structure(content: FitContent, max_steps: int, *, developer_fields: bool) -> Iterator[str]:
    written_out = any(
        count > 1
        for entry in content.entries
        if isinstance(entry, WatchStep)
        for count, _ in entry.unrolled
    )
    if written_out:
        yield (
            "Repeats inside repeats are written out, as watches follow one level: the names of "
            "the steps count the rounds, such as (2/4)."
        )
    if content.form == "nested" and _depth(content.session.items) > 1:
        yield "Repeats inside repeats are kept as such, and not every watch follows them."
    if len(content.entries) > max_steps:
        yield (
            f"The workout takes {len(content.entries)} steps, more than the {max_steps} that the "
            "watch is set to take: it may refuse it or show the beginning; split the session."
        )
    if not developer_fields and any(
        isinstance(entry, WatchStep) and entry.unrolled for entry in content.entries
    ):
        yield (
            "Which repeats were written out is not in the file, as developer fields are off: "
            "read back, they are single steps."
        )


def _unchecked(steps: list[Step]) -> Iterator[str]:
    told: tuple[tuple[Callable[[Step], bool], str], ...] = (
        (
            lambda step: (step.movement, step.direction) != ("run", "forward"),
            "other than plain forward running: direction and movement are told in name and "
            "notes, not checked",
        ),
        (
            lambda step: step.effort is not None and target_of(step.effort) == NO_TARGET,
            "with an effort in words, RPE or % of maximal effort: told in the notes, not checked",
        ),
        (lambda step: step.surface is not None, "with its own surface: told in the notes"),
        (
            lambda step: step.incline_percent is not None,
            "with a slope: told in the notes, and no treadmill is set by it",
        ),
        (lambda step: step.load is not None, "with a load: told in the notes"),
        (lambda step: bool(step.cue), "with a cue: shown in the notes, not spoken"),
    )
    for holds, words in told:
        yield from _counted(sum(holds(step) for step in steps), words)


def _numbers(steps: list[Step]) -> Iterator[str]:
    yield from _counted(
        sum(is_rounded(step) for step in steps),
        "finer than the ms, cm, mm/s or whole % of a watch: rounded for it",
    )
    yield from _counted(
        sum(_is_single_speed(step) for step in steps),
        "with one speed instead of a range: a watch may warn without end",
    )
    yield from _counted(
        sum(step.unit == "times" for step in steps),
        "with a number of repetitions: if the watch does not count them in a running workout, "
        "press the lap button",
    )


def _texts(content: FitContent) -> Iterator[str]:
    session = content.session
    if session.surface is not None or session.note:
        yield (
            "The session's surface and note stand in the workout's description, which older "
            "watches do not show."
        )
    if is_long(session.title) or is_long(content.header):
        yield (
            f"Title or note is longer than the {MAX_TEXT_BYTES} bytes of a FIT text: the watch "
            "shows the beginning."
        )
    yield from _counted(
        sum(is_long(notes) for notes in content.notes),
        f"with notes longer than the {MAX_TEXT_BYTES} bytes of a FIT text: the watch shows the "
        "beginning",
    )


def _counted(count: int, words: str) -> Iterator[str]:
    if count:
        yield f"{count} {'step' if count == 1 else 'steps'} {words}."


def _is_single_speed(step: Step) -> bool:
    effort = step.effort
    return effort is not None and effort.kind == "speed_mps" and effort.low == effort.high


def _depth(items: tuple[Item, ...]) -> int:
    return max((item.depth for item in items if isinstance(item, Repeat)), default=0)
