"""``backstride measure``."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from backstride.cli.reading import mass_of, motion_of
from backstride.cli.summary import summary_text
from backstride.cli.writing import write_bytes, write_page
from backstride.errors import BackstrideError, SettingsError
from backstride.measure import Measurement, measure


def measure_files(arguments: argparse.Namespace) -> int:
    """Measure each file in turn; a file that is refused is said, and the rest goes on."""
    files: list[str] = arguments.files
    reports = _report_paths(arguments.report, files)
    if arguments.fit and len(files) > 1:
        raise SettingsError("--fit writes one activity; give one file with it.")
    refused = 0
    for (path, report), counted in zip(reports, _progress(files), strict=True):
        try:
            result = _measure_one(path, arguments)
            if report is not None:
                _write_report(result, report)
        except BackstrideError as error:
            refused += 1
            print(f"backstride: {error}", file=sys.stderr)
            if arguments.json:
                print(json.dumps(refusal(path, error)), flush=True)
            continue
        if arguments.json:
            print(json.dumps(result.as_json(), ensure_ascii=False), flush=True)
        else:
            print(summary_text(result, full=len(files) == 1) + counted, flush=True)
            if report is not None:
                print(f"Page: {report}")
    return 2 if refused else 0


def refusal(path: str, error: BackstrideError) -> dict[str, object]:
    """Return the line of JSON for a file that could not be measured."""
    return {"source": {"path": path}, "error": {"code": error.code, "message": str(error)}}


def _measure_one(path: str, arguments: argparse.Namespace) -> Measurement:
    motion = motion_of(path, arguments)
    if arguments.session:
        from backstride.cli.sessions import read_session  # noqa: PLC0415 - only where asked for
        from backstride.exchange.activities import declare_from_session  # noqa: PLC0415

        motion = declare_from_session(motion, read_session(Path(arguments.session)))
    result = measure(motion, mass_kg=mass_of(arguments))
    if arguments.fit:
        from backstride.exchange.activities import activity_fit  # noqa: PLC0415

        write_bytes(Path(arguments.fit), activity_fit(result))
    return result


def _report_paths(wanted: str | None, files: list[str]) -> list[tuple[str, Path | None]]:
    """Return the page to write for each file: the one named, or one per file in a folder."""
    if wanted is None:
        return [(path, None) for path in files]
    target = Path(wanted)
    if len(files) == 1 and not target.is_dir():
        return [(files[0], target)]
    if target.exists() and not target.is_dir():
        raise SettingsError(f"{target} is a file; name a folder for the pages of several files.")
    names = [Path(path).name for path in files]
    return [
        (path, target / f"{name}.html" if names.count(name) == 1 else target / f"{i}-{name}.html")
        for i, (path, name) in enumerate(zip(files, names, strict=True), start=1)
    ]


def _write_report(result: Measurement, path: Path) -> None:
    from backstride.exchange.report import render_report  # noqa: PLC0415 - only where asked for

    write_page(path, render_report(result))


def _progress(files: list[str]) -> Iterator[str]:
    """Show how far a long list has got, on a terminal only; yield what ends each summary."""
    shown = len(files) > 1 and sys.stderr.isatty()
    for i, path in enumerate(files, start=1):
        if shown:
            print(f"\r\033[K{i} of {len(files)}  {path}", end="", file=sys.stderr, flush=True)
        yield ""
    if shown:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
