"""What the command line does before anything else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"

ASK = """
import os, sys
from backstride.cli import main
try:
    main(["--version"])
except SystemExit:
    print(os.environ["OPENBLAS_NUM_THREADS"], "numpy" in sys.modules)
"""


@pytest.mark.parametrize(("given", "expected"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3")])
def test_linear_algebra_has_one_thread_unless_somebody_said_otherwise(
    given: dict[str, str], expected: str
) -> None:
    """It is said before numpy is imported, which reads it once."""
    rest = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", ASK],
        capture_output=True,
        text=True,
        check=True,
        env={**rest, **given, "PYTHONPATH": str(SOURCE)},
    )

    assert f"{expected} False" == done.stdout.splitlines()[-1]
