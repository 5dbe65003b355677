"""A session as plain dicts, and back."""

import contextlib
import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstride.errors import SettingsError
from backstride.training.session import Session
from backstride.training.session_json import SCHEMA, session_from_dict, session_to_dict
from backstride.training.session_text import parse_session
from tests.training.strategies import random_session, sessions

_STEP = {"amount": 30, "unit": "s", "movement": "run", "direction": "backward"}


def _session(**changes: object) -> dict[str, Any]:
    return {"schema": SCHEMA, "title": "Title", "items": [_STEP], **changes}


@given(sessions())
@settings(max_examples=150, deadline=None)
def test_any_session_comes_back_from_json(session: Session) -> None:
    """JSON keeps everything that the model can hold."""
    assert session == session_from_dict(json.loads(json.dumps(session_to_dict(session))))


def test_two_thousand_sessions_come_back_from_json() -> None:
    """Sessions rolled from a seed survive JSON."""
    rng = random.Random(7)  # noqa: S311 - not for secrets
    for _ in range(2000):
        session = random_session(rng)
        assert session == session_from_dict(json.loads(json.dumps(session_to_dict(session))))


def test_the_json_of_a_session_reads_like_the_model() -> None:
    """Names are the model's; what says nothing is left out; whole numbers stay whole."""
    text = 'Hi on sand\n2x\n  30s backward RPE 3-4.5 on grass level sled 20kg "lean"\n10m walk easy'
    assert session_to_dict(parse_session(text)) == {
        "schema": "backstride.session/1",
        "title": "Hi on sand",
        "surface": "sand",
        "items": [
            {
                "repeat": 2,
                "items": [
                    {
                        "amount": 30,
                        "unit": "s",
                        "movement": "run",
                        "direction": "backward",
                        "surface": "grass",
                        "incline_percent": 0,
                        "cue": "lean",
                        "effort": {"kind": "rpe", "low": 3, "high": 4.5},
                        "load": {"kind": "sled", "kg": 20},
                    }
                ],
            },
            {
                "amount": 10,
                "unit": "m",
                "movement": "walk",
                "direction": "forward",
                "effort": {"kind": "named", "word": "easy"},
            },
        ],
    }


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, "the session: an object with keys is wanted here"),
        ([], "the session: an object with keys is wanted here"),
        ({}, "the session: 'schema' is missing"),
        (_session(schema="backstride.session/2"), "schema: 'backstride.session/2' is not"),
        (_session(title=3), "title: a text is wanted here"),
        (_session(title=""), "the session: a session needs a title"),
        (
            _session(titel="x"),
            "the session: 'titel' is not a key of a session; did you mean 'title'?",
        ),
        (_session(**{"q\nq": 1}), "the session: 'q<U+000A>q' is not a key of a session; keys here"),
        (_session(surface="ice"), "the session: 'ice' is not a surface: it is one of grass"),
        (_session(items={}), "items: a list is wanted here"),
        (_session(items=[]), "the session: a session needs at least one step"),
        (_session(items=[_STEP, 3]), "items[1]: an object with keys is wanted here"),
        (_session(items=[{**_STEP, "amount": "3"}]), "items[0].amount: a number is wanted here"),
        (_session(items=[{**_STEP, "amount": True}]), "items[0].amount: a number is wanted here"),
        (_session(items=[{**_STEP, "amount": 10**400}]), "items[0].amount: a finite number"),
        (_session(items=[{**_STEP, "amount": float("nan")}]), "items[0].amount: a finite number"),
        (_session(items=[{**_STEP, "amount": 0}]), "items[0]: an amount is above 0"),
        (_session(items=[{**_STEP, "directon": "left"}]), "did you mean 'direction'?"),
        (_session(items=[{**_STEP, "direction": "up"}]), "items[0]: 'up' is not a direction"),
        (_session(items=[{**_STEP, "effort": "easy"}]), "items[0].effort: an object with keys"),
        (_session(items=[{**_STEP, "effort": {"kind": "rpe"}}]), "items[0].effort: this effort"),
        (_session(items=[{**_STEP, "load": {}}]), "items[0].load: 'kind' is missing"),
        (
            _session(items=[{"repeat": 2.5, "items": [_STEP]}]),
            "items[0].repeat: a count is a whole",
        ),
        (_session(items=[{"repeat": 2, "items": []}]), "items[0]: a repeat needs a count"),
        (
            _session(items=[{"repeat": 2, "items": [{"unit": "s"}]}]),
            "items[0].items[0]: 'amount' is missing",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(data: object, sentence: str) -> None:
    """Each sort of mistake has one sentence that names the place."""
    with pytest.raises(SettingsError) as raised:
        session_from_dict(data)
    assert sentence in str(raised.value)


def test_endless_nesting_is_refused() -> None:
    """Depth is looked at before anything else could give way."""
    item: dict[str, Any] = dict(_STEP)
    for _ in range(50):
        item = {"repeat": 1, "items": [item]}
    assert session_from_dict(_session(items=[item])).items
    for _ in range(100_000):
        item = {"repeat": 1, "items": [item]}
    with pytest.raises(SettingsError, match="50 deep"):
        session_from_dict(_session(items=[item]))


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["amount", "unit", "movement", "repeat", "items", "effort", "kind", "low"]
            ),
            inner,
            max_size=4,
        )
    ),
)


@given(_JSON)
@settings(max_examples=200, deadline=None)
def test_any_json_is_read_or_refused_in_a_sentence(data: object) -> None:
    """Nothing else than the error for settings is ever raised."""
    for whole in (data, _session(items=data), _session(items=[data]), _session(title=data)):
        with contextlib.suppress(SettingsError):
            assert session_from_dict(whole).items
