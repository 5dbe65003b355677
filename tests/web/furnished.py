"""Somebody whose journal has something on every page."""

from datetime import timedelta
from pathlib import Path

from backstride.journal import LOCAL, Upload
from backstride.simulate import load_scenario
from backstride.simulate.write import write_scenario
from backstride.training import LogEntry
from backstride.web.plans.playable import key_of
from tests.journal.people import planned_person
from tests.web.conftest import Running


def furnished(app: Running, folder: Path) -> tuple[str, dict[str, str]]:
    """Return the id of somebody with a plan, a log, recordings and tests, and their pages."""
    journal = app.journal
    person_id, version = planned_person(journal)
    today = journal.clock().date()
    made = [
        journal.sessions.log(
            LOCAL,
            person_id,
            LogEntry(
                day=today - timedelta(days=ago),
                uid="",
                rpe=4 + ago % 3,
                pain_during={"knee": 6} if ago == 4 else {},
                note="Downhill." if ago == 4 else "",
            ),
            minutes=25,
        )
        for ago in range(40, 0, -3)
    ]
    entry_id = made[-2].entry_id
    paths = [
        write_scenario(load_scenario(name), folder / name, ("trc",))[0]
        for name in ("backward-run", "forward-run")
    ]
    kept = [
        journal.recordings.add(LOCAL, person_id, Upload(path.name, path), entry_id=entry_id)
        for path in paths
    ]
    for ago, score in ((50, 6.1), (45, 6.0), (2, 5.2)):
        day = today - timedelta(days=ago)
        journal.notes.add_test(LOCAL, person_id, day, "backward_20_m", score, "s")
    key = key_of(version.programme_id, version.programme.sessions()[0].uid)
    back, ahead = (one.recording.id for one in kept)
    return person_id, {
        "today": "/",
        "plan": "/plan",
        "plan-session": f"/plan/{key}",
        "plan-history": "/plan/history",
        "plan-subscription": "/plan/calendar",
        "screening": "/screening",
        "screening-result": "/screening/result",
        "begin": "/begin",
        "log": "/log",
        "log-entry": f"/log/{made[-2].entry_id}",
        "log-correct": f"/log/{made[-2].entry_id}/correct",
        "log-morning": f"/log/{made[-1].entry_id}/morning",
        "progress": "/progress",
        "recordings": "/recordings",
        "recording": f"/recordings/{back}",
        "recording-delete": f"/recordings/{back}/delete",
        "compare": f"/compare?backward={back}&forward={ahead}",
        "evidence": "/evidence?q=workload",
        "evidence-finding": "/evidence/L1",
        "people": "/people",
        "sharing": "/sharing",
        "open-account": "/open-account",
        "settings": "/settings",
        "tokens": "/settings/tokens",
        "delete": "/settings/delete",
        "trail": "/trail",
        "import": "/import",
        "sessions": "/sessions",
        "player": "/play/first-steps.2",
        "sensors": "/help/sensors",
        "offline": "/offline",
        "enter": "/enter",
        "sign-in": "/sign-in",
        "problem": "/play/nope",
    }
