"""One person's backward running over their recordings: how fast, and what each step did."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from backstride.journal.measurements import Measured
from backstride.journal.recording_rows import KeptRecording
from backstride.web.diary.charts import Chart, Point, Series
from backstride.web.diary.days import day_words
from backstride.web.sentences import number, speed_words
from backstride.web.words_of import Words

Pairs = Sequence[tuple[KeptRecording, Measured]]


def trend_of(pairs: Pairs, zone: str, say: Words) -> list[Chart]:
    """Return charts over the days of recordings that have a date; none for a single day."""
    dated = sorted(
        (
            (one.started_at.astimezone(ZoneInfo(zone)).date(), one)
            for _, one in pairs
            if one.started_at is not None and one.backward_s
        ),
        key=lambda pair: pair[0],
    )
    if not dated or dated[0][0] == dated[-1][0]:
        return []
    charts = [_speeds(dated, say), _knees(dated, say)]
    return [one for one in charts if not one.is_empty]


def _speeds(dated: Sequence[tuple[date, Measured]], say: Words) -> Chart:
    points = [
        Point(
            day,
            one.backward_mean_mps,
            says=_says(day, speed_words(one.backward_mean_mps, say), say),
        )
        for day, one in dated
        if one.backward_mean_mps is not None
    ]
    return _chart("backward-speed", "speed", "m/s", points, dated, say)


def _knees(dated: Sequence[tuple[date, Measured]], say: Words) -> Chart:
    points = []
    for day, one in dated:
        whole, steps = one.knee_impulse_bw_s, one.backward_steps
        low, high = one.knee_impulse_low_bw_s, one.knee_impulse_high_bw_s
        if whole is None or not steps or low is None or high is None:
            continue
        each = number(f"{whole / steps:.2f}", say)
        points.append(Point(day, whole / steps, low / steps, high / steps, _says(day, each, say)))
    return _chart("backward-knee", "knee", say("compared.knee_unit"), points, dated, say)


def _chart(
    key: str,
    what: str,
    unit: str,
    points: list[Point],
    dated: Sequence[tuple[date, Measured]],
    say: Words,
) -> Chart:
    title = say(f"compared.over_{what}")
    sentence = ""
    if points:
        sentence = say("compared.first_last", first=points[0].says, last=points[-1].says)
    return Chart(
        key=key,
        title=title,
        unit=unit,
        sentence=sentence,
        start=dated[0][0],
        end=dated[-1][0],
        series=[Series(title, "backward", "line", points)],
        head=(),
        rows=(),
        least_top=0.5,
    )


def _says(day: date, figure: str, say: Words) -> str:
    return say("compared.on_day", figure=figure, day=day_words(day, say))
