"""The command line as a person uses it: whole processes, real files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from backstride.simulate import load_scenario, write_scenario

SOURCE = Path(__file__).resolve().parents[2] / "src"


def backstride(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command and return what it said."""
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "backstride", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="session")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a simulated backward run as a TRC file."""
    folder = tmp_path_factory.mktemp("simulated")
    written = write_scenario(load_scenario("backward-run"), folder)
    return next(path for path in written if path.suffix == ".trc")


@pytest.fixture(scope="session")
def forward_recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a simulated forward run as a TRC file."""
    folder = tmp_path_factory.mktemp("simulated-forward")
    written = write_scenario(load_scenario("forward-run"), folder)
    return next(path for path in written if path.suffix == ".trc")


def test_a_recording_is_summed_up_in_words(recording: Path) -> None:
    """Direction, distance and how contacts were told stand in the summary."""
    done = backstride("measure", recording)

    assert 0 == done.returncode
    assert "backward running" in done.stdout
    assert "Initial contact:" in done.stdout
    assert "" == done.stderr


def test_json_has_one_line_per_file_in_order_and_goes_on_after_a_bad_one(
    recording: Path, tmp_path: Path
) -> None:
    """A refused file has its own line and code, the rest is measured, and the exit code is 2."""
    empty = tmp_path / "empty.c3d"
    empty.touch()

    done = backstride("measure", recording, empty, recording, "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]

    assert 2 == done.returncode
    assert [str(recording), str(empty), str(recording)] == [x["source"]["path"] for x in lines]
    assert "backstride.measurement/1" == lines[0]["schema"] == lines[2]["schema"]
    assert "empty" == lines[1]["error"]["code"]
    assert 1 == len(done.stderr.splitlines())


def test_the_contract_has_its_keys(recording: Path) -> None:
    """Every key of the documented contract is there."""
    found = json.loads(backstride("measure", recording, "--json").stdout)

    assert {
        "schema",
        "source",
        "by_direction",
        "still_s",
        "moving_s",
        "bouts",
        "steps",
        "joints",
        "load",
        "energy",
        "warnings",
    } <= set(found)
    assert {"path", "format", "sha256", "duration_s", "rate_hz", "facing", "travel"} <= set(
        found["source"]
    )
    assert {
        "time_s",
        "distance_m",
        "share_of_moving_time",
        "mean_speed_mps",
        "peak_speed_mps",
        "steps",
    } == set(found["by_direction"]["backward"])
    assert {"value", "low", "high", "unit", "basis", "sources"} == set(
        found["joints"]["knee_left"]["range_deg"]
    )


_METERED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime, used.ru_maxrss / (1024 if sys.platform == "darwin" else 1))
sys.exit(code)
"""
"""Runs a command alone and prints its processor time and its memory at most."""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.bvh", b""),
        ("noise.c3d", bytes(range(256)) * 40),
        ("cut.trc", b"PathFileType\t4\t(X/Y/Z)\tx.trc\nDataRate\tCameraRate\n"),
        ("renamed.c3d", b"HIERARCHY\nROOT Hips\n{\n"),
        (
            "no-frames.bvh",
            b"HIERARCHY\nROOT Hips\n{\nOFFSET 0 0 0\nCHANNELS 0\n}\nMOTION\nFrames: 0\n",
        ),
        ("huge.c3d", bytes([2, 0x50]) + b"\xff" * 510),
        ("absent.trc", None),
    ],
)
def test_a_bad_file_is_one_sentence_and_exit_code_2(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    """No traceback, one line that names the file, under a second of work and 200 MB."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _METERED, sys.executable, "-m", "backstride", "measure", path],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        timeout=60,
        check=False,
    )
    used_s, largest_kilobytes = map(float, done.stdout.split())

    assert 2 == done.returncode
    assert 1 == len(done.stderr.splitlines())
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert used_s < 1.0
    assert largest_kilobytes < 200_000


def test_pages_of_several_files_go_to_a_folder(recording: Path, tmp_path: Path) -> None:
    """Two files of the same name get two pages."""
    done = backstride("measure", recording, recording, "--report", tmp_path / "pages")

    assert 0 == done.returncode
    assert 2 == len(list((tmp_path / "pages").glob("*.html")))


def test_comparing_says_that_speeds_differ_and_cites(
    recording: Path, forward_recording: Path, tmp_path: Path
) -> None:
    """Each figure stands beside what research expects, with finding ids."""
    page = tmp_path / "compared.html"

    done = backstride("compare", recording, forward_recording, "--report", page)

    assert 0 == done.returncode
    assert "step frequency" in done.stdout
    assert "T7" in done.stdout
    assert "S1-05" in done.stdout
    assert page.read_text().startswith("<!doctype html>")


def test_files_given_in_the_wrong_order_are_noticed(
    recording: Path, forward_recording: Path
) -> None:
    """The sentence says to put the backward recording first."""
    done = backstride("compare", forward_recording, recording)

    assert 2 == done.returncode
    assert "give the backward recording first" in done.stderr


def test_evidence_answers_in_words_and_in_json() -> None:
    """A claim, its verdict and its findings are found by everyday words."""
    words = backstride("evidence", "calories")
    found = json.loads(backstride("evidence", "calories", "--json").stdout)

    assert "E1" in words.stdout
    assert {"id", "text", "verdict", "findings"} <= set(found["claims"][0])


def test_a_simulated_recording_can_be_written_and_measured(tmp_path: Path) -> None:
    """The written files measure like any other."""
    done = backstride("simulate", "sidestep", "-o", tmp_path)
    trc = next(tmp_path.glob("*.trc"))

    assert 0 == done.returncode
    assert "left" in json.loads(backstride("measure", trc, "--json").stdout)["by_direction"]


@pytest.mark.parametrize("arguments", [["measure"], ["nonsense"], ["measure", "--what", "x"]])
def test_wrong_words_are_exit_code_2_with_a_hint(arguments: list[str]) -> None:
    """The error names the help."""
    done = backstride(*arguments)

    assert 2 == done.returncode
    assert "--help" in done.stderr


@pytest.mark.parametrize("command", ["measure", "compare", "evidence", "simulate"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    """Help ends in an example that names the command."""
    done = backstride(command, "--help")

    assert 0 == done.returncode
    assert f"example: backstride {command}" in done.stdout


def test_a_reader_that_goes_away_is_no_error(recording: Path) -> None:
    """Piping into head leaves no complaint."""
    done = subprocess.run(  # noqa: S602 - a pipe needs a shell; nothing in it is from outside
        f'"{sys.executable}" -m backstride evidence | head -n 1',
        shell=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        timeout=60,
        check=False,
    )

    assert "" == done.stderr


def test_measuring_loads_no_browser_templates_or_databases() -> None:
    """What a plain measurement does not need is not imported."""
    code = "import sys, backstride.cli.measuring; print(' '.join(sys.modules))"
    loaded = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        timeout=60,
        check=True,
    ).stdout.split()

    assert not {"jinja2", "ezc3d", "scipy", "sqlite3"} & set(loaded)


FIRST_STEPS = """First steps on grass
5min jog easy
3x
  4x
    30s backward easy "look over one shoulder every few steps"
    90s walk
  2min rest
5min walk
"""


def test_a_session_is_checked_with_line_and_fix(tmp_path: Path) -> None:
    """A good text has no mistakes; a bad one names line, column and the likely word."""
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(FIRST_STEPS)
    bad.write_text(FIRST_STEPS.replace("30s backward", "30s bakward"))

    fine, wrong = (backstride("session", "check", path) for path in (good, bad))

    assert 0 == fine.returncode
    assert "29 steps" in fine.stdout
    assert 2 == wrong.returncode
    assert "line 5" in wrong.stderr
    assert "backward" in wrong.stderr


def test_a_session_goes_to_json_and_fit_and_back(tmp_path: Path) -> None:
    """Text to JSON to text and text to FIT to text give the same text."""
    text = tmp_path / "steps.txt"
    text.write_text(FIRST_STEPS)
    for form in ("json", "fit"):
        made = tmp_path / f"steps.{form}"
        there = backstride("session", "convert", text, "--to", form, "-o", made)
        back = backstride("session", "convert", made)

        assert 0 == there.returncode == back.returncode
        assert FIRST_STEPS == back.stdout


def test_a_form_that_is_no_text_needs_a_file(tmp_path: Path) -> None:
    """Bytes are not written to a terminal."""
    text = tmp_path / "steps.txt"
    text.write_text(FIRST_STEPS)

    done = backstride("session", "convert", text, "--to", "fit")

    assert 2 == done.returncode
    assert "--output" in done.stderr


def test_templates_are_listed_described_and_printed(tmp_path: Path) -> None:
    """A level printed as text is a session that checks."""
    listed = backstride("session", "template")
    described = backstride("session", "template", "first-steps")
    text = tmp_path / "level.txt"
    text.write_text(backstride("session", "template", "first-steps", "--level", "2").stdout)

    assert "first-steps" in listed.stdout
    assert "It does not show:" in described.stdout
    assert 0 == backstride("session", "check", text).returncode
    assert 2 == backstride("session", "template", "first-steps", "--level", "99").returncode
    assert 2 == backstride("session", "template", "nonsense").returncode
