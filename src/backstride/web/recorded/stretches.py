"""Stretches of a recording: which one is meant, and everything that is shown of it."""

import re
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Query
from markupsafe import Markup

from backstride.errors import BackstrideError
from backstride.exchange.words import clock
from backstride.journal.measurements import Measured
from backstride.web.measuring import Measuring
from backstride.web.problems import ProblemError
from backstride.web.recorded.drawing import Pair, series_made
from backstride.web.sentences import distance_words, length_words, number, speed_words
from backstride.web.visiting import Visit
from backstride.web.words_of import Words

if TYPE_CHECKING:
    from backstride.measure.measurement import Measurement

MOMENT = r"-?\d{1,7}(:[0-5]?\d){0,2}([.,]\d{1,6})?"
"""A moment of a recording as a person writes it: ``75.5``, ``1:15`` or ``1:02:30``."""

_Moment = Annotated[str, Query(max_length=20, examples=["75.5", "12:30"])]

_FIRST_LOOK_S = 60.0
"""What is looked at first: a minute, in which single steps can be told apart."""


def _span_of(from_s: _Moment = "", to_s: _Moment = "") -> tuple[float | None, float | None]:
    """Return where a stretch begins and ends, as an address says it."""
    return seconds_of(from_s), seconds_of(to_s)


Span = Annotated[tuple[float | None, float | None], Depends(_span_of)]
"""Where a stretch begins and ends, in seconds or as minutes and seconds; None where not said."""


def seconds_of(moment: str) -> float | None:
    """Return a moment as seconds, None for an empty one.

    Raises
    ------
    ProblemError
        When it is no moment.
    """
    if not moment:
        return None
    if not re.fullmatch(MOMENT, moment):
        said = "A moment is written as seconds or as minutes and seconds, such as 12:30."
        raise ProblemError(422, "bad_request", said)
    sign = -1.0 if moment.startswith("-") else 1.0
    parts = moment.lstrip("-").replace(",", ".").split(":")
    return sign * sum(float(part) * 60.0**n for n, part in enumerate(reversed(parts)))


def closer(
    visit: Visit,
    measuring: Measuring,
    recording_id: str,
    span: tuple[float | None, float | None],
    say: Words,
) -> dict[str, Any]:
    """Return everything that the page of a stretch shows; kept, as it is asked for again."""
    pair = _pair(visit, recording_id)
    key = f"{pair[1].id} stretch {say.language} {span[0]} {span[1]}"

    def draw() -> dict[str, Any]:
        return _drawn(_series_of(visit, measuring, pair), span, say)

    made = measuring.pages.made(key, draw)
    return {**made, "html": Markup(made["html"])}  # noqa: S704 - our own template


def _drawn(series: Any, span: tuple[float | None, float | None], say: Words) -> dict[str, Any]:
    from backstride.exchange.report.over_time.stretch import (  # noqa: PLC0415 - where asked for
        samples,
        stretch_of,
    )
    from backstride.exchange.report.render import stretch_inside  # noqa: PLC0415

    first = float(series.motion.time_s[0])
    from_s = first if span[0] is None else span[0]
    to_s = from_s + _FIRST_LOOK_S if span[1] is None else span[1]
    found = stretch_of(series, from_s, to_s)
    whole, lasts = found.last_s - found.first_s, found.end_s - found.start_s
    bouts = [(n, b.start_s, b.end_s) for n, b in enumerate(series.bouts, 1)]
    before = [b for b in bouts if b[2] <= found.start_s + 1e-6]
    after = [b for b in bouts if b[1] >= found.end_s - 1e-6]
    return {
        "start_s": round(found.start_s, 2),
        "end_s": round(found.end_s, 2),
        "first_s": round(found.first_s, 2),
        "last_s": round(found.last_s, 2),
        "from_clock": clock_of(found.start_s),
        "to_clock": clock_of(found.end_s),
        "from_words": number(_clock(found.start_s, whole, lasts), say),
        "to_words": number(_clock(found.end_s, whole, lasts), say),
        "lasts": length_words(lasts, say),
        "contacts": found.contacts,
        "ways": [
            {
                "direction": one.direction,
                "time": length_words(one.time_s, say),
                "far": distance_words(one.distance_m, say),
                "mean": speed_words(one.mean_mps, say),
                "peak": speed_words(one.peak_mps, say),
            }
            for one in found.ways
        ],
        "earlier": _moved(found, -lasts),
        "later": _moved(found, lasts),
        "nearer": [found.start_s + lasts / 4, found.end_s - lasts / 4] if lasts > 2 else None,
        "wider": _moved_apart(found, lasts / 2),
        "bout_before": before[-1] if before else None,
        "bout_after": after[0] if after else None,
        "html": stretch_inside(found),
        "samples": samples(series, found.start_s, found.end_s),
    }


def clock_of(moment_s: float) -> str:
    """Return a moment as it can be written into the form: ``"12:30"``, ``"0:07.25"``."""
    minutes, seconds = divmod(round(abs(moment_s), 2), 60)
    said = f"{seconds:05.2f}".removesuffix(".00")
    return f"{'-' if moment_s < 0 else ''}{minutes:.0f}:{said}"


def _clock(moment_s: float, whole_s: float, lasts_s: float) -> str:
    """Return a moment as the axis under it has it."""
    if whole_s > 300 and lasts_s < 20:  # within some seconds a tenth counts
        return f"{clock(moment_s // 1, 301)}.{int(moment_s * 10) % 10}"
    return clock(moment_s, whole_s, unit=whole_s <= 300)


def _moved(found: Any, by_s: float) -> list[float] | None:
    """Return the stretch before or behind one, as long as it; None where there is nothing more."""
    lasts = found.end_s - found.start_s
    start = min(max(found.start_s + by_s, found.first_s), found.last_s - lasts)
    return [start, start + lasts] if abs(start - found.start_s) > 0.05 else None


def _moved_apart(found: Any, by_s: float) -> list[float] | None:
    start, end = max(found.start_s - by_s, found.first_s), min(found.end_s + by_s, found.last_s)
    longer = (end - start) - (found.end_s - found.start_s)
    return [start, end] if longer > 0.05 else None


def _pair(visit: Visit, recording_id: str) -> Pair:
    recordings, by, id_ = visit.journal.recordings, visit.by, visit.person.id
    measured = recordings.result(by, id_, recording_id, with_contract=False)
    if measured.error_code is not None:
        raise ProblemError(409, "not_measured", "This recording has no figures.")
    return recordings.get(by, id_, recording_id), measured


def series_of(visit: Visit, measuring: Measuring, recording_id: str) -> "Measurement":
    """Return what stretches of one of a person's recordings are drawn from."""
    found: Measurement = _series_of(visit, measuring, _pair(visit, recording_id))
    return found


def _series_of(visit: Visit, measuring: Measuring, pair: Pair) -> Any:
    try:
        return series_made(visit, measuring, pair)
    except BackstrideError as error:
        raise ProblemError(409, error.code, str(error)) from None


def whole_samples(measuring: Measuring, measured: Measured) -> dict[str, Any] | None:
    """Return what a reading along the curves of a whole recording says, where it is in memory."""
    from backstride.exchange.report.over_time.stretch import samples  # noqa: PLC0415 - numpy

    series = measuring.series.get(measured.id)
    if series is None:
        return None
    first = float(series.motion.time_s[0])
    return samples(series, first, first + series.motion.duration_s)


def bouts_in(measuring: Measuring, measured: Measured) -> list[list[float]]:
    """Return begin and end of each bout, where the recording is in memory."""
    series = measuring.series.get(measured.id)
    return [[b.start_s, b.end_s] for b in series.bouts] if series is not None else []
