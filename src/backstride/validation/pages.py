"""Write the accuracy page: ``python -m backstride.validation.pages RECORDINGS [docs]``.

Writes ``accuracy.md`` and ``accuracy.json`` and says what moved, for the changelog.
"""

import json
import sys
from pathlib import Path

from backstride.errors import BackstrideError
from backstride.validation.changes import figures_of, gone, mark_of, moved
from backstride.validation.context import Context
from backstride.validation.forms import report_as_json, report_as_markdown
from backstride.validation.runner import validate
from backstride.validation.table import PARTS

__all__ = ["PARTS", "main"]

_TO_SAY = (
    "Under *Scientific changes* in CHANGELOG.md, say what moved and why, and put the mark there: "
    "{mark}\n"
)


def main(arguments: list[str]) -> int:
    """Write both forms to a folder, ``docs`` below the current directory without a second name."""
    if not arguments:
        sys.stderr.write("Name the folder of the recordings.\n")
        return 2
    folder = Path(arguments[1]) if len(arguments) > 1 else Path("docs")
    if not folder.is_dir():
        sys.stderr.write(f"There is no directory {folder} to write into.\n")
        return 2
    try:
        report = validate(Context(Path(arguments[0])), progress=_show)
    except BackstrideError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    new, path = report_as_json(report), folder / "accuracy.json"
    old = figures_of(json.loads(path.read_text("utf-8"))) if path.exists() else {}
    path.write_text(json.dumps(new, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (folder / "accuracy.md").write_text(report_as_markdown(report), "utf-8")
    found = figures_of(new)
    for sentence in (*moved(old, found), *gone(old, found), *report.left_out):
        sys.stdout.write(f"{sentence}\n")
    sys.stdout.write(_TO_SAY.format(mark=mark_of(found)))
    return 0


def _show(done: int, whole: int, name: str) -> None:
    sys.stderr.write(f"{done} of {whole}  {name}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
