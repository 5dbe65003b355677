"""One recording measured, in a process of its own, where a parser may fail without harm."""

import json
from dataclasses import replace
from pathlib import Path

from backstride.errors import SettingsError
from backstride.motion import Motion
from backstride.readers.isolated import Progress


def measured_page(
    path: str, title: str, placement: str, progress: Progress | None = None
) -> dict[str, str]:
    """Return ``report`` (HTML), ``measurement`` (JSON) and ``headline`` of a recording.

    Parameters
    ----------
    path : str
    title : str
        Stands above the report.
    placement : str
        Where a sensor was worn; a file of another kind is read without it. Empty for not said.
    progress : callable, optional
        Told how much of a video is done.
    """
    from backstride.exchange.report import render_report  # noqa: PLC0415 - only in the child
    from backstride.exchange.words import headline  # noqa: PLC0415
    from backstride.measure import measure  # noqa: PLC0415

    motion = _motion(Path(path), placement, progress)
    source = replace(motion.source, path=title)  # where the app keeps files is nobody's business
    result = measure(replace(motion, source=source))
    return {
        "report": render_report(result, title=title),
        "measurement": json.dumps(result.as_json(), ensure_ascii=False),
        "headline": headline(result),
    }


def _motion(path: Path, placement: str, progress: Progress | None) -> Motion:
    from backstride.inertial.wearing import parse_placement  # noqa: PLC0415 - only in the child
    from backstride.readers import read  # noqa: PLC0415

    if placement:
        worn = parse_placement(placement)
        try:
            return read(path, placement=worn, progress=progress)
        except SettingsError:  # not a sensor's file
            pass
    return read(path, progress=progress)
