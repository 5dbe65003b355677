"""What is done with a recording in a process of its own, where a parser may fail without harm.

These functions are called by name; see ``workers``. A worker remembers the last recording that it
measured, so that its page need not read it again.
"""

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backstride.errors import SettingsError
from backstride.journal.reading import read_file
from backstride.journal.uploads import options_from_json
from backstride.measure import Measurement, measure
from backstride.readers.isolated import Progress
from backstride.training import parse_session

if TYPE_CHECKING:
    from backstride.measure.compare import Comparison
    from backstride.team.result import MatchResult

_NEEDED = (
    "backstride.readers.activity_motion",
    "backstride.readers.fit",
    "backstride.readers.jsonl",
    "backstride.inertial",
    "backstride.measure.contract",
    "backstride.exchange.report",
    "backstride.exchange.words",
    "numpy.linalg",
)

_last: dict[str, Measurement] = {}


def warm() -> None:
    """Import what the commonest recordings need."""
    for name in _NEEDED:
        importlib.import_module(name)


def contract_of(
    path: str, options: Mapping[str, Any], progress: Progress | None = None
) -> dict[str, Any]:
    """Return the contract ``backstride.measurement/1`` of a recording, and remember it.

    Parameters
    ----------
    path : str
    options : mapping
        From ``Options.as_json``.
    progress : callable, optional
        Told how much of a video is done.
    """
    _last.clear()
    measurement = measurement_of(path, options, progress)
    _last[path] = measurement
    return measurement.as_json()


def page_of_last(path: str, title: str) -> dict[str, Any]:
    """Return the report on the recording that was measured just now, and forget it.

    With it comes ``series``, what stretches of it are drawn from.
    """
    return _page(_last.pop(path), title)


def page_of(path: str, options: Mapping[str, Any], title: str) -> dict[str, Any]:
    """Return the report on a recording, to stand within a page of the app, and its ``series``."""
    return _page(measurement_of(path, options), title)


def series_of(path: str, options: Mapping[str, Any]) -> Measurement:
    """Return what stretches of a recording are drawn from."""
    from backstride.exchange.report.over_time.stretch import slim  # noqa: PLC0415 - where asked

    return slim(measurement_of(path, options))


def report_of(path: str, options: Mapping[str, Any], title: str) -> str:
    """Return the report on a recording as a page that needs nothing else."""
    from backstride.exchange.report import render_report  # noqa: PLC0415 - where asked for

    return render_report(_named(measurement_of(path, options), title), title=title)


def activity_of(path: str, options: Mapping[str, Any]) -> bytes:
    """Return a recording as a FIT activity with the direction of every second in it."""
    from backstride.exchange.activities import activity_fit  # noqa: PLC0415 - where asked for

    return activity_fit(measurement_of(path, options))


Side = tuple[str, Mapping[str, Any], str]
"""One of two recordings: path, options and title."""


def comparison_of(backward: Side, forward: Side) -> dict[str, Any]:
    """Return a backward recording beside a forward one, to stand within a page of the app."""
    from backstride.exchange.report.render import (  # noqa: PLC0415 - where asked for
        comparison_inside,
    )

    found = _compared(backward, forward)
    return {"comparison": found.as_json(), **comparison_inside(found)}


def comparison_report_of(backward: Side, forward: Side) -> str:
    """Return a backward recording beside a forward one as a page that needs nothing else."""
    from backstride.exchange.report import render_comparison  # noqa: PLC0415 - where asked for

    return render_comparison(_compared(backward, forward))


def _compared(*sides: Side) -> "Comparison":
    from backstride.measure.compare import compare  # noqa: PLC0415 - where asked for

    backward, forward = (_named(measurement_of(path, said), title) for path, said, title in sides)
    return compare(backward, forward)


def match_of_files(paths: Sequence[str], mapping: str, title: str) -> dict[str, Any]:
    """Return the tracking of a match as ``match``, its JSON, and ``report``, a page on it.

    With them comes ``targets``: what the match asks of each player of whom that is known.

    Parameters
    ----------
    paths : sequence of str
        The feed and the files that belong to it.
    mapping : str
        Path of a mapping file; empty without.
    title : str
    """
    from backstride.team import match_of  # noqa: PLC0415 - matches only
    from backstride.team.report import render_match  # noqa: PLC0415

    found = match_of([Path(one) for one in paths], mapping=Path(mapping) if mapping else None)
    match = found.as_json()
    for part in (match["source"], *match["games"]):  # where the app keeps files is its own business
        part["path"] = Path(part["path"]).name
    if len(match["games"]) == 1:  # several files of one match lie in a folder that is the app's
        match["source"]["path"] = match["games"][0]["path"]
    report = render_match(found, title=title)
    return {"match": match, "report": report, "targets": _targets_of_all(found)}


def _targets_of_all(found: "MatchResult") -> list[dict[str, Any]]:
    from backstride.team.demand import targets_of  # noqa: PLC0415 - matches only
    from backstride.training.match_targets import targets_from_dict  # noqa: PLC0415

    targets = []
    for player_id in dict.fromkeys(one.player.id for game in found.games for one in game.players):
        try:
            made = targets_of(found, player_id).as_json()
            targets_from_dict(made)  # what no plan can be made from is not kept
        except SettingsError:  # too little is known of this player
            continue
        targets.append(made)
    return targets


def measurement_of(
    path: str, options: Mapping[str, Any], progress: Progress | None = None
) -> Measurement:
    """Return what a recording says; a file that is no sensor's is read without a placement.

    ``session`` among ``more`` of the options is the text of the session that was run: where the
    recording does not know which way its wearer faced, the steps of the session declare it.
    """
    said = options_from_json(options)
    try:
        motion = read_file(Path(path), said, progress)
    except SettingsError:
        if not said.placement:
            raise
        motion = read_file(Path(path), replace(said, placement=""), progress)
    if text := said.more.get("session"):
        from backstride.exchange.activities import (  # noqa: PLC0415 - where asked for
            declare_from_session,
        )

        motion = declare_from_session(motion, parse_session(text))
    return measure(motion, mass_kg=said.mass_kg)


def _page(measurement: Measurement, title: str) -> dict[str, Any]:
    from backstride.exchange.report.over_time.stretch import slim  # noqa: PLC0415
    from backstride.exchange.report.render import report_inside  # noqa: PLC0415 - not to measure

    return {**report_inside(_named(measurement, title), title=title), "series": slim(measurement)}


def _named(measurement: Measurement, title: str) -> Measurement:
    """Return a measurement under a person's name for it: where it is kept is nobody's business."""
    motion = measurement.motion
    return replace(measurement, motion=replace(motion, source=replace(motion.source, path=title)))
