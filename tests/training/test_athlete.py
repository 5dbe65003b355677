"""An athlete: what is accepted, what is refused and how, and what text keeps of them."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.errors import SettingsError
from backstride.training.athlete import Athlete, no_conditions
from backstride.training.athlete_text import (
    athlete_as_dict,
    athlete_from_dict,
    athlete_from_text,
    athlete_json,
    athlete_toml,
    read_athlete,
)
from backstride.training.athlete_words import CONDITIONS, PLACES, SURFACE_OF_PLACE
from backstride.training.injury import Injury
from tests.training.athlete_strategies import athletes, healthy, unhurried

_LEAST: dict[str, Any] = {"name": "Ada", "body_mass_kg": 62, "height_m": 1.7, "age_years": 27}
_ACL: dict[str, Any] = {
    "kind": "acl_reconstruction",
    "site": "knee",
    "side": "left",
    "stage": "late",
    "surgery_on": "2025-01-01",
}


def refusal(table: object) -> str:
    """Return the message with which a table is refused."""
    with pytest.raises(SettingsError) as caught:
        athlete_from_dict(table)
    return str(caught.value)


@unhurried
@given(athletes())
def test_json_and_back_is_the_same_athlete(athlete: Athlete) -> None:
    """Nothing is lost or changed, for any athlete."""
    assert athlete == athlete_from_text(athlete_json(athlete))


@unhurried
@given(athletes())
def test_toml_and_back_is_the_same_athlete(athlete: Athlete) -> None:
    """Nothing is lost or changed, for any athlete."""
    assert athlete == athlete_from_text(athlete_toml(athlete), toml=True)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "one line of 1 to 100"),
        ("name", "two\nlines", "one line"),
        ("name", "x" * 101, "1 to 100"),
        ("body_mass_kg", 900, "900, but must be a number from 20 to 300 kg"),
        ("body_mass_kg", float("nan"), "not a finite number"),
        ("body_mass_kg", True, "true"),
        ("height_m", 170, "from 0.9 to 2.5 m"),
        ("height_m", "1.70", '"1.70"'),
        ("age_years", 4, "from 5 to 110 years"),
        ("running_weeks", -1, "from 0 to 5200 weeks"),
        ("running_km_per_week", 401, "from 0 to 400 km"),
        pytest.param("running_minutes_per_week", 10**5000, "a very long number", id="long"),
        ("backward_experience", "lots", "none, some, regular"),
        ("sport", "socer", 'did you mean "soccer"?'),
        ("position", "goalkeeper", "general has none"),
        ("goals", [], "at least one"),
        ("goals", "sprint", "must be a list"),
        ("goals", ["sprnt"], 'did you mean "sprint"?'),
        ("equipment", [{}], "a table"),
        ("places", ["moon"], "treadmill_harness"),
        ("spotter", True, "no, sometimes, yes"),
        ("match_weekdays", ["Monday"], 'did you mean "monday"?'),
        ("match_dates", ["next week"], "YYYY-MM-DD"),
        ("match_dates", [20250101], "YYYY-MM-DD"),
        ("match_dates", [datetime(2025, 1, 1)], "YYYY-MM-DD"),
        ("pain_now", {"knee": 11}, "pain_now.knee is 11"),
        ("pain_now", {"elbow": 1}, 'pain_now key is "elbow"'),
        ("pain_now", 3, "must be a table"),
        ("minutes_by_weekday", {"monday": 1441}, "minutes_by_weekday.monday"),
        ("conditions", {"fever": "no"}, "conditions.fever"),
        ("conditions", {"fevr": False}, 'did you mean "fever"?'),
        ("injuries", {}, "must be a list"),
        ("injuries", [3], "injuries[0]"),
        ("injuries", [_ACL, _ACL | {"stage": "old"}], 'injuries[1].stage is "old"'),
        ("injuries", [_ACL | {"site": "hip"}], "injuries[0].site"),
        ("injuries", [_ACL | {"surgery_on": None}], "injuries[0].surgery_on is missing"),
        ("injuries", [_ACL | {"cleared_for": "sport"}], "injuries[0].cleared_by"),
        ("injuries", [_ACL | {"cleared_by": "me", "cleared_for": "sport"}], "clinician"),
        ("injuries", [{"kind": "other"}], "injuries[0].site is missing"),
        ("injuries", [_ACL | {"stag": "late"}], 'did you mean "stage"?'),
        ("birth_date", "1998-02-30", "YYYY-MM-DD"),
        ("birth_date", "0001-01-01", "from 1900 to 2200"),
        ("running_years", 101, "from 0 to 100 years"),
        ("schema", "backstride.athlete/2", "backstride.athlete/1"),
    ],
)
def test_a_bad_field_is_refused_in_one_sentence_that_names_it(
    field: str, value: object, says: str
) -> None:
    """The message names the field, says what it is and what it must be."""
    table = _LEAST | {field: value}
    if field == "birth_date":
        del table["age_years"]
    message = refusal(table)
    assert message.startswith(f"athlete: {field}")
    assert says in message
    assert message.endswith((".", "?"))
    assert "\n" not in message


_FIELDS = st.sampled_from([*athlete_as_dict(healthy()), "injuries", "birth_date", "running_years"])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["kind", "knee", "fever", "monday", "x"]), inner)
    ),
    max_leaves=6,
)


def _taken(table: object) -> Athlete | str:
    """Return the athlete, or the message with which the table is refused."""
    try:
        return athlete_from_dict(table)
    except SettingsError as error:
        return str(error)


@unhurried
@given(st.dictionaries(_FIELDS, _VALUES, max_size=3))
def test_whatever_is_entered_gives_an_athlete_or_one_sentence(changes: dict[str, object]) -> None:
    """No value in any field crashes the reader, and a refusal names a field that was changed."""
    taken = _taken(_LEAST | changes)
    if isinstance(taken, Athlete):
        assert taken == athlete_from_dict(athlete_as_dict(taken))
    else:
        assert "\n" not in taken
        assert any(field in taken for field in [*changes, "age_years"])


@pytest.mark.parametrize("missing", ["name", "body_mass_kg", "height_m", "age_years"])
def test_what_a_plan_cannot_do_without_must_be_given(missing: str) -> None:
    """The message names the missing field."""
    assert missing in refusal({key: one for key, one in _LEAST.items() if key != missing})


def test_age_and_birth_date_together_are_refused() -> None:
    """One of them would be wrong next year."""
    assert "one of the two" in refusal(_LEAST | {"birth_date": "1998-01-01"})


def test_an_unknown_field_is_refused_with_the_likely_one() -> None:
    """A misspelt field is never silently dropped."""
    assert 'did you mean "equipment"?' in refusal(_LEAST | {"equipmnt": []})
    assert "take it out" in refusal(_LEAST | {"zzz": []})


def test_running_years_stand_for_weeks() -> None:
    """Two years are 104 weeks, and giving both is refused."""
    assert athlete_from_dict(_LEAST | {"running_years": 2}).running_weeks == 104
    assert "keep one" in refusal(_LEAST | {"running_years": 2, "running_weeks": 3})


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2000, 6, 2), date(2025, 6, 1), 24),
        (date(2000, 6, 2), date(2025, 6, 2), 25),
        (date(2000, 2, 29), date(2025, 2, 28), 24),
        (date(2000, 2, 29), date(2025, 3, 1), 25),
    ],
)
def test_age_goes_by_the_calendar(born: date, day: date, age: int) -> None:
    """A year is full on the birthday, not before."""
    assert age == healthy(age_years=None, birth_date=born).age_on(day)


def test_a_given_age_is_taken_as_it_is() -> None:
    """Without a birth date the age does not move."""
    assert healthy(age_years=31.5).age_on(date(2099, 1, 1)) == 31.5


def test_body_mass_index_is_mass_over_height_squared() -> None:
    """81 kg at 1.80 m are 25 kg/m²."""
    assert healthy(body_mass_kg=81, height_m=1.8).body_mass_index_kg_m2 == pytest.approx(25.0)


def test_match_days_are_weekly_or_dated() -> None:
    """Both count, and other days are free of matches."""
    athlete = healthy(match_weekdays=("saturday",), match_dates=(date(2025, 6, 4),))
    played = [athlete.is_match_day(date(2025, 6, day)) for day in (3, 4, 7, 14)]
    assert played == [False, True, True, True]


def test_free_minutes_follow_the_weekday() -> None:
    """A day that is not named has none."""
    athlete = healthy(minutes_by_weekday={"tuesday": 45})
    assert [athlete.minutes_on(date(2025, 6, day)) for day in (2, 3)] == [0, 45]


def test_repeated_words_count_once_and_tables_have_one_order() -> None:
    """So that equal athletes are written alike."""
    first = healthy(goals=("sprint", "learn", "sprint"), pain_now={"calf": 1, "knee": 2})
    assert first.goals == ("sprint", "learn")
    assert list(first.pain_now) == ["knee", "calf"]


def test_an_athlete_does_not_change_with_the_table_it_was_made_from() -> None:
    """The tables are copied, and athletes can be keys."""
    conditions = no_conditions()
    athlete = healthy(conditions=conditions)
    conditions["fever"] = True
    assert athlete.conditions["fever"] is False
    assert {athlete: 1}[healthy()] == 1


@pytest.mark.parametrize("suffix", ["json", "toml"])
def test_a_file_is_read_by_its_ending(tmp_path: Path, suffix: str) -> None:
    """TOML and JSON both give the athlete, also behind a byte-order mark."""
    path = tmp_path / f"ada.{suffix}"
    text = athlete_toml(healthy()) if suffix == "toml" else athlete_json(healthy())
    path.write_text(text, encoding="utf-8-sig")
    assert healthy() == read_athlete(path)


def test_toml_dates_may_be_written_bare() -> None:
    """TOML's own dates are taken like quoted ones."""
    text = 'name = "Ada"\nbody_mass_kg = 62\nheight_m = 1.7\nbirth_date = 1998-03-01\n'
    assert athlete_from_text(text, toml=True).birth_date == date(1998, 3, 1)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "not valid JSON"),
        (b"", "not valid JSON"),
        (b"[" * 200_000, "not valid JSON"),
        (b'{"name": ' + b"9" * 5000 + b"}", "not valid JSON"),
        (b"[1]", "this is a list"),
        (b'"\xff"', "byte 1 is not UTF-8"),
    ],
)
def test_a_file_that_is_no_athlete_is_refused_with_its_path(
    tmp_path: Path, content: bytes, says: str
) -> None:
    """One sentence with the path and what is wrong."""
    path = tmp_path / "ada.json"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=says) as caught:
        read_athlete(path)
    assert str(caught.value).startswith(str(path))


def test_an_absent_file_is_one_sentence(tmp_path: Path) -> None:
    """Not a traceback."""
    with pytest.raises(SettingsError, match="cannot be read"):
        read_athlete(tmp_path / "nobody.json")
    with pytest.raises(SettingsError, match="not valid TOML"):
        athlete_from_text("name = ", toml=True)


def test_json_leaves_out_what_is_not_known() -> None:
    """No nulls, and the schema is named."""
    written = json.loads(athlete_json(healthy()))
    assert written["schema"] == "backstride.athlete/1"
    assert None not in written.values()
    assert "birth_date" not in written


def test_weeks_since_an_operation() -> None:
    """Counted in days over seven; none without an operation."""
    operated = Injury(
        kind="other", site="knee", side="left", stage="late", surgery_on=date(2025, 1, 1)
    )
    assert operated.surgery_weeks(date(2025, 1, 15)) == 2
    unoperated = Injury(kind="other", site="knee", side="left", stage="late")
    assert unoperated.surgery_weeks(date(2025, 1, 15)) is None


def test_every_place_has_a_surface_and_every_condition_is_answered_by_no_conditions() -> None:
    """The word lists agree with each other."""
    assert set(SURFACE_OF_PLACE) == set(PLACES)
    assert no_conditions() == dict.fromkeys(CONDITIONS, False)
