"""``backstride season`` on the command line."""

import json
from pathlib import Path

import pytest

from backstride.cli.arguments_team import add_season
from backstride.cli.kit import Parser
from backstride.cli.season import show_season
from backstride.errors import SettingsError
from tests.team.season.made import write_season


def run(*words: str) -> int:
    """Run the command in this process."""
    parser = Parser(prog="backstride")
    add_season(parser.add_subparsers(parser_class=Parser))
    return show_season(parser.parse_args(["season", *words]))


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of two short matches and a file that is none."""
    folder = tmp_path_factory.mktemp("season")
    write_season(folder, matches=2)
    (folder / "notes.md").write_text("not a feed", "utf-8")
    return folder


def test_tables_progress_and_what_was_not_counted(
    season: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The overview on standard output, progress on standard error; then nothing is left to do."""
    assert 0 == run(str(season), "--workers", "1")
    first = capsys.readouterr()
    assert "2 matches, 2 measured now, 0 as they were" in first.out
    assert "Facing is measured. Backward: more than 135°" in first.out
    for words in ("everyone", "home 3 (home)", "defender", "90 % interval", "like matches"):
        assert words in first.out
    assert "not counted: " in first.out
    assert "notes.md" in first.out
    assert "2 of 2 matches" in first.err
    assert 0 == run(str(season))
    again = capsys.readouterr()
    assert ("", True) == (again.err, "0 measured now, 2 as they were" in again.out)


def test_json_csv_and_one_table_in_full(
    season: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the feeds with a folder of one's own, then from the tables alone."""
    out = tmp_path / "tables"
    assert 0 == run(str(season), "--tables", str(out), "--json")
    found = json.loads(capsys.readouterr().out)
    assert "backstride.season/2" == found["schema"]
    assert 22 == len({one["id"] for one in found["players"]})
    assert ["notes.md"] == [one["path"] for one in found["refused"]]
    assert 0 == run(str(out), "--csv", "-", "--by", "team")
    printed = capsys.readouterr().out
    titles, *lines = printed.splitlines()
    assert 0 == run(str(out), "--csv", str(tmp_path / "teams.csv"), "--by", "team")
    assert printed == (tmp_path / "teams.csv").read_text("utf-8")
    assert "like matches" in capsys.readouterr().out
    assert titles.startswith("facing,window,team,")
    assert {"home", "away"} == {line.split(",")[2] for line in lines}
    assert 0 == run(str(out), "--by", "minute")
    assert "period 1, minute 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--address", "localhost:1"), "goes with --engine ray"),
        (("--workers", "-1"), "nobody to work"),
        (("--backward-above-deg", "20"), "do not go together"),
        (("--facing-model", "nowhere.json"), "not a facing model"),
    ],
)
def test_settings_that_cannot_be_are_one_sentence(
    season: Path, words: tuple[str, ...], sentence: str
) -> None:
    """Options that do not go together, and values that make no sense."""
    with pytest.raises(SettingsError, match=sentence):
        run(str(season), *words)
