"""Killed at any moment, a season goes on where it was: nothing is lost or counted twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars
import pytest

from backstride.team.season.manifest import NAME
from backstride.team.season.writing import PART
from tests.team.season.made import files_of, said, update, write_season

POINTS, DEATHS = 8, 2
"""Deaths spread evenly over all calls of a run; ``benchmarks.season`` dies more often."""

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of three short matches."""
    folder = tmp_path_factory.mktemp("season")
    write_season(folder, matches=3, minutes=0.2)
    return folder


def dying(root: Path, out: Path, at: int) -> subprocess.CompletedProcess[str]:
    """Run ``dying.py``; it sends the signal itself, at a place that is known."""
    command = [sys.executable, "-m", "tests.team.season.dying", str(root), str(out), str(at)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    return subprocess.run(  # noqa: S603 - our own script
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def confirmed(out: Path) -> set[str]:
    """Return the tables that whole lines of the manifest name, each of which must be whole."""
    path = out / NAME
    text = path.read_text("utf-8") if path.is_file() else ""
    lines = [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]
    for line in lines:
        assert line["rows"] == len(polars.read_parquet(out / "matches" / line["table"]))
    return {line["table"] for line in lines}


def test_killed_at_any_call(season: Path, tmp_path: Path) -> None:
    """After each death what is there is whole, what was confirmed is kept, and the end the same."""
    clean = dying(season, tmp_path / "clean", -1)
    assert 0 == clean.returncode, clean.stderr
    calls, whole = int(clean.stdout), said(update(season, tmp_path / "clean"))

    for point in range(POINTS):
        out = tmp_path / str(point)
        died = dying(season, out, 1 + calls * point // POINTS)
        assert -signal.SIGKILL == died.returncode, died.stderr
        before = confirmed(out)
        tables = list((out / "matches").glob("*.parquet")) if out.exists() else []
        assert all(len(polars.read_parquet(path)) for path in tables)
        after = update(season, out)
        assert whole == said(after)
        assert before <= {entry.table for entry in after.entries} == files_of(out)
        assert after.measured <= 3 - len(before)


def test_the_same_season_killed_over_and_over(tmp_path: Path) -> None:
    """A run of two processes, killed again and again on its way; no process is left behind."""
    root, out = tmp_path / "feeds", tmp_path / "out"
    write_season(root, matches=10, minutes=1.5, seed=9)
    command = [
        sys.executable, "-c",
        "import sys; from pathlib import Path; from tests.team.season.made import update; "
        "from backstride.team.season import processes\n"
        "if __name__ == '__main__': update(Path(sys.argv[1]), Path(sys.argv[2]), "
        "engine=processes(2))",
        str(root), str(out),
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    dice, kept = random.Random(4), 0  # noqa: S311 - no secret
    for _ in range(DEATHS):
        run = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)  # noqa: S603
        assert _further_than(kept, out, run)
        time.sleep(dice.uniform(0.0, 0.1))
        run.kill()
        assert -signal.SIGKILL == run.wait()
        assert _all_gone(run.pid)
        assert kept < len(confirmed(out)) < 10
        kept = len(confirmed(out))
    done = update(root, out)

    assert said(done) == said(update(root, tmp_path / "clean"))
    assert {entry.table for entry in done.entries} == files_of(out)
    assert not [path for path in out.rglob("*") if path.name.endswith(PART)]


def _further_than(lines: int, out: Path, run: "subprocess.Popen[bytes]") -> bool:
    """Wait until the manifest has more whole lines; return whether it came to that."""
    path = out / NAME
    for _ in range(6000):
        if path.is_file() and path.read_bytes().count(b"\n") > lines:
            return True
        if run.poll() is not None:
            return False
        time.sleep(0.01)
    return False


def _all_gone(group: int) -> bool:
    """Return whether every process of a killed run ends by itself within some seconds."""
    for _ in range(400):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
