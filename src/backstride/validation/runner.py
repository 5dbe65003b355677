"""Run the checks one after another, within a budget of time."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from backstride import __version__
from backstride.errors import BackstrideError, SettingsError
from backstride.validation.check import Check, Part, Rows
from backstride.validation.context import Context
from backstride.validation.row import AccuracyRow
from backstride.validation.table import PARTS

BUDGET_S = 600.0
"""Processor time after which no further check is begun; the whole report takes about half."""

Progress = Callable[[int, int, str], None]
"""Told how many checks are done, how many there are, and the name of the next; empty at the end."""


@dataclass(frozen=True, slots=True)
class PartResult:
    """One part of the report with its rows."""

    name: str
    title: str
    says: str
    rows: tuple[AccuracyRow, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All rows, and the surroundings they were worked out in.

    Attributes
    ----------
    parts : tuple of PartResult
    version : str
        Of Backstride.
    with_recordings : bool
        Whether there was a folder of real recordings.
    left_out : tuple of str
        Sentences on what was not run, and why.
    seconds : float
        Processor time.
    """

    parts: tuple[PartResult, ...]
    version: str
    with_recordings: bool
    left_out: tuple[str, ...]
    seconds: float

    @property
    def rows(self) -> tuple[AccuracyRow, ...]:
        """All rows in order."""
        return tuple(row for part in self.parts for row in part.rows)


def part_names() -> tuple[str, ...]:
    """Return the names that ``--only`` takes."""
    return tuple(part.name for part in PARTS)


def validate(
    context: Context,
    *,
    only: Sequence[str] = (),
    progress: Progress | None = None,
    budget_s: float = BUDGET_S,
) -> Report:
    """Run the checks and return the report.

    Parameters
    ----------
    context : Context
        Where the recordings are.
    only : sequence of str
        Names of parts; all of them without.
    progress : callable, optional
    budget_s : float
        Processor time after which the rest is left out, and said to be.

    Raises
    ------
    SettingsError
        When the folder is none, or a part has another name.
    """
    parts = _wanted(only)
    if context.data_dir is not None and not context.data_dir.is_dir():
        raise SettingsError(f"{context.data_dir}: is no folder of recordings.")
    begun = time.process_time()
    total, done = sum(len(part.checks) for part in parts), 0
    results, left_out = [], []
    for part in parts:
        rows: Rows = []
        for check in part.checks:
            if progress is not None:
                progress(done, total, check.name)
            spent = time.process_time() - begun
            found, why = _run(check, context) if spent < budget_s else ([], "the time was used up")
            rows += found
            if why:
                left_out.append(f"{part.title}: {check.name} left out: {why}")
            done += 1
        results.append(PartResult(part.name, part.title, part.says, tuple(rows)))
    if progress is not None:
        progress(done, total, "")
    return Report(
        parts=tuple(results),
        version=__version__,
        with_recordings=context.data_dir is not None,
        left_out=tuple(left_out),
        seconds=time.process_time() - begun,
    )


def _wanted(only: Sequence[str]) -> tuple[Part, ...]:
    if unknown := sorted(set(only) - set(part_names())):
        raise SettingsError(f"--only {unknown[0]} is none of {', '.join(part_names())}.")
    return tuple(part for part in PARTS if not only or part.name in only)


def _run(check: Check, context: Context) -> tuple[Rows, str]:
    """Return the rows of a check, and why there are none where that is so."""
    if check.needs and context.data_dir is None:
        return [], "it needs real recordings; name their folder with --data."
    missing = [n for n in check.needs if not context.folder(n).exists()]
    if missing:
        return [], f"there is no {missing[0]} among the recordings."
    try:
        return check.rows(context), ""
    except BackstrideError as error:
        return [], _without_folders(str(error), context)


def _without_folders(sentence: str, context: Context) -> str:
    """Return a sentence without the folders of this computer, for a page that others read."""
    return sentence.replace(f"{context.data_dir}/", "").replace(str(Path.home()), "~")
