"""The page about the session language says what the program does."""

import re
from pathlib import Path

import pytest

from backstride.training.session_text import check_session_text, format_session, parse_session
from backstride.training.session_words import all_words

_PAGE = (Path(__file__).parents[2] / "docs" / "session-language.md").read_text(encoding="utf-8")


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", _PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", _blocks("session"))
def test_every_example_is_read_and_comes_back(text: str) -> None:
    """Examples on the page are sessions, and survive the round trip."""
    session = parse_session(text)
    assert session == parse_session(format_session(session))


@pytest.mark.parametrize(
    ("text", "told"), list(zip(_blocks("mistakes"), _blocks("told"), strict=True))
)
def test_every_mistake_is_told_as_the_page_says(text: str, told: str) -> None:
    """Mistakes on the page are told in exactly these sentences."""
    assert told.splitlines() == [str(error) for error in check_session_text(text)]


def test_the_page_has_examples() -> None:
    """The two tests above look at something."""
    assert len(_blocks("session")) >= 4
    assert len(_blocks("mistakes")) >= 2


@pytest.mark.parametrize("word", sorted(set(all_words())))
def test_every_word_is_on_the_page(word: str) -> None:
    """A word that the reader knows stands in backticks outside the grammar."""
    prose = re.sub(r"^```.*?^```$", "", _PAGE, flags=re.MULTILINE | re.DOTALL)
    shown = " | ".join(re.findall(r"`([^`]+)`", prose)).casefold()
    assert re.search(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", shown), word


def _line_examples() -> list[str]:
    """Return the words in backticks of the tables that are a whole part of a step."""
    tables = re.sub(r"^(?!\|).*$", "", _PAGE, flags=re.MULTILINE)
    return [part for part in re.findall(r"`([^`]+)`", tables) if re.search("[0-9]", part)]


@pytest.mark.parametrize("part", _line_examples())
def test_every_part_in_the_tables_is_understood(part: str) -> None:
    """What the tables show with a number makes a step, together with what it lacks."""
    candidates = (f"{part} jump", f"1min backward {part}")
    assert any(not check_session_text(f"Title\n{line}") for line in candidates), part
