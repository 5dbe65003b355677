"""``backstride validate``."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from backstride.cli.writing import write_page
from backstride.errors import SettingsError
from backstride.validation import Context, Report, validate
from backstride.validation.forms import (
    report_as_json,
    report_as_markdown,
    report_as_page,
    report_as_text,
)

_LEAST_EFFORT = 0.01  # less is a single runner of every kind


def _json_text(report: Report) -> str:
    return json.dumps(report_as_json(report), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


_FORMS: dict[str, Callable[[Report], str]] = {
    ".html": report_as_page,
    ".md": report_as_markdown,
    ".json": _json_text,
}


def validate_all(arguments: argparse.Namespace) -> int:
    """Run the checks that were asked for, write the report, and print it."""
    outputs = [Path(name) for name in arguments.output]
    for path in outputs:
        if path.suffix.lower() not in _FORMS:
            raise SettingsError(f"{path}: end its name in {', '.join(_FORMS)}.")
    if not _LEAST_EFFORT <= arguments.effort <= 1.0:
        raise SettingsError(f"--effort {arguments.effort:g} is none of {_LEAST_EFFORT:g} to 1.")
    context = Context(Path(arguments.data) if arguments.data else None, arguments.effort)
    report = validate(context, only=arguments.only, progress=_shown())
    for path in outputs:
        write_page(path, _FORMS[path.suffix.lower()](report))
    if arguments.json:
        print(_json_text(report), end="")
    elif not outputs:
        print(report_as_text(report))
    else:
        print("\n".join([*(f"Report: {path}" for path in outputs), *report.left_out]))
    return 0


def _shown() -> Callable[[int, int, str], None] | None:
    """Return what shows the progress, on a terminal only."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, whole: int, name: str) -> None:
        said = f"{done} of {whole}  {name}" if name else ""
        print(f"\r\033[K{said}", end="", file=sys.stderr, flush=True)

    return show
