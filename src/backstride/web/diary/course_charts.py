"""The results of one test as a chart, each with its typical error."""

from datetime import date, timedelta

from backstride.web.diary.charts import Chart, Point, Series
from backstride.web.diary.days import day_words
from backstride.web.diary.figures import plain_number, test_name, unit_words
from backstride.web.diary.testing import Course
from backstride.web.words_of import Words

_AROUND = timedelta(days=3)  # room left and right of the first and last day


def course_chart(course: Course, today: date, say: Words) -> Chart:
    """Return the results by day; the whiskers are one typical error to either side."""
    unit = unit_words(course.test.unit, say)
    name = test_name(course.test.id, course.test.name, say)
    error = course.error.estimate.value if course.error else None
    points, rows = [], []
    for occasion, score in zip(course.occasions, course.scores, strict=True):
        day = day_words(occasion.day, say, today)
        figure = f"{plain_number(score, say)} {unit}"
        says = say("tests.result_says", day=day, figure=figure)
        low, high = (None, None) if error is None else (score - error, score + error)
        points.append(Point(occasion.day, score, low, high, says))
        trials = "; ".join(plain_number(one, say, 6) for one in occasion.trials)
        rows.append((day, figure, trials))
    better = say(f"tests.better_{course.test.better}")
    return Chart(
        key=f"test-{course.name.replace('.', '-')}",
        title=name,
        unit=f"{unit}, {better}",
        sentence=f"{points[-1].says}, {better}.",
        start=course.occasions[0].day - _AROUND,
        end=course.occasions[-1].day + _AROUND,
        series=[Series(name, "accent", "line", points)],
        head=[say("progress.day"), say("tests.result"), say("tests.trials")],
        rows=rows,
        from_zero=False,
    )
