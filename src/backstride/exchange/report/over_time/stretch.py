"""One stretch of a recording, drawn anew: what a long recording shows only when looked at closely.

Drawing needs no more of a measurement than ``slim`` keeps, so that it can lie in memory and a
stretch of an hour is drawn at once.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from backstride.exchange.report.absent import has_path
from backstride.exchange.report.over_time.gait_timeline import gait_timeline
from backstride.exchange.report.over_time.heart_rate import heart_rate_chart
from backstride.exchange.report.over_time.speed import speed_chart, speed_known
from backstride.exchange.report.parts import Chart, Table
from backstride.exchange.report.path import path_chart
from backstride.exchange.report.tables import steps_table
from backstride.measure.measurement import Measurement, Step
from backstride.motion.arrays import Ints

SHORTEST_S = 0.5
"""Nobody needs to look at less than about one step of running."""

MOST_SAMPLES = 900
"""Points that a reading along the curve may stop at: one for each pixel of a wide chart."""

_HEART: Any = "heart_rate_bpm"


@dataclass(frozen=True, slots=True)
class WayInStretch:
    """Moving in one direction within a stretch.

    Attributes
    ----------
    time_s : float
    distance_m, mean_mps, peak_mps : float or None
        None where the speed is not known.
    """

    direction: str
    time_s: float
    distance_m: float | None
    mean_mps: float | None
    peak_mps: float | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch ``[start_s, end_s)`` of a recording, in figures and pictures.

    Attributes
    ----------
    first_s, last_s : float
        Begin and end of the whole recording.
    ways : tuple of WayInStretch
        The longest first.
    contacts : int
        Contacts of feet that begin in it.
    charts : tuple of (str, Chart)
        With their headings.
    steps : Table or None
    """

    start_s: float
    end_s: float
    first_s: float
    last_s: float
    ways: tuple[WayInStretch, ...]
    contacts: int
    charts: tuple[tuple[str, Chart], ...]
    steps: Table | None


def slim(measurement: Measurement) -> Measurement:
    """Return a measurement with only what pictures over time and the path are drawn from."""
    motion = measurement.motion
    channels = {name: one for name, one in motion.channels.items() if name == _HEART}
    bare = replace(
        motion,
        skeleton=None,
        forces=(),
        events=(),
        moving=None,
        turning=None,
        laps=(),
        started_at=None,
        channels=channels,
    )
    return replace(
        measurement,
        motion=bare,
        joint_angles_deg={},
        joints={},
        curves={},
        channels={},
        energy=None,
        load=None,
    )


def stretch_of(measurement: Measurement, from_s: float, to_s: float) -> Stretch:
    """Return a stretch of a recording, drawn in as much detail as it has room for.

    Parameters
    ----------
    measurement : Measurement
        Whole, or as ``slim`` gives it.
    from_s, to_s : float
        On the recording's own clock, in either order; moved into the recording, and apart to at
        least ``SHORTEST_S``.
    """
    time_s = measurement.motion.time_s
    first, last = float(time_s[0]), float(time_s[0]) + measurement.motion.duration_s
    start, end = _within(from_s, to_s, first, last)
    a, b = np.searchsorted(time_s, (start - 1e-9, end - 1e-9)).tolist()
    a = max(0, min(a, len(time_s) - 2))
    part = _cut(measurement, a, max(b, a + 2), (start, end))
    charts = [("Speed", speed_chart(part))]
    if not speed_known(part).any():
        charts = [("Direction and gait over time", gait_timeline(part))]
    if (heart := heart_rate_chart(part)) is not None:
        charts.append(("Heart rate", heart))
    if has_path(part):
        charts.append(("Path from above", path_chart(part)))
    number = _first_step(measurement, part)
    return Stretch(
        start_s=start,
        end_s=end,
        first_s=first,
        last_s=last,
        ways=_ways(part),
        contacts=len(part.steps),
        charts=tuple((name, replace(one, sentence="")) for name, one in charts if one.pictures),
        steps=steps_table(part, number) if part.steps else None,
    )


def samples(measurement: Measurement, start_s: float, end_s: float) -> dict[str, Any]:
    """Return what a reading along the curves says: plain lists, at most ``MOST_SAMPLES`` long.

    Returns
    -------
    dict
        ``time_s``, ``speed_mps`` and ``heart_rate_bpm`` (None where not known; the last one only
        where there is any), and ``direction``.
    """
    motion = measurement.motion
    a, b = np.searchsorted(motion.time_s, (start_s - 1e-9, end_s - 1e-9)).tolist()
    at: Ints = np.unique(np.linspace(a, max(a, b - 1), MOST_SAMPLES).round().astype(np.int64))
    at = at[at < len(motion)]
    found: dict[str, Any] = {
        "time_s": [round(v, 3) for v in motion.time_s[at].tolist()],
        "speed_mps": _plain(motion.speed_mps[at], 2),
        "direction": [str(v) for v in np.asarray(measurement.direction)[at].tolist()],
    }
    heart = motion.channels.get(_HEART)
    if heart is not None and np.isfinite(heart.value).any():
        found["heart_rate_bpm"] = _plain(heart.value[at], 0)
    return found


def _plain(values: Any, decimals: int) -> list[float | None]:
    return [round(v, decimals) if v == v else None for v in values.tolist()]  # noqa: PLR0124 - NaN


def _within(from_s: float, to_s: float, first: float, last: float) -> tuple[float, float]:
    """Return a start and an end within the recording, the shortest stretch apart if it has room."""
    start, end = (min(max(one, first), last) for one in sorted((from_s, to_s)))
    short = min(SHORTEST_S, last - first)
    if end - start < short:
        middle = min(max((start + end) / 2, first + short / 2), last - short / 2)
        start, end = middle - short / 2, middle + short / 2
    return start, end


def _cut(measurement: Measurement, a: int, b: int, span: tuple[float, float]) -> Measurement:
    """Return samples ``[a, b)``; bouts stay whole, so that each keeps its number."""
    motion = measurement.motion
    channels = {
        name: replace(one, value=one.value[a:b])
        for name, one in motion.channels.items()
        if name == _HEART
    }
    cut = replace(
        motion,
        time_s=motion.time_s[a:b],
        position_m=motion.position_m[a:b],
        speed_mps=motion.speed_mps[a:b],
        travel_deg=motion.travel_deg[a:b],
        facing_deg=motion.facing_deg[a:b],
        channels=channels,
        skeleton=None,
    )
    steps = tuple(step for step in measurement.steps if span[0] <= _landed(step) < span[1])
    return replace(
        measurement, motion=cut, direction=np.asarray(measurement.direction)[a:b], steps=steps
    )


def _landed(step: Step) -> float:
    landing = step.initial_contact_s
    return landing if np.isfinite(landing) else step.terminal_contact_s


def _first_step(whole: Measurement, part: Measurement) -> int:
    """Return the number that the first step of a part has in the whole recording."""
    return whole.steps.index(part.steps[0]) + 1 if part.steps else 1


def _ways(part: Measurement) -> tuple[WayInStretch, ...]:
    motion, labels = part.motion, np.asarray(part.direction)
    every = 1 / motion.rate_hz if motion.rate_hz > 0 else 0.0
    found = []
    for label in np.unique(labels).tolist():
        if label in ("still", "unseen"):
            continue
        speed = motion.speed_mps[labels == label]
        seen = speed[np.isfinite(speed)]
        known = len(seen) > 0
        found.append(
            WayInStretch(
                direction=str(label),
                time_s=len(speed) * every,
                distance_m=float(seen.mean()) * len(speed) * every if known else None,
                mean_mps=float(seen.mean()) if known else None,
                peak_mps=float(seen.max()) if known else None,
            )
        )
    return tuple(sorted(found, key=lambda one: -one.time_s))
