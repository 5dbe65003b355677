"""The log: what is said of a session is kept, and the plan follows it."""

import re
from datetime import timedelta

import pytest

from backstride.journal import LOCAL
from backstride.training.athlete_words import SITES
from tests.exchange.report.html_pages import parse
from tests.web.diary.conftest import Diary

ENTRY = "0123456789abcdef" * 2


def said(diary: Diary, **changes: str) -> dict[str, str]:
    """Return the fields of a form about the session of today."""
    fields = {
        "entry_id": ENTRY,
        "session": diary.key(),
        "day": str(diary.today),
        "minutes": "22",
        "done": "100",
        "rpe": "4",
    }
    return {**fields, **changes}


def test_the_session_of_today_is_chosen_already(diary: Diary) -> None:
    """With its minutes; every question can be answered without script, place by place."""
    root = parse(diary.page("/log"))
    chosen = [one for one in root.all("option") if "selected" in one.attributes]
    assert chosen[0].attributes["value"] == diary.key()
    fields = {
        one.attributes["name"]
        for kind in ("select", "input")
        for one in root.all(kind)
        if "name" in one.attributes
    }
    assert {f"{when}_{site}" for when in ("during", "after") for site in SITES} <= fields
    (minutes,) = (one for one in root.all("input") if one.attributes.get("name") == "minutes")
    assert float(minutes.attributes["value"]) == diary.planned().minutes


def test_pain_of_six_steps_the_next_session_back_and_says_why(diary: Diary) -> None:
    """The page that follows tells the decision, its rule, and what is different ahead."""
    before = diary.planned(1)
    text = diary.client.post("/log", data=said(diary, during_knee="6")).text
    (kept,) = diary.entries()
    assert (kept.entry.uid, dict(kept.entry.pain_during)) == (diary.planned().uid, {"knee": 6})
    version = diary.journal.programmes.current(LOCAL, diary.person_id)
    assert version is not None
    assert version.outcome == "regress"
    assert before not in version.programme.sessions()
    assert "What changes next" in text
    assert 'class="tag regress"' in text
    assert "Knee 6" in text


def test_a_form_sent_twice_is_one_entry(diary: Diary) -> None:
    """A second press on Save, or a reload, adds nothing."""
    pages = [diary.client.post("/log", data=said(diary)).url.path for _ in range(2)]
    assert pages[0] == f"/log/{ENTRY}"
    assert len(diary.entries()) == 1


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("day", "soon", "year-month-day"),
        ("minutes", "ten", "ten is no number"),
        ("minutes", "9999", "1440"),
        ("rpe", "11", "rpe"),
        ("during_knee", "12", "pain_during"),
        ("during_knee", "nan", "no number"),
        ("session", "0000", "choose another"),
        ("entry_id", "x", "32 hexadecimal digits"),
        ("note", "x" * 2001, "note"),
    ],
)
def test_a_mistake_is_said_and_nothing_that_was_typed_is_lost(
    diary: Diary, field: str, value: str, why: str
) -> None:
    """The form comes back with one sentence and every answer."""
    answer = diary.client.post("/log", data=said(diary, confidence="7") | {field: value})
    assert answer.status_code == 422
    alert = next(o for o in parse(answer.text).everything() if o.attributes.get("role") == "alert")
    assert why in alert.text
    assert re.search(r'name="confidence" value="7" checked', answer.text)
    assert diary.entries() == []


def test_a_day_to_come_is_refused(diary: Diary) -> None:
    """What has not happened cannot be logged."""
    day = str(diary.today + timedelta(days=1))
    answer = diary.client.post("/log", data=said(diary, session="", day=day))
    assert answer.status_code == 422
    assert "still to come" in answer.text


def test_the_next_morning_is_asked_and_changes_the_plan(diary: Diary) -> None:
    """The morning after, the log asks; pain then counts as pain does."""
    diary.client.post("/log", data=said(diary))
    assert "How is it this morning?" not in diary.page("/log")
    diary.clock.now += timedelta(days=1)
    assert f"/log/{ENTRY}/morning" in diary.page("/log")
    text = diary.client.post(f"/log/{ENTRY}/morning", data={"next_achilles": "4"}).text
    assert 'class="tag regress"' in text
    (kept,) = diary.entries()
    assert dict(kept.entry.pain_next_morning or {}) == {"achilles": 4}
    assert f"/log/{ENTRY}/morning" not in diary.page("/log")
    diary.client.post(f"/log/{ENTRY}/morning", data={"none": "1"})
    assert diary.entries()[0].entry.pain_next_morning == {}


def test_a_correction_keeps_what_was_said_before(diary: Diary) -> None:
    """The form shows the entry; the new version stands, the old one is in the history."""
    diary.client.post("/log", data=said(diary, during_knee="6"))
    diary.clock.now += timedelta(days=1)
    diary.client.post(f"/log/{ENTRY}/morning", data={"next_knee": "1"})
    form = diary.page(f"/log/{ENTRY}/correct")
    assert re.search(r'name="rpe" value="4" checked', form)
    corrected = said(diary, day=str(diary.today - timedelta(days=1)), rpe="5", during_knee="1")
    text = diary.client.post(f"/log/{ENTRY}/correct", data=corrected).text
    (kept,) = diary.entries()
    assert (kept.version, kept.entry.rpe, kept.worst_pain) == (3, 5, 1)
    assert dict(kept.entry.pain_next_morning or {}) == {"knee": 1}
    assert "Earlier versions: 2" in text
    assert "Knee 6" in text


def test_an_entry_is_removed_and_put_back(diary: Diary) -> None:
    """Removal is undone by one button; the plan forgets and remembers with it."""
    diary.client.post("/log", data=said(diary, during_knee="6"))
    text = diary.client.post(f"/log/{ENTRY}/remove").text
    assert diary.entries() == []
    assert f"/log/{ENTRY}/restore" in text
    version = diary.journal.programmes.current(LOCAL, diary.person_id)
    assert version is not None
    assert version.decisions == ()
    diary.client.post(f"/log/{ENTRY}/restore")
    assert [one.worst_pain for one in diary.entries()] == [6]
    diary.client.post(f"/log/{ENTRY}/restore")
    assert [one.version for one in diary.entries()] == [3]


def test_what_nobody_rated_is_asked_for(diary: Diary) -> None:
    """An entry without effort, such as of a session that was left, can be completed."""
    fields = said(diary)
    del fields["rpe"]
    diary.client.post("/log", data=fields)
    assert f"/log/{ENTRY}/correct" in diary.page("/log")


def test_unknown_entries_are_not_there(diary: Diary) -> None:
    """Another id, or another person's entry, is no entry."""
    assert diary.client.get(f"/log/{'f' * 32}").status_code == 404
    other = diary.journal.people.add("Bea").id
    diary.client.post("/log", data=said(diary))
    assert diary.client.get(f"/people/{other}/log/{ENTRY}").status_code == 404
    assert diary.client.get(f"/people/{diary.person_id}/log/{ENTRY}").status_code == 200


def test_addresses_say_nothing_of_health(diary: Diary) -> None:
    """Neither pain nor notes nor kinds of session are in any address."""
    answer = diary.client.post("/log", data=said(diary, during_knee="6", note="left"))
    seen = [str(one.url) for one in (*answer.history, answer)]
    root = parse(answer.text)
    seen += [o.attributes.get("href", "") for o in root.all("a")]
    uid = diary.planned().uid
    assert not any(word in one for one in seen for word in ("knee", "pain", "left", uid))


def test_programs_log_correct_remove_and_restore(diary: Diary) -> None:
    """The JSON of the log does what its pages do, in one shape, and refuses other fields."""
    client, uid = diary.client, diary.planned().uid
    entry = {"entry_id": ENTRY, "day": str(diary.today), "uid": uid, "minutes": 20, "rpe": 5}
    made = client.post("/api/log", json=entry)
    assert made.status_code == 201
    assert (made.json()["load"], made.json()["version"]) == (100, 1)
    assert client.post("/api/log", json=entry).json()["version"] == 1
    worse = {"day": str(diary.today), "uid": uid, "pain_during": {"knee": 6}}
    corrected = client.put(f"/api/log/{ENTRY}", json=worse).json()
    assert corrected["plan_version"] == 3
    assert [one["version"] for one in client.get(f"/api/log/{ENTRY}").json()] == [2, 1]
    morning = client.put(f"/api/log/{ENTRY}/morning", json={"pain": {}}).json()
    assert morning["pain_next_morning"] == {}
    assert client.delete(f"/api/log/{ENTRY}").status_code == 204
    assert client.get("/api/log").json() == []
    assert client.post(f"/api/log/{ENTRY}/restore").json()["removed"] is False
    assert len(client.get("/api/log").json()) == 1
    assert client.post("/api/log", json={**entry, "mood": 3}).status_code == 422
    assert client.post("/api/log", json={**entry, "rpe": 11}).json()["error"]["code"]


def test_sides_are_kept_shown_and_corrected(diary: Diary) -> None:
    """With the place in the log, its history and the table; the rules hear the place alone."""
    hurts = {"during_knee": "6", "side_knee": "left", "side_calf": "right"}
    text = diary.client.post("/log", data=said(diary, **hurts)).text
    (kept,) = diary.entries()
    assert {"knee": "left"} == kept.entry.pain_sides
    assert text.count("Knee (left) 6") == 1
    assert "pain 6 of 10: knee (left)" in text
    version = diary.journal.programmes.current(LOCAL, diary.person_id)
    assert version is not None
    assert version.outcome == "regress"
    form = parse(diary.page(f"/log/{ENTRY}/correct"))
    chosen = [one.attributes["value"] for one in form.all("option") if "selected" in one.attributes]
    assert chosen[:2] == ["left", "6"]
    morning = {"next_knee": "1", "side_knee": "right"}
    assert "Knee (both sides) 1" in diary.client.post(f"/log/{ENTRY}/morning", data=morning).text
    diary.client.post(f"/log/{ENTRY}/correct", data=said(diary, during_hip="1", side_hip="right"))
    (kept,) = diary.entries()
    assert {"knee": "both", "hip": "right"} == kept.entry.pain_sides
    assert "Knee (left) 6" in diary.page(f"/log/{ENTRY}")
    assert "Hip (right) 1" in diary.page("/progress")


def test_the_figure_has_two_of_each_pair(diary: Diary) -> None:
    """Seen from the front a body's left is on the right of the picture, from behind on the left."""
    places = [
        (one.attributes["data-site"], one.attributes.get("data-side"))
        for one in parse(diary.page("/log")).all("g")
        if "data-site" in one.attributes
    ]
    assert places.count(("knee", "right")) == places.count(("knee", "left")) == 1
    assert places.index(("knee", "right")) < places.index(("knee", "left"))
    assert places.index(("calf", "left")) < places.index(("calf", "right"))
    assert ("back", None) in places


def test_programs_say_and_read_sides(diary: Diary) -> None:
    """Only left, right or both, and only of places in pairs."""
    entry = {"day": str(diary.today), "pain_during": {"knee": 2}, "pain_sides": {"knee": "both"}}
    made = diary.client.post("/api/log", json={**entry, "entry_id": ENTRY}).json()
    assert made["pain_sides"] == {"knee": "both"}
    more = {"pain": {"calf": 1}, "sides": {"calf": "left"}}
    later = diary.client.put(f"/api/log/{ENTRY}/morning", json=more).json()
    assert later["pain_sides"] == {"knee": "both", "calf": "left"}
    for wrong in ({"knee": "middle"}, {"head": "left"}):
        said_wrong = {**entry, "pain_sides": wrong}
        assert diary.client.post("/api/log", json=said_wrong).status_code == 422


def test_pain_in_a_session_of_ones_own_changes_the_plan_and_is_told(diary: Diary) -> None:
    """What changed names the pain, also where it was not felt in a planned session."""
    diary.client.post("/log", data=said(diary))
    diary.clock.now += timedelta(days=1)
    own = {"entry_id": ENTRY[::-1], "session": "", "day": str(diary.today), "during_knee": "6"}
    text = diary.client.post("/log", data={**own, "side_knee": "left"}).text
    assert 'class="tag regress"' in text
    assert "pain 6 of 10: knee (left)" in text
    assert "pain during the session was 6 of 10 (knee)" in text.lower()
    assert "Session of your own" in text.split("What changed ahead")[0]
    assert "of 10 (knee)" in diary.page("/plan/history")
    german = diary.client.get("/plan/history", headers={"Accept-Language": "de"}).text
    assert "Der Schmerz während der Einheit war 6 von 10 (Knie)" in german
    assert f"/log/{ENTRY[::-1]}" in german
