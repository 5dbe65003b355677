"""``backstride validate`` and the page that the docs show."""

import json
from pathlib import Path

import pytest

from backstride.cli import main
from backstride.validation import pages, part_names
from backstride.validation.forms import SCHEMA


def test_a_part_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a file the report goes to the terminal."""
    assert 0 == main(["validate", "--only", "published"])
    said = capsys.readouterr()

    assert "Energy and knee beside published means" in said.out
    assert "[E10]" in said.out
    assert not said.err


def test_json_is_printed_and_files_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page, Markdown and JSON by the endings of their names."""
    outputs = [tmp_path / "new" / f"accuracy{suffix}" for suffix in (".html", ".md", ".json")]
    arguments = [part for path in outputs for part in ("-o", str(path))]

    assert 0 == main(["validate", "--json", *arguments, "--only", "published"])
    printed = json.loads(capsys.readouterr().out)
    assert SCHEMA == printed["schema"]
    assert json.loads(outputs[2].read_text("utf-8")) == printed
    assert outputs[0].read_text("utf-8").startswith("<!doctype html>")
    assert outputs[1].read_text("utf-8").startswith("# How accurate it is")


def test_without_recordings_the_command_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only what is simulated is run; the rest is named."""
    path = tmp_path / "a.md"

    assert 0 == main(["validate", "--only", "plates", "-o", str(path)])
    assert "name their folder with --data" in capsys.readouterr().out
    assert "Left out" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "knees"], "--only knees is none of"),
        (["-o", "accuracy.doc"], "end its name in .html, .md, .json"),
        (["--effort", "0"], "--effort 0 is none of"),
        (["--data", "absent-folder", "--only", "plates"], "is no folder of recordings"),
    ],
)
def test_what_makes_no_sense_is_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, and exit code 2."""
    assert 2 == main(["validate", *arguments])
    found = capsys.readouterr()

    assert said in found.err
    assert not found.out


def test_the_docs_are_written_with_what_moved_and_a_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second time nothing has moved, and the mark is the same."""
    part = next(p for p in pages.PARTS if p.name == "published")
    monkeypatch.setattr("backstride.validation.runner.PARTS", (part,))
    folder = tmp_path / "docs"
    folder.mkdir()

    assert 0 == pages.main([str(tmp_path), str(folder)])
    first = capsys.readouterr().out
    assert 0 == pages.main([str(tmp_path), str(folder)])
    second = capsys.readouterr().out
    assert "published/v1-oxygen-uptake: new" in first
    assert "published/" not in second
    assert first.splitlines()[-1] == second.splitlines()[-1]
    assert second.split()[-1] in (folder / "accuracy.md").read_text("utf-8")
    assert 2 == pages.main([])
    assert 2 == pages.main([str(tmp_path), str(tmp_path / "absent")])
    assert 2 == pages.main([str(tmp_path / "absent"), str(folder)])


def test_help_names_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever asks for help sees what ``--only`` takes."""
    with pytest.raises(SystemExit):
        main(["validate", "--help"])
    said = " ".join(capsys.readouterr().out.split()).replace("- ", "-")

    for name in part_names():
        assert name in said
