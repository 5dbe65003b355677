"""A session that goes out as a workout file comes back as itself, and others read it too."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fit_tool.fit_file import FitFile
from hypothesis import given, settings
from hypothesis import strategies as st

from backstride.exchange.sessions.fit_reader import fit_as_session
from backstride.exchange.sessions.fit_workout import FitSettings, session_as_fit
from backstride.training.session import Item, Repeat, Session, Step
from backstride.training.session_text import format_session, parse_session
from tests.exchange.sessions.watch import decoded, followed, steps_in_file
from tests.training.strategies import random_session, random_step, sessions

MADE = datetime(2026, 3, 1, 9, tzinfo=UTC)

any_settings = st.builds(
    FitSettings,
    max_watch_steps=st.sampled_from((1, 5, 50, 4096)),
    nested_repeats=st.booleans(),
)


@given(sessions(), any_settings)
@settings(max_examples=200, deadline=None)
def test_any_session_comes_back_as_itself(session: Session, how: FitSettings) -> None:
    """Whatever the settings, as long as developer fields are on, the file keeps it all."""
    assert session == fit_as_session(session_as_fit(session, MADE, how).data)


def test_ten_thousand_sessions_go_from_text_to_fit_and_back() -> None:
    """Text, model, FIT, model: nothing is lost, and fitdecode reads and follows each file."""
    rng = random.Random(20260301)  # noqa: S311 - not for secrets
    for _ in range(10_000):
        session = parse_session(format_session(random_session(rng)))
        data = session_as_fit(session, MADE).data
        assert session == fit_as_session(data)
        messages = decoded(data)
        assert messages[0][1]["type"] == "workout"
        assert messages[1][1]["num_valid_steps"] == len(steps_in_file(messages))
        if sum(_step_count(item) for item in session.items) <= 300:
            _check_followed(session, messages)


def _check_followed(session: Session, messages: list[tuple[str, dict[str, object]]]) -> None:
    """Check that the watch does what the session says, in its order, to the ms and cm."""
    finest = {"s": 0.001, "m": 0.01, "times": 1, "open": 0}
    told = list(followed(steps_in_file(messages)))
    assert len(told) == len(session.steps())
    for step, seen in zip(session.steps(), told, strict=True):
        assert (step.unit, step.direction) == (seen.unit, seen.direction)
        assert step.amount == pytest.approx(seen.amount, abs=finest[step.unit])


def _step_count(item: Item) -> int:
    return item.step_count if isinstance(item, Repeat) else 1


def test_texts_of_any_length_come_back() -> None:
    """Titles, notes and cues beyond the 254 bytes of a FIT text are whole in the file."""
    rng = random.Random(5)  # noqa: S311 - not for secrets
    for length in [*range(180, 320), 1000, 5000, 70_000]:
        words = "".join(rng.choice("ab é日🏃") for _ in range(length)).strip()
        step = replace(random_step(rng), cue=words)
        session = Session(words, (step, Repeat(2, (step, step))), "grass", words)
        data = session_as_fit(session, MADE).data
        assert session == fit_as_session(data)
        assert decoded(data)


def test_fit_tool_reads_the_files_too() -> None:
    """A third reader finds the same steps with the same durations."""
    rng = random.Random(7)  # noqa: S311 - not for secrets
    for _ in range(100):
        data = session_as_fit(random_session(rng), MADE).data
        rows = FitFile.from_bytes(data).to_rows()
        names = [row[2] for row in rows if row and row[0] == "Data"]
        assert [name for name, _ in decoded(data)] == names


@given(sessions())
@settings(max_examples=100, deadline=None)
def test_without_developer_fields_the_same_is_done_and_the_difference_is_told(
    session: Session,
) -> None:
    """Protocol 1 keeps every step in its order; repeats written out stay so, and this is said."""
    export = session_as_fit(session, MADE, FitSettings(developer_fields=False))
    back = fit_as_session(export.data)
    assert export.data[1] == 0x10
    assert back.steps() == session.steps()
    assert (back != session) == any("not in the file" in loss for loss in export.losses)


def test_a_title_may_hold_quotes_and_signs() -> None:
    """Only cues are without double quotes."""
    for words in ('"Tall" day', "3x: 5min # walk", "surface: grass", "a  b", "…"):
        session = Session(words, (Step(5, "s", "rest"),), None, words)
        assert session == fit_as_session(session_as_fit(session, MADE).data)


def test_ten_levels_of_repeats_come_back() -> None:
    """Nested repeats survive, kept or written out."""
    item: Item = Step(10, "s", "run", "backward", cue="tall")
    for _ in range(10):
        item = Repeat(2, (item, Step(5, "s", "rest")))
    session = Session("Deep", (item,))
    for most in (50, 4096):
        how = FitSettings(max_watch_steps=most)
        assert session == fit_as_session(session_as_fit(session, MADE, how).data)
