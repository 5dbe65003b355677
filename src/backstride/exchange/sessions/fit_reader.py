"""A FIT workout file back into a session, whoever wrote it.

The numbers that a watch acts on win: where someone changed a duration on the way, the notes, which
still hold the old one, are believed only for the rest.
"""

from collections.abc import Mapping, Sequence

from backstride.errors import DamagedFileError, UnknownFormatError, UnreadableFileError
from backstride.exchange.sessions.fit import profile
from backstride.exchange.sessions.fit.folding import (
    FoldError,
    ReadEntry,
    ReadRepeat,
    ReadStep,
    folded,
)
from backstride.exchange.sessions.fit.memos import Place, read_memos, whole_text
from backstride.exchange.sessions.fit.messages import FitMessage, read_messages
from backstride.exchange.sessions.fit.session_lines import read_header_lines
from backstride.exchange.sessions.fit.step_reader import plain_line, read_step
from backstride.readers.fit_types import Value
from backstride.training.session import Session, Surface


def fit_as_session(data: bytes, name: str = "The workout file") -> Session:
    """Return the session of a FIT workout file.

    A file that Backstride wrote with developer fields gives back the very session. Of others,
    times, distances, repetitions, speeds, shares of the highest heart rate and repeats are taken
    as they are; names, notes and other targets become the cue.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        What error messages call it, such as its path.

    Raises
    ------
    EmptyFileError, UnknownFormatError, DamagedFileError
        For no bytes, for what is no FIT workout, and for a file that is cut or contradicts itself.
    UnreadableFileError
        For a step that ends in a way that no session can say, such as at a heart rate.
    """
    messages = read_messages(data, name)
    workout = _workout(messages, name)
    memos = read_memos(messages)
    entries = _entries(messages, memos, name)
    try:
        items = folded(entries)
        surface, note = _header(workout, memos)
        title = whole_text(workout.fields, _place(profile.WORKOUT_NAME), memos)
        return Session(plain_line(title) or "Workout", items, surface, note)
    except (FoldError, ValueError) as problem:
        raise DamagedFileError(f"{name}: {problem}; export the workout again.") from None


def _workout(messages: Sequence[FitMessage], name: str) -> FitMessage:
    found = [message for message in messages if message.number == profile.WORKOUT]
    kinds = [one.fields.get(0) for one in messages if one.number == profile.FILE_ID]
    if not found or (kinds and kinds[0] != profile.WORKOUT_FILE):
        raise UnknownFormatError(
            f"{name}: this FIT file holds no workout; choose a workout, not a recording or course."
        )
    return found[0]


def _entries(
    messages: Sequence[FitMessage], memos: Mapping[Place, str], name: str
) -> list[ReadEntry]:
    index = _our_developer_index(messages)
    steps = [message for message in messages if message.number == profile.WORKOUT_STEP]
    if not steps:
        raise DamagedFileError(f"{name}: the workout has no steps; export it again.")
    return [_entry(message, at, index, memos, name) for at, message in enumerate(_sorted(steps))]


def _sorted(steps: Sequence[FitMessage]) -> list[FitMessage]:
    """Return steps by their index, where each has one; otherwise as they stand in the file."""
    indexes = [step.fields.get(profile.MESSAGE_INDEX) for step in steps]
    numbers = [one & profile.MESSAGE_INDEX_MASK for one in indexes if isinstance(one, int)]
    if sorted(numbers) != list(range(len(steps))):
        return list(steps)
    return [step for _, step in sorted(zip(numbers, steps, strict=True), key=lambda one: one[0])]


def _entry(
    message: FitMessage, at: int, index: int | None, memos: Mapping[Place, str], name: str
) -> ReadEntry:
    fields = message.fields
    if fields.get(profile.DURATION_TYPE) == profile.REPEAT:
        first, count = fields.get(profile.DURATION_VALUE), fields.get(profile.TARGET_VALUE)
        if not isinstance(first, int) or not isinstance(count, int):
            raise DamagedFileError(f"{name}: step {at + 1} repeats nothing; export it again.")
        return ReadRepeat(first, count)
    notes = whole_text(fields, (profile.WORKOUT_STEP, at, profile.STEP_NOTES), memos)
    ours = _our_fields(message, index)
    try:
        step = read_step(fields, notes, ours.get(profile.STEP_DIRECTION))
    except ValueError as problem:
        raise UnreadableFileError(
            f"{name}: step {at + 1} cannot become a session's step, as {problem}; change it where "
            "the workout was made."
        ) from None
    rounds = ours.get(profile.UNROLLED_REPEATS)
    numbers = [one for one in rounds if isinstance(one, int)] if isinstance(rounds, tuple) else []
    return ReadStep(step, tuple(zip(numbers[::2], numbers[1::2], strict=False)))


def _our_developer_index(messages: Sequence[FitMessage]) -> int | None:
    for message in messages:
        if message.number == profile.DEVELOPER_DATA_ID:
            index = message.fields.get(profile.DATA_ID_INDEX)
            application = message.fields.get(profile.DATA_ID_APPLICATION)
            if application == profile.APPLICATION_ID.bytes and isinstance(index, int):
                return index
    return None


def _our_fields(message: FitMessage, index: int | None) -> dict[int, Value]:
    return {key: value for (owner, key), value in message.developer.items() if owner == index}


def _header(workout: FitMessage, memos: Mapping[Place, str]) -> tuple[Surface | None, str]:
    """Return surface and note; the sub-sport wins where the description says another surface."""
    text = whole_text(workout.fields, _place(profile.WORKOUT_DESCRIPTION), memos)
    surface, note = read_header_lines(text) or (None, plain_line(text))
    sub_sport = workout.fields.get(profile.WORKOUT_SUB_SPORT, profile.GENERIC_SUB_SPORT)
    said = profile.SUB_SPORT_OF.get(surface) if surface else None
    if sub_sport == (said or profile.GENERIC_SUB_SPORT):
        return surface, note
    known = [one for one, number in profile.SUB_SPORT_OF.items() if number == sub_sport]
    return (known[0] if known else surface), note


def _place(field: int) -> Place:
    return (profile.WORKOUT, 0, field)
