"""A run that kills itself at the n-th call within the season's modules: ``dying.py DIR OUT N``."""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

from backstride.team import season as room
from tests.team.season.made import update

_ROOM = str(Path(room.__file__).parent)


def main() -> None:
    """Run, die at the given call of any function by the season's modules, or tell their number."""
    root, out, at = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        if event in {"call", "c_call"} and frame.f_code.co_filename.startswith(_ROOM):
            calls += 1
            if calls == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    update(root, out)
    sys.setprofile(None)
    print(calls)  # noqa: T201 - read by who started this


if __name__ == "__main__":
    main()
