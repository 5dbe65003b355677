"""The page of one session, read back from its PDF."""

import sys
from datetime import date
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings

from backstride.errors import MissingExtraError
from backstride.exchange.sessions.print import session_card_pdf
from backstride.exchange.sessions.print.typeset import clean
from backstride.training.session import Repeat, Session, Step
from backstride.training.session_text import parse_session
from tests.exchange.sessions_print.pdf_pages import colours, pages, texts
from tests.training.strategies import sessions

pytestmark = pytest.mark.usefixtures("needs_print")

BACKWARD, FORWARD = "#d55e00", "#0072b2"


def test_a_card_holds_all_that_is_needed_on_one_page(first_steps: Session) -> None:
    """Title, person, day, place, totals, steps, cues, check-list, reason, sources."""
    pdf = session_card_pdf(
        first_steps,
        reason="Short easy bouts first.",
        sources=("T10", "XX9"),
        safety=("Is the way free?",),
        stop_if=("dizziness",),
        person="Ana Torres",
        day=date(2026, 3, 2),
    )
    (text,) = texts(pdf)
    for part in (
        "First steps on grass",
        "on grass",
        "for Ana Torres",
        "Monday 2 March 2026",
        "stay relaxed",
        "6 min 28 min 6 min 40 min",
        "30 s BACKWARD run easy “look over one shoulder every few steps”",
        "5 min forward jog easy",
        "2 min rest",
        "3×",
        "4×",
        "Before you start Is the way free?",
        "Stop at once if – dizziness",
        "Why Short easy bouts first. T10 Uthoff et al. 2018",
        "XX9 not in this version's evidence",
    ):
        assert part in text, part


def test_it_says_once_that_it_is_not_medical_advice(first_steps: Session) -> None:
    """Plainly, and not again."""
    assert texts(session_card_pdf(first_steps))[0].count("not medical advice") == 1


def test_backward_has_its_colour_and_its_label(first_steps: Session) -> None:
    """And a session that only goes forward has neither."""
    pdf = session_card_pdf(first_steps)
    assert {BACKWARD, FORWARD} <= colours(pdf)
    plain = session_card_pdf(parse_session("Easy run\n30min run easy\n"))
    assert BACKWARD not in colours(plain)
    assert "BACKWARD" not in texts(plain)[0]


def test_the_same_input_gives_the_same_bytes(first_steps: Session) -> None:
    """Nothing of the day or the machine is in them."""
    assert session_card_pdf(first_steps, reason="x") == session_card_pdf(first_steps, reason="x")


@pytest.mark.parametrize(
    ("paper", "width_mm", "height_mm"), [("a4", 210, 297), ("us-letter", 215.9, 279.4)]
)
def test_paper_is_a4_or_letter(
    paper: Literal["a4", "us-letter"], width_mm: float, height_mm: float, first_steps: Session
) -> None:
    """In size, on one page both."""
    (page,) = pages(session_card_pdf(first_steps, paper=paper))
    size_mm = [float(edge) / 72 * 25.4 for edge in page.mediabox[2:]]
    assert size_mm == pytest.approx([width_mm, height_mm], abs=0.1)


def test_a_longer_session_gets_smaller_text_before_it_gets_a_second_page() -> None:
    """Thirty rows fit, a hundred do not; none is lost."""

    def steps(count: int) -> Session:
        return Session(
            "Long", tuple(Step(30, "s", "run", "backward", cue=f"n{k}.") for k in range(count))
        )

    assert len(texts(session_card_pdf(steps(30)))) == 1
    long = texts(session_card_pdf(steps(100)))
    assert len(long) > 1
    assert all(f"“n{k}.”" in " ".join(long) for k in range(100))
    assert "1 of" in long[0]


def test_what_people_write_is_shown_and_never_run() -> None:
    """Typst's own language in every field."""
    code = '#panic() *b* $x^2$ @ref <lab> [a] `r` // c /* d */ \\ = #import "x"'
    session = Session(
        code, (Step(30, "s", "run", "backward", cue=code.replace('"', "'")),), note=code
    )
    (text,) = texts(
        session_card_pdf(session, reason=code, sources=(code,), safety=(code,), person=code)
    )
    assert text.count("#panic() *b* $x^2$ @ref <lab> [a] `r` // c /* d */") >= 5


def test_hidden_characters_are_dropped_and_long_words_can_break() -> None:
    """No turned reading direction, no line that leaves the page."""
    assert clean("a\u202eb\x00c\u200dd\ud800") == "abcd"
    assert clean("x" * 60).replace("\u200b", "") == "x" * 60
    assert max(map(len, clean("x" * 60).split("\u200b"))) == 6
    assert clean("twenty-four characters!!") == "twenty-four characters!!"


def test_repeats_deeper_than_a_page_is_wide_are_printed_as_text() -> None:
    """In the words of the session language."""
    item: Repeat | Step = Step(30, "s", "run", "backward")
    for _ in range(12):
        item = Repeat(2, (item,))
    text = " ".join(texts(session_card_pdf(Session("Deep", (item,)))))
    assert text.count("2x") == 12
    assert "30s backward" in text


def test_time_and_distance_that_cannot_be_added_stand_side_by_side() -> None:
    """Nothing is converted with a speed that nobody gave."""
    session = parse_session("T\n40m backward\n30s backward\n3 times hop\n")
    (text,) = texts(session_card_pdf(session))
    expected = "T 30 s 3 × 30 s backward no direction in all + 40 m + 40 m + 3 × how much"
    assert text.startswith(expected)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(session=sessions())
def test_any_session_can_be_printed(session: Session) -> None:
    """Whatever the model holds."""
    assert session_card_pdf(session).startswith(b"%PDF")


def test_without_the_extra_it_is_named(
    monkeypatch: pytest.MonkeyPatch, first_steps: Session
) -> None:
    """One sentence with what to install."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError) as missing:
        session_card_pdf(first_steps)
    assert str(missing.value) == "a PDF needs the extra [print]: pip install 'backstride[print]'."
