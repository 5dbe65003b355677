"""What was measured, in a sentence or a few words of the reader's language."""

import math
import re
from datetime import datetime
from zoneinfo import ZoneInfo

from backstride.exchange.words import distance, duration, joined
from backstride.journal.measurements import Measured
from backstride.journal.recording_rows import KeptRecording
from backstride.web.words_of import Words

_NEGLIGIBLE_M = 0.05
"""Less than what is printed of a distance."""


def sentence_of(measured: Measured, say: Words) -> str:
    """Return how much of a recording was backward, in one sentence; empty for a refusal."""
    if measured.duration_s is None:
        return ""
    lasted = length_words(measured.moving_s, say)
    if not measured.moving_s:
        return say("recorded.nobody_moved", time=length_words(measured.duration_s, say))
    if measured.backward_s is None:
        return _unknown(measured, lasted, say)
    if not measured.backward_s:
        if measured.distance_m is None:
            return say("recorded.none_backward", time=lasted)
        far = distance_words(measured.distance_m, say)
        return say("recorded.far_none_backward", far=far, time=lasted)
    return _backward(measured, measured.backward_s, lasted, say)


def _unknown(measured: Measured, lasted: str, say: Words) -> str:
    if measured.distance_m is None:
        return say("recorded.which_way_unknown", time=lasted)
    far = distance_words(measured.distance_m, say)
    return say("recorded.far_which_way_unknown", far=far, time=lasted)


def _backward(measured: Measured, backward_s: float, lasted: str, say: Words) -> str:
    time = length_words(backward_s, say)
    if measured.backward_m is None:
        return say("recorded.time_backward", time=time, whole=lasted)
    far = distance_words(measured.backward_m, say)
    if measured.distance_m is None or measured.distance_m - measured.backward_m < _NEGLIGIBLE_M:
        return say("recorded.far_backward", far=far, time=time)
    whole = distance_words(measured.distance_m, say)
    return say("recorded.part_backward", far=far, whole=whole, time=time)


def by_number(name: str) -> list[tuple[int, str]]:
    """Return what sorts "Player 2" before "Player 10"."""
    return [(int(one or 0), two) for one, two in re.findall(r"(\d*)(\D*)", name)]


def distance_words(value_m: float | None, say: Words) -> str:
    """Return a distance with its unit, a dash for none."""
    return number(joined(distance(value_m)), say) if value_m is not None else "–"


def length_words(value_s: float | None, say: Words) -> str:
    """Return a length of time with its unit, a dash for none."""
    return number(joined(duration(value_s)), say) if value_s is not None else "–"


def speed_words(value_mps: float | None, say: Words) -> str:
    """Return a speed with its unit, a dash for none."""
    if value_mps is None or not math.isfinite(value_mps):
        return "–"
    return number(f"{value_mps:.1f}\u00a0m/s", say)


def number(text: str, say: Words) -> str:
    """Return a number as a reader's language writes it."""
    if say.language != "de":
        return text
    return text.replace(".", ",").replace(" to ", " bis ")


def when_words(recording: KeptRecording, measured: Measured, zone: str, say: Words) -> str:
    """Return when a recording began; where it does not say, when it was sent."""
    if measured.started_at is not None:
        return moment_words(measured.started_at, zone, say)
    return say("recorded.sent", when=moment_words(recording.uploaded_at, zone, say))


def moment_words(moment: datetime | None, zone: str, say: Words) -> str:
    """Return day and time where a person is: ``"4 May 2026, 18:05"``; empty for none."""
    if moment is None:
        return ""
    there = moment.astimezone(ZoneInfo(zone))
    months = say("recorded.months").split()
    return say(
        "recorded.moment",
        day=there.day,
        month=months[there.month - 1],
        year=there.year,
        time=f"{there:%H:%M}",
    )
