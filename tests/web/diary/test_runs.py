"""The log of a played session, as a phone sends it: late, twice, or after a correction."""

from datetime import timedelta
from typing import Any

import pytest

from backstride.journal import LOCAL
from backstride.training import format_session
from backstride.web.plans.playable import play_id
from tests.web.diary.conftest import Diary

RUN = "abcdef0123456789" * 2


def run_log(diary: Diary, share: float = 1.0, **changes: Any) -> dict[str, Any]:
    """Return what a phone says of the planned session of today, done in part."""
    session = play_id(diary.programme_id, diary.planned().uid)
    plan = diary.client.get(f"/play/{session}", headers={"Accept": "text/html"})
    assert plan.status_code == 200
    started = diary.clock.now - timedelta(minutes=30)
    whole = timedelta(minutes=20)
    log = {
        "session": session,
        "title": "First steps",
        "started_at": started.isoformat(),
        "ended_at": (started + share * whole).isoformat(),
        "ended_by": "finished" if share == 1 else "stopped",
        "exertion": 4,
        "pain": 0,
        "steps": steps(diary, share),
    }
    return log | changes


def steps(diary: Diary, share: float) -> list[dict[str, Any]]:
    """Return the steps done when the session was stopped after a share of its time."""
    from backstride.exchange.sessions.expected_pace import expected_pace  # noqa: PLC0415
    from backstride.exchange.sessions.spoken.timeline import lay_out  # noqa: PLC0415

    session = diary.planned().session
    slots = lay_out(session, expected_pace(session))
    until, begun = share * slots[-1].end_s, diary.clock.now
    return [
        {
            "index": index,
            "name": slot.step.movement,
            "direction": slot.step.direction,
            "start": (begun + timedelta(seconds=slot.start_s)).isoformat(),
            "end": (begun + timedelta(seconds=min(slot.end_s, until))).isoformat(),
            "ended_by": "clock" if slot.end_s <= until else "stopped",
        }
        for index, slot in enumerate(slots)
        if slot.start_s < until
    ]


def send(diary: Diary, log: dict[str, Any], person_id: str = "") -> dict[str, Any]:
    """Send a log as a phone does."""
    answer = diary.client.put(
        f"/api/people/{person_id or diary.person_id}/runs/{RUN}/log", json=log
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_stopped_session_is_logged_as_far_as_it_came(diary: Diary) -> None:
    """Under the run's own id, with the planned session, minutes, pain and where."""
    said = send(diary, run_log(diary, 0.4, pain=6, pain_sites=["knee", "calf"], note="ouch"))
    (kept,) = diary.entries()
    assert (kept.entry_id, kept.entry.uid) == (RUN, diary.planned().uid)
    assert dict(kept.entry.pain_during) == {"knee": 6, "calf": 6}
    assert kept.entry.done_share == pytest.approx(0.4, abs=0.01)
    assert kept.minutes == pytest.approx(8)
    assert kept.entry.note == "ouch"
    assert said["outcome"] == "regress"
    assert said["sentences"]
    assert 'class="tag regress"' in diary.page(said["page"])


def test_what_was_not_answered_yet_changes_no_plan(diary: Diary) -> None:
    """Silence about pain is no word that all went well; the answer then counts."""
    first = send(diary, run_log(diary, pain=None, exertion=None, answered=False))
    assert first["plan_version"] is None
    version = diary.journal.programmes.current(LOCAL, diary.person_id)
    assert version is not None
    assert version.number == 1
    second = send(diary, run_log(diary))
    assert second["plan_version"] == 2
    assert [(one.version, one.entry.rpe) for one in diary.entries()] == [(2, 4)]


def test_a_log_that_comes_again_adds_nothing(diary: Diary) -> None:
    """Twice, or after the person said more on another page: what they said there stands."""
    unanswered = run_log(diary, pain=None, exertion=None, answered=False)
    send(diary, unanswered)
    fields = {"day": str(diary.today), "minutes": "21", "rpe": "6", "during_hip": "2"}
    diary.client.post(f"/log/{RUN}/correct", data=fields)
    diary.client.post(f"/log/{RUN}/morning", data={"next_hip": "1"})
    send(diary, unanswered)
    (kept,) = diary.entries()
    assert (kept.version, kept.entry.rpe, kept.worst_pain) == (3, 6, 2)
    send(diary, run_log(diary))
    (kept,) = diary.entries()
    assert (kept.version, kept.entry.rpe) == (4, 4)
    assert dict(kept.entry.pain_next_morning or {}) == {"hip": 1}


def test_a_removed_entry_does_not_come_back_by_itself(diary: Diary) -> None:
    """Whoever took it out meant it."""
    send(diary, run_log(diary))
    diary.client.post(f"/log/{RUN}/remove")
    send(diary, run_log(diary, exertion=9))
    assert diary.entries() == []


def test_pain_without_a_known_place_is_elsewhere(diary: Diary) -> None:
    """Pain is never lost for want of a place."""
    send(diary, run_log(diary, pain=3, pain_sites=["thigh"]))
    assert dict(diary.entries()[0].entry.pain_during) == {"elsewhere": 3}


def test_a_session_of_the_list_counts_as_the_planned_one_of_today(diary: Diary) -> None:
    """The same steps on the same day are the planned session; other steps are none."""
    text = format_session(diary.planned().session)
    opened = diary.client.post("/sessions", data={"text": text})
    session = opened.url.path.removeprefix("/play/")
    send(diary, run_log(diary, session=session))
    (kept,) = diary.entries()
    assert (kept.entry.uid, kept.entry.done_share) == (diary.planned().uid, 1)


def test_a_log_belongs_to_whoever_played(diary: Diary) -> None:
    """A phone that several share names the person."""
    bea = diary.journal.people.add("Bea").id
    log = run_log(diary)
    send(diary, log, bea)
    assert diary.entries() == []
    assert len(diary.journal.sessions.of(LOCAL, bea)) == 1
    taken = diary.client.put(f"/api/people/{diary.person_id}/runs/{RUN}/log", json=log)
    assert taken.status_code == 409


def test_time_between_interruption_and_going_on_is_no_training(diary: Diary) -> None:
    """Minutes are those of the session; a clock that runs ahead makes no day to come."""
    log = run_log(diary, away_s=600)
    ahead = diary.clock.now + timedelta(days=3)
    log |= {
        "started_at": ahead.isoformat(),
        "ended_at": (ahead + timedelta(minutes=20)).isoformat(),
    }
    send(diary, log)
    (kept,) = diary.entries()
    assert (kept.minutes, kept.entry.day) == (10, diary.today)


def test_a_phone_says_which_side_hurt(diary: Diary) -> None:
    """Sides of places that do not hurt, or are not in pairs, are left out rather than refused."""
    sides = {"knee": "left", "back": "right", "hip": "both"}
    send(diary, run_log(diary, 0.4, pain=3, pain_sites=["knee", "back"], pain_sides=sides))
    (kept,) = diary.entries()
    assert kept.entry.pain_sides == {"knee": "left"}


def test_a_session_that_was_hardly_begun_stays_to_be_done(diary: Diary) -> None:
    """Opened and stopped at once without an answer, it is still what today asks for."""
    unanswered = {"pain": None, "exertion": None, "answered": False}
    send(diary, run_log(diary, 0.001, **unanswered))
    assert diary.entries()[0].entry.uid == ""
    assert "Play it" in diary.page("/")
    send(diary, run_log(diary, 0.001, pain=6, pain_sites=["knee"]))
    assert diary.entries()[0].entry.uid == diary.planned().uid
