"""Progress: load, dose, pain and tests as charts, sentences and tables."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from backstride.journal import LOCAL
from backstride.training import LogEntry
from backstride.web.diary.reasons_told import _PATTERNS, reason_words
from backstride.web.words_of import words_in
from tests.exchange.report.html_pages import parse
from tests.journal.people import quick, run, went
from tests.web.diary.conftest import Diary, begun

CHARTS = ("load", "dose", "pain", "ratio", "steps", "knee")


def trained(diary: Diary, weeks: int = 6) -> None:
    """Do every session of some weeks, one with pain; some are recorded."""
    number = 0
    for _ in range(7 * weeks):
        version = diary.journal.programmes.current(LOCAL, diary.person_id)
        assert version is not None
        for planned in version.programme.sessions():
            if planned.day != diary.today:
                continue
            number += 1
            entry = went(planned, rpe=3 + number % 4, pain_during={"knee": 6.0 * (number == 5)})
            kept = diary.journal.sessions.log(LOCAL, diary.person_id, entry, minutes=25)
            if number % 2:
                diary.journal.recordings.add(
                    LOCAL, diary.person_id, run(number), measurer=quick, entry_id=kept.entry_id
                )
            diary.journal.programmes.adapt(LOCAL, diary.person_id)
        diary.clock.now += timedelta(days=1)


@pytest.fixture(scope="module")
def six_weeks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Diary]:
    """Give somebody who trained for six weeks, for tests that only look."""
    with begun(tmp_path_factory.mktemp("trained")) as made:
        trained(made)
        yield made


def test_without_a_log_the_page_says_what_is_missing(diary: Diary) -> None:
    """No chart is drawn of nothing, and each says why."""
    text = diary.page("/progress")
    assert "No session was rated yet" in text
    assert "Four weeks of log are needed" in text
    assert "No recording of these weeks" in text
    assert "No test yet" in text


def test_each_chart_has_a_sentence_a_picture_with_units_and_a_table(six_weeks: Diary) -> None:
    """Also without script: the picture is drawn on the server and named by its sentence."""
    root = parse(six_weeks.page("/progress"))
    figures = {one.attributes["id"]: one for one in root.all("figure")}
    assert set(CHARTS) <= set(figures)
    for name in CHARTS:
        figure = figures[name]
        pictures = figure.all("svg")
        sentence = next(o for o in figure.all("figcaption")).all("p")[0].text.strip()
        assert sentence
        drawn = [one for one in pictures if one.attributes.get("role") == "img"]
        assert len(drawn) == 2
        assert all(sentence in one.attributes["aria-label"] for one in drawn), name
        assert any("unit" in o.attributes.get("class", "") for o in drawn[0].all("text"))
        assert len(figure.all("tr")) > 1
        assert figure.all("title"), name


def test_numbers_are_those_of_the_library(six_weeks: Diary) -> None:
    """Load is effort times minutes, metres are planned, done and measured, with intervals."""
    diary = six_weeks
    said = diary.client.get("/api/progress?weeks=12").json()
    entries = diary.entries()
    week = next(one for one in said["load"] if one["total"]["estimate"])
    monday = date.fromisoformat(week["monday"])
    days = [one for one in entries if 0 <= (one.entry.day - monday).days < 7]
    assert week["total"]["estimate"]["value"] == sum(one.load or 0 for one in days)
    measured = [one for one in said["dose"] if one["measured_m"]]
    recordings = diary.journal.recordings.of(LOCAL, diary.person_id)
    metres = sum(one.backward_m or 0 for _, one in recordings)
    assert sum(one["measured_m"]["value"] for one in measured) == pytest.approx(metres, rel=1e-3)
    knee = sum(one["so_far"]["value"] for one in said["knee_impulse"] if one["so_far"])
    assert knee == pytest.approx(sum(o.knee_impulse_bw_s or 0 for _, o in recordings), rel=1e-3)
    done = [one for one in said["dose"] if one["done_m"]]
    assert all(one["done_m"] <= one["planned_m"] + 0.2 for one in done)
    assert "predicts little" in said["ratio_note"]


def test_a_step_back_is_marked_on_the_charts(six_weeks: Diary) -> None:
    """The day on which the plan changed, with a shape of its own and in words."""
    root = parse(six_weeks.page("/progress"))
    marks = [o for o in root.all("g") if o.attributes.get("class") == "mark regress"]
    assert any("a step back" in one.text for one in marks)
    items = [one.text for one in root.all("li")]
    assert any("a step back" in one for one in items)


def test_unrated_sessions_are_unknown_and_not_rest(diary: Diary) -> None:
    """A week with a session that nobody rated has at least the load of the others."""
    day = diary.today
    for back, rpe in ((9, 5.0), (8, None), (0, 4.0)):
        entry = LogEntry(day=day - timedelta(days=back), uid="", rpe=rpe)
        diary.journal.sessions.log(LOCAL, diary.person_id, entry, minutes=20)
    text = diary.page("/progress?weeks=6")
    assert "at least 100" in text
    assert "rate every session" in text


@pytest.mark.parametrize("weeks", ["6", "52", "7", "-3", "99999"])
def test_any_span_is_shown_as_the_nearest_there_is(six_weeks: Diary, weeks: str) -> None:
    """Nothing that stands in the address breaks the page."""
    assert 'aria-current="true"' in six_weeks.page(f"/progress?weeks={weeks}")


def test_the_page_asks_the_journal_as_often_however_much_there_is(
    diary: Diary, six_weeks: Diary
) -> None:
    """A few questions in all."""
    trained(diary, 1)
    assert _questions(six_weeks) <= _questions(diary) <= 30


def _questions(diary: Diary) -> int:
    asked: list[str] = []
    engine = diary.journal.engine
    event.listen(engine, "before_cursor_execute", _note := lambda *a: asked.append(a[2]))
    diary.page("/progress")
    event.remove(engine, "before_cursor_execute", _note)
    return len([one for one in asked if one.lstrip().upper().startswith("SELECT")])


def add(diary: Diary, days_ago: int, trials: str, **more: str) -> str:
    """Enter the result of a test and return the page that follows."""
    day = str(diary.today - timedelta(days=days_ago))
    fields = {"test": "backward_20_m", "day": day, "trials": trials, **more}
    return diary.client.post("/progress/tests", data=fields).text


def test_one_day_of_testing_answers_nothing_yet(diary: Diary) -> None:
    """The first result stands there with its typical error, and no verdict."""
    text = add(diary, 30, "6.1 6.3 6.0")
    assert "there is nothing to set it beside yet" in text
    assert 'published (<a href="/evidence#T10">T10</a>' in text


def test_whether_it_changed_is_told_with_how_sure_that_is(diary: Diary) -> None:
    """A small change of single days cannot be told; a large one can."""
    add(diary, 60, "6.1")
    add(diary, 55, "6.05")
    assert "cannot tell" in add(diary, 3, "6.0 6.1")
    (course,) = diary.client.get("/api/tests").json()
    assert (course["test"], course["change"]["verdict"]) == ("backward_20_m", "cannot tell")
    assert 'class="tag progress">better' in add(diary, 2, "4.2")


def test_sides_and_own_ways_are_courses_of_their_own(diary: Diary) -> None:
    """Left is never set beside right, nor a stopwatch beside gates."""
    add(diary, 9, "8", test="knee_to_wall", side="left")
    add(diary, 9, "9", test="knee_to_wall", side="right")
    add(diary, 9, "9", test="knee_to_wall", side="right", own_way="1")
    names = [one["name"] for one in diary.client.get("/api/tests").json()]
    assert names == ["knee_to_wall.left", "knee_to_wall.right", "knee_to_wall.right.own"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"trials": ""}, "1 to 12"),
        ({"trials": "1 " * 13}, "1 to 12"),
        ({"trials": "fast"}, "no number"),
        ({"trials": "99"}, "20 m backward run"),
        ({"test": "mile", "trials": "5"}, "test"),
        ({"test": "knee_to_wall", "trials": "5"}, "choose left or right"),
        ({"days": "-1", "trials": "5"}, "still to come"),
    ],
)
def test_results_that_cannot_be_true_are_refused(
    diary: Diary, fields: dict[str, str], why: str
) -> None:
    """One sentence in the open form, and nothing is kept."""
    more = {k: v for k, v in fields.items() if k not in ("trials", "days")}
    text = add(diary, int(fields.get("days", "1")), fields["trials"], **more)
    alert = next(o for o in parse(text).everything() if o.attributes.get("role") == "alert")
    assert why in alert.text
    assert diary.client.get("/api/tests").json() == []


def test_programs_add_results(diary: Diary) -> None:
    """The JSON does what the page does."""
    result = {"test": "sprint_10_m", "day": str(diary.today), "trials": [2.1, 2.0]}
    (course,) = diary.client.post("/api/tests", json=result).json()
    assert course["days"][0]["trials"] == [2.1, 2.0]
    assert diary.client.post("/api/tests", json={**result, "trials": []}).status_code == 422


def test_what_cannot_be_told_is_said_in_every_language(diary: Diary) -> None:
    """Each reason has its words; the English one is that of training, on the page and off it."""
    english, german = words_in("en"), words_in("de")
    blanks = {"n": "2", "span": "28"}
    for key, pattern in _PATTERNS.items():
        text = english(f"load_reason.{key}", **blanks)
        assert re.fullmatch(pattern, text)
        assert reason_words(text, english) == text
        assert reason_words(text, german) == german(f"load_reason.{key}", **blanks) != text
    trained(diary, weeks=2)
    answer = diary.client.get("/progress", headers={"Accept-Language": "de"})
    assert "28 Tage sind nötig" in answer.text
    assert "are on record" not in answer.text
    assert "of this week" not in answer.text
    assert reason_words("Something new.", german) == "Something new."
