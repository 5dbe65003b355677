"""The plan command: a person's file in, a programme out, and every refusal a sentence."""

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import backstride

START = ("--start", "2026-11-23")


@pytest.fixture(scope="session")
def athlete(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the example athlete that the command itself prints."""
    path = tmp_path_factory.mktemp("athlete") / "me.toml"
    path.write_text(backstride("plan", "--example").stdout)
    return path


def changed(athlete: Path, tmp_path: Path, old: str, new: str) -> Path:
    """Return a copy of the athlete's file with one line changed."""
    path = tmp_path / "changed.toml"
    text = athlete.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return path


def test_the_example_can_be_planned_at_once(athlete: Path) -> None:
    """Weeks, days, reasons with finding ids, and the one sentence on medical advice."""
    done = backstride("plan", athlete, *START)

    assert 0 == done.returncode
    assert "Week 12" in done.stdout
    assert "why: " in done.stdout
    assert 1 == done.stdout.count("This is not medical advice")


def test_the_same_file_gives_the_same_plan(athlete: Path) -> None:
    """Nothing in a plan is drawn by chance."""
    first, second = (backstride("plan", athlete, *START, "--json").stdout for _ in range(2))

    assert json.loads(first)["schema"] == "backstride.programme/1"
    assert first == second


def test_a_red_flag_stops_the_plan(athlete: Path, tmp_path: Path) -> None:
    """Chest pain gives no programme but a sentence, and exit code 2."""
    path = changed(athlete, tmp_path, "chest_pain = false", "chest_pain = true")

    done = backstride("plan", path, *START)

    assert 2 == done.returncode
    assert "" == done.stdout
    assert "clinician" in done.stderr


def test_open_questions_are_asked_with_their_ids(athlete: Path, tmp_path: Path) -> None:
    """Falls in the last year ask more before anything is planned."""
    path = changed(athlete, tmp_path, "falls = false", "falls = true")

    done = backstride("plan", path, *START)

    assert 2 == done.returncode
    assert "falls_number:" in done.stderr


def test_impossible_wishes_name_the_collision_and_offer_the_nearest(athlete: Path) -> None:
    """Seven sessions a week on three free days becomes three, and it is said."""
    done = backstride("plan", athlete, *START, "--weeks", "3", "--sessions", "7")

    assert 0 == done.returncode
    assert "collide" in done.stderr
    assert "Week 3" in done.stdout


def test_a_programme_goes_out_as_calendar_pages_and_watch_files(
    athlete: Path, tmp_path: Path
) -> None:
    """One event and one workout a session, and a PDF."""
    done = backstride(
        "plan",
        athlete,
        *START,
        "--weeks",
        "2",
        "--ics",
        tmp_path / "me.ics",
        "--pdf",
        tmp_path / "me.pdf",
        "--fit",
        tmp_path / "watch",
    )
    events = (tmp_path / "me.ics").read_text().count("BEGIN:VEVENT")

    assert 0 == done.returncode
    assert events == len(list((tmp_path / "watch").glob("*.fit"))) >= 2
    assert (tmp_path / "me.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--start", "soon"], "no date"), (["--weeks", "0"], "weeks"), (["--event", "x"], "--event")],
)
def test_bad_wishes_are_a_sentence(athlete: Path, arguments: list[str], said: str) -> None:
    """Each names what is wrong."""
    done = backstride("plan", athlete, *arguments)

    assert 2 == done.returncode
    assert said in done.stderr
    assert "fault of its own" not in done.stderr


def test_without_an_athlete_the_example_is_pointed_to() -> None:
    """The sentence names the option that prints a file to fill."""
    done = backstride("plan")

    assert 2 == done.returncode
    assert "--example" in done.stderr
