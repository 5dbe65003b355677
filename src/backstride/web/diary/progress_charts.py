"""The charts of the progress page, each with a sentence and a table."""

from collections.abc import Mapping, Sequence
from datetime import date

from backstride.estimate import Estimate
from backstride.training.athlete_words import PainSide, Site
from backstride.training.figure import Figure
from backstride.training.load import Quantity, WeeklyLoad
from backstride.training.log import LogEntry, worst
from backstride.web.diary.charts import Chart, Mark, Point, Series
from backstride.web.diary.days import day_words
from backstride.web.diary.figures import figure_words, site_words
from backstride.web.diary.history import History
from backstride.web.diary.reasons_told import reason_words
from backstride.web.words_of import Words

_NOTHING = "–"


def load_chart(history: History, say: Words) -> Chart:
    """Return effort times minutes of each week."""
    points = [
        _week_point(week, found, history, say)
        for week in history.rated_weeks
        if (found := week.total.estimate or week.so_far) is not None
    ]
    rows = [
        (
            _week(week.monday, say, history.today),
            _told(week.total, week.so_far, say),
            _figure(week.monotony, say),
            _figure(week.strain, say),
        )
        for week in history.rated_weeks
    ]
    whole = [one for one in points if not one.is_part]
    sentence = say("progress.load_none")
    if points:
        sentence = say("progress.load_says", n=len(whole), last=(whole or points)[-1].says)
    return Chart(
        key="load",
        title=say("progress.load"),
        unit=say("progress.load_unit"),
        sentence=sentence,
        start=history.start,
        end=history.sunday,
        series=[Series(say("progress.load_series"), "accent", "bars", points)],
        head=[say(f"progress.{key}") for key in ("week", "total", "monotony", "strain")],
        rows=rows,
        marks=marks_of(history, say),
    )


def _week_point(week: WeeklyLoad, found: Estimate, history: History, say: Words) -> Point:
    words = _week(week.monday, say, history.today)
    says = say("progress.week_says", week=words, figure=figure_words(found, say))
    return _point(week.monday, found, says, is_part=week.total.estimate is None)


def ratio_chart(history: History, say: Words) -> Chart:
    """Return mean daily load of the last week beside that of the last four."""
    series = [
        Series(say(f"progress.{name}"), look, "line", _mean_points(history, name, say))
        for name, look in (("acute", "accent"), ("chronic", "soft"))
    ]
    rows = [
        (
            day_words(one.day, say, history.today),
            _figure(one.acute, say),
            _figure(one.chronic, say),
            _figure(one.ratio, say),
        )
        for one in history.acute_chronic
    ]
    now = history.acute_chronic[-1] if history.acute_chronic else None
    sentence = say("progress.ratio_none")
    if now is not None and now.acute.estimate and now.chronic.estimate:
        acute, chronic = (
            figure_words(now.acute.estimate, say),
            figure_words(now.chronic.estimate, say),
        )
        sentence = say("progress.ratio_says", acute=acute, chronic=chronic)
    return Chart(
        key="ratio",
        title=say("progress.ratio"),
        unit=say("progress.ratio_unit"),
        sentence=sentence,
        start=history.start,
        end=history.sunday,
        series=series,
        head=[say(f"progress.{key}") for key in ("day", "acute", "chronic", "quotient")],
        rows=rows,
        marks=marks_of(history, say),
    )


def _mean_points(history: History, name: str, say: Words) -> list[Point]:
    points = []
    for one in history.acute_chronic:
        found: Estimate | None = getattr(one, name).estimate
        if found is not None:
            day = day_words(one.day, say, history.today)
            says = say(f"progress.{name}_says", day=day, figure=figure_words(found, say))
            points.append(_point(one.day, found, says))
    return points


def dose_chart(history: History, say: Words) -> Chart:
    """Return metres backward of each week: planned, done, measured."""
    looks = (("planned", "planned"), ("done", "backward"), ("measured", "measured"))
    rows = [
        (
            _week(week.monday, say, history.today),
            _metres(week.planned_m, say),
            _metres(week.done_m, say),
            figure_words(week.measured_m, say) if week.measured_m else _NOTHING,
        )
        for week in history.doses
    ]
    this = history.doses[-1]
    measured = (
        figure_words(this.measured_m, say) if this.measured_m else say("progress.no_measuring")
    )
    return Chart(
        key="dose",
        title=say("progress.dose"),
        unit=say("progress.dose_unit"),
        sentence=say(
            "progress.dose_says",
            planned=round(this.planned_m),
            done=round(this.done_m),
            measured=measured,
        ),
        start=history.start,
        end=history.sunday,
        series=[
            Series(say(f"progress.{name}"), look, "bars", _dose_points(history, name, say))
            for name, look in looks
        ],
        head=[say(f"progress.{key}") for key in ("week", "planned", "done", "measured")],
        rows=rows,
        marks=marks_of(history, say),
    )


def _dose_points(history: History, name: str, say: Words) -> list[Point]:
    points = []
    for week in history.doses:
        found = getattr(week, f"{name}_m")
        if not found:
            continue
        words = _week(week.monday, say, history.today)
        figure = figure_words(found, say) if isinstance(found, Estimate) else _metres(found, say)
        says = say(f"progress.{name}_says", week=words, figure=figure)
        if isinstance(found, Estimate):
            points.append(_point(week.monday, found, says))
        else:
            points.append(Point(week.monday, found, says=says))
    return points


def measured_chart(history: History, quantity: Quantity, key: str, say: Words) -> Chart:
    """Return what recordings say of a quantity in each week."""
    points, rows = [], []
    for week in history.measured_weeks(quantity):
        if week.so_far is None or not week.so_far.value:
            continue
        words, figure = _week(week.monday, say, history.today), figure_words(week.so_far, say)
        says = say("progress.measured_says", week=words, figure=figure)
        points.append(_point(week.monday, week.so_far, says))
        rows.append((words, figure))
    return Chart(
        key=key,
        title=say(f"progress.{key}"),
        unit=say(f"progress.{key}_unit"),
        sentence=points[-1].says if points else say("progress.nothing_measured_yet"),
        start=history.start,
        end=history.sunday,
        series=[Series(say("progress.measured"), "measured", "bars", points)],
        head=[say("progress.week"), say("progress.measured")],
        rows=rows,
    )


def pain_chart(history: History, say: Words) -> Chart:
    """Return the worst pain of each session: during it, after it, the next morning."""
    looks = (("during", "accent"), ("after", "soft"), ("next", "measured"))
    rows = [
        (
            day_words(kept.entry.day, say, history.today),
            *(_sites(_pain_at(kept.entry, time), kept.entry.pain_sides, say) for time, _ in looks),
        )
        for kept in reversed(history.shown)
    ]
    worst_of = [one.worst_pain for one in history.shown]
    sentence = say("progress.pain_none")
    if worst_of:
        some, most = sum(map(bool, worst_of)), f"{max(worst_of):g}"
        sentence = say("progress.pain_seen", n=len(worst_of), some=some, worst=most)
    return Chart(
        key="pain",
        title=say("progress.pain"),
        unit=say("progress.pain_unit"),
        sentence=sentence,
        start=history.start,
        end=history.sunday,
        series=[
            Series(say(f"log.pain_{time}"), look, "dots", _pain_points(history, time, say))
            for time, look in looks
        ],
        head=[say("progress.day"), *(say(f"log.pain_{time}") for time, _ in looks)],
        rows=rows,
        marks=marks_of(history, say),
        least_top=10.0,
    )


def _pain_at(entry: LogEntry, time: str) -> Mapping[Site, float] | None:
    if time == "next":
        return entry.pain_next_morning
    return entry.pain_during if time == "during" else entry.pain_after


def _pain_points(history: History, time: str, say: Words) -> list[Point]:
    points = []
    for kept in history.shown:
        pain = _pain_at(kept.entry, time)
        if pain is None:
            continue
        value, place = worst(pain)
        day = day_words(kept.entry.day, say, history.today)
        where = say(f"site.{place.replace(' ', '_')}") if place else say("log.no_pain")
        says = say("progress.pain_says", day=day, n=f"{value:g}", where=where)
        points.append(Point(kept.entry.day, value, says=f"{say(f'log.pain_{time}')}: {says}"))
    return points


def marks_of(history: History, say: Words) -> list[Mark]:
    """Return the days on which the plan changed."""
    return [
        Mark(
            one.day,
            one.outcome or "changed",
            say(
                "progress.mark",
                day=day_words(one.day, say, history.today),
                what=say(
                    f"progress.mark_{one.outcome}" if one.outcome else "progress.mark_changed"
                ),
            ),
        )
        for one in history.marks
        if one.number > 1 and one.outcome != "hold"
    ]


def _point(day: date, found: Estimate, says: str, *, is_part: bool = False) -> Point:
    return Point(day, found.value, found.low, found.high, says, is_part)


def _week(monday: date, say: Words, today: date) -> str:
    return say("progress.week_of", day=day_words(monday, say, today))


def _figure(figure: Figure, say: Words) -> str:
    if figure.estimate:
        return figure_words(figure.estimate, say)
    return reason_words(figure.cannot_tell, say)


def _told(total: Figure, so_far: Estimate | None, say: Words) -> str:
    if total.estimate is None and so_far is not None:
        why = reason_words(total.cannot_tell, say)
        return say("progress.at_least", figure=figure_words(so_far, say), why=why)
    return _figure(total, say)


def _metres(metres: float, say: Words) -> str:
    return say("progress.metres", n=round(metres)) if metres else _NOTHING


def _sites(pain: Mapping[Site, float] | None, sides: Mapping[Site, PainSide], say: Words) -> str:
    if pain is None:
        return _NOTHING
    told = [f"{site_words(site, sides, say)} {value:g}" for site, value in pain.items()]
    return ", ".join(told) or say("log.no_pain")


def progress_charts(history: History, say: Words) -> Sequence[Chart]:
    """Return every chart, in the order of the page."""
    return (
        load_chart(history, say),
        ratio_chart(history, say),
        dose_chart(history, say),
        measured_chart(history, "backward_steps", "steps", say),
        measured_chart(history, "knee_impulse_bw_s", "knee", say),
        pain_chart(history, say),
    )
