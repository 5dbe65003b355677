"""The same job on a Ray cluster of two nodes, one of which dies half-way."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from backstride.errors import SettingsError
from backstride.team.season import on_ray
from backstride.team.season.manifest import NAME
from backstride.team.season.writing import PART
from tests.team.season.made import files_of, said, update, write_season

ROOT = Path(__file__).resolve().parents[3]
MATCHES = 16

JOB = """
import sys
from pathlib import Path
from backstride.team.season import on_ray
from tests.team.season.made import update
done = update(Path(sys.argv[1]), Path(sys.argv[2]), engine=on_ray(sys.argv[3]))
print(done.measured, done.kept, len(done.refused))
"""


@pytest.fixture(scope="module", autouse=True)
def _ray() -> None:
    """Need Ray: in CI it must be there."""
    if find_spec("ray") is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs ray, which is not installed; it is in requirements-dev.lock")
        pytest.skip('ray is not installed; pip install "backstride[cluster]" to run this')


def environment() -> dict[str, str]:
    """Return variables with which nodes find the package and its tests."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "RAY_USAGE_STATS_ENABLED": "0",
    }


@pytest.fixture(scope="module")
def cluster() -> Iterator["subprocess.Popen[str]"]:
    """Yield a running cluster; its address is the first line of its output."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.team.season.two_nodes"],
        env=environment(),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as nodes:
        yield nodes
        assert nodes.stdin is not None
        nodes.stdin.close()
        nodes.wait(30)


def test_a_node_that_dies_half_way_costs_nothing(
    cluster: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    """Every match is measured once, and the answers are those of this process alone."""
    root, out = tmp_path / "feeds", tmp_path / "out"
    write_season(root, matches=MATCHES, minutes=1.5)
    assert cluster.stdin is not None
    assert cluster.stdout is not None
    address = cluster.stdout.readline().strip()
    job = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", JOB, str(root), str(out), address],
        env=environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    half_way = _lines(out, MATCHES // 4, job)
    cluster.stdin.write("kill\n")
    cluster.stdin.flush()
    assert "killed" == cluster.stdout.readline().strip()
    told, faults = job.communicate(timeout=150)

    assert MATCHES // 4 <= half_way < MATCHES
    assert 0 == job.returncode, faults
    assert f"{MATCHES} 0 0" == told.splitlines()[-1]
    done = update(root, out)
    assert (0, MATCHES) == (done.measured, done.kept)
    assert {entry.table for entry in done.entries} == files_of(out)
    assert not [path for path in out.rglob("*") if path.name.endswith(PART)]
    assert said(done) == said(update(root, tmp_path / "alone"))
    ids = [json.loads(line)["id"] for line in (out / NAME).read_text("utf-8").splitlines()]
    assert MATCHES == len(ids) == len(set(ids))


def _lines(out: Path, wanted: int, job: "subprocess.Popen[str]") -> int:
    """Wait until the manifest has so many lines; return how many it has."""
    path = out / NAME
    while job.poll() is None:
        count = path.read_bytes().count(b"\n") if path.is_file() else 0
        if count >= wanted:
            return count
        time.sleep(0.01)
    return -1


def test_a_cluster_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    """Nothing listens at that address, or it is none."""
    write_season(tmp_path / "feeds", matches=2)
    for address, words in (
        ("127.0.0.1:9", "No Ray cluster answers"),
        ("127.0.0.1:99999", "No Ray cluster answers"),
        ("head", "give it as host:port"),
        ("ray://head:10001", "give it as host:port"),
    ):
        with pytest.raises(SettingsError, match=words):
            update(tmp_path / "feeds", tmp_path / "out", engine=on_ray(address))
