"""What a person is told about a session text that is wrong: where, what, and the likely fix."""

import pickle
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backstride.errors import SettingsError
from backstride.training.session_text import (
    SessionTextError,
    check_session_text,
    format_session,
    parse_session,
)
from backstride.training.session_words import all_words
from tests.training.strategies import sessions

_LINES = {
    "5min jog easyy": "line 2, column 10: 'easyy' is not an effort; did you mean 'easy'?",
    "30s bakward": "column 5: 'bakward' is not a direction or movement; did you mean 'backward'?",
    "  30s run on gras": "column 14: 'gras' is not a surface; did you mean 'grass'?",
    "30s run sledge": "column 9: 'sledge' is not a load; did you mean 'sled'?",
    "30s run uphil 4%": "column 9: 'uphil' is not a word for a slope; did you mean 'uphill'?",
    "30s run RPEE 3": "column 9: 'RPEE' is not a word of this language; did you mean 'rpe'?",
    "30s sideways run": "column 5: 'sideways' is not a word of this language; say which side",
    "30s run quietly": "'quietly' is not a word of this language; put what is said to the person",
    "2m rest": "column 1: 'rest' stays in place, and 'm' is metres; did you mean '2min'?",
    "2m run on the spot": "column 1: 'run' stays in place, and 'm' is metres; did you mean '2min'?",
    "2km rest": "column 1: 'rest' stays in place, and 'm' is metres; give it a time",
    "30s rest left": "column 10: 'rest' stays in place: it has no direction",
    "back-pedal left 10m": "column 12: 'back-pedal' is always backward; leave the direction out",
    "10 times": "column 1: this step does not say what to do; add a movement such as 'jump', or",
    "2min easy": "column 1: this step does not say what to do; add a movement such as 'walk'",
    "20m left": "column 5: 'left' does not say what to do; write 'shuffle left' or 'run left'",
    "walk easy": "column 1: this step has no amount; begin the line with how long or how far",
    "10x jump": "column 1: this step has no amount; write '10 times' for repetitions",
    "Main set": "column 1: 'Main set' is no step and no repeat; begin it with an amount",
    "- 10m walk": "column 1: a line does not begin with '-'; leave it out ('m' is metres",
    "30 walk": "column 1: '30' has no unit; write what it counts",
    "30 zz": "column 4: 'zz' is not a unit; units are s, min, h, m (metres), km and times",
    "30": "column 1: '30' has no unit; write what it counts: s, min, h, m (metres), km or times",
    "30minn walk": "column 3: 'minn' is not a unit; did you mean 'min'?",
    "3 sets": "column 3: 'sets' is not a unit; write '3x' and put the lines to repeat under it",
    "140bpm walk 2min": "column 4: 'bpm' is not a unit; write a share of the highest heart rate",
    "1min run 2min": "column 10: '2' gives a second amount, after '1'; keep one",
    "1min run left right": "column 15: 'right' gives a second direction, after 'left'",
    "1min run easy RPE 3": "column 15: 'RPE' gives a second effort, after 'easy'",
    "30-60s walk": "column 1: an amount is not a range; write one number, or two steps",
    "1,5km run": "column 1: '1,5' has a decimal comma; write '1.5'",
    "1:5 walk": "column 1: '1:5' is not a time; write minutes and seconds as '1:30'",
    "1:02:03:04 walk": "column 8: ':' has no meaning here",
    "1:75 walk": "column 1: '1:75' is not a time",
    "1.5:30 walk": "column 1: '1.5:30' is not a time",
    '30" run': "column 3: '\"' does not stand for seconds; write '30s'",
    '30s run "slow': "column 9: the cue that begins here has no end; close it with a double quote",
    '30s run " "': "column 9: this cue is empty",
    "80% run 1min": "column 1: it is not said what this is a share of; write '75% effort'",
    "1:20% effort run 1min": "column 1: a clock is not a share",
    "20m run 20kg": "column 9: this mass has no load before it; write 'sled 20kg' or 'vest 20kg'",
    "20m run band 20kg": "column 9: a band has no mass; leave the mass out",
    "20m run sled 2000kg": "column 9: a load is above 0 and at most 500; check the number",
    "20m run uphill": "column 9: 'uphill' does not say how steep; write for example 'uphill 4%'",
    "20m run uphill 5": "column 9: 'uphill' does not say how steep",
    "20m run uphill 400%": "column 9: a slope is at most 100%, up or down; write a smaller slope",
    "20m run on": "column 9: 'on' is not followed by a surface; write for example 'on grass'",
    "20m run on ice": "column 12: 'ice' is not a",
    "20m run RPE": "column 9: 'RPE' has no number; write for example 'RPE 3' or 'RPE 3-4'",
    "20m run RPE 12": "column 9: this effort lies above 0 and up to 10",
    "20m run RPE 4-3": "the lower bound first; write the lower bound first",
    "20m run 0:00/km": "column 9: a pace of 0 has no speed; write it as '5:30 min/km'",
    "20m run 3:00 m/s": "column 9: a clock is not a speed",
    "20m run 5:00-6 min/km": "column 9: a range mixes a clock and a number",
    "3000min walk": "column 1: an amount is above 0 and at most 86400 s; check the number and its",
    "1.5 times jump": "column 1: repetitions are a whole number; write a number without decimals",
    "0s walk": "column 1: an amount is above 0",
    "walk 5min (easy)": "column 11: '(' has no meaning here; leave it out",
    "walk 5min 3x": "column 11: a repeat begins a line",
    "0x": "column 1: '0x' is no number of repeats; write a whole number such as '3x'",
    "1.5x": "column 1: '1.5x' is no number of repeats",
    "2x 3x 4m walk": "column 4: a second repeat stands on this line; put it on a line of its own",
    "99999999x 4m walk": "column 1: a session has at most 100000 steps, repeats unrolled",
    "60000x\n 2x\n  1m walk": "line 2, column 1: a session has at most 100000 steps",
    "3x": "line 2, column 1: this repeat has nothing under it; put the lines to repeat under it",
    "3x\n1m walk": "line 2, column 1: this repeat has nothing under it",
    "1m walk\n  1m walk": "line 3, column 3: this line is indented, but under no repeat",
    "3x\n    1m walk\n  1m walk": "line 4, column 3: this line lines up with no line above",
    " 3x\n\t\t1m walk": "line 3, column 3: the indentation mixes tabs and spaces; use one",
    "1m walk\nnote: late": "line 3, column 1: 'note:' stands below a step; move it above",
    "1m walk\nnotes: late": "line 3, column 1: 'notes:' has no meaning here; did you mean 'note:'?",
    "Notes: x": "line 2, column 1: 'Notes:' has no meaning here; did you mean 'note:'?",
    "note: a\nnote: b": "line 3, column 1: this is a second note; keep one",
    "note:": "line 2, column 1: 'note:' has nothing after it",
    "surface: gras": "line 2, column 10: 'gras' is not a surface; did you mean 'grass'?",
    "surface: moon dust": "line 2, column 10: 'moon dust' is not a surface; write one of grass,",
    "1m \x07walk": "line 2, column 4: the hidden character '<U+0007>' stands here; delete it",
    "1m \ud800walk": "line 2, column 4: the hidden character '<U+D800>' stands here; delete it",
}


@pytest.mark.parametrize("lines", list(_LINES))
def test_a_mistake_is_told_with_its_place_and_fix(lines: str) -> None:
    """Each sort of mistake under a title has one sentence with line, column and fix."""
    told = [str(error) for error in check_session_text(f"Title\n{lines}\n")]
    assert any(_LINES[lines] in sentence for sentence in told), told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "line 1, column 1: the session has no title; write it on the first line"),
        ("\n# only a comment\n", "line 1, column 1: the session has no title"),
        ("Title", "line 1, column 1: the session has no step; write one under the title"),
        ("title:", "line 1, column 1: 'title:' has nothing after it"),
        ("5min walk\n", "line 1, column 1: the first line is the title, and this reads as a step"),
        ("3x\n  5min walk", "line 1, column 1: the first line is the title"),
        ("5 min bakward", "line 1, column 1: the first line is the title"),
        ("1:30 wlk", "line 1, column 1: the first line is the title"),
        ("walk 5min", "line 1, column 1: the first line is the title"),
    ],
)
def test_a_session_begins_with_its_title(text: str, sentence: str) -> None:
    """A step never vanishes into the title."""
    assert str(check_session_text(text)[0]).startswith(sentence)


def test_all_mistakes_are_told_at_once() -> None:
    """One pass finds every mistake, in the order of the text, and the good lines are no fault."""
    text = "Title\n5min jog easyy\n3x\n  30s bakwards slooow\n  90s walk\n2m rest\n"
    errors = check_session_text(text)
    assert [(2, 10), (4, 7), (4, 16), (6, 1)] == [(e.line, e.column) for e in errors]
    with pytest.raises(SessionTextError) as raised:
        parse_session(text)
    assert "line 2, column 10: 'easyy' is not an effort; did you mean 'easy'? (and 3 more)" == str(
        raised.value
    )
    assert [str(e) for e in errors[1:]] == [str(e) for e in raised.value.others]


def test_one_mistake_is_told_once() -> None:
    """A misspelt repeat is one mistake; the lines under it are not blamed as well."""
    assert [2] == [
        e.line for e in check_session_text("T\n3xx\n  30s walk\n  2x\n    1m walk\n1m run")
    ]
    assert [2] == [e.line for e in check_session_text("T\nnotes: x\n1m run")]
    assert [4] == [e.line for e in check_session_text("T\n3x\n  2x\n    1m bakward\n1m run")]
    assert [2] == [e.line for e in check_session_text("T\n\x01\n1m run")]
    deep = "T\n" + "".join(" " * depth + "1x\n" for depth in range(60)) + " " * 60 + "1m walk"
    assert ["repeats stand at most 50 deep inside each other"] == [
        e.problem for e in check_session_text(deep)
    ]


def test_a_good_text_has_no_mistakes() -> None:
    """Checking a good text returns an empty list."""
    assert [] == check_session_text("Title\n5min walk")


def test_the_error_is_a_settings_error_that_can_be_sent_elsewhere() -> None:
    """The command line catches it as any other error, and it survives a process border."""
    error = check_session_text("Title\nwalk")[0]
    assert isinstance(error, SettingsError)
    assert "session_text" == error.code
    assert str(error) == str(pickle.loads(pickle.dumps(error)))  # noqa: S301 - our own bytes


_PIECES = st.one_of(
    st.sampled_from(
        [*all_words(), *"0123456789", "\n", "\n  ", "\n    ", "\t", " ", '"', "#", "-"]
    ),
    st.sampled_from(["%", ":", "/", ".", ",", "\r", "“", "„", "×", "\u2028", "\ud800", "\x00"]),
    st.characters(),
)


def _assert_tells_or_reads(text: str) -> None:
    errors = check_session_text(text)
    if errors:
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for error in errors:
            assert 1 <= error.line <= len(lines)
            assert 1 <= error.column <= len(lines[error.line - 1]) + 1
            assert "\n" not in str(error).encode().decode()
        return
    session = parse_session(text)
    printed = format_session(session)
    assert session == parse_session(printed)
    assert printed == format_session(parse_session(printed))


@given(st.lists(_PIECES, max_size=60).map("".join))
@settings(max_examples=500, deadline=None)
@example("Title\n1x\n\u00a0\x1f1m walk")
def test_any_text_is_read_or_its_mistakes_are_told(text: str) -> None:
    """No text at all raises anything but the error for texts; places lie inside the text."""
    _assert_tells_or_reads("Title\n" + text)
    _assert_tells_or_reads(text)


@given(sessions(), st.data())
@settings(max_examples=200, deadline=None)
def test_a_damaged_session_is_read_or_its_mistakes_are_told(session, data) -> None:  # type: ignore[no-untyped-def]
    """A good text with a piece cut out or put in is no exception either."""
    text = format_session(session)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 5)))
    _assert_tells_or_reads(text[:start] + data.draw(_PIECES) + text[end:])


@pytest.mark.parametrize(
    "text",
    [
        "x" * 2_000_000,
        "T\n" + "bakward " * 300_000,
        "T\n" + "„" * 1_000_000,
        "T\n" + "„a" * 500_000,
        "T\n" + '"a" ' * 500_000,
        "T\n" + "-" * 1_000_000,
        "T\n" + "9" * 1_000_000 + "s walk",
        "T\n" + "9" * 1_000_000 + "x\n 1m walk",
        "T\n" + "9:" * 300_000,
        "T\n1m walk" + " at" * 300_000,
        "T\n1m walk" + " a-b" * 300_000,
        "T\n1m walk " + "a-" * 300_000,
        "T\n1m walk" + " 1min" * 300_000,
        "T\n" + "1x " * 300_000,
        "T\n" + "".join(" " * depth + "1x\n" for depth in range(1_500)),
        "T\n" + "  1m walk\n1m walk\n" * 50_000,
        "T\n" + "\n" * 1_000_000,
        "T\n" + "# x\n" * 300_000,
        "T\n" + "bad\n" * 300_000,
        "T\n" + "note: x\n" * 300_000,
        "T\n" + "\x00\n" * 300_000,
        "T\n" + "1.1" * 300_000,
        "T\n" + "a" * 1_000_000 + " on grass" * 100_000,
        "on grass" * 200_000,
        "T\n1m walk " + "1/" * 500_000,
    ],
    ids=range(25),
)
def test_huge_texts_are_answered_soon(text: str) -> None:
    """Megabytes of nonsense cost seconds at most, and at most a hundred sentences."""
    start = time.process_time()
    errors = check_session_text(text)
    assert time.process_time() - start < 5
    assert len(errors) <= 100
    assert all(len(str(error)) < 300 for error in errors)


def test_more_steps_than_a_session_has_are_refused_early() -> None:
    """Reading stops at the limit of written steps."""
    text = "T\n" + "1m run\n" * 100_001
    assert ["line 100002, column 1: this is more than 100000 steps; write two sessions"] == [
        str(error) for error in check_session_text(text)
    ]
