"""What a recording could not know, and what a file was refused for, in a runner's words."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstride import errors
from backstride.web.briefs import absent_in
from backstride.web.recorded.in_app import in_app, reason, refused_as
from backstride.web.words_of import LANGUAGES, words_in
from tests.web.recorded.conftest import Send

HTML = {"Accept": "text/html"}


def test_a_watch_says_what_it_could_not_know_and_what_to_do(
    client: TestClient, send: Send, data_dir: Path
) -> None:
    """Direction first, as it is what people came for; then the rest, in their language."""
    [made] = send(("run.fit", data_dir / "activity/fit/activity-small-fenix2-run.fit"))
    page = client.get(made["report"], headers={**HTML, "Accept-Language": "de"}).text
    assert "Eine Uhr weiß nicht, wohin du geschaut hast." in page
    assert "Was sie nicht wissen konnte" in page
    english = client.get(made["report"], headers=HTML).text
    assert "A watch feels its arm and not the feet" in english


def test_what_a_laboratory_knows_is_not_asked_for(
    client: TestClient, send: Send, data_dir: Path
) -> None:
    """Markers of a whole body leave nothing out."""
    [made] = send(("run.c3d", data_dir / "mocap/accad/c3d/Female1_Run_back.c3d"))
    assert "could-not" not in client.get(made["report"], headers=HTML).text


def test_nothing_was_missed_where_nobody_moved() -> None:
    """A recording of standing has no list of what it could not know."""
    assert [] == absent_in({"by_direction": {}})
    walked = {"by_direction": {"forward": {"distance_m": 3.0}}, "steps": [], "joints": {}}
    assert ["steps", "load", "body", "energy"] == absent_in(walked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_words(language: str) -> None:
    """Every stable code of an error, and those to come, in every language."""
    say = words_in(language)
    codes = {
        one.code
        for one in vars(errors).values()
        if isinstance(one, type) and issubclass(one, errors.BackstrideError)
    }
    for code in {*codes, "too_large", "fault", "of later"}:
        assert say(f"refused.{refused_as(code)}")
    for code in ("empty", "damaged", "unknown_format", "nothing_to_measure", "missing_extra"):
        assert code in codes
        assert code == refused_as(code)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "The file does not say where the sensor was worn; say it with --placement.",
            "The file does not say where the sensor was worn; say it under “Measure again” on its "
            "page.",
        ),
        (
            "So a foot was taken. Say it with --placement, for example foot_left.",
            "So a foot was taken. Say it under “Measure again” on its page.",
        ),
        (
            "To measure it, describe it with --mapping.",
            "To measure it, send a mapping file (TOML) together with it.",
        ),
        ("Backward running.", "Backward running."),
    ],
)
def test_nobody_is_told_to_use_a_command_line(said: str, shown: str) -> None:
    """What readers say of options is said as it is done in the app."""
    assert shown == in_app(said)
    assert shown == reason(f"run.csv: {said}", "run.csv")
