"""Taking the journal along from the command line."""

import shutil
from pathlib import Path

import pytest

from backstride.cli.arguments_keeping import (
    add_backup,
    add_export,
    add_import,
    add_restore,
    add_serve,
    serve_by_default,
)
from backstride.cli.kit import Parser
from backstride.errors import SettingsError
from backstride.journal import LOCAL, Upload, open_journal
from backstride.journal.errors import ConflictError
from tests.journal.people import quick

COMMANDS = (add_backup, add_restore, add_export, add_import, add_serve)


def parser() -> Parser:
    """Return a parser of these commands alone."""
    made = Parser(prog="backstride")
    commands = made.add_subparsers(parser_class=Parser)
    for add in COMMANDS:
        add(commands)
    return made


def run(*words: object) -> int:
    """Run a command."""
    arguments = parser().parse_args([str(word) for word in words])
    code: int = arguments.command(arguments)
    return code


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Return the folder of a journal with Ada, who has a recording, and Bo."""
    folder = tmp_path / "mine"
    with open_journal(folder / "journal.sqlite") as opened:
        ada = opened.people.add("Ada").id
        opened.people.add("Bo")
        opened.recordings.add(LOCAL, ada, Upload("run.txt", b"run 1"), measurer=quick)
    return folder


def names(folder: Path) -> list[str]:
    """Return who is in the journal of a folder."""
    with open_journal(folder / "journal.sqlite") as opened:
        return [one.name for one in opened.people.seen_by(LOCAL)]


def test_a_backup_restores_everybody(
    journal: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Into a journal that is empty; what was written is said."""
    made = tmp_path / "all.zip"
    assert run("backup", made, "--journal", journal) == 0
    assert "the whole journal (2 people)" in capsys.readouterr().out
    new = tmp_path / "new" / "journal.sqlite"
    assert run("restore", made, "--journal", new) == 0
    assert names(new.parent) == ["Ada", "Bo"]
    with pytest.raises(ConflictError, match="empty journal"):
        run("restore", made, "--journal", journal)


def test_one_person_goes_by_name_and_comes_back(journal: Path, tmp_path: Path) -> None:
    """Beside who is there already, with their originals."""
    made = tmp_path / "ada.zip"
    assert run("export", "Ada", "-o", made, "--journal", journal) == 0
    with open_journal(tmp_path / "other" / "journal.sqlite") as other:
        other.people.add("Cem")
    assert run("import", made, "--journal", tmp_path / "other") == 0
    assert names(tmp_path / "other") == ["Ada", "Cem"]
    assert len(list((tmp_path / "other" / "originals").rglob("*"))) > 0


def test_without_a_name_everybody_is_exported(journal: Path, tmp_path: Path) -> None:
    """Into a file named after the day."""
    made = tmp_path / "all.zip"
    run("export", "-o", made, "--journal", journal)
    run("import", made, "--journal", tmp_path / "new.sqlite")
    with open_journal(tmp_path / "new.sqlite") as opened:
        assert opened.people.count() == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("backup", "x.zip", "--journal", "none.sqlite"), "there is no journal"),
        (("export", "Eve", "--journal", "mine"), "Eve: nobody is called so; Ada is "),
        (("backup", "mine", "--journal", "mine"), "is there already; name another file"),
        (("backup", "no/x.zip", "--journal", "mine"), "no such folder"),
        (("restore", "none.zip", "--journal", "new"), "there is no such file"),
        (("import", "none.zip", "--journal", "new"), "there is no such file"),
    ],
)
def test_what_cannot_be_is_said_and_makes_nothing(
    journal: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    """One sentence with what to do; no journal comes about by looking for one."""
    monkeypatch.chdir(journal.parent)
    before = sorted(one.name for one in journal.parent.iterdir())
    with pytest.raises(SettingsError, match=said):
        run(*words)
    assert sorted(one.name for one in journal.parent.iterdir()) == before


def test_two_of_one_name_are_told_apart_by_id(journal: Path, tmp_path: Path) -> None:
    """The sentence names the ids to choose from."""
    with open_journal(journal / "journal.sqlite") as opened:
        second = opened.people.add("Ada").id
    with pytest.raises(SettingsError, match=second):
        run("export", "Ada", "-o", tmp_path / "x.zip", "--journal", journal)
    assert run("export", second, "-o", tmp_path / "x.zip", "--journal", journal) == 0


@pytest.mark.parametrize("command", ["backup", "restore", "export", "import", "serve"])
def test_help_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It can be copied."""
    with pytest.raises(SystemExit):
        parser().parse_args([command, "--help"])
    assert f"example: backstride {command}" in capsys.readouterr().out


def test_without_a_command_the_app_opens() -> None:
    """On one's own journal, with a browser where there is a screen."""
    made = Parser(prog="backstride")
    serve_by_default(made)
    arguments = made.parse_args([])
    assert arguments.demo is False
    assert arguments.no_browser is False
    assert arguments.host == "127.0.0.1"


def test_run_without_a_word_opens_the_demo() -> None:
    """The script in the checkout starts the app on made-up people, and hands words on otherwise."""
    script = Path(__file__).resolve().parents[2] / "run"
    assert "[ $# -gt 0 ] || set -- serve --demo" in script.read_text("utf-8")
    assert shutil.which(str(script))
